"""What a type checker says of the Python interface: right uses pass, and slips are found before anything runs."""

from __future__ import annotations

import pytest
from mypy import api
from places import TESTS

RIGHT = TESTS / "typing" / "right.py"
# a slip: what mypy calls it
WRONG = {
    "recommend('print', nosuch=1)": "call-arg",
    "recommend(deliverabel='a3')": "call-arg",
    "recommend(drafts=20)": "call-arg",
    "recommend(facts='presets.yaml')": "arg-type",
    "recommend(uses=['print'])": "call-arg",
    "recommend(3)": "arg-type",
    "recommend(size=3)": "arg-type",
    "recommend(size=(297, 420))": "arg-type",
    "recommend(pixels=1080)": "arg-type",
    "recommend(pixels=('1080', '1350'))": "arg-type",
    "recommend(bleed=3)": "arg-type",
    "recommend(landscape='yes')": "arg-type",
    "recommend(accept='least')": "arg-type",
    "recommend(max_price=[1])": "arg-type",
    "recommend().as_dict()['teir']": "typeddict-item",
    "recommend().as_dict()['need']['ppi']": "index",
    "recommend().staus": "attr-defined",
    "recommend().status == 'okay'": "comparison-overlap",
    "recommend().verdict == 'good'": "comparison-overlap",
    "plan('print', draft=20)": "call-arg",
    "plan(drafts='many')": "arg-type",
    "plan(batch='yes')": "arg-type",
    "plan(nosuch=1)": "call-arg",
    "plan().status == 'pass'": "comparison-overlap",
    "plan().way.name == 'low'": "comparison-overlap",
    "plan().as_dict()['wya']": "typeddict-item",
    "check()": "call-overload",
    "check(3)": "call-overload",
    "check('a.png', nosuch=1)": "call-overload",
    "check('a.png', max_price=1)": "call-overload",
    "check('a.png', deep='yes')": "call-overload",
    "check(['a.png']).status": "attr-defined",
    "check('a.png').status == 'ok'": "comparison-overlap",
    "check('a.png').as_dict()['alhpa']": "typeddict-item",
}


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return what mypy says of the right uses and of a file that has a slip in each line: it starts but once."""
    folder = tmp_path_factory.mktemp("typing")
    (folder / "wrong.py").write_text(
        "from resadvise import check, plan, recommend\n\n" + "".join(f"print({slip})\n" for slip in WRONG), "utf-8"
    )
    options = ["--strict", "--config-file=", f"--cache-dir={folder / 'cache'}", "--no-error-summary"]
    out, err, _ = api.run([*options, str(RIGHT), str(folder / "wrong.py")])
    assert err == ""
    return out


def test_right_uses_pass(said: str) -> None:
    assert [line for line in said.splitlines() if "wrong.py" not in line] == []


@pytest.mark.parametrize("slip", WRONG)
def test_a_slip_is_found(slip: str, said: str) -> None:
    place = f"wrong.py:{3 + list(WRONG).index(slip)}:"
    found = [line for line in said.splitlines() if place in line and "error:" in line]
    assert {line.rpartition("[")[2].rstrip("]") for line in found} == {WRONG[slip]}
