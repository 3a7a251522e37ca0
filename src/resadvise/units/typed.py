"""Values of Python as they would be typed: `(1080, 1350)` is `1080x1350`, and 0.1 + 0.2 is `0.3`."""

from typing import Any

from resadvise.units.numbers import exact, half_up, point_at
from resadvise.units.quantities import MAX_DIGITS, Length, Pixels, Ratio, Size


def typed(field: str, value: Any) -> str:
    """Write the value of a field of a brief as it would be typed for its option; a text stays as it is."""
    if isinstance(value, str):
        return value
    if isinstance(value, (bool, Length, Size, Pixels, Ratio)):
        return str(value)
    if isinstance(value, (tuple, list)):
        return (":" if field == "aspect" else "x").join(typed(field, side) for side in value)
    return _decimals(value)


def _decimals(number: Any) -> str:
    """Write a number in as many digits as a quantity may have: sums of floats, and 1/3, have more."""
    try:
        value = exact(number)
        places = max(0, MAX_DIGITS - len(str(abs(int(value)))))
    except ValueError:  # not a number, infinite, or of thousands of digits: the parser says what is wrong with it
        return str(number)
    return point_at(half_up(value, places), places)
