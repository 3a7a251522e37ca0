"""Where things lie in the checkout, so that no test has to count the folders above it."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]
DATA = ROOT / "data"
TESTS = ROOT / "tests"
GOLDEN = TESTS / "golden"
IMAGES = ROOT / "fuzz" / "corpus" / "image"
