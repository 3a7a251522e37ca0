"""The README says what the program does: its examples are executed, and compared by bare values and JSON."""

from __future__ import annotations

import doctest
import re
import shlex
from pathlib import Path

import pytest

from resadvise.cli.entry import run

ROOT = Path(__file__).parent.parent
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def examples() -> list[tuple[str, str]]:
    """Return every `$ resadvise …` of a console block, with the output that stands below it."""
    found = []
    for document in DOCUMENTS:
        for block in re.findall(r"```console\n(.*?)```", document.read_text("utf-8"), re.DOTALL):
            for command, output in re.findall(r"^\$ resadvise ([^\n]*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE):
                found.append((command, output))
    return found


@pytest.mark.parametrize(("command", "output"), examples())
def test_a_console_example_does_what_it_shows(
    command: str, output: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "80")
    status = run(shlex.split(command))
    shown = capsys.readouterr()
    assert status in (0, 1), shown.err
    if "--get" in command or "--json" in command:
        assert shown.out == output
    else:
        assert shown.out.strip()
        assert output.strip()


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
