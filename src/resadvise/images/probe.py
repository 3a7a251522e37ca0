"""Image file -> what it really is, from its header alone.

Pillow reads the header, under limits, because files may be broken or hostile:

- a file is known by its first bytes, and only the one reader for that format is tried, out of a short list;
- only regular files, opened without blocking (Pillow waits for ever on a FIFO);
- a reader gets a limited number of reads, bytes and CPU seconds (5 MB of 0xFF keep Pillow busy for seconds);
- Pillow's own limits are raised while it reads, and put back (it refuses a 16,384² print at open);
- whatever Pillow raises becomes a ProbeError with one sentence, and its warnings are dropped.

Pixels are decoded only with `deep`. Pillow is imported on first use.
"""

from __future__ import annotations

import functools
import importlib
import io
import math
import os
import re
import stat
import struct
from typing import IO, TYPE_CHECKING, Any, cast

from resadvise.images.details import Details, details_of
from resadvise.images.formats import ImageFile, ProbeError
from resadvise.images.guards import (
    CEILINGS,
    DEEP_PIXELS,
    MAX_BYTES,
    MAX_PIXELS,
    MAX_SIDE,
    SLOW,
    Bounded,
    SlowError,
    lifted_limits,
    muted_libraries,
    pillow,
)

if TYPE_CHECKING:
    from PIL.Image import Image


# Format -> name in Pillow, plug-in, first bytes. AVIF and HEIC share a container; where its own brand
# is neutral (mif1, msf1), the compatible brands tell.
_READERS = {
    "jpeg": ("JPEG", "Jpeg", rb"\xff\xd8\xff"),
    "png": ("PNG", "Png", rb"\x89PNG\r\n\x1a\n"),
    "webp": ("WEBP", "WebP", rb"RIFF....WEBP"),
    "gif": ("GIF", "Gif", rb"GIF8[79]a"),
    "tiff": ("TIFF", "Tiff", rb"II[*+]\0|MM\0[*+]"),
    "avif": ("AVIF", "Avif", rb"....ftyp(avi[fs]|m[is]f1....(....){0,9}?avi[fs])"),
    "heic": ("HEIF", "pillow_heif", rb"....ftyp(hei[cxms]|hev[cxms]|m[is]f1)"),
    "bmp": ("BMP", "Bmp", rb"BM.{12}[\x0c\x10\x28\x34\x38\x40\x6c\x7c]\0\0\0"),
    "dib": ("DIB", "Bmp", rb"[\x28\x34\x38\x40\x6c\x7c]\0\0\0.{8}\x01\0[\x01\x04\x08\x10\x18\x20]\0"),
    "jpeg2000": ("JPEG2000", "Jpeg2K", rb"\xff\x4f\xff\x51|\0\0\0\x0cjP  \r\n"),
    "jxl": ("JXL", "pillow_jxl", rb"\xff\x0a|\0\0\0\x0cJXL \r\n"),
}
_MAGIC = [(kind, re.compile(reader[2], re.DOTALL)) for kind, reader in _READERS.items()]
_FORMAT_OF = {"dib": "bmp"}  # a BMP without the header of a file
_PACKAGES = {"heic": "pillow-heif", "jxl": "pillow-jxl-plugin"}
_LIKENESSES = {
    "empty (0 bytes)": rb"\Z",
    "a PDF document": rb"%PDF-",
    "an SVG drawing, which has no pixels": rb"(\xef\xbb\xbf)?\s*(<[?!].*)?<svg\b",
    "a Photoshop document": rb"8BPS",
    "a video": rb"....ftyp|RIFF....AVI ",
    "text": rb"([\t\n\r\x20-\x7e]|[\xc2-\xf4][\x80-\xbf]{1,3})+[\xc2-\xf4]?\Z",  # the last character may be cut
    "not in a supported image format": rb"",
}
_HEAD_BYTES = 512
# What Pillow says where it knows what it reads, and does not know this variant of it.
_VARIANT = "unknown pixel mode|cannot handle|unable to determine J2K|(?i:(un|not (yet )?)(supported|implemented))"
_LARGE_BIG_ENDIAN = b"MM\0+"  # a BigTIFF that Pillow takes for a small TIFF, and says only that it is none
# Windows has no O_NONBLOCK, Unix no O_BINARY.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_ORIENTATION, _X_RESOLUTION, _Y_RESOLUTION, _RESOLUTION_UNIT = 0x0112, 0x011A, 0x011B, 0x0128
_WANTED = {_ORIENTATION, _X_RESOLUTION, _Y_RESOLUTION, _RESOLUTION_UNIT}
_INTEGERS = {1: "B", 3: "H", 4: "L", 6: "b", 8: "h", 9: "l"}  # the types of a tag
_RATIONAL = 5
_UNITS: dict[float, float] = {2: 1, 3: 2.54}  # per inch, per centimetre
_SIDES_SWAPPED = (5, 6, 7, 8)
_TURNED_UNSEEN = ("heic", "jxl")  # by their readers, which say nothing of it


def probe(path: str, *, deep: bool = False) -> ImageFile:
    """What the file at `path` is; `deep` decodes pixels too, up to DEEP_PIXELS. Raises only ProbeError."""
    try:
        descriptor = os.open(path, _FLAGS)
    except OSError as error:
        raise ProbeError("unreadable", _system_says(error)) from None
    except ValueError:
        raise ProbeError("unreadable", "cannot be opened: this is not a possible file name") from None
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            folder = stat.S_ISDIR(status.st_mode)
            raise ProbeError("unreadable", "is a folder" if folder else "is not a regular file")
        with open(descriptor, "rb", closefd=False) as raw:
            # What the system makes up as it is read, as in /proc, has no size before.
            return _read(raw, status.st_size, deep) if status.st_size else probe_bytes(_unmeasured(raw), deep=deep)
    finally:
        os.close(descriptor)


def probe_bytes(data: bytes, *, deep: bool = False) -> ImageFile:
    """The same for the content of a file, in memory."""
    return _read(io.BytesIO(data), len(data), deep)


def _unmeasured(raw: IO[bytes]) -> bytes:
    head = raw.read(_HEAD_BYTES) or b""
    _kind(head)
    return head + (raw.read(MAX_BYTES) or b"")


def _read(raw: IO[bytes], size: int, deep: bool) -> ImageFile:
    kind, part, head, stream = "", "header", b"", Bounded(raw, size)
    try:
        head = stream.read(_HEAD_BYTES)
        kind = _kind(head)
        most = CEILINGS.get(kind, MAX_PIXELS)
        with lifted_limits(most), _open(stream, kind, head, deep) as image:
            width, height = image.size
            if not (0 < width <= MAX_SIDE and 0 < height <= MAX_SIDE and width * height <= most):
                raise ProbeError("absurd", f"claims {width} × {height} pixels")
            tags, details, alpha_used = _tags(image), details_of(image, kind, head, stream), None
            turned_already = kind == "tiff" and _ORIENTATION in tags and _turned_by_pillow(image)
            if deep and width * height <= DEEP_PIXELS:
                part = "pixels"
                stream.allow_pixels()
                with muted_libraries():
                    alpha_used = _alpha_used(image)
                tags = tags or _tags(image)  # a PNG may carry its EXIF behind the pixels
            return _describe(image, kind, size, tags, alpha_used, details, turned_already)
    except ProbeError:
        raise
    except Exception as error:  # a hostile file can make a reader raise nearly anything
        problem = _explained(error, kind, part, head)
    raise problem  # out here, or the error would keep the reader's frames, and the file's bytes, alive


def _kind(head: bytes) -> str:
    for kind, magic in _MAGIC:
        if magic.match(head):
            return kind
    flags = re.DOTALL | re.IGNORECASE
    likeness = next(name for name, start in _LIKENESSES.items() if re.match(start, head, flags))
    raise ProbeError("not-an-image", f"is {likeness}")


def _open(stream: Bounded, kind: str, head: bytes, deep: bool) -> Image:
    """Open with the one reader for the format; Image.open does the same with more work and its own limit."""
    name, plugin = _READERS[kind][:2]
    try:  # by itself, or Pillow would import all the plug-ins that it has
        module = importlib.import_module(plugin if "_" in plugin else f"PIL.{plugin}ImagePlugin")
    except ImportError:
        package = _PACKAGES.get(kind, "Pillow in a newer version")
        raise ProbeError("unreadable", f"cannot be read without the package {package}") from None
    image, _ = pillow()
    if kind == "jxl" and not deep:  # its plug-in decodes at once
        raise ProbeError("unreadable", "is JPEG XL, which has to be decoded to be read; use --deep")
    if kind == "heic" and name not in image.OPEN:
        module.register_heif_opener()
    reader, accepts = image.OPEN[name]
    if isinstance(accepts(head), str):  # a sentence of Pillow's: it was built without the library
        raise ProbeError("unreadable", f"cannot be read by this build of Pillow, which lacks {name}")
    stream.seek(0)
    return cast("Image", (_jpeg_class() if kind == "jpeg" else reader)(stream, ""))


@functools.cache
def _jpeg_class() -> Any:
    """Return Pillow's JPEG without its own search of the EXIF for a resolution, which takes half of the time."""
    from PIL.JpegImagePlugin import JpegImageFile

    return type("JpegHeader", (JpegImageFile,), {"_read_dpi_from_exif": lambda _: None})


def _alpha_used(image: Image) -> bool | None:
    image.load()
    if not image.has_transparency_data:
        return False
    if image.mode.startswith("I"):  # a transparent grey of 16 bits, which Pillow does not turn into alpha
        return None
    last = image.getbands()[-1]
    alpha: Any = image.getchannel(last) if last in "Aa" else image.convert("RGBA").getchannel("A")
    return bool(alpha.getextrema()[0] < 255)


def _turned_by_pillow(image: Image) -> bool:
    """Say whether Pillow returns the sides of a TIFF rotated, as it does if the orientation tag has a usual type.

    (Once its pixels are loaded, the orientation is gone.)
    """
    return cast(Any, image).tag_v2[_ORIENTATION] in _SIDES_SWAPPED


def _describe(
    image: Image,
    kind: str,
    size: int,
    tags: dict[int, float],
    alpha_used: bool | None,
    details: Details,
    turned_already: bool,
) -> ImageFile:
    width, height = image.size
    turned = tags.get(_ORIENTATION) in _SIDES_SWAPPED and kind not in _TURNED_UNSEEN
    if turned and not turned_already:
        width, height = height, width
    alpha, dpi = image.has_transparency_data, _dpi(image, kind, tags)
    return ImageFile(_FORMAT_OF.get(kind, kind), width, height, turned, alpha, alpha_used, size, dpi, *details)


def _tags(image: Image) -> dict[int, float]:
    """Orientation and resolution from EXIF; damaged tags are left out.

    Not by Pillow: its getexif() decodes a PNG, and its Exif takes a fifth of the time of the whole.
    """
    raw, found = image.info.get("exif"), {}
    try:
        if image.format == "TIFF":
            directory = cast(Any, image).tag_v2
            return {tag: _number(directory[tag]) for tag in _WANTED if tag in directory}
        if not raw:  # ImageMagick's way for a PNG: a text of three lines and then hexadecimal
            raw = bytes.fromhex("".join(image.info.get("Raw profile type exif", "").split("\n")[3:]))
        raw = raw.removeprefix(b"Exif\0\0").removeprefix(b"Exif\0\0")
        order = ">" if raw.startswith(b"MM") else "<"
        start = struct.unpack_from(order + "L", raw, 4)[0] + 2
        end = start + 12 * struct.unpack_from(order + "H", raw, start - 2)[0]
        for tag, shape, _, value in struct.iter_unpack(order + "HHL4s", raw[start:end]):
            if tag in _WANTED and shape in _INTEGERS:
                found[tag] = struct.unpack_from(order + _INTEGERS[shape], value)[0]
            elif tag in _WANTED and shape == _RATIONAL:  # where to find two numbers of 32 bits
                above, below = struct.unpack_from(order + "LL", raw, struct.unpack(order + "L", value)[0])
                found[tag] = above / below
    except (struct.error, TypeError, ValueError, ZeroDivisionError):
        pass
    return found


def _number(value: Any) -> float:
    """Return a number that Pillow gives as a number, as bytes, or as the only item of a sequence."""
    return float(value[0] if isinstance(value, bytes | tuple) else value)


def _dpi(image: Image, kind: str, tags: dict[int, float]) -> tuple[float, float] | None:
    found = image.info.get("dpi")
    if kind == "tiff":  # where there is no tag, Pillow says 1
        found = None
    try:
        if not found:
            unit = _UNITS[tags.get(_RESOLUTION_UNIT, 2)]
            found = tags[_X_RESOLUTION] * unit, tags[_Y_RESOLUTION] * unit
        across, down = map(float, found)
    except (ArithmeticError, LookupError, TypeError, ValueError):
        return None
    return (across, down) if 0 < across < math.inf and 0 < down < math.inf else None


def _explained(error: Exception, kind: str, part: str, head: bytes) -> ProbeError:
    if isinstance(error, SlowError):
        return ProbeError("slow", SLOW)
    if isinstance(error, MemoryError) or "out of memory" in str(error):
        return ProbeError("too-large", f"is too large for the available memory: its {part} cannot be read")
    if isinstance(error, OSError) and error.errno:
        return ProbeError("unreadable", _system_says(error))
    if isinstance(error, pillow()[0].DecompressionBombError):
        return ProbeError("absurd", f"claims more than {CEILINGS.get(kind, MAX_PIXELS):,} pixels")
    verb = "are" if part == "pixels" else "is"
    # Pillow's own text may hold anything, so it is not passed on.
    if re.search(_VARIANT, str(error)) or head.startswith(_LARGE_BIG_ENDIAN):
        what = f"is a {kind.upper()} variant that Pillow, the reader used here, does not support"
        return ProbeError("unsupported", what)
    return ProbeError("broken", f"looks like {kind.upper()}, but its {part} {verb} truncated, damaged or unsupported")


def _system_says(error: OSError) -> str:
    return f"cannot be read: {error.strerror or 'the system gives no reason'}"
