"""What is written: harmless text, forms for programs, and screens of every width."""

from __future__ import annotations

import csv
import io
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resadvise import QuestionError
from resadvise.output.cells import byte_span, price, seconds_span
from resadvise.output.escape import harmless
from resadvise.output.formats import flatten, get_fields, to_csv, to_json, to_jsonl, to_markdown

# Foreign text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("plain [red] :smile: \\x1b", "plain [red] :smile: \\x1b"),
        ("\x1b[31m", "\\x1b[31m"),
        ("\x00\x07\x08\x7f", "\\x00\\x07\\x08\\x7f"),
        ("a\r\n\tb", "a\\r\\n\\tb"),
        ("\x9b2J\x85", "\\x9b2J\\x85"),
        ("\u2028\u2029", "\\u2028\\u2029"),
        ("\u202egpj.exe\u2066\u061c\u200f", "\\u202egpj.exe\\u2066\\u061c\\u200f"),
        ("bad\udcff.png", "bad\\udcff.png"),
        ("A4 – 210×297 mm", "A4 – 210×297 mm"),
        ("日本語 👍🏽 é", "日本語 👍🏽 é"),
    ],
)
def test_safe(text: str, shown: str) -> None:
    assert harmless(text) == shown


def test_safe_keeps_what_it_is_told_to() -> None:
    assert harmless("a\n\tb\x1b", keep="\n\t") == "a\n\tb\\x1b"


@given(st.text(st.characters(codec=None)))
def test_safe_text_holds_nothing_that_a_terminal_acts_upon(text: str) -> None:
    shown = harmless(text)
    assert harmless(shown) == shown
    assert not {unicodedata.category(char) for char in shown} & {"Cc", "Cs", "Zl", "Zp"}
    assert not {unicodedata.bidirectional(char) for char in shown} & {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI"}


# Forms for programs

DATA: dict[str, Any] = {
    "text": "two words",
    "number": -0.5,
    "none": None,
    "yes": True,
    "list": [1, "x", None],
    "object": {"a": {"1K": 1.5}, "×": "é"},
    "empty": [],
    "0": "a key of digits",
}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("text", "two words"),
        ("number", "-0.5"),
        ("none", ""),
        ("yes", "true"),
        ("list", '[1,"x",null]'),
        ("list.1", "x"),
        ("list.2", ""),
        ("object", '{"a":{"1K":1.5},"\\u00d7":"\\u00e9"}'),
        ("object.a.1K", "1.5"),
        ("empty", "[]"),
        ("0", "a key of digits"),
    ],
)
def test_get_fields(path: str, value: str) -> None:
    assert get_fields(DATA, path) == value + "\n"


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("txet", "did you mean text?"),
        ("zzzz", "known: text, number, none, yes, list, object, empty, 0"),
        ("list.3", "it is a list; say a number from 0 to 2"),
        ("list.01", "it is a list; say a number from 0 to 2"),
        ("list.-1", "it is a list; say a number from 0 to 2"),
        ("list.²", "it is a list; say a number from 0 to 2"),
        ("list." + "9" * 5000, "it is a list; say a number from 0 to 2"),
        ("empty.0", "the list is empty"),
        ("text.0", "the value before it has no fields"),
        ("none.x", "the value before it has no fields"),
        ("", "known: text, number, none, yes, list, object, empty, 0"),
        ("text.", "the value before it has no fields"),
    ],
)
def test_get_field_that_is_not_there(path: str, hint: str) -> None:
    with pytest.raises(QuestionError) as caught:
        get_fields(DATA, path)
    (fault,) = caught.value.faults
    assert (fault.code, fault.where, fault.hint) == ("unknown-field", "--get", hint)


def test_json_is_ascii_ends_in_a_line_feed_and_is_never_nan() -> None:
    assert to_json({"a": "é\x1b\u202e"}) == '{\n  "a": "\\u00e9\\u001b\\u202e"\n}\n'
    assert to_jsonl([{"a": 1}, {"a": None}]) == '{"a":1}\n{"a":null}\n'
    assert to_jsonl([]) == ""
    for write in (to_json, lambda data: to_jsonl([data]), lambda data: get_fields([data], "0")):
        with pytest.raises(ValueError):  # noqa: PT011 -- the words are those of the standard library
            write({"a": float("nan")})


@pytest.mark.parametrize(
    ("row", "flat"),
    [
        ({}, {}),
        ({"a": 1, "b": None}, {"a": 1, "b": None}),
        ({"a": {"b": {"c": 1}}, "d": {}}, {"a.b.c": 1}),
        ({"a": [3, 4]}, {"a": "3x4"}),
        ({"a": (3, 4)}, {"a": "3x4"}),
        ({"a": [3, 4, 5]}, {"a": "3; 4; 5"}),
        ({"a": [3, 4.5]}, {"a": "3; 4.5"}),
        ({"a": ["x", "y"]}, {"a": "x; y"}),
        ({"a": []}, {"a": ""}),
        ({"a": [{"text": "x", "source": None}]}, {"a": "x"}),
    ],
)
def test_flatten(row: dict[str, Any], flat: dict[str, Any]) -> None:
    assert flatten(row) == flat


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        ([{"a": 1, "b": "x"}], "a,b\n1,x\n"),
        ([{"a": 1}, {"b": 2}], "a,b\n1,\n,2\n"),
        ([{"a": None, "b": True, "c": False}], "a,b,c\n,true,false\n"),
        ([{"a": -3, "b": -0.5}], "a,b\n-3,-0.5\n"),
        ([{"a": "-3"}], "a\n'-3\n"),
        ([{"a": "x;=1;y"}], 'a\n"x;\'=1;y"\n'),
        ([{"a": "=1+1", "b": "@x", "c": "+1"}], "a,b,c\n'=1+1,'@x,'+1\n"),
        ([{"a": "\t=1", "b": "\r", "c": "\0x"}], "a,b,c\n'\t=1,'\\r,'\\x00x\n"),
        ([{"a": 'say "x", y'}], 'a\n"say ""x"", y"\n'),
        ([{"a": "x\ny"}], 'a\n"x\ny"\n'),
        ([{"a": "\x1b[31m"}], "a\n\\x1b[31m\n"),
        ([{"a": [1376, 768], "b": {"c": 1}}], "a,b.c\n1376x768,1\n"),
    ],
)
def test_csv(rows: list[dict[str, Any]], text: str) -> None:
    assert to_csv(rows) == text


@given(st.lists(st.fixed_dictionaries({"a": st.text(), "b": st.text() | st.none() | st.integers()}), min_size=1))
def test_csv_can_be_read_again(rows: list[dict[str, Any]]) -> None:
    read = list(csv.reader(io.StringIO(to_csv(rows), newline=""), strict=True))
    assert sorted(read[0]) == ["a", "b"]
    assert [len(row) for row in read] == [2] * (len(rows) + 1)
    assert not any(cell.startswith(("=", "+", "@", "\t", "\r")) for row in read for cell in row)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("x", "x"),
        (None, ""),
        (True, "yes"),
        (False, "no"),
        (-0.5, "-0.5"),
        ("a|b", "a\\|b"),
        ("a\\|b", "a\\\\\\|b"),
        ("<script>", "&lt;script>"),
        ("a\nb", "a\\\\nb"),
        ("\x1b", "\\\\x1b"),
        ([1376, 768], "1376x768"),
    ],
)
def test_markdown(cell: object, text: str) -> None:
    assert to_markdown([{"a": cell}]) == f"| a |\n| --- |\n| {text} |\n"


# Cells


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (price(None), ""),
        (price(0.0336), "$0.0336"),
        (seconds_span({"seconds_min": None, "seconds_max": None}), ""),
        (seconds_span({"seconds_min": 5, "seconds_max": 8.5}), "5–8.5 s"),
        (byte_span({"jpg_bytes_min": None, "jpg_bytes_max": None}), ""),
    ],
)
def test_cells_of_figures(cell: str, text: str) -> None:
    assert cell == text
