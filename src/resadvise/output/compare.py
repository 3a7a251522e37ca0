"""A comparison as a person reads it: the cheapest model that suffices, then every model with its price."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from resadvise.output.answers import Answer
from resadvise.output.cells import box, margin, prices, share, short_box, time_span
from resadvise.output.console import BAD, GOOD, LOUD, QUIET, WEAK
from resadvise.output.tables import Cell, Column, draw_table
from resadvise.units import display
from resadvise.units.numbers import exact

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from resadvise.output.console import Screen
    from resadvise.output.tables import AnyCell


def compare_answer(data: Mapping[str, Any], target: str | None) -> Answer:
    """Return the first lines of `Comparison.as_dict()`; `target` is what it is for."""
    rows, best = data["models"], data["models"][0]
    why = best["reason"] or ""
    enough = sum(row["status"] == "ok" for row in rows)
    what = f" for {target}" if target else ", by rule of thumb"
    if best["status"] == "ok":
        price, others = best["price_usd"], f"{enough} of {display.counted(len(rows), 'model')} will do{what}."
        if price is None:
            return Answer(f"{best['name']} is good enough, at a price that is not known.", others)
        return Answer(
            f"The cheapest one that is good enough is {best['name']}, at {display.cents(exact(price))}.",
            " ".join([*_below_ideal(rows), others]),
        )
    if best["status"] == "conflict":
        return Answer(f"No model is good enough within your limits; {best['name']} comes closest.", why)
    if best["status"] == "insufficient":
        short = f": {share(-best['margin'])} too small" if best["margin"] is not None else ""
        return Answer(f"No model is good enough{what}. {best['name']} comes closest{short}.", why)
    return Answer("No model can do this.", why)


def draw_comparison(screen: Screen, data: Mapping[str, Any], target: str | None) -> None:
    """Draw `Comparison.as_dict()`."""
    rows = data["models"]
    best = rows[0] if rows[0]["status"] == "ok" else None
    label = display.cents(exact(best["price_usd"])) if best and best["price_usd"] is not None else ""
    screen.answer(compare_answer(data, target), label, GOOD if best else BAD)
    columns = [
        Column("Model"),
        Column("Ask for", said="ask for {}"),
        Column("Gives", right=True, said="gives {}"),
        Column("Margin", right=True),
        Column("Price", right=True, unknown="price unknown"),
        Column("Time", right=True, unknown="time unknown"),
        Column(""),
    ]
    costs = prices([row["price_usd"] for row in rows])
    cells = [_cells(row, cost) for row, cost in zip(rows, costs, strict=True)]
    draw_table(screen, columns, cells, 0 if best else None, notes=_notes(data))


def draw_elsewhere(screen: Screen, data: Mapping[str, Any], model_title: str, price: Fraction, command: str) -> None:
    """Say which other model is cheaper, or keeps the limits; and the command that compares them all."""
    what = "Within your limits" if data["status"] == "conflict" else "Cheaper elsewhere"
    screen.console.print()
    screen.line(
        screen.text(f"{what}: {model_title}, {display.cents(price, exact(data['price_usd']))}. Compare: {command}")
    )


def _cells(row: Mapping[str, Any], cost: str | None) -> list[AnyCell]:
    if row["request"] is None:
        return [Cell(row["name"], QUIET), "", "", "", "", "", Cell(row["reason"], QUIET)]
    asked = ", ".join(str(value) for value in row["request"].values() if value is not None)
    time = time_span(row) if row["seconds_basis"] == "model" else None
    return [
        Cell(row["name"], LOUD if row["status"] == "ok" else ""),
        asked,
        short_box(row["pixels"]),
        "" if row["margin"] is None else margin(row["margin"]),
        cost,
        time,
        _remark(row),
    ]


def _below_ideal(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Say how far the first model stays below the ideal of a print, and the first one that does not."""
    if not _meets_minimum(rows[0]):
        return []
    ideal = next((row for row in rows if row["verdict"] in ("ample", "enough")), None)
    if ideal is None or ideal["price_usd"] is None:
        reached = "no model reaches it"
    else:
        reached = f"{ideal['name']} reaches it, at {display.cents(exact(ideal['price_usd']))}"
    return [f"It is {share(-rows[0]['margin'])} below the ideal; {reached}."]


def _meets_minimum(row: Mapping[str, Any]) -> bool:
    """Say whether what is good enough is so by the minimum of a print alone."""
    return row["status"] == "ok" and row["verdict"] in ("near", "short")


def _remark(row: Mapping[str, Any]) -> Cell:
    if _meets_minimum(row):
        return Cell("below ideal", WEAK)
    if row["status"] == "insufficient":
        return Cell("too small", BAD)
    if row["status"] == "conflict":
        return Cell("over a limit", BAD)
    return Cell("unsure" if row["confidence"] == "low" else "", WEAK)


def _notes(data: Mapping[str, Any]) -> list[str]:
    notes = []
    if data["oldest_price"]:
        notes.append(f"List prices, the oldest of {data['oldest_price']}. {data['not_in_price']}")
    if any(row["confidence"] == "low" for row in data["models"]):
        notes.append("unsure: the figures of this model rest on a weak source.")
    return [*notes, "None of this judges how good a picture looks."]


def target_words(data: Mapping[str, Any], name: str | None) -> str | None:
    """Say what is compared for: a name, and the box that it needs."""
    if data["need"] is None:
        return None
    needed = box(data["need"]["pixels"])
    return f"{name}, which needs {needed}" if name else needed
