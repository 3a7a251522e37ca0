"""What to do next with an advice, as sentences that can be acted upon as they stand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from resadvise.output.answers import times
from resadvise.output.cells import box, byte_span, cut_share, weight
from resadvise.units import display
from resadvise.units.numbers import exact

if TYPE_CHECKING:
    from collections.abc import Mapping

# The reasons that are steps.
STEP_CODES = ("short.models", "thumb.otherwise", "workflow", "workflow.none")


def next_steps(data: Mapping[str, Any], model_title: str) -> list[tuple[str, ...]]:
    """Return what to do, in order, for `Advice.as_dict()`: each step a sentence, and what belongs to it."""
    return [*_before_asking(data), *_explore(data), (_send(data, model_title),), (_export(data),)]


def plan_steps(data: Mapping[str, Any], model_title: str) -> list[tuple[str, ...]]:
    """Return the same for `Plan.as_dict()`."""
    advice = data["advice"]
    return [*_explore(data), (_send(advice, model_title, "For each final, send"),), (_export(advice),)]


def _before_asking(data: Mapping[str, Any]) -> list[tuple[str, ...]]:
    """Name what would change the answer."""
    if data["basis"] == "default":
        return [("Say what it is for (--print, --social, …) or how large (--for a3): that may change the tier.",)]
    if data["upscale"] is not None:
        return [(f"Use another model if you can. {text}",) for text in _texts(data, "short.models")]
    others = _texts(data, "thumb.otherwise")
    return [("If it is one of these, ask again:", *others)] if others else []


def _texts(data: Mapping[str, Any], code: str) -> list[str]:
    return [reason["text"] for reason in data["reasons"] if reason["code"] == code]


def _explore(data: Mapping[str, Any]) -> list[tuple[str, ...]]:
    """Say where to look for the idea; of a plan that starts low, where its drafts are made."""
    return [(text,) for code in ("workflow", "workflow.none") for text in _texts(data, code)]


def _send(data: Mapping[str, Any], model_title: str, verb: str = "Send") -> str:
    """Say which fields the request carries, and how long to wait."""
    fields = [
        f"no {name}" if value is None else f"{name} {json.dumps(value, ensure_ascii=False)}"
        for name, value in data["request"].items()
    ]
    wait = data["timeout_seconds"]
    patience = f" Allow {display.number(exact(wait))} s." if wait is not None else ""
    return f"{verb} {', '.join(fields)} to {model_title}.{patience}"


def _export(data: Mapping[str, Any]) -> str:
    """Say how what the model returns becomes the file: cut, then scaled once, then written."""
    form, steps = data["format"], []
    name, heavy = form["name"].upper(), _weight(data)
    written = f"export a {name} of {heavy}" if heavy else f"export a {name}"
    if data["export"] is not None:
        steps = _crop(data)
        if data["upscale"]:
            steps.append(f"upscale {'it ' if steps else ''}{times(data['upscale'])} to {box(data['export'])}")
        elif data["export"] != data["crop_to"]:
            steps.append(f"scale {'it ' if steps else ''}to {box(data['export'])}")
    said = ", ".join([*steps, f"then {written}" if steps else written])
    usual = form["name"] == "jpg" and form["accepted"][:1] in ([], ["jpg"])
    return f"{said[0].upper()}{said[1:]}.{'' if usual else ' ' + form['why']}"


def _crop(data: Mapping[str, Any]) -> list[str]:
    if data["need"]["keep"] < 1:
        least = f", {box(data['export'])} or more" if data["margin"] >= 0 else ""
        return [f"crop to the part you want{least}"]
    if data["crop_to"] == data["pixels"]:
        return []
    lost = cut_share(data)
    return [f"crop to the middle {box(data['crop_to'])}{f' (loses {lost})' if lost else ''}"]


def _weight(data: Mapping[str, Any]) -> str:
    """Write how heavy the file will be: figures are known for a JPG alone."""
    if data["format"]["name"] != "jpg":
        return ""
    if data["export"] is None:
        return byte_span(data)
    low, high = data["export_bytes_min"], data["export_bytes_max"]
    return "" if low is None else weight(low, high)
