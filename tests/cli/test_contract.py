"""The contract of the command as a process: exit codes, streams, signals, encodings, widths, environment."""

from __future__ import annotations

import errno
import json
import os
import re
import signal
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest
from command import PROGRAM, TIMEOUT, Result, ask, config_file, environment, execute, execute_python, execute_shell
from rich.cells import cell_len

posix = pytest.mark.skipif(sys.platform == "win32", reason="bash, signals and /dev/full are not there")
linux = pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")

ESC = "\x1b"
# ESC, a C1 control, bidi override and isolate, carriage return, backspace, bell, DEL, line separator.
HOSTILE = f"{ESC}[31mX{ESC}]0;t\x07\x9b2J\u202eY\u2067\r\b\x7f\u2028"
HARMFUL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def _one_line(text: str) -> bool:
    return text.startswith("resadvise: ") and text.count("\n") == 1 and text.endswith("\n")


# Exit codes and streams


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ("recommend --for a3", 0),
        ("recommend --pixels 9000x9000", 1),
        ("recommend --for a3 --max-price 0.01 -o csv", 1),
    ],
)
def test_an_answer_is_on_stdout_and_nothing_on_stderr(arguments: str, code: int) -> None:
    result = execute(*arguments.split())
    assert (result.code, result.err) == (code, "")
    assert result.out.endswith("\n")


# What a script that takes bare values is told on stderr: why the exit code is 1, and each warning.
TOLD = [
    ("recommend --for a3 --get tier,price_usd", 0, "4K\t0.1134\n", []),
    ("recommend --for a3 --ppi 300 --get tier", 1, "4K\n", ["insufficient: No tier of this model is large enough"]),
    ("recommend --for a3 --max-price 0.01 --get status", 1, "conflict\n", ["conflict: This needs 4K, which exceeds"]),
    ("recommend --for og-image --max-bytes 200KB --get tier", 0, "1K\n", ["warning: --max-bytes needs a lower"]),
    ("recommend --use print --model gone --get tier", 1, "1K\n", ["insufficient: This needs 4K, but Gone stops at 1K"]),
    (
        "recommend --use draft --model gone --get tier", 0, "1K\n",
        ["warning: Gone is deprecated", "warning: the announced end of Gone, 2026-01-02, has passed"],
    ),
    ("recommend --use draft --model going --get tier", 0, "1K\n", []),
    ("plan --print --finals 9 --budget 1 --get way,total.price_usd", 1, "direct\t1.0206\n", ["conflict: Not even 9"]),
    ("recommend --for a3 --get tier,request", 0, '4K\t{"aspect_ratio":"3:4","image_size":"4K"}\n', []),
    ("recommend --for a3 --get upscale,tier", 0, "\t4K\n", []),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "code", "out", "told"), TOLD)
def test_a_script_that_takes_values_is_told_what_to_beware_of(
    arguments: str, code: int, out: str, told: list[str], tmp_path: Path
) -> None:
    tier = 'tiers: {1K: {price_usd: 0.01}}, pixels: {"1:1": {1K: 1024x1024}}'
    rows = {"gone": "status: deprecated, shutdown: 2026-01-02, ", "going": "shutdown: 2999-01-01, "}
    text = "".join(f"  {name}: {{name: {name.title()}, {more}{tier}}}\n" for name, more in rows.items())
    (tmp_path / "own.yaml").write_text(f"models:\n{text}", "utf-8")
    result = ask(*arguments.split(), "--presets", str(tmp_path / "own.yaml"))
    assert (result.code, result.out) == (code, out)
    found = result.err.splitlines()
    assert bool(found) == bool(told)
    for line, piece in zip(found, told, strict=False):  # further warnings may follow
        assert line.startswith(f"resadvise: {piece}")


def test_an_answer_that_is_read_whole_brings_nothing_on_stderr() -> None:
    assert execute("recommend", "--for", "a3", "--ppi", "300", "--json").err == ""


@pytest.mark.parametrize("arguments", ["recommend --use prnt", "recommend --nope", "recomend"])
def test_a_wrong_question_is_on_stderr_and_nothing_on_stdout(arguments: str) -> None:
    result = execute(*arguments.split())
    assert (result.code, result.out) == (2, "")
    assert _one_line(result.err)


def test_no_arguments_show_the_help_as_an_error() -> None:
    result = execute()
    assert (result.code, result.out) == (2, "")
    assert result.err == execute("--help").out


def _crash(*arguments: str, **more: str) -> Result:
    code = (
        "import resadvise.cli.commands.recommend as command\n"
        "def advise(brief, facts):\n"
        "    raise RuntimeError('a \\x1b[31m bug')\n"
        "command.advise = advise\n"
        "from resadvise.cli import main\n"
        "main()\n"
    )
    return execute_python(code, "recommend", *arguments, env=more)


def test_a_bug_is_70_and_one_line() -> None:
    result = _crash()
    assert (result.code, result.out) == (70, "")
    assert _one_line(result.err)
    assert "this is a bug in resadvise: RuntimeError: a \\x1b[31m bug" in result.err


def test_a_bug_is_json_where_json_was_asked_for() -> None:
    result = _crash("--json")
    assert result.code == 70
    assert json.loads(result.err)["error"]["code"] == "bug"


def test_a_bug_shows_its_traceback_on_request_and_is_still_70() -> None:
    result = _crash(RESADVISE_DEBUG="1")
    assert result.code == 70
    assert "Traceback (most recent call last)" in result.err


@posix
@pytest.mark.parametrize("command", ["deliverables --json", "recommend", "--help"])
def test_a_reader_that_goes_away_is_141_without_a_word(command: str) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [*PROGRAM, *command.split()],
        stdout=writer,
        stderr=subprocess.PIPE,
        env=environment(),
        timeout=TIMEOUT,
        check=False,
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (-signal.SIGPIPE, b"")  # what a shell calls 141


@posix
def test_head_gets_its_line() -> None:
    """With `pipefail`; the list is longer than a pipe holds, so that the writer is cut off."""
    assert execute_shell("resadvise deliverables --json | head -1") == (141, "{\n", "")


@linux
@pytest.mark.parametrize("command", ["recommend", "deliverables --json", "--version", "recommend --pixels 9000x9000"])
def test_a_full_disk_is_74_and_one_line(command: str) -> None:
    result = execute_shell(f"resadvise {command} >/dev/full")
    assert result.code == 74
    assert f"the output could not be written: {os.strerror(errno.ENOSPC)}" in result.err
    assert _one_line(result.err) or "--json" in command


@linux
def test_a_full_disk_is_json_where_that_was_asked_for() -> None:
    result = execute_shell("resadvise recommend --json >/dev/full")
    assert result.code == 74
    assert json.loads(result.err)["error"]["code"] == "output-lost"


@pytest.mark.parametrize("locale", ["ascii", "cp1252", "utf-8"])
@pytest.mark.parametrize("form", ["--get reasons.1.text", "-o csv", "-o md", "--json"])
def test_what_programs_read_is_the_same_bytes_in_every_locale(form: str, locale: str) -> None:
    words = [*PROGRAM, "recommend", "--for", "a3", *form.split()]
    settings = environment(PYTHONIOENCODING=locale, PYTHONUTF8="0")
    told = subprocess.run(words, capture_output=True, env=settings, timeout=TIMEOUT, check=True).stdout
    assert told.decode("utf-8") == ask(*words[len(PROGRAM) :]).out


@posix
@pytest.mark.parametrize(("forced", "coloured"), [("0", False), ("1", True)])
def test_force_color_forces_unless_it_is_0(forced: str, coloured: bool) -> None:
    assert ("\x1b" in execute("recommend", env={"FORCE_COLOR": forced}).out) == coloured


@posix
@pytest.mark.parametrize("command", ["recommend", "--version"])
def test_a_closed_stdout_is_74_and_one_line(command: str) -> None:
    result = execute_shell(f"resadvise {command} >&-")
    assert result.code == 74
    assert _one_line(result.err)


@posix
@pytest.mark.parametrize(
    ("command", "code"),
    [("recommend --get tier 2>&-", 0), ("recommend --nope 2>&-", 2), ("recommend >&- 2>&-", 74), ("2>&-", 2)],
)
def test_a_closed_stderr_changes_no_exit_code(command: str, code: int) -> None:
    result = execute_shell(f"resadvise {command}")
    assert (result.code, result.err) == (code, "")


@linux
def test_a_full_stderr_changes_no_exit_code() -> None:
    assert execute_shell("resadvise recommend --nope 2>/dev/full").code == 2


@posix
def test_a_closed_stdin_does_no_harm() -> None:
    result = execute_shell("resadvise recommend --get tier <&-")
    assert result == (0, "2K\n", "")


@posix
def test_interrupt_is_130_without_a_traceback() -> None:
    """The command waits for its presets on a pipe that stays open."""
    code = (
        "import sys, resadvise.facts.load as load\n"
        "real = load.read_file\n"
        "def told(path, **more):\n"
        "    if path == '-': print('reading', file=sys.stderr, flush=True)\n"
        "    return real(path, **more)\n"
        "load.read_file = told\n"
        "from resadvise.cli import main\n"
        "main()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, "recommend", "--presets", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    ) as process:
        assert process.stderr is not None
        assert process.stderr.readline() == b"reading\n"
        process.send_signal(signal.SIGINT)
        code_of_exit = process.wait(TIMEOUT)
        assert (code_of_exit, process.stderr.read()) == (130, b"")


# Hostile text


@pytest.mark.parametrize(
    "arguments",
    [
        ("recommend", "--use", HOSTILE),
        ("recommend", "--for", HOSTILE, "--json"),
        ("recommend", "--presets", f"/no/{HOSTILE}"),
        ("recommend", f"--{HOSTILE}"),
        (HOSTILE,),
        ("deliverables", HOSTILE),
    ],
)
def test_hostile_arguments_are_escaped(arguments: tuple[str, ...]) -> None:
    result = ask(*arguments, FORCE_COLOR="1", GITHUB_ACTIONS="1")
    assert (result.code, result.out) == (2, "")
    assert not HARMFUL.search(result.err)
    assert "\\x1b" in result.err or "\\u001b" in result.err


def test_hostile_arguments_are_escaped_by_a_process() -> None:
    result = execute(HOSTILE, "--use", HOSTILE)
    assert (result.code, result.out) == (2, "")
    assert not HARMFUL.search(result.err)


def _hostile_facts(folder: Path) -> str:
    text = json.dumps(HOSTILE + "\nnew line [red]b[/x] :smile:")
    path = folder / f"{ESC}[31m\n.yaml" if sys.platform != "win32" else folder / "own.yaml"
    path.write_text(
        "uses:\n"
        f"  evil: {{tier: 4K, kind: needs, what: {text}, why: {text}, group: {text}, source: {text}}}\n"
        "deliverables:\n"
        f"  evil: {{title: {text}, group: {text}, note: {text}, aliases: [{text}], size: 90x90mm, source: {text}}}\n"
        "models:\n"
        "  gemini-nano-banana-2.1:\n"
        f"    {{name: {text}, notes: [{text}], disagreements: [{{text: {text}}}], source: {text}, shutdown: {text}}}\n",
        encoding="utf-8",
    )
    return str(path)


@pytest.mark.parametrize("form", ["table", "json", "csv", "md"])
@pytest.mark.parametrize(
    "command",
    [
        "recommend --use evil", "recommend --use evil --for evil", "recommend --for evil --model nano-banana",
        "uses", "models", "deliverables", "table", "table --model nano-banana-2.1",
    ],
)  # fmt: skip
def test_hostile_facts_are_escaped(form: str, command: str, tmp_path: Path) -> None:
    result = ask(*command.split(), "-o", form, "--presets", _hostile_facts(tmp_path))
    assert result.err == ""
    assert "\x1b" not in result.out
    assert not HARMFUL.search(result.out.replace("\x7f", "") if form == "json" else result.out)


def test_markup_of_facts_stays_text(tmp_path: Path) -> None:
    out = ask("recommend", "--use", "evil", "--presets", _hostile_facts(tmp_path), COLUMNS="400").out
    assert "[red]b[/x] :smile:" in out


def test_hostile_facts_in_a_process(tmp_path: Path) -> None:
    result = execute("recommend", "--use", "evil", "--for", "evil", "--presets", _hostile_facts(tmp_path))
    assert (result.code, result.err) == (0, "")
    assert not HARMFUL.search(result.out)


def test_a_hostile_file_with_a_mistake_is_named_harmlessly(tmp_path: Path) -> None:
    path = _hostile_facts(tmp_path)
    Path(path).write_text(f"uses: {{{json.dumps(HOSTILE)}: 1}}", encoding="utf-8")
    for more in ([], ["--json"]):
        result = execute("recommend", "--presets", path, *more)
        assert (result.code, result.out) == (2, "")
        assert not HARMFUL.search(result.err)


# Colours, on a pipe and on a terminal


@pytest.mark.parametrize("arguments", ["recommend --for a3", "recommend --help", "recommend --nope"])
def test_a_pipe_gets_no_escape_codes(arguments: str) -> None:
    more = {"GITHUB_ACTIONS": "1", "PY_COLORS": "1", "FORCE_COLOR": "", "TERM": "xterm-256color"}
    result = execute(*arguments.split(), env=more)
    assert result.out + result.err
    assert ESC not in result.out + result.err


def test_force_color_colours_the_drawn_answer_only() -> None:
    more = {"FORCE_COLOR": "1", "TERM": "xterm"}
    assert ESC in execute("recommend", env=more).out
    assert ESC not in execute("recommend", "--json", env=more).out
    assert ESC not in execute("recommend", "--nope", env=more).err


def _on_terminal(*arguments: str, **more: str) -> str:
    """Run the command with a terminal as its stdout."""
    import pty

    master, slave = pty.openpty()
    with subprocess.Popen([*PROGRAM, *arguments], stdout=slave, stderr=slave, env=environment(None, **more)) as process:
        os.close(slave)
        output = b""
        try:
            while piece := os.read(master, 65536):
                output += piece
        except OSError:  # Linux says so at the end
            pass
        process.wait(TIMEOUT)
    os.close(master)
    return output.decode()


@posix
def test_a_terminal_gets_colours_unless_it_refuses_them() -> None:
    colour = re.compile(r"\x1b\[[0-9;]*3[0-9]m")
    assert colour.search(_on_terminal("recommend", "--for", "a3", TERM="xterm-256color", COLUMNS="100"))
    assert not colour.search(_on_terminal("recommend", "--for", "a3", TERM="xterm-256color", NO_COLOR="1"))
    assert ESC not in _on_terminal("recommend", "--for", "a3", TERM="dumb")


@posix
def test_a_bare_value_is_harmless_on_a_terminal_and_exact_in_a_pipe(tmp_path: Path) -> None:
    path = _hostile_facts(tmp_path)
    wanted = ("recommend", "--use", "evil", "--get", "reasons.0.text", "--presets", path)
    assert not HARMFUL.search(_on_terminal(*wanted, TERM="xterm").replace("\r\n", "\n"))
    assert HOSTILE in ask(*wanted).out


@posix
def test_old_facts_are_noted_on_a_terminal_and_nowhere_else(tmp_path: Path) -> None:
    path = tmp_path / "old.yaml"
    path.write_text("models: {gemini-nano-banana-2.1: {as_of: 2020-01-01}}", encoding="utf-8")
    wanted = ("recommend", "--get", "tier", "--presets", str(path))
    assert "note: this answer rests on old facts: the status of" in _on_terminal(*wanted, TERM="xterm")
    assert execute(*wanted) == (0, "2K\n", "")


# Encodings and widths

ENCODINGS: list[dict[str, str]] = [
    {"LC_ALL": "C"},
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {"PYTHONIOENCODING": "ascii"},
    {"PYTHONIOENCODING": "cp1252"},
]


@pytest.mark.parametrize("more", ENCODINGS)
def test_every_encoding_can_hold_the_answer(more: dict[str, str]) -> None:
    code = (
        "import sys\n"
        "from resadvise.cli import main\n"
        "from resadvise.cli.entry import run\n"
        "for line in ('recommend --for a3', 'recommend --pixels 9x9', 'table', 'uses', 'models',\n"
        "             'deliverables', '--help', 'recommend --help', 'uses -o md', 'deliverables -o csv',\n"
        "             'table --model nano-banana-pro'):\n"
        "    sys.stdout.reconfigure(errors='backslashreplace')\n"
        "    assert run(line.split()) == 0, line\n"
        "sys.argv[1:] = ['recommend', '--for', 'a3']\n"
        "main()\n"
    )
    result = execute_python(code, env=more)
    assert (result.code, result.err) == (0, "")
    if more.get("PYTHONIOENCODING") == "ascii":
        drawn = execute("recommend", "--for", "a3", env=more).out
        assert drawn.isascii()
        assert "\\u" not in drawn
        assert "3584x4800 px" in drawn


ANSWERS = """
recommend
recommend --print --crop
recommend --for a3 --max-price 0.01
recommend --pixels 1x1
recommend --pixels 1000000x1
recommend --size 48x14ft --transparent
table
table --model nano-banana-pro
uses
models
deliverables
""".strip().splitlines()


def _widest(text: str) -> int:
    return max(cell_len(line) for line in text.splitlines())


@pytest.mark.parametrize(("width", "command"), list(product([20, 21, 40, 59, 60, 80, 120, 200], ANSWERS)))
def test_no_line_of_an_answer_is_wider_than_the_screen(width: int, command: str) -> None:
    assert _widest(ask(*command.split(), COLUMNS=str(width)).out) <= width


@pytest.mark.parametrize("command", ["", "recommend", "table", "uses", "models", "deliverables"])
def test_help_fits_on_eighty_columns_and_its_prose_on_forty(command: str) -> None:
    arguments = [*command.split(), "--help"]
    assert _widest(ask(*arguments, COLUMNS="80").out) <= 80
    assert _widest(ask(*arguments, COLUMNS="200").out) <= 100
    narrow = ask(*arguments, COLUMNS="40").out.splitlines()
    folded = [line for line in narrow if not re.match("  (tier=.*)?resadvise |  -o, --output ", line)]
    assert max(map(cell_len, folded)) <= 40


@pytest.mark.parametrize("columns", ["0", "abc", "²", "9" * 5000])
def test_a_senseless_width_is_as_good_as_none(columns: str) -> None:
    more = {"COLUMNS": columns, "LINES": columns}
    result = execute("recommend", "--for", "a3", env=more)
    assert result == _usual("recommend --for a3")


@pytest.mark.parametrize("width", ["20", "200"])
def test_a_sensible_width_is_kept_by_the_process(width: str) -> None:
    result = execute("recommend", "--for", "a3", env={"COLUMNS": width})
    assert _widest(result.out) <= int(width)
    for fact in ("4K", "3584×4800", "$0.1134", "2863×4025"):
        assert fact in result.out


# Determinism

_USUAL: dict[str, Result] = {}


def _usual(command: str) -> Result:
    if command not in _USUAL:
        _USUAL[command] = execute(*command.split())
    return _USUAL[command]


@pytest.mark.parametrize("command", ["recommend --print --draft --for a3 --json", "deliverables"])
def test_the_same_question_gives_the_same_bytes(command: str, tmp_path: Path) -> None:
    first = _usual(command)
    assert first.code == 0
    seeds = [
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8"},
        {"PYTHONHASHSEED": "4242", "TZ": "America/New_York", "LANG": "de_DE.UTF-8", "LANGUAGE": "de"},
    ]
    for more in seeds:
        assert execute(*command.split(), env=more, cwd=tmp_path) == first


# The user's own facts

OWN_USE = "uses:\n  flyer: {tier: 4K, kind: needs, why: Flyers are read closely.}\n"


def _tier_of_flyer(home: Path, *arguments: str, **more: str) -> Result:
    return execute("recommend", "--use", "flyer", "--get", "tier", *arguments, home=home, env=more)


def test_own_facts_by_option_by_variable_and_by_folder(tmp_path: Path) -> None:
    answer = (0, "4K\n", "")
    own = tmp_path / "own.yaml"
    own.write_text(OWN_USE, encoding="utf-8")
    assert _tier_of_flyer(tmp_path).code == 2
    assert _tier_of_flyer(tmp_path, "--presets", str(own)) == answer
    assert _tier_of_flyer(tmp_path, RESADVISE_PRESETS=str(own)) == answer
    config_file(tmp_path).write_text(OWN_USE, encoding="utf-8")
    assert _tier_of_flyer(tmp_path) == answer
    assert _tier_of_flyer(tmp_path, "--presets", "none", RESADVISE_PRESETS=str(own)).code == 2
    assert _tier_of_flyer(tmp_path, RESADVISE_PRESETS="none").code == 2


def test_own_facts_from_standard_input() -> None:
    result = execute(
        "recommend", "--use", "flyer", "--get", "facts.user_file", "--presets", "-", stdin=OWN_USE.encode()
    )
    assert result == (0, "-\n", "")


def test_the_option_beats_the_variable_and_the_variable_the_folder(tmp_path: Path) -> None:
    files = {}
    for tier in ("1K", "2K", "4K"):
        files[tier] = tmp_path / f"{tier}.yaml"
        files[tier].write_text(OWN_USE.replace("4K", tier), encoding="utf-8")
    config_file(tmp_path).write_text(files["1K"].read_text(encoding="utf-8"), encoding="utf-8")
    variable = {"RESADVISE_PRESETS": str(files["2K"])}
    asked = ("recommend", "--use", "flyer", "--get", "tier")
    assert ask(*asked, home=tmp_path).out == "1K\n"
    assert ask(*asked, home=tmp_path, **variable).out == "2K\n"
    assert ask(*asked, "--presets", str(files["4K"]), home=tmp_path, **variable).out == "4K\n"


def test_a_broken_file_in_the_folder_breaks_answers_but_no_help(tmp_path: Path) -> None:
    path = config_file(tmp_path)
    path.write_text("uses:\n  flyer:\n    teir: 4K\n", encoding="utf-8")
    broken = execute("recommend", home=tmp_path)
    assert (broken.code, broken.out) == (2, "")
    assert f"{path}:3:5: " in broken.err
    assert "tier" in broken.err
    assert execute("recommend", "--presets", "none", "--get", "tier", home=tmp_path) == (0, "2K\n", "")
    for arguments in (["--help"], ["recommend", "--help"], ["--version"]):
        assert execute(*arguments, home=tmp_path).code == 0


@posix
def test_a_config_folder_that_cannot_be_looked_into_is_a_wrong_file() -> None:
    result = ask("recommend", XDG_CONFIG_HOME="/" + "a" * 5000, HOME="/" + "a" * 5000)
    assert (result.code, result.out) == (2, "")
    assert f"cannot read the presets file: {os.strerror(errno.ENAMETOOLONG)}" in result.err


@posix
def test_a_pipe_nobody_writes_to_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", tmp_path):
        result = execute("recommend", "--presets", str(path))
        assert (result.code, result.out) == (2, "")
        assert _one_line(result.err)
