"""Supply against need: the margin, the verdict, the effective ppi, and the box to cut out."""

from fractions import Fraction
from typing import NamedTuple

from resadvise.engine.need import Need
from resadvise.engine.sizes import best_cell, cells_of
from resadvise.facts.catalog import Cell, Offer, Thresholds
from resadvise.units.numbers import half_up
from resadvise.units.quantities import Pixels, Ratio


class Fit(NamedTuple):
    """A tier's best cell against the need. `margin` 0 is exact; `verdict` ample, enough, near or short."""

    offer: Offer
    cell: Cell
    margin: Fraction
    verdict: str


class Levels(NamedTuple):
    """The least margins for each verdict, for one kind of need."""

    ample: Fraction
    enough: Fraction
    near: Fraction
    css_floor: Fraction | None


def levels_for(need: Need, thresholds: Thresholds, tolerance: Fraction | None) -> Levels:
    """Return the least margins for a need; a tolerance replaces the one for enough, and near never lies above it."""
    found = thresholds.by_kind[need.kind]
    if tolerance is None:
        return Levels(thresholds.ample, found.enough, found.near, found.css_floor)
    return Levels(thresholds.ample, -tolerance, min(found.near, -tolerance), found.css_floor)


def fit(offer: Offer, need: Need, levels: Levels, aspect: Ratio | None) -> Fit:
    """Fit a tier to the need, by the ratio with the largest margin or by the one that is forced."""
    cell = best_cell(cells_of(offer, aspect), need.pixels)
    margin = margin_of(cell.pixels, need.pixels)
    return Fit(offer, cell, margin, verdict_of(cell.pixels, margin, need, levels))


def margin_of(supply: Pixels, need: Pixels) -> Fraction:
    """Return `min(W/w, H/h) - 1`."""
    whole = need.area
    return Fraction(min(supply.width * need.height, supply.height * need.width) - whole, whole)


def reaches(supply: Pixels, floor: Pixels) -> bool:
    """Say whether the supply covers the box, to the pixel."""
    return supply.width >= floor.width and supply.height >= floor.height


def effective_ppi(supply: Pixels, need: Need) -> Fraction | None:
    """Return the pixels that land on an inch of the print on its worse axis, after the crop."""
    if need.inches is None:
        return None
    (width, per_width), (height, per_height) = (side.as_integer_ratio() for side in need.inches)
    across, down = supply.width * per_width * height, supply.height * per_height * width
    ppi = Fraction(min(across, down), width * height)
    return ppi if need.keep == 1 else ppi * need.keep


def crop_box(supply: Pixels, shape: Pixels) -> Pixels:
    """Return the largest box inside the supply that has the shape, to the pixel."""
    if supply.width * shape.height <= supply.height * shape.width:
        return Pixels(supply.width, max(1, half_up(Fraction(supply.width * shape.height, shape.width))))
    return crop_box(supply.turned, shape.turned).turned


def share_cut(supply: Pixels, box: Pixels) -> Fraction:
    """Return the share of the supply's area that lies outside a box which is cut out of it."""
    return 1 - Fraction(box.area, supply.area)


def verdict_of(supply: Pixels, margin: Fraction, need: Need, levels: Levels) -> str:
    """Return the verdict on a supply whose margin is known."""
    if margin >= levels.enough and _shows_css_box(supply, need, levels.css_floor):
        return "ample" if margin > levels.ample else "enough"
    return "near" if margin >= levels.near else "short"


def _shows_css_box(supply: Pixels, need: Need, share: Fraction | None) -> bool:
    """Say whether the bare CSS box is filled, whatever the sharpness; only a css need asks."""
    if need.kind != "css" or need.floor is None or share is None:
        return True
    return margin_of(supply, need.floor) >= share - 1
