"""A folder of seeds to checked records, with every problem of every file in one report."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ..evidence import lock
from ..garbage import no_cyclic_gc
from ..model import Claim, Document, Entity, EntityRef, Facts, Statement
from ..names import DEFAULT_BASE, is_iri
from ..ontology import Vocabulary
from ..problems import KgraphError, Report, near
from .claims import LINKS, ClaimCollector, Mention
from .entities import EntityReader
from .located import Fields, Text
from .passages import PassageReader
from .shape import Shape
from .source import read_text
from .yaml_file import parse

FILE_KEYS = ("base", "document", "entities", "passages")
SUFFIXES = (".yaml", ".yml")


def _is_seed_file(path: Path) -> bool:
    return path.suffix.lower() in SUFFIXES and not path.name.startswith(".")


class _Anything:
    """What a file may hold that could not be read."""

    def __contains__(self, word: object) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class SeedFile:
    name: str
    fields: Fields
    lost: frozenset[str]


def load(seeds: Path, vocabulary: Vocabulary, report: Report) -> Facts:
    """Read and check all seed files of the folder.

    The records are whole only where the report holds no error.

    Raises:
        KgraphError: there is no such folder, or no seed file in it.
    """
    with no_cyclic_gc():
        return _Loader(seeds, vocabulary, report).facts()


class _Loader:
    def __init__(self, seeds: Path, vocabulary: Vocabulary, report: Report) -> None:
        self.seeds = seeds
        self.vocabulary = vocabulary
        self.report = report
        self.shape = Shape(report)
        self.entities: dict[str, Entity] = {}
        self.documents: dict[str, Document] = {}
        self.statements: dict[str, Statement] = {}
        self.mentions: dict[str, Mention] = {}
        self.lost: Container[str] = frozenset[str]()
        self.unread = False
        """Whether a file or a block of entities could not be read at all."""

    def facts(self) -> Facts:
        files = list(self._files())
        lost = frozenset[str]().union(*(file.lost for file in files))
        self.lost = _Anything() if self.unread else lost
        base = self._base(files)
        reader = EntityReader(self.report, self.vocabulary, self.entities, self.lost)
        for file in files:
            reader.read(file.fields.get("entities"))
        for file in files:
            self._document(file)
        claims = self._claims()
        passages = {
            (evidence.passage.document, evidence.passage.locator): evidence.passage
            for claim in claims.values()
            for evidence in claim.evidence
        }
        if not self.report.errors:  # a claim with a fault mentions its entities all the same
            self._report_orphans(claims)
        return Facts(
            base=base,
            documents=dict(sorted(self.documents.items())),
            entities=dict(sorted(self.entities.items())),
            statements=dict(sorted(self.statements.items())),
            claims=claims,
            passages=tuple(passage for _, passage in sorted(passages.items())),
            anchors=lock.anchors(self._locked(), passages.values()),
        )

    def _files(self) -> Iterator[SeedFile]:
        if not self.seeds.is_dir():
            raise KgraphError(
                f"{self.seeds.as_posix()}: there is no such folder (seeds are looked for in "
                "'seeds', or where --seeds says; 'kgraph init' makes a project)"
            )
        try:
            paths = sorted(filter(_is_seed_file, self.seeds.iterdir()))
        except OSError as error:
            raise KgraphError(
                f"{self.seeds.as_posix()}: cannot be read: {error.strerror}"
            ) from None
        if not paths:
            raise KgraphError(f"{self.seeds.as_posix()}: no seed files here (*.yaml)")
        for path in paths:
            name = path.as_posix()
            text = read_text(path, name, self.report)
            if text is None:
                self.unread = True
                continue
            value, lost = parse(text, name, self.report)
            fields = self.shape.fields(value, "a seed file", FILE_KEYS)
            if fields is None:
                self.unread |= value is not None or bool(lost)
                continue
            entities = fields.get("entities")
            self.unread |= not isinstance(entities, (Fields, type(None))) and not lost
            yield SeedFile(name, fields, lost)

    def _base(self, files: list[SeedFile]) -> str:
        given = [value for file in files if (value := file.fields.get("base"))]
        texts = [text for value in given if (text := self.shape.text(value, "'base'"))]
        for text in texts:
            if not is_iri(text.text + "entity/x") or text.text[-1] not in "/#":
                self.report.add(
                    "bad-value",
                    text.where,
                    f"'{text.text}' cannot be the base of IRIs",
                    "an absolute IRI that ends in '/' or '#'",
                )
            elif text.text != texts[0].text:
                self.report.add(
                    "bad-value",
                    text.where,
                    "another 'base' than in " + texts[0].where.file,
                    "a project has one base",
                )
        return texts[0].text if texts else DEFAULT_BASE

    def _document(self, file: SeedFile) -> None:
        value, passages = file.fields.get("document"), file.fields.get("passages")
        if value is None:
            if passages is not None and "document" not in file.lost:
                self.report.add(
                    "missing-key",
                    file.fields.keys["passages"].where,
                    "passages, but no 'document' that they stand in",
                    "add document: {id: ..., title: ...}",
                )
            return
        common = (self.report, self.vocabulary, self.entities, self.lost)
        reader = PassageReader(*common)
        document = reader.document(value, self.documents)
        self.documents[document.id] = document
        collector = ClaimCollector(*common)
        collector.collect(document, reader.passages(passages, document), self.mentions)
        self.statements |= collector.statements

    def _claims(self) -> dict[str, Claim]:
        """The claims by id, with their evidence and what they contradict or support."""
        claims: dict[str, Claim] = {}
        for mention in self.mentions.values():
            claim = mention.claim
            if claim.id in claims:
                first = claims[claim.id].where
                self.report.add(
                    "duplicate-id",
                    claim.where,
                    f"there is already a claim '{claim.id}'",
                    f"it stands in {first.file}, line {first.line}",
                )
            evidence = tuple(mention.evidence[locator][0] for locator in sorted(mention.evidence))
            notes = tuple(sorted(mention.notes))
            claims[claim.id] = replace(claim, evidence=evidence, notes=notes)
        for mention in self.mentions.values():
            id = mention.claim.id
            contradicts, supports = (
                self._linked(id, key, mention.links[key], claims) for key in LINKS
            )
            if contradicts or supports:
                claims[id] = replace(claims[id], contradicts=contradicts, supports=supports)
        return dict(sorted(claims.items()))

    def _linked(
        self, id: str, key: str, others: Iterable[Text], claims: Mapping[str, Claim]
    ) -> tuple[str, ...]:
        found = set()
        for text in others:
            if text.text in claims and text.text != id:
                found.add(text.text)
            elif text.text in claims:
                self.report.add(
                    "unknown-claim",
                    text.where,
                    f"a claim cannot stand under its own '{key}'",
                    "write the id of the other claim",
                )
            elif text.text not in self.lost:
                self.report.add(
                    "unknown-claim",
                    text.where,
                    f"there is no other claim with the id '{text.text}'",
                    near(text.text, claims, "give the other claim an 'id:'"),
                )
        return tuple(sorted(found))

    def _locked(self) -> dict[str, lock.LockedDocument]:
        path = self.seeds / lock.LOCK_NAME
        return lock.read(path, path.as_posix(), self.report)

    def _report_orphans(self, claims: Mapping[str, Claim]) -> None:
        used = {document.author for document in self.documents.values()}
        for statement in self.statements.values():
            values = (statement.subject, statement.object, *(v for _, v in statement.qualifiers))
            used.update(value.id for value in values if isinstance(value, EntityRef))
        for claim in claims.values():
            used.add(claim.claimant)
            used.update(relay.relayer for relay in claim.relays)
        for entity in self.entities.values():
            if entity.id not in used:
                self.report.add(
                    "orphaned-entity",
                    entity.where,
                    f"no claim and no document mentions '{entity.id}'",
                    "use it, or delete it",
                )
