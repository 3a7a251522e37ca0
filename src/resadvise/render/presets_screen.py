"""The user's own facts, and the schemas, as a person reads them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from resadvise.render.pen import GOOD, LOUD, QUIET, WEAK

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from resadvise.render.pen import Pen

_STYLE = {"added": GOOD, "changed": WEAK, None: ""}


def draw_values(pen: Pen, data: Mapping[str, Any], count: int) -> None:
    """Draw values by section, with where each comes from; `count` is how many were looked at."""
    file, rows = data["user_file"], data["values"]
    whose = f"of {file}" if file else "of the shipped facts; no file of your own is in force"
    if not rows:
        why = f"{file} changes nothing here" if file else "no file of your own is in force"
        pen.line(pen.text(f"Nothing differs from the shipped facts: {why}."))
    for section in dict.fromkeys(row["path"].partition(".")[0] for row in rows):
        pen.heading(section)
        pen.table(
            ["Name", "Value", "From", "Shipped"],
            [_cells(pen, row) for row in rows if row["path"].partition(".")[0] == section],
        )
    remarks = [f"Lines are those {whose}." if file else f"All {whose}."] if rows else []
    if not data["all"]:
        remarks.append(f"{count - len(rows)} values are as shipped; --all shows them.")
    pen.notes(*remarks)


def _cells(pen: Pen, row: Mapping[str, Any]) -> list[Any]:
    style = _STYLE[row["change"]]
    return [
        pen.text(row["path"].partition(".")[2] or row["path"], LOUD),
        pen.text(value_text(row["value"]), style),
        pen.text(f"line {row['line']}" if row["line"] else "shipped", style or QUIET),
        pen.text(value_text(row["shipped"]) if row["change"] == "changed" else "", QUIET),
    ]


def value_text(value: Any) -> str:
    """Write a value of the facts: text as it stands, the rest as JSON, which is YAML too."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, allow_nan=False)


def draw_schemas(pen: Pen, rows: Sequence[Mapping[str, str]]) -> None:
    """Draw the names of the schemas."""
    cells = [[pen.text(row["name"], LOUD), pen.text(row["description"])] for row in rows]
    pen.table(["Name", "What it describes"], cells)
    pen.notes("Print one with: resadvise schema NAME")
