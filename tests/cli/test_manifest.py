"""`check --manifest`: one report, and each file against what its own row asks for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from command import ask, execute_shell
from PIL import Image

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "img").mkdir()
    for name, size in (("card.png", (1051, 697)), ("post.jpg", (1080, 1350)), ("small.png", (100, 100))):
        Image.new("RGB", size).save(tmp_path / "img" / name)
    return tmp_path


def checked(folder: Path, text: str, *arguments: str) -> tuple[int, list[dict[str, Any]]]:
    (folder / "jobs.csv").write_text(text, "utf-8")
    result = ask("check", "--manifest", str(folder / "jobs.csv"), "--json", *arguments)
    return result.code, json.loads(result.out)["files"]


# rows of a manifest: status, target and codes of each file, and the exit code
ROWS: list[tuple[str, tuple[str, ...], int, list[tuple[str, str | None, list[str]]]]] = [
    (
        "file,for,size,pixels\nimg/card.png,,85x55mm,\nimg/post.jpg,instagram-portrait,,\n", (), 0,
        [("pass", "85×55 mm", []), ("pass", "Instagram 4:5 post (1080×1350 px)", [])],
    ),
    (
        "file,pixels\nimg/post.jpg,1080x1350\nimg/small.png,1080x1350\n", (), 1,
        [("pass", "1080×1350 px", []), ("fail", "1080×1350 px", ["size.short"])],
    ),
    (
        "file,for\nimg/post.jpg,instagram-portrait\nimg/nope.png,a3\nimg/small.png,nosuch\n,a4\n", (), 2,
        [
            ("pass", "Instagram 4:5 post (1080×1350 px)", []),
            ("error", "ISO A3 (297×420 mm)", ["unreadable"]),
            ("error", None, ["bad-row"]),
            ("error", None, ["bad-row"]),
        ],
    ),
    (
        "file,for,expect\nimg/small.png,,4K\nimg/small.png,,5K\n", (), 2,
        [("fail", None, ["tier.downgraded"]), ("error", None, ["bad-row"])],
    ),
    (  # an option says what a row does not, and a row's target replaces the option's
        "file,pixels\nimg/post.jpg,\nimg/small.png,100x100\n", ("--for", "instagram-portrait", "--tolerance", "0"), 0,
        [("pass", "Instagram 4:5 post (1080×1350 px)", []), ("pass", "100×100 px", [])],
    ),
    (  # an option that needs a target finds it in a row; a row without one is wrong
        "file,pixels,size\nimg/post.jpg,540x1350,\nimg/card.png,,85x55mm\nimg/small.png,,\n",
        ("--max-cut", "10%", "--tolerance", "1%", "--max-margin", "2"), 2,
        [
            ("fail", "540×1350 px", ["shape.cut"]),
            ("pass", "85×55 mm", []),
            ("error", None, ["bad-row"]),
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "arguments", "code", "files"), ROWS)
def test_each_file_is_held_against_its_own_target(
    folder: Path, text: str, arguments: tuple[str, ...], code: int, files: list[tuple[str, str | None, list[str]]]
) -> None:
    found_code, found = checked(folder, text, *arguments)
    assert found_code == code
    failing = [[each["code"] for each in row["findings"] if each["level"] != "note"] for row in found]
    assert [(row["status"], row["target"]) for row in found] == [(status, target) for status, target, _ in files]
    assert failing == [codes for _, _, codes in files]
    assert all(row["line"] == place + 2 for place, row in enumerate(found))


def test_a_bad_row_says_where_and_what(folder: Path) -> None:
    _, found = checked(folder, "file,for,dpr\nimg/post.jpg,a3,2\n")
    [finding] = found[0]["findings"]
    assert finding["text"] == f"{folder}/jobs.csv:2: --dpr: a print has no device pixel ratio (use --ppi)"


def test_a_manifest_from_standard_input_is_relative_to_here(folder: Path) -> None:
    script = f'cd {folder} && printf \'%s\\n\' \'{{"file": "img/post.jpg", "pixels": "10x10"}}\''
    result = execute_shell(f"{script} | resadvise check --manifest - --get files.0.path,files.0.status")
    assert (result.code, result.out) == (0, "img/post.jpg\tpass\n")


@pytest.mark.parametrize(
    ("text", "arguments", "message"),
    [
        ("file,fro\n", (), "jobs.csv:1: there is no column 'fro' (did you mean for?)"),
        ("file,max_price\n", (), "jobs.csv:1: there is no column 'max_price'"),
        ("file\n", (), "no image was found"),
        ("", (), "the table is empty"),
        ("file\na\n", ("b.png",), "--manifest: a manifest already names the files"),
        ("file\na\n", ("--files-from", "x"), "--manifest: a manifest already names the files"),
    ],
)
def test_a_manifest_that_is_none_is_refused(folder: Path, text: str, arguments: tuple[str, ...], message: str) -> None:
    (folder / "jobs.csv").write_text(text, "utf-8")
    result = ask("check", "--manifest", str(folder / "jobs.csv"), *arguments)
    assert (result.code, result.out) == (2, "")
    assert message in result.err


def test_thousands_of_rows_are_answered_in_order(folder: Path) -> None:
    targets = ["instagram-portrait", "a3", "og-image"]
    lines = [f"img/post.jpg,{targets[number % 3]}" for number in range(600)]
    code, found = checked(folder, "file,for\n" + "\n".join(lines) + "\n")
    assert code == 1
    assert [row["line"] for row in found] == list(range(2, 602))
    assert len({row["target"] for row in found}) == 3
    assert [row["status"] for row in found[:3]] == [row["status"] for row in found[-3:]]
