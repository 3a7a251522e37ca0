"""Every input that fuzzing starts from or once stumbled over, as a plain test: see fuzz/."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from places import ROOT
from targets import TARGETS

if TYPE_CHECKING:
    from pathlib import Path

INPUTS = sorted(path for path in (ROOT / "fuzz" / "corpus").glob("*/*") if path.is_file())


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_an_input_breaks_no_promise(path: Path) -> None:
    TARGETS[path.parent.name](path.read_bytes())


def test_every_target_has_a_corpus() -> None:
    assert {path.parent.name for path in INPUTS} == set(TARGETS)
