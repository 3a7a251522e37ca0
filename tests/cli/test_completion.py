"""Completion in bash, zsh and fish, through what the shells' own scripts say to the program."""

from __future__ import annotations

import re
import shutil
import sys
from typing import TYPE_CHECKING

import pytest
from command import Result, ask, config_file, execute, execute_shell

from resadvise.cli.options import FORMATS
from resadvise.facts.load import shipped_facts

if TYPE_CHECKING:
    from pathlib import Path

SHELLS = ("bash", "zsh", "fish")


def _asked(shell: str, line: str) -> dict[str, str]:
    """Return what a shell says when the line is to be completed at its end."""
    if shell == "bash":
        words = {"COMP_WORDS": line, "COMP_CWORD": str(line.count(" "))}
    else:
        words = {"_TYPER_COMPLETE_ARGS": line, "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    return {"_RESADVISE_COMPLETE": f"complete_{shell}", **words}


def _values(shell: str, result: Result) -> list[str]:
    """Return the completions, without their descriptions."""
    assert (result.code, result.err) == (0, ""), result
    if shell == "zsh":
        return re.findall(r"""^(?:_arguments '\*: :\(\()?"([^"]*)""", result.out, re.MULTILINE)
    return [line.partition("\t")[0] for line in result.out.splitlines() if line]


def _completed(shell: str, line: str, home: Path | None = None, **more: str) -> list[str]:
    """Return the completions of a line, as a process of its own gives them."""
    return _values(shell, execute(home=home, env={**_asked(shell, line), **more}))


LINES = [
    ("resadvise rec", ["recommend"]),
    ("resadvise pre", ["presets"]),
    ("resadvise recommend --po", ["--portrait"]),
    ("resadvise recommend --use zo", ["zoom"]),
    ("resadvise recommend --for instagram-st", ["instagram-story"]),
    ("resadvise recommend --for iso-a3", ["iso-a3"]),
    ("resadvise plan --model nano-banana-p", ["nano-banana-pro"]),
    ("resadvise plan --model gemini-3-p", ["gemini-3-pro-image-preview", "gemini-3-pro-image"]),
    ("resadvise recommend -o ", [*FORMATS]),
    ("resadvise deliverables --output js", ["json", "jsonl"]),
    ("resadvise recommend --get ti", ["tier", "tiers", "timeout_seconds"]),
    ("resadvise recommend --get timeout", ["timeout_seconds"]),
    ("resadvise recommend --get request.", ["request.aspect_ratio", "request.image_size"]),
    ("resadvise recommend --get need.p", ["need.pixels", "need.ppi", "need.ppi_min"]),
    ("resadvise recommend --get tiers.0.ti", ["tiers.0.tier"]),
    ("resadvise recommend --get verdict.", []),
    ("resadvise recommend --get warnings.0.", ["warnings.0.code", "warnings.0.text", "warnings.0.source"]),
    ("resadvise plan --get total.price", ["total.price_usd"]),
    ("resadvise table --get tiers.0.pix", ["tiers.0.pixel_width"]),
    (
        "resadvise check --get summary.",
        ["summary.checked", "summary.passed", "summary.failed", "summary.errors", "summary.skipped"],
    ),
    ("resadvise schema adv", ["advice"]),
    ("resadvise schema presets-v", ["presets-validate"]),
    ("resadvise schema --get ", ["schema", "schemas"]),
    ("resadvise presets ", ["path", "show", "init", "validate", "schema"]),
    ("resadvise presets sh", ["show"]),
    ("resadvise presets show th", ["thresholds"]),
    ("resadvise presets show uses.pri", ["uses.print"]),
    ("resadvise presets show thresholds.print.n", ["thresholds.print.near"]),
    ("resadvise presets show --get values.0.o", ["values.0.origin"]),
    ("resadvise presets validate --get chan", ["changed"]),
    ("resadvise recommend --size ", []),
]


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(("line", "known"), LINES)
def test_completion(shell: str, line: str, known: list[str]) -> None:
    assert _values(shell, ask(home=None, **_asked(shell, line))) == known


@pytest.mark.parametrize("shell", SHELLS)
def test_completion_by_a_process(shell: str) -> None:
    assert _completed(shell, "resadvise presets validate --o") == ["--output"]


@pytest.mark.parametrize("shell", SHELLS)
def test_every_name_and_alias_is_offered(shell: str) -> None:
    facts = shipped_facts()
    for option, rows in (("--use", facts.uses), ("--for", facts.deliverables), ("--model", facts.models)):
        names = {name for key in rows for name in (key, *rows[key].aliases)}
        assert set(_completed(shell, f"resadvise recommend {option} ")) == names


@pytest.mark.parametrize("shell", ["zsh", "fish"])
@pytest.mark.parametrize("line", ["recommend --get need.", "recommend --", "schema ", "presets ", ""])
def test_a_description_is_never_folded(shell: str, line: str) -> None:
    """A folded one is read by the shell as one completion more."""
    result = execute(env={**_asked(shell, f"resadvise {line}"), "COLUMNS": "30"})
    assert (result.code, result.err) == (0, "")
    lines = result.out.splitlines()
    if shell == "zsh":
        assert lines[0].startswith("""_arguments '*: :((" """.strip())
        assert all(line.startswith('"') for line in lines[1:])
    else:
        assert all(re.match(r"-{0,2}[a-z][a-z0-9_.-]*(\t|$)|-[a-zA-Z0](\t|$)", line) for line in lines)


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("line", ["recommend --use fl", "recommend --get tie", "presets show us", "presets v"])
def test_a_broken_file_of_the_users_does_not_show(shell: str, line: str, tmp_path: Path) -> None:
    path = config_file(tmp_path)
    path.write_text("uses: [", encoding="utf-8")
    line = f"resadvise {line}"
    there = execute(home=tmp_path, env={**_asked(shell, line), "RESADVISE_PRESETS": str(path)})
    assert there == execute(env=_asked(shell, line))
    assert (there.code, there.err) == (0, "")


@pytest.mark.parametrize(
    "more",
    [
        {"_RESADVISE_COMPLETE": "complete_bash"},
        {"_RESADVISE_COMPLETE": "complete_bash", "COMP_WORDS": "resadvise recommend 'x", "COMP_CWORD": "x"},
    ],
)
def test_a_shell_that_says_too_little_gets_no_error_into_its_line(more: dict[str, str]) -> None:
    result = execute(env=more)
    assert (result.out, result.err) == ("", "")


@pytest.mark.parametrize("line", ["resadvise recommend --for 'a", 'resadvise recommend --get "', "resadvise --nope re"])
def test_an_unfinished_line_gets_no_error(line: str) -> None:
    for shell in SHELLS:
        result = execute(env=_asked(shell, line))
        assert (result.code, result.err) == (0, "")


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_for_the_shell_is_there(shell: str) -> None:
    result = execute(env={"_RESADVISE_COMPLETE": f"source_{shell}"})
    assert result.code == 0
    assert "_RESADVISE_COMPLETE=complete_" in result.out


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
def test_bash_itself_completes() -> None:
    script = (
        'eval "$(_RESADVISE_COMPLETE=source_bash resadvise)"\n'
        "COMP_WORDS=(resadvise presets show --get val) COMP_CWORD=4\n"
        '_resadvise_completion resadvise\nprintf "%s\\n" "${COMPREPLY[@]}"\n'
    )
    # The script calls the program by its name, through `env`: so it is given as a file on the path.
    result = execute_shell(
        'folder=$(mktemp -d); trap "rm -r $folder" EXIT\n'
        'printf \'#!/bin/sh\\nexec "%s" -m resadvise "$@"\\n\' "$PYTHON" > "$folder/resadvise"\n'
        'chmod +x "$folder/resadvise"; PATH="$folder:$PATH"; unset -f resadvise\n' + script,
        PYTHON=sys.executable,
    )
    assert result == (0, "values\n", "")
