"""What can be wrong with an image file: each rule yields findings that say what, with numbers, and what to do."""

from collections.abc import Iterator
from fractions import Fraction
from math import ceil
from typing import NamedTuple

from resadvise.brief import PrintTarget
from resadvise.checks.criteria import Criteria, Demand, Shape
from resadvise.engine.export import cut_out, formats_text
from resadvise.engine.fit import covers, crop_box, passes_floor
from resadvise.engine.need import Need
from resadvise.facts.catalog import Model, SizeRules
from resadvise.facts.size_rules import is_legal
from resadvise.images.formats import SUFFIXES, ImageFile, formats_of_suffix
from resadvise.units import display
from resadvise.units.quantities import MM_PER_INCH, Pixels


class Finding(NamedTuple):
    """One remark on a file. `level` is fail, note, or error where the file could not be read.

    `source` is where the rule comes from, if it is the target's own.
    """

    code: str
    level: str
    text: str
    source: str | None = None


class FileFit(NamedTuple):
    """The file against the need, in the better of the two directions; `turned`: it is the other one.

    `cut` of its area lies outside `crop_to`, the box of `supply` that has the target's shape.
    """

    supply: Pixels
    turned: bool
    margin: Fraction
    verdict: str
    ppi: Fraction | None
    crop_to: Pixels
    cut: Fraction


class MeasuredFile(NamedTuple):
    """A file that could be read, measured.

    `tier` is None where its area is not that of a tier; `tier_text` says where it lies, and `box_name` is the common
    name of a size such as UHD.
    """

    image: ImageFile
    suffix: str
    size: Pixels
    shape: Shape
    drift: Fraction
    tier: str | None
    tier_text: str
    box_name: str | None
    fit: FileFit | None


def drift_of(size: Pixels, shape: Shape) -> Fraction:
    """Return how far the shape is from what the model returns for the ratio: 0.04 is 4% wider, -0.04 taller."""
    width, height = size
    pairs = [(width * each.denominator, height * each.numerator) for each in shape.returned]
    drifts = [Fraction(own - other, other) for own, other in pairs]
    return drifts[0] if len(drifts) == 1 else min(drifts, key=abs)


def check_format(file: MeasuredFile, criteria: Criteria) -> Iterator[Finding]:  # noqa: ARG001 - every rule is asked alike
    """The suffix must match the format: uploads and tools fail otherwise."""
    promised, held = formats_of_suffix(file.suffix), file.image.format
    if promised not in (None, held):
        usual = SUFFIXES[held].split()[0]
        text = f"The name ends in {file.suffix}, but the file is {held.upper()}. Rename it to .{usual}, or convert it."
        yield Finding("format.mismatch", "fail", text)


def check_accepted(file: MeasuredFile, criteria: Criteria) -> Iterator[Finding]:
    """A file must have a format that its target accepts."""
    listed, taken, held = criteria.brief.listed, criteria.formats, file.image.format
    if listed is None or not taken or held in taken:
        return
    export = criteria.export
    text = f"{listed.title} accepts {formats_text(listed.formats)}; this is {held.upper()}. "
    text += f"Export it as {export.upper()}"
    text += "." if export in listed.formats else f" and place it in a {listed.formats[0].upper()}."
    yield Finding("format.refused", "fail", text, listed.formats_source or listed.source)


def check_color(file: MeasuredFile, criteria: Criteria) -> Iterator[Finding]:
    """A file must have the requested colours; for a target, notes say what a printer or a screen cannot handle."""
    wanted, held, demand = criteria.color_mode, file.image.color_mode, criteria.demand
    if wanted is not None and held != wanted:
        what = f"this is {_mode_name(held)}" if held else "the header does not say what this is"
        text = f"{_mode_name(wanted)} was requested; {what}. Convert it to {_mode_name(wanted)}."
        yield Finding("color.mode", "fail", text)
    if demand is None or held == wanted:
        return
    on_paper = demand.need.kind == "print"
    if held == "bilevel":
        text = "The file has only black and white, without tones: right for line art, not for a picture."
        yield Finding("color.bilevel", "note", text)
    elif held == "palette" and not _is_gif_as_taken(file, criteria):
        text = "The file has at most 256 colours, so soft gradients show steps."
        yield Finding("color.palette", "note", text)
    elif held in ("cmyk", "lab") and not on_paper and wanted is None:
        text = (
            f"The file is {_mode_name(held)}, which many screens show in wrong colours or not at all. "
            "Convert it to RGB."
        )
        yield Finding("color.mode", "note", text)


def check_profile(file: MeasuredFile, criteria: Criteria) -> Iterator[Finding]:
    """How CMYK looks depends on the press: only a profile says which one it was made for."""
    image, demand = file.image, criteria.demand
    looked_for = image.format in ("jpeg", "tiff")
    if demand and demand.need.kind == "print" and image.color_mode == "cmyk" and looked_for and image.icc is None:
        text = "The file is CMYK without an ICC profile, so its colours are undefined. Embed one."
        yield Finding("color.profile", "note", text)


def check_frames(file: MeasuredFile, criteria: Criteria) -> Iterator[Finding]:
    """A target shows one picture; only where it accepts GIF may it move."""
    count, demand = file.image.frames or 1, criteria.demand
    if demand is None or count == 1 or _is_gif_as_taken(file, criteria):
        return
    what, seen = ("pages", "used") if file.image.format == "tiff" else ("frames", "shown")
    if demand.need.kind == "print":
        seen = "printed"
    text = f"The file has {count} {what}, and perhaps only the first is {seen}. Export the one you want."
    yield Finding("frames.many", "note", text)


def _is_gif_as_taken(file: MeasuredFile, criteria: Criteria) -> bool:
    """Say whether this is a GIF for a target that accepts GIF: with few colours, and moving."""
    return file.image.format == "gif" and "gif" in criteria.formats


def _mode_name(mode: str) -> str:
    return mode.upper() if mode in ("rgb", "cmyk", "lab") else "YCbCr" if mode == "ycbcr" else mode


def check_tier(file: MeasuredFile, criteria: Criteria) -> Iterator[Finding]:
    """A file must have the area of the requested tier, at its own shape."""
    if criteria.expect is None:
        return
    wanted = file.shape.tier(criteria.expect)
    if file.size.area >= wanted.least:
        return
    share = display.percent(Fraction(file.size.area, wanted.box.area))
    between = f"{file.tier_text}, {file.box_name}" if file.box_name else file.tier_text
    what = f"which is {file.tier}" if file.tier else between
    again = "Regenerate it"
    spelling = criteria.brief.model.offers[wanted.tier].image_size
    if spelling:
        again += f', and check that the request sends image_size "{spelling}", spelled exactly like that'
    text = (
        f"{wanted.tier} at {file.shape.name} is {display.box(wanted.box)}; this has {display.box(file.size)}, {what} "
        f"({share} of the area). {again}."
    )
    yield Finding("tier.downgraded", "fail", text)


def check_ratio(file: MeasuredFile, criteria: Criteria) -> Iterator[Finding]:
    """A file must have the requested shape; from a named model, one of its shapes."""
    wanted, rules = criteria.brief.aspect, criteria.brief.model.rules
    if wanted is None and not criteria.model_named:
        return
    if wanted is None and rules:
        yield from _against_rules(file, criteria.brief.model, rules)
        return
    shape, drift = file.shape, file.drift
    if wanted is not None:
        shape = criteria.shape_at(wanted)
        drift = drift_of(file.size, shape)
    if abs(drift) <= criteria.catalog.thresholds.ratio_drift:
        return
    box = shape.tiers[0].box
    off = f"{display.box(file.size)} is {display.percent(abs(drift), 1)} {'wider' if drift > 0 else 'taller'} than"
    if wanted is None:
        title = criteria.brief.model.title
        text = (
            f"{off} {shape.name}, the nearest ratio of {title}. It was cropped, or another model made it. "
            f'Regenerate it with aspect_ratio "{shape.name}".'
        )
    else:
        text = (
            f'{off} {shape.name} ({display.box(box)}). Regenerate it with aspect_ratio "{shape.name}", '
            f"or crop it to {display.box(crop_box(file.size, box))}."
        )
    yield Finding("ratio.unexpected", "fail", text)


def _against_rules(file: MeasuredFile, model: Model, rules: SizeRules) -> Iterator[Finding]:
    """A file of a model by rule must have a size that the rules allow."""
    if is_legal(rules, file.size):
        return
    edge, area = (rules.edge_min, rules.edge_max), (rules.area_min, rules.area_max)
    kept = display.size_rules(rules.step, edge, area, rules.ratio_max)
    text = (
        f"{model.title} returns no image of {display.box(file.size)} ({kept}). "
        f"It was cropped or scaled, or another model made it."
    )
    yield Finding("ratio.unexpected", "fail", text)


def check_sides(file: MeasuredFile, criteria: Criteria) -> Iterator[Finding]:
    """A file must have exactly the requested sides, as a viewer shows it."""
    wanted, have = criteria.sides, file.size
    if wanted is None or have == wanted:
        return
    way = "Rotate it by 90°" if have == wanted.turned else "Regenerate it, or scale and crop it"
    text = f"{display.box(wanted)} was requested; this has {display.box(have)}. {way}."
    yield Finding("size.unexpected", "fail", text)


def check_waste(file: MeasuredFile, criteria: Criteria) -> Iterator[Finding]:
    """A file should not have many more pixels than its target shows: nobody sees them."""
    fit, demand, most = file.fit, criteria.demand, criteria.max_margin
    if fit is None or demand is None or most is None or fit.margin <= most:
        return
    scaled = Pixels(*(ceil(side / (1 + fit.margin)) for side in file.size))
    text = (
        f"{_needed(demand)}; this has {display.box(file.size)}: {display.margin(fit.margin)}, "
        f"more than the {display.margin(most)} of --max-margin. Scale it to {display.box(scaled)}."
    )
    yield Finding("size.wasteful", "fail", text)


def check_size(file: MeasuredFile, criteria: Criteria) -> Iterator[Finding]:
    """A file must have the pixels that the target needs; a print that meets its minimum passes with a note."""
    fit, demand = file.fit, criteria.demand
    if fit is None or demand is None:
        return
    need = demand.need
    if fit.turned:
        then = "" if need.kind == "print" else " Rotate it, or regenerate it in the other orientation."
        text = f"Checked rotated by 90°, which fits {demand.what} better.{then}"
        yield Finding("size.turned", "note", text)
    if fit.verdict in ("ample", "enough"):
        return
    text = f"{_needed(demand)}; this has {display.box(file.size)}: {display.margin(fit.margin)}"
    if fit.ppi is not None:
        text += f", {display.density(fit.ppi)} instead of {display.density(need.ppi)}"
    bleed = _missing_bleed(fit.supply, need)
    if passes_floor(fit.supply, need):
        text += (
            f". It passes, because it meets the minimum of {display.density(need.ppi_min)}{bleed}. "
            f"`recommend` goes for {display.density(need.ppi)} (override with --accept minimum)."
        )
        yield Finding("size.below-ideal", "note", text)
    else:
        yield Finding(f"size.{fit.verdict}", "fail", f"{text}{bleed}. {_ways_out(fit, demand, criteria)}")


def _needed(demand: Demand) -> str:
    """Write `ISO A4 (210×297 mm) needs 2551×3579 px`; `960×540 px is needed` where the target is a bare box."""
    box = display.box(demand.need.pixels)
    return f"{box} is needed" if demand.what == box else f"{demand.what} needs {box}"


def _missing_bleed(supply: Pixels, need: Need) -> str:
    """Say how much bleed is missing where the trim is covered: whoever made the file forgot it."""
    trim, needed = need.trim, need.pixels
    if trim is None or not covers(supply, trim):
        return ""
    missing = max(needed.width - supply.width, needed.height - supply.height)
    what = "It has no bleed" if supply == trim else "Its bleed is too small"
    bleed = display.length(need.bleed) if need.bleed else ""
    return (
        f". {what}: the trim of {display.box(trim)} is covered, "
        f"but {-(-missing // 2)} px of the {bleed} bleed are missing on each side"
    )


def check_cut(file: MeasuredFile, criteria: Criteria) -> Iterator[Finding]:
    """A file may lose much of the picture to the target's shape; a crop with --keep is no loss."""
    fit, demand, most = file.fit, criteria.demand, criteria.max_cut
    if fit is None or demand is None or demand.need.keep < 1:
        return
    left = fit.crop_to.turned if fit.turned else fit.crop_to
    used = f"{demand.what} uses {left.width}×{left.height} of {display.box(file.size)}: cropping loses"
    if most is not None and fit.cut > most:
        much, limit = (display.percent(share, 1) for share in (fit.cut, most))
        more = f"{'a little ' if much == limit else ''}more than the {limit} of --max-cut"
        _, least = cut_out(demand.choice)
        chosen = demand.choice.chosen
        way = f"Regenerate it in {chosen.tier} at {chosen.supply.ratio}"
        if least is None or least > most:
            way = "Regenerate it in a closer shape"
        yield Finding("shape.cut", "fail", f"{used} {much}, {more}. {way}.")
    elif fit.cut >= criteria.catalog.thresholds.cut_much and _passes_for_size(fit, demand):
        yield Finding("shape.cut", "note", f"{used} {display.percent(fit.cut)}.")


def _passes_for_size(fit: FileFit, demand: Demand) -> bool:
    return fit.verdict in ("ample", "enough") or passes_floor(fit.supply, demand.need)


def _ways_out(fit: FileFit, demand: Demand, criteria: Criteria) -> str:
    """Say what to do about a file that is too small: the two best ways, none that was tried already."""
    choice, brief = demand.choice, criteria.brief
    chosen, ways = choice.chosen, []
    if choice.status == "ok":
        ways.append(f"regenerate it in {chosen.tier} at {chosen.supply.ratio} ({display.box(chosen.pixels)})")
    if fit.verdict == "near" and brief.tolerance is None:
        ways.append(f"accept it with --tolerance {display.number(_up(-fit.margin * 100, 10))}%")
    ways += _ways_on_paper(fit, demand, criteria)
    ways.append(f"upscale it by {display.number(_up(1 / (1 + fit.margin), 100), 2)}×")
    said = " or ".join(ways[:2])
    none = "" if choice.status == "ok" else f"No tier of {criteria.brief.model.title} is large enough: "
    return f"{none}{said if none else said[0].upper() + said[1:]}."


# Groups that come in every size; of anything else a smaller one is a different product.
_ANY_SIZE = ("paper", "photo", "posters")


def _ways_on_paper(fit: FileFit, demand: Demand, criteria: Criteria) -> Iterator[str]:
    """Yield what can be done for prints only: a smaller sheet, or a larger distance."""
    target, need = criteria.brief.target, demand.need
    if not isinstance(target, PrintTarget) or fit.ppi is None or need.ppi is None or need.bleed_mm is None:
        return
    if target.deliverable is None or target.deliverable.group in _ANY_SIZE:
        sides = [side * need.keep / need.ppi * MM_PER_INCH - 2 * need.bleed_mm for side in fit.supply]
        trim = [side * MM_PER_INCH for side in target.size.inches]
        if all(side >= _LEAST_SHEET * whole for side, whole in zip(sides, trim, strict=True)):
            size = " × ".join(display.number(side / 10) for side in sides)
            yield f"print it at {size} cm for {display.density(need.ppi)}"
    if not demand.in_hand and target.distance is None:
        away = criteria.catalog.defaults.acuity / fit.ppi
        yield f"view it from {display.distance(away)} away"


# Who wants this sheet is not helped by one of less than half its sides.
_LEAST_SHEET = Fraction(1, 2)


def _up(value: Fraction, parts: int) -> Fraction:
    """Round up, so that the advice is enough."""
    return Fraction(ceil(value * parts), parts)


def check_bytes(file: MeasuredFile, criteria: Criteria) -> Iterator[Finding]:
    """A file must not be larger than --max-bytes or its target allows."""
    limit, have = criteria.byte_limit, file.image.bytes
    if limit is None or have <= limit.most:
        return
    much, most = display.size(have), display.size(limit.most)
    if much == most:
        much, most = f"{have} bytes", f"{limit.most}"
    text = f"{much} is more than the {most} of {limit.said_by}. "
    demand = criteria.demand
    if demand and file.size.area > demand.need.export.area:
        text += f"Scale it to {display.box(demand.need.export)} and export it with a lower quality."
    else:
        text += "Export it with a lower quality, or in a format that compresses better."
    yield Finding("bytes.too-many", "fail", text)


def check_alpha_of_target(file: MeasuredFile, criteria: Criteria) -> Iterator[Finding]:
    """A target may refuse an alpha channel, used or not. One that should be transparent accepts opaque files too."""
    listed, image = criteria.brief.listed, file.image
    if listed is None:
        return
    source = listed.formats_source or listed.source
    if listed.opaque and image.alpha:
        used = ", though every pixel is opaque" if image.alpha_used is False else ""
        text = f"{listed.title} does not accept an alpha channel, and this has one{used}. Export it without."
        yield Finding("alpha.refused", "fail", text, source)
    if listed.transparent and not criteria.brief.transparent and (not image.alpha or image.alpha_used is False):
        why = "there is no alpha channel" if not image.alpha else "every pixel is opaque"
        text = (
            f"{listed.title} should have a transparent background, but {why}. "
            "Remove the background, or keep it on purpose."
        )
        yield Finding("alpha.wanted", "note", text, source)


def check_alpha(file: MeasuredFile, criteria: Criteria) -> Iterator[Finding]:
    """A file that must be transparent needs an alpha channel, and must use it."""
    if not criteria.brief.transparent:
        return
    image = file.image
    way_round = "remove the background, and export PNG"
    if not image.alpha:
        text = f"No alpha channel: the transparency is painted on. Generate it on one flat colour, {way_round}."
        yield Finding("alpha.missing", "fail", text)
    elif image.alpha_used is False:
        text = f"The alpha channel is there, but every pixel is opaque: {way_round}."
        yield Finding("alpha.unused", "fail", text)
    elif image.alpha_used is None:
        text = "The alpha channel is there; use --deep to see whether it is used (up to 89 million pixels)."
        yield Finding("alpha.unread", "note", text)


RULES = (
    check_format,
    check_accepted,
    check_color,
    check_profile,
    check_frames,
    check_tier,
    check_ratio,
    check_sides,
    check_size,
    check_waste,
    check_cut,
    check_bytes,
    check_alpha_of_target,
    check_alpha,
)
