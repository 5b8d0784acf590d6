"""``kgraph init``."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..problems import BadValue, printable
from . import common

if TYPE_CHECKING:
    from ..starter import Domain


def _domain(context: click.Context, parameter: click.Parameter, text: str | None) -> Domain | None:
    from .. import starter

    try:
        return starter.domain(text) if text is not None else None
    except BadValue as error:
        raise click.BadParameter(printable(f"{error}: {error.help}")) from None


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path), default=Path())
@click.option(
    "--domain",
    callback=_domain,
    metavar="NAME=IRI",
    help="Bring a vocabulary of your own: its prefix, and its namespace.",
)
@common.quiet_option
def command(folder: Path, domain: Domain | None, quiet: bool) -> None:
    """Make a new project, with an example that works.

    FOLDER, by default the one you are in, gets seeds/ with the facts of one invented document,
    its text and the lock file, a README.md and a .gitignore. With --domain, ontology/ gets a
    vocabulary of your own to rewrite, with a saved question and a shape; without it, the packaged
    vocabulary is used. No file is replaced.

    \b
    Examples:
      kgraph init my-project
      kgraph init dams --domain water=https://example.org/water#
    """
    from .. import starter

    content = starter.content(domain)
    starter.create(folder, content)
    if quiet:
        return
    for place in content:
        click.echo(printable((folder / place).as_posix()))
    steps = ["kgraph check", "kgraph build", "kgraph query --list"]
    if folder.resolve() != Path.cwd():
        steps.insert(0, f"cd {shlex.quote(str(folder))}")
    click.echo("next:", err=True)
    for step in steps:
        click.echo(printable(f"  {step}"), err=True)
