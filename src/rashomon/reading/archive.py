"""Zip archives: their members, one at a time, never unpacked to disk."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath, PureWindowsPath
from typing import IO, TypeAlias

from rashomon.reading.source import Source, printable
from rashomon.records import Rejected


@dataclass(frozen=True, slots=True)
class Limits:
    """How many members an archive may have, and how many bytes they may unpack to."""

    members: int
    total: int


# Limits against archives made to fill the memory or the day: of one on this machine, and of one that is sent to it.
NAMED, SENT = Limits(100_000, 4_000_000_000), Limits(2_000, 200_000_000)
# Text packs to a fifth, logs to a fiftieth.
HIGHEST_RATIO = 200
# Bytes of the list of members that an archive with so few has at most: names have some tens of characters.
_LONGEST_LIST = SENT.members * 500
# Below this size (bytes) any ratio is harmless.
_SMALL = 1_000_000

_NESTED = {".zip", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".7z", ".rar", ".zst"}
_ENCRYPTED = 0x1
# The record at the end of an archive: its mark, disks and counts, the size of the list of members, where it begins.
_END = struct.Struct("<4s4H2LH")

Found: TypeAlias = Iterator[Source | Rejected]


def members(path: str) -> Found:
    """Yield the members of a zip archive by name; those that are unsafe or unreadable are put aside.

    Hidden files and folders are passed over; an archive that cannot be opened is put aside as a whole.
    """
    return _told(printable(path), _members(path, printable(path), NAMED))


def sent_members(stream: IO[bytes], uri: str) -> Found:
    """Yield the members of a zip archive that somebody sent, as `members` does, within closer limits.

    A member whose name leads out of the archive is put aside: nothing is unpacked, and nobody means such a name well.
    """
    size = _listed(stream)
    if size is None or size > _LONGEST_LIST:
        yield Rejected(uri, f"no zip archive, or one of more than {SENT.members:,} members: split it")
        return
    for one in _told(uri, _members(stream, uri, SENT)):
        if isinstance(one, Source) and _leads_out(one.uri.removeprefix(f"{uri}!/")):
            yield Rejected(one.uri, "its name leads out of the archive")
        else:
            yield one


def _told(uri: str, found: Found) -> Found:
    """Yield what is found in an archive; what stops it is put aside with its reason."""
    try:
        yield from found
    except zipfile.BadZipFile as error:
        yield Rejected(uri, f"no zip archive that can be read: {error}")
    except (OSError, ValueError, NotImplementedError, IndexError, OverflowError, struct.error) as error:
        yield Rejected(uri, f"cannot be opened: {error}")


def _members(file: str | IO[bytes], uri: str, limits: Limits) -> Found:
    with zipfile.ZipFile(file) as archive:
        infos = sorted(filter(_counts, archive.infolist()), key=lambda info: info.filename)
        if reason := _unsafe(infos, limits):
            yield Rejected(uri, reason)
            return
        for info in infos:
            place = f"{uri}!/{info.filename}"
            reason = _refused(info)
            yield Rejected(place, reason) if reason else Source(place, partial(_open, archive, info))


def _listed(stream: IO[bytes]) -> int | None:
    """Return how many bytes the list of members has, read before `zipfile` takes it all; None of no (or a huge) archive."""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, size - _END.size - 65_535))
    tail = stream.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or at + _END.size > len(tail) or tail[max(0, at - 20) : at].startswith(b"PK\x06\x07"):
        return None
    return int(_END.unpack_from(tail, at)[5])


def _leads_out(name: str) -> bool:
    r"""Tell whether a name is no place in an archive.

    >>> _leads_out("a/b.txt"), _leads_out("../b.txt"), _leads_out("/b.txt"), _leads_out("a\\..\\b"), _leads_out("C:b")
    (False, True, True, True, True)
    """
    path = PureWindowsPath(name)
    return bool(path.drive or path.root) or ".." in path.parts


def _open(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> AbstractContextManager[IO[bytes]]:
    try:
        return archive.open(info)
    except (ValueError, IndexError, OverflowError, struct.error) as error:
        raise zipfile.BadZipFile(f"its header cannot be read: {error}") from error


def _counts(info: zipfile.ZipInfo) -> bool:
    parts = PurePosixPath(info.filename).parts
    hidden = any(part.startswith((".", "__MACOSX")) and part != ".." for part in parts)
    return bool(info.filename) and not info.is_dir() and not hidden


def _unsafe(infos: list[zipfile.ZipInfo], limits: Limits) -> str | None:
    if len(infos) > limits.members:
        return f"{len(infos):,} members, more than {limits.members:,}; split the archive"
    total = sum(info.file_size for info in infos)
    if total > limits.total:
        return f"{total:,} bytes when unpacked, more than {limits.total:,}; split the archive"
    return None


def _refused(info: zipfile.ZipInfo) -> str | None:
    if info.flag_bits & _ENCRYPTED:
        return "encrypted; unpack it first"
    if PurePosixPath(info.filename).suffix.lower() in _NESTED:
        return "an archive inside an archive; unpack it first"
    if info.file_size > _SMALL and info.file_size > HIGHEST_RATIO * max(info.compress_size, 1):
        return f"unpacks to more than {HIGHEST_RATIO} times its size, as archives made to do harm; unpack it first"
    return None
