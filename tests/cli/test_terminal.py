"""On a real terminal (a pty): colours, width, notes, hostile text, and Ctrl-C."""

from __future__ import annotations

import json
import os
import re
import select
import signal
import struct
import subprocess
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

import pytest
from command import PROGRAM, TIMEOUT, environment
from rich.cells import cell_len

if sys.platform == "win32":
    pytest.skip("there is no pty", allow_module_level=True)

import fcntl
import pty
import termios

if TYPE_CHECKING:
    from pathlib import Path

COLOUR = re.compile(r"\x1b\[[0-9;]*3[0-9]m")
STYLES = re.compile(r"\x1b\[[0-9;]*m")
# What may reach a terminal besides printable text: line ends, and the styles of Rich.
RAW = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
WIDTHS = (40, 80, 200)


class Seen(NamedTuple):
    """What a terminal got: on both streams, and from stderr alone where that is a terminal of its own."""

    code: int
    text: str
    err: str


def on_terminal(*arguments: str, columns: int = 80, own_err: bool = False, **more: str) -> Seen:
    """Run the command in a pty of that width; `own_err` gives stderr a pty of its own."""
    screens = [pty.openpty() for _ in range(2 if own_err else 1)]
    for _, slave in screens:
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 30, columns, 0, 0))
    settings = environment(None, **{"TERM": "xterm-256color", **more})
    out, err = screens[0][1], screens[-1][1]
    with subprocess.Popen([*PROGRAM, *arguments], stdin=out, stdout=out, stderr=err, env=settings) as process:
        for _, slave in screens:
            os.close(slave)
        texts = [_read_all(master) for master, _ in screens]
        code = process.wait(TIMEOUT)
    return Seen(code, texts[0], texts[-1] if own_err else "")


def _read_all(master: int) -> str:
    pieces = []
    try:
        while select.select([master], [], [], TIMEOUT)[0] and (piece := os.read(master, 65536)):
            pieces.append(piece)
    except OSError:  # Linux says so at the end
        pass
    os.close(master)
    return b"".join(pieces).decode().replace("\r\n", "\n")


@pytest.mark.parametrize("arguments", ["recommend --for a3", "recommend --for a3 --ppi 300"])
def test_colours_unless_they_are_refused(arguments: str) -> None:
    words = arguments.split()
    assert COLOUR.search(on_terminal(*words).text)
    plain = on_terminal(*words, NO_COLOR="1").text
    assert not COLOUR.search(plain)
    assert "\x1b" not in on_terminal(*words, TERM="dumb").text


def test_a_terminal_that_can_only_write_lines_gets_lines() -> None:
    """So does a screen reader, which may say of itself that it is one."""
    seen = on_terminal("recommend", "--for", "a3", TERM="dumb").text
    assert "\n  Tier 2K: 1792×2400, 40% short, $0.0504, 10–15 s\n► Tier 4K: " in seen
    assert not set("│█") & set(seen)


def test_colour_only_repeats_what_words_say() -> None:
    coloured = on_terminal("recommend", "--for", "a3").text
    plain = on_terminal("recommend", "--for", "a3", NO_COLOR="1").text
    assert STYLES.sub("", coloured) == STYLES.sub("", plain)


@pytest.mark.parametrize(
    "arguments", ["recommend --for a3 --json", "recommend --get tier", "recommend -o csv", "--help"]
)
def test_what_a_program_reads_has_no_colours_on_a_terminal_either(arguments: str) -> None:
    assert "\x1b" not in on_terminal(*arguments.split(), columns=200).text


@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize("arguments", ["recommend --for a3", "deliverables a"])
def test_no_line_is_wider_than_the_screen(arguments: str, columns: int) -> None:
    seen = on_terminal(*arguments.split(), columns=columns)
    widest = max(cell_len(line) for line in STYLES.sub("", seen.text).splitlines())
    assert (seen.code, widest <= columns) == (0, True), widest
    assert widest > columns // 2


def test_old_facts_are_noted_on_the_terminal_of_stderr_alone(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    old = "models: {gemini-nano-banana-2.1: {as_of: 2020-01-01}}\nfacts: {stale_after_days: {price: 99999}}\n"
    own.write_text(old, encoding="utf-8")
    seen = on_terminal("recommend", "--get", "tier", "--presets", str(own), own_err=True)
    assert (seen.code, seen.text) == (0, "2K\n")
    said = " ".join(seen.err.split())
    assert re.fullmatch(
        r"note: this answer rests on old facts: the status of Nano Banana 2.1 \(2020-01-01, \d{4,} days\)", said
    )
    own.write_text("facts: {stale_after_days: {status: 99999, price: 99999}}\n", encoding="utf-8")
    fresh = on_terminal("recommend", "--get", "tier", "--presets", str(own), own_err=True)
    assert (fresh.code, fresh.text) == (0, "2K\n")


HOSTILE = "\x1b]0;title\x07\x1b[2J\x9b31m\x85\u202eevil\u2066\u200f\r\b\x7f\u2028"


@pytest.mark.parametrize(
    "arguments",
    [
        "recommend --use evil --for evil", "recommend --use evil --get reasons", "uses -o csv",
        "deliverables evil -o md",
    ],
)  # fmt: skip
def test_hostile_facts_never_arrive_raw(arguments: str, tmp_path: Path) -> None:
    text = json.dumps(HOSTILE)
    own = tmp_path / "own.yaml"
    own.write_text(
        f"uses: {{evil: {{tier: 4K, kind: needs, what: {text}, why: {text}, source: {text}}}}}\n"
        f"deliverables: {{evil: {{title: {text}, note: {text}, size: 9x9cm, source: {text}}}}}\n"
        f"models: {{gemini-nano-banana-2.1: {{name: {text}, notes: [{text}]}}}}\n",
        encoding="utf-8",
    )
    seen = on_terminal(*arguments.split(), "--presets", str(own), columns=200)
    assert seen.code == 0
    assert "title" in seen.text
    assert not RAW.search(STYLES.sub("", seen.text))


def test_a_hostile_mistake_never_arrives_raw(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(f"uses: {{{json.dumps(HOSTILE)}: 1}}\n", encoding="utf-8")
    for words in (["--presets", str(own)], ["--use", HOSTILE], [HOSTILE]):
        seen = on_terminal("recommend", *words)
        assert seen.code == 2
        assert not RAW.search(seen.text)


def test_control_c_is_130_without_a_word() -> None:
    """The command waits for its facts, typed at the terminal; the terminal itself turns the key into the signal."""
    code = (
        "import sys, resadvise.facts.load as load\n"
        "real = load.read_file\n"
        "def told(path, **more):\n"
        "    if path == '-': print('reading', flush=True)\n"
        "    return real(path, **more)\n"
        "load.read_file = told\n"
        "from resadvise.cli import main\n"
        "main()\n"
    )
    child, master = pty.fork()
    if not child:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # what runs in the background of a script ignores it
        os.execve(sys.executable, [sys.executable, "-c", code, "recommend", "--presets", "-"], environment())
    try:
        said = ""
        while "\nreading" not in said:
            said += os.read(master, 100).decode()
        waiting = "resadvise: reading presets from standard input (Ctrl-D to finish)"
        assert said.splitlines() == [waiting, "reading"]
        time.sleep(0.3)  # Python loses a signal that comes between its last look and the system call that waits
        os.write(master, b"\x03")
        said = _read_all(master)
    finally:
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)  # in vain, where all is well
        _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) in (130, -signal.SIGINT)
    assert said.strip() in ("", "^C")
