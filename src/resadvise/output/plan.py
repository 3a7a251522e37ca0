"""The plan as a person reads it: the sum, the steps against exploring at the final tier, what to do next, and why."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from resadvise.output.answers import plan_answer
from resadvise.output.bars import Bars
from resadvise.output.cells import prices, time_span
from resadvise.output.console import BAD, GOOD, LOUD, QUIET, WEAK, Screen
from resadvise.output.steps import plan_steps
from resadvise.output.tables import Cell, Column, draw_table
from resadvise.units import display
from resadvise.units.numbers import exact, half_up

if TYPE_CHECKING:
    from collections.abc import Mapping


def draw_plan(screen: Screen, data: Mapping[str, Any], model_title: str) -> None:
    """Draw `Plan.as_dict()`."""
    answer, price = plan_answer(data, model_title), data["total"]["price_usd"]
    badge = data["steps"][-1]["tier"] if price is None else display.cents(exact(price))
    screen.answer(answer, badge, GOOD if data["status"] == "ok" else BAD)
    for warning in data["warnings"]:
        screen.item("!", warning["text"], WEAK)
    _draw_steps(screen, data)
    screen.heading("Next")
    screen.steps(plan_steps(data, model_title))
    screen.heading("Why")
    said = (*answer.codes, "workflow")
    for text in sorted((reason["text"] for reason in data["reasons"] if reason["code"] not in said), key=len):
        screen.item("•", text)
    final = f"{data['advice']['tier']} at {data['advice']['aspect_ratio']}"
    screen.item("•", f"To see why the final is {final}, run `resadvise recommend` with the same options.")


def _draw_steps(screen: Screen, data: Mapping[str, Any]) -> None:
    """Draw a row a step, and the sum where there are several, each with a bar of its price; then the direct way."""
    rows = [(f"{step['stage'].capitalize()}s", step) for step in data["steps"]]
    if len(rows) > 1:
        rows.append(("Together", data["total"]))
    if data["way"] == "start-low":
        rows.append((f"Or all in {data['compare']['tier']}", data["compare"]))
    amounts = [row["price_usd"] for _, row in rows]
    each = prices([_each(row) for _, row in rows])
    known = all(amount is not None for amount in amounts) and len(rows) > 1
    styles = [QUIET if row is data["compare"] else GOOD for _, row in rows]
    columns = [
        Column(""),
        Column("Images", right=True),
        Column("Tier", said="in {}"),
        Column("Each", right=True, said="{} each"),
        Column("Price", right=True, said="{} in all", unknown="price unknown"),
        Column("", bars=Bars([exact(amount) for amount in amounts], styles) if known else None),
        Column("Time", right=True, unknown="time unknown"),
    ]
    cells = [
        [
            Cell(name, LOUD if row is data["total"] else ""),
            _images(row),
            row.get("tier", ""),
            one or "",
            price,
            "",
            time_span(row, data["total"]["seconds_max"]) or None,
        ]
        for (name, row), one, price in zip(rows, each, prices(amounts), strict=True)
    ]
    draw_table(screen, columns, cells)


def _each(row: Mapping[str, Any]) -> Fraction | None:
    """Return the price of one image of a step, to a millionth; None where it is not known, or the row is a sum."""
    count, price = row.get("count"), row["price_usd"]
    return Fraction(half_up(exact(price) / count, 6), 10**6) if count and price is not None else None


def _images(row: Mapping[str, Any]) -> Cell:
    return Cell(str(row["count"]), said=display.counted(row["count"], "image")) if "count" in row else Cell("")
