"""The sizes of a model that takes any width and height within rules: exact, and without trying them all.

One side is fixed, and what the rules leave of the other follows from it. The rules treat both sides alike, so whatever
holds for a width holds for a height in the turned box.
"""

from bisect import bisect_left
from collections.abc import Iterable

from resadvise.facts.catalog import SizeRules
from resadvise.units.quantities import Pixels


def largest_box(rules: SizeRules, need: Pixels) -> Pixels | None:
    """Return the legal box with the most fill of a need, `min(W / w, H / h)`; None where no box is legal.

    Among equals it is the one with the least area, then the narrowest.
    """
    shape = _within_ratio(rules, need)
    width, height = shape

    def is_too_wide(across: int) -> bool:
        return across * height > min(rules.edge_max, _down(rules.area_max // across, rules.step)) * width

    # Up to the middle the width decides how much is filled, beyond it the height does: whatever is nearest fills most.
    widths = range(rules.edge_min, rules.edge_max + 1, rules.step)
    middle = bisect_left(widths, True, key=is_too_wide)
    boxes = [_nearest(rules, shape, reversed(widths[:middle])), _nearest(rules, shape, widths[middle:])]
    return max(
        (box for box in boxes if box),
        key=lambda box: (min(box.width * height, box.height * width), -box.area, -box.width),
        default=None,
    )


def smallest_box(rules: SizeRules, need: Pixels, shape: Pixels | None = None) -> Pixels | None:
    """Return the smallest legal box that covers a need and keeps its shape, then the narrowest; None where none does.

    One of its sides is a multiple of the step, and the other the least multiple that keeps the shape. Of a need that is
    longer than the rules allow, the shorter side is lengthened first. `shape` is another one to keep than the need's.
    """
    shape = _within_ratio(rules, shape or need)
    turned = _least_covering(rules, need.turned, shape.turned)
    boxes = (_least_covering(rules, need, shape), turned and turned.turned)
    return min((box for box in boxes if box), key=lambda box: (box.area, box.width), default=None)


def is_legal(rules: SizeRules, box: Pixels) -> bool:
    """Say whether the rules allow a box."""
    widths = range(rules.edge_min, rules.edge_max + 1, rules.step)
    return box.width in widths and box.height in _heights(rules, box.width)


def _within_ratio(rules: SizeRules, need: Pixels) -> Pixels:
    """Return the shape of a need, in any unit, with the shorter side lengthened to the longest legal ratio."""
    over, under = rules.ratio_max.as_integer_ratio()
    if need.width < need.height:
        return _within_ratio(rules, need.turned).turned
    return Pixels(need.width * over, need.width * under) if need.width * under > need.height * over else need


def _heights(rules: SizeRules, width: int) -> range:
    """Return the heights that a legal width can have."""
    over, under = rules.ratio_max.as_integer_ratio()
    least = max(rules.edge_min, -(-width * under // over), -(-rules.area_min // width))
    most = min(rules.edge_max, width * over // under, rules.area_max // width)
    return range(_up(least, rules.step), most + 1, rules.step)


def _nearest(rules: SizeRules, shape: Pixels, widths: Iterable[int]) -> Pixels | None:
    """Return the best box of the first width that has any."""
    width, height = shape
    for across in widths:
        if heights := _heights(rules, across):
            if across * height <= heights[-1] * width:
                return Pixels(across, max(heights[0], _up(-(-across * height // width), rules.step)))
            narrowest = _heights(rules, heights[-1])[0]
            return Pixels(max(narrowest, _up(-(-heights[-1] * width // height), rules.step)), heights[-1])
    return None


def _least_covering(rules: SizeRules, need: Pixels, shape: Pixels) -> Pixels | None:
    """Return the smallest legal box that covers a need, of those whose height follows from the width."""

    def box(across: int) -> Pixels:
        return Pixels(across, _up(-(-across * shape.height // shape.width), rules.step))

    def is_large_enough(across: int) -> bool:
        down = box(across).height
        return across >= need.width and down >= max(need.height, rules.edge_min) and across * down >= rules.area_min

    widths = range(rules.edge_min, rules.edge_max + 1, rules.step)
    for across in widths[bisect_left(widths, True, key=is_large_enough) :]:
        found = box(across)
        if found.height > rules.edge_max or found.area > rules.area_max:
            return None
        if is_legal(rules, found):  # not where rounding the height up makes it too long
            return found
    return None


def _up(side: int, step: int) -> int:
    return -(-side // step) * step


def _down(side: int, step: int) -> int:
    return side // step * step
