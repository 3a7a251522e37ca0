"""A campaign as a person reads it: what to make and for what, a sketch of it, what to do next, and why."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from resadvise.output.answers import campaign_answer
from resadvise.output.cells import prices, share, short_box, time_span
from resadvise.output.console import BAD, GOOD, QUIET, WEAK, Screen
from resadvise.output.tables import Column, draw_table
from resadvise.units.numbers import half_up

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# A sketch has at most so many lines, and no image in it is lower or narrower than this.
_MOST_LINES, _LEAST_LINES, _LEAST_WIDTH = 9, 4, 10
_APART, _INDENT = 3, 4
# A character is about twice as high as it is wide.
_CELL = 2
_KEEP = "keep"


def draw_campaign(screen: Screen, data: Mapping[str, Any], model_title: str) -> None:
    """Draw `Campaign.as_dict()`."""
    answer, lacking = campaign_answer(data), ("campaign.too-large", "campaign.too-odd")
    badge = str(data["total"]["count"]) if data["masters"] else ""
    screen.answer(answer, badge, GOOD if data["status"] == "ok" else BAD)
    for reason in data["reasons"]:
        if reason["code"] in lacking and reason["text"] != answer.second:
            screen.item("✗", reason["text"], BAD)
    for warning in data["warnings"]:
        screen.item("!", warning["text"], WEAK)
    if not data["masters"]:
        return
    _draw_masters(screen, data)
    _draw_sketch(screen, data["masters"])
    screen.heading("Next")
    *steps, last = [(step["text"],) for step in data["order"]]
    screen.steps([*steps, (*last, "--json has every box, and --guide FOLDER draws them to lie over the images.")])
    screen.heading("Why")
    said = (*answer.codes, *lacking)
    for reason in data["reasons"]:
        if reason["code"] not in said:
            screen.item("•", reason["text"])
    screen.item("•", f"Prices are those of {model_title}.")


def _draw_masters(screen: Screen, data: Mapping[str, Any]) -> None:
    """Draw a row an image, with what is cut out of it and what each cut loses."""
    masters = data["masters"]
    columns = [
        Column(""),
        Column("Ask for", said="ask for {}"),
        Column("Pixels", right=True),
        Column("Price", right=True, unknown="price unknown"),
        Column("Time", right=True, unknown="time unknown"),
        Column("For (loses)", said="for {}"),
    ]
    costs = prices([each["price_usd"] for each in masters])
    rows = [
        [str(number + 1), _asked(each), short_box(each["pixels"]), cost, time_span(each) or None, _served(data, number)]
        for number, (each, cost) in enumerate(zip(masters, costs, strict=True))
    ]
    draw_table(screen, columns, rows)


def _asked(master: Mapping[str, Any]) -> str:
    """Say what to request: the ratio and the tier, or whatever else the model takes."""
    request = master["request"]
    if "aspect_ratio" in request:
        return f"{master['aspect_ratio']} in {master['tier']}"
    return ", ".join(str(value) for value in request.values() if value is not None)


def _served(data: Mapping[str, Any], number: int) -> str:
    own = [row for row in data["targets"] if row["master"] == number]
    return ", ".join(f"{row['target']} ({share(row['cut_fraction'])})" for row in own)


def _draw_sketch(screen: Screen, masters: Sequence[Mapping[str, Any]]) -> None:
    """Draw the images to one scale, each with what to keep in its middle; nothing where there is no room."""
    room = screen.width - _INDENT - _APART * (len(masters) - 1)
    tallest = max(each["pixels"][1] for each in masters)
    across = sum(each["pixels"][0] for each in masters)
    scale = min(Fraction(_MOST_LINES, tallest), Fraction(room, _CELL * across))
    sides = [
        (
            max(_LEAST_WIDTH, half_up(each["pixels"][0] * scale * _CELL)),
            max(_LEAST_LINES, half_up(each["pixels"][1] * scale)),
        )
        for each in masters
    ]
    if screen.in_lines or sum(width for width, _ in sides) > room:
        return
    drawn = [
        _sketch(str(number), each, *size) for number, (each, size) in enumerate(zip(masters, sides, strict=True), 1)
    ]
    screen.console.print()
    for line in range(max(map(len, drawn))):
        words = (" " * _APART).join(
            each[line] if line < len(each) else " " * size[0] for each, size in zip(drawn, sides, strict=True)
        )
        screen.line(screen.text(words.rstrip(), QUIET), indent=_INDENT)


def _sketch(name: str, master: Mapping[str, Any], width: int, height: int) -> list[str]:
    """Return the lines of an image: its frame, and inside of it the box to keep what matters in."""
    grid = [[" "] * width for _ in range(height)]
    _frame(grid, 0, 0, width, height, "┌┐└┘─│")
    x, y, across, down = master["safe"] or master["common"]
    whole_width, whole_height = master["pixels"]
    left, right = (1 + half_up(Fraction(edge * (width - 2), whole_width)) for edge in (x, x + across))
    top, bottom = (1 + half_up(Fraction(edge * (height - 2), whole_height)) for edge in (y, y + down))
    if right - left > len(_KEEP) and bottom > top:
        if bottom - top > 1:
            _frame(grid, left, top, right - left, bottom - top, "╭╮╰╯╌╎")
        start, row = left + (right - left - len(_KEEP)) // 2, (top + bottom - 1) // 2
        if bottom - top != 2:
            grid[row][start : start + len(_KEEP)] = _KEEP
    return [name.ljust(width), *("".join(row) for row in grid)]


def _frame(grid: list[list[str]], x: int, y: int, width: int, height: int, signs: str) -> None:
    """Draw a frame into the characters of a grid: its four corners, then what runs across and what runs down."""
    right, bottom = x + width - 1, y + height - 1
    for place in range(x + 1, right):
        grid[y][place] = grid[bottom][place] = signs[4]
    for place in range(y + 1, bottom):
        grid[place][x] = grid[place][right] = signs[5]
    for line, place, sign in zip((y, y, bottom, bottom), (x, right, x, right), signs, strict=False):
        grid[line][place] = sign
