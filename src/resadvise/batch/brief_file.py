"""The targets of a campaign, from the words of a command line or from a YAML file -> briefs.

Every mistake in a file is said with its line and column, whether it is the YAML's, the schema's or the question's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from resadvise.brief import Brief, ask
from resadvise.errors import Fault, QuestionError
from resadvise.names import words_of_target
from resadvise.words import OPTION, Words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from resadvise.facts.catalog import Catalog
    from resadvise.facts.strict_yaml import Document, KeyPath

# What a file says of the campaign as a whole.
OF_ALL = ("model", "quality", "max_cut", "budget", "drafts")
# What belongs to one target: the schema of the file has the same, and no other.
TARGET_FIELDS = (
    *("deliverable", "size", "pixels", "ppi", "bleed", "distance", "dpr"),
    *("keep", "accept", "landscape", "portrait", "tolerance"),
)
# Field of a brief -> the key by which a target of a file says it.
KEYS = {field: option.removeprefix("--") for field, option in OPTION.items() if field in TARGET_FIELDS}
_FILE_SUFFIXES = (".yaml", ".yml", ".json")


class Asked(NamedTuple):
    """A target: as it was typed, what is asked of it, and where each key of it stands in the file, "" for itself."""

    typed: str
    words: Words
    places: Mapping[str, str]


class BriefFile(NamedTuple):
    """What a file says of the campaign, by the names of the options; where it says so; and its targets."""

    said: dict[str, str]
    places: dict[str, str]
    targets: list[Asked]


def is_file(word: str) -> bool:
    """Say whether a word of the command line names a file of targets: `-` is standard input."""
    return word == "-" or word.casefold().endswith(_FILE_SUFFIXES)


def asked_on_line(targets: Sequence[str], catalog: Catalog) -> list[Asked]:
    """Return the targets that are typed. Raises `QuestionError` with every word that is none."""
    asked: list[Asked] = []
    faults: list[Fault] = []
    for word in targets:
        try:
            asked.append(Asked(word, words_of_target(word, catalog), {}))
        except QuestionError as error:
            faults += error.faults
    if faults:
        raise QuestionError(*dict.fromkeys(faults))
    return asked


def read_brief_file(source: str, catalog: Catalog) -> BriefFile:
    """Return what a file says (`-`: standard input). Raises `QuestionError` or `FactsError` with every mistake."""
    from resadvise.facts import schema_check, strict_yaml
    from resadvise.facts.load import PARSERS, faults_at, read_file
    from resadvise.schemas import read_schema

    try:
        document = strict_yaml.read(read_file(source, what="brief"))
    except strict_yaml.YamlError as error:
        raise QuestionError(Fault("bad-yaml", error.problem, f"{source}:{error.line}:{error.column}")) from None
    found = schema_check.problems(document.value, read_schema("campaign-brief"), PARSERS)
    if found:
        flaws = [(problem.path, problem.message) for problem in found]
        raise QuestionError(*(each._replace(code="bad-brief") for each in faults_at(flaws, document, source)))
    return _understood(document, source, catalog)


def _understood(document: Document, source: str, catalog: Catalog) -> BriefFile:
    from resadvise.facts.rows import spelt

    def place(*path: str | int) -> str:
        return ":".join(map(str, (source, *document.marks[path])))

    value: Any = document.value
    said = {name: spelt(value[name]) for name in OF_ALL if value.get(name) is not None}
    asked, faults = [], []
    for number, target in enumerate(value["targets"]):
        here: KeyPath = ("targets", number)
        try:
            if isinstance(target, dict):
                places = {"": place(*here), **{key: place(*here, key) for key in target}}
                asked.append(named(_spoken(target), places))
            else:
                asked.append(Asked(target, words_of_target(target, catalog), {"": place(*here)}))
        except QuestionError as error:
            faults += [fault._replace(where=place(*here)) for fault in error.faults]
    if faults:
        raise QuestionError(*faults)
    return BriefFile(said, {name: place(name) for name in said}, asked)


def _spoken(target: Mapping[str, Any]) -> Words:
    """Return what a target that is a map asks."""
    from resadvise.facts.rows import spelt

    said: dict[str, Any] = {
        field: target[key] if isinstance(target[key], bool) else spelt(target[key])
        for field, key in KEYS.items()
        if target.get(key) is not None
    }
    return Words(**said)


def named(words: Words, places: Mapping[str, str]) -> Asked:
    """Return a target that is typed as what names it. Raises `QuestionError` where nothing does."""
    typed = words.deliverable or words.size or words.pixels
    if typed is None:
        hint = "for: a3, size: 297x420mm or pixels: 1080x1350"
        raise QuestionError(Fault("bad-brief", "this names no target", None, hint))
    return Asked(typed, words, places)


def briefs_of(
    asked: Sequence[Asked],
    model: str | None,
    quality: str | None,
    catalog: Catalog,
    places: Mapping[str, str] | None = None,
) -> list[tuple[str, Brief]]:
    """Return the targets as typed, each with its brief for the model. Raises `QuestionError` with every fault.

    `places` says where in a file the model and the quality are.
    """
    briefs: list[tuple[str, Brief]] = []
    faults: list[Fault] = []
    for each in asked:
        try:
            briefs.append((each.typed, ask(each.words._replace(model=model, quality=quality), catalog)))
        except QuestionError as error:
            faults += placed(error, {**(places or {}), **each.places}).faults
    if faults:
        raise QuestionError(*dict.fromkeys(faults))
    return briefs


def placed(error: QuestionError, places: Mapping[str, str]) -> QuestionError:
    """Return the faults where they are in a file; one that is of an option stays there."""
    found = []
    for fault in error.faults:
        key = (fault.where or "").removeprefix("--").replace("-", "_")
        where = places.get(key, fault.where if key in OF_ALL else places.get("", fault.where))
        found.append(fault._replace(where=where))
    return QuestionError(*found)
