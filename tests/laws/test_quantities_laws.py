"""Laws of texts and exact values, for any text and any value."""

from __future__ import annotations

from contextlib import suppress
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from resadvise.units.numbers import exact, half_up, plain, point_at
from resadvise.units.quantities import (
    MAX_TEXT,
    Extent,
    Length,
    Pixels,
    QuantityError,
    Ratio,
    Size,
    parse_bytes,
    parse_density,
    parse_factor,
    parse_margin,
    parse_money,
    parse_seconds,
    parse_share,
)

if TYPE_CHECKING:
    from collections.abc import Callable

MM_PER = {"mm": Fraction(1), "cm": Fraction(10), "m": Fraction(1000), "in": Fraction("25.4"), "ft": Fraction("304.8")}
UNITS = tuple(MM_PER)


def length(value: Fraction, unit: str) -> Length:
    return Length(value, unit)


DECIMALS = st.builds(lambda digits, places: Fraction(digits, 10**places), st.integers(1, 10**6), st.integers(0, 8))
FRACTIONS = st.fractions(min_value=-(10**9), max_value=10**9)
LENGTHS = st.builds(length, DECIMALS, st.sampled_from(UNITS)).filter(lambda length: length.inches <= 10**6)
SIZES = st.builds(Size, LENGTHS, LENGTHS)
PIXELS = st.builds(Pixels, st.integers(1, 10**6), st.integers(1, 10**6))
RATIOS = st.builds(Ratio, DECIMALS, DECIMALS).filter(lambda ratio: Fraction(1, 100) <= ratio.value <= 100)

READERS: dict[str, Callable[[str], object]] = {
    "size": Size.parse,
    "length": Length.parse,
    "bleed": lambda text: Length.parse(text, zero=True),
    "pixels": Pixels.parse,
    "ratio": Ratio.parse,
    "density": parse_density,
    "share": parse_share,
    "margin": parse_margin,
    "bytes": parse_bytes,
    "seconds": parse_seconds,
    "money": parse_money,
    "factor": parse_factor,
}
# What looks like a quantity, and nearly is one.
PIECES = st.sampled_from(
    [*"0123456789.,:/-+ $%%xX×\"'″′٣１½\n\t_eE", " x ", "px", *UNITS, "MM", "ppi", "dpi", "KB", "KiB", "MB", "GiB", "B",
     "s", "min", "h", "USD", "nan", "inf", "00", "16:9", "297", "8.5", "969", "1_0", "1e3"]
)  # fmt: skip
NEARLY = st.lists(PIECES, max_size=9).map("".join)
TEXTS = st.one_of(st.text(), NEARLY, st.text(st.characters(codec="utf-8", categories=["N", "P", "Z", "S"])))


@pytest.mark.parametrize("name", READERS)
@given(text=TEXTS)
def test_parsers_are_total(name: str, text: str) -> None:
    try:
        value = READERS[name](text)
    except QuantityError as error:
        message = str(error)
        assert message
        assert len(message) < 5 * MAX_TEXT + 200
    else:
        assert isinstance(value, Fraction | int | Length | Size | Pixels | Ratio)


@pytest.mark.parametrize("name", ["size", "length", "bleed", "pixels", "ratio"])
@given(text=TEXTS)
def test_whatever_was_read_is_read_back(name: str, text: str) -> None:
    with suppress(QuantityError):
        value = READERS[name](text)
        assert READERS[name](str(value)) == value


@given(SIZES)
def test_size_is_read_back(size: Size) -> None:
    assert Size.parse(str(size)) == size
    assert Size.parse(str(size.turned)) == size.turned
    assert size.turned.turned == size


@given(LENGTHS)
def test_length_is_read_back(length: Length) -> None:
    assert Length.parse(str(length)) == length


@given(SIZES, LENGTHS)
def test_a_bleed_is_added_twice_to_each_side_and_taken_away_again(size: Size, bleed: Length) -> None:
    def inches(extent: Extent) -> tuple[Fraction, Fraction]:
        return Fraction(extent.width, extent.per_inch), Fraction(extent.height, extent.per_inch)

    trim, extra = size.extent(), Fraction(*bleed.as_inches())
    assert inches(trim.with_bleed(bleed)) == tuple(side + 2 * extra for side in inches(trim))
    assert inches(trim.with_bleed(bleed).without_bleed(bleed)) == inches(trim)


@given(PIXELS)
def test_pixels_are_read_back(pixels: Pixels) -> None:
    assert Pixels.parse(str(pixels)) == pixels
    assert pixels.turned.turned == pixels
    assert pixels.turned.area == pixels.area


@given(RATIOS)
def test_ratio_is_read_back(ratio: Ratio) -> None:
    assert Ratio.parse(str(ratio)) == ratio
    assert ratio.turned.value == 1 / ratio.value


@given(DECIMALS)
def test_what_is_written_out_exactly_is_read_as_it_is(number: Fraction) -> None:
    assert parse_seconds(f"{plain(number)}s") == number
    assert parse_money(f"${plain(number)}") == number
    with suppress(QuantityError):
        assert parse_density(f"{plain(number)}ppi") == number
    assert parse_share(f"{plain(number / 10**4)}%") == number / 10**6


@given(st.integers(1, 10**15 - 1))
def test_bytes_are_read_back(size: int) -> None:
    assert parse_bytes(f"{size}B") == size


@given(DECIMALS)
def test_margin_is_read_with_either_sign(number: Fraction) -> None:
    assert parse_margin(f"{plain(number)}%") == number / 100
    assert parse_margin(f"-{plain(number)}%") == -number / 100


@given(DECIMALS)
def test_inches_and_millimetres_agree(number: Fraction) -> None:
    inches = {unit: Length.parse(f"{plain(number / 100)}{unit}").inches for unit in UNITS}
    assert Length.parse(f"{plain(number * Fraction('0.254'))}mm").inches == inches["in"] == number / 100
    assert inches["ft"] == 12 * inches["in"]
    assert inches["m"] == 100 * inches["cm"] == 1000 * inches["mm"]


@given(SIZES, st.sampled_from(["x", "X", "×", " x ", " × "]), st.booleans())
def test_spelling_does_not_matter(size: Size, cross: str, loud: bool) -> None:
    text = f" {size.width}{cross}{size.height} "
    assert Size.parse(text.upper() if loud else text) == size


@given(DECIMALS, DECIMALS, st.sampled_from(UNITS))
def test_unit_said_once_holds_for_both(width: Fraction, height: Fraction, unit: str) -> None:
    assume(max(width, height) <= 10**4)
    both = Size.parse(f"{plain(width)}{unit}x{plain(height)}{unit}")
    assert Size.parse(f"{plain(width)}x{plain(height)}{unit}") == both
    assert Size.parse(f"{plain(width)}{unit}x{plain(height)}") == both


@given(FRACTIONS)
def test_half_up_is_nearest_and_ties_go_up(number: Fraction) -> None:
    assert -Fraction(1, 2) < half_up(number) - number <= Fraction(1, 2)


@given(st.integers(-(10**9), 10**9))
def test_half_up_at_whole_and_half(number: int) -> None:
    assert half_up(Fraction(number)) == number
    assert half_up(number + Fraction(1, 2)) == number + 1


@given(FRACTIONS, st.integers(0, 6))
def test_half_up_to_places(number: Fraction, places: int) -> None:
    assert half_up(number, places) == half_up(number * 10**places)


@given(st.integers(), st.integers(0, 40))
def test_point_is_moved_exactly(digits: int, places: int) -> None:
    text = point_at(digits, places)
    assert Fraction(text) == Fraction(digits, 10**places)
    assert text == plain(Fraction(text))


@given(FRACTIONS, FRACTIONS)
def test_half_up_is_monotone(one: Fraction, other: Fraction) -> None:
    assert (one <= other) <= (half_up(one) <= half_up(other))


@given(FRACTIONS, st.integers(0, 30))
def test_plain_reads_back_exactly(number: Fraction, places: int) -> None:
    decimal = Fraction(number.numerator, 10**places)
    assert Fraction(plain(decimal)) == decimal
    assert "/" not in plain(decimal)
    assert Fraction(plain(number)) == number


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_exact_is_what_the_float_is_written_as(number: float) -> None:
    assert float(exact(number)) == number
    assert exact(float(str(number))) == Fraction(str(number))


@given(DECIMALS, DECIMALS)
def test_bigger_numbers_give_bigger_values(one: Fraction, other: Fraction) -> None:
    assume(one != other)
    low, high = sorted((one, other))
    for parse, unit in (
        (parse_density, "ppi"),
        (parse_share, "%"),
        (parse_margin, "%"),
        (parse_bytes, "GB"),
        (parse_seconds, "h"),
        (parse_money, "$"),
        (parse_factor, "x"),
    ):
        with suppress(QuantityError):
            assert parse(f"{plain(low)}{unit}") < parse(f"{plain(high)}{unit}")
    for unit in UNITS:
        with suppress(QuantityError):
            assert Length.parse(f"{plain(low)}{unit}").inches < Length.parse(f"{plain(high)}{unit}").inches


@given(st.integers(1, 10**5), st.sampled_from([("B", "KB"), ("KB", "KiB"), ("KiB", "MB"), ("MB", "MiB"), ("MiB", "GB"),
                                             ("GB", "GiB")]))  # fmt: skip
def test_bigger_units_give_bigger_values(number: int, units: tuple[str, str]) -> None:
    low, high = (parse_bytes(f"{number}{unit}") for unit in units)
    assert low < high
