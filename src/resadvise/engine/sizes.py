"""The sizes that a model can return: the one place that reads them, whatever their form."""

from fractions import Fraction
from typing import NamedTuple

from resadvise.engine.fit import covers
from resadvise.errors import Fault, QuestionError
from resadvise.facts.catalog import Model, Offer, SizeRules, SizeTable, Supply
from resadvise.facts.size_rules import largest_box, smallest_box
from resadvise.units.display import number, percent
from resadvise.units.quantities import Pixels, Ratio


class Sizes(NamedTuple):
    """What a tier can give for a need at most, and what to request of it. A table has one size for both."""

    largest: Supply
    requested: Supply


def all_sizes(offer: Offer) -> tuple[Supply, ...]:
    """Return every size of a tier, in the order of the data; of one by rules the largest at each usual ratio."""
    table = offer.sizes
    if isinstance(table, SizeTable):
        return table.cells
    return tuple(size for size in (size_at(offer, ratio) for ratio in table.ratios) if size)


def size_at(offer: Offer, aspect: Ratio) -> Supply | None:
    """Return the size of a tier at an aspect ratio; None where it does not come in that shape."""
    table = offer.sizes
    if isinstance(table, SizeTable):
        wanted = aspect.value
        return next((size for size in table.cells if size.ratio.value == wanted), None)
    box = largest_box(table, _whole(aspect)) if is_within(table, aspect) else None
    return box and _supply(box)


def nearest_size(offer: Offer, shape: Fraction) -> Supply:
    """Return the size of a tier whose shape is nearest to width over height, by their quotient."""
    table = offer.sizes
    if isinstance(table, SizeTable):
        return min(table.cells, key=lambda size: max(size.shape / shape, shape / size.shape))
    box = largest_box(table, Pixels(*shape.as_integer_ratio()))
    assert box is not None  # a tier that no box keeps is none
    return _supply(box)


def sizes_for(offer: Offer, need: Pixels, aspect: Ratio | None) -> Sizes | None:
    """Return the sizes of a tier that serve a need best, at the aspect ratio if one is forced.

    By rules no more than needed is requested, where the tier can give as much. None: it has no such size.
    """
    table = offer.sizes
    if isinstance(table, SizeTable):
        size = best_size(table, need) if aspect is None else size_at(offer, aspect)
        return size and Sizes(size, size)
    shape = _whole(aspect) if aspect else None
    largest = largest_box(table, shape or need)
    assert largest is not None  # a tier that no box keeps is none
    requested = smallest_box(table, need, shape) if covers(largest, need) else None
    return Sizes(_supply(largest), _supply(requested or largest))


def is_within(rules: SizeRules, aspect: Ratio) -> bool:
    """Say whether a ratio is no longer than the rules allow."""
    return 1 / rules.ratio_max <= aspect.value <= rules.ratio_max


def _whole(aspect: Ratio) -> Pixels:
    """Write a ratio as a box of whole numbers."""
    return Pixels(*aspect.value.as_integer_ratio())


def _supply(box: Pixels) -> Supply:
    """Return a box that rules allow."""
    return Supply(ratio_of(box), box, verified=False)


def ratio_of(box: Pixels) -> Ratio:
    """Return the aspect ratio of a box in lowest terms."""
    return Ratio(*map(Fraction, Fraction(box.width, box.height).as_integer_ratio()))


def best_size(table: SizeTable, need: Pixels) -> Supply | None:
    """Return the size with the largest margin; among equals the least area cut away, then the first. None: no size.

    Of the sizes that are taller than the need, or of its shape, the width decides, so the widest is the best of them.
    Of the others it is the tallest. Those two are compared, as integers: what each fills of the need's area.
    """
    width, height = need
    low, high = 0, len(table.by_shape)
    while low < high:
        middle = (low + high) // 2
        across, down = table.by_shape[middle]
        if across * height <= down * width:
            low = middle + 1
        else:
            high = middle
    by_width, by_height = table.widest[low], table.tallest[low]
    if by_width is None or by_height is None:
        return by_width or by_height
    one, other = by_width.pixels.width * height, by_height.pixels.height * width
    if one == other:  # what is used is equal, so the smaller box loses less
        return min(by_width, by_height, key=lambda size: (size.pixels.area, table.cells.index(size)))
    return by_width if one > other else by_height


def ratios_of(model: Model) -> list[Ratio]:
    """Return the aspect ratios that a model offers at some tier, in the order of the data; by rules the usual ones."""
    if model.rules:
        return list(model.rules.ratios)
    by_name = {str(size.ratio): size.ratio for offer in model.offers.values() for size in all_sizes(offer)}
    return list(by_name.values())


def check_aspect(model: Model, aspect: Ratio | None) -> None:
    """Refuse a ratio that the model does not offer, naming the two nearest and what each would lose."""
    if aspect is None or any(size_at(offer, aspect) for offer in model.offers.values()):
        return
    if model.rules:
        ratio = number(model.rules.ratio_max, 2)
        message, hint = f"{model.title} has no aspect ratio {aspect}", f"its longest are {ratio}:1 and 1:{ratio}"
        raise QuestionError(Fault("unknown-aspect", message, "--aspect", hint))
    losses = sorted((1 - min(r.value / aspect.value, aspect.value / r.value), str(r)) for r in ratios_of(model))
    near = " or ".join(f"{name} (loses {percent(loss, 1)})" for loss, name in losses[:2])
    raise QuestionError(
        Fault("unknown-aspect", f"{model.title} has no aspect ratio {aspect}", "--aspect", f"nearest: {near}")
    )
