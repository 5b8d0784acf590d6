from __future__ import annotations

import base64
import hashlib
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kgraph.model import Facts
from kgraph.ontology import Vocabulary
from kgraph.reason.model import Conclusions
from kgraph.views.page import embedded, render
from tests.processes import python
from tests.views import sample

Html = Callable[..., str]
SAMPLES = ("facts", "hostile", "empty")


def scripts(html: str) -> list[str]:
    return re.findall(r"<script>(.*?)</script>", html, re.DOTALL)


def blocks(html: str) -> dict[str, dict[str, list[dict[str, object]]]]:
    found = re.findall(r'<script type="application/json" id="(\w+)">(.*?)</script>', html, re.S)
    return {name: json.loads(text) for name, text in found}


def test_same_facts_same_bytes_under_any_hash_seed(html: Html, vocabulary: Vocabulary) -> None:
    program = (
        "import hashlib; from tests.views import concluded, sample; from kgraph import ontology;"
        "from kgraph.views.page import render;"
        "f = sample.facts(); k = concluded.conclusions(f);"
        "text = render(f, sample.projection(f), k, ontology.load());"
        "print(hashlib.sha256(text.encode()).hexdigest())"
    )
    digests = {hashlib.sha256(html(sample.facts()).encode()).hexdigest()}
    for seed in ("1", "2"):
        result = python("-c", program, PYTHONHASHSEED=seed)
        digests.add(result.stdout.strip())
    assert len(digests) == 1


def test_order_of_the_facts_does_not_matter(html: Html) -> None:
    facts = sample.facts()
    turned = Facts(
        facts.base,
        facts.documents,
        dict(reversed(list(facts.entities.items()))),
        dict(reversed(list(facts.statements.items()))),
        dict(reversed(list(facts.claims.items()))),
    )
    assert html(turned) == html(facts)


@pytest.mark.parametrize("name", SAMPLES)
def test_policy_allows_just_the_scripts_and_the_style_of_the_page(html: Html, name: str) -> None:
    text = html(getattr(sample, name)())
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy
    allowed = {key: set(values) for key, *values in map(str.split, policy[1].split(";"))}
    styles = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)

    def sources(texts: list[str]) -> set[str]:
        digests = (hashlib.sha256(text.encode()).digest() for text in texts)
        return {f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests}

    assert allowed == {
        "default-src": {"'none'"},
        "script-src": sources(scripts(text)),
        "style-src": sources(styles),
        "img-src": {"data:"},
        "base-uri": {"'none'"},
        "form-action": {"'none'"},
    }
    assert len(scripts(text)) == 2
    assert len(styles) == 1


@pytest.mark.parametrize("name", SAMPLES)
def test_markup_points_nowhere_and_runs_nothing(html: Html, name: str) -> None:
    text = html(getattr(sample, name)())
    markup = re.sub(r"(?s)<(script|style)\b.*?</\1>", "", text)
    assert not re.search(r"https?://|\son\w+\s*=|\sstyle\s*=", markup)
    assert re.findall(r'(?:src|href)="([^"]*)"', markup) == ["data:,"]
    assert "sourceMappingURL" not in text
    assert "innerHTML" not in "".join(
        part.read_text("utf-8")
        for part in (
            Path(sys.modules["kgraph.views.page"].__file__ or "").parent / "page"
        ).iterdir()
    )


def test_hostile_text_stays_within_its_block(html: Html) -> None:
    text = html(sample.hostile())
    assert set(blocks(text)) == {"content", "network"}
    assert blocks(text)["content"]["entities"][0]["aliases"]
    assert "window.broken=1</" not in text
    assert "\u2028" not in embedded(sample.HOSTILE)


def test_lone_surrogates_do_not_stop_the_page() -> None:
    embedded({"text": "\ud800"}).encode()


def test_literals_are_no_nodes(html: Html) -> None:
    found = blocks(html(sample.facts()))
    count = len(found["content"]["entities"])
    statements = found["content"]["statements"]
    boxes = {node["id"] for node in found["network"]["nodes"] if node["group"] == "statement"}
    spoken_of = {
        count + value["statement"]
        for statement in statements
        for value in (statement["s"], statement["o"])
        if isinstance(value, dict) and "statement" in value
        if "text" not in statement["o"]  # type: ignore[operator]
    }
    assert boxes == spoken_of
    assert len(found["network"]["nodes"]) == count + len(boxes)


def test_opening_picture_holds_what_is_projected(html: Html) -> None:
    found = blocks(html(sample.facts()))
    shown = {edge["kind"] for edge in found["network"]["edges"] if not edge.get("hidden")}
    assert shown == {"projected", "tie"}
    siege = next(e for e in found["content"]["entities"] if e["id"] == "siege")
    place = found["content"]["entities"].index(siege)
    assert siege["scenario"]
    assert not found["network"]["nodes"][place].get("hidden"), "the object of a projected line"


def test_parallel_lines_bend_differently(html: Html) -> None:
    found = blocks(html(sample.facts()))
    pairs: dict[frozenset[object], list[str]] = {}
    for edge in found["network"]["edges"]:
        pairs.setdefault(frozenset({edge["from"], edge["to"]}), []).append(
            json.dumps([edge["smooth"], edge["from"]], sort_keys=True)
        )
    assert max(map(len, pairs.values())) > 1
    assert all(len(set(bends)) == len(bends) for bends in pairs.values())


def test_large_graphs_are_laid_out(vocabulary: Vocabulary) -> None:
    facts = sample.large(3000, 600)
    assert len(render(facts, sample.projection(facts), Conclusions(), vocabulary)) > 1_000_000
