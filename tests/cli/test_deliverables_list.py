"""`resadvise deliverables`: a short list to begin with, a search that forgives, and the whole for programs."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest
from command import ask

from resadvise.facts.load import shipped_facts

if TYPE_CHECKING:
    from collections.abc import Callable

COUNT = len(shipped_facts().deliverables)


def test_without_a_word_the_groups_are_shown() -> None:
    out = ask("deliverables", COLUMNS="100").out
    lines = out.splitlines()
    assert len(lines) < 35
    for group in {row.group for row in shipped_facts().deliverables.values()}:
        count = sum(row.group == group for row in shipped_facts().deliverables.values())
        assert [line.split()[:2] for line in lines if line.split()[:1] == [group]] == [[group, str(count)]]
    assert out.startswith(f"\n{COUNT} targets are known by name.")


def test_all_lists_every_one() -> None:
    out = ask("deliverables", "--all", COLUMNS="200").out
    assert out.startswith(f"\n{COUNT} named targets found.")
    assert len(out.splitlines()) > COUNT


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "md"])
def test_programs_get_the_whole(form: str) -> None:
    out = ask("deliverables", "-o", form).out
    counts: dict[str, Callable[[str], int]] = {
        "json": lambda text: len(json.loads(text)["deliverables"]),
        "csv": lambda text: len(list(csv.DictReader(io.StringIO(text)))),
        "md": lambda text: len(text.splitlines()) - 2,
        "jsonl": lambda text: len(text.splitlines()),
    }
    assert counts[form](out) == COUNT
    assert ask("deliverables", "--all", "-o", form).out == out


SEARCHES = [
    ("story instagram", "instagram-story"),  # in any order
    ("INSTAGRAM Story", "instagram-story"),
    ("flyers", "flyer"),  # more than one of it
    ("business cards", "business-card-us"),
    ("print-shop", "letterhead"),  # by group
    ("canvas 60x90", "canvas-60x90"),
    ("visitenkarte", "business-card-eu"),
    ("grossflaeche", "grossflaeche"),
    ("1080x1350", "instagram-portrait"),  # by size
    ("xyzzys", None),
    ("abs", None),  # no s is taken from a short word: ab is of tabloid
]


@pytest.mark.parametrize(("words", "found"), SEARCHES)
def test_a_search_forgives(words: str, found: str | None) -> None:
    result = ask("deliverables", *words.split(), "-o", "jsonl")
    names = [json.loads(line)["deliverable"] for line in result.out.splitlines()]
    assert found in names if found else (result.code, names) == (2, [])


def test_formats_and_safe_zones_are_columns_of_their_own() -> None:
    table = list(csv.DictReader(io.StringIO(ask("deliverables", "-o", "csv").out)))
    rows = {row["deliverable"]: row for row in table}
    assert rows["flyer"]["formats"] == "pdf; tiff; jpg; eps"
    assert (rows["app-icon"]["formats"], rows["app-icon"]["opaque"], rows["a4"]["opaque"]) == ("png", "true", "false")
    assert (rows["podcast-cover"]["safe.bottom"], rows["podcast-cover"]["safe.top"]) == ("0.2", "0")
    assert rows["a4"]["safe.bottom"] == ""
    assert "safe" not in table[0]


def test_a_safe_zone_in_json() -> None:
    rows = {row["deliverable"]: row for row in json.loads(ask("deliverables", "--json").out)["deliverables"]}
    assert rows["a4"]["safe"] is None
    assert (rows["a4"]["formats"], rows["a4"]["formats_source"]) == ([], None)
    assert rows["flyer"]["formats_source"] == rows["flyer"]["source"]
    assert rows["youtube-thumbnail"]["safe"] == {
        "top": 0, "right": 0, "bottom": 0, "left": 0, "shape": None,
        "corner": "bottom-right", "corner_width": 0.1, "corner_height": 0.1,
        "what": "The running time covers this corner; measured, not a rule of YouTube.",
        "source": "https://support.google.com/youtube/answer/72431", "as_of": "2026-10-08", "confidence": "medium",
    }  # fmt: skip
    assert rows["pwa-maskable"]["safe"]["shape"] == "circle"


def test_an_answer_says_what_the_target_takes() -> None:
    out = " ".join(ask("recommend", "--for", "flyer").out.split())
    assert "1.4 MB. Flyer, A5: PDF, TIFF, JPG or EPS, best first; JPG will do. Why" in out
