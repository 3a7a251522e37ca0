"""Exact numbers: their decimals, the one rounding rule of this project, and what JSON gets of them."""

from fractions import Fraction


def plain(number: Fraction) -> str:
    """Write a number exactly: in decimals where they end, else as `1/3` (never read from the outside)."""
    top, bottom = number.numerator, number.denominator
    if bottom == 1:
        return str(top)
    rest, places = bottom, 0
    while rest % 2 == 0 or rest % 5 == 0:
        rest, places = rest // (2 if rest % 2 == 0 else 5), places + 1
    if rest != 1:
        return str(number)
    return point_at(top * 10**places // bottom, places)


def point_at(digits: int, places: int) -> str:
    """Write a whole number with its decimal point moved `places` to the left, and no zeros at the end."""
    text = str(abs(digits)).rjust(places + 1, "0")
    whole, decimals = (text[:-places], text[-places:].rstrip("0")) if places else (text, "")
    return ("-" if digits < 0 else "") + (f"{whole}.{decimals}" if decimals else whole)


def exact(number: float | int) -> Fraction:
    """Return the decimal that was written in a data file, not the float nearest to it."""
    return Fraction(str(number))


def half_up(number: Fraction | int, places: int = 0) -> int:
    """Round to the nearest whole number of `10**-places`, halves upward: the one rounding rule of this project."""
    return half_up_quotient(number.numerator * 10**places, number.denominator)


def half_up_quotient(over: int, under: int) -> int:
    """Round `over / under` to the nearest whole number, halves upward."""
    return (2 * over + under) // (2 * under)


SHARE_PLACES = 4
"""Decimals of a share or margin in the JSON."""


def decimal(value: Fraction | int | None, places: int) -> int | float | None:
    """Round a value for JSON: half up to the given decimals, an int where nothing is left behind the point."""
    return None if value is None else decimal_quotient(value.numerator, value.denominator, places)


def decimal_quotient(over: int, under: int, places: int) -> int | float:
    """Round `over / under` for JSON, in the same way."""
    one: int = 10**places
    digits = half_up_quotient(over * one, under)
    return digits / one if digits % one else digits // one


def share_json(value: Fraction | int | None) -> int | float | None:
    """Round a share or a margin for JSON."""
    return decimal(value, SHARE_PLACES)


def span_dict(name: str, ends: tuple[Fraction, Fraction] | tuple[int, int] | None) -> dict[str, int | float | None]:
    """Return a range as two JSON fields, both None where it is unknown."""
    low, high = ends or (None, None)
    return {f"{name}_min": decimal(low, 3), f"{name}_max": decimal(high, 3)}


def price_json(price: Fraction | int | None) -> float | int | None:
    """Return a price as it is sourced, not rounded."""
    return None if price is None else int(price) if price.denominator == 1 else float(price)
