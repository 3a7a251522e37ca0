"""What can be wrong with an image file, rule by rule: each yields findings that say so with numbers, and what to do."""

from collections.abc import Iterator
from fractions import Fraction
from math import ceil
from typing import NamedTuple

from resadvise.brief import PrintTarget
from resadvise.checks.criteria import Criteria, Demand, Shape
from resadvise.engine.export import cut_out, formats_text
from resadvise.engine.fit import covers, crop_box, passes_floor
from resadvise.engine.need import Need
from resadvise.images.formats import SUFFIXES, ImageFile, formats_of_suffix
from resadvise.units import display
from resadvise.units.quantities import MM_PER_INCH, Pixels


class Finding(NamedTuple):
    """Something to be said of a file. `level` is fail, note, or error where the file could not be read.

    `source` is where the rule comes from, if it is the target's own.
    """

    code: str
    level: str
    text: str
    source: str | None = None


class FileFit(NamedTuple):
    """The file against the need, in the better of the two directions; `turned` says that it is the other one.

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

    `tier` is None where its area is none of the model's; `tier_text` says where it stands, and `box_name` what people
    call a box that is known everywhere, such as UHD.
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
    """Return how far the sides stray from what comes back for the ratio: 0.04 is 4 % wider, -0.04 taller."""
    width, height = size
    pairs = [(width * each.denominator, height * each.numerator) for each in shape.returned]
    drifts = [Fraction(ours - theirs, theirs) for ours, theirs in pairs]
    return drifts[0] if len(drifts) == 1 else min(drifts, key=abs)


def check_format(file: MeasuredFile, criteria: Criteria) -> Iterator[Finding]:  # noqa: ARG001 - every rule is asked alike
    """A name must not promise another format than the file holds: uploads and tools trip over it."""
    promised, held = formats_of_suffix(file.suffix), file.image.format
    if promised not in (None, held):
        usual = SUFFIXES[held].split()[0]
        text = f"It is named {file.suffix}, but holds {held.upper()}. Rename it to .{usual}, or convert it."
        yield Finding("format.mismatch", "fail", text)


def check_accepted(file: MeasuredFile, criteria: Criteria) -> Iterator[Finding]:
    """A file must have a format that its target takes."""
    listed, taken, held = criteria.brief.listed, criteria.formats, file.image.format
    if listed is None or not taken or held in taken:
        return
    export = criteria.export
    text = f"{listed.title} takes {formats_text(listed.formats)}; this is {held.upper()}. "
    text += f"Export it as {export.upper()}"
    text += "." if export in listed.formats else f", and place that in a {listed.formats[0].upper()}."
    yield Finding("format.refused", "fail", text, listed.formats_source or listed.source)


def check_color(file: MeasuredFile, criteria: Criteria) -> Iterator[Finding]:
    """A file must have the colours that were asked for; what a printer or a screen trips over is told for a target."""
    wanted, held, demand = criteria.color_mode, file.image.color_mode, criteria.demand
    if wanted is not None and held != wanted:
        what = f"it holds {_mode_name(held)}" if held else "what it holds cannot be told from its header"
        text = f"{_mode_name(wanted)} was asked for, and {what}. Convert it to {_mode_name(wanted)}."
        yield Finding("color.mode", "fail", text)
    if demand is None or held == wanted:
        return
    on_paper = demand.need.kind == "print"
    if held == "bilevel":
        text = "It holds black and white alone, without any tone between: right for line art, not for a picture."
        yield Finding("color.bilevel", "note", text)
    elif held == "palette" and not _is_gif_as_taken(file, criteria):
        text = "It holds a palette of at most 256 colours: soft gradients show steps."
        yield Finding("color.palette", "note", text)
    elif held in ("cmyk", "lab") and not on_paper and wanted is None:
        text = (
            f"It holds {_mode_name(held)}, which many screens show in wrong colours or not at all. Convert it to RGB."
        )
        yield Finding("color.mode", "note", text)


def check_profile(file: MeasuredFile, criteria: Criteria) -> Iterator[Finding]:
    """What CMYK looks like is a matter of the press: only a profile says for which one it was made."""
    image, demand = file.image, criteria.demand
    looked_for = image.format in ("jpeg", "tiff")
    if demand and demand.need.kind == "print" and image.color_mode == "cmyk" and looked_for and image.icc is None:
        text = "It is CMYK without an ICC profile, so nobody can tell what its inks are to look like. Embed one."
        yield Finding("color.profile", "note", text)


def check_frames(file: MeasuredFile, criteria: Criteria) -> Iterator[Finding]:
    """A target takes one picture; only where it takes GIF, it may move."""
    count, demand = file.image.frames or 1, criteria.demand
    if demand is None or count == 1 or _is_gif_as_taken(file, criteria):
        return
    what, seen = ("pages", "taken") if file.image.format == "tiff" else ("frames", "shown")
    if demand.need.kind == "print":
        seen = "printed"
    text = f"It holds {count} {what}, of which perhaps only the first is {seen}. Export the one that is meant."
    yield Finding("frames.many", "note", text)


def _is_gif_as_taken(file: MeasuredFile, criteria: Criteria) -> bool:
    """Say whether this is a GIF for a target that takes it: with its few colours, and moving."""
    return file.image.format == "gif" and "gif" in criteria.formats


def _mode_name(mode: str) -> str:
    return mode.upper() if mode in ("rgb", "cmyk", "lab") else "YCbCr" if mode == "ycbcr" else mode


def check_tier(file: MeasuredFile, criteria: Criteria) -> Iterator[Finding]:
    """A file must have the area of the tier that was asked for, at its own shape."""
    if criteria.expect is None:
        return
    wanted = file.shape.tier(criteria.expect)
    if file.size.area >= wanted.least:
        return
    share = display.percent(Fraction(file.size.area, wanted.box.area))
    between = f"{file.tier_text}, {file.box_name}" if file.box_name else file.tier_text
    what = f"which is {file.tier}" if file.tier else between
    again = "Make it again"
    spelling = criteria.brief.model.offers[wanted.tier].image_size
    if spelling:
        again += f', and see that the request really carries image_size "{spelling}", spelled so'
    text = (
        f"{wanted.tier} at {file.shape.name} is {display.box(wanted.box)}; this has {display.box(file.size)}, {what} "
        f"({share} of the area). {again}."
    )
    yield Finding("tier.downgraded", "fail", text)


def check_ratio(file: MeasuredFile, criteria: Criteria) -> Iterator[Finding]:
    """A file must have the shape that was asked for; from a model that was named, one of its shapes."""
    wanted = criteria.brief.aspect
    if wanted is None and not criteria.model_named:
        return
    shape, drift = file.shape, file.drift
    if wanted is not None:
        shape = next(each for each in criteria.shapes if each.ratio.value == wanted.value)
        drift = drift_of(file.size, shape)
    if abs(drift) <= criteria.catalog.thresholds.ratio_drift:
        return
    box = shape.tiers[0].box
    off = f"{display.box(file.size)} is {display.percent(abs(drift), 1)} {'wider' if drift > 0 else 'taller'} than"
    if wanted is None:
        title = criteria.brief.model.title
        text = (
            f"{off} {shape.name}, the nearest ratio of {title}. It was cropped, or another model made it: "
            f'make it again with aspect_ratio "{shape.name}".'
        )
    else:
        text = (
            f'{off} {shape.name} ({display.box(box)}). Make it again with aspect_ratio "{shape.name}", '
            f"or cut {display.box(crop_box(file.size, box))} out of it."
        )
    yield Finding("ratio.unexpected", "fail", text)


def check_sides(file: MeasuredFile, criteria: Criteria) -> Iterator[Finding]:
    """A file must have exactly the sides that were asked for, as it is seen."""
    wanted, have = criteria.sides, file.size
    if wanted is None or have == wanted:
        return
    text = f"{display.box(wanted)} were asked for; this has {display.box(have)}"
    text += (
        ": it lies the other way round. Turn it" if have == wanted.turned else ". Make it again, or scale and crop it"
    )
    yield Finding("size.unexpected", "fail", f"{text}.")


def check_waste(file: MeasuredFile, criteria: Criteria) -> Iterator[Finding]:
    """A file should not have many more pixels than its target shows: they are bytes that nobody sees."""
    fit, demand, most = file.fit, criteria.demand, criteria.max_margin
    if fit is None or demand is None or most is None or fit.margin <= most:
        return
    scaled = Pixels(*(ceil(side / (1 + fit.margin)) for side in file.size))
    text = (
        f"{demand.what} takes {display.box(demand.need.pixels)}; this has {display.box(file.size)}: "
        f"{display.margin(fit.margin)}, more than the {display.margin(most)} of --max-margin. "
        f"Scale it to {display.box(scaled)}."
    )
    yield Finding("size.wasteful", "fail", text)


def check_size(file: MeasuredFile, criteria: Criteria) -> Iterator[Finding]:
    """A file must have the pixels that the target takes; a print that is above its floor passes with a note."""
    fit, demand = file.fit, criteria.demand
    if fit is None or demand is None:
        return
    need = demand.need
    if fit.turned:
        then = "" if need.kind == "print" else "; turn it before it is used, or make it again the other way round"
        yield Finding("size.turned", "note", f"It fits {demand.what} better turned by 90°, and was judged so{then}.")
    if fit.verdict in ("ample", "enough"):
        return
    text = f"{demand.what} takes {display.box(need.pixels)}; this has {display.box(file.size)}: "
    text += display.margin(fit.margin)
    if fit.ppi is not None:
        text += f", {display.density(fit.ppi)} where {display.density(need.ppi)} are aimed at"
    bleed = _missing_bleed(fit.supply, need)
    if passes_floor(fit.supply, need):
        text += (
            f", but above the floor of {display.density(need.ppi_min)}, so it passes{bleed}. "
            f"`recommend` asks for the {display.density(need.ppi)}, unless it is told --accept minimum."
        )
        yield Finding("size.below-ideal", "note", text)
    else:
        yield Finding(f"size.{fit.verdict}", "fail", f"{text}{bleed}. {_ways_out(fit, demand, criteria)}")


def _missing_bleed(supply: Pixels, need: Need) -> str:
    """Say what is missing where the trim is covered and the bleed is not: whoever made it forgot the bleed."""
    trim, needed = need.trim, need.pixels
    if trim is None or not covers(supply, trim):
        return ""
    missing = max(needed.width - supply.width, needed.height - supply.height)
    what = "It has no bleed" if supply == trim else "Its bleed is too small"
    return (
        f". {what}: the trim of {display.box(trim)} is covered, "
        f"but {-(-missing // 2)} px of the {need.bleed} bleed are missing on each side"
    )


def check_cut(file: MeasuredFile, criteria: Criteria) -> Iterator[Finding]:
    """A file may lose much of the picture to its shape; a crop that was asked for is no loss."""
    fit, demand, most = file.fit, criteria.demand, criteria.max_cut
    if fit is None or demand is None or demand.need.keep < 1:
        return
    left = fit.crop_to.turned if fit.turned else fit.crop_to
    have = f"{display.box(left)} of {display.box(file.size)} have the shape of {demand.what}"
    if most is not None and fit.cut > most:
        much, limit = (display.percent(share, 1) for share in (fit.cut, most))
        more = f"{'a little ' if much == limit else ''}more than the {limit} of --max-cut"
        _, least = cut_out(demand.choice)
        chosen = demand.choice.chosen
        way = f"Make it again in {chosen.tier} at {chosen.supply.ratio}"
        if least is None or least > most:
            way = "Make it again in a shape that is closer"
        yield Finding("shape.cut", "fail", f"{much} of it is cut away, {more}: {have}. {way}.")
    elif fit.cut >= criteria.catalog.thresholds.cut_much and _passes_for_size(fit, demand):
        yield Finding("shape.cut", "note", f"{display.percent(fit.cut)} of it is cut away: {have}.")


def _passes_for_size(fit: FileFit, demand: Demand) -> bool:
    return fit.verdict in ("ample", "enough") or passes_floor(fit.supply, demand.need)


def _ways_out(fit: FileFit, demand: Demand, criteria: Criteria) -> str:
    """Say what can be done about a file that is too small: the two ways that fit best, none that was said already."""
    choice, brief = demand.choice, criteria.brief
    chosen, ways = choice.chosen, []
    if choice.status == "ok":
        ways.append(f"make it again in {chosen.tier} at {chosen.supply.ratio} ({display.box(chosen.pixels)})")
    if fit.verdict == "near" and brief.tolerance is None:
        ways.append(f"let it pass with --tolerance {display.number(_up(-fit.margin * 100, 10))}%")
    ways += _ways_on_paper(fit, demand, criteria)
    ways.append(f"upscale it by {display.number(_up(1 / (1 + fit.margin), 100), 2)}")
    said = " or ".join(ways[:2])
    none = "" if choice.status == "ok" else f"No tier of {criteria.brief.model.title} is enough: "
    return f"{none}{said if none else said[0].upper() + said[1:]}."


# Sheets that come in every size; of anything else a smaller one is another thing.
_ANY_SIZE = ("paper", "photo", "posters")


def _ways_on_paper(fit: FileFit, demand: Demand, criteria: Criteria) -> Iterator[str]:
    """Yield the ways out that only a print has: a smaller sheet, and a larger distance."""
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
        yield f"show it where it is seen from {display.distance(away)} away"


# A sheet of less than half the sides is no answer to who wants this one.
_LEAST_SHEET = Fraction(1, 2)


def _up(value: Fraction, parts: int) -> Fraction:
    """Round up, so that what is advised is enough."""
    return Fraction(ceil(value * parts), parts)


def check_bytes(file: MeasuredFile, criteria: Criteria) -> Iterator[Finding]:
    """A file must not be heavier than was asked for or than its target takes."""
    limit, have = criteria.byte_limit, file.image.bytes
    if limit is None or have <= limit.most:
        return
    much, most = display.size(have), display.size(limit.most)
    if much == most:
        much, most = f"{have} bytes", f"{limit.most}"
    text = f"{much} are more than the {most} of {limit.said_by}. "
    demand = criteria.demand
    if demand and file.size.area > demand.need.export.area:
        text += f"Scale it to {display.box(demand.need.export)}, and export it with a lower quality."
    else:
        text += "Export it with a lower quality, or in a lighter format."
    yield Finding("bytes.too-many", "fail", text)


def check_alpha_of_target(file: MeasuredFile, criteria: Criteria) -> Iterator[Finding]:
    """A target may refuse an alpha channel, used or not. One that only wants transparency takes what has none, too."""
    listed, image = criteria.brief.listed, file.image
    if listed is None:
        return
    source = listed.formats_source or listed.source
    if listed.opaque and image.alpha:
        used = ", though every pixel is opaque" if image.alpha_used is False else ""
        text = f"{listed.title} takes no alpha channel, and this has one{used}. Export it without one."
        yield Finding("alpha.refused", "fail", text, source)
    if listed.transparent and not criteria.brief.transparent and (not image.alpha or image.alpha_used is False):
        why = "there is no alpha channel" if not image.alpha else "every pixel is opaque"
        text = (
            f"{listed.title} wants a transparent background, and {why}. Remove the background, or leave it on purpose."
        )
        yield Finding("alpha.wanted", "note", text, source)


def check_alpha(file: MeasuredFile, criteria: Criteria) -> Iterator[Finding]:
    """A file that is to be transparent must have an alpha channel, and must use it."""
    if not criteria.brief.transparent:
        return
    image = file.image
    way_round = "remove the background, and export PNG"
    if not image.alpha:
        text = f"There is no alpha channel: what looks transparent is painted. Ask for one flat colour, {way_round}."
        yield Finding("alpha.missing", "fail", text)
    elif image.alpha_used is False:
        text = f"There is an alpha channel, but every pixel is opaque: {way_round}."
        yield Finding("alpha.unused", "fail", text)
    elif image.alpha_used is None:
        text = "There is an alpha channel; whether it is used was not looked at (--deep does, up to 89 million pixels)."
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
