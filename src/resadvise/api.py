"""The Python interface: one call from words to an answer.

The answers and the messages are those of the command line: a mistake names its option.
"""

from __future__ import annotations

from os import PathLike, fsdecode
from typing import TYPE_CHECKING, Any, cast, overload

from resadvise.brief import Brief, ask
from resadvise.engine.advice import advise
from resadvise.engine.plan import make_plan, read_terms
from resadvise.facts.load import shipped_facts
from resadvise.units.typed import typed
from resadvise.words import Words, words_of_values

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Unpack

    from resadvise.checks.rules import Finding
    from resadvise.documents import Amount, BriefWords, FileDict, FileStatus, TargetWords
    from resadvise.engine.advice import Advice
    from resadvise.engine.campaign import Campaign
    from resadvise.engine.compare import Comparison
    from resadvise.engine.plan import Plan
    from resadvise.facts.catalog import Catalog


_BRIEF_WORDS = frozenset(Words._fields) - {"uses"}
# Limits on a request do not apply to a file that exists already.
_TARGET_WORDS = _BRIEF_WORDS - {"quality", "accept", "max_seconds", "max_price"}


def recommend(*uses: str, facts: Catalog | None = None, **words: Unpack[BriefWords]) -> Advice:
    """Return the advice for a brief.

    `uses` are names such as `"print"` and `"crop"`. The keywords are the long options of the command with underscores;
    each accepts the text of the command line, or a Python value:

    - at most one target: `deliverable` (`--for`), a name such as `"a3"`; or `size`, on paper: `"297x420mm"`,
      `("297mm", "420mm")`; or `pixels`: `"1080x1350"`, `(1080, 1350)`
    - for prints: `ppi`, `bleed` and `distance` (lengths with a unit: `"3mm"`), `landscape`, `portrait` and
      `accept="minimum"`; for screens: `dpr`; for both: `keep` and `tolerance`, shares from 0 to 1 or `"50%"`
    - `model`, its `quality`, and `aspect`, one of its ratios: `"16:9"`, `(16, 9)`
    - limits for one image: `max_bytes`, `max_seconds`, `max_price` (US dollars)
    - `transparent`

    Decimals are exact to 15 digits. Without `facts` the built-in facts are used, read once per process.

    Raises `QuestionError` with every mistake in the words, and `TypeError` for an unknown keyword. Every valid question
    has an answer; its `status` says whether it is a good one.
    """
    catalog = shipped_facts() if facts is None else facts
    return advise(_brief("recommend", uses, words, _BRIEF_WORDS, catalog), catalog)


def plan(
    *uses: str,
    drafts: int | None = None,
    finals: int | None = None,
    parallel: int | None = None,
    batch: bool = False,
    budget: Amount | None = None,
    deadline: Amount | None = None,
    facts: Catalog | None = None,
    **words: Unpack[BriefWords],
) -> Plan:
    """Return the cheapest way to the finals, with its price and time. `uses` and the other keywords: see `recommend`.

    `drafts` is how many to explore with (default: as many as the limits allow, else the usual number), `finals` how
    many to keep (1), `parallel` how many images are generated at a time (1); `batch` uses the batch price. `budget` in
    US dollars and `deadline` in seconds, or `"10m"`, limit the whole plan.

    Raises what `recommend` raises, and `QuestionError` for a count that is out of range.
    """
    said = {"drafts": drafts, "finals": finals, "parallel": parallel, "budget": budget, "deadline": deadline}
    texts = {name: None if value is None else typed(name, value) for name, value in said.items()}
    terms = read_terms({**texts, "batch": batch})
    catalog = shipped_facts() if facts is None else facts
    advice = advise(_brief("plan", uses, words, _BRIEF_WORDS, catalog), catalog)
    return make_plan(advice, terms, catalog.defaults.drafts)


def compare(
    *uses: str,
    provider: str | None = None,
    every: bool = False,
    facts: Catalog | None = None,
    **words: Unpack[BriefWords],
) -> Comparison:
    """Return what each available model answers to a brief, the cheapest that suffices first.

    `uses` and the other keywords are those of `recommend`, but for `model`. `provider` names one vendor; `every`: also
    models that are deprecated or shut down. `quality` is asked of those that have it.

    Raises what `recommend` raises; a provider or a quality that no model has is a `QuestionError` too.
    """
    from resadvise.engine.compare import compare_models, models_to_compare

    catalog = shipped_facts() if facts is None else facts
    quality = words.pop("quality", None)
    brief = _brief("compare", uses, words, _BRIEF_WORDS - {"model"}, catalog)
    return compare_models(brief, models_to_compare(provider, catalog, every=every), quality, catalog)


def campaign(
    *targets: str | Mapping[str, Any],
    max_cut: Amount | None = None,
    budget: Amount | None = None,
    drafts: int | None = None,
    model: str | None = None,
    quality: str | None = None,
    facts: Catalog | None = None,
) -> Campaign:
    """Return the cheapest images that all the targets can be cut out of.

    A target is a text as it is typed for the command, `"a3"`, `"297x420mm"`, `"1080x1350"`; or a mapping of the
    keywords of `recommend` that name it and belong to it: `{"size": "297x420mm", "bleed": "3mm"}`.

    `max_cut` is the share of an image that a cut may lose (if not said: what the facts say), `budget` in US dollars
    limits the images with the `drafts` that are made before them.

    Raises what `recommend` raises, and `QuestionError` without targets or with more than 40.
    """
    from resadvise.batch.brief_file import TARGET_FIELDS, asked_on_line, briefs_of, named
    from resadvise.engine.campaign import plan_campaign, read_terms

    catalog = shipped_facts() if facts is None else facts
    said = {"max_cut": max_cut, "budget": budget, "drafts": drafts}
    terms = read_terms({name: None if value is None else typed(name, value) for name, value in said.items()})
    for target in targets:
        if not isinstance(target, str) and (unknown := target.keys() - set(TARGET_FIELDS)):
            raise TypeError(f"campaign() got a target with an unexpected key {min(unknown)!r}")
    on_line = iter(asked_on_line([target for target in targets if isinstance(target, str)], catalog))
    asked = [next(on_line) if isinstance(target, str) else named(words_of_values((), target), {}) for target in targets]
    return plan_campaign(briefs_of(asked, model, quality, catalog), terms, catalog)


class FileReport:
    """What a file really is, and what is wrong with it. `as_dict` gives the row of the versioned JSON."""

    __slots__ = ("_row",)

    def __init__(self, row: FileDict) -> None:
        self._row = row

    @property
    def path(self) -> str:
        """The name of the file; bytes that are not UTF-8 are escaped."""
        return self._row["path"]

    @property
    def status(self) -> FileStatus:
        """`pass`, `fail` (at least one finding has the level fail) or `error` (the file could not be read)."""
        return self._row["status"]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every mistake and every note, in order."""
        from resadvise.checks.rules import Finding

        return tuple(Finding._make(each.values()) for each in self._row["findings"])

    def as_dict(self) -> FileDict:
        """Return the file's row as JSON values."""
        from copy import deepcopy

        return deepcopy(self._row)

    def __repr__(self) -> str:
        found = ", ".join(finding["code"] for finding in self._row["findings"])
        return f"<FileReport {self.path!r}, {self.status}{f': {found}' if found else ''}>"


@overload
def check(  # type: ignore[overload-overlap]  # a text is itself an iterable of texts, and means one file
    path: str | PathLike[str],
    *,
    deep: bool = False,
    expect: str | None = None,
    facts: Catalog | None = None,
    **words: Unpack[TargetWords],
) -> FileReport: ...
@overload
def check(
    path: Iterable[str | PathLike[str]],
    *,
    deep: bool = False,
    expect: str | None = None,
    facts: Catalog | None = None,
    **words: Unpack[TargetWords],
) -> Iterator[FileReport]: ...
def check(
    path: str | PathLike[str] | Iterable[str | PathLike[str]],
    *,
    deep: bool = False,
    expect: str | None = None,
    facts: Catalog | None = None,
    **words: Unpack[TargetWords],
) -> FileReport | Iterator[FileReport]:
    """Return the report of an image file; for several files, an iterator of their reports in order.

    `expect` is the requested tier. The other keywords are those of `recommend` that describe the file: a target and its
    details, `model`, `aspect`, `max_bytes`, `tolerance`, `transparent`. Without any of them the report says what the
    file is good for. `deep` decodes the pixels too.

    Where the system can fork, many files, and every file with `deep`, are read in separate processes, which end with
    the iterator; a file that crashes its reader is a report like any other.

    A file that cannot be read is a report with the status `error`, not an exception. Raises `QuestionError` at once for
    a mistake in the words or a tier that the model does not offer, `TypeError` for an unknown keyword.
    """
    from resadvise.checks.criteria import set_criteria
    from resadvise.checks.run import Job, Run
    from resadvise.images.files import STDIN, Skipped, find_files

    catalog = shipped_facts() if facts is None else facts
    brief = _brief("check", (), words, _TARGET_WORDS, catalog)
    criteria = set_criteria(brief, catalog, expect=expect, model_named=words.get("model") is not None)
    one = isinstance(path, (str, PathLike))
    paths = cast("Iterable[str | PathLike[str]]", [path] if one else path)
    # Only on a command line does - mean standard input.
    names = (f"./{name}" if name == STDIN else name for name in map(fsdecode, paths))
    skipped = Skipped()
    jobs = (Job(found, criteria) for found in find_files(names, skipped, recursive=False))
    run = Run(jobs, skipped, criteria, deep)
    reports = (FileReport(cast("FileDict", row)) for row in run.rows())
    if not one:
        return reports
    [report] = reports
    return report


def _brief(
    function: str, uses: tuple[str, ...], words: Mapping[str, Any], known: frozenset[str], catalog: Catalog
) -> Brief:
    if unknown := words.keys() - known:
        raise TypeError(f"{function}() got an unexpected keyword argument {min(unknown)!r}")
    return ask(words_of_values(uses, words), catalog)
