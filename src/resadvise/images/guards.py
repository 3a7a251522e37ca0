"""Limits on what one file may cost: pixels, reads, bytes and CPU seconds; and Pillow's own limits meanwhile."""

from __future__ import annotations

import functools
import logging
import os
import sys
import threading
import time
import warnings
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any

from resadvise.images.formats import ProbeError

if TYPE_CHECKING:
    from collections.abc import Iterator


MAX_PIXELS = 65_535**2
"""More than this is absurd: the most that a JPEG can claim."""
MAX_SIDE = 1_000_000
"""A longer side is absurd, however thin the image."""
DEEP_PIXELS = 89_478_485
"""Pixels are decoded up to Pillow's own limit (a quarter of a gigabyte of RGB) and no further."""
MAX_BYTES = 256 * 2**20
"""WebP, AVIF and HEIC files are read whole, as is all metadata of a JPEG or PNG; real ones stay far below."""

# Two readers make room for the canvas at open. A GIF's is really written to, so Pillow's own refusal stays;
# the sides of a WebP end at 16,383.
CEILINGS = {"gif": 2 * DEEP_PIXELS, "webp": 16_383**2}
# An ordinary header takes 10 to 100 reads; 20 MB of ICC profile in a JPEG about 1,000.
_MAX_READS = 100_000
# CPU seconds, so that a slow disk or a busy machine is not mistaken for a hostile file.
HEADER_SECONDS, DEEP_SECONDS = 2.0, 60.0
DEEP_MEMORY = 2 * 2**30
"""A process that decodes gets no more. DEEP_PIXELS of a progressive JPEG take 0.8 GiB, half of it coefficients."""
SLOW = "was given up: reading it takes more work than any real image needs"
# Pillow refuses a PNG with a compressed text or ICC profile over 1 MB; generators keep whole workflows there.
_MAX_PNG_TEXT = 16 * 2**20
_ONE_AT_A_TIME = threading.Lock()  # Pillow's limits and the warning filters belong to the whole process


class SlowError(Exception):
    """A reader has used up what one file may cost."""


class Bounded:
    """A file of `size` bytes that stops a reader which reads too often, too much or too long."""

    def __init__(self, raw: IO[bytes], size: int) -> None:
        self.tell, self._seek, self._read, self._size = raw.tell, raw.seek, raw.read, size
        self._reads, self._bytes, self._glances = _MAX_READS, MAX_BYTES, 15
        self._deadline = time.thread_time() + HEADER_SECONDS

    def allow_pixels(self) -> None:
        """From here on only CPU seconds count: the pixels may take as many reads and bytes as they need.

        A decoder may be busy for long with what one read gave it, so the clock is looked at each time.
        """
        self._reads, self._bytes, self._glances = sys.maxsize, sys.maxsize, 0
        self._deadline = time.thread_time() + DEEP_SECONDS

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """As a file's; an impossible position is a mistake in the content, not of the system."""
        try:
            return self._seek(offset, whence)
        except OSError:
            raise ValueError("no such place") from None

    def read(self, size: int = -1) -> bytes:
        """As a file's; raises SlowError."""
        if size < 0 or size > self._size:
            size = max(self._size - self.tell(), 0)
        self._reads -= 1
        self._bytes -= size
        late = not self._reads & self._glances and time.thread_time() > self._deadline
        if late or self._reads < 0 or self._bytes < 0:
            raise SlowError
        return self._read(size)


@functools.cache
def pillow() -> tuple[Any, Any]:
    """Return Pillow's modules for images and for PNG, imported on first use."""
    try:
        from PIL import Image, PngImagePlugin
    except ImportError:
        raise ProbeError("unreadable", "cannot be read without the package Pillow") from None
    # Or its error log reaches stderr wherever nobody has set up logging.
    logging.getLogger("PIL").addHandler(logging.NullHandler())
    return Image, PngImagePlugin


@contextmanager
def lifted_limits(pixels: int) -> Iterator[None]:
    """Set Pillow's limits and silence its warnings; put everything back at the end."""
    image, png = pillow()
    with _ONE_AT_A_TIME, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        before = image.MAX_IMAGE_PIXELS, png.MAX_TEXT_CHUNK
        try:
            # Half, rounded up: Pillow raises above twice its limit.
            image.MAX_IMAGE_PIXELS, png.MAX_TEXT_CHUNK = -(-pixels // 2), _MAX_PNG_TEXT
            yield
        finally:
            image.MAX_IMAGE_PIXELS, png.MAX_TEXT_CHUNK = before


@contextmanager
def muted_libraries() -> Iterator[None]:
    """Keep a C library from writing to stderr, as libtiff does for what it cannot decode."""
    try:
        stderr = os.dup(2)
    except OSError:  # it is closed
        yield
        return
    null = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(null, 2)
        yield
    finally:
        os.dup2(stderr, 2)
        os.close(null)
        os.close(stderr)
