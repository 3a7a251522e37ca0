"""docs/cheapest.md and its table in README.md: made from the facts, and up to date."""

from __future__ import annotations

import re
import runpy
from typing import Any

import pytest
from places import ROOT

from resadvise import load_facts

TOOL: dict[str, Any] = runpy.run_path(str(ROOT / "tools" / "cheapest.py"))


@pytest.mark.parametrize("written", ["page", "readme"])
def test_it_is_up_to_date(written: str) -> None:
    path = TOOL["PAGE"] if written == "page" else TOOL["README"]
    assert path.read_text("utf-8") == TOOL[written](), "run `just cheapest`"


def test_it_has_thirty_targets_each_with_the_cheapest_of_two_vendors() -> None:
    rows = [line.split(" | ") for line in TOOL["page"]().splitlines() if line.startswith("| `")]
    assert len(rows) >= 30
    assert {row[0].strip("| `") for row in rows} <= set(load_facts().deliverables)
    prices = [(float(row[3][1:]), float(re.search(r"\$([0-9.]+) \|$", row[4])[1])) for row in rows]  # type: ignore[index]
    assert all(0 < cheapest <= after for cheapest, after in prices)
