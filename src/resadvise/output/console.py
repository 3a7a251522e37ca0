"""What every screen is drawn with: a Rich console, safe text, and characters that the output can show."""

from __future__ import annotations

import os
import re
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from resadvise.output.escape import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


# Below this a table is only ellipses: the same facts are written as lines instead.
NARROW = 60
# What a pipe or a file gets where COLUMNS is silent: wide enough that nothing is folded.
PIPED_WIDTH = 120

_ASCII = str.maketrans(
    {"×": "x", "–": "-", "…": "...", "►": ">", "█": "#", "│": "|", "▼": "v", "•": "*", "»": ">", "✓": "+", "✗": "x"}
)

# A line below the head and nothing else, as `box.SIMPLE_HEAD` draws it.
_ASCII_RULE = box.Box("    \n    \n -- \n" + "    \n" * 5, ascii=True)
# What stands between two columns of a table.
_GAP = 2
# In sentences a figure stays beside its unit: this stands for the blank between them until the lines are folded.
GLUE = "\ue000"
_BEFORE_UNIT = re.compile(r"(?<=[0-9]) (?=%|(?:px|ppi|cm|s|KB|MB)\b)")

GOOD, WEAK, BAD, QUIET, LOUD = "green", "yellow", "red", "dim", "bold"
VERDICT_STYLE = {"ample": GOOD, "enough": GOOD, "near": WEAK, "short": BAD}


class Screen:
    """A console on stdout that writes nothing a caller did not hand to it as plain text."""

    def __init__(self) -> None:
        on_terminal = sys.stdout.isatty()
        width = None if on_terminal or os.environ.get("COLUMNS") else PIPED_WIDTH
        self.console = Console(markup=False, emoji=False, highlight=False, width=width)
        self.ascii = not self.console.encoding.lower().startswith("utf")
        self.width = self.console.width
        self.narrow = self.width < NARROW

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

    def join(self, *parts: Text) -> Text:
        """Return the parts as one text."""
        return Text.assemble(*parts)

    def line(self, *parts: Text, indent: int = 0) -> None:
        """Write the parts as one line, folded where it is too long."""
        self.console.print(Padding(Text.assemble(*parts), (0, 0, 0, indent), expand=False))

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

    def item(self, mark: str, words: str, style: str = "") -> None:
        """Write a mark and a sentence whose further lines are indented."""
        grid = Table.grid(padding=(0, 1))
        grid.add_column(no_wrap=True)
        grid.add_column(overflow="fold")
        grid.add_row(self.text(mark, style), Text(_BEFORE_UNIT.sub(GLUE, self.plain(words))))
        self.console.print(Padding(grid, (0, 0, 0, 1), expand=False))

    def table(self, columns: Sequence[str], rows: Iterable[Sequence[Text]], right: Iterable[str] = ()) -> None:
        """Write a table with a blank line above it; where it would part a word, a block of `name: value` lines a row.

        Columns without any text are left out.
        """
        cells = [list(row) for row in rows]
        used = [place for place in range(len(columns)) if any(row[place].plain for row in cells)]
        texts = [[columns[place], *(row[place].plain for row in cells)] for place in used]
        widths = None if self.narrow else _column_widths(texts, self.width - 1)
        if widths is None:
            self._blocks(columns, cells, used)
            return
        table = Table(
            box=_ASCII_RULE if self.ascii else box.SIMPLE_HEAD,
            show_edge=False,
            pad_edge=False,
            padding=(0, 1, 0, 0),
            header_style=LOUD,
        )
        for place, width in zip(used, widths, strict=True):
            name = columns[place]
            table.add_column(self.text(name), justify="right" if name in right else "left", width=width)
        for row in cells:
            table.add_row(*(row[place] for place in used))
        self.console.print()
        self.console.print(Padding(table, (0, 0, 0, 1), expand=False))

    def _blocks(self, columns: Sequence[str], rows: list[list[Text]], used: list[int]) -> None:
        for row in rows:
            self.console.print()
            mark = self.text("")
            for place in used:
                if not columns[place]:
                    mark = self.text(f"{row[place].plain} ") if row[place].plain else mark
                elif row[place].plain:
                    self.line(mark, self.text(f"{columns[place]}: ", QUIET), row[place])
                    mark = self.text("")


def _column_widths(columns: Sequence[Sequence[str]], room: int) -> list[int] | None:
    """Return the widths at which the columns fit, the widest folded first; None where a word would be parted."""
    widths = [max(map(cell_len, texts)) for texts in columns]
    least = [max(cell_len(word) for text in texts for word in text.split() or [""]) for texts in columns]
    excess = sum(widths) + _GAP * (len(widths) - 1) - room
    if excess > sum(widths) - sum(least):
        return None
    for _ in range(excess):
        widest = max((width, place) for place, width in enumerate(widths) if width > least[place])[1]
        widths[widest] -= 1
    return widths
