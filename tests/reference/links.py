"""Links in Markdown, and what they can lead to, as GitHub has it."""

from __future__ import annotations

import re

_CODE = re.compile(r"^```.*?^```|`[^`\n]*`", re.DOTALL | re.MULTILINE)


def slug(heading: str) -> str:
    """The anchor of a heading.

    >>> slug("Places, and *control* of `ground`")
    'places-and-control-of-ground'
    >>> slug('<a id="Claim"></a>kg:Claim')
    'kgclaim'
    >>> slug("[Help](help.md) for 2 & 3")
    'help-for-2--3'
    """
    text = re.sub(r"<[^>]*>|\]\([^)]*\)", "", heading).strip().lower()
    return re.sub(r"[^\w\- ]", "", text).replace(" ", "-")


def anchors(page: str) -> list[str]:
    """All that ``#`` can be followed by; headings of the same text are numbered from the second.

    >>> anchors('# Claims')
    ['claims']
    >>> anchors('# A' + chr(10) + '<a id="b"></a>' + chr(10) + '# A')
    ['a', 'a-1', 'b']
    """
    text = re.sub(r"^```.*?^```", "", page, flags=re.DOTALL | re.MULTILINE)
    found: list[str] = []
    seen: dict[str, int] = {}
    for heading in re.findall(r"^#{1,6} (.*)$", text, re.MULTILINE):
        name = slug(heading)
        number = seen.get(name, 0)
        found.append(f"{name}-{number}" if number else name)
        seen[name] = number + 1
    return found + re.findall(r'<a id="([^"]*)">', text)


def targets(page: str) -> list[str]:
    """Where the links of a page lead, those in code aside."""
    return re.findall(r"\]\(([^)\s]+)\)", _CODE.sub("", page))
