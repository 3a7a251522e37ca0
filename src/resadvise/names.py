"""Names as people type them -> rows of the facts; or what was probably meant."""

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import TypeVar

from resadvise.errors import Fault, QuestionError, did_you_mean
from resadvise.facts.catalog import Catalog, Deliverable, Model, Unsupported, Use, plain_name
from resadvise.units.quantities import Size
from resadvise.words import OPTION, PARSERS, SIZES, Words

Named = TypeVar("Named", Use, Model, Unsupported, Deliverable)
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
    return next((f"{OPTION[name]} {_quoted(word)}" for name in fields if reads(name, word)), None)


def reads(name: str, word: str) -> bool:
    """Say whether a word is a quantity of this field."""
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


def find_model(name: str | None, catalog: Catalog) -> Model:
    """Return a model by its id or an alias; the default one for None. Raises `QuestionError`."""
    faults: list[Fault] = []
    model = model_named(name, catalog, faults)
    if model is None:
        raise QuestionError(*faults)
    return model


def named(
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


def model_named(name: str | None, catalog: Catalog, faults: list[Fault]) -> Model | None:
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
    return len(one) > 2 and (one.startswith(other) or did_you_mean(one, [other]) is not None)


def _names(known: Mapping[str, Named]) -> list[str]:
    return [*known, *(alias for row in known.values() for alias in row.aliases)]


def words_of_target(word: str, catalog: Catalog) -> Words:
    """Return the question that a word alone asks: the name of a target, a size on paper, or one in pixels.

    Raises `QuestionError` where it is none of them.
    """
    if word not in catalog.deliverables:  # looking for other spellings of names takes longer
        if reads("size", word):
            return Words(size=word)
        if reads("pixels", word):
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
