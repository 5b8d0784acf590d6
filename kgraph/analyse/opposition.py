"""Which statements cannot both hold, as far as their words and the ontology tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass

from ..model import EntityRef, Facts, Literal, Quantity, Statement, Value
from ..ontology import Vocabulary
from ..rdf.projection import Projection
from .quantities import exclude_each_other, within
from .sides import Sides
from .when import overlap, span, valid_time

KINDS = {
    "denial": "affirmed and denied",
    "opposite": "opposites",
    "value": "one value at a time",
    "quantity": "quantities that leave no number for both",
    "subject": "one subject at a time",
    "side": "one side at a time",
}
"""Why two statements cannot both hold, in words."""

NO_TIME = "time not told"
APPROXIMATE = "approximate: how near is near, nobody said"


@dataclass(frozen=True, slots=True)
class Opposition:
    """Two statements that cannot both hold at one time."""

    kind: str
    """One of KINDS."""
    first: str
    second: str
    """Ids; the first is the smaller."""
    notes: tuple[str, ...] = ()
    """What would have to be known to be sure."""


class Oppositions:
    """Finds them among statements of the facts."""

    def __init__(self, facts: Facts, projection: Projection, vocabulary: Vocabulary) -> None:
        self.statements = facts.statements
        self.vocabulary = vocabulary
        self.exclusions = vocabulary.exclusions
        self.by_subject = self.exclusions.one_subject | self.exclusions.one_side
        self.sides = Sides(facts, projection, vocabulary)

    def among(self, ids: Iterable[str]) -> list[Opposition]:
        """All of them, sorted."""
        groups: dict[Hashable, list[Statement]] = defaultdict(list)
        for id in sorted(set(ids)):
            for key in self.keys(self.statements[id]):
                groups[key].append(self.statements[id])
        found = set()
        for group in groups.values():
            for first, second in _at_one_time(group):
                opposition = self.between(first, second)
                if opposition:
                    found.add(opposition)
        return sorted(found, key=lambda o: (list(KINDS).index(o.kind), o.first, o.second))

    def keys(self, statement: Statement) -> Iterator[Hashable]:
        """Two statements that exclude each other, or agree, have one of these in common."""
        subject, predicate, object = statement.subject, statement.predicate, statement.object
        yield "both", subject, object
        if isinstance(object, Quantity) or (
            statement.positive and predicate in self.exclusions.one_value
        ):
            yield "value", predicate, subject
        if statement.positive and predicate in self.by_subject:
            yield "subject", predicate, object

    def between(self, first: Statement, second: Statement) -> Opposition | None:
        """How the two exclude each other, or None; which is given first makes no difference."""
        first, second = sorted((first, second), key=lambda statement: statement.id)
        kind, qualifier = self._kind(first, second)
        strict = kind not in ("", "denial", "opposite") and not qualifier
        if not kind or not self._comparable(first, second, qualifier, strict):
            return None
        said_by_one = _said_by(first, second, qualifier) | _said_by(second, first, qualifier)
        notes = self._notes(first, second, said_by_one)
        if kind == "quantity" and "approximate" in _precisions(first, second, qualifier):
            notes = (*notes, APPROXIMATE)
        return Opposition(kind, first.id, second.id, notes)

    def agreement(self, statement: Statement, with_: Statement) -> tuple[str, ...] | None:
        """What would have to be known to be sure that the statement follows from the other; None
        where it does not."""
        if not (
            statement.subject == with_.subject
            and statement.predicate == with_.predicate
            and statement.positive == with_.positive
            and _follows(statement, with_)
            and self._comparable(statement, with_)
        ):
            return None
        broad, narrow = (statement, with_) if statement.positive else (with_, statement)
        notes = self._notes(statement, with_, _said_by(broad, narrow))
        approximate = "approximate" in _precisions(statement, with_, "")
        return (*notes, APPROXIMATE) if approximate and statement.object != with_.object else notes

    def _comparable(
        self, first: Statement, second: Statement, but: str = "", strict: bool = False
    ) -> bool:
        """Whether they speak of one occasion: times may overlap, no qualifier differs.

        What a restrictive qualifier says must be the same; if ``strict``, there must be none.
        """
        if overlap(valid_time(first), valid_time(second)) is False:
            return False
        ours, theirs = _qualifiers(first, but), _qualifiers(second, but)
        for name in ours | theirs:
            restrictive = self.vocabulary.qualifiers[name].special
            if restrictive and (strict or ours.get(name) != theirs.get(name)):
                return False
            if name in ours and name in theirs and not ours[name] & theirs[name]:
                return False
        return True

    def _notes(self, first: Statement, second: Statement, said_by_one: set[str]) -> tuple[str, ...]:
        untold = overlap(valid_time(first), valid_time(second)) is None
        labels = sorted(map(self.vocabulary.label, said_by_one))
        notes = [NO_TIME] if untold else []
        return (*notes, f"only one side says: {', '.join(labels)}") if labels else tuple(notes)

    def _kind(self, first: Statement, second: Statement) -> tuple[str, str]:
        """One of KINDS, and the qualifier that it is about; empty where there is none."""
        same_subject, same_object = first.subject == second.subject, first.object == second.object
        predicate, other = first.predicate, second.predicate
        if predicate != other:
            opposite = (predicate, other) in self.exclusions.opposites
            both = first.positive and second.positive and same_subject and same_object
            return ("opposite" if opposite and both else ""), ""
        if same_subject and same_object:
            if first.positive != second.positive:
                return "denial", ""
            return self._by_qualifier(first, second) if first.positive else ("", "")
        if not (first.positive and second.positive) or _jointly(first, second):
            return "", ""
        if same_subject and predicate in self.exclusions.one_value:
            return _values_differ(first.object, second.object), ""
        if same_object and predicate in self.exclusions.one_subject:
            return "subject", ""
        if same_object and predicate in self.exclusions.one_side:
            return ("" if self.sides.same(first.subject, second.subject) else "side"), ""
        return "", ""

    def _by_qualifier(self, first: Statement, second: Statement) -> tuple[str, str]:
        """The same but for a qualifier that has one value at a time."""
        ours, theirs = _qualifiers(first), _qualifiers(second)
        for name in sorted(self.exclusions.one_value & ours.keys() & theirs.keys()):
            kinds = {_values_differ(one, other) for one in ours[name] for other in theirs[name]}
            if "" not in kinds:
                return min(kinds), name
        return "", ""


def _values_differ(first: Value, second: Value) -> str:
    if isinstance(first, Quantity) and isinstance(second, Quantity):
        return "quantity" if exclude_each_other(first, second) else ""
    if isinstance(first, Literal) and isinstance(second, Literal):
        return "value" if first.text.casefold() != second.text.casefold() else ""
    return "value" if first != second else ""


def _jointly(first: Statement, second: Statement) -> bool:
    """Whether one of them names subject or object of the other as sharing in the act."""
    return any(
        name == "kg:jointlyWith" and value in (other.subject, other.object)
        for one, other in ((first, second), (second, first))
        for name, value in one.qualifiers
        if isinstance(value, EntityRef)
    )


def _follows(statement: Statement, other: Statement) -> bool:
    """Whether what the other says of the same subject makes this object true; denials turn it
    round."""
    ours, theirs = statement.object, other.object
    if isinstance(ours, Quantity) and isinstance(theirs, Quantity):
        return within(theirs, ours) if statement.positive else within(ours, theirs)
    return ours == theirs


def _said_by(first: Statement, second: Statement, but: str = "") -> set[str]:
    """Qualifiers that only the first bears."""
    return _qualifiers(first, but).keys() - _qualifiers(second, but).keys()


def _qualifiers(statement: Statement, but: str = "") -> dict[str, set[Value]]:
    """Values of each qualifier, save of the valid time and one more."""
    found: dict[str, set[Value]] = defaultdict(set)
    for name, value in statement.qualifiers:
        if name not in ("kg:when", but):
            found[name].add(value)
    return dict(found)


def _precisions(first: Statement, second: Statement, qualifier: str) -> set[str]:
    values = {first.object, second.object}
    if qualifier:
        values = _qualifiers(first)[qualifier] | _qualifiers(second)[qualifier]
    return {value.precision for value in values if isinstance(value, Quantity)}


def _at_one_time(group: list[Statement]) -> Iterator[tuple[Statement, Statement]]:
    """Pairs that have a day in common, or may have one."""
    dated: list[tuple[str, str, Statement]] = []
    undated: list[Statement] = []
    for statement in group:
        time = valid_time(statement)
        if time:
            dated.append((*span(time), statement))
        else:
            undated.append(statement)
    for place, first in enumerate(undated):
        for second in undated[place + 1 :]:
            yield first, second
        for _, _, later in dated:
            yield first, later
    dated.sort(key=lambda entry: (entry[0], entry[2].id))
    open_: list[tuple[str, Statement]] = []
    for begin, end, statement in dated:
        open_ = [(last, other) for last, other in open_ if last >= begin]
        for _, other in open_:
            yield other, statement
        open_.append((end, statement))
