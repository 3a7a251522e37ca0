"""What people see: screens of every width, in lines and in tables, with bars to scale."""

from __future__ import annotations

import io
import os
import re
import sys
from fractions import Fraction
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import pytest
from command import environment
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from resadvise import recommend
from resadvise.engine.lists import (
    deliverables_data,
    groups_of_deliverables,
    models_data,
    table_data,
    uses_data,
)
from resadvise.engine.plan import Terms, make_plan
from resadvise.names import find_model
from resadvise.output import advice, bars, lists, plan, targets
from resadvise.output import facts as changes
from resadvise.output.console import PIPED_WIDTH, Screen
from resadvise.output.tables import Cell, Column, draw_table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from resadvise import Catalog


def _drawn(draw: Callable[[Screen], None], encoding: str = "utf-8", **more: str) -> str:
    """Return what is drawn on a stdout of this encoding."""
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding=encoding, newline="\n", errors="backslashreplace")
    with patch.dict(os.environ, environment(None, **more), clear=True), patch.object(sys, "stdout", out):
        screen = Screen()
        with screen.drawing():
            draw(screen)
        out.flush()
    return raw.getvalue().decode(encoding)


def _advice(data: Mapping[str, Any]) -> Callable[[Screen], None]:
    return lambda screen: advice.draw_advice(screen, data, "Nano Banana 2.1")


def _screens(facts: Catalog) -> dict[str, Callable[[Screen], None]]:
    model = find_model(None, facts)
    pro = find_model("nano-banana-2", facts)
    briefs: list[dict[str, Any]] = [
        {},
        {"deliverable": "a3"},
        {"pixels": "1x1"},
        {"aspect": "16:9"},
        {"pixels": "1000000x1"},
        {"size": "48x14ft", "max_price": "0.01", "transparent": True, "model": "nano-banana-2"},
    ]
    screens = {f"advice {brief}": _advice(recommend(facts=facts, **brief).as_dict()) for brief in briefs}
    poster = make_plan(recommend(facts=facts, deliverable="a3"), Terms(finals=3), 20).as_dict()
    return {
        **screens,
        "plan": lambda screen: plan.draw_plan(screen, poster, model.title),
        "tiers": lambda screen: lists.draw_tiers(screen, table_data(model, facts), model.title),
        "ratios": lambda screen: lists.draw_ratios(screen, table_data(pro, facts), pro.title),
        "uses": lambda screen: lists.draw_uses(screen, uses_data(facts)),
        "models": lambda screen: lists.draw_models(screen, models_data(facts)),
        "groups": lambda screen: targets.draw_groups(screen, groups_of_deliverables(facts)),
        "deliverables": lambda screen: targets.draw_deliverables(
            screen, deliverables_data("poster", model, facts), model.title
        ),
    }


@pytest.mark.parametrize("target", ["a3", "a1", "instagram-portrait", "business-card-us", "uhd"])
def test_an_answer_fits_on_one_screen(target: str) -> None:
    drawn = _drawn(_advice(recommend(deliverable=target).as_dict()), COLUMNS="80")
    assert len(drawn.splitlines()) <= 26


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_no_screen_is_wider_than_its_width(encoding: str, facts: Catalog) -> None:
    screens = _screens(facts)
    for width in (20, 21, 27, 33, 40, 50, 59, 60, 61, 75, 80, 120, 200):
        for name, draw in screens.items():
            lines = _drawn(draw, encoding, COLUMNS=str(width)).splitlines()
            assert max(map(cell_len, lines)) <= width, (name, width)
            assert all(line == line.rstrip(" ") for line in lines), (name, width)


def test_prose_is_no_wider_than_can_be_read() -> None:
    drawn = _drawn(lambda screen: screen.line(screen.text("x " * 200)), COLUMNS="200").splitlines()
    assert max(map(cell_len, drawn)) == 119  # a word more would make 121


def test_no_screen_parts_a_word(facts: Catalog) -> None:
    screens = _screens(facts)
    for name, draw in screens.items():
        whole = _words(_drawn(draw, COLUMNS="200")) | _words(_drawn(draw))
        for width in (40, 50, 59, 60, 61, 64, 66, 70, 75, 80, 90, 120):
            assert not _words(_drawn(draw, COLUMNS=str(width))) - whole, (name, width)


def _words(screen: str) -> set[str]:
    return {word.rstrip(":,") for word in screen.split() if not re.search("[│█]", word)}


def test_what_is_shipped_can_be_drawn_in_ascii(facts: Catalog) -> None:
    for name, draw in _screens(facts).items():
        assert "\\x" not in _drawn(draw, "ascii"), name
        assert "\\u" not in _drawn(draw, "ascii"), name


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp437", "latin-1"])
def test_without_unicode_there_are_lines_of_ascii(encoding: str, facts: Catalog) -> None:
    text = _drawn(_advice(recommend(facts=facts, deliverable="a3").as_dict()), encoding, COLUMNS="80")
    assert text.isascii()
    assert "  Tier 2K: 1792x2400, 40% short, $0.0504, 10-15 s\n> Tier 4K: 3584x4800, 19% more, " in text


@pytest.mark.parametrize("name", ["advice {'deliverable': 'a3'}", "plan", "tiers", "uses", "models", "deliverables"])
def test_every_screen_says_the_same_in_lines(name: str, facts: Catalog) -> None:
    """Whatever stands in the table is said by the lines, so that nobody loses a figure by a pipe or a small screen."""
    draw = _screens(facts)[name]
    table, lines = _drawn(draw, COLUMNS="200"), " ".join(_drawn(draw).split())
    figures = set(re.findall(r"\$?[0-9][0-9.–×]*[0-9]", table))
    assert not {figure for figure in figures if figure not in lines}


def test_the_lines_of_a_pipe_are_not_folded() -> None:
    rows = [["a name", "word " * 60]]
    assert len(_drawn(lambda screen: draw_table(screen, [Column("Name"), Column("What")], rows)).splitlines()) == 2
    assert PIPED_WIDTH < 300


def test_a_figure_stays_beside_its_unit() -> None:
    words = "It is -36 % short at 193 ppi: 12 s, 15.1 × 18.9 cm, 2 MB, 1856×2304 px, 3 min and 45 seconds."
    parted = {"%", "ppi:", "s,", "cm,", "MB,", "px,", "min"}
    for width in range(20, 90):
        lines = _drawn(lambda screen: screen.item("•", words), COLUMNS=str(width)).splitlines()
        assert not [line for line in lines if line.split()[0] in parted]
        assert " ".join(" ".join(lines).split()) == f"• {words}"


@pytest.mark.parametrize(
    ("encoding", "more", "width", "in_lines"),
    [
        ("utf-8", {}, PIPED_WIDTH, True),
        ("utf-8", {"COLUMNS": "40"}, 40, True),
        ("utf-8", {"COLUMNS": "60"}, 60, False),
        ("utf-8", {"COLUMNS": "200"}, 200, False),
        ("ascii", {"COLUMNS": "80"}, 80, True),
    ],
)
def test_where_rows_are_lines(encoding: str, more: dict[str, str], width: int, in_lines: bool) -> None:
    shown = _drawn(lambda screen: screen.line(screen.text(f"{screen.width} {screen.in_lines}")), encoding, **more)
    assert shown == f"{width} {in_lines}\n"


def test_foreign_text_is_drawn_literally() -> None:
    text = "[red]x[/red] [/x] :smile: [link=http://x]y \x1b[31m\u202e"
    shown = _drawn(lambda screen: screen.item("•", text))
    assert shown == " • [red]x[/red] [/x] :smile: [link=http://x]y \\x1b[31m\\u202e\n"


# Tables

COLUMNS = [
    Column("Name"),
    Column("Size", right=True, said="of {}"),
    Column("Empty", said="never {}"),
    Column("Price", right=True, unknown="price unknown"),
    Column("Fit"),
]
ROWS: list[list[Cell | str | None]] = [
    ["a", "5 m", "", "$1.50", Cell("-4%", said="4% short")],
    ["bee", "10 m", "", None, ""],
]


def test_a_table_is_aligned_and_marks_the_row_to_take() -> None:
    assert _drawn(lambda screen: draw_table(screen, COLUMNS, ROWS, 1), COLUMNS="60").splitlines() == [
        "",
        "  Name  Size  Price  Fit",
        "  a      5 m  $1.50  -4%",
        "► bee   10 m      ?",
        "  ? is not known.",
    ]


def test_its_lines_say_the_same_in_words() -> None:
    assert _drawn(lambda screen: draw_table(screen, COLUMNS, ROWS, 1), COLUMNS="59").splitlines() == [
        "",
        "  a: of 5 m, $1.50, 4% short",
        "► bee: of 10 m, price unknown",
    ]


def test_a_table_without_room_is_lines() -> None:
    rows: list[list[Cell | str | None]] = [["x" * 40, "y" * 40]]
    drawn = _drawn(lambda screen: draw_table(screen, [Column("A"), Column("B")], rows, headed=True), COLUMNS="80")
    assert drawn.splitlines() == ["", "A", f"{'x' * 40}:", f"  {'y' * 40}"]


def test_a_line_has_no_colon_where_nothing_follows_or_nothing_stands_before() -> None:
    rows: list[list[Cell | str | None]] = [["a", ""], ["", "b"], ["a", "b"]]
    drawn = _drawn(lambda screen: draw_table(screen, [Column("Name"), Column("What")], rows))
    assert drawn.splitlines() == ["", "a", "b", "a: b"]


def test_braces_in_a_name_are_only_text() -> None:
    rows: list[list[Cell | str | None]] = [["a", "{0}"]]
    drawn = _drawn(lambda screen: draw_table(screen, [Column("Name"), Column("{x}", said="{x} {}")], rows))
    assert drawn == "\na: {x} {0}\n"


# The table of an advice


def _tiers(*rows: Mapping[str, Any], width: int = 80, **more: Any) -> list[str]:
    """Return the lines of the table for an advice whose tiers are those of A3, changed; the first is the chosen one."""
    data = recommend(deliverable="a3").as_dict()
    tiers = [{**data["tiers"][2], "tier": f"{place}K", **row} for place, row in enumerate(rows)]
    shown = _drawn(_advice({**data, "tiers": tiers, "tier": tiers[0]["tier"], **more}), COLUMNS=str(width))
    return shown.split("\n\n")[1].splitlines()


@pytest.mark.parametrize(
    ("row", "says", "lines"),
    [
        ({}, "+19%", "► Tier 0K: 3584×4800, 19% more, $0.1134, 20–30 s"),
        ({"price_usd": None}, "?  20–30 s", "► Tier 0K: 3584×4800, 19% more, price unknown, 20–30 s"),
        ({"seconds_min": None, "seconds_max": None}, "$0.1134     ?", "$0.1134, time unknown"),
        ({"seconds_min": 90, "seconds_max": 240}, "1.5–4 min", "$0.1134, 1.5–4 min"),
        ({"ruled_out_by": ["max_price"]}, "20–30 s  --max-price", "20–30 s, exceeds --max-price"),
        ({"tier": "a tier of a long name"}, "► a tier of a long name", "► Tier a tier of a long name: 3584×4800"),
        ({"pixels": [16384, 16384]}, "16384×16384", ": 16384×16384,"),
        ({"margin": -0.5, "verdict": "short"}, "-50% below ideal", "50% below ideal"),
        ({"margin": 0, "verdict": "enough"}, "  exact  ", "exact"),
        ({"margin": -0.012, "verdict": "enough"}, "-1.2% enough", "1.2% short, enough"),
        ({"margin": -0.04, "verdict": "near"}, "-4% below ideal", "4% below ideal"),
    ],
)
def test_a_row_copes_with_what_an_answer_may_hold(row: dict[str, Any], says: str, lines: str) -> None:
    assert says in "\n".join(_tiers(row, width=100))
    assert lines in " ".join(_tiers(row, width=59)).replace("   ", " ")


def test_a_row_that_is_not_enough_is_below_no_ideal() -> None:
    assert "-4% near" in _tiers({"margin": -0.04, "verdict": "near"}, status="insufficient", upscale=1.1)[1]


def test_what_is_not_known_is_told_once_below_the_table() -> None:
    unknown = {"price_usd": None, "seconds_min": None, "seconds_max": None}
    assert [line.strip() for line in _tiers(unknown, unknown)][3:] == ["? is not known."]
    assert len(_tiers({}, {})) == 3


def test_ratios_are_shown_where_they_differ() -> None:
    assert not [line for line in _tiers({}, {}) if "3:4" in line]
    assert [line.split()[-6] for line in _tiers({}, {"aspect_ratio": "4:5"}, width=100)[1:]] == ["3:4", "4:5"]
    by_rule = _tiers({}, {"aspect_ratio": "1325:696"}, request={"size": "2650x1392"})
    assert not [line for line in by_rule if "1325:696" in line]


# Bars


def _bars(lengths: Sequence[Fraction], room: int = 50, label: str = "need") -> tuple[str, list[str]]:
    return bars.Bars(lengths, [""] * len(lengths), label).draw(room)


def test_bars_are_to_scale_with_the_need_through_all_of_them() -> None:
    head, drawn = _bars([Fraction(1, 2), Fraction(1), Fraction(2)])
    assert [bar.count("█") for bar in drawn] == [13, 25, 49]
    assert {bar.index("│") for bar in drawn} == {25}
    assert head.strip() == "need"
    assert head.index("need") <= 25 < head.index("need") + 4


def test_a_bar_never_vanishes_and_never_overflows() -> None:
    _, (tiny, nothing, huge) = _bars([Fraction(1, 100), Fraction(0), Fraction(1024)])
    assert (tiny.count("█"), nothing.count("█"), huge.count("█")) == (1, 0, 48)
    assert huge.endswith("»")
    assert "»" not in tiny + nothing


def test_bars_without_a_need_are_as_long_as_the_longest() -> None:
    assert _bars([Fraction(1), Fraction(4), Fraction(0)], 8, "") == ("", ["██      ", "████████", "        "])
    assert _bars([Fraction(0)], 8, "") == ("", ["        "])


@given(
    st.lists(st.fractions(0, 2000), min_size=1, max_size=5),
    st.integers(bars.LEAST_ROOM, 200),
    st.sampled_from(["", "need"]),
)
def test_longer_bars_are_never_of_smaller_amounts(lengths: list[Fraction], room: int, label: str) -> None:
    head, drawn = _bars(lengths, room, label)
    assert {len(bar) for bar in drawn} == {room}
    assert len(head) in (0, room)
    filled = [len(bar.replace("│", "").rstrip(" ")) for bar in drawn]
    ordered = [length for _, length in sorted(zip(lengths, filled, strict=True))]
    assert ordered == sorted(ordered)


# Two states of the facts


def _change(row: str | None, **more: Any) -> dict[str, Any]:
    none = {"tier": 0, "price": 0, "status": 0}
    return {"section": "uses", "row": row, "change": "changed", "fields": [], "affects": none, "answers": [], **more}


def _changes(new: str, *rows: dict[str, Any]) -> list[str]:
    data = {
        "old": {"version": "1"},
        "new": {"version": new},
        "summary": {"added": 3, "removed": 2, "changed": 4, "affecting": 1},
        "rows": rows,
    }
    return _drawn(lambda screen: changes.draw_changes(screen, data)).splitlines()


def test_what_differs_between_two_states() -> None:
    answers = [
        {"target": "a5", "use": None, "model": "m", "what": "tier", "old": "1K", "new": "2K"},
        {"target": None, "use": "social", "model": "m", "what": "price", "old": 0.5, "new": None},
        {"target": None, "use": None, "model": None, "what": "status", "old": "ok", "new": "conflict"},
    ]
    fields = [{"field": "why", "old": "Other.", "new": ["a"]}, {"field": None, "old": None, "new": 3}]
    rows = [
        _change("x", fields=fields, affects={"tier": 1, "price": 2, "status": 0}, answers=answers),
        _change(None, change="added", affects={"tier": 0, "price": 0, "status": 5}, answers=answers[2:]),
        _change("y", affects={"tier": 0, "price": 2, "status": 0}, answers=answers[1:2]),
        _change("z", change="removed"),
    ]
    assert _changes("2", *rows) == [
        "",
        "1 → 2  rows: 3 added, 2 removed, 4 changed",
        "",
        "uses.x  changed",
        ' • why: Other. → ["a"]',
        " • null → 3",
        " ! Changes the tier of 1 answer and the price of 2 answers:",
        "   • a5 on m: tier 1K → 2K",
        "   • social on m: price 0.5 → null",
        "   • no question: status ok → conflict",
        "",
        "uses  added",
        " ! Changes the status of 5 answers:",
        "   • no question: status ok → conflict",
        "   • and 4 more",
        "",
        "uses.y  changed",
        " ! Changes the price of 2 answers:",
        "   • social on m: price 0.5 → null",
        "   • and 1 more",
        "",
        "uses.z  removed",
        "",
        "Changed rows that change a tier, a price or a status: 1.",
    ]
    assert _changes("1") == ["", "1  rows: 3 added, 2 removed, 4 changed", "", "Nothing differs."]


@pytest.mark.parametrize(("change", "code"), [("added", "32"), ("removed", "31"), ("changed", "33")])
def test_a_change_has_its_colour(change: str, code: str) -> None:
    data = {"old": {"version": "1"}, "new": {"version": "1"}, "summary": dict.fromkeys(_SUMMARY, 0)}
    row = _change("x", change=change)
    shown = _drawn(lambda screen: changes.draw_changes(screen, {**data, "rows": [row]}), FORCE_COLOR="1", COLUMNS="80")
    assert f"\x1b[{code}m{change}" in shown.replace(f"\x1b[{code}m  ", f"\x1b[{code}m")


_SUMMARY = ("added", "removed", "changed", "affecting")
