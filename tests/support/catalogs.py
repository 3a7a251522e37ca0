"""Which models a test asks, so that a model that ships later changes no row and breaks no law."""

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
