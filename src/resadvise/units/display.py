"""Numbers and names as sentences say them. Values go in exact; rounding happens only here, for people."""

from fractions import Fraction

from resadvise.units.numbers import SHARE_PLACES, half_up, plain, point_at
from resadvise.units.quantities import MM_PER_INCH, Length, Pixels, Size


def number(value: Fraction | int | None, places: int = 1) -> str:
    """Write a number with at most `places` decimals."""
    assert value is not None
    return point_at(half_up(value, places), places)


def box(pixels: Pixels, unit: str = "px") -> str:
    """Write a box of pixels: `2863×4025 px`."""
    return f"{pixels.width}×{pixels.height} {unit}"


def length(value: Length) -> str:
    """Write a length in the unit it was given in: `3 mm`."""
    return f"{plain(value.value)} {value.unit}"


def paper(size: Size) -> str:
    """Write a size on paper: `297×420 mm`, or `1 in × 25.4 mm` where the sides differ in unit."""
    if size.width.unit == size.height.unit:
        return f"{plain(size.width.value)}×{length(size.height)}"
    return f"{length(size.width)} × {length(size.height)}"


def counted(count: int, what: str) -> str:
    """Write `1 draft` or `2 drafts`."""
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def first_of(names: list[str], last: str, most: int = 3) -> str:
    """Write names as a sentence lists them, `last` before the final one; of many the first, and how many follow."""
    if len(names) > most:
        return f"{', '.join(names[:most])} and {len(names) - most} more (`resadvise compare` lists them)"
    *others, final = names
    return f"{', '.join(others)} {last} {final}" if others else final


def percent(share: Fraction, places: int = 0) -> str:
    """Write a share in percent: `50%`."""
    return f"{number(_as_in_json(share) * 100, places)}%"


def margin(value: Fraction) -> str:
    """Write a margin with its sign: `+19%`, `-0.4%`; one decimal where a whole number would hide it."""
    text = _size_of(value)
    sign = "" if text == "0%" else "-" if value < 0 else "+"
    return f"{sign}{text}"


def more_or_less(value: Fraction) -> str:
    """Write a margin in words: `19% more than needed`, `0.4% less than needed`, `just what is needed`."""
    text = _size_of(value)
    return "just what is needed" if text == "0%" else f"{text} {'less' if value < 0 else 'more'} than needed"


def _size_of(margin: Fraction) -> str:
    size = abs(_as_in_json(margin))
    return percent(size, 1 if size < Fraction(1, 10) else 0)


def _as_in_json(share: Fraction) -> Fraction:
    """Round a share as the JSON does, so that sentences agree with the screens that are drawn from it."""
    return Fraction(half_up(share, SHARE_PLACES), 10**SHARE_PLACES)


def density(ppi: Fraction | None) -> str:
    """Write a density: whole from a hundred on, where a decimal says nothing."""
    return f"{number(ppi, 0 if ppi and ppi >= 100 else 1)} ppi"


def money(dollars: Fraction | int) -> str:
    """Write a price exactly, as it is sourced or was typed, but never with one decimal: `$0.1134`, `$0.50`, `$2`."""
    whole, point, decimals = plain(Fraction(dollars)).partition(".")
    return f"${whole}{point}{decimals:0<2}" if point else f"${whole}"


def cents(dollars: Fraction | int, beside: Fraction | int | None = None) -> str:
    """Write a price to the cent: `$0.11`, `$2.00`.

    A price below one cent has its first two digits, and one that would look the same as another `beside` it as many as
    tell them apart: `$0.0039`, `$0.042` beside `$0.044`.
    """
    places = 2
    while _too_coarse(dollars, places) or (beside != dollars and _alike(dollars, beside, places)):
        places += 1
    whole, _, decimals = point_at(half_up(dollars, places), places).partition(".")
    return f"${whole}.{decimals:0<2}" if dollars else "$0"


def _too_coarse(dollars: Fraction | int, places: int) -> bool:
    return 0 < dollars < Fraction(1, 100) and dollars * 10**places < 10


def _alike(one: Fraction | int, other: Fraction | int | None, places: int) -> bool:
    return other is not None and half_up(one, places) == half_up(other, places)


def seconds(low: Fraction, high: Fraction) -> str:
    """Write a range of seconds: `20–30 s`."""
    return f"{number(low)} s" if low == high else f"{number(low)}–{number(high)} s"


def size(low: int, high: int | None = None) -> str:
    """Write bytes, or a range of them: `150–400 KB`, `2–5 MB`."""
    top = low if high is None else high
    unit, factor = next(((u, f) for u, f in (("GB", 10**9), ("MB", 10**6), ("KB", 1000)) if top >= f), ("B", 1))
    ends = dict.fromkeys(number(Fraction(end, factor), 2 if end < factor else 1) for end in (low, top))
    return f"{'–'.join(ends)} {unit}"


def distance(inches: Fraction) -> str:
    """Write a viewing distance in metric: `60 cm`, `2.1 m`."""
    millimetres = inches * MM_PER_INCH
    if millimetres < 1000:
        return f"{number(millimetres / 10, 0)} cm"
    return f"{number(millimetres / 1000)} m"


def size_rules(step: int, edge: tuple[int, int], area: tuple[int, int], ratio: Fraction) -> str:
    """Write what the sizes of a model must keep: `multiples of 16 px, sides of 64–3120 px, up to 4.19 megapixels`."""
    steps = [f"multiples of {step} px"] if step > 1 else []
    least, most = (number(Fraction(each, 10**6), 2) for each in area)
    areas = f"{least}–{most} megapixels" if area[0] > edge[0] ** 2 else f"up to {most} megapixels"
    return ", ".join([*steps, f"sides of {edge[0]}–{edge[1]} px", areas, f"at most {number(ratio, 2)}:1"])
