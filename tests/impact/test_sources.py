"""What is meant by a name, and which claims are a source's."""

from __future__ import annotations

import pytest

from kgraph.impact.model import Without
from kgraph.impact.sources import Finder, claims_of
from kgraph.model import Facts
from kgraph.problems import BadValue
from tests.cases import VOCABULARY, facts_of


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    folder = tmp_path_factory.mktemp("seeds")
    (folder / "report.yaml").write_text(
        """
document: {id: report, title: The report, author: writer}
entities:
  writer: {type: Person, label: A. Writer}
  gazette: {type: MediaOutlet, label: Gazette, aliases: [the paper]}
  report: {type: MediaOutlet, label: Report}
  north: {type: State, label: Land}
  south: {type: State, label: Land}
passages:
  - at: 1 some words
    claims:
      - [north, owns, gazette, {id: told}]
  - at: 2 some words
    claimant: gazette
    claims:
      - [south, owns, gazette, {id: quoted}]
  - at: 3 some words
    claimant: report
    relayed-by: [gazette]
    claims:
      - [south, owns, gazette, {id: passed-on}]
""",
        encoding="utf-8",
    )
    return facts_of(folder)


def test_by_id_label_alias_or_title(facts: Facts) -> None:
    finder = Finder(facts, VOCABULARY)
    found = finder.without(["THE  paper", "gazette"], ["kgr:north"], ["The Report", "told"])
    assert found == Without(("gazette",), ("north",), ("report",), (), ("told",))
    assert finder.source("the paper") == ("claimant", "gazette")
    assert finder.source("kgr:report") == ("claimant", "report")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("land", "may be any of 2"),
        ("kgr:north", "no claim came from or through"),
        ("gazete", "the graph has no document, claimant or claim 'gazete'"),
        ("report", "may be any of 2"),
    ],
)
def test_what_is_no_source(facts: Facts, name: str, message: str) -> None:
    with pytest.raises(BadValue, match=message) as caught:
        Finder(facts, VOCABULARY).source(name)
    assert caught.value.help


def test_a_claim_falls_with_whoever_passed_it_on(facts: Facts) -> None:
    assert claims_of(Without(claimants=("gazette",)), facts) == {"quoted", "passed-on"}
    assert claims_of(Without(claimants=("report",)), facts) == {"passed-on"}
    assert claims_of(Without(documents=("report",)), facts) == facts.claims.keys()
    assert claims_of(Without(claims=("told",)), facts) == {"told"}
