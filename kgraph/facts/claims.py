"""Statements and stances to claims; the same claim in several passages becomes one."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from .. import names
from ..model import Claim, Document, Entity, Evidence, Passage, Relay, Statement
from ..problems import Location, listed
from .drafts import Draft, Stance
from .located import Text
from .statements import StatementBuilder

LINKS = ("contradicts", "supports")
"""What leads from one claim to others, by their ids."""


@dataclass(slots=True)
class Mention:
    """A claim as it gathers its passages."""

    claim: Claim
    evidence: dict[str, tuple[Evidence, Location]] = field(default_factory=dict)
    """By locator, with the place in the seeds."""
    notes: set[str] = field(default_factory=set)
    links: dict[str, list[Text]] = field(default_factory=lambda: {key: [] for key in LINKS})


class ClaimCollector(StatementBuilder):
    """Collects the claims of one document into ``mentions``, by digest of their content."""

    def collect(
        self, document: Document, drafts: list[Draft], mentions: dict[str, Mention]
    ) -> None:
        self.mentions = mentions
        self.declare(drafts)
        for draft in drafts:
            statements = self.build(draft)
            conditions = self._conditions(draft.stance, statements)
            own_id = self._own_id(draft, statements)
            self._check_grades(draft)
            if draft.stance.faulty:
                continue
            if not draft.stance.claimant:
                self._no_claimant(draft)
                continue
            relays = self._relays(draft, document)
            if conditions is None or relays is None:
                continue
            for statement in statements:
                self._mention(draft, document, statement, conditions, relays, own_id)

    def _no_claimant(self, draft: Draft) -> None:
        self.report.add(
            "missing-claimant",
            draft.item.where,
            "nobody makes this claim: neither it, nor its passage, nor the document names one",
            "give the document an author, with 'unnamed: true' where the document does not tell",
        )

    def _conditions(self, stance: Stance, statements: list[Statement]) -> tuple[str, ...] | None:
        found = [self.statement(handle, "unknown-condition") for handle in stance.conditions]
        for handle, statement in zip(stance.conditions, found, strict=True):
            if statement in statements:
                self.report.add(
                    "circular-handles",
                    handle.where,
                    f"'{handle.text}' is the very statement that the claim is about",
                    "a claim cannot be conditional on itself",
                )
        ids = {statement.id for statement in found if statement}
        return tuple(sorted(ids)) if all(found) else None

    def _own_id(self, draft: Draft, statements: list[Statement]) -> str:
        value = draft.option("id")
        text = self.text(value, "'id'") if value else None
        if text is None or not self.check_id(text, "a claim"):
            return ""
        if len(statements) > 1:
            self.report.add(
                "bad-value",
                text.where,
                f"one id for {len(statements)} claims",
                "give each of the list an item of its own",
            )
            return ""
        return text.text

    def _check_grades(self, draft: Draft) -> None:
        """A grade written for a claim that bears none is a misunderstanding; a default is not."""
        if draft.modality in self.vocabulary.graded:
            return
        for key in ("credibility", "reliability"):
            value = draft.option(key)
            if value:
                graded = listed(sorted(self.vocabulary.graded))
                self.report.add(
                    "grade-not-allowed",
                    value.where,
                    f"a claim of modality '{draft.modality}' has no {key}",
                    f"only {graded} are graded",
                )

    def _relays(self, draft: Draft, document: Document) -> tuple[Relay, ...] | None:
        stance = draft.stance
        relays = stance.relays
        if relays is None:
            passed_on = document.author and stance.claimant != document.author
            relays = (Relay(document.author, ""),) if passed_on else ()
        last = len(relays) - 1
        relays = tuple(
            Relay(
                relay.relayer,
                relay.stance or (number == last and stance.relay_stance) or "neutral",
            )
            for number, relay in enumerate(relays)
        )
        chain = [stance.claimant, *(relay.relayer for relay in relays)]
        for agent in chain:
            if chain.count(agent) > 1:
                value = draft.option("relayed-by") or draft.option("claimant")
                self.report.add(
                    "relay-cycle",
                    value.where if value else draft.item.where,
                    f"'{agent}' stands twice in the chain {' > '.join(chain)}",
                    "the claimant first, then each who passed the words on, once",
                )
                return None
        return relays

    def _mention(
        self,
        draft: Draft,
        document: Document,
        statement: Statement,
        conditions: tuple[str, ...],
        relays: tuple[Relay, ...],
        own_id: str,
    ) -> None:
        stance, where = draft.stance, draft.item.where
        graded = draft.modality in self.vocabulary.graded
        key = names.claim_id(
            statement.id,
            document.id,
            stance.claimant,
            relays,
            draft.modality,
            stance.certainty,
            conditions,
            stance.hearsay,
            stance.stated_on,
        )
        claim = Claim(
            id=own_id or key,
            statement=statement.id,
            document=document.id,
            claimant=stance.claimant,
            relays=relays,
            modality=draft.modality,
            certainty=stance.certainty,
            conditions=conditions,
            hearsay=stance.hearsay,
            stated_on=stance.stated_on,
            origin=_origin(stance.claimant, relays, self.entities),
            reliability=stance.reliability if graded else "",
            inferred=stance.inferred,
            rank=self._rank(draft),
            curated_on=stance.curated_on,
            where=where,
        )
        mention = self.mentions.get(key)
        if mention is None:
            mention = self.mentions[key] = Mention(claim)
        elif not self._merge(mention, claim, key, draft):
            return
        evidence = Evidence(draft.passage, stance.credibility if graded else "")
        if not self._first_in_passage(mention, draft.passage, where):
            return
        mention.evidence[draft.passage.locator] = (evidence, where)
        if stance.note:
            mention.notes.add(stance.note)
        for key, texts in mention.links.items():
            texts += [
                text
                for value in self.some(draft.option(key), f"'{key}'")
                if (text := self.text(value, f"'{key}'"))
            ]

    def _rank(self, draft: Draft) -> str:
        ranks = self.vocabulary.lists["kg:Rank"]
        return self.chosen(draft.option("rank"), "rank", ranks, "bad-value") or "normal"

    def _first_in_passage(self, mention: Mention, passage: Passage, where: Location) -> bool:
        earlier = mention.evidence.get(passage.locator)
        if earlier is None:
            return True
        self.report.add(
            "duplicate-claim",
            where,
            "the same claim stands in this passage already",
            f"in line {earlier[1].line}; delete one of the two",
        )
        return False

    def _merge(self, mention: Mention, claim: Claim, key: str, draft: Draft) -> bool:
        """Take what a further mention of the claim adds; report where the two disagree."""
        known = mention.claim
        days = filter(None, (known.curated_on, claim.curated_on))
        changes: dict[str, object] = {
            "inferred": known.inferred and claim.inferred,
            "curated_on": min(days, default=""),
        }
        defaults = {"id": key, "rank": "normal", "reliability": ""}
        for name, default in defaults.items():
            old, new = getattr(known, name), getattr(claim, name)
            if old == default:
                changes[name] = new
            elif new not in (default, old):
                value = draft.option(name)
                self.report.add(
                    "conflicting-field",
                    value.where if value else draft.item.where,
                    f"the same claim has {name} '{old}' "
                    f"in line {known.where.line} and '{new}' here",
                    "one claim, one value",
                )
                return False
        mention.claim = replace(known, **changes)  # type: ignore[arg-type]
        return True


def _origin(claimant: str, relays: tuple[Relay, ...], entities: dict[str, Entity]) -> str:
    if entities[claimant].unnamed and relays:
        return relays[0].relayer
    return claimant
