"""Questions asked of two graphs at once."""

from __future__ import annotations

from pathlib import Path

from kgraph.query.compare import Compared, compare
from kgraph.query.run import Graph
from kgraph.query.saved import SavedQuery


def graph(folder: Path, *names: str) -> Graph:
    folder.mkdir()
    triples = "".join(f'<http://x/{name}> <http://x/p> "{name}" .\n' for name in names)
    (folder / "graph.nt").write_text(triples, encoding="utf-8")
    (folder / "graph.nq").write_text("", encoding="utf-8")
    return Graph(folder / "graph.nt", folder / "graph.nq", {"x": "http://x/"})


def asked(tmp_path: Path, seconds: float = 60, **queries: str) -> dict[str, Compared]:
    one, other = graph(tmp_path / "one", "a", "b", "c"), graph(tmp_path / "two", "b", "d")
    saved = [SavedQuery(name, text) for name, text in queries.items()]
    return compare(one, other, saved, seconds)


def test_rows_are_counted_in_one_the_other_and_both(tmp_path: Path) -> None:
    found = asked(
        tmp_path,
        rows="SELECT ?o { ?s x:p ?o }",
        repeated="SELECT ?p { ?s ?p ?o }",
        yes='ASK { ?s ?p "a" }',
        triples="CONSTRUCT { ?s x:q ?o } WHERE { ?s x:p ?o }",
        gaps="SELECT ?none ?o { ?s x:p ?o . OPTIONAL { ?s x:q ?none } }",
    )
    assert found == {
        "rows": Compared(2, 1, 1),
        "repeated": Compared(1, 2, 0),
        "yes": Compared(1, 0, 0),
        "triples": Compared(2, 1, 1),
        "gaps": Compared(2, 1, 1),
    }


def test_what_cannot_be_asked_is_missing(tmp_path: Path) -> None:
    found = asked(
        tmp_path,
        broken="SELECT ?x {",
        elsewhere="SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        good="SELECT ?s { ?s ?p ?o }",
    )
    assert found.keys() == {"good"}


def test_what_is_ready_when_time_is_up_is_kept(tmp_path: Path) -> None:
    forever = (
        "SELECT (COUNT(*) AS ?n) { "
        + "?a ?b ?c . "
        + "".join(f"?a{n} ?b{n} ?c{n} . " for n in range(40))
    )
    found = asked(tmp_path, 3, good="SELECT ?s { ?s ?p ?o }", forever=forever + "}")
    assert found.keys() == {"good"}
