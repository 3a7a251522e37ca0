"""The advice as a person reads it: the answer, the reasons, need against supply, every tier, what to do next."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from resadvise.output.cells import box, byte_span, margin, price, seconds_span, short_box
from resadvise.output.console import BAD, GOOD, LOUD, QUIET, VERDICT_STYLE, WEAK, Screen
from resadvise.units import display
from resadvise.units.numbers import exact

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.text import Text


STATUS = {
    "ok": (GOOD, "enough"),
    "insufficient": (BAD, "no tier is enough"),
    "conflict": (BAD, "what is needed breaks a limit"),
}
BASIS = {
    "target": "by arithmetic",
    "rule-of-thumb": "a rule of thumb",
    "default": "the default: neither use nor size was given",
}
# A bar shows at most this many times the need; what is longer ends in a mark.
MOST_TIMES = Fraction(5, 2)


def draw_advice(screen: Screen, data: Mapping[str, Any], model_title: str) -> None:
    """Draw `Advice.as_dict()`."""
    _draw_answer(screen, data, model_title)
    for warning in data["warnings"]:
        screen.item("!", warning["text"], WEAK)
    screen.heading("Why")
    for reason in data["reasons"]:
        if not reason["code"].startswith("workflow"):
            screen.item("•", reason["text"])
    if data["need"]:
        _draw_bars(screen, data)
    _draw_tiers(screen, data)
    _draw_next(screen, data)


def _draw_answer(screen: Screen, data: Mapping[str, Any], model_title: str) -> None:
    style, words = STATUS[data["status"]]
    if data["status"] == "ok" and any(warning["code"] == "below_ideal" for warning in data["warnings"]):
        style, words = WEAK, "below the ideal, above the floor"
    basis = BASIS[data["basis"]] + (f", {words}" if data["basis"] == "target" or data["status"] != "ok" else "")
    head = screen.join(
        screen.text(f" {data['tier']} ", f"bold reverse {style}"),
        screen.text(f"  {box(data['pixels'])} at {data['aspect_ratio']}", LOUD),
        screen.text(f"  {basis}", style),
    )
    screen.console.print()
    screen.line(head)
    screen.console.print()
    screen.line(screen.text("  ".join(part for part in (model_title, *_costs(data)) if part), QUIET), indent=1)


def _costs(row: Mapping[str, Any]) -> list[str]:
    weight = byte_span(row)
    return [price(row["price_usd"]), seconds_span(row), f"{weight} JPG" if weight else ""]


def _draw_bars(screen: Screen, data: Mapping[str, Any]) -> None:
    """Draw each tier's supply to scale, on its worse side, against the need."""
    tiers = [(row, exact(row["margin"]) + 1) for row in data["tiers"]]
    names = max(len(row["tier"]) for row, _ in tiers)
    notes = [_bar_note(row) for row, _ in tiers]
    room = max(8, min(50, screen.width - names - max(map(len, notes)) - 8))
    longest = min(MOST_TIMES, max([Fraction(1), *(times for _, times in tiers)]))
    scale = Fraction(room) / longest
    mark = min(room - 1, max(1, int(scale)))
    screen.heading("Need and supply, to scale")
    label = f"need {box(data['need']['pixels'])} "
    start = names + 3 + mark
    screen.line(screen.text(f"{label:>{start}}▼" if len(label) <= start else f"{' ' * start}▼ {label.strip()}"))
    for (row, times), note in zip(tiers, notes, strict=True):
        length = min(room, max(1, int(times * scale + Fraction(1, 2))))
        bar = "█" * length if times <= longest else "█" * (room - 1) + "»"
        bar = bar.ljust(room)
        if length <= mark:
            bar = bar[:mark] + "│" + bar[mark + 1 :]
        chosen = row["tier"] == data["tier"]
        style = VERDICT_STYLE[row["verdict"]]
        head = f"{'►' if chosen else ' '} {row['tier']:<{names}} "
        screen.line(screen.text(head, LOUD if chosen else ""), screen.text(bar, style), screen.text(f" {note}", style))


def _bar_note(row: Mapping[str, Any]) -> str:
    return f"{margin(row['margin'])} {row['verdict']}"


def _draw_tiers(screen: Screen, data: Mapping[str, Any]) -> None:
    screen.heading("All tiers")
    columns = ["", "Tier", "Pixels", "Ratio", "ppi", "Price", "Seconds", "JPG", "Limits"]
    rows = []
    for row in data["tiers"]:
        chosen = row["tier"] == data["tier"]
        cells = [
            screen.text("►" if chosen else "", GOOD),
            screen.text(row["tier"], LOUD if chosen else ""),
            screen.text(short_box(row["pixels"])),
            screen.text(row["aspect_ratio"]),
            screen.text("" if row["effective_ppi"] is None else row["effective_ppi"]),
            screen.text(price(row["price_usd"])),
            screen.text(seconds_span(row)),
            screen.text(byte_span(row)),
            _limits(screen, row),
        ]
        rows.append(cells)
    screen.table(columns, rows, right=("ppi", "Price"))


def _limits(screen: Screen, row: Mapping[str, Any]) -> Text:
    broken = ", ".join(name.removeprefix("max_") for name in row["ruled_out_by"])
    return screen.text(f"too much: {broken}" if broken else "", BAD)


def _draw_next(screen: Screen, data: Mapping[str, Any]) -> None:
    screen.heading("Next")
    if data["workflow"]:
        screen.item("•", data["workflow"]["why"])
    else:
        screen.item("•", next(reason["text"] for reason in data["reasons"] if reason["code"] == "workflow.none"))
    request = data["request"]
    fields = [f'aspect_ratio "{request["aspect_ratio"]}"']
    fields.append(f'image_size "{request["image_size"]}"' if request["image_size"] else "no image_size")
    wait = data["timeout_seconds"]
    patience = f"; allow {display.number(exact(wait))} s before giving up" if wait is not None else ""
    screen.item("•", f"Send {', '.join(fields)}{patience}.")
    screen.item("•", _export(data))


def _export(data: Mapping[str, Any]) -> str:
    """Say how what comes back becomes the file: cut, then scaled once, then written."""
    form = data["format"]
    name = form["name"].upper()
    if data["export"] is None:
        return f"Export a {name}: {form['why']}"
    steps, export = [], box(data["export"])
    if data["need"]["keep"] < 1:
        steps.append("cut out the part you want" + (f", of {export} or more" if data["margin"] >= 0 else ""))
    elif data["crop_to"] != data["pixels"]:
        steps.append(f"cut out the middle {box(data['crop_to'])}")
    if data["upscale"]:
        steps.append(f"upscale {'it ' if steps else ''}by {display.number(exact(data['upscale']), 2)} to {export}")
    elif data["export"] != data["crop_to"]:
        steps.append(f"scale {'it ' if steps else ''}to {export}")
    said = ", ".join([*steps, f"then export a {name}" if steps else f"export a {name}"])
    why = "" if form["accepted"][:1] in ([], ["jpg"]) else f" {form['why']}"
    return f"{said[0].upper()}{said[1:]}.{why}"
