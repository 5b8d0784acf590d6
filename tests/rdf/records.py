"""Hypothesis strategies for whole sets of facts, hostile text included, in the order that the
loader gives them.

Most claims and statements have nothing that keeps a statement from being a fact: so many that
some of each kind are found in most sets.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from hypothesis import strategies as st

from kgraph import names
from kgraph.facts.dates import edtf
from kgraph.model import (
    Anchor,
    Claim,
    Document,
    Entity,
    EntityRef,
    Evidence,
    Facts,
    Literal,
    Passage,
    Quantity,
    Relay,
    Statement,
    StatementRef,
)

T = TypeVar("T")

text = st.text(
    st.characters(blacklist_categories=["Cs"], blacklist_characters="\ufffe\uffff\x00"), max_size=30
) | st.sampled_from(
    ['<script>"', "a\\b\n\r\t", "\u202eright\u2066", "'''", "\x01\x7f", "日本 \U0001f600"]
)
ids = st.from_regex(names.ID, fullmatch=True).filter(lambda id: len(id) < 30)
written = text.filter(bool)
dates = st.sampled_from(["2024-11~", "2024-11", "2024/..", "2024-21", "202X"]).map(edtf)
numbers = st.decimals(-(10**9), 10**9, places=3).map(lambda d: format(d.normalize() + 0, "f"))
quantities = st.builds(
    Quantity,
    text,
    numbers,
    st.sampled_from(["km2", "/min", "1"]),
    st.sampled_from(["exact", "approximate", "more-than"]),
)
literals = text.map(Literal)


def rarely(any: st.SearchStrategy[T], usual: T) -> st.SearchStrategy[T]:
    """The usual four times of five."""
    return st.integers(0, 4).flatmap(lambda n: any if n == 4 else st.just(usual))


@st.composite
def facts(draw: st.DrawFn) -> Facts:
    """Some entities, statements about them and about each other, and claims on these."""
    entities = draw(_entities())
    documents = {
        id: Document(
            id,
            draw(text),
            draw(text),
            draw(st.sampled_from(sorted(entities))),
            draw(st.none() | dates),
            sha256="0" * 64,
            reliability="B",
            note=draw(text),
        )
        for id in draw(st.lists(ids, min_size=1, max_size=2, unique=True))
    }
    statements: dict[str, Statement] = {}
    for _ in range(draw(st.integers(1, 6))):
        statement = draw(_statement(sorted(entities), sorted(statements)))
        statements[statement.id] = statement
    claims = {}
    for id in [*statements, *draw(st.lists(st.sampled_from(sorted(statements)), max_size=2))]:
        claim = draw(_claim(id, sorted(entities), sorted(documents), sorted(statements)))
        own_id = draw(ids)
        if draw(st.booleans()) and own_id not in claims:
            claim = replace(claim, id=own_id)
        claims[claim.id] = claim
    links = st.lists(st.sampled_from(sorted(claims)), max_size=2, unique=True).map(sorted)
    for claim in list(claims.values()):
        contradicted = draw(rarely(links.map(tuple), ()))
        claims[claim.id] = replace(claim, contradicts=contradicted, supports=tuple(draw(links)))
    passages = {
        (e.passage.document, e.passage.locator): e.passage
        for claim in claims.values()
        for e in claim.evidence
    }
    anchors = {key: Anchor(1, 5, "ab" * 32) for key in passages if draw(st.booleans())}
    return Facts(
        names.DEFAULT_BASE,
        documents,
        entities,
        statements,
        claims,
        tuple(passage for _, passage in sorted(passages.items())),
        anchors,
    )


@st.composite
def _entities(draw: st.DrawFn) -> dict[str, Entity]:
    types = st.sampled_from(["con:State", "con:Attack", "con:Settlement", "kg:Person", "kg:Entity"])
    return {
        id: Entity(
            id,
            draw(types),
            draw(text),
            tuple(draw(st.lists(written, max_size=2, unique=True).map(sorted))),
            draw(text),
            draw(st.booleans()),
            ("http://www.wikidata.org/entity/Q1", "urn:example:a,b"),
        )
        for id in draw(st.lists(ids, min_size=2, max_size=5, unique=True))
    }


@st.composite
def _statement(draw: st.DrawFn, entities: list[str], earlier: list[str]) -> Statement:
    references = st.sampled_from(entities).map(EntityRef)
    if earlier:
        references |= st.sampled_from(earlier).map(StatementRef)
    some = st.lists(
        st.one_of(
            st.tuples(st.just("kg:when"), dates),
            st.tuples(st.just("con:area"), quantities),
            st.tuples(st.just("con:share"), text.map(Literal)),
            st.tuples(st.just("con:toPlace"), st.sampled_from(entities).map(EntityRef)),
            st.tuples(st.just("kg:that"), references),
        ),
        max_size=3,
        unique=True,
    )
    qualifiers = list(draw(st.just([]) | some))
    qualifiers.sort(key=lambda q: (q[0], names.value_key(q[1])))
    predicate, objects = draw(
        st.sampled_from(
            [
                ("con:dependsOn", references),
                ("kg:describedAs", literals),
                ("con:personnelLossRate", quantities),
                ("con:aimsAt", references),
                ("kg:takesPlace", st.just(Literal("true", "xsd:boolean"))),
                ("con:numberInSeries", st.just(Literal("7", "xsd:positiveInteger"))),
            ]
        )
    )
    subject, object = draw(references), draw(objects)
    positive = draw(rarely(st.just(False), True))
    id = names.statement_id(subject, predicate, object, positive, qualifiers)
    return Statement(id, subject, predicate, object, positive, tuple(qualifiers))


@st.composite
def _claim(
    draw: st.DrawFn,
    statement: str,
    entities: list[str],
    documents: list[str],
    statements: list[str],
) -> Claim:
    document = draw(st.sampled_from(documents))
    passages = (
        Passage(document, number, number + draw(st.integers(0, 1)), draw(text), draw(text))
        for number in draw(st.lists(st.integers(1, 5), min_size=1, max_size=2, unique=True))
    )
    relays = tuple(
        Relay(relayer, draw(st.sampled_from(["endorses", "neutral", "rejects"])))
        for relayer in draw(st.lists(st.sampled_from(entities), max_size=3, unique=True))
    )
    claim = Claim(
        id="",
        statement=statement,
        document=document,
        claimant=draw(st.sampled_from(entities)),
        relays=relays,
        modality=draw(rarely(st.just("prediction"), "asserted")),
        certainty=draw(rarely(st.just("may"), "certain")),
        conditions=draw(
            rarely(
                st.lists(st.sampled_from(statements), max_size=2, unique=True)
                .map(sorted)
                .map(tuple),
                (),
            )
        ),
        hearsay=draw(rarely(st.just(True), False)),
        stated_on=draw(st.none() | dates),
        origin=entities[0],
        reliability=draw(st.sampled_from(["", "F"])),
        inferred=draw(st.booleans()),
        rank=draw(st.sampled_from(["normal", "normal", "preferred", "deprecated"])),
        notes=tuple(draw(st.lists(written, max_size=2, unique=True).map(sorted))),
        curated_on=draw(st.sampled_from(["", "2026-01-01"])),
        evidence=tuple(
            Evidence(passage, draw(st.sampled_from(["", "3"])))
            for passage in sorted(passages, key=lambda passage: passage.locator)
        ),
    )
    return replace(claim, id=names.digest(repr(claim)))
