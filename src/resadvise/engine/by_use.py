"""No target: the rules of thumb of the uses decide, and say that they are rules of thumb."""

from resadvise.brief import Brief
from resadvise.engine.by_target import choose_by_target
from resadvise.engine.candidate import Candidate, Choice, limit_names, limit_reasons
from resadvise.engine.codes import Reason
from resadvise.facts.catalog import Catalog, Deliverable, Use

# How many named targets an answer may point to; more would bury it.
MOST_NAMED = 3


def choose_by_use(brief: Brief, candidates: tuple[Candidate, ...], catalog: Catalog) -> Choice:
    """Choose among the model's tiers by what the uses need and prefer, then by the limits."""
    needed, wanted, reasons = _wanted(brief.uses, catalog)
    offered = _Offered(candidates, catalog)
    basis = "rule-of-thumb" if brief.uses else "default"
    if needed is not None and offered.at_least(needed) is None:
        return _insufficient(needed, candidates, reasons, brief, catalog)
    tier = offered.nearest(needed, wanted)
    if tier != wanted:
        text = f"{brief.model.title} has no {wanted}; {tier} is the tier to take instead."
        reasons.append(Reason("tier.lacking", text))
    choice = Choice(tier, "ok", basis, candidates, tuple(reasons))
    choice = _within_limits(choice, needed, offered)
    return _labelled(choice, brief, catalog)


class _Offered:
    """The tiers of the model, smallest first, by their rank in the catalog."""

    def __init__(self, candidates: tuple[Candidate, ...], catalog: Catalog) -> None:
        self.candidates = {each.tier: each for each in candidates}
        self.tiers = list(self.candidates)
        self.rank = {tier: place for place, tier in enumerate(catalog.tiers)}

    def at_least(self, needed: str | None) -> str | None:
        """Return the smallest tier that is no smaller than what is needed."""
        above = self.acceptable(needed)
        return above[0] if above else None

    def acceptable(self, needed: str | None) -> list[str]:
        """Return the tiers that are no smaller than what is needed."""
        return [tier for tier in self.tiers if needed is None or self.rank[tier] >= self.rank[needed]]

    def nearest(self, needed: str | None, wanted: str) -> str:
        """Return the tier itself where the model has it, else the nearest that the need allows, the lower of two."""
        return min(self.acceptable(needed), key=lambda tier: abs(self.rank[tier] - self.rank[wanted]))

    def within(self, tiers: list[str]) -> list[str]:
        """Return those of the tiers that break no limit."""
        return [tier for tier in tiers if not self.candidates[tier].ruled_out_by]


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
    return yielding(use, f"{by} asks for {tier}")


def _insufficient(
    needed: str, candidates: tuple[Candidate, ...], reasons: list[Reason], brief: Brief, catalog: Catalog
) -> Choice:
    best = candidates[-1]
    having = [
        model.title
        for model in catalog.models.values()
        if model.status == "available" and any(catalog.rank(tier) >= catalog.rank(needed) for tier in model.offers)
    ]
    text = f"{brief.model.title} goes up to {best.tier} only; {needed} is needed."
    text += f" {' and '.join(having)} {'has' if len(having) == 1 else 'have'} it." if having else ""
    reasons.append(Reason("short.models", text))
    warnings = []
    if best.ruled_out_by:
        warnings.append(Reason("limit.broken", f"{best.tier} breaks {limit_names(best.ruled_out_by)} as well."))
    return Choice(best.tier, "insufficient", "rule-of-thumb", candidates, tuple(reasons), tuple(warnings))


def _within_limits(choice: Choice, needed: str | None, offered: _Offered) -> Choice:
    """Let a wish yield to the limits; a need does not."""
    broken = choice.chosen.ruled_out_by
    if not broken:
        return choice
    what = limit_names(broken)
    fallback = offered.within(offered.acceptable(needed))
    if fallback:
        lower = [tier for tier in fallback if offered.rank[tier] < offered.rank[choice.tier]]
        tier = lower[-1] if lower else fallback[0]
        reason = Reason("limit.yields", f"{choice.tier} breaks {what}; {tier} is within the limits.")
        return choice._replace(tier=tier, reasons=(*choice.reasons, reason))
    tier = (needed and offered.at_least(needed)) or choice.tier
    buys = offered.within(offered.tiers)
    reasons = (
        *choice.reasons,
        *limit_reasons(tier, offered.candidates[tier].ruled_out_by, buys[-1] if buys else None),
    )
    return choice._replace(tier=tier, status="conflict", alternative=buys[-1] if buys else None, reasons=reasons)


def _labelled(choice: Choice, brief: Brief, catalog: Catalog) -> Choice:
    """Say that this is a rule of thumb, and where arithmetic on a target of these uses says otherwise."""
    if choice.basis != "rule-of-thumb":
        return choice
    ask = "Give a size with --for, --size or --pixels and arithmetic decides."
    reasons = [Reason("thumb", f"This is a rule of thumb, since no size was given. {ask}")]
    names = dict.fromkeys(name for use in brief.uses for name in use.deliverables)
    for name in names:
        tier = _measured_tier(catalog.deliverables[name], brief, catalog)
        if tier != choice.tier and len(reasons) <= MOST_NAMED:
            option = "" if brief.model.name == catalog.defaults.model else f" --model {brief.model.name}"
            command = f"resadvise recommend --for {name}{option}"
            text = f"{catalog.deliverables[name].title} takes {tier}: {command}"
            reasons.append(Reason("thumb.otherwise", text))
    return choice._replace(reasons=(*choice.reasons, *reasons))


def _measured_tier(deliverable: Deliverable, brief: Brief, catalog: Catalog) -> str:
    return choose_by_target(Brief.of(deliverable, brief.model), catalog).tier


def yielding(use: Use, because: str) -> Reason:
    """Return the reason of a preference that gives way; one about drafts becomes the first step of the work."""
    then = f"; explore at {use.tier} first" if use.stage == "draft" else ""
    return Reason("use.yields", f"{use.name} prefers {use.tier}, but {because}{then}.", use.source)
