"""Which files were meant: tables of folders and lists, at their bounds."""

from __future__ import annotations

import io
import os
from typing import TYPE_CHECKING

import pytest

from resadvise.errors import QuestionError
from resadvise.images import files
from resadvise.images.files import Found, Skipped, find_files, listed_names, read_image, read_stdin_image, suffix_of
from resadvise.images.formats import SUFFIXES, ProbeError, formats_of_suffix

if TYPE_CHECKING:
    from pathlib import Path

posix = pytest.mark.skipif(os.name == "nt", reason="Windows lacks such names, links and pipes")

# the bytes of a list, whether NUL ends its names, and the names
LISTS = {
    "lines": (b"a.png\nb.png\n", False, ["a.png", "b.png"]),
    "no end of a line": (b"a.png\nb.png", False, ["a.png", "b.png"]),
    "lines of Windows": (b"a.png\r\n\r\nb\r.png\r\n", False, ["a.png", "b\r.png"]),
    "blank lines": (b"\n\na.png\n\n", False, ["a.png"]),
    "a mark at the start": (b"\xef\xbb\xbfa.png\n", False, ["a.png"]),
    "a blank is a name": (b" \n", False, [" "]),
    "NUL": (b"a.png\0b.png\0", True, ["a.png", "b.png"]),
    "NUL keeps line ends": (b"a\n.png\0b.png\r\0\n\0", True, ["a\n.png", "b.png\r", "\n"]),
    "a NUL is no line end": (b"a\0b\n", False, ["a\0b"]),
    "nothing": (b"", False, []),
}


@pytest.mark.parametrize(("data", "null", "names"), LISTS.values(), ids=LISTS)
def test_a_list_of_names_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes, null: bool, names: list[str]
) -> None:
    (tmp_path / "list").write_bytes(data)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    for source in (str(tmp_path / "list"), "-"):
        assert list(listed_names(source, null=null)) == names


@pytest.mark.parametrize("source", ["file", "-"])
def test_a_list_is_as_long_as_it_may_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str) -> None:
    monkeypatch.setattr(files, "MAX_LIST_BYTES", 8)
    for data, refused in ((b"abcd.png", False), (b"abcde.png", True)):
        (tmp_path / "list").write_bytes(data)
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
        name = str(tmp_path / "list") if source == "file" else source
        if not refused:
            assert list(listed_names(name, null=False)) == ["abcd.png"]
            continue
        with pytest.raises(QuestionError) as caught:
            listed_names(name, null=False)
        [fault] = caught.value.faults
        assert (fault.code, fault.where) == ("unreadable-file", name)
        assert "8 bytes" in fault.message


def test_why_a_list_cannot_be_read_is_told_as_the_system_says_it(tmp_path: Path) -> None:
    with pytest.raises(QuestionError) as caught:
        listed_names(str(tmp_path / "missing"), null=False)
    assert caught.value.faults[0].message == "cannot read the list of files: No such file or directory"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_that_nobody_writes_to_is_an_empty_list(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert list(listed_names(str(tmp_path / "pipe"), null=False)) == []


@pytest.mark.parametrize("name", ["missing", ".", "nul\0"])
def test_a_list_that_cannot_be_read_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(QuestionError, match=r"cannot read the list of files: (?!None)") as caught:
        listed_names(str(tmp_path / name), null=False)
    assert caught.value.faults[0].code == "unreadable-file"


def tree(top: Path, *names: str) -> None:
    for name in names:
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).touch()


def found_in(top: Path, *names: str) -> tuple[list[str], list[str]]:
    """Return what is found below a folder and what is skipped there, by names relative to it."""
    skipped = Skipped()
    found = [each.path for each in find_files([str(top / name) for name in names], skipped, recursive=True)]
    return [os.path.relpath(name, top) for name in found], [os.path.relpath(name, top) for name in skipped.names]


@posix
def test_a_folder_is_walked_by_name(tmp_path: Path) -> None:
    tree(tmp_path, "z.png", "b/c.png", "b.png", "a/x.png", "a/b/y.gif", "A.PNG", "c.txt", "a/.h.png", ".git/i.png", "d")
    (tmp_path / "link.png").symlink_to("z.png")
    (tmp_path / "up").symlink_to("..")
    found = ["A.PNG", "a/b/y.gif", "a/x.png", "b/c.png", "b.png", "z.png"]
    assert found_in(tmp_path, ".") == (found, ["c.txt", "d", "link.png", "up"])
    assert found_in(tmp_path, "a", ".", "a") == ([*found[1:3], found[0], *found[3:]], ["c.txt", "d", "link.png", "up"])


@posix
def test_what_is_named_is_never_skipped(tmp_path: Path) -> None:
    tree(tmp_path, ".hidden.png", "art.psd", "a.png")
    (tmp_path / "link.png").symlink_to("a.png")
    names = [str(tmp_path / name) for name in (".hidden.png", "art.psd", "link.png", "missing.png")]
    skipped = Skipped()
    assert list(find_files([*names, "-"], skipped, recursive=True)) == [Found(name, True) for name in [*names, "-"]]
    assert (skipped.count, skipped.names) == (0, [])
    [inside] = find_files([str(tmp_path)], Skipped(), recursive=True)
    assert inside == Found(str(tmp_path / "a.png"), False)


def test_a_folder_is_an_error_where_none_is_asked_for(tmp_path: Path) -> None:
    tree(tmp_path, "a.png")
    [found] = find_files([str(tmp_path)], Skipped(), recursive=False)
    assert (found.path, found.named) == (str(tmp_path), True)
    with pytest.raises(ProbeError, match="-r") as caught:
        read_image(found, deep=False)
    assert caught.value.code == "unreadable"


@pytest.mark.parametrize(
    ("error", "reason"), [(PermissionError(13, "Permission denied"), "Permission denied"), (OSError("odd"), "odd")]
)
def test_a_folder_that_cannot_be_listed_is_named_only_where_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, reason: str
) -> None:
    def refuse(_: object) -> None:
        raise error

    tree(tmp_path, "inner/a.png")
    real = os.scandir
    monkeypatch.setattr(os, "scandir", lambda path: refuse(path) if str(path).endswith("inner") else real(path))
    for name in (tmp_path, tmp_path / "inner"):
        [found] = find_files([str(name)], Skipped(), recursive=True)
        assert (found.path, found.named) == (str(tmp_path / "inner"), name != tmp_path)
        assert found.error is not None
        assert (found.error.code, found.error.message) == ("unreadable", f"cannot be listed: {reason}")


def test_so_many_names_are_kept_of_what_is_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_SKIPPED_NAMES", 3)
    skipped = Skipped()
    for count in range(1, 6):
        skipped.add(str(count))
        assert (skipped.count, len(skipped.names)) == (count, min(count, 3))
    assert skipped.names == ["1", "2", "3"]


@pytest.mark.parametrize(("size", "code"), [(10, "not-an-image"), (11, "unreadable")])
def test_standard_input_holds_as_much_as_it_may(monkeypatch: pytest.MonkeyPatch, size: int, code: str) -> None:
    monkeypatch.setattr(files, "MAX_STDIN_BYTES", 10)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(bytes(size))))
    with pytest.raises(ProbeError) as caught:
        read_stdin_image(deep=False)
    assert caught.value.code == code


# format -> every suffix that promises it
PROMISED = {
    "jpeg": "jpg jpeg jpe jfif mpo",
    "png": "png apng",
    "webp": "webp",
    "gif": "gif",
    "tiff": "tif tiff",
    "avif": "avif avifs",
    "heic": "heic heif hif",
    "bmp": "bmp dib",
    "jpeg2000": "jp2 j2k j2c jpc jpf jpx",
    "jxl": "jxl",
}


@pytest.mark.parametrize(("kind", "suffixes"), PROMISED.items())
def test_every_suffix_promises_its_format(kind: str, suffixes: str) -> None:
    for suffix in suffixes.split():
        assert formats_of_suffix(suffix_of(f"a.b/c.d.{suffix}")) == kind
        assert formats_of_suffix(f".{suffix.upper()}") == kind
    assert SUFFIXES[kind].split()[0] == suffixes.split()[0]
    assert PROMISED.keys() == SUFFIXES.keys()
