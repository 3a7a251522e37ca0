"""With a target, pixels decide: the need against the supply of every tier of the model."""

from collections.abc import Sequence
from fractions import Fraction

from resadvise.brief import Brief
from resadvise.engine.candidate import (
    NO_LIMITS,
    Candidate,
    Choice,
    at_its_largest,
    candidates_for,
    cheapest,
    limit_names,
    limit_reasons,
)
from resadvise.engine.codes import Reason
from resadvise.engine.fit import passes_floor
from resadvise.engine.need import WHOLE, Need, need_of
from resadvise.facts.catalog import Catalog
from resadvise.units import display


def choose_by_target(brief: Brief, catalog: Catalog) -> Choice:
    """Choose the cheapest tier that is enough for the brief's target, or say that none is."""
    assumed = min((use.assume_keep for use in brief.uses if use.assume_keep), default=None) if brief.uses else None
    keep = brief.keep or assumed or WHOLE
    need, candidates = _measure(brief, catalog, keep)
    if brief.keep is None and assumed is not None and not _enough(candidates):
        return _without_assumed_crop(assumed, brief, catalog)
    choice = _choose(need, candidates)
    if keep == 1:
        return choice
    choice = choice._replace(max_crop=_max_crop(choice.chosen, need))
    if brief.keep is not None:
        return choice
    text = f"Assumes a crop that keeps {display.percent(keep)} of each side (override with --keep)."
    return choice._replace(reasons=(*choice.reasons, Reason("keep.assumed", text)))


def enough_elsewhere(brief: Brief, catalog: Catalog, keep: Fraction) -> list[str]:
    """Name the tiers that are enough, as `2K on Nano Banana Pro`: on other models, and without a forced ratio.

    The cheapest comes first; those of unknown price come last.
    """
    able = []
    for model in catalog.models.values():
        if model.status == "available" and (model.name != brief.model.name or brief.aspect):
            _, candidates = _measure(brief._replace(model=model, aspect=None, quality=None), catalog, keep)
            enough = _enough(candidates, limited=False)
            able += [cheapest(enough)] if enough else []
    able.sort(key=lambda each: (each.price is None, each.price or 0))
    return [f"{each.tier} on {each.model.title}" for each in able]


def _measure(brief: Brief, catalog: Catalog, keep: Fraction) -> tuple[Need, tuple[Candidate, ...]]:
    """Return what is needed, and how every tier compares with it."""
    assert brief.target is not None  # whoever has none asks the uses
    need = need_of(brief.target, brief.uses, catalog, keep)
    return need, candidates_for(brief, catalog, need)


def _enough(candidates: Sequence[Candidate], *, limited: bool = True) -> list[Candidate]:
    """Return the candidates that are enough and within the limits."""
    return [each for each in candidates if each.suffices and not (limited and each.ruled_out_by)]


def _best(candidates: Sequence[Candidate]) -> Candidate:
    """Return the candidate with the best margin; the smallest among equals."""
    return max(candidates, key=lambda each: each.fit.fill if each.fit else -1)


def _choose(need: Need, candidates: tuple[Candidate, ...]) -> Choice:
    enough = _enough(candidates) or _enough(candidates, limited=False)
    if not enough:
        return _fall_short(need, candidates)
    choice = Choice(cheapest(enough), "ok", "target", candidates, need=need)
    return _conflicting(choice) if choice.chosen.ruled_out_by else choice


def _conflicting(choice: Choice) -> Choice:
    alternative = _alternative(choice.candidates)
    reasons = (*choice.reasons, *limit_reasons(choice.chosen, alternative))
    return choice._replace(status="conflict", alternative=alternative, reasons=reasons)


def _alternative(candidates: Sequence[Candidate]) -> Candidate | None:
    """Return the candidate with the best margin that breaks no limit."""
    allowed = [each for each in candidates if not each.ruled_out_by]
    return _best(allowed) if allowed else None


def _fall_short(need: Need, candidates: tuple[Candidate, ...]) -> Choice:
    """No tier is enough: the best one will do if it meets the minimum of a print, else it is insufficient."""
    best = _best(candidates)
    if passes_floor(best.pixels, need):
        choice = Choice(best, "ok", "target", candidates, need=need)
        return _conflicting(choice) if best.ruled_out_by else choice
    choice = Choice(best, "insufficient", "target", candidates, need=need, upscale=_upscale(best))
    return choice._replace(alternative=_alternative(candidates)) if best.ruled_out_by else choice


def _upscale(best: Candidate) -> Fraction:
    """Return by how much to scale what is short, rounded up so that it reaches the need."""
    assert best.fit is not None  # a need was compared with it
    return max(WHOLE, Fraction(-(-10_000 * best.fit.whole // best.fit.fill), 10_000))


def _without_assumed_crop(assumed: Fraction, brief: Brief, catalog: Catalog) -> Choice:
    """Answer without the assumed crop: it may call for the largest tier, but never makes an answer fail."""
    need, candidates = _measure(brief, catalog, WHOLE)
    choice = _choose(need, candidates)
    whole = tuple(at_its_largest(each, brief, catalog) for each in candidates)
    if enough := _enough(whole):
        choice = choice._replace(chosen=_best(enough), candidates=whole)
    crop = _max_crop(choice.chosen, need)
    within = "No tier" if brief.limits == NO_LIMITS else "No tier within the limits"
    text = (
        f"{within} is large enough for the assumed crop to {display.percent(assumed)}. "
        f"{choice.chosen.tier} leaves {display.percent(crop)} of each side to crop; use --keep to insist on more."
    )
    return choice._replace(max_crop=crop, reasons=(*choice.reasons, Reason("keep.dropped", text)))


def _max_crop(chosen: Candidate, need: Need) -> Fraction:
    """Return the share of each side that may be cut away while the export box is still filled."""
    supply, box = chosen.pixels, need.export
    return max(Fraction(0), 1 - max(Fraction(box.width, supply.width), Fraction(box.height, supply.height)))


# In words


def explain_short(choice: Choice) -> list[Reason]:
    """Say that no tier is large enough, where none is."""
    if choice.upscale is None:
        return []
    upscale = f"upscale {choice.chosen.tier} by {display.number(choice.upscale, 2)}×"
    return [Reason("short", f"No tier of this model is large enough: {upscale}.")]


def beware_short(choice: Choice) -> list[Reason]:
    """Warn of a print that meets its minimum alone, and of what is too small and yet exceeds a limit."""
    chosen, need = choice.chosen, choice.need
    if need is None or chosen.suffices:
        return []
    if choice.upscale is None:
        given, margin = display.density(chosen.effective_ppi), display.margin(chosen.margin or Fraction(0))
        text = (
            f"No tier reaches {display.density(need.ppi)}. {chosen.tier} gives {given} ({margin}), which meets the "
            f"minimum of {display.density(need.ppi_min)}."
        )
        return [Reason("below_ideal", text)]
    if not chosen.ruled_out_by:
        return []
    return [Reason("limit.broken", f"{chosen.tier} also exceeds {limit_names(chosen.ruled_out_by)}.")]
