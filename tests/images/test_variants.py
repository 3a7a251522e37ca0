"""Variants at the edge of what can be read: what is made of them, and whose limit it is where nothing can be."""

from __future__ import annotations

import io
import os
import resource
import struct
import subprocess
import sys
import zlib
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from command import environment
from PIL import Image, ImageFile

from resadvise.images.formats import ImageFile as Answer
from resadvise.images.formats import ProbeError
from resadvise.images.guards import Bounded
from resadvise.images.probe import probe, probe_bytes

WIDTH, HEIGHT = 60, 40
INTEGERS = {1: "B", 3: "H", 4: "L", 6: "b", 8: "h", 9: "l"}


def saved(form: str, mode: str = "RGB", **options: Any) -> bytes:
    stream = io.BytesIO()
    Image.new(mode, (WIDTH, HEIGHT), 7 if mode == "L" else (7, 8, 9)).save(stream, form, **options)
    return stream.getvalue()


def problem(data: bytes, **options: Any) -> ProbeError:
    with pytest.raises(ProbeError) as caught:
        probe_bytes(data, **options)
    assert caught.value.message.isprintable()
    return caught.value


# Orientation


def entry(order: str, tag: int, shape: int, code: str, value: int) -> bytes:
    return struct.pack(f"{order}HHL", tag, shape, 1) + struct.pack(order + code, value).ljust(4, b"\0")


def directory(order: str, *entries: bytes) -> bytes:
    return struct.pack(f"{order}H", len(entries)) + b"".join(entries) + bytes(4)


def tiff(order: str, *more: bytes, bits: int = 8, photometric: int = 1, sample_format: int = 1) -> bytes:
    """Return a TIFF of grays, by hand."""
    tags = {256: WIDTH, 257: HEIGHT, 258: bits, 259: 1, 262: photometric, 273: 200, 277: 1, 278: HEIGHT, 279: 2400}
    fixed = [entry(order, tag, 3, "H", value) for tag, value in {**tags, 339: sample_format}.items()]
    entries = sorted([*fixed, *more], key=lambda each: struct.unpack_from(f"{order}H", each))
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(f"{order}L", 8)
    return (head + directory(order, *entries)).ljust(200, b"\0") + bytes(WIDTH * HEIGHT * max(bits // 8, 1))


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("shape", INTEGERS)
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_an_orientation_of_any_integer_type_counts(form: str, shape: int, order: str) -> None:
    turn = entry(order, 0x0112, shape, INTEGERS[shape], 6)
    if form == "TIFF":
        data = tiff(order, turn)
    else:
        mark = b"II*\0" if order == "<" else b"MM\0*"
        block = mark + struct.pack(f"{order}L", 8) + directory(order, turn)
        data = saved(form, exif=b"Exif\0\0" + block)
    for deep in (False, True):
        found = probe_bytes(data, deep=deep)
        assert (found.width, found.height, found.turned) == (HEIGHT, WIDTH, True)


@pytest.mark.parametrize("shape", [2, 7, 11])
def test_an_orientation_of_another_type_does_not(shape: int) -> None:
    block = b"II*\0\x08\0\0\0" + directory("<", entry("<", 0x0112, shape, "H", 6))
    assert not probe_bytes(saved("PNG", exif=block)).turned


# What only the reader cannot do


@pytest.mark.parametrize(
    "data",
    [
        *(pytest.param(tiff("<", bits=bits), id=f"tiff of {bits} bits") for bits in (10, 11, 14, 24)),
        pytest.param(tiff(">", bits=64, sample_format=3), id="tiff of 64-bit floats"),
        pytest.param(tiff("<", bits=16, sample_format=3), id="tiff of 16-bit floats"),
        pytest.param(tiff("<", photometric=32845), id="tiff of LogLuv"),
        pytest.param(
            b"MM\0+\0\x08\0\0" + struct.pack(">QQ", 16, 1) + struct.pack(">HHQQQ", 256, 3, 1, 9 << 48, 0),
            id="bigtiff, the largest byte first",
        ),
        pytest.param(
            saved("BMP")[:14]
            + struct.pack("<LllHHLLllLL", 40, WIDTH, HEIGHT, 1, 16, 3, 0, 0, 0, 0, 0)
            + struct.pack("<LLL", 0xF000, 0x0F00, 0x00F0)
            + bytes(2 * WIDTH * HEIGHT),
            id="bmp of 4 bits a channel",
        ),
        pytest.param(saved("BMP")[:28] + b"\2" + saved("BMP")[29:], id="bmp of 2 bits a pixel"),
        pytest.param(saved("BMP")[:30] + b"\4" + saved("BMP")[31:], id="bmp that holds a jpeg"),
        pytest.param(
            saved("JPEG").replace(b"\xff\xc0\0\x11\x08", b"\xff\xc1\0\x11\x0c"), id="jpeg of 12 bits"
        ),
    ],
)  # fmt: skip
def test_a_variant_that_the_reader_does_not_know_is_not_called_damaged(data: bytes) -> None:
    found = problem(data)
    assert found.code == "unsupported"
    assert "Pillow, the reader used here, does not support" in found.message


def test_what_an_avif_library_leaves_out_is_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise SyntaxError("Failed to decode image: Unsupported depth")

    data = saved("AVIF")
    monkeypatch.setattr("PIL.AvifImagePlugin.AvifImageFile._open", refuse)
    assert problem(data).code == "unsupported"


@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_a_bmp_without_the_header_of_a_file_is_read(mode: str) -> None:
    data = saved("DIB", mode)
    assert data[:2] != b"BM"
    for deep in (False, True):
        assert probe_bytes(data, deep=deep)[:3] == ("bmp", WIDTH, HEIGHT)
    assert problem(data[:30]).code == "broken"


# What is wrong with the file itself


def test_a_place_that_no_file_has_is_a_mistake_of_the_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.tif"
    path.write_bytes(tiff("<"))

    def astray(image: ImageFile.ImageFile) -> None:
        assert image.fp
        image.fp.seek(-5)

    monkeypatch.setattr("PIL.TiffImagePlugin.TiffImageFile._open", astray)
    with pytest.raises(ProbeError) as caught:
        probe(str(path))
    assert caught.value.code == "broken"


def test_a_disk_that_fails_is_no_mistake_of_the_content(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> bytes:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Bounded, "read", fail)
    assert problem(b"").code == "unreadable"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\x89", "not in a supported image format"),
        (b"\xff\xfe\xfd", "not in a supported image format"),
        ("naïve 图".encode(), "text"),
        ("naïve 图".encode()[:-2], "text"),
        (b"plain\n", "text"),
    ],
)
def test_what_is_text(data: bytes, words: str) -> None:
    assert problem(data).message == f"is {words}"


def test_text_that_is_cut_after_the_head_is_text() -> None:
    for length in range(505, 520):
        assert problem("图".encode() * 3 + b"x" * (length - 9) + "图图".encode()).message == "is text"


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="there is no such file system")
def test_a_file_that_the_system_makes_up_is_said_to_be_what_it_is() -> None:
    with pytest.raises(ProbeError, match="is text") as caught:
        probe("/proc/self/maps")
    assert caught.value.code == "not-an-image"


def test_an_image_of_no_size_beforehand_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.png"
    path.write_bytes(saved("PNG"))
    real = os.fstat

    def sizeless(descriptor: int) -> os.stat_result:
        return os.stat_result([*real(descriptor)[:6], 0, *real(descriptor)[7:10]])

    monkeypatch.setattr(os, "fstat", sizeless)
    found = probe(str(path))
    assert (found.width, found.height, found.bytes) == (WIDTH, HEIGHT, len(saved("PNG")))


# Memory


def test_memory_that_runs_out_is_said_as_that(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr(ImageFile.ImageFile, "load", refuse)
        found = problem(saved("TIFF"), deep=True)
    assert (found.code, found.message) == (
        "too-large",
        "is too large for the available memory: its pixels cannot be read",
    )
    monkeypatch.setattr("PIL.TiffImagePlugin.TiffImageFile._open", refuse)
    found = problem(saved("TIFF"))
    assert (found.code, found.message) == (
        "too-large",
        "is too large for the available memory: its header cannot be read",
    )


def test_memory_that_really_runs_out(tmp_path: Path) -> None:
    side = 9000
    image = b"\x89PNG\r\n\x1a\n"
    rows = zlib.compress(bytes(side * (1 + 4 * side)), 1)
    for name, body in ((b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 6, 0, 0, 0)), (b"IDAT", rows), (b"IEND", b"")):
        image += struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
    (tmp_path / "large.png").write_bytes(image)
    done = subprocess.run(
        [sys.executable, "-m", "resadvise", "check", "large.png", "--deep", "-o", "github"],
        capture_output=True, text=True, env=environment(), cwd=tmp_path, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (300 * 2**20, 300 * 2**20)),
    )  # fmt: skip
    assert "title=too-large::The file is too large for the available memory" in done.stdout
    assert done.returncode == 2


# JPEG XL: only what its plug-in gives


class Plugin(ModuleType):
    """Stands for the plug-in, which decodes as soon as a file is opened, and wants another package besides."""

    class JXL(ImageFile.ImageFile):
        """An image of one colour, whatever the data say."""

        def _open(self) -> None:
            assert self.fp
            assert self.fp.read().startswith(b"\xff\x0a")
            self._size, self._mode = (WIDTH, HEIGHT), "RGBA"
            self.info["icc_profile"] = b"which the library makes up"
            self.n_frames = 1

        def load(self) -> Any:
            self._im = Image.new("RGBA", self.size, (1, 2, 3, 4)).im
            return None


def test_jpeg_xl_takes_its_plugin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pillow_jxl", None)
    for deep in (False, True):
        found = problem(b"\xff\x0a", deep=deep)
        assert (found.code, found.message) == ("unreadable", "cannot be read without the package pillow-jxl-plugin")


def test_jpeg_xl_with_its_plugin_takes_deep(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pillow_jxl", Plugin("pillow_jxl"))
    monkeypatch.setitem(Image.OPEN, "JXL", (Plugin.JXL, lambda _: True))
    data = b"\xff\x0a" + bytes(8)
    found = problem(data)
    assert found.code == "unreadable"
    assert "use --deep" in found.message
    assert probe_bytes(data, deep=True) == Answer(
        "jxl", WIDTH, HEIGHT, False, True, True, len(data), None, "rgb", None, None, None
    )
