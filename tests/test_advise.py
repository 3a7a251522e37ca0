"""The rule engine, sentence by sentence: every row of cases/advice.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from resadvise import Catalog, QuestionError, recommend

ROWS: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("cases").joinpath("advice.yaml").read_text("utf-8")
)


def field(data: Any, path: str) -> Any:
    for part in path.split("."):
        data = data[int(part)] if isinstance(data, list) else data[part]
    return data


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
    data = recommend(*uses, facts=facts, **rest).as_dict()
    assert {path: field(data, path) for path in row.get("expect", {})} == row.get("expect", {})
    reasons = {reason["code"] for reason in data["reasons"]}
    assert set(row.get("reasons", ())) <= reasons
    warnings = {warning["code"] for warning in data["warnings"]}
    assert set(row.get("warnings", ())) <= warnings
    assert not set(row.get("absent", ())) & (reasons | warnings)


def test_every_mistake_is_reported_at_once(facts: Catalog) -> None:
    with pytest.raises(QuestionError) as caught:
        recommend("prnt", facts=facts, deliverable="a33", size="1x1", ppi="nan", model="x")
    codes = [fault.code for fault in caught.value.faults]
    assert codes == [
        "bad-quantity",
        "bad-quantity",
        "unknown-use",
        "unknown-model",
        "unknown-deliverable",
        "two-targets",
    ]


def test_an_unknown_keyword_is_a_type_error(facts: Catalog) -> None:
    with pytest.raises(TypeError, match="colour"):
        recommend(facts=facts, colour="red")


def test_numbers_are_as_good_as_texts(facts: Catalog) -> None:
    assert recommend(facts=facts, size="297x420mm", ppi=240, max_price=0.5).as_dict() == (
        recommend(facts=facts, size="297x420mm", ppi="240", max_price="0.5").as_dict()
    )


def test_without_facts_the_shipped_ones_are_read(facts: Catalog) -> None:
    assert recommend("print").as_dict() == recommend("print", facts=facts).as_dict()
