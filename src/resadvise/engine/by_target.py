"""A target is known: pixels decide. Need against the supply of every tier of the model."""

from fractions import Fraction
from math import ceil
from typing import NamedTuple

from resadvise.brief import Brief
from resadvise.engine.candidate import (
    NO_LIMITS,
    Candidate,
    Choice,
    broken_limits,
    cheapest,
    estimate,
    limit_names,
    limit_reasons,
)
from resadvise.engine.codes import Reason
from resadvise.engine.fit import effective_ppi, fit, levels_for, margin_of, reaches
from resadvise.engine.need import Need, work_out_need
from resadvise.engine.sizes import cells_of
from resadvise.facts.catalog import Catalog
from resadvise.units import display


class _Measured(NamedTuple):
    """The need, how every tier stands against it, and what was said on the way."""

    need: Need
    candidates: tuple[Candidate, ...]

    def within(self, limited: bool = True) -> list[Candidate]:
        """Return the candidates that are enough, and break no limit."""
        return [each for each in self.candidates if each.suffices and not (limited and each.ruled_out_by)]

    @property
    def best(self) -> Candidate:
        """The candidate with the best margin; the smaller tier among equals."""
        return max(self.candidates, key=lambda each: Fraction(-1) if each.margin is None else each.margin)


def choose_by_target(brief: Brief, catalog: Catalog) -> Choice:
    """Choose the cheapest tier that is enough for the brief's target, or say that none is."""
    assumed = min((use.assume_keep for use in brief.uses if use.assume_keep), default=None)
    keep = brief.keep or assumed or Fraction(1)
    measured = _measure(brief, catalog, keep)
    if brief.keep is None and assumed is not None and not measured.within():
        return _without_assumed_crop(assumed, brief, catalog)
    choice = _choose(measured)
    if keep == 1:
        return choice
    choice = choice._replace(max_crop=_max_crop(choice.chosen, measured.need))
    if brief.keep is not None:
        return choice
    text = f"A use assumes that {display.percent(keep)} of each side is kept after a crop; --keep says otherwise."
    return choice._replace(reasons=(*choice.reasons, Reason("keep.assumed", text)))


def enough_elsewhere(brief: Brief, catalog: Catalog, keep: Fraction) -> list[str]:
    """Name the tiers that are enough, as `2K of Nano Banana Pro`: of other models, and without a forced ratio."""
    able = []
    for model in catalog.models.values():
        if model.status == "available" and (model.name != brief.model.name or brief.aspect):
            enough = _measure(brief._replace(model=model, aspect=None), catalog, keep).within(limited=False)
            able += [f"{cheapest(enough).tier} of {model.title}"] if enough else []
    return able


def _measure(brief: Brief, catalog: Catalog, keep: Fraction) -> _Measured:
    need = work_out_need(brief, catalog, keep)
    levels = levels_for(need, catalog.thresholds, brief.tolerance)
    candidates = []
    for offer in brief.model.offers.values():
        if not cells_of(offer, brief.aspect):
            continue  # this tier does not come in the shape that is forced
        found = fit(offer, need, levels, brief.aspect)
        figures = estimate(offer, catalog)
        ppi = effective_ppi(found.cell.pixels, need)
        broken = broken_limits(figures, brief.limits)
        candidates.append(Candidate(offer, found.cell, figures, broken, found.margin, found.verdict, ppi))
    return _Measured(need, tuple(candidates))


def _choose(measured: _Measured) -> Choice:
    enough = measured.within() or measured.within(limited=False)
    if not enough:
        return _fall_short(measured)
    chosen = cheapest(enough)
    choice = Choice(chosen.tier, "ok", "target", measured.candidates, measured.need.reasons, need=measured.need)
    return _conflicting(choice, measured) if chosen.ruled_out_by else choice


def _conflicting(choice: Choice, measured: _Measured) -> Choice:
    alternative = _alternative(measured)
    reasons = limit_reasons(choice.tier, choice.chosen.ruled_out_by, alternative)
    return choice._replace(status="conflict", alternative=alternative, reasons=(*choice.reasons, *reasons))


def _alternative(measured: _Measured) -> str | None:
    """Return the tier with the best margin that breaks no limit."""
    allowed = tuple(each for each in measured.candidates if not each.ruled_out_by)
    return measured._replace(candidates=allowed).best.tier if allowed else None


def _fall_short(measured: _Measured) -> Choice:
    """No tier is enough: the best one is still fine above the floor of a print, else it is insufficient."""
    need, best = measured.need, measured.best
    margin = margin_of(best.cell.pixels, need.pixels)
    choice = Choice(best.tier, "ok", "target", measured.candidates, need.reasons, need=need)
    if need.kind == "print" and need.floor and reaches(best.cell.pixels, need.floor):
        text = (
            f"No tier reaches {display.density(need.ppi)}. {best.tier} gives {display.density(best.effective_ppi)} "
            f"({display.margin(margin)}), above the floor of {display.density(need.ppi_min)}."
        )
        choice = choice._replace(warnings=(Reason("below_ideal", text),))
        return _conflicting(choice, measured) if best.ruled_out_by else choice
    upscale = 1 / (1 + margin)
    upscale = max(Fraction(1), upscale)
    upscale = Fraction(ceil(upscale * 10_000), 10_000)  # up, so that scaling by it reaches the need
    text = f"No tier of this model is enough: {best.tier} has to be upscaled by {display.number(upscale, 2)}."
    choice = choice._replace(status="insufficient", upscale=upscale, reasons=(*need.reasons, Reason("short", text)))
    if best.ruled_out_by:
        warning = Reason("limit.broken", f"{best.tier} breaks {limit_names(best.ruled_out_by)} as well.")
        choice = choice._replace(alternative=_alternative(measured), warnings=(warning,))
    return choice


def _without_assumed_crop(assumed: Fraction, brief: Brief, catalog: Catalog) -> Choice:
    """Answer without the crop that was only assumed: it may ask for the largest tier, but never make it fail."""
    measured = _measure(brief, catalog, Fraction(1))
    choice = _choose(measured)
    largest = measured._replace(candidates=tuple(measured.within()))
    if largest.candidates:
        choice = choice._replace(tier=largest.best.tier)
    crop = _max_crop(choice.chosen, measured.need)
    within = "No tier" if brief.limits == NO_LIMITS else "No tier within the limits"
    text = (
        f"{within} leaves room to keep {display.percent(assumed)} of each side, which was only assumed. "
        f"{choice.tier} lets {display.percent(crop)} of each side be cut away; --keep demands more."
    )
    return choice._replace(max_crop=crop, reasons=(*choice.reasons, Reason("keep.dropped", text)))


def _max_crop(chosen: Candidate, need: Need) -> Fraction:
    """Return the share of each side that may be cut away while the export box is still filled."""
    supply, box = chosen.cell.pixels, need.export
    return max(Fraction(0), 1 - max(Fraction(box.width, supply.width), Fraction(box.height, supply.height)))
