"""What one file may cost its reader, to the last read and byte; and Pillow's own limits meanwhile."""

from __future__ import annotations

import contextlib
import io
import os
import time
from typing import TYPE_CHECKING

import pytest

from resadvise.images import guards
from resadvise.images.guards import Bounded, SlowError, lifted_limits, muted_libraries, pillow

if TYPE_CHECKING:
    from pathlib import Path


def bounded(size: int = 100) -> Bounded:
    return Bounded(io.BytesIO(bytes(100)), size)


def test_a_reader_gets_so_many_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guards, "_MAX_READS", 3)
    stream = bounded()
    assert [len(stream.read(1)) for _ in range(3)] == [1, 1, 1]
    with pytest.raises(SlowError):
        stream.read(1)


def test_a_reader_gets_so_many_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guards, "MAX_BYTES", 10)
    stream = bounded()
    assert [len(stream.read(size)) for size in (6, 4, 0)] == [6, 4, 0]
    with pytest.raises(SlowError):
        stream.read(1)
    stream.seek(0)
    with pytest.raises(SlowError):  # to go back gives nothing back
        stream.read(1)


@pytest.mark.parametrize("size", [-1, 41, 10**9])
def test_a_read_of_all_counts_what_there_is(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    """A reader that asks for a gigabyte of a small file has taken the small file."""
    monkeypatch.setattr(guards, "MAX_BYTES", 40)
    stream = bounded(40)
    stream.seek(10)
    assert len(stream.read(size)) == 30
    assert len(stream.read(10)) == 10
    with pytest.raises(SlowError):
        stream.read(1)


@pytest.mark.parametrize(("seconds", "late"), [(guards.HEADER_SECONDS, False), (guards.HEADER_SECONDS + 0.1, True)])
def test_a_reader_gets_so_many_seconds(monkeypatch: pytest.MonkeyPatch, seconds: float, late: bool) -> None:
    now = [100.0]
    monkeypatch.setattr(time, "thread_time", lambda: now[0])
    stream = bounded()
    now[0] += seconds
    reads = []
    with contextlib.suppress(SlowError):
        reads = [stream.read(1) for _ in range(32)]
    assert (not reads) == late


def test_pixels_may_take_as_many_reads_and_bytes_as_they_need(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(time, "thread_time", lambda: now[0])
    monkeypatch.setattr(guards, "MAX_BYTES", 0)
    monkeypatch.setattr(guards, "_MAX_READS", 0)
    stream = bounded()
    stream.allow_pixels()
    now[0] += guards.DEEP_SECONDS
    assert len(stream.read(50)) == 50
    now[0] += 0.1
    with pytest.raises(SlowError):  # the clock is looked at each time
        stream.read(1)


@pytest.mark.parametrize("pixels", [1, 2, 3, guards.MAX_PIXELS, guards.CEILINGS["webp"]])
def test_pillow_refuses_just_above_our_limit(pixels: int) -> None:
    image, png = pillow()
    usual, usual_text = image.MAX_IMAGE_PIXELS, png.MAX_TEXT_CHUNK
    with lifted_limits(pixels):
        assert pixels <= 2 * image.MAX_IMAGE_PIXELS <= pixels + 1  # it raises above twice its limit
        assert usual_text < png.MAX_TEXT_CHUNK
    assert usual == image.MAX_IMAGE_PIXELS
    assert usual_text == png.MAX_TEXT_CHUNK


def test_a_library_is_muted_only_meanwhile(capfd: pytest.CaptureFixture[str]) -> None:
    os.write(2, b"before ")
    with muted_libraries():
        os.write(2, b"meanwhile ")
    os.write(2, b"after")
    assert capfd.readouterr().err == "before after"


def test_muting_leaves_no_descriptor_open(tmp_path: Path) -> None:
    def lowest_free_descriptor() -> int:
        descriptor = os.open(tmp_path / "file", os.O_RDONLY | os.O_CREAT)
        os.close(descriptor)
        return descriptor

    before = lowest_free_descriptor()
    with muted_libraries():
        pass
    assert lowest_free_descriptor() == before
