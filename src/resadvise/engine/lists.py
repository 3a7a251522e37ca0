"""The facts as lists: tiers, uses, models, deliverables, each as the JSON rows that every output is made from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from resadvise.brief import Brief
from resadvise.engine.by_target import choose_by_target
from resadvise.engine.candidate import timeout
from resadvise.engine.pricing import has_batch_price, price_of
from resadvise.engine.sizes import all_sizes, ratios_of, size_at
from resadvise.facts.catalog import facts_dict, plain_fields
from resadvise.units.numbers import decimal, price_json, share_json, span_dict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resadvise.facts.catalog import Catalog, Deliverable, Model, Offer, SafeZone, Use
    from resadvise.units.quantities import Ratio


def table_data(model: Model, catalog: Catalog) -> dict[str, Any]:
    """Return the model's tiers, and what it returns for each of its aspect ratios."""
    names = [name for name, tier in catalog.tiers.items() if name in model.offers or (tier.seconds and tier.jpg)]
    return {
        "schema": "resadvise/table/1",
        "model": model.name,
        "quality": model.default_quality,
        "tiers": [_tier_row(name, model, catalog) for name in names],
        "size_rules": _rules_dict(model),
        "ratios": [_ratio_row(ratio, model) for ratio in ratios_of(model)],
        "notes": list(model.notes),
        "facts": facts_dict(catalog),
    }


def _tier_row(name: str, model: Model, catalog: Catalog) -> dict[str, Any]:
    tier, offer = catalog.tiers[name], model.offers.get(name)
    return {
        "tier": name,
        "pixel_width": tier.pixel_width,
        "best_for": list(tier.best_for),
        "offered": offer is not None,
        **span_dict("seconds", offer.seconds if offer else tier.seconds),
        "seconds_basis": offer.seconds_basis if offer else "tier",
        "timeout_seconds": decimal(timeout(offer, catalog) if offer else tier.timeout, 1),
        **span_dict("jpg_bytes", tier.jpg),
        **_prices(model, offer, catalog),
        "source": tier.source,
        "as_of": tier.as_of,
        "price_source": offer.price.source if offer else None,
        "price_as_of": offer.price.as_of if offer else None,
    }


def _prices(model: Model, offer: Offer | None, catalog: Catalog) -> dict[str, Any]:
    """Return what an image of a tier costs at the usual ratio and quality, alone and in a batch; None is unknown."""
    if offer is None:
        return {"price_usd": None, "batch_price_usd": None}
    size = size_at(offer, catalog.defaults.aspect_ratio) or all_sizes(offer)[0]
    price = price_of(offer, size.pixels, model.default_quality)
    batch = price_of(offer, size.pixels, model.default_quality, batch=True)
    known = has_batch_price(offer, model.default_quality)
    return {"price_usd": price_json(price), "batch_price_usd": price_json(batch) if known else None}


def _ratio_row(ratio: Ratio, model: Model) -> dict[str, Any]:
    sizes = {tier: size for tier, offer in model.offers.items() if (size := size_at(offer, ratio))}
    return {
        "aspect_ratio": str(ratio),
        "pixels": {tier: list(size.pixels) for tier, size in sizes.items()},
        "verified": {tier: size.verified for tier, size in sizes.items()},
    }


def uses_data(catalog: Catalog) -> dict[str, Any]:
    """Return what each use means, and its tier."""
    rows = [_use_row(use) for use in catalog.uses.values()]
    return {"schema": "resadvise/uses/1", "uses": rows, "facts": facts_dict(catalog)}


def _use_row(use: Use) -> dict[str, Any]:
    return {
        "use": use.name,
        "aliases": list(use.aliases),
        "group": use.group,
        "kind": use.kind,
        "tier": use.tier,
        "stage": use.stage,
        "what": use.what,
        "why": use.why,
        "assume": {"dpr": decimal(use.assume_dpr, 3), "keep": share_json(use.assume_keep)},
        "deliverables": list(use.deliverables),
        "source": use.source,
        "as_of": use.as_of,
    }


def models_data(catalog: Catalog) -> dict[str, Any]:
    """Return what each model offers and costs."""
    rows = [_model_row(model, catalog) for model in catalog.models.values()]
    return {"schema": "resadvise/models/1", "tiers": list(catalog.tiers), "models": rows, "facts": facts_dict(catalog)}


def _model_row(model: Model, catalog: Catalog) -> dict[str, Any]:
    offers = model.offers.items()
    return {
        "model": model.name,
        "name": model.title,
        "default": model.name == catalog.defaults.model,
        "tiers": list(model.offers),
        "price_usd": {tier: _prices(model, offer, catalog)["price_usd"] for tier, offer in offers},
        "batch_price_usd": {tier: _prices(model, offer, catalog)["batch_price_usd"] for tier, offer in offers},
        "image_size": {tier: offer.image_size for tier, offer in offers},
        "aspect_ratios": [str(ratio) for ratio in ratios_of(model)],
        "size_rules": _rules_dict(model),
        "disagreements": [each._asdict() for each in model.disagreements],
        **_plain_dict(model),
    }


def _rules_dict(model: Model) -> dict[str, Any] | None:
    """Return the rules for the sizes of a model, under the names of the data; None where it has a table."""
    rules = model.rules
    return rules and {
        "multiple_of": rules.step,
        "min_edge": rules.edge_min,
        "max_edge": rules.edge_max,
        "min_area": rules.area_min,
        "max_area": rules.area_max,
        "max_ratio": decimal(rules.ratio_max, 4),
    }


def _plain_dict(row: Model | Deliverable) -> dict[str, Any]:
    """Return the plain fields of a row as JSON values."""
    values = {name: getattr(row, name) for name in plain_fields(row)}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def deliverables_data(search: str | None, model: Model, catalog: Catalog) -> dict[str, Any]:
    """Return the named targets that match the search, with the tier that each one needs on the model."""
    rows = [_deliverable_row(row, model, catalog) for row in _found(search, catalog)]
    return {
        "schema": "resadvise/deliverables/1",
        "model": model.name,
        "deliverables": rows,
        "facts": facts_dict(catalog),
    }


def names_data(names: list[str], catalog: Catalog) -> dict[str, Any]:
    """Return names alone: what a list costs where only they are wanted."""
    return {"schema": "resadvise/names/1", "names": names, "facts": facts_dict(catalog)}


def names_of_models(catalog: Catalog) -> list[str]:
    """Return the shortest name of each model."""
    return [min((name, *model.aliases), key=len) for name, model in catalog.models.items()]


def names_of_deliverables(search: str | None, catalog: Catalog) -> list[str]:
    """Return the names of the targets that match the search; nothing is measured."""
    return [row.name for row in _found(search, catalog)]


def _found(search: str | None, catalog: Catalog) -> list[Deliverable]:
    words = (search or "").casefold().split()
    return [row for row in catalog.deliverables.values() if _matches(row, words)]


def _matches(row: Deliverable, words: list[str]) -> bool:
    size = str(row.size or row.pixels)
    text = " ".join((row.name, row.title, row.group, size, *row.aliases)).casefold()
    return all(word in text or (len(word) > 3 and word.removesuffix("s") in text) for word in words)


def groups_of_deliverables(catalog: Catalog) -> dict[str, list[str]]:
    """Return the named targets by group, in alphabetic order; nothing is measured."""
    groups: dict[str, list[str]] = {}
    for row in catalog.deliverables.values():
        groups.setdefault(row.group, []).append(row.name)
    return dict(sorted(groups.items()))


def _safe_dict(zone: SafeZone | None) -> dict[str, Any] | None:
    if zone is None:
        return None
    sides = {side: share_json(getattr(zone, side)) for side in ("top", "right", "bottom", "left")}
    corner = zone.corner
    return {
        **sides,
        "shape": zone.shape,
        "corner": corner.name if corner else None,
        "corner_width": share_json(corner.width) if corner else None,
        "corner_height": share_json(corner.height) if corner else None,
        "what": zone.what,
        "source": zone.source,
        "as_of": zone.as_of,
        "confidence": zone.confidence,
    }


def _deliverable_row(row: Deliverable, model: Model, catalog: Catalog) -> dict[str, Any]:
    choice = choose_by_target(Brief.of(row, model), catalog)
    need = choice.need
    assert need is not None  # a brief with a target has one
    return {
        "deliverable": row.name,
        "title": row.title,
        "size": str(row.size or row.pixels),
        "kind": need.kind,
        "dpr": decimal(row.dpr, 3),
        "bleed": row.bleed and str(row.bleed),
        "ppi": decimal(need.ppi, 1),
        "ppi_min": decimal(need.ppi_min, 1),
        "pixels": list(need.export),
        "tier": choice.chosen.tier,
        "status": choice.status,
        "margin": choice.chosen.margin_json,
        "verdict": choice.chosen.verdict,
        "effective_ppi": choice.chosen.ppi_json,
        "safe": _safe_dict(row.safe),
        **_plain_dict(row),
        "formats_source": row.formats_source or (row.source if row.formats else None),
    }


def facts_data(raw: Mapping[str, Any], catalog: Catalog) -> dict[str, Any]:
    """Return all facts as one document: the rows of every list, worked out, then the plain values they come from."""
    model = catalog.models[catalog.defaults.model]
    return {
        "schema": "resadvise/facts/1",
        "facts": facts_dict(catalog),
        "model": model.name,
        "uses": uses_data(catalog)["uses"],
        "deliverables": deliverables_data(None, model, catalog)["deliverables"],
        "models": models_data(catalog)["models"],
        "tables": [_table_of(each, catalog) for each in catalog.models.values()],
        "data": raw,
    }


def _table_of(model: Model, catalog: Catalog) -> dict[str, Any]:
    table = table_data(model, catalog)
    offered = [row for row in table["tiers"] if row["offered"]]
    return {"model": model.name, "tiers": offered, "ratios": table["ratios"]}
