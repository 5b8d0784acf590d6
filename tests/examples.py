"""How many examples Hypothesis makes: few in the default run, all in the slow run, which says
``--hypothesis-profile thorough``. They are the same every time.
"""

from __future__ import annotations

from typing import Any

from hypothesis import settings

THOROUGH = 60
"""Examples of a test that does not say how many."""
FEW = 15
LEAST = 5


def register() -> None:
    for name, number in (("few", FEW), ("thorough", THOROUGH)):
        settings.register_profile(name, derandomize=True, deadline=None, max_examples=number)
    settings.load_profile("few")


def examples(thorough: int, **more: Any) -> settings:
    """Settings of a test that makes so many in the slow run, and its share of them in others."""
    share = thorough * settings().max_examples // THOROUGH
    return settings(max_examples=min(thorough, max(LEAST, share)), **more)
