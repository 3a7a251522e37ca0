"""What one image of a tier takes: seconds, bytes, dollars; and which limits that breaks."""

from fractions import Fraction
from typing import NamedTuple

from resadvise.brief import Limits
from resadvise.facts.catalog import Bytes, Catalog, Offer, Seconds
from resadvise.reason import Reason


class Estimate(NamedTuple):
    """Ranges for one image; None is unknown. `seconds_basis` is `model` or `tier`."""

    seconds: Seconds | None
    seconds_basis: str | None
    jpg: Bytes | None
    price: Fraction | None


LIMITS = ("max_bytes", "max_seconds", "max_price")
NO_LIMITS = Limits()


def estimate(offer: Offer, catalog: Catalog) -> Estimate:
    """Return what to expect of one image: the model's own seconds where it has them, else the tier's."""
    tier = catalog.tiers[offer.tier]
    seconds = offer.seconds or tier.seconds
    return Estimate(
        seconds=seconds,
        seconds_basis=None if seconds is None else "model" if offer.seconds else "tier",
        jpg=tier.jpg,
        price=offer.price,
    )


def timeout(offer: Offer, catalog: Catalog) -> Fraction | None:
    """Return how many seconds to wait: a multiple of the longest expected, and no less than the tier's own; or None."""
    tier = catalog.tiers[offer.tier]
    seconds = offer.seconds or tier.seconds
    longest = seconds and seconds[1] * catalog.defaults.timeout_factor
    return max((each for each in (tier.timeout, longest) if each), default=None)


def upper_ends(figures: Estimate) -> dict[str, Fraction | int | None]:
    """Return the figure that each limit judges: the upper end of its range."""
    return {
        "max_bytes": figures.jpg and figures.jpg[1],
        "max_seconds": figures.seconds and figures.seconds[1],
        "max_price": figures.price,
    }


def broken_limits(figures: Estimate, limits: Limits) -> tuple[str, ...]:
    """Name the limits that the upper end of a range exceeds; an unknown figure exceeds none."""
    if limits == NO_LIMITS:
        return ()
    ends = upper_ends(figures)
    return tuple(name for name in LIMITS if (most := getattr(limits, name)) is not None and (ends[name] or 0) > most)


def unknown_limits(figures: Estimate, limits: Limits) -> tuple[str, ...]:
    """Name the limits that cannot be judged, since the figure is not known."""
    ends = upper_ends(figures)
    return tuple(name for name in LIMITS if getattr(limits, name) is not None and ends[name] is None)


def limit_names(limits: tuple[str, ...]) -> str:
    """Name limits by their options: `--max-seconds and --max-price`."""
    return " and ".join(f"--{name.replace('_', '-')}" for name in limits)


def limit_reasons(tier: str, broken: tuple[str, ...], alternative: str | None) -> list[Reason]:
    """Explain a conflict, and what the limits would buy."""
    reasons = [Reason("limit.conflict", f"{tier} is what this takes, and it breaks {limit_names(broken)}.")]
    if alternative is None:
        return [*reasons, Reason("limit.none", "No tier of this model is within the limits.")]
    return [*reasons, Reason("limit.alternative", f"Within the limits you get {alternative}.")]
