"""`resadvise batch`: every row gets the answer of `recommend`, and everything else stays as it is."""

from __future__ import annotations

import io
import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from briefs import COLUMNS, briefs, csv_text, expected, in_csv, json_text, read_csv, write
from command import PROGRAM, TIMEOUT, ask, environment, execute, execute_shell
from jsonschema import Draft202012Validator
from processes import children, none_left

from resadvise.batch.answers import FIELDS, SENTENCES
from resadvise.batch.json_lines import LINE
from resadvise.schemas import read_schema

posix = pytest.mark.skipif(sys.platform == "win32", reason="bash and signals are not there")
linux = pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")

COUNT = 3_000


@pytest.fixture(scope="module")
def rows() -> list[dict[str, object]]:
    return briefs(COUNT)


@pytest.fixture(scope="module")
def answers(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    return [expected(row) for row in rows]


def _without_model(answer: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in answer.items() if name != "model"}


def test_every_row_of_csv_gets_the_answer_of_recommend(
    rows: list[dict[str, object]], answers: list[dict[str, object]], tmp_path: Path
) -> None:
    source = write(tmp_path / "in.csv", csv_text(rows))
    result = ask("batch", str(source), "-o", str(tmp_path / "out.csv"))
    assert (result.code, result.out) == (1, "")
    assert f"3 of {COUNT:,} rows in error; the first: {source}:{COUNT // 7 + 2}: --for: there is no" in result.err
    written = read_csv((tmp_path / "out.csv").read_text("utf-8"))
    assert [row["sku"] for row in written] == [row["sku"] for row in rows]
    for row, answer in zip(written, answers, strict=True):
        assert {name: row[name] for name in FIELDS if name != "model"} == _without_model(in_csv(answer)), row


def test_every_form_has_the_same_answers(
    rows: list[dict[str, object]], answers: list[dict[str, object]], tmp_path: Path
) -> None:
    source = write(tmp_path / "in.jsonl", json_text(rows))
    assert ask("batch", str(source), "-o", str(tmp_path / "out.jsonl")).code == 1
    text = (tmp_path / "out.jsonl").read_text("utf-8")
    for line, row, answer in zip(text.splitlines(), rows, answers, strict=True):
        own = {"model": row["model"]} if "model" in row else {}
        assert json.loads(line) == row | answer | own
    piped = execute("batch", "-", "--format", "jsonl", stdin=source.read_bytes())
    assert (piped.code, piped.out) == (1, text)
    tabs = write(tmp_path / "in.tsv", csv_text(rows, delimiter="\t"))
    assert ask("batch", str(tabs), "-o", str(tmp_path / "out.tsv")).code == 1
    for read, answer in zip(read_csv((tmp_path / "out.tsv").read_text("utf-8"), delimiter="\t"), answers, strict=True):
        assert {name: read[name] for name in FIELDS if name != "model"} == _without_model(in_csv(answer))


def test_what_was_there_stays_to_the_byte(rows: list[dict[str, object]], tmp_path: Path) -> None:
    source = write(tmp_path / "in.csv", csv_text(rows, quoting=1))
    ask("batch", str(source), "-o", str(tmp_path / "out.csv"))
    lines = zip(source.read_bytes().split(b"\n"), (tmp_path / "out.csv").read_bytes().split(b"\n"), strict=True)
    assert all(after.startswith(before) for before, after in lines)


@pytest.mark.parametrize("column", COLUMNS)
def test_every_column_of_the_table_of_the_tests_is_used(rows: list[dict[str, object]], column: str) -> None:
    assert any(row.get(column) for row in rows)


# The command line


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("batch", "IN: no table was named (a file, or - for standard input)"),
        ("batch -", "-: standard input has no name that says its form (give --format csv, tsv or jsonl)"),
        ("batch in.txt", "in.txt: the name says no form (give --format csv, tsv or jsonl)"),
        ("batch in.csv --format cvs", "--format: there is no form of tables 'cvs' (did you mean csv?)"),
        ("batch in.csv --format xlsx", "--format: there is no form of tables 'xlsx' (known: csv, tsv, jsonl, parquet)"),
        ("batch in.csv -o out.jsonl", "--output: the answers have the form of the table, which is csv"),
        ("batch in.parquet", "-: Parquet is read from a file, and written to one"),
        ("batch - --format csv --presets -", "-: standard input can be read only once"),
        ("batch nope.csv", "nope.csv: cannot read the table: "),
        ("batch .csv", ".csv: the name says no form"),
        ("batch in.csv -o no/such/out.csv", "no/such/out.csv: cannot write the answers: "),
        ("batch in.csv -o .", ".: cannot write the answers: "),
        ("batch in.csv --map width", "--map: 'width' names no column (for example width=breite)"),
        ("batch in.csv --map width=b", "--map: the table has no column 'b'"),
        ("batch in.csv --map width=a,width=b", "--map: width would be the columns 'a' and 'b'"),
        ("batch in.csv --bleed 3", "--bleed: '3' has no unit"),
        ("batch in.csv --get tier", "there is no option --get"),
    ],
)
def test_a_wrong_command_line(arguments: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "in.csv", "for\na3\n")
    result = ask(*arguments.split())
    assert result.code == 2
    assert result.err.startswith(f"resadvise: {message}")
    assert result.err.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["in.csv"]


def test_options_are_what_the_rows_do_not_say(tmp_path: Path) -> None:
    source = write(tmp_path / "in.csv", "breite,hoehe,model,druck\n90,50,A-7,\n210,297,B-8,x\n")
    words = ["--map", "width=breite,height=hoehe", "--map", "print=druck", "--ignore", "model", "--unit", "mm"]
    result = ask("batch", str(source), "-o", str(tmp_path / "out.csv"), *words, "--bleed", "3mm", "--social")
    assert result.code == 0
    assert result.err == (
        "resadvise: columns read: width (here 'breite'), height (here 'hoehe'), print (here 'druck');"
        " one other passes through\n"
    )
    first, second = read_csv((tmp_path / "out.csv").read_text("utf-8"))
    for row, brief in ((first, {"size": "90x50mm", "uses": ["social"]}), (second, {"size": "210x297mm"})):
        answer = _without_model(in_csv(expected({**brief, "bleed": "3mm"})))
        assert {name: row[name] for name in answer} == answer
        assert row["model"] in ("A-7", "B-8")


@pytest.mark.parametrize(("row", "code"), [("a3", 0), ("a0", 0), ("nope", 1)])
def test_only_a_row_in_error_is_a_finding(row: str, code: int, tmp_path: Path) -> None:
    source = write(tmp_path / "in.csv", f"for,ppi\n{row},300\n")
    assert ask("batch", str(source), "-o", str(tmp_path / "out.csv")).code == code


def test_facts_of_ones_own_answer_too(tmp_path: Path) -> None:
    own = write(tmp_path / "own.yaml", "uses: {lookbook: {tier: 4K, kind: needs, why: It is read closely.}}\n")
    source = write(tmp_path / "in.csv", "lookbook\nx\n")
    assert ask("batch", str(source), "-o", str(tmp_path / "out.csv"), "--presets", str(own)).code == 0
    assert read_csv((tmp_path / "out.csv").read_text("utf-8"))[0]["tier"] == "4K"


def test_each_line_of_json_keeps_to_its_schema(tmp_path: Path) -> None:
    source = write(tmp_path / "in.jsonl", json_text([*({"for": name} for name in ("a3", "a0", "hero", "nope"))]))
    ask("batch", str(source), "-o", str(tmp_path / "out.jsonl"), "--reasons")
    schema = Draft202012Validator(read_schema("batch"))
    for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines():
        answer = json.loads(line)
        del answer["for"]
        assert list(schema.iter_errors(answer)) == []
    assert list(read_schema("batch")["properties"]) == [*FIELDS, *SENTENCES, LINE]


def test_standard_input_is_answered_as_it_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"for\na3\n")))
    result = ask("batch", "-", "--format", "CSV")
    assert (result.code, read_csv(result.out)[0]["tier"]) == (0, "4K")


@linux
def test_what_is_no_file_is_written_as_it_comes(tmp_path: Path) -> None:
    source = write(tmp_path / "in.csv", "for\na3\nnope\n")
    assert ask("batch", str(source), "-o", "/dev/null").code == 1
    assert ask("batch", str(source), "-o", "/dev/null", "--fail-fast").code == 1
    assert Path("/dev/null").is_char_device()


# What goes wrong on the way


def test_the_first_error_ends_it_on_request(tmp_path: Path) -> None:
    source, target = write(tmp_path / "in.csv", "for\na3\nnope\na4\n"), write(tmp_path / "out.csv", "old")
    result = ask("batch", str(source), "-o", str(target), "--fail-fast")
    assert result.code == 1
    assert f"resadvise: stopped: {source}:3: --for: there is no deliverable 'nope'" in result.err
    assert target.read_text("utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv", "out.csv"]
    assert ask("batch", str(source), "-o", str(target), "--fail-fast", "--map", "for=for").code == 1


def test_the_file_that_is_written_may_be_the_one_that_is_read(tmp_path: Path) -> None:
    table = write(tmp_path / "t.csv", "for\na3\n")
    table.chmod(0o640)
    assert ask("batch", str(table), "-o", str(table)).code == 0
    assert read_csv(table.read_text("utf-8"))[0]["tier"] == "4K"
    assert table.stat().st_mode & 0o777 == 0o640


def test_a_link_stays_one(tmp_path: Path) -> None:
    source, real = write(tmp_path / "in.csv", "for\na3\n"), tmp_path / "real.csv"
    (tmp_path / "link.csv").symlink_to(real)
    assert ask("batch", str(source), "-o", str(tmp_path / "link.csv")).code == 0
    assert (tmp_path / "link.csv").is_symlink()
    assert real.read_text("utf-8").startswith("for,status")


@linux
def test_a_full_disk_is_74_and_leaves_what_was_there(tmp_path: Path) -> None:
    source, target = write(tmp_path / "in.csv", "for\n" + "a3\n" * 9_000), write(tmp_path / "out.csv", "old")
    script = f"ulimit -f 4; trap '' XFSZ; resadvise batch {source} -o {target}"
    result = execute_shell(script)
    assert result.code == 74
    assert "the output could not be written: " in result.err
    assert target.read_text("utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv", "out.csv"]
    assert execute_shell(f"resadvise batch {source} -o /dev/full").code == 74
    assert execute_shell(f"resadvise batch {source} > /dev/full").code == 74


@posix
def test_a_reader_that_goes_away_is_141(tmp_path: Path) -> None:
    source = write(tmp_path / "in.csv", "for\n" + "a3\n" * 50_000)
    result = execute_shell(f"resadvise batch {source} 2>/dev/null | head -1")
    assert (result.code, result.out.count("\n")) == (141, 1)


@posix
def test_answers_come_before_the_last_question(tmp_path: Path) -> None:
    del tmp_path
    with subprocess.Popen(
        [*PROGRAM, "batch", "-", "--format", "jsonl"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment(),
    ) as process:  # fmt: skip
        assert process.stdin
        assert process.stdout
        for name in ("a3", "a4", "nope"):
            process.stdin.write(b'{"for":"%s"}\n' % name.encode())
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["for"] == name
        process.stdin.close()
        assert process.stdout.read() == b""
        assert process.wait(TIMEOUT) == 1


def test_in_a_table_by_tabs_a_comma_is_only_text(tmp_path: Path) -> None:
    source = write(tmp_path / "in.tsv", "a,b,c\tfor\nx,y,z\ta3\n")
    head, row = ask("batch", str(source)).out.splitlines()
    assert head.startswith("a,b,c\tfor\tstatus\t")
    assert row.startswith("x,y,z\ta3\tok\t")


@posix
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_a_run_that_is_ended_leaves_the_old_file(number: int, tmp_path: Path) -> None:
    """When the file beside the old one has grown, the run is in the middle, and other processes help."""
    target = write(tmp_path / "out.csv", "old")
    source = write(tmp_path / "in.csv", "size\n" + "".join(f"{90 + place}x50mm\n" for place in range(300_000)))
    process = subprocess.Popen([*PROGRAM, "batch", str(source), "-o", str(target)], env=environment())
    with process:
        while not any(path.stat().st_size for path in tmp_path.glob(".out.csv.*.part")):
            assert process.poll() is None
        helpers = children(process.pid) if sys.platform.startswith("linux") else set()
        process.send_signal(number)
        assert process.wait(TIMEOUT) == (130 if number == signal.SIGINT else -signal.SIGKILL)
        assert none_left(helpers)
    assert target.read_text("utf-8") == "old"
    assert bool(list(tmp_path.glob(".out.csv.*.part"))) == (number == signal.SIGKILL)


def test_one_broken_row_among_many_is_one_error(tmp_path: Path) -> None:
    broken = 500_001
    lines = ["for,sku\n", *(f"{'a3' if place % 2 else 'a4'},{place}\n" for place in range(1, 600_001))]
    lines[broken] = f"a33,{broken}\n"
    source = write(tmp_path / "in.csv", "".join(lines))
    result = execute("batch", str(source), "-o", str(tmp_path / "out.csv"))
    assert result.code == 1
    assert f"1 of 600,000 rows in error; the first: {source}:{broken + 1}: --for: there is no" in result.err
    with (tmp_path / "out.csv").open(encoding="utf-8") as out:
        wrong = [line for line in out if ",error," in line]
    assert [line.split(",")[1] for line in wrong[1:] or wrong] == [str(broken)]


@linux
@pytest.mark.parametrize("kind", ["distinct", "equal", "one cell"])
def test_memory_does_not_grow_with_the_table(kind: str, tmp_path: Path) -> None:
    """A limit on memory that a table of 100 MB, its rows or its answers would break."""
    with (tmp_path / "in.csv").open("w", encoding="utf-8") as table:
        table.write("size,note\n")
        if kind == "one cell":
            for _ in range(100):
                table.write("x" * 1_000_000)
        else:
            note = "x" * 5_000
            for place in range(20_000):
                table.write(f"{'90' if kind == 'equal' else 90 + place}x50mm,{note}\n")
    script = f"ulimit -v 400000; resadvise batch {tmp_path}/in.csv -o {tmp_path}/out.csv"
    result = execute_shell(script)
    if kind == "one cell":
        assert result.code == 1
        assert "1 of 1 rows in error; the first: " in result.err
        assert result.err.endswith("in.csv:2: the row has more than 1,000,000 bytes\n")
        assert (tmp_path / "out.csv").stat().st_size > 100_000_000
    else:
        assert result.code == 0, result.err
        assert (tmp_path / "out.csv").stat().st_size > (tmp_path / "in.csv").stat().st_size
