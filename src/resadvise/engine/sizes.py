"""The sizes that a model can return: for a tier, at an aspect ratio, for a need."""

from collections.abc import Iterable

from resadvise.errors import Fault, QuestionError
from resadvise.facts.catalog import Cell, Model, Offer
from resadvise.units.display import percent
from resadvise.units.quantities import Pixels, Ratio


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
