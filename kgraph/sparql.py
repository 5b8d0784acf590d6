"""SPARQL text as tokens, for those who look for a word in it, or put something into it."""

from __future__ import annotations

import re
from collections.abc import Iterator

_TOKEN = re.compile(
    r"""
      (?P<iri> <[^\x00-\x20<>"{}|^`\\]*> )
    | (?P<comment> \#[^\n\r]* )
    | (?P<string> \"{3}(?:\"{0,2}(?:[^\"\\]|\\.))*\"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
                | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*' )
    | (?P<name> [?$@]\w+ | _:\w(?:[\w.-]*[\w-])?
              | (?:[^\W\d_](?:[\w.-]*[\w-])?)? :
                (?:(?:[\w:]|%[0-9A-Fa-f]{2}|\\.)
                   (?:\.*(?:[\w:-]|%[0-9A-Fa-f]{2}|\\.))*)? )
    | (?P<word> \w+ )
    | (?P<other> . )
    """,
    re.VERBOSE | re.DOTALL,
)


def tokens(text: str) -> Iterator[re.Match[str]]:
    """Tokens of SPARQL 1.1 (section 19.8).

    ``lastgroup`` is iri, comment, string, name, word or other; a name is a variable, a language
    tag, a blank node or a prefixed name, and ends where the grammar ends it: before a full stop.

    >>> [token[0] for token in tokens("?a ex:b.c 'd'@en.SERVICE") if not token[0].isspace()]
    ['?a', 'ex:b.c', "'d'", '@en', '.', 'SERVICE']
    """
    return _TOKEN.finditer(text)
