"""Tables of briefs: CSV, TSV and JSON Lines, what each row says, and what is wrong with it."""

# ruff: noqa: E501 - a case is a line, so that the table can be read as one

from __future__ import annotations

import io
import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resadvise.batch.rows import COLUMNS, MAX_LINE, Row, read_rows, words_of_row
from resadvise.errors import QuestionError
from resadvise.words import OPTION, Words

if TYPE_CHECKING:
    from pathlib import Path

KNOWN = ["file", *COLUMNS]

# the text of a table -> its rows: line, cells, and the message of what is wrong
TABLES: dict[str, tuple[str, list[tuple[int, dict[str, str], str | None]]]] = {
    "csv": ("file,for\na.png,a3\n", [(2, {"file": "a.png", "for": "a3"}, None)]),
    "a blank cell says nothing": ("file,for,ppi\na.png, ,\n", [(2, {"file": "a.png"}, None)]),
    "a short row": ("file,for,ppi\na.png,a3\n", [(2, {"file": "a.png", "for": "a3"}, None)]),
    "blanks say nothing either": ("file,for\n , \n\t,\na,a3\n", [(4, {"file": "a", "for": "a3"}, None)]),
    "blank lines": ("\n\nfile,for\n\n,\na.png,a3\n\n", [(6, {"file": "a.png", "for": "a3"}, None)]),
    "tabs": ("file\tsize\na, b.png\t90x50mm\n", [(2, {"file": "a, b.png", "size": "90x50mm"}, None)]),
    "semicolons": ("file;size\na.png;90x50mm\n", [(2, {"file": "a.png", "size": "90x50mm"}, None)]),
    "a mark of bytes, carriage returns": ("\ufefffile,for\r\na.png,a3\r\n", [(2, {"file": "a.png", "for": "a3"}, None)]),
    "the names of options": ("File,Max-Bytes,max_price\na,1MB,1\n", [(2, {"file": "a", "max_bytes": "1MB", "max_price": "1"}, None)]),
    "quotes, over two lines": ('file,for\n"a\nb",a3\nc,a4\n', [(2, {"file": "a\nb", "for": "a3"}, None), (4, {"file": "c", "for": "a4"}, None)]),
    "a cell too many": ("file,for\na,a3,x\nb,a4\n", [(2, {}, "the row has 3 cells, but the header has 2"), (3, {"file": "b", "for": "a4"}, None)]),
    "no csv": ('file,for\n"a"x,a3\nb,a4\n', [(2, {}, "invalid CSV"), (3, {"file": "b", "for": "a4"}, None)]),
    "json": ('{"for": null, "size": "", "file": "a", "ppi": 300, "landscape": true}\n', [(1, {"file": "a", "ppi": "300", "landscape": "true"}, None)]),
    "json, a column in other letters": ('{"File": "a", "Max-Bytes": 1}\n{"File": "b", "Max-Bytes": 2}\n', [(1, {"file": "a", "max_bytes": "1"}, None), (2, {"file": "b", "max_bytes": "2"}, None)]),
    "json of different columns": ('{"file": "a"}\n\n{"max-bytes": "1MB"}\n', [(1, {"file": "a"}, None), (3, {"max_bytes": "1MB"}, None)]),
    "json that is none": ('{"file": "a"}\n{"file":\n[1]\n7\n', [(1, {"file": "a"}, None), (2, {}, "this line is not JSON"), (3, {}, "not a JSON object"), (4, {}, "not a JSON object")]),
    "json of a column that is not known": ('{"fle": "a"}\n{"file": "b"}\n', [(1, {}, "there is no column 'fle'"), (2, {"file": "b"}, None)]),
    "json of a column that stands there twice": ('{"file": "a", "File": "b"}\n', [(1, {}, "the column 'file' appears twice")]),
    "json with a map": ('{"file": {"a": 1}}\n', [(1, {}, "'file' is a map, not a single value")]),
    "json with a list": ('{"file": ["a"]}\n', [(1, {}, "'file' is a list, not a single value")]),
}  # fmt: skip

# the text of a table -> the code, and what the fault or its hint names
REFUSED = {
    "": ("bad-table", ("file", "max_bytes")),
    "\n \n": ("bad-table", ("file", "max_bytes")),
    "file,fro\na,b\n": ("unknown-column", ("fro", "did you mean for")),
    "file,xyzzy\na,b\n": ("unknown-column", ("xyzzy", "file", "max_bytes")),
    "file,for,For\n": ("bad-table", ("'for'",)),
    'file,"for"x\n': ("bad-table", ("CSV",)),
}


@pytest.mark.parametrize(("text", "rows"), TABLES.values(), ids=TABLES)
def test_a_table_is_read(tmp_path: Path, text: str, rows: list[tuple[int, dict[str, str], str | None]]) -> None:
    table = tmp_path / "table"
    table.write_bytes(text.encode())
    found = list(read_rows(str(table), KNOWN))
    assert [(row.line, dict(row.cells)) for row in found] == [(line, cells) for line, cells, _ in rows]
    for row, (line, _, message) in zip(found, rows, strict=True):
        assert (row.fault is None) == (message is None)
        if row.fault and message:
            assert message in row.fault.message
            assert row.fault.where == f"{table}:{line}"
            assert row.fault.code == ("unknown-column" if "no column" in message else "bad-table")


@pytest.mark.parametrize(("text", "code", "named"), [(text, *refused) for text, refused in REFUSED.items()])
def test_a_table_that_is_none_is_refused(tmp_path: Path, text: str, code: str, named: tuple[str, ...]) -> None:
    (tmp_path / "table").write_text(text, "utf-8")
    with pytest.raises(QuestionError) as caught:
        list(read_rows(str(tmp_path / "table"), KNOWN))
    [fault] = caught.value.faults
    assert fault.code == code
    assert [word for word in named if word not in str(fault)] == []


@pytest.mark.parametrize("name", ["nope.csv", ".", "no\0name"])
def test_a_table_that_cannot_be_read_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(QuestionError, match=r"cannot read the table: (?!None)") as caught:
        list(read_rows(str(tmp_path / name), KNOWN))
    assert caught.value.faults[0].code == "unreadable-file"


def test_a_table_that_is_refused_is_closed(tmp_path: Path) -> None:
    def lowest_free_descriptor() -> int:
        descriptor = os.open(os.devnull, os.O_RDONLY)
        os.close(descriptor)
        return descriptor

    before = lowest_free_descriptor()
    with pytest.raises(QuestionError):
        list(read_rows(str(tmp_path), KNOWN))
    assert lowest_free_descriptor() == before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_a_pipe_that_nobody_writes_into_makes_nobody_wait(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(QuestionError, match="the table is empty"):
        list(read_rows(str(tmp_path / "pipe"), KNOWN))


def test_a_name_that_is_no_text_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = b"file,for\n\xff.png,a3\n"
    (tmp_path / "table").write_bytes(table)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(table)))
    for source in (str(tmp_path / "table"), "-"):
        assert [os.fsencode(row.cells["file"]) for row in read_rows(source, KNOWN)] == [b"\xff.png"]


def test_a_table_may_come_from_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"file,for\na,a3\n")))
    assert [row.cells for row in read_rows("-", KNOWN)] == [{"file": "a", "for": "a3"}]
    monkeypatch.setattr("sys.stdin", None)
    with pytest.raises(QuestionError, match="cannot read the table: there is no standard input"):
        list(read_rows("-", KNOWN))


def test_a_line_without_an_end_is_refused(tmp_path: Path) -> None:
    (tmp_path / "long").write_text(f"file,for\n{'a' * (MAX_LINE + 1)}\n", "utf-8")
    with pytest.raises(QuestionError, match="a line has more than 1,000,000 characters"):
        list(read_rows(str(tmp_path / "long"), KNOWN))
    (tmp_path / "long").write_text(f"file,for\n{'a' * (MAX_LINE - 1)}\n", "utf-8")
    assert len(list(read_rows(str(tmp_path / "long"), KNOWN))) == 1


def test_a_row_is_read_when_it_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "table").write_text(f"file,for\na,a3\n{'x' * (MAX_LINE + 1)}\n", "utf-8")
    assert next(read_rows(str(tmp_path / "table"), KNOWN)).cells == {"file": "a", "for": "a3"}


# what a row says beside what is given
WORDS = [
    ({"for": "a3"}, Words(ppi="300"), Words(deliverable="a3", ppi="300")),
    ({"for": "a3"}, Words(pixels="1x1"), Words(deliverable="a3")),
    ({"size": "1x1in"}, Words(deliverable="a3", bleed="3mm"), Words(size="1x1in", bleed="3mm")),
    ({"file": "a.png"}, Words(deliverable="a3"), Words(deliverable="a3")),
    ({"landscape": "Yes", "transparent": "0"}, Words(transparent=True), Words(landscape=True)),
    ({"portrait": "yes"}, Words(deliverable="a3", landscape=True), Words(deliverable="a3", portrait=True)),
    ({"landscape": "yes"}, Words(size="1x2m", portrait=True), Words(size="1x2m", landscape=True)),
    ({"model": "x", "max_bytes": "1MB"}, Words(), Words(model="x", max_bytes="1MB")),
]


@pytest.mark.parametrize(("cells", "given_words", "words"), WORDS)
def test_a_row_says_what_differs(cells: dict[str, str], given_words: Words, words: Words) -> None:
    assert words_of_row(Row(1, cells), given_words) == words


def test_a_switch_is_true_or_false() -> None:
    for text in ("true", "TRUE", "yes", "1", "x", " Yes "):
        assert words_of_row(Row(1, {"portrait": text}), Words()) == Words(portrait=True)
    for text in ("false", "No", "0"):
        assert words_of_row(Row(1, {"portrait": text}), Words(portrait=True)) == Words()
    with pytest.raises(QuestionError, match="portrait: 'perhaps' is not true or false") as caught:
        words_of_row(Row(1, {"portrait": "perhaps"}), Words())
    assert caught.value.faults[0].code == "bad-quantity"


def test_every_option_of_a_brief_is_a_column() -> None:
    assert {f"--{name.replace('_', '-')}" for name in COLUMNS} == set(OPTION.values()) - {"--use"}


@given(st.text(max_size=200))
def test_any_text_is_a_table_or_refused(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    table = tmp_path_factory.mktemp("any") / "table"
    table.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        for row in read_rows(str(table), KNOWN):
            assert row.fault or row.cells or text.lstrip().startswith("{")
    except QuestionError:
        pass  # one clear error, and no other exception
