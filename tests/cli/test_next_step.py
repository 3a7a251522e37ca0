"""The line that suggests the next command: for a person at a terminal, and never in a pipe."""

from __future__ import annotations

import io
import os
import re
import shlex
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
from command import PROGRAM, TIMEOUT, ask, config_file, environment

from resadvise.cli.entry import run
from resadvise.facts.load import shipped_facts

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")

CODES = re.compile(r"\x1b\[[0-9;]*m")


def _run(*arguments: str, out: bool = True, err: bool = True) -> tuple[str, str, str]:
    """Run the command with a terminal of its own as stdout, as stderr, or both; return both and the escape codes."""
    ends = {name: os.openpty() if terminal else os.pipe() for name, terminal in (("out", out), ("err", err))}
    # A pseudo-terminal is (master, slave) and a pipe (read, write): the second end is the program's.
    with subprocess.Popen(
        [*PROGRAM, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=ends["out"][1],
        stderr=ends["err"][1],
        env=environment(None, TERM="xterm-256color", COLUMNS="100"),
    ) as process:
        for _, slave in ends.values():
            os.close(slave)
        text = {name: _read(master) for name, (master, _) in ends.items()}
        process.wait(TIMEOUT)
    return CODES.sub("", text["out"]), CODES.sub("", text["err"]), "".join(CODES.findall(text["err"]))


def _read(descriptor: int) -> str:
    output = b""
    try:
        while piece := os.read(descriptor, 65536):
            output += piece
    except OSError:  # Linux says so at the end of a terminal
        pass
    os.close(descriptor)
    return output.decode().replace("\r\n", "\n")


HINTS = [
    ("recommend", "recommend --for a3"),
    ("recommend --social", f"recommend --for {shipped_facts().uses['social'].deliverables[0]}"),
    ("recommend --use print", f"recommend --for {shipped_facts().uses['print'].deliverables[0]}"),
    ("recommend --for a3", "plan --for a3 --drafts 20"),
    ("recommend --print --size 10x15cm --landscape --presets none",
     "plan --use print --size 10x15cm --landscape --presets none --drafts 20"),
    ("table", "table --model NAME"),
]  # fmt: skip
NONE = [
    "recommend --pixels 9000x9000", "recommend --pixels 500x500", "recommend --for a3 --max-price 0.01",
    "recommend --json", "recommend --get tier", "recommend -o csv", "table -o md", "table --model nano-banana-pro",
    "uses", "models", "schema", "plan --social", "deliverables poster", "presets show", "presets path", "schema advice",
]  # fmt: skip


class Terminal(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


def _shown(*arguments: str, home: Path | None = None) -> tuple[str, str]:
    """Run the command in this process, with two streams that say that they are terminals."""
    out, err = Terminal(), Terminal()
    settings = environment(home, TERM="xterm-256color", COLUMNS="100")
    with patch.dict(os.environ, settings, clear=True), redirect_stdout(out), redirect_stderr(err):
        assert run(arguments) in (0, 1)
    return out.getvalue(), err.getvalue()


@pytest.mark.parametrize(("command", "hint"), HINTS)
def test_the_next_command(command: str, hint: str) -> None:
    out, err = _shown(*command.split())
    lines = [line.rstrip() for line in CODES.sub("", out).splitlines()]
    assert lines == ask(*command.split(), COLUMNS="100").out.splitlines()
    told = " ".join(line for line in CODES.sub("", err).splitlines() if not line.startswith("note: "))
    assert told == f"next: resadvise {hint}"
    assert "\x1b[2mnext: " in err  # dim
    if "NAME" not in hint:
        assert ask(*shlex.split(hint)).code in (0, 1)


@pytest.mark.parametrize("command", NONE)
def test_no_next_command(command: str) -> None:
    assert "next:" not in _shown(*command.split())[1]


@pytest.mark.parametrize(("out", "err"), [(True, True), (True, False), (False, True), (False, False)])
def test_only_where_both_streams_are_a_terminal(out: bool, err: bool) -> None:
    shown, told, codes = _run("recommend", out=out, err=err)
    assert "next:" not in shown
    assert ("next: resadvise recommend --for a3\n" in told) == (out and err)
    assert codes.startswith("\x1b[2m") == (out and err)


def test_a_use_of_the_users_own_is_known_by_its_name(tmp_path: Path) -> None:
    config_file(tmp_path).write_text("uses: {mine: {tier: 4K, kind: needs, why: Because.}}", encoding="utf-8")
    assert "next: resadvise recommend --for a3" in _shown("recommend", "--use", "mine", home=tmp_path)[1]


def test_no_file_is_noted_where_a_path_is_asked_for(tmp_path: Path) -> None:
    assert "`resadvise presets init` creates one" in _shown("presets", "path", home=tmp_path)[1]
    assert "'none' was requested" in _shown("presets", "path", "--presets", "none", home=tmp_path)[1]
    config_file(tmp_path).write_text("", encoding="utf-8")
    assert _shown("presets", "path", home=tmp_path)[1] == ""
