"""Rules as a program for Nemo.

Relations hold integers only: codes of things, days, marks of dates. A statement is a row
``subject, object, qualifiers' values, first day, last day, marks``. Every clause becomes two
rules: one that gathers its instances, all variables and times in it, and one that concludes from
them; so no instance is lost, of which the engine's own trace would show one only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from .check import CheckedClause, Pattern
from .grammar import Iri, Term, Variable
from .rules import Rule
from .times import ALWAYS

UNKNOWN = -1
"""Code of a thing that is nowhere in the facts."""


class Relation(NamedTuple):
    """What a relation of the program holds."""

    kind: str
    """``facts``, ``conditional``, ``either``, ``denials``, ``class``, ``content``, ``any`` (facts
    whatever their time and qualifiers)."""
    term: str
    qualifiers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Instances:
    """A relation of instances: values of the variables, then three numbers a premise."""

    name: str
    rule: str
    clause: CheckedClause
    conditional: bool

    @property
    def width(self) -> int:
        return len(self.clause.variables) + 3 * len(self.clause.premises)


class Program:
    """The text for the engine, what to feed it and what to read back."""

    def __init__(self, rules: Mapping[str, Rule], code: Callable[[Iri], int]) -> None:
        self.code = code
        self.names: dict[Relation, str] = {}
        self.inputs: set[Relation] = set()
        """Relations that the graph fills."""
        self.instances: list[Instances] = []
        self.lines: list[str] = []
        for rule in rules.values():
            for clause in rule.clauses:
                if any(isinstance(t, Iri) and code(t) == UNKNOWN for t in clause.terms):
                    continue  # about a thing that is not there
                self._clause(rule, clause, conditional=False)
                if rule.conditional:
                    self._clause(rule, clause, conditional=True)
        self._complete()

    def text(self, file: Callable[[str], str]) -> str:
        """The program, reading each input from the CSV file that is given for its name.

        What is imported is never what rules conclude: Nemo 0.10 then misses conclusions.
        """
        imports = []
        for relation in sorted(self.inputs):
            name, columns = self.names[relation], _columns(width(relation))
            types = ", ".join(["int"] * width(relation))
            imports += [
                f'@import given_{name} :- csv{{resource="{file(name)}", format=({types})}} .',
                f"{name}({columns}) :- given_{name}({columns}) .",
            ]
        outputs = [f"@output {instances.name} ." for instances in self.instances]
        return "\n".join([*imports, *self.lines, *outputs, ""])

    def name(self, relation: Relation) -> str:
        return self.names.setdefault(relation, f"r{len(self.names)}")

    def _input(self, relation: Relation) -> str:
        self.inputs.add(relation)
        return self.name(relation)

    def _clause(self, rule: Rule, clause: CheckedClause, *, conditional: bool) -> None:
        instances = Instances(f"i{len(self.instances)}", rule.name, clause, conditional)
        self.instances.append(instances)
        variables = {name: f"?v{n}" for n, name in enumerate(clause.variables)}
        times = [(f"?f{n}", f"?t{n}", f"?m{n}") for n in range(len(clause.premises))]
        columns = ", ".join([*variables.values(), *(part for time in times for part in time)])

        def term(it: Term) -> str:
            return variables[it.name] if isinstance(it, Variable) else str(self.code(it))

        def atom(name: str, terms: tuple[Term, ...], time: tuple[str, ...] = ()) -> str:
            return f"{name}({', '.join([*map(term, terms), *time])})"

        body = []
        for premise, time in zip(clause.premises, times, strict=True):
            name = self._input(relation_of("facts", premise))
            if conditional:
                self._input(relation_of("conditional", premise))
                name = self.name(relation_of("either", premise))
            body.append(atom(name, premise.terms, time))
        for membership in clause.memberships:
            name = self._input(Relation("class", membership.cls))
            body.append(atom(name, (membership.thing,)))
        for content in clause.contents:
            name = self._input(Relation("content", content.predicate))
            body.append(atom(name, (content.statement, content.subject, content.object)))
        for absent in clause.absent:
            name = self.name(Relation("any", absent.predicate))
            body.append("~" + atom(name, (absent.subject, absent.object)))
        body += [f"{term(d.one)} != {term(d.other)}" for d in clause.differences]
        first, last, marks = (_of_all(*part) for part in zip(*(times or [_always()]), strict=True))
        if len(times) > 1:
            body.append(f"{first('MAX')} <= {last('MIN')}")
        kind = "conditional" if conditional else "facts" if clause.head.positive else "denials"
        head = self.name(relation_of(kind, clause.head))
        time = (first("MAX"), last("MIN"), marks("BITOR"))
        self.lines += [
            f"{instances.name}({columns}) :- {', '.join(body)} .",
            f"{atom(head, clause.head.terms, time)} :- {instances.name}({columns}) .",
        ]

    def _complete(self) -> None:
        """Define the relations that others are made of."""
        for relation in list(self.names):
            if relation.kind == "either":
                columns = _columns(width(relation))
                for kind in ("facts", "conditional"):
                    part = self.name(relation._replace(kind=kind))
                    self.lines.append(f"{self.name(relation)}({columns}) :- {part}({columns}) .")
            if relation.kind == "any":
                self._input(Relation("facts", relation.term))
                for source in list(self.names):
                    if source.kind == "facts" and source.term == relation.term:
                        self.lines.append(
                            f"{self.name(relation)}(?c0, ?c1) :- "
                            f"{self.name(source)}({_columns(width(source))}) ."
                        )


def relation_of(kind: str, pattern: Pattern) -> Relation:
    return Relation(kind, pattern.predicate, tuple(name for name, _ in pattern.qualifiers))


def width(relation: Relation) -> int:
    """Number of columns."""
    match relation.kind:
        case "class":
            return 1
        case "any":
            return 2
        case "content":
            return 3
    return 5 + len(relation.qualifiers)


def _always() -> tuple[str, str, str]:
    """Time of a conclusion without premises, as only suppositions lead to."""
    first, last, marks = map(str, ALWAYS)
    return first, last, marks


def _columns(number: int) -> str:
    return ", ".join(f"?c{n}" for n in range(number))


def _of_all(*variables: str) -> Callable[[str], str]:
    """A function applied to all of them, if there are several."""
    return lambda name: variables[0] if len(variables) == 1 else f"{name}({', '.join(variables)})"
