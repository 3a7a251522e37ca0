"""What codes mean, as a person reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from resadvise.output.cells import value_text
from resadvise.output.console import LOUD, QUIET, Screen
from resadvise.output.tables import Cell, Column, draw_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def draw_codes(screen: Screen, rows: Sequence[Mapping[str, Any]]) -> None:
    """Draw each code in full: what it means, why, what to do, and the figures that decide."""
    for row in rows:
        screen.console.print()
        screen.line(screen.text(row["code"], LOUD), screen.text(f"  {row['kind']}", QUIET))
        screen.console.print()
        screen.item("•", row["means"])
        screen.item("•", f"Why: {row['why']}")
        screen.item("•", f"What to do: {row['do']}")
        for each in row["rests_on"]:
            screen.item("•", _fact_text(each))


def _fact_text(each: Mapping[str, Any]) -> str:
    value = each["value"]
    if isinstance(value, dict):
        value = ", ".join(f"{name} {value_text(inner)}" for name, inner in value.items() if inner is not None)
    origin = ", ".join(filter(None, (each["source"] or "our own judgement", each["as_of"])))
    return f"{each['fact']}: {value_text(value)} ({origin})"


def draw_all_codes(screen: Screen, rows: Sequence[Mapping[str, Any]]) -> None:
    """Draw every code by kind, with what it means."""
    for kind, where in dict.fromkeys((row["kind"], row["where"]) for row in rows):
        screen.heading(f"{kind[0].upper()}{kind[1:]}")
        screen.line(screen.text(where.replace("`", ""), QUIET))
        cells = [[Cell(row["code"], LOUD), Cell(row["means"])] for row in rows if row["kind"] == kind]
        draw_table(screen, [Column("Code"), Column("Means")], cells)
    screen.notes("Why, and what to do: resadvise explain CODE")
