"""Claims as they stand in the seeds, before names and handles are looked up."""

from __future__ import annotations

from dataclasses import dataclass

from ..model import Edtf, Passage, Relay
from .located import Fields, Items, Text, Value


@dataclass(frozen=True, slots=True)
class Stance:
    """What a passage says of all its claims, and a claim may override."""

    claimant: str = ""
    relays: tuple[Relay, ...] | None = None
    relay_stance: str = ""
    certainty: str = "certain"
    conditions: tuple[Text, ...] = ()
    hearsay: bool = False
    stated_on: Edtf | None = None
    credibility: str = ""
    reliability: str = ""
    inferred: bool = False
    curated_on: str = ""
    note: str = ""
    faulty: frozenset[str] = frozenset()
    """Keys whose value was reported: without them the claim is not known."""

    def is_relayed(self, author: str) -> bool:
        if self.relays is None:
            return bool(author) and self.claimant != author
        return bool(self.relays)


STANCE_KEYS = (
    "claimant",
    "relayed-by",
    "relay-stance",
    "certainty",
    "if",
    "hearsay",
    "stated-on",
    "credibility",
    "reliability",
    "inferred",
    "curated-on",
    "note",
)
"""Keys that a passage and a claim may both have."""

CLAIM_KEYS = ("as", "id", "jointly", "contradicts", "supports", "rank", *STANCE_KEYS)


@dataclass(eq=False, slots=True)
class Draft:
    """One item of a modality's block: ``[subject, predicate, object, {options}]``."""

    item: Items
    modality: str
    passage: Passage
    stance: Stance
    subjects: list[Value]
    predicate: Text
    objects: list[Value]
    options: Fields | None

    def option(self, key: str) -> Value | None:
        return self.options.entries.get(key) if self.options else None
