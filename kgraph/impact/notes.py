"""Lines for people: each with its style, and claims as numbered notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..analyse.citation import Citation, as_text
from ..problems import printable

Line = tuple[str, str]
"""Style (heading, group, bad, good, rule, or none) and text."""


class Notes:
    """Numbers for claims, in the order in which they are first cited."""

    def __init__(self) -> None:
        self.cited: dict[str, tuple[int, Citation]] = {}

    def of(self, claims: Iterable[Citation]) -> str:
        for claim in claims:
            self.cited.setdefault(claim.claim, (len(self.cited) + 1, claim))
        numbers = sorted(self.cited[claim.claim][0] for claim in claims)
        return "".join(f" [{number}]" for number in numbers)

    def with_claims(self, lines: Iterable[Line]) -> Iterator[Line]:
        """The lines, safe for a terminal, and after them the claims that they cite."""
        for style, line in lines:
            yield style, printable(line)
        if self.cited:
            yield "", ""
            yield "heading", "Claims"
        for number, claim in self.cited.values():
            yield "", printable(f"  [{number}] {claim.statement}")
            yield "", f"      {as_text(claim)}"


def heading(text: str) -> Iterator[Line]:
    yield "", ""
    yield "heading", text
