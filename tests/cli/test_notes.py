"""What a person at a terminal is told beside the answer: old facts, input that is waited for, how far a run is."""

from __future__ import annotations

import io
import os
import sys
from contextlib import redirect_stderr, redirect_stdout
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
from command import environment
from PIL import Image

from resadvise.cli import progress
from resadvise.cli.answer import write_bare
from resadvise.cli.entry import run
from resadvise.cli.progress import Progress

if TYPE_CHECKING:
    from pathlib import Path

# Old on any day, but for the built-in rows, which are not the concern of these tests.
OLD = """\
facts: {stale_after_days: {status: 99999, price: 99999, deliverables: {social: 99999, shops: 99999}}}
models:
  old:
    as_of: "1001"
    tiers: {4K: {price_usd: 1}}
    pixels: {"1:1": {4K: 4096x4096}}
deliverables: {old-post: {size: 100x100px, group: social, as_of: "1001"}}
"""


class Terminal(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


def told(*arguments: str, terminal: bool = True) -> str:
    """Run a command whose stderr is a terminal, or is none, and return what it is told."""
    err: io.StringIO = Terminal() if terminal else io.StringIO()
    with (
        patch.dict(os.environ, environment(None, COLUMNS="4000"), clear=True),
        redirect_stdout(io.StringIO()),
        redirect_stderr(err),
    ):
        run(arguments)
    return err.getvalue()


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work where the files lie that the commands name."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "old.yaml").write_text(OLD)
    (tmp_path / "briefs.csv").write_text("for\nold-post\n")
    Image.new("1", (8, 8)).save("a.png")


MODEL, POST = "the status of old (1001, ", "social targets such as old-post (1001, "


@pytest.mark.parametrize(
    ("command", "named"),
    [
        ("recommend --model old", [MODEL]),
        ("recommend --model old --for old-post", [MODEL, POST]),
        ("recommend --for old-post", [POST]),
        ("recommend --for a3", []),
        ("plan --model old --print", [MODEL]),
        ("plan --for old-post", [POST]),
        ("compare --for old-post", [MODEL, POST]),
        ("campaign old-post --model old", [MODEL, POST]),
        ("campaign a4 old-post", [POST]),
        ("check a.png --for old-post", [POST]),
        ("check a.png --model old", []),
        ("table --model old", [MODEL]),
        ("models", [MODEL]),
        ("deliverables old-post --model old", [MODEL, POST]),
        ("deliverables a3", []),
        ("uses", []),
    ],
)
@pytest.mark.usefixtures("here")
def test_old_facts_are_noted_at_a_terminal_alone(command: str, named: list[str]) -> None:
    arguments = [*command.split(), "--presets", "old.yaml"]
    noted = [
        line for line in told(*arguments).splitlines() if line.startswith("note: this answer rests on old facts: ")
    ]
    assert len(noted) == bool(named)
    assert [part for part in (MODEL, POST) if any(part in line for line in noted)] == named
    assert all(line.endswith(" days)") for line in noted)
    assert "old facts" not in told(*arguments, terminal=False)


# A bare value


@pytest.mark.parametrize(("stream", "shown"), [(io.StringIO, "a\x1b[31mb\nc\n"), (Terminal, r"a\x1b[31mb" + "\nc\n")])
def test_a_bare_value_is_itself_in_a_pipe_and_harmless_on_a_terminal(stream: type[io.StringIO], shown: str) -> None:
    out = stream()
    with redirect_stdout(out):
        write_bare("a\x1b[31mb\nc\n")
    assert out.getvalue() == shown


# Input that is waited for


class Keyboard(io.TextIOWrapper):
    """A standard input that says that it is a terminal, on which nothing is typed."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("command", "what"),
    [
        ("recommend --presets -", "presets"),
        ("batch - --format csv", "a table"),
        ("campaign -", "the targets"),
        ("check --files-from -", "a list of names"),
        ("check --manifest -", "a manifest"),
        ("check a.png", ""),
        ("recommend", ""),
    ],
)
@pytest.mark.usefixtures("here")
def test_a_person_is_told_what_is_waited_for(command: str, what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for keyboard, terminal in ((True, True), (False, True), (True, False)):
        monkeypatch.setattr(sys, "stdin", (Keyboard if keyboard else io.TextIOWrapper)(io.BytesIO()))
        waiting = f"resadvise: reading {what} from standard input (Ctrl-D to finish)\n"
        shown = told(*command.split(), terminal=terminal)
        assert (waiting in shown) == bool(what and keyboard and terminal)
        assert ("Ctrl-D" in shown) == (waiting in shown)


# How far a run is


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        return self.now


def counted(steps: list[tuple[float, int]], *, err: io.StringIO, rate: bool = False, answer: bool = False) -> str:
    """Return what is written while so many more are done at these seconds."""
    clock = Clock()
    with patch.object(progress, "time", clock), redirect_stderr(err):
        with Progress("files", answer_on_terminal=answer, rate=rate) as count:
            for clock.now, more in steps:
                count.add(more)
        return err.getvalue()


STEPS = [(0.2, 5), (0.5, 1), (0.6, 4), (0.65, 1), (0.7, 1), (2.0, 1988)]


@pytest.mark.parametrize(
    ("steps", "rate", "written"),
    [
        (STEPS[:2], False, ""),
        (STEPS[:3], False, "\r10 files\r        \r"),
        (STEPS, False, "\r10 files\r2,000 files\r           \r"),
        (STEPS[:3], True, "\r10 files, 17 a second\r                     \r"),
        ([(1.0, 1000), (2.0, 0), (4.0, 0)], True,
         "\r1,000 files, 1,000 a second\r1,000 files, 500 a second  \r1,000 files, 250 a second\r" + " " * 25 + "\r"),
    ],
)  # fmt: skip
def test_a_run_says_how_far_it_is_now_and_then_and_leaves_no_trace(
    steps: list[tuple[float, int]], rate: bool, written: str
) -> None:
    assert counted(steps, err=Terminal(), rate=rate) == written


def test_no_progress_is_shown_where_it_would_be_in_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    assert counted(STEPS, err=io.StringIO()) == ""
    assert counted(STEPS, err=Terminal(), answer=True) == ""
    monkeypatch.setattr(sys, "stderr", None)
    with Progress("files", answer_on_terminal=False) as count:
        count.add(1)
