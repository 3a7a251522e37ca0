"""Tables: aligned columns where there is room for them, else a line a row that says the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.table import Table

from resadvise.output.bars import LEAST_ROOM, MOST_ROOM
from resadvise.output.console import GOOD, LOUD, QUIET

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.text import Text

    from resadvise.output.bars import Bars
    from resadvise.output.console import Screen

# What stands between two columns, and before the first: room for the mark of the row to take.
_GAP, _MARGIN = 2, 2
_UNKNOWN = "?"


class Column(NamedTuple):
    """A column: its heading; how a line says one of its cells, or a figure that is not known; or the bars it draws.

    A column without any text is left out; so are bars from lines.
    """

    head: str
    right: bool = False
    said: str = "{}"
    unknown: str = ""
    bars: Bars | None = None


class Cell(NamedTuple):
    """The text of a cell; `said` is how a line puts it, where that is not the same."""

    text: str
    style: str = ""
    said: str | None = None


# A cell, or its bare text; None is a figure that is not known.
AnyCell = Cell | str | None


def draw_table(
    screen: Screen,
    columns: Sequence[Column],
    rows: Sequence[Sequence[AnyCell]],
    chosen: int | None = None,
    headed: bool = False,
    notes: Sequence[str] = (),
) -> None:
    """Draw the rows below a blank line, the chosen one marked; then the notes, and what an unknown figure looks like.

    Where the screen asks for lines, or a word would be parted, each row is a line: its first cell, then the others.
    `headed` says that the first heading is one of all the rows, and stands above their lines too.
    """
    screen.console.print()
    drawn = None if screen.in_lines else _drawn(screen, columns, rows, chosen)
    if drawn is None:
        if headed:
            screen.line(screen.text(columns[0].head, LOUD))
        _draw_lines(screen, columns, rows, chosen)
    else:
        screen.console.print(drawn)
        if any(cell is None and column.unknown for row in rows for column, cell in zip(columns, row, strict=True)):
            notes = (*notes, f"{_UNKNOWN} is not known.")
    for note in notes:
        screen.line(screen.text(note, QUIET), indent=_MARGIN)


def _draw_lines(
    screen: Screen, columns: Sequence[Column], rows: Sequence[Sequence[AnyCell]], chosen: int | None
) -> None:
    for place, row in enumerate(rows):
        first, *others = (_said(column, cell) for column, cell in zip(columns, row, strict=True))
        rest = ", ".join(filter(None, others))
        words = f"{first}: {rest}" if first and rest else first or rest
        mark = "" if chosen is None else "►" if place == chosen else " "
        screen.row(mark, words, LOUD if place == chosen else "")


def _said(column: Column, cell: AnyCell) -> str:
    if cell is None:
        return column.unknown
    text = cell if isinstance(cell, str) else cell.text if cell.said is None else cell.said
    before, _, after = column.said.rpartition("{}")
    return f"{before}{text}{after}" if text and column.bars is None else ""


class _Shown(NamedTuple):
    """A column as it is drawn."""

    head: str
    right: bool
    width: int
    cells: list[Text]


def _drawn(
    screen: Screen, columns: Sequence[Column], rows: Sequence[Sequence[AnyCell]], chosen: int | None
) -> Table | None:
    """Return the table; None where there is no room for it."""
    shown = _fitted(screen, columns, rows)
    if shown is None:
        return None
    table = Table(box=None, pad_edge=False, padding=(0, _GAP, 0, 0), header_style=LOUD)
    marks = [screen.text(f"{'►' if place == chosen else '':{_MARGIN}}", GOOD) for place in range(len(rows))]
    first = shown[0]
    shown[0] = first._replace(
        head=f"{'':{_MARGIN}}{first.head}",
        width=first.width + _MARGIN,
        cells=[screen.join(mark, cell) for mark, cell in zip(marks, first.cells, strict=True)],
    )
    for each in shown:
        table.add_column(screen.text(each.head), justify="right" if each.right else "left", width=each.width)
    for cells in zip(*(each.cells for each in shown), strict=True):
        table.add_row(*cells)
    return table


def _fitted(screen: Screen, columns: Sequence[Column], rows: Sequence[Sequence[AnyCell]]) -> list[_Shown] | None:
    """Return the columns that hold any text, as wide as there is room, and the bars where room is left for them."""
    texts = [[_text(screen, column, row[place]) for row in rows] for place, column in enumerate(columns)]
    filled = [any(cell.plain for cell in cells) for cells in texts]
    plain = [
        [column.head, *(cell.plain for cell in cells)]
        for column, cells, any_text in zip(columns, texts, filled, strict=True)
        if any_text
    ]
    room = screen.width - _MARGIN
    widths = _column_widths(plain, room)
    if widths is None:
        return None
    left, rest, shown = min(MOST_ROOM, room - sum(widths) - _GAP * len(widths)), iter(widths), []
    for column, cells, any_text in zip(columns, texts, filled, strict=True):
        if any_text:
            shown.append(_Shown(column.head, column.right, next(rest), cells))
        elif column.bars and left >= LEAST_ROOM:
            head, bars = column.bars.draw(left)
            drawn = [screen.text(bar, style) for bar, style in zip(bars, column.bars.styles, strict=True)]
            shown.append(_Shown(head, False, left, drawn))
    return shown


def _text(screen: Screen, column: Column, cell: AnyCell) -> Text:
    if cell is None:
        return screen.text(_UNKNOWN if column.unknown else "", QUIET)
    return screen.sentence(cell) if isinstance(cell, str) else screen.sentence(cell.text, cell.style)


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
