"""What every screen is drawn with: a Rich console, safe text, and characters that the output can show."""

from __future__ import annotations

import os
import re
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from resadvise.output.escape import harmless

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from resadvise.output.answers import Answer


# Below this a table is only ellipses: the same facts are written as lines instead.
NARROW = 60
# What a pipe or a file gets where COLUMNS is silent.
PIPED_WIDTH = 120
# Longer lines of prose are hard to read, however wide the screen.
PROSE_WIDTH = 120

_ASCII = str.maketrans({"×": "x", "–": "-", "…": "...", "►": ">", "•": "*", "✓": "+", "✗": "x"})

# How far the further lines of a row are indented.
_HANGING = 2
# In sentences a figure stays beside its unit: this stands for the blank between them until the lines are folded.
GLUE = "\ue000"
_BEFORE_UNIT = re.compile(r"(?<=[0-9]) (?=%|(?:px|ppi|cm|s|min|h|KB|MB)\b)")

GOOD, WEAK, BAD, QUIET, LOUD = "green", "yellow", "red", "dim", "bold"
VERDICT_STYLE = {"ample": GOOD, "enough": GOOD, "near": WEAK, "short": BAD}


class Screen:
    """A console on stdout that writes nothing a caller did not hand to it as plain text.

    `in_lines` says that rows are lines and no table is drawn: on a narrow screen, without Unicode, on a terminal that
    can do nothing but lines (as a screen reader's may say of itself), and in a pipe that nobody gave a width.
    """

    def __init__(self) -> None:
        self.piped = not (sys.stdout.isatty() or os.environ.get("COLUMNS"))
        width = PIPED_WIDTH if self.piped else None
        self.console = Console(markup=False, emoji=False, highlight=False, width=width)
        self.ascii = not self.console.encoding.lower().startswith("utf")
        self.width = self.console.width
        self.in_lines = self.piped or self.ascii or self.width < NARROW or self.console.is_dumb_terminal

    @property
    def _prose(self) -> int:
        return min(self.width, PROSE_WIDTH)

    @contextmanager
    def drawing(self) -> Iterator[None]:
        """Collect what is drawn and write it at once, without the blanks that end the lines of tables."""
        with self.console.capture() as drawn:
            yield
        sys.stdout.write("\n".join(line.rstrip(" ") for line in drawn.get().replace(GLUE, " ").split("\n")))

    def text(self, words: object, style: str = "") -> Text:
        """Return text that is safe for a terminal, in the characters that the output can show."""
        return Text(self.plain(words), style=style)

    def plain(self, words: object) -> str:
        """Return the same as a plain string."""
        shown = harmless(str(words)).replace(GLUE, r"\ue000")
        return shown.translate(_ASCII) if self.ascii else shown

    def sentence(self, words: str, style: str = "") -> Text:
        """Return safe text in which figures stay beside their units."""
        return Text(_BEFORE_UNIT.sub(GLUE, self.plain(words)), style=style)

    def join(self, *parts: Text) -> Text:
        """Return the parts as one text."""
        return Text.assemble(*parts)

    def line(self, *parts: Text, indent: int = 0) -> None:
        """Write the parts as one line, folded where it is too long."""
        self.console.print(Padding(Text.assemble(*parts), (0, 0, 0, indent), expand=False), width=self._prose)

    def heading(self, words: str) -> None:
        """Write a heading with a blank line above it."""
        self.console.print()
        self.line(self.text(words, LOUD))

    def notes(self, *lines: str) -> None:
        """Write quiet remarks, a line each, with a blank line above them."""
        if lines:
            self.console.print()
        for words in lines:
            self.line(self.text(words, QUIET))

    def item(self, mark: str, words: str, style: str = "", code: str = "", indent: int = 1) -> None:
        """Write a mark and a sentence whose further lines are indented, and the code that it has in the JSON."""
        grid = Table.grid(padding=(0, 1))
        grid.add_column(no_wrap=True)
        grid.add_column(overflow="fold")
        tail = self.text(f" ({code})" if code else "", QUIET)
        grid.add_row(self.text(mark, style), self.join(self.sentence(words), tail))
        self.console.print(Padding(grid, (0, 0, 0, indent), expand=False), width=self._prose)

    def steps(self, steps: Sequence[Sequence[str]]) -> None:
        """Write what to do, numbered from 1: each a sentence, and what belongs to it below."""
        for number, (first, *others) in enumerate(steps, 1):
            self.item(f"{number}.", first)
            for words in others:
                self.item("-", words, indent=4)

    def answer(self, answer: Answer, badge: str = "", style: str = "") -> None:
        """Write the first lines below a blank one: a badge, then what to do, then what that rests on.

        Where rows are lines there is no badge: it only says again what the sentences do.
        """
        self.console.print()
        first, second = self.sentence(answer.first, LOUD), self.sentence(answer.second)
        if self.in_lines or not badge:
            for each in filter(None, (first, second)):
                self.console.print(each, width=self._prose)
            return
        grid = Table.grid(padding=(0, 1))
        grid.add_column(no_wrap=True)
        grid.add_column(overflow="fold")
        grid.add_row(self.text(f" {badge} ", f"bold reverse {style}"), first)
        if second:
            grid.add_row("", second)
        self.console.print(grid, width=self._prose)

    def row(self, mark: str, words: str, style: str = "", mark_style: str = GOOD) -> None:
        """Write a row of a table as a line of its own; in a pipe it is not folded, so that it can be searched."""
        text = self.join(self.text(f"{mark} " if mark else "", mark_style), self.sentence(words, style))
        if self.piped:
            self.console.print(text, soft_wrap=True)
            return
        for place, line in enumerate(text.wrap(self.console, self.width - _HANGING)):
            self.console.print(Padding(line, (0, 0, 0, _HANGING if place else 0), expand=False))
