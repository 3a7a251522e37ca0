"""What can be wrong with an image file, rule by rule: each yields findings that say so with numbers, and what to do."""

from collections.abc import Iterator
from fractions import Fraction
from math import ceil
from typing import NamedTuple

from resadvise.checks.criteria import Criteria, Demand, Shape
from resadvise.engine.fit import crop_box, passes_floor, share_cut
from resadvise.images.formats import SUFFIXES, ImageFile, formats_of_suffix
from resadvise.units import display
from resadvise.units.quantities import MM_PER_INCH, Pixels

# How `check` ends for a file.
FILE_STATUSES = {
    "pass": "The file is what was asked for; notes do not change that.",
    "fail": "At least one finding is of level fail.",
    "error": "The file could not be read.",
}

# What `check` finds. A file fails by those of level fail; a note changes nothing; an error is a file not read.
FINDINGS = {
    "format.mismatch": "The name promises another format than the file holds.",
    "tier.downgraded": "The file has less than the area of the tier that was asked for.",
    "ratio.unexpected": "The shape is not the aspect ratio asked for, or none that the named model returns.",
    "size.short": "The file has too few pixels for the target.",
    "size.near": "The file has nearly enough pixels for the target; a tolerance lets it pass.",
    "size.below-ideal": "A note: a print below the density aimed at, but above the floor.",
    "size.turned": "A note: the file fits better turned by 90 degrees, and was judged so.",
    "shape.cut": "A note: the file has another shape than the target, so a part of it is cut away.",
    "bytes.too-many": "The file is heavier than was asked for, or than the target takes.",
    "alpha.missing": "Transparency was asked for, and there is no alpha channel.",
    "alpha.unused": "Transparency was asked for, and every pixel is opaque.",
    "alpha.unread": "A note: whether the alpha channel is used was not looked at.",
    "bad-row": "An error: the row of the manifest cannot be understood.",
    "unreadable": "An error: the system does not let the file be read, or it is no file.",
    "not-an-image": "An error: the content is no image of a format known here.",
    "unsupported": "An error: the file is of a variant of its format that the reader used here does not know.",
    "broken": "An error: the header, or with --deep the pixels, cannot be read.",
    "absurd": "An error: the file claims more pixels than any image has.",
    "slow": "An error: reading the file takes more work than any real image does.",
    "too-large": "An error: there is not enough memory to read the file, or with --deep to decode it.",
}


class Finding(NamedTuple):
    """Something to be said of a file. `level` is fail, note, or error where the file could not be read."""

    code: str
    level: str
    text: str


class FileFit(NamedTuple):
    """The file against the need, in the better of the two directions; `turned` says that it is the other one."""

    supply: Pixels
    turned: bool
    margin: Fraction
    verdict: str
    ppi: Fraction | None


class MeasuredFile(NamedTuple):
    """A file that could be read, measured. `tier` is None where its area is none of the model's; `text` says where."""

    image: ImageFile
    suffix: str
    size: Pixels
    shape: Shape
    drift: Fraction
    tier: str | None
    tier_text: str
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


def check_tier(file: MeasuredFile, criteria: Criteria) -> Iterator[Finding]:
    """A file must have the area of the tier that was asked for, at its own shape."""
    if criteria.expect is None:
        return
    wanted = file.shape.tier(criteria.expect)
    if file.size.area >= wanted.least:
        return
    share = display.percent(Fraction(file.size.area, wanted.box.area))
    what = f"which is {file.tier}" if file.tier else file.tier_text
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
    if passes_floor(fit.supply, need):
        text += f", but above the floor of {display.density(need.ppi_min)}."
        yield Finding("size.below-ideal", "note", text)
    else:
        yield Finding(f"size.{fit.verdict}", "fail", f"{text}. {_ways_out(fit, demand, criteria)}")


def check_cut(file: MeasuredFile, criteria: Criteria) -> Iterator[Finding]:
    """A file with enough pixels may lose much of the picture to its shape; a crop that was asked for is no loss."""
    fit, demand = file.fit, criteria.demand
    if fit is None or demand is None or demand.need.keep < 1 or fit.verdict not in ("ample", "enough"):
        return
    left = crop_box(fit.supply, demand.need.pixels)
    cut = share_cut(fit.supply, left)
    if cut >= criteria.catalog.thresholds.cut_much:
        have = f"{display.box(left)} of {display.box(fit.supply)}"
        text = f"{display.percent(cut)} of it is cut away: {have} have the shape of {demand.what}."
        yield Finding("shape.cut", "note", text)


def _ways_out(fit: FileFit, demand: Demand, criteria: Criteria) -> str:
    """Say what can be done about a file that is too small."""
    choice, need = demand.choice, demand.need
    chosen = choice.chosen
    again = f"make it again in {chosen.tier} at {chosen.supply.ratio} ({display.box(chosen.pixels)})"
    ways = [again] if choice.status == "ok" else []
    ways.append(f"upscale it by {display.number(_up(1 / (1 + fit.margin), 100), 2)}")
    if fit.ppi is not None and need.ppi is not None and need.bleed_mm is not None:
        sides = [side * need.keep / need.ppi * MM_PER_INCH - 2 * need.bleed_mm for side in fit.supply]
        if min(sides) >= 1:
            size = " × ".join(display.number(side / 10) for side in sides)
            ways.append(f"print it at {size} cm for {display.density(need.ppi)}")
        away = criteria.catalog.defaults.acuity / fit.ppi
        ways.append(f"show it where it is seen from {display.distance(away)} away")
    if fit.verdict == "near":
        ways.append(f"let it pass with --tolerance {display.number(_up(-fit.margin * 100, 10))}%")
    said = " or ".join((", ".join(ways[:-1]), ways[-1])) if len(ways) > 1 else ways[0]
    none = "" if choice.status == "ok" else f"No tier of {criteria.brief.model.title} is enough: "
    return f"{none}{said if none else said[0].upper() + said[1:]}."


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


RULES = (check_format, check_tier, check_ratio, check_size, check_cut, check_bytes, check_alpha)
