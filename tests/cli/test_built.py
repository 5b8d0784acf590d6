"""Commands that read a built graph go by the project that it lies in."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kgraph.cli.common import built as read_built

RULE = """% Dependence on the owner of what is lacking
%
% Whoever is short of something depends on whoever owns it.
@prefix con: <https://w3id.org/kgraph/conflict#> .
con:dependsOn(?who, ?owner) :- con:shortOf(?who, ?what), con:owns(?owner, ?what), ?who != ?owner .
"""


def test_rules_are_those_beside_the_output_wherever_one_stands(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(built, tmp_path / "project" / "output")
    rules = tmp_path / "project" / "ontology" / "rules"
    rules.mkdir(parents=True)
    (rules / "owner-of-the-lacking.rls").write_text(RULE, encoding="utf-8")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    found = read_built(Path("../project/output"), lambda _: None)[2]
    assert "owner-of-the-lacking" in found
