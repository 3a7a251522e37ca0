"""Which facts a test asks, so that a row that ships later changes no answer and breaks no law."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from resadvise.facts.load import read_shipped, shipped_facts
from resadvise.names import find_model

if TYPE_CHECKING:
    from resadvise import Catalog


def for_row(row: dict[str, Any], facts: Catalog) -> Catalog:
    """Keep a user's own models, the default one, the one that is asked, and those that the row names as `beside`."""
    named = [row["ask"].get("model"), facts.defaults.model, *row.get("beside", ())]
    kept = {find_model(name, facts).name for name in named}
    models = {name: facts.models[name] for name in facts.models if name in kept or name not in shipped_facts().models}
    return facts._replace(models=models, memo={})


def priced_models() -> list[str]:
    """Return the shipped models that have a table of sizes, and a price for every tier."""
    rows = read_shipped()["models"]
    return sorted(
        name
        for name, row in rows.items()
        if "pixels" in row and all("price_usd" in offer for offer in row["tiers"].values())
    )


def few_facts() -> dict[str, Any]:
    """Return the shipped facts with a few models and targets: merging a file over these is ten times as fast."""
    facts = read_shipped()
    models = {name: row for name, row in facts["models"].items() if row.get("provider") == "google"}
    kept = {"a0", "a3", "a4", "hero", *facts["defaults"]["box_names"]}
    uses = {
        name: row | {"deliverables": [each for each in row.get("deliverables", ()) if each in kept]}
        for name, row in facts["uses"].items()
    }
    return facts | {
        "uses": uses,
        "models": models,
        "unsupported": {"midjourney": facts["unsupported"]["midjourney"]},
        "deliverables": {name: row for name, row in facts["deliverables"].items() if name in kept},
    }
