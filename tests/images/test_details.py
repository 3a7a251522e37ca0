"""Colours, bits, profiles and frames of files whose makers say what they hold. Add a row."""

from __future__ import annotations

import io
import json
import struct
import time
from typing import TYPE_CHECKING, Any

import pytest
from command import ask
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageFile

from resadvise.images.details import profile_name
from resadvise.images.probe import probe_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from resadvise.images.formats import ImageFile as Answer

WIDTH, HEIGHT = 60, 40
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
LAB = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()

# Pillow's names of a format and a mode, what is to be said of the colours, and bits of a channel.
MADE = [
    ("PNG", "1", "bilevel", 1),
    ("PNG", "L", "gray", 8),
    ("PNG", "LA", "gray", 8),
    ("PNG", "I;16", "gray", 16),
    ("PNG", "P", "palette", 8),
    ("PNG", "RGB", "rgb", 8),
    ("PNG", "RGBA", "rgb", 8),
    ("JPEG", "L", "gray", 8),
    ("JPEG", "RGB", "rgb", 8),
    ("JPEG", "YCbCr", "rgb", 8),
    ("JPEG", "CMYK", "cmyk", 8),
    ("WEBP", "L", "rgb", 8),
    ("WEBP", "RGB", "rgb", 8),
    ("WEBP", "RGBA", "rgb", 8),
    ("GIF", "1", "palette", 8),
    ("GIF", "L", "palette", 8),
    ("GIF", "P", "palette", 8),
    ("TIFF", "1", "bilevel", 1),
    ("TIFF", "L", "gray", 8),
    ("TIFF", "LA", "gray", 8),
    ("TIFF", "P", "palette", 8),
    ("TIFF", "PA", "palette", 8),
    ("TIFF", "I", "gray", 32),
    ("TIFF", "I;16", "gray", 16),
    ("TIFF", "F", "gray", 32),
    ("TIFF", "RGB", "rgb", 8),
    ("TIFF", "RGBA", "rgb", 8),
    ("TIFF", "RGBX", "rgb", 8),
    ("TIFF", "CMYK", "cmyk", 8),
    ("TIFF", "LAB", "lab", 8),
    ("AVIF", "RGB", "rgb", 8),
    ("AVIF", "RGBA", "rgb", 8),
    ("BMP", "1", "bilevel", 1),
    ("BMP", "L", "gray", 8),
    ("BMP", "P", "palette", 8),
    ("BMP", "RGB", "rgb", 8),
    ("BMP", "RGBA", "rgb", 8),
    ("DIB", "1", "bilevel", 1),
    ("DIB", "RGB", "rgb", 8),
    ("JPEG2000", "L", "gray", 8),
    ("JPEG2000", "LA", "gray", 8),
    ("JPEG2000", "I;16", "gray", 16),
    ("JPEG2000", "RGB", "rgb", 8),
    ("JPEG2000", "RGBA", "rgb", 8),
    ("JPEG2000", "YCbCr", "rgb", 8),
]
PROFILED = [row for row in MADE if row[0] in {"PNG", "JPEG", "WEBP", "TIFF", "AVIF"}]


def picture(mode: str, shade: int = 0) -> Image.Image:
    ramp = Image.linear_gradient("L").resize((WIDTH, HEIGHT)).point(lambda value: (value + shade) % 256)
    if mode in {"P", "PA"}:  # colours, since Pillow takes a ramp of grays for no palette
        coloured = Image.merge("RGB", [ramp, ramp.rotate(180), ramp]).quantize(16)
        return coloured.convert(mode)
    if mode == "I;16":
        return Image.new(mode, (WIDTH, HEIGHT), 500 + shade)
    if mode in {"LA", "LAB"}:
        return Image.merge(mode, [ramp] * len(mode))
    return ramp.convert("RGB").convert(mode)


def saved(form: str, mode: str, **options: Any) -> bytes:
    stream = io.BytesIO()
    picture(mode).save(stream, form, **options)
    return stream.getvalue()


def animated(form: str, frames: int, **options: Any) -> bytes:
    stream = io.BytesIO()
    first, *rest = [picture("RGB", 9 * number) for number in range(frames)]
    first.save(stream, form, save_all=True, append_images=rest, **options)
    return stream.getvalue()


def read(data: bytes) -> Answer:
    """Return what the header says, which the pixels do not change."""
    found = probe_bytes(data)
    assert probe_bytes(data, deep=True)[8:] == found[8:]
    return found


@pytest.mark.parametrize(("form", "mode", "colours", "bits"), MADE)
def test_colours_and_bits(form: str, mode: str, colours: str, bits: int) -> None:
    found = read(saved(form, mode))
    assert (found.color_mode, found.bits, found.icc, found.frames) == (colours, bits, None, 1)


@pytest.mark.parametrize(("form", "mode", "colours", "bits"), PROFILED)
def test_a_profile_changes_no_colours(form: str, mode: str, colours: str, bits: int) -> None:
    found = read(saved(form, mode, icc_profile=SRGB))
    assert (found.color_mode, found.bits, found.icc, found.frames) == (colours, bits, "sRGB built-in", 1)
    assert read(saved(form, mode, icc_profile=LAB)).icc == "Lab identity built-in"


def png_header(bits: int, kind: int) -> bytes:
    """Return a PNG as `pngcheck` would call it sound, but for its pixels."""
    import zlib

    data = b"\x89PNG\r\n\x1a\n"
    palette = [(b"PLTE", bytes(6))] if kind == 3 else []
    header = (b"IHDR", struct.pack(">IIBBBBB", WIDTH, HEIGHT, bits, kind, 0, 0, 0))
    for name, body in (header, *palette, (b"IDAT", b"")):
        data += struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
    return data


@pytest.mark.parametrize(
    ("bits", "kind", "colours", "said"),
    [
        (1, 0, "bilevel", 1),
        (2, 0, "gray", 2),
        (4, 0, "gray", 4),
        (16, 0, "gray", 16),
        (8, 2, "rgb", 8),
        (16, 2, "rgb", 16),
        (1, 3, "palette", 8),
        (4, 3, "palette", 8),
        (8, 4, "gray", 8),
        (16, 4, "gray", 16),
        (16, 6, "rgb", 16),
    ],
)
def test_a_png_as_it_is_stored(bits: int, kind: int, colours: str, said: int) -> None:
    found = probe_bytes(png_header(bits, kind))
    assert (found.color_mode, found.bits) == (colours, said)


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize(
    ("photometric", "depths", "colours", "said"),
    [
        (0, (1,), "bilevel", 1),
        (1, (1,), "bilevel", 1),
        (0, (8,), "gray", 8),
        (1, (16,), "gray", 16),
        (2, (16, 16, 16), "rgb", 16),
        (3, (4,), "palette", 8),
        (5, (16, 16, 16, 16), "cmyk", 16),
        (5, (8, 8, 8, 8), "cmyk", 8),
        (6, (8, 8, 8), "ycbcr", 8),  # Pillow writes such files, and not every version decodes them again
        (8, (8, 8, 8), "lab", 8),
    ],
)
def test_a_tiff_as_it_is_stored(photometric: int, depths: tuple[int, ...], colours: str, said: int, order: str) -> None:
    found = probe_bytes(tiff([page(photometric, depths)], order))
    assert (found.color_mode, found.bits, found.frames) == (colours, said, 1)


def page(photometric: int = 2, depths: tuple[int, ...] = (8, 8, 8)) -> dict[int, tuple[int, ...]]:
    colours = {320: (0,) * 3 * 2 ** depths[0]} if photometric == 3 else {}
    return {
        256: (WIDTH,), 257: (HEIGHT,), 258: depths, 259: (1,), 262: (photometric,), 273: (8,), 277: (len(depths),),
        278: (HEIGHT,), 279: (9,), **colours,
    }  # fmt: skip


def tiff(pages: list[dict[int, tuple[int, ...]]], order: str = "<", *, large: bool = False, last: int = 0) -> bytes:
    """Return a TIFF of such directories, whose last points to `last`."""
    count, link, room, first = ("Q", "Q", 8, 16) if large else ("H", "L", 4, 8)
    mark = {"<": b"II", ">": b"MM"}[order] + struct.pack(f"{order}H", 43 if large else 42)
    if large:
        mark += struct.pack(f"{order}HH", 8, 0)
    data = mark + struct.pack(order + link, first)
    for place, tags in enumerate(pages):
        size = struct.calcsize(f"{order}{count}{link}") + (4 + 2 * room) * len(tags)
        entries, more = b"", b""
        for tag, values in sorted(tags.items()):
            body = struct.pack(f"{order}{len(values)}H", *values)
            if len(body) > room:
                where = struct.pack(order + link, len(data) + size + len(more))
                more, body = more + body, where
            entries += struct.pack(f"{order}HH{link}", tag, 3, len(values)) + body.ljust(room, b"\0")
        more += bytes(-len(more) % 2)
        after = last if place == len(pages) - 1 else len(data) + size + len(more)
        data += struct.pack(order + count, len(tags)) + entries + struct.pack(order + link, after) + more
    return data + bytes(64)


# Frames


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG", "TIFF", "AVIF"])
@pytest.mark.parametrize("frames", [1, 2, 7])
def test_frames(form: str, frames: int) -> None:
    assert read(animated(form, frames)).frames == frames


def test_an_apng_may_show_another_picture_where_it_cannot_move() -> None:
    assert read(animated("PNG", 3, default_image=True)).frames == 3


def test_two_views_of_a_camera_are_one_still_picture() -> None:
    assert probe_bytes(animated("MPO", 2)).frames == 1


@pytest.mark.parametrize(("large", "order"), [(False, "<"), (False, ">"), (True, "<")])
@pytest.mark.parametrize("pages", [1, 2, 40, 3000])
def test_pages(pages: int, large: bool, order: str) -> None:
    assert probe_bytes(tiff([page()] * pages, order, large=large)).frames == pages


@pytest.mark.parametrize(
    ("pages", "last"),
    [(2, 8), (1, 8), (2, 2**31), (1, 7), (10_001, 0)],
    ids=["circle", "itself", "far", "odd", "endless"],
)
def test_pages_that_cannot_be_counted_are_unknown(pages: int, last: int) -> None:
    found = probe_bytes(tiff([page()] * pages, last=last))
    assert (found.width, found.frames) == (WIDTH, None)


def gif(*blocks: bytes, end: bytes = b";") -> bytes:
    return b"GIF89a" + struct.pack("<HHBBB", WIDTH, HEIGHT, 0x80, 0, 0) + bytes(6) + b"".join(blocks) + end


FRAME = b"," + struct.pack("<HHHHB", 0, 0, WIDTH, HEIGHT, 0) + b"\2"
COLOURED = b"," + struct.pack("<HHHHB", 0, 0, WIDTH, HEIGHT, 0x81) + bytes(12) + b"\2"
FULL = b"\xff" + b"\xff" * 255


@pytest.mark.parametrize(
    ("data", "frames"),
    [
        (gif(FRAME, b"\1x\0"), 1),
        (gif(FRAME, FULL, b"\0", COLOURED, FULL * 9, b"\3xyz", FULL, b"\1,\0", FRAME, b"\0"), 3),
        (gif(FRAME, b"\0", b"!\xfe", FULL, b"\1,\0", b"!\xf9\4\0\0\0\0\0", FRAME, b"\1,\0"), 2),
        (gif(FRAME, b"\0", FRAME, b"\0", end=b""), 2),  # only the mark of the end is missing
        (gif(FRAME, b"\0", FRAME, b"\5xy", end=b""), None),
        (gif(FRAME, b"\0", FRAME[:5], end=b""), None),
        (gif(FRAME, b"\0", b"x", FRAME, b"\0"), None),
        (gif(FRAME, b"\1x" * 120_000, b"\0"), None),
    ],
)
def test_frames_of_a_gif_are_counted_without_decoding(data: bytes, frames: int | None) -> None:
    found = probe_bytes(data)
    assert (found.width, found.frames) == (WIDTH, frames)


def test_a_long_gif_takes_little_time() -> None:
    before = time.thread_time()
    assert probe_bytes(gif(*[FRAME + FULL * 400 + b"\0"] * 300)).frames == 300
    assert probe_bytes(gif(*[FRAME + FULL * 400 + b"\0"] * 400)).frames is None  # more than is walked
    assert time.thread_time() - before < 1


# Profiles


def profile(tag: bytes, name: bytes = b"desc", size: int | None = None) -> bytes:
    entries = struct.pack(">L4sLL4sLL", 2, b"cprt", 0, 0, name, 156, len(tag) if size is None else size)
    return bytes(128) + entries.ljust(28, b"\0") + tag


def old(name: bytes) -> bytes:
    return b"desc\0\0\0\0" + struct.pack(">L", len(name)) + name + bytes(78)


def new(*names: tuple[bytes, str]) -> bytes:
    table, text = b"", b""
    for language, name in names:
        words = name.encode("utf-16-be")
        table += language + b"XX" + struct.pack(">LL", len(words), 16 + 12 * len(names) + len(text))
        text += words
    return b"mluc\0\0\0\0" + struct.pack(">LL", len(names), 12) + table + text


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (profile(old(b"Coated FOGRA39 (ISO 12647-2:2004)\0")), "Coated FOGRA39 (ISO 12647-2:2004)"),
        (profile(old(b"no end")), "no end"),
        (profile(old(b"")), "unnamed"),
        (profile(new((b"de", "Farbraum"), (b"en", "Display P3"))), "Display P3"),
        (profile(new((b"de", "Farbraum"), (b"fr", "Couleurs"))), "Farbraum"),
        (profile(new((b"ja", "色空間"))), "色空間"),
        (profile(new((b"en", "two\n lines\0more"))), "two lines"),
        (profile(new()), "unnamed"),
        (profile(old(b"x" * 5000)), "x" * 200),
        (profile(old(b"\xff\x1b[31m")), "\ufffd\x1b[31m"),
        (profile(b"text\0\0\0\0name"), "unnamed"),
        (profile(old(b"name"), name=b"dmnd"), "unnamed"),
        (profile(old(b"name"), size=2**32 - 1), "name"),
        (profile(old(b"name"), size=3), "unnamed"),
        (bytes(128) + b"\xff" * 4, "unnamed"),
        (b"", "unnamed"),
        ((1, 2, 3), "unnamed"),  # what a tag of a TIFF may hold
        (SRGB, "sRGB built-in"),
    ],
)
def test_names_of_profiles(data: Any, name: str) -> None:
    assert profile_name(data) == name


@pytest.mark.parametrize(("place", "name"), [(99, "late"), (100, "unnamed")])
def test_a_name_is_looked_for_among_a_hundred_tags(place: int, name: str) -> None:
    tag = old(b"late")
    entries = [b"cprt" + bytes(8)] * place + [struct.pack(">4sLL", b"desc", 132 + 12 * (place + 1), len(tag))]
    assert profile_name(bytes(128) + struct.pack(">L", place + 1) + b"".join(entries) + tag) == name


def test_a_profile_of_a_hostile_length_takes_no_time() -> None:
    table = new(*[(b"xx", "x")] * 1000)
    begun = time.thread_time()
    assert profile_name(bytes(128) + struct.pack(">L", 2**32 - 1) + bytes(12) * 10**6) == "unnamed"
    assert profile_name(profile(b"mluc\0\0\0\0" + struct.pack(">LL", 2**32 - 1, 0) + table[16:])) == "x"
    assert time.thread_time() - begun < 0.5


@given(st.binary(max_size=300), st.booleans())
def test_any_profile_has_a_name(rest: bytes, as_tag: bool) -> None:
    name = profile_name(profile(rest) if as_tag else rest)
    assert 0 < len(name) <= 200
    name.encode()


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "TIFF", "AVIF"])
def test_a_profile_without_a_name_is_there_all_the_same(form: str) -> None:
    data = profile(b"text\0\0\0\0")
    assert probe_bytes(saved(form, "RGB", icc_profile=data)).icc == "unnamed"


# What readers of other kinds say


def test_heic_has_the_bits_that_its_reader_says(monkeypatch: pytest.MonkeyPatch) -> None:
    plugin = pytest.importorskip("pillow_heif")
    monkeypatch.setattr(plugin.options, "SAVE_HDR_TO_12_BIT", True, raising=False)
    for mode, colours, bits in (("RGB", "rgb", 8), ("RGBA", "rgb", 8), ("L", "gray", 8)):
        stream = io.BytesIO()
        plugin.from_pillow(picture(mode)).save(stream)
        found = probe_bytes(stream.getvalue())
        assert (found.format, found.color_mode, found.bits, found.frames) == ("heic", colours, bits, 1)


@pytest.mark.parametrize("before", [b"", bytes(2000)], ids=["in the head", "behind it"])
@pytest.mark.parametrize(
    ("flags", "colours", "bits"),
    [([0x0C], "rgb", 8), ([0x4C], "rgb", 10), ([0x6C], "rgb", 12), ([0x1C], "gray", 8), ([0x5C, 0x1C], "gray", None),
     ([0x0C, 0x1C], "rgb", 8), ([], "rgb", None)],
)  # fmt: skip
def test_an_avif_as_it_is_coded(
    before: bytes, flags: list[int], colours: str, bits: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def opened(image: ImageFile.ImageFile) -> None:
        image._size, image._mode, image.n_frames = (WIDTH, HEIGHT), "RGB", 1  # type: ignore[attr-defined]

    parts = b"".join(b"av1C\x81\0" + bytes([flag]) for flag in flags)
    meta = struct.pack(">L", 8 + len(before) + len(parts)) + b"meta" + before + parts
    data = b"\0\0\0\x0cftypavif" + meta + b"av1C\x81\0\x7c"  # what follows is no description
    probe_bytes(saved("AVIF", "RGB"))  # or there would be no plug-in to change
    monkeypatch.setattr("PIL.AvifImagePlugin.AvifImageFile._open", opened)
    found = probe_bytes(data)
    assert (found.color_mode, found.bits) == (colours, bits)


@pytest.mark.parametrize(("depth", "bits"), [(7, 8), (15, 16), (11, 12), (0x87, 8), (255, None)])
def test_a_jpeg_2000_as_it_is_coded(depth: int, bits: int | None) -> None:
    data = saved("JPEG2000", "L")
    at = data.index(b"ihdr") + 14
    assert probe_bytes(data[:at] + bytes([depth]) + data[at + 1 :]).bits == bits


def test_a_codestream_alone() -> None:
    assert probe_bytes(saved("JPEG2000", "RGB", no_jp2=True))[8:10] == ("rgb", 8)
    assert probe_bytes(saved("JPEG2000", "I;16", no_jp2=True))[8:10] == ("gray", 16)


def test_a_bmp_of_five_bits() -> None:
    data = saved("BMP", "RGB")
    assert probe_bytes(data[:28] + b"\x10" + data[29:]).bits == 5
    core = data[:14] + struct.pack("<LHHHH", 12, WIDTH, HEIGHT, 1, 16) + data[54:]
    assert probe_bytes(core).bits == 5
    assert probe_bytes(data[14:28] + b"\x10" + data[29:]).bits == 5  # without the header of a file


# As rows


def test_rows_have_them_in_every_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.gif").write_bytes(animated("GIF", 3))
    (tmp_path / "b.tif").write_bytes(saved("TIFF", "CMYK", icc_profile=SRGB))
    (tmp_path / "c.png").write_bytes(b"")
    rows = json.loads(ask("check", "-r", ".", "--json").out)["files"]
    fields = ("alpha_used", "color_mode", "bits", "icc", "frames", "bytes")
    at = list(rows[0]).index("alpha_used")
    assert [tuple(row)[at : at + len(fields)] for row in rows] == [fields] * 3
    assert [tuple(row[name] for name in fields[1:5]) for row in rows] == [
        ("palette", 8, None, 3), ("cmyk", 8, "sRGB built-in", 1), (None, None, None, None),
    ]  # fmt: skip
    head, *lines = ask("check", "-r", ".", "-o", "csv").out.splitlines()
    assert "alpha_used,color_mode,bits,icc,frames,bytes" in head
    assert [",palette,8,,3," in lines[0], ",cmyk,8,sRGB built-in,1," in lines[1]] == [True, True]
