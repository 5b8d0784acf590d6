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
    """Find every passage in its document, and lock its place.

    A passage must stand in its paragraph, and only once. What is found goes to the lock file in
    the seeds folder, which is committed: builds need no documents. A document that is not at hand
    keeps its place in the lock.

    \b
    Examples:
      kgraph verify --documents ~/documents
      KGRAPH_DOCUMENTS=~/documents kgraph verify
    """
    from .. import ontology
    from ..evidence.verify import renew_lock
    from ..facts.load import load

    if documents and not documents.is_dir():
        raise KgraphError(f"{documents.as_posix()}: there is no such folder of documents")
    report = Report()
    with common.progress(quiet) as tell:
        tell("reading the facts")
        facts = load(seeds, ontology.load(), report)
    if report.errors:
        common.show(report, problems_as, to_stdout=True)
        click.echo("kgraph: nothing was verified: the facts must be free of errors first", err=True)
        common.leave(report.exit_code)
    results = renew_lock(facts, seeds, documents, report)
    common.show(report, problems_as, to_stdout=True)
    if not quiet:
        for id, result in results.items():
            found = f": {result.found} of {count(result.sought, 'passage')} found"
            click.echo(f"{id}: {result.status}{found if result.sought else ''}", err=True)
    common.leave(report.exit_code)
