"""From an answer to stdout, in the requested format; and the facts that an answer rests on."""

from __future__ import annotations

import io
import re
import sys
from typing import TYPE_CHECKING, Any

from resadvise.cli.options import FORMATS
from resadvise.cli.presets_file import presets_path
from resadvise.errors import Fault, QuestionError, did_you_mean
from resadvise.facts.load import load_facts, shipped_facts
from resadvise.output.escape import harmless
from resadvise.output.formats import get_fields, to_csv, to_json, to_jsonl, to_markdown

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from datetime import date

    from resadvise.facts.catalog import Catalog, Deliverable, Model
    from resadvise.output.console import Screen


def show(
    given: Mapping[str, Any],
    data: Mapping[str, Any],
    rows: Sequence[Mapping[str, Any]],
    draw: Callable[[Screen], None] | str,
    formats: tuple[str, ...] = FORMATS,
    page: Callable[[], str] | None = None,
) -> None:
    """Write the answer to stdout: `data` as JSON, `rows` as CSV, Markdown or JSON lines, or drawn for a person.

    If `draw` is a text, it is all that a person sees, and a script may read it unchanged. `page` returns the Markdown
    where that is more than the rows.
    """
    form = output_form(given, formats)
    if given["get"] is not None:
        write_bare(get_fields(data, given["get"]))
    elif form == "table":
        if isinstance(draw, str):
            write_bare(f"{draw}\n")
        else:
            _draw(draw, given, data)
    elif form == "md" and page:
        write_as_utf8()
        sys.stdout.write(page())
    else:
        write = {"csv": to_csv, "md": to_markdown, "jsonl": to_jsonl}.get(form)
        write_as_utf8()
        sys.stdout.write(write(rows) if write else to_json(data))


def show_names(given: Mapping[str, Any], names: list[str], catalog: Catalog, formats: tuple[str, ...]) -> int:
    """Write names alone, a line each; return the exit code."""
    from resadvise.engine.lists import names_data

    show(given, names_data(names, catalog), [{"name": name} for name in names], "\n".join(names), formats)
    return 0


def _draw(draw: Callable[[Screen], None], given: Mapping[str, Any], data: Mapping[str, Any]) -> None:
    from resadvise.output.console import Screen

    screen = Screen()
    with screen.drawing():
        draw(screen)
    if sys.stdout.isatty() and sys.stderr is not None and sys.stderr.isatty():
        from resadvise.cli.next_step import suggest

        suggest(screen, given, data)


def write_bare(text: str) -> None:
    """Write a bare value; harmless on a terminal."""
    write_as_utf8()
    sys.stdout.write(harmless(text, keep="\n") if sys.stdout.isatty() else text)


def write_as_utf8() -> None:
    """Write the same bytes for programs in every locale."""
    if isinstance(sys.stdout, io.TextIOWrapper) and not sys.stdout.isatty():
        sys.stdout.reconfigure(encoding="utf-8")


def output_form(given: Mapping[str, Any], formats: tuple[str, ...] = FORMATS) -> str:
    """Return the output format, or raise where the options contradict each other."""
    asked = given["output"] and given["output"].lower()
    if asked is not None and asked not in formats:
        hint = did_you_mean(asked, formats) or f"known: {', '.join(formats)}"
        raise QuestionError(Fault("unknown-format", f"there is no output format {asked!r}", "--output", hint))
    said = [name for name, on in (("--get", given["get"] is not None), ("--json", given["json"])) if on]
    if asked is not None and not (asked == "json" and said == ["--json"]):
        said.append("--output")
    if len(said) > 1:
        raise QuestionError(Fault("cannot-apply", f"{' and '.join(said)} cannot be combined", said[0]))
    return "json" if given["json"] else asked or "table"


def facts_for(given: Mapping[str, Any]) -> Catalog:
    """Return the facts: those of the presets file in use merged over the built-in ones, or the built-in ones alone."""
    path = presets_path(given["presets"])
    if path == "-":
        note_waiting("presets")
    return shipped_facts() if path == "none" else load_facts(path)


def write_guides(guides: Mapping[str, str], *, force: bool) -> None:
    """Write guides, text by path, each whole or not at all; none where one exists already, but for `force`.

    Raises `QuestionError` where one exists, or the system refuses.
    """
    from pathlib import Path

    from resadvise.writing import THERE, refuse_existing, write_new

    for path in guides if not force else ():
        refuse_existing(Path(path), THERE, "--force replaces it")
    for path, text in guides.items():
        write_new(Path(path), text.encode(), replace=force)


def note_waiting(what: str) -> None:
    """Tell a person at a terminal that the program waits for their input."""
    if sys.stdin is not None and sys.stdin.isatty() and sys.stderr is not None and sys.stderr.isatty():
        sys.stderr.write(f"resadvise: reading {what} from standard input (Ctrl-D to finish)\n")


# The reasons that a script is told when it takes a single value.
_WHY = (
    *("short", "short.models", "limit.conflict", "plan.too-little", "plan.too-many"),
    *("campaign.too-large", "campaign.too-odd", "campaign.over-budget"),
)


def note_findings(given: Mapping[str, Any], data: Mapping[str, Any]) -> None:
    """Tell a script that takes bare values why the exit code is 1, and every warning: one line each on stderr."""
    if given["get"] is None:
        return
    lines = [f"warning: {warning['text']}" for warning in data["warnings"]]
    if data["status"] != "ok":
        why = next((reason["text"] for reason in data["reasons"] if reason["code"] in _WHY), "")
        lines.insert(0, f"{data['status']}: {why}")
    for line in lines:
        note(line)


def note_passed_end(given: Mapping[str, Any], model: Model) -> None:
    """Tell a script, or a person at a terminal, that the announced end of a model has passed."""
    if model.shutdown is None or model.status == "off" or (given["get"] is None and not _at_a_terminal()):
        return
    from datetime import date

    try:
        passed = date.fromisoformat(model.shutdown) < date.today()
    except ValueError:  # a user's own file may write it as it likes
        return
    if passed:
        note(f"warning: the announced end of {model.title}, {model.shutdown}, has passed")


def note(line: str) -> None:
    """Write one line to stderr, if there is one."""
    if sys.stderr is not None:
        sys.stderr.write(f"resadvise: {harmless(line)}\n")


def _at_a_terminal() -> bool:
    return sys.stderr is not None and sys.stderr.isatty()


def note_stale_facts(
    catalog: Catalog, models: Collection[Model], deliverables: Iterable[Deliverable | None] = ()
) -> None:
    """Tell a person at a terminal which of the rows behind an answer are old; a script never hears of it.

    So answers know no clock: the same question has the same answer on any day.
    """
    if not _at_a_terminal():
        return
    from datetime import date

    old = stale_facts(catalog, models, filter(None, deliverables), date.today())
    if old:
        from shutil import get_terminal_size
        from textwrap import fill

        note = harmless(f"note: this answer rests on old facts: {'; '.join(old)}")
        sys.stderr.write(fill(note, get_terminal_size().columns, break_on_hyphens=False) + "\n")


def stale_facts(
    catalog: Catalog, models: Collection[Model], deliverables: Iterable[Deliverable], today: date
) -> list[str]:
    """Name the facts that are too old, with their day and age; the oldest row of each kind."""
    limits = catalog.defaults.stale_after_days
    # kind, most days, what is dated, its days
    used = [("status", limits.status, f"the status of {model.title}", [model.as_of]) for model in models]
    for model in models:
        days = [offer.price.as_of for offer in model.offers.values()]
        used.append(("prices", limits.price, f"the prices of {model.title}", days))
    for row in deliverables:
        if row.group in limits.deliverables:
            what = f"{row.group} targets such as {row.name}"
            used.append((row.group, limits.deliverables[row.group], what, [row.as_of]))
    oldest: dict[str, tuple[int, str]] = {}
    for kind, most, what, days in used:
        for day in days:
            latest = _latest_day(day or "")
            age = (today - latest).days if latest else 0
            if age > max(most, oldest.get(kind, (0,))[0]):
                oldest[kind] = age, f"{what} ({day}, {age} days)"
    return [said for _, said in oldest.values()]


def _latest_day(text: str) -> date | None:
    """Return the last day that a day, a month or a year can mean; None for words such as `undated`."""
    from datetime import date, timedelta

    if not re.fullmatch("[0-9]{4}(-[0-9]{2}){0,2}", text):
        return None
    year, month, day = [*map(int, text.split("-")), 0, 0][:3]
    try:
        if day:
            return date(year, month, day)
        if month in (0, 12):
            return date(year, 12, 31)
        return date(year, month + 1, 1) - timedelta(days=1)
    except ValueError:
        return None
