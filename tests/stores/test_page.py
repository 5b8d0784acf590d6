"""The page on stores says what its commands do."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stores.page import PAGE, with_output


@pytest.mark.slow
def test_commands_print_what_the_page_says(tmp_path: Path) -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert with_output(text, tmp_path) == text
