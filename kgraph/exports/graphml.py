"""GraphML, for yEd, Cytoscape and Gephi."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from .format import FileFormat
from .network import network

if TYPE_CHECKING:
    import networkx


def content(found: networkx.MultiDiGraph[str]) -> bytes:
    """The network as GraphML, by networkx."""
    from networkx.readwrite.graphml import GraphMLWriter

    text = BytesIO()
    writer = GraphMLWriter(found)  # not write_graphml, whose bytes hang on lxml being installed
    booleans = {it.get("id") for it in writer.xml.iter("key") if it.get("attr.type") == "boolean"}
    for data in writer.xml.iter("data"):
        if data.get("key") in booleans:
            data.text = data.text.lower()  # as XML Schema has them, not as Python does
    writer.dump(text)
    return text.getvalue()


FORMAT = FileFormat(
    "graphml",
    "GraphML: facts as edges, for yEd, Cytoscape and Gephi",
    ".graphml",
    "application/graphml+xml",
    lambda graph: [content(network(graph.world, graph.vocabulary))],
)
