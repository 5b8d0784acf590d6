"""Hypothesis strategies for whole sets of facts, hostile text included."""

from __future__ import annotations

from hypothesis import strategies as st

from kgraph import names
from kgraph.model import (
    Anchor,
    Claim,
    Document,
    Edtf,
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

text = st.text(
    st.characters(blacklist_categories=["Cs"], blacklist_characters="\ufffe\uffff\x00"), max_size=30
) | st.sampled_from(
    ['<script>"', "a\\b\n\r\t", "\u202eright\u2066", "'''", "\x01\x7f", "日本 \U0001f600"]
)
ids = st.from_regex(names.ID, fullmatch=True).filter(lambda id: len(id) < 30)
dates = st.sampled_from(
    [Edtf("2024-11~", "2024-11-01", "2024-11-30"), Edtf("2024/..", "2024-01-01"), Edtf("2024-21")]
)
numbers = st.decimals(-(10**9), 10**9, places=3).map(lambda d: format(d.normalize() + 0, "f"))
quantities = st.builds(
    Quantity,
    text,
    numbers,
    st.sampled_from(["km2", "/min", "1"]),
    st.sampled_from(["exact", "approximate", "more-than"]),
)
literals = text.map(Literal) | st.sampled_from(
    [Literal("true", "xsd:boolean"), Literal("7", "xsd:positiveInteger")]
)


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
    for id in statements:
        claim = draw(_claim(id, sorted(entities), sorted(documents), sorted(statements)))
        claims[claim.id] = claim
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
        tuple(passages.values()),
        anchors,
    )


@st.composite
def _entities(draw: st.DrawFn) -> dict[str, Entity]:
    types = st.sampled_from(["con:State", "con:Attack", "con:Settlement", "kg:Person"])
    return {
        id: Entity(
            id,
            draw(types),
            draw(text),
            tuple(draw(st.lists(text, max_size=2))),
            draw(text),
            draw(st.booleans()),
            ("http://www.wikidata.org/entity/Q1",),
        )
        for id in draw(st.lists(ids, min_size=2, max_size=5, unique=True))
    }


@st.composite
def _statement(draw: st.DrawFn, entities: list[str], earlier: list[str]) -> Statement:
    references = st.sampled_from(entities).map(EntityRef)
    if earlier:
        references |= st.sampled_from(earlier).map(StatementRef)
    qualifiers = draw(
        st.lists(
            st.one_of(
                st.tuples(st.just("kg:when"), dates),
                st.tuples(st.just("con:area"), quantities),
                st.tuples(st.just("con:share"), text.map(Literal)),
                st.tuples(st.just("con:toPlace"), st.sampled_from(entities).map(EntityRef)),
            ),
            max_size=2,
            unique_by=lambda q: q[0],
        )
    )
    predicate, objects = draw(
        st.sampled_from(
            [
                ("con:dependsOn", references),
                ("kg:describedAs", literals),
                ("con:personnelLossRate", quantities),
                ("con:aimsAt", references),
            ]
        )
    )
    subject, object = draw(references), draw(objects)
    positive = draw(st.booleans())
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
    evidence = tuple(
        Evidence(
            Passage(document, number, number + draw(st.integers(0, 1)), draw(text), draw(text)),
            draw(st.sampled_from(["", "3"])),
        )
        for number in draw(st.lists(st.integers(1, 5), min_size=1, max_size=2, unique=True))
    )
    return Claim(
        id=statement[::-1],
        statement=statement,
        document=document,
        claimant=draw(st.sampled_from(entities)),
        relays=tuple(
            Relay(relayer, "neutral")
            for relayer in draw(st.lists(st.sampled_from(entities), max_size=2, unique=True))
        ),
        modality=draw(st.sampled_from(["asserted", "prediction"])),
        certainty=draw(st.sampled_from(["certain", "may"])),
        conditions=tuple(draw(st.lists(st.sampled_from(statements), max_size=1))),
        hearsay=draw(st.booleans()),
        stated_on=draw(st.none() | dates),
        origin=entities[0],
        reliability=draw(st.sampled_from(["", "F"])),
        inferred=draw(st.booleans()),
        notes=tuple(draw(st.lists(text, max_size=1))),
        curated_on=draw(st.sampled_from(["", "2026-01-01"])),
        evidence=evidence,
    )
