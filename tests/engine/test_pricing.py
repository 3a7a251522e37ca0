"""What an image costs, by each kind of price: at the edges, and where a part of it is not known."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from resadvise import load_facts
from resadvise.engine.pricing import has_batch_price, price_of
from resadvise.facts.catalog import Offer, PerArea, PerImage, PerMegapixel, PerToken, SizeTable
from resadvise.units.quantities import Pixels

if TYPE_CHECKING:
    from resadvise.facts.catalog import Price

CENT = Fraction(1, 100)
GRADED = {"low": CENT, "high": 3 * CENT}
STEPS = ((100, CENT), (200, 2 * CENT), (None, 3 * CENT))


def of(price: Price) -> Offer:
    return Offer(load_facts().tiers["1K"], None, SizeTable.of([]), price, None, None)


@pytest.mark.parametrize(
    ("price", "sides", "quality", "cents"),
    [
        (PerImage(CENT, None, None, None), (10, 10), None, 1),
        (PerImage(CENT, None, None, None), (10, 10), "low", 1),
        (PerImage(None, CENT, None, None), (10, 10), None, None),
        (PerImage(GRADED, None, None, None), (10, 10), "high", 3),
        (PerImage(GRADED, None, None, None), (10, 10), "best", None),
        (PerImage(GRADED, None, None, None), (10, 10), None, None),
        (PerArea(STEPS, None, None), (10, 10), None, 1),  # exactly the bound
        (PerArea(STEPS, None, None), (101, 1), None, 2),
        (PerArea(STEPS, None, None), (10, 20), None, 2),
        (PerArea(STEPS, None, None), (201, 1), None, 3),
        (PerArea(STEPS[:2], None, None), (201, 1), None, None),
        (PerArea(((None, None),), None, None), (1, 1), None, None),
        (PerMegapixel(3 * CENT, CENT, 100, None, None), (10, 10), None, 3),
        (PerMegapixel(3 * CENT, CENT, 100, None, None), (101, 1), None, 4),  # a part counts as a whole one
        (PerMegapixel(3 * CENT, CENT, 100, None, None), (20, 15), None, 5),
        (PerMegapixel(None, CENT, 100, None, None), (10, 10), None, None),
        (PerMegapixel(3 * CENT, None, 100, None, None), (10, 10), None, None),
        (PerMegapixel(None, None, 100, None, None), (10, 10), None, None),
        # 2 patches along both sides; 2 * 2 * (100 + 100) / 100 tokens
        (PerToken(CENT, Fraction(2), 100, 100, None, None), (10, 10), None, 8),
        (PerToken(CENT, Fraction(2), 100, 300, None, None), (10, 10), None, 3),  # 2.67 tokens
        (PerToken(CENT, Fraction(3), 0, 100, None, None), (20, 10), None, 12),  # 1.5 patches are 2
        (PerToken(CENT, Fraction(5), 0, 100, None, None), (10, 20), None, 20),  # and 2.5 as well
        (PerToken(CENT, {"low": Fraction(1)}, 0, 100, None, None), (10, 10), "low", 1),
        (PerToken(CENT, {"low": Fraction(1)}, 0, 100, None, None), (10, 10), "high", None),
        (PerToken(None, Fraction(2), 100, 100, None, None), (10, 10), None, None),
        (PerToken(CENT, None, 100, 100, None, None), (10, 10), None, None),
        (PerToken(None, None, 100, 100, None, None), (10, 10), None, None),
    ],
)
def test_a_price(price: Price, sides: tuple[int, int], quality: str | None, cents: int | None) -> None:
    assert price_of(of(price), Pixels(*sides), quality) == (None if cents is None else cents * CENT)


@pytest.mark.parametrize(
    ("price", "quality", "known", "cents"),
    [
        (PerImage(2 * CENT, CENT, None, None), None, True, 1),
        (PerImage(2 * CENT, None, None, None), None, False, 2),
        (PerImage(GRADED, {"low": CENT / 2}, None, None), "low", True, Fraction(1, 2)),
        (PerImage(GRADED, {"low": CENT / 2}, None, None), "high", False, 3),
        (PerImage(2 * CENT, Fraction(0), None, None), None, True, 0),
        (PerArea(STEPS, None, None), None, False, 1),
    ],
)
def test_a_price_in_a_batch(price: Price, quality: str | None, known: bool, cents: Fraction | int) -> None:
    assert has_batch_price(of(price), quality) == known
    assert price_of(of(price), Pixels(10, 10), quality, batch=True) == cents * CENT
