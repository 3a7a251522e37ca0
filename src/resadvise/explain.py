"""Why this tier and not its neighbours: the reasons that a measured choice gets once somebody reads it."""

from fractions import Fraction

from resadvise import wording
from resadvise.brief import Brief
from resadvise.choice import Candidate, Choice
from resadvise.facts.catalog import Catalog
from resadvise.measure import enough_elsewhere
from resadvise.need import Need
from resadvise.quantities import Pixels
from resadvise.reason import Reason, yielding
from resadvise.supply import crop_box, levels_for, reaches, share_cut


def explain_fit(choice: Choice, brief: Brief, catalog: Catalog) -> list[Reason]:
    """Return the reasons beyond those of the decision itself; none where there is no target."""
    need = choice.need
    if need is None:
        return []
    return [
        *_other_models(choice, brief, catalog, need),
        _fit_reason(choice, brief, catalog, need),
        *_cheaper_reasons(choice, need),
        *_distance_reasons(choice, catalog),
        *_shape_reasons(choice, brief, need.pixels, catalog),
        *_overruled(choice, brief),
        *_note(brief),
    ]


def _other_models(choice: Choice, brief: Brief, catalog: Catalog, need: Need) -> list[Reason]:
    """Name the models that have a tier which is enough."""
    if choice.status != "insufficient":
        return []
    able = enough_elsewhere(brief, catalog, need.keep)
    free = " without --aspect" if brief.aspect else ""
    return [Reason("short.models", f"Enough would be {' or '.join(able)}{free}.")] if able else []


def _fit_reason(choice: Choice, brief: Brief, catalog: Catalog, need: Need) -> Reason:
    chosen = choice.chosen
    margin = chosen.margin or Fraction(0)
    density = f", {wording.density(chosen.effective_ppi)}" if chosen.effective_ppi else ""
    text = (
        f"{chosen.tier} at {chosen.cell.ratio} returns {wording.box(chosen.cell.pixels)}: "
        f"{wording.margin(margin)}{density}."
    )
    if margin < 0 and chosen.suffices:
        most = -levels_for(need, catalog.thresholds, brief.tolerance).enough
        text += f" Up to {wording.percent(most, 1)} less still counts as enough."
    return Reason("fit.best", text, brief.model.source)


def _cheaper_reasons(choice: Choice, need: Need) -> list[Reason]:
    """Say what the neighbours of the chosen tier would give."""
    chosen, reasons = choice.chosen, []
    place = choice.candidates.index(chosen)
    below, above = choice.candidates[:place], choice.candidates[place + 1 :]
    near = next((each for each in reversed(below) if choice.status == "ok" and _nearly_enough(each, need)), None)
    if below and chosen.suffices and near is not below[-1]:
        last = below[-1]
        density = f" ({wording.density(last.effective_ppi)})" if last.effective_ppi else ""
        reasons.append(Reason("fit.cheapest", f"{last.tier} would be {_shortfall(last)}{density}."))
    if near:
        reasons.append(Reason("near.cheaper", _near_text(near, chosen)))
    price = chosen.estimate.price
    if above and price is not None and above[0].estimate.price == price:
        text = f"{above[0].tier} costs the same {wording.money(price)}: its extra pixels are free."
        reasons.append(Reason("price.same", text, above[0].offer.price_source))
    return reasons


def _nearly_enough(each: Candidate, need: Need) -> bool:
    floor = need.kind == "print" and need.floor and reaches(each.cell.pixels, need.floor)
    return not each.suffices and bool(each.verdict == "near" or floor)


def _shortfall(candidate: Candidate) -> str:
    margin = candidate.margin or Fraction(0)
    return f"{wording.percent(-margin, 1)} short" if margin < 0 else f"enough with {wording.margin(margin)}"


def _near_text(each: Candidate, chosen: Candidate) -> str:
    old, new = chosen.estimate.price, each.estimate.price
    saving = (
        f", and saves {wording.money(old - new)} an image" if old is not None and new is not None and new < old else ""
    )
    density = f" at {wording.density(each.effective_ppi)}" if each.effective_ppi else ""
    return f"{each.tier} is nearly enough{density}: {_shortfall(each)}{saving}."


def _distance_reasons(choice: Choice, catalog: Catalog) -> list[Reason]:
    ppi = choice.chosen.effective_ppi
    if choice.status != "insufficient" or ppi is None:
        return []
    away = catalog.defaults.acuity / ppi
    text = f"{wording.density(ppi)} are as fine as the eye sees from {wording.distance(away)} away."
    return [Reason("short.distance", text, catalog.defaults.acuity_source)]


def _shape_reasons(choice: Choice, brief: Brief, shape: Pixels, catalog: Catalog) -> list[Reason]:
    cell, drift = choice.chosen.cell, catalog.thresholds.ratio_drift
    reasons = []
    crop = crop_box(cell.pixels, shape)
    cut = share_cut(cell.pixels, crop)
    if cut >= drift:
        why = "was asked for" if brief.aspect else "is the closest ratio"
        text = (
            f"{wording.percent(cut)} of the image is cut away: {cell.ratio} {why}, "
            f"and {wording.box(crop)} of {wording.box(cell.pixels)} have the target's shape."
        )
        reasons.append(Reason("shape.cut", text))
    if abs(cell.strays) >= drift:
        width, height = cell.pixels
        long = wording.number(Fraction(max(width, height), min(width, height)), 2)
        name = f"{long}:1" if width > height else f"1:{long}"
        text = f"What is called {cell.ratio} comes back as {wording.box(cell.pixels)}, which is {name}."
        reasons.append(Reason("shape.drift", text))
    return reasons


def _overruled(choice: Choice, brief: Brief) -> list[Reason]:
    """Name each use whose rule of thumb the arithmetic sets aside."""
    reasons = []
    for use in brief.uses:
        if use.tier == choice.tier:
            continue
        if use.kind == "needs":
            text = f"{use.name} means {use.tier} by rule of thumb; the size given takes {choice.tier}."
            reasons.append(Reason("use.overruled", text, use.source))
        else:
            reasons.append(yielding(use, f"the size given takes {choice.tier}"))
    return reasons


def _note(brief: Brief) -> list[Reason]:
    """Pass on what is remarked of a named target."""
    listed = brief.target.deliverable if brief.target else None
    return [Reason("target.note", f"{listed.title}: {listed.note}", listed.source)] if listed and listed.note else []
