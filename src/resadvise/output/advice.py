"""The advice as a person reads it: the answer, every tier against the need, what to do next, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from resadvise.output.answers import advice_answer, option_of
from resadvise.output.bars import Bars
from resadvise.output.cells import byte_span, prices, short_box, time_span
from resadvise.output.console import BAD, GOOD, LOUD, VERDICT_STYLE, WEAK, Screen
from resadvise.output.fits import fit_cell
from resadvise.output.steps import STEP_CODES, next_steps
from resadvise.output.tables import Cell, Column, draw_table
from resadvise.units.numbers import exact

if TYPE_CHECKING:
    from collections.abc import Mapping


def draw_advice(screen: Screen, data: Mapping[str, Any], model_title: str) -> None:
    """Draw `Advice.as_dict()`."""
    answer = advice_answer(data, model_title)
    screen.answer(answer, data["tier"], _style(data))
    for warning in data["warnings"]:
        if warning["code"] not in answer.codes:
            screen.item("!", warning["text"], WEAK)
    _draw_tiers(screen, data)
    screen.heading("Next")
    screen.steps(next_steps(data, model_title))
    said = (*answer.codes, *STEP_CODES)
    if why := [reason["text"] for reason in data["reasons"] if reason["code"] not in said]:
        screen.heading("Why")
        for text in sorted(why, key=len):
            screen.item("•", text)


def _style(data: Mapping[str, Any]) -> str:
    if data["status"] != "ok":
        return BAD
    return WEAK if any(warning["code"] == "below_ideal" for warning in data["warnings"]) else GOOD


def _draw_tiers(screen: Screen, data: Mapping[str, Any]) -> None:
    """Draw a row a tier; against a need with its bar, and without one with the size of its file."""
    rows, costs = data["tiers"], prices([row["price_usd"] for row in data["tiers"]])
    # Where a request has a ratio and it is the same for all, the first line says it.
    shown = "aspect_ratio" in data["request"] and len({row["aspect_ratio"] for row in rows}) > 1
    chosen = next(place for place, row in enumerate(rows) if row["tier"] == data["tier"])
    columns = [
        Column("Tier" if data["need"] is None else "", said="Tier {}"),
        Column("Pixels", right=True),
        Column("Ratio", said="at {}"),
        Column("", bars=_bars(rows) if data["need"] else None),
        Column(""),
        Column("Price", right=True, unknown="price unknown"),
        Column("Time", right=True, unknown="time unknown"),
        Column("JPG", right=True),
        Column("Exceeds", said="exceeds {}"),
    ]
    cells = [
        [
            Cell(row["tier"], LOUD if place == chosen else ""),
            short_box(row["pixels"]),
            row["aspect_ratio"] if shown else "",
            "",
            fit_cell(row, place == chosen and data["status"] == "ok") if data["need"] else "",
            costs[place],
            time_span(row) or None,
            "" if data["need"] else byte_span(row),
            _limits(row),
        ]
        for place, row in enumerate(rows)
    ]
    # By size rules no more is requested than is needed.
    spare = any(row["pixels"] != data["pixels"] for row in rows if row["tier"] == data["tier"])
    note = "Pixels: the most that a tier can give. Price: that of what would be requested of it."
    draw_table(screen, columns, cells, chosen, notes=[note] if spare else [])


def _bars(rows: list[Mapping[str, Any]]) -> Bars:
    """Return each tier's supply to scale, on its worse side, against the need."""
    return Bars([exact(row["margin"]) + 1 for row in rows], [VERDICT_STYLE[row["verdict"]] for row in rows], "need")


def _limits(row: Mapping[str, Any]) -> Cell:
    return Cell(" and ".join(option_of(name) for name in row["ruled_out_by"]), BAD)
