"""What an image costs: the one place that reads prices, whatever their form."""

from fractions import Fraction

from resadvise.facts.catalog import Offer, PerArea, PerImage, PerMegapixel, PerToken, Price, Rate
from resadvise.units.quantities import Pixels


def price_of(offer: Offer, pixels: Pixels, quality: str | None = None, *, batch: bool = False) -> Fraction | None:
    """Return what one image of this size and quality costs, in US dollars; None is unknown.

    In a batch it is the price of a batch, where that is known.
    """
    price = offer.price
    if batch and (rate := _batch_rate(price, quality)) is not None:
        return rate
    return _list_price(price, pixels, quality)


def has_batch_price(offer: Offer, quality: str | None = None) -> bool:
    """Say whether it is known what an image costs in a batch."""
    return _batch_rate(offer.price, quality) is not None


def _batch_rate(price: Price, quality: str | None) -> Fraction | None:
    return _at(price.batch, quality) if isinstance(price, PerImage) else None


def _list_price(price: Price, pixels: Pixels, quality: str | None) -> Fraction | None:
    if isinstance(price, PerImage):
        return _at(price.each, quality)
    if isinstance(price, PerArea):
        rates = (rate for most, rate in price.steps if most is None or pixels.area <= most)
        return _at(next(rates, None), quality)
    if isinstance(price, PerMegapixel):
        first, further = _at(price.first, quality), _at(price.further, quality)
        more = -(-pixels.area // price.pixels) - 1
        return None if first is None or further is None else first + further * more
    patches = _at(price.patches, quality)
    return None if patches is None or price.usd is None else price.usd * _tokens(price, pixels, patches)


def _tokens(price: PerToken, pixels: Pixels, patches: Fraction) -> int:
    """Return how many tokens an image is: its patches, weighed by its area, rounded up."""
    short = round(patches * min(pixels) / max(pixels))  # half to even
    return -(-(patches * short * (price.offset + pixels.area)) // price.divisor)


def _at(rate: Rate, quality: str | None) -> Fraction | None:
    """Return the figure that holds for a quality."""
    return rate if rate is None or isinstance(rate, Fraction) else rate.get(quality or "")
