"""JSON Lines -> the same with answers: each object stays as it is written, and its answer follows before the brace."""

from __future__ import annotations

import json
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, BinaryIO

from resadvise.batch.answers import Answers, Wanted, added, answer, failure
from resadvise.batch.blocks import MARK, TOO_LONG, Answered, Block, Part, blocks_of, lines_of
from resadvise.batch.columns import Questions, asked_twice, none_asks, role_of, told
from resadvise.batch.processes import Helpers
from resadvise.batch.rows import EMPTY, NO_OBJECT, NOT_JSON
from resadvise.errors import Fault, QuestionError
from resadvise.output.formats import to_jsonl

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

# The name under which a line that is not an object is kept in its answer.
LINE = "line"
# Objects may have names of their own; so many of them are remembered.
_MOST_NAMES = 10_000
# Whether the object has a `model` of its own, and what it asks: names and values.
_Key = tuple[bool, tuple[tuple[str, Any], ...]]


class JsonLines:
    """Objects whose answers come one by one, some lines at a time.

    Raises `QuestionError` where the first object asks nothing, or where one has a field that the answer adds.
    """

    def __init__(self, stream: BinaryIO, source: str, asked: Questions, wanted: Wanted, *, share: bool = False) -> None:
        self._stream, self._source = stream, source
        self._asked, self._wanted, self._share = asked, wanted, share
        self._role = lru_cache(_MOST_NAMES)(partial(role_of, asked=asked))
        self._is_first, self._told = True, set[str]()
        self._answers = Answers(self._answer_many)
        self._names = {True: added([wanted.prefix + "model"], wanted), False: added([], wanted)}
        self._taken = frozenset(self._names[True].values())

    def __iter__(self) -> Iterator[Answered]:
        blocks = blocks_of(self._stream, self._source)
        first = next(blocks, None)
        if first is None:
            raise QuestionError(Fault("bad-table", EMPTY, self._source, "give an object a line"))
        mark = MARK if first.text.startswith(MARK) else b""
        done, names = self._block(first._replace(text=first.text.removeprefix(mark)))
        self._is_first = False
        yield done._replace(text=mark + done.text, note=self._note(names))
        with Helpers(self._block, share=self._share) as helpers:
            for _, (done, names) in helpers.each(blocks):
                yield done._replace(note=self._note(names))

    def _block(self, block: Block) -> tuple[Answered, list[str]]:
        """Answer some lines, and return the names in them that ask and are not told of yet."""
        if block.part:
            return self._long(block, block.part), []
        lines = lines_of(block.text)
        rows = [self._row(block.line + place, line) for place, line in enumerate(lines)]
        names = self._asking(rows)
        keys = [self._key(row) for row in rows if isinstance(row, dict)]
        made = iter(self._answers.of(keys))
        pieces: list[bytes] = []
        errors: list[str] = []
        count = 0
        for place, (line, row) in enumerate(zip(lines, rows, strict=True)):
            if row is None:
                pieces.append(line)
                continue
            count += 1
            text = line.rstrip()
            if isinstance(row, str):
                answered, error = self._failed(text, row), row
            else:
                suffix, message = next(made)
                answered, error = text[:-1].rstrip() + (b"," if row else b"") + suffix, message or ""
            pieces += (answered, line[len(text) :])
            errors += [f"{self._source}:{block.line + place}: {error}"] if error else []
        return Answered(b"".join(pieces), count, len(errors), errors[0] if errors else None), names

    def _row(self, number: int, line: bytes) -> dict[str, Any] | str | None:
        """Return the object of a line; a text says what is wrong with it, and None that the line is blank."""
        if not line.strip():
            return None
        try:
            value = json.loads(line, object_pairs_hook=_once)
        except _TwiceError as error:
            return f"the name {error} appears twice"
        except (ValueError, RecursionError):
            return NOT_JSON
        if not isinstance(value, dict):
            return NO_OBJECT
        if not self._taken.isdisjoint(value):
            try:
                added(value, self._wanted)
            except QuestionError as error:
                [fault] = error.faults
                raise QuestionError(fault._replace(where=f"{self._source}:{number}")) from None
        return value

    def _asking(self, rows: list[dict[str, Any] | str | None]) -> list[str]:
        """Return the names that ask and are not told of yet, as they come."""
        objects = [row for row in rows if isinstance(row, dict)]
        if self._is_first and objects and not any(map(self._role, objects[0])):
            raise none_asks()
        names = (name for row in objects for name in row if name not in self._told and self._role(name))
        return list(dict.fromkeys(names))

    def _note(self, names: list[str]) -> str | None:
        """Say which names are read, when the first of them is met and whenever there are more."""
        new = [name for name in names if name not in self._told]
        self._told.update(new)
        return told(new, [self._role(name) for name in new]) if new else None

    def _key(self, row: Mapping[str, Any]) -> _Key:
        pairs = tuple((name, _fixed(value)) for name, value in row.items() if self._role(name))
        return self._wanted.prefix + "model" in row, pairs

    def _answer_many(self, keys: Sequence[_Key]) -> list[tuple[bytes, str | None]]:
        return list(map(self._answer, keys))

    def _answer(self, key: _Key) -> tuple[bytes, str | None]:
        """Return what is written behind an object, and its error."""
        own, pairs = key
        roles = [self._role(name) for name, _ in pairs]
        if fault := asked_twice([name for name, _ in pairs], roles):
            values = failure(str(fault), reasons=self._wanted.reasons)
        else:
            cells = ((role, value) for role, (_, value) in zip(roles, pairs, strict=True) if role)
            values = answer(cells, self._asked, reasons=self._wanted.reasons)
        return self._suffix(values, own), values["error"]

    def _failed(self, text: bytes, message: str) -> bytes:
        """Return an object for a line that is none."""
        return _object_of(text) + b"," + self._error(message)

    def _long(self, block: Block, part: Part) -> Answered:
        """Answer a part of a line that is too long."""
        text = block.text.rstrip(b"\r\n") if part.ends else block.text
        line = _object_of(text)[0 if part.begins else len(_object_of(b"")) - 1 : None if part.ends else -1]
        if not part.ends:
            return Answered(line)
        first = f"{self._source}:{block.line}: {TOO_LONG}"
        return Answered(b"".join((line, b",", self._error(TOO_LONG), block.text[len(text) :])), 1, 1, first)

    def _error(self, message: str) -> bytes:
        return self._suffix(failure(message, reasons=self._wanted.reasons), own=False)

    def _suffix(self, values: Mapping[str, Any], own: bool) -> bytes:
        return to_jsonl([{name: values[field] for field, name in self._names[own].items()}])[1:-1].encode()


def _object_of(text: bytes) -> bytes:
    """Return an object that holds a line, without its brace at the end."""
    return to_jsonl([{LINE: text.decode("utf-8", "backslashreplace")}]).encode()[:-2]


class _TwiceError(Exception):
    pass


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object, or refuse one that has a name twice: who reads it would take either."""
    row = dict(pairs)
    if len(row) < len(pairs):
        names = [name for name, _ in pairs]
        raise _TwiceError(repr(next(name for name in names if names.count(name) > 1)))
    return row


def _fixed(value: Any) -> Any:
    """Return a value that can be a key, and under which true is not 1."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return tuple(map(_fixed, value))
    return frozenset(value) if isinstance(value, dict) else value
