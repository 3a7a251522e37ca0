"""`--names`: a list of names alone, small enough for a reader who pays for each word."""

from __future__ import annotations

import json
from typing import Any

import pytest
from command import ask

from resadvise.facts.load import shipped_facts
from resadvise.names import find_row

FACTS = shipped_facts()
ROWS = FACTS.deliverables.values()


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        ("deliverables", [row.name for row in ROWS]),
        ("deliverables print-shop", [row.name for row in ROWS if row.group == "print-shop"]),
        ("deliverables instagram story", ["instagram-story"]),
        ("models", [min((name, *model.aliases), key=len) for name, model in FACTS.models.items()]),
    ],
)
def test_names_alone(arguments: str, names: list[str]) -> None:
    result = ask(*arguments.split(), "--names")
    assert result == (0, "".join(f"{name}\n" for name in names), "")
    data = json.loads(ask(*arguments.split(), "--names", "--json").out)
    assert data["names"] == names
    assert ask(*arguments.split(), "--names", "-o", "csv").out.splitlines() == ["name", *names]
    assert ask(*arguments.split(), "--names", "--get", "names.0").out == f"{names[0]}\n"


@pytest.mark.parametrize(("command", "rows"), [("deliverables", FACTS.deliverables), ("models", FACTS.models)])
def test_each_name_is_one_that_can_be_asked_for(command: str, rows: Any) -> None:
    for name in ask(command, "--names").out.split():
        assert find_row(name, rows)


def test_a_search_without_result_is_an_error_with_or_without_names() -> None:
    assert ask("deliverables", "xyzzys", "--names") == ask("deliverables", "xyzzys")
    assert ask("deliverables", "xyzzys").code == 2


def test_the_names_cost_a_tenth_of_the_rows() -> None:
    assert len(ask("deliverables", "--names").out) < len(ask("deliverables", "--json").out) / 10


def test_a_users_own_target_is_among_them(tmp_path: Any) -> None:
    file = tmp_path / "own.yaml"
    file.write_text("deliverables:\n  window: {size: 120x180cm}\n", "utf-8")
    assert "window\n" in ask("deliverables", "--names", "--presets", str(file)).out
