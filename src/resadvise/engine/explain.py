"""Why this tier and not its neighbours, and what to beware of; worded only when somebody reads it."""

from fractions import Fraction

from resadvise.brief import Brief
from resadvise.engine.boxes import Box, safe_box
from resadvise.engine.by_target import enough_elsewhere
from resadvise.engine.by_use import yielding
from resadvise.engine.candidate import Candidate, Choice, delivered_bytes, limit_names
from resadvise.engine.codes import Reason
from resadvise.engine.export import choose_format
from resadvise.engine.fit import cut_for, levels_for, passes_floor
from resadvise.engine.need import Need
from resadvise.facts.catalog import Bytes, Catalog, Deliverable, Model
from resadvise.units import display
from resadvise.units.quantities import Pixels


def explain_fit(choice: Choice, brief: Brief, catalog: Catalog) -> list[Reason]:
    """Return the reasons beyond those of the decision itself; none without a target."""
    need = choice.need
    if need is None:
        return []
    return [
        *_other_models(choice, brief, catalog, need),
        _fit_reason(choice, brief, catalog, need),
        *_cheaper_reasons(choice, need),
        *_distance_reasons(choice, catalog),
        *_shape_reasons(choice, brief, need, catalog),
        *_overruled(choice, brief, catalog),
        *_note(brief),
        *_safe_reasons(brief, need),
    ]


def _other_models(choice: Choice, brief: Brief, catalog: Catalog, need: Need) -> list[Reason]:
    """Name the models that have a tier which is enough."""
    if choice.status != "insufficient":
        return []
    able = enough_elsewhere(brief, catalog, need.keep)
    free = " without --aspect" if brief.aspect else ""
    return [Reason("short.models", f"Large enough{free}: {display.first_of(able, 'or')}.")] if able else []


def _fit_reason(choice: Choice, brief: Brief, catalog: Catalog, need: Need) -> Reason:
    chosen = choice.chosen
    margin = chosen.margin or Fraction(0)
    density = f" ({display.density(chosen.effective_ppi)})" if chosen.effective_ppi else ""
    text = (
        f"{chosen.tier} at {chosen.supply.ratio} returns {display.box(chosen.pixels)}, "
        f"{display.more_or_less(margin)}{density}."
    )
    if margin < 0 and chosen.suffices:
        most = -levels_for(need, catalog, brief.tolerance).enough.margin
        text += f" Up to {display.percent(most, 1)} less still counts as enough."
    return Reason("fit.best", text, brief.model.source)


def _cheaper_reasons(choice: Choice, need: Need) -> list[Reason]:
    """Say what the neighbours of the chosen tier would give."""
    chosen, reasons = choice.chosen, []
    below, above = choice.smaller, choice.larger
    near = next((each for each in reversed(below) if choice.status == "ok" and _nearly_enough(each, need)), None)
    if below and chosen.suffices and near is not below[-1]:
        last = below[-1]
        density = f" ({display.density(last.effective_ppi)})" if last.effective_ppi else ""
        reasons.append(Reason("fit.cheapest", f"{last.tier} would be {_shortfall(last)}{density}."))
    if near:
        reasons.append(Reason("near.cheaper", _near_text(near, chosen)))
    price = chosen.price
    if above and price is not None and above[0].price == price and above[0].pixels != chosen.pixels:
        text = f"{above[0].tier} costs the same {display.cents(price)}: its extra pixels are free."
        reasons.append(Reason("price.same", text, above[0].offer.price.source))
    return reasons


def _nearly_enough(each: Candidate, need: Need) -> bool:
    return not each.suffices and (each.verdict == "near" or passes_floor(each.pixels, need))


def _shortfall(candidate: Candidate) -> str:
    margin = candidate.margin or Fraction(0)
    return f"{display.percent(-margin, 1)} short" if margin < 0 else f"enough too ({display.margin(margin)})"


def _near_text(each: Candidate, chosen: Candidate) -> str:
    old, new = chosen.price, each.price
    saving = ""
    if old is not None and new is not None and new < old:
        saving = f" It saves {display.cents(old - new)} per image."
    density = f" ({display.density(each.effective_ppi)})" if each.effective_ppi else ""
    if each.verdict == "near":
        return f"{each.tier} is nearly enough: {_shortfall(each)}{density}.{saving}"
    return f"{each.tier} meets the minimum: {_shortfall(each)} of the ideal{density}.{saving}"


def _distance_reasons(choice: Choice, catalog: Catalog) -> list[Reason]:
    ppi = choice.chosen.effective_ppi
    if choice.status != "insufficient" or ppi is None:
        return []
    away = catalog.defaults.acuity / ppi
    text = f"From {display.distance(away)} away, {display.density(ppi)} is as fine as the eye can see."
    return [Reason("short.distance", text, catalog.defaults.acuity_source)]


def _shape_reasons(choice: Choice, brief: Brief, need: Need, catalog: Catalog) -> list[Reason]:
    supply, drift = choice.chosen.supply, catalog.thresholds.ratio_drift
    reasons = []
    crop, cut = cut_for(supply.pixels, need)
    if cut >= drift:
        why = "was requested" if brief.aspect else "is the closest ratio"
        text = (
            f"{supply.ratio} {why}; cropping to the target ({crop.width}×{crop.height} of "
            f"{display.box(supply.pixels)}) loses {display.percent(cut)}."
        )
        reasons.append(Reason("shape.cut", text))
    if abs(supply.strays) >= drift:
        width, height = supply.pixels
        long = display.number(Fraction(max(width, height), min(width, height)), 2)
        name = f"{long}:1" if width > height else f"1:{long}"
        text = f"For {supply.ratio} the model returns {display.box(supply.pixels)}, which is {name}."
        reasons.append(Reason("shape.drift", text))
    return reasons


def _overruled(choice: Choice, brief: Brief, catalog: Catalog) -> list[Reason]:
    """Name each use whose rule of thumb the arithmetic overrules."""
    reasons, tier = [], choice.chosen.tier
    for use in brief.uses:
        if use.tier == tier:
            continue
        if use.kind == "needs":
            only = "only " if catalog.rank(tier) < catalog.rank(use.tier) else ""
            text = f"The rule of thumb for {use.name} is {use.tier}, but this size needs {only}{tier}."
            reasons.append(Reason("use.overruled", text, use.source))
        else:
            reasons.append(yielding(use, f"this size needs {tier}"))
    return reasons


def _note(brief: Brief) -> list[Reason]:
    """Pass on the note of a named target."""
    listed = brief.listed
    return [Reason("target.note", f"{listed.title}: {listed.note}", listed.source)] if listed and listed.note else []


def _safe_reasons(brief: Brief, need: Need) -> list[Reason]:
    return [safe_reason(brief.listed, need)] if brief.listed and brief.listed.safe else []


def safe_reason(listed: Deliverable, need: Need) -> Reason:
    """Say which part of a named target, one with a safe zone, nothing covers or cuts off."""
    zone, export = listed.safe, need.export
    assert zone is not None
    box = safe_box(zone, need, Box(0, 0, *export))
    inside = f"inside {display.box(box.size)} at {box.x},{box.y} of {display.box(export)}" if box else "out of it"
    weak = " The source is a weak one." if zone.confidence == "low" else ""
    text = f"{listed.title}: keep text {inside}; the rest may be covered or cut off."
    return Reason("safe.zone", f"{text} {zone.what or ''}".rstrip() + weak, zone.source)


def aspect_note(choice: Choice, brief: Brief) -> list[Reason]:
    """Say for which aspect ratio the figures are, where none was given."""
    if brief.target is not None or brief.aspect is not None:
        return []
    ratio = choice.chosen.supply.ratio
    return [
        Reason(
            "aspect.default",
            f"No aspect ratio was given: the pixels and the request are for {ratio} (override with --aspect).",
        )
    ]


def quality_note(choice: Choice, brief: Brief) -> list[Reason]:
    """Say for which quality the price is, where none was requested."""
    return quality_reason(choice.chosen, brief)


def quality_reason(chosen: Candidate, brief: Brief) -> list[Reason]:
    """Say the same of any size that is chosen for the brief."""
    model, quality = brief.model, chosen.quality
    if quality is None or brief.quality is not None:
        return []
    others = [each for each in model.qualities if each != quality]
    more = f" (--quality {'|'.join(others)} for another)" if others else ""
    return [Reason("quality.assumed", f"The price is for {quality} quality{more}.", chosen.offer.price.source)]


def warnings_of(choice: Choice, brief: Brief, catalog: Catalog) -> list[Reason]:
    """Return what to beware of: format, unchecked limits, bytes of the export, the model's end."""
    return [
        *choose_format(brief)[2],
        *_limit_warnings(choice),
        *_bytes_warnings(choice, brief, catalog),
        *model_warnings(choice.chosen.model),
    ]


def _limit_warnings(choice: Choice) -> list[Reason]:
    chosen = choice.chosen
    if not chosen.unjudged:
        return []
    what = limit_names(chosen.unjudged)
    text = f"{what} could not be checked: no figure is known for {chosen.tier} on {chosen.model.title}."
    return [Reason("limit.unknown", text)]


def _bytes_warnings(choice: Choice, brief: Brief, catalog: Catalog) -> list[Reason]:
    """Say how a file stays within the byte limits of the user and of the target, if it may be too large."""
    weight = delivered_bytes(choice.chosen, catalog)
    if weight is None:
        return []
    box = choice.need.export if choice.need else choice.chosen.pixels
    most, listed, warnings = brief.limits.max_bytes, brief.listed, []
    if most is not None and weight[0] <= most < weight[1]:
        warnings.append(Reason("lower_quality", f"--max-bytes needs a lower quality. {_lighter(box, weight, most)}"))
    if listed and listed.max_bytes is not None and listed.max_bytes < weight[1]:
        text = (
            f"{listed.title} allows at most {display.size(listed.max_bytes)}. {_lighter(box, weight, listed.max_bytes)}"
        )
        warnings.append(Reason("bytes.deliverable", text, listed.source))
    return warnings


def _lighter(box: Pixels, weight: Bytes, most: int) -> str:
    """Say how large a file usually is, and how it becomes small enough."""
    bits = display.number(Fraction(8 * most, box.area), 1)
    return (
        f"A JPG of {display.box(box)} is usually {display.size(*weight)}. Aim for {bits} bits per pixel or less; "
        f"WebP and AVIF are smaller."
    )


def model_warnings(model: Model) -> list[Reason]:
    """Say where a model is at its end, and what to use instead."""
    if model.status == "available":
        return []
    instead = f" Use {model.replacement} instead." if model.replacement else ""
    if model.status == "off":
        day = f" on {model.shutdown}" if model.shutdown else ""
        return [Reason("model.off", f"{model.title} was shut down{day}.{instead}", model.source)]
    day = f"; its announced end is {model.shutdown}" if model.shutdown else ""
    return [Reason("model.deprecated", f"{model.title} is deprecated{day}.{instead}", model.source)]
