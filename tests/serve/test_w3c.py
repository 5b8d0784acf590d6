"""The W3C's tests of the SPARQL 1.1 Protocol and of service descriptions, as rdf-test-suite runs
them; ``KGRAPH_W3C`` names the folder with ``sparql/`` in it."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import missing
from tests.npm import node_modules
from tests.processes import ROOT
from tests.serve.asking import lay_out
from tests.serve.running import Running, running

pytestmark = pytest.mark.slow

SUITE = Path(os.environ.get("KGRAPH_W3C") or ROOT.parent / "shared" / "w3c") / "sparql/sparql11"
HOME = "http://www.w3.org/2009/sparql/docs/tests/data-sparql11"
DATA = "http://kasei.us/2009/09/sparql/data"

PROTOCOL = (
    "query_post_form",
    "query_dataset_default_graphs_get",
    "query_dataset_default_graphs_post",
    "query_dataset_named_graphs_post",
    "query_dataset_named_graphs_get",
    "query_dataset_full",
    "query_multiple_dataset",
    "query_get",
    "query_content_type_select",
    "query_content_type_ask",
    "query_content_type_describe",
    "query_content_type_construct",
    "query_post_direct",
    "bad_query_method",
    "bad_multiple_queries",
    "bad_query_wrong_media_type",
    "bad_query_missing_form_type",
    "bad_query_missing_direct_type",
    "bad_query_non_utf8",
    "bad_query_syntax",
    "bad_update_get",
    "bad_multiple_updates",
    "bad_update_wrong_media_type",
    "bad_update_missing_form_type",
    "bad_update_non_utf8",
    "bad_update_syntax",
    "bad_update_dataset_conflict",
)
"""All of these pass; those of bad updates ask for a refusal, which is what all updates get."""

UPDATES = (
    "update_dataset_default_graph",
    "update_dataset_default_graphs",
    "update_dataset_named_graphs",
    "update_dataset_full",
    "update_post_form",
    "update_post_direct",
    "update_base_uri",
)
"""Not applicable: they want an update to be done. Each is run, and must be refused."""

DESCRIPTION = ("returns-rdf", "has-endpoint-triple", "conforms-to-schema")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    if not (SUITE / "protocol").is_dir():
        missing(f"no test suite in {SUITE}: KGRAPH_W3C names the folder with sparql/ in it")
    quads = [
        f"{triple.strip()[:-1]}<{DATA}/data{number}.rdf> .\n"
        for number in (1, 2, 3)
        for triple in (SUITE / f"protocol/data{number}.nt").read_text().splitlines()
    ]
    with running(lay_out(tmp_path_factory.mktemp("w3c") / "output", quads)) as server:
        yield server


def results(part: str, server: Running, folder: Path) -> dict[str, str]:
    """What came of each test: ``passed``, or the error; none of what was skipped."""
    (folder / "engine.js").write_bytes((Path(__file__).parent / "w3c/engine.js").read_bytes())
    endpoint = server.url
    options = {"protocolEndpoint": endpoint, "serviceDescriptionEndpoint": endpoint}
    done = subprocess.run(
        [
            "node",
            str(node_modules() / "rdf-test-suite/bin/Runner.js"),
            "engine.js",
            f"{HOME}/{part}/manifest.ttl",
            *("-m", f"{HOME}/~{SUITE}/"),
            *("-i", json.dumps(options)),
            *("-d", "20000"),
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    text = re.sub(r"\x1b\[\d+m", "", done.stdout)
    assert re.search(r"\d+ / \d+ tests succeeded!", text), done.stderr
    name = rf"\({re.escape(f'{HOME}/{part}/manifest#')}([\w-]+)\)"
    found = {
        match[2]: "passed" if match[1] == "✔" else "failed"
        for match in re.finditer(rf"^([✔✖]) .* {name}", text, re.MULTILINE)
    }
    for error in re.split(r"^✖ ", text, flags=re.MULTILINE):
        if told := re.search(r"More info: \S+#([\w-]+)", error):
            found[told[1]] = error
    return found


def test_protocol(server: Running, tmp_path: Path) -> None:
    found = results("protocol", server, tmp_path)
    assert found.keys() == {*PROTOCOL, *UPDATES}
    assert {name: found[name] for name in PROTOCOL} == dict.fromkeys(PROTOCOL, "passed")
    for name in UPDATES:
        assert re.search(r"Expected one of: 2xx, 3xx\s+Got: 403\b", found[name]), found[name]
    assert len(server.ask("SELECT * { GRAPH ?g { ?s ?p ?o } }").rows) == 3  # as before


def test_service_description(server: Running, tmp_path: Path) -> None:
    found = results("service-description", server, tmp_path)
    assert found == dict.fromkeys(DESCRIPTION, "passed")
