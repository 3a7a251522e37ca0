"""Text <-> exact values, case by case. To add a case, add a row: parser, text, and the value or what is said of it."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

import pytest

from resadvise.units.numbers import exact, half_up, plain
from resadvise.units.quantities import (
    Length,
    Pixels,
    QuantityError,
    Ratio,
    Size,
    parse_bytes,
    parse_count,
    parse_density,
    parse_factor,
    parse_keep,
    parse_margin,
    parse_money,
    parse_seconds,
    parse_share,
)

if TYPE_CHECKING:
    from collections.abc import Callable

F = Fraction
bleed = partial(Length.parse, zero=True)


INCHES = {"mm": F(5, 127), "cm": F(50, 127), "m": F(5000, 127), "in": F(1), "ft": F(12)}


def length(value: str, unit: str) -> Length:
    return Length(F(value), unit)


def size(width: str, height: str, unit: str, height_unit: str | None = None) -> Size:
    return Size(length(width, unit), length(height, height_unit or unit))


def ratio(width: str, height: str) -> Ratio:
    return Ratio(F(width), F(height))


ACCEPTED: list[tuple[Callable[[str], object], str, object]] = [
    (Size.parse, "297x420mm", size("297", "420", "mm")),
    (Size.parse, "8x10in", size("8", "10", "in")),
    (Size.parse, "8.5 x 11 in", size("8.5", "11", "in")),
    (Size.parse, "48x14ft", size("48", "14", "ft")),
    (Size.parse, "1x1.4m", size("1", "1.4", "m")),
    (Size.parse, '8.5"x11"', size("8.5", "11", "in")),
    (Size.parse, "8.5″ × 11″", size("8.5", "11", "in")),
    (Size.parse, "8.5”X11”", size("8.5", "11", "in")),
    (Size.parse, '8.5x11"', size("8.5", "11", "in")),
    (Size.parse, "2'x3'", size("2", "3", "ft")),
    (Size.parse, "8.5 inches x 11 inches", size("8.5", "11", "in")),
    (Size.parse, "1 foot x 2 feet", size("1", "2", "ft")),
    (Size.parse, "297X420MM", size("297", "420", "mm")),
    (Size.parse, "297×420mm", size("297", "420", "mm")),
    (Size.parse, "  29.7 x 42 cm  ", size("29.7", "42", "cm")),
    (Size.parse, "297mm x 42cm", size("297", "42", "mm", "cm")),
    (Size.parse, "10ftx36in", size("10", "36", "ft", "in")),
    (Size.parse, "297mm x 420", size("297", "420", "mm")),  # a unit said once holds for both, wherever it stands
    (Size.parse, '8.5" x 11', size("8.5", "11", "in")),
    (Size.parse, ".5x.25in", size("0.5", "0.25", "in")),
    (Size.parse, "1000000x1000000in", size("1000000", "1000000", "in")),
    (Length.parse, "3mm", length("3", "mm")),
    (Length.parse, "0.125in", length("0.125", "in")),
    (Length.parse, ".125 in", length("0.125", "in")),
    (Length.parse, "2 m", length("2", "m")),
    (Length.parse, "2M", length("2", "m")),
    (Length.parse, "6ft", length("6", "ft")),
    (Length.parse, "6′", length("6", "ft")),
    (Length.parse, '12"', length("12", "in")),
    (Length.parse, "1inch", length("1", "in")),
    (Length.parse, "00012.50cm", length("12.5", "cm")),
    (Length.parse, "3\u00a0mm", length("3", "mm")),  # a no-break space, as text processors put it
    (Length.parse, "1234567.12345678mm", length("1234567.12345678", "mm")),  # 15 digits, and a point
    (Length.parse, ".12345678901234mm", length("0.12345678901234", "mm")),
    (bleed, "0", length("0", "mm")),
    (bleed, "0mm", length("0", "mm")),
    (bleed, "0.0in", length("0", "in")),
    (bleed, "3mm", length("3", "mm")),
    (Pixels.parse, "1080x1350", Pixels(1080, 1350)),
    (Pixels.parse, "1920 × 1080 px", Pixels(1920, 1080)),
    (Pixels.parse, "1080X1350PX", Pixels(1080, 1350)),
    (Pixels.parse, "1080px x 1350px", Pixels(1080, 1350)),
    (Pixels.parse, "1080PXx1350PX", Pixels(1080, 1350)),
    (Pixels.parse, "1080px x 1350", Pixels(1080, 1350)),
    (Pixels.parse, "1x1000000", Pixels(1, 1_000_000)),
    (Ratio.parse, "16:9", ratio("16", "9")),
    (Ratio.parse, "21:9", ratio("21", "9")),  # stays as it was said
    (Ratio.parse, "2.39:1", ratio("2.39", "1")),
    (Ratio.parse, "4/5", ratio("4", "5")),
    (Ratio.parse, "16x9", ratio("16", "9")),
    (Ratio.parse, "16 X 9", ratio("16", "9")),
    (Ratio.parse, "16×9", ratio("16", "9")),
    (Ratio.parse, " 1 : 1 ", ratio("1", "1")),
    (Ratio.parse, "100:1", ratio("100", "1")),
    (Ratio.parse, "1:100", ratio("1", "100")),
    (parse_density, "300", F(300)),
    (parse_density, "300ppi", F(300)),
    (parse_density, " 300 DPI ", F(300)),
    (parse_density, "72.5", F("72.5")),
    (parse_density, "1", F(1)),
    (parse_density, "10000", F(10000)),
    (parse_share, "50%", F(1, 2)),
    (parse_share, "0.5", F(1, 2)),
    (parse_share, "12.5 %", F(1, 8)),
    (parse_share, "0", F(0)),
    (parse_share, "1", F(1)),
    (parse_share, "100%", F(1)),
    (parse_keep, "0.01%", F(1, 10_000)),
    (parse_keep, "1", F(1)),
    (parse_margin, "-2%", F(-1, 50)),
    (parse_margin, " -2% ", F(-1, 50)),
    (parse_margin, "-.5%", F(-1, 200)),
    (parse_margin, "0%", F(0)),
    (parse_margin, "-0%", F(0)),
    (parse_margin, "100%", F(1)),
    (parse_bytes, "500KB", 500_000),
    (parse_bytes, "500 kb", 500_000),
    (parse_bytes, "1.2 MB", 1_200_000),
    (parse_bytes, "1GB", 1_000_000_000),
    (parse_bytes, "1KiB", 1024),
    (parse_bytes, ".5KiB", 512),
    (parse_bytes, "2MiB", 2_097_152),
    (parse_bytes, "1GiB", 1_073_741_824),
    (parse_bytes, "150000", 150_000),
    (parse_bytes, "1B", 1),
    (parse_seconds, "30", F(30)),
    (parse_seconds, "30s", F(30)),
    (parse_seconds, "0.5 sec", F(1, 2)),
    (parse_seconds, "10m", F(600)),
    (parse_seconds, "2 minutes", F(120)),
    (parse_seconds, "1 minute", F(60)),
    (parse_seconds, "5min", F(300)),
    (parse_seconds, "1 second", F(1)),
    (parse_seconds, "2 seconds", F(2)),
    (parse_seconds, "2 hours", F(7200)),
    (parse_seconds, "1.5h", F(5400)),
    (parse_seconds, "1 HOUR", F(3600)),
    (parse_money, "0.10", F(1, 10)),
    (parse_money, "$0.10", F(1, 10)),
    (parse_money, " $ 0.10 ", F(1, 10)),
    (parse_money, "0.10 USD", F(1, 10)),
    (parse_money, "0.10usd", F(1, 10)),
    (parse_money, "0.10$", F(1, 10)),
    (parse_money, "0", F(0)),  # a model may be free
    (parse_factor, "2", F(2)),
    (parse_factor, "1.5", F(3, 2)),
    (parse_factor, "2x", F(2)),
    (parse_factor, "2 X", F(2)),
    (parse_factor, "0.5", F(1, 2)),
    (parse_factor, "10", F(10)),
]

NO_SIZE, NO_LENGTH = "is not a size; try 297x420mm", "is not a length; try 3mm or 0.125in"
NO_PIXELS, NO_RATIO = "is not a pixel size; try 1080x1350", "is not an aspect ratio; try 16:9"

# parser, text, piece of the message
REFUSED: list[tuple[Callable[[str], object], str, str]] = [
    (Size.parse, "297x420", "has no unit; try 297x420mm, 297x420cm or 297x420in"),
    (Size.parse, " 297x420 ", "try 297x420mm"),
    (Size.parse, "1080x1350px", "is in pixels; a size on paper needs a unit"),
    (Size.parse, "1080px x 1350", "is in pixels; a size on paper needs a unit"),
    (Size.parse, "10x20PX", "is in pixels; a size on paper needs a unit"),
    (Size.parse, "10PX x 20mm", "is in pixels; a size on paper needs a unit"),
    (Size.parse, "10px x 20mm", "is in pixels; a size on paper needs a unit"),
    (Size.parse, "8,5x11in", "use a decimal point: 8.5x11in"),
    (Size.parse, "29,7x42cm", "use a decimal point: 29.7x42cm"),
    (Length.parse, "1,500mm", "write 1500mm without a comma, or decimals with a point"),
    (Pixels.parse, "1,080 x 1,350", "write 1080x1350 without a comma, or decimals with a point"),
    (parse_bytes, "1,500,000", "write 1500000 without a comma, or decimals with a point"),
    (parse_bytes, "1,5000", "use a decimal point: 1.5000"),
    (Length.parse, "0,125mm", "use a decimal point: 0.125mm"),
    (Size.parse, "-1x2mm", "cannot be negative; try 297x420mm"),
    (Size.parse, "1x-2mm", NO_SIZE),
    (Size.parse, "0x2mm", "'0mm' must be more than zero"),
    (Size.parse, "1x0.0mm", "'0.0mm' must be more than zero"),
    (Size.parse, "1x2km", "the unit must be mm, cm, m, in or ft"),
    (Size.parse, "1x2 m m", "the unit must be mm, cm, m, in or ft"),
    (Size.parse, "1000001x1in", "too long for a print; check the unit"),
    (Size.parse, "1x999999999m", "too long for a print; check the unit"),
    (Size.parse, "1x2x3mm", NO_SIZE),
    (Size.parse, "297mm", NO_SIZE),
    (Size.parse, "x2mm", NO_SIZE),
    (Size.parse, "a4", NO_SIZE),
    (Size.parse, "16:9", NO_SIZE),
    (Size.parse, "", NO_SIZE),
    (Size.parse, "nan", NO_SIZE),
    (Size.parse, "infxinfmm", NO_SIZE),
    (Size.parse, "1_0x1mm", NO_SIZE),
    (Size.parse, "1e3x1mm", NO_SIZE),
    (Size.parse, "١x٢mm", NO_SIZE),
    (Size.parse, "1234567890123456x1mm", "a number of 16 digits is too long; 15 is the limit"),
    (Size.parse, "1x1234567890.123456mm", "a number of 16 digits is too long; 15 is the limit"),
    (Length.parse, "3", "has no unit; try 3mm, 3cm, 3m or 3in"),
    (Length.parse, "0", "has no unit"),
    (Length.parse, "0mm", "must be more than zero"),
    (Length.parse, "3px", "the unit must be mm, cm, m, in or ft"),
    (Length.parse, "3mm\n", "the unit must be mm, cm, m, in or ft"),
    (Length.parse, "1000001in", "too long for a print; check the unit"),
    (Length.parse, "-3mm", "cannot be negative; try 3mm"),
    (Length.parse, "0,125in", "use a decimal point: 0.125in"),
    (Length.parse, "1/2in", NO_LENGTH),
    (Length.parse, "½in", NO_LENGTH),
    (Length.parse, "1.2.3mm", NO_LENGTH),
    (Length.parse, "3.mm", NO_LENGTH),
    (Length.parse, "+3mm", NO_LENGTH),
    (Length.parse, "mm", NO_LENGTH),
    (Length.parse, "", NO_LENGTH),
    (Length.parse, "infmm", NO_LENGTH),
    (Length.parse, "1_0mm", NO_LENGTH),
    (Length.parse, "1e3mm", NO_LENGTH),
    (Length.parse, "١mm", NO_LENGTH),
    (Length.parse, ".123456789012345mm", "a number of 16 digits is too long"),  # written back with a 0 before the point
    (bleed, "3", "has no unit; try 3mm, 3cm, 3m or 3in"),
    (bleed, "-0mm", "cannot be negative"),
    (Pixels.parse, "1080x1350mm", "not px; try 1080x1350"),
    (Pixels.parse, "10in x 1350px", "not px; try 1080x1350"),
    (Pixels.parse, "1080.5x1350", "has a fraction of a pixel; use whole pixels"),
    (Pixels.parse, "1080x.5", "has a fraction of a pixel; use whole pixels"),
    (Pixels.parse, "0x1350", "must be from 1 to 1000000 pixels on each side"),
    (Pixels.parse, "1080x0", "must be from 1 to 1000000 pixels on each side"),
    (Pixels.parse, "1080x1000001", "must be from 1 to 1000000 pixels on each side"),
    (Pixels.parse, "1080,5x1350", "use a decimal point: 1080.5x1350"),
    (Pixels.parse, "-1080x1350", "cannot be negative; try 1080x1350"),
    (Pixels.parse, "10x10parsecs and more", "is in 'parsecs a', not px"),
    (Pixels.parse, " -1080x1350", "cannot be negative"),
    (Pixels.parse, "1080", NO_PIXELS),
    (Pixels.parse, "1080*1350", NO_PIXELS),
    (Pixels.parse, "", NO_PIXELS),
    (Pixels.parse, "nanxnan", NO_PIXELS),
    (Pixels.parse, "1_0x1_0", NO_PIXELS),
    (Pixels.parse, "1e3x1e3", NO_PIXELS),
    (Pixels.parse, "١x١", NO_PIXELS),
    (Pixels.parse, "1x1234567890123456", "a number of 16 digits is too long"),
    (Pixels.parse, "1x123456789012345", "must be from 1 to"),
    # YAML 1.1 reads an unquoted 16:9 as 969
    (Ratio.parse, "969", 'try 16:9 (if a YAML file says 16:9, quote it: "16:9")'),
    (Ratio.parse, "61", 'quote it: "1:1"'),
    (Ratio.parse, "1269", 'quote it: "21:9"'),
    (Ratio.parse, "0:9", "both sides must be more than zero"),
    (Ratio.parse, "16:0", "both sides must be more than zero"),
    (Ratio.parse, "101:1", "too extreme; try 16:9"),
    (Ratio.parse, "1:101", "too extreme; try 16:9"),
    (Ratio.parse, "16:9:3", NO_RATIO),
    (Ratio.parse, "-16:9", NO_RATIO),
    (Ratio.parse, "16,5:9", NO_RATIO),
    (Ratio.parse, "16:9px", NO_RATIO),
    (Ratio.parse, "", NO_RATIO),
    (Ratio.parse, "nan:1", NO_RATIO),
    (Ratio.parse, "inf:1", NO_RATIO),
    (Ratio.parse, "1_6:9", NO_RATIO),
    (Ratio.parse, "1e3:1", NO_RATIO),
    (Ratio.parse, "١:١", NO_RATIO),
    (Ratio.parse, "1:1234567890123456", "a number of 16 digits is too long"),
    (parse_density, "0", "must be from 1 to 10000 ppi"),
    (parse_density, "0.9", "must be from 1 to 10000 ppi"),
    (parse_density, "10001ppi", "must be from 1 to 10000 ppi"),
    (parse_density, "300px", "is not a density; try 300 or 300ppi"),
    (parse_density, "-300", "cannot be negative"),
    (parse_density, "300,5", "use a decimal point: 300.5"),
    (parse_keep, "0", "'0' keeps less than 0.01%; try 50%"),
    (parse_keep, "0.0099%", "'0.0099%' keeps less than 0.01%; try 50%"),
    (parse_keep, "101%", "is more than 100%; try 50% or 0.5"),
    (parse_share, "101%", "is more than 100%; try 50% or 0.5"),
    (parse_share, "50", "is more than 100%; try 50% or 0.5"),
    (parse_share, "50px", "is not a share; try 50% or 0.5"),
    (parse_share, "-1%", "cannot be negative"),
    (parse_share, "0,5", "use a decimal point: 0.5"),
    (parse_margin, "-2", "is not a margin; try -2%"),
    (parse_margin, "2px", "is not a margin; try -2%"),
    (parse_margin, "+2%", "is not a margin; try -2%"),
    (parse_margin, "−2%", "is not a margin; try -2%"),  # a typographic minus
    (parse_margin, "-2,5%", "use a decimal point"),
    (parse_bytes, "5TB", "the unit must be B, KB, MB, GB, KiB, MiB or GiB"),
    (parse_bytes, "5k", "the unit must be B, KB, MB, GB, KiB, MiB or GiB"),
    (parse_bytes, "1.5B", "is not a whole number of bytes"),
    (parse_bytes, "1.0005KB", "is not a whole number of bytes"),
    (parse_bytes, "0", "must be more than zero"),
    (parse_bytes, "0MB", "must be more than zero"),
    (parse_bytes, "-5KB", "cannot be negative"),
    (parse_bytes, "1,2MB", "use a decimal point: 1.2MB"),
    (parse_seconds, "0s", "must be more than zero"),
    (parse_seconds, "5ms", "the unit must be s, m or h"),
    (parse_seconds, "5d", "the unit must be s, m or h"),
    (parse_seconds, "1:30", "is not a time; try 30s or 10m"),
    (parse_seconds, "1m30s", "is not a time; try 30s or 10m"),
    (parse_seconds, "-5s", "cannot be negative"),
    (parse_seconds, "1,5h", "use a decimal point: 1.5h"),
    (parse_money, "1 EUR", "is not a price in US dollars; try 0.10"),
    (parse_money, "€1", "is not a price; try 0.10"),
    (parse_money, "$$1", "is not a price; try 0.10"),
    (parse_money, "$", "is not a price; try 0.10"),
    (parse_money, "-0.10", "cannot be negative"),
    (parse_money, "$-0.10", "cannot be negative"),
    (parse_money, "0,10", "use a decimal point: 0.10"),
    (parse_factor, "0.4", "must be from 0.5 to 10"),
    (parse_factor, "0", "must be from 0.5 to 10"),
    (parse_factor, "11", "must be from 0.5 to 10"),
    (parse_factor, "2%", "is not a device pixel ratio; try 2"),
    (parse_factor, "-2", "cannot be negative"),
    (parse_factor, "1,5", "use a decimal point: 1.5"),
    *(
        (parse, text, "; try ")
        for parse in (parse_density, parse_share, parse_margin, parse_bytes, parse_seconds, parse_money, parse_factor)
        for text in ("", " ", "nan", "inf", "1_0", "1e3", "0x10", "١", "１", "1.", ".", "%", "1 2", "1/2")
    ),
    *(
        (parse, "0.123456789012345", "a number of 16 digits is too long; 15 is the limit")
        for parse in (parse_density, parse_share, parse_bytes, parse_seconds, parse_money, parse_factor)
    ),
]

PARSERS = (Size.parse, Length.parse, Pixels.parse, Ratio.parse, parse_density, parse_share, parse_margin, parse_bytes,
           parse_seconds, parse_money, parse_factor)  # fmt: skip


@pytest.mark.parametrize(("parse", "text", "value"), ACCEPTED)
def test_accepted(parse: Callable[[str], object], text: str, value: object) -> None:
    assert parse(text) == value


@pytest.mark.parametrize(("parse", "text", "message"), REFUSED)
def test_refused(parse: Callable[[str], object], text: str, message: str) -> None:
    with pytest.raises(QuantityError) as caught:
        parse(text)
    assert message in str(caught.value)
    assert "None" not in str(caught.value)


@pytest.mark.parametrize("text", ["7", "59", "60", "120", "10001", "x"])
def test_what_is_no_time_of_day_gets_no_hint_of_one(text: str) -> None:
    with pytest.raises(QuantityError, match=f"^'{text}' is not an aspect ratio; try 16:9$"):
        Ratio.parse(text)


@pytest.mark.parametrize(("text", "count"), [("2", 2), ("20", 20), (" 5 ", 5), ("100", 100), ("007", 7)])
def test_counts(text: str, count: int) -> None:
    assert parse_count(text, 2, 100) == count


@pytest.mark.parametrize("text", ["1", "101", "-5", "", "1_0", "2.5", "1e1", "١٠", "²", "ten"])
def test_refused_counts(text: str) -> None:
    with pytest.raises(QuantityError, match=re.escape(f"{text!r} is not a number of images from 2 to 100")):
        parse_count(text, 2, 100)


@pytest.mark.parametrize("parse", PARSERS)
@pytest.mark.parametrize("character", ["1", " ", "x", ",", "$", "-"])
def test_long_text_is_refused(parse: Callable[[str], object], character: str) -> None:
    with pytest.raises(QuantityError, match=r"… is too long for a quantity: 300000 characters") as caught:
        parse(character * 300_000)
    assert len(str(caught.value)) < 100


def test_longest_text_is_accepted() -> None:
    assert parse_density("300".rjust(60)) == 300
    with pytest.raises(QuantityError, match="'12345678901234567890'… is too long for a quantity: 61 characters"):
        parse_density("1234567890" * 6 + "1")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("297x420mm", str(size("297", "420", "mm"))),
        ("297mmx42cm", str(size("297", "42", "mm", "cm"))),
        ("420x297mm", str(size("297", "420", "mm").turned)),
        ("42cmx297mm", str(size("297", "42", "mm", "cm").turned)),
        ("0.125in", str(length("0.125", "in"))),
        ("1080x1350px", str(Pixels(1080, 1350))),
        ("1350x1080px", str(Pixels(1080, 1350).turned)),
        ("2.39:1", str(ratio("2.39", "1"))),
        ("9:21", str(ratio("21", "9").turned)),
        ("0", plain(F(0))),
        ("100", plain(F(100))),
        ("0.05", plain(F(1, 20))),
        ("-0.05", plain(F(-1, 20))),
        ("-3", plain(F(-3))),
        ("0.0009765625", plain(F(1, 1024))),
        ("1/3", plain(F(1, 3))),
        ("-22/7", plain(F(-22, 7))),
    ],
)
def test_shown(text: str, value: str) -> None:
    assert value == text


@pytest.mark.parametrize(
    ("one", "other"),
    [("25.4mm", "1in"), ("2.54cm", "1in"), ("0.0254m", "1in"), ("1ft", "12in"), ("304.8mm", "1ft"), ("1m", "1000mm")],
)
def test_units_agree_exactly(one: str, other: str) -> None:
    assert Length.parse(one).inches == Length.parse(other).inches
    assert Size.parse(f"{one} x {other}").inches == (Length.parse(one).inches,) * 2


@pytest.mark.parametrize(
    ("unit", "words"),
    [
        ("mm", ["millimetre", "millimetres", "millimeter", "millimeters"]),
        ("cm", ["centimetre", "centimetres", "centimeter", "centimeters"]),
        ("m", ["metre", "metres", "meter", "METERS"]),
        ("in", ["inch", "inches", '"', "″", "”"]),
        ("ft", ["foot", "feet", "'", "′"]),
    ],
)
def test_units_may_be_spelled_out(unit: str, words: list[str]) -> None:
    for word in words:
        assert Length.parse(f"2 {word}") == Length.parse(f"2{unit}")
        assert Size.parse(f"2x3 {word}") == Size.parse(f"2x3{unit}")


def test_values_are_exact() -> None:
    assert Length.parse("297mm").inches == F(2970, 254)
    assert Pixels(1376, 768).area == 1_056_768
    assert ratio("21", "9").value == F(7, 3)
    assert ratio("21", "9") != ratio("7", "3")  # two ways to say it; `value` compares them


@pytest.mark.parametrize(
    ("number", "whole"),
    [("0", 0), ("0.4999", 0), ("0.5", 1), ("1.5", 2), ("2.5", 3), ("-0.5", 0), ("-0.51", -1), ("-1.5", -1), ("7", 7)],
)
def test_half_up(number: str, whole: int) -> None:
    assert half_up(F(number)) == whole


@pytest.mark.parametrize(
    ("number", "value"),
    [(0.1, "0.1"), (0.0336, "0.0336"), (1e-05, "0.00001"), (2048.0, "2048"), (3, "3"), (1e16, "1e16")],
)
def test_exact_is_the_decimal_that_was_written(number: float, value: str) -> None:
    assert exact(number) == F(value)
