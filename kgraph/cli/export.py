"""``kgraph export``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ..exports import FORMATS, FileFormat
from ..problems import cut, near, printable
from . import common


@click.command("export")
@click.argument("format_", metavar="FORMAT")
@click.option(
    "-o",
    "--to",
    "target",
    type=click.Path(path_type=Path),
    help="File to write, or folder where a format has several files; '-', the default for one "
    "file, is standard output.",
)
@common.output_option
@common.quiet_option
def command(format_: str, target: Path | None, output: Path, quiet: bool) -> None:
    """Write the graph in another format.

    \b
    Examples:
      kgraph export ntriples | grep storm-shadow
      kgraph export nquads -o graph.nq
    """
    from ..api import load
    from ..files import writing_whole

    chosen = FORMATS.get(format_)
    if chosen is None:
        hint = near(format_, FORMATS, f"choose from {', '.join(FORMATS)}")
        raise click.UsageError(printable(f"There is no format '{cut(format_)}': {hint}"))
    assert isinstance(chosen, FileFormat)
    with common.progress(quiet) as tell:
        tell("reading the graph")
        graph = load(output)
        tell(f"writing {chosen.name}")
        if target is None or str(target) == "-":
            stdout = sys.stdout.buffer
            for piece in chosen.write(graph):
                stdout.write(piece)
            stdout.flush()
        else:
            with writing_whole(target) as file:
                file.writelines(chosen.write(graph))
