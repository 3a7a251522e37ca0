"""Exact values as JSON has them."""

from fractions import Fraction
from typing import Any

from resadvise.decimals import half_up
from resadvise.facts.catalog import Catalog
from resadvise.need import Need


def facts_dict(catalog: Catalog) -> dict[str, str | None]:
    """Return which facts an answer rests on."""
    return {"version": catalog.version, "as_of": catalog.as_of, "user_file": catalog.user_file}


def decimal(value: Fraction | int | None, places: int) -> int | float | None:
    """Round a value for JSON: half up to the given decimals, an int where nothing is left behind the point."""
    if value is None:
        return None
    digits: int = half_up(value, places)
    one: int = 10**places
    return digits / one if digits % one else digits // one


def span_dict(name: str, ends: tuple[Fraction, Fraction] | tuple[int, int] | None) -> dict[str, int | float | None]:
    """Return a range as two JSON fields, both None where it is unknown."""
    low, high = ends or (None, None)
    return {f"{name}_min": decimal(low, 3), f"{name}_max": decimal(high, 3)}


def price_json(price: Fraction | int | None) -> float | int | None:
    """Return a price as it is sourced, not rounded."""
    return None if price is None else int(price) if price.denominator == 1 else float(price)


def need_dict(need: Need | None) -> dict[str, Any] | None:
    """Return what a target demands; None without one."""
    if need is None:
        return None
    return {
        "pixels": list(need.pixels),
        "kind": need.kind,
        "ppi": decimal(need.ppi, 1),
        "ppi_min": decimal(need.ppi_min, 1),
        "bleed_mm": decimal(need.bleed_mm, 3),
        "dpr": decimal(need.dpr, 3),
        "keep": decimal(need.keep, 4),
    }
