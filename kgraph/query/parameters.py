"""Values for the parameters of a question, put in as RDF terms, never as text of the query."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from ..names import EXTERNAL
from ..problems import BadValue, Report, cut, listed, near
from ..things import Things, called, find
from .run import Graph, run
from .saved import THINGS, Parameter, SavedQuery
from .scope import day as as_day

_NAMES = """
SELECT ?thing ?name {{
  ?thing a {} .
  OPTIONAL {{ ?thing rdfs:label|skos:altLabel ?name }}
}}
"""


def fill(query: SavedQuery, values: Mapping[str, str], graph: Graph, timeout: float) -> str:
    """The query's text with the values in place of its defaults.

    A thing is given by its id, label or alias as they stand in the graph, its CURIE or IRI.

    Raises:
        BadValue: there is no such parameter, or the value does not fit.
        KgraphError: time or memory ran out while things were looked up.
    """

    def ask(text: str) -> bytes:
        raw = run(graph, text, "json", timeout, Report())
        assert raw is not None, "the look-up is no query"
        return raw

    return fill_with(query, values, graph.prefixes, ask)


def fill_with(
    query: SavedQuery,
    values: Mapping[str, str],
    prefixes: Mapping[str, str],
    ask: Callable[[str], bytes],
) -> str:
    """As :func:`fill`; ``ask`` answers a SELECT query in SPARQL JSON."""
    parameters = {parameter.name: parameter for parameter in query.parameters}
    for name in values:
        if name not in parameters:
            expected = f"it has {listed(parameters)}" if parameters else "its header declares none"
            raise BadValue(
                f"{query.name} has no parameter '{cut(name)}'", near(name, parameters, expected)
            )
    types = {parameters[name].type for name in values} & THINGS.keys()
    things = {type_: _things(type_, prefixes, ask) for type_ in sorted(types)}
    text = query.text
    for parameter in sorted(query.parameters, key=lambda p: p.start, reverse=True):
        if parameter.name in values:
            term = _term(parameter, values[parameter.name], prefixes, things)
            text = f"{text[: parameter.start]} {term} {text[parameter.end :]}"
    return text


def _term(
    parameter: Parameter, value: str, prefixes: Mapping[str, str], things: Mapping[str, Things]
) -> str:
    """The value as N-Triples writes it, which is SPARQL too."""
    import pyoxigraph

    if parameter.type in THINGS:
        home, known = prefixes[THINGS[parameter.type]], things[parameter.type]
        iri = find(value, parameter.type, home, prefixes, known, parameter.name)
        return str(pyoxigraph.NamedNode(iri))
    if parameter.type == "date":
        day = pyoxigraph.NamedNode(EXTERNAL["xsd"] + "date")
        return str(pyoxigraph.Literal(as_day(value, parameter.name), datatype=day))
    if parameter.choices:
        chosen = [choice for choice in parameter.choices if choice.lower() == value.lower()]
        if not chosen:
            raise _bad(parameter, value, f"expected {listed(parameter.choices)}")
        return str(pyoxigraph.Literal(chosen[0]))
    try:
        return str(pyoxigraph.Literal(value))
    except ValueError:  # half of a surrogate pair, as bytes that are not UTF-8 become
        raise _bad(parameter, value, "expected Unicode text") from None


def _bad(parameter: Parameter, value: str, help: str) -> BadValue:
    return BadValue(f"{parameter.name} cannot be '{cut(value)}'", help)


def _things(type_: str, prefixes: Mapping[str, str], ask: Callable[[str], bytes]) -> Things:
    """All things of a type."""
    rows = json.loads(ask(_NAMES.format(f"kg:{type_.capitalize()}")))["results"]["bindings"]
    names = ((row["thing"]["value"], row.get("name", {}).get("value", "")) for row in rows)
    return called(names, prefixes[THINGS[type_]])
