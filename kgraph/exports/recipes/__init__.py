"""Forms that stores take, with their load scripts: one module each, and one line here."""

from __future__ import annotations

from ..format import FolderFormat

RECIPES: dict[str, FolderFormat] = {}
