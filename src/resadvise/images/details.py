"""Colours, profile and frames, as far as the header tells."""

from __future__ import annotations

import re
import struct
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from PIL.Image import Image

    from resadvise.images.guards import Bounded


# See the fields of the same names of `ImageFile`: color_mode, bits, icc, frames.
Details = tuple[str | None, int | None, str | None, int | None]

# The modes of Pillow that its readers return; those of TIFF come from a tag.
_MODES = {
    "1": "bilevel",
    "L": "gray",
    "LA": "gray",
    "I;16": "gray",
    "P": "palette",
    "PA": "palette",
    "RGB": "rgb",
    "RGBA": "rgb",
    "CMYK": "cmyk",
}
_PALETTE_BITS = 8  # of a colour; how long the indices are is a matter of the file's size alone
_PNG_COLOURS = {0: "gray", 2: "rgb", 3: "palette", 4: "gray", 6: "rgb"}
_TIFF_COLOURS = {0: "gray", 1: "gray", 2: "rgb", 3: "palette", 5: "cmyk", 6: "ycbcr", 8: "lab"}
_BITS_PER_SAMPLE, _PHOTOMETRIC = 258, 262
# How much of an AVIF is searched for its configuration; how much of a GIF is walked, and in how many steps; how many
# pages a TIFF may have.
_AVIF_HEAD, _GIF_BYTES, _GIF_STEPS, _TIFF_PAGES = 16 * 2**10, 32 * 2**20, 100_000, 10_000
_AVIF_CONFIGURATION = re.compile(rb"av1C\x81.(.)", re.DOTALL)
_FULL_GIF_BLOCKS = re.compile(rb"(?:\xff.{255})*+", re.DOTALL)
# A profile has about twenty tags, and its name a few words.
_ICC_TAGS, _ICC_CHARACTERS = 100, 200


def details_of(image: Image, kind: str, head: bytes, stream: Bounded) -> Details:
    """Return them for an opened image, and restore the position in its file."""
    profile = image.info.get("icc_profile")
    name = profile_name(profile) if profile else None
    mode = _MODES.get(image.mode)
    if kind == "png":
        return *_png_colours(head), name, cast(Any, image).n_frames
    if kind == "jpeg":
        return mode, cast(Any, image).bits, name, 1  # whatever a camera hides behind the picture
    if kind == "jxl":  # its plug-in makes up a profile where there is none, and says 1 however many frames there are
        return mode, None, None, None
    bits: int | None
    before = stream.tell()
    if kind == "gif":
        stream.seek(0)
        mode, bits, frames = "palette", _PALETTE_BITS, _gif_frames(stream.read(_GIF_BYTES))
    elif kind == "tiff":
        (mode, bits), frames = _tiff_colours(image), _tiff_pages(head, stream)
    elif kind == "avif":
        (mode, bits), frames = _avif_colours(head, stream), cast(Any, image).n_frames
    else:
        bits, frames = _bits(image, kind, head), getattr(image, "n_frames", 1)
    stream.seek(before)
    return mode, _PALETTE_BITS if mode == "palette" else 1 if mode == "bilevel" else bits, name, frames


# Colours


def _png_colours(head: bytes) -> tuple[str | None, int]:
    bits, mode = head[24], _PNG_COLOURS.get(head[25])
    return ("bilevel", 1) if (mode, bits) == ("gray", 1) else (mode, _PALETTE_BITS if mode == "palette" else bits)


def _bits(image: Image, kind: str, head: bytes) -> int | None:
    if kind == "jpeg2000":
        at = head.find(b"ihdr") + 14 if b"ihdr" in head else 42  # in its box, else where a bare codestream has it
        depth = head[at] if head[at:] else 255
        return None if depth == 255 else (depth & 127) + 1
    if kind in ("bmp", "dib"):
        return 5 if _bmp_bits(head) == 16 else 8
    if kind == "heic":
        return cast("int | None", image.info.get("bit_depth"))
    return 8


def _bmp_bits(head: bytes) -> int:
    start = 14 if head.startswith(b"BM") else 0
    return head[start + (10 if head[start] == 12 else 14)]


def _tiff_colours(image: Image) -> tuple[str | None, int | None]:
    tags = cast("Any", image).tag_v2
    bits = tags.get(_BITS_PER_SAMPLE, (1,))
    depth = bits[0] if isinstance(bits, tuple) and bits else bits
    mode = _TIFF_COLOURS.get(tags.get(_PHOTOMETRIC, 0))
    return "bilevel" if (mode, depth) == ("gray", 1) else mode, depth if isinstance(depth, int) else None


def _avif_colours(head: bytes, stream: Bounded) -> tuple[str | None, int | None]:
    """Read how the parts of the file, picture and alpha, are encoded; the alpha has no colours of its own."""
    end = int.from_bytes(head[:4])  # of the first box, which names the format; the second describes the parts
    end = min(end + int.from_bytes(head[end : end + 4]), _AVIF_HEAD)
    if end > len(head):
        stream.seek(0)
        head = stream.read(end)
    flags = [match[1][0] for match in _AVIF_CONFIGURATION.finditer(head, 0, end)]
    depths = {12 if flag & 32 else 10 if flag & 64 else 8 for flag in flags}
    mode = "gray" if flags and all(flag & 16 for flag in flags) else "rgb"
    return mode, depths.pop() if len(depths) == 1 else None


# The profile


def profile_name(profile: object) -> str:
    """Return the name of an ICC profile, in English if it has several languages; else `unnamed`."""
    try:
        name = _name_in(cast("bytes", profile))
    except (struct.error, TypeError, ValueError):
        name = ""
    return " ".join(name.split())[:_ICC_CHARACTERS] or "unnamed"


def _name_in(profile: bytes) -> str:
    count = struct.unpack_from(">L", profile, 128)[0]
    for place in range(min(count, _ICC_TAGS)):
        name, start, size = struct.unpack_from(">4sLL", profile, 132 + 12 * place)
        if name == b"desc":
            return _text_of(profile[start : start + size])
    return ""


def _text_of(tag: bytes) -> str:
    if tag.startswith(b"desc"):  # version 2: a length, and ASCII that NUL ends
        length = struct.unpack_from(">L", tag, 8)[0]
        return tag[12 : 12 + length].partition(b"\0")[0].decode("ascii", "replace")
    if not tag.startswith(b"mluc"):
        return ""
    count, step = struct.unpack_from(">LL", tag, 8)  # version 4: a table of languages, and UTF-16
    rows = [struct.unpack_from(">2sxxLL", tag, 16 + step * place) for place in range(min(count, _ICC_TAGS))]
    _, length, start = next((row for row in rows if row[0] == b"en"), rows[0] if rows else (b"", 0, 0))
    return tag[start : start + length].decode("utf-16-be", "replace").partition("\0")[0]


# Frames


def _gif_frames(data: bytes) -> int | None:
    """Count the frames without decoding them; None if the data ends first."""
    frames, in_blocks, at = 0, False, 13
    try:
        at += _gif_table(data[10])
        for _ in range(_GIF_STEPS):
            if in_blocks:  # each begins with its length; one of none is the last
                at = cast("re.Match[bytes]", _FULL_GIF_BLOCKS.match(data, at)).end()
                in_blocks, at = data[at] > 0, at + data[at] + 1
            elif data[at] == 0x2C:  # a frame: where and how large, its colours, a byte on how it is packed
                frames, in_blocks, at = frames + 1, True, at + 11 + _gif_table(data[at + 9])
            elif data[at] == 0x21:  # an extension and its kind
                in_blocks, at = True, at + 2
            else:
                return frames if data[at] == 0x3B else None
    except IndexError:
        if at == len(data) < _GIF_BYTES and not in_blocks:  # nothing but the mark of the end is missing
            return frames
    return None


def _gif_table(flags: int) -> int:
    """Return the length of a table of colours."""
    return 3 << (flags & 7) + 1 if flags & 128 else 0


def _tiff_pages(head: bytes, stream: Bounded) -> int | None:
    """Follow the chain of directories; None if it is broken, circular or too long."""
    order, large = "<" if head.startswith(b"II") else ">", 43 in head[2:4]
    count, link, entry, first = ("Q", "Q", 20, 8) if large else ("H", "L", 12, 4)
    counted, linked = struct.Struct(order + count), struct.Struct(order + link)
    try:
        (at,) = linked.unpack_from(head, first)
        for pages in range(_TIFF_PAGES):
            if not at:
                return pages
            stream.seek(at)
            (entries,) = counted.unpack(stream.read(counted.size))
            stream.seek(at + counted.size + entry * entries)
            (at,) = linked.unpack(stream.read(linked.size))
    except (struct.error, ValueError, OverflowError):
        pass
    return None
