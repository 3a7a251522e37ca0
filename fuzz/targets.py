"""What is fuzzed: each target takes any bytes, and raises nothing but an AssertionError where a promise is broken.

The corpus of each is run as plain tests (tests/test_fuzz_corpus.py); `just fuzz` looks for more.
"""

from __future__ import annotations

import copy
import math
from fractions import Fraction
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from resadvise import recommend
from resadvise.errors import UserError
from resadvise.facts import load, strict_yaml
from resadvise.facts.build import build_catalog
from resadvise.images.formats import ImageFile, ProbeError
from resadvise.images.guards import MAX_SIDE
from resadvise.images.probe import probe_bytes
from resadvise.units.numbers import plain
from resadvise.units.quantities import (
    Length,
    Pixels,
    QuantityError,
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
    from collections.abc import Callable

# Beyond it a message has swallowed the input whole.
LONGEST_MESSAGE = 500
# Pixels that are decoded at most, so that a try takes milliseconds.
DECODED = 250_000


def percent(share: Fraction) -> str:
    """Write a share, or a threshold of the data files."""
    return f"{plain(share * 100)}%"


def with_unit(unit: str) -> Callable[[Any], str]:
    """Return what writes a number exactly, with its unit."""
    return lambda number: f"{plain(Fraction(number))}{unit}"


PARSERS: list[tuple[Callable[[str], Any], Callable[[Any], str]]] = [
    (Length.parse, str),
    (partial(Length.parse, zero=True), str),
    (Size.parse, str),
    (Pixels.parse, str),
    (Ratio.parse, str),
    (parse_density, with_unit("ppi")),
    (parse_share, percent),
    (parse_margin, percent),
    (parse_bytes, with_unit("B")),
    (parse_seconds, with_unit("s")),
    (parse_money, with_unit("USD")),
    (parse_factor, plain),
]


def quantities(data: bytes) -> None:
    """Every parser gives a value that it reads back from its own spelling, or one sentence."""
    text = data.decode("utf-8", "surrogateescape")
    for parse, show in PARSERS:
        try:
            value = parse(text)
        except QuantityError as error:
            assert 0 < len(str(error)) <= LONGEST_MESSAGE, error
            assert "\n" not in str(error), error
        else:
            assert len(show(value)) <= LONGEST_MESSAGE
            try:
                again = parse(show(value))
            except QuantityError as error:  # written out, a number may have more digits than a person may type
                assert "digits is too long" in str(error), error
            else:
                assert again == value, (text, value, again)


def yaml(data: bytes) -> None:
    """A user's file is read or refused; what was read is whole; facts made of it answer a question."""
    try:
        document = strict_yaml.read(data)
    except strict_yaml.YamlError as error:
        assert min(error.line, error.column) >= 1, error
        assert 0 < len(error.problem) <= LONGEST_MESSAGE, error
        _refused(data)
        return
    assert () in document.marks
    assert _is_plain(document.value)
    try:
        _, merged = load._merged(_facts(), data, "own.yaml")
    except UserError as error:
        assert all(fault.where and fault.message for fault in error.faults), error
        return
    catalog = build_catalog(merged, "own.yaml")
    own = document.value if isinstance(document.value, dict) else {}
    for field, section in (("uses", "uses"), ("model", "models"), ("deliverable", "deliverables")):
        rows = own.get(section) or {}
        for name in list(rows)[:3] if isinstance(rows, dict) else ():
            words: dict[str, Any] = {} if field == "uses" else {field: name}
            try:
                recommend(*([name] if field == "uses" else ()), facts=catalog, **words).as_dict()
            except UserError as error:
                assert error.faults


def _refused(data: bytes) -> None:
    try:
        load._merged(_facts(), data, "own.yaml")
    except UserError as error:
        assert error.faults[0].code == "bad-yaml"
        return
    raise AssertionError("read, though the text was refused")


def _is_plain(value: object) -> bool:
    if isinstance(value, dict):
        return all(isinstance(key, str) and _is_plain(inner) for key, inner in value.items())
    if isinstance(value, list):
        return all(map(_is_plain, value))
    return value is None or isinstance(value, (str, bool, int)) or (isinstance(value, float) and math.isfinite(value))


@cache
def _shipped() -> dict[str, Any]:
    """Return the shipped facts with few models and targets, so that a try takes milliseconds."""
    raw = load.read_shipped()
    named = {name for use in raw["uses"].values() for name in use.get("deliverables", ())}
    raw["deliverables"] = {name: row for name, row in raw["deliverables"].items() if name in named or name == "a3"}
    raw["models"] = {raw["defaults"]["model"]: raw["models"][raw["defaults"]["model"]]}
    return raw


def _facts() -> dict[str, Any]:
    return copy.copy(_shipped())


def image(data: bytes) -> None:
    """A file is an image with sides that make sense, or gets one sentence; decoding changes none of its sides."""
    seen = _probed(data, deep=False)
    if seen is not None and seen.width * seen.height <= DECODED:
        deep = _probed(data, deep=True)
        if deep is not None:
            assert deep.format == seen.format
            assert {deep.width, deep.height} == {seen.width, seen.height}, (seen, deep)


def _probed(data: bytes, *, deep: bool) -> ImageFile | None:
    try:
        found = probe_bytes(data, deep=deep)
    except ProbeError as error:
        assert error.message.isprintable(), error
        assert 0 < len(error.message) <= LONGEST_MESSAGE, error
        return None
    assert 0 < found.width <= MAX_SIDE
    assert 0 < found.height <= MAX_SIDE
    assert found.bytes == len(data)
    assert found.dpi is None or all(0 < each < math.inf for each in found.dpi), found
    return found


TARGETS: dict[str, Callable[[bytes], None]] = {"yaml": yaml, "quantities": quantities, "image": image}
