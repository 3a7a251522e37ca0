"""`resadvise batch IN -o OUT`: a table of briefs, and the same table with an answer in every row."""

from __future__ import annotations

import sys
from contextlib import closing
from typing import TYPE_CHECKING, Any

from resadvise.batch.answers import Wanted
from resadvise.batch.columns import questions
from resadvise.batch.output import Output
from resadvise.batch.tables import FORMS, answered, form_of
from resadvise.cli.answer import facts_for, note, note_stale_facts, note_waiting
from resadvise.cli.commands import HELP
from resadvise.cli.headings import OUTPUT
from resadvise.cli.options import CommandSpec, argument, brief_options, flagged_uses, option, presets_option, words_of
from resadvise.cli.progress import Progress
from resadvise.errors import Fault, QuestionError
from resadvise.facts.load import shipped_facts
from resadvise.images.files import STDIN

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

    from resadvise.batch.blocks import Answered
    from resadvise.facts.catalog import Catalog


TABLE = "The table"
EXAMPLES = """
resadvise batch briefs.csv -o answers.csv
resadvise batch products.csv -o answers.csv --map width=breite,height=hoehe --unit mm --ignore model
resadvise batch briefs.jsonl -o answers.jsonl --bleed 3mm --max-price 0.10 --reasons
"""


def spec(facts: Catalog) -> CommandSpec:
    """Return the command, with the options of the brief as defaults for its rows."""
    text = str | None
    parameters = [
        argument("table", "IN", "a table: .csv, .tsv, .jsonl or .parquet; - for standard input"),
        option(
            "format", text, None, "--format", metavar="|".join(FORMS), panel=TABLE,
            help="what - is, or a file whose name does not say it",
        ),
        option(
            "map", list[str] | None, None, "--map", metavar="NAME=COLUMN", panel=TABLE,
            help="columns that are called differently: width=breite; several with commas",
        ),
        option(
            "ignore", list[str] | None, None, "--ignore", metavar="COLUMN", panel=TABLE,
            help="columns that ask nothing, whatever they are called; several with commas",
        ),
        option(
            "unit", text, None, "--unit", metavar="mm|cm|in|ft|m|px", panel=TABLE,
            help="unit of the columns width and height, where the table has none",
        ),
        option(
            "output", text, None, "-o", "--output", metavar="FILE", panel=OUTPUT,
            help="the file to write, which appears when it is whole; standard output if not given",
        ),
        option("prefix", text, None, "--prefix", metavar="TEXT", help="begin the added names with this", panel=OUTPUT),
        option("reasons", bool, False, "--reasons", help="add the reasons and the warnings", panel=OUTPUT),
        option("fail_fast", bool, False, "--fail-fast", help="stop at the first row in error", panel=OUTPUT),
        presets_option(),
        *brief_options(facts),
    ]  # fmt: skip
    return CommandSpec("batch", HELP["batch"], EXAMPLES, parameters, _run)


def _run(given: Mapping[str, Any]) -> int:
    source, target = given["table"], given["output"] or "-"
    if source is None:
        raise QuestionError(Fault("no-files", "no table was named", "IN", "a file, or - for standard input"))
    if source == STDIN == given["presets"]:
        raise QuestionError(Fault("cannot-apply", "standard input can be read only once", STDIN))
    form = form_of(source, target, given["format"])
    facts = facts_for(given)
    asked = questions(
        facts,
        words_of(given, flagged_uses(given, shipped_facts())),
        unit=given["unit"],
        names=_pairs(given["map"] or []),
        ignored=_parts(given["ignore"] or []),
    )
    wanted = Wanted(given["prefix"] or "", given["reasons"])
    if source == STDIN:
        note_waiting("a table")
    rows, errors, first = _write(source, target, given["fail_fast"], answered(source, form, asked, wanted))
    if errors:
        count = f"{errors:,} of {rows:,} rows in error; the first"
        note(f"{'stopped' if given['fail_fast'] else count}: {first}")
    note_stale_facts(facts, [], [])
    return 1 if errors else 0


def _write(
    source: str, target: str, fail_fast: bool, blocks: Generator[Answered, None, None]
) -> tuple[int, int, str | None]:
    """Write the answers, and return how many rows there were, how many in error, and the first of these."""
    rows = errors = 0
    first = None
    with (
        closing(blocks),
        Output(target) as output,
        Progress("rows", answer_on_terminal=target == STDIN and sys.stdout.isatty(), rate=True) as progress,
    ):
        for block in blocks:
            if block.note:
                note(block.note)
            rows, errors, first = rows + block.rows, errors + block.errors, first or block.first
            if errors and fail_fast:
                output.discard()
                break
            output.write(block.text)
            if source == STDIN:  # whoever reads it may wait for each answer
                output.flush()
            progress.add(block.rows)
    return rows, errors, first


def _pairs(given: list[str]) -> list[tuple[str, str]]:
    """Return what `--map width=breite,height=hoehe` says."""
    pairs = [part.partition("=") for part in _parts(given)]
    for name, equals, column in pairs:
        if not (name and equals and column):
            message = f"{name + equals + column!r} names no column"
            raise QuestionError(Fault("usage", message, "--map", "for example width=breite"))
    return [(name.strip(), column.strip()) for name, _, column in pairs]


def _parts(given: list[str]) -> list[str]:
    return [part.strip() for text in given for part in text.split(",") if part.strip()]
