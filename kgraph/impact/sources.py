"""What is taken away: things by their names, and the claims of a source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from ..model import Claim, Facts
from ..names import Names
from ..ontology import Vocabulary
from ..problems import BadValue, cut
from ..things import called, find, folded
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


class Finder:
    """Finds what is to be withheld or retracted by its id, label or alias."""

    def __init__(self, facts: Facts, vocabulary: Vocabulary) -> None:
        self.facts = facts
        self.prefixes = Names(facts.base, vocabulary.domains).prefixes
        agents, documents, claims = (self.prefixes[kind] for kind in ("kgr", "kgd", "kgc"))
        self.entities = called(
            (
                (agents + entity.id, name)
                for entity in facts.entities.values()
                for name in (entity.label, *entity.aliases)
            ),
            agents,
        )
        titles = ((documents + id, document.title) for id, document in facts.documents.items())
        self.kinds = {
            "document": (documents, called(titles, documents)),
            "claimant": (agents, self.entities),
            "claim": (claims, called(((claims + id, "") for id in facts.claims), claims)),
        }

    def entity(self, value: str) -> str:
        """The id of the entity that the value names.

        Raises:
            BadValue: none goes by it, or several do.
        """
        home = self.prefixes["kgr"]
        return find(value, "entity", home, self.prefixes, self.entities).removeprefix(home)

    def source(self, value: str) -> tuple[str, str]:
        """The kind (document, claimant or claim) and id of the source that the value names.

        Raises:
            BadValue: none goes by it, or several do, or nothing came from it.
        """
        every: dict[str, set[str]] = defaultdict(set)
        for _, things in self.kinds.values():
            for name, iris in things.items():
                every[name] |= iris
        homes = [home for home, things in self.kinds.values() if folded(home + value) in things]
        wanted = homes[0] + value if len(homes) == 1 else value
        iri = find(wanted, "document, claimant or claim", "", self.prefixes, every)
        for kind, (home, _) in self.kinds.items():
            if iri.startswith(home):
                id = iri.removeprefix(home)
                if kind == "claimant" and not claims_of(Without(claimants=(id,)), self.facts):
                    raise BadValue(
                        f"no claim came from or through '{cut(value)}'",
                        "'kgraph stats' counts the claims of each claimant",
                    )
                return kind, id
        raise AssertionError(iri)

    def without(
        self, entities: Iterable[str], permissions: Iterable[str], sources: Iterable[str]
    ) -> Without:
        """What is supposed, each thing once.

        Raises:
            BadValue: as for the others.
        """
        found: dict[str, list[str]] = defaultdict(list)
        for kind, id in map(self.source, sources):
            found[kind].append(id)
        groups = (
            map(self.entity, entities),
            map(self.entity, permissions),
            *(found[kind] for kind in self.kinds),
        )
        return Without(*(tuple(dict.fromkeys(group)) for group in groups))
