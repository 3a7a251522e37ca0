"""Text <-> exact values: `297x420mm`, `300ppi`, `50%`, `500KB`, `30s`, `$0.10`, `16:9`.

Every parser is total: it returns an exact value or raises `QuantityError` with one sentence that says what is
wrong and what to write instead. Nothing here is a float, and `parse(str(value)) == value` for every type.
"""

import re
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple, Self

from resadvise.units.numbers import plain

# Bounds against numbers made to be slow.
MAX_TEXT = 60
MAX_DIGITS = 15
# So many texts are remembered with what they mean: the rows of a table repeat them.
REMEMBERED = 4_096

_NUMBER = r"(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)"
_QUANTITY = re.compile(rf"({_NUMBER})\s*([^0-9.,\s][^0-9.,]*)?")
_SIZE = re.compile(rf"({_NUMBER})\s*([pP][xX]|[^0-9.,\sxX×]*)\s*[xX×]\s*({_NUMBER})\s*([^0-9.,]*)")
_RATIO = re.compile(rf"({_NUMBER})\s*[:/xX×]\s*({_NUMBER})")


class QuantityError(ValueError):
    """A text that is not the quantity it should be. The message is one sentence for the user."""


def split(text: str, what: str, example: str) -> tuple[Fraction, str | None]:
    """Split into number and casefolded unit, or say why this is not `what`."""
    match = _QUANTITY.fullmatch(short(text))
    if match is None:
        raise QuantityError(f"{text!r} is not {what}; {_advice(text, example)}")
    unit = match[2].casefold() if match[2] else None
    return _number(match[1]), unit


def sides(text: str, what: str, example: str) -> tuple[str, str, str, str]:
    """Split into width, its unit, height and its unit, as they were written, or say why this is not `what`."""
    match = _SIZE.fullmatch(short(text))
    if match is None:
        raise QuantityError(f"{text!r} is not {what}; {_advice(text, example)}")
    return match[1], match[2], match[3], match[4]


def ratio_sides(text: str) -> tuple[Fraction, Fraction]:
    """Split into the two numbers of an aspect ratio."""
    match = _RATIO.fullmatch(short(text))
    if match is None:
        raise QuantityError(f"{text!r} is not an aspect ratio; try 16:9{_clock_hint(text)}")
    return _number(match[1]), _number(match[2])


def short(text: str) -> str:
    """Strip the text, and refuse what is too long to be a quantity before any pattern looks at it."""
    if len(text) > MAX_TEXT:
        raise QuantityError(f"{text[:20]!r}… is too long for a quantity: {len(text)} characters")
    return text.strip(" ")


def _number(text: str) -> Fraction:
    whole, _, decimals = text.partition(".")
    digits = len(whole or "0") + len(decimals)  # .5 is written back as 0.5
    if digits > MAX_DIGITS:
        raise QuantityError(f"a number of {digits} digits is too long; {MAX_DIGITS} is the limit")
    # Fraction(text) takes twice as long, and a whole number need not be reduced.
    return Fraction(int(whole + decimals), 10 ** len(decimals)) if decimals else Fraction(int(whole))


def _whole(text: str) -> int:
    if len(text) > MAX_DIGITS:
        raise QuantityError(f"a number of {len(text)} digits is too long; {MAX_DIGITS} is the limit")
    return int(text)


def _advice(text: str, example: str) -> str:
    if re.search(r"[1-9][0-9]{0,2}(,[0-9]{3})+(?![0-9])", text):
        return f"write {''.join(text.split()).replace(',', '')} without a comma, or decimals with a point"
    if re.search(r"[0-9],[0-9]", text):
        return f"use a decimal point: {''.join(text.split()).replace(',', '.')}"
    if text.strip(" ").startswith("-"):
        return f"it cannot be negative; try {example}"
    return f"try {example}"


def _clock_hint(text: str) -> str:
    """Explain a whole number that YAML 1.1 made of an unquoted ratio: it reads 16:9 as 16 x 60 + 9."""
    if re.fullmatch(r"[0-9]{2,4}", text):
        minutes, seconds = divmod(int(text), 60)
        if minutes and seconds:
            return f' (if a YAML file says {minutes}:{seconds}, quote it: "{minutes}:{seconds}")'
    return ""


MM_PER_INCH = Fraction(254, 10)  # exact by definition since 1959

# Bounds against slips of the keyboard, not figures of the domain.
MAX_INCHES = 1_000_000
MAX_PIXELS = 1_000_000
MOST_IMAGES = 100_000
LEAST_KEEP = Fraction(1, 10_000)
"""Of each side, by a crop; the JSON has no room for less."""

_INCHES = {
    "mm": 1 / MM_PER_INCH,
    "cm": 10 / MM_PER_INCH,
    "m": 1000 / MM_PER_INCH,
    "in": Fraction(1),
    "ft": Fraction(12),
}
_WHOLE_INCHES = {unit: inches.as_integer_ratio() for unit, inches in _INCHES.items()}
LENGTH_UNITS = {unit: unit for unit in _INCHES} | {
    "inch": "in", "inches": "in", '"': "in", "″": "in", "”": "in",
    **dict.fromkeys(("millimetre", "millimetres", "millimeter", "millimeters"), "mm"),
    **dict.fromkeys(("centimetre", "centimetres", "centimeter", "centimeters"), "cm"),
    **dict.fromkeys(("metre", "metres", "meter", "meters"), "m"),
    "foot": "ft", "feet": "ft", "'": "ft", "′": "ft",
}  # fmt: skip
_BYTES = {"b": 1, "kb": 10**3, "mb": 10**6, "gb": 10**9, "kib": 2**10, "mib": 2**20, "gib": 2**30}
_SECONDS = {"s": 1, "sec": 1, "second": 1, "seconds": 1, "m": 60, "min": 60, "minute": 60, "minutes": 60,
            "h": 3600, "hour": 3600, "hours": 3600}  # fmt: skip


class Length(NamedTuple):
    """A length in the unit it was given in: `value` in `unit` (mm, cm, m, in or ft)."""

    value: Fraction
    unit: str

    @property
    def inches(self) -> Fraction:
        """The length in inches, exactly."""
        return self.value * _INCHES[self.unit]

    def as_inches(self) -> tuple[int, int]:
        """Return the inches as two whole numbers, one over the other, not in lowest terms."""
        over, under = _WHOLE_INCHES[self.unit]
        return self.value.numerator * over, self.value.denominator * under

    def __str__(self) -> str:
        return f"{plain(self.value)}{self.unit}"

    @classmethod
    def parse(cls, text: str, *, zero: bool = False) -> Self:
        """Read `3mm`, `0.125in`, `2 m`, `6ft`, `12"`. A length without a unit is refused; zero only on request."""
        number, unit = split(text, "a length", "3mm or 0.125in")
        if unit is None:
            if zero and number == 0:
                return cls(number, "mm")
            said = plain(number)
            raise QuantityError(f"{text!r} has no unit; try {said}mm, {said}cm, {said}m or {said}in")
        return cls._checked(number, unit, text, zero)

    @classmethod
    def _checked(cls, number: Fraction, unit: str, text: str, zero: bool) -> Self:
        """Return a length in a unit that was written with any letters; `text` is what the user sees of it."""
        known = LENGTH_UNITS.get(unit.casefold())
        if known is None:
            raise QuantityError(f"{text!r} is not a length: the unit must be mm, cm, m, in or ft")
        length = cls(number, known)
        if not number and not zero:
            raise QuantityError(f"{text!r} must be more than zero")
        over, under = length.as_inches()
        if over > MAX_INCHES * under:
            raise QuantityError(f"{text!r} is too long for a print; check the unit")
        return length


@lru_cache(REMEMBERED)
def _side(number: str, unit: str) -> Length:
    """Return the side of a size, from a number and a unit as they were written."""
    return Length._checked(_number(number), unit, number + unit, zero=False)


class Extent(NamedTuple):
    """A size on paper as whole numbers of one small unit, so that it is compared and multiplied exactly and quickly.

    The sides are `width / per_inch` and `height / per_inch` inches.
    """

    width: int
    height: int
    per_inch: int

    def with_bleed(self, bleed: Length) -> Self:
        """Return the size with the bleed added on each of the four sides."""
        return self._wider(bleed, 2)

    def without_bleed(self, bleed: Length) -> Self:
        """Return the size that has this size with the bleed."""
        return self._wider(bleed, -2)

    def _wider(self, bleed: Length, times: int) -> Self:
        extra, under = bleed.as_inches()
        width, height, unit = self
        if unit != under:
            width, height, extra, unit = width * under, height * under, extra * unit, unit * under
        return type(self)(width + times * extra, height + times * extra, unit)


class Size(NamedTuple):
    """A physical width and height; each keeps the unit it was given in."""

    width: Length
    height: Length

    @property
    def inches(self) -> tuple[Fraction, Fraction]:
        """Width and height in inches, exactly."""
        return self.width.inches, self.height.inches

    def extent(self) -> Extent:
        """Return the size in whole numbers."""
        width, across = self.width.as_inches()
        height, down = self.height.as_inches()
        if across == down:
            return Extent(width, height, across)
        return Extent(width * down, height * across, across * down)

    @property
    def turned(self) -> Self:
        """The same sheet, rotated by 90 degrees."""
        return type(self)(self.height, self.width)

    def __str__(self) -> str:
        if self.width.unit == self.height.unit:
            return f"{plain(self.width.value)}x{self.height}"
        return f"{self.width}x{self.height}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `297x420mm`, `8.5 x 11 in`, `48x14ft`, `8.5"×11"`; a unit said once holds for both sides."""
        width, width_unit, height, height_unit = sides(text, "a size", "297x420mm or 8.5x11in")
        if not (width_unit or height_unit):
            box = f"{width}x{height}"
            raise QuantityError(f"{text!r} has no unit; try {box}mm, {box}cm or {box}in")
        if "px" in (width_unit.casefold(), height_unit.casefold()):
            raise QuantityError(f"{text!r} is in pixels; a size on paper needs a unit such as mm or in")
        across, down = width_unit or height_unit, height_unit or width_unit
        return cls(_side(width, across), _side(height, down))


class Pixels(NamedTuple):
    """A box of whole pixels."""

    width: int
    height: int

    @property
    def area(self) -> int:
        """Width times height."""
        return self.width * self.height

    @property
    def turned(self) -> Self:
        """The same box, rotated by 90 degrees."""
        return type(self)(self.height, self.width)

    def __str__(self) -> str:
        return f"{self.width}x{self.height}px"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `1080x1350` or `1920 × 1080 px`; whole pixels only."""
        width, width_unit, height, height_unit = sides(text, "a pixel size", "1080x1350")
        for unit in (width_unit, height_unit):
            if unit and unit.casefold() != "px":
                raise QuantityError(f"{text!r} is in {unit[:9]!r}, not px; try 1080x1350")
        if "." in width + height:
            raise QuantityError(f"{text!r} has a fraction of a pixel; use whole pixels, such as 1080x1350")
        box = cls(_whole(width), _whole(height))
        if not all(1 <= side <= MAX_PIXELS for side in box):
            raise QuantityError(f"{text!r} must be from 1 to {MAX_PIXELS} pixels on each side")
        return box


class Ratio(NamedTuple):
    """An aspect ratio as it was given, so that 21:9 stays 21:9; compare by `value`."""

    width: Fraction
    height: Fraction

    @property
    def value(self) -> Fraction:
        """Width over height."""
        return self.width / self.height

    @property
    def turned(self) -> Self:
        """Height to width."""
        return type(self)(self.height, self.width)

    def __str__(self) -> str:
        return f"{plain(self.width)}:{plain(self.height)}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `16:9`, `2.39:1`, `4/5` or `16x9`."""
        width, height = ratio_sides(text)
        if not width or not height:
            raise QuantityError(f"{text!r} is not an aspect ratio: both sides must be more than zero")
        if not Fraction(1, 100) <= width / height <= 100:
            raise QuantityError(f"{text!r} is too extreme; try 16:9")
        return cls(width, height)


def parse_density(text: str) -> Fraction:
    """Read `300`, `300ppi` or `300 dpi` as pixels per inch."""
    number, unit = split(text, "a density", "300 or 300ppi")
    if unit not in (None, "ppi", "dpi"):
        raise QuantityError(f"{text!r} is not a density; try 300 or 300ppi")
    if not 1 <= number <= 10_000:
        raise QuantityError(f"{text!r} is not a print density: it must be from 1 to 10000 ppi")
    return number


def parse_share(text: str) -> Fraction:
    """Read `50%`, `0.5` or `0` as a share from 0 to 1."""
    share = _part(text, "a share", "50% or 0.5")
    if share > 1:
        raise QuantityError(f"{text!r} is more than 100%; try 50% or 0.5")
    return share


def parse_keep(text: str) -> Fraction:
    """Read `50%` or `0.5` as the share of each side that a crop keeps, from 0.01% to 1."""
    share = parse_share(text)
    if share < LEAST_KEEP:
        raise QuantityError(f"{text!r} keeps less than {plain(LEAST_KEEP * 100)}%; try 50%")
    return share


def parse_surplus(text: str) -> Fraction:
    """Read `150%` or `1.5` as how much more there may be."""
    return _part(text, "a surplus", "100% or 1.5")


def _part(text: str, what: str, example: str) -> Fraction:
    number, unit = split(text, what, example)
    if unit not in (None, "%"):
        raise QuantityError(f"{text!r} is not {what}; try {example}")
    return number / 100 if unit else number


def parse_margin(text: str) -> Fraction:
    """Read a threshold of the data files, `-2%` or `100%`, as a fraction."""
    body = short(text)
    number, unit = split(body.removeprefix("-"), "a margin", "-2%")
    if unit != "%":
        raise QuantityError(f"{text!r} is not a margin; try -2%")
    return (-number if body.startswith("-") else number) / 100


def parse_bytes(text: str) -> int:
    """Read `500KB`, `1.2 MB`, `2MiB` or `150000` as whole bytes; KB is 1000 bytes, KiB is 1024."""
    number, unit = split(text, "a file size", "500KB or 1.2MB")
    factor = _BYTES.get(unit or "b")
    if factor is None:
        raise QuantityError(f"{text!r} is not a file size: the unit must be B, KB, MB, GB, KiB, MiB or GiB")
    size = number * factor
    if size.denominator != 1:
        raise QuantityError(f"{text!r} is not a whole number of bytes")
    if size == 0:
        raise QuantityError(f"{text!r} must be more than zero")
    return int(size)


def parse_seconds(text: str) -> Fraction:
    """Read `30s`, `10m`, `1.5h` or `30` (seconds) as seconds."""
    number, unit = split(text, "a time", "30s or 10m")
    factor = _SECONDS.get(unit or "s")
    if factor is None:
        raise QuantityError(f"{text!r} is not a time: the unit must be s, m or h")
    if number == 0:
        raise QuantityError(f"{text!r} must be more than zero")
    return number * factor


def parse_money(text: str) -> Fraction:
    """Read `0.10`, `$0.10` or `0.10 USD` as US dollars."""
    number, unit = split(short(text).removeprefix("$"), "a price", "0.10")
    if unit not in (None, "usd", "$"):
        raise QuantityError(f"{text!r} is not a price in US dollars; try 0.10")
    return number


def parse_count(text: str, least: int, most: int) -> int:
    """Read a number of images, such as `20`, from `least` to `most`."""
    word = short(text)
    if not (word.isascii() and word.isdigit() and least <= int(word) <= most):
        raise QuantityError(f"{text!r} is not a number of images from {least} to {most}")
    return int(word)


def parse_factor(text: str) -> Fraction:
    """Read a device pixel ratio: `2`, `1.5` or `2x`."""
    number, unit = split(text, "a pixel ratio", "2 or 1.5")
    if unit not in (None, "x"):
        raise QuantityError(f"{text!r} is not a device pixel ratio; try 2")
    if not Fraction(1, 2) <= number <= 10:
        raise QuantityError(f"{text!r} is not a device pixel ratio: it must be from 0.5 to 10")
    return number
