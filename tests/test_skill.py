"""The skill: it keeps to the open specification, it is the same in both places, and every command in it runs."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml
from command import ask, execute
from installed import installed
from PIL import Image
from places import ROOT

import resadvise
from resadvise import __version__, skill
from resadvise.cli.commands import HELP
from resadvise.codes import code_names

FILE = Path(resadvise.__file__).parent / ".agents" / "skills" / "resadvise" / "SKILL.md"
TEXT = FILE.read_text("utf-8")
_, FRONT, BODY = TEXT.split("---\n", 2)
HEAD: dict[str, Any] = yaml.safe_load(FRONT)
QUOTED = re.findall(r"`(resadvise [^`]*)`", BODY)
SCRIPTS = "".join(re.findall(r"```sh\n(.*?)```", BODY, re.DOTALL)).splitlines()
ADDED = re.findall(r"`(--[a-z-]+ [^`]+)`", BODY)


def test_the_front_matter_keeps_to_the_specification() -> None:
    assert list(HEAD) == ["name", "description", "license", "compatibility", "metadata"]
    assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", HEAD["name"])
    assert HEAD["name"] == FILE.parent.name
    assert len(HEAD["description"]) <= 1024
    assert len(HEAD["compatibility"]) <= 500
    assert all(isinstance(value, str) for value in HEAD["metadata"].values())
    assert HEAD["metadata"]["version"] == __version__


@pytest.mark.parametrize(
    "words",
    ["Use when", "blurry", "enlarge", "upscale", "poster", "DPI", "print-ready", "4K", "too expensive", "Instagram"],
)
def test_the_description_holds_what_users_type(words: str) -> None:
    assert words in HEAD["description"]


def test_the_body_is_a_router_and_no_manual() -> None:
    assert len(BODY.splitlines()) < 120
    assert len(TEXT) / 3.5 < 2000  # tokens, generously counted


def test_in_an_archive_there_is_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    assert skill.skill_path() == str(FILE)
    monkeypatch.setattr(skill, "__file__", str(FILE.parent / "resadvise.pyz" / "resadvise" / "skill.py"))
    assert skill.skill_path() is None


def test_the_repository_has_the_same_file() -> None:
    copy = ROOT / "skills" / "resadvise" / "SKILL.md"
    assert not copy.is_symlink()
    assert copy.read_bytes() == FILE.read_bytes()


@pytest.fixture
def images(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work where the file lies that the skill names: asked for as 4K, and only 1K."""
    monkeypatch.chdir(tmp_path)
    Image.new("RGB", (896, 1200)).save("poster.png")


@pytest.mark.parametrize("line", [*QUOTED, *SCRIPTS])
@pytest.mark.usefixtures("images")
def test_a_command_of_the_skill_runs(line: str) -> None:
    _, *arguments = shlex.split(line)
    if arguments[0] == "COMMAND":
        return
    result = ask(*arguments)
    assert result.code in (0, 1), result.err
    assert result.out


@pytest.mark.parametrize("addition", ADDED)
def test_an_option_of_the_skill_can_be_added(addition: str) -> None:
    assert ask("recommend", "--for", "a3", *addition.split()).code in (0, 1)


def test_there_is_something_to_run() -> None:
    assert (len(QUOTED) > 10, len(SCRIPTS) > 4, len(ADDED) > 3) == (True, True, True)


@pytest.mark.usefixtures("images")
def test_its_last_script_finds_what_it_warns_of() -> None:
    _, *arguments = shlex.split(SCRIPTS[-1])
    status, tier, findings = ask(*arguments).out.rstrip("\n").split("\t")
    assert (status, tier) == ("fail", "1K")
    assert "tier.downgraded" in {each["code"] for each in json.loads(findings)}


def test_the_fields_codes_and_commands_that_it_names_are_ours() -> None:
    fields = {*json.loads(ask("recommend", "--for", "a3", "--json").out)}
    codes = {*code_names()}
    words = set(re.findall(r"`([a-z_]+(?:\.[a-z]+)*)`", BODY))
    known = {"facts.as_of", "code", "text", *fields, *codes}
    assert words <= known
    assert {line.split()[1] for line in QUOTED} <= {*HELP, "COMMAND", "--version"}


def test_what_it_says_of_lengths_is_so() -> None:
    """By four characters a token, which is generous to us."""
    assert 700 < len(ask("recommend", "--for", "a3", "--json").out) / 4 < 1300
    assert len(ask("deliverables", "--json").out) / 4 > 20_000


def test_the_command_prints_it() -> None:
    assert ask("skill") == (0, TEXT, "")
    data = json.loads(ask("skill", "--json").out)
    assert (data["text"], data["path"]) == (TEXT, str(FILE))
    assert ask("skill", "--path").out == f"{FILE}\n"


def test_an_installed_package_prints_its_own() -> None:
    place = installed()
    result = execute("skill", "--path", env={"PYTHONPATH": str(place)}, cwd=place)
    assert result.out.startswith(str(place))
