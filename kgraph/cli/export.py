"""``kgraph export``."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..problems import BadValue, cut, near, printable
from . import common

if TYPE_CHECKING:
    from ..api import BuiltGraph
    from ..exports import FileFormat, Format
    from ..exports.compress import Compression
    from ..exports.format import Pieces


@click.command("export")
@click.argument("format_", metavar="[FORMAT]", required=False)
@click.option(
    "-o",
    "--to",
    "target",
    type=click.Path(path_type=Path),
    help="File to write, or folder where there are several files; '-', the default for one file, "
    "is standard output. Its name tells the format where none is given, and .gz or .zst that it "
    "is to be compressed.",
)
@click.option("--for", "store", metavar="STORE", help="The files and the script to load a store.")
@click.option(
    "--entity", metavar="THING", help="Only what is said of one entity: its id, label or alias."
)
@click.option(
    "--compress",
    "compression",
    type=click.Choice(["gzip", "zstd"]),
    help="Compress what goes to standard output, or to a file of another name.",
)
@click.option("--list", "list_", is_flag=True, help="List formats and stores.")
@common.output_option
@common.quiet_option
def command(
    format_: str | None,
    target: Path | None,
    store: str | None,
    entity: str | None,
    compression: Compression | None,
    list_: bool,
    output: Path,
    quiet: bool,
) -> None:
    """Write the graph in another format, or as a store takes it.

    \b
    Examples:
      kgraph export --list
      kgraph export ntriples | grep storm-shadow
      kgraph export -o graph.ttl.gz
      kgraph export jsonld --entity storm-shadow
    """
    from ..api import load
    from ..exports import FolderFormat
    from ..exports.compress import SUFFIXES, check_at_hand

    if list_:
        _list()
        return
    if target is None and output.suffix and not output.is_dir():
        raise click.UsageError(
            printable(f"--output is the folder of the build: write the file with -o {output}")
        )
    to_stdout = target is None or str(target) == "-"
    file = None if to_stdout else target
    chosen = _chosen(format_, store, file)
    if isinstance(chosen, FolderFormat):
        if entity or compression:
            raise click.UsageError(f"'{chosen.name}' goes with neither --entity nor --compress.")
        if file is None:
            raise click.UsageError(
                f"'{chosen.name}' has several files, so it needs a folder: -o FOLDER"
            )
    elif file is not None:
        told = SUFFIXES.get(file.suffix)
        if compression and told and compression != told:
            raise click.UsageError(
                printable(f"'{cut(file.name)}' is the name of a {told} file, not of {compression}.")
            )
        compression = compression or told
    if compression and to_stdout and sys.stdout.isatty():
        raise click.UsageError(f"{compression} is nothing for a terminal: give a file with -o.")
    check_at_hand(compression)
    with common.progress(quiet) as tell:
        tell("reading the graph")
        graph = load(output)
        tell(f"writing {chosen.name}")
        if isinstance(chosen, FolderFormat):
            from ..exports.folder import write_folder

            assert file is not None
            write_folder(file, chosen.files(graph))
        else:
            _write(_pieces(chosen, graph, entity), file, compression)


def _list() -> None:
    from ..exports import FORMATS
    from ..exports.recipes import RECIPES

    rows = [(it.name, getattr(it, "suffix", "folder"), it.title) for it in FORMATS.values()]
    rows += [(f"--for {name}", "folder", it.title) for name, it in RECIPES.items()]
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    for name, suffix, title in rows:
        click.echo(f"{name:<{widths[0]}}  {suffix:<{widths[1]}}  {title}")


def _chosen(format_: str | None, store: str | None, file: Path | None) -> Format:
    from ..exports import FORMATS, FileFormat
    from ..exports.compress import SUFFIXES
    from ..exports.recipes import RECIPES

    if format_ is not None and store is not None:
        raise click.UsageError("Give a format or --for STORE, not both.")
    if format_ is not None:
        return _named("format", format_, FORMATS)
    if store is not None:
        return _named("store", store, RECIPES)
    if file is None:
        raise click.UsageError(f"Give a format: {', '.join(FORMATS)}.")
    name = file.with_suffix("") if file.suffix in SUFFIXES else file
    for format in FORMATS.values():
        if isinstance(format, FileFormat) and format.suffix == name.suffix:
            return format
    raise click.UsageError(
        printable(f"'{cut(file.name)}' tells no format: give one of {', '.join(FORMATS)}.")
    )


def _named(what: str, name: str, among: Mapping[str, Format]) -> Format:
    if name not in among:
        hint = near(name, among, f"choose from {', '.join(among)}")
        raise click.UsageError(printable(f"There is no {what} '{cut(name)}': {hint}"))
    return among[name]


def _pieces(format: FileFormat, graph: BuiltGraph, entity: str | None) -> Pieces:
    from ..exports import FORMATS

    if entity is None:
        return format.write(graph)
    if format.of_entity is None:
        able = ", ".join(n for n, it in FORMATS.items() if getattr(it, "of_entity", None))
        raise click.UsageError(f"'{format.name}' has no form for one entity; {able} has.")
    try:
        return format.of_entity(graph, entity)
    except BadValue as error:
        raise click.UsageError(printable(f"{error}: {error.help}")) from None


def _write(pieces: Pieces, target: Path | None, compression: Compression | None) -> None:
    from ..exports.compress import compressing
    from ..files import writing_whole

    stdout = sys.stdout.buffer
    with nullcontext(stdout) if target is None else writing_whole(target) as file:
        with compressing(file, compression) as packed:
            for piece in pieces:
                packed.write(piece)
        file.flush()
