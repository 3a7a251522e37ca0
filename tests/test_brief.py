"""What a word in the wrong place most likely means."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resadvise.brief import meant

if TYPE_CHECKING:
    from resadvise import Catalog


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("a3", "--for a3"),
        ("print", "--print"),
        ("297x420mm", "--size 297x420mm"),
        ("8 x 10 in", "--size '8 x 10 in'"),
        ("8'x10'", "--size \"8'x10'\""),
        ("1080x1350px", "--pixels 1080x1350px"),
        ("12", None),
        ("nothing", None),
    ],
)
def test_meant(word: str, said: str | None, facts: Catalog) -> None:
    assert meant(word, facts) == said
