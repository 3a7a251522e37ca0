"""The question as it is typed: its fields, the options that say them, and the quantities that they hold."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from resadvise.units.quantities import (
    Length,
    Pixels,
    QuantityError,
    Ratio,
    Size,
    parse_bytes,
    parse_density,
    parse_factor,
    parse_keep,
    parse_money,
    parse_seconds,
    parse_share,
)
from resadvise.units.typed import typed


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
    accept: str | None = None
    aspect: str | None = None
    landscape: bool = False
    portrait: bool = False
    model: str | None = None
    quality: str | None = None
    max_bytes: str | None = None
    max_seconds: str | None = None
    max_price: str | None = None
    tolerance: str | None = None
    transparent: bool = False


def words_of_values(uses: Iterable[str], values: Mapping[str, Any]) -> Words:
    """Return the question that has values of Python in its fields, each written as it would be typed.

    Raises `TypeError` for a name that is no field.
    """
    said: dict[str, Any] = {
        name: value if value is None or name in SWITCHES else typed(name, value) for name, value in values.items()
    }
    return Words(uses=tuple(uses), **said)


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
# The fields that are true or false.
SWITCHES = frozenset(name for name, default in Words._field_defaults.items() if default is False)
_USUAL = tuple(Words._field_defaults.values())
ACCEPTED = ("ideal", "minimum")


def _accepted(text: str) -> bool:
    """Say whether the minimum density counts as enough."""
    if text.casefold() not in ACCEPTED:
        raise QuantityError(f"{text!r} is not ideal or minimum")
    return text.casefold() == "minimum"


PARSERS: dict[str, Callable[[str], Any]] = {
    "size": Size.parse,
    "pixels": Pixels.parse,
    "ppi": parse_density,
    "bleed": lambda text: Length.parse(text, zero=True),
    "distance": Length.parse,
    "dpr": parse_factor,
    "keep": parse_keep,
    "accept": _accepted,
    "aspect": Ratio.parse,
    "max_bytes": parse_bytes,
    "max_seconds": parse_seconds,
    "max_price": parse_money,
    "tolerance": parse_share,
}
SIZES = ("size", "pixels")
TARGETS, LYING = ("deliverable", *SIZES), ("landscape", "portrait")


def said_of(words: Words) -> dict[str, Any]:
    """Return the fields that say something, in order."""
    fields = zip(Words._fields, words, _USUAL, strict=True)
    return {name: value for name, value, usual in fields if value is not None and value != usual}
