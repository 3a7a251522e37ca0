"""The brief's target -> the pixels it demands. Exact until one rounding at the end, half up."""

from fractions import Fraction
from typing import Any, NamedTuple

from resadvise.brief import Brief, PrintTarget, ScreenTarget, target_name
from resadvise.engine.codes import Reason
from resadvise.facts.catalog import Catalog, ViewingClass
from resadvise.units import display
from resadvise.units.numbers import decimal, half_up
from resadvise.units.quantities import MM_PER_INCH, Pixels

Sides = tuple[Fraction, Fraction]


class Need(NamedTuple):
    """The box that the brief demands. `kind` is print, pixels or css and chooses the thresholds.

    `floor` is the box at the least density (print) or the bare CSS box; `export` the box before any crop.
    `inches` is the printed size with its bleed; `keep` the share of each side that is left after the crop.
    """

    pixels: Pixels
    export: Pixels
    floor: Pixels | None
    kind: str
    keep: Fraction
    ppi: Fraction | None = None
    ppi_min: Fraction | None = None
    bleed_mm: Fraction | None = None
    inches: Sides | None = None
    dpr: Fraction | None = None
    reasons: tuple[Reason, ...] = ()


def work_out_need(brief: Brief, catalog: Catalog, keep: Fraction) -> Need:
    """Return the need of a brief that has a target, when `keep` of each side is left after the crop."""
    target = brief.target
    if isinstance(target, PrintTarget):
        need = _print_need(target, catalog, keep)
        need = need._replace(reasons=(*_ignored_ratios(target, brief), *need.reasons))
    else:
        assert target is not None
        need = _screen_need(target, brief, catalog, keep)
    if keep < 1:
        text = (
            f"Keeping {display.percent(keep)} of each side takes {display.number(1 / keep, 2)} times as many pixels "
            f"a side: {display.box(need.export)} become {display.box(need.pixels)}."
        )
        need = need._replace(reasons=(*need.reasons, Reason("need.keep", text)))
    return need


def _print_need(target: PrintTarget, catalog: Catalog, keep: Fraction) -> Need:
    trim = target.size.inches
    ppi, ppi_min, reasons = _density(target, trim, catalog)
    bleed = target.bleed.inches if target.bleed else Fraction(0)
    width, height = (trim[0] + 2 * bleed, trim[1] + 2 * bleed) if bleed else trim
    sides = (width * ppi, height * ppi)
    export = _rounded(sides, Fraction(1))
    text = (
        f"{target_name(target)} at {display.density(ppi)}"
        f"{f' with {target.bleed} of bleed on each side' if bleed else ''} is {display.box(export)}."
    )
    source = target.deliverable.source if target.deliverable else None
    return Need(
        pixels=export if keep == 1 else _rounded(sides, keep),
        export=export,
        floor=_rounded((width * ppi_min, height * ppi_min), keep),
        kind="print",
        keep=keep,
        ppi=ppi,
        ppi_min=ppi_min,
        bleed_mm=bleed * MM_PER_INCH,
        inches=(width, height),
        reasons=(*reasons, Reason("need.print", text, source)),
    )


def _density(target: PrintTarget, trim: Sides, catalog: Catalog) -> tuple[Fraction, Fraction, list[Reason]]:
    """Return the density to aim at, the floor, and how they came about."""
    defaults, reasons = catalog.defaults, []
    listed = target.deliverable
    if target.ppi is not None:
        wanted = target.ppi
        floor = defaults.ppi_min_at_distance if target.distance else wanted
    elif listed and listed.ppi and listed.ppi_min:
        wanted, floor = listed.ppi, listed.ppi_min
        text = f"{listed.title} asks for {wanted} ppi{f', at least {floor}' if floor < wanted else ''}."
        reasons.append(Reason("need.class", text, listed.source))
    else:
        found = _viewing_class(trim, catalog)
        wanted, floor = found.ppi, found.ppi_min
        text = (
            f"A print of this size is seen {found.name}: {wanted} ppi to aim at, "
            f"{floor} ppi as the floor; --ppi asks for another density."
        )
        reasons.append(Reason("need.class", text, found.source))
    if target.distance:
        sharp = defaults.acuity / target.distance.inches
        lowered = max(floor, min(wanted, sharp))
        text = f"From {target.distance} away the eye resolves {display.density(sharp)}"
        if lowered == wanted:
            text += ", which lowers nothing here."
        elif lowered > sharp:
            text += f", so the floor of {display.density(floor)} does."
        else:
            text += f", so {display.density(lowered)} do."
        reasons.append(Reason("need.distance", text, defaults.acuity_source))
        wanted = lowered
    return wanted, min(floor, wanted), reasons


def _viewing_class(trim: Sides, catalog: Catalog) -> ViewingClass:
    """Return the class of the trim's diagonal; compared as squares, so that nothing is rounded."""
    diagonal = trim[0] * trim[0] + trim[1] * trim[1]
    return next(  # there is one: the last class has no bound
        found
        for found in catalog.viewing_classes
        if found.diagonal_max is None or diagonal <= found.diagonal_max.inches * found.diagonal_max.inches
    )


def _screen_need(target: ScreenTarget, brief: Brief, catalog: Catalog, keep: Fraction) -> Need:
    dpr, reasons = _pixel_ratio(target, brief, catalog)
    factor = dpr or Fraction(1)
    box = Fraction(target.box.width), Fraction(target.box.height)
    sides = (box[0] * factor, box[1] * factor)
    export = _rounded(sides, Fraction(1))
    source = target.deliverable.source if target.deliverable else None
    if dpr is None:
        what = target.deliverable.title if target.deliverable else "The target"
        reasons.append(Reason("need.pixels", f"{what} is {display.box(export)}.", source))
    else:
        text = f"{target_name(target)} in CSS pixels at dpr {display.number(dpr, 2)} takes {display.box(export)}."
        reasons.append(Reason("need.css", text, source))
    sharp = factor > 1
    return Need(
        pixels=_rounded(sides, keep),
        export=export,
        floor=_rounded(box, keep) if sharp else None,
        kind="css" if sharp else "pixels",
        keep=keep,
        dpr=dpr,
        reasons=tuple(reasons),
    )


def _pixel_ratio(target: ScreenTarget, brief: Brief, catalog: Catalog) -> tuple[Fraction | None, list[Reason]]:
    """Return the pixel ratio, None for a fixed box, and what was assumed or ignored."""
    reasons: list[Reason] = []
    if target.deliverable is not None and target.assumed_dpr is None:
        return None, _ignored_ratios(target, brief)
    if target.dpr is not None:
        return target.dpr, reasons
    assuming = [use for use in brief.uses if use.assume_dpr]
    assumed = [ratio for ratio in (target.assumed_dpr, *(use.assume_dpr for use in assuming)) if ratio]
    if not assumed:
        return None, reasons
    dpr = min(max(assumed), catalog.defaults.dpr_max)
    by = assuming[0].name if assuming else "This target"
    reasons.append(Reason("need.dpr", f"{by} assumes dpr {display.number(dpr, 2)}; --dpr says otherwise."))
    return dpr, reasons


def _ignored_ratios(target: PrintTarget | ScreenTarget, brief: Brief) -> list[Reason]:
    """Say which uses assume a pixel ratio, where the target has none."""
    what = "a print" if isinstance(target, PrintTarget) else "a fixed box"
    return [
        Reason(
            "assume.ignored",
            f"{use.name} assumes dpr {display.number(use.assume_dpr, 2)}, but {target_name(target)} is {what}.",
        )
        for use in brief.uses
        if use.assume_dpr
    ]


def _rounded(sides: Sides, keep: Fraction) -> Pixels:
    """Round the sides, as they are before the crop, half up and to at least one pixel."""
    width, height = sides if keep == 1 else (sides[0] / keep, sides[1] / keep)
    return Pixels(max(1, half_up(width)), max(1, half_up(height)))


def need_dict(need: Need | None) -> dict[str, Any] | None:
    """Return what a target demands; None without one."""
    if need is None:
        return None
    return {
        "pixels": list(need.pixels),
        "kind": need.kind,
        "ppi": decimal(need.ppi, 1),
        "ppi_min": decimal(need.ppi_min, 1),
        "bleed_mm": decimal(need.bleed_mm, 3),
        "dpr": decimal(need.dpr, 3),
        "keep": decimal(need.keep, 4),
    }
