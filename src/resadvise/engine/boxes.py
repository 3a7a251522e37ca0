"""Boxes inside a picture: where a crop is, what is trimmed off, and what nothing covers or cuts off."""

from collections.abc import Iterable
from fractions import Fraction
from math import ceil, floor, isqrt
from typing import NamedTuple, Self

from resadvise.engine.need import Need
from resadvise.facts.catalog import Corner, SafeZone
from resadvise.units.quantities import Pixels


class Box(NamedTuple):
    """A box inside a picture, in whole pixels from its upper left corner."""

    x: int
    y: int
    width: int
    height: int

    @property
    def size(self) -> Pixels:
        """Its width and height."""
        return Pixels(self.width, self.height)

    @classmethod
    def of(cls, left: Fraction, top: Fraction, right: Fraction, bottom: Fraction) -> Self | None:
        """Return the pixels that lie wholly between these edges; None where there is none."""
        x, y, width, height = ceil(left), ceil(top), floor(right) - ceil(left), floor(bottom) - ceil(top)
        return cls(x, y, width, height) if width > 0 and height > 0 else None


class _Edges(NamedTuple):
    """Where a box begins and ends, exactly."""

    left: Fraction
    top: Fraction
    right: Fraction
    bottom: Fraction


def centred(inner: Pixels, outer: Pixels) -> Box:
    """Return a box in the middle of another one: its offset is the floor of half of what is left over."""
    return Box((outer.width - inner.width) // 2, (outer.height - inner.height) // 2, *inner)


def common_box(boxes: Iterable[Box]) -> Box | None:
    """Return what is part of all the boxes; None where nothing is."""
    sides = [(x, y, x + width, y + height) for x, y, width, height in boxes]
    left, top = max(side[0] for side in sides), max(side[1] for side in sides)
    right, bottom = min(side[2] for side in sides), min(side[3] for side in sides)
    return Box(left, top, right - left, bottom - top) if left < right and top < bottom else None


def trim_box(need: Need, frame: Box) -> Box | None:
    """Return the part of a frame that holds a print with its bleed which is left after trimming; None without bleed."""
    if not need.bleed or not need.bleed.value:
        return None
    return Box.of(*_trimmed(need, frame))


def safe_box(zone: SafeZone | None, need: Need, frame: Box) -> Box | None:
    """Return the largest box inside a frame that nothing covers or cuts off; None where no zone is known, or nothing.

    The frame holds the whole target, a print with its bleed. Of a circle it is the largest square; a corner is left
    out by whichever of its two sides takes less away.
    """
    if zone is None:
        return None
    edges = _trimmed(need, frame)
    width, height = edges.right - edges.left, edges.bottom - edges.top
    inner = _Edges(
        edges.left + zone.left * width,
        edges.top + zone.top * height,
        edges.right - zone.right * width,
        edges.bottom - zone.bottom * height,
    )
    if zone.shape == "circle":
        inner = _square_inside(inner)
    if zone.corner is not None:
        inner = _without_corner(inner, edges, zone.corner)
    return Box.of(*inner)


def _trimmed(need: Need, frame: Box) -> _Edges:
    """Return the edges of the frame after the bleed is trimmed off."""
    across = down = Fraction(0)
    if need.bleed is not None:
        bleed = need.bleed.inches * need.extent.per_inch
        across, down = bleed / need.extent.width * frame.width, bleed / need.extent.height * frame.height
    return _Edges(frame.x + across, frame.y + down, frame.x + frame.width - across, frame.y + frame.height - down)


def _square_inside(edges: _Edges) -> _Edges:
    """Return the largest square inside the largest circle inside of the edges."""
    across = min(edges.right - edges.left, edges.bottom - edges.top)
    half = Fraction(isqrt(floor(across * across / 2)), 2)
    x, y = (edges.left + edges.right) / 2, (edges.top + edges.bottom) / 2
    return _Edges(x - half, y - half, x + half, y + half)


def _without_corner(inner: _Edges, frame: _Edges, corner: Corner) -> _Edges:
    """Return the edges without a corner of the frame: without the columns or without the rows that it is in."""
    across, down = corner.width * (frame.right - frame.left), corner.height * (frame.bottom - frame.top)
    if corner.name.endswith("right"):
        fewer_columns = inner._replace(right=min(inner.right, frame.right - across))
    else:
        fewer_columns = inner._replace(left=max(inner.left, frame.left + across))
    if corner.name.startswith("bottom"):
        fewer_rows = inner._replace(bottom=min(inner.bottom, frame.bottom - down))
    else:
        fewer_rows = inner._replace(top=max(inner.top, frame.top + down))
    return max(fewer_rows, fewer_columns, key=_area)


def _area(edges: _Edges) -> Fraction:
    return max(Fraction(0), edges.right - edges.left) * max(Fraction(0), edges.bottom - edges.top)
