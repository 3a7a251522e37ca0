"""Plain values from the data files -> the frozen catalog; every flaw is collected, and none hides another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from resadvise.facts.catalog import (
    Api,
    Catalog,
    Corner,
    Defaults,
    Deliverable,
    Disagreement,
    Model,
    Offer,
    PerImage,
    SafeZone,
    SizeTable,
    StaleAfter,
    Supply,
    Threshold,
    Thresholds,
    Tier,
    Use,
    ViewingClass,
    plain_fields,
)
from resadvise.units.numbers import exact, plain
from resadvise.units.quantities import (
    Length,
    Pixels,
    QuantityError,
    Ratio,
    Size,
    parse_bytes,
    parse_density,
    parse_factor,
    parse_margin,
    parse_money,
    parse_seconds,
    parse_share,
)

if TYPE_CHECKING:
    from resadvise.facts.strict_yaml import KeyPath


Value = TypeVar("Value")


class Flaw(NamedTuple):
    """A mistake in the data, and the path of its value; `missing` is a name that refers to nothing."""

    path: KeyPath
    message: str
    missing: str | None = None


class Row:
    """A mapping at a path. The readers return None, or an empty value, for what is absent or wrong."""

    def __init__(self, fields: Mapping[str, Any], path: KeyPath, flaws: list[Flaw]) -> None:
        self.fields, self.path, self.flaws = fields, path, flaws

    def flaw(self, message: str, *field: str | int) -> None:
        """Note a mistake at a field of this row, or at the row itself."""
        self.flaws.append(Flaw((*self.path, *field), message))

    def read(self, name: str, parse: Callable[[str], Value]) -> Value | None:
        """Return a field as `parse` understands its text."""
        value = self.fields.get(name)
        if value is None:
            return None
        try:
            return parse(_spelt(value))
        except ValueError as error:
            self.flaw(str(error), name)
            return None

    def need(self, name: str, parse: Callable[[str], Value], fallback: Value) -> Value:
        """Return a required field; `fallback` replaces a flawed one."""
        if self.fields.get(name) is None:
            self.flaw(f"{name!r} is missing")
        value = self.read(name, parse)
        return fallback if value is None else value

    def text(self, name: str) -> str | None:
        """Return a field of text."""
        return self.read(name, str)

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of texts."""
        return tuple(map(str, self.fields.get(name) or ()))

    def span(self, name: str, parse: Callable[[str], Value]) -> tuple[Value, Value] | None:
        """Return a range of two values, the lower end first."""
        ends = self.fields.get(name)
        if ends is None:
            return None
        try:
            low, high = (parse(_spelt(end)) for end in ends)
        except ValueError as error:
            self.flaw(str(error), name)
            return None
        if low > high:  # type: ignore[operator]
            self.flaw(f"the lower end must come first: [{ends[1]}, {ends[0]}]", name)
        return low, high

    def row(self, name: str) -> Row:
        """Return a mapping inside this one; an absent one is empty."""
        return Row(self.fields.get(name) or {}, (*self.path, name), self.flaws)

    def rows(self, name: str) -> dict[str, Row]:
        """Return the mappings inside a mapping, by key."""
        inner = self.row(name)
        return {key: inner.row(key) for key in inner.fields}

    def listed(self, name: str) -> list[Row]:
        """Return the mappings inside a list."""
        return [
            Row(fields, (*self.path, name, place), self.flaws)
            for place, fields in enumerate(self.fields.get(name) or ())
        ]


def _spelt(value: object) -> str:
    """Write a value as its parser reads it: YAML's 2048.0 as 2048, its 1e-05 as 0.00001."""
    return plain(exact(value)) if isinstance(value, float) else str(value)


class Rows(Mapping[str, Value]):
    """The rows of a section, each built on first use: an answer needs a few of hundreds."""

    def __init__(self, rows: dict[str, Row], build: Callable[[str, Row], Value]) -> None:
        self._rows, self._build = rows, build
        self._built: dict[str, Value] = {}

    def __getitem__(self, name: str) -> Value:
        if name not in self._built:
            self._built[name] = self._build(name, self._rows[name])
        return self._built[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


def build_catalog(raw: Mapping[str, Any], user_file: str | None) -> Catalog:
    """Build the catalog from values that are known to be sound."""
    return catalog_from(Row(raw, (), []), user_file)


def catalog_from(root: Row, user_file: str | None) -> Catalog:
    """Build the catalog; its rows note their flaws in the list of `root` as they are built."""
    facts = root.row("facts")
    tiers = _in_order_of_size({name: _tier(name, row) for name, row in root.rows("tiers").items()})
    return Catalog(
        version=facts.need("version", str, ""),
        as_of=facts.need("as_of", str, ""),
        user_file=user_file,
        tiers=tiers,
        uses=Rows(root.rows("uses"), _use),
        viewing_classes=tuple(_viewing_classes(root)),
        thresholds=_thresholds(root.row("thresholds")),
        defaults=_defaults(root.row("defaults"), facts),
        apis=Rows(root.rows("apis"), _api),
        models=Rows(root.rows("models"), partial(_model, tiers)),
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
        assume_keep=assume.read("keep", _keep),
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
            ppi=row.need("ppi", parse_density, Fraction(1)),
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
        found = Threshold(
            enough=inner.need("enough", parse_margin, zero),
            near=inner.need("near", parse_margin, zero),
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


def _stale_after(row: Row) -> StaleAfter:
    groups = row.row("deliverables")
    return StaleAfter(
        status=row.need("status", int, 0),
        price=row.need("price", int, 0),
        deliverables={group: groups.need(group, int, 0) for group in groups.fields},
    )


def _model(tiers: Mapping[str, Tier], name: str, row: Row) -> Model:
    offers = _offers(tiers, row)
    if not offers:
        row.flaw("'tiers' is missing")
    _check_cells(row, offers)
    return Model(
        name=name,
        title=row.text("name") or name,
        offers=offers,
        disagreements=tuple(
            Disagreement(each.need("text", str, ""), each.text("source")) for each in row.listed("disagreements")
        ),
        **_plain(Model, row),
    )


# How each kind of plain field is read.
_READERS: dict[str, Callable[[Row, str], Any]] = {
    "text": Row.text,
    "choice": Row.text,
    "texts": Row.texts,
    "choices": Row.texts,
    "switch": lambda row, name: bool(row.fields.get(name)),
    "count": lambda row, name: row.read(name, int),
    "bytes": lambda row, name: row.read(name, parse_bytes),
}


def _plain(kind: type[Model] | type[Deliverable], row: Row) -> dict[str, Any]:
    """Return the fields of a row that the catalog declares as plain."""
    found = {}
    for name, field in plain_fields(kind).items():
        value = _READERS[field.kind](row, name)
        found[name] = field.default if value is None else value
    return found


def _offers(tiers: Mapping[str, Tier], row: Row) -> dict[str, Offer]:
    """Return the offers of a model by the name of the tier, smallest first whatever the order of the data."""
    pixels = {name: (Ratio.parse(name), by_tier) for name, by_tier in row.rows("pixels").items()}
    verified = row.row("verified")
    offers = []
    for name, offer in row.rows("tiers").items():
        measured = verified.texts(name)
        cells = [
            Supply(ratio, by_tier.need(name, Pixels.parse, Pixels(1, 1)), said in measured)
            for said, (ratio, by_tier) in pixels.items()
            if name in by_tier.fields
        ]
        if not cells:
            offer.flaw(f"no row of 'pixels' has a size for {name}")
        tier = tiers.get(name) or _tier(name, Row({}, offer.path, []))  # whoever checks the names says so
        own = offer.span("seconds", parse_seconds)
        offers.append(
            Offer(
                tier=tier,
                image_size=offer.text("image_size"),
                sizes=SizeTable.of(cells),
                price=PerImage(
                    each=offer.read("price_usd", parse_money),
                    batch=offer.read("batch_usd", parse_money),
                    source=offer.text("price_source"),
                    as_of=offer.text("price_as_of"),
                ),
                seconds=own or tier.seconds,
                seconds_basis="model" if own else "tier" if tier.seconds else None,
            )
        )
    offers.sort(key=lambda offer: offer.tier.pixel_width)
    return {offer.name: offer for offer in offers}


def _check_cells(row: Row, offers: Mapping[str, Offer]) -> None:
    """Find sizes for tiers that the model does not have, and `verified` entries without a size."""
    pixels, verified = row.rows("pixels"), row.row("verified")
    for by_tier in pixels.values():
        for tier in by_tier.fields:
            if tier not in offers:
                by_tier.flaw(f"this model has no {tier} in 'tiers'", tier)
    for tier in verified.fields:
        for place, ratio in enumerate(verified.texts(tier)):
            if ratio not in pixels or tier not in pixels[ratio].fields:
                verified.flaw(f"no row of 'pixels' has a size for {ratio} at {tier}", tier, place)


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
        **_plain(Deliverable, row),
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


def _keep(text: str) -> Fraction:
    keep = parse_share(text)
    if not keep:
        raise QuantityError(f"{text!r} must be more than zero")
    return keep
