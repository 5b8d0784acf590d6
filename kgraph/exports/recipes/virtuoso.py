"""OpenLink Virtuoso: its bulk loader, run by isql."""

from __future__ import annotations

from .recipe import Loading, of_quads

# isql exits with 0 whatever fails, and the loader calls a file loaded of which it skipped lines:
# the state of the file and then the triples are looked at. What a load leaves in the list would
# keep the file from being loaded again. Without the checkpoint, a crash loses what was loaded.
_LOAD = """\
folder=$(printf '%s' "${2:-$here}" | sed "s/'/''/g")
answer=$(sh "$here/isql.sh" "$target" <<END
delete from DB.DBA.load_list where ll_file = '$folder/graph.nq';
ld_dir ('$folder', 'graph.nq', 'urn:kgraph:no-graph');
rdf_loader_run ();
checkpoint;
select coalesce (ll_error, concat ('state ', cast (ll_state as varchar)))
  from DB.DBA.load_list where ll_file = '$folder/graph.nq';
END
)
case $answer in
  *'"state 2"'*) ;;
  *)
    # where the password is still the default one, ours was taken for a statement
    printf '%s\\n' "$answer" | awk 'index($0, ENVIRON["VIRTUOSO_PASSWORD"]) != 1' >&2
    echo "virtuoso: graph.nq was not loaded; is its folder in DirsAllowed of virtuoso.ini?" >&2
    exit 1
    ;;
esac
"""

_COUNT = """\
{ printf 'sparql '; cat "$here/count.rq"; echo ';'; } | sh "$here/isql.sh" "$target"
"""

# isql asks for a password where the default one does not do: at the terminal, or, where there is
# none (setsid), in the first line of its input.
_ISQL = """\
#!/bin/sh
# Runs the SQL statements of its input: sh isql.sh SERVER
set -eu
user=${VIRTUOSO_USER:-dba}
options='PROMPT=OFF BANNER=OFF VERBOSE=OFF ERRORS=STDOUT CSV=ON CSV_RFC4180=ON'
ask() {
  # shellcheck disable=SC2086  # the options are words
  if [ "${VIRTUOSO_PASSWORD:-dba}" = dba ]; then
    "${ISQL:-isql-vt}" "$1" "$user" $options
  else
    { printf '%s\\n' "$VIRTUOSO_PASSWORD"; cat; } |
      setsid -w "${ISQL:-isql-vt}" "$1" "$user" $options
  fi
}
answer=$(ask "$1" 2>&1) || {
  status=$?
  printf '%s\\n' "$answer" >&2
  exit "$status"
}
printf '%s\\n' "$answer"
"""

RECIPE = of_quads(
    "virtuoso",
    "Virtuoso",
    "Virtuoso 7.2.5",
    Loading(
        target="SERVER",
        further="[FOLDER]",
        load=_LOAD,
        count=_COUNT,
        notes="""\
SERVER is host and SQL port, such as localhost:1111. The server reads graph.nq
itself: this folder has to be in DirsAllowed of its virtuoso.ini. FOLDER is what
the server calls this folder where it sees it at another place (Docker).

Environment: VIRTUOSO_PASSWORD is the password (where it is not set, isql asks),
VIRTUOSO_USER the user (dba), ISQL the name of the program (isql-vt).
A query without GRAPH sees the triples of all graphs.""",
        more={"isql.sh": _ISQL},
    ),
)
