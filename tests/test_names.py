"""IRIs and digests."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph import names
from kgraph.model import EntityRef, Literal, Relay, StatementRef
from tests.cases import VOCABULARY

NAMES = names.Names("https://example.org/id/", VOCABULARY.domains)


@pytest.mark.parametrize(
    ("curie", "iri"),
    [
        ("kgr:ukraine", "https://example.org/id/entity/ukraine"),
        ("kg:Claim", "https://w3id.org/kgraph/ns#Claim"),
        ("con:controls", "https://w3id.org/kgraph/conflict#controls"),
        ("wd:Q212", "http://www.wikidata.org/entity/Q212"),
    ],
)
def test_an_iri_is_shortened_by_the_prefix_that_fits(curie: str, iri: str) -> None:
    assert names.shorten(iri, NAMES.prefixes) == curie


@pytest.mark.parametrize(
    "iri", ["https://elsewhere.org/a/b", "https://example.org/id/entity/a/b", "https://e.org/x."]
)
def test_an_iri_that_no_prefix_fits_stays_whole(iri: str) -> None:
    assert names.shorten(iri, NAMES.prefixes) == iri


def test_of_two_namespaces_within_each_other_the_right_one_is_found() -> None:
    prefixes = {"outer": "http://own/", "inner": "http://own/x#"}
    assert names.shorten("http://own/x#Dam", prefixes) == "inner:Dam"
    assert names.shorten("http://own/Dam", prefixes) == "outer:Dam"


@pytest.mark.parametrize("text", ["http://a/b", "urn:x:y", "https://example.org/ä"])
def test_absolute_iris(text: str) -> None:
    assert names.is_iri(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "a/b", "x", "http://a b", "http://a>b", "http://a\n"),
        *("https://e.org/%zz", "http://[bad", "http://a:b:c/", "http://e.org/#a#b"),
    ],
)
def test_what_is_no_iri(text: str) -> None:
    assert not names.is_iri(text)


def test_digests_are_told_apart_by_kind_and_by_place() -> None:
    values = [EntityRef("a"), StatementRef("a"), Literal("a")]
    keys = {names.digest(names.value_key(value)) for value in values}
    assert len(keys) == 3
    assert names.digest("ab", "c") != names.digest("a", "bc")


@given(st.lists(st.text()), st.lists(st.text()))
def test_two_contents_have_two_digests(one: list[str], other: list[str]) -> None:
    assert (names.digest(*one) == names.digest(*other)) == (one == other)


def test_each_part_of_a_claims_identity_counts() -> None:
    base = {
        "statement": "s", "document": "d", "claimant": "c", "relays": (), "modality": "asserted",
        "certainty": "certain", "conditions": (), "hearsay": False, "stated_on": None,
    }  # fmt: skip
    changes = {
        "statement": "t", "document": "e", "claimant": "x", "relays": (Relay("r"),),
        "modality": "plan", "certainty": "may", "conditions": ("u",), "hearsay": True,
    }  # fmt: skip
    ids = {names.claim_id(**{**base, name: value}) for name, value in changes.items()}
    assert len(ids | {names.claim_id(**base)}) == len(changes) + 1


def test_the_digest_of_a_statement_stays_what_it_is() -> None:
    """IRIs are forever: a change of this value breaks every link to a published graph."""
    id = names.statement_id(EntityRef("a"), "http://e/p", EntityRef("b"), True, [])
    assert id == "c0643cac4f6e0ff71854"
