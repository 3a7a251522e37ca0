"""A size that could be requested from a model, with its fit, estimates and exceeded limits; the choice among them."""

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from resadvise.brief import Brief, Limits
from resadvise.engine.codes import Reason
from resadvise.engine.fit import Fit, effective_ppi, fit_of, levels_for, ppi_quotient
from resadvise.engine.need import Need
from resadvise.engine.pricing import price_of
from resadvise.engine.sizes import Sizes, all_sizes, size_at, sizes_for
from resadvise.facts.catalog import Bytes, Catalog, Model, Offer, Seconds, Supply
from resadvise.units.numbers import SHARE_PLACES, decimal_quotient, half_up_quotient
from resadvise.units.quantities import Pixels

if TYPE_CHECKING:
    from resadvise.documents import Basis, Status, Verdict

NO_LIMITS = Limits()


class Candidate(NamedTuple):
    """One size that could be requested from one model: its pixels, price, fit and exceeded limits.

    `supply` is what is requested, `largest` the most that its tier can give for the need; only by size rules do they
    differ. `quality` is None where the model has none. `price` is in US dollars, None is unknown. `ruled_out_by` names
    the limits that it breaks, `unjudged` those for which a figure is not known. Without a target `need` and `fit` are
    None.
    """

    model: Model
    offer: Offer
    supply: Supply
    largest: Supply
    quality: str | None
    price: Fraction | None
    ruled_out_by: tuple[str, ...] = ()
    unjudged: tuple[str, ...] = ()
    need: Need | None = None
    fit: Fit | None = None

    @property
    def tier(self) -> str:
        """The name of the tier."""
        return self.offer.name

    @property
    def pixels(self) -> Pixels:
        """The pixels that the model returns."""
        return self.supply.pixels

    @property
    def seconds(self) -> Seconds | None:
        """How long one image takes, from … to; None is unknown."""
        return self.offer.seconds

    @property
    def jpg(self) -> Bytes | None:
        """How large a web-quality JPG of the whole image is, from … to; None is unknown."""
        return self.offer.tier.jpg

    @property
    def margin(self) -> Fraction | None:
        """How much more there is than needed: 0 is exact."""
        return self.fit and self.fit.margin

    @property
    def verdict(self) -> "Verdict | None":
        """`ample`, `enough`, `near` or `short`."""
        return self.fit and self.fit.verdict

    @property
    def suffices(self) -> bool:
        """Whether it is enough for the need."""
        return self.fit is not None and self.fit.verdict in ("ample", "enough")

    @property
    def effective_ppi(self) -> Fraction | None:
        """The pixels that land on an inch of the print."""
        return self.need and effective_ppi(self.pixels, self.need)

    @property
    def margin_json(self) -> float | int | None:
        """The margin as JSON has it."""
        return self.fit and decimal_quotient(self.fit.fill - self.fit.whole, self.fit.whole, SHARE_PLACES)

    @property
    def ppi_json(self) -> float | int | None:
        """The effective density as JSON has it."""
        quotient = self.need and ppi_quotient(self.pixels, self.need)
        return quotient and decimal_quotient(*quotient, 1)


class Choice(NamedTuple):
    """What to ask for, and why. `status` ok, insufficient or conflict; `basis` target, rule-of-thumb or default.

    `candidates` are the sizes of the model, smallest first; `alternative` is the best one within the limits.
    `reasons` are those of the decision itself: how the need came about is told by the need.
    """

    chosen: Candidate
    status: "Status"
    basis: "Basis"
    candidates: tuple[Candidate, ...]
    reasons: tuple[Reason, ...] = ()
    warnings: tuple[Reason, ...] = ()
    need: Need | None = None
    upscale: Fraction | None = None
    max_crop: Fraction | None = None
    alternative: Candidate | None = None

    @property
    def smaller(self) -> tuple[Candidate, ...]:
        """The candidates below the chosen one."""
        return self.candidates[: self._place]

    @property
    def larger(self) -> tuple[Candidate, ...]:
        """The candidates above the chosen one."""
        return self.candidates[self._place + 1 :]

    @property
    def _place(self) -> int:
        return next(place for place, each in enumerate(self.candidates) if each is self.chosen)


def candidates_for(brief: Brief, catalog: Catalog, need: Need | None) -> tuple[Candidate, ...]:
    """Return one candidate for each tier of the brief's model, smallest first; a forced ratio leaves some out."""
    found, model, limits = [], brief.model, None if brief.limits == NO_LIMITS else brief.limits
    levels = need and levels_for(need, catalog, brief.tolerance)
    quality = brief.quality or model.default_quality
    for offer in model.offers.values():
        sizes = sizes_for(offer, need.pixels, brief.aspect) if need else _usual_sizes(offer, brief, catalog)
        if sizes is None:
            continue  # this tier does not come in the shape that is forced
        largest, supply = sizes
        price = price_of(offer, supply.pixels, quality)
        fit = fit_of(supply.pixels, need, levels) if need and levels else None
        candidate = Candidate(model, offer, supply, largest, quality, price, (), (), need, fit)
        found.append(_within(limits, candidate, catalog) if limits else candidate)
    return tuple(found)


def _usual_sizes(offer: Offer, brief: Brief, catalog: Catalog) -> Sizes | None:
    """Return the size where no target is known: at the ratio that is forced, else at the default one or the first."""
    size = size_at(offer, brief.aspect or catalog.defaults.aspect_ratio)
    if size is None and not brief.aspect:
        size = all_sizes(offer)[0]
    return size and Sizes(size, size)


def at_its_largest(candidate: Candidate, brief: Brief, catalog: Catalog) -> Candidate:
    """Return the candidate with all that its tier can give for the need requested."""
    largest, need = candidate.largest, candidate.need
    if need is None or candidate.supply == largest:
        return candidate
    whole = candidate._replace(
        supply=largest,
        price=price_of(candidate.offer, largest.pixels, candidate.quality),
        fit=fit_of(largest.pixels, need, levels_for(need, catalog, brief.tolerance)),
    )
    return whole if brief.limits == NO_LIMITS else _within(brief.limits, whole, catalog)


def cheapest(candidates: Sequence[Candidate]) -> Candidate:
    """Return the candidate with the lowest price; the smallest where prices are equal or not known."""
    chosen = candidates[0]
    for each in candidates[1:]:
        if each.price is not None and chosen.price is not None and each.price < chosen.price:
            chosen = each
    return chosen


def timeout(offer: Offer, catalog: Catalog) -> Fraction | None:
    """Return how many seconds to wait: a multiple of the longest expected, and no less than the tier's own; or None."""
    longest = offer.seconds and offer.seconds[1] * catalog.defaults.timeout_factor
    return max((each for each in (offer.tier.timeout, longest) if each), default=None)


def delivered_bytes(candidate: Candidate, catalog: Catalog) -> Bytes | None:
    """Return how large the file that is delivered is as a web-quality JPG, from … to; None is unknown.

    With a target it has the target's box, whichever tier it comes from: the range of the smallest tier that has one and
    is no smaller than the box, else of the largest, by area. Without one it is the whole image.
    """
    if candidate.need is None:
        return candidate.jpg
    found, area = None, candidate.need.export.area
    for tier in catalog.tiers.values():
        if tier.jpg:
            found, whole = tier.jpg, tier.pixel_width**2
            if whole >= area:
                break
    return found and (half_up_quotient(found[0] * area, whole), half_up_quotient(found[1] * area, whole))


def _within(limits: Limits, candidate: Candidate, catalog: Catalog) -> Candidate:
    """Judge a candidate by the limits: at the upper end of a range, but at the lower end of the bytes.

    A file that is too heavy at the upper end alone can be exported with a lower quality. What is unknown breaks none.
    """
    weight, seconds = delivered_bytes(candidate, catalog), candidate.seconds
    figures = {
        "max_bytes": weight and weight[0],
        "max_seconds": seconds and seconds[1],
        "max_price": candidate.price,
    }
    asked = {name: most for name, most in limits._asdict().items() if most is not None}
    return candidate._replace(
        ruled_out_by=tuple(name for name, most in asked.items() if (figures[name] or 0) > most),
        unjudged=tuple(name for name in asked if figures[name] is None),
    )


def limit_names(limits: tuple[str, ...]) -> str:
    """Name limits by their options: `--max-seconds and --max-price`."""
    return " and ".join(f"--{name.replace('_', '-')}" for name in limits)


def limit_reasons(chosen: Candidate, alternative: Candidate | None) -> list[Reason]:
    """Explain a conflict, and name the best tier within the limits."""
    broken = limit_names(chosen.ruled_out_by)
    reasons = [Reason("limit.conflict", f"This needs {chosen.tier}, which exceeds {broken}.")]
    if alternative is None:
        return [*reasons, Reason("limit.none", "No tier of this model is within your limits.")]
    return [*reasons, Reason("limit.alternative", f"The best tier within your limits is {alternative.tier}.")]
