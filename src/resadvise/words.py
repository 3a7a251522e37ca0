"""The words of a question as they are typed, the option for each, and what a word in the wrong place stands for."""

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import NamedTuple, TypeVar

from resadvise.facts.catalog import Catalog, Deliverable, Model, Use, plain_name
from resadvise.quantities import (
    Length,
    Pixels,
    Ratio,
    Size,
    parse_bytes,
    parse_density,
    parse_factor,
    parse_money,
    parse_seconds,
    parse_share,
)

Named = TypeVar("Named", Use, Model, Deliverable)


class Words(NamedTuple):
    """The question as it was typed: every field is text, and None where nothing was said."""

    uses: tuple[str, ...] = ()
    deliverable: str | None = None
    size: str | None = None
    pixels: str | None = None
    ppi: str | None = None
    bleed: str | None = None
    distance: str | None = None
    dpr: str | None = None
    keep: str | None = None
    aspect: str | None = None
    landscape: bool = False
    portrait: bool = False
    model: str | None = None
    max_bytes: str | None = None
    max_seconds: str | None = None
    max_price: str | None = None
    tolerance: str | None = None
    transparent: bool = False


# The option by which each field is said on the command line, for the messages.
OPTION = {
    "uses": "--use",
    "deliverable": "--for",
    **{
        name: f"--{name.replace('_', '-')}"
        for name in Words._fields
        if name not in ("uses", "deliverable")
    },
}  # fmt: skip

PARSERS = {
    "size": Size.parse,
    "pixels": Pixels.parse,
    "ppi": parse_density,
    "bleed": lambda text: Length.parse(text, zero=True),
    "distance": Length.parse,
    "dpr": parse_factor,
    "keep": parse_share,
    "aspect": Ratio.parse,
    "max_bytes": parse_bytes,
    "max_seconds": parse_seconds,
    "max_price": parse_money,
    "tolerance": parse_share,
}
SIZES = ("size", "pixels")
# What a word can be by its form alone, the likeliest first.
_TELLING = (*SIZES, "aspect", "keep", "dpr", "max_bytes", "max_seconds", "max_price")


def meant(word: str, catalog: Catalog, fields: Iterable[str] = _TELLING) -> str | None:
    """Return what a word in the wrong place stands for: `--for a3`, `--print` or `--size 297x420mm`; or None."""
    if deliverable := find_row(word, catalog.deliverables):
        return f"--for {deliverable.name}"
    if use := find_row(word, catalog.uses):
        return f"--{use.name}"
    if re.fullmatch("[0-9.]*m?", word):  # it could be many things
        return None
    return next((f"{OPTION[name]} {_quoted(word)}" for name in fields if _reads(name, word)), None)


def _reads(name: str, word: str) -> bool:
    with suppress(ValueError):
        PARSERS[name](word)
        return True
    return False


def _quoted(word: str) -> str:
    if re.fullmatch(r"[\w.:/%×-]+", word):
        return word
    return f'"{word}"' if "'" in word else f"'{word}'"


def find_row(name: str, known: Mapping[str, Named]) -> Named | None:
    """Find a row by its key or by an alias, in any case of letters, and with blanks or `_` where a name has `-`."""
    if name in known:
        return known[name]
    wanted = plain_name(name)
    for key in known:
        row: Named = known[key]
        if wanted in map(plain_name, (key, *row.aliases)):
            return row
    return None
