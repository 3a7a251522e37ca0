"""What an error says, and which names are near enough to be meant."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from resadvise.errors import Fault, QuestionError, UserError, _slips, did_you_mean, nearest


def test_error_shows_every_fault() -> None:
    error = UserError(Fault("a", "one"), Fault("b", "two", "--size", "say 3mm"), Fault("c", "three", hint="maybe"))
    assert str(error) == "one\n--size: two (say 3mm)\nthree (maybe)"
    assert [fault.code for fault in error.faults] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("name", "names", "expected"),
    [
        ("prnt", ["crop", "print"], ["print"]),
        ("PRINT", ["crop", "Print"], ["Print"]),
        ("print", ["crop", "PRINT"], ["PRINT"]),
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
        ("bo", ["ebook"], ["ebook"]),
        ("foo-24", ["bar-24"], []),
        ("x-poster", ["x-small"], []),
        ("poster-a3", ["small-a3x", "large-a3"], ["large-a3"]),
        # a typo for every three letters
        ("ab", ["ac"], []),
        ("abc", ["abd"], ["abd"]),
        ("abcde", ["abxye"], []),
        ("abcdef", ["abxyef"], ["abxyef"]),
        ("abcdef", ["abxyzf"], []),
        ("abcdef", ["abcd", "abcdefxy", "abc"], ["abcd", "abcdefxy"]),
        # the nearest first; what is far less near is noise
        ("abcdefghi", ["abcdefgxy", "abcdefghx"], ["abcdefghx", "abcdefgxy"]),
        ("abcdefghi", ["abcdefxyz", "abcdefghx"], ["abcdefghx"]),
        ("abcdefghi", ["abcdefxyz"], ["abcdefxyz"]),
        ("zzz", ["crop", "print"], []),
        ("", ["crop"], []),
        ("crop", [], []),
    ],
)
def test_nearest(name: str, names: list[str], expected: list[str]) -> None:
    assert nearest(name, names) == expected
    assert did_you_mean(name, names) == (f"did you mean {' or '.join(expected)}?" if expected else None)


def test_an_error_reaches_another_process_whole() -> None:
    error = QuestionError(Fault("a", "one", "--size", "try 3mm"), Fault("b", "two"))
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), again.faults, str(again)) == (QuestionError, error.faults, str(error))


def slips(typed: str, known: str) -> int:
    """Count by the definition: the last letter is too many, too few, right or wrong, or swapped with the one before."""
    if not typed or not known:
        return len(typed) + len(known)
    ways = [
        slips(typed[:-1], known) + 1,
        slips(typed, known[:-1]) + 1,
        slips(typed[:-1], known[:-1]) + (typed[-1] != known[-1]),
    ]
    if typed[-2:] == known[-2:][::-1] and len(typed) > 1 and len(known) > 1:
        ways.append(slips(typed[:-2], known[:-2]) + 1)
    return min(ways)


WORDS = st.text("abc", max_size=5)


@given(WORDS, WORDS)
@example("aaa", "a")
def test_typos_are_counted_by_their_definition(typed: str, known: str) -> None:
    assert _slips(typed, known) == slips(typed, known)


@pytest.mark.parametrize(
    ("typed", "known", "count"),
    [("abcd", "abdc", 1), ("abcd", "bacd", 1), ("abcd", "badc", 2), ("abcd", "acbd", 1), ("ab", "", 2), ("", "ab", 2),
     ("aabb", "abab", 1), ("ca", "abc", 3)],
)  # fmt: skip
def test_typos(typed: str, known: str, count: int) -> None:
    assert _slips(typed, known) == slips(typed, known) == count
