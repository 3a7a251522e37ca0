"""What an error says, and which names are near enough to be meant."""

from __future__ import annotations

import pytest

from resadvise.errors import Fault, UserError, did_you_mean, nearest


def test_error_shows_every_fault() -> None:
    error = UserError(Fault("a", "one"), Fault("b", "two", "--size", "say 3mm"), Fault("c", "three", hint="maybe"))
    assert str(error) == "one\n--size: two (say 3mm)\nthree (maybe)"
    assert [fault.code for fault in error.faults] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("name", "names", "expected"),
    [
        ("prnt", ["crop", "print"], ["print"]),
        ("PRINT", ["crop", "Print"], ["Print"]),
        (
            "insta",
            ["instagram-square", "instagram-story", "instagram-portrait"],
            ["instagram-square", "instagram-story"],
        ),
        ("i", ["icon"], []),  # one letter is no beginning
        ("ebook", ["facebook-cover", "ebook-cover"], ["ebook-cover", "facebook-cover"]),
        ("a3-poster", ["x-post", "a3", "movie-poster"], ["a3", "movie-poster"]),
        ("dall-e-3", ["gemini-3-pro"], []),  # a number in common is no likeness
        ("wallpaper", ["walmart"], []),
        ("zzz", ["crop", "print"], []),
        ("", ["crop"], []),
        ("crop", [], []),
    ],
)
def test_nearest(name: str, names: list[str], expected: list[str]) -> None:
    assert nearest(name, names) == expected
    assert did_you_mean(name, names) == (f"did you mean {' or '.join(expected)}?" if expected else None)
