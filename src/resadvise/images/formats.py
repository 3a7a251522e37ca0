"""Image formats, and what a probe returns: the image, or why there is none."""

from typing import Literal, NamedTuple

# Format -> its suffixes, the usual one first.
SUFFIXES = {
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
_BY_SUFFIX = {f".{suffix}": kind for kind, suffixes in SUFFIXES.items() for suffix in suffixes.split()}

# What `ImageFile.color_mode` can be; the YCbCr of a JPEG is a matter of coding: rgb.
COLOR_MODES = ("bilevel", "gray", "palette", "rgb", "cmyk", "lab", "ycbcr")

Code = Literal["unreadable", "not-an-image", "unsupported", "broken", "absurd", "slow", "too-large"]


class ProbeError(Exception):
    """Why a file gets no answer: a stable `code`, and a `message` that completes "FILE …"."""

    def __init__(self, code: Code, message: str) -> None:
        """Both are kept as attributes; the message alone is the text."""
        super().__init__(message)
        self.code, self.message = code, message


class ImageFile(NamedTuple):
    """What an image file is; sides in pixels as a viewer shows them."""

    format: str
    """One of png, jpeg, webp, gif, tiff, avif, bmp, jpeg2000, heic, jxl."""
    width: int
    height: int
    turned: bool
    """EXIF orientation swapped the stored sides (always false for HEIC and JXL, whose readers rotate by themselves)."""
    alpha: bool
    """There is an alpha channel or a transparent colour, used or not."""
    alpha_used: bool | None
    """Some pixel of the first frame is not opaque; None if no pixel was read."""
    bytes: int
    dpi: tuple[float, float] | None
    """The resolution tag, across and down, positive and finite: to be shown as ignored, never used."""
    color_mode: str | None = None
    """One of COLOR_MODES; None where the reader does not say."""
    bits: int | None = None
    """Bits of a channel as stored; of a palette, those of its colours. None if the reader does not tell."""
    icc: str | None = None
    """The name of the ICC profile, or `unnamed`; None without one; never read from GIF, BMP, JPEG 2000 and JXL."""
    frames: int | None = None
    """Frames of an animation, pages of a TIFF, else 1; None if the header does not tell."""


def formats_of_suffix(suffix: str) -> str | None:
    """Return the format of a suffix (".JPG" -> "jpeg"); None where it is not one of the supported ones."""
    return _BY_SUFFIX.get(suffix.lower())
