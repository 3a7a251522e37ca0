"""Write docs/codes.md from the definitions of the codes. `just codes` runs it; a test fails when it is due."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from resadvise.cli.help import EXIT_CODES
from resadvise.codes import KINDS
from resadvise.schemas import read_schema

if TYPE_CHECKING:
    from collections.abc import Mapping

PAGE = Path(__file__).parent.parent / "docs" / "codes.md"
HEAD = """\
# Codes

Everything that an answer can say, by the code that a script may compare. A code keeps its meaning within a version of
the JSON; new ones may come. Every code, of whatever kind, matches `{pattern}`.
`resadvise explain CODE` says why as well, with the figures that decide and their sources.
This page is made from the definitions in the code: `just codes` writes it.
"""


def page() -> str:
    """Return the whole page."""
    pattern = read_schema("advice")["$defs"]["code"]["pattern"]
    exits = _section(
        "Exit codes", "The same for every command.", ("means",), {code: (what,) for code, what in EXIT_CODES}
    )
    told = ("means", "what to do")
    kinds = [
        _section(kind.heading, kind.where, told, {code: (each.means, each.do) for code, each in kind.codes.items()})
        for kind in KINDS
    ]
    return HEAD.format(pattern=pattern) + exits + "".join(kinds)


def _section(title: str, where: str, columns: tuple[str, ...], codes: Mapping[str, tuple[str, ...]]) -> str:
    head = f"| code | {' | '.join(columns)} |\n{'|---' * (len(columns) + 1)}|\n"
    rows = "".join(f"| `{code}` | {' | '.join(map(_cell, told))} |\n" for code, told in codes.items())
    return f"\n## {title}\n\n{where}\n\n{head}{rows}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
