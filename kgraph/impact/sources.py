"""Whose claims are taken away."""

from __future__ import annotations

from ..model import Claim, Facts
from .model import Without


def claims_of(without: Without, facts: Facts) -> frozenset[str]:
    """Ids of the claims that stand in the documents, came from or through the claimants, or are
    given themselves.

    What somebody passed on reached us through them alone: the same words in another chain are
    another claim, which stays.
    """
    documents, people = set(without.documents), set(without.claimants)
    found = (
        claim.id
        for claim in facts.claims.values()
        if claim.document in documents or not people.isdisjoint(_chain(claim))
    )
    return frozenset((*found, *without.claims))


def _chain(claim: Claim) -> tuple[str, ...]:
    return (claim.claimant, *(relay.relayer for relay in claim.relays))
