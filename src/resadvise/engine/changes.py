"""What differs between two states of the facts, row by row, and which answers each row changes.

The answers are not guessed from the fields: each row alone is put back to what it was, and the engine is asked again.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from resadvise.brief import ask
from resadvise.engine.advice import advise
from resadvise.errors import QuestionError
from resadvise.facts.catalog import Catalog
from resadvise.units.numbers import price_json
from resadvise.words import Words

# Sections whose entries are rows, keyed by a name that a question can say, and the word of the question that says it.
_ASKED_BY = {"models": "model", "deliverables": "deliverable", "uses": "uses"}
# How many answers are shown of those that a row changes.
_SHOWN = 5
_NOTHING: Any = object()

Raw = Mapping[str, Any]
# From plain facts to a catalog; None where a row of them cannot stand among the others.
Build = Callable[[Raw], Catalog | None]


class Answer(NamedTuple):
    """What the two states are compared by; a price in US dollars, None is unknown."""

    tier: str
    price: float | None
    status: str


def diff_data(old: Raw, new: Raw, files: tuple[str, str | None], build: Build) -> dict[str, Any]:
    """Return every row that differs between plain facts, field by field, with the answers that it alone changes."""
    asked = _Asked(new, build)
    rows: list[dict[str, Any]] = []
    for path, before, after in _changed_rows(old, new):
        change = "added" if before is _NOTHING else "removed" if after is _NOTHING else "changed"
        affected = asked.without(path, before) if change == "changed" else []
        counts = {name: sum(each["what"] == name for each in affected) for name in Answer._fields}
        rows.append(
            {
                "section": path[0],
                "row": path[1] if len(path) > 1 else None,
                "change": change,
                "fields": list(_fields(before, after)) if change == "changed" else [],
                "affects": counts,
                "answers": affected[:_SHOWN],
            }
        )
    return {
        "schema": "resadvise/facts-diff/1",
        "old": _state(old, files[0]),
        "new": _state(new, files[1]),
        "rows": rows,
        "summary": {
            **{change: sum(row["change"] == change for row in rows) for change in ("added", "removed", "changed")},
            "affecting": sum(any(row["affects"].values()) for row in rows),
        },
    }


def _state(raw: Raw, file: str | None) -> dict[str, Any]:
    return {"file": file, "version": raw["facts"]["version"], "as_of": raw["facts"]["as_of"]}


def _changed_rows(old: Raw, new: Raw) -> Iterator[tuple[tuple[str, ...], Any, Any]]:
    """Yield the path of each row that differs with both of its states; a list is one row."""
    for section in dict.fromkeys([*old, *new]):
        before, after = old.get(section, {}), new.get(section, {})
        if isinstance(before, Mapping) and isinstance(after, Mapping):
            for key in dict.fromkeys([*before, *after]):
                states = before.get(key, _NOTHING), after.get(key, _NOTHING)
                if states[0] != states[1]:
                    yield (section, key), *states
        elif before != after:
            yield (section,), before, after


def _fields(before: Any, after: Any) -> Iterator[dict[str, Any]]:
    """Yield each value that differs, by its dotted path in the row; a list is one value, null where there is none."""
    states = dict(_leaves(before, "")), dict(_leaves(after, ""))
    for name in dict.fromkeys([*states[0], *states[1]]):
        if (was := states[0].get(name)) != (now := states[1].get(name)):
            yield {"field": name or None, "old": was, "new": now}


def _leaves(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping) and value:
        for key, inner in value.items():
            yield from _leaves(inner, f"{path}.{key}" if path else str(key))
    else:
        yield path, value


class _Asked:
    """The answers to every bare question about the new facts, and what becomes of them without one change."""

    def __init__(self, new: Raw, build: Build) -> None:
        self._new, self._build = new, build
        catalog = build(new)
        assert catalog is not None  # they were checked when they were read
        self._answers = {words: answer for words in _questions(catalog) if (answer := _answer(words, catalog))}

    def without(self, path: tuple[str, ...], before: Any) -> list[dict[str, Any]]:
        """Return the answers that differ where one row is as it was before."""
        section = before if len(path) == 1 else {**self._new[path[0]], path[1]: before}
        catalog = self._build({**self._new, path[0]: section})
        if catalog is None:
            return []
        return [
            {"target": words.deliverable, "use": next(iter(words.uses), None), "model": words.model}
            | {"what": name, "old": was, "new": now}
            for words, answer in self._answers.items()
            if _concerns(words, path)
            for name, was, now in zip(Answer._fields, _answer(words, catalog) or answer, answer, strict=True)
            if was != now
        ]


def _concerns(words: Words, path: tuple[str, ...]) -> bool:
    """Say whether a row can matter to a question: one that a question can name matters where it is named."""
    if path[0] not in _ASKED_BY:
        return True
    said = getattr(words, _ASKED_BY[path[0]])
    return path[1] in said if isinstance(said, tuple) else said == path[1]


def _questions(catalog: Catalog) -> Iterator[Words]:
    """Yield every named target and every use, each on every model, and the question that says nothing."""
    yield Words()
    for model in catalog.models:
        yield from (Words(deliverable=name, model=model) for name in catalog.deliverables)
        yield from (Words(uses=(name,), model=model) for name in catalog.uses)


def _answer(words: Words, catalog: Catalog) -> Answer | None:
    """Return the answer; None where the question names what these facts do not have."""
    try:
        advice = advise(ask(words, catalog), catalog)
    except QuestionError:
        return None
    return Answer(advice.tier, price_json(advice.choice.chosen.price), advice.status)
