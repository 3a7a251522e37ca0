"""The presets in use and the schemas as a person reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from resadvise.output.answers import Answer
from resadvise.output.cells import value_text
from resadvise.output.console import GOOD, LOUD, QUIET, WEAK
from resadvise.output.tables import Cell, Column, draw_table
from resadvise.units import display

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from resadvise.output.console import Screen
    from resadvise.output.tables import AnyCell

_STYLE = {"added": GOOD, "changed": WEAK, None: ""}


def values_answer(data: Mapping[str, Any], count: int) -> Answer:
    """Return the first lines of the values in use; `count` is how many were looked at."""
    file, rows = data["user_file"], data["values"]
    changes = sum(row["change"] is not None for row in rows)
    if not file:
        first = "No presets file is in use: every value is built in."
    elif changes:
        first = f"{file} changes or adds {display.counted(changes, 'value')} here."
    else:
        first = f"{file} changes nothing here."
    rest = "" if data["all"] else f"{display.counted(count - len(rows), 'value')} built in: --all shows them too."
    return Answer(first, rest)


def draw_values(screen: Screen, data: Mapping[str, Any], count: int) -> None:
    """Draw values by section, with where each comes from; `count` is how many were looked at."""
    screen.answer(values_answer(data, count))
    rows = data["values"]
    for section in dict.fromkeys(row["path"].partition(".")[0] for row in rows):
        columns = [Column(section), Column("Value"), Column("From"), Column("Built in", said="built in: {}")]
        cells = [_cells(row) for row in rows if row["path"].partition(".")[0] == section]
        draw_table(screen, columns, cells, headed=True)


def _cells(row: Mapping[str, Any]) -> list[Cell]:
    style = _STYLE[row["change"]]
    return [
        Cell(row["path"].partition(".")[2] or row["path"], LOUD),
        Cell(value_text(row["value"]), style),
        Cell(f"line {row['line']}" if row["line"] else "built in", style or QUIET),
        Cell(value_text(row["shipped"]) if row["change"] == "changed" else "", QUIET),
    ]


def schemas_answer(rows: Sequence[Mapping[str, str]]) -> Answer:
    """Return the first lines of the JSON Schemas."""
    return Answer(f"{display.counted(len(rows), 'JSON Schema')}. Print one: resadvise schema NAME.", "")


def draw_schemas(screen: Screen, rows: Sequence[Mapping[str, str]]) -> None:
    """Draw the names of the schemas."""
    screen.answer(schemas_answer(rows))
    cells: list[list[AnyCell]] = [[Cell(row["name"], LOUD), row["description"]] for row in rows]
    draw_table(screen, [Column("Name"), Column("What it describes")], cells)
