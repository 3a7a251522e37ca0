"""`resadvise check FILE…`: what image files really are, and whether they are good enough."""

from __future__ import annotations

import os
import sys
from functools import lru_cache, partial
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeVar

from resadvise.batch.rows import COLUMNS, read_rows, words_of_row
from resadvise.brief import NO_TARGET, ask
from resadvise.checks.criteria import Criteria, set_criteria
from resadvise.checks.run import Job, Run
from resadvise.cli.answer import facts_for, note_stale_facts, note_waiting, output_form, write_as_utf8, write_bare
from resadvise.cli.commands import HELP
from resadvise.cli.headings import LIMITS
from resadvise.cli.options import (
    FORMATS,
    CommandSpec,
    argument,
    model_options,
    option,
    output_options,
    size_options,
    text_option,
    words_of,
)
from resadvise.cli.progress import Progress
from resadvise.errors import Fault, QuestionError
from resadvise.images.files import STDIN, Found, Skipped, find_files, listed_names
from resadvise.images.formats import COLOR_MODES
from resadvise.output import formats
from resadvise.units import display
from resadvise.words import OPTION, Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from resadvise.facts.catalog import Catalog


EXAMPLES = """
resadvise check hero.png
resadvise check hero.png --expect 4K
resadvise check -r renders --for a3
resadvise check -r job --for business-card-eu --max-cut 10% --color-mode cmyk
resadvise check *.png --pixels 1080x1350 --max-margin 100% -o github
resadvise check --files-from names.txt --max-bytes 500KB
resadvise check --manifest jobs.csv
"""
_Row = TypeVar("_Row")
WHICH, WHAT = "Which files?", "What should they be?"
_FORMATS = (*FORMATS, "jsonl", "github")
# Criteria for a file that an image yet to be made cannot have.
WANTED = ("expect", "color_mode", "max_cut", "max_margin")
# A manifest has the columns that are options here.
_COLUMNS = ["file", *WANTED, *(name for name in COLUMNS if name not in ("accept", "max_seconds", "max_price"))]


def spec(facts: Catalog) -> CommandSpec:  # noqa: ARG001 - every command is asked in the same way
    """Return the command."""
    parameters = [
        _FILES,
        option("recursive", bool, False, "-r", "--recursive", help="search folders for images", panel=WHICH),
        option(
            "files_from", str | None, None, "--files-from", metavar="FILE", panel=WHICH,
            help="read file names from a list, one per line ('-' for standard input)",
        ),
        option("null", bool, False, "-0", "--null", help="names in the list end with NUL", panel=WHICH),
        option(
            "manifest", str | None, None, "--manifest", metavar="FILE", panel=WHICH,
            help="read files and targets from a table (CSV or JSON Lines), one file per row",
        ),
        option(
            "expect", str | None, None, "--expect", metavar="TIER|WxH", panel=WHAT,
            help="the requested tier, such as 4K, or exact sides, such as 1088x1360",
        ),
        option(
            "color_mode", str | None, None, "--color-mode", metavar="MODE", panel=WHAT,
            help=f"require a colour mode: {', '.join(COLOR_MODES)}",
        ),
        option("transparent", bool, False, "--transparent", help="require an alpha channel", panel=WHAT),
        option(
            "deep", bool, False, "--deep", panel=WHAT,
            help="also decode the pixels, to verify the file and its transparency",
        ),
        *size_options(),
        text_option("max_bytes", "SIZE", "maximum file size, such as 500KB", LIMITS),
        option(
            "max_cut", str | None, None, "--max-cut", metavar="SHARE", panel=LIMITS,
            help="maximum share that cropping to the target may lose, such as 10%",
        ),
        option(
            "max_margin", str | None, None, "--max-margin", metavar="SHARE", panel=LIMITS,
            help="maximum surplus over the need, such as 100% (twice the sides)",
        ),
        *model_options(),
        *output_options(_FORMATS),
    ]  # fmt: skip
    return CommandSpec("check", HELP["check"], EXAMPLES, parameters, _run)


def _run(given: Mapping[str, Any]) -> int:
    form = output_form(given, _FORMATS)
    _refuse_to_share_stdin(given)
    facts = facts_for(given)
    words = words_of(given, ())
    wanted = tuple((name, given[name]) for name in WANTED)
    criteria = _usual(words, wanted, facts, has_rows=given["manifest"] is not None)
    skipped = Skipped()
    jobs: Iterator[Job]
    if given["manifest"] is None:
        jobs = (Job(found, criteria) for found in _found(given, skipped))
    else:
        jobs = _jobs(given, words, criteria, facts)
    run = Run(_some(jobs), skipped, criteria, given["deep"])
    if given["get"] is not None:
        _write_field(run, given["get"])
    elif form == "table":
        _draw(run)
    else:
        write_as_utf8()
        for piece in _pieces(form, run):
            sys.stdout.write(piece)
            if form == "jsonl":  # whoever reads it may wait for each line
                sys.stdout.flush()
    note_stale_facts(facts, [], [criteria.brief.listed])  # what a model returned is no promise that it still does
    if run.named_errors:
        what = display.counted(run.named_errors, "named file")
        raise QuestionError(Fault("unreadable-file", f"{what} could not be read"))
    return 1 if run.statuses["fail"] or run.statuses["error"] else 0


def _criteria(words: Words, wanted: tuple[tuple[str, str | None], ...], facts: Catalog) -> Criteria:
    return set_criteria(ask(words, facts), facts, **dict(wanted), model_named=words.model is not None)


def _usual(words: Words, wanted: tuple[tuple[str, str | None], ...], facts: Catalog, *, has_rows: bool) -> Criteria:
    """Return what the options demand; what needs a target may find it in a row."""
    try:
        return _criteria(words, wanted, facts)
    except QuestionError as error:
        if not has_rows or any(fault.message != NO_TARGET[0] for fault in error.faults):
            raise
        barred = {fault.where for fault in error.faults}
    fields = {name: usual for name, usual in Words._field_defaults.items() if OPTION[name] in barred}
    rest = tuple((name, None if f"--{name.replace('_', '-')}" in barred else text) for name, text in wanted)
    return _usual(words._replace(**fields), rest, facts, has_rows=True)


def _jobs(given: Mapping[str, Any], words: Words, usual: Criteria, facts: Catalog) -> Iterator[Job]:
    """Yield the files of a manifest, each with what its row demands; the options apply where a row says nothing."""
    source = given["manifest"]
    if given["files"] or given["files_from"] is not None:
        message = "a manifest already names the files"
        raise QuestionError(Fault("cannot-apply", message, "--manifest", "leave out FILE and --files-from"))
    if source == STDIN:
        note_waiting("a manifest")
    folder = "" if source == STDIN else os.path.dirname(source)  # noqa: PTH120 - names are kept as they are written
    remembered = lru_cache(maxsize=1024)(partial(_criteria, facts=facts))
    for row in read_rows(source, _COLUMNS):
        where = f"{source}:{row.line}"
        name, fault = row.cells.get("file"), row.fault
        criteria = usual
        if fault is None and name is None:
            fault = Fault("bad-table", "the row names no file", where, "add it in the column file")
        if fault is None:
            try:
                wanted = tuple((name, row.cells.get(name, given[name])) for name in WANTED)
                criteria = remembered(words_of_row(row, words), wanted)
            except QuestionError as error:
                first = error.faults[0]
                fault = first._replace(where=f"{where}: {first.where}" if first.where else where)
        path = os.path.join(folder, name) if name else where  # noqa: PTH118
        yield Job(Found(f"./{path}" if path == STDIN else path, True), criteria, row.line, fault)


def _found(given: Mapping[str, Any], skipped: Skipped) -> Iterator[Found]:
    """Yield what the arguments and the list name."""
    names, source = given["files"] or [], given["files_from"]
    if not names and source is None:
        hint = "name files, folders with -r, - for standard input, a list with --files-from, or a table with --manifest"
        raise QuestionError(Fault("no-files", "no file was named", "FILE", hint))
    if given["null"] and source is None:
        raise QuestionError(Fault("cannot-apply", "this needs --files-from", "--null"))
    if source == STDIN:
        note_waiting("a list of names")
    listed = () if source is None else listed_names(source, null=given["null"])
    # In a list - is a file of that name: only as an argument it is standard input.
    files = (f"./{name}" if name == STDIN else name for name in listed)
    return find_files(chain(names, files), skipped, recursive=given["recursive"])


def _refuse_to_share_stdin(given: Mapping[str, Any]) -> None:
    wanted = [*(given["files"] or []), given["files_from"], given["manifest"], given["presets"]]
    if wanted.count(STDIN) > 1:
        raise QuestionError(Fault("cannot-apply", "standard input can be read only once", STDIN))


def _some(files: Iterator[Job]) -> Iterator[Job]:
    """Return the files, or raise where there is none."""
    first = next(files, None)
    if first is None:
        hint = "in folders only files with an image suffix, such as .png, are checked"
        raise QuestionError(Fault("no-files", "no image was found", None, hint))
    return chain([first], files)


def _pieces(form: str, run: Run) -> Iterator[str]:
    if form == "json":
        return formats.json_pieces(run.head(), _with_progress(run.lines()), run.tail)
    if form == "jsonl":
        return _with_progress(run.lines())
    rows = _with_progress(run.rows())
    if form == "md":
        return formats.markdown_pieces(rows, run.tail)
    return formats.csv_pieces(rows) if form == "csv" else formats.github_pieces(rows)


def _write_field(run: Run, path: str) -> None:
    """Write a bare value; the rows are held only where it is one of theirs."""
    keep = any(each.partition(".")[0] == "files" for each in path.split(","))
    held = [row for row in _with_progress(run.rows()) if keep]
    write_bare(formats.get_fields({**run.head(), "files": held, **run.tail()}, path))


def _draw(run: Run) -> None:
    from resadvise.output.check import draw_file, draw_in_full, draw_one, draw_skipped, draw_summary
    from resadvise.output.console import Screen

    screen, rows, criteria = Screen(), _with_progress(run.rows()), run.criteria
    first, second = next(rows), next(rows, None)
    if second is None:
        title = criteria.brief.model.title
        with screen.drawing():
            if first["serves"] is None:
                draw_one(screen, first, title)
            else:
                draw_in_full(screen, first, title, len(criteria.catalog.deliverables))
            draw_skipped(screen, run.tail())
        return
    kind = criteria.demand and criteria.demand.need.kind
    for row in chain([first, second], rows):
        with screen.drawing():
            draw_file(screen, row, kind)
    with screen.drawing():
        draw_summary(screen, run.tail(), criteria.asks_nothing)


def _with_progress(rows: Iterator[_Row]) -> Iterator[_Row]:
    """Pass the rows on, and count them."""
    with Progress("files", answer_on_terminal=sys.stdout.isatty()) as progress:
        for row in rows:
            progress.add(1)
            yield row


_FILES = argument("files", "[FILE]...", "image files, folders with -r, or - for standard input", kind=list[str] | None)
