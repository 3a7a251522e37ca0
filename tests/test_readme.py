"""The README says what the program does: its examples are executed, and compared with what they show."""

from __future__ import annotations

import doctest
import os
import re
import shlex
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from places import ROOT

from resadvise.cli.entry import run

if TYPE_CHECKING:
    from pathlib import Path

DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def examples() -> list[tuple[Path, str, str]]:
    """Return every `$ resadvise …` of a console block: its page, the command, and the output that stands below it."""
    found = []
    for page in DOCUMENTS:
        for block in re.findall(r"```console\n(.*?)```", page.read_text("utf-8"), re.DOTALL):
            for command, output in re.findall(r"^\$ resadvise ([^\n]*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE):
                found.append((page, command, output))
    return found


@pytest.fixture
def images(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work where the files lie that the examples name."""
    monkeypatch.chdir(tmp_path)
    Image.new("RGB", (1376, 768)).save("poster.png", "JPEG")
    Image.new("RGB", (1856, 2304)).save("portrait.png")


@pytest.mark.parametrize(("page", "command", "output"), examples())
@pytest.mark.usefixtures("images")
def test_a_console_example_shows_what_comes(
    page: Path,
    command: str,
    output: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "80")
    status = run(shlex.split(command))
    shown = capsys.readouterr()
    assert status in (0, 1), shown.err
    if os.environ.get("RESADVISE_UPDATE_GOLDENS"):
        told = f"$ resadvise {command}\n"
        page.write_text(page.read_text("utf-8").replace(f"{told}{output}", f"{told}{shown.out}"), "utf-8")
    else:
        assert _ruled(shown.out) == _ruled(output), "`just golden` takes the new screen; then read the diff"


def _ruled(screen: str) -> str:
    """Make the lines below heads of one length: versions of Rich draw the last column's a little differently."""
    return re.sub("─{2,}", "──", screen)


def test_there_are_examples() -> None:
    assert len(examples()) >= 8


def test_the_python_example_runs() -> None:
    failed, tried = doctest.testfile(str(ROOT / "README.md"), module_relative=False)
    assert tried >= 4
    assert failed == 0


def test_the_users_file_in_the_readme_is_a_good_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = re.search(r"```yaml\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    assert text is not None
    file = tmp_path / "presets.yaml"
    file.write_text(text[1], "utf-8")
    for arguments in (["--use", "lookbook"], ["--for", "window"]):
        assert run(["recommend", *arguments, "--presets", str(file), "--get", "tier"]) == 0
        assert capsys.readouterr().out == "4K\n"


def test_the_exit_codes_in_the_readme_are_those_of_the_help() -> None:
    from resadvise.cli.help import EXIT_CODES

    table = (ROOT / "README.md").read_text("utf-8").partition("| exit code |")[2]
    for code, _ in EXIT_CODES:
        assert re.search(rf"^\|.*\b{code}\b.*\|", table, re.MULTILINE)
