"""What to send to a model's API for a candidate: the size fields alone, and the whole call."""

from collections.abc import Mapping
from typing import Any

from resadvise.engine.candidate import Candidate
from resadvise.facts.catalog import Catalog, Model

# How a model is asked of which nobody says how: one with a table of sizes, and one with rules.
USUAL = {"aspect_ratio": "{aspect_ratio}", "image_size": "{image_size}"}
_USUAL_BY_RULE = {"width": "{width}", "height": "{height}"}


def request_of(candidate: Candidate, catalog: Catalog) -> dict[str, Any]:
    """Return the size fields in the spelling of the vendor's library; None leaves a field out."""
    model = candidate.model
    api = catalog.apis[model.api] if model.api else None
    template = (api and api.request) or _usual(model)
    filled: dict[str, Any] = _filled(template, _values(candidate))
    return filled


def _usual(model: Model) -> Mapping[str, Any]:
    fields = _USUAL_BY_RULE if model.rules else USUAL
    return {**fields, "quality": "{quality}"} if model.qualities else fields


def send_of(candidate: Candidate, catalog: Catalog) -> dict[str, Any] | None:
    """Return the whole call: the model's id, where it goes, and its JSON; None where that is not known."""
    api = catalog.apis[candidate.model.api] if candidate.model.api else None
    if api is None or api.body is None:
        return None
    values = _values(candidate)
    return {
        "model": _id_of(candidate.model),
        "url": api.url and _filled(api.url, values),
        "body": _without_nulls(_filled(api.body, values)),
    }


def _id_of(model: Model) -> str:
    return model.api_id or model.name


def _values(candidate: Candidate) -> dict[str, Any]:
    return {
        "model": _id_of(candidate.model),
        "aspect_ratio": str(candidate.supply.ratio),
        "image_size": candidate.offer.image_size,
        "width": candidate.pixels.width,
        "height": candidate.pixels.height,
        "quality": candidate.quality,
    }


def _filled(template: Any, values: Mapping[str, Any]) -> Any:
    """Put values into a template: a text that is one placeholder becomes the value itself."""
    if isinstance(template, Mapping):
        return {name: _filled(inner, values) for name, inner in template.items()}
    if isinstance(template, list):
        return [_filled(inner, values) for inner in template]
    if not isinstance(template, str):
        return template
    if template[:1] + template[-1:] == "{}" and template[1:-1] in values:
        return values[template[1:-1]]
    for name, value in values.items():
        template = template.replace(f"{{{name}}}", str(value))
    return template


def _without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_nulls(inner) for name, inner in value.items() if inner is not None}
    return [_without_nulls(inner) for inner in value] if isinstance(value, list) else value
