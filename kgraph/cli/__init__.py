"""The command line: each command parses, calls one function, and prints."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from ..problems import ExitCode, KgraphError, printable
from . import (
    build,
    check,
    chokepoints,
    conflicts,
    corroboration,
    explain,
    export,
    impact,
    init,
    predictions,
    pull,
    push,
    query,
    serve,
    stats,
    status,
    validate,
    verify,
)

EPILOG = """\b
Examples:
  kgraph init my-project         make a new project, with an example
  kgraph check                   find what is wrong in seeds/
  kgraph build                   write the graph and the page to output/
  kgraph query who-says          ask a saved question
  kgraph query -e 'SELECT ...'   ask your own
  kgraph explain THING OTHER     tell why two things are linked
  kgraph export -o graph.ttl     write the graph in another format
  kgraph serve                   explore it in a browser, ask it over HTTP

\b
Exit codes: 0 fine (warnings alone are fine), 1 findings, 2 usage, 3 could not run.
Shell completion: eval "$(_KGRAPH_COMPLETE=bash_source kgraph)" (or zsh_source, fish_source).
"""


READER_LEFT = 141
"""Exit code of a program that its reader ended by closing the pipe: 128 + SIGPIPE."""


class _ReaderLeftError(Exception):
    """Whoever reads the output has had enough."""


class _Commands(click.Group):
    """Commands in the order in which they are used.

    That a reader left is for :func:`main` to end: click gives 1.
    """

    def list_commands(self, context: click.Context) -> list[str]:
        return list(self.commands)

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except BrokenPipeError:
            raise _ReaderLeftError from None


@click.group(cls=_Commands, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="kgraph")
@click.pass_context
def cli(context: click.Context) -> None:
    """Facts from documents, as a graph in which every edge leads back to who said it.

    Facts are YAML files in seeds/: who says what, in which passage, how surely. kgraph checks
    them, turns them into RDF, and draws one page to explore them offline.
    """
    if os.environ.get("NO_COLOR"):
        context.color = False


for module in (
    init,
    check,
    verify,
    build,
    validate,
    stats,
    query,
    explain,
    impact,
    chokepoints,
    conflicts,
    corroboration,
    predictions,
    serve,
    export,
    push,
    status,
    pull,
):
    cli.add_command(module.command)


def main() -> None:
    """Entry point: whatever happens, a message and an exit code instead of a traceback."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever started us
            setattr(sys, name, Path(os.devnull).open("w"))  # noqa: SIM115
        getattr(sys, name).reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        try:
            cli(prog_name="kgraph")
        finally:
            sys.stdout.flush()  # as the process ends would be too late for a message
    except (BrokenPipeError, _ReaderLeftError):
        _let_go_of_output()
        sys.exit(READER_LEFT)
    except KgraphError as error:
        for line in str(error).split("\n"):
            click.echo(f"kgraph: {printable(line)}", err=True)
        sys.exit(ExitCode.COULD_NOT_RUN)
    except OSError as error:  # such as a full disk
        _let_go_of_output()
        name = f"{error.filename}: " if error.filename else ""
        click.echo(printable(f"kgraph: {name}{error.strerror or error}"), err=True)
        sys.exit(ExitCode.COULD_NOT_RUN)
    except Exception as error:
        if os.environ.get("KGRAPH_DEBUG"):
            raise
        what = printable(f"{type(error).__name__}: {error}")
        click.echo(f"kgraph: this is a fault of kgraph itself: {what}", err=True)
        click.echo("kgraph: please report it, with what KGRAPH_DEBUG=1 prints", err=True)
        sys.exit(ExitCode.COULD_NOT_RUN)


def _let_go_of_output() -> None:
    """What could not be written is not tried again when the process ends."""
    with suppress(OSError, ValueError), open(os.devnull, "w") as nothing:
        os.dup2(nothing.fileno(), sys.stdout.fileno())
