"""Reading YAML strictly: what scalars mean, what is refused and where, and that nothing else can happen."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from resadvise.facts.strict_yaml import MAX_BYTES, MAX_LEVELS, MAX_VALUES, YamlError, YamlValue, read

if TYPE_CHECKING:
    from collections.abc import Iterator


def refused(text: str | bytes, *, trusted: bool = False) -> YamlError:
    with pytest.raises(YamlError) as caught:
        read(text if isinstance(text, bytes) else text.encode(), trusted=trusted)
    return caught.value


SCALARS: list[tuple[str, YamlValue]] = [
    # ratios and times are text, never sums of sixties
    *((text, text) for text in ("16:9", "3:2", "2:3", "4:5", "1:1", "9:16", "21:9", "16:10", "16:09")),
    *((text, text) for text in ("2.39:1", "1.85:1", "16:60", "16:61", "0:10", "16:9.5", "1:30:00", "12:30:45")),
    # so are YAML 1.1's other surprises
    *((text, text) for text in ("NO", "no", "No", "off", "OFF", "yes", "Yes", "on", "On", "y", "n", "Y", "N")),
    *((text, text) for text in ("1_000", "1,000", "0b101", "2026-11-22", "2026-13-45", "=", "<<", "+0x1F", "0o8")),
    *((text, text) for text in ("nULL", "tRUE", "nan", "inf", "1e", ".", "+", "e3", "1.2.3", "a:b", "1K")),
    ("null", None),
    ("Null", None),
    ("NULL", None),
    ("~", None),
    ("", None),
    ("true", True),
    ("True", True),
    ("TRUE", True),
    ("false", False),
    ("False", False),
    ("FALSE", False),
    ("0", 0),
    ("-7", -7),
    ("+7", 7),
    ("017", 17),
    ("08", 8),
    ("09", 9),
    ("0o17", 15),
    ("0x1F", 31),
    ("9" * 18, 10**18 - 1),
    ("1e3", 1000.0),
    ("1.0e3", 1000.0),
    ("1e+3", 1000.0),
    ("1.0e+3", 1000.0),
    ("-2.5E-1", -0.25),
    (".5", 0.5),
    ("+.5", 0.5),
    ("5.", 5.0),
    ("1e-999", 0.0),
    # quoted and block scalars are text, whatever they look like
    ("'512'", "512"),
    ('"null"', "null"),
    ("''", ""),
    ('"\\e[31m"', "\x1b[31m"),
    ("|\n  16\n", "16\n"),
    (">-\n  true\n", "true"),
]


@pytest.mark.parametrize("trusted", [False, True])
@pytest.mark.parametrize(("text", "value"), SCALARS)
def test_scalar(text: str, value: YamlValue, trusted: bool) -> None:
    read_value = read(f"v: {text}".encode(), trusted=trusted).value
    assert json.dumps(read_value) == json.dumps({"v": value})


WHOLE: list[tuple[bytes, YamlValue]] = [
    (b"", None),
    (b"\n# nothing but a comment\n", None),
    (b"---\n...\n", None),
    (b"\xef\xbb\xbfa: 1\n", {"a": 1}),
    (b"%YAML 1.2\n---\na: 1\r\nb: [x, {c: null}]\r\n", {"a": 1, "b": ["x", {"c": None}]}),
    (b"{a, b: }", {"a": None, "b": None}),
    (b"? a\n: b", {"a": "b"}),
    (b"16:9: x\nNO: y\non: 1\n'<<': 2", {"16:9": "x", "NO": "y", "on": 1, "<<": 2}),
    (b"[a: 1]", [{"a": 1}]),
    (b"- - 1\n  - 2\n-\n", [[1, 2], None]),
]


@pytest.mark.parametrize("trusted", [False, True])
@pytest.mark.parametrize(("source", "value"), WHOLE)
def test_whole_document(source: bytes, value: YamlValue, trusted: bool) -> None:
    document = read(source, trusted=trusted)
    assert document.value == value
    assert set(document.marks) == set(paths(value))


# text, piece of the message, line, column; each for both parsers
REFUSED: list[tuple[str, str, int, int]] = [
    ("a: 1\nb: &x 2\n", "an anchor (&)", 2, 4),
    ("a: &x [*x]", "an anchor (&)", 1, 4),
    ("a: 1\nb: *x\n", "an alias (*)", 2, 4),
    ("a: !!binary aGk=", "a tag (!)", 1, 4),
    ("a: !!set {a, b}", "a tag (!)", 1, 4),
    ("a: !!python/object/apply:os.system [ls]", "a tag (!)", 1, 4),
    ("a: !!bool maybe", "a tag (!)", 1, 4),
    ("a: !!int ''", "a tag (!)", 1, 4),
    ("- x\n- ! 16", "a tag (!)", 2, 3),
    ("!!str a: 1", "a tag (!)", 1, 1),
    ("a:\n  <<: {b: 1}\n", "a merge key (<<)", 2, 3),
    ("tiers: 1\nx: 2\ntiers: 3\n", "duplicate key 'tiers'; first given on line 1", 3, 1),
    ("{a: 1, 'a': 2}", "duplicate key 'a'", 1, 8),
    (f"{'k' * 99}: 1\n{'k' * 99}: 1\n", f"duplicate key '{'k' * 39}…'", 2, 1),
    (f"{'k' * 40}: 1\n{'k' * 40}: 1\n", f"duplicate key '{'k' * 40}'", 2, 1),
    (f"{'k' * 41}: 1\n{'k' * 41}: 1\n", f"duplicate key '{'k' * 39}…'", 2, 1),
    ("a: 1\n512: b", "quote it: '512'", 2, 1),
    ("01: b", "quote it: '01'", 1, 1),
    ("1.5: b", "quote it: '1.5'", 1, 1),
    ("true: b", "quote it: 'true'", 1, 1),
    ("null: b", "quote it: 'null'", 1, 1),
    ("? ~\n: b", "quote it: '~'", 1, 3),
    ("{[a]: b}", "not a list or a map", 1, 2),
    ("a: {{b}}", "not a list or a map", 1, 5),
    ("a: 1\n---\nb: 2\n", "a second document", 2, 1),
    ("---\n---\n", "a second document", 2, 1),
    ("a: .inf", "'.inf' is not a finite number", 1, 4),
    ("a: -.INF", "not a finite number", 1, 4),
    ("a: .NaN", "not a finite number", 1, 4),
    ("a: -1e999", "'-1e999' is not a finite number", 1, 4),
    (f"a: 1{'0' * 18}", "at most 18 digits", 1, 4),
    (f"a: 0x{'f' * 19}", "at most 18 digits", 1, 4),
    ("a: @2x", "quote text", 1, 4),
    ("a: %p", "quote text", 1, 4),
    ("a: `a`", "quote text", 1, 4),
    ("a:\n\tb: 1", "indent with spaces", 2, 1),
    ("a: b: c", "no ':' is expected here", 1, 5),
    ("a: [1\nb: 2", "a ',' or a closing bracket is missing (it starts on line 1)", 2, 2),
    ("a: 'b\n", "a quote is not closed (it starts on line 1)", 2, 1),
    ("- a\nb: 1", "check its indentation and its '-' (it starts on line 1)", 2, 1),
    ("a: 1\nb\n", "a ':' is missing after a key (it starts on line 2)", 3, 1),
    ("a: |\n  x\n y\n", "check its indentation (it starts on line 1)", 3, 2),
    ("a: ]", "invalid YAML", 1, 4),
    ("a: 1\nb: \x1b[0m", "U+001B is not accepted; write \\u001b", 2, 4),
    ("a\r\nb\rc\n \u2028", "U+2028", 4, 2),
]


@pytest.mark.parametrize("trusted", [False, True])
@pytest.mark.parametrize(("text", "problem", "line", "column"), REFUSED)
def test_refused(text: str, problem: str, line: int, column: int, trusted: bool) -> None:
    error = refused(text, trusted=trusted)
    assert problem in error.problem
    assert (error.line, error.column) == (line, column)


# what PyYAML itself lets through or fails at in a way of its own
@pytest.mark.parametrize(
    ("source", "problem", "line", "column"),
    [
        (b"a: 1\nb: caf\xe9", "byte 0xe9 is not UTF-8", 2, 7),
        (b"\xef\xbb\xbfa: \xff", "byte 0xff is not UTF-8", 1, 4),
        ("a: 1".encode("utf-16"), "save the file as UTF-8", 1, 1),
        (b"a: '\xed\xa0\x80'", "is not UTF-8", 1, 5),
        (b'a: "\\ud83d"', "\\ud83d is half a character", 1, 4),
        (b'- a\n- "\\UFFFFFFFF"', "out of range", 1, 3),
        (b"%YAML " + b"9" * 5000 + b".1\n---\na", "out of range", 1, 1),
    ],
)
def test_refused_by_the_python_parser(source: bytes, problem: str, line: int, column: int) -> None:
    error = refused(source)
    assert problem in error.problem
    assert (error.line, error.column) == (line, column)
    refused(source, trusted=True)


def alias_bomb(levels: int) -> str:
    rows = (f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]\n" for n in range(1, levels))
    return f"l0: &l0 [x]\n{''.join(rows)}"


def merge_bomb(levels: int) -> str:
    rows = (f"l{n}: &l{n} {{<<: [{', '.join([f'*l{n - 1}'] * 9)}]}}\n" for n in range(1, levels))
    return f"l0: &l0 {{x: 1}}\n{''.join(rows)}"


BOMBS: dict[str, tuple[str, str, int, int]] = {
    "aliases": (alias_bomb(10), "an anchor", 1, 5),
    "merge keys": (merge_bomb(8), "an anchor", 1, 5),
    "itself": ("a: &a [*a]", "an anchor", 1, 4),
    "lists": ("[" * 50_000, "more than 32 levels", 1, 33),
    "maps": ("{a: " * 50_000, "more than 32 levels", 1, 129),
    "block lists": ("- " * 50_000, "more than 32 levels", 1, 65),
    "keys": ("? " * 50_000, "not a list or a map", 1, 3),
    "digits": ("v: " + "9" * 5000, "at most 18 digits", 1, 4),
    "values": (f"[{'a,' * 20_000}]", "more than 20,000 values", 1, 40_000),
}


@pytest.mark.parametrize("trusted", [False, True])
@pytest.mark.parametrize(("text", "problem", "line", "column"), BOMBS.values(), ids=BOMBS)
def test_bomb(text: str, problem: str, line: int, column: int, trusted: bool) -> None:
    error = refused(text, trusted=trusted)
    assert problem in error.problem
    if not trusted:  # libyaml reads ahead, and may stop at a limit of its own before ours is reached
        assert (error.line, error.column) == (line, column)


def test_long_plain_scalars_are_read_in_no_time() -> None:
    sixties = "1:" * 100_000 + "1"
    assert read(f"v: {sixties}".encode()).value == {"v": sixties}
    assert read(b"v: 1." + b"0" * 200_000).value == {"v": 1.0}


def test_limits_are_inclusive() -> None:
    assert read(b"[" * MAX_LEVELS + b"]" * MAX_LEVELS).marks[(0,) * (MAX_LEVELS - 1)] == (1, MAX_LEVELS)
    assert read(b"[" + b"1," * (MAX_VALUES - 1) + b"]").value == [1] * (MAX_VALUES - 1)
    assert read(b"#" * MAX_BYTES).value is None


def test_size_is_limited_for_a_users_file_only() -> None:
    source = b"# comment\n" * 30_000
    assert "more than 262,144 bytes" in refused(source).problem
    assert read(source, trusted=True).value is None
    assert "bytes" in refused(b"\xff" * (MAX_BYTES + 1)).problem  # measured before it is decoded


SAMPLE = """\
# tiers of ours
tiers:
  2K: {pixels: 2048, name: "two"}
  "4K":
    pixels: 4096
uses:
- print
- [a, b]
-
"""
SAMPLE_MARKS = {
    (): (2, 1),
    ("tiers",): (2, 1),
    ("tiers", "2K"): (3, 3),
    ("tiers", "2K", "pixels"): (3, 8),
    ("tiers", "2K", "name"): (3, 22),
    ("tiers", "4K"): (4, 3),
    ("tiers", "4K", "pixels"): (5, 5),
    ("uses",): (6, 1),
    ("uses", 0): (7, 3),
    ("uses", 1): (8, 3),
    ("uses", 1, 0): (8, 4),
    ("uses", 1, 1): (8, 7),
    ("uses", 2): (9, 2),
}


@pytest.mark.parametrize("trusted", [False, True])
def test_marks(trusted: bool) -> None:
    document = read(SAMPLE.encode(), trusted=trusted)
    assert document.marks == SAMPLE_MARKS
    assert list(document.marks) == sorted(document.marks, key=document.marks.__getitem__)


def test_an_empty_document_has_a_place_too() -> None:
    assert read(b"# nothing\n").marks == {(): (1, 1)}


def test_without_libyaml(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    assert read(SAMPLE.encode(), trusted=True) == read(SAMPLE.encode())


@pytest.mark.parametrize("error", [RecursionError, KeyError("x"), IndexError, AttributeError, yaml.YAMLError])
def test_any_error_of_the_parser_is_a_yaml_error(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def parse(*_: object, **__: object) -> Iterator[yaml.Event]:
        raise error

    monkeypatch.setattr(yaml, "parse", parse)
    assert str(refused("a: 1")).startswith("line 1, column 1: invalid YAML")


def test_error_survives_pickling() -> None:
    error = pickle.loads(pickle.dumps(refused("a: @")))
    assert (error.problem, error.line, error.column) == (refused("a: @").problem, 1, 4)


def test_yaml_is_not_imported_before_it_is_needed() -> None:
    code = "import sys, resadvise.facts.strict_yaml; sys.exit('yaml' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def paths(value: YamlValue, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield path
    if isinstance(value, dict | list):
        for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from paths(inner, (*path, step))


YAMLISH = st.text(st.sampled_from("ab1. \n\t:-?,[]{}&*!|>'\"%@`#<~=\\xU0_e+\r\x00\u2028\ufeff"), max_size=60)


@given(st.one_of(YAMLISH.map(str.encode), st.text().map(str.encode), st.binary()), st.booleans())
@example(b"!!bool maybe", False)
@example(b"!!int a", False)
@settings(deadline=None)
def test_nothing_but_a_yaml_error_leaves(source: bytes, trusted: bool) -> None:
    try:
        document = read(source, trusted=trusted)
    except YamlError as refusal:
        error = refusal
    else:
        assert set(document.marks) == set(paths(document.value))
        json.dumps(document.value, allow_nan=False).encode()
        return
    assert error.problem
    assert min(error.line, error.column) >= 1


def json_values(letters: st.SearchStrategy[str]) -> st.SearchStrategy[YamlValue]:
    scalars = (
        st.none()
        | st.booleans()
        | st.integers(1 - 10**18, 10**18 - 1)
        | st.floats(allow_nan=False, allow_infinity=False)
        | st.text(letters)
    )
    return st.recursive(
        scalars,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(letters, max_size=20), inner, max_size=4),
        max_leaves=20,
    )


def is_read_back(value: YamlValue, text: str, *, trusted: bool) -> None:
    document = read(text.encode(), trusted=trusted)
    assert json.dumps(document.value) == json.dumps(value)
    assert set(document.marks) == set(paths(value))


@given(json_values(st.characters(max_codepoint=0xFFFF, exclude_categories=["Cs"])), st.booleans())
@settings(deadline=None)
def test_escaped_json_is_read_back(value: YamlValue, trusted: bool) -> None:
    is_read_back(value, json.dumps(value), trusted=trusted)


@given(
    json_values(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="\ufeff\ufffe\uffff")),
    st.booleans(),
)
@settings(deadline=None)
def test_indented_json_is_read_back(value: YamlValue, trusted: bool) -> None:
    is_read_back(value, json.dumps(value, ensure_ascii=False, indent=1), trusted=trusted)
