"""The answer of `check` for programs, row by row: pieces of text that can be written before the next file is read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from resadvise import wording
from resadvise.decimals import exact
from resadvise.render.machine import to_csv, to_markdown
from resadvise.render.safe import harmless

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

Row = dict[str, Any]


def json_pieces(head: Mapping[str, Any], lines: Iterable[str], tail: Callable[[], Mapping[str, Any]]) -> Iterator[str]:
    """Write one object: `head`, then the rows as `files`, each a line, then what `tail` returns after the last."""
    yield json.dumps(head, indent=2, allow_nan=False).removesuffix("\n}") + ',\n  "files": ['
    comma = ""
    for line in lines:
        yield f"{comma}\n    {line[:-1]}"
        comma = ","
    yield "\n  ]," + json.dumps(tail(), indent=2, allow_nan=False).removeprefix("{") + "\n"


def csv_pieces(rows: Iterable[Row]) -> Iterator[str]:
    """Write RFC 4180; all rows have the same columns."""
    return _below_one_head(to_csv, map(_flat, rows), 1)


def markdown_pieces(rows: Iterable[Row]) -> Iterator[str]:
    """Write a Markdown table, with only the number of the targets served: their names would fill the page."""
    counted = ({**row, "serves": row["serves"] and len(row["serves"])} for row in rows)
    return _below_one_head(to_markdown, map(_flat, counted), 2)


def github_pieces(rows: Iterable[Row]) -> Iterator[str]:
    """Write the commands by which a workflow of GitHub annotates files: one a finding."""
    for row in rows:
        for finding in row["findings"]:
            command = "notice" if finding["level"] == "note" else "error"
            file, title = _property(row["path"].removeprefix("./")), _property(finding["code"])
            yield f"::{command} file={file},title={title}::{_escaped(finding['text'])}\n"


def print_size(row: Mapping[str, Any]) -> str:
    """Write the size of a print: `34.7 × 34.7 cm`."""
    return " × ".join(wording.number(exact(row[side]) / 10) for side in ("width_mm", "height_mm")) + " cm"


def _below_one_head(write: Callable[[Iterable[Row]], str], rows: Iterable[Row], head_lines: int) -> Iterator[str]:
    skipped = 0
    for row in rows:
        yield write([row]).split("\n", skipped)[skipped]
        skipped = head_lines


def _flat(row: Row) -> Row:
    findings = [f"{finding['code']}: {finding['text']}" for finding in row["findings"]]
    prints = row["prints"] and [f"{print_size(each)} at {each['ppi']} ppi" for each in row["prints"]]
    return {**row, "prints": prints, "findings": findings}


def _escaped(text: str) -> str:
    return harmless(text, keep="\r\n").replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
