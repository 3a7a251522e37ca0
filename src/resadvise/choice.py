"""A decision: which tier, how every tier of the model stands, and the steps that led there."""

from fractions import Fraction
from typing import NamedTuple

from resadvise.estimate import Estimate
from resadvise.facts.catalog import Cell, Offer
from resadvise.need import Need
from resadvise.reason import Reason


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
