"""Talk only where it is worth it."""

from __future__ import annotations

import sys
import time

import pytest

from kgraph.cli import common


def test_quick_work_is_silent(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setattr(common, "PATIENCE", 5)
    with common.progress(quiet=False) as tell:
        tell("reading")
    assert capsys.readouterr().err == ""


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(common, "PATIENCE", 0.01)


def slow_work(quiet: bool) -> None:
    with common.progress(quiet) as tell:
        tell("reading")
        time.sleep(0.2)
        tell("writing")


def test_slow_work_tells_what_it_does(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    slow_work(quiet=False)
    assert capsys.readouterr().err == "kgraph: reading ...\nkgraph: writing ...\n"


def test_quiet_work_is_silent_however_slow(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    slow_work(quiet=True)
    assert capsys.readouterr().err == ""


def test_a_log_is_not_told(capsys: pytest.CaptureFixture[str]) -> None:
    slow_work(quiet=False)
    assert capsys.readouterr().err == ""
