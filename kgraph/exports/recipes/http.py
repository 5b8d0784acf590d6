"""Servers that speak the REST protocol of RDF4J: RDF4J Server and GraphDB."""

from __future__ import annotations

from .recipe import Loading

# POST adds; PUT would replace all that the repository holds.
_LOAD = """\
curl --fail --silent --show-error --netrc-optional --request POST \\
  --header 'Content-Type: application/n-quads' --upload-file "$here/graph.nq" \\
  "$target/statements"
"""

COUNT = """\
curl --fail --silent --show-error --netrc-optional \\
    --header 'Accept: text/csv' --data-urlencode "query@$here/count.rq" "$target"
"""


def repository(example: str, notes: str) -> Loading:
    """How a repository is loaded and counted, which the scripts are told by its URL."""
    return Loading(
        target="REPOSITORY",
        load=_LOAD,
        count=COUNT,
        notes=f"""\
REPOSITORY is the URL of an empty repository on a running server, such as
{example}
A server that asks for a password gets it from the file .netrc of your home folder.
{notes}""",
    )
