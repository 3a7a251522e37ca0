"""Sizes by rule against a brute force over every box: what is requested is legal, and nothing legal is better."""

from collections.abc import Iterator
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from resadvise.facts.catalog import SizeRules
from resadvise.facts.size_rules import is_legal, largest_box, smallest_box
from resadvise.units.quantities import Pixels


def rules(
    step: int = 1, edge: tuple[int, int] = (1, 60), area: tuple[int, int] = (1, 3600), ratio: Fraction | int = 60
) -> SizeRules:
    low, high = -(-edge[0] // step) * step, edge[1] // step * step
    return SizeRules(step, low, high, *area, Fraction(ratio), ())


@st.composite
def any_rules(draw: st.DrawFn) -> SizeRules:
    step = draw(st.integers(1, 9))
    edges = sorted((draw(st.integers(1, 90)), draw(st.integers(1, 90))))
    areas = sorted((draw(st.integers(1, 4000)), draw(st.integers(1, 4000))))
    ratio = draw(st.fractions(1, 9, max_denominator=9))
    return rules(step, (edges[0], edges[1]), (areas[0], areas[1]), ratio)


boxes = st.builds(Pixels, st.integers(1, 120), st.integers(1, 120))


def legal(within: SizeRules) -> Iterator[Pixels]:
    """Yield every box that the rules allow, by the words of the design."""
    for width in range(1, within.edge_max + 1):
        for height in range(1, within.edge_max + 1):
            sides, area = (width, height), width * height
            if (
                not any(side % within.step for side in sides)
                and within.edge_min <= min(sides)
                and max(sides) <= within.edge_max
                and within.area_min <= area <= within.area_max
                and Fraction(max(sides), min(sides)) <= within.ratio_max
            ):
                yield Pixels(width, height)


def filled(box: Pixels, need: Pixels) -> Fraction:
    return min(Fraction(box.width, need.width), Fraction(box.height, need.height))


def keeps_the_shape(box: Pixels, need: Pixels, within: SizeRules) -> bool:
    """One side follows from the other: it is the least multiple of the step that does not cut the shape."""
    width, height = Fraction(need.width), Fraction(need.height)
    width, height = max(width, height / within.ratio_max), max(height, width / within.ratio_max)

    def least(side: int, over: Fraction) -> int:
        return -(-side * over // within.step) * within.step

    return box.height == least(box.width, height / width) or box.width == least(box.height, width / height)


@given(any_rules(), boxes)
@example(rules(16, (16, 96), (1, 4096), 3), Pixels(90, 10))
@example(rules(7, (7, 90), (3000, 3100), 2), Pixels(50, 41))
@example(rules(1, (1, 60), (1, 3600), Fraction(3, 2)), Pixels(40, 20))
def test_the_largest_box_has_the_most_fill_then_the_least_area_then_the_least_width(
    within: SizeRules, need: Pixels
) -> None:
    best = min(legal(within), key=lambda box: (-filled(box, need), box.area, box.width), default=None)
    found = largest_box(within, need)
    assert found == best
    assert all(type(side) is int for side in found or ())


@given(any_rules(), boxes)
@example(rules(16, (16, 96), (1, 9216), 3), Pixels(90, 10))
@example(rules(1, (1, 90), (600, 4000), 9), Pixels(12, 7))
@example(rules(1, (1, 60), (1, 3600), Fraction(3, 2)), Pixels(40, 20))
def test_the_smallest_box_covers_the_need_and_keeps_its_shape(within: SizeRules, need: Pixels) -> None:
    able = (box for box in legal(within) if filled(box, need) >= 1 and keeps_the_shape(box, need, within))
    found = smallest_box(within, need)
    assert found == min(able, key=lambda box: (box.area, box.width), default=None)
    assert all(type(side) is int for side in found or ())


@given(any_rules(), boxes, boxes)
def test_the_smallest_box_in_another_shape_covers_the_need_too(within: SizeRules, need: Pixels, shape: Pixels) -> None:
    able = (box for box in legal(within) if filled(box, need) >= 1 and keeps_the_shape(box, shape, within))
    assert smallest_box(within, need, shape) == min(able, key=lambda box: (box.area, box.width), default=None)


@given(any_rules(), boxes)
def test_a_box_is_legal_if_the_rules_say_so(within: SizeRules, box: Pixels) -> None:
    assert is_legal(within, box) == (box in set(legal(within)))


@pytest.mark.parametrize("need", [Pixels(30, 40), Pixels(1, 60), Pixels(60, 1)])
def test_turned_needs_have_turned_boxes(need: Pixels) -> None:
    within = rules(4, (8, 60), (300, 2000), 3)
    for find in (largest_box, smallest_box):
        box, turned = find(within, need), find(within, need.turned)
        assert box
        assert turned == box.turned
