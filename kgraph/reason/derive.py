"""From statements and rules to derivations: every instance of every rule, each a proof."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import product

from .. import names
from ..garbage import no_cyclic_gc
from ..model import Facts, Statement
from ..ontology import Vocabulary
from ..problems import KgraphError
from ..rdf.projection import Projection
from . import engine
from .instances import Decoder
from .model import NOTHING, Conclusions, Derivation
from .program import Program
from .rules import Rules
from .support import weigh
from .tables import Codes, Key, Tables

Conditions = frozenset[str]
Premises = tuple[tuple[str, Conditions], ...]
Step = tuple[str, Key, Statement, list[Key]]
"""An instance: rule, conclusion as a row and as a statement, which may be a denial; premises."""

NONE: Conditions = frozenset()

MOST = 1_000_000
"""Instances of rules: as many take some gigabytes."""


def derive(
    facts: Facts,
    projection: Projection,
    vocabulary: Vocabulary,
    rules: Rules,
    suppose: Mapping[str, Iterable[str]] | None = None,
    given: Conclusions = NOTHING,
) -> Conclusions:
    """What the rules conclude from the statements that the projection lets through.

    ``suppose`` names entities by the class (``kg:Withheld``, ``kg:PermissionWithheld``) that is
    supposed of them; only then are what-if rules run. ``given`` is what other rules concluded
    from the same projection, which these may read; none of them may deny what those conclude.

    Raises:
        KgraphError: time or memory ran out, or there are more than ``MOST`` instances.
    """
    running = {name: rule for name, rule in rules.items() if suppose or not rule.what_if}
    texts = {name: rule.text for name, rule in running.items()}
    codes = Codes(facts, vocabulary)
    program = Program(running, codes.of_constant)
    with no_cyclic_gc():
        tables = Tables(facts, projection, program, codes, given)
        tables.add_members(facts, projection, vocabulary, suppose or {})
        if not suppose and not (tables.facts or tables.conditional):
            return Conclusions(rules=texts)
        rows = {program.name(relation): rows for relation, rows in tables.rows.items()}
        found = engine.run(program, rows)
        number: Counter[str] = Counter()
        for instances in program.instances:
            number[instances.rule] += len(found[instances.name]) // max(instances.width, 1)
            if number.total() > MOST:
                raise _too_many(number.most_common(1)[0][0])
        proofs = _Proofs(tables, vocabulary, {*projection.documents, *given.facts})
        for conditional in (False, True):
            steps: list[Step] = []
            for instances in program.instances:
                if instances.conditional == conditional:
                    decoder = Decoder(instances, codes)
                    for row in decoder.rows(found[instances.name]):
                        key = decoder.conclusion(row)
                        concluded = proofs.conclude(key, instances.clause.head.positive)
                        if not concluded.positive:  # no premise is a denial
                            key = (f"not {key[0]}", *key[1:])
                        steps.append((instances.rule, key, concluded, decoder.keys(row)))
            (proofs.under_conditions if conditional else proofs.of_facts)(steps)
        derivations = weigh(facts, projection, proofs.derivations, given.derivations)
        return Conclusions(proofs.statements(), derivations, texts)


def _too_many(rule: str) -> KgraphError:
    return KgraphError(
        f"the rules lead to more than {MOST:,} conclusions, most of them by the rule '{rule}'; see "
        "whether its atoms share no variable"
    )


class _Proofs:
    """Turns instances, whose rows may stand for several statements, into derivations."""

    def __init__(self, tables: Tables, vocabulary: Vocabulary, holding: set[str]) -> None:
        self.tables, self.vocabulary = tables, vocabulary
        self.holding = holding
        """Ids of statements that hold without a condition."""
        self.concluded: dict[tuple[Key, bool], Statement] = {}
        self.derivations: dict[str, Derivation] = {}

    def statements(self) -> dict[str, Statement]:
        """Those that some derivation concludes, by id, sorted."""
        used = {derivation.conclusion for derivation in self.derivations.values()}
        found = {s.id: s for s in self.concluded.values() if s.id in used}
        return dict(sorted(found.items()))

    def conclude(self, key: Key, positive: bool) -> Statement:
        if (key, positive) not in self.concluded:
            statement = self.tables.codes.statement(key, positive, self.vocabulary)
            self.concluded[key, positive] = statement
        return self.concluded[key, positive]

    def of_facts(self, steps: list[Step]) -> None:
        known = self.tables.facts
        for _, key, statement, _ in steps:
            if statement.positive and statement.id not in known[key]:
                known[key].append(statement.id)
                self.holding.add(statement.id)
        for rule, _, statement, keys in steps:
            choices = [known[premise] for premise in keys]
            if all(len(choice) == 1 for choice in choices):  # nearly always
                self._record(rule, statement.id, tuple(choice[0] for choice in choices), NONE)
                continue
            for premises in product(*choices):
                self._record(rule, statement.id, premises, NONE)

    def under_conditions(self, steps: list[Step]) -> None:
        """Conditions pass from premises to conclusions until nothing new follows."""
        new = True
        while new:
            new = False
            for rule, key, statement, keys in steps:
                for tried, premises in enumerate(self._choices(keys)):
                    if tried == MOST:
                        raise _too_many(rule)
                    conditions = NONE.union(*(more for _, more in premises))
                    new |= self._hold(key, statement.id, conditions)
        for rule, key, statement, keys in steps:
            for premises in self._choices(keys):
                conditions = NONE.union(*(more for _, more in premises))
                if conditions in self.tables.conditional.get(key, {}).get(statement.id, ()):
                    ids = tuple(id for id, _ in premises)
                    self._record(rule, statement.id, ids, conditions)

    def _choices(self, keys: list[Key]) -> Iterator[Premises]:
        """Statements that the premises may be, at least one of them under a condition."""
        choices = [
            [(id, NONE) for id in self.tables.facts.get(key, ())]
            + [
                (id, conditions)
                for id, several in sorted(self.tables.conditional.get(key, {}).items())
                for conditions in sorted(several, key=sorted)
            ]
            for key in keys
        ]
        for premises in product(*choices):
            if any(conditions for _, conditions in premises):
                yield premises

    def _hold(self, key: Key, id: str, conditions: Conditions) -> bool:
        """Note that a statement holds under conditions, unless it does under fewer."""
        if id in self.holding:
            return False
        known = self.tables.conditional.setdefault(key, {}).setdefault(id, set())
        if any(fewer <= conditions for fewer in known):
            return False
        known -= {more for more in known if conditions < more}
        known.add(conditions)
        return True

    def _record(
        self, rule: str, conclusion: str, premises: tuple[str, ...], conditions: Conditions
    ) -> None:
        if conclusion in premises:
            return
        ordered = tuple(sorted(conditions))
        id = names.derivation_id(rule, conclusion, premises, ordered)
        if len(self.derivations) == MOST:
            raise _too_many(rule)
        self.derivations[id] = Derivation(id, rule, conclusion, premises, ordered)
