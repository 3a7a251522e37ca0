"""Write docs/codes.md from the definitions of the codes. `just codes` runs it; a test fails when it is due."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from resadvise.checks.rules import FILE_STATUSES, FINDINGS
from resadvise.cli.help import EXIT_CODES
from resadvise.engine.codes import REASONS, STATUSES, VERDICTS, WARNINGS
from resadvise.errors import ERRORS
from resadvise.schemas import read_schema

if TYPE_CHECKING:
    from collections.abc import Mapping

PAGE = Path(__file__).parent.parent / "docs" / "codes.md"
HEAD = """\
# Codes

Everything that an answer can say, by its code. A script may compare codes: a code keeps its meaning within a version of
the JSON, and new ones may appear. Every code matches `{pattern}`.
This page is generated from the definitions in the source: `just codes` writes it.
"""
SECTIONS = [
    ("Exit codes", "The same for every command.", dict(EXIT_CODES)),
    ("Statuses", "`status` of `recommend` and `plan`, and of each target in `deliverables`.", STATUSES),
    ("Statuses of files", "`files[].status` of `check`.", FILE_STATUSES),
    ("Verdicts", "`verdict` of an answer, of each of its tiers, and of a file.", VERDICTS),
    ("Reasons", "`reasons[].code` of `recommend` and `plan`: the steps of the argument.", REASONS),
    ("Warnings", "`warnings[].code` of `recommend` and `plan`: the answer still stands.", WARNINGS),
    ("Findings", "`files[].findings[].code` of `check`.", FINDINGS),
    ("Errors", "`error.code` and `errors[].code` with `--json`; the exit code is 2 unless stated otherwise.", ERRORS),
]


def page() -> str:
    """Return the whole page."""
    pattern = read_schema("advice")["$defs"]["code"]["pattern"]
    return HEAD.format(pattern=pattern) + "".join(_section(*section) for section in SECTIONS)


def _section(title: str, where: str, codes: Mapping[str, str]) -> str:
    rows = "".join(f"| `{code}` | {_cell(meaning)} |\n" for code, meaning in codes.items())
    return f"\n## {title}\n\n{where}\n\n| code | meaning |\n|---|---|\n{rows}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
