"""A table of briefs, against reading and writing it: `python benchmarks/batch.py [--rows N …] [--spark]`.

The reference is a process that passes the same table through `csv.reader` and `csv.writer` and writes as many columns:
the least that any tool must do. For each number of rows there are three lines: rows of 7,000 kinds and rows that are
all distinct, as ratios to the reference and to the first line (cost a row), with the most memory that the processes
held. `--spark` times the same table with PySpark on this machine, where it is installed.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

KINDS = 7_000
PLAIN = """
import csv, sys
tail = ["ok", "4K", "gemini-nano-banana-2.1", "3:4", "3584", "4800", "0.1925", "enough", "286.2", "", "0.1134", "20",
        "30", "3434293", ""]
with open(sys.argv[1], newline="") as table, open(sys.argv[2], "w", newline="") as out:
    writer = csv.writer(out)
    for row in csv.reader(table):
        writer.writerow(row + tail)
"""
SPARK = """
import os, sys
os.environ["PYSPARK_PYTHON"] = sys.executable
from pyspark.sql import SparkSession
from resadvise.spark import advise
spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
advise(spark.read.csv(sys.argv[1], header=True)).write.csv(sys.argv[2], header=True)
"""


class Spent(NamedTuple):
    """What a process took: seconds on the clock, and the most bytes that it or one of its helpers held."""

    seconds: float
    memory: int


def write_table(path: Path, rows: int, kinds: int | None) -> None:
    """Write sizes on paper beside two columns of a shop."""
    with path.open("w", encoding="utf-8") as table:
        table.write("sku,title,width,height,unit,bleed\n")
        for number in range(rows):
            kind = number * 7919 % kinds if kinds else number
            table.write(f"S{number},Poster number {number},{60 + kind % 2000},{80 + kind // 2000},mm,3mm\n")


def run(*command: str | Path) -> Spent:
    """Run a process that must succeed."""
    began = time.monotonic()
    process = subprocess.Popen([sys.executable, *command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr
    told = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(told.decode())
    return Spent(time.monotonic() - began, usage.ru_maxrss * 1024)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000, 100_000, 1_000_000, 10_000_000])
    parser.add_argument("--most-distinct", type=int, default=1_000_000, help="no larger table has all rows distinct")
    parser.add_argument("--rounds", type=int, default=3, help="the figures are medians")
    parser.add_argument("--spark", action="store_true", help="add PySpark on this machine")
    options = parser.parse_args()
    print(
        f"{'rows':>10} {'kinds':>10} {'process':<10} {'/ csv':>7} {'a row / first':>14} {'rows a second':>14} {'MB':>6}"
    )
    first: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source, target = folder / "in.csv", folder / "out.csv"
        for rows in options.rows:
            for kinds in (KINDS, None) if rows <= options.most_distinct else (KINDS,):
                write_table(source, rows, kinds)
                processes: dict[str, tuple[str | Path, ...]] = {
                    "csv": ("-c", PLAIN, source, target),
                    "batch": ("-m", "resadvise", "batch", source, "-o", target),
                }
                if options.spark:
                    processes["spark"] = ("-c", SPARK, source, folder / "spark")
                spent: dict[str, list[Spent]] = {}
                for _ in range(options.rounds):
                    for process, command in processes.items():
                        subprocess.run(["rm", "-rf", folder / "spark"], check=True)
                        spent.setdefault(process, []).append(run(*command))
                plain = [each.seconds for each in spent["csv"]]
                for process, found in spent.items():
                    ratio = statistics.median(each.seconds / base for each, base in zip(found, plain, strict=True))
                    seconds = statistics.median(each.seconds for each in found)
                    key = f"{process} {kinds}"
                    first.setdefault(key, seconds / rows)
                    print(
                        f"{rows:>10,} {kinds or rows:>10,} {process:<10} {ratio:>7.2f} "
                        f"{seconds / rows / first[key]:>14.2f} {rows / seconds:>14,.0f} "
                        f"{max(each.memory for each in found) / 1e6:>6.0f}"
                    )


if __name__ == "__main__":
    main()
