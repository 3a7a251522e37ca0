"""Numbers as people read them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from resadvise.units import display
from resadvise.units.quantities import Length, Pixels


@pytest.mark.parametrize(
    ("said", "text"),
    [
        (display.number(Fraction(1, 3), 2), "0.33"),
        (display.number(Fraction(5, 2), 0), "3"),
        (display.number(4, 2), "4"),
        (display.number(Fraction(199, 100)), "2"),
        (display.box(Pixels(2863, 4025)), "2863×4025 px"),
        (display.percent(Fraction(1, 2)), "50%"),
        (display.percent(Fraction(1, 3), 1), "33.3%"),
        (display.margin(Fraction(0)), "0%"),
        (display.margin(Fraction(4, 10_000)), "0%"),
        (display.margin(Fraction(-4, 10_000)), "0%"),
        (display.margin(Fraction(-4, 1000)), "-0.4%"),
        (display.margin(Fraction(996, 10_000)), "+10%"),
        (display.margin(Fraction(1925, 10_000)), "+19%"),
        (display.margin(Fraction(-99, 100)), "-99%"),
        (display.margin(Fraction(1023)), "+102300%"),
        (display.density(Fraction(143)), "143 ppi"),
        (display.density(Fraction(2862, 10)), "286 ppi"),
        (display.density(Fraction(125, 10)), "12.5 ppi"),
        (display.density(Fraction(9996, 100)), "100 ppi"),
        (display.money(Fraction("0.1134")), "$0.1134"),
        (display.money(Fraction(2)), "$2"),
        (display.money(Fraction(0)), "$0"),
        (display.cents(Fraction("0.1134")), "$0.11"),
        (display.cents(Fraction("0.115")), "$0.12"),
        (display.cents(2), "$2.00"),
        (display.cents(Fraction("1234.5")), "$1234.50"),
        (display.cents(0), "$0"),
        (display.cents(Fraction("0.01")), "$0.01"),
        (display.cents(Fraction("0.0099")), "$0.0099"),
        (display.cents(Fraction("0.00394")), "$0.0039"),
        (display.cents(Fraction("0.00001")), "$0.00001"),
        (display.cents(Fraction("0.042"), Fraction("0.044")), "$0.042"),
        (display.cents(Fraction("0.044"), Fraction("0.042")), "$0.044"),
        (display.cents(Fraction("0.0336"), Fraction("0.1134")), "$0.03"),
        (display.cents(Fraction("0.0336"), Fraction("0.0336")), "$0.03"),
        (display.seconds(Fraction(20), Fraction(30)), "20–30 s"),
        (display.seconds(Fraction(5), Fraction(5)), "5 s"),
        (display.seconds(Fraction("0.25"), Fraction("1.5")), "0.3–1.5 s"),
        (display.size(150_000, 400_000), "150–400 KB"),
        (display.size(500_000, 1_200_000), "0.5–1.2 MB"),
        (display.size(2_000_000, 5_000_000), "2–5 MB"),
        (display.size(5_000_000, 5_000_000), "5 MB"),
        (display.size(999), "999 B"),
        (display.size(1000), "1 KB"),
        (display.size(3 * 10**9), "3 GB"),
        (display.distance(Fraction(24)), "61 cm"),
        (display.distance(Fraction(80)), "2 m"),
        (display.distance(Length.parse("2.1m").inches), "2.1 m"),
    ],
)
def test_wording(said: str, text: str) -> None:
    assert said == text
