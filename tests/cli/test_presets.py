"""`resadvise presets …`: where the user's file is, what it changes, a first one, and every mistake in it."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import stat
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from command import Result, ask, config_file, execute, execute_shell
from jsonschema import Draft202012Validator

from resadvise.cli.commands import GROUPS
from resadvise.facts.load import PARSERS, read_own, read_shipped
from resadvise.facts.presets import EXAMPLE, SCHEMA_NAME, count_changes, sourced_values
from resadvise.schemas import read_schema

posix = pytest.mark.skipif(sys.platform == "win32", reason="rights and links are different there")

COMMANDS = ("path", "show", "init", "validate", "schema")
OWN = """\
tiers:
  4K: {seconds: [25, 40], timeout: 300s}
uses:
  lookbook:
    tier: 4K
    kind: needs
    why: Our printer asks for it.
  print: {aliases: [paper]}
deliverables:
  window: {size: 120x180cm}
  a3: {bleed: 5mm}
thresholds: {print: {enough: "-3%"}}
defaults: {drafts: 4}
models: {gemini-3-pro-image: {alpha: "yes"}}
"""
CHANGED = {
    "tiers.4K.seconds": ([25, 40], 2, "changed", [20, 30]),
    "uses.print.aliases": (["paper"], 8, "added", None),
    "uses.lookbook.tier": ("4K", 5, "added", None),
    "uses.lookbook.kind": ("needs", 6, "added", None),
    "uses.lookbook.why": ("Our printer asks for it.", 7, "added", None),
    "thresholds.print.enough": ("-3%", 12, "changed", "-2%"),
    "defaults.drafts": (4, 13, "changed", 10),
    "models.gemini-3-pro-image.alpha": ("yes", 14, "changed", "no"),
    "deliverables.a3.bleed": ("5mm", 11, "changed", "3mm"),
    "deliverables.window.size": ("120x180cm", 10, "added", None),
}


def _presets(*arguments: str, home: Path | None = None, **more: str) -> Result:
    return ask("presets", *arguments, home=home, **more)


def _json(*arguments: str, home: Path | None = None, **more: str) -> Any:
    result = _presets(*arguments, "--json", home=home, **more)
    assert (result.code, result.err) == (0, "")
    data = json.loads(result.out)
    schema = json.loads(ask("schema", data["schema"].split("/")[1]).out)
    assert list(Draft202012Validator(schema).iter_errors(data)) == []
    return data


@pytest.fixture
def own(tmp_path: Path) -> str:
    path = tmp_path / "own.yaml"
    path.write_text(OWN, encoding="utf-8")
    return str(path)


# The group and its help


def test_the_group_alone_shows_its_help_as_an_error() -> None:
    result = _presets()
    assert (result.code, result.out) == (2, "")
    assert result.err == _presets("--help").out
    assert execute("presets") == result


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_shows_examples_first_and_fits(command: str) -> None:
    long, short = (_presets(*command.split(), option) for option in ("--help", "-h"))
    assert (long.code, long.err) == (0, "")
    assert long == short
    assert long.out.index("Examples:") < long.out.index("-h, --help")
    assert long.out.isascii()
    assert max(map(len, _presets(*command.split(), "--help", COLUMNS="80").out.splitlines())) <= 80


def test_the_program_names_the_group_and_the_group_its_commands() -> None:
    listed = ask("--help").out
    assert all(re.search(rf"^  {group} ", listed, re.MULTILINE) for group in GROUPS)
    assert "..." not in _presets("--help").out.partition("Commands:")[2]
    for command in COMMANDS:
        assert re.search(rf"^  {command} ", _presets("--help").out, re.MULTILINE)


def test_every_example_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for group in ("", "init", "path", "show", "validate", "schema"):
        home = tmp_path / f"home-{group}"
        if group == "validate":
            assert _presets("init", home=home).code == 0
        shown = _presets(*group.split(), "--help").out.partition("Examples:\n")[2].partition("\n\n")[0]
        assert shown
        for line in shown.splitlines():
            program, *arguments = line.split()
            result = ask(*arguments, home=home)
            assert program == "resadvise"
            assert (result.code, result.err) == (0, ""), line
            assert result.out


def test_a_slip_is_answered_with_the_nearest() -> None:
    result = _presets("shwo")
    assert (result.code, result.out) == (2, "")
    assert "did you mean show" in result.err.lower()
    assert "--all" in _presets("show", "--al").err


# path


def test_path_is_bare_and_the_place_to_look_even_where_nothing_is(tmp_path: Path, own: str) -> None:
    path = config_file(tmp_path)
    assert _presets("path", home=tmp_path) == execute("presets", "path", home=tmp_path) == (0, f"{path}\n", "")
    assert _presets("path", home=tmp_path, RESADVISE_PRESETS=own).out == f"{own}\n"
    assert _presets("path", "--presets", "x.yaml", home=tmp_path, RESADVISE_PRESETS=own).out == "x.yaml\n"
    assert _presets("path", "--presets", "none", home=tmp_path).out == f"{path}\n"


def _places(data: Any) -> list[tuple[str | None, bool, bool]]:
    return [(row["path"], row["exists"], row["in_force"]) for row in data["looked_for"]]


def test_path_says_which_one_is_in_force(tmp_path: Path, own: str) -> None:
    path = config_file(tmp_path)
    there = str(path)
    data = _json("path", home=tmp_path)
    assert data["in_force"] is None
    assert _places(data) == [(None, False, False), (None, False, False), (there, False, False)]
    path.write_text("", encoding="utf-8")
    data = _json("path", home=tmp_path)
    assert data["in_force"] == there
    assert _places(data) == [(None, False, False), (None, False, False), (there, True, True)]
    data = _json("path", home=tmp_path, RESADVISE_PRESETS=own)
    assert data["in_force"] == own
    assert _places(data) == [(None, False, False), (own, True, True), (there, True, False)]
    data = _json("path", "--presets", "-", home=tmp_path, RESADVISE_PRESETS=own)
    assert _places(data) == [("-", True, True), (own, True, False), (there, True, False)]
    data = _json("path", "--presets", "none", home=tmp_path, RESADVISE_PRESETS=own)
    assert data["in_force"] is None
    assert _places(data) == [("none", False, False), (own, True, False), (there, True, False)]
    data = _json("path", home=tmp_path, RESADVISE_PRESETS="none")
    assert _places(data)[1:] == [("none", False, False), (there, True, False)]
    assert _places(_json("path", "--presets", "/no/such", home=tmp_path))[0] == ("/no/such", False, True)


def test_a_broken_file_does_not_keep_its_path_secret(tmp_path: Path) -> None:
    path = config_file(tmp_path)
    path.write_text("uses: [", encoding="utf-8")
    assert _presets("path", home=tmp_path) == (0, f"{path}\n", "")


@posix
@pytest.mark.skipif(sys.platform == "darwin", reason="XDG does not hold there")
def test_a_relative_config_folder_is_ignored(tmp_path: Path) -> None:
    usual = tmp_path / ".config" / "resadvise" / "presets.yaml"
    assert _presets("path", home=tmp_path, XDG_CONFIG_HOME="relative").out == f"{usual}\n"
    usual.parent.mkdir(parents=True)
    usual.write_text(OWN, encoding="utf-8")
    assert ask("recommend", "--use", "lookbook", "--get", "tier", home=tmp_path, XDG_CONFIG_HOME="x").out == "4K\n"


@posix
@pytest.mark.skipif(sys.platform == "darwin", reason="XDG does not hold there")
def test_without_any_home_there_is_no_place() -> None:
    homeless = {"XDG_CONFIG_HOME": "x", "HOME": "y"}
    assert _json("path", home=None, **homeless)["looked_for"][2]["path"] is None
    assert ask("recommend", "--get", "tier", home=None, **homeless) == (0, "2K\n", "")
    result = _presets("init", home=None, **homeless)
    assert result.code == 2
    assert "name a file: resadvise presets init presets.yaml" in result.err


# show


def test_nothing_differs_without_a_file() -> None:
    out = _presets("show").out
    assert "No presets file is in use: every value is built in." in out
    assert _json("show")["values"] == []


def test_show_names_what_differs_with_its_line(own: str) -> None:
    data = _json("show", "--presets", own)
    found = {row["path"]: (row["value"], row["line"], row["change"], row["shipped"]) for row in data["values"]}
    assert found == CHANGED
    assert list(found) == list(CHANGED)  # in the order of the facts
    assert {row["origin"] for row in data["values"]} == {f"{own}:{line}" for _, line, _, _ in CHANGED.values()}
    assert data["user_file"] == own


def test_show_all_is_every_value_in_force(own: str) -> None:
    rows = _json("show", "--all", "--presets", own)["values"]
    by_path = {row["path"]: row for row in rows}
    assert len(by_path) == len(rows) > 1000
    assert set(CHANGED) < set(by_path)
    assert by_path["tiers.4K.timeout"] == {
        "path": "tiers.4K.timeout",
        "value": "300s",
        "origin": f"{own}:2",  # the user's own, although it is what we ship
        "line": 2,
        "change": None,
        "shipped": "300s",
    }
    assert by_path["tiers.1K.pixel_width"]["origin"] == "shipped"


def test_values_are_those_that_the_program_goes_by(own: str) -> None:
    def put(into: dict[Any, Any], path: tuple[str | int, ...], value: Any) -> None:
        for key in path[:-1]:
            into = into.setdefault(key, {})
        into[path[-1]] = value

    for file, merged in ((own, read_own(own)[1]), (None, read_shipped())):
        rebuilt: dict[str, Any] = {}
        for each in sourced_values(file):
            put(rebuilt, each.path, each.value)
        assert rebuilt == merged


@pytest.mark.parametrize(
    ("section", "paths"),
    [
        ("defaults", ["defaults.drafts"]),
        ("uses.lookbook", ["uses.lookbook.tier", "uses.lookbook.kind", "uses.lookbook.why"]),
        ("uses.lookbook.tier", ["uses.lookbook.tier"]),
        ("models.gemini-3-pro-image.", ["models.gemini-3-pro-image.alpha"]),
        ("models.gemini-2.5-flash-image", []),
        ("viewing_classes", []),
    ],
)
def test_a_section_narrows(section: str, paths: list[str], own: str) -> None:
    assert [row["path"] for row in _json("show", section, "--presets", own)["values"]] == paths
    more = [row["path"] for row in _json("show", "--all", section, "--presets", own)["values"]]
    assert set(paths) <= set(more)
    assert more


@pytest.mark.parametrize(
    ("section", "words"),
    [("use", "did you mean uses"), ("uses.prnt", "did you mean uses.print"), ("", "sections: facts, tiers"),
     ("xyzzy", "sections: facts, tiers"), ("tiers.4", "did you mean tiers.4K")],
)  # fmt: skip
def test_an_unknown_section(section: str, words: str) -> None:
    result = _presets("show", section)
    assert (result.code, result.out) == (2, "")
    assert words in result.err


def test_show_as_a_table(own: str) -> None:
    out = _presets("show", "--presets", own, COLUMNS="120").out
    assert re.search(r"^  4K\.seconds +\[25, 40\] +line 2 +\[20, 30\]$", out, re.MULTILINE)
    assert re.search(r"^  lookbook\.kind +needs +line 6$", out, re.MULTILINE)
    assert f"\n{own} changes or adds 10 values here.\n" in out
    assert re.search(r"^\d+ values built in: --all shows them too\.$", out, re.MULTILINE)
    everything = _presets("show", "--all", "thresholds", "--presets", own, COLUMNS="120").out
    assert re.search(r"^  ample +100% +built in$", everything, re.MULTILINE)
    assert "--all shows them" not in everything
    classes = _presets("show", "--all", "viewing_classes").out
    assert "16.5in" in classes
    assert "No presets file is in use" in classes
    same = Path(own).with_name("same.yaml")
    same.write_text("defaults: {drafts: 10}", encoding="utf-8")
    assert f"{same} changes nothing here" in _presets("show", "--presets", str(same), COLUMNS="300").out


@pytest.mark.parametrize("width", [20, 40, 60, 80])
def test_no_line_is_wider_than_the_screen(width: int, own: str) -> None:
    for arguments in (("presets", "show", "--presets", own), ("presets", "show", "--all", "uses"), ("schema",)):
        assert max(map(len, ask(*arguments, COLUMNS=str(width)).out.splitlines())) <= width


def test_show_for_spreadsheets_and_pages(own: str) -> None:
    rows = list(csv.DictReader(io.StringIO(_presets("show", "-o", "csv", "--presets", own).out)))
    assert [row["path"] for row in rows] == list(CHANGED)
    assert rows[0]["value"] == "[25, 40]"
    assert rows[0]["shipped"] == "[20, 30]"
    assert rows[1]["shipped"] == ""
    assert "| tiers.4K.seconds | [25, 40] |" in _presets("show", "-o", "md", "--presets", own).out
    assert _presets("show", "--get", "values.0.value", "--presets", own).out == "[25,40]\n"


def test_show_of_a_broken_file_names_its_mistakes(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text("uses: {x: {teir: 4K}}\ntiers: 3\n", encoding="utf-8")
    result = _presets("show", "--presets", str(path))
    assert (result.code, result.out) == (2, "")
    assert f"{path}:1:12:" in result.err
    assert f"{path}:2:1:" in result.err


# init


def _uncommented() -> str:
    return re.sub(r"^#(?! \S|$)", "", EXAMPLE, flags=re.MULTILINE)


def test_init_writes_to_the_config_folder_and_names_the_file(tmp_path: Path) -> None:
    home = tmp_path / "home"
    result = execute("presets", "init", home=home)
    path = Path(result.out.removesuffix("\n"))
    assert (result.code, result.err) == (0, "")
    assert path.read_text("utf-8") == EXAMPLE
    assert path == config_file(home)
    assert json.loads((path.parent / SCHEMA_NAME).read_text("utf-8")) == read_schema("presets")
    assert sorted(each.name for each in path.parent.iterdir()) == [SCHEMA_NAME, path.name]
    assert _presets("validate", home=home).out == f"{path} is valid: changes nothing\n"
    assert ask("recommend", "--for", "a3", "--get", "tier", home=home) == (0, "4K\n", "")


def test_init_writes_where_it_is_told_and_makes_the_folder(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "my facts.yaml"
    data = _json("init", str(path))
    assert data == {
        "schema": "resadvise/presets-init/1",
        "file": str(path),
        "schema_file": str(path.with_name(SCHEMA_NAME)),
    }
    other = path.with_name("other.yaml")
    assert _presets("init", str(other)) == (0, f"{other}\n", "")  # the schema serves both


def test_the_first_line_leads_an_editor_to_the_schema(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    _presets("init", str(path))
    modeline = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", path.read_text("utf-8").splitlines()[0])
    assert modeline
    schema = json.loads((path.parent / modeline[1]).read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    assert list(Draft202012Validator(schema).iter_errors(yaml.safe_load(_uncommented()))) == []


def test_the_example_changes_nothing_and_is_right_once_its_marks_are_taken_away(tmp_path: Path) -> None:
    assert all(line.startswith("#") or not line for line in EXAMPLE.splitlines())
    assert max(map(len, EXAMPLE.splitlines())) <= 120
    path = tmp_path / "own.yaml"
    path.write_text(_uncommented(), encoding="utf-8")
    assert _presets("validate", str(path)).out == (
        f"{path} is valid: adds 1 use, 2 models and 2 deliverables, changes 1 tier and 2 defaults\n"
    )
    for command in re.findall(r"^# Use it like this: resadvise (.*)$", EXAMPLE, re.MULTILINE):
        assert ask(*command.split(), "--presets", str(path)).code in (0, 1)
    assert re.findall(r"^# `resadvise presets (\w+)`", EXAMPLE, re.MULTILINE) == ["validate", "show", "schema"]


@pytest.mark.parametrize("kind", ["file", "folder", "link", "dangling"])
@posix
def test_init_never_overwrites(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    if kind == "file":
        path.write_text("uses: {}", encoding="utf-8")
    elif kind == "folder":
        path.mkdir()
    else:
        target = tmp_path / "target.yaml"
        path.symlink_to(target)
        if kind == "link":
            target.write_text("uses: {}", encoding="utf-8")
    before = sorted(each.name for each in tmp_path.iterdir())
    result = _presets("init", str(path))
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"resadvise: {path}: this file exists already; nothing is overwritten")
    assert sorted(each.name for each in tmp_path.iterdir()) == before
    if kind == "file":
        assert path.read_text("utf-8") == "uses: {}"


def test_init_leaves_a_schema_of_somebody_else_alone(tmp_path: Path) -> None:
    schema = tmp_path / SCHEMA_NAME
    schema.write_text("{}", encoding="utf-8")
    result = _presets("init", str(tmp_path / "own.yaml"))
    assert (result.code, result.out) == (2, "")
    assert "is not the schema of this version" in result.err
    assert "resadvise presets schema >" in result.err
    assert [each.name for each in tmp_path.iterdir()] == [SCHEMA_NAME]
    assert schema.read_text("utf-8") == "{}"


@posix
@pytest.mark.parametrize(("umask", "rights"), [("022", 0o644), ("077", 0o600), ("000", 0o644)])
def test_the_rights_are_those_that_the_umask_leaves(umask: str, rights: int, tmp_path: Path) -> None:
    assert execute_shell(f"umask {umask}; resadvise presets init '{tmp_path}/own.yaml'").code == 0
    for name in ("own.yaml", SCHEMA_NAME):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == rights


@pytest.mark.parametrize("name", ["a\0b", "own.yaml/inside.yaml", "x" * 300])
def test_what_cannot_be_written_is_said_in_one_line(name: str, tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text("", encoding="utf-8")
    result = _presets("init", str(tmp_path / name))
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("resadvise: ")
    assert result.err.count("\n") == 1
    assert not list(tmp_path.glob(".resadvise*"))


def test_init_does_not_write_to_standard_output() -> None:
    assert "this writes a file, so give its name" in _presets("init", "-").err


CALLS = [("mkdir", 1), *((call, nth) for call in ("open", "fdopen", "fsync", "link") for nth in (1, 2))]


@posix
@pytest.mark.parametrize(("call", "nth"), CALLS)
def test_a_call_that_fails_leaves_no_half_file(
    call: str, nth: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each call fails at its first, or at its second use: once for the schema, once for the file."""
    folder = tmp_path / "new"
    real, count = getattr(os, call), 0

    def failing(*arguments: Any, **more: Any) -> Any:
        nonlocal count
        if call == "open" and not str(arguments[0]).endswith(".tmp"):
            return real(*arguments, **more)
        count += 1
        if count == nth:
            raise OSError(28, "No space left on device")
        return real(*arguments, **more)

    monkeypatch.setattr(os, call, failing)
    result = _presets("init", str(folder / "own.yaml"))
    monkeypatch.undo()
    assert count >= nth
    if call == "link":  # a file system without hard links
        assert (result.code, result.err) == (0, "")
    else:
        assert (result.code, result.out) == (2, "")
        assert "cannot be written: No space left on device" in result.err
    whole = {"own.yaml": EXAMPLE.encode(), SCHEMA_NAME: (folder / SCHEMA_NAME).read_bytes()} if nth == 2 else {}
    left = {each.name: each.read_bytes() for each in folder.iterdir()} if folder.exists() else {}
    if call == "link":
        assert set(left) == {"own.yaml", SCHEMA_NAME}
    else:
        assert "own.yaml" not in left
        assert set(left) <= set(whole)


@posix
@pytest.mark.parametrize("links", [True, False])
def test_somebody_who_was_quicker_is_not_overwritten(
    links: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, real = tmp_path / "own.yaml", os.link

    def link(source: Any, target: Any) -> None:
        if Path(target) == path:
            path.write_text("theirs", encoding="utf-8")
            if not links:
                raise OSError(1, "Operation not permitted")
        real(source, target)

    monkeypatch.setattr(os, "link", link)
    result = _presets("init", str(path))
    assert (result.code, result.out) == (2, "")
    assert "this file exists already" in result.err
    assert path.read_text("utf-8") == "theirs"
    assert not list(tmp_path.glob(".resadvise*"))


@posix
def test_without_links_a_failure_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    monkeypatch.setattr(Path, "replace", refuse)
    assert _presets("init", str(tmp_path / "own.yaml")).code == 2
    assert not list(tmp_path.iterdir())


# validate


def test_a_fine_file_is_one_line(own: str) -> None:
    result = _presets("validate", own)
    said = "adds 1 use and 1 deliverable, changes 1 tier, 1 use, 1 model, 1 deliverable, 1 default and 1 threshold"
    assert result == (0, f"{own} is valid: {said}\n", "")
    data = _json("validate", own)
    assert data["added"] == {**dict.fromkeys(data["added"], 0), "uses": 1, "deliverables": 1}
    ones = ("tiers", "uses", "models", "deliverables", "defaults", "thresholds")
    assert data["changed"] == {**dict.fromkeys(data["changed"], 0), **dict.fromkeys(ones, 1)}
    assert "uses,1,1\n" in _presets("validate", own, "-o", "csv").out
    assert _presets("validate", own, "--get", "added.uses").out == "1\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "changes nothing"),
        ("uses: {}", "changes nothing"),
        ("defaults: {drafts: 10}", "changes nothing"),
        ("tiers: {4K: {seconds: [1, 2]}, 2K: {seconds: [1, 2]}}", "changes 2 tiers"),
        ("defaults: {drafts: 1, tier: 1K}", "changes 2 defaults"),
        ("facts: {version: mine}", "changes 1 note about the facts"),
        ("facts: {version: mine, as_of: 2027-01-01}", "changes 2 notes about the facts"),
        ("viewing_classes: [{name: any, diagonal_max: null, ppi: 9, ppi_min: 9}]", "changes 1 list of viewing classes"),
    ],
)
def test_what_a_file_does_in_words(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(text, encoding="utf-8")
    assert _presets("validate", str(path)) == (0, f"{path} is valid: {said}\n", "")


def test_counts_of_the_shipped_facts_alone() -> None:
    assert count_changes(sourced_values(None)) == ({}, {})


def test_every_mistake_has_its_place(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text("uses:\n  a: {teir: 4K}\n  b: {tier: 5K, kind: needs, why: x}\ntiers: {4K: {seconds: [9, 1]}}\n")
    result = _presets("validate", str(path))
    assert (result.code, result.out) == (2, "")
    places = re.findall(rf"^resadvise: {re.escape(str(path))}:(\d+):(\d+): ", result.err, re.MULTILINE)
    assert places == [("2", "7"), ("3", "7"), ("4", "14")]
    errors = json.loads(_presets("validate", str(path), "--json").err)["errors"]
    assert [error["code"] for error in errors] == ["bad-facts"] * 3


def test_validate_reads_standard_input() -> None:
    assert execute("presets", "validate", "-", stdin=OWN.encode()).out.startswith("standard input is valid: adds 1 use")
    result = execute("presets", "validate", "-", stdin=b"uses: [")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("resadvise: -:1:")


def test_validate_takes_the_file_in_force(tmp_path: Path, own: str) -> None:
    assert "there is no presets file" in _presets("validate", home=tmp_path).err
    assert _presets("validate", home=tmp_path, RESADVISE_PRESETS="none").code == 2
    assert _presets("validate", home=tmp_path, RESADVISE_PRESETS=own).out.startswith(f"{own} is valid")
    assert "cannot read the presets file" in _presets("validate", str(tmp_path / "no.yaml")).err


# schema


def test_the_schema_is_that_of_the_validator() -> None:
    result = _presets("schema")
    assert (result.code, result.err) == (0, "")
    assert json.loads(result.out) == read_schema("presets")
    formats = set(re.findall(r'"format": "(\w+)"', result.out))
    assert formats == set(PARSERS)
