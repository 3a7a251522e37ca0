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
    prices = [[float(price) for price in re.findall(r"\$([0-9.]+)", " ".join(row))] for row in rows]
    assert all(len(row) < 3 and sorted(row) == row and all(row) for row in prices)
    assert max(map(len, prices)) == 2
