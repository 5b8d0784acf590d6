"""What still follows when statements fall."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kgraph.impact.following import downstream, unsupported
from kgraph.reason.model import Conclusions, Derivation

_IDS = list("abcdef")
_derivations = st.lists(
    st.tuples(st.sampled_from(_IDS), st.lists(st.sampled_from(_IDS), min_size=1, max_size=2)),
    max_size=10,
).map(
    lambda drawn: [
        Derivation(f"d{n}", "r", conclusion, tuple(premises))
        for n, (conclusion, premises) in enumerate(drawn)
        if conclusion not in premises
    ]
)


def supported(derivations: list[Derivation], told: set[str]) -> set[str]:
    """The least set that holds what is told and what follows, the plain way."""
    found = set(told)
    while new := {d.conclusion for d in derivations if found.issuperset(d.premises)} - found:
        found |= new
    return found


@given(_derivations, st.sets(st.sampled_from(_IDS)), st.sets(st.sampled_from(_IDS)))
def test_what_falls_is_what_has_no_foundation_left(
    derivations: list[Derivation], told: set[str], lost: set[str]
) -> None:
    before = supported(derivations, told)
    known = [d for d in derivations if before.issuperset(d.premises)]
    after = supported(derivations, told - lost)
    fallen, gone = unsupported(
        Conclusions(derivations={d.id: d for d in known}), dict.fromkeys(told - lost), told & lost
    )
    assert gone == before - after
    assert fallen == {d.id for d in known if not after.issuperset(d.premises)}


def test_two_that_hold_each_other_up_fall_together() -> None:
    ring = [
        Derivation("1", "r", "b", ("a",)),
        Derivation("2", "r", "c", ("b",)),
        Derivation("3", "r", "b", ("c",)),
    ]
    fallen, gone = unsupported(Conclusions(derivations={d.id: d for d in ring}), {}, ["a"])
    assert (set(fallen), set(gone)) == ({"1", "2", "3"}, {"a", "b", "c"})
    assert downstream(ring, ["b"]) == {"2", "3"}
