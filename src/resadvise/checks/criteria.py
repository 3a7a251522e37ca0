"""What files are checked against, worked out once for any number of them: shapes, tiers and the demand."""

import re
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from itertools import pairwise
from math import ceil
from typing import NamedTuple

from resadvise.brief import NO_TARGET, Brief, Limits, PrintTarget, Target, target_name, target_of
from resadvise.engine.by_target import choose_by_target
from resadvise.engine.candidate import Choice
from resadvise.engine.export import choose_format
from resadvise.engine.fit import Levels, Line, levels_for
from resadvise.engine.need import WHOLE, Need, need_of, viewing_class
from resadvise.engine.sizes import check_aspect, nearest_size, ratio_of, ratios_of, size_at
from resadvise.errors import Fault, QuestionError, did_you_mean
from resadvise.facts.catalog import Catalog, Model, Supply
from resadvise.images.formats import COLOR_MODES, formats_of_suffix
from resadvise.units.quantities import Pixels, QuantityError, Ratio, parse_share, parse_surplus


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
    """What the target needs, in words and as a box; when that is enough; what the model would return for it.

    `turns`: a file in the other orientation is checked rotated. `in_hand`: it is a print that is viewed in the hand.
    """

    what: str
    turns: bool
    in_hand: bool
    need: Need
    levels: Levels
    choice: Choice


class ByteLimit(NamedTuple):
    """The most bytes that a file may have, and who sets that limit."""

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
    """Everything that a file is checked against.

    `expect` is a tier, `sides` are exact. `formats` are the image formats that the target accepts, empty where it
    accepts any; `export` is the one to export. `ends` are the squares of the shapes' upper bounds, in their order;
    `targets` begin with the longest.
    """

    brief: Brief
    catalog: Catalog
    expect: str | None
    sides: Pixels | None
    model_named: bool
    shapes: tuple[Shape, ...]
    ends: tuple[tuple[int, int], ...]
    demand: Demand | None
    byte_limit: ByteLimit | None
    formats: frozenset[str]
    export: str
    color_mode: str | None
    max_cut: Fraction | None
    max_margin: Fraction | None
    targets: tuple[ServedTarget, ...]
    print_classes: tuple[PrintClass, ...]
    box_names: Mapping[tuple[int, int], str]

    @property
    def asks_nothing(self) -> bool:
        """Whether neither a target nor a size was named, so that the answer is what the file is good for."""
        return self.demand is None and self.expect is None and self.sides is None

    def shape_of(self, size: Pixels) -> Shape:
        """Return the nearest shape of the model, by the quotient of the ratios; by size rules it is the file's own."""
        if self.brief.model.rules:
            return _shape_by_rule(ratio_of(size), self.brief.model, self.catalog)
        across, down = size.width**2, size.height**2
        for shape, (over, under) in zip(self.shapes, self.ends, strict=False):
            if across * under <= down * over:
                return shape
        return self.shapes[-1]

    def shape_at(self, aspect: Ratio) -> Shape:
        """Return the shape of an aspect ratio that the model offers."""
        if self.brief.model.rules:
            return _shape_by_rule(aspect, self.brief.model, self.catalog)
        return next(each for each in self.shapes if each.ratio.value == aspect.value)


def set_criteria(
    brief: Brief,
    catalog: Catalog,
    *,
    expect: str | None = None,
    max_cut: str | None = None,
    max_margin: str | None = None,
    color_mode: str | None = None,
    model_named: bool = False,
) -> Criteria:
    """Return what files are checked against.

    `expect` is the requested tier or the requested sides, `max_cut` the share of a file that cropping may lose,
    `max_margin` how much larger than needed it may be; `model_named`: the files must have a shape of the model.
    Raises `QuestionError` if the model does not offer the tier or the brief's aspect ratio, if a text is not a valid
    quantity or name, and if a limit needs a target and there is none.
    """
    model = brief.model
    check_aspect(model, brief.aspect)
    sides = None if expect is None else _sides(expect)
    tier = None if expect is None or sides else _offered(expect, model, catalog)
    shapes = _shapes(model, catalog)
    asks_nothing = brief.target is None and expect is None
    export, _, _ = choose_format(brief)
    return Criteria(
        brief=brief,
        catalog=catalog,
        expect=tier,
        sides=sides,
        model_named=model_named,
        shapes=shapes,
        ends=tuple((low.returned[0] * high.returned[0]).as_integer_ratio() for low, high in pairwise(shapes)),
        demand=_demand(brief, catalog),
        byte_limit=_byte_limit(brief),
        formats=_formats(brief, export),
        export=export,
        color_mode=None if color_mode is None else _color_mode(color_mode),
        max_margin=_limit_of_target("--max-margin", max_margin, parse_surplus, brief),
        max_cut=_limit_of_target("--max-cut", max_cut, parse_share, brief),
        targets=tuple(sorted(_targets(catalog), key=lambda each: -each.long)) if asks_nothing else (),
        box_names=_box_names(catalog),
        print_classes=tuple(_print_classes(catalog)) if asks_nothing else (),
    )


def _limit_of_target(name: str, text: str | None, parse: Callable[[str], Fraction], brief: Brief) -> Fraction | None:
    """Read a limit that needs a target."""
    if text is None:
        return None
    try:
        limit = parse(text)
    except QuantityError as error:
        raise QuestionError(Fault("bad-quantity", str(error), name)) from None
    if brief.target is None:
        raise QuestionError(Fault("cannot-apply", NO_TARGET[0], name, NO_TARGET[1]))
    return limit


def _sides(expect: str) -> Pixels | None:
    """Return the requested sides; None for a tier."""
    if not re.match(r"[0-9.]+ *(px)? *[xX×]", expect):
        return None
    try:
        return Pixels.parse(expect)
    except QuantityError as error:
        raise QuestionError(Fault("bad-quantity", str(error), "--expect")) from None


def _color_mode(text: str) -> str:
    mode = text.casefold()
    if mode not in COLOR_MODES:
        hint = did_you_mean(mode, COLOR_MODES) or f"known: {', '.join(COLOR_MODES)}"
        raise QuestionError(Fault("unknown-color-mode", f"there is no colour mode {text!r}", "--color-mode", hint))
    return mode


def _offered(tier: str, model: Model, catalog: Catalog) -> str:
    """Return the tier's own spelling, or refuse it."""
    by_folded = {name.casefold(): name for name in catalog.tiers}
    found = by_folded.get(tier.casefold())
    offers = ", ".join(model.offers)
    if found is None:
        hint = did_you_mean(tier, catalog.tiers) or f"{model.title} offers {offers}; write sides as 1088x1360"
        raise QuestionError(Fault("unknown-tier", f"there is no tier {tier!r}", "--expect", hint))
    if found not in model.offers:
        message = f"{model.title} does not offer {found}"
        raise QuestionError(Fault("cannot-apply", message, "--expect", f"it offers {offers}"))
    return found


def _shapes(model: Model, catalog: Catalog) -> tuple[Shape, ...]:
    """Return the ratios of a model's table from the tallest to the widest."""
    if model.rules:
        return ()
    shapes = []
    for ratio in {ratio.value: ratio for ratio in reversed(ratios_of(model))}.values():
        sizes = {offer.name: size for offer in model.offers.values() if (size := size_at(offer, ratio))}
        returned = tuple(dict.fromkeys(size.shape for size in sizes.values()))
        tiers = (
            _shape_tier(offer.name, sizes.get(offer.name) or nearest_size(offer, returned[0]), catalog)
            for offer in model.offers.values()
        )
        shapes.append(Shape(ratio, str(ratio), returned, tuple(tiers)))
    return tuple(sorted(shapes, key=lambda shape: shape.returned[0]))


def _shape_by_rule(ratio: Ratio, model: Model, catalog: Catalog) -> Shape:
    """Return a shape of a model by rule, which returns any."""
    tiers = (_shape_tier(offer.name, nearest_size(offer, ratio.value), catalog) for offer in model.offers.values())
    return Shape(ratio, str(ratio), (ratio.value,), tuple(tiers))


def _shape_tier(name: str, size: Supply, catalog: Catalog) -> ShapeTier:
    box, share = size.pixels, catalog.thresholds.file_tier
    return ShapeTier(name, box, ceil(box.area * share), int(box.area / share))


def _demand(brief: Brief, catalog: Catalog) -> Demand | None:
    if brief.target is None:
        return None
    need = need_of(brief.target, brief.uses, catalog, brief.keep or WHOLE)
    levels = levels_for(need, catalog, brief.tolerance)
    # Here the limits are about the file, not about a request.
    choice = choose_by_target(brief._replace(limits=Limits()), catalog)
    turns = not (isinstance(brief.target, PrintTarget) and brief.target.upright)
    return Demand(target_name(brief.target), turns, _in_hand(brief.target, catalog), need, levels, choice)


def _in_hand(target: Target, catalog: Catalog) -> bool:
    """Say whether a print is so small that it is viewed in the hand."""
    if not isinstance(target, PrintTarget):
        return False
    return viewing_class(target.size.extent(), catalog) is catalog.viewing_classes[0]


def _byte_limit(brief: Brief) -> ByteLimit | None:
    """Return the stricter of the given limit and the target's own."""
    listed = brief.listed
    limits = []
    if brief.limits.max_bytes is not None:
        limits.append(ByteLimit(brief.limits.max_bytes, "--max-bytes"))
    if listed is not None and listed.max_bytes is not None:
        limits.append(ByteLimit(listed.max_bytes, listed.title))
    return min(limits, key=lambda limit: limit.most, default=None)


def _formats(brief: Brief, export: str) -> frozenset[str]:
    """Return the image formats that the target accepts, and the one to export for a page format such as PDF."""
    if brief.listed is None or not brief.listed.formats:
        return frozenset()
    named = (formats_of_suffix(f".{name}") for name in (*brief.listed.formats, export))
    return frozenset(name for name in named if name)


def _targets(catalog: Catalog) -> Iterator[ServedTarget]:
    """Yield the smallest boxes for every named target: enough for it, or at the minimum of a print."""
    for row in catalog.deliverables.values():
        need = need_of(target_of(row), (), catalog)
        levels = levels_for(need, catalog, None)
        box = _scaled(need.pixels, levels.enough)
        if need.kind == "css" and need.floor and levels.css_floor:
            least = _scaled(need.floor, levels.css_floor)
            box = Pixels(max(box.width, least.width), max(box.height, least.height))
        boxes = [(max(box), min(box))]
        if need.kind == "print" and need.floor:
            floor = max(need.floor), min(need.floor)
            boxes = [floor] if floor <= boxes[0] and floor[1] <= boxes[0][1] else [*boxes, floor]
        yield from (ServedTarget(row.name, *sides) for sides in boxes)


def _box_names(catalog: Catalog) -> dict[tuple[int, int], str]:
    """Return the common names of some boxes, by their sides, the longer one first."""
    boxes = {catalog.deliverables[key].pixels: name for key, name in catalog.defaults.box_names.items()}
    return {(max(box), min(box)): name for box, name in boxes.items() if box}


def _scaled(box: Pixels, line: Line) -> Pixels:
    """Return the least whole pixels that reach the line on each side of the box."""
    return Pixels(-(-box.width * line.parts // line.of), -(-box.height * line.parts // line.of))


def _print_classes(catalog: Catalog) -> Iterator[PrintClass]:
    """Yield the viewing classes from the farthest: a print has the first class whose inner bound it exceeds."""
    bounds = [Fraction(0), *(row.diagonal_max.inches for row in catalog.viewing_classes if row.diagonal_max)]
    for row, bound in reversed(list(zip(catalog.viewing_classes, bounds, strict=True))):
        yield PrintClass(row.name, row.ppi, int((bound * row.ppi) ** 2) + 1)
