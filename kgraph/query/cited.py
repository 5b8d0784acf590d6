"""Citations of rows as lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..names import shorten
from ..problems import count, printable
from ..rdf.citation import Citation, Party, Place, Relayed, as_text

INDENT = "  "


def cited_lines(content: Mapping[str, Any], prefixes: Mapping[str, str]) -> list[list[str]]:
    """For each row of explained SPARQL JSON what it rests on, indented; none if not explained."""
    cited = content.get("cited")
    if cited is None:
        return []
    return [[printable(line) for line in _Row(cited, prefixes).lines(row)] for row in cited["rows"]]


class _Row:
    """Each statement is taken apart once in a row."""

    def __init__(self, cited: Mapping[str, Any], prefixes: Mapping[str, str]) -> None:
        self.cited, self.prefixes = cited, prefixes
        self.told: set[str] = set()

    def lines(self, row: list[Mapping[str, Any]]) -> Iterator[str]:
        if not row:
            yield "(no claim to cite)"
        for part in row:
            yield from self._statement(part["statement"], part, 0)

    def _statement(self, iri: str, part: Mapping[str, Any], depth: int) -> Iterator[str]:
        label = self.cited["statements"][iri]["label"] or shorten(iri, self.prefixes)
        if iri in self.told:
            yield f"{INDENT * depth}{label} (see above)"
            return
        self.told.add(iri)
        yield f"{INDENT * depth}{label}"
        for claim in part["claims"]:
            yield f"{INDENT * (depth + 1)}{self._claim(claim)}"
        for derivation in part["derivations"][:1]:
            yield from self._derivation(derivation, len(part["derivations"]), depth + 1)

    def _derivation(self, iri: str, several: int, depth: int) -> Iterator[str]:
        derivation = self.cited["derivations"][iri]
        rule = derivation["label"] or shorten(derivation["rule"], self.prefixes)
        others = f", and by {count(several - 1, 'more proof')}" if several > 1 else ""
        yield f"{INDENT * depth}concluded by the rule '{rule}'{others}:"
        for name, before in (("premises", ""), ("conditions", "if ")):
            for statement in derivation[name]:
                part = self.cited["statements"][statement]
                first, *rest = self._statement(statement, part, depth + 1)
                yield f"{INDENT * (depth + 1)}{before}{first.lstrip()}"
                yield from rest

    def _claim(self, iri: str) -> str:
        claim = self.cited["claims"][iri]
        return as_text(
            Citation(
                claim=iri,
                statement="",
                claimant=_party(claim["claimant"]),
                relays=tuple(Relayed(_party(relay), relay["stance"]) for relay in claim["relays"]),
                document=shorten(claim["document"], self.prefixes).removeprefix("kgd:"),
                title="",
                places=tuple(_place(evidence) for evidence in claim["evidence"]),
                modality=claim["modality"],
                certainty=claim["certainty"],
                hearsay=claim["hearsay"],
                conditions=tuple(condition["label"] for condition in claim["conditions"]),
                reliability=claim["reliability"],
                stated_on=claim["stated-on"],
                published=claim["published"],
                inferred=claim["inferred"],
                rank=claim["rank"],
            )
        )


def _party(named: Mapping[str, Any]) -> Party:
    return Party(named["iri"], named["label"], named["unnamed"])


def _place(evidence: Mapping[str, Any]) -> Place:
    return Place(evidence["paragraph"], evidence["to-paragraph"], evidence["credibility"])
