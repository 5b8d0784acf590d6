"""Facts made by hand, small but with everything in them that the page must cope with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from kgraph.model import (
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
    Value,
)
from kgraph.names import DEFAULT_BASE
from kgraph.rdf.projection import Obstacle, Projection

HOSTILE = (
    "</script><script>window.broken=1</script><!--<script>\"'`&amp; ${x} \u202egnp.exe\u2028"
    "<img src=x onerror=window.broken=1> Київ 東京 ﷺ \x00 \U0001f600"
)

_PLACES = {"Settlement": 6, "Route": 2, "AdministrativeRegion": 2, "Frontline": 1}
_OTHERS = {
    "MilitaryUnit": 8,
    "State": 4,
    "Person": 4,
    "Movement": 1,
    "Battle": 2,
    "Restriction": 1,
    "WeaponType": 3,
    "DataAsset": 2,
    "Office": 2,
}


class Builder:
    """Collects records; ids are plain words, as nothing here depends on digests."""

    def __init__(self) -> None:
        self.entities: dict[str, Entity] = {}
        self.statements: dict[str, Statement] = {}
        self.claims: dict[str, Claim] = {}

    def entity(self, id: str, type: str, label: str = "", **more: object) -> str:
        values = {"label": label or id.replace("-", " ").title(), **more}
        self.entities[id] = Entity(id=id, type=type, **values)  # type: ignore[arg-type]
        return id

    def say(
        self,
        id: str,
        subject: str,
        predicate: str,
        object: Value | str,
        *,
        positive: bool = True,
        qualifiers: tuple[tuple[str, Value], ...] = (),
        by: str = "author",
        paragraph: int = 2,
        first: str = "The two brigades",
        last: str = "along the river",
        credibility: str = "3",
        **claim: object,
    ) -> str:
        """One statement and one claim of it; ``^id`` refers to another statement."""
        self.statements[id] = Statement(
            id, _reference(subject), predicate, _value(object), positive, qualifiers
        )
        passage = Passage("report", paragraph, paragraph, first, last)
        self.claims[f"c-{id}"] = Claim(
            f"c-{id}",
            id,
            "report",
            by,
            evidence=(Evidence(passage, credibility),),
            origin=by,
            reliability="F",
            curated_on="2024-12-01",
            **claim,  # type: ignore[arg-type]
        )
        return id

    def facts(self) -> Facts:
        document = Document(
            "report",
            "Report from the border",
            kind="opinion-article",
            author="author",
            published=Edtf("2024-11~", "2024-11-01", "2024-11-30"),
            reliability="F",
        )
        return Facts(
            DEFAULT_BASE, {"report": document}, self.entities, self.statements, self.claims
        )


def _reference(text: str) -> EntityRef | StatementRef:
    return StatementRef(text[1:]) if text.startswith("^") else EntityRef(text)


def _value(value: Value | str) -> Value:
    return _reference(value) if isinstance(value, str) else value


def facts() -> Facts:
    build = Builder()
    build.entity("author", "kg:Person", "author of the report", unnamed=True)
    build.entity("gazette", "con:MediaOutlet", "River Gazette", aliases=("the Gazette",))
    build.entity("speaker", "kg:Agent", "speaker quoted in paragraph 7", unnamed=True)
    build.entity("raid", "con:Attack", "raid on Fordham")
    build.entity("siege", "con:Attack", "siege of Fordham feared for the spring")
    for names in (_PLACES, _OTHERS):
        for name, number in names.items():
            prefix = "kg" if name == "Person" else "con"
            for n in range(1, number + 1):
                build.entity(f"{name.lower()}-{n}", f"{prefix}:{name}", _label(name, n))
    build.entities["state-1"] = replace(
        build.entities["state-1"],
        label="Northland",
        aliases=("the North", "Nórðland"),
        note="As the report uses the name.",
        matches=("http://www.wikidata.org/entity/Q1",),
    )
    states, towns = [f"state-{n}" for n in range(1, 5)], [f"settlement-{n}" for n in range(1, 7)]
    for n in range(1, 9):
        unit = f"militaryunit-{n}"
        build.say(f"belongs-{n}", unit, "con:belongsTo", states[n % 2])
        build.say(f"defends-{n}", unit, "con:defends", towns[n % 6], by="gazette", paragraph=4)
    for n, town in enumerate(towns):
        build.say(f"located-{n}", town, "con:locatedIn", f"administrativeregion-{n % 2 + 1}")
        build.say(f"road-{n}", town, "con:roadAccess", Literal("by two roads"), paragraph=3)
    for n in range(1, 5):
        person = f"person-{n}"
        build.say(f"holds-{n}", person, "con:holdsOffice", f"office-{n % 2 + 1}", paragraph=n + 2)
        build.say(f"leads-{n}", person, "con:leads", states[n - 1], certainty="likely")
    build.say("raid-by", "raid", "con:carriedOutBy", "state-2")
    build.say("raid-at", "raid", "con:takesPlaceAt", "settlement-1", paragraph=1)
    build.say("fears", "state-1", "con:anticipates", "siege", paragraph=5)
    build.say("siege-at", "siege", "con:takesPlaceAt", "settlement-1", modality="prediction")
    for n in range(1, 4):
        build.say(f"uses-{n}", "state-1", "con:uses", f"weapontype-{n}")
    build.say("supplies", "state-3", "con:supplies", "weapontype-1")
    build.say(
        "reliance",
        "weapontype-1",
        "con:dependsOnData",
        "dataasset-1",
        by="speaker",
        paragraph=7,
        first="Without the",
        last="are blind",
        relays=(Relay("gazette", "neutral"), Relay("author", "endorses")),
    )
    build.say(
        "no-maps",
        "weapontype-1",
        "con:accesses",
        "dataasset-1",
        positive=False,
        by="speaker",
        modality="supposed",
        paragraph=7,
        credibility="",
    )
    build.say(
        "falls-back",
        "weapontype-1",
        "con:fallsBackOn",
        "dataasset-2",
        by="speaker",
        modality="prediction",
        certainty="likely",
        conditions=("no-maps",),
        paragraph=7,
    )
    build.say("weakness", "^reliance", "kg:judgedAs", Literal("a weakness"), modality="opinion")
    build.say("harms", "^reliance", "con:harms", "state-1", paragraph=8)
    build.say(
        "harms-too",
        "^reliance",
        "con:harms",
        "state-3",
        paragraph=8,
        inferred=True,
        notes=("Both are meant, as the next sentence shows.",),
    )
    build.say("because", "^fears", "kg:becauseOf", "^raid-at", paragraph=9)
    build.say("odd", "^located-1", "kg:describedAs", Literal("odd"), paragraph=9)
    build.say("odd-because", "^odd", "kg:becauseOf", "^raid-at", paragraph=9)
    build.say(
        "controls",
        "state-1",
        "con:controls",
        "settlement-1",
        paragraph=10,
        qualifiers=(
            ("con:area", Quantity("about 700 km2", "700", "km2", "approximate")),
            ("kg:when", Edtf("2024-11~", "2024-11-01", "2024-11-30")),
        ),
    )
    build.say("occupies", "state-2", "con:controls", "settlement-1", hearsay=True, paragraph=10)
    build.say("captures", "state-2", "con:captures", "settlement-1", modality="plan")
    build.say(
        "losses",
        "state-2",
        "con:personnelLossRate",
        Quantity("more than 1 per minute", "1", "/min", "more-than"),
        paragraph=2,
    )
    return build.facts()


def _label(name: str, number: int) -> str:
    words = "".join(f" {c.lower()}" if c.isupper() else c for c in name).strip()
    return (
        f"{number}th {words} of the eastern border guard"
        if number % 3 == 0
        else f"{words} {number}"
    )


def hostile() -> Facts:
    """The same, with text in every field that would do harm if it were taken for markup."""
    plain = facts()
    entities = {
        id: replace(
            e,
            label=f"{HOSTILE} {id}",
            aliases=(f"{HOSTILE} alias {id}",),
            note=HOSTILE,
            matches=("javascript:window.broken=1", f"https://example.org/{HOSTILE}"),
        )
        for id, e in plain.entities.items()
    }
    statements = {
        id: replace(
            s,
            object=Literal(HOSTILE) if isinstance(s.object, Literal) else s.object,
            qualifiers=(("con:manner", Literal(HOSTILE)),),
        )
        for id, s in plain.statements.items()
    }
    passage = Passage("report", 1, 2, HOSTILE, HOSTILE)
    claims = {
        id: replace(
            c,
            notes=(HOSTILE,),
            stated_on=Edtf(HOSTILE),
            curated_on=HOSTILE,
            reliability=HOSTILE,
            evidence=(Evidence(passage, HOSTILE),),
        )
        for id, c in plain.claims.items()
    }
    document = replace(plain.documents["report"], title=HOSTILE, kind=HOSTILE, note=HOSTILE)
    return Facts(plain.base, {"report": document}, entities, statements, claims)


def projection(facts: Facts) -> Projection:
    """By the default policy, near enough for a look at the page."""
    documents: dict[str, tuple[str, ...]] = {}
    reasons: dict[str, tuple[Obstacle, ...]] = {}
    for claim in facts.claims.values():
        why = [
            text
            for text, applies in (
                (f"only put forward as a {claim.modality}", claim.modality != "asserted"),
                (f"only said to be {claim.certainty}", claim.certainty != "certain"),
                ("only under a condition", bool(claim.conditions)),
                ("from hearsay", claim.hearsay),
                ("denied", not facts.statements[claim.statement].positive),
            )
            if applies
        ]
        if why:
            reasons[claim.statement] = tuple(Obstacle("hedged", text) for text in why)
        else:
            documents[claim.statement] = (claim.document,)
    claims = frozenset(c.id for c in facts.claims.values() if c.statement in documents)
    return Projection(documents, claims, reasons, frozenset({"siege"} & set(facts.entities)))


def empty() -> Facts:
    return Facts(DEFAULT_BASE, {}, {}, {}, {})


def large(claims: int = 10_000, entities: int = 2_000) -> Facts:
    """As many as asked for, spread so that some entities have far more than others."""
    build = Builder()
    build.entity("author", "kg:Person", "author")
    classes: Mapping[int, str] = {0: "con:State", 1: "con:MilitaryUnit", 2: "con:Settlement"}
    for n in range(entities):
        build.entity(f"e-{n}", classes[n % 3], f"entity number {n}")
    for n in range(claims):
        subject, target = n * 7919 % entities, (n * n * 31 + n) % entities
        build.say(
            f"s-{n}",
            f"e-{subject}",
            "con:supports",
            f"e-{target // (1 + n % 9)}",
            modality="asserted" if n % 3 else "plan",
            paragraph=n % 90 + 1,
        )
    return build.facts()
