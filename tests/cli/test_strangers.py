"""What a stranger tries first, row by row of cases/strangers.yaml: an answer, or an error that names the remedy."""

from __future__ import annotations

import re
import shlex
import sys
from typing import Any

import pytest
from command import Result, ask, execute_shell
from tables import cases

ROWS = cases("strangers")
# What only a shell can do; the rest runs in this process, which is quicker.
_SHELL = re.compile(r"[|<>]|\$[0-9(]|^[A-Z_]+=")


def tried(line: str) -> Result:
    if not _SHELL.search(line.replace("'$0.10'", "")):
        return ask(*shlex.split(line)[1:], COLUMNS="120")
    if sys.platform == "win32":
        pytest.skip("there is no bash")
    return execute_shell(line.replace("python3", shlex.quote(sys.executable)))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["try"])
def test_a_try_is_answered_or_corrected(row: dict[str, Any]) -> None:
    result = tried(row["try"])
    assert result.code == row["code"], result
    for piece in row.get("out", ()):
        assert piece in result.out
    for piece in row.get("err", ()):
        assert piece in result.err
    if result.code in (0, 1):
        assert not result.err or "--get" in row["try"]
    elif "2>&1" not in row["try"]:
        assert not result.out
        if "--json" not in row["try"]:
            assert all(line.startswith("resadvise: ") for line in result.err.splitlines())
            assert len(result.err) < 500
