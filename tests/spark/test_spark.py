"""The answers of a real Spark, on this machine: those of the command, by one map over the distinct briefs."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from briefs import briefs
from command import ask
from pyspark.sql import SparkSession

from resadvise import QuestionError, load_facts
from resadvise.batch.answers import FIELDS
from resadvise.spark import advise

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ROWS = 100_000


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    """Return a Spark of two processes, whose Python is this one."""
    os.environ["PYSPARK_PYTHON"] = sys.executable
    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.sql.debug.maxToStringFields", "1000")
        .getOrCreate()
    )
    yield session
    session.stop()


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a table of many rows and few briefs, three of them broken."""
    texts = ("keep", "tolerance", "ppi")
    rows = [{name: str(value) if name in texts else value for name, value in row.items()} for row in briefs(2_000)]
    names = dict.fromkeys(name for row in rows for name in row)
    columns = {name: [rows[place % len(rows)].get(name) for place in range(ROWS)] for name in names}
    path = tmp_path_factory.mktemp("spark") / "in.parquet"
    pq.write_table(pa.table({**columns, "sku": range(ROWS)}), path)
    return path


def test_every_row_gets_the_answer_of_the_command(spark: SparkSession, table: Path, tmp_path: Path) -> None:
    assert ask("batch", str(table), "-o", str(tmp_path / "out.parquet"), "--reasons").code == 1
    advise(spark.read.parquet(str(table)), reasons=True).write.parquet(str(tmp_path / "spark"))
    expected = pq.read_table(tmp_path / "out.parquet").sort_by("sku")
    found = pq.read_table(tmp_path / "spark").sort_by("sku")
    assert found.num_rows == ROWS
    assert found.schema.names == expected.schema.names
    for name in expected.schema.names:
        assert found[name].to_pylist() == expected[name].to_pylist(), name


def test_the_plan_has_one_map_and_nothing_for_each_row(spark: SparkSession, table: Path) -> None:
    execution = advise(spark.read.parquet(str(table)))._jdf.queryExecution()
    assert "<=>" in execution.analyzed().toString()
    plan = execution.optimizedPlan().toString()
    assert plan.count("MapInArrow") == 1
    assert not any(word in plan for word in ("PythonUDF", "BatchEvalPython", "ArrowEvalPython", "MapInPandas"))
    below = plan.partition("MapInArrow")[2].splitlines()[1]
    assert "Aggregate" in below, plan  # the distinct briefs alone are mapped


def test_facts_of_ones_own_travel_with_it(spark: SparkSession, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("deliverables: {window: {size: 120x180cm, ppi: 90, ppi_min: 60}}\n", "utf-8")
    frame = spark.createDataFrame([("window", "A-7"), (None, "B-8"), ("window", None)], ["was.für", "model"])
    answers = advise(frame, facts=load_facts(str(own)), columns={"for": "was.für"}, ignore=["model"], prefix="ra_")
    rows = {(row["was.für"], row["model"]): row["ra_tier"] for row in answers.toLocalIterator()}
    assert rows == {("window", "A-7"): "4K", (None, "B-8"): "2K", ("window", None): "4K"}
    assert answers.columns == ["was.für", "model", *(f"ra_{name}" for name in FIELDS)]


def test_a_default_and_lists(spark: SparkSession) -> None:
    frame = spark.createDataFrame(
        [(["print"], 1.5), ([], 2.5), (None, float("nan"))], "uses array<string>, note double"
    )
    answers = advise(frame, max_price=0.06)
    found = sorted((json.dumps(row["uses"]), row["status"]) for row in answers.toLocalIterator())
    assert found == [('["print"]', "conflict"), ("[]", "ok"), ("null", "ok")]


@pytest.mark.parametrize(
    ("columns", "how", "message"),
    [
        (["sku"], {}, "no column asks anything"),
        (["for", "tier"], {}, "the table already has a column 'tier'"),
        (["for"], {"bleed": "3"}, "--bleed: '3' has no unit"),
        (["for"], {"columns": {"width": "breite"}}, "--map: the table has no column 'breite'"),
    ],
)
def test_what_is_wrong_is_said_before_anything_runs(
    spark: SparkSession, columns: list[str], how: dict[str, Any], message: str
) -> None:
    frame = spark.createDataFrame([["a3"] * len(columns)], columns)
    with pytest.raises(QuestionError, match=message):
        advise(frame, **how)
