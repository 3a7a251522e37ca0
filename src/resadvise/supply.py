"""Model, tier and aspect ratio -> the pixels that come back, and how they fit a need."""

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from resadvise.decimals import half_up
from resadvise.errors import Fault, QuestionError
from resadvise.facts.catalog import Cell, Model, Offer, Thresholds
from resadvise.need import Need
from resadvise.quantities import Pixels, Ratio
from resadvise.wording import percent


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


def cells_of(offer: Offer, aspect: Ratio | None) -> list[Cell]:
    """Return the cells of a tier, all or those of one aspect ratio."""
    if aspect is None:
        return list(offer.cells)
    wanted = aspect.value
    return [cell for cell in offer.cells if cell.ratio.value == wanted]


def best_cell(cells: Iterable[Cell], need: Pixels) -> Cell:
    """Return the cell with the largest margin; among equals the least area cut away, then the table's order.

    Margins are compared as integers, over the common denominator `need.width * need.height`.
    """
    best, most, least = None, -1, 0
    for cell in cells:
        width, height = cell.pixels
        fill = min(width * need.height, height * need.width)
        # At equal margins what is used is equal, so the smaller box loses less.
        if fill > most or (fill == most and width * height < least):
            best, most, least = cell, fill, width * height
    assert best is not None  # a tier has cells, and whoever narrows them asks first
    return best


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


def check_aspect(model: Model, aspect: Ratio | None) -> None:
    """Refuse a ratio that the model does not offer, naming the two nearest and what each would cut away."""
    if aspect is None:
        return
    ratios = {cell.ratio for offer in model.offers.values() for cell in offer.cells}
    if any(ratio.value == aspect.value for ratio in ratios):
        return
    losses = sorted((1 - min(r.value / aspect.value, aspect.value / r.value), str(r)) for r in ratios)
    near = " or ".join(f"{name} (cuts {percent(loss, 1)} away)" for loss, name in losses[:2])
    raise QuestionError(
        Fault("unknown-aspect", f"{model.title} has no aspect ratio {aspect}", "--aspect", f"nearest: {near}")
    )


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
