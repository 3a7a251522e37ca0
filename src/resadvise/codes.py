"""Every code that an answer can hold, by kind: what `resadvise explain` and docs/codes.md are made from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from resadvise.checks.codes import FILE_STATUSES, FINDINGS
from resadvise.engine.codes import REASONS, ROW_STATUSES, STATUSES, VERDICTS, WARNINGS
from resadvise.errors import ERRORS, Fault, Meaning, QuestionError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence


class Kind(NamedTuple):
    """Codes of one kind: what one of them is called, and where in the JSON they stand."""

    name: str
    heading: str
    where: str
    codes: Mapping[str, Meaning]


KINDS = (
    Kind("status", "Statuses", "`status` of `recommend` and `plan`, and of each target in `deliverables`.", STATUSES),
    Kind("status of a model", "Statuses of models", "`models[].status` of `compare`, beside the above.", ROW_STATUSES),
    Kind("status of a file", "Statuses of files", "`files[].status` of `check`.", FILE_STATUSES),
    Kind("verdict", "Verdicts", "`verdict` of an answer, of each of its tiers, and of a file.", VERDICTS),
    Kind(
        "reason", "Reasons", "`reasons[].code` of `recommend`, `plan`, `campaign`: the steps of the argument.", REASONS
    ),
    Kind(
        "warning", "Warnings", "`warnings[].code` of `recommend` and `plan`: the answer stands all the same.", WARNINGS
    ),
    Kind("finding", "Findings", "`files[].findings[].code` of `check`.", FINDINGS),
    Kind("error", "Errors", "`error.code` and `errors[].code` under `--json`; exits with 2 unless it says so.", ERRORS),
)


def code_names() -> list[str]:
    """Return every code, each once: the same word may be of several kinds."""
    return list(dict.fromkeys(code for kind in KINDS for code in kind.codes))


def explain_data(asked: Iterable[str], raw: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the codes mean, or what every code means where none is named; `raw` are the facts, plain.

    Raises `QuestionError` with every word that is no code.
    """
    names = list(dict.fromkeys(word.strip().casefold() for word in asked))
    known = code_names()
    faults = [_unknown(name, known) for name in names if name not in known]
    if faults:
        raise QuestionError(*faults)
    version = raw["facts"]
    return {
        "schema": "resadvise/explain/1",
        "codes": [row for name in names or known for row in _rows(name, raw)],
        "facts": {"version": version["version"], "as_of": version["as_of"], "user_file": None},
    }


def _unknown(name: str, known: Sequence[str]) -> Fault:
    hint = did_you_mean(name, known) or "`resadvise explain` lists them"
    return Fault("unknown-code", f"there is no code {name!r}", "CODE", hint)


def _rows(name: str, raw: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for kind in KINDS:
        if name in kind.codes:
            meaning = kind.codes[name]
            yield {
                "code": name,
                "kind": kind.name,
                "where": kind.where,
                "means": meaning.means,
                "why": meaning.why,
                "do": meaning.do,
                "rests_on": [fact for path in meaning.rests_on for fact in _facts_at(path, raw)],
            }


def _facts_at(path: str, raw: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the values at a place in the facts, each with its source: several where a list stands there."""
    row: Any = {}
    value: Any = raw
    key = ""
    for key in path.split("."):
        row, value = value, value[key]
    if isinstance(value, list):
        return [_fact(f"{path}.{place}", each, each) for place, each in enumerate(value)]
    if isinstance(value, dict):
        return [_fact(path, value, value)]
    return [_fact(path, value, row, key)]


def _fact(path: str, value: Any, row: Mapping[str, Any], key: str = "") -> dict[str, Any]:
    """Return a value with its source: its own where it has one (`acuity_source`), else that of its row."""
    if isinstance(value, dict):
        value = {name: inner for name, inner in value.items() if name not in ("source", "as_of")}
    source = row.get(f"{key}_source", row.get("source"))
    return {"fact": path, "value": value, "source": source, "as_of": row.get("as_of")}
