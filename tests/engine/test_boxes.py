"""Boxes inside a picture: the trim of a print, and what nothing covers or cuts off."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resadvise import load_facts, recommend
from resadvise.engine.boxes import Box, centred, common_box, safe_box
from resadvise.engine.need import Need
from resadvise.facts.catalog import Corner, SafeZone
from resadvise.units.quantities import Extent, Pixels

FACTS = load_facts()
NONE = SafeZone(*(Fraction(0),) * 4, None, None, None, None, None, None)
CORNERS = ("top-left", "top-right", "bottom-left", "bottom-right")


def need(box: Pixels) -> Need:
    return Need(box, box, "pixels", Fraction(1), Extent(box.width, box.height, 1))


def safe(zone: SafeZone, frame: Box) -> Box | None:
    return safe_box(zone, need(frame.size), frame)


# the target, its export, what is left after trimming, what is safe; and why
SHIPPED: list[tuple[dict[str, Any], list[int], list[int] | None, list[int] | None]] = [
    ({"deliverable": "instagram-story"}, [1080, 1920], None, [0, 250, 1080, 1420]),
    ({"deliverable": "youtube-banner"}, [2560, 1440], None, [510, 509, 1540, 422]),
    ({"deliverable": "youtube-thumbnail"}, [3840, 2160], None, [0, 0, 3840, 1944]),  # above the corner
    ({"deliverable": "pwa-maskable"}, [512, 512], None, [112, 112, 288, 288]),  # in a circle 409.6 px across
    ({"deliverable": "flyer"}, [1819, 2551], [36, 36, 1747, 2479], [71, 71, 1677, 2409]),
    ({"size": "297x420mm", "bleed": "3mm", "ppi": 300}, [3579, 5031], [36, 36, 3507, 4959], None),
    ({"deliverable": "a3"}, [2863, 4025], [29, 29, 2805, 3967], None),
    ({"size": "297x420mm", "bleed": "0mm", "ppi": 300}, [3508, 4961], None, None),  # nothing is trimmed
    ({"pixels": (800, 600)}, [800, 600], None, None),
]


@pytest.mark.parametrize(("words", "export", "trim", "inside"), SHIPPED)
def test_an_answer_says_what_is_left(
    words: dict[str, Any], export: list[int], trim: list[int] | None, inside: list[int] | None
) -> None:
    data = recommend(facts=FACTS, **words).as_dict()
    assert (data["export"], data["trim"], data["safe"]) == (export, trim, inside)


boxes = st.builds(Box, st.integers(0, 500), st.integers(0, 500), st.integers(20, 3000), st.integers(20, 3000))
shares = st.fractions(0, Fraction(2, 5), max_denominator=50)
zones = st.builds(
    SafeZone,
    top=shares,
    right=shares,
    bottom=shares,
    left=shares,
    shape=st.sampled_from([None, "circle"]),
    corner=st.one_of(st.none(), st.builds(Corner, st.sampled_from(CORNERS), shares, shares)),
    what=st.none(),
    source=st.none(),
    as_of=st.none(),
    confidence=st.none(),
)


@given(boxes, zones)
def test_what_is_safe_is_out_of_all_that_is_lost(frame: Box, zone: SafeZone) -> None:
    found = safe(zone, frame)
    if found is None:
        return
    left, top = Fraction(found.x - frame.x, frame.width), Fraction(found.y - frame.y, frame.height)
    right, bottom = left + Fraction(found.width, frame.width), top + Fraction(found.height, frame.height)
    assert left >= zone.left
    assert top >= zone.top
    assert right <= 1 - zone.right
    assert bottom <= 1 - zone.bottom
    if zone.corner:
        away = {"top": top, "bottom": 1 - bottom, "left": left, "right": 1 - right}
        row, column = zone.corner.name.split("-")
        assert away[row] >= zone.corner.height or away[column] >= zone.corner.width
    if zone.shape == "circle" and zone.corner is None:
        assert found.width - found.height in (-1, 0, 1)
        width = frame.width * (1 - zone.left - zone.right)
        height = frame.height * (1 - zone.top - zone.bottom)
        assert math.hypot(found.width, found.height) <= min(width, height) + 2


@given(boxes, shares, shares)
def test_only_parts_of_pixels_are_lost_by_rounding(frame: Box, across: Fraction, down: Fraction) -> None:
    found = safe(NONE._replace(left=across, bottom=down), frame)
    assert found
    assert 0 <= (1 - across) * frame.width - found.width < 1
    assert 0 <= (1 - down) * frame.height - found.height < 1


@pytest.mark.parametrize("corner", CORNERS)
def test_a_corner_takes_the_rows_or_the_columns_that_are_fewer(corner: str) -> None:
    frame = Box(10, 20, 100, 100)
    flat = safe(NONE._replace(corner=Corner(corner, Fraction(1, 2), Fraction(1, 10))), frame)
    tall = safe(NONE._replace(corner=Corner(corner, Fraction(1, 10), Fraction(1, 2))), frame)
    assert flat == Box(10, 30 if corner.startswith("top") else 20, 100, 90)
    assert tall == Box(20 if corner.endswith("left") else 10, 20, 90, 100)


@pytest.mark.parametrize(
    ("zone", "box"),
    [
        (
            NONE._replace(
                left=Fraction("0.85"),
                right=Fraction("0.1"),
                corner=Corner("top-left", *map(Fraction, ("0.95", "0.96"))),
            ),
            Box(85, 96, 5, 4),
        ),
        (
            NONE._replace(
                top=Fraction("0.85"),
                bottom=Fraction("0.1"),
                corner=Corner("top-left", *map(Fraction, ("0.96", "0.95"))),
            ),
            Box(96, 85, 4, 5),
        ),
    ],
)
def test_a_corner_that_leaves_no_columns_takes_rows_and_the_other_way_round(zone: SafeZone, box: Box) -> None:
    assert safe(zone, Box(0, 0, 100, 100)) == box


@pytest.mark.parametrize(
    ("edges", "box"),
    [
        (("0", "0", "1", "1"), Box(0, 0, 1, 1)),
        (("1/2", "1/2", "5/2", "7/2"), Box(1, 1, 1, 2)),
        (("0", "0", "1/2", "9"), None),
        (("0", "0", "9", "1/2"), None),
    ],
)
def test_the_pixels_that_lie_wholly_inside(edges: tuple[str, ...], box: Box | None) -> None:
    assert Box.of(*map(Fraction, edges)) == box


@pytest.mark.parametrize(
    ("boxes", "common"),
    [
        ([Box(0, 0, 10, 5), Box(0, 5, 10, 5)], None),  # side by side
        ([Box(0, 0, 5, 10), Box(5, 0, 5, 10)], None),
        ([Box(0, 0, 10, 6), Box(0, 5, 10, 5)], Box(0, 5, 10, 1)),
        ([Box(0, 0, 6, 10), Box(5, 0, 5, 10)], Box(5, 0, 1, 10)),
    ],
)
def test_what_boxes_have_in_common(boxes: list[Box], common: Box | None) -> None:
    assert common_box(boxes) == common


def test_where_nothing_is_left_there_is_no_box() -> None:
    half = Fraction(1, 2)
    assert safe(NONE._replace(left=half, right=half), Box(0, 0, 10, 10)) is None
    whole = Corner("top-left", Fraction(1), Fraction(1))
    assert safe(NONE._replace(corner=whole, top=half), Box(0, 0, 10, 10)) is None
    assert common_box([Box(0, 0, 5, 5), Box(5, 0, 5, 5)]) is None


@given(st.integers(1, 99), st.integers(1, 99))
def test_smaller_boxes_in_the_middle_are_inside_larger_ones(one: int, other: int) -> None:
    outer = Pixels(100, 99)
    boxes = [centred(Pixels(side, side), outer) for side in (one, other)]
    assert common_box(boxes) == centred(Pixels(min(one, other), min(one, other)), outer)
