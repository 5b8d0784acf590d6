"""Every fault gets its exact message, and none gets a traceback."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kgraph import ontology
from kgraph.cli import cli
from kgraph.problems import WARNINGS
from tests.project import BAD, lay_out, vocabulary

UPDATE = bool(os.environ.get("KGRAPH_UPDATE_EXPECTED"))
CASES = sorted(path for path in BAD.iterdir() if path.is_dir() and not path.name.startswith("_"))


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(ontology, "load", vocabulary)
    for name in ("KGRAPH_SEEDS", "KGRAPH_OUTPUT", "KGRAPH_DOCUMENTS"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def kgraph(*arguments: str) -> Result:
    result = CliRunner().invoke(cli, arguments)
    if not isinstance(result.exception, (SystemExit, type(None))):
        raise result.exception
    return result


def run(case: Path, *options: str) -> Result:
    command = case / "command.txt"
    words = command.read_text().split() if command.exists() else ["check", "--quiet"]
    if words[0] == "verify":
        words += ["--quiet", "--documents", "documents"]
    return kgraph(*words, *options)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Path, project: Path) -> None:
    lay_out(project, case)
    asks = (case / "query.rq").exists()
    if asks:
        kgraph("build", "--quiet")
    result = run(case)
    text = result.stderr if asks else result.stdout
    expected = case / "expected.txt"
    if UPDATE:
        expected.write_text(text, encoding="utf-8")
    assert text == expected.read_text(encoding="utf-8")
    codes = codes_of(text)
    assert any(case.name.startswith(code) for code in codes)
    assert result.exit_code == (0 if codes <= WARNINGS else 1)
    again = run(case)
    assert text == (again.stderr if asks else again.stdout)
    if not asks:
        check_json(run(case, "--problems", "json").stdout, codes, project)
        check_github(run(case, "--problems", "github").stdout, text)
    if not asks and not (case / "command.txt").exists() and not codes <= WARNINGS:
        check_output_is_left_alone(project)


HEAD = re.compile(r"^[^\s:][^:\n]*:\d+:\d+: (?:warning: )?([a-z-]+): ", re.MULTILINE)


def codes_of(text: str) -> set[str]:
    return set(HEAD.findall(text))


def check_json(text: str, codes: set[str], project: Path) -> None:
    found = json.loads(text)
    rows = found["problems"]
    assert {row["code"] for row in rows} == codes
    assert found["errors"] + found["warnings"] == len(rows)
    for row in rows:
        path = project / row["file"]
        assert path.is_symlink() or path.exists()
        if path.is_file():
            lines = re.split("\r\n|\r|\n", path.read_bytes().decode(errors="replace"))
            assert 1 <= row["line"] <= len(lines)
            assert 1 <= row["column"] <= len(lines[row["line"] - 1]) + 1


def check_github(annotations: str, text: str) -> None:
    lines = annotations.splitlines()
    assert len(lines) == len(HEAD.findall(text))
    assert all(
        re.match(r"::(error|warning) file=[^,]+,line=\d+,col=\d+,title=", line) for line in lines
    )


def check_output_is_left_alone(project: Path) -> None:
    output = project / "output"
    output.mkdir()
    (output / "graph.ttl").write_bytes(b"the last good graph")
    assert kgraph("build", "--quiet").exit_code == 1
    assert [path.name for path in output.iterdir()] == ["graph.ttl"]
    assert (output / "graph.ttl").read_bytes() == b"the last good graph"


# ---- what cannot lie in a repository ---------------------------------------------------------

DOCUMENT = "document: {id: border-report, title: Report, author: river-gazette}\n"
CLAIMS = DOCUMENT + "passages:\n- at: 4 Two brigades ... the river\n  claims:\n"
CLAIM = "  - [northland, controls, fordham]\n"


def _large(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(64 * 1024 * 1024 + 1)


def _text(content: str, encoding: str = "utf-8") -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content.encode(encoding))


_BOMB = "bomb:\n  a: &a [x, x]\n" + "".join(
    f"  {new}: &{new} [*{old}, *{old}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)

MADE: dict[str, tuple[Callable[[Path], object], str]] = {
    "file-too-large": (
        _large,
        "seeds/case.yaml:1:1: file-too-large: the file has 67,108,865 bytes; "
        "at most 67,108,864 are read",
    ),
    "file-unreadable-pipe": (
        os.mkfifo if hasattr(os, "mkfifo") else Path.mkdir,
        "seeds/case.yaml:1:1: file-unreadable: this is a device or a pipe, not a file",
    ),
    "file-unreadable-dangling-link": (
        lambda path: path.symlink_to("nowhere.yaml"),
        "seeds/case.yaml:1:1: file-unreadable: cannot be read: No such file or directory",
    ),
    "scalar-too-long": (
        _text(CLAIMS + "  - [northland, judgedAs, " + "x" * 10_000_000 + "]\n"),
        "seeds/case.yaml:5:27: scalar-too-long: a text of 10,000,000 characters; "
        "at most 20,000 are read",
    ),
    "nested-too-deep-brackets": (
        _text(CLAIMS + "  - " + "[" * 100_000 + "\n" + CLAIM),
        "seeds/case.yaml:5:21: nested-too-deep: nested more than 20 deep",
    ),
    "nested-too-deep-behind-a-tag": (
        _text(CLAIMS + "  - !x " + "[" * 100_000 + "\n" + CLAIM),
        "seeds/case.yaml:5:24: nested-too-deep: nested more than 20 deep",
    ),
    "nested-too-deep-dashes": (
        _text(CLAIMS + "  " + "- " * 5_000 + "\n" + CLAIM),
        "seeds/case.yaml:5:37: nested-too-deep: nested more than 20 deep",
    ),
    "yaml-alias-bomb": (
        _text(_BOMB),
        "seeds/case.yaml:1:1: unknown-key: a seed file has no key 'bomb'",
    ),
    "encoding-utf-16": (
        _text(CLAIMS, "utf-16"),
        "seeds/case.yaml:1:1: encoding: the file is in UTF-16; it should be in UTF-8",
    ),
    "encoding-utf-16-without-mark": (
        _text(CLAIMS, "utf-16-be"),
        "seeds/case.yaml:1:1: encoding: the file is in UTF-16; it should be in UTF-8",
    ),
    "encoding-after-byte-order-mark": (
        lambda path: path.write_bytes(b"\xef\xbb\xbf# caf\xc3\xa9\r\n# caf\xe9\r\n"),
        "seeds/case.yaml:2:6: encoding: byte 0xe9 is not UTF-8",
    ),
    "control-character-nul": (
        _text(CLAIMS + "  - [northland, judgedAs, a\0b]\n"),
        "seeds/case.yaml:5:28: control-character: control character U+0000 in the file",
    ),
    "control-character-next-line": (
        _text(CLAIMS + "  - [northland, judgedAs, a\x85b]\n"),
        "seeds/case.yaml:5:28: control-character: control character U+0085 in the file",
    ),
    "control-character-line-separator": (
        _text(CLAIMS + "  - [northland, judgedAs, a\u2028b]\n"),
        "seeds/case.yaml:5:28: control-character: control character U+2028 in the file",
    ),
    "control-character-c1": (
        _text(CLAIMS + "  - [northland, judgedAs, a\x80b]\n"),
        "seeds/case.yaml:5:28: control-character: control character U+0080 in the file",
    ),
    "control-character-mark-in-the-middle": (
        _text(CLAIMS + "  - [northland, judgedAs, a\ufeffb]\n"),
        "seeds/case.yaml:5:28: control-character: control character U+FEFF in the file",
    ),
    "unknown-entity-in-windows-file": (
        _text("\ufeff" + (CLAIMS + "  - [nrthland, controls, fordham]\n").replace("\n", "\r\n")),
        "seeds/case.yaml:5:6: unknown-entity: there is no entity 'nrthland'",
    ),
    "unknown-entity-in-old-mac-file": (
        _text((CLAIMS + "  - [nrthland, controls, fordham]\n").replace("\n", "\r")),
        "seeds/case.yaml:5:6: unknown-entity: there is no entity 'nrthland'",
    ),
    "yaml-syntax-everywhere": (
        _text(CLAIMS + "  - [northland, controls\n" * 30),
        "seeds/case.yaml:1:1: yaml-syntax: this is not YAML in more than 25 places: "
        "the rest was not read",
    ),
    "nested-too-deep-statements": (
        _text(
            CLAIMS
            + "".join(f"  - [^h{n + 1}, judgedAs, odd, {{as: h{n}}}]\n" for n in range(900))
            + "  - [northland, controls, fordham, {as: h900}]\n"
        ),
        "seeds/case.yaml:24:6: nested-too-deep: statements about statements, more than 20 deep",
    ),
}


@pytest.mark.parametrize("name", MADE)
def test_made_case(name: str, project: Path) -> None:
    lay_out(project)
    make, expected = MADE[name]
    make(project / "seeds/case.yaml")
    result = kgraph("check", "--quiet")
    heads = [line for line in result.stdout.splitlines() if HEAD.match(line)]
    assert heads[0] == expected
    assert result.exit_code == 1
    assert any(name.startswith(code) for code in codes_of(result.stdout))
    check_json(kgraph("check", "-q", "--problems", "json").stdout, codes_of(result.stdout), project)
    check_output_is_left_alone(project)


def test_unreadable_file(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay_out(project)
    (project / "seeds/case.yaml").write_text(CLAIMS + CLAIM)
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "case.yaml":
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert kgraph("check", "-q").stdout == (
        "seeds/case.yaml:1:1: file-unreadable: cannot be read: Permission denied\n"
    )


def test_entities_that_cannot_be_read_are_not_called_unknown(project: Path) -> None:
    lay_out(project)
    preamble = project / "seeds/preamble.yaml"
    preamble.write_bytes(preamble.read_text().encode("utf-16"))
    (project / "seeds/case.yaml").write_text(CLAIMS + CLAIM)
    assert codes_of(kgraph("check", "-q").stdout) == {"encoding"}


def test_a_thousand_misspelt_names_are_all_reported(project: Path) -> None:
    lay_out(project)
    names = [f"place-{number:04}-{number * 7919 % 1000:04}" for number in range(1000)]
    entities = "".join(f"  {name}: {{type: Settlement, label: L}}\n" for name in names)
    claims = "".join(f"  - [northland, controls, {name}x]\n" for name in names)
    (project / "seeds/case.yaml").write_text("entities:\n" + entities + CLAIMS + claims)
    text = kgraph("check", "-q").stdout
    assert text.count("unknown-entity") == 1000
    assert "did you mean 'place-0999-" in text


# ---- everything at once ----------------------------------------------------------------------


def test_ten_faults_in_three_files_come_out_in_one_run(project: Path) -> None:
    lay_out(project)
    seeds = {
        "a.yaml": """\
entities:
  hill: {type: Hill, label: the hill}
  Hill 2: {type: Settlement, label: the other hill}
base: nowhere
""",
        "b.yaml": CLAIMS
        + """\
  - [northland, contrls, fordham]
  - [northland, controls, fodham
  - [fordham, controls, northland]
  - [northland, controls, fordham, {when: soon}]
""",
        "c.yaml": """\
document: {id: second-report, title: Second, autor: river-gazette, author: river-gazette}
passages:
- at: Two brigades
  credibility: 7
  claims:
  - [northland, controls, fordham, {if: ^never}]
""",
    }
    for name, text in seeds.items():
        (project / "seeds" / name).write_text(text)
    text = kgraph("check", "-q").stdout
    assert [line for line in text.splitlines() if HEAD.match(line)] == [
        "seeds/a.yaml:2:16: unknown-class: the ontology has no class 'Hill'",
        "seeds/a.yaml:3:3: bad-id: 'Hill 2' cannot be the id of an entity",
        "seeds/a.yaml:4:7: bad-value: 'nowhere' cannot be the base of IRIs",
        "seeds/b.yaml:5:17: unknown-predicate: the ontology has no predicate 'contrls'",
        "seeds/b.yaml:6:5: yaml-syntax: this is not YAML: did not find expected ',' or ']'",
        "seeds/b.yaml:7:6: out-of-domain: 'fordham' is of class Settlement, "
        "which cannot be the subject of 'controls'",
        "seeds/b.yaml:8:43: bad-edtf: 'soon' is not an EDTF date",
        "seeds/c.yaml:1:46: unknown-key: 'document' has no key 'autor'",
        "seeds/c.yaml:3:7: bad-locator: 'Two brigades' is not a locator",
        "seeds/c.yaml:4:16: bad-grade: there is no credibility grade '7'",
        "seeds/c.yaml:6:41: unknown-condition: no claim of this document has 'as: never'",
    ]


def test_a_syntax_error_costs_only_its_item(project: Path) -> None:
    """The lost claim held a handle and an entity that others use: they are not blamed for it."""
    lay_out(project)
    (project / "seeds/case.yaml").write_text(
        "entities:\n  the-hill: {type: Settlement, label: the hill\n"
        + CLAIMS
        + """\
  - [northland, controls, fordham, {as: held]
  - [westland, controls, the-hill]
  - [^held, judgedAs, odd]
  - [westland, controls, east-provinc]
"""
    )
    heads = [line for line in kgraph("check", "-q").stdout.splitlines() if HEAD.match(line)]
    assert heads == [
        "seeds/case.yaml:2:13: yaml-syntax: this is not YAML: did not find expected ',' or '}'",
        "seeds/case.yaml:7:45: yaml-syntax: this is not YAML: did not find expected ',' or '}'",
        "seeds/case.yaml:10:26: unknown-entity: there is no entity 'east-provinc'",
    ]


NEAR = {
    "entity": ("[nortland, controls, fordham]", "northland"),
    "entity by its label": ("[Northland, controls, fordham]", "northland"),
    "entity by its alias": ("[northland, controls, Ford Town]", "fordham"),
    "predicate": ("[northland, contrls, fordham]", "controls"),
    "negated predicate": ("[northland, not contrls, fordham]", "controls"),
    "qualifier": ("[northland, controls, fordham, {durng: raid}]", "during"),
    "key of a claim": ("[northland, controls, fordham, {certainity: likely}]", "certainty"),
    "certainty": ("[northland, controls, fordham, {certainty: likly}]", "likely"),
    "rank": ("[northland, controls, fordham, {rank: prefered}]", "preferred"),
    "handle": ("[^heldd, judgedAs, odd]", "held"),
    "condition": ("[northland, controls, fordham, {if: ^hedl}]", "held"),
    "other claim": ("[northland, controls, fordham, {contradicts: firts}]", "first"),
    "unit": ("[northland, controls, fordham, {area: 700 km22}]", "km2"),
    "precision": ("[northland, controls, fordham, {area: aboot 700 km2}]", "about"),
}


@pytest.mark.parametrize("name", NEAR)
def test_near_match_in_a_claim(name: str, project: Path) -> None:
    lay_out(project)
    claim, meant = NEAR[name]
    known = "  - [westland, controls, fordham, {as: held, id: first}]\n"
    (project / "seeds/case.yaml").write_text(f"{CLAIMS}{known}  - {claim}\n")
    assert f"= help: did you mean '{meant}'" in kgraph("check", "-q").stdout


NEAR_KEYS = {
    "class": ("entities: {hill: {type: Setlement, label: x}}\n", "Settlement"),
    "key of an entity": ("entities: {hill: {type: Settlement, lable: x}}\n", "label"),
    "key of a file": ("entites: {}\n", "entities"),
    "key of a document": ("document: {id: r, titel: x}\n", "title"),
    "modality": (DOCUMENT + "passages:\n- at: 4 Two\n  predicton: []\n", "prediction"),
    "key of a passage": (DOCUMENT + "passages:\n- at: 4 Two\n  claimnt: x\n", "claimant"),
    "relay stance": (DOCUMENT + "passages:\n- at: 4 Two\n  relay-stance: endorse\n", "endorses"),
    "key of a locator": (DOCUMENT + "passages:\n- at: {paragraf: 4}\n", "paragraph"),
}


@pytest.mark.parametrize("name", NEAR_KEYS)
def test_near_match_elsewhere(name: str, project: Path) -> None:
    lay_out(project)
    text, meant = NEAR_KEYS[name]
    (project / "seeds/case.yaml").write_text(text)
    assert f"= help: did you mean '{meant}'" in kgraph("check", "-q").stdout


def test_names_of_cases_are_codes() -> None:
    from tests.test_error_pages import codes_in_source

    codes = codes_in_source()
    for name in [*(case.name for case in CASES), *MADE]:
        assert any(name == code or name.startswith(f"{code}-") for code in codes), name
    covered = {case.name for case in CASES} | {
        code for name in MADE for code in codes if name == code
    }
    assert codes <= covered


def test_there_are_many() -> None:
    assert len(CASES) + len(MADE) >= 55
