"""One brief asked of many models: what to request from each, and the cheapest that suffices.

The answer of a model is the one that it gets alone. Nothing here judges how good a picture looks.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from resadvise.brief import Brief
from resadvise.engine.advice import Advice, advise
from resadvise.engine.export import wants_transparency
from resadvise.engine.need import need_dict
from resadvise.engine.pricing import has_batch_price, price_of
from resadvise.errors import Fault, QuestionError, did_you_mean
from resadvise.facts.catalog import Catalog, Model, facts_dict
from resadvise.units import display
from resadvise.units.numbers import decimal, price_json, span_dict

if TYPE_CHECKING:
    from resadvise.documents import CompareDict, RowStatus

SCHEMA = "resadvise/compare/1"


class Row(NamedTuple):
    """What one model answers; `advice` is None where the model is ruled out, and `reason` says why.

    `reason` also says why a model does not suffice, and what to beware of where it does.
    """

    model: Model
    status: "RowStatus"
    advice: Advice | None
    reason: str | None

    @property
    def price(self) -> Fraction | None:
        """What an image costs, in US dollars; None is unknown."""
        return self.advice.choice.chosen.price if self.advice else None


class Comparison(NamedTuple):
    """The answers of all models, the best first. `as_dict` gives the versioned JSON shape."""

    brief: Brief
    rows: tuple[Row, ...]
    catalog: Catalog

    @property
    def status(self) -> str:
        """`ok` where a model suffices, else the status of the best row."""
        return self.rows[0].status

    @property
    def cheapest(self) -> Row | None:
        """The cheapest model that suffices; None where none does, or none of a known price."""
        best = self.rows[0]
        return best if best.status == "ok" and best.price is not None else None

    def __repr__(self) -> str:
        best, enough = self.cheapest, sum(row.status == "ok" for row in self.rows)
        found = f"{best.model.name} at {display.money(best.price)}" if best and best.price is not None else self.status
        return f"<Comparison of {display.counted(len(self.rows), 'model')}: {found}, {enough} ok>"

    def as_dict(self) -> "CompareDict":
        """Return the comparison as JSON values, in the shape that `schema` names."""
        need = next((row.advice.choice.need for row in self.rows if row.advice), None)
        days = [_price_day(row) for row in self.rows if row.price is not None]
        document = {
            "schema": SCHEMA,
            "status": self.status,
            "cheapest": self.cheapest.model.name if self.cheapest else None,
            "need": need_dict(need),
            "models": [_row_dict(row) for row in self.rows],
            "oldest_price": min(filter(None, days), default=None),
            "not_in_price": self.catalog.defaults.not_in_price,
            "facts": facts_dict(self.catalog),
        }
        return cast("CompareDict", document)


def compare_models(brief: Brief, models: Sequence[Model], quality: str | None, catalog: Catalog) -> Comparison:
    """Ask a brief of each of the models; its own model and quality do not count.

    `quality` is asked of those that have it. Raises `QuestionError` where none of several has it.
    """
    if quality is not None:
        check_quality(quality, models)
    rows = sorted((_row(brief, model, quality, catalog) for model in models), key=_order)
    return Comparison(brief, tuple(rows), catalog)


def models_to_compare(provider: str | None, catalog: Catalog, *, every: bool = False) -> list[Model]:
    """Return the available models of a vendor or of all; with `every` also those that are deprecated or off."""
    models = [model for model in catalog.models.values() if every or model.status == "available"]
    if provider is None:
        return models
    named = [model for model in models if (model.provider or "").casefold() == provider.casefold()]
    if named:
        return named
    known = sorted({model.provider for model in models if model.provider})
    hint = did_you_mean(provider, known) or f"known: {', '.join(known)}"
    raise QuestionError(Fault("unknown-provider", f"no model is of a provider {provider!r}", "--provider", hint))


def better_elsewhere(advice: Advice, quality: str | None) -> Row | None:
    """Return the cheapest other model that is as good for less, or that keeps the limits where the answer breaks them.

    What only meets the minimum of a print is not as good as what reaches the ideal. None where there is no such model.
    """
    price, full = advice.choice.chosen.price, advice.choice.chosen.suffices
    if advice.status == "insufficient" or price is None:
        return None
    others = [model for model in models_to_compare(None, advice.catalog) if model.name != advice.brief.model.name]
    rows = sorted((_row(advice.brief, model, quality, advice.catalog) for model in others), key=_order)
    able = (row for row in rows if row.status == "ok" and row.advice and row.price is not None)
    best = next((row for row in able if row.advice and (row.advice.choice.chosen.suffices or not full)), None)
    return best if best and best.price is not None and (advice.status == "conflict" or best.price < price) else None


def _row(brief: Brief, model: Model, quality: str | None, catalog: Catalog) -> Row:
    if wants_transparency(brief) and model.alpha == "no":
        return Row(model, "ruled_out", None, "It cannot return transparency.")
    found = next((each for each in model.qualities if quality and each.casefold() == quality.casefold()), None)
    try:
        advice = advise(brief._replace(model=model, quality=found), catalog)
    except QuestionError as error:  # it does not have the aspect ratio that is forced
        return Row(model, "ruled_out", None, f"{error.faults[0].message}.")
    return Row(model, advice.status, advice, _reason(advice))


def _reason(advice: Advice) -> str | None:
    """Return the one thing to be said of an answer: why it does not suffice, else what to beware of."""
    if advice.status == "ok":
        beware = ("below_ideal", "alpha.preview", "alpha.unknown", "lower_quality", "limit.unknown")
        return next((each.text for each in advice.warnings if each.code in beware), None)
    codes = ("short", "short.models") if advice.status == "insufficient" else ("limit.conflict",)
    return next((each.text for each in advice.grounds if each.code in codes), None)


def check_quality(quality: str, models: Sequence[Model]) -> None:
    """Refuse a quality that none of the models has."""
    known = dict.fromkeys(each for model in models for each in model.qualities)
    if quality.casefold() not in map(str.casefold, known):
        hint = did_you_mean(quality, known) or f"known: {', '.join(known)}"
        raise QuestionError(Fault("unknown-quality", f"no model has a quality {quality!r}", "--quality", hint))


def _order(row: Row) -> tuple[Any, ...]:
    """Put what suffices first, by price; then what does not, by margin; then what is ruled out."""
    if row.advice is None:
        return (2,)
    margin = row.advice.choice.chosen.margin
    unknown, price = row.price is None, row.price or 0
    return (0, unknown, price) if row.status == "ok" else (1, 0 if margin is None else -margin, unknown, price)


def _price_day(row: Row) -> str | None:
    return row.advice.choice.chosen.offer.price.as_of if row.advice else None


def _row_dict(row: Row) -> dict[str, Any]:
    advice, model = row.advice, row.model
    chosen = advice.choice.chosen if advice else None
    batch = None
    if chosen and has_batch_price(chosen.offer, chosen.quality):
        batch = price_of(chosen.offer, chosen.pixels, chosen.quality, batch=True)
    return {
        "model": model.name,
        "name": model.title,
        "provider": model.provider,
        "status": row.status,
        "tier": chosen and chosen.tier,
        "aspect_ratio": chosen and str(chosen.supply.ratio),
        "pixels": chosen and list(chosen.pixels),
        "margin": chosen and chosen.margin_json,
        "verdict": chosen and chosen.verdict,
        "effective_ppi": chosen and chosen.ppi_json,
        "upscale": decimal(advice and advice.choice.upscale, 4),
        "quality": chosen and chosen.quality,
        "price_usd": price_json(row.price),
        "batch_price_usd": price_json(batch),
        "price_as_of": _price_day(row),
        **span_dict("seconds", chosen and chosen.seconds),
        "seconds_basis": chosen and chosen.offer.seconds_basis,
        "request": advice and advice.request,
        "confidence": model.confidence,
        "reason": row.reason,
    }
