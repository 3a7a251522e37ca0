"""Tables of image files and of things that only pretend to be one. Add a row."""

from __future__ import annotations

import io
import logging
import math
import os
import random
import struct
import subprocess
import sys
import warnings
import zlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from resadvise.images.formats import ImageFile, ProbeError, formats_of_suffix
from resadvise.images.guards import DEEP_PIXELS, pillow
from resadvise.images.probe import _dpi, probe, probe_bytes

WIDTH, HEIGHT = 60, 40
FORMATS = {  # our name -> Pillow's name, modes it can save, whether it can carry EXIF
    "png": ("PNG", ("RGB", "RGBA", "L", "LA", "P", "1", "I;16"), True),
    "jpeg": ("JPEG", ("RGB", "L", "CMYK"), True),
    "webp": ("WEBP", ("RGB", "RGBA"), True),
    "gif": ("GIF", ("P", "L"), False),
    "tiff": ("TIFF", ("RGB", "RGBA", "L", "LA"), True),
    "avif": ("AVIF", ("RGB", "RGBA"), True),
    "bmp": ("BMP", ("RGB", "L", "1"), False),
    "jpeg2000": ("JPEG2000", ("RGB", "RGBA", "L", "LA"), False),
}
MODES = [(kind, mode) for kind, (_, modes, _) in FORMATS.items() for mode in modes]
TURNS = [(kind, turn) for kind, (_, _, exif) in FORMATS.items() if exif for turn in range(1, 9)]
BOXES = {"avif": b"\0\0\0\x20ftypavif", "heic": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"}
MAGICS = [
    *(b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\xff\0\0\0WEBPVP8X", b"RIFF\xff\0\0\0WEBPVP8L", b"GIF89a"),
    *(b"II*\0\x08\0\0\0", b"MM\0*\0\0\0\x08", b"II+\0\x08\0\0\0", b"BM" + bytes(12) + b"\x28\0\0\0"),
    *(b"\xff\x4f\xff\x51", b"\0\0\0\x0cjP  \r\n\x87\n", b"\xff\x0a", b"\0\0\0\x0cJXL \r\n\x87\n"),
    *BOXES.values(),
]


def saved(kind: str, mode: str = "RGB", **options: Any) -> bytes:
    picture = Image.linear_gradient("L").resize((WIDTH, HEIGHT))
    picture.putpixel((0, 0), 0)
    if mode == "I;16":
        picture = Image.new(mode, (WIDTH, HEIGHT), 500)
    elif mode in {"RGBA", "LA"}:  # (WebP and AVIF drop an alpha that is never used)
        alpha = Image.new("L", (WIDTH, HEIGHT), options.pop("opacity", 200))
        picture = Image.merge(mode, [*[picture] * (len(mode) - 1), alpha])
    stream = io.BytesIO()
    picture.convert(mode).save(stream, FORMATS[kind][0], **options)
    return stream.getvalue()


def exif(**tags: Any) -> Image.Exif:
    numbers = {"orientation": 0x0112, "x": 0x011A, "y": 0x011B, "unit": 0x0128}
    block = Image.Exif()
    for name, value in tags.items():
        block[numbers[name]] = value
    return block


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    parts = [b"\x89PNG\r\n\x1a\n"]
    for name, body in chunks:
        parts += [struct.pack(">I", len(body)), name, body, struct.pack(">I", zlib.crc32(name + body))]
    return b"".join(parts)


def png_header(width: int, height: int, *chunks: tuple[bytes, bytes]) -> bytes:
    return png((b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)), *chunks, (b"IDAT", b""))


def gif_header(width: int, height: int) -> bytes:
    """A frame of that size which is to be cleared afterwards: Pillow makes room for it at open."""
    size = struct.pack("<HH", width, height)
    return b"GIF89a" + size + b"\0\0\0" + b"!\xf9\4\x08\0\0\0\0" + b",\0\0\0\0" + size + b"\0\2"


def webp_header(width: int, height: int) -> bytes:
    sides = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return b"RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0" + sides


def problem(data: bytes, **options: Any) -> str:
    with pytest.raises(ProbeError) as caught:
        probe_bytes(data, **options)
    assert str(caught.value) == caught.value.message
    assert caught.value.message.isprintable()
    assert "0x" not in caught.value.message
    return caught.value.code


def answer(data: bytes, **options: Any) -> ImageFile | ProbeError:
    try:
        return probe_bytes(data, **options)
    except ProbeError as error:
        return error


# What a good file is


@pytest.mark.parametrize(("kind", "mode"), MODES)
def test_every_format_and_mode(kind: str, mode: str, tmp_path: Path) -> None:
    data = saved(kind, mode)
    path = tmp_path / "image"
    path.write_bytes(data)
    expected = ImageFile(kind, WIDTH, HEIGHT, False, mode in {"RGBA", "LA"}, None, len(data), None)
    assert probe(str(path))._replace(dpi=None)[:8] == expected[:8]
    assert probe_bytes(data)._replace(dpi=None)[:8] == expected[:8]
    deep = probe_bytes(data, deep=True)
    assert deep._replace(dpi=None)[:8] == expected._replace(alpha_used=mode in {"RGBA", "LA"})[:8]


@pytest.mark.parametrize(("kind", "turn"), TURNS)
def test_orientation(kind: str, turn: int) -> None:
    found = probe_bytes(saved(kind, exif=exif(orientation=turn)))
    sides = (HEIGHT, WIDTH) if turn >= 5 else (WIDTH, HEIGHT)
    assert (found.width, found.height, found.turned) == (*sides, turn >= 5)
    assert probe_bytes(saved(kind, exif=exif(orientation=turn)), deep=True)[:4] == found[:4]


def test_big_endian_exif() -> None:
    block = b"Exif\0\0MM\0*\0\0\0\x08\0\1\x01\x12\0\3\0\0\0\1\0\6\0\0\0\0\0\0"
    assert probe_bytes(saved("webp", exif=block)).turned


def test_exif_as_imagemagick_writes_it_into_a_png() -> None:
    text = PngImagePlugin.PngInfo()
    block = exif(orientation=6).tobytes().hex()
    text.add_text("Raw profile type exif", f"\nexif\n{len(block) // 2:8}\n{block}\n", zip=True)
    assert probe_bytes(saved("png", pnginfo=text)).turned


@pytest.mark.parametrize(
    "damage",
    [
        b"II*\0\x08\0\0\0\1\0\x12\1\2\0\1\0\0\0\6\0\0\0",
        b"",
        b"Exif\0\0",
        b"Exif\0\0II*\0",
        b"II*\0\xff\xff\xff\xff",
        b"\xff" * 40,
    ],
)
def test_damaged_exif_is_no_exif(damage: bytes) -> None:
    data = saved("png")
    chunk = struct.pack(">I", len(damage)) + b"eXIf" + damage + struct.pack(">I", zlib.crc32(b"eXIf" + damage))
    found = probe_bytes(data[:33] + chunk + data[33:])
    assert (found.width, found.turned, found.dpi) == (WIDTH, False, None)


def test_exif_behind_the_pixels_is_found_only_by_deep() -> None:
    data, body = saved("png"), exif(orientation=6).tobytes().removeprefix(b"Exif\0\0")
    chunk = struct.pack(">I", len(body)) + b"eXIf" + body + struct.pack(">I", zlib.crc32(b"eXIf" + body))
    data = data[:-12] + chunk + data[-12:]
    assert not probe_bytes(data).turned
    assert probe_bytes(data, deep=True).turned


OPTIONS_WITH_DPI: list[tuple[str, dict[str, Any], float | None]] = [
    ("png", {"dpi": (300, 300)}, 300),
    ("jpeg", {"dpi": (300, 300)}, 300),
    ("tiff", {"dpi": (300, 300)}, 300),
    ("bmp", {"dpi": (300, 300)}, 300),
    ("webp", {"exif": exif(x=300.0, y=300.0, unit=2)}, 300),
    ("jpeg", {"exif": exif(x=300.0, y=300.0, unit=2)}, 300),
    ("webp", {"exif": exif(x=100.0, y=100.0, unit=3)}, 254),
    ("avif", {"exif": exif(x=300.0, y=300.0)}, 300),
    ("webp", {"exif": exif(x=300.0, y=300.0, unit=1)}, None),
    ("webp", {"exif": exif(x=0.0, y=300.0, unit=2)}, None),
    ("webp", {"exif": exif(x=300.0, y=0.0, unit=2)}, None),
    ("webp", {"exif": exif(x=300.0, unit=2)}, None),
    ("jpeg", {"exif": exif(orientation=6)}, None),
    ("jpeg", {}, None),
    ("tiff", {}, None),
    ("png", {}, None),
    ("gif", {}, None),
]


@pytest.mark.parametrize(("kind", "options", "expected"), OPTIONS_WITH_DPI)
def test_dpi(kind: str, options: dict[str, Any], expected: float | None) -> None:
    found = probe_bytes(saved(kind, "P" if kind == "gif" else "RGB", **options)).dpi
    assert found == (None if expected is None else pytest.approx((expected, expected), rel=1e-3))


@pytest.mark.parametrize(
    ("kind", "unit", "factor"), [("webp", 2, 1), ("webp", 3, 2.54), ("tiff", 2, 1), ("tiff", 3, 2.54)]
)
def test_dpi_across_comes_before_dpi_down(kind: str, unit: int, factor: float) -> None:
    found = probe_bytes(saved(kind, exif=exif(x=300.0, y=72.0, unit=unit))).dpi
    assert found == pytest.approx((300 * factor, 72 * factor), rel=1e-3)


@pytest.mark.parametrize("opacity", [0, 254])
def test_one_pixel_that_is_not_opaque_is_alpha_used(opacity: int) -> None:
    picture, stream = Image.new("RGBA", (WIDTH, HEIGHT), (9, 9, 9, 255)), io.BytesIO()
    picture.putpixel((WIDTH - 1, HEIGHT - 1), (9, 9, 9, opacity))
    picture.save(stream, "PNG")
    assert probe_bytes(stream.getvalue(), deep=True).alpha_used is True


@pytest.mark.parametrize("kind", ["png", "tiff", "jpeg2000"])
@pytest.mark.parametrize(("opacity", "used"), [(255, False), (250, True), (0, True)])
def test_alpha_is_carried_or_really_used(kind: str, opacity: int, used: bool) -> None:
    data = saved(kind, "RGBA", opacity=opacity)
    assert (probe_bytes(data).alpha, probe_bytes(data).alpha_used) == (True, None)
    assert probe_bytes(data, deep=True).alpha_used is used


@pytest.mark.parametrize(
    ("kind", "mode", "transparency", "used"),
    [
        ("png", "P", 0, True),
        ("png", "P", bytes([255] * 256), False),
        ("png", "L", 0, True),
        ("png", "RGB", (1, 2, 3), False),
        ("png", "I;16", 500, None),  # there, and Pillow cannot say whether it is used
        ("gif", "P", 0, True),
    ],
)
def test_transparent_colours_are_alpha(kind: str, mode: str, transparency: Any, used: bool | None) -> None:
    data = saved(kind, mode, transparency=transparency)
    assert probe_bytes(data).alpha
    assert probe_bytes(data, deep=True).alpha_used is used


def test_an_image_of_two_frames_is_a_jpeg() -> None:
    stream, picture = io.BytesIO(), Image.new("RGB", (WIDTH, HEIGHT))
    picture.save(stream, "MPO", save_all=True, append_images=[picture])
    assert probe_bytes(stream.getvalue())[:3] == ("jpeg", WIDTH, HEIGHT)


@pytest.mark.parametrize("kind", ["gif", "webp", "png"])
def test_an_animation_has_the_size_of_its_canvas(kind: str) -> None:
    stream, pictures = io.BytesIO(), [Image.new("L", (WIDTH, HEIGHT), shade) for shade in (0, 90, 200)]
    pictures[0].save(stream, FORMATS[kind][0], save_all=True, append_images=pictures[1:])
    assert probe_bytes(stream.getvalue())[:3] == (kind, WIDTH, HEIGHT)


def test_heic(monkeypatch: pytest.MonkeyPatch) -> None:
    plugin = pytest.importorskip("pillow_heif")
    stream = io.BytesIO()
    plugin.from_pillow(Image.new("RGBA", (WIDTH, HEIGHT), (1, 2, 3, 4))).save(stream)
    assert probe_bytes(stream.getvalue())[:6] == ("heic", WIDTH, HEIGHT, False, True, None)
    assert probe_bytes(stream.getvalue(), deep=True).alpha_used
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    with pytest.raises(ProbeError, match="without the package pillow-heif") as caught:
        probe_bytes(stream.getvalue())
    assert caught.value.code == "unreadable"


@pytest.mark.parametrize(
    ("suffix", "kind"),
    [
        (".jpg", "jpeg"),
        (".JPEG", "jpeg"),
        (".jfif", "jpeg"),
        (".png", "png"),
        (".webp", "webp"),
        (".gif", "gif"),
        (".Tif", "tiff"),
        (".tiff", "tiff"),
        (".avif", "avif"),
        (".bmp", "bmp"),
        (".jp2", "jpeg2000"),
        (".heic", "heic"),
        (".jxl", "jxl"),
        (".pdf", None),
        ("jpg", None),
        ("", None),
    ],
)
def test_formats_of_suffix(suffix: str, kind: str | None) -> None:
    assert formats_of_suffix(suffix) == kind


# What a file is not


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"", "not-an-image", id="empty"),
        pytest.param(b"\0", "not-an-image", id="one zero"),
        pytest.param(random.Random(7).randbytes(5000), "not-an-image", id="random"),
        pytest.param(b"just text\n", "not-an-image", id="text"),
        pytest.param(b"BM, as an address may begin, is text", "not-an-image", id="text that starts as BMP"),
        pytest.param(b'<?xml version="1.0"?>\n<svg width="9"/>', "not-an-image", id="svg"),
        pytest.param(b"%PDF-1.7\n", "not-an-image", id="pdf"),
        pytest.param(b"%!PS-Adobe-3.0 EPSF-3.0\n", "not-an-image", id="eps"),
        pytest.param(b"8BPS\0\1", "not-an-image", id="psd"),
        pytest.param(b"P6 9 9 255\n", "not-an-image", id="ppm, which Pillow would read"),
        pytest.param(b"\0\0\0\x20ftypisom\0\0\2\0", "not-an-image", id="mp4"),
        pytest.param(png_header(100_000, 100_000), "absurd", id="png 100,000²"),
        pytest.param(png_header(2**31 - 1, 2**31 - 1), "absurd", id="png 2³¹"),
        pytest.param(png_header(70_000, 70_000), "absurd", id="png 70,000²"),
        pytest.param(png_header(1_000_001, 1), "absurd", id="png very wide"),
        pytest.param(png_header(0, 9), "broken", id="png of no width"),
        pytest.param(gif_header(65_535, 65_535), "absurd", id="gif that would fill 4 GB"),
        pytest.param(webp_header(100, 100), "broken", id="webp without an image"),
        pytest.param(b"II*\0\x08\0\0\0\xff\xff", "broken", id="tiff of 65,535 entries, cut"),
        pytest.param(b"II*\0\x08\0\0\0\xff\xff" + bytes(12 * 65_535 + 4), "slow", id="tiff of 65,535 empty entries"),
        pytest.param(b"II*\0\x08\0\0\0\0\0" + bytes(4), "broken", id="tiff of no entries"),
        pytest.param(b"\xff\xd8" + b"\xff" * 5_000_000, "slow", id="jpeg of 5 MB padding"),
        pytest.param(b"\xff\xd8" + b"\xff\xe5\0\2" * 200_000, "slow", id="jpeg of 200,000 segments"),
        pytest.param(b"\xff\xd8\xff\xd9", "broken", id="jpeg of nothing"),
        pytest.param(png_header(9, 9, *[(b"tEXt", b"a\0b")] * 60_000), "slow", id="png of 60,000 texts"),
        pytest.param(b"GIF89a\1\0\1\0\0\0\0" + b"!\xfe\1a\0" * 100_000, "slow", id="gif of 100,000 comments"),
        pytest.param(BOXES["avif"] + bytes(2_000_000), "broken", id="avif of zeros"),
        pytest.param(b"II*\0\x08\0\0\0\xff\xff"
                     + b"".join(struct.pack("<HHLL", tag, 7, 2**20, 8) for tag in range(65_535))
                     + bytes(2**19), "slow", id="tiff of 65,535 megabytes"),
    ],
)  # fmt: skip
def test_what_is_wrong(data: bytes, code: str) -> None:
    assert problem(data) == code


@pytest.mark.parametrize(
    ("data", "likeness"),
    [
        (b"", "empty (0 bytes)"),
        (b"%PDF-1.7\n", "a PDF document"),
        (b"%pdf-1.7\n", "a PDF document"),
        (b"<svg/>", "an SVG drawing, which has no pixels"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- a\nb -->\n<SVG width='9'>", "an SVG drawing, which has no pixels"),
        (b"<svgs/>", "text"),
        (b"8BPS\0\1", "a Photoshop document"),
        (b"\0\0\n\x20ftypisom\0\0\2\0", "a video"),
        (b"RIFF\0\n\0\nAVI LIST", "a video"),
        ("Grüße".encode(), "text"),
        ("Grüß".encode()[:-1], "text"),
        (b"text and \0", "not in a supported image format"),
    ],
)
def test_what_is_no_image_is_told(data: bytes, likeness: str) -> None:
    with pytest.raises(ProbeError) as caught:
        probe_bytes(data)
    assert caught.value.message == f"is {likeness}"


@pytest.mark.parametrize(("width", "height"), [(1_000_000, 1), (1, 1_000_000), (65_535, 65_535)])
def test_as_large_as_may_be_is_no_absurdity(width: int, height: int) -> None:
    assert probe_bytes(png_header(width, height))[1:3] == (width, height)


def test_a_gif_is_bounded_by_twice_what_is_decoded() -> None:
    def still(side: int) -> bytes:
        return gif_header(side, side).replace(b"!\xf9\4\x08\0\0\0\0", b"")

    assert probe_bytes(still(10_000)).width == 10_000  # more than DEEP_PIXELS
    assert problem(still(13_400)) == "absurd"


@pytest.mark.parametrize(("most", "used"), [(WIDTH * HEIGHT, True), (WIDTH * HEIGHT - 1, None)])
def test_pixels_are_decoded_up_to_a_bound(monkeypatch: pytest.MonkeyPatch, most: int, used: bool | None) -> None:
    monkeypatch.setattr("resadvise.images.probe.DEEP_PIXELS", most)
    assert probe_bytes(saved("png", "RGBA"), deep=True).alpha_used is used


def test_pixels_are_read_beyond_what_a_header_may_take(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.BytesIO()
    Image.effect_noise((500, 500), 90).convert("RGBA").save(stream, "PNG")
    monkeypatch.setattr("resadvise.images.guards._MAX_READS", 40)
    assert probe_bytes(stream.getvalue(), deep=True).alpha_used is False
    monkeypatch.setattr("resadvise.images.guards._MAX_READS", 2)
    assert problem(stream.getvalue()) == "slow"


@pytest.mark.parametrize(
    ("dpi", "found"),
    [
        ((72, 300), (72, 300)),
        ((math.inf, 72), None),
        ((72, math.inf), None),
        ((0, 72), None),
        ((72, 0), None),
        ((-1, 72), None),
        ((math.nan, 72), None),
        (("x", 72), None),
        ((72,), None),
    ],
)
def test_a_density_that_is_none(dpi: Any, found: Any) -> None:
    image = Image.new("L", (1, 1))
    image.info["dpi"] = dpi
    assert _dpi(image, "png", {}) == found


def test_a_webp_beyond_its_format() -> None:
    """Before Pillow 12.1 or so its decoder was the first to notice."""
    assert problem(webp_header(2**24, 2**8)) in {"absurd", "broken"}


@pytest.mark.parametrize("side", [13_379, 16_384, 65_535])
def test_a_large_print_is_a_legal_answer(side: int) -> None:
    data = png_header(side, side)
    assert probe_bytes(data)[:3] == ("png", side, side)
    assert side * side > DEEP_PIXELS
    assert probe_bytes(data, deep=True).alpha_used is None  # nothing was decoded


@pytest.mark.parametrize("body", [b"x" * 20_000_000, zlib.compress(bytes(10_000_000))], ids=["plain", "packed"])
def test_long_texts_are_legal(body: bytes) -> None:
    chunk = (
        (b"tEXt", b"workflow\0" + body) if body[0] == 120 and len(body) > 10**7 else (b"zTXt", b"workflow\0\0" + body)
    )
    assert probe_bytes(png_header(9, 9, chunk)).width == 9


def test_twenty_megabytes_of_profile_are_legal() -> None:
    data = saved("jpeg")
    segment = b"\xff\xe2\xff\xff" + b"ICC_PROFILE\0\1\1" + bytes(65_519)
    assert probe_bytes(data[:2] + segment * 320 + data[2:]).width == WIDTH


@pytest.mark.parametrize("kind", FORMATS)
def test_a_cut_header_is_one_error(kind: str) -> None:
    data = saved(kind, "P" if kind == "gif" else "RGB")
    for length in range(1, 64):
        found = answer(data[:length])
        if isinstance(found, ProbeError):
            assert found.code in {"broken", "not-an-image"}
        else:  # enough of it for its size
            assert (found.width, found.height) == (WIDTH, HEIGHT)


@pytest.mark.parametrize("kind", FORMATS)
def test_cut_pixels_are_found_by_deep(kind: str) -> None:
    data = saved(kind, "P" if kind == "gif" else "RGB")
    assert problem(data[: len(data) * 2 // 3], deep=True) == "broken"


def test_what_is_damaged_is_said_of_the_part() -> None:
    data = saved("png")
    for cut, deep, words in (
        (20, False, "looks like PNG, but its header is truncated, damaged or unsupported"),
        (len(data) * 2 // 3, True, "looks like PNG, but its pixels are truncated, damaged or unsupported"),
    ):
        found = answer(data[:cut], deep=deep)
        assert isinstance(found, ProbeError)
        assert str(found) == words


@settings(deadline=None, max_examples=400)
@given(st.sampled_from(MAGICS), st.binary(max_size=300), st.booleans())
def test_anything_after_a_known_start_is_answered(magic: bytes, rest: bytes, deep: bool) -> None:
    found = answer(magic + rest, deep=deep)
    if isinstance(found, ProbeError):
        assert found.message.isprintable()
    else:
        assert found.width > 0 < found.height


@settings(deadline=None, max_examples=200)
@given(st.sampled_from(sorted(FORMATS)), st.data())
def test_a_damaged_byte_is_answered(kind: str, data: st.DataObject) -> None:
    image = bytearray(saved(kind, "P" if kind == "gif" else "RGB"))
    image[data.draw(st.integers(0, min(len(image), 400) - 1))] = data.draw(st.integers(0, 255))
    found = answer(bytes(image))
    assert isinstance(found, ImageFile) or found.code in {
        "broken",
        "not-an-image",
        "absurd",
        "unreadable",
        "unsupported",
    }


# What the system puts in the way


def test_a_lying_suffix_is_not_believed(tmp_path: Path) -> None:
    path = tmp_path / "lie.png"
    path.write_bytes(saved("jpeg"))
    assert probe(str(path)).format == "jpeg"
    assert formats_of_suffix(path.suffix) == "png"


def test_names_that_hold_anything(tmp_path: Path) -> None:
    for name in (b"\x1b[31mred.png", b"bad\xff.png", "naïve 图.png".encode(), b"-rf", b"two\nlines.png"):
        path = os.path.join(os.fsencode(tmp_path), name)  # noqa: PTH118
        Path(os.fsdecode(path)).write_bytes(saved("png"))
        assert probe(os.fsdecode(path)).format == "png"


@pytest.mark.parametrize("name", ["nul\0byte.png", "\ud800.png", "", "missing.png", "x" * 300])
def test_names_of_nothing(name: str) -> None:
    with pytest.raises(ProbeError) as caught:
        probe(name)
    assert caught.value.code == "unreadable"
    assert caught.value.message.isprintable()


def test_not_a_regular_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "to-fifo").symlink_to("fifo")
    (tmp_path / "gone").symlink_to("nowhere")
    for path in (*sorted(tmp_path.iterdir()), tmp_path, Path("/dev/null"), Path("/dev/zero")):
        with pytest.raises(ProbeError) as caught:
            probe(str(path))
        assert caught.value.code == "unreadable"
        assert ("folder" in caught.value.message) == (path == tmp_path)


def test_no_permission(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(ProbeError, match=r"cannot be read: Permission denied$"):
        probe("secret.png")


def test_a_failing_disk_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    class Failing(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if self.tell():
                raise OSError(5, "Input/output error")
            return super().read(size)

    monkeypatch.setattr(io, "BytesIO", Failing)
    with pytest.raises(ProbeError, match="Input/output error") as caught:
        probe_bytes(png_header(9, 9, (b"tEXt", b"a\0" + bytes(600))))
    assert caught.value.code == "unreadable"


def test_no_descriptor_is_left_open(tmp_path: Path) -> None:
    (tmp_path / "good").write_bytes(saved("png"))
    (tmp_path / "bad").write_bytes(b"\xff\xd8\xff\xd9")
    before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208
    for _ in range(20):
        probe(str(tmp_path / "good"), deep=True)
        for name in ("bad", "missing", ""):
            with pytest.raises(ProbeError):
                probe(str(tmp_path / name))
    assert len(os.listdir("/proc/self/fd")) == before  # noqa: PTH208


# What it leaves behind


def test_pillow_is_left_as_it_was() -> None:
    def state() -> tuple[object, ...]:
        return Image.MAX_IMAGE_PIXELS, PngImagePlugin.MAX_TEXT_CHUNK, list(warnings.filters)

    before = state()
    probe_bytes(saved("png"))
    assert state() == before
    for data in (b"", b"\xff\xd8\xff\xd9", png_header(100_000, 100_000), b"\xff\xd8" + b"\xff" * 500_000):
        problem(data)
        assert state() == before


def test_warnings_and_logs_stay_silent(capfd: pytest.CaptureFixture[str]) -> None:
    mpo = b"\xff\xe2\0\x0aMPF\0II*\0"  # an index of frames that cannot be read
    data = saved("jpeg")
    for extra in (mpo, b""):
        probe_bytes(data[:2] + extra + data[2:])
    tiff = saved("tiff").replace(struct.pack("<HHLL", 277, 3, 1, 3), struct.pack("<HHLL", 277, 3, 1, 60_000))
    root, logging.getLogger().handlers = logging.getLogger().handlers, []
    try:
        problem(tiff)
    finally:
        logging.getLogger().handlers = root
    assert capfd.readouterr() == ("", "")


def test_what_libtiff_says_is_not_passed_on(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    data = saved("tiff", compression="tiff_lzw")
    assert problem(
        data.replace(struct.pack("<HHL", 259, 3, 1) + b"\5\0", struct.pack("<HHL", 259, 3, 1) + b"\7\0"), deep=True
    )

    def closed(_: int) -> int:
        raise OSError(9, "Bad file descriptor")

    with monkeypatch.context() as patch:
        patch.setattr(os, "dup", closed)
        assert probe_bytes(data, deep=True).format == "tiff"
    assert capfd.readouterr() == ("", "")


def test_pillow_built_without_a_library(monkeypatch: pytest.MonkeyPatch) -> None:
    data = saved("webp")
    monkeypatch.setitem(Image.OPEN, "WEBP", (Image.OPEN["WEBP"][0], lambda _: "WEBP support not installed"))
    with pytest.raises(ProbeError, match="this build of Pillow, which lacks WEBP") as caught:
        probe_bytes(data)
    assert caught.value.code == "unreadable"


def test_without_pillow_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    pillow.cache_clear()
    monkeypatch.setitem(sys.modules, "PIL", None)
    with pytest.raises(ProbeError, match="without the package Pillow"):
        probe_bytes(b"\xff\xd8\xff")


def test_without_pillow(monkeypatch: pytest.MonkeyPatch) -> None:
    code = (
        "import sys, resadvise.images.probe as p\n"
        "assert 'PIL' not in sys.modules\n"
        "sys.modules['PIL'] = None\n"
        "try: p.probe_bytes(b'\\xff\\xd8\\xff')\n"
        "except p.ProbeError as error: print(error.code, error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("unreadable cannot be read without the package Pillow\n", "")
    monkeypatch.setitem(sys.modules, "PIL.TiffImagePlugin", None)
    assert problem(saved("tiff")) == "unreadable"
