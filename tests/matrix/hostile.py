"""Values that stores are known to change, written as a build writes them."""

from __future__ import annotations

from collections.abc import Iterator

from kgraph.facts.dates import edtf
from kgraph.facts.values import decimal, literal
from kgraph.names import DEFAULT_BASE, EXTERNAL, Names
from kgraph.rdf.nquads import quoted
from tests.cases import VOCABULARY

NAMES = Names(DEFAULT_BASE, VOCABULARY.domains)
_ENTITIES, _DOCUMENT = NAMES.entities_graph, NAMES.document_graph("hostile")
_XSD, _EDTF = EXTERNAL["xsd"], EXTERNAL["edtf"] + "EDTF"

_INTEGERS = ("0", "1", "-1", "+7", "007", "2147483648", "-2147483649", "9" * 18, "-" + "9" * 18)
_DECIMALS = (
    *("0", "-0", "0.0", "1.0", "0700.50", "-.5".replace("-.", "-0."), "1,000,000", "+3.14"),
    *("0." + "0" * 14 + "1", "9" * 18, "0.1", "123456789012345678", "1234567.000000001"),
)
_DATES = ("2024", "2024-02", "0001-01", "9999-12", "2024-02-29", "1900-02/2000-02", "1969-12-31")
_EDTFS = ("2024-11~", "2024-11?", "2024/..", "../2024-02", "2024-21", "202X", "2024-11-05%")
_TEXTS = (
    *('say "no"', "back\\slash \\n \\u0041", "a\nb", "a\tb", "  two  spaces  ", "'''", '"""'),
    *("]]>", "<b>&amp;&lt;</b>", "<!-- -->", "{{x}}", "$x ?y @z #w %s %41", "a;b,c|d", "NULL", "~"),
    *(
        "café",
        "cafe\u0301",
        "日本語",
        "\U0001f600\U0001f1fa\U0001f1e6",
        "\u202eright to left\u202c",
    ),
    *("a\u00a0b", "zero\u200bwidth\u200djoined", "Ω≈ç√", "\u05e9\u05dc\u05d5\u05dd", "\U0010fffd"),
    *("true", "12", "1e3", "2024-11-05", "http://example.com/", "_:b0", "@en", "^^<x:y>", "0"),
    *("x" * 4_000, "long text, " * 3_000, "\U0001f600" * 5_000),
)
_IRIS = (
    "https://example.com/path?query=a&b=c#part",
    "https://example.com/%C3%A9%20x",
    "https://example.com/é/日本",
    "https://example.com/a'b(c)*d,e;f=g!~",
    "urn:isbn:0451450523",
    "https://example.com/" + "x" * 1_000,
)
_TAGS = ("en", "en-gb", "zh-hant", "de-ch-1996", "x-own")
"""In lower case, as comparing tags by case would ask more than RDF does."""

CONTROLS = "".join(map(chr, range(1, 32))).translate({9: None, 10: None, 13: None}) + "\x7f\x80\x9f"
"""Characters that seeds cannot hold, and XML cannot either."""


def graphs() -> dict[str, list[str]]:
    """N-Quads text by the IRI of the graph; one triple stands in both graphs."""
    found: dict[str, list[str]] = {_ENTITIES: [], _DOCUMENT: []}
    for number, object in enumerate(_objects()):
        node = f"<{NAMES.prefixes['kgr']}thing-{number}>"
        line = f"{node} <{NAMES.prefixes['kg']}note> {object}"
        home = (_ENTITIES, _DOCUMENT)[number % 2]
        found[home].append(f"{line} <{home}> .\n")
        found[_DOCUMENT].append(f"{line} <{_DOCUMENT}> .\n")
    return found


def controls() -> dict[str, list[str]]:
    """One literal with all control characters."""
    line = f"<{NAMES.prefixes['kgr']}thing> <{NAMES.prefixes['kg']}note> {quoted(CONTROLS)}"
    return {_ENTITIES: [f"{line} <{_ENTITIES}> .\n"]}


def digits() -> dict[str, list[str]]:
    """A number of 18 digits, as seeds may have them, nearly all of them after the point."""
    number = decimal("0." + "0" * 16 + "1")
    line = f"<{NAMES.prefixes['kgr']}thing> <{NAMES.prefixes['schema']}value> {quoted(number)}"
    return {_ENTITIES: [f"{line}^^<{_XSD}decimal> <{_ENTITIES}> .\n"]}


def _objects() -> Iterator[str]:
    for text in _INTEGERS:
        yield f"{quoted(literal(text, 'xsd:integer').text)}^^<{_XSD}integer>"
    for text in _DECIMALS:
        yield f"{quoted(decimal(text))}^^<{_XSD}decimal>"
    yield f'"true"^^<{_XSD}boolean>'
    for text in (*_DATES, *_EDTFS):
        date = edtf(text)
        yield f"{quoted(date.text)}^^<{_EDTF}>"
        yield from (f'"{day}"^^<{_XSD}date>' for day in (date.earliest, date.latest) if day)
    for text in _TEXTS:
        yield quoted(text)
        yield quoted(literal(text, "xsd:string").text)
    for iri in _IRIS:
        yield f"<{iri}>"
    for tag in _TAGS:
        yield f"{quoted('grey')}@{tag}"
