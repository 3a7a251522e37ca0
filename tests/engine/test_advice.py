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
