"""Figures of the JSON rows, as the screens write them; an unknown one is empty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from resadvise.units import display
from resadvise.units.numbers import exact
from resadvise.units.quantities import Pixels

if TYPE_CHECKING:
    from collections.abc import Mapping


def box(sides: list[int]) -> str:
    """Write a pixel pair."""
    return display.box(Pixels(*sides))


def short_box(sides: list[int]) -> str:
    """Write a pixel pair without its unit, under a heading that has it."""
    return f"{sides[0]}×{sides[1]}"


def margin(value: float) -> str:
    """Write a margin with its sign."""
    return display.margin(exact(value))


def cut_share(row: dict[str, Any]) -> str:
    """Write how much of a checked file is cut away; nothing where it is too little to be said."""
    share = row["cut_fraction"]
    text = "" if share is None else display.percent(exact(share))
    return "" if text == "0%" else text


def colors(row: dict[str, Any]) -> str:
    """Write the colours of a checked file: `rgb, 8 bits, sRGB`; nothing where its header does not say."""
    if row["color_mode"] is None:
        return ""
    bits = row["bits"] and f"{display.counted(row['bits'], 'bit')} a channel"
    return ", ".join(filter(None, (row["color_mode"], bits, row["icc"] and f"profile {row['icc']}")))


def file_counts(summary: dict[str, int]) -> list[tuple[str, str]]:
    """Write how many checked files there were of each status, with the name of the count; none that is 0."""
    words = {"passed": "passed", "failed": "failed", "errors": "could not be read"}
    return [(name, f"{summary[name]} {text}") for name, text in words.items() if summary[name]]


# So many names of what was skipped are shown.
_SKIPPED_SHOWN = 6


def skipped_text(tail: dict[str, Any]) -> str:
    """Say what was skipped: `6 skipped: a.psd, b.eps, …`; nothing where nothing was."""
    names, count = tail["skipped"][:_SKIPPED_SHOWN], tail["summary"]["skipped"]
    more = ", …" if count > len(names) else ""
    return f"{count} skipped: {', '.join(name.removeprefix('./') for name in names)}{more}" if count else ""


def price(dollars: float | None) -> str:
    """Write a price."""
    return "" if dollars is None else display.money(exact(dollars))


def seconds_span(row: Mapping[str, Any]) -> str:
    """Write a row's seconds."""
    low, high = row["seconds_min"], row["seconds_max"]
    return "" if low is None else display.seconds(exact(low), exact(high))


def byte_span(row: Mapping[str, Any]) -> str:
    """Write a row's JPG size."""
    low, high = row["jpg_bytes_min"], row["jpg_bytes_max"]
    return "" if low is None else display.size(low, high)
