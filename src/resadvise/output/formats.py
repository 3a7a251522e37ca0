"""Forms for programs: JSON, JSON lines, bare values, CSV, Markdown, and annotations. None of them goes through Rich."""

from __future__ import annotations

import functools
import json
import re
from typing import TYPE_CHECKING, Any

from resadvise.errors import Fault, QuestionError, did_you_mean
from resadvise.output.cells import cut_share, file_counts, print_size, short_box, skipped_text
from resadvise.output.escape import harmless
from resadvise.units import display

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping


# What a spreadsheet takes for the start of a formula, at the start of a cell; some part cells at semicolons as well.
_FORMULA, _QUOTED = "(?:^|(?<=;))(?=[-=+@\t\r\n\0＝＋－＠])", '[",;\r\n]'
_compact = json.JSONEncoder(allow_nan=False, separators=(",", ":")).encode


def to_json(data: Mapping[str, Any]) -> str:
    """Write one object. Everything beyond ASCII is escaped, so no terminal and no locale can trip over it."""
    return json.dumps(data, indent=2, allow_nan=False) + "\n"


def to_jsonl(rows: Iterable[Mapping[str, Any]]) -> str:
    """Write one compact object a line."""
    return "".join(_compact(row) + "\n" for row in rows)


def get_fields(data: Any, paths: str) -> str:
    """Return the bare values at dotted paths, which commas part, with tabs between them, as one line.

    Text and numbers as they are, null as nothing, the rest as JSON; so is a text among several that a tab or the end of
    a line would break up. Raises `QuestionError` with the nearest names where a path leads nowhere.
    """
    values = [_value_at(data, path) for path in paths.split(",")]
    if len(values) == 1:
        return f"{_bare(values[0])}\n"
    return "\t".join(map(_in_a_row, values)) + "\n"


def _bare(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else _compact(value)


def _in_a_row(value: Any) -> str:
    breaks = isinstance(value, str) and any(char in value for char in "\t\r\n")
    return _compact(value) if breaks else _bare(value)


def _value_at(data: Any, path: str) -> Any:
    value = data
    for part in path.split("."):
        if isinstance(value, dict) and part in value:
            value = value[part]
        elif isinstance(value, list) and part in map(str, range(len(value))):
            value = value[int(part)]
        else:
            raise QuestionError(_no_field(value, part, path))
    return value


def _no_field(value: Any, part: str, path: str) -> Fault:
    dotted = re.sub(r"\[(\w+)\]", r".\1", path)
    if dotted != path:
        hint = f"did you mean {dotted.lstrip('.')}?"
    elif isinstance(value, dict):
        known = list(value)
        hint = did_you_mean(part, known) or f"known: {', '.join(known)}"
    elif isinstance(value, list):
        hint = f"it is a list; say a number from 0 to {len(value) - 1}" if value else "the list is empty"
    else:
        hint = "the value before it has no fields"
    within = "" if part == path else f" in {path!r}"
    return Fault("unknown-field", f"there is no field {part!r}{within}", "--get", hint)


def to_csv(rows: Iterable[Mapping[str, Any]]) -> str:
    """Write rows as RFC 4180 with bare line feeds; text that a spreadsheet would run as a formula gets a quote mark."""
    flat = [flatten(row) for row in rows]
    columns = _columns(flat)
    return _csv_line(columns) + "".join(_csv_line([row.get(column) for column in columns]) for row in flat)


def _csv_line(values: Iterable[Any]) -> str:
    return ",".join(map(csv_cell, values)) + "\n"


def to_markdown(rows: Iterable[Mapping[str, Any]]) -> str:
    """Write rows as a Markdown table, with every field of theirs."""
    return markdown_table([flatten(row) for row in rows])


def markdown_table(flat: list[dict[str, Any]]) -> str:
    """Write rows without anything nested as a Markdown table."""
    columns = _columns(flat)
    lines = [columns, ["---"] * len(columns)]
    lines += [[markdown_cell(row.get(column)) for column in columns] for row in flat]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def flatten(row: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """Turn nested objects into dotted columns, pixel pairs into `WxH`, and lists into one text."""
    flat: dict[str, Any] = {}
    for key, value in row.items():
        name = prefix + key
        if isinstance(value, dict):
            flat.update(flatten(value, f"{name}."))
        elif isinstance(value, (list, tuple)):
            flat[name] = _joined(value)
        else:
            flat[name] = value
    return flat


def _joined(values: list[Any] | tuple[Any, ...]) -> str:
    if len(values) == 2 and all(type(value) is int for value in values):
        return f"{values[0]}x{values[1]}"
    return "; ".join(str(value.get("text", value)) if isinstance(value, dict) else str(value) for value in values)


def _columns(rows: list[dict[str, Any]]) -> list[str]:
    """Return the columns of all rows; an object that is null in some of them has its fields alone."""
    names = dict.fromkeys(column for row in rows for column in row)
    objects = {name[: dot.start()] for name in names for dot in re.finditer(r"\.", name)}
    return [name for name in names if name not in objects]


def csv_cell(value: Any) -> str:
    """Write a value so that it stands in one cell, between commas or semicolons, and is no formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return repr(value)
    formula, quoted = _patterns()
    text = harmless(formula.sub("'", value), keep="\n\t")
    if not quoted.search(text):
        return text
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


@functools.cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return both patterns, compiled on first use: every command imports this module."""
    return re.compile(_FORMULA), re.compile(_QUOTED)


def markdown_cell(value: Any) -> str:
    """Write a value so that it stands in one cell, and means nothing to Markdown or to HTML."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return harmless(str(value)).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")


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
    head = True
    for row in rows:
        flat = flatten(_flat(row))
        yield (_csv_line(flat) if head else "") + _csv_line(flat.values())
        head = False


def markdown_pieces(rows: Iterable[Row], tail: Callable[[], Mapping[str, Any]]) -> Iterator[str]:
    """Write what a person reads of checked files: a Markdown table of few columns, then how they came out.

    The verdict comes last, since each row is written as soon as its file is read.
    """
    skipped = 0
    for row in rows:
        yield markdown_table([_at_a_glance(row)]).split("\n", skipped)[skipped]
        skipped = 2  # the head, which stands above the first
    after = dict(tail())
    counts = ", ".join(words for _, words in file_counts(after["summary"]))
    yield f"\n**{display.counted(after['summary']['checked'], 'file')}: {counts}.**\n"
    if words := skipped_text(after):
        yield f"\n{markdown_cell(words)}\n"


def _at_a_glance(row: Row) -> Row:
    return {
        "File": row["path"].removeprefix("./"),
        "Status": row["status"],
        "Pixels": row["pixels"] and short_box(row["pixels"]),
        "Cut": cut_share(row),
        "Findings": " ".join(f"{finding['code']}: {finding['text']}" for finding in row["findings"]),
    }


def github_pieces(rows: Iterable[Row]) -> Iterator[str]:
    """Write the commands by which a workflow of GitHub annotates files: one a finding."""
    for row in rows:
        for finding in row["findings"]:
            command = "notice" if finding["level"] == "note" else "error"
            file, title = _property(row["path"].removeprefix("./")), _property(finding["code"])
            yield f"::{command} file={file},title={title}::{_escaped(finding['text'])}\n"


def _flat(row: Row) -> Row:
    findings = [f"{finding['code']}: {finding['text']}" for finding in row["findings"]]
    prints = row["prints"] and [f"{print_size(each)} at {each['ppi']} ppi" for each in row["prints"]]
    return {**row, "prints": prints, "findings": findings}


def _escaped(text: str) -> str:
    return harmless(text, keep="\r\n").replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
