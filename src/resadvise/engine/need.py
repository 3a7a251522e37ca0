"""A target -> the pixels it needs. Exact until one rounding at the end, half up; put into words when it is read."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from resadvise.brief import PrintTarget, ScreenTarget, Target, target_name
from resadvise.engine.codes import Reason
from resadvise.facts.catalog import Catalog, Use, ViewingClass
from resadvise.units import display
from resadvise.units.numbers import decimal, half_up_quotient, share_json
from resadvise.units.quantities import MM_PER_INCH, Extent, Length, Pixels

WHOLE = Fraction(1)


class Density(NamedTuple):
    """How densely a print is filled: `ppi` is ideal, `ppi_min` the minimum.

    `close_by` and `close_by_min` are the same two before a given distance lowers them and before `--accept minimum`.
    `viewing` is the class that they come from; None where the user or the product sets them.
    """

    ppi: Fraction
    ppi_min: Fraction
    close_by: Fraction
    close_by_min: Fraction
    viewing: ViewingClass | None


class Need(NamedTuple):
    """The box that a target needs. `kind` is print, pixels or css and chooses the thresholds.

    `export` is the box before any crop; `keep` the share of each side that the crop leaves. `extent` is the size on
    paper with its bleed, or the box in pixels, one to the inch.
    """

    pixels: Pixels
    export: Pixels
    kind: str
    keep: Fraction
    extent: Extent
    density: Density | None = None
    bleed: Length | None = None
    dpr: Fraction | None = None

    @property
    def floor(self) -> Pixels | None:
        """The box at the minimum density (print), or the bare CSS box (css); None for a fixed box."""
        if self.density:
            return _at(self.extent, self.density.ppi_min, self.keep)
        return _at(self.extent, WHOLE, self.keep) if self.kind == "css" else None

    @property
    def trim(self) -> Pixels | None:
        """The part of a print's box that is not bleed; None where it has none."""
        if self.density is None or self.bleed is None:
            return None
        return _at(self.extent.without_bleed(self.bleed), self.density.ppi, self.keep)

    @property
    def ppi(self) -> Fraction | None:
        """The ideal density; None where nothing is printed."""
        return self.density and self.density.ppi

    @property
    def ppi_min(self) -> Fraction | None:
        """The minimum density; None where nothing is printed."""
        return self.density and self.density.ppi_min

    @property
    def bleed_mm(self) -> Fraction | None:
        """The bleed on each side, 0 where there is none; None where nothing is printed."""
        if self.density is None:
            return None
        return self.bleed.inches * MM_PER_INCH if self.bleed else Fraction(0)


def need_of(target: Target, uses: Sequence[Use], catalog: Catalog, keep: Fraction = WHOLE) -> Need:
    """Return what a target needs for these uses, if a crop keeps `keep` of each side."""
    if isinstance(target, PrintTarget):
        return _print_need(target, catalog, keep)
    return _screen_need(target, uses, catalog, keep)


def _print_need(target: PrintTarget, catalog: Catalog, keep: Fraction) -> Need:
    trim = target.size.extent()
    extent = trim.with_bleed(target.bleed) if target.bleed else trim
    density = _density(target, trim, catalog)
    export = _at(extent, density.ppi, WHOLE)
    return Need(
        pixels=export if keep == 1 else _at(extent, density.ppi, keep),
        export=export,
        kind="print",
        keep=keep,
        extent=extent,
        density=density,
        bleed=target.bleed,
    )


def _density(target: PrintTarget, trim: Extent, catalog: Catalog) -> Density:
    """Return the density: the user's, else the product's, else the viewing class's; a distance beats the minimum."""
    defaults, listed, viewing = catalog.defaults, target.deliverable, None
    if target.ppi is not None:
        wanted = least = target.ppi
    elif listed and listed.ppi and listed.ppi_min:
        wanted, least = listed.ppi, listed.ppi_min
    else:
        viewing = viewing_class(trim, catalog)
        wanted, least = viewing.ppi, viewing.ppi_min
    ppi, ppi_min = wanted, least
    if target.distance:
        floor = defaults.ppi_min_at_distance
        ppi = max(floor, min(wanted, defaults.acuity / target.distance.inches))
        ppi_min = min(ppi, floor if target.ppi is not None else least)
    if target.accept_minimum:
        ppi = ppi_min
    return Density(ppi, ppi_min, wanted, least, viewing)


def viewing_class(trim: Extent, catalog: Catalog) -> ViewingClass:
    """Return the class of the trim's diagonal; there is one, since the last has no bound."""
    width, height, per_inch = trim
    diagonal, unit = width * width + height * height, per_inch * per_inch
    return next(found for found, over, under in _bounds(catalog) if diagonal * under <= over * unit)


def _bounds(catalog: Catalog) -> list[tuple[ViewingClass, int, int]]:
    """Return the classes with the squares of their bounds, one whole number over the other, so that nothing is rounded.

    One over 0 is no bound. They depend on the facts alone, so they are remembered.
    """
    key = ("viewing bounds",)
    if key not in catalog.memo:
        sides = [row.diagonal_max.as_inches() if row.diagonal_max else (1, 0) for row in catalog.viewing_classes]
        squares = [
            (row, over * over, under * under) for row, (over, under) in zip(catalog.viewing_classes, sides, strict=True)
        ]
        catalog.memo[key] = squares
    bounds: list[tuple[ViewingClass, int, int]] = catalog.memo[key]
    return bounds


def _screen_need(target: ScreenTarget, uses: Sequence[Use], catalog: Catalog, keep: Fraction) -> Need:
    dpr, _ = _pixel_ratio(target, uses, catalog)
    factor = dpr or WHOLE
    one_to_one = Extent(target.box.width, target.box.height, 1)
    export = _at(one_to_one, factor, WHOLE)
    return Need(
        pixels=export if keep == 1 else _at(one_to_one, factor, keep),
        export=export,
        kind="css" if factor > 1 else "pixels",
        keep=keep,
        extent=one_to_one,
        dpr=dpr,
    )


def _pixel_ratio(target: ScreenTarget, uses: Sequence[Use], catalog: Catalog) -> tuple[Fraction | None, str | None]:
    """Return the pixel ratio, None for a fixed box; and who assumes it, None where it was given."""
    if target.dpr is not None:
        return target.dpr, None
    if target.deliverable is not None and target.assumed_dpr is None:
        return None, None
    assuming = [use for use in uses if use.assume_dpr]
    assumed = [ratio for ratio in (target.assumed_dpr, *(use.assume_dpr for use in assuming)) if ratio]
    if not assumed:
        return None, None
    return min(max(assumed), catalog.defaults.dpr_max), assuming[0].name if assuming else "This target"


def _at(extent: Extent, density: Fraction, keep: Fraction) -> Pixels:
    """Return the pixels at a density before the crop that leaves `keep`; half up, and at least one."""
    over, under = density.numerator * keep.denominator, density.denominator * keep.numerator * extent.per_inch
    width, height = half_up_quotient(extent.width * over, under), half_up_quotient(extent.height * over, under)
    return Pixels(width or 1, height or 1)


# In words


def explain_need(need: Need, target: Target, uses: Sequence[Use], catalog: Catalog) -> list[Reason]:
    """Return how the need came about, what was assumed, and what does not apply."""
    if isinstance(target, PrintTarget):
        reasons = [*_ignored_ratios(target, uses), *_explain_print(need, target, catalog)]
    else:
        reasons = _explain_screen(need, target, uses, catalog)
    if need.keep < 1:
        text = (
            f"Cropping to {display.percent(need.keep)} of each side needs {display.number(1 / need.keep, 2)}× the "
            f"pixels per side: {display.box(need.pixels)} instead of {display.box(need.export)}."
        )
        reasons.append(Reason("need.keep", text))
    return reasons


def _explain_print(need: Need, target: PrintTarget, catalog: Catalog) -> list[Reason]:
    density, listed, reasons = need.density, target.deliverable, []
    assert density is not None  # a print has one
    wanted, least = density.close_by, density.close_by_min
    if density.viewing:
        text = (
            f"Prints this size are viewed {density.viewing.name}: {wanted} ppi is ideal, "
            f"{least} ppi the minimum (set your own with --ppi)."
        )
        reasons.append(Reason("need.class", text, density.viewing.source))
    elif target.ppi is None and listed:
        minimum = f", {least} ppi the minimum" if least < wanted else ""
        text = f"{listed.title}: {wanted} ppi is ideal{minimum}."
        reasons.append(Reason("need.class", text, listed.source))
    if target.distance:
        reasons.append(_explain_distance(density, target.distance, catalog))
    if target.accept_minimum:
        text = f"The minimum of {display.density(density.ppi_min)} counts as enough (--accept minimum)."
        reasons.append(Reason("need.accepted", text))
    text = (
        f"{target_name(target)}{f' with {display.length(target.bleed)} bleed on each side' if target.bleed else ''} "
        f"needs {display.box(need.export)} at {display.density(density.ppi)}."
    )
    return [*reasons, Reason("need.print", text, listed.source if listed else None)]


def _explain_distance(density: Density, distance: Length, catalog: Catalog) -> Reason:
    sharp, floor = catalog.defaults.acuity / distance.inches, catalog.defaults.ppi_min_at_distance
    text = f"From {display.length(distance)} away the eye resolves {display.density(sharp)}"
    if sharp >= density.close_by:
        text += ", which changes nothing here."
    elif sharp < floor:
        text += f", so the {display.density(floor)} minimum applies."
    else:
        text += f", so {display.density(sharp)} is enough."
    return Reason("need.distance", text, catalog.defaults.acuity_source)


def _explain_screen(need: Need, target: ScreenTarget, uses: Sequence[Use], catalog: Catalog) -> list[Reason]:
    source = target.deliverable.source if target.deliverable else None
    if need.dpr is None:
        what = target.deliverable.title if target.deliverable else "The target"
        pixels = Reason("need.pixels", f"{what} is {display.box(need.export)}.", source)
        return [*_ignored_ratios(target, uses), pixels]
    _, assumed_by = _pixel_ratio(target, uses, catalog)
    ratio = display.number(need.dpr, 2)
    assumed = f"{assumed_by} assumes a pixel ratio of {ratio} (override with --dpr)."
    reasons = [Reason("need.dpr", assumed)] if assumed_by else []
    verb = "needs" if target.deliverable else "need"
    text = f"{target_name(target, 'CSS px')} {verb} {display.box(need.export)} at a pixel ratio of {ratio}."
    return [*reasons, Reason("need.css", text, source)]


def _ignored_ratios(target: Target, uses: Sequence[Use]) -> list[Reason]:
    """Say which uses assume a pixel ratio, where the target has none."""
    what = f"{target_name(target)} {'is a print' if isinstance(target, PrintTarget) else 'has a fixed size'}"
    return [
        Reason(
            "assume.ignored",
            f"{use.name} assumes a pixel ratio of {display.number(use.assume_dpr, 2)}, but {what}.",
        )
        for use in uses
        if use.assume_dpr
    ]


def need_dict(need: Need | None) -> dict[str, Any] | None:
    """Return what a target needs as JSON values; None without one."""
    if need is None:
        return None
    return {
        "pixels": list(need.pixels),
        "kind": need.kind,
        "ppi": decimal(need.ppi, 1),
        "ppi_min": decimal(need.ppi_min, 1),
        "bleed_mm": decimal(need.bleed_mm, 3),
        "dpr": decimal(need.dpr, 3),
        "keep": share_json(need.keep),
    }
