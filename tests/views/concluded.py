"""Conclusions made by hand from the facts of ``sample``: proofs of every kind the page tells of."""

from __future__ import annotations

from dataclasses import replace

from kgraph.model import Edtf, EntityRef, Facts, Statement
from kgraph.reason.model import Conclusions, Derivation, RuleText
from tests.views import sample

RULES = {
    "location": RuleText(
        "location", "Location through what lies around", "What is in a place is in all around it."
    ),
    "need": RuleText("need", "Need through what is used", "Who uses a thing needs what it needs."),
    "kind": RuleText("kind", "More general predicate", "What holds specially holds generally."),
    "fallback": RuleText("fallback", "Exposure of the fallback", "A fallback is needed, too."),
    "office": RuleText("office", "Lead by office", "Who holds the office leads the state."),
}

STATEMENTS = (
    ("raid-in", "raid", "con:locatedIn", "administrativeregion-1"),
    ("needs-maps", "weapontype-1", "con:dependsOn", "dataasset-1"),
    ("north-needs", "state-1", "con:dependsOn", "dataasset-1"),
    ("state-3-needs", "state-3", "con:dependsOn", "dataasset-1"),
    ("would-need", "weapontype-1", "con:dependsOn", "dataasset-2"),
    ("north-would-need", "state-1", "con:dependsOn", "dataasset-2"),
)

DERIVATIONS = (
    Derivation("v-1", "location", "raid-in", ("raid-at", "located-0"), (), "F", "3", ("author",)),
    Derivation("v-2", "kind", "needs-maps", ("reliance",), (), "F", "3", ("speaker",)),
    Derivation(
        "v-3", "need", "north-needs", ("uses-1", "needs-maps"), (), "F", "3", ("author", "speaker")
    ),
    Derivation("v-4", "need", "north-needs", ("supplies", "needs-maps"), (), "F", "", ("author",)),
    Derivation("v-5", "kind", "north-needs", ("uses-2",)),
    Derivation("v-6", "need", "state-3-needs", ("supplies", "needs-maps"), (), "F", "3"),
    Derivation("v-7", "fallback", "would-need", ("falls-back",), ("no-maps",), "F", "3"),
    Derivation("v-8", "need", "north-would-need", ("uses-1", "would-need"), ("no-maps",)),
    Derivation("v-9", "office", "leads-1", ("holds-1",), (), "F", "3", ("author",)),
    Derivation("v-10", "location", "located-1", ("raid-at",), (), "F", "3", ("author",)),
)


def conclusions(facts: Facts) -> Conclusions:
    """None, where the facts are not those that they follow from."""
    if "reliance" not in facts.statements:
        return Conclusions()
    made = {
        id: Statement(id, EntityRef(subject), predicate, EntityRef(object))
        for id, subject, predicate, object in STATEMENTS
    }
    when = Edtf("2024-11~", "2024-11-01", "2024-11-30")
    made["raid-in"] = replace(made["raid-in"], qualifiers=(("kg:when", when),))
    claimed = {d.conclusion for d in DERIVATIONS} & set(facts.statements)
    statements = {**made, **{id: facts.statements[id] for id in claimed}}
    return Conclusions(statements, {d.id: d for d in DERIVATIONS}, RULES)


def hostile() -> Conclusions:
    found = conclusions(sample.facts())
    rules = {
        name: RuleText(name, f"{sample.HOSTILE} {name}", sample.HOSTILE) for name in found.rules
    }
    return replace(found, rules=rules)
