"""Arrow and Parquet: the same answers, whatever types the columns have."""

from __future__ import annotations

import sys
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from briefs import briefs, expected, write
from command import ask, execute_python

from resadvise import QuestionError, load_facts
from resadvise.batch import answer_batches, answered_schema
from resadvise.batch.answers import FIELDS, SENTENCES, Wanted
from resadvise.batch.columns import questions
from resadvise.batch.parquet import ParquetTable

if TYPE_CHECKING:
    from pathlib import Path


def table_of(rows: list[dict[str, Any]]) -> Any:
    """Return briefs as a table whose columns have one type each."""
    texts = ("keep", "tolerance", "ppi")
    plain = [{name: str(value) if name in texts else value for name, value in row.items()} for row in rows]
    names = dict.fromkeys(name for row in plain for name in row)
    return pa.table({name: [row.get(name) for row in plain] for name in names})


def answers_of(**columns: Any) -> list[dict[str, Any]]:
    table = pa.table(columns)
    [batch] = answer_batches(table.to_batches())
    rows: list[dict[str, Any]] = batch.select([name for name in FIELDS if name in batch.schema.names]).to_pylist()
    return rows


def test_every_row_of_parquet_gets_the_answer_of_recommend(tmp_path: Path) -> None:
    rows = briefs(3_000)
    pq.write_table(table_of(rows), tmp_path / "in.parquet", row_group_size=700)
    result = ask("batch", str(tmp_path / "in.parquet"), "-o", str(tmp_path / "out.parquet"))
    assert (result.code, result.out) == (1, "")
    assert f"3 of 3,000 rows in error; the first: {tmp_path}/in.parquet: row 429: --for: there is no" in result.err
    before, after = pq.read_table(tmp_path / "in.parquet"), pq.read_table(tmp_path / "out.parquet")
    assert after.select(before.schema.names).equals(before)
    assert pq.ParquetFile(tmp_path / "out.parquet").num_row_groups == 1
    for row, found in zip(rows, after.to_pylist(), strict=True):
        answer = expected(row)
        assert {name: found[name] for name in FIELDS if name != "model"} == {
            name: value for name, value in answer.items() if name != "model"
        }


A3 = expected({"for": "a3"})

# columns of every type, and the brief that they make
TYPES: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"for": pa.array(["a3"], pa.large_string())}, {"for": "a3"}),
    ({"for": pa.array(["a3"]).dictionary_encode()}, {"for": "a3"}),
    ({"width": pa.array([215.9], pa.float32()), "height": [279.4], "unit": ["mm"]}, {"size": "215.9x279.4mm"}),
    ({"width": [215.89999999999998], "height": [279], "unit": ["mm"]}, {"size": "215.9x279mm"}),
    ({"for": ["a3"], "ppi": pa.array([240], pa.int16())}, {"for": "a3", "ppi": "240"}),
    ({"for": ["a3"], "ppi": [float("nan")]}, {"for": "a3"}),
    ({"for": ["a3"], "ppi": pa.array([float("nan")], pa.float32())}, {"for": "a3"}),
    ({"for": ["a3"], "ppi": pa.array([None], pa.float32())}, {"for": "a3"}),
    ({"for": ["a3"], "max_price": pa.array([Decimal("0.50")], pa.decimal128(9, 2))}, {"for": "a3", "max_price": "0.5"}),
    ({"for": ["a3"], "landscape": [True]}, {"for": "a3", "landscape": True}),
    ({"pixels": [[1080, 1350]]}, {"pixels": "1080x1350"}),
    ({"pixels": pa.array([[1080, 1350]], pa.list_(pa.int32(), 2))}, {"pixels": "1080x1350"}),
    ({"uses": [["print", "draft"]]}, {"uses": ["print", "draft"]}),
    ({"uses": pa.array([None], pa.list_(pa.string()))}, {}),
    ({"print": [None]}, {}),
]


@pytest.mark.parametrize(("columns", "brief"), TYPES)
def test_a_column_may_have_any_type(columns: dict[str, Any], brief: dict[str, Any]) -> None:
    assert answers_of(**columns) == [expected(brief)]


@pytest.mark.parametrize(
    "column", [pa.array([{"width": 1}]), pa.array([[[1]]]), pa.array([b"1x1mm"]), pa.array([0], pa.date32())]
)
def test_what_is_neither_text_nor_number_costs_one_row(column: Any) -> None:
    [answer] = answers_of(size=column)
    assert (answer["status"], answer["error"]) == ("error", "size: a cell holds neither a text nor a number")


def test_batches_of_any_number_of_rows() -> None:
    table = pa.table({"for": ["a3"] * 5 + ["nope"], "sku": range(6)})
    batches = [table.to_batches()[0].slice(0, 0), *table.to_batches(max_chunksize=2)]
    out = list(answer_batches(batches))
    assert [len(batch) for batch in out] == [0, 2, 2, 2]
    assert pa.Table.from_batches(out)["status"].to_pylist() == ["ok"] * 5 + ["error"]
    assert list(answer_batches([])) == []


def test_the_schema_is_known_before_the_first_batch() -> None:
    table = pa.table({"for": ["a3"]}).replace_schema_metadata({"owner": "print shop"})
    for how in ({}, {"prefix": "ra_", "reasons": True}):
        schema = answered_schema(table.schema, **how)  # type: ignore[arg-type]
        [batch] = answer_batches(table.to_batches(), **how)  # type: ignore[arg-type]
        assert batch.schema.equals(schema, check_metadata=True)
        assert schema.metadata == {b"owner": b"print shop"}
    assert schema.names == ["for", *(f"ra_{name}" for name in (*FIELDS, *SENTENCES))]
    assert batch["ra_reasons"].to_pylist()[0]


def test_the_keywords_are_those_of_recommend_and_of_the_command() -> None:
    table = pa.table({"breite": [90, 1080], "height": [50, 1350], "einheit": [None, "px"], "model": ["A-7", "B-8"]})
    [batch] = answer_batches(
        table.to_batches(), facts=load_facts(), columns={"width": "breite", "unit": "einheit"}, ignore=["model"],
        unit="mm", bleed="3mm", max_price=0.1, uses=["print"],
    )  # fmt: skip
    briefs_ = ({"size": "90x50mm", "bleed": "3mm"}, {"pixels": "1080x1350"})
    for row, brief in zip(batch.to_pylist(), briefs_, strict=True):
        answer = expected({**brief, "max_price": "0.1", "print": True})
        assert {**row, **answer} == {**row, "model": answer["model"]}
        assert row["model"] in ("A-7", "B-8")


def test_an_unknown_keyword_and_a_table_without_questions_are_refused() -> None:
    with pytest.raises(TypeError, match="fro"):
        list(answer_batches(pa.table({"for": ["a3"]}).to_batches(), fro="a3"))  # type: ignore[call-arg]
    with pytest.raises(QuestionError, match="no column asks anything"):
        list(answer_batches(pa.table({"sku": ["a3"]}).to_batches()))


@pytest.mark.parametrize("cut", [0, 40, 4])
def test_what_is_no_parquet_is_refused(cut: int, tmp_path: Path) -> None:
    source = tmp_path / "in.parquet"
    pq.write_table(pa.table({"for": ["a3"] * 9}), source)
    write(source, "") if not cut else source.write_bytes(source.read_bytes()[:-cut])
    result = ask("batch", str(source), "-o", str(tmp_path / "out.parquet"))
    assert (result.code, result.err) == (2, f"resadvise: {source}: this is not a Parquet file\n")
    assert [path.name for path in tmp_path.iterdir()] == ["in.parquet"]


def test_a_damaged_page_is_one_clear_error(tmp_path: Path) -> None:
    source = tmp_path / "in.parquet"
    pq.write_table(pa.table({"for": [f"a{place}" for place in range(999)]}), source, compression="gzip")
    text = bytearray(source.read_bytes())
    text[60:400] = bytes(340)
    source.write_bytes(text)
    result = ask("batch", str(source), "-o", str(tmp_path / "out.parquet"))
    assert (result.code, result.err.splitlines()[-1]) == (2, f"resadvise: {source}: the Parquet file is damaged")
    with source.open("rb") as stream, pytest.raises(QuestionError) as caught:
        list(ParquetTable(stream, "in", questions(load_facts()), Wanted()))
    assert [fault.code for fault in caught.value.faults] == ["bad-table"]


def test_without_pyarrow_one_line_says_what_to_install(tmp_path: Path) -> None:
    write(tmp_path / "in.parquet", "PAR1")
    code = "import sys; sys.modules['pyarrow'] = None; from resadvise.cli import main; main()"
    result = execute_python(code, "batch", str(tmp_path / "in.parquet"), "-o", str(tmp_path / "out.parquet"))
    needs = f"resadvise: {tmp_path}/in.parquet: Parquet needs pyarrow (pip install 'resadvise[parquet]')\n"
    assert (result.code, result.err) == (2, needs)


@pytest.mark.parametrize(("rows", "groups"), [(95, [30, 30, 30, 5]), (60, [30, 30])])
def test_large_groups_are_written_as_they_fill(
    rows: int, groups: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("resadvise.batch.parquet._ROWS", 10)
    monkeypatch.setattr("resadvise.batch.parquet._GROUP_ROWS", 25)
    pq.write_table(pa.table({"for": ["a3"] * rows}), tmp_path / "in.parquet")
    assert ask("batch", str(tmp_path / "in.parquet"), "-o", str(tmp_path / "out.parquet")).code == 0
    file = pq.ParquetFile(tmp_path / "out.parquet")
    assert [file.metadata.row_group(place).num_rows for place in range(file.num_row_groups)] == groups


def test_an_installation_without_pyarrow_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    write(tmp_path / "in.parquet", "PAR1")
    result = ask("batch", str(tmp_path / "in.parquet"), "-o", str(tmp_path / "out.parquet"), "--print")
    assert (result.code, "pip install 'resadvise[parquet]'" in result.err) == (2, True)


def test_a_table_of_no_rows(tmp_path: Path) -> None:
    pq.write_table(pa.table({"for": pa.array([], pa.string())}), tmp_path / "in.parquet")
    assert ask("batch", str(tmp_path / "in.parquet"), "-o", str(tmp_path / "out.parquet")).code == 0
    table = pq.read_table(tmp_path / "out.parquet")
    assert (table.num_rows, table.schema.names) == (0, ["for", *FIELDS])
