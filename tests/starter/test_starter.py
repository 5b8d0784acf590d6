"""The files of a new project, and how they come to their folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kgraph import starter
from kgraph.ontology import load
from kgraph.problems import BadValue, KgraphError
from tests.domains.examples import assert_examples_can_be_read
from tests.ontology.report import CHECKS, ONTOLOGY, findings, store_of
from tests.project import files_of

WATER = starter.Domain("water", "https://example.org/water#")
DOMAINS = [WATER, starter.Domain("x-1", "http://a.example/DOMAIN/NAMESPACE/")]


@pytest.mark.parametrize("domain", [None, *DOMAINS])
def test_no_word_in_capitals_is_left(domain: starter.Domain | None) -> None:
    for place, data in starter.content(domain).items():
        text = (place + data.decode()).replace(domain.namespace[:-1] if domain else "\0", "")
        assert not any(word in text for word in ("DOMAIN", "NAMESPACE", "ONTOLOGY")), place


@pytest.mark.parametrize("domain", DOMAINS)
def test_the_vocabulary_has_each_kind_of_term(domain: starter.Domain, tmp_path: Path) -> None:
    starter.create(tmp_path, starter.content(domain))
    vocabulary = load(tmp_path / "ontology")

    def own(curie: str) -> bool:
        return curie.startswith(domain.name + ":")

    assert vocabulary.domains == {domain.name: domain.namespace}
    assert any(own(c) for c, t in vocabulary.classes.items() if "kg:Occurrence" in t.ancestors)
    assert any(own(c) for c, t in vocabulary.classes.items() if "kg:Occurrence" not in t.ancestors)
    for terms in (vocabulary.predicates, vocabulary.qualifiers):
        assert {term.special for curie, term in terms.items() if own(curie)} == {True, False}
    assert vocabulary.units["lorries a day"] == "{lorries}/d"


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.stem)
def test_the_vocabulary_keeps_the_rules_of_ours(check: Path) -> None:
    """But for what only its user can tell: licence, creator, version, areas."""
    content = starter.content(WATER)
    core = (ONTOLOGY / "kgraph.ttl").read_bytes()
    found = findings(store_of(core, content["ontology/water.ttl"]), check)
    if check.stem in ("ontology-header", "area"):
        assert found
    else:
        assert found == []


def test_the_readme_names_its_folders() -> None:
    for domain in (None, WATER):
        content = starter.content(domain)
        folders = {place.partition("/")[0] for place in content if "/" in place}
        assert all(f"`{folder}/`" in content["README.md"].decode() for folder in folders)


def test_its_examples_can_be_read(tmp_path: Path) -> None:
    starter.create(tmp_path / "project", starter.content(WATER))
    assert_examples_can_be_read(tmp_path / "project", tmp_path / "scratch")


@pytest.mark.parametrize(
    ("text", "message", "help"),
    [
        ("water", "'water' names no namespace", "expected NAME=IRI"),
        ("=https://example.org/#", "cannot be a prefix", "expected NAME=IRI"),
        ("../up=https://example.org/#", "cannot be a prefix", "expected NAME=IRI"),
        ("wa ter=https://example.org/#", "cannot be a prefix", "expected NAME=IRI"),
        ("water=example.org/#", "cannot be a prefix and namespace", "expected NAME=IRI"),
        ('water=https://example.org/">#', "cannot be a prefix and namespace", "expected NAME=IRI"),
        ("water=https://example.org/#\n", "cannot be a prefix and namespace", "expected NAME=IRI"),
        ("water=https://example.org/water", "cannot be a namespace", "end in '/' or '#'"),
        ("w7=https://example.org/#/", "cannot be a namespace", "have no other '#'"),
        ("conflict=https://example.org/#", "is that of a packaged ontology", "expected NAME=IRI"),
        ("mappings=https://example.org/#", "is that of a packaged ontology", "expected NAME=IRI"),
        ("skos=https://example.org/#", "the prefix 'skos' is taken", "expected NAME=IRI"),
        ("kgr=https://example.org/#", "the prefix 'kgr' is taken", "expected NAME=IRI"),
        ("sh=https://example.org/#", "the prefix 'sh' is taken", "expected NAME=IRI"),
        ("own=https://w3id.org/kgraph/ns#", "is taken", "expected NAME=IRI"),
        ("KGraph=https://example.org/#", "is that of a packaged ontology", "expected NAME=IRI"),
    ],
)
def test_a_domain_that_cannot_be(text: str, message: str, help: str) -> None:
    with pytest.raises(BadValue) as caught:
        starter.domain(text)
    assert message in str(caught.value)
    assert help in caught.value.help


def test_a_domain_that_can_be() -> None:
    assert starter.domain("water=https://example.org/water#") == WATER
    assert starter.domain("a=urn:x:a=b/") == starter.Domain("a", "urn:x:a=b/")


def test_no_file_is_replaced_and_none_written(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "entities.yaml").write_text("mine")
    (tmp_path / ".gitignore").symlink_to("nowhere")
    with pytest.raises(KgraphError) as caught:
        starter.create(tmp_path, starter.content(WATER))
    assert str(caught.value).splitlines() == [
        f"{tmp_path.as_posix()}/.gitignore: is there already",
        f"{tmp_path.as_posix()}/seeds/entities.yaml: is there already",
        "nothing was written: a new project replaces no file",
    ]
    assert files_of(tmp_path) == {".gitignore", "seeds/entities.yaml"}
    assert (tmp_path / "seeds" / "entities.yaml").read_text() == "mine"


def test_other_files_stay(tmp_path: Path) -> None:
    (tmp_path / "seeds" / "documents").mkdir(parents=True)
    (tmp_path / "seeds" / "documents" / "mine.txt").write_text("mine")
    content = starter.content(WATER)
    starter.create(tmp_path, content)
    assert files_of(tmp_path) == {*content, "seeds/documents/mine.txt"}
    assert {place: (tmp_path / place).read_bytes() for place in content} == content


@pytest.mark.parametrize("blocked", ["", "seeds", "ontology/shapes"])
def test_a_file_where_a_folder_is_needed(tmp_path: Path, blocked: str) -> None:
    project = tmp_path / "project"
    file = project / blocked
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("mine")
    with pytest.raises(KgraphError, match=f"{file.as_posix()}: is there already"):
        starter.create(project, starter.content(WATER))
    assert file.read_text() == "mine"
    assert files_of(tmp_path) == {file.relative_to(tmp_path).as_posix()}


@pytest.mark.parametrize("blocked", ["", "seeds", "ontology/shapes"])
def test_a_link_to_nowhere_where_a_folder_is_needed(tmp_path: Path, blocked: str) -> None:
    link = tmp_path / "project" / blocked
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to("nowhere")
    with pytest.raises(KgraphError, match=f"{link.as_posix()}: is there already"):
        starter.create(tmp_path / "project", starter.content(WATER))
    assert files_of(tmp_path) == {link.relative_to(tmp_path).as_posix()}


@pytest.mark.parametrize("after", range(len(starter.content(WATER))))
def test_all_or_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    moved = 0
    rename = os.rename

    def fail(source: Path, target: Path) -> None:
        nonlocal moved
        if moved == after:
            raise OSError(28, "No space left on device")
        moved += 1
        rename(source, target)

    monkeypatch.setattr(os, "rename", fail)
    with pytest.raises(KgraphError, match="cannot be written: No space left on device"):
        starter.create(tmp_path / "project", starter.content(WATER))
    assert list(tmp_path.iterdir()) == []
