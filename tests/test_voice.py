"""One voice: phrases that plain English says in another way are left nowhere that a person reads."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
# Everything that a person reads: code with its comments, schemas, data, pages.
READ = [
    *sorted((ROOT / "src").rglob("*.py")),
    *sorted((ROOT / "src").rglob("*.json")),
    *sorted((ROOT / "data").glob("*.yaml")),
    *sorted((ROOT / "docs").glob("*.md")),
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
]
# phrase, what to write instead, a sentence that has it
PHRASES = [
    (r"says otherwise", "override with --option; disagrees", "retina assumes dpr 2; --dpr says otherwise."),
    (r"\bsay for example\b", "try 50%; for example", "not a share; say for example 50%"),
    (r"\b(facts|file|values|prices|sizes) of (your|the user's) own\b", "presets file", "Prices and sizes of your own."),
    (r"\b(a|the) first file\b", "create a presets file", "Write a first file."),
    (r"\bshipped (facts|ones|values?)\b|\bas shipped\b", "built-in", "merged over the shipped facts"),
    (r"\bours\b", "built-in; of this project", "merged over ours; none: ours alone"),
    (r"\bforms? of (the answer|output)\b", "output format", "the form of the answer; a table if not given"),
    (r"\bwhat comes back\b|\bcomes back as\b", "what the model returns", "enlarge what comes back"),
    (r"\basked for\b(?! 4K and silently)", "requested; wanted", "the tier that was asked for"),
    (r"\b(question|file|value|keyword|row) is wrong\b", "invalid; not a …", "the question is wrong"),
    (r"\bin force\b", "in use", "The one in force; where there is none, …"),
    (r"\bturn the sheet\b", "print in landscape, in portrait", "turn the sheet to lie"),
    (r"[0-9}] %", "5%, without a space", "1K would be 14.7 % short."),
    (r"\b(above|below|as) the floor\b", "the minimum", "144 ppi, above the floor of 100 ppi"),
    (r"\baim(ed|s)? at\b", "ideal", "193 ppi where 300 ppi are aimed at"),
    (r"\bmake it again\b", "regenerate", "Make it again in 4K"),
    (r"\bjudged so\b", "checked rotated by 90°", "It fits A4 better turned by 90°, and was judged so"),
    (r"\bleaves with [0-9]", "exits with 1", "`recommend` leaves with 1"),
    (r"\bhas no place for\b|\ban argument too many\b", "unexpected argument", "recommend has no place for 'print'"),
    (r"\bis no (slip|YAML|CSV|JSON|image|text)\b", "is not …", "is no YAML as it is read here"),
    (r"\b(is|are) cut away\b", "cropping loses 5%", "5% of the image is cut away"),
    (r"\bin a line each\b", "one line each", "stderr says why in a line each"),
]


@pytest.mark.parametrize(("phrase", "instead", "sentence"), PHRASES, ids=[phrase for phrase, *_ in PHRASES])
def test_a_phrase_of_another_voice_is_left_nowhere(phrase: str, instead: str, sentence: str) -> None:
    assert re.search(phrase, sentence, re.IGNORECASE), "the pattern finds its own example"
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in READ
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if re.search(phrase, line, re.IGNORECASE)
    ]
    assert found == [], f"write: {instead}"


def test_many_places_are_read() -> None:
    assert {path.suffix for path in READ} == {".py", ".json", ".yaml", ".md"}
    assert len(READ) > 80
