"""Content negotiation (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache


@lru_cache(maxsize=256)
def ranges(header: str) -> tuple[tuple[str, float], ...]:
    """Media ranges and their weights; parameters other than q are passed over.

    >>> ranges("text/csv;q=0.5, */*;q=0.1, application/json")
    (('text/csv', 0.5), ('*/*', 0.1), ('application/json', 1.0))
    """
    found = []
    for item in header.split(","):
        name, *parameters = (part.strip().lower() for part in item.split(";"))
        weight = 1.0
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            if key.strip() == "q":
                weight = _weight(value.strip())
        if name:
            found.append((name, weight))
    return tuple(found)


def _weight(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        return 0.0
    return value if 0 <= value <= 1 else 0.0


def best(header: str, offered: Iterable[str]) -> str:
    """The media type that is liked best, the first of equals; empty where none is taken.

    >>> best("text/*;q=0.4, application/json;q=0.9", ["text/csv", "application/json"])
    'application/json'
    >>> best("", ["text/csv"]), best("image/png", ["text/csv"])
    ('text/csv', '')
    """
    wanted = ranges(header) or (("*/*", 1.0),)
    liked, most = "", 0.0
    for offer in offered:
        weight = _liking(offer, wanted)
        if weight > most:
            liked, most = offer, weight
    return liked


def _liking(offer: str, wanted: Iterable[tuple[str, float]]) -> float:
    """The weight of the narrowest range that holds the media type."""
    kind = offer.partition("/")[0] + "/*"
    narrowest, weight = 0, 0.0
    for name, given in wanted:
        width = {offer: 3, kind: 2, "*/*": 1}.get(name, 0)
        if width > narrowest:
            narrowest, weight = width, given
    return weight


def choose(header: str, formats: Mapping[str, Sequence[str]]) -> tuple[str, str]:
    """Format and media type liked best, of formats with all their media types, or nothing.

    >>> choose("application/json", {"xml": ["text/xml"], "json": ["application/json"]})
    ('json', 'application/json')
    """
    types = {media: name for name, names in reversed(list(formats.items())) for media in names}
    # all first names before any other: who takes anything gets the proper one
    order = sorted(
        ((i, n, media) for n, names in enumerate(formats.values()) for i, media in enumerate(names))
    )
    media = best(header, [media for _, _, media in order])
    return (types[media], media) if media else ("", "")
