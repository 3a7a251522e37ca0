"""The rule engine, sentence by sentence: every row of cases/advice.yaml."""

from __future__ import annotations

from typing import Any

import pytest
from catalogs import for_row
from tables import cases, field

from resadvise import Catalog, QuestionError, recommend

ROWS = cases("advice")


def words(ask: dict[str, Any]) -> tuple[tuple[str, ...], dict[str, Any]]:
    rest = dict(ask)
    return tuple(rest.pop("uses", ())), rest


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["why"][:70])
def test_row(row: dict[str, Any], facts: Catalog) -> None:
    uses, rest = words(row["ask"])
    if "error" in row:
        with pytest.raises(QuestionError) as caught:
            recommend(*uses, facts=facts, **rest)
        assert caught.value.faults[0].code == row["error"]
        return
    data = recommend(*uses, facts=for_row(row, facts), **rest).as_dict()
    assert {path: field(data, path) for path in row.get("expect", {})} == row.get("expect", {})
    reasons = {reason["code"] for reason in data["reasons"]}
    assert set(row.get("reasons", ())) <= reasons
    warnings = {warning["code"] for warning in data["warnings"]}
    assert set(row.get("warnings", ())) <= warnings
    assert not set(row.get("absent", ())) & (reasons | warnings)


@pytest.mark.parametrize(
    ("target", "why"),
    [
        ("app-icon", "App icon for the Apple App Store: PNG, without an alpha channel."),
        ("play-feature", "Google Play feature graphic: JPG."),  # which has none anyway
        ("podcast-cover", "Podcast show cover: JPG."),
    ],
)
def test_the_alpha_is_told_of_a_format_that_can_have_one(target: str, why: str, facts: Catalog) -> None:
    form = recommend(deliverable=target, facts=facts).as_dict()["format"]
    assert form
    assert (form["why"], form["opaque"]) == (why, True)
