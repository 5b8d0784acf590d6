"""GEXF, for Gephi."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from .format import FileFormat
from .network import network

if TYPE_CHECKING:
    import networkx


def content(found: networkx.MultiDiGraph[str]) -> bytes:
    """The network as GEXF, by networkx."""
    from networkx.readwrite.gexf import GEXFWriter

    text = BytesIO()
    for _, _, key, data in found.edges(keys=True, data=True):
        data["id"] = key
    writer = GEXFWriter(found)
    writer.xml.remove(writer.xml.find("meta"))  # it has today's date
    writer.write(text)
    return text.getvalue()


FORMAT = FileFormat(
    "gexf",
    "GEXF: facts as edges, for Gephi",
    ".gexf",
    "application/gexf+xml",
    lambda graph: [content(network(graph.world, graph.vocabulary))],
)
