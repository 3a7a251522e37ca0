"""The skill: the page by which an agent learns to use the program, as the open Agent Skills specification has it."""

from __future__ import annotations

from pathlib import Path

from resadvise.schemas import packaged

# Where agents look for the skills of a package.
_FILE = ".agents/skills/resadvise/SKILL.md"


def skill_text() -> str:
    """Return the skill of this version."""
    data = packaged(_FILE)
    assert data is not None  # it lies in every form of the package
    return data.decode("utf-8")


def skill_path() -> str | None:
    """Return where the file is; None where the package runs from an archive."""
    path = Path(__file__).parent / _FILE
    return str(path) if path.is_file() else None
