"""Thresholds of one's own make sense: -100% < near <= enough <= 0 < ample, and a tier begins above nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resadvise import FactsError, load_facts

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("few")

REFUSED = [
    ("file_tier: 0", "0 is too small; it must be more than 0"),
    ("file_tier: 0%", "file_tier must be above 0%"),
    ("ample: 0%", "ample must be above 0%"),
    ("ample: -300%", "ample must be above 0%"),
    ("print: {enough: 1%}", "enough must not be above 0%"),
    ("css: {near: -100%}", "near must be above -100%"),
    ("pixels: {enough: -5000%, near: -5000%}", "near must be above -100%"),
    ("pixels: {enough: -5%, near: -4%}", "near must not be above enough"),
]
ACCEPTED = ["file_tier: 1%", "file_tier: 1", "ample: 1%", "print: {enough: 0%, near: 0%}", "css: {near: -99%}"]


@pytest.mark.parametrize(("text", "message"), REFUSED)
def test_nonsense_is_refused_with_its_place(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(f"thresholds: {{{text}}}\n", "utf-8")
    with pytest.raises(FactsError) as caught:
        load_facts(str(file))
    assert message in str(caught.value)
    assert f"{file}:1:" in str(caught.value)


@pytest.mark.parametrize("text", ACCEPTED)
def test_sense_is_accepted(tmp_path: Path, text: str) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(f"thresholds: {{{text}}}\n", "utf-8")
    assert load_facts(str(file)).thresholds
