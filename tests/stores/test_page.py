"""The pages on stores say what their commands do."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stores.page import PAGES, with_output


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_print_what_the_page_says(page: Path, tmp_path: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert with_output(text, tmp_path) == text
