"""How what a row supplies stands against what is needed, as a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from resadvise.output.cells import margin
from resadvise.output.console import VERDICT_STYLE, WEAK
from resadvise.output.tables import Cell

if TYPE_CHECKING:
    from collections.abc import Mapping


def fit_cell(row: Mapping[str, Any], fine: bool) -> Cell:
    """Write a row's margin, and its verdict where that is not plain; `fine` says that the answer is this row and ok.

    A print that is fine although it has less than it should is below the ideal, and not short.
    """
    much, verdict, style = margin(row["margin"]), row["verdict"], VERDICT_STYLE[row["verdict"]]
    if much == "0%":
        return Cell("exact", style)
    if row["margin"] > 0:
        return Cell(much, style, f"{much[1:]} more")
    if fine and verdict in ("near", "short"):
        return Cell(f"{much} below ideal", WEAK, f"{much[1:]} below ideal")
    return Cell(f"{much} {verdict}", style, f"{much[1:]} short" + ("" if verdict == "short" else f", {verdict}"))
