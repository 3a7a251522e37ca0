"""Texts that are held against what was taken of them once; `just golden` takes them anew."""

from __future__ import annotations

import os

from places import GOLDEN


def held(path: str, text: str) -> None:
    """Hold a text against the golden at this path."""
    file = GOLDEN / path
    if os.environ.get("RESADVISE_UPDATE_GOLDENS"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    assert text == file.read_text(encoding="utf-8"), "`just golden` takes the new text; then read the diff"
