"""A WARC file as frames: the bytes of one record each, found again behind a broken one.

Archives pack each record by itself (gzip members, zstd frames), so that one can be read without those before it. A file
packed as one piece is unpacked as a stream, and its frames are places in that stream.
"""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, Any, Literal, TypeAlias

import zstandard

Packing: TypeAlias = Literal["gzip", "zstd", "plain"]

_CHUNK = 1 << 16
# What is unpacked at a time (bytes): at the highest ratio of either format it becomes some 64 MB.
_PIECE: dict[Packing, int] = {"gzip": _CHUNK, "zstd": 1 << 11}
# The largest record taken (bytes, unpacked): the largest page and its headers.
LARGEST_RECORD = 20_100_000
# Headers are a few hundred bytes; the limit is FastWARC's.
_LONGEST_HEAD = 32_768
_MAGIC: dict[Packing, bytes] = {"gzip": b"\x1f\x8b\x08", "zstd": b"\x28\xb5\x2f\xfd", "plain": b"WARC/1."}
_LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,15})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_FIRST_LINE = re.compile(rb"WARC/1\.\d\r?\n")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_BROKEN = (zlib.error, zstandard.ZstdError, EOFError, OSError)


@dataclass(frozen=True, slots=True)
class Frame:
    """One record: where it begins and ends (bytes), and its bytes unpacked; or why it cannot be read."""

    start: int
    end: int
    data: bytes = b""
    broken: str | None = None


def packing_of(head: bytes) -> Packing:
    """Return how a file is packed, by its first bytes.

    >>> packing_of(b"WARC/1.0"), packing_of(bytes([0x1F, 0x8B, 0x08]))
    ('plain', 'gzip')
    """
    return next((name for name, magic in _MAGIC.items() if head.startswith(magic)), "plain")


def is_one_piece(stream: IO[bytes], packing: Packing) -> bool:
    """Tell whether a packed file holds several records in its first piece, so that it cannot be entered in the middle.

    `stream` stands at the beginning and is put back there.
    """
    if packing == "plain":
        return False
    try:
        first = _first_piece(stream, packing)
    except _BROKEN:
        return False
    finally:
        stream.seek(0)
    size = _size(first)
    return size is not None and first[size:].lstrip().startswith(_MAGIC["plain"])


def _first_piece(stream: IO[bytes], packing: Packing) -> bytes:
    """Return what the first member of a file holds, up to a megabyte."""
    if packing == "gzip":
        return zlib.decompressobj(wbits=31).decompress(stream.read(16 * _CHUNK), 16 * _CHUNK)
    reader = zstandard.ZstdDecompressor().stream_reader(stream, closefd=False)
    return reader.read(16 * _CHUNK)


def unpacked(stream: IO[bytes], packing: Packing) -> IO[bytes]:
    """Return the unpacked stream of a file that stands at its beginning."""
    if packing == "gzip":
        packed: Any = gzip.GzipFile(fileobj=stream)
        return packed  # type: ignore[no-any-return]
    if packing == "zstd":
        return zstandard.ZstdDecompressor().stream_reader(stream, read_across_frames=True)
    return stream


def frames(stream: IO[bytes], packing: Packing, start: int = 0, end: int | None = None) -> Iterator[Frame]:
    """Yield the frames that begin in ``[start, end)``, `stream` standing at `start`.

    Behind a frame that cannot be read the next is looked for; what lies between is that frame's.
    """
    window = _Window(stream, start)
    take: Callable[[_Window, Packing], tuple[bytes, str | None]] = (
        _record if packing == "plain" else _unpacked
    )
    while window.fill(1) and (end is None or window.place < end):
        begun, reason = window.place, None
        try:
            data, reason = take(window, packing)
        except _TooLargeError:
            data, reason = b"", f"larger than {LARGEST_RECORD // 1_000_000} MB"
        except _BROKEN as error:
            data, reason = b"", f"damaged: {error}"
        if reason is not None:
            window.rewind(begun)
            window.seek_next(packing)
        yield Frame(begun, window.place, b"" if reason else data, reason)


class _TooLargeError(ValueError):
    """A record is too large to be held."""


class _Window:
    """A stream with what was read of it kept from a mark on, so that a broken frame can be looked through again."""

    def __init__(self, stream: IO[bytes], place: int) -> None:
        self._stream = stream
        self._data = bytearray()
        self._at = 0
        self._base = place

    @property
    def place(self) -> int:
        return self._base + self._at

    def fill(self, size: int) -> bool:
        """Read until so many bytes lie ahead; tell whether they do."""
        while len(self._data) - self._at < size:
            chunk = self._stream.read(max(_CHUNK, size - (len(self._data) - self._at)))
            if not chunk:
                return False
            self._data += chunk
        return True

    def ahead(self, size: int) -> bytes:
        self.fill(size)
        return bytes(self._data[self._at : self._at + size])

    def advance(self, size: int) -> None:
        self._at += size

    def forget(self) -> None:
        """Drop what lies behind."""
        if self._at > 16 * _CHUNK:
            del self._data[: self._at]
            self._base, self._at = self._base + self._at, 0

    def rewind(self, place: int) -> None:
        self._at = place - self._base

    def seek_next(self, packing: Packing) -> None:
        """Go to where the next record begins, or to the end."""
        magic, self._at = _MAGIC[packing], self._at + 1
        while True:
            found = self._data.find(magic, self._at)
            if found >= 0:
                self._at = found
                if self._opens_record(packing):
                    return
                self._at += 1
                continue
            self._at = max(self._at, len(self._data) - len(magic) + 1)
            self.forget()
            if not self.fill(len(magic)):
                self._at = len(self._data)
                return

    def _opens_record(self, packing: Packing) -> bool:
        """Tell whether a record begins here: chance makes the first bytes of a member, not those of a record in it."""
        if packing == "plain":
            return _size(self.ahead(_LONGEST_HEAD)) is not None
        try:
            data: bytes = _decompressor(packing).decompress(self.ahead(4_096))
        except (zlib.error, zstandard.ZstdError):
            return False
        return data.startswith(_MAGIC["plain"])


def _decompressor(packing: Packing) -> Any:
    return zlib.decompressobj(wbits=31) if packing == "gzip" else zstandard.ZstdDecompressor().decompressobj()


def _unpacked(window: _Window, packing: Packing) -> tuple[bytes, str | None]:
    """Return what the member at the window holds, and move behind it."""
    window.forget()
    unpack, parts, size = _decompressor(packing), [], 0
    while True:
        chunk = window.ahead(_PIECE[packing])
        if not chunk:
            return b"", "cut short: the file ends inside this record"
        parts.append(unpack.decompress(chunk))
        size += len(parts[-1])
        if size > LARGEST_RECORD:
            raise _TooLargeError
        window.advance(len(chunk) - len(unpack.unused_data))
        if unpack.eof:
            return b"".join(parts), None


def _record(window: _Window, _: Packing) -> tuple[bytes, str | None]:
    """Return the record at the window, by the length it gives, and move behind it."""
    window.forget()
    head = window.ahead(_LONGEST_HEAD)
    size = _size(head)
    if size is None:
        return b"", "no WARC header"
    if size > LARGEST_RECORD:
        raise _TooLargeError
    data = window.ahead(size)
    if len(data) < size:
        return b"", "cut short: the file ends inside this record"
    window.advance(size)
    if window.ahead(4) == b"\r\n\r\n":
        window.advance(4)
    elif window.fill(1) and not window.ahead(7).startswith(_MAGIC["plain"]):
        return b"", "its length is not the one it gives"
    return data, None


def _size(data: bytes) -> int | None:
    """Return how long the record is that opens some data, headers included; None where none does."""
    end = _HEAD_END.search(data, 0, _LONGEST_HEAD)
    if not data.startswith(_MAGIC["plain"]) or end is None:
        return None
    if _FIRST_LINE.search(
        data, 1, end.start()
    ):  # a record was cut short inside its header, and another follows
        return None
    length = _LENGTH.search(data, 0, end.start() + 1)
    return end.end() + int(length.group(1)) if length else None
