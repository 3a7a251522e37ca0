"""Figures of the JSON rows, as the screens write them; an unknown one is empty."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from resadvise.units import display
from resadvise.units.numbers import exact, half_up
from resadvise.units.quantities import Pixels

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def box(sides: list[int]) -> str:
    """Write a pixel pair."""
    return display.box(Pixels(*sides))


def short_box(sides: list[int]) -> str:
    """Write a pixel pair without its unit, under a heading that has it."""
    return f"{sides[0]}×{sides[1]}"


def margin(value: float) -> str:
    """Write a margin with its sign."""
    return display.margin(exact(value))


def share(value: float) -> str:
    """Write a share in percent."""
    return display.percent(exact(value))


def print_size(row: Mapping[str, Any]) -> str:
    """Write the size of a print: `34.7 × 34.7 cm`."""
    return " × ".join(display.number(exact(row[side]) / 10) for side in ("width_mm", "height_mm")) + " cm"


def cut_share(row: Mapping[str, Any]) -> str:
    """Write the share that cropping loses; nothing where it is too little to mention."""
    lost = row["cut_fraction"]
    text = "" if lost is None else share(lost)
    return "" if text == "0%" else text


def colors(row: dict[str, Any]) -> str:
    """Write the colours of a checked file: `rgb, 8 bits, sRGB`; nothing where its header does not say."""
    if row["color_mode"] is None:
        return ""
    bits = row["bits"] and f"{display.counted(row['bits'], 'bit')} per channel"
    return ", ".join(filter(None, (row["color_mode"], bits, row["icc"] and f"profile {row['icc']}")))


def file_counts(summary: dict[str, int]) -> list[tuple[str, str]]:
    """Write how many checked files there were of each status, with the name of the count; none that is 0."""
    words = {"passed": "passed", "failed": "failed", "errors": "could not be read"}
    return [(name, f"{summary[name]} {text}") for name, text in words.items() if summary[name]]


def value_text(value: Any) -> str:
    """Write a value of the facts: text as it stands, the rest as JSON, which is YAML too."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, allow_nan=False)


# So many names of what was skipped are shown.
_SKIPPED_SHOWN = 6


def skipped_text(tail: dict[str, Any]) -> str:
    """Say what was skipped: `6 skipped: a.psd, b.eps, …`; nothing where nothing was."""
    names, count = tail["skipped"][:_SKIPPED_SHOWN], tail["summary"]["skipped"]
    more = ", …" if count > len(names) else ""
    return f"{count} skipped: {', '.join(name.removeprefix('./') for name in names)}{more}" if count else ""


def price(dollars: float | None) -> str:
    """Write a price as it is sourced."""
    return "" if dollars is None else display.money(exact(dollars))


def prices(dollars: Sequence[float | Fraction | None]) -> list[str | None]:
    """Write the prices of a column as they are sourced, all with as many decimals as the longest; None is unknown."""
    written = [None if each is None else display.money(_exact(each)) for each in dollars]
    places = max((len(text.partition(".")[2]) for text in written if text), default=0)
    return [text and _padded(text, places) for text in written]


def _exact(number: float | Fraction) -> Fraction:
    return number if isinstance(number, Fraction) else exact(number)


def _padded(number: str, places: int) -> str:
    whole, _, decimals = number.partition(".")
    return f"{whole}.{decimals:0<{places}}" if places else whole


def seconds_span(row: Mapping[str, Any]) -> str:
    """Write a row's seconds."""
    low, high = row["seconds_min"], row["seconds_max"]
    return "" if low is None else display.seconds(exact(low), exact(high))


def time_span(row: Mapping[str, Any], longest: float | None = None) -> str:
    """Write a row's time in the unit that suits it, or the longest time beside it if that leaves something of it."""
    low, high = row["seconds_min"], row["seconds_max"]
    if low is None:
        return ""
    top = high if longest is None else longest
    factor, unit = next(
        (factor, unit) for least, factor, unit in _TIMES if top >= least and (high * 10 >= factor or factor == 1)
    )
    ends = dict.fromkeys(display.number(exact(end) / factor) for end in (low, high))
    return f"{'–'.join(ends)} {unit}"


# From so many seconds on, a time is divided by so many, and written in this unit.
_TIMES = ((7200, 3600, "h"), (120, 60, "min"), (0, 1, "s"))


def byte_span(row: Mapping[str, Any]) -> str:
    """Write a row's JPG size."""
    low, high = row["jpg_bytes_min"], row["jpg_bytes_max"]
    return "" if low is None else display.size(low, high)


def weight(low: int, high: int) -> str:
    """Write bytes that are an estimate: the first two digits of either end."""
    return display.size(_two_digits(low), _two_digits(high))


def _two_digits(count: int) -> int:
    rest: int = 10 ** max(0, len(str(count)) - 2)
    return half_up(Fraction(count, rest)) * rest
