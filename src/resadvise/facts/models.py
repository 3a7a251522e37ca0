"""The rows of models -> what each offers: tiers, sizes by table or by rules, prices of every kind."""

from __future__ import annotations

from fractions import Fraction
from math import isqrt
from typing import TYPE_CHECKING, NamedTuple

from resadvise.facts.catalog import (
    Defaults,
    Disagreement,
    Model,
    Offer,
    PerArea,
    PerImage,
    PerMegapixel,
    PerToken,
    Price,
    Rate,
    Seconds,
    SizeRules,
    SizeTable,
    Supply,
    Tier,
)
from resadvise.facts.rows import Row, read_plain
from resadvise.facts.size_rules import largest_box
from resadvise.units.quantities import Pixels, Ratio, parse_money, parse_seconds

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# Sides and areas where a row names no bound; sides as long as a file may say.
_LONGEST = 1_000_000


def build_model(tiers: Mapping[str, Tier], defaults: Defaults, name: str, row: Row) -> Model:
    """Build a model from its row."""
    rules = _rules(row.row("size_rules"), defaults)
    usual = _Usual(_model_price(row.row("price")), row.span("seconds", parse_seconds))
    offers = _offers_by_rule(tiers, defaults, row, rules, usual) if rules else _offers_by_table(tiers, row, usual)
    _check_sizes(row, offers, rules, [name for name in defaults.rule_tiers if name in tiers])
    model = Model(
        name=name,
        title=row.text("name") or name,
        offers={offer.name: offer for offer in sorted(offers, key=lambda offer: offer.tier.pixel_width)},
        rules=rules,
        disagreements=tuple(
            Disagreement(each.need("text", str, ""), each.text("source")) for each in row.listed("disagreements")
        ),
        **read_plain(Model, row),
    )
    _check_qualities(model, row)
    return model


# Offers


class _Usual(NamedTuple):
    """What holds for every tier of a model that says nothing of its own."""

    price: Price | None
    seconds: Seconds | None


def _offers_by_table(tiers: Mapping[str, Tier], row: Row, usual: _Usual) -> list[Offer]:
    """Return the offers of a model whose row lists a size for each ratio and tier."""
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
        offers.append(_offer(_known_tier(name, tiers), SizeTable.of(cells), offer, usual))
    return offers


def _offers_by_rule(
    tiers: Mapping[str, Tier], defaults: Defaults, row: Row, rules: SizeRules, usual: _Usual
) -> list[Offer]:
    """Return the offers of a model by rule: the usual tiers and those its row lists, as far as the rules let them be.

    A tier is a budget of area. It is none where its budget allows no image, or the tier below has all of it already.
    """
    listed = row.rows("tiers")
    wanted = [_known_tier(name, tiers) for name in dict.fromkeys([*defaults.rule_tiers, *listed])]
    wanted.sort(key=lambda tier: tier.pixel_width)
    offers, below = [], 0
    for tier in wanted:
        budget = min(tier.pixel_width**2, rules.area_max)
        within = rules._replace(area_max=budget)
        if rules.area_min <= budget and below < rules.area_max and largest_box(within, Pixels(1, 1)):
            offers.append(_offer(tier, within, listed.get(tier.name, Row({}, row.path, row.flaws)), usual))
        below = tier.pixel_width**2
    return offers


def _known_tier(name: str, tiers: Mapping[str, Tier]) -> Tier:
    """Return a tier; whoever checks the names says where there is none."""
    return tiers.get(name) or Tier(name, 1, (), None, None, None, None, None)


def _offer(tier: Tier, sizes: SizeTable | SizeRules, own: Row, usual: _Usual) -> Offer:
    seconds = own.span("seconds", parse_seconds) or usual.seconds
    return Offer(
        tier=tier,
        image_size=own.text("image_size"),
        sizes=sizes,
        price=_tier_price(own) or usual.price or PerImage(None, None, None, None),
        seconds=seconds or tier.seconds,
        seconds_basis="model" if seconds else "tier" if tier.seconds else None,
    )


def _rules(row: Row, defaults: Defaults) -> SizeRules | None:
    """Return the rules for a model's sizes; None where it has none."""
    if not row.fields:
        return None
    step = row.read("multiple_of", int) or 1
    edge_min = row.read("min_edge", int) or step
    edge_max = row.read("max_edge", int)
    area_max = row.read("max_area", int)
    if edge_max is None and area_max is None:
        row.flaw("'max_edge' or 'max_area' is missing")
    edge_max = edge_max or min(_LONGEST, (area_max or _LONGEST) // edge_min)
    ratio_max = row.read("max_ratio", parse_longest_ratio) or max(Fraction(1), Fraction(edge_max, edge_min))
    if area_max:  # no side is longer than that of the longest shape: a search need not try what no image can have
        edge_max = min(edge_max, isqrt(int(area_max * ratio_max)))
    edge_max = edge_max // step * step
    return SizeRules(
        step=step,
        edge_min=-(-edge_min // step) * step,
        edge_max=edge_max,
        area_min=row.read("min_area", int) or 1,
        area_max=area_max or edge_max**2,
        ratio_max=ratio_max,
        ratios=tuple(each for each in defaults.rule_ratios if 1 / ratio_max <= each.value <= ratio_max),
    )


def parse_longest_ratio(text: str) -> Fraction:
    """Read the longest ratio of long to short side: `3`, `21:9`."""
    ratio = Ratio.parse(text if ":" in text else f"{text}:1").value
    return max(ratio, 1 / ratio)


# Prices


def _tier_price(row: Row) -> PerImage | None:
    """Return the price that a tier has of its own; None where it has none."""
    own = ("price_usd", "batch_usd")
    if not any(name in row.fields for name in own):
        return None
    usd, batch = (row.read(name, parse_money) for name in own)
    return PerImage(usd, batch, row.text("price_source"), row.text("price_as_of"))


def _model_price(row: Row) -> Price | None:
    """Return how a model charges, whatever the tier; None where it says nothing."""
    if not row.fields:
        return None
    kind = row.text("kind") or "image"
    read, fields = _KINDS[kind] if kind in _KINDS else _KINDS["image"]
    for name in row.fields:
        if name not in (*fields, "kind", "source", "as_of"):
            row.flaw(f"{name!r} cannot be combined with a price of the kind {kind!r}", name)
    return read(row)


def _per_image(row: Row) -> PerImage:
    return PerImage(_rate(row, "usd"), _rate(row, "batch_usd"), row.text("source"), row.text("as_of"))


def _per_area(row: Row) -> PerArea:
    steps = [(step.read("max_area", int), _rate(step, "usd")) for step in row.listed("steps")]
    bounds = [float("inf") if most is None else most for most, _ in steps]
    if not bounds or bounds != sorted(set(bounds)) or bounds[-1] != float("inf"):
        row.flaw("must run from small to large, and only the last step has no max_area", "steps")
    return PerArea(tuple(steps), row.text("source"), row.text("as_of"))


def _per_megapixel(row: Row) -> PerMegapixel:
    return PerMegapixel(
        _rate(row, "first_usd"),
        _rate(row, "further_usd"),
        row.need("megapixel", int, 1),
        row.text("source"),
        row.text("as_of"),
    )


def _per_token(row: Row) -> PerToken:
    million = row.read("usd_per_million", parse_money)
    return PerToken(
        usd=None if million is None else million / 1_000_000,
        patches=_rate(row, "patches"),
        offset=row.need("offset", int, 0),
        divisor=row.need("divisor", int, 1),
        source=row.text("source"),
        as_of=row.text("as_of"),
    )


# The kinds of prices, with their fields.
_KINDS: dict[str, tuple[Callable[[Row], Price], tuple[str, ...]]] = {
    "image": (_per_image, ("usd", "batch_usd")),
    "area": (_per_area, ("steps",)),
    "megapixel": (_per_megapixel, ("first_usd", "further_usd", "megapixel")),
    "token": (_per_token, ("usd_per_million", "patches", "offset", "divisor")),
}


def _rate(row: Row, name: str) -> Rate:
    """Return one figure, or one for each quality."""
    if not isinstance(row.fields.get(name), dict):
        return row.read(name, parse_money)
    inner = row.row(name)
    figures = {quality: inner.read(quality, parse_money) for quality in inner.fields}
    return {quality: figure for quality, figure in figures.items() if figure is not None}


# Flaws


def _check_sizes(row: Row, offers: list[Offer], rules: SizeRules | None, rule_tiers: list[str]) -> None:
    """Find a model without sizes, and one with both a table and rules."""
    if not rules:
        if not offers:
            row.flaw("sizes are missing: 'tiers' and 'pixels', or 'size_rules'")
        _check_cells(row, offers)
        return
    if not largest_box(rules, Pixels(1, 1)):
        row.flaw("no image keeps all of these rules", "size_rules")
    elif not offers and rule_tiers:
        row.flaw(f"every image by these rules is larger than {rule_tiers[-1]}", "size_rules")
    for field in ("pixels", "verified"):
        if field in row.fields:
            row.flaw(f"{field!r} and 'size_rules' exclude each other: sizes are a table or follow rules", field)


def _check_cells(row: Row, offers: list[Offer]) -> None:
    """Find sizes for tiers that the model does not have, and `verified` entries without a size."""
    names = {offer.name for offer in offers}
    pixels, verified = row.rows("pixels"), row.row("verified")
    for by_tier in pixels.values():
        for tier in by_tier.fields:
            if tier not in names:
                by_tier.flaw(f"this model has no {tier} in 'tiers'", tier)
    for tier in verified.fields:
        for place, ratio in enumerate(verified.texts(tier)):
            if ratio not in pixels or tier not in pixels[ratio].fields:
                verified.flaw(f"no row of 'pixels' has a size for {ratio} at {tier}", tier, place)


def _check_qualities(model: Model, row: Row) -> None:
    """Find qualities that the model has not, and a price for each of some that nothing can request."""
    known = model.qualities
    if known and model.default_quality is None:
        row.flaw("'default_quality' is missing")
    if model.default_quality is not None and model.default_quality not in known:
        row.flaw(f"'qualities' of this model has no {model.default_quality}", "default_quality")
    price = row.row("price")
    steps = [(("steps", place, "usd"), step.fields.get("usd")) for place, step in enumerate(price.listed("steps"))]
    for path, rates in [*(((name,), rates) for name, rates in price.fields.items()), *steps]:
        for quality in rates if isinstance(rates, dict) else ():
            if quality not in known:
                price.flaw(f"'qualities' of this model has no {quality}", *path, quality)
