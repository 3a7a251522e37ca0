"""The user's own facts, and the schemas, as a person reads them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from resadvise.render.pen import GOOD, LOUD, QUIET, WEAK

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from resadvise.render.pen import Screen

_STYLE = {"added": GOOD, "changed": WEAK, None: ""}


def draw_values(screen: Screen, data: Mapping[str, Any], count: int) -> None:
    """Draw values by section, with where each comes from; `count` is how many were looked at."""
    file, rows = data["user_file"], data["values"]
    whose = f"of {file}" if file else "of the shipped facts; no file of your own is in force"
    if not rows:
        why = f"{file} changes nothing here" if file else "no file of your own is in force"
        screen.line(screen.text(f"Nothing differs from the shipped facts: {why}."))
    for section in dict.fromkeys(row["path"].partition(".")[0] for row in rows):
        screen.heading(section)
        screen.table(
            ["Name", "Value", "From", "Shipped"],
            [_cells(screen, row) for row in rows if row["path"].partition(".")[0] == section],
        )
    remarks = [f"Lines are those {whose}." if file else f"All {whose}."] if rows else []
    if not data["all"]:
        remarks.append(f"{count - len(rows)} values are as shipped; --all shows them.")
    screen.notes(*remarks)


def _cells(screen: Screen, row: Mapping[str, Any]) -> list[Any]:
    style = _STYLE[row["change"]]
    return [
        screen.text(row["path"].partition(".")[2] or row["path"], LOUD),
        screen.text(value_text(row["value"]), style),
        screen.text(f"line {row['line']}" if row["line"] else "shipped", style or QUIET),
        screen.text(value_text(row["shipped"]) if row["change"] == "changed" else "", QUIET),
    ]


def value_text(value: Any) -> str:
    """Write a value of the facts: text as it stands, the rest as JSON, which is YAML too."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, allow_nan=False)


def draw_schemas(screen: Screen, rows: Sequence[Mapping[str, str]]) -> None:
    """Draw the names of the schemas."""
    cells = [[screen.text(row["name"], LOUD), screen.text(row["description"])] for row in rows]
    screen.table(["Name", "What it describes"], cells)
    screen.notes("Print one with: resadvise schema NAME")
