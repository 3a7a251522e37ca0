"""The question: what the image is for, how big it must be, and what it may cost.

`ask` turns the words of a person or a script into a `Brief` of exact values and resolved names, or raises
`QuestionError` with every mistake in them.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction
from typing import Any, NamedTuple, Self, TypeAlias

from resadvise.errors import Fault, QuestionError
from resadvise.facts.catalog import Catalog, Deliverable, Model, Use
from resadvise.names import meant, model_named, named, reads
from resadvise.units import display
from resadvise.units.numbers import half_up
from resadvise.units.quantities import REMEMBERED, Length, Pixels, Ratio, Size
from resadvise.words import OPTION, PARSERS, SIZES, TARGETS, Words, said_of

# Options that do not apply, each with why and what to do instead.
Barred: TypeAlias = dict[str, tuple[str, str | None]]
# In the order in which faults are said.
_OPTIONS: list[str | None] = [*OPTION.values()]


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


def ask_said(said: Mapping[str, Any], catalog: Catalog) -> Brief:
    """Do as `ask` for fields of `Words` of which each says something."""
    sizes = {name: said[name] for name in SIZES if name in said}
    rest = _rest_of(tuple([item for item in said.items() if item[0] not in sizes]), tuple(sizes), catalog)
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


def _rest_of(said: tuple[tuple[str, Any], ...], sizes: tuple[str, ...], catalog: Catalog) -> _Rest:
    """Read a question but for its size, and remember it: the rows of a table differ mostly in their sizes."""
    known: dict[Any, _Rest] = catalog.memo.setdefault(("rests",), {})  # it travels with the facts, as a function cannot
    found = known.get((said, sizes))
    if found is None:
        found = _read_rest(dict(said), sizes, catalog)
        if len(known) == REMEMBERED:
            known.clear()
        if not found.bad and not found.barred:  # what is wrong may be of any length
            known[said, sizes] = found
    return found


def _read_rest(said: Mapping[str, Any], sizes: Iterable[str], catalog: Catalog) -> _Rest:
    """Read a question but for its size. `sizes` are the fields of that, since they say what applies."""
    faults: list[Fault] = []
    values, bad = _values(said, catalog)
    uses = [named(name, catalog.uses, "use", "uses", faults, catalog) for name in said.get("uses", ())]
    model = model_named(said.get("model"), catalog, faults)
    deliverable = (
        named(said["deliverable"], catalog.deliverables, "deliverable", "deliverable", faults, catalog)
        if "deliverable" in said
        else None
    )
    quality = _quality(said["quality"], model, faults) if "quality" in said and model else None
    _check_combinations({*said, *sizes}, deliverable, faults)
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
    ratio = Ratio.parse(aspect if aspect is not None and reads("aspect", aspect) else "16:9")
    height = max(1, half_up(int(width[1]) / ratio.value))
    return f"add a height; at {ratio} it is --pixels {width[1]}x{height}"


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
