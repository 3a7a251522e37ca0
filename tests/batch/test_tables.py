"""What a table may look like: each case as it is read and as it is written, to the byte."""

# ruff: noqa: E501 - a case is a line, so that the table can be read as one

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from briefs import expected, in_csv
from hypothesis import given
from hypothesis import strategies as st

from resadvise import QuestionError, load_facts, recommend
from resadvise.batch.answers import FIELDS, SENTENCES, Answers, Wanted, answer
from resadvise.batch.blocks import BLOCK
from resadvise.batch.columns import Role, questions, role_of, roles_of, said_by
from resadvise.batch.csv_table import CsvTable
from resadvise.batch.json_lines import JsonLines
from resadvise.batch.rows import MAX_LINE
from resadvise.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from resadvise.batch.blocks import Answered

FACTS = load_facts()
ASKED = questions(FACTS)
HEAD = "".join(f",{name}" for name in FIELDS)


class Drip(io.BytesIO):
    """A stream that gives so many bytes at a time, as a pipe does."""

    def __init__(self, text: bytes, most: int) -> None:
        super().__init__(text)
        self._most = most

    def read1(self, size: int | None = -1, /) -> bytes:
        return super().read1(min(self._most, size or BLOCK))


def csv_tail(brief: dict[str, Any], between: str = ",") -> str:
    """Return what follows a row of CSV that asks this."""
    cells = in_csv(expected(brief)).values()
    return "".join(between + (f'"{each}"' if "," in each or ";" in each else each) for each in cells)


def failed(message: str, between: str = ",") -> str:
    """Return what follows a row of CSV that is in error."""
    return f"{between}error{between * (len(FIELDS) - 1)}{message}"


def json_tail(brief: dict[str, Any], **own: str) -> str:
    """Return what follows an object that asks this."""
    values = {name: value for name, value in expected(brief).items() if name not in own}
    return json.dumps(values, separators=(",", ":"))[1:]


A3, CARD = csv_tail({"for": "a3"}), csv_tail({"size": "90x50mm"})
NO_SUCH = failed(f"'{expected({'for': 'a33'})['error']}")

TOO_MANY = {count: failed(f'"the row has {count} cells, but the header has {count - 1}"') for count in (2, 3)}
PERHAPS = failed("print: 'perhaps' is not true or false (if it asks nothing: --ignore print)")

# the text of a table -> the text with its answers
CSV = {
    "plain": ("for\na3\n", f"for{HEAD}\na3{A3}\n"),
    "other columns": ("sku,for,note\n1,a3,x\n", f"sku,for,note{HEAD}\n1,a3,x{A3}\n"),
    "without an end": ("for\na3", f"for{HEAD}\na3{A3}"),
    "carriage returns": ("for\r\na3\r\n", f"for{HEAD}\r\na3{A3}\r\n"),
    "ends of two kinds": ("for\r\na3\na3\r\n", f"for{HEAD}\r\na3{A3}\na3{A3}\r\n"),
    "a mark of bytes": ("\ufefffor\na3\n", f"\ufefffor{HEAD}\na3{A3}\n"),
    "a head alone": ("for,size\n", f"for,size{HEAD}\n"),
    "a head without an end": ("for,size", f"for,size{HEAD}"),
    "blank lines": ("\nfor\n\na3\n  \n", f"\nfor{HEAD}\n\na3{A3}\n  \n"),
    "a row that asks nothing": ("sku,for\n1,\n", f"sku,for{HEAD}\n1,{csv_tail({})}\n"),
    "quotes": ('for,note\n"a3","say ""no"""\n', f'for,note{HEAD}\n"a3","say ""no"""{A3}\n'),
    "a quoted end of a line": ('note,for\n"a\nb",a3\nc,a3\n', f'note,for{HEAD}\n"a\nb",a3{A3}\nc,a3{A3}\n'),
    "a quoted head": ('"for","a\nb"\na3,\n', f'"for","a\nb"{HEAD}\na3,{A3}\n'),
    "an inch": ('size\n8.5"x11"\n', f'size{HEAD}\n8.5"x11"{csv_tail({"size": "8.5x11in"})}\n'),
    "a row too short": ("for,note,x\na3\n", f"for,note,x{HEAD}\na3,,{A3}\n"),
    "a row too short for what it asks": ("for,n,ppi\na3\n", f"for,n,ppi{HEAD}\na3,,{A3}\n"),
    "a cell too many": ("for\na3,b\n", f'for{HEAD}\na3{TOO_MANY[2]},b\n'),
    "a cell too many, quoted": ('for,n\na3,"b,c",d\n', f'for,n{HEAD}\na3,"b,c"{TOO_MANY[3]},d\n'),
    "a name that is not known": ("for\na33\na3\n", f"for{HEAD}\na33{NO_SUCH}\na3{A3}\n"),
    "semicolons": ("sku;for\n1;a3\n", f"sku;for{HEAD.replace(',', ';')}\n1;a3{csv_tail({'for': 'a3'}, ';')}\n"),
    "tabs": ("sku\tfor\n1\ta3\n", f"sku\tfor{HEAD.replace(',', chr(9))}\n1\ta3{csv_tail({'for': 'a3'}, chr(9))}\n"),
    "what looks like a formula": ("note,for\n=1+1,a3\n", f"note,for{HEAD}\n=1+1,a3{A3}\n"),
    "bytes that are no text": ("note,for\n\udce9,a3\n", f"note,for{HEAD}\n\udce9,a3{A3}\n"),
    "names of columns twice, that ask nothing": ("n,for,n\n1,a3,2\n", f"n,for,n{HEAD}\n1,a3,2{A3}\n"),
    "a model of its own": ("for,model\na3,\n", f"for,model{HEAD.replace(',model', '')}\na3,{A3.replace(',gemini-nano-banana-2.1', '')}\n"),
    "a size in parts": ("width,height,unit\n90,50,mm\n", f"width,height,unit{HEAD}\n90,50,mm{CARD}\n"),
    "a number of too many digits": ("width,height,unit\n89.99999999999999,50.0,mm\n", f"width,height,unit{HEAD}\n89.99999999999999,50.0,mm{CARD}\n"),
    "uses as columns": ("print,crop\nyes,\n", f"print,crop{HEAD}\nyes,{csv_tail({'uses': ['print']})}\n"),
    "a list of uses": ("uses\nprint;draft\n", f"uses{HEAD}\nprint;draft{csv_tail({'uses': ['print', 'draft']})}\n"),
    "a switch that is none": ("print\nperhaps\n", f"print{HEAD}\nperhaps{PERHAPS}\n"),
}  # fmt: skip

# what is wrong with quotes costs one row; its text stands in one cell, so that nothing is lost
BROKEN = {
    "a letter behind a quote": ('n,for\n"a"x,a3\nb,a3\n', '"""a""x,a3",'),
    "a quote that is not closed": ('n,for\n"a,a3\nb,a3\n', '"""a,a3",'),
    "a carriage return": ("n,for\na\rb,a3\nb,a3\n", '"a\rb,a3",'),
}

JSON = {
    "plain": ('{"for":"a3"}\n', f'{{"for":"a3",{json_tail({"for": "a3"})}\n'),
    "blanks": (' { "for" : "a3" } \r\n\n', f' {{ "for" : "a3",{json_tail({"for": "a3"})} \r\n\n'),
    "without an end": ('{"for":"a3"}', f'{{"for":"a3",{json_tail({"for": "a3"})}'),
    "a mark of bytes": ('\ufeff{"for":"a3"}\n', f'\ufeff{{"for":"a3",{json_tail({"for": "a3"})}\n'),
    "nothing is asked later": ('{"for":"a3"}\n{}\n', f'{{"for":"a3",{json_tail({"for": "a3"})}\n{{{json_tail({})}\n'),
    "pairs": ('{"pixels":[1080,1350]}\n', f'{{"pixels":[1080,1350],{json_tail({"pixels": "1080x1350"})}\n'),
    "a model of its own": ('{"model":null}\n', f'{{"model":null,{json_tail({}, model="")}\n'),
    "values of others": ('{"for":"a3","x":{"y":[1.50]}}\n', f'{{"for":"a3","x":{{"y":[1.50]}},{json_tail({"for": "a3"})}\n'),
}  # fmt: skip

# an object or a line -> its error
JSON_ERRORS = {
    "no": "this line is not JSON",
    "[1]": "this line is not a JSON object",
    '{"for":"a3","for":"a4"}': "the name 'for' appears twice",
    '{"for":"a3","For":"a4"}': "the columns 'for' and 'For' ask the same (leave one of them out with --ignore)",
    '{"for":{"w":1}}': "for: a cell holds neither a text nor a number",
    '{"size":{"w":1}}': "size: a cell holds neither a text nor a number",
    '{"ppi":true,"for":"a3"}': "--ppi: 'true' is not a density; try 300 or 300ppi",
    '{"for":"a3","ppi":NaN}': "",
    '{"width":1,"height":2,"unit":"mm","size":"1x2mm"}': "size: width and height, and size, are two targets; give one",
}

# what a table as a whole can have against it
REFUSED: dict[str, tuple[str, dict[str, Any], str]] = {
    "empty": ("", {}, "table: the table is empty"),
    "blank": ("\n \n", {}, "table: the table is empty"),
    "nothing asked": ("sku,name\n", {}, "no column asks anything"),
    "a column twice": ("for,for\n", {}, "the column 'for' appears twice"),
    "a column in two spellings": ("for,For\n", {}, "the columns 'for' and 'For' ask the same"),
    "a column of the answer": ("for,Tier\n", {}, "the table already has a column 'tier'"),
    "a mapped column that is not there": ("for\n", {"names": [("width", "breite")]}, "--map: the table has no column 'breite'"),
    "an ignored column that is not there": ("for,modell\n", {"ignored": ["model"]}, "--ignore: the table has no column 'model' (did you mean modell?)"),
    "a quote in the head": ('"for"x\n', {}, "table:1: invalid CSV"),
    "a quote in a head below blank lines": ('\n \n"for"x\n', {}, "table:3: invalid CSV"),
    "a head that is too long": (f"for,{'x' * MAX_LINE}\na3\n", {}, "table:1: the row has more than 1,000,000 bytes"),
    "another encoding": ("\ufefffor\n", {"encoding": "utf-16"}, "table: the table is UTF-16 (save it as UTF-8)"),
}  # fmt: skip


LONGEST, PIECE = 1_000, 300


@pytest.fixture
def short_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a row of a thousand bytes be the longest, so that one that is too long is no work."""
    for module in ("blocks", "csv_table"):
        monkeypatch.setattr(f"resadvise.batch.{module}.MAX_LINE", LONGEST)


def blocks(
    text: str, table: type[CsvTable | JsonLines] = CsvTable, most: int = BLOCK, **how: Any
) -> Iterator[Answered]:
    wanted = Wanted(how.pop("prefix", ""), how.pop("reasons", False))
    encoding, between = how.pop("encoding", "utf-8"), how.pop("delimiter", None)
    stream = Drip(text.encode(encoding, "surrogateescape" if encoding == "utf-8" else "strict"), most)
    form = {"delimiter": between} if between else {}
    return iter(table(stream, "table", questions(FACTS, **how), wanted, **form))


def answered(text: str, table: type[CsvTable | JsonLines] = CsvTable, **how: Any) -> str:
    return b"".join(block.text for block in blocks(text, table, **how)).decode("utf-8", "surrogateescape")


@pytest.mark.parametrize("most", [BLOCK, 1, 7])
@pytest.mark.parametrize(("text", "out"), CSV.values(), ids=CSV)
def test_csv(text: str, out: str, most: int) -> None:
    assert answered(text, most=most) == out


@pytest.mark.parametrize("most", [BLOCK, 1, 7])
@pytest.mark.parametrize(("text", "out"), JSON.values(), ids=JSON)
def test_json_lines(text: str, out: str, most: int) -> None:
    assert answered(text, JsonLines, most=most) == out


@pytest.mark.parametrize("most", [BLOCK, 1])
@pytest.mark.parametrize(("text", "cell"), BROKEN.values(), ids=BROKEN)
def test_what_is_wrong_with_quotes_costs_one_row(text: str, cell: str, most: int) -> None:
    head, broken, good = answered(text, most=most).removesuffix("\n").split("\n")
    assert head == f"n,for{HEAD}"
    assert broken.startswith(f"{cell},error,")
    assert "invalid CSV" in broken
    assert good == f"b,a3{A3}"


@pytest.mark.parametrize("most", [BLOCK, 1, 2])
def test_lines_are_counted_from_the_first(most: int) -> None:
    assert next(each.first for each in blocks("\n\nfor\na3\nnone\n", most=most) if each.first).startswith("table:5: ")


def test_what_looks_like_another_encoding_below_the_first_line_is_no_text() -> None:
    text = "for\n\udcff\udcfea3\na3\n"
    for most in (BLOCK, 4):
        _head, broken, good = answered(text, most=most).removesuffix("\n").split("\n")
        assert "error" in broken
        assert good == f"a3{A3}"


@pytest.mark.parametrize(("line", "error"), JSON_ERRORS.items())
def test_what_is_wrong_with_an_object_costs_one_row(line: str, error: str) -> None:
    first, second, third = answered(f'{{"for":"a3"}}\n{line}\n{{"for":"a3"}}\n', JsonLines).splitlines()
    assert first == third
    assert (json.loads(second)["error"] or "") == error
    assert json.loads(second)["status"] == ("error" if error else "ok")


@pytest.mark.parametrize(("text", "how", "message"), REFUSED.values(), ids=REFUSED)
def test_what_is_wrong_with_a_table_is_refused(text: str, how: dict[str, Any], message: str) -> None:
    with pytest.raises(QuestionError) as raised:
        answered(text, **how)
    assert str(raised.value).startswith(message)
    assert raised.value.faults[0].code == ("unknown-column" if "has no column" in message else "bad-table")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "table: the table is empty"),
        ('{"sku":1}\n', "no column asks anything"),
        ('{"for":"a3"}\n{"for":"a3","tier":1}\n', "table:2: the table already has a column 'tier'"),
    ],
)
def test_what_is_wrong_with_json_lines_is_refused(text: str, message: str) -> None:
    with pytest.raises(QuestionError) as raised:
        answered(text, JsonLines)
    assert str(raised.value).startswith(message)


# what is given for all rows, and what a row says -> what is asked; None: the row is in error
GIVEN: list[tuple[dict[str, Any], dict[str, Any], dict[str, Any]]] = [
    ({"ppi": "240", "bleed": "3mm"}, {"for": "a3"}, {"for": "a3", "ppi": "240", "bleed": "3mm"}),
    ({"ppi": "240", "bleed": "3mm"}, {"for": "hero"}, {"for": "hero"}),
    ({"ppi": "240", "bleed": "3mm"}, {}, {}),
    ({"ppi": "240", "bleed": "3mm"}, {"pixels": "90x50", "ppi": "300"}, {"pixels": "90x50", "ppi": "300"}),
    ({"deliverable": "a3"}, {"pixels": "90x50"}, {"pixels": "90x50"}),
    ({"deliverable": "a3"}, {"ppi": "100"}, {"for": "a3", "ppi": "100"}),
    ({"landscape": True}, {"for": "a3", "portrait": "yes"}, {"for": "a3", "portrait": True}),
    ({"landscape": True}, {"for": "a3", "landscape": "no"}, {"for": "a3"}),
    ({"transparent": True}, {"for": "apple-app-icon"}, {"for": "apple-app-icon"}),
    ({"uses": ("print",)}, {"for": ""}, {"uses": ["print"]}),
    ({"uses": ("print",)}, {"uses": "draft"}, {"uses": ["draft"]}),
    ({"aspect": "1:8"}, {"for": "a3", "model": "nano-banana-pro"}, {"for": "a3", "model": "nano-banana-pro"}),
    ({"aspect": "1:8"}, {"for": "a3"}, {"for": "a3", "aspect": "1:8"}),
    ({"aspect": "5:7"}, {"for": "a3"}, {"for": "a3", "aspect": "5:7"}),
    ({"quality": "low"}, {"for": "a3"}, {"for": "a3"}),
    (
        {"quality": "low"},
        {"for": "a3", "model": "gpt-image-2"},
        {"for": "a3", "model": "gpt-image-2", "quality": "low"},
    ),
    ({"max_price": "0.05"}, {"for": "a3", "max_price": "1"}, {"for": "a3", "max_price": "1"}),
]


@pytest.mark.parametrize(("given_words", "row", "question"), GIVEN)
def test_a_default_is_asked_where_it_can_apply(
    given_words: dict[str, Any], row: dict[str, Any], question: dict[str, Any]
) -> None:
    roles = [role_of(column, ASKED) for column in row]
    cells = [(role, value) for role, value in zip(roles, row.values(), strict=True) if role]
    assert answer(cells, questions(FACTS, Words(**given_words))) == expected(question)


@pytest.mark.parametrize(
    ("given_words", "code"),
    [
        ({"bleed": "3"}, "bad-quantity"),
        ({"model": "nope"}, "unknown-model"),
        ({"uses": ("prnt",)}, "unknown-use"),
        ({"deliverable": "a3", "size": "1x1mm"}, "two-targets"),
        ({"quality": "foo"}, "unknown-quality"),  # one that another model has may be asked of a row's model
    ],
)
def test_a_default_that_no_row_can_take_is_refused(given_words: dict[str, Any], code: str) -> None:
    with pytest.raises(QuestionError) as raised:
        questions(FACTS, Words(**given_words))
    assert [fault.code for fault in raised.value.faults] == [code]


def test_a_unit_that_no_row_can_take_is_refused() -> None:
    with pytest.raises(QuestionError, match=r"--unit: there is no unit 'kg' \(.*mm"):
        questions(FACTS, unit="kg")
    assert questions(FACTS, Words(quality="low"), unit="Inches").unit == "Inches"


def test_a_name_that_can_be_mapped_is_one_of_ours() -> None:
    with pytest.raises(QuestionError, match=r"--map: no column is called 'widht' here \(did you mean width\?\)"):
        questions(FACTS, names={"widht": "breite"}.items())
    with pytest.raises(QuestionError, match=r"no column is called 'qqq' here \(columns: for, "):
        questions(FACTS, names={"qqq": "x"}.items())
    for pairs, message in (
        ((("width", "a"), ("Width", "b")), "width would be the columns 'a' and 'b'"),
        ((("width", "a"), ("height", "A")), "the column 'A' would be width and height"),
    ):
        with pytest.raises(QuestionError, match=f"^--map: {message} ") as caught:
            questions(FACTS, names=pairs)
        assert caught.value.faults[0].code == "bad-table"
    assert questions(FACTS, names={"Print": "druck"}.items()).names == {"print": "druck"}


# what a cell of a column can hold, and what that says
CELLS: list[tuple[str, Any, dict[str, Any]]] = [
    ("for", " a3 ", {"deliverable": "a3"}),
    ("For", "a3", {"deliverable": "a3"}),
    ("max-price", 0.1 + 0.2, {"max_price": "0.3"}),
    ("ppi", 300.0, {"ppi": "300"}),
    ("ppi", 300, {"ppi": "300"}),
    ("ppi", "0.30000000000000004", {"ppi": "0.3"}),
    ("ppi", "300.50", {"ppi": "300.50"}),
    ("ppi", float("nan"), {}),
    ("ppi", None, {}),
    ("ppi", " ", {}),
    ("keep", Decimal("0.50"), {"keep": "0.5"}),
    ("transparent", True, {"transparent": True}),
    ("transparent", "No", {"transparent": False}),
    ("transparent", 1, {"transparent": True}),
    ("pixels", (1080, 1350), {"pixels": "1080x1350"}),
    ("size", ["29.7cm", "420mm"], {"size": "29.7cmx420mm"}),
    ("aspect", [16, 9], {"aspect": "16:9"}),
    ("uses", "print, crop|draft;web", {"uses": ("print", "crop", "draft", "web")}),
    ("uses", ["print", "crop"], {"uses": ("print", "crop")}),
    ("use", "print", {"uses": ("print",)}),
    ("uses", [], {}),
    ("large_format", "x", {"uses": ("large-format",)}),
    ("large_format", False, {}),
    ("width", 90, {"size": "90x"}),
    ("height", "90.0mm", {"size": "x90.0mm"}),
    ("unit", "mm", {}),
    ("sku", {"any": "thing"}, {}),
]


@pytest.mark.parametrize(("column", "value", "said"), CELLS)
def test_what_a_cell_says(column: str, value: Any, said: dict[str, Any]) -> None:
    role = role_of(column, ASKED)
    assert said_by([(role, value)] if role else [], ASKED) == said


SIDES = [
    ((90, 50, "mm"), "", {"size": "90x50mm"}),
    ((90, 50, "PX"), "", {"pixels": "90x50"}),
    ((90, None, "px"), "", {"pixels": "90"}),
    ((90.0, 50.25, None), "in", {"size": "90x50.25in"}),
    ((90, 50, "cm"), "in", {"size": "90x50cm"}),
    ((90, 50, None), "px", {"pixels": "90x50"}),
    ((90, 50, None), "", {"size": "90x50"}),
    ((None, None, "mm"), "", {}),
]


@pytest.mark.parametrize(("values", "usual", "said"), SIDES)
def test_width_height_and_unit_are_a_size(values: tuple[Any, ...], usual: str, said: dict[str, str]) -> None:
    cells = zip(map(Role, ("width", "height", "unit")), values, strict=True)
    assert said_by(cells, questions(FACTS, unit=usual)) == said


def test_columns_may_have_other_names() -> None:
    asked = questions(FACTS, names={"width": "Breite", "print": "Druck"}.items(), ignored=["model"])
    columns = ["Breite", "width", "height", "Model", "druck", "print"]
    assert roles_of(columns, asked) == [Role("width"), None, Role("height"), None, Role("uses", "print"), None]
    text = "Breite,height,unit,model\n90,50,mm,A-7\n"
    out = answered(text, names={"width": "Breite"}.items(), ignored=["model"])
    assert out.splitlines()[1] == f"90,50,mm,A-7{CARD.replace(',gemini-nano-banana-2.1', '')}"


def test_what_is_read_as_what_is_told_once() -> None:
    notes = [
        block.note for block in blocks("Breite,height,unit,sku\n1,1,mm,x\n", names={"width": "Breite"}.items(), most=9)
    ]
    assert notes[0] == "columns read: width (here 'Breite'), height, unit; one other passes through"
    assert set(notes[1:]) == {None}
    text = '{"for":"a3","sku":1}\n{"for":"a4","ppi":9}\n{"sku":2,"ppi":9}\n'
    told = [block.note for block in blocks(text, JsonLines, most=9)]
    assert [note for note in told if note] == ["columns read: for", "columns read: ppi"]


@pytest.mark.parametrize("most", [BLOCK, 7])
def test_rows_and_errors_are_counted_and_the_first_is_told(most: int) -> None:
    for text, table in (
        ("for\na3\nnope\n\na4\nno\n", CsvTable),
        ('{"for":"a3"}\n{"for":"nope"}\n\n{"for":"a4"}\n{"for":"no"}\n', JsonLines),
    ):
        found = list(blocks(text, table, most=most))
        first = next(block.first for block in found if block.first)
        assert (sum(block.rows for block in found), sum(block.errors for block in found)) == (4, 2)
        assert first.startswith(f"table:{3 if table is CsvTable else 2}: --for: there is no deliverable 'nope'")
    broken = [block.first for block in blocks('n,for\na,a3\n"b"x,a3\nc,a3\n', most=most) if block.first]
    assert [first.partition(": ")[0] for first in broken] == ["table:3"]


def test_the_added_names_can_begin_differently() -> None:
    head, row = answered("for,model,status\na3,,new\n", prefix="ra_").splitlines()
    assert head == "for,model,status" + "".join(f",ra_{name}" for name in FIELDS)
    assert row == f"a3,,new{A3}"
    line = json.loads(answered('{"for":"a3","status":"new"}\n', JsonLines, prefix="ra_"))
    assert (line["status"], line["ra_status"], line["ra_model"]) == ("new", "ok", FACTS.defaults.model)


def test_reasons_are_those_of_the_answer() -> None:
    advice = recommend(deliverable="a0", ppi=72, distance="10m")
    sentences = {name: [each.text for each in getattr(advice, name)] for name in SENTENCES}
    assert sentences["reasons"]
    line = json.loads(answered('{"for":"a0","ppi":72,"distance":"10m"}\n', JsonLines, reasons=True))
    assert {name: line[name] for name in SENTENCES} == sentences
    rows = csv.DictReader(io.StringIO(answered("for,ppi,distance\na0,72,10m\nnope,,\n", reasons=True)))
    first, second = rows
    assert {name: first[name] for name in SENTENCES} == {name: " ".join(sentences[name]) for name in SENTENCES}
    assert (second["status"], second["reasons"]) == ("error", "")


def test_a_text_of_ours_is_no_formula_and_ends_no_cell() -> None:
    row = answered("for\tnote\n=2+3\t=1\n", delimiter="\t").splitlines()[1].split("\t")
    assert row[:3] == ["=2+3", "=1", "error"]
    assert row[-1].startswith("\"'--for: there is no deliverable '=2+3'")


# What is remembered


def test_equal_briefs_are_answered_once() -> None:
    asked: list[str] = []

    def make(keys: Sequence[str]) -> list[str]:
        asked.extend(keys)
        return [key.upper() for key in keys]

    answers = Answers(make, remembered=2)
    assert answers.of(["a", "b", "a"]) == ["A", "B", "A"]
    assert answers.of(["a", "c", "b"]) == ["A", "C", "B"]
    assert sorted(asked) == ["a", "b", "c"]  # and now these are the older ones
    assert answers.of(["b", "d", "e"]) == ["B", "D", "E"]
    assert sorted(asked) == ["a", "b", "c", "d", "e"]
    assert answers.of(["b", "f"]) == ["B", "F"]
    answers.of(["a"])
    assert sorted(asked) == ["a", "a", "b", "c", "d", "e", "f"]


def test_what_is_remembered_is_bounded_by_its_text_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("resadvise.batch.answers.REMEMBERED_TEXT", 10)
    asked: list[str] = []

    def make(keys: Sequence[str]) -> Sequence[str]:
        asked.extend(keys)
        return keys

    answers = Answers(make)
    for key in ("a" * 20, "b" * 20, "c" * 20, "a" * 20):
        answers.of([key])
    assert len(asked) == 4


@given(st.text(alphabet='a3,;"\n\r\t0x.é=', max_size=60), st.integers(1, 9))
def test_any_table_is_answered_or_refused(text: str, most: int) -> None:
    table = f"for,note\n{text}\n"
    try:
        whole = answered(table)
    except QuestionError:
        return
    assert answered(table, most=most) == whole
    assert whole.startswith(f"for,note{HEAD}")


@given(st.lists(st.dictionaries(st.sampled_from(["for", "ppi", "sku"]), st.text(max_size=9) | st.floats() | st.none())))
def test_any_object_is_answered(rows: list[dict[str, Any]]) -> None:
    text = "".join(json.dumps(row) + "\n" for row in [{"for": "a3"}, *rows])
    out = answered(text, JsonLines).splitlines()
    for before, after in zip(text.splitlines(), out, strict=True):
        assert after.startswith(before[:-1])
        assert json.loads(after)["status"] in ("ok", "insufficient", "error")


@pytest.mark.usefixtures("short_rows")
def test_a_quote_that_is_never_closed_costs_one_row() -> None:
    """Also where the rest of the table is longer than a row may be."""
    rest = "b,a3\n" * (LONGEST // 5 + 10)
    lines = answered(f'n,for\n"a,a3\n{rest}').splitlines()
    assert lines[1].startswith('"""a,a3",,error,')
    assert set(lines[2:]) == {f"b,a3{A3}"}
    assert len(lines) == 2 + LONGEST // 5 + 10


TOO_LONG = "the row has more than 1,000,000 bytes"


def long_text(count: int) -> str:
    """Return a text of so many bytes, with quotes and letters of two bytes."""
    return 'é"x' * (count // 4) + "é" * (count % 4 // 2) + "y" * (count % 2)


@pytest.mark.parametrize("end", ["\n", "\r\n", ""])
@pytest.mark.usefixtures("short_rows")
@pytest.mark.parametrize("most", [1, 7, PIECE, 3 * PIECE])
@pytest.mark.parametrize("more", [0, 1, 3 * PIECE])
def test_a_row_that_is_too_long_costs_one_row(more: int, most: int, end: str) -> None:
    """The longest row that is read has so many bytes; of a longer one every byte is written, in one cell."""
    row = f"a3,{long_text(LONGEST - len('a3,') - len(end[:-1]) + more)}"
    done = list(blocks(f"for,n\n{row}{end}{'a4,' if end else ''}", most=most))
    text = b"".join(each.text for each in done).decode()
    if more:
        cells = '"' + row.replace('"', '""') + f'",{failed(TOO_LONG)}'.replace(TOO_LONG, f'"{TOO_LONG}"')
    else:
        cells = row + A3
    assert text == f"for,n{HEAD}\n{cells}{end}{'a4,' + csv_tail({'for': 'a4'}) if end else ''}"
    assert (sum(each.rows for each in done), sum(each.errors for each in done)) == (1 + bool(end), int(more > 0))
    assert [each.first for each in done if each.first] == ([f"table:2: {TOO_LONG}"] if more else [])


@pytest.mark.usefixtures("short_rows")
def test_a_row_that_is_too_long_ends_what_is_not_closed() -> None:
    out = answered(f'n,for\n"a,a3\n{long_text(LONGEST + 1)}\nb,a3\n', most=PIECE).splitlines()
    assert out[1].startswith('"""a,a3",,error,')
    assert out[2].endswith(f',error{"," * (len(FIELDS) - 1)}"{TOO_LONG}"')
    assert out[3] == f"b,a3{A3}"


@pytest.mark.parametrize("end", ["\n", "\r\n", ""])
@pytest.mark.usefixtures("short_rows")
@pytest.mark.parametrize("most", [1, 7, PIECE])
@pytest.mark.parametrize("count", [LONGEST + 1, LONGEST + 2, LONGEST + 2 * PIECE + 1])
def test_an_object_that_is_too_long_costs_one(count: int, most: int, end: str) -> None:
    line = long_text(count - 3) + "≠"
    out = answered(f'{{"for":"a4"}}\n{line}{end}', JsonLines, most=most)
    row = json.loads(out.splitlines()[1])
    assert (row["line"], row["status"], row["error"]) == (line, "error", TOO_LONG)
    assert out.endswith("}" + end)


def test_a_table_that_cannot_be_read_to_its_end_is_refused() -> None:
    class Broken(io.BytesIO):
        def read1(self, size: int | None = -1, /) -> bytes:  # noqa: ARG002 - the parent's signature
            raise OSError(5, "Input/output error")

    with pytest.raises(QuestionError, match="table: cannot read the table: Input/output error"):
        list(CsvTable(Broken(), "table", ASKED, Wanted()))
