"""Write what the schemas say of plain fields from their declarations in facts/catalog.py. `just schemas` runs it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from resadvise.facts.catalog import Deliverable, Model, Plain, plain_fields

FOLDER = Path(__file__).parent.parent / "src" / "resadvise" / "schemas"
# The row, where it stands among the definitions, and the list that shows it.
ROWS = ((Model, "model", "models"), (Deliverable, "deliverable", "deliverables"))
TEXT = {"type": "string", "minLength": 1}


def written(field: Plain) -> dict[str, Any]:
    """Return what a user may write for a field."""
    texts = {"type": "array", "items": TEXT, "uniqueItems": True}
    kinds: dict[str, dict[str, Any]] = {
        "text": {"type": ["string", "null"], "minLength": 1},
        "choice": {"enum": list(field.choices)},
        "texts": texts,
        "choices": {**texts, "items": {"enum": list(field.choices)}, "minItems": 1},
        "switch": {"type": "boolean"},
        "count": {"type": "integer", "minimum": 1, "maximum": 1_000_000},
        "bytes": {"type": ["string", "number"], "format": "bytes", "minimum": 1, "examples": ["8MB"]},
    }
    return {"description": field.about, **kinds[field.kind]}


def shown(field: Plain) -> dict[str, Any]:
    """Return what a list shows of a field."""
    choices: list[str | None] = list(field.choices)
    nullable = field.default is None and field.kind in ("text", "choice", "count", "bytes")
    about = field.about.rstrip(".") + "; null where unknown." if nullable else field.about
    kinds: dict[str, dict[str, Any]] = {
        "text": {"type": ["string", "null"] if nullable else "string", "minLength": 1},
        "choice": {"enum": choices if field.default else [*choices, None]},
        "texts": {"type": "array", "items": TEXT, "uniqueItems": True},
        "choices": {"type": "array", "items": TEXT, "uniqueItems": True},
        "switch": {"type": "boolean"},
        "count": {"type": ["integer", "null"], "minimum": 1},
        "bytes": {"type": ["integer", "null"], "minimum": 1},
    }
    return {"description": about, **kinds[field.kind]}


def documents() -> dict[str, dict[str, Any]]:
    """Return the schemas that hold plain fields, by name, as they should be."""
    found: dict[str, dict[str, Any]] = {}
    for name in ("presets", *(listed for _, _, listed in ROWS)):
        found[name] = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    for row, definition, listed in ROWS:
        fields = plain_fields(row)
        own = found["presets"]["$defs"][definition]["properties"]
        own |= {name: written(field) for name, field in fields.items()}
        rows = found[listed]["$defs"][definition]
        rows["properties"] |= {name: shown(field) for name, field in fields.items()}
        rows["required"] = list(rows["properties"])
    for name in ("uses", "table"):
        found[name] = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    found["facts"] = all_facts(found)
    return found


def all_facts(lists: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Return the schema of all facts as one document, put together from those of the lists, whose rows it holds."""
    defs: dict[str, Any] = {}
    for name in ("uses", "deliverables", "models", "table"):
        for definition, means in lists[name]["$defs"].items():
            if defs.setdefault(definition, means) != means:
                raise ValueError(f"{definition} means one thing in {name}.json and another in a list before it")
    tables = lists["table"]["properties"]
    defs["table"] = _closed(
        "What a model returns and charges.",
        {
            "model": {"description": "The model's id.", "$ref": "#/$defs/name"},
            "tiers": {**tables["tiers"], "description": "The tiers that it offers."},
            "ratios": tables["ratios"],
        },
    )
    about = {
        "schema": {"description": "The name and version of this shape.", "const": "resadvise/facts/1"},
        "facts": {"$ref": "#/$defs/facts"},
        "model": {"description": "The model that the tiers of `deliverables` are those of.", "$ref": "#/$defs/name"},
        "uses": _rows("What an image can be for.", "use"),
        "deliverables": _rows("The named targets: what each needs, takes and keeps free.", "deliverable"),
        "models": _rows("The image models.", "model"),
        "tables": _rows("What each model returns, tier by tier and ratio by ratio, and what it charges.", "table"),
        "data": {
            "description": "The plain values behind all this, as the data files write them: each figure with its "
            "source and day, and how requests are written. `resadvise schema presets` describes it.",
            "type": "object",
        },
    }
    head = {
        "$schema": lists["uses"]["$schema"],
        "title": "resadvise facts",
        **_closed("The answer of `resadvise facts`: all facts as one document.", about),
    }
    return {**head, "$defs": defs}


def _closed(description: str, properties: dict[str, Any]) -> dict[str, Any]:
    closed = {"type": "object", "additionalProperties": False, "required": list(properties)}
    return {"description": description, **closed, "properties": properties}


def _rows(description: str, row: str) -> dict[str, Any]:
    return {"description": description, "type": "array", "items": {"$ref": f"#/$defs/{row}"}}


def text_of(document: dict[str, Any]) -> str:
    """Return a schema as its file holds it."""
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    for name, document in documents().items():
        (FOLDER / f"{name}.json").write_text(text_of(document), encoding="utf-8")
