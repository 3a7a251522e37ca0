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
