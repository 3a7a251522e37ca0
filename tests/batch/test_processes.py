"""Shared work: the same answers in the same order, whatever becomes of the processes. In a process of its own each."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest
from command import execute_python

from resadvise.batch import processes

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are forked on Linux alone")

HEAD = """
import os, random, signal, sys
from resadvise.batch import arrow, blocks, csv_table, json_lines, processes
from resadvise.batch.answers import Wanted
from resadvise.batch.columns import questions
from resadvise import load_facts
processes.processors = lambda: 3
def work(number):
    return number * number, os.getpid()
helpers = processes.Helpers(work, share=True)
def asked(numbers):
    made = list(helpers.each(numbers))
    assert [(number, square) for number, (square, _) in made] == [(number, number * number) for number in numbers]
    return [process for _, (_, process) in made]
"""
CASES = {
    "a piece alone is worked on here": "assert asked([1]) == [os.getpid()]",
    "several are shared": "who = set(asked(range(99))); assert os.getpid() not in who and len(who) <= 3",
    "the processes stay": "who = set(asked(range(99))); assert len(who | set(asked(range(99)))) <= 3",
    "two share the work": (
        "processes.processors = lambda: 2\nhelpers = processes.Helpers(work, share=True)\n"
        "who = set(asked(range(99))); assert os.getpid() not in who and len(who) <= 2"
    ),
    "nothing is shared unasked": (
        "helpers = processes.Helpers(work, share=False); assert set(asked(range(9))) == {os.getpid()}"
    ),
    "a few are under way, and no more are read": (
        "read = []\n"
        "numbers = (read.append(number) or number for number in range(99))\n"
        "next(helpers.each(numbers)); assert 2 < len(read) <= 8"
    ),
    "a process that is killed costs nothing": (
        "other = asked(range(9))[-1]; os.kill(other, signal.SIGKILL)\n"
        "asked(range(99)); assert set(asked(range(9))) == {os.getpid()}"
    ),
    "one that is killed at work costs nothing": (
        "here = os.getpid()\n"
        "def work(number):\n"
        "    if number == 5 and os.getpid() != here: os.kill(os.getpid(), signal.SIGKILL)\n"
        "    return number * number, os.getpid()\n"
        "helpers = processes.Helpers(work, share=True)\n"
        "asked(range(99))"
    ),
    "without room for processes there are none": (
        "def full(): raise OSError(11, 'no room')\nos.fork = full; assert set(asked(range(9))) == {os.getpid()}"
    ),
    "what is raised there is raised here": (
        "from resadvise import QuestionError\n"
        "from resadvise.errors import Fault\n"
        "def work(number): raise QuestionError(Fault('bad-table', 'no', str(number)), Fault('usage', 'why'))\n"
        "helpers = processes.Helpers(work, share=True)\n"
        "try: asked(range(9)); assert False\n"
        "except QuestionError as error: assert error.faults[0].where == '0' and error.faults[1].code == 'usage'"
    ),
    "they end with it": (
        "children = set(asked(range(99))); helpers.end()\n"
        "while any(os.path.exists(f'/proc/{child}') for child in children): pass"
    ),
}


def test_there_are_as_many_processes_as_may_run_here_and_never_many(monkeypatch: pytest.MonkeyPatch) -> None:
    for may_run, most in ((1, 1), (3, 3), (500, processes._MOST_PROCESSES)):
        here = {0: set(range(may_run))}  # 0 is this process
        monkeypatch.setattr(os, "sched_getaffinity", here.__getitem__)
        assert processes.processors() == most
    monkeypatch.delattr(os, "fork")
    assert processes.processors() == 1


@pytest.mark.parametrize("code", CASES.values(), ids=CASES)
def test_work_is_shared(code: str) -> None:
    result = execute_python(f"{HEAD}\n{code}\nhelpers.end()")
    assert (result.code, result.err) == (0, "")


# A table of random rows is cut into blocks of a few bytes, wherever that falls: within a quote, closed or not.
TABLES = """
blocks.BLOCK = 50
asked = questions(load_facts())
def answered(text, share):
    with open(sys.argv[1], "wb") as file:
        file.write(text.encode())
    with open(sys.argv[1], "rb") as file:
        done = list(KIND(file, "in", asked, Wanted(), share=share))
    first = [each.first for each in done if each.first][:1]
    notes = [each.note for each in done if each.note]
    return b"".join(each.text for each in done), sum(each.rows for each in done), first, notes
draw = random.Random(7)
for _ in range(12):
    text = HEADER + "".join(draw.choices(ROWS, k=60))
    assert answered(text, True) == answered(text, False), text
"""
QUOTED = [',91x50mm,"a\nb"\n', f'a3,,"{"long" * 40}\n{"long" * 40}"\n', '"a"b,,\n']
PLAIN = ["a3,,x\n", ",90x50mm,\r\n", "a33,,\n", "a3\n", "\n", "a,b,c,d,e\n"]
OBJECTS = ['{"for":"a3"}\n', '{"size":"90x50mm","sku":1}\r\n', "{}\n", "[]\n", "\n", '{"ppi":300}\n']
SHARED = {
    "csv": ("csv_table.CsvTable", "for,size,note\n", [*PLAIN, *QUOTED]),
    "csv with quotes that are not closed": ("csv_table.CsvTable", "for,size,note\n", [*PLAIN, 'a4,,"\n']),
    "json lines": ("json_lines.JsonLines", '{"for":"a4"}\n', OBJECTS),
}


@pytest.mark.parametrize(("kind", "header", "rows"), SHARED.values(), ids=SHARED)
def test_a_table_that_is_shared_has_the_same_answers(kind: str, header: str, rows: list[str], tmp_path: Path) -> None:
    given = f"KIND, HEADER, ROWS = {kind}, {header!r}, {rows!r}"
    result = execute_python(f"{HEAD}\n{given}\n{TABLES}", str(tmp_path / "table"))
    assert (result.code, result.err) == (0, "")
