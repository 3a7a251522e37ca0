"""The plan as a person reads it: the sum, the steps, where money and time go, against exploring at the final tier."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from resadvise.output.cells import byte_span, price, seconds_span, short_box
from resadvise.output.console import BAD, GOOD, LOUD, QUIET, WEAK, Screen
from resadvise.units import display
from resadvise.units.numbers import exact

if TYPE_CHECKING:
    from collections.abc import Mapping

STATUS = {
    "ok": (GOOD, ""),
    "conflict": (BAD, "  does not fit"),
    "insufficient": (BAD, "  no tier is enough for the finals"),
}
LONGEST_BAR = 40


def draw_plan(screen: Screen, data: Mapping[str, Any], model_title: str) -> None:
    """Draw `Plan.as_dict()`."""
    style, words = STATUS[data["status"]]
    total = data["total"]
    cost = price(total["price_usd"]) or "price unknown"
    screen.console.print()
    head = f"  {_steps(data)}{words}"
    screen.line(screen.text(f" {cost} ", f"bold reverse {style}"), screen.text(head, LOUD))
    screen.console.print()
    how = f", {data['parallel']} at a time" if data["parallel"] > 1 else ""
    how += ", at the batch price" if data["batch"] else ""
    facts = [model_title + how, _time(total), byte_span(total)]
    screen.line(screen.text("  ".join(part for part in facts if part), QUIET), indent=1)
    for warning in data["warnings"]:
        screen.item("!", warning["text"], WEAK)
    _draw_steps(screen, data)
    _draw_bars(screen, data)
    screen.heading("Why")
    for reason in data["reasons"]:
        screen.item("•", reason["text"])
    request = data["advice"]["request"]
    final = f"{data['advice']['tier']} at {request['aspect_ratio']}"
    screen.item("•", f"Why the final is {final}, resadvise recommend says when it is asked the same.")


def _steps(data: Mapping[str, Any]) -> str:
    first, last = data["steps"][0], data["steps"][-1]
    if first is last:
        kept = f", and keep the best {data['finals']}" if first["count"] > data["finals"] else ""
        return f"{display.counted(first['count'], 'image')} in {first['tier']}{kept}"
    drafts, finals = (display.counted(step["count"], step["stage"]) for step in (first, last))
    return f"{drafts} in {first['tier']}, then {finals} in {last['tier']}"


def _time(row: Mapping[str, Any]) -> str:
    return seconds_span(row) if row["seconds_max"] is None or row["seconds_max"] < 120 else _minutes(row)


def _minutes(row: Mapping[str, Any]) -> str:
    low, high = (display.number(exact(row[end]) / 60) for end in ("seconds_min", "seconds_max"))
    return f"{low}–{high} min" if low != high else f"{low} min"


def _draw_steps(screen: Screen, data: Mapping[str, Any]) -> None:
    rows = [(f"{step['stage']}s", step) for step in data["steps"]]
    named = [*rows, ("together", data["total"])] if len(rows) > 1 else rows
    if data["way"] == "start-low":
        named.append((f"or all in {data['compare']['tier']}", data["compare"]))
    cells = [
        [
            screen.text(name, LOUD if name == "together" else ""),
            screen.text(row.get("count", "")),
            screen.text(row.get("tier", "")),
            screen.text(short_box(row["pixels"]) if "pixels" in row else ""),
            screen.text(price(row["price_usd"])),
            screen.text(_time(row)),
            screen.text(byte_span(row)),
        ]
        for name, row in named
    ]
    screen.table(["Step", "Images", "Tier", "Pixels", "Price", "Time", "JPG"], cells, right=("Images", "Price"))


def _draw_bars(screen: Screen, data: Mapping[str, Any]) -> None:
    """Draw money and time of every step to one scale each, beside the direct way; a single step is all there is."""
    rows = [(f"{step['stage']}s in {step['tier']}", step) for step in data["steps"]]
    if len(rows) < 2:
        return
    rows.append((f"all in {data['compare']['tier']}", data["compare"]))
    names = max(len(name) for name, _ in rows)
    room = max(6, min(LONGEST_BAR, screen.width - names - 20))
    for title, key, write in (("Money", "price_usd", _price_of), ("Time", "seconds_max", _time)):
        most = max((row[key] or 0 for _, row in rows), default=0)
        if not most:
            continue
        screen.heading(title)
        for name, row in rows:
            length = int(exact(row[key] or 0) / exact(most) * room)
            bar = "█" * max(length, 1 if row[key] else 0)
            screen.line(
                screen.text(f" {name:<{names}} "), screen.text(bar.ljust(room), GOOD), screen.text(f" {write(row)}")
            )


def _price_of(row: Mapping[str, Any]) -> str:
    return price(row["price_usd"])
