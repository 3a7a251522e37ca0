"""Data files -> one catalog: the built-in facts, and a presets file merged over them."""

from __future__ import annotations

import os
import stat
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from resadvise.errors import FactsError, Fault
from resadvise.facts.build import build_catalog
from resadvise.facts.models import parse_longest_ratio
from resadvise.schemas import packaged, read_schema
from resadvise.units.quantities import (
    Length,
    Pixels,
    Ratio,
    Size,
    parse_bytes,
    parse_density,
    parse_factor,
    parse_margin,
    parse_money,
    parse_seconds,
    parse_share,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from resadvise.facts.catalog import Catalog
    from resadvise.facts.strict_yaml import Document, KeyPath


_CHECKOUT_DATA = Path(__file__).parents[3] / "data"


def load_facts(presets: str | None = None) -> Catalog:
    """Return the built-in facts, with the presets file `presets` merged over them (`-` reads standard input).

    Raises `FactsError` with every mistake of the file, each with its line and column.
    """
    return build_catalog(read_facts(presets), presets)


def read_facts(presets: str | None = None) -> dict[str, Any]:
    """Return the facts of `load_facts` as plain values, as the data files write them."""
    return read_shipped() if presets is None else read_own(presets)[1]


def read_own(path: str) -> tuple[Document, dict[str, Any]]:
    """Return a presets file (`-`: standard input), and the facts with it merged in, or raise with all its mistakes."""
    return _merged(read_shipped(), read_file(path), path)


@cache
def shipped_facts() -> Catalog:
    """Return the built-in facts alone, read once per process."""
    return load_facts()


def read_shipped() -> dict[str, Any]:
    """Return the built-in facts as plain values: compiled in an installed package, the YAML files in a checkout."""
    compiled = packaged("data/facts.json")
    if compiled is not None:
        import json

        facts: dict[str, Any] = json.loads(compiled)
        return facts
    return read_yaml_facts(_CHECKOUT_DATA)


def read_yaml_facts(folder: Path) -> dict[str, Any]:
    """Return the facts in a folder of YAML files, checked: what the build compiles and a checkout reads."""
    raw: dict[str, Any] = {}
    models = sorted((folder / "models").glob("*.yaml"))
    *paths, last = map(str, (folder / "presets.yaml", *models, folder / "deliverables.yaml"))
    for path in (*paths, last):
        _, raw = _merged(raw, read_file(path, trusted=True), path, partial=path != last, trusted=True)
    return raw


def read_file(path: str, *, trusted: bool = False, what: str = "presets file") -> bytes:
    """Return the bytes of a file that a user wrote (`-`: standard input), no more than one too many."""
    from resadvise.facts.strict_yaml import MAX_BYTES

    limit = -1 if trusted else MAX_BYTES + 1
    try:
        if path == "-":
            if sys.stdin is None:  # the shell closed it: `<&-`
                raise OSError(0, "there is no standard input")
            return sys.stdin.buffer.read(limit)
        with open(path, "rb", opener=_open_regular) as file:
            return file.read(limit)
    except (OSError, ValueError) as error:  # ValueError: no file can have such a name
        reason = getattr(error, "strerror", None) or str(error)
        raise FactsError(Fault("unreadable-file", f"cannot read the {what}: {reason}", path)) from None


def _open_regular(path: str, flags: int) -> int:
    """Open a regular file only, without waiting: a pipe that nobody writes to would hang."""
    descriptor = os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(0, "it is not a regular file")
    return descriptor


def _merged(
    base: Mapping[str, Any], source: bytes, path: str, *, partial: bool = False, trusted: bool = False
) -> tuple[Document, dict[str, Any]]:
    """Return a file, and the base with it merged in by key, or raise with all mistakes. `partial`: more follow."""
    from resadvise.facts import schema_check, strict_yaml
    from resadvise.facts.references import check_catalog

    try:
        document = strict_yaml.read(source, trusted=trusted)
    except strict_yaml.YamlError as error:
        raise FactsError(Fault("bad-yaml", error.problem, f"{path}:{error.line}:{error.column}")) from None
    own = {} if document.value is None else document.value
    problems: list[tuple[KeyPath, str]] = [
        (problem.path, problem.message) for problem in schema_check.problems(own, read_schema("presets"), PARSERS)
    ]
    lost = _drop_rows(own, [at for at, _ in problems]) if isinstance(own, dict) else set()
    merged = _merge(base, own) if isinstance(own, dict) else dict(base)
    if not partial:
        problems += [
            (flaw.path, flaw.message) for flaw in check_catalog(merged, document.marks) if flaw.missing not in lost
        ]
    if problems:
        raise FactsError(*faults_at(problems, document, path))
    return document, merged


def _drop_rows(own: dict[str, Any], flawed: list[KeyPath]) -> set[str]:
    """Take malformed rows out of the values, so that the others can be checked further."""
    lost = set()
    for name, *inner in flawed:
        section = own.get(str(name))
        if inner and isinstance(section, dict):
            section.pop(inner[0], None)
            lost.add(str(inner[0]))
        else:
            own.pop(str(name), None)
    return lost


def _merge(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for key, value in own.items():
        known = merged.get(key)
        merged[key] = _merge(known, value) if isinstance(known, dict) and isinstance(value, dict) else value
    return merged


def faults_at(problems: list[tuple[KeyPath, str]], document: Document, file: str) -> list[Fault]:
    """Return a fault for each problem, with the line and the column that it stands at."""
    faults = []
    for at, message in problems:
        known = at
        while known not in document.marks:  # the whole has a place in any case
            known = known[:-1]
        line, column = document.marks[known]
        named = ".".join(map(str, at))
        faults.append(
            (
                line,
                column,
                Fault("bad-facts", f"{named}: {message}" if named else message, f"{file}:{line}:{column}"),
            )
        )
    return [fault for *_, fault in sorted(faults, key=lambda each: each[:2])]


def _target(text: str) -> Size | Pixels:
    return Pixels.parse(text) if text.strip(" ").casefold().endswith("px") else Size.parse(text)


PARSERS: dict[str, Callable[[str], object]] = {
    "bleed": lambda text: Length.parse(text, zero=True),
    "bytes": parse_bytes,
    "density": parse_density,
    "factor": parse_factor,
    "length": Length.parse,
    "longest_ratio": parse_longest_ratio,
    "margin": parse_margin,
    "money": parse_money,
    "pixels": Pixels.parse,
    "ratio": Ratio.parse,
    "seconds": parse_seconds,
    "share": parse_share,
    "target": _target,
}
