"""`resadvise check` as a command: which files, what about each, in which form, and the exit code. Add a row."""

from __future__ import annotations

import csv
import io
import json
import os
import random
import re
import signal
import struct
import subprocess
import sys
import zlib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from command import PROGRAM, TIMEOUT, ask, environment, execute, execute_shell
from jsonschema import Draft202012Validator
from PIL import Image
from places import ROOT
from rich.cells import cell_len

from resadvise.checks.codes import FINDINGS
from resadvise.images import files as files_of_check
from resadvise.images import workers
from resadvise.images.workers import Grant, map_in_processes

if TYPE_CHECKING:
    from collections.abc import Iterator

HARMFUL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
HOSTILE = "\x1b[31mred\x9b2J\u202e,x:%0A\r\n::error::.png"
posix = pytest.mark.skipif(sys.platform == "win32", reason="forks, pipes and such names are not there")


def save(path: Path | str, width: int = 64, height: int = 48, mode: str = "RGB", form: str = "PNG", **more: Any) -> str:
    Image.new(mode, (width, height)).save(path, form, **more)
    return str(path)


def claimed(width: int, height: int) -> bytes:
    """Return a PNG that claims to be so large, and holds nothing."""
    image = b"\x89PNG\r\n\x1a\n"
    for name, body in ((b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)), (b"IDAT", b"")):
        image += struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
    return image


@cache
def schema() -> Draft202012Validator:
    return Draft202012Validator(json.loads(files("resadvise").joinpath("schemas/check.json").read_text("utf-8")))


def answer(*arguments: str, code: int = 0) -> Any:
    result = ask("check", *arguments, "--json")
    assert result.code == code, result.err
    assert bool(result.err) == (code == 2)
    data = json.loads(result.out)
    assert [f"{error.json_path}: {error.message}" for error in schema().iter_errors(data)] == []
    assert {finding["code"] for file in data["files"] for finding in file["findings"]} <= set(FINDINGS)
    return data


def codes(file: dict[str, Any]) -> list[str]:
    return [finding["code"] for finding in file["findings"]]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder, which is the current one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


# One file, one finding


@pytest.mark.parametrize(
    ("make", "arguments", "found"),
    [
        ({}, "", []),
        ({"form": "JPEG"}, "", ["format.mismatch"]),
        ({"width": 1376, "height": 768}, "--expect 1K", []),
        ({"width": 1376, "height": 768}, "--expect 4K", ["tier.downgraded"]),
        ({"width": 900, "height": 900}, "--aspect 16:9", ["ratio.unexpected"]),
        ({"width": 900, "height": 800}, "--model nano-banana-pro", ["ratio.unexpected"]),
        ({"width": 900, "height": 900}, "--for a3", ["size.short"]),
        ({"width": 1000, "height": 1000}, "--pixels 1040x1040", ["size.near"]),
        ({"width": 1900, "height": 2500}, "--for a4 --tolerance 0", ["size.short"]),
        ({"width": 2100, "height": 2900}, "--for a4", ["size.below-ideal"]),
        ({"width": 1920, "height": 1080}, "--for instagram-story", ["size.turned"]),
        ({"width": 2400, "height": 1600}, "--pixels 1200x300", ["shape.cut"]),
        ({"width": 2400, "height": 1600}, "--pixels 1200x300 --max-cut 63%", ["shape.cut"]),
        ({"width": 2400, "height": 1600}, "--pixels 1200x300 --max-cut 62%", ["shape.cut!"]),
        ({"width": 1024, "height": 1024}, "--for app-icon", []),
        ({"width": 1024, "height": 1024, "mode": "RGBA"}, "--for app-icon", ["alpha.refused"]),
        ({"width": 1024, "height": 1024, "form": "JPEG"}, "--for app-icon", ["format.mismatch", "format.refused"]),
        ({"width": 2400, "height": 1600}, "--pixels 1200x300 --keep 50%", []),
        ({"width": 500, "height": 500}, "--max-bytes 100B", ["bytes.too-many"]),
        ({"width": 1824, "height": 1026}, "--pixels 320x180 --dpr 3", []),
        ({"width": 1824, "height": 1026}, "--pixels 320x180 --dpr 3 --max-margin 50%", ["size.wasteful"]),
        ({"width": 1024, "height": 1024}, "--expect 1024x1024", []),
        ({"width": 1024, "height": 1020}, "--expect 1024x1024", ["size.unexpected"]),
        ({"mode": "1", "width": 1075, "height": 720}, "--for business-card-eu", ["color.bilevel"]),
        ({"mode": "P", "width": 1075, "height": 720}, "--for business-card-eu", ["color.palette"]),
        ({"mode": "L"}, "--color-mode gray", []),
        ({"mode": "L"}, "--color-mode cmyk", ["color.mode!"]),
        ({}, "--transparent", ["alpha.missing"]),
        ({"mode": "RGBA"}, "--transparent", ["alpha.unread"]),
        ({"mode": "RGBA"}, "--transparent --deep", []),
        ({"mode": "LA"}, "--transparent --deep", []),
    ],
)
def test_findings(make: dict[str, Any], arguments: str, found: list[str], here: Path) -> None:
    """A code with `!` is a failure here, although it can be a note."""
    save(here / "image.png", **make)
    notes = {"size.turned", "size.below-ideal", "shape.cut", "alpha.unread", "color.bilevel", "color.palette"}
    failed = bool(set(found) - notes)
    data = answer("image.png", *arguments.split(), code=int(failed))
    assert codes(data["files"][0]) == [code.removesuffix("!") for code in found]
    counts = {"checked": 1, "passed": int(not failed), "failed": int(failed), "errors": 0, "skipped": 0}
    assert data["summary"] == counts


def test_an_alpha_channel_that_is_opaque(here: Path) -> None:
    Image.new("RGBA", (9, 9), (1, 2, 3, 255)).save(here / "opaque.png")
    assert codes(answer("opaque.png", "--transparent", "--deep", code=1)["files"][0]) == ["alpha.unused"]


def test_the_orientation_counts_and_the_tag_does_not(here: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    file = answer(save(here / "a.jpg", 640, 480, form="JPEG", exif=exif, dpi=(300, 300)))["files"][0]
    assert (file["pixels"], file["turned"], file["dpi"]) == ([480, 640], True, [300, 300])


# Files that only pretend, among good ones

BAD = {
    "empty.png": (b"", "not-an-image"),
    "random.png": (random.Random(3).randbytes(4000), "not-an-image"),
    "text.jpg": (b"hello\n", "not-an-image"),
    "cut.jpg": (b"\xff\xd8\xff\xd9", "broken"),
    "entries.tif": (b"II*\0\x08\0\0\0\xff\xff" + bytes(12 * 65_535 + 4), "slow"),
    "cut-entries.tif": (b"II*\0\x08\0\0\0\xff\xff", "broken"),
    "huge.png": (claimed(100_000, 100_000), "absurd"),
    "padding.jpg": (b"\xff\xd8" + b"\xff" * 5_000_000, "slow"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_one_error_and_the_others_are_answered(name: str, here: Path) -> None:
    data, code = BAD[name]
    (here / name).write_bytes(data)
    save(here / "a.png")
    save(here / "z.png")
    named = answer("a.png", name, "z.png", code=2)
    assert [file["status"] for file in named["files"]] == ["pass", "error", "pass"]
    assert codes(named["files"][1]) == [code]
    assert named["summary"] == {"checked": 3, "passed": 2, "failed": 0, "errors": 1, "skipped": 0}
    assert answer("-r", ".", code=1)["summary"] == named["summary"]  # found in a folder, it was not named


@posix
@pytest.mark.usefixtures("here")
def test_what_is_no_file() -> None:
    os.mkfifo("fifo.png")
    Path("loop.png").symlink_to("loop.png")
    Path("folder").mkdir()
    save("z.png")
    names = ["fifo.png", "loop.png", "folder", "missing.png", "\ud800.png", "nul\0.png", "z.png"]
    data = answer(*names, code=2)
    assert [file["status"] for file in data["files"]] == ["error"] * 6 + ["pass"]
    assert "use -r to check what is in it" in data["files"][2]["findings"][0]["text"]


@posix
def test_a_large_claim_is_a_legal_answer(here: Path) -> None:
    (here / "large.png").write_bytes(claimed(16_384, 16_384))
    assert answer("large.png")["files"][0]["tier_text"] == "above 4K"


def test_no_permission(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real_open, real_scan = os.open, os.scandir

    def refuse(path: Any, *more: Any) -> int:
        if "secret" in str(path):
            raise PermissionError(13, "Permission denied")
        return real_open(path, *more)

    def refuse_folder(path: Any) -> Any:
        if "closed" in str(path):
            raise PermissionError(13, "Permission denied")
        return real_scan(path)

    save(here / "secret.png")
    save(here / "z.png")
    (here / "closed").mkdir()
    monkeypatch.setattr(os, "open", refuse)
    monkeypatch.setattr(os, "scandir", refuse_folder)
    inside = answer("-r", ".", code=1)
    assert [(file["path"], file["status"]) for file in inside["files"]] == [
        ("./closed", "error"), ("./secret.png", "error"), ("./z.png", "pass"),
    ]  # fmt: skip
    assert inside["files"][0]["findings"][0]["text"] == "The file cannot be listed: Permission denied."
    assert answer("-r", "closed", code=2)["summary"]["errors"] == 1


# Which files


@posix
def test_folders(here: Path) -> None:
    for name in ("b/deep/x.JPG", "b/a.png", "b/.hidden.png", "b/.git/y.png", "a/z.webp", "a/readme.txt", "c.png"):
        (here / name).parent.mkdir(parents=True, exist_ok=True)
        save(here / name, form={"JPG": "JPEG", "webp": "WEBP"}.get(name.rpartition(".")[2], "PNG"))
    (here / "b/up").symlink_to("..")
    (here / "b/link.png").symlink_to("a.png")
    assert [file["path"] for file in answer("-r", ".")["files"]] == [
        "./a/z.webp", "./b/a.png", "./b/deep/x.JPG", "./c.png",
    ]  # fmt: skip
    assert [file["path"] for file in answer("-r", "b/deep", "b", "b")["files"]] == ["b/deep/x.JPG", "b/a.png"]
    assert answer("b/.hidden.png", "b/link.png")["summary"]["passed"] == 2  # these were named
    assert answer("-r", "b/up")["summary"]["checked"] == 4


@posix
def test_what_a_folder_holds_besides_images_is_told(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rest = ["./art.psd", "./b/card.eps", "./b/no-suffix", "./b/page.pdf", "./link.png", "./up", "./x.svg", "./z.bak"]
    Path("b/.git").mkdir(parents=True)
    for name in (*rest[:4], *rest[6:], ".hidden.psd", "b/.git/config"):
        Path(name).touch()
    Path("link.png").symlink_to("a.png")
    Path("up").symlink_to("..")
    save(here / "a.png")
    data = answer("-r", ".")
    assert (data["skipped"], data["summary"]["skipped"], data["summary"]["checked"]) == (rest, 8, 1)
    assert answer("a.png", "link.png")["skipped"] == []  # these were named
    told = "\n8 skipped: art.psd, b/card.eps, b/no-suffix, b/page.pdf, link.png, up, …\n"
    save(here / "b/c.png")
    for arguments in (["-r", "."], ["-r", ".", "--for", "favicon"], ["-r", "b", "-r", "."]):
        assert ask("check", *arguments).out.count(" skipped: ") == 1
    assert told in ask("check", "-r", ".").out
    os.unlink("b/c.png")  # noqa: PTH108
    assert told in ask("check", "-r", ".").out  # one file, in full
    monkeypatch.setattr(files_of_check, "MAX_SKIPPED_NAMES", 3)
    data = answer("-r", ".")
    assert (data["skipped"], data["summary"]["skipped"]) == (rest[:3], 8)


@posix
def test_folders_deeper_than_the_stack(here: Path) -> None:
    depth = 1200
    for _ in range(depth):
        os.mkdir("d")  # noqa: PTH102 - relative, or the name grows too long
        os.chdir("d")
    save("x.png")
    os.chdir(here)
    result = ask("check", "-r", ".", "--get", "summary.checked")
    subprocess.run(["rm", "-rf", "d"], check=True)  # which pytest could not
    assert (result.code, result.out) == (0, "1\n")


@posix
def test_lists_of_names(here: Path) -> None:
    for name in ("two\nlines.png", "a.png", "-", "-x.png", os.fsdecode(b"bad\xff.png")):
        save(Path(here, name))
    Path("list").write_bytes(b"a.png\0two\nlines.png\0-\0-x.png\0bad\xff.png\0")
    Path("lines").write_bytes(b"a.png\r\n\n-x.png\n")
    data = answer("--files-from", "list", "-0")
    assert [(file["path"], file["path_bytes"]) for file in data["files"]] == [
        ("a.png", None), ("two\nlines.png", None), ("./-", None), ("-x.png", None), ("bad\\xff.png", "YmFk/y5wbmc="),
    ]  # fmt: skip
    assert [file["path"] for file in answer("--files-from", "lines")["files"]] == ["a.png", "-x.png"]
    piped = execute("check", "--files-from", "-", "-0", "-o", "jsonl", cwd=here, stdin=b"two\nlines.png\0missing.png\0")
    assert (piped.code, len(piped.out.splitlines())) == (2, 2)
    assert json.loads(piped.err)["error"]["message"] == "1 named file could not be read"


def test_standard_input(here: Path) -> None:
    data = Path(save(here / "x.png", 2048, 2048)).read_bytes()
    assert execute("check", "-", "--get", "files.0.tier", stdin=data) == (0, "2K\n", "")
    empty = execute("check", "-")
    assert empty.code == 2
    assert "not-an-image" in empty.out
    assert empty.err == "resadvise: 1 named file could not be read\n"


@posix
def test_standard_input_that_is_closed_or_a_terminal() -> None:
    assert "there is no standard input" in execute_shell("resadvise check - <&-").out
    import pty

    master, slave = pty.openpty()
    done = subprocess.run(
        [*PROGRAM, "check", "-"], stdin=slave, capture_output=True, env=environment(), timeout=TIMEOUT, check=False
    )
    os.close(master)
    os.close(slave)
    assert done.returncode == 2
    assert b"is a terminal" in done.stdout


def test_standard_input_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("resadvise.images.files.MAX_STDIN_BYTES", 10)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(bytes(11))))
    assert "is larger than 10 bytes" in answer("-", code=2)["files"][0]["findings"][0]["text"]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ("", "no-files", "no file was named"),
        ("-r nothing", "no-files", "no image was found"),
        ("--files-from empty", "no-files", "no image was found"),
        ("--files-from missing", "unreadable-file", "missing: cannot read the list of files"),
        ("x.png -0", "cannot-apply", "this needs --files-from"),
        ("- -", "cannot-apply", "only once"),
        ("- --files-from -", "cannot-apply", "only once"),
        ("- --presets -", "cannot-apply", "only once"),
        ("x.png --expect XS", "unknown-tier", "there is no tier 'XS'"),
        ("x.png --color-mode spot", "unknown-color-mode", "known: bilevel, gray, palette, rgb, cmyk, lab, ycbcr"),
        ("x.png --max-cut 10%", "cannot-apply", "this needs a target"),
        ("x.png --ppi 300", "cannot-apply", "this needs a target"),
        ("x.png -o yaml", "unknown-format", "yaml"),
        ("x.png --get nothing", "unknown-field", "nothing"),
        ("x.png --print", "unknown-option", "--print"),
    ],
)
def test_wrong_questions(arguments: str, code: str, words: str, here: Path) -> None:
    (here / "empty").touch()
    (here / "nothing").mkdir()
    save(here / "x.png")
    result = ask("check", *arguments.split())
    assert (result.code, result.out) == (2, "")
    assert words in result.err
    if "-o" not in arguments and "--get" not in arguments:
        assert json.loads(ask("check", *arguments.split(), "--json").err)["error"]["code"] == code


# Forms of output


@pytest.fixture
def three(here: Path) -> Path:
    """Make one file that passes for A4 with a note, one that fails, and one that cannot be read."""
    save(here / "a.png", 2900, 2100)
    save(here / "b.png", 900, 900, form="JPEG")
    (here / "c.png").write_bytes(b"")
    return here


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize("arguments", [[], ["--for", "a4"]])
def test_all_forms_hold_the_same(arguments: list[str]) -> None:
    asked = ("check", "-r", ".", *arguments)
    whole = answer("-r", ".", *arguments, code=1)["files"]
    lines = ask(*asked, "-o", "jsonl").out
    assert [json.loads(line) for line in lines.splitlines()] == whole
    rows = list(csv.DictReader(io.StringIO(ask(*asked, "-o", "csv").out)))
    assert [(row["path"], row["status"], row["tier_text"]) for row in rows] == [
        (file["path"], file["status"], file["tier_text"] or "") for file in whole
    ]
    page = ask(*asked, "-o", "md").out.splitlines()
    assert page[-2:] == ["", "**3 files: 1 passed, 1 failed, 1 could not be read.**"]
    table = page[:-2]
    assert table[0] == "| File | Status | Pixels | Cut | Findings |"
    assert len(table) == 2 + 3
    assert len({len(re.findall(r"(?<!\\)\|", line)) for line in table}) == 1
    drawn = ask(*asked).out
    for file in whole:
        assert file["path"] in drawn
        for code in codes(file):
            assert code in drawn
    assert "3 files: 1 passed, 1 failed, 1 could not be read" in drawn


def test_a_line_a_file(here: Path) -> None:
    """Of a print the tier is left out, what is cut stands on every line, and the names stand below each other."""
    for name, width, height in (("exact", 1075, 720), ("floor", 975, 700), ("square", 4096, 4096), ("under", 99, 99)):
        save(here / f"{name}.png", width, height)
    out = ask("check", "-r", ".", "--for", "business-card-eu", COLUMNS="100").out
    lines = [line for line in out.splitlines() if ".png" in line]
    assert [line.split("./")[0].split("  ", 1)[1].split() for line in lines] == [
        ["1075×720", "exact"], ["975×700", "-9.3%", "below", "ideal", "cuts", "7%"],
        ["4096×4096", "+281%", "cuts", "33%"], ["99×99", "-91%", "short", "cuts", "33%"],
    ]  # fmt: skip
    assert len({line.index("./") for line in lines}) == 1
    assert "4K     +300%" in ask("check", "-r", ".", "--pixels", "1024x1024", COLUMNS="100").out
    assert "\n✓ ./square.png: pass, 4096×4096, 4K, 300% more\n" in ask("check", "-r", ".", "--pixels", "1024x1024").out


def test_a_page_for_a_pull_request(here: Path) -> None:
    save(here / "a|b.png", 4096, 4096)
    (here / "c.psd").touch()
    assert ask("check", "-r", ".", "--for", "a3", "-o", "md").out == (
        "| File | Status | Pixels | Cut | Findings |\n"
        "| --- | --- | --- | --- | --- |\n"
        "| a\\|b.png | pass | 4096×4096 | 29% | "
        "shape.cut: ISO A3 (297×420 mm) uses 2914×4096 of 4096×4096 px: cropping loses 29%. |\n"
        "\n**1 file: 1 passed.**\n"
        "\n1 skipped: c.psd\n"
    )


@pytest.mark.usefixtures("three")
def test_annotations_for_github() -> None:
    lines = ask("check", "-r", ".", "--for", "a4", "-o", "github").out.splitlines()
    assert [line[: line.index("::", 2)] for line in lines] == [
        "::notice file=a.png,title=size.turned",
        "::notice file=a.png,title=size.below-ideal",
        "::error file=b.png,title=format.mismatch",
        "::error file=b.png,title=size.short",
        "::error file=c.png,title=not-an-image",
    ]
    assert "-75%25" in lines[3]
    assert ask("check", "a.png", "-o", "github") == (0, "", "")


@pytest.mark.usefixtures("three")
def test_bare_values() -> None:
    for field, value in (
        ("summary.failed", "1"),
        ("files.1.format", "jpeg"),
        ("summary.checked,files.1.format", "3\tjpeg"),
        ("expect", ""),
        ("files.2.pixels", ""),
    ):
        assert ask("check", "-r", ".", "--get", field).out == f"{value}\n"


@posix
@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "md", "github"])
def test_hostile_names_are_harmless_in_every_form(form: str, here: Path) -> None:
    for name in (HOSTILE, "=cmd.png", "[red]x[/].png", ":smile:.png"):
        (here / name.replace("/", "_")).write_bytes(b"no image")
    (here / os.fsdecode(b"\xff\xfe.png")).write_bytes(b"no image")
    result = ask("check", "-r", ".", "-o", form, COLUMNS="200", FORCE_COLOR="")
    assert result.code == 1
    assert "\x1b" not in result.out
    plain = result.out.replace("\r\n", "") if form == "csv" else result.out
    assert not HARMFUL.search(plain.replace("\r", "") if form == "csv" else plain)
    assert ":smile:" in result.out or form == "github"
    if form == "github":
        assert all(line.startswith("::error file=") for line in result.out.splitlines())
        assert len(result.out.splitlines()) == 5


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize("width", [20, 40, 59, 60, 80, 200])
def test_drawings_fit_the_screen(width: int) -> None:
    for arguments in (
        ["-r", "."],
        ["-r", ".", "--for", "a4"],
        ["-r", ".", "--expect", "1K"],
        ["a.png"],
        ["b.png"],
        ["c.png"],
    ):
        drawn = ask("check", *arguments, COLUMNS=str(width)).out
        assert drawn.strip()
        assert max(cell_len(line) for line in drawn.splitlines()) <= width


def test_one_file_is_shown_in_full(here: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    save(here / "x.webp", 2048, 1000, "RGBA", "WEBP", exif=exif, lossless=True)
    save(here / "y.png", 30, 30, dpi=(72, 96))
    save(here / "z.png", 4096, 4096, dpi=(300, 300))
    drawn = ask("check", "x.webp", "--deep", COLUMNS="80").out
    for words in (
        "1000×2048 px (turned by",
        "rgb, 8 bits per channel",
        "nearest ratio 9:16",
        "taller",
        "alpha channel, used",
    ):
        assert words in drawn
    tiny = ask("check", "y.png", COLUMNS="80").out
    assert "72 × 96 dpi is ignored" in tiny
    assert "below 1K of Nano Banana 2.1, nearest ratio 1:1" in tiny
    large = ask("check", "z.png", COLUMNS="80").out
    assert "69.4 × 69.4 cm at 150 ppi, the largest that is sharp: seen from across a room" in large
    assert "named targets: " in large


def test_ascii_and_colour(three: Path) -> None:
    assert execute("check", "-r", ".", cwd=three, env={"PYTHONIOENCODING": "ascii"}).out.isascii()
    assert "\x1b[" in execute("check", "-r", ".", cwd=three, env={"FORCE_COLOR": "1", "TERM": "xterm"}).out


# Many files


def many(folder: Path, count: int) -> None:
    data = Path(save(folder / "000.png")).read_bytes()
    for number in range(1, count):
        (folder / f"{number:03}.png").write_bytes(data if number % 7 else data[:20])


@posix
def test_many_files_are_answered_alike_by_one_process_and_by_several(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many(here, 300)
    monkeypatch.setattr(workers, "_how_many", lambda _: 3)
    several = ask("check", "-r", ".", "-o", "jsonl")
    monkeypatch.setattr(workers, "_how_many", lambda _: 1)
    assert ask("check", "-r", ".", "-o", "jsonl") == several
    assert several.code == 1
    assert [json.loads(line)["path"] for line in several.out.splitlines()] == [f"./{n:03}.png" for n in range(300)]


def _killed_by(*bad: int) -> Any:
    def work(number: int) -> int:
        if number in bad:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    return work


@posix
@pytest.mark.parametrize("bad", [(1,), (5, 6), (70, 100, 160, 161), (199,)])
def test_a_file_that_kills_its_reader_is_lost_alone(bad: tuple[int, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_how_many", lambda _: 3)
    answers = list(map_in_processes(iter(range(200)), _killed_by(*bad), lambda number, _: -number, Grant(60)))
    assert answers == [-number if number in bad else number for number in range(200)]


@posix
def test_a_bug_in_a_process_is_a_bug_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def work(number: int) -> int:
        if number == 50:
            raise ZeroDivisionError
        return number

    monkeypatch.setattr(workers, "_how_many", lambda _: 2)
    answers = map_in_processes(iter(range(200)), work, lambda number, _: -number, Grant(60))
    with pytest.raises(ZeroDivisionError):
        list(answers)


@posix
def test_who_stops_asking_leaves_no_process_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_how_many", lambda _: 2)
    monkeypatch.setattr(workers, "BATCH", 100)
    answers: Iterator[int] = map_in_processes(iter(range(100_000)), int, lambda number, _: -number, Grant(60))
    assert [next(answers) for _ in range(250)] == list(range(250))
    answers.close()  # type: ignore[attr-defined]
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


@posix
def test_without_room_for_processes_this_one_does_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    forks, real = iter([True, False, False, False]), os.fork

    def fork() -> int:
        if next(forks):
            return real()
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(workers, "_how_many", lambda _: 2)
    monkeypatch.setattr(os, "fork", fork)
    assert list(map_in_processes(iter(range(200)), int, lambda number, _: -number, Grant(60))) == list(range(200))
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_a_list_of_names_is_bounded_and_may_begin_with_a_mark(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save(here / "a.png")
    (here / "list").write_bytes(b"\xef\xbb\xbfa.png\n")
    assert [file["path"] for file in answer("--files-from", "list")["files"]] == ["a.png"]
    monkeypatch.setattr(files_of_check, "MAX_LIST_BYTES", 8)
    result = ask("check", "--files-from", "list")
    assert (result.code, result.out) == (2, "")
    assert "the list of files is larger than the limit of 8 bytes" in result.err


@posix
def test_a_line_of_json_comes_before_the_next_file_is_there(here: Path) -> None:
    save(here / "a.png")
    settings = environment() | {"PYTHONUNBUFFERED": ""}
    words = [*PROGRAM, "check", "a.png", "-", "-o", "jsonl"]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=settings, cwd=here) as process:
        assert process.stdout
        assert json.loads(process.stdout.readline())["path"] == "a.png"
        process.communicate(b"no image", timeout=TIMEOUT)


def test_few_files_and_no_fork_make_no_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    assert workers._how_many(3) == 1
    monkeypatch.delattr(os, "fork", raising=False)
    assert workers._how_many(10_000) == 1


def _heed_interrupts() -> None:
    """Let a process be interrupted, although what runs in the background ignores it, and its parent may block it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


@posix
def test_interrupt_is_130_and_what_was_answered_is_out(here: Path) -> None:
    many(here, 200)
    code = (
        "import sys, time, resadvise.checks.run as command\n"
        "real = command.check_image\n"
        "def slow(*args):\n"
        "    time.sleep(0.05)\n"
        "    return real(*args)\n"
        "command.check_image = slow\n"
        "from resadvise.cli import main\n"
        "main()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, "check", "-r", ".", "-o", "jsonl"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(), cwd=here, start_new_session=True, bufsize=0,
        preexec_fn=_heed_interrupts,
    ) as process:  # fmt: skip
        assert process.stdout
        first = process.stdout.readline()  # byte by byte: nothing of the rest is held back from communicate
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=TIMEOUT)
    assert (process.returncode, err) == (130, b"")
    rows = [json.loads(line) for line in (first + out).splitlines()]
    assert 0 < len(rows) < 200


@posix
def test_head_ends_it(here: Path) -> None:
    many(here, 300)
    assert execute_shell(f"cd {here} && resadvise check -r . -o json | head -1") == (141, "{\n", "")


@posix
def test_progress_is_for_people_alone(here: Path) -> None:
    import pty

    many(here, 100)
    code = (
        "import resadvise.cli.progress as progress\n"
        "progress._AFTER = progress._EVERY = 0\n"
        "from resadvise.cli import main\n"
        "main()\n"
    )
    master, slave = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-c", code, "check", "-r", ".", "--json"],
        stdout=subprocess.PIPE, stderr=slave, env=environment(), cwd=here, timeout=TIMEOUT, check=False,
    )  # fmt: skip
    os.close(slave)
    shown = b""
    try:
        while piece := os.read(master, 65536):
            shown += piece
    except OSError:
        pass
    os.close(master)
    assert b"\r100 files" in shown
    assert shown.endswith(b"\r")
    assert json.loads(done.stdout)["summary"]["checked"] == 100
    assert execute("check", "-r", ".", "--json", cwd=here).err == ""


def test_recommend_imports_neither_check_nor_pillow() -> None:
    code = (
        "import sys; from resadvise.cli.entry import run; run(['recommend', '--get', 'tier'])\n"
        "print([name for name in sys.modules if name.startswith(('PIL', 'resadvise.checks', 'resadvise.images'))])"
    )
    assert execute(program=(sys.executable, "-c", code)).out == "2K\n[]\n"


def test_the_hook_is_this_command() -> None:
    text = (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")
    assert "entry: resadvise check\n" in text


def test_help_lists_it() -> None:
    shown = ask("check", "--help", COLUMNS="80").out
    for words in ("--expect TIER", "--files-from FILE", "Which files?", "-0, --null"):
        assert words in shown
    assert max(map(cell_len, shown.splitlines())) <= 80
