"""What the catalog works out from its own values: shapes, the best sizes of a table, names and ranks."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resadvise import load_facts
from resadvise.facts.catalog import SizeTable, Supply, facts_dict, plain_name
from resadvise.units.quantities import Pixels, Ratio


@pytest.mark.parametrize(
    ("ratio", "pixels", "shape", "strays"),
    [
        ("2:1", Pixels(20, 10), 2, 0),
        ("2:1", Pixels(26, 10), Fraction(13, 5), Fraction(3, 10)),
        ("2:1", Pixels(10, 10), 1, Fraction(-1, 2)),
        ("2:3", Pixels(10, 10), 1, Fraction(1, 2)),
    ],
)
def test_how_far_a_size_strays_from_the_name_of_its_ratio(
    ratio: str, pixels: Pixels, shape: Fraction, strays: Fraction
) -> None:
    supply = Supply(Ratio.parse(ratio), pixels, verified=False)
    assert (supply.shape, supply.strays) == (shape, strays)


# Few sides, so that many are alike; the ratio only tells the cells apart.
CELLS = st.lists(
    st.builds(
        Supply,
        st.builds(Ratio, st.integers(1, 9).map(Fraction), st.just(Fraction(1))),
        st.builds(Pixels, st.integers(1, 4), st.integers(1, 4)),
        st.booleans(),
    ),
    max_size=7,
)


@given(CELLS)
def test_a_table_knows_the_best_of_the_narrower_and_of_the_wider_shapes(cells: list[Supply]) -> None:
    table = SizeTable.of(cells)
    by_shape = sorted(cells, key=lambda cell: cell.shape)
    assert table.cells == tuple(cells)
    assert table.by_shape == tuple(cell.pixels for cell in by_shape)
    for place in range(len(cells) + 1):
        before, after = by_shape[:place], by_shape[place:]
        widest = min(before, key=lambda cell: (-cell.pixels.width, cell.pixels.area), default=None)
        tallest = min(after, key=lambda cell: (-cell.pixels.height, cell.pixels.area), default=None)
        assert table.widest[place] is widest
        assert table.tallest[place] is tallest


@pytest.mark.parametrize(
    ("name", "plain"), [("Nano Banana_2", "nano-banana-2"), (" A4 ", "a4"), ("STRASSE-Straße", "strasse-strasse")]
)
def test_equal_names_are_told_alike(name: str, plain: str) -> None:
    assert plain_name(name) == plain


def test_which_facts_an_answer_rests_on() -> None:
    facts = load_facts()._replace(version="v", as_of="day", user_file="own.yaml")
    assert facts_dict(facts) == {"version": "v", "as_of": "day", "user_file": "own.yaml"}
    assert [facts.rank(tier) for tier in facts.tiers] == list(range(len(facts.tiers)))
