"""When a statement meets a condition."""

from __future__ import annotations

import pytest

from kgraph.facts.dates import edtf
from kgraph.impact.conditions import meets
from kgraph.model import EntityRef, Literal, Statement, Value

MARCH, MAY = edtf("2024-03"), edtf("2024-05")
WEST = EntityRef("west")


def statement(positive: bool, **qualifiers: Value) -> Statement:
    pairs = tuple((f"kg:{name}", value) for name, value in qualifiers.items())
    return Statement("s", EntityRef("x"), "con:uses", EntityRef("y"), positive, pairs)


@pytest.mark.parametrize(
    ("said", "wanted", "met"),
    [
        (statement(True), statement(True), True),
        (statement(True), statement(False), False),
        (statement(False), statement(True), False),
        (statement(True, place=WEST), statement(True), True),
        (statement(True), statement(True, place=WEST), False),
        (statement(False), statement(False, place=WEST), True),
        (statement(False, place=WEST), statement(False), False),
        (statement(True, when=MAY), statement(True, when=MAY), True),
        (statement(True, when=MAY), statement(True, when=MARCH), False),
        (statement(False, when=MAY), statement(False, when=MARCH), False),
        (statement(False), statement(False, when=MARCH), True),
        (statement(True, manner=Literal("slowly")), statement(True, manner=Literal("fast")), False),
    ],
)
def test_a_denial_may_say_less_and_an_affirmation_more(
    said: Statement, wanted: Statement, met: bool
) -> None:
    assert meets(said, wanted) is met
