"""What an image costs: the one place that reads prices, whatever their form."""

from fractions import Fraction

from resadvise.facts.catalog import Offer
from resadvise.units.quantities import Pixels


def price_of(offer: Offer, pixels: Pixels, *, batch: bool = False) -> Fraction | None:  # noqa: ARG001 - one kind asks none
    """Return what one image of this size costs, in US dollars; None is unknown.

    In a batch it is the price of a batch, where that is known.
    """
    price = offer.price
    return price.batch if batch and price.batch is not None else price.each


def has_batch_price(offer: Offer) -> bool:
    """Say whether it is known what an image costs in a batch."""
    return offer.price.batch is not None
