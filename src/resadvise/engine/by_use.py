"""Without a target, the rules of thumb of the uses decide, and the answer says so."""

from typing import TYPE_CHECKING

from resadvise.brief import Brief
from resadvise.engine.by_target import choose_by_target
from resadvise.engine.candidate import Candidate, Choice, candidates_for, limit_names, limit_reasons
from resadvise.engine.codes import Reason
from resadvise.facts.catalog import Catalog, Deliverable, Use
from resadvise.units import display

if TYPE_CHECKING:
    from resadvise.documents import Basis

# How many named targets an answer may point to; more would bury it.
MOST_NAMED = 3


def choose_by_use(brief: Brief, catalog: Catalog) -> Choice:
    """Choose among the model's tiers by what the uses need and prefer, then by the limits."""
    needed, wanted, reasons = _wanted(brief.uses, catalog)
    offered = _Offered(candidates_for(brief, catalog, None), catalog)
    basis: Basis = "rule-of-thumb" if brief.uses else "default"
    if needed is not None and not offered.acceptable(needed):
        return _insufficient(needed, offered.candidates, reasons, brief, catalog)
    chosen = offered.nearest(needed, wanted)
    if chosen.tier != wanted:
        text = f"{brief.model.title} does not offer {wanted}; {chosen.tier} is used instead."
        reasons.append(Reason("tier.lacking", text))
    choice = Choice(chosen, "ok", basis, offered.candidates, tuple(reasons))
    return _within_limits(choice, needed, offered)


class _Offered:
    """The tiers of the model, smallest first, and their rank in the catalog."""

    def __init__(self, candidates: tuple[Candidate, ...], catalog: Catalog) -> None:
        self.candidates, self._catalog = candidates, catalog

    def rank(self, candidate: Candidate) -> int:
        """Return the place of its tier among all tiers."""
        return self._catalog.rank(candidate.tier)

    def acceptable(self, needed: str | None) -> list[Candidate]:
        """Return the candidates that are no smaller than what is needed."""
        least = 0 if needed is None else self._catalog.rank(needed)
        return [each for each in self.candidates if self.rank(each) >= least]

    def nearest(self, needed: str | None, wanted: str) -> Candidate:
        """Return the tier itself where the model has it, else the nearest that the need allows, the lower of two."""
        place = self._catalog.rank(wanted)
        return min(self.acceptable(needed), key=lambda each: abs(self.rank(each) - place))


def _wanted(uses: tuple[Use, ...], catalog: Catalog) -> tuple[str | None, str, list[Reason]]:
    """Return the tier that is needed at least (None: no need), the one that is wanted, and why."""
    rank = catalog.rank
    needs = [use for use in uses if use.kind == "needs"]
    prefers = [use for use in uses if use.kind == "prefers"]
    reasons = [Reason("use.needs", f"{use.name} needs {use.tier}: {use.why}", use.source) for use in needs]
    if not uses:
        defaults = catalog.defaults
        return None, defaults.tier, [Reason("default", defaults.why)]
    if not needs:
        lowest = min(prefers, key=lambda use: rank(use.tier))
        reasons += [_preference(use, lowest.tier, lowest.name) for use in prefers]
        return None, lowest.tier, reasons
    top = max(needs, key=lambda use: rank(use.tier))
    wanted = max([top, *prefers], key=lambda use: rank(use.tier))
    for use in prefers:
        if rank(use.tier) > rank(top.tier):
            text = f"{use.name} prefers {use.tier}, which is more than {top.name} needs: {use.why}"
            reasons.append(Reason("use.raised", text, use.source))
        else:
            reasons.append(_preference(use, top.tier, top.name))
    return top.tier, wanted.tier, reasons


def _preference(use: Use, tier: str, by: str) -> Reason:
    if use.tier == tier:
        return Reason("use.prefers", f"{use.name} prefers {use.tier}: {use.why}", use.source)
    return yielding(use, f"{by} calls for {tier}")


def _insufficient(
    needed: str, candidates: tuple[Candidate, ...], reasons: list[Reason], brief: Brief, catalog: Catalog
) -> Choice:
    best = candidates[-1]
    having = [
        model.title
        for model in catalog.models.values()
        if model.status == "available" and any(catalog.rank(tier) >= catalog.rank(needed) for tier in model.offers)
    ]
    text = f"This needs {needed}, but {brief.model.title} stops at {best.tier}."
    if having:
        text += f" {display.first_of(having, 'and')} {'offers' if len(having) == 1 else 'offer'} it."
    reasons.append(Reason("short.models", text))
    warnings = []
    if best.ruled_out_by:
        warnings.append(Reason("limit.broken", f"{best.tier} also exceeds {limit_names(best.ruled_out_by)}."))
    return Choice(best, "insufficient", "rule-of-thumb", candidates, tuple(reasons), tuple(warnings))


def _within_limits(choice: Choice, needed: str | None, offered: _Offered) -> Choice:
    """Let a wish yield to the limits; a need does not."""
    broken = choice.chosen.ruled_out_by
    if not broken:
        return choice
    what = limit_names(broken)
    acceptable = offered.acceptable(needed)
    fallback = [each for each in acceptable if not each.ruled_out_by]
    if fallback:
        lower = [each for each in fallback if offered.rank(each) < offered.rank(choice.chosen)]
        yielded = lower[-1] if lower else fallback[0]
        reason = Reason("limit.yields", f"{choice.chosen.tier} exceeds {what}; {yielded.tier} is within the limits.")
        return choice._replace(chosen=yielded, reasons=(*choice.reasons, reason))
    least = acceptable[0] if needed else choice.chosen
    bought = next((each for each in reversed(offered.candidates) if not each.ruled_out_by), None)
    reasons = (*choice.reasons, *limit_reasons(least, bought))
    return choice._replace(chosen=least, status="conflict", alternative=bought, reasons=reasons)


# In words


def explain_rule(choice: Choice, brief: Brief, catalog: Catalog) -> list[Reason]:
    """Say that this is a rule of thumb, and for which targets of these uses the arithmetic disagrees."""
    if choice.basis != "rule-of-thumb" or choice.status == "insufficient":
        return []
    ask = "Give one with --for, --size or --pixels, and the arithmetic decides."
    reasons = [Reason("thumb", f"This is a rule of thumb, because no size was given. {ask}")]
    names = dict.fromkeys(name for use in brief.uses for name in use.deliverables)
    for name in names:
        if len(reasons) > MOST_NAMED:
            break
        deliverable = catalog.deliverables[name]
        tier = _measured_tier(deliverable, brief, catalog)
        if tier != choice.chosen.tier:
            option = "" if brief.model.name == catalog.defaults.model else f" --model {brief.model.name}"
            command = f"resadvise recommend --for {name}{option}"
            reasons.append(Reason("thumb.otherwise", f"{deliverable.title} needs {tier}: {command}"))
    return reasons


def _measured_tier(deliverable: Deliverable, brief: Brief, catalog: Catalog) -> str:
    """Return the tier that a named target needs; remembered, since it depends on the facts alone."""
    key = "measured tier", brief.model.name, deliverable.name
    if key not in catalog.memo:
        catalog.memo[key] = choose_by_target(Brief.of(deliverable, brief.model), catalog).chosen.tier
    tier: str = catalog.memo[key]
    return tier


def yielding(use: Use, because: str) -> Reason:
    """Return the reason of a preference that gives way; one about drafts becomes the first step of the work."""
    then = f" Explore at {use.tier} first." if use.stage == "draft" else ""
    return Reason("use.yields", f"{use.name} prefers {use.tier}, but {because}.{then}", use.source)
