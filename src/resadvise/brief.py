"""The question: what the image is for, how big it must be, and what it may cost.

`ask` turns the words of a person or a script into a `Brief` of exact values and resolved names, or raises
`QuestionError` with every mistake in them.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from fractions import Fraction
from functools import lru_cache, partial
from typing import Any, NamedTuple, Self, TypeAlias, TypeVar

from resadvise.errors import Fault, QuestionError, did_you_mean
from resadvise.facts.catalog import Catalog, Deliverable, Model, Unsupported, Use, plain_name
from resadvise.units import display
from resadvise.units.numbers import half_up
from resadvise.units.quantities import (
    REMEMBERED,
    Length,
    Pixels,
    QuantityError,
    Ratio,
    Size,
    parse_bytes,
    parse_density,
    parse_factor,
    parse_money,
    parse_seconds,
    parse_share,
)
from resadvise.units.typed import typed

Named = TypeVar("Named", Use, Model, Unsupported, Deliverable)


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


# Options that do not apply, each with why and what to do instead.
Barred: TypeAlias = dict[str, tuple[str, str | None]]
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
_OPTIONS: list[str | None] = [*OPTION.values()]
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
    "keep": parse_share,
    "accept": _accepted,
    "aspect": Ratio.parse,
    "max_bytes": parse_bytes,
    "max_seconds": parse_seconds,
    "max_price": parse_money,
    "tolerance": parse_share,
}
SIZES = ("size", "pixels")
TARGETS, LYING = ("deliverable", *SIZES), ("landscape", "portrait")
_MOST_LISTED = 20
# Where no name helps: a size does, always.
_BY_SIZE = "give a size: --size 148x210mm or --pixels 1080x1350"
_JUST_SIZE = "give a size: 148x210mm or 1080x1350"
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


def readings(word: str, known: Mapping[str, Deliverable]) -> list[str]:
    """Return the keys of the targets that have a word as a whole part of a name: `spotify`, `50x70`, `banner`.

    Those that have it in their key come before those that have it in an alias.
    """
    part = f"-{plain_name(word)}-"
    by_key = [key for key in known if part in f"-{plain_name(key)}-"]
    by_alias = [key for key in known if any(part in f"-{plain_name(alias)}-" for alias in known[key].aliases)]
    return list(dict.fromkeys([*by_key, *by_alias]))


def one_of(word: str, keys: list[str]) -> str:
    """List the targets that a word can mean; where they are many, the first of them and how to see the others."""
    if len(keys) <= _MOST_LISTED:
        return ", ".join(keys)
    more = len(keys) - _MOST_LISTED
    return f"{', '.join(keys[:_MOST_LISTED])}, and {more} more: `resadvise deliverables {_quoted(word)}`"


class PrintTarget(NamedTuple):
    """A sheet to be filled. `ppi` and `distance` are what the user said; None leaves them to the facts.

    `upright`: the user chose an orientation, so nothing is rotated. `accept_minimum`: the minimum density is enough.
    """

    size: Size
    bleed: Length | None
    ppi: Fraction | None
    distance: Length | None
    deliverable: Deliverable | None
    upright: bool = False
    accept_minimum: bool = False


class ScreenTarget(NamedTuple):
    """A box of pixels; with a `dpr` they are CSS pixels. `assumed_dpr`: from the facts, not from the user."""

    box: Pixels
    dpr: Fraction | None
    assumed_dpr: Fraction | None
    deliverable: Deliverable | None


Target: TypeAlias = PrintTarget | ScreenTarget


class Limits(NamedTuple):
    """What one image must not exceed: bytes, seconds, US dollars. None: no limit."""

    max_bytes: int | None = None
    max_seconds: Fraction | None = None
    max_price: Fraction | None = None


class Brief(NamedTuple):
    """The whole question. `keep` is the demanded share of each side after a crop; None: not demanded.

    `quality` is one of the model's own; None: not demanded.
    """

    uses: tuple[Use, ...]
    target: Target | None
    model: Model
    quality: str | None
    aspect: Ratio | None
    keep: Fraction | None
    limits: Limits
    tolerance: Fraction | None
    transparent: bool

    @property
    def listed(self) -> Deliverable | None:
        """The named target; None if a size was given, or nothing."""
        return self.target.deliverable if self.target else None

    @classmethod
    def of(cls, deliverable: Deliverable, model: Model) -> Self:
        """Return the bare question about a named target: as it is listed, and nothing else said."""
        return cls(
            uses=(),
            target=target_of(deliverable),
            model=model,
            quality=None,
            aspect=None,
            keep=None,
            limits=Limits(),
            tolerance=None,
            transparent=False,
        )


_NOT_ON_PAPER: Barred = {"dpr": ("a print has no device pixel ratio", "use --ppi")}
_ONLY_ON_PAPER = ("ppi", "bleed", "distance", "accept")
_ONLY_WITH_TARGET = (*_ONLY_ON_PAPER, "dpr", "keep", "tolerance", "landscape", "portrait")
NO_TARGET = ("this needs a target", "add --for, --size or --pixels")


def ask(words: Words, catalog: Catalog) -> Brief:
    """Return the brief that these words mean. Raises `QuestionError` with every fault found in them."""
    return ask_said(said_of(words), catalog)


def said_of(words: Words) -> dict[str, Any]:
    """Return the fields that say something, in order."""
    fields = zip(Words._fields, words, _USUAL, strict=True)
    return {name: value for name, value, usual in fields if value is not None and value != usual}


def ask_said(said: Mapping[str, Any], catalog: Catalog) -> Brief:
    """Do as `ask` for fields of `Words` of which each says something."""
    sizes = {name: said[name] for name in SIZES if name in said}
    rest = _reader(catalog)(tuple([item for item in said.items() if item[0] not in sizes]), tuple(sizes))
    values, faults = _values(sizes, catalog, said.get("aspect"))
    bare = rest.brief
    if faults or rest.bad or rest.barred or bare is None:
        found = sorted((*faults, *rest.bad), key=lambda fault: _OPTIONS.index(fault.where))
        raise QuestionError(*found, *rest.barred)
    target = _target(said, {**values, **rest.values}, rest.deliverable)
    uses, _, model, quality, aspect, keep, limits, tolerance, transparent = bare  # a copy would take twice as long
    return Brief(uses, target, model, quality, aspect, keep, limits, tolerance, transparent)


class _Rest(NamedTuple):
    """A question but for its size: what is asked, for no target; its named target; its quantities; and the faults.

    `bad` are those in quantities, `barred` all others. `brief` is None where no model is found.
    """

    brief: Brief | None
    deliverable: Deliverable | None
    values: Mapping[str, Any]
    bad: list[Fault]
    barred: list[Fault]


_Reader: TypeAlias = Callable[[tuple[tuple[str, Any], ...], tuple[str, ...]], _Rest]


def _reader(catalog: Catalog) -> _Reader:
    """Return what reads a question but for its size. It remembers: the rows of a table differ mostly in their sizes."""
    key = ("reader",)
    if key not in catalog.memo:
        catalog.memo[key] = lru_cache(REMEMBERED)(partial(_read_rest, catalog))
    reader: _Reader = catalog.memo[key]
    return reader


def _read_rest(catalog: Catalog, rest: tuple[tuple[str, Any], ...], sizes: tuple[str, ...]) -> _Rest:
    """Read a question but for its size. `sizes` are the fields of that, since they say what applies."""
    said, faults = dict(rest), list[Fault]()
    values, bad = _values(said, catalog)
    uses = [_named(name, catalog.uses, "use", "uses", faults, catalog) for name in said.get("uses", ())]
    model = _model(said.get("model"), catalog, faults)
    deliverable = (
        _named(said["deliverable"], catalog.deliverables, "deliverable", "deliverable", faults, catalog)
        if "deliverable" in said
        else None
    )
    quality = _quality(said["quality"], model, faults) if "quality" in said and model else None
    _check_combinations({*said, *sizes}, deliverable, faults)
    if values.get("keep") == 0:
        faults.append(Fault("bad-quantity", "0 leaves nothing; try 50%", "--keep"))
    brief = model and Brief(
        uses=_in_order([use for use in uses if use], catalog),
        target=None,
        model=model,
        quality=quality,
        aspect=values.get("aspect"),
        keep=values.get("keep"),
        limits=Limits(values.get("max_bytes"), values.get("max_seconds"), values.get("max_price")),
        tolerance=values.get("tolerance"),
        transparent="transparent" in said,
    )
    return _Rest(brief, deliverable, values, bad, faults)


def _quality(said: str, model: Model, faults: list[Fault]) -> str | None:
    """Return a quality as the model spells it, or note the fault."""
    found = next((each for each in model.qualities if each.casefold() == said.casefold()), None)
    if not model.qualities:
        faults.append(Fault("cannot-apply", f"{model.title} has no qualities to choose from", OPTION["quality"]))
    elif found is None:
        hint = f"it has {', '.join(model.qualities)}"
        faults.append(Fault("unknown-quality", f"{model.title} has no quality {said!r}", OPTION["quality"], hint))
    return found


def _in_order(uses: list[Use], catalog: Catalog) -> tuple[Use, ...]:
    """Return the uses as the facts list them, each once."""
    if len(uses) < 2:
        return tuple(uses)
    asked = {use.name: use for use in uses}
    return tuple(asked[name] for name in catalog.uses if name in asked)


def find_model(name: str | None, catalog: Catalog) -> Model:
    """Return a model by its id or an alias; the default one for None. Raises `QuestionError`."""
    faults: list[Fault] = []
    model = _model(name, catalog, faults)
    if model is None:
        raise QuestionError(*faults)
    return model


def _values(said: Mapping[str, Any], catalog: Catalog, aspect: str | None = None) -> tuple[dict[str, Any], list[Fault]]:
    """Parse every quantity that was said; the parser of each name fixes the type of its value."""
    values, faults = {}, []
    for name, text in said.items():
        if name not in PARSERS:
            continue
        try:
            values[name] = PARSERS[name](text)
        except ValueError as error:
            other = meant(text, catalog, SIZES) if name in SIZES else None
            hint = other and f"did you mean {other}?"
            if name == "pixels":
                hint = hint or _with_height(text, aspect)
            faults.append(Fault("bad-quantity", str(error), OPTION[name], hint))
    return values, faults


def _with_height(text: str, aspect: str | None) -> str | None:
    """Say how a width alone becomes a size: who makes web pages often knows no other."""
    width = re.fullmatch("([1-9][0-9]{0,5}) *(px)?", text.strip())
    if width is None:
        return None
    ratio = Ratio.parse(aspect if aspect is not None and _reads("aspect", aspect) else "16:9")
    height = max(1, half_up(int(width[1]) / ratio.value))
    return f"add a height; at {ratio} it is --pixels {width[1]}x{height}"


def _named(
    name: str,
    known: Mapping[str, Named],
    kind: str,
    field: str,
    faults: list[Fault],
    catalog: Catalog | None = None,
) -> Named | None:
    """Find a row by its key or by an alias, or note the fault with the nearest names."""
    found = find_row(name, known)
    if found is not None:
        return found
    if catalog is not None and kind == "deliverable":
        faults.append(unknown_deliverable(name, catalog, OPTION[field]))
        return None
    hint = did_you_mean(name, _names(known))
    if catalog is not None and not hint:
        said = meant(name, catalog, SIZES)
        targets = readings(name, catalog.deliverables)
        hint = f"did you mean {said}?" if said else f"pick one with --for: {one_of(name, targets)}" if targets else None
    hint = hint or f"`resadvise {kind}s` lists them"
    faults.append(Fault(f"unknown-{kind}", f"there is no {kind} {name!r}", OPTION[field], hint))
    return None


def _model(name: str | None, catalog: Catalog, faults: list[Fault]) -> Model | None:
    """Find a model by its id or an alias, the default one for None; or note the fault."""
    found = find_row(catalog.defaults.model if name is None else name, catalog.models)
    if found is None and name is not None:
        faults.append(_unknown_model(name, catalog))
    return found


def _unknown_model(name: str, catalog: Catalog) -> Fault:
    """Say why a model cannot be recommended, or which vendors are known; never the model of another brand."""
    own = "describe one of your own: `resadvise presets init`"
    if known := find_row(name, catalog.unsupported):
        return Fault("unsupported-model", f"{known.title} is not among the models: {known.why}", OPTION["model"], own)
    names = [each for each in _names(catalog.models) if _same_brand(_brand(name), _brand(each))]
    vendors = ", ".join(sorted({model.provider for model in catalog.models.values() if model.provider}))
    hint = did_you_mean(name, names) or f"`resadvise models` lists those of {vendors}; or {own}"
    return Fault("unknown-model", f"there is no model {name!r}", OPTION["model"], hint)


def _brand(name: str) -> str:
    """Return the first letters of a model's name: `gpt` of gpt-image-2, `flux` of FLUX.2."""
    letters = re.match("[^a-z]*([a-z]*)", name.casefold())
    return letters[1] if letters else ""


def _same_brand(one: str, other: str) -> bool:
    """Say whether two names begin alike, but for a slip: `nanobanana` and `nano`, `seadream` and `seedream`."""
    return len(one) > 2 and (one.startswith(other) or other.startswith(one) or did_you_mean(one, [other]) is not None)


def _names(known: Mapping[str, Named]) -> list[str]:
    return [*known, *(alias for row in known.values() for alias in row.aliases)]


def words_of_target(word: str, catalog: Catalog) -> Words:
    """Return the question that a word alone asks: the name of a target, a size on paper, or one in pixels.

    Raises `QuestionError` where it is none of them.
    """
    if word not in catalog.deliverables:  # looking for other spellings of names takes longer
        if _reads("size", word):
            return Words(size=word)
        if _reads("pixels", word):
            return Words(pixels=word)
    if find_row(word, catalog.deliverables):
        return Words(deliverable=word)
    if re.match(r"\.?[0-9]+([.,][0-9]+)?\s*[^0-9]{0,4}[xX×]", word):  # a size with a slip in it
        try:
            Size.parse(word)
        except ValueError as error:
            raise QuestionError(Fault("bad-quantity", str(error), None, "pixels need no unit: 1080x1350")) from None
    if use := find_row(word, catalog.uses):
        names = ", ".join(use.deliverables[:3])
        hint = f"name what it is for: {names}" if names else _JUST_SIZE
        raise QuestionError(Fault("unknown-deliverable", f"{word!r} is a use, not a target", None, hint))
    raise QuestionError(unknown_deliverable(word, catalog, None, _JUST_SIZE))


def unknown_deliverable(name: str, catalog: Catalog, where: str | None, by_size: str = _BY_SIZE) -> Fault:
    """Say that a word names no target, or several; and what will lead on."""
    targets = readings(name, catalog.deliverables)
    if len(targets) > 1:
        message = f"{name!r} matches {len(targets)} deliverables"
        return Fault("ambiguous-deliverable", message, where, f"pick one of {one_of(name, targets)}")
    said = None if targets else meant(name, catalog, SIZES)  # 300x250 is of ad-300x250
    if said:
        hint = f"did you mean {said}?"
    else:
        names = _names(catalog.deliverables)
        parts = {part for each in names for part in each.split("-") if len(part) > 3 and part.isalpha()}
        near = f"did you mean {targets[0]}?" if targets else did_you_mean(name, [*names, *sorted(parts)])
        hint = f"{near} Otherwise {by_size}" if near else f"`resadvise deliverables` lists them; or {by_size}"
    return Fault("unknown-deliverable", f"there is no deliverable {name!r}", where, hint)


def _target_kind(said: Collection[str], deliverable: Deliverable | None) -> str | None:
    """Say what the target is measured in: `paper`, `css`, `box`, or None where there is no (known) target."""
    if "size" in said:
        return "paper"
    if "pixels" in said:
        return "css"  # a --dpr makes them so
    if deliverable is not None:
        return "paper" if deliverable.size else "css" if deliverable.dpr else "box"
    return None


def _check_combinations(said: set[str], deliverable: Deliverable | None, faults: list[Fault]) -> None:
    targets = [OPTION[name] for name in TARGETS if name in said]
    if len(targets) > 1:
        faults.append(Fault("two-targets", f"{' and '.join(targets)} cannot be combined", targets[1]))
    if "landscape" in said and "portrait" in said:
        faults.append(Fault("cannot-apply", "--landscape and --portrait cannot be combined", "--portrait"))
    if deliverable is not None and deliverable.opaque and "transparent" in said:
        faults.append(Fault("cannot-apply", f"{deliverable.title} does not accept transparency", OPTION["transparent"]))
    if said.isdisjoint(_ONLY_WITH_TARGET):
        return
    barred = _barred(said, deliverable) if targets else dict.fromkeys(_ONLY_WITH_TARGET, NO_TARGET)
    for name, (message, hint) in barred.items():
        if name in said:
            faults.append(Fault("cannot-apply", message, OPTION[name], hint))


def _barred(said: Collection[str], deliverable: Deliverable | None) -> Barred:
    """Return the options that do not apply to this target, each with why and what to do instead."""
    kind = _target_kind(said, deliverable)
    if kind is None:
        return {}  # the target's name is not known, so nothing can be said of it
    if kind == "paper":
        return _NOT_ON_PAPER
    barred: Barred = dict.fromkeys(_ONLY_ON_PAPER, ("this applies to prints only", "use --size 297x420mm for a print"))
    fixed = ("a size in pixels has no orientation", "swap the sides in --pixels")
    barred |= dict.fromkeys(("landscape", "portrait"), fixed)
    if kind == "box" and deliverable is not None:
        barred["dpr"] = (f"{deliverable.name} has a fixed size in pixels, so no pixel ratio applies", None)
    return barred


def target_of(deliverable: Deliverable) -> Target:
    """Return a named target as it is listed."""
    if deliverable.pixels is not None:
        return ScreenTarget(deliverable.pixels, None, deliverable.dpr, deliverable)
    assert deliverable.size is not None  # the loader refuses a row without a size
    return PrintTarget(deliverable.size, deliverable.bleed, None, None, deliverable)


def target_name(target: Target, unit: str = "px") -> str:
    """Name a target: `ISO A3 (297×420 mm)`, `1080×1350 px`; `unit` is that of a size in pixels."""
    size = display.paper(target.size) if isinstance(target, PrintTarget) else display.box(target.box, unit)
    return f"{target.deliverable.title} ({size})" if target.deliverable else size


def _target(said: Mapping[str, Any], values: Mapping[str, Any], deliverable: Deliverable | None) -> Target | None:
    target: Target
    if "size" in values:
        target = PrintTarget(values["size"], values.get("bleed"), values.get("ppi"), values.get("distance"), None)
    elif "pixels" in values:
        target = ScreenTarget(values["pixels"], values.get("dpr"), None, None)
    elif deliverable is not None:
        target = target_of(deliverable)
        own = {name: value for name, value in values.items() if name in target._fields}
        target = target._replace(**own) if own else target
    else:
        return None
    if isinstance(target, PrintTarget) and ("landscape" in said or "portrait" in said):
        target = target._replace(size=_turned(target.size, "landscape" in said), upright=True)
    if isinstance(target, PrintTarget) and values.get("accept"):
        target = target._replace(accept_minimum=True)
    return target


def _turned(size: Size, landscape: bool) -> Size:
    width, height = size.inches
    return size.turned if (width < height if landscape else width > height) else size
