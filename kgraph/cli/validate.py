"""``kgraph validate``."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..problems import Location, Report, count, printable
from . import common

if TYPE_CHECKING:
    from ..validate.run import Engine


@click.command("validate")
@common.seeds_option
@click.option(
    "--graph",
    type=click.Path(path_type=Path),
    help="Validate this file instead: Turtle, TriG, N-Triples, N-Quads or JSON-LD.",
)
@click.option(
    "--engine",
    type=click.Choice(["fast", "pyshacl"]),
    default="fast",
    show_default=True,
    help="What validates: kgraph itself, or pySHACL, which is slow and the reference.",
)
@common.problems_option
@common.quiet_option
def command(seeds: Path, graph: Path | None, engine: Engine, problems_as: str, quiet: bool) -> None:
    """Hold the graph against the shapes (SHACL).

    Validates the graph that the facts give, or a file: one that was changed by hand, or taken
    back from a store. The shapes are those of ontology/shapes/, your own included. Each result
    leads to the line of the facts that it comes from. 'kgraph build' validates too.

    \b
    Examples:
      kgraph validate
      kgraph validate --graph changed.ttl
      kgraph validate --engine pyshacl
    """
    from .. import ontology
    from ..model import Facts
    from ..names import DEFAULT_BASE
    from ..rdf.projection import project
    from ..reason import rules
    from ..reason.derive import derive
    from ..reason.graphs import graphs, places_of_derived
    from ..validate.aside import validating
    from ..validate.run import Shapes
    from ..validate.tell import report_results
    from ..validate.trace import places

    report = Report()
    with common.progress(quiet) as tell:
        tell("reading the facts")
        if graph is not None and not seeds.exists():
            facts, vocabulary = Facts(DEFAULT_BASE, {}, {}, {}, {}), ontology.load()
            if not quiet:
                note = f"no facts in {seeds.as_posix()}: results lead to the file alone"
                click.echo(printable(f"kgraph: {note}"), err=True)
        else:
            facts, vocabulary = common.load(seeds, report)
        if report.errors and graph is None:
            common.show(report, problems_as, to_stdout=True)
            click.echo(
                "kgraph: nothing was validated: the facts must be free of errors first", err=True
            )
            common.leave(report.exit_code)
        tell("reading the shapes")
        shapes = Shapes.in_force()
        tell("making the graph")
        if graph is None:
            book = rules.load(vocabulary, report, facts=facts)
            if report.errors:
                common.show(report, problems_as, to_stdout=True)
                common.leave(report.exit_code)
            projection = project(facts, vocabulary)
            conclusions = derive(facts, projection, vocabulary, book)
            triples = _flat(graphs(facts, projection, conclusions, vocabulary))
            known = places_of_derived(conclusions, places(facts), facts.base)
            elsewhere = Location(seeds.as_posix())
        else:
            from ..validate.file import read

            report = Report(sources=report.sources)
            triples, lines = read(graph, report, shapes.ontology)
            known = {**lines, **places(facts)}
            elsewhere = Location(graph.as_posix(), length=0)
        tell("validating")
        if engine == "fast":
            with validating(triples) as wait:
                results = wait()
        else:
            results = shapes.validate(triples, engine)
    prefixes = shapes.prefixes(facts.base, vocabulary.domains)
    report_results(results, shapes.shapes, known, prefixes, elsewhere, report)
    common.show(report, problems_as, to_stdout=True)
    if not quiet:
        what = count(triples.count(b"\n"), "triple")
        held = count(len(shapes.shapes), "shape")
        click.echo(f"{what} held against {held}: {report.totals()}", err=True)
    common.leave(report.exit_code)


def _flat(graphs: dict[str, list[str]]) -> bytes:
    """The flat graph as a build writes it."""
    from ..rdf.files import NTRIPLES, files

    return dict(islice(files(graphs, {}), 2))[NTRIPLES]
