"""YAML text to plain values, with the line and column of each one.

A strict subset of YAML: one document, text keys, the scalars of the YAML 1.2 core schema (so `16:9` and `NO` are
text), and nothing that lets a short file expand into a large value (aliases, merge keys, tags).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from yaml import Event, ScalarEvent


YamlValue: TypeAlias = "dict[str, YamlValue] | list[YamlValue] | str | int | float | bool | None"
KeyPath: TypeAlias = tuple[str | int, ...]

MAX_BYTES = 256 * 1024
MAX_LEVELS = 32
MAX_VALUES = 20_000
MAX_DIGITS = 18  # fits 64 bits

_TOO_DEEP = f"lists and maps are nested more than {MAX_LEVELS} levels deep; flatten them"


class YamlError(Exception):
    """What is wrong with a YAML text and what to do, at a 1-based line and column."""

    def __init__(self, problem: str, line: int, column: int) -> None:
        """Keep the three parts: the caller knows the file's name and how to show them."""
        super().__init__(problem, line, column)
        self.problem, self.line, self.column = problem, line, column

    def __str__(self) -> str:
        """Place and problem in one line."""
        return f"line {self.line}, column {self.column}: {self.problem}"


class Document(NamedTuple):
    """A value, and the 1-based (line, column) of each part by its path; an entry of a map has its key's."""

    value: YamlValue
    marks: dict[KeyPath, tuple[int, int]]


def read(source: bytes, *, trusted: bool = False) -> Document:
    """Read one YAML document (an empty one is None); raise YamlError for anything wrong with the text.

    A trusted text (the built-in data) obeys the same rules, but may have any size, and libyaml parses it if present.
    """
    if not trusted and len(source) > MAX_BYTES:
        raise YamlError(f"the file has more than {MAX_BYTES:,} bytes", 1, 1)
    text = _decode(source)
    import yaml  # here, because most commands read no YAML

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader) if trusted else yaml.SafeLoader
    builder = _Builder()
    try:
        for event in yaml.parse(text, Loader=loader):
            builder.take(event)
    except YamlError:
        raise
    except Exception as error:  # PyYAML lets more than its YAMLError out: "\UFFFFFFFF" is an OverflowError
        raise _in_own_words(error, builder.place) from error
    return Document(builder.value, builder.marks or {(): (1, 1)})


# YAML 1.2 also allows U+0085, U+2028 and U+2029 in a file: PyYAML breaks lines there, few editors do.
_ACCEPTED = r"\t\n\r -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff"


def _decode(source: bytes) -> str:
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before, byte = error.object[: error.start].decode(), error.object[error.start]
        raise YamlError(f"byte 0x{byte:02x} is not UTF-8; save the file as UTF-8", *_end(before)) from error
    if found := re.search(f"[^{_ACCEPTED}]", text):
        code = f"{ord(found[0]):04x}"
        problem = f"the character U+{code.upper()} is not accepted; write \\u{code} between double quotes"
        raise YamlError(problem, *_end(text[: found.start()]))
    return text


def _end(text: str) -> tuple[int, int]:
    lines = re.split("\r\n|\r|\n", text)
    return len(lines), len(lines[-1]) + 1


@dataclass(slots=True)
class _Level:
    """A list or map that is still open; `key` is the key whose value comes next."""

    path: KeyPath
    value: dict[str, YamlValue] | list[YamlValue]
    key: str | None = None


class _Builder:
    """Puts one value together from parser events; the stack is its own, so depth costs no recursion."""

    def __init__(self) -> None:
        self.value: YamlValue = None
        self.marks: dict[KeyPath, tuple[int, int]] = {}
        self.place = (1, 1)
        self._levels: list[_Level] = []
        self._values = 0

    def take(self, event: Event) -> None:
        import yaml

        assert event.start_mark is not None
        self.place = event.start_mark.line + 1, event.start_mark.column + 1
        match event:
            case yaml.AliasEvent():
                raise self._error("an alias (*) is not accepted here; write the value out")
            case yaml.NodeEvent(anchor=str()):
                raise self._error("an anchor (&) is not accepted here; remove it")
            case yaml.ScalarEvent(tag=str()) | yaml.CollectionStartEvent(tag=str()):
                raise self._error("a tag (!) is not accepted here; remove it, or quote the text")
            case yaml.ScalarEvent():
                self._take_scalar(event)
            case yaml.CollectionStartEvent():
                self._open({} if isinstance(event, yaml.MappingStartEvent) else [])
            case yaml.CollectionEndEvent():
                self._levels.pop()
            case yaml.DocumentStartEvent() if self._values:
                raise self._error("a second document starts here; a file may hold only one")

    def _error(self, problem: str) -> YamlError:
        return YamlError(problem, *self.place)

    def _awaiting_key(self) -> _Level | None:
        level = self._levels[-1] if self._levels else None
        return level if level and isinstance(level.value, dict) and level.key is None else None

    def _take_scalar(self, event: ScalarEvent) -> None:
        value, level = self._scalar(event), self._awaiting_key()
        if not level:
            self._add(value)
        elif value == "<<" and not event.style:
            raise self._error("a merge key (<<) is not accepted here; write the entries out")
        elif not isinstance(value, str):
            raise self._error(f"a key must be text; quote it: {_shown(event.value)}")
        elif (path := (*level.path, value)) in self.marks:
            raise self._error(f"duplicate key {_shown(value)}; first given on line {self.marks[path][0]}")
        else:
            level.key, self.marks[path] = value, self.place

    def _open(self, value: dict[str, YamlValue] | list[YamlValue]) -> None:
        if self._awaiting_key():
            raise self._error("a key must be text, not a list or a map; quote it if it is text")
        if len(self._levels) == MAX_LEVELS:
            raise self._error(_TOO_DEEP)
        self._levels.append(_Level(self._add(value), value))

    def _add(self, value: YamlValue) -> KeyPath:
        self._values += 1
        if self._values > MAX_VALUES:
            raise self._error(f"the file holds more than {MAX_VALUES:,} values; split it")
        path: KeyPath = ()
        if not self._levels:
            self.value = value
        elif isinstance((level := self._levels[-1]).value, list):
            path = (*level.path, len(level.value))
            level.value.append(value)
        else:
            assert level.key is not None
            path = (*level.path, level.key)
            level.value[level.key], level.key = value, None
        self.marks.setdefault(path, self.place)
        return path

    def _scalar(self, event: ScalarEvent) -> YamlValue:
        try:
            return _quoted(event.value) if event.style else _plain(event.value)
        except ValueError as error:
            raise self._error(str(error)) from None


def _quoted(text: str) -> str:
    if half := re.search("[\ud800-\udfff]", text):  # libyaml refuses these by itself
        raise ValueError(f"\\u{ord(half[0]):04x} is half a character; write the character itself")
    return text


_WORDS = dict.fromkeys(("", "~", "null", "Null", "NULL")) | {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGER = re.compile("[-+]?([0-9]+)|0o([0-7]+)|0x([0-9a-fA-F]+)")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")


def _plain(text: str) -> YamlValue:
    """Read a scalar without quotes by the core schema (YAML 1.2.2, section 10.3.2)."""
    if text in _WORDS:
        return _WORDS[text]
    if digits := _INTEGER.fullmatch(text):
        group = digits.lastindex or 1
        if len(digits[group]) > MAX_DIGITS:
            raise ValueError(f"a whole number can have at most {MAX_DIGITS} digits here; quote it if it is text")
        return int(text, (10, 8, 16)[group - 1])
    number = float(text) if _FLOAT.fullmatch(text) else None
    if _NOT_FINITE.fullmatch(text) or (number is not None and not isfinite(number)):
        raise ValueError(f"{_shown(text)} is not a finite number; give one, or quote it if it is text")
    return text if number is None else number


def _shown(text: str) -> str:
    return repr(text if len(text) <= 40 else f"{text[:39]}…")


# Pieces of PyYAML's and libyaml's messages, and what they mean to somebody who writes YAML by hand.
_SYNTAX = {
    "cannot start any token": "no value begins like this; indent with spaces, and quote text with @ ` %",
    "mapping values are not allowed": "no ':' is expected here; check the indentation, or quote the text",
    "could not find expected ':'": "a ':' is missing after a key",
    "quoted scalar: found unexpected": "a quote is not closed",
    "expected ',' or": "a ',' or a closing bracket is missing",
    "parsing a block mapping": "this line does not match those above; check its indentation",
    "parsing a block collection": "this line does not match those above; check its indentation and its '-'",
    "maximum nesting": _TOO_DEEP,  # libyaml's own limit, which it reaches first
    "None: None": "invalid YAML; is a number in an escape (\\U) or in a %YAML line out of range?",
}


def _in_own_words(error: Exception, last_place: tuple[int, int]) -> YamlError:
    mark, start = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    theirs = f"{getattr(error, 'context', None)}: {getattr(error, 'problem', None)}"
    unknown = f"invalid YAML ({theirs.removeprefix('None: ')})"
    problem = next((words for part, words in _SYNTAX.items() if part in theirs), unknown)
    if start and mark and start.line != mark.line:
        problem += f" (it starts on line {start.line + 1})"
    return YamlError(problem, *((mark.line + 1, mark.column + 1) if mark else last_place))
