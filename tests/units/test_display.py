"""Numbers as people read them."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from resadvise.units import display
from resadvise.units.numbers import exact, share_json
from resadvise.units.quantities import Length, Pixels, Size

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize(
    ("write", "values", "text"),
    [
        (
            display.number,
            (
                Fraction(1, 3),
                2,
            ),
            "0.33",
        ),
        (
            display.number,
            (
                Fraction(5, 2),
                0,
            ),
            "3",
        ),
        (
            display.number,
            (
                4,
                2,
            ),
            "4",
        ),
        (display.number, (Fraction(199, 100),), "2"),
        (display.box, (Pixels(2863, 4025),), "2863×4025 px"),
        (display.percent, (Fraction(1, 2),), "50%"),
        (
            display.percent,
            (
                Fraction(1, 3),
                1,
            ),
            "33.3%",
        ),
        (display.margin, (Fraction(0),), "0%"),
        (display.margin, (Fraction(4, 10_000),), "0%"),
        (display.margin, (Fraction(-4, 10_000),), "0%"),
        (display.margin, (Fraction(-4, 1000),), "-0.4%"),
        (display.margin, (Fraction(996, 10_000),), "+10%"),
        (display.margin, (Fraction(95, 1000),), "+9.5%"),
        (display.margin, (Fraction(1, 10),), "+10%"),
        (display.margin, (Fraction(1925, 10_000),), "+19%"),
        (display.margin, (Fraction(-99, 100),), "-99%"),
        (display.margin, (Fraction(1023),), "+102300%"),
        (display.density, (Fraction(143),), "143 ppi"),
        (display.density, (Fraction(2862, 10),), "286 ppi"),
        (display.density, (Fraction(125, 10),), "12.5 ppi"),
        (display.density, (Fraction(9996, 100),), "100 ppi"),
        (display.money, (Fraction("0.1134"),), "$0.1134"),
        (display.money, (Fraction(2),), "$2"),
        (display.money, (Fraction(0),), "$0"),
        (display.cents, (Fraction("0.1134"),), "$0.11"),
        (display.cents, (Fraction("0.115"),), "$0.12"),
        (display.cents, (2,), "$2.00"),
        (display.cents, (Fraction("1234.5"),), "$1234.50"),
        (display.cents, (0,), "$0"),
        (display.cents, (Fraction("0.01"),), "$0.01"),
        (display.cents, (Fraction("0.0099"),), "$0.0099"),
        (display.cents, (Fraction("0.00394"),), "$0.0039"),
        (display.cents, (Fraction("0.00001"),), "$0.00001"),
        (
            display.cents,
            (
                Fraction("0.042"),
                Fraction("0.044"),
            ),
            "$0.042",
        ),
        (
            display.cents,
            (
                Fraction("0.044"),
                Fraction("0.042"),
            ),
            "$0.044",
        ),
        (
            display.cents,
            (
                Fraction("0.0336"),
                Fraction("0.1134"),
            ),
            "$0.03",
        ),
        (
            display.cents,
            (
                Fraction("0.0336"),
                Fraction("0.0336"),
            ),
            "$0.03",
        ),
        (
            display.seconds,
            (
                Fraction(20),
                Fraction(30),
            ),
            "20–30 s",
        ),
        (
            display.seconds,
            (
                Fraction(5),
                Fraction(5),
            ),
            "5 s",
        ),
        (
            display.seconds,
            (
                Fraction("0.25"),
                Fraction("1.5"),
            ),
            "0.3–1.5 s",
        ),
        (
            display.size,
            (
                150_000,
                400_000,
            ),
            "150–400 KB",
        ),
        (
            display.size,
            (
                500_000,
                1_200_000,
            ),
            "0.5–1.2 MB",
        ),
        (
            display.size,
            (
                2_000_000,
                5_000_000,
            ),
            "2–5 MB",
        ),
        (
            display.size,
            (
                5_000_000,
                5_000_000,
            ),
            "5 MB",
        ),
        (display.size, (999,), "999 B"),
        (display.size, (1000,), "1 KB"),
        (display.size, (3 * 10**9,), "3 GB"),
        (display.distance, (Fraction(24),), "61 cm"),
        (display.distance, (Fraction(80),), "2 m"),
        (display.distance, (Length.parse("2.1m").inches,), "2.1 m"),
        (display.money, (Fraction("0.5"),), "$0.50"),
        (display.money, (Fraction("12.25"),), "$12.25"),
        (display.density, (Fraction(1001, 10),), "100 ppi"),
        (display.density, (Fraction(994, 10),), "99.4 ppi"),
        (display.density, (Fraction(1004, 10),), "100 ppi"),
        (display.more_or_less, (Fraction(0),), "just what is needed"),
        (display.more_or_less, (Fraction(19, 100),), "19% more than needed"),
        (display.more_or_less, (Fraction(-4, 1000),), "0.4% less than needed"),
        (display.size, (10**9,), "1 GB"),
        (display.size, (10**6,), "1 MB"),
        (display.size, (999_999,), "1000 KB"),
        (display.size, (1, 999), "1–999 B"),
        (display.length, (Length.parse("3mm"),), "3 mm"),
        (display.paper, (Size.parse("297x420mm"),), "297×420 mm"),
        (display.paper, (Size.parse("1inx25.4mm"),), "1 in × 25.4 mm"),
        (display.counted, (1, "draft"), "1 draft"),
        (display.counted, (2, "draft"), "2 drafts"),
        (display.counted, (0, "draft"), "0 drafts"),
        (display.first_of, (["a"], "and"), "a"),
        (display.first_of, (["a", "b"], "or"), "a or b"),
        (display.first_of, (["a", "b", "c"], "and"), "a, b and c"),
        (display.first_of, (["a", "b", "c", "d"], "or"), "a, b, c and 1 more (`resadvise compare` lists them)"),
        (display.distance, (Length.parse("999.4mm").inches,), "100 cm"),
        (display.distance, (Length.parse("1000mm").inches,), "1 m"),
        (
            display.size_rules,
            (16, (64, 3120), (0, 4_190_000), Fraction(8)),
            "multiples of 16 px, sides of 64–3120 px, up to 4.19 megapixels, at most 8:1",
        ),
        (
            display.size_rules,
            (1, (64, 3120), (4096, 4_190_000), Fraction(5, 2)),
            "sides of 64–3120 px, up to 4.19 megapixels, at most 2.5:1",
        ),
        (
            display.size_rules,
            (1, (64, 3120), (4097, 4_190_000), Fraction(3)),
            "sides of 64–3120 px, 0–4.19 megapixels, at most 3:1",
        ),
        (
            display.size_rules,
            (2, (64, 3120), (655_360, 4_190_000), Fraction(3)),
            "multiples of 2 px, sides of 64–3120 px, 0.66–4.19 megapixels, at most 3:1",
        ),
    ],
)
def test_wording(write: Callable[..., str], values: tuple[Any, ...], text: str) -> None:
    assert write(*values) == text


@given(st.fractions(-2, 2), st.integers(0, 2))
@example(Fraction(307, 4096), 0)  # 7.495%: in the JSON it is 0.075
@example(Fraction(-1689, 20_000), 1)  # -8.445%: half up it is -0.0844
def test_what_is_drawn_from_the_json_reads_as_the_sentence(share: Fraction, places: int) -> None:
    drawn = exact(share_json(share) or 0)
    assert display.percent(drawn, places) == display.percent(share, places)
    assert display.margin(drawn) == display.margin(share)
    assert display.more_or_less(drawn) == display.more_or_less(share)
