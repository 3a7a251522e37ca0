"""The sizes that a model can return: the one place that reads them, whatever their form."""

from resadvise.errors import Fault, QuestionError
from resadvise.facts.catalog import Model, Offer, SizeTable, Supply
from resadvise.units.display import percent
from resadvise.units.quantities import Pixels, Ratio


def all_sizes(offer: Offer) -> tuple[Supply, ...]:
    """Return every size of a tier, in the order of the data."""
    return offer.sizes.cells


def size_at(offer: Offer, aspect: Ratio) -> Supply | None:
    """Return the size of a tier at an aspect ratio; None where it does not come in that shape."""
    wanted = aspect.value
    return next((size for size in offer.sizes.cells if size.ratio.value == wanted), None)


def size_for(offer: Offer, need: Pixels, aspect: Ratio | None) -> Supply | None:
    """Return the size of a tier that serves a need best, at the aspect ratio if one is forced."""
    return best_size(offer.sizes, need) if aspect is None else size_at(offer, aspect)


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
    """Return the aspect ratios that a model offers at some tier, in the order of the data."""
    by_name = {str(size.ratio): size.ratio for offer in model.offers.values() for size in all_sizes(offer)}
    return list(by_name.values())


def check_aspect(model: Model, aspect: Ratio | None) -> None:
    """Refuse a ratio that the model does not offer, naming the two nearest and what each would lose."""
    if aspect is None or any(size_at(offer, aspect) for offer in model.offers.values()):
        return
    losses = sorted((1 - min(r.value / aspect.value, aspect.value / r.value), str(r)) for r in ratios_of(model))
    near = " or ".join(f"{name} (loses {percent(loss, 1)})" for loss, name in losses[:2])
    raise QuestionError(
        Fault("unknown-aspect", f"{model.title} has no aspect ratio {aspect}", "--aspect", f"nearest: {near}")
    )
