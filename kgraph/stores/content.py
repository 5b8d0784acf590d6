"""What a graph in a store holds, against what it should hold.

Stores may write a triple in another way than we do (escapes, white space), and some change values:
Virtuoso makes integers of whole decimals, and cuts zeros from the years before Christ. Only where
the store is known for that, values are compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from ..names import EXTERNAL
from ..problems import KgraphError, cut, printable
from ..rdf.nquads import quoted

if TYPE_CHECKING:
    import pyoxigraph as ox

_XSD = EXTERNAL["xsd"]
_STRING = f"{_XSD}string"
_NUMBERS = (f"{_XSD}integer", f"{_XSD}decimal")
_YEAR = re.compile(r"^(-?)(\d{1,3})(?=-|$)")
_DATES = tuple(f"{_XSD}{name}" for name in ("date", "dateTime", "gYear", "gYearMonth"))


@dataclass(frozen=True, slots=True)
class Difference:
    """Lines of canonical N-Triples, each without its end, sorted."""

    missing: list[bytes]
    """Those that the store should hold and does not."""
    extra: list[bytes]
    """Those that it should not hold."""
    ground: bool
    """Whether each of the latter can be named: nothing in them is a blank node."""

    def __bool__(self) -> bool:
        return bool(self.missing or self.extra)


def difference(ours: Iterable[bytes], theirs: bytes, exact: bool) -> Difference:
    """How the store's N-Triples differ from ours; values are compared if it is not exact.

    Raises:
        KgraphError: what the store gave is no N-Triples.
    """
    wanted = set(ours)
    given = {line.removesuffix(b" .") for line in theirs.split(b"\n")} - {b""}
    missing = wanted - given
    odd = {_line(triple): triple for triple in _parsed(given - wanted)}
    missing.difference_update(odd)
    extra = {line: triple for line, triple in odd.items() if line not in wanted}
    if extra and not exact:
        by_value = {_value(triple): _line(triple) for triple in _parsed(missing)}
        same = {line: by_value.get(_value(triple)) for line, triple in extra.items()}
        missing.difference_update(line for line in same.values() if line)
        extra = {line: triple for line, triple in extra.items() if not same[line]}
    ground = all(map(_is_ground, extra.values()))
    return Difference(sorted(missing), sorted(extra), ground)


def _parsed(lines: Iterable[bytes]) -> Iterator[ox.Triple]:
    import pyoxigraph as ox

    text = b"".join(line + (b"\n" if line.rstrip().endswith(b".") else b" .\n") for line in lines)
    try:
        yield from ox.parse(text, ox.RdfFormat.N_TRIPLES, lenient=True)
    except (SyntaxError, ValueError) as error:
        raise KgraphError(f"the store gave no N-Triples: {printable(cut(str(error)))}") from None


def _is_ground(triple: ox.Triple) -> bool:
    import pyoxigraph as ox

    ground = (ox.NamedNode, ox.Literal)
    return isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ground)


def _line(triple: ox.Triple) -> bytes:
    object = _term(triple.object)
    return f"{_term(triple.subject)} {_term(triple.predicate)} {object}".encode()


def _term(term: object) -> str:
    """As the build writes it (pyoxigraph escapes some characters that need no escape)."""
    import pyoxigraph as ox

    if isinstance(term, ox.NamedNode):
        return f"<{term.value}>"
    if isinstance(term, ox.Literal):
        if term.language:
            return f"{quoted(term.value)}@{term.language}"
        datatype = term.datatype.value
        return quoted(term.value) + ("" if datatype == _STRING else f"^^<{datatype}>")
    return str(term)


def _value(triple: ox.Triple) -> tuple[str, ...]:
    """The same for literals that a store without exact forms cannot tell apart."""
    import pyoxigraph as ox

    head, object = (_term(triple.subject), _term(triple.predicate)), triple.object
    if not isinstance(object, ox.Literal):
        return *head, _term(object)
    kind, text = object.datatype.value, object.value
    if kind in _NUMBERS:
        try:
            return *head, str(Decimal(text).normalize()), "number"
        except InvalidOperation:
            return *head, _term(object)
    if kind in _DATES:
        return *head, _YEAR.sub(lambda m: m[1] + m[2].zfill(4), text), kind
    return *head, _term(object)
