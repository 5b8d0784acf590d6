"""Things that rules name, held against the facts."""

from __future__ import annotations

from collections.abc import Iterable

from .. import names
from ..model import Facts
from ..problems import Report, near
from .check import CheckedClause
from .grammar import Iri


def check_things(clauses: Iterable[CheckedClause], facts: Facts, report: Report) -> None:
    """Report things that clauses name and no fact knows."""
    prefixes = names.Names(facts.base, {}).prefixes
    known = {prefixes["kgr"] + id for id in facts.entities}
    known |= {prefixes["kgs"] + id for id in facts.statements}
    for clause in clauses:
        others = [term for a in clause.absent for term in (a.subject, a.object)]
        others += [term for d in clause.differences for term in (d.one, d.other)]
        for term in (*clause.terms, *others):
            if isinstance(term, Iri) and term.iri not in known:
                curie = names.shorten(term.iri, prefixes)
                things = (f"kgr:{id}" for id in facts.entities)
                help = near(curie, things, "rules name what the facts know, by its IRI")
                what = f"there is no entity or statement {curie} here"
                report.add("rule-term", term.where, what, help)
