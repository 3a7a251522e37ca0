"""docs/models.md: its tables are those of the facts."""

from __future__ import annotations

import re
import runpy

import pytest
from places import ROOT

from resadvise import load_facts

TOOL = runpy.run_path(str(ROOT / "tools" / "models.py"))
PAGE = (ROOT / "docs" / "models.md").read_text("utf-8")


def test_the_tables_are_up_to_date() -> None:
    assert TOOL["page"](PAGE) == PAGE, "run `just models`"


def test_every_table_stands_on_the_page_once() -> None:
    assert sorted(re.findall("<!-- table: (.*) -->", PAGE)) == sorted(TOOL["TABLES"])
    assert PAGE.count("<!-- end -->") == len(TOOL["TABLES"])


@pytest.mark.parametrize("table", ["sizes", "prices"])
def test_every_available_model_is_in_the_tables(table: str) -> None:
    available = [name for name, model in load_facts().models.items() if model.status == "available"]
    assert re.findall(r"^\| `(\S+)` ", TOOL["TABLES"][table](), re.MULTILINE) == available
