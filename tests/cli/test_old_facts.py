"""Which of the facts behind an answer are called old: by group, on the day that is given, and once."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from resadvise import load_facts
from resadvise.cli.answer import stale_facts

if TYPE_CHECKING:
    from pathlib import Path

    from resadvise import Catalog

# `mine` is of 2026-01-01 in everything; its prices are of January as a whole.
OWN = """
facts: {stale_after_days: {status: 30, price: 90, deliverables: {social: 180, screens: 365}}}
models:
  mine:
    as_of: 2026-01-01
    tiers: {1K: {price_usd: 1, price_as_of: 2026-01}, 2K: {price_usd: 2, price_as_of: undated}}
    pixels: {"1:1": {1K: 1000x1000, 2K: 2000x2000}}
  other:
    as_of: 2025-12-01
    tiers: {1K: {}}
    pixels: {"1:1": {1K: 1000x1000}}
deliverables:
  post: {size: 100x100px, group: social, as_of: 2026-01-01}
  story: {size: 100x100px, group: social, as_of: "2025"}
  screen: {size: 100x100px, group: screens, as_of: 2026-01-01}
  undated: {size: 100x100px, group: social, as_of: undated}
  silent: {size: 100x100px, group: social}
  december: {size: 100x100px, group: social, as_of: 2025-12}
  nonsense: {size: 100x100px, group: social, as_of: 2025-13-45}
  sheet: {size: 10x10cm, group: paper, as_of: "1999"}
"""


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    file: Path = tmp_path_factory.mktemp("own") / "presets.yaml"
    file.write_text(OWN, "utf-8")
    return load_facts(str(file))


ROWS = [
    # models, targets, today, what is old
    (["mine"], [], "2026-01-31", []),
    (["mine"], [], "2026-02-01", ["the status of mine (2026-01-01, 31 days)"]),
    # 90 days after the last of January; before that the price is fresh enough
    (["mine"], [], "2026-05-01", ["the status of mine (2026-01-01, 120 days)"]),
    (["mine"], [], "2026-05-02", [
        "the status of mine (2026-01-01, 121 days)", "the prices of mine (2026-01, 91 days)",
    ]),
    # of several the oldest alone
    (["mine", "other"], [], "2026-02-01", ["the status of other (2025-12-01, 62 days)"]),
    ([], ["post"], "2026-06-30", []),
    ([], ["post"], "2026-07-01", ["social targets such as post (2026-01-01, 181 days)"]),
    ([], ["post", "story", "december"], "2026-07-01", ["social targets such as story (2025, 182 days)"]),
    ([], ["december"], "2026-06-29", []),
    ([], ["december"], "2026-07-01", ["social targets such as december (2025-12, 182 days)"]),
    ([], ["screen"], "2027-01-01", []),
    ([], ["post", "screen"], "2027-01-02", [
        "social targets such as post (2026-01-01, 366 days)", "screens targets such as screen (2026-01-01, 366 days)",
    ]),
    ([], ["sheet", "undated", "silent", "nonsense"], "2999-01-01", []),  # paper never, and no date tells nothing
    (["mine"], ["post"], "2025-01-01", []),  # a clock that is wrong
]  # fmt: skip


@pytest.mark.parametrize(("models", "targets", "today", "old"), ROWS)
def test_what_is_old(own: Catalog, models: list[str], targets: list[str], today: str, old: list[str]) -> None:
    rows = [own.deliverables[name] for name in targets]
    assert stale_facts(own, [own.models[name] for name in models], rows, date.fromisoformat(today)) == old


def test_the_shipped_limits() -> None:
    limits = load_facts().defaults.stale_after_days
    assert (limits.status, limits.price) == (30, 90)
    assert {group: limits.deliverables[group] for group in ("social", "shops", "screens")} == {
        "social": 180,
        "shops": 180,
        "screens": 365,
    }
    assert not {"paper", "cards", "print-shop", "posters", "canvas", "billboards"} & set(limits.deliverables)
    assert set(limits.deliverables) <= {row.group for row in load_facts().deliverables.values()}
