"""Facts for rules to work on, as Hypothesis makes them up."""

from __future__ import annotations

from hypothesis import strategies as st

from kgraph import names
from kgraph.facts.dates import edtf
from kgraph.model import Claim, EntityRef, Facts, Statement, StatementRef, Value
from kgraph.model import Entity as Thing
from kgraph.ontology import Vocabulary
from kgraph.rdf.projection import Projection

CLASSES = (
    "con:State",
    "con:Forces",
    "con:MilitaryUnit",
    "con:WeaponType",
    "con:GuidanceSystem",
    "con:DataAsset",
    "con:Settlement",
    "con:Battle",
    "con:Restriction",
    "con:Government",
)
TIMES = ("", "", "", "", "", "", "2024-11", "2024-11-05/2024-12~", "2024-12?", "2025/..")
CONDITIONS = ("condition-one", "condition-two")


@st.composite
def worlds(
    draw: st.DrawFn, vocabulary: Vocabulary, predicates: tuple[str, ...], most: int = 14
) -> tuple[Facts, Projection]:
    """Facts and what is projected of them; domains and ranges are not kept to."""
    size = draw(st.integers(2, 4))
    entities = {
        f"e{n}": Thing(f"e{n}", draw(st.sampled_from(CLASSES)), f"e{n}") for n in range(size)
    }
    ids = st.sampled_from(sorted(entities))
    statements: dict[str, Statement] = {}
    claims: dict[str, Claim] = {}
    projected: dict[str, tuple[str, ...]] = {}
    conditional: dict[str, tuple[str, ...]] = {}
    for number in range(draw(st.integers(4, most))):
        predicate = draw(st.sampled_from(predicates))
        qualifiers: list[tuple[str, Value]] = []
        for when in draw(st.sets(st.sampled_from(TIMES), max_size=2)) - {""}:
            qualifiers.append(("kg:when", edtf(when)))
        if draw(st.integers(0, 4)) == 0:
            qualifiers.append(("con:recipient", EntityRef(draw(ids))))
        if statements and draw(st.integers(0, 4)) == 0:
            qualifiers.append(("kg:that", StatementRef(draw(st.sampled_from(sorted(statements))))))
        statement = made(
            vocabulary, EntityRef(draw(ids)), predicate, EntityRef(draw(ids)), qualifiers
        )
        if statement.id in statements:
            continue
        statements[statement.id] = statement
        kind = draw(st.sampled_from(("fact", "fact", "conditional", "conditional", "said")))
        conditions = draw(st.sets(st.sampled_from(CONDITIONS), min_size=1))
        claim = Claim(
            f"c{number}",
            statement.id,
            "report",
            "e0",
            conditions=tuple(sorted(conditions)) if kind == "conditional" else (),
            origin=draw(ids),
            reliability=draw(st.sampled_from("ABCDEF")),
        )
        claims[claim.id] = claim
        if kind == "fact":
            projected[statement.id] = ("report",)
        if kind == "conditional":
            conditional[statement.id] = (claim.id,)
    usable = frozenset(c.id for c in claims.values() if c.statement in projected)
    facts = Facts(names.DEFAULT_BASE, {}, entities, statements, claims)
    return facts, Projection(projected, usable, {}, frozenset(), conditional)


def made(
    vocabulary: Vocabulary,
    subject: EntityRef,
    predicate: str,
    object: Value,
    qualifiers: list[tuple[str, Value]] | None = None,
) -> Statement:
    said = sorted(qualifiers or [], key=lambda pair: (pair[0], names.value_key(pair[1])))
    iri = vocabulary.iri
    id = names.statement_id(subject, iri(predicate), object, True, [(iri(n), v) for n, v in said])
    return Statement(id, subject, predicate, object, True, tuple(said))
