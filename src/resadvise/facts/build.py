"""Plain values from the data files -> the frozen catalog; every flaw is collected, and none hides another."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any

from resadvise.facts.catalog import (
    Api,
    Catalog,
    Corner,
    Defaults,
    Deliverable,
    SafeZone,
    StaleAfter,
    Threshold,
    Thresholds,
    Tier,
    Unsupported,
    Use,
    ViewingClass,
)
from resadvise.facts.models import build_model
from resadvise.facts.rows import Row, Rows, read_plain
from resadvise.units.quantities import (
    Length,
    Pixels,
    Ratio,
    Size,
    parse_bytes,
    parse_density,
    parse_factor,
    parse_keep,
    parse_margin,
    parse_seconds,
    parse_share,
)

if TYPE_CHECKING:
    from collections.abc import Mapping


def build_catalog(raw: Mapping[str, Any], user_file: str | None) -> Catalog:
    """Build the catalog from values that are known to be sound."""
    return catalog_from(Row(raw, (), []), user_file)


def catalog_from(root: Row, user_file: str | None) -> Catalog:
    """Build the catalog; its rows note their flaws in the list of `root` as they are built."""
    facts = root.row("facts")
    tiers = _in_order_of_size({name: _tier(name, row) for name, row in root.rows("tiers").items()})
    defaults = _defaults(root.row("defaults"), facts)
    return Catalog(
        version=facts.need("version", str, ""),
        as_of=facts.need("as_of", str, ""),
        user_file=user_file,
        tiers=tiers,
        uses=Rows(root.rows("uses"), _use),
        viewing_classes=tuple(_viewing_classes(root)),
        thresholds=_thresholds(root.row("thresholds")),
        defaults=defaults,
        apis=Rows(root.rows("apis"), _api),
        models=Rows(root.rows("models"), partial(build_model, tiers, defaults)),
        unsupported=Rows(root.rows("unsupported"), _unsupported),
        deliverables=Rows(root.rows("deliverables"), _deliverable),
        memo={},
    )


def _in_order_of_size(tiers: dict[str, Tier]) -> dict[str, Tier]:
    return dict(sorted(tiers.items(), key=lambda item: item[1].pixel_width))


def _tier(name: str, row: Row) -> Tier:
    return Tier(
        name=name,
        pixel_width=row.need("pixel_width", int, 1),
        best_for=row.texts("best_for"),
        seconds=row.span("seconds", parse_seconds),
        jpg=row.span("jpg", parse_bytes),
        timeout=row.read("timeout", parse_seconds),
        source=row.text("source"),
        as_of=row.text("as_of"),
    )


def _use(name: str, row: Row) -> Use:
    assume = row.row("assume")
    why = row.need("why", str, "")
    return Use(
        name=name,
        tier=row.need("tier", str, ""),
        kind=row.need("kind", str, "needs"),
        why=why,
        what=row.text("what") or why,
        group=row.text("group") or "Other uses",
        stage=row.text("stage"),
        aliases=row.texts("aliases"),
        assume_dpr=assume.read("dpr", parse_factor),
        assume_keep=assume.read("keep", parse_keep),
        deliverables=row.texts("deliverables"),
        source=row.text("source"),
        as_of=row.text("as_of"),
    )


def _viewing_classes(root: Row) -> list[ViewingClass]:
    classes = []
    for row in root.listed("viewing_classes"):
        found = ViewingClass(
            name=row.need("name", str, ""),
            diagonal_max=row.read("diagonal_max", Length.parse),
            ppi=row.need("ppi", parse_density, Fraction(10**6)),  # no minimum is above one that is flawed
            ppi_min=row.need("ppi_min", parse_density, Fraction(1)),
            source=row.text("source"),
        )
        if found.ppi_min > found.ppi:
            row.flaw("ppi_min must not be above ppi", "ppi_min")
        classes.append(found)
    bounds = [row.diagonal_max.inches if row.diagonal_max else None for row in classes]
    inner = [bound for bound in bounds[:-1] if bound is not None]
    if not bounds or bounds[-1] is not None or len(inner) != len(bounds) - 1 or inner != sorted(set(inner)):
        root.flaw(
            "the rows must go from small to large, and only the last one has diagonal_max: null", "viewing_classes"
        )
    return classes


def _thresholds(row: Row) -> Thresholds:
    zero = Fraction(0)
    by_kind = {}
    for kind in ("print", "pixels", "css"):
        inner = row.row(kind)
        enough = inner.need("enough", parse_margin, zero)
        found = Threshold(
            enough=enough,
            near=inner.need("near", parse_margin, enough),
            css_floor=inner.read("css_floor", parse_share),
        )
        if found.near > found.enough:
            inner.flaw("near must not be above enough", "near")
        if found.enough > 0:
            inner.flaw("enough must not be above 0%: an exact fit is enough", "enough")
        if found.near <= -1:
            inner.flaw("near must be above -100%", "near")
        by_kind[kind] = found
    ample, file_tier = row.need("ample", parse_margin, zero), row.need("file_tier", parse_share, zero)
    if not ample > 0:
        row.flaw("ample must be above 0%", "ample")
    if not file_tier:
        row.flaw("file_tier must be above 0%", "file_tier")
    return Thresholds(
        ample=ample,
        by_kind=by_kind,
        ratio_drift=row.need("ratio_drift", parse_share, zero),
        cut_much=row.need("cut_much", parse_share, zero),
        max_cut=row.need("max_cut", parse_share, zero),
        file_tier=file_tier,
    )


def _defaults(row: Row, facts: Row) -> Defaults:
    one = Fraction(1)
    return Defaults(
        model=row.need("model", str, ""),
        tier=row.need("tier", str, ""),
        why=row.need("why", str, ""),
        aspect_ratio=row.need("aspect_ratio", Ratio.parse, Ratio(one, one)),
        dpr_max=row.need("dpr_max", parse_factor, one),
        acuity=row.need("acuity", parse_density, one),
        acuity_source=row.text("acuity_source"),
        ppi_min_at_distance=row.need("ppi_min_at_distance", parse_density, one),
        timeout_factor=row.need("timeout_factor", parse_factor, one),
        print_densities=row.span("print_densities", parse_density) or (one, one),
        stale_after_days=_stale_after(facts.row("stale_after_days")),
        drafts=row.need("drafts", int, 1),
        not_in_price=row.need("not_in_price", str, ""),
        rule_tiers=row.texts("rule_tiers"),
        rule_ratios=tuple(map(Ratio.parse, row.texts("rule_ratios"))),
        box_names=row.fields.get("box_names") or {},
    )


def _api(name: str, row: Row) -> Api:
    return Api(
        name=name,
        request=row.fields.get("request") or {},
        url=row.text("url"),
        body=row.fields.get("body"),
        source=row.text("source"),
        as_of=row.text("as_of"),
    )


def _unsupported(name: str, row: Row) -> Unsupported:
    return Unsupported(
        name=name,
        title=row.text("name") or name,
        aliases=row.texts("aliases"),
        why=row.need("why", str, ""),
        source=row.text("source"),
        as_of=row.text("as_of"),
    )


def _stale_after(row: Row) -> StaleAfter:
    groups = row.row("deliverables")
    return StaleAfter(
        status=row.need("status", int, 0),
        price=row.need("price", int, 0),
        deliverables={group: groups.need(group, int, 0) for group in groups.fields},
    )


def _deliverable(name: str, row: Row) -> Deliverable:
    text = row.need("size", str, "1x1px")
    on_screen = text.strip(" ").casefold().endswith("px")
    found = Deliverable(
        name=name,
        title=row.text("title") or name,
        size=None if on_screen else row.read("size", Size.parse),
        pixels=row.read("size", Pixels.parse) if on_screen else None,
        dpr=row.read("dpr", parse_factor),
        bleed=row.read("bleed", _bleed),
        ppi=row.read("ppi", parse_density),
        ppi_min=row.read("ppi_min", parse_density),
        safe=_safe_zone(row.row("safe")),
        **read_plain(Deliverable, row),
    )
    _check_deliverable(found, row, on_screen)
    return found


def _safe_zone(row: Row) -> SafeZone | None:
    if not row.fields:
        return None
    top, right, bottom, left = (
        row.read(side, parse_share) or Fraction(0) for side in ("top", "right", "bottom", "left")
    )
    for ends, lost in ((("top", "bottom"), top + bottom), (("left", "right"), left + right)):
        if lost >= 1:
            row.flaw(f"{ends[0]} and {ends[1]} leave nothing of the frame")
    return SafeZone(
        top=top,
        right=right,
        bottom=bottom,
        left=left,
        shape=row.text("shape"),
        corner=_corner(row),
        what=row.text("what"),
        source=row.text("source"),
        as_of=row.text("as_of"),
        confidence=row.text("confidence"),
    )


def _corner(row: Row) -> Corner | None:
    sizes = ("corner_width", "corner_height")
    name = row.text("corner")
    if name is None:
        for field in sizes:
            if field in row.fields:
                row.flaw(f"{field!r} needs a 'corner'", field)
        return None
    width, height = (row.need(field, parse_share, Fraction(0)) for field in sizes)
    return Corner(name, width, height)


def _check_deliverable(found: Deliverable, row: Row, on_screen: bool) -> None:
    for field in ("bleed", "ppi", "ppi_min") if on_screen else ("dpr",):
        if getattr(found, field) is not None:
            row.flaw(f"{field!r} cannot be combined with a size {'in px' if on_screen else 'on paper'}", field)
    if (found.ppi is None) != (found.ppi_min is None):
        row.flaw("ppi and ppi_min must be given together")
    if found.ppi and found.ppi_min and found.ppi_min > found.ppi:
        row.flaw("ppi_min must not be above ppi", "ppi_min")
    if found.opaque and found.transparent:
        row.flaw("opaque and transparent cannot be combined", "transparent")


def _bleed(text: str) -> Length:
    return Length.parse(text, zero=True)
