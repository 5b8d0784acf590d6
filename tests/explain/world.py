"""Small worlds to be explained: things that depend on, own and supply each other."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from hypothesis import strategies as st

from kgraph import names
from kgraph.explain.answer import explain
from kgraph.explain.known import Known
from kgraph.explain.question import read
from kgraph.explain.records import Explanation
from kgraph.model import (
    Claim,
    Document,
    Edtf,
    Entity,
    EntityRef,
    Evidence,
    Facts,
    Passage,
    Statement,
    StatementRef,
    Value,
)
from kgraph.rdf.projection import Policy
from tests.cases import ROOT, RULES, VOCABULARY, facts_of

ENTITIES = {
    "drone": Entity("drone", "con:System", "Drone X"),
    "head": Entity("head", "con:GuidanceSystem", "homing head"),
    "maps": Entity("maps", "con:DataAsset", "map data"),
    "east": Entity("east", "con:State", "Eastland"),
    "west": Entity("west", "con:State", "Westland"),
    "gazette": Entity("gazette", "kg:Organization", "The Gazette"),
}
DOCUMENT = Document("report", "Report", author="gazette", published=Edtf("2024-11"))
MARCH = Edtf("2024-03", "2024-03-01", "2024-03-31")


@cache
def first_document() -> Known:
    return Known(facts_of(ROOT.parent / "seeds"), VOCABULARY, RULES)


def ask(*words: str, known: Known | None = None, paths: int = 3) -> Explanation:
    known = known or first_document()
    return explain(read(words, known), known, paths)


def say(
    subject: str,
    predicate: str,
    object: str | Statement,
    *qualifiers: tuple[str, Value],
    positive: bool = True,
) -> Statement:
    whom: EntityRef | StatementRef = (
        EntityRef(object) if isinstance(object, str) else StatementRef(object.id)
    )
    id = names.statement_id(
        EntityRef(subject), VOCABULARY.iri(predicate), whom, positive, qualifiers
    )
    return Statement(id, EntityRef(subject), predicate, whom, positive, qualifiers)


def claim(statement: Statement, by: str = "gazette", **changes: object) -> Claim:
    place = Evidence(Passage("report", 1, 1, "first words"), str(changes.pop("credibility", "3")))
    found = Claim("", statement.id, "report", by, origin=by, reliability="C", evidence=(place,))
    found = replace(found, **changes)  # type: ignore[arg-type]
    id = names.digest(repr(found))
    return replace(found, id=id)


def facts(statements: list[Statement], claims: list[Claim]) -> Facts:
    return Facts(
        names.DEFAULT_BASE,
        {"report": DOCUMENT},
        ENTITIES,
        dict(sorted((s.id, s) for s in statements)),
        dict(sorted((c.id, c) for c in claims)),
    )


def known(*claims: Claim, said: list[Statement], policy: Policy | None = None) -> Known:
    return Known(facts(said, list(claims)), VOCABULARY, RULES, policy)


_SAYINGS = [
    ("con:dependsOnFunction", ["drone", "head"], ["drone", "head"]),
    ("con:dependsOnData", ["drone", "head"], ["maps"]),
    ("con:owns", ["east", "west"], ["maps", "drone", "head"]),
    ("con:uses", ["east", "west"], ["drone", "head"]),
    ("con:fallsBackOn", ["drone", "head"], ["maps", "head"]),
    ("con:dependsOn", ["east", "west", "drone"], ["east", "west", "maps"]),
]


@st.composite
def worlds(draw: st.DrawFn) -> Facts:
    """Dense enough for rules to conclude things in several ways, and in circles."""
    said, claims = [], []
    for _ in range(draw(st.integers(3, 12))):
        predicate, subjects, objects = draw(st.sampled_from(_SAYINGS))
        subject, object = draw(st.sampled_from(subjects)), draw(st.sampled_from(objects))
        when = [("kg:when", MARCH)] * draw(st.integers(0, 1))
        statement = say(subject, predicate, object, *when)
        if subject == object or statement in said:
            continue
        said.append(statement)
        for _ in range(draw(st.integers(1, 2))):
            claims.append(draw(_claims(statement)))
    return facts(said, claims)


@st.composite
def _claims(draw: st.DrawFn, statement: Statement) -> Claim:
    return claim(
        statement,
        draw(st.sampled_from(["gazette", "east", "west"])),
        reliability=draw(st.sampled_from(["", "B", "F"])),
        credibility=draw(st.sampled_from(["", "2", "6"])),
        modality=draw(
            st.sampled_from(["asserted", "asserted", "asserted", "prediction", "opinion"])
        ),
        certainty=draw(st.sampled_from(["certain", "certain", "may"])),
        hearsay=draw(st.sampled_from([False, False, False, True])),
        inferred=draw(st.booleans()),
    )
