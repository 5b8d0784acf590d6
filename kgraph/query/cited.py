"""Citations of rows as lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..names import shorten
from ..problems import count, printable

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
            yield f"{INDENT * (depth + 1)}{self._claim(self.cited['claims'][claim])}"
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

    def _claim(self, claim: Mapping[str, Any]) -> str:
        parts = [claim["claimant"]["label"]]
        for relay in claim["relays"]:
            stance = "" if relay["stance"] == "neutral" else f" ({relay['stance']})"
            parts.append(f"relayed by {relay['label']}{stance}")
        parts.append(shorten(claim["document"], self.prefixes))
        parts += [_evidence(evidence, claim["reliability"]) for evidence in claim["evidence"]]
        parts += [claim["modality"]] if claim["modality"] != "asserted" else []
        parts += [claim["certainty"]] if claim["certainty"] != "certain" else []
        parts += ["hearsay"] if claim["hearsay"] else []
        parts += [f"if {condition['label']}" for condition in claim["conditions"]]
        parts += [f"stated {claim['stated-on']}"] if claim["stated-on"] else []
        return ", ".join(parts)


def _evidence(evidence: Mapping[str, Any], reliability: str) -> str:
    first, last = evidence["paragraph"], evidence["to-paragraph"]
    place = f"paragraph {first}" if first == last else f"paragraphs {first} to {last}"
    grades = f"{reliability or '-'}{evidence['credibility'] or '-'}"
    return place if grades == "--" else f"{place} ({grades})"
