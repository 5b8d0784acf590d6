"""HermiT finds the ontologies consistent, with and without the facts; the OWL API, in OWL 2 RL.

HermiT and the OWL API are in the jar that owlready2 ships. All runs share one Java process.
"""

from __future__ import annotations

import shutil
import subprocess
from collections import defaultdict
from importlib.util import find_spec
from pathlib import Path

import pytest
import rdflib
from rdflib import OWL, RDF

from kgraph.facts.load import load as load_facts
from kgraph.ontology import CORE
from kgraph.ontology import load as load_ontology
from kgraph.problems import Report
from kgraph.rdf.files import files
from kgraph.rdf.projection import project
from kgraph.rdf.quads import quads
from tests.cases import ROOT, facts_of, graph_files
from tests.conftest import missing
from tests.ontology.mappings import MAPPINGS
from tests.ontology.report import ONTOLOGY, VOCABULARIES

KG = rdflib.Namespace("https://w3id.org/kgraph/ns#")
CON = rdflib.Namespace("https://w3id.org/kgraph/conflict#")
EX = rdflib.Namespace("https://example.org/")
AIRCRAFT = ROOT.parent / "examples" / "aircraft"
PROGRAM = Path(__file__).parent / "Reason.java"
REIFICATION = {RDF.subject, RDF.predicate, RDF.object, RDF.Statement}
"""OWL 2 reserves them: whoever reasons leaves them out."""


def ontologies(*paths: Path) -> rdflib.Graph:
    """Core and domain as one ontology, or others, so that nothing is imported over the network."""
    graph = rdflib.Graph()
    for path in paths or VOCABULARIES:
        graph.parse(path)
    graph.remove((None, OWL.imports, None))
    _, *others = sorted(graph.subjects(RDF.type, OWL.Ontology))
    for other in others:
        graph.remove((other, None, None))
    return graph


def with_facts(*triples: tuple[rdflib.URIRef, rdflib.URIRef, rdflib.term.Node]) -> rdflib.Graph:
    """Those of the first document, and some triples more."""
    graph, seeds = with_triples(*triples), ROOT.parent / "seeds"
    _add_facts(graph, graph_files(facts_of(seeds))["graph.nt"])
    return graph


def second_domain() -> rdflib.Graph:
    """The worked example of a domain of one's own, with its facts."""
    graph = ontologies(ONTOLOGY / CORE, *sorted((AIRCRAFT / "ontology").glob("*.ttl")))
    vocabulary = load_ontology(AIRCRAFT / "ontology")
    facts = load_facts(AIRCRAFT / "seeds", vocabulary, Report())
    content = dict(files(quads(facts, project(facts, vocabulary), vocabulary), {}))
    _add_facts(graph, content["graph.nt"])
    return graph


def _add_facts(graph: rdflib.Graph, ntriples: bytes) -> None:
    for triple in rdflib.Graph().parse(data=ntriples.decode(), format="nt"):
        if not REIFICATION & set(triple):
            graph.add(triple)


def with_triples(*triples: tuple[rdflib.URIRef, rdflib.URIRef, rdflib.term.Node]) -> rdflib.Graph:
    graph = ontologies()
    for triple in triples:
        graph.add(triple)
    return graph


GRAPHS = {
    "ontologies": ontologies,
    "with-mappings": lambda: ontologies(*VOCABULARIES, MAPPINGS),
    "first-document": with_facts,
    "second-domain": second_domain,
    "entertained-as-real": lambda: with_facts((CON.during, rdflib.RDFS.range, CON.Event)),
    "scenario-as-event": lambda: with_triples(
        (EX.raid, RDF.type, KG.Scenario), (EX.raid, RDF.type, CON.Attack)
    ),
    "weapon-as-agent": lambda: with_triples(
        (EX.x, CON.controls, EX.y), (EX.x, RDF.type, CON.System)
    ),
    "empty-class": lambda: with_triples(
        (EX.Both, RDF.type, OWL.Class),
        (EX.Both, rdflib.RDFS.subClassOf, CON.Event),
        (EX.Both, rdflib.RDFS.subClassOf, CON.Materiel),
    ),
    "outside-the-profile": lambda: with_triples((KG.when, rdflib.RDFS.range, rdflib.XSD.date)),
}


@pytest.fixture(scope="module")
def faults(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    spec = find_spec("owlready2")
    if not shutil.which("javac") or spec is None or spec.origin is None:
        missing("needs a JDK and owlready2")
    folder = tmp_path_factory.mktemp("owl")
    for name, graph in GRAPHS.items():
        graph().serialize(folder / name, format="xml")
    jar = Path(spec.origin).parent / "hermit" / "HermiT.jar"
    done = subprocess.run(
        ["java", "-cp", str(jar), str(PROGRAM), *(str(folder / name) for name in GRAPHS)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, list[str]] = defaultdict(list)
    for line in done.stdout.splitlines():
        name, _, fault = line.partition("\t")
        found[name].append(fault)
    return found


@pytest.mark.parametrize("name", ["ontologies", "with-mappings"])
def test_the_ontologies_are_sound(faults: dict[str, list[str]], name: str) -> None:
    (read,) = faults[name]
    assert int(read.removeprefix("read: ")) > 500


@pytest.mark.parametrize(("name", "axioms"), [("first-document", 4000), ("second-domain", 1000)])
def test_so_they_are_with_facts(faults: dict[str, list[str]], name: str, axioms: int) -> None:
    """Days and EDTF dates are the only values for which OWL 2 RL has no datatype."""
    *profile, read = faults[name]
    assert int(read.removeprefix("read: ")) > axioms
    assert not [fault for fault in profile if "xsd:date" not in fault and "edtf/EDTF" not in fault]


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("entertained-as-real", "inconsistent"),
        ("scenario-as-event", "inconsistent"),
        ("weapon-as-agent", "inconsistent"),
        ("empty-class", "unsatisfiable: <https://example.org/Both>"),
        ("outside-the-profile", "profile: "),
    ],
)
def test_faults_are_found(faults: dict[str, list[str]], name: str, fault: str) -> None:
    assert any(found.startswith(fault) for found in faults[name]), faults[name]


def test_reification_is_not_declared() -> None:
    for path in ONTOLOGY.glob("*.ttl"):
        graph = rdflib.Graph().parse(path)
        for term in REIFICATION:
            assert (term, None, None) not in graph, path
            assert (None, None, term) not in graph or term == RDF.Statement, path
