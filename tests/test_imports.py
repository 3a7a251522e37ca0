"""What each command may import: every library costs time at every start. Measured on the package as installed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from command import execute
from installed import installed_path
from places import IMAGES

if TYPE_CHECKING:
    from pathlib import Path

# Not difflib: Typer itself loads it.
COSTLY = ("yaml", "rich", "PIL", "jsonschema", "pydantic", "dataclasses", "importlib.metadata", "csv")
OWN = "uses:\n  flyer: {tier: 4K, kind: needs, why: Flyers are read closely.}\n"
# Rich itself loads dataclasses.
DRAWING = {"rich", "dataclasses"}
READING = {"yaml", "dataclasses"}

# command line: what it may load of the costly ones
ALLOWED: dict[str, set[str]] = {
    "--version": set(),
    "recommend --print --crop --json": set(),
    "recommend --for a3 --get tier": set(),
    "recommend --for a3 -o md": set(),
    "recommend --for a3 -o csv": {"csv"},
    "recommend --for a3": DRAWING,
    "recommend --use flyer --presets own.yaml --json": READING,
    "recommend --use flyer --presets own.yaml": DRAWING | READING,
    "recommend --use prnt": set(),
    "recommend --nope": set(),
    "recommend --help": set(),
    "--help": set(),
    "plan --print --json": set(),
    "plan --print": DRAWING,
    "campaign a3 og-image --json": set(),
    "campaign a3 og-image": DRAWING,
    "table --json": set(),
    "table -o csv": {"csv"},
    "table": DRAWING,
    "uses --json": set(),
    "models --json": set(),
    "deliverables --json": set(),
    "deliverables social --names": set(),
    "models --names": set(),
    "check image.png --json": {"PIL"},
    "schema": DRAWING,
    "schema advice": set(),
    "explain size.short --json": set(),
    "explain size.short": DRAWING,
    "skill": set(),
    "mcp --help": set(),
    "facts": set(),
    "presets path": set(),
}


@pytest.mark.parametrize("line", ALLOWED)
def test_a_command_loads_only_what_it_uses(line: str, tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(OWN, encoding="utf-8")
    (tmp_path / "image.png").write_bytes((IMAGES / "png").read_bytes())
    code = (
        "import sys\n"
        "from resadvise.cli.entry import run\n"
        "run(sys.argv[1:])\n"
        f"print('loaded:', *[name for name in {COSTLY!r} if name in sys.modules], file=sys.stderr)\n"
    )
    program = (sys.executable, "-c", code)
    result = execute(*line.split(), program=program, env=installed_path(), cwd=tmp_path)
    loaded = set(result.err.splitlines()[-1].split()[1:])
    assert loaded <= ALLOWED[line], sorted(loaded - ALLOWED[line])


def test_the_engine_loads_no_command_line() -> None:
    code = (
        "import sys, resadvise\n"
        "resadvise.recommend('print').as_dict()\n"
        "print(*[name for name in ('typer', 'rich', 'yaml', 'PIL', 'resadvise.cli') if name in sys.modules])\n"
    )
    assert execute(program=(sys.executable, "-c", code), env=installed_path()) == (0, "\n", "")
