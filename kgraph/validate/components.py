"""Constraint components of SHACL Core, each to tests and patterns in SPARQL (SHACL, section 4)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from .. import names
from .datatypes import has_datatype
from .graph import RDF, RDFS, SH, XSD, Fault, ShapesGraph, Term, is_blank
from .model import Constraint, Count, Pattern, ValueTest

_KINDS = {
    "IRI": ("isIRI(?value)", "an IRI"),
    "Literal": ("isLiteral(?value)", "a literal"),
    "BlankNode": ("isBlank(?value)", "a blank node"),
    "BlankNodeOrIRI": ("!isLiteral(?value)", "an IRI or a blank node"),
    "BlankNodeOrLiteral": ("!isIRI(?value)", "a literal or a blank node"),
    "IRIOrLiteral": ("!isBlank(?value)", "an IRI or a literal"),
}
_BOUNDS = {
    "minExclusive": (">", "more than"),
    "minInclusive": (">=", "at least"),
    "maxExclusive": ("<", "less than"),
    "maxInclusive": ("<=", "at most"),
}


def values_of(path: str) -> str:
    """The pattern from focus node to value nodes; of a node shape, they are the same."""
    return f"?this {path} ?value ." if path else "BIND(?this AS ?value)"


def component(name: str) -> str:
    """``minLength`` to ``MinLength``."""
    return name[0].upper() + name[1:]


def said(term: Term) -> str:
    """The term as messages name it."""
    if str(term).startswith("<"):
        return names.shorten(term.value, names.EXTERNAL)
    return f"'{term.value}'"


def _constant(name: str, term: Term) -> str:
    if is_blank(term):
        raise Fault(f"sh:{name}", "a blank node cannot be compared with")
    return str(term)


def _predicate(graph: ShapesGraph, name: str, term: Term) -> str:
    if not graph.is_iri(term):
        raise Fault(f"sh:{name}", f"must be a property, not {term}")
    return str(term)


# ---- tests of each value on its own ------------------------------------------------------------


def _class(graph: ShapesGraph, term: Term) -> tuple[str, str]:
    cls = _predicate(graph, "class", term)
    # one EXISTS in the other: the store then begins at the value, not at all instances
    above = f"FILTER EXISTS {{ ?class <{RDFS}subClassOf>* {cls} }}"
    return f"EXISTS {{ ?value <{RDF}type> ?class {above} }}", f"of class {said(term)}"


def _datatype(graph: ShapesGraph, term: Term) -> tuple[str, str]:
    _predicate(graph, "datatype", term)
    return has_datatype(term.value), f"of datatype {said(term)}"


def _node_kind(graph: ShapesGraph, term: Term) -> tuple[str, str]:
    kind = str(term.value).removeprefix(SH)
    if kind not in _KINDS:
        raise Fault("sh:nodeKind", f"{said(term)} is no kind of node")
    return _KINDS[kind]


def _in(graph: ShapesGraph, term: Term) -> tuple[str, str]:
    members = graph.list(term)
    tests = [f"sameTerm(?value, {_constant('in', member)})" for member in members]
    return " || ".join(tests) or "false", f"one of {', '.join(map(said, members))}"


def _min_length(graph: ShapesGraph, term: Term) -> tuple[str, str]:
    test = f"!isBlank(?value) && STRLEN(STR(?value)) >= {int(term.value)}"
    return test, f"at least {term.value} characters long"


def _max_length(graph: ShapesGraph, term: Term) -> tuple[str, str]:
    test = f"!isBlank(?value) && STRLEN(STR(?value)) <= {int(term.value)}"
    return test, f"at most {term.value} characters long"


def _language_in(graph: ShapesGraph, term: Term) -> tuple[str, str]:
    tags = graph.list(term)
    tests = [f"LANGMATCHES(LANG(?value), {_constant('languageIn', tag)})" for tag in tags]
    return " || ".join(tests) or "false", f"in one of the languages {', '.join(map(said, tags))}"


def _disjoint(graph: ShapesGraph, term: Term) -> tuple[str, str]:
    other = _predicate(graph, "disjoint", term)
    return f"NOT EXISTS {{ ?this {other} ?value }}", f"no value of {said(term)}"


VALUE_TESTS: dict[str, Callable[[ShapesGraph, Term], tuple[str, str]]] = {
    "class": _class,
    "datatype": _datatype,
    "nodeKind": _node_kind,
    "in": _in,
    "minLength": _min_length,
    "maxLength": _max_length,
    "languageIn": _language_in,
    "disjoint": _disjoint,
}


def value_tests(graph: ShapesGraph, node: Term) -> Iterator[Constraint]:
    for name, build in VALUE_TESTS.items():
        for term in graph.all(node, name):
            try:
                ok, expected = build(graph, term)
            except ValueError:
                raise Fault(f"sh:{name}", f"must be a whole number, not {term}") from None
            yield ValueTest(component(name), ok, expected)
    for name, (sign, words) in _BOUNDS.items():
        for term in graph.all(node, name):
            bound = _constant(name, term)
            yield ValueTest(component(name), _compared(sign, bound), f"{words} {term.value}")
    yield from _pattern(graph, node)


def _compared(sign: str, bound: str) -> str:
    """Of numbers that the store does not parse, the approximate value is compared."""
    large = f"datatype(?value) IN (<{XSD}integer>, <{XSD}decimal>)"
    double = f"<{XSD}double>"
    return (
        f"COALESCE(?value {sign} {bound}, IF({large}, {double}(STR(?value)), ?none) {sign} "
        f"{double}(STR({bound})))"
    )


def _pattern(graph: ShapesGraph, node: Term) -> Iterator[Constraint]:
    flags = graph.one(node, "flags")
    for term in graph.all(node, "pattern"):
        more = f", {_constant('flags', flags)}" if flags else ""
        call = f"{_constant('pattern', term)}{more})"
        if not _is_defined(f"REGEX('', {call}"):
            raise Fault("sh:pattern", f"{said(term)} is no regular expression")
        test = f"!isBlank(?value) && REGEX(STR(?value), {call}"
        yield ValueTest("Pattern", test, f"text that matches {said(term)}")


def _is_defined(expression: str) -> bool:
    """Whether the store can work the expression out."""
    import pyoxigraph as ox

    return bool(ox.Store().query(f"ASK {{ BIND({expression} AS ?x) FILTER(BOUND(?x)) }}"))


# ---- tests of all values of a focus node -------------------------------------------------------


def count(graph: ShapesGraph, node: Term, least: str, most: str) -> Count:
    return Count(graph.integer(node, least), graph.integer(node, most))


def patterns(graph: ShapesGraph, node: Term, path: str) -> Iterator[Constraint]:
    values = values_of(path)
    for term in graph.all(node, "hasValue"):
        there = _constant("hasValue", term)
        wrong = f"!sameTerm(?this, {there})"
        if path:
            wrong = f"NOT EXISTS {{ {_from_this(path, there)} }}"
        yield Pattern("HasValue", f"FILTER({wrong})", f"must be or have {said(term)}")
    for term in graph.all(node, "equals"):
        other = _predicate(graph, "equals", term)
        expected = f"the same values as {said(term)}"
        yield ValueTest("Equals", f"EXISTS {{ ?this {other} ?value }}", expected)
        missing = f"NOT EXISTS {{ {_from_this(path)} }}" if path else "!sameTerm(?this, ?value)"
        yield Pattern("Equals", f"?this {other} ?value FILTER({missing})", expected)
    for name, sign in (("lessThan", "<"), ("lessThanOrEquals", "<=")):
        for term in graph.all(node, name):
            other = _predicate(graph, name, term)
            wrong = (
                f"{values} ?this {other} ?other . FILTER(!COALESCE(?value {sign} ?other, false))"
            )
            yield Pattern(component(name), wrong, f"{sign} the value of {said(term)}")
    unique = graph.one(node, "uniqueLang")
    if unique is not None and unique.value == "1":
        raise Fault("sh:uniqueLang", "is only looked at where it is true, not where it is 1")
    if unique is not None and unique.value == "true":
        yield Pattern(
            "UniqueLang",
            f"?this {path} ?a . ?this {path} ?b . FILTER(!sameTerm(?a, ?b) && LANG(?a) != '' && "
            "LCASE(LANG(?a)) = LCASE(LANG(?b))) BIND(LCASE(LANG(?a)) AS ?key)",
            "one value in each language",
        )


def _from_this(path: str, end: str = "?value") -> str:
    """The pattern from ``?this`` to the end by the path, for an EXISTS.

    Plain steps stand one in the other, so that the store does not begin at the last.
    """
    steps = re.findall("<[^>]*>", path)
    if path != f"({'/'.join(steps)})":
        return f"?this {path} {end}"
    pattern = f"?step{len(steps) - 1} {steps[-1]} {end}"
    for number in range(len(steps) - 2, -1, -1):
        start = f"?step{number}" if number else "?this"
        pattern = f"{start} {steps[number]} ?step{number + 1} FILTER EXISTS {{ {pattern} }}"
    return pattern


def closed(graph: ShapesGraph, node: Term, path: str, allowed: list[str]) -> Iterator[Constraint]:
    if not graph.flag(node, "closed"):
        return
    ignored = graph.one(node, "ignoredProperties")
    more = graph.list(ignored) if ignored else []
    kept = ", ".join([*allowed, *(_predicate(graph, "ignoredProperties", t) for t in more)])
    start, within = ("?node", f"?this {path} ?node . ") if path else ("?this", "")
    test = f"FILTER(?path NOT IN ({kept}))" if kept else ""
    yield Pattern("Closed", f"{within}{start} ?path ?value . {test}", "no other property")
