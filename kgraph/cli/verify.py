"""``kgraph verify``."""

from __future__ import annotations

from pathlib import Path

import click

from ..problems import KgraphError, Report, count
from . import common


@click.command("verify")
@common.seeds_option
@click.option(
    "--documents",
    type=click.Path(path_type=Path),
    envvar="KGRAPH_DOCUMENTS",
    show_envvar=True,
    help="Folder with the documents.  [default: documents/ in the seeds folder]",
)
@common.problems_option
@common.quiet_option
def command(seeds: Path, documents: Path | None, problems_as: str, quiet: bool) -> None:
    """Find every passage in its document, and lock where it stands.

    A passage must stand in its paragraph, and only once. What is found goes to the lock file in
    the seeds folder, which is committed: builds need no documents. A document that is not at hand
    keeps its place in the lock.

    \b
    Examples:
      kgraph verify --documents ~/documents
      KGRAPH_DOCUMENTS=~/documents kgraph verify
    """
    from dataclasses import replace

    from .. import ontology
    from ..evidence import lock
    from ..evidence.verify import DEFAULT_FOLDER, verify
    from ..facts.load import load
    from ..publish.output import write_file

    if documents and not documents.is_dir():
        raise KgraphError(f"{documents.as_posix()}: there is no such folder of documents")
    report = Report()
    with common.progress(quiet) as tell:
        tell("reading the facts")
        facts = load(seeds, ontology.load(), report)
    path = seeds / lock.LOCK_NAME
    locked = lock.read(path, path.as_posix(), Report())
    if report.errors:
        common.show(report, problems_as, to_stdout=True)
        click.echo("kgraph: nothing was verified: the facts must be free of errors first", err=True)
        common.leave(report.exit_code)
    found = verify(facts, documents or seeds / DEFAULT_FOLDER, locked, report)
    kept = {id: result.locked for id, result in found.items() if result.locked}
    if kept != locked or not path.exists():
        write_file(path, lock.as_text(kept).encode())
    not_found = {problem.where for problem in report}
    lock.report_unlocked(replace(facts, anchors=lock.anchors(kept, facts.passages)), report)
    report.drop_at(not_found, "passage-not-locked", "document-not-locked")
    common.show(report, problems_as, to_stdout=True)
    if not quiet:
        for id, result in found.items():
            looked_for = sum(passage.document == id for passage in facts.passages)
            passages = f", {result.passages} of {count(looked_for, 'passage')} found"
            if result.status != "verified":
                passages = ""
            click.echo(f"{id}: {result.status}{passages}", err=True)
    common.leave(report.exit_code)
