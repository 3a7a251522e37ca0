"""Shared work: the same answers in the same order, whatever becomes of the processes. In a process of its own each."""

from __future__ import annotations

import sys

import pytest
from command import execute_python

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are forked on Linux alone")

HEAD = """
import os, signal
from resadvise.batch import processes
processes.FEWEST_TO_START, processes.FEWEST_TO_SHARE = 4, 2
processes._processors = lambda: 3
def work(number):
    return number * number, os.getpid()
helpers = processes.Helpers(work, share=True)
def asked(numbers):
    made = helpers.work(numbers)
    assert [square for square, _ in made] == [number * number for number in numbers]
    return [process for _, process in made]
"""
CASES = {
    "a few are answered here": "assert set(asked([1, 2, 3])) == {os.getpid()}",
    "many are shared in pieces": (
        "who = asked(range(9))\n"
        "assert 1 < len(set(who)) <= 3 and who == sorted(who, key=who.index) and who[0] == os.getpid()"
    ),
    "once they are there, fewer are shared": "asked(range(9)); assert len(set(asked([1, 2]))) == 2",
    "nothing is shared unasked": (
        "helpers = processes.Helpers(work, share=False); assert set(asked(range(9))) == {os.getpid()}"
    ),
    "a process that is killed costs nothing": (
        "other = asked(range(9))[-1]; os.kill(other, signal.SIGKILL)\n"
        "asked(range(9)); assert set(asked(range(9))) == {os.getpid()}"
    ),
    "they end with it": (
        "children = set(asked(range(9))) - {os.getpid()}; helpers.end()\n"
        "while any(os.path.exists(f'/proc/{child}') for child in children): pass"
    ),
}


@pytest.mark.parametrize("code", CASES.values(), ids=CASES)
def test_work_is_shared(code: str) -> None:
    result = execute_python(f"{HEAD}\n{code}\nhelpers.end()")
    assert (result.code, result.err) == (0, "")
