"""Tables of cases: the YAML files in tests/cases, and the fields that their rows name."""

from __future__ import annotations

from typing import Any

import yaml
from places import TESTS


def cases(name: str) -> list[dict[str, Any]]:
    """Return the rows of a table."""
    rows: list[dict[str, Any]] = yaml.safe_load((TESTS / "cases" / f"{name}.yaml").read_text("utf-8"))
    return rows


def field(data: Any, path: str) -> Any:
    """Return the value at a path such as `tiers.0.price_usd`."""
    for part in path.split("."):
        data = data[int(part)] if isinstance(data, list) else data[part]
    return data
