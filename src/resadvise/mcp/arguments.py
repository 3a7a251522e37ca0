"""The arguments of the tools: their schemas, made from that of a question, and what is wrong with those that arrive."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from resadvise.documents import TargetWords
from resadvise.errors import Fault, QuestionError, did_you_mean
from resadvise.schemas import read_schema
from resadvise.words import OPTION

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# No name, size or price is longer; a path may be.
MAX_TEXT, MAX_PATH = 200, 4096
# Where the name and an example do not say what a field of the question is.
_TOLD = ("uses", "for", "keep")


def brief_properties(names: Iterable[str], *, told: bool) -> dict[str, Any]:
    """Return the schemas of these fields of a question; `told`: with examples, and the less obvious described.

    Every tool that a client knows is read by its model on every turn, so what can be seen elsewhere is left out.
    """
    question = read_schema("question")
    fields = question["properties"]
    return {name: _property(name, fields[name], question["$defs"], told=told) for name in names}


def _property(name: str, field: Mapping[str, Any], defs: Mapping[str, Any], *, told: bool) -> dict[str, Any]:
    means = field.get("anyOf", [field])[0]  # a text stands first where a list will do as well
    if "$ref" in means:
        means = defs[means["$ref"].rpartition("/")[2]]
    found = {word: means[word] for word in ("type", "enum") if word in means}
    if not told and found.get("type") == ["number", "string"]:
        found["type"] = "string"  # a number is taken as well; where it is told, it is told so
    if "items" in means:
        found["items"] = {"type": "string"}
    if told and name in _TOLD:
        found["description"] = re.split(r"[;.:] ", field["description"].rstrip("."))[0]
    if told and means.get("type") != "boolean" and "enum" not in means:
        found["examples"] = field["examples"][:1]
    return found


def schema_of(properties: Mapping[str, Any], required: Iterable[str] = ()) -> dict[str, Any]:
    """Return the schema of a tool's arguments: closed, so that a client sees a misspelt name before we do."""
    schema: dict[str, Any] = {"type": "object", "properties": dict(properties), "additionalProperties": False}
    return schema | ({"required": list(required)} if required else {})


def checked(arguments: Mapping[str, Any], schema: Mapping[str, Any]) -> dict[str, Any]:
    """Return the arguments that were said, or raise `QuestionError` with every one that cannot be used.

    Quantities are read by whoever answers; here it is seen to that each argument exists and is of a kind that can be.
    """
    known = schema["properties"]
    said = {name: value for name, value in arguments.items() if value is not None}
    faults = [_unknown(name, known) for name in said if name not in known]
    faults += [fault for name, value in said.items() if name in known and (fault := _unfit(name, value, known[name]))]
    faults += [
        Fault("usage", "this argument is required", name) for name in schema.get("required", ()) if name not in said
    ]
    if faults:
        raise QuestionError(*faults)
    return said


def _unknown(name: str, known: Iterable[str]) -> Fault:
    hint = did_you_mean(name[:MAX_TEXT], known) or f"arguments: {', '.join(known)}"
    return Fault("unknown-option", f"there is no argument {name[:MAX_TEXT]!r}", None, hint)


def _unfit(name: str, value: Any, schema: Mapping[str, Any]) -> Fault | None:
    """Say what kind of value is wanted, where this is of another; texts, numbers and pairs of them are one kind."""
    if schema.get("type") == "boolean":
        wanted = "" if isinstance(value, bool) else "give true or false"
    else:
        parts = value if isinstance(value, list) else [value]
        kinds = str if schema.get("type") == "array" else (str, int, float)
        fits = all(isinstance(each, kinds) and not isinstance(each, bool) for each in parts)
        wanted = "" if fits else "give a list of texts" if kinds is str else "give a text or a number"
        most = MAX_PATH if name == "path" else MAX_TEXT
        if any(len(str(each)) > most for each in parts) or len(parts) > MAX_TEXT:
            wanted = f"give no more than {most} characters"
    return Fault("bad-quantity", wanted, name) if wanted else None


def keywords(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return the keywords of the Python interface for the fields of a question, without the uses."""
    return {("deliverable" if name == "for" else name): value for name, value in said.items() if name != "uses"}


def uses_of(said: Mapping[str, Any]) -> list[str]:
    """Return the uses of a question: a list, or the text alone where there is one."""
    uses = said.get("uses", [])
    return [uses] if isinstance(uses, str) else uses


# What is said of an option on the command line is said of an argument here.
_OPTIONS = {option: "for" if name == "deliverable" else name for name, option in OPTION.items()}
TARGET_FIELDS = tuple(TargetWords.__annotations__)


def as_arguments(text: str) -> str:
    """Write a sentence about options as one about arguments: `--max-price` is `max_price`."""
    return re.sub(r"--([a-z]+(?:-[a-z]+)*)", lambda found: _OPTIONS.get(found[0], found[1].replace("-", "_")), text)
