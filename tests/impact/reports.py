"""Seeds of a few reports about who needs what, as values, so that claims can be left out."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Collection
from pathlib import Path
from typing import Any, NamedTuple

from hypothesis import strategies as st

from kgraph.model import Facts
from kgraph.problems import Report
from kgraph.reason import rules
from kgraph.reason.rules import Rules
from tests.cases import RULES, VOCABULARY, facts_of

DRONES = [f"drone-{n}" for n in range(4)]
MAPS = ["maps-0", "maps-1"]
LANDS = ["land-0", "land-1"]
WRITERS = ["writer-0", "writer-1"]
ENTITIES = {
    **dict.fromkeys(DRONES, "WeaponType"),
    **dict.fromkeys(MAPS, "DataAsset"),
    **dict.fromkeys(LANDS, "State"),
    **dict.fromkeys(WRITERS, "Person"),
    "army": "Forces",
    "gazette": "MediaOutlet",
    "raid": "Attack",
    "war": "War",
}
_PATTERNS = [
    (DRONES, "dependsOnFunction", DRONES),
    (DRONES, "dependsOnData", MAPS),
    (DRONES, "memberOf", DRONES),
    (LANDS, "owns", MAPS),
    (LANDS, "uses", DRONES),
    (DRONES, "exposedTo", LANDS),
    (DRONES, "fallsBackOn", DRONES),
    (LANDS, "dependsOnPermission", LANDS),
    (["army"], "belongsTo", LANDS),
    (["army"], "takesPartIn", ["raid"]),
    (["raid"], "partOf", ["war"]),
]

_PREFIXES = """
@prefix con: <https://w3id.org/kgraph/conflict#> .
@prefix kg: <https://w3id.org/kgraph/ns#> .
"""
_MORE_RULES = {
    "one-sided": "con:supports(?x, ?y) :- con:uses(?x, ?y), ~con:reliesOn(?x, ?y) .",
    "in-attacks": "con:respondsTo(?x, ?e) :- con:takesPartIn(?x, ?e), con:Attack(?e) .",
    "untold": "con:targets(?x, ?y) :- con:uses(?x, ?y), kg:content(?s, ?y, con:exposedTo, ?x) .",
}
_MORE_WHAT_IF = {
    "lost-by-one-side": "kg:losesSupport(?x, ?y) :- kg:Withheld(?y), con:uses(?x, ?y), "
    "~con:reliesOn(?x, ?y) .",
}


def _read(name: str, clause: str, marks: str = "") -> rules.Rule:
    report = Report()
    text = f"% Title\n%\n% Reading\n{marks}{_PREFIXES}{clause}\n"
    rule = rules.read(name, text, f"{name}.rls", VOCABULARY, report)
    assert not report.problems, report.as_text()
    return rule


BOOKS: dict[str, Rules] = {
    "packaged": RULES,
    "more": {
        **RULES,
        **{name: _read(name, clause) for name, clause in _MORE_RULES.items()},
        **{name: _read(name, clause, "% what-if\n") for name, clause in _MORE_WHAT_IF.items()},
    },
}
"""The packaged rules; and with them some that deny, ask for a class of occurrences, or read what
is said and not true."""


class Written(NamedTuple):
    """One claim, in a passage of its own."""

    document: int
    claimant: str
    """Empty: the author."""
    subject: str
    predicate: str
    object: str
    lacks: tuple[str, str] | None = None
    """Predicted, if a thing has no access to data."""
    disputes: bool = False
    """It contradicts the first claim of the reports."""


@st.composite
def _written(draw: st.DrawFn) -> Written:
    subjects, predicate, objects = draw(st.sampled_from(_PATTERNS))
    lacks = None
    if predicate in ("fallsBackOn", "exposedTo"):
        access = st.tuples(st.sampled_from(DRONES), st.sampled_from(MAPS))
        lacks = draw(st.none() | access)
    return Written(
        draw(st.integers(0, 1)),
        draw(st.sampled_from(["", "", "gazette"])),
        draw(st.sampled_from(subjects)),
        predicate,
        draw(st.sampled_from(objects)),
        lacks,
        draw(st.booleans()) and not lacks,
    )


reports = st.lists(
    _written().filter(lambda written: written.subject != written.object),
    min_size=1,
    max_size=12,
    unique_by=lambda written: written[:6],
)


def facts(reports: list[Written], left_out: Collection[int] = (), *, whole: bool = False) -> Facts:
    """What is read of seeds with those claims left out, by their place in the list; each is
    called claim-0 and so on.

    With ``whole``, what is only supposed in the same passage is left out with them.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        entities = {id: {"type": type_, "label": id} for id, type_ in ENTITIES.items()}
        _write(path / "entities.yaml", {"entities": entities})
        for document in (0, 1):
            passages = [
                passage
                for place, written in enumerate(reports)
                if written.document == document
                and (passage := _passage(reports, place, left_out, whole))
            ]
            described = {"id": f"report-{document}", "title": "R", "author": WRITERS[document]}
            described["reliability"] = "BD"[document]
            content = {"document": described, "passages": passages}
            if passages:
                _write(path / f"report-{document}.yaml", content)
        return facts_of(path)


def _passage(
    reports: list[Written], place: int, left_out: Collection[int], whole: bool
) -> dict[str, Any] | None:
    written = reports[place]
    more: dict[str, Any] = {"id": f"claim-{place}"}
    passage: dict[str, Any] = {"at": f"{place + 1} some words"}
    if place % 7:
        passage["credibility"] = str(place % 7)
    if written.claimant:
        passage["claimant"] = written.claimant
    if written.lacks:
        more["if"] = f"^lacking-{place}"
        thing, data = written.lacks
        passage["supposed"] = [[thing, "not accesses", data, {"as": f"lacking-{place}"}]]
    if written.disputes and place and 0 not in left_out and reports[0].lacks is None:
        more["contradicts"] = "claim-0"
    claim = [written.subject, written.predicate, written.object, more]
    if place in left_out:
        return passage if written.lacks and not whole else None
    return {**passage, "prediction" if written.lacks else "claims": [claim]}


def _write(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(content), encoding="utf-8")
