"""Shapes graphs as read from Turtle files, with faults that lead to a line."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from .. import names
from ..problems import KgraphError

if TYPE_CHECKING:
    import pyoxigraph as ox

Term: TypeAlias = "ox.NamedNode | ox.BlankNode | ox.Literal"

SH = "http://www.w3.org/ns/shacl#"
RDF, RDFS, XSD = (names.EXTERNAL[prefix] for prefix in ("rdf", "rdfs", "xsd"))


class Fault(Exception):
    """A feature of a shape that cannot be used, and why."""

    def __init__(self, feature: str, why: str) -> None:
        super().__init__(f"{feature}: {why}")
        self.feature = feature


def is_blank(term: Term) -> bool:
    return str(term).startswith("_:")


class ShapesGraph:
    """Triples of some Turtle files: objects by subject and predicate."""

    def __init__(self, sources: Iterable[Path]) -> None:
        self.objects: dict[Term, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        self.file_of: dict[Term, Path] = {}
        self.texts: dict[Path, str] = {}
        self.faults: list[str] = []
        self._blank: dict[object, Term] = {}
        for source in sources:
            self._read(source)

    def _read(self, source: Path) -> None:
        import pyoxigraph as ox

        try:
            content = source.read_bytes()
            text = content.decode("utf-8-sig")
            triples = list(ox.parse(text, ox.RdfFormat.TURTLE, rename_blank_nodes=True))
        except SyntaxError as error:
            at = f"{source.as_posix()}:{error.lineno or 1}:{error.offset or 1}"
            self.faults.append(f"{at}: this is not Turtle: {error.msg}")
            return
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            self.faults.append(f"{source.as_posix()}:{line}: this is not UTF-8")
            return
        except OSError as error:
            self.faults.append(f"{source.as_posix()}: cannot be read: {error.strerror}")
            return
        self.texts[source] = text
        for quad in triples:
            subject, object = self._numbered(quad.subject), self._numbered(quad.object)
            self.add([(subject, quad.predicate.value, object)])
            self.file_of.setdefault(subject, source)

    def _numbered(self, term: object) -> Term:
        """Blank nodes in the order of the files: the parser gives them labels of chance."""
        import pyoxigraph as ox

        if isinstance(term, ox.BlankNode):
            return self._blank.setdefault(term, ox.BlankNode(f"b{len(self._blank)}"))
        return term  # type: ignore[return-value]

    def add(self, triples: Iterable[tuple[object, str, object]]) -> None:
        for subject, predicate, object in triples:
            found = self.objects[subject][predicate]  # type: ignore[index]
            if object not in found:
                found.append(object)  # type: ignore[arg-type]

    def fault(self, node: Term, fault: Fault) -> None:
        """Note the fault with file, line and shape."""
        file = self.file_of.get(node)
        at = f"{file.as_posix()}:{self._line(file, node, fault.feature)}: " if file else ""
        shape = (
            "a shape without a name"
            if is_blank(node)
            else names.shorten(str(node)[1:-1], self.prefixes(file))
        )
        message = f"{at}{shape}: {fault}"
        if message not in self.faults:
            self.faults.append(message)

    def raise_faults(self) -> None:
        """Raises:
        KgraphError: there are faults; the message tells all of them.
        """
        if self.faults:
            raise KgraphError("\n".join(self.faults))

    def prefixes(self, file: Path | None) -> Mapping[str, str]:
        """Those that the file declares; ours where there is none."""
        if file is None:
            return names.EXTERNAL
        found = re.findall(r"(?im)^\s*@?prefix\s+([\w-]*):\s*<([^>]*)>", self.texts[file])
        return dict(found)

    def _line(self, file: Path, node: Term, feature: str) -> int:
        """First line with the feature below the shape's name: parsers keep no positions."""
        lines = self.texts[file].split("\n")
        start = 0
        if not is_blank(node):
            name = names.shorten(str(node)[1:-1], self.prefixes(file))
            forms = (name, str(node))
            start = next((n for n, line in enumerate(lines) if line.startswith(forms)), 0)
        end = r"(?!\w)" if feature.startswith("sh:") else ""
        found = re.compile(re.escape(feature) + end)
        return next((n + 1 for n in range(start, len(lines)) if found.search(lines[n])), start + 1)

    # ---- looking things up

    def sh(self, node: Term) -> dict[str, list[Term]]:
        """The node's properties in the namespace of SHACL, by local name."""
        return {
            predicate.removeprefix(SH): objects
            for predicate, objects in self.objects.get(node, {}).items()
            if predicate.startswith(SH)
        }

    def all(self, node: Term, name: str) -> list[Term]:
        return self.objects.get(node, {}).get(SH + name, [])

    def one(self, node: Term, name: str) -> Term | None:
        """The only value of a property.

        Raises:
            Fault: there are several.
        """
        found = self.all(node, name)
        if len(found) > 1:
            raise Fault(f"sh:{name}", "is given more than once")
        return found[0] if found else None

    def types(self, node: Term) -> set[str]:
        return {str(object.value) for object in self.objects.get(node, {}).get(RDF + "type", [])}

    def is_iri(self, node: Term) -> bool:
        return str(node).startswith("<")

    def is_list(self, node: Term) -> bool:
        return str(node) == f"<{RDF}nil>" or RDF + "first" in self.objects.get(node, {})

    def list(self, node: Term) -> list[Term]:
        """Members of an RDF list.

        Raises:
            Fault: it is not a well-formed list.
        """
        members, seen = [], set()
        while str(node) != f"<{RDF}nil>":
            properties = self.objects.get(node, {})
            first, rest = properties.get(RDF + "first", []), properties.get(RDF + "rest", [])
            if len(first) != 1 or len(rest) != 1 or node in seen:
                raise Fault("a list", "is not well-formed")
            seen.add(node)
            members.append(first[0])
            node = rest[0]
        return members

    def integer(self, node: Term, name: str) -> int | None:
        found = self.one(node, name)
        if found is None:
            return None
        try:
            return int(found.value)
        except ValueError:
            raise Fault(f"sh:{name}", f"must be a whole number, not {found}") from None

    def flag(self, node: Term, name: str) -> bool:
        found = self.one(node, name)
        if found is None or found.value in ("false", "0"):
            return False
        if found.value in ("true", "1"):
            return True
        raise Fault(f"sh:{name}", f"must be true or false, not {found}")
