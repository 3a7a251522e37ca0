"""What to send to a model's API for a candidate: the size fields alone, and the whole call."""

from collections.abc import Mapping
from typing import Any

from resadvise.engine.candidate import Candidate
from resadvise.facts.catalog import Catalog

# How a model is asked of which nobody says how.
USUAL = {"aspect_ratio": "{aspect_ratio}", "image_size": "{image_size}"}


def request_of(candidate: Candidate, catalog: Catalog) -> dict[str, Any]:
    """Return the size fields in the spelling of the vendor's library; None leaves a field out."""
    api = catalog.apis[candidate.model.api] if candidate.model.api else None
    filled: dict[str, Any] = _filled((api and api.request) or USUAL, _values(candidate))
    return filled


def send_of(candidate: Candidate, catalog: Catalog) -> dict[str, Any] | None:
    """Return the whole call: the model's id, where it goes, and its JSON; None where that is not known."""
    api = catalog.apis[candidate.model.api] if candidate.model.api else None
    if api is None or api.body is None:
        return None
    values = _values(candidate)
    return {
        "model": candidate.model.name,
        "url": api.url and _filled(api.url, values),
        "body": _without_nulls(_filled(api.body, values)),
    }


def _values(candidate: Candidate) -> dict[str, Any]:
    return {
        "model": candidate.model.name,
        "aspect_ratio": str(candidate.supply.ratio),
        "image_size": candidate.offer.image_size,
        "width": candidate.pixels.width,
        "height": candidate.pixels.height,
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
