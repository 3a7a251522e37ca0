"""What files are held against, worked out once for any number of them: the model's shapes and tiers, and the demand."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from math import ceil
from typing import NamedTuple

from resadvise.brief import Brief, Limits, PrintTarget, target_name
from resadvise.engine.by_target import choose_by_target
from resadvise.engine.candidate import Choice
from resadvise.engine.fit import Levels, levels_for
from resadvise.engine.need import Need, work_out_need
from resadvise.engine.sizes import check_aspect
from resadvise.errors import Fault, QuestionError, did_you_mean
from resadvise.facts.catalog import Catalog, Cell, Model
from resadvise.units.quantities import Pixels, Ratio


class ShapeTier(NamedTuple):
    """A tier at one shape. A file reaches it from `least` pixels of area on, and is called it up to `most`."""

    tier: str
    box: Pixels
    least: int
    most: int


class Shape(NamedTuple):
    """A ratio of the model: the shapes that are returned for it, and every tier at it or at the nearest it has."""

    ratio: Ratio
    name: str
    returned: tuple[Fraction, ...]
    tiers: tuple[ShapeTier, ...]

    def tier(self, name: str) -> ShapeTier:
        """Return one tier at this shape."""
        return next(each for each in self.tiers if each.tier == name)


class Demand(NamedTuple):
    """What the target takes, in words and as a box; when that is enough; what the model would return for it.

    `turns`: a file that lies the other way round is judged turned.
    """

    what: str
    turns: bool
    need: Need
    levels: Levels
    choice: Choice


class ByteLimit(NamedTuple):
    """The most bytes that a file may have, and who says so."""

    most: int
    said_by: str


class ServedTarget(NamedTuple):
    """A named target as its least box, the longer side first: a file that covers it in either direction serves."""

    name: str
    long: int
    short: int


class PrintClass(NamedTuple):
    """How a file is printed at a density, from `least` on for the square of its diagonal in pixels."""

    viewed: str
    ppi: Fraction
    least: int


class Criteria(NamedTuple):
    """Everything that a file is judged by.

    `ends` are the squares of the shapes' upper bounds, in their order; `targets` begin with the longest.
    """

    brief: Brief
    catalog: Catalog
    expect: str | None
    model_named: bool
    shapes: tuple[Shape, ...]
    ends: tuple[tuple[int, int], ...]
    demand: Demand | None
    byte_limit: ByteLimit | None
    targets: tuple[ServedTarget, ...]
    print_classes: tuple[PrintClass, ...]

    @property
    def asks_nothing(self) -> bool:
        """Whether neither a target nor a tier was named, so that the answer is what the file is good for."""
        return self.demand is None and self.expect is None

    def shape_of(self, size: Pixels) -> Shape:
        """Return the nearest shape of the model, by the quotient of the ratios."""
        across, down = size.width**2, size.height**2
        for shape, (over, under) in zip(self.shapes, self.ends, strict=False):
            if across * under <= down * over:
                return shape
        return self.shapes[-1]


def set_criteria(brief: Brief, catalog: Catalog, *, expect: str | None = None, model_named: bool = False) -> Criteria:
    """Return what files are held against.

    `expect` names the tier that was asked for; `model_named` says that the files must have a shape of the model.
    Raises `QuestionError` where the model does not offer the tier or the brief's aspect ratio.
    """
    model = brief.model
    check_aspect(model, brief.aspect)
    tier = None if expect is None else _offered(expect, model, catalog)
    shapes = _shapes(model, catalog)
    asks_nothing = brief.target is None and tier is None
    return Criteria(
        brief=brief,
        catalog=catalog,
        expect=tier,
        model_named=model_named,
        shapes=shapes,
        ends=tuple((low.returned[0] * high.returned[0]).as_integer_ratio() for low, high in pairwise(shapes)),
        demand=_demand(brief, catalog),
        byte_limit=_byte_limit(brief),
        targets=tuple(sorted(_targets(model, catalog), key=lambda each: -each.long)) if asks_nothing else (),
        print_classes=tuple(_print_classes(catalog)) if asks_nothing else (),
    )


def _offered(tier: str, model: Model, catalog: Catalog) -> str:
    """Return the tier's own spelling, or refuse it."""
    by_folded = {name.casefold(): name for name in catalog.tiers}
    found = by_folded.get(tier.casefold())
    offers = ", ".join(model.offers)
    if found is None:
        hint = did_you_mean(tier, catalog.tiers) or f"{model.title} offers {offers}"
        raise QuestionError(Fault("unknown-tier", f"there is no tier {tier!r}", "--expect", hint))
    if found not in model.offers:
        message = f"{model.title} has no {found}"
        raise QuestionError(Fault("cannot-apply", message, "--expect", f"it offers {offers}"))
    return found


def _shapes(model: Model, catalog: Catalog) -> tuple[Shape, ...]:
    """Return the model's ratios from the tallest to the widest."""
    cells: dict[Fraction, list[Cell]] = {}
    for offer in model.offers.values():
        for cell in offer.cells:
            cells.setdefault(cell.ratio.value, []).append(cell)
    offers = sorted(model.offers.values(), key=lambda offer: catalog.rank(offer.tier))
    shapes = []
    for same in cells.values():
        returned = tuple(dict.fromkeys(_shape(cell.pixels) for cell in same))
        tiers = []
        for offer in offers:
            own = next((cell for cell in same if cell in offer.cells), None)
            box = (own or min(offer.cells, key=lambda cell: _apart(_shape(cell.pixels), returned[0]))).pixels
            share = catalog.thresholds.file_tier
            tiers.append(ShapeTier(offer.tier, box, ceil(box.area * share), int(box.area / share)))
        shapes.append(Shape(same[0].ratio, str(same[0].ratio), returned, tuple(tiers)))
    return tuple(sorted(shapes, key=lambda shape: shape.returned[0]))


def _shape(pixels: Pixels) -> Fraction:
    return Fraction(pixels.width, pixels.height)


def _apart(one: Fraction, other: Fraction) -> Fraction:
    return max(one / other, other / one)


def _demand(brief: Brief, catalog: Catalog) -> Demand | None:
    if brief.target is None:
        return None
    need = work_out_need(brief, catalog, brief.keep or Fraction(1))
    levels = levels_for(need, catalog.thresholds, brief.tolerance)
    # The limits are the file's here, not those of a request to come.
    choice = choose_by_target(brief._replace(limits=Limits()), catalog)
    turns = not (isinstance(brief.target, PrintTarget) and brief.target.upright)
    return Demand(target_name(brief.target), turns, need, levels, choice)


def _byte_limit(brief: Brief) -> ByteLimit | None:
    """Return the stricter of the limit that was given and the target's own."""
    listed = brief.target.deliverable if brief.target else None
    limits = []
    if brief.limits.max_bytes is not None:
        limits.append(ByteLimit(brief.limits.max_bytes, "--max-bytes"))
    if listed is not None and listed.max_bytes is not None:
        limits.append(ByteLimit(listed.max_bytes, listed.title))
    return min(limits, key=lambda limit: limit.most, default=None)


def _targets(model: Model, catalog: Catalog) -> Iterator[ServedTarget]:
    """Yield the least boxes of every named target: enough for it, or above the floor of a print."""
    for row in catalog.deliverables.values():
        brief = Brief.of(row, model)
        need = work_out_need(brief, catalog, Fraction(1))
        levels = levels_for(need, catalog.thresholds, None)
        box = _scaled(need.pixels, 1 + levels.enough)
        if need.kind == "css" and need.floor and levels.css_floor:
            least = _scaled(need.floor, levels.css_floor)
            box = Pixels(max(box.width, least.width), max(box.height, least.height))
        boxes = [(max(box), min(box))]
        if need.kind == "print" and need.floor:
            floor = max(need.floor), min(need.floor)
            boxes = [floor] if floor <= boxes[0] and floor[1] <= boxes[0][1] else [*boxes, floor]
        yield from (ServedTarget(row.name, *sides) for sides in boxes)


def _scaled(box: Pixels, factor: Fraction) -> Pixels:
    """Return the least whole pixels that are `factor` times the box."""
    return Pixels(ceil(box.width * factor), ceil(box.height * factor))


def _print_classes(catalog: Catalog) -> Iterator[PrintClass]:
    """Yield the viewing classes from the farthest: a print is of the first whose inner bound it exceeds."""
    bounds = [Fraction(0), *(row.diagonal_max.inches for row in catalog.viewing_classes if row.diagonal_max)]
    for row, bound in reversed(list(zip(catalog.viewing_classes, bounds, strict=True))):
        yield PrintClass(row.name, row.ppi, int((bound * row.ppi) ** 2) + 1)
