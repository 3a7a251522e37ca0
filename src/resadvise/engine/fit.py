"""Supply against need: the margin, the verdict, the effective ppi, and the crop.

Everything is compared as integers: a supply of `W x H` fills `min(W * h, H * w)` of the `w * h` that are needed.
"""

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from resadvise.engine.need import Need
from resadvise.facts.catalog import Catalog, Threshold, Thresholds
from resadvise.units.numbers import half_up_quotient
from resadvise.units.quantities import Pixels

if TYPE_CHECKING:
    from resadvise.documents import Verdict


class Line(NamedTuple):
    """A threshold on a margin in whole numbers: it is reached from `parts` in `of`."""

    parts: int
    of: int

    @property
    def margin(self) -> Fraction:
        """The least margin."""
        return Fraction(self.parts - self.of, self.of)


class Levels(NamedTuple):
    """The lowest margins for each verdict, for one kind of need; `css_floor` applies to the bare CSS box."""

    ample: Line
    enough: Line
    near: Line
    css_floor: Line | None


class Fit(NamedTuple):
    """A supply against a need: it fills `fill` of `whole`. `verdict` is ample, enough, near or short."""

    fill: int
    whole: int
    verdict: "Verdict"

    @property
    def margin(self) -> Fraction:
        """`min(W/w, H/h) - 1`: 0 is exact."""
        return Fraction(self.fill - self.whole, self.whole)


def levels_for(need: Need, catalog: Catalog, tolerance: Fraction | None) -> Levels:
    """Return the lowest margins for a need; a tolerance replaces that for enough, and near is never above it."""
    if tolerance is not None:
        found = catalog.thresholds.by_kind[need.kind]
        return _levels(catalog.thresholds, found._replace(enough=-tolerance, near=min(found.near, -tolerance)))
    key = "levels", need.kind
    if key not in catalog.memo:
        catalog.memo[key] = _levels(catalog.thresholds, catalog.thresholds.by_kind[need.kind])
    levels: Levels = catalog.memo[key]
    return levels


def _levels(thresholds: Thresholds, found: Threshold) -> Levels:
    share = found.css_floor
    floor = None if share is None else Line(share.numerator, share.denominator)
    return Levels(_line(thresholds.ample), _line(found.enough), _line(found.near), floor)


def _line(margin: Fraction) -> Line:
    over, under = margin.as_integer_ratio()
    return Line(over + under, under)


def fit_of(supply: Pixels, need: Need, levels: Levels) -> Fit:
    """Compare a supply with a need."""
    fill, whole = filled(supply, need.pixels), need.pixels.area
    ample, enough, near, css_floor = levels
    if not _reaches(fill, whole, enough) or (css_floor and not _shows_css_box(supply, need, css_floor)):
        return Fit(fill, whole, "near" if _reaches(fill, whole, near) else "short")
    return Fit(fill, whole, "ample" if fill * ample.of > whole * ample.parts else "enough")


def filled(supply: Pixels, need: Pixels) -> int:
    """Return how much of the need's area is filled, when the supply is scaled to its worse side."""
    by_width, by_height = supply.width * need.height, supply.height * need.width
    return min(by_height, by_width)


def _reaches(fill: int, whole: int, line: Line) -> bool:
    return fill * line.of >= whole * line.parts


def _shows_css_box(supply: Pixels, need: Need, line: Line) -> bool:
    """Say whether the bare CSS box is filled, whatever the sharpness."""
    box = need.floor
    return box is None or _reaches(filled(supply, box), box.area, line)


def covers(supply: Pixels, box: Pixels) -> bool:
    """Say whether the supply covers the box, to the pixel."""
    return supply.width >= box.width and supply.height >= box.height


def passes_floor(supply: Pixels, need: Need) -> bool:
    """Say whether a print meets its minimum density, to the pixel."""
    return need.kind == "print" and (box := need.floor) is not None and covers(supply, box)


def effective_ppi(supply: Pixels, need: Need) -> Fraction | None:
    """Return the pixels that land on an inch of the print on its worse axis, after the crop; None without a print."""
    quotient = ppi_quotient(supply, need)
    return quotient and Fraction(*quotient)


def ppi_quotient(supply: Pixels, need: Need) -> tuple[int, int] | None:
    """Return the effective density as two whole numbers, one over the other, not in lowest terms."""
    if need.kind != "print":
        return None
    width, height, per_inch = need.extent
    fill = min(supply.width * height, supply.height * width)
    return fill * per_inch * need.keep.numerator, width * height * need.keep.denominator


def crop_box(supply: Pixels, shape: Pixels) -> Pixels:
    """Return the largest box inside the supply that has the shape, to the pixel."""
    if supply.width * shape.height <= supply.height * shape.width:
        return Pixels(supply.width, max(1, half_up_quotient(supply.width * shape.height, shape.width)))
    return crop_box(supply.turned, shape.turned).turned


def share_cut(supply: Pixels, box: Pixels) -> Fraction:
    """Return the share of the supply's area that a crop to the box loses."""
    return 1 - Fraction(box.area, supply.area)


def cut_for(supply: Pixels, need: Need) -> tuple[Pixels, Fraction]:
    """Return the box of the supply that has the target's shape, and the share of the area outside it."""
    box = crop_box(supply, need.pixels)
    return box, share_cut(supply, box)
