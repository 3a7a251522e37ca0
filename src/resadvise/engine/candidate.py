"""A tier of a model as it could be asked for, with its fit, estimates and broken limits; and the choice among them."""

from fractions import Fraction
from typing import NamedTuple

from resadvise.brief import Limits
from resadvise.engine.codes import Reason
from resadvise.engine.need import Need
from resadvise.facts.catalog import Bytes, Catalog, Cell, Offer, Seconds


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


class Candidate(NamedTuple):
    """How one tier of the model stands. Without a target `margin`, `verdict` and `effective_ppi` are None."""

    offer: Offer
    cell: Cell
    estimate: Estimate
    ruled_out_by: tuple[str, ...]
    margin: Fraction | None = None
    verdict: str | None = None
    effective_ppi: Fraction | None = None

    @property
    def tier(self) -> str:
        """The tier's name."""
        return self.offer.tier

    @property
    def suffices(self) -> bool:
        """Whether the tier is enough for the need."""
        return self.verdict in ("ample", "enough")


def cheapest(candidates: list[Candidate]) -> Candidate:
    """Return the candidate with the lowest price; the smallest tier where prices are equal or not known."""
    chosen = candidates[0]
    for each in candidates[1:]:
        old, new = chosen.estimate.price, each.estimate.price
        if old is not None and new is not None and new < old:
            chosen = each
    return chosen


class Choice(NamedTuple):
    """Which tier, and why. `status` ok, insufficient or conflict; `basis` target, rule-of-thumb or default."""

    tier: str
    status: str
    basis: str
    candidates: tuple[Candidate, ...]
    reasons: tuple[Reason, ...]
    warnings: tuple[Reason, ...] = ()
    need: Need | None = None
    upscale: Fraction | None = None
    max_crop: Fraction | None = None
    alternative: str | None = None

    @property
    def chosen(self) -> Candidate:
        """The candidate of the tier that is chosen."""
        return next(each for each in self.candidates if each.tier == self.tier)
