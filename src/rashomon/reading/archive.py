"""Zip archives: their members, one at a time, never unpacked to disk."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator
from contextlib import AbstractContextManager
from functools import partial
from pathlib import PurePosixPath
from typing import IO

from rashomon.reading.source import Source, printable
from rashomon.records import Rejected

# Limits against archives made to fill the memory or the day. Text packs to a fifth, logs to a fiftieth.
MOST_MEMBERS = 100_000
LARGEST_TOTAL = 4_000_000_000
HIGHEST_RATIO = 200
# Below this size (bytes) any ratio is harmless.
_SMALL = 1_000_000

_NESTED = {".zip", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".7z", ".rar", ".zst"}
_ENCRYPTED = 0x1


def members(path: str) -> Iterator[Source | Rejected]:
    """Yield the members of a zip archive by name; those that are unsafe or unreadable are put aside.

    Hidden files and folders are passed over. Raise OSError or zipfile.BadZipFile where it is no archive.
    """
    uri = printable(path)
    with zipfile.ZipFile(path) as archive:
        infos = sorted(filter(_counts, archive.infolist()), key=lambda info: info.filename)
        if reason := _unsafe(infos):
            yield Rejected(uri, reason)
            return
        for info in infos:
            place = f"{uri}!/{info.filename}"
            reason = _refused(info)
            yield Rejected(place, reason) if reason else Source(place, partial(_open, archive, info))


def _open(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> AbstractContextManager[IO[bytes]]:
    try:
        return archive.open(info)
    except (ValueError, IndexError, OverflowError, struct.error) as error:
        raise zipfile.BadZipFile(f"its header cannot be read: {error}") from error


def _counts(info: zipfile.ZipInfo) -> bool:
    hidden = any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(info.filename).parts)
    return bool(info.filename) and not info.is_dir() and not hidden


def _unsafe(infos: list[zipfile.ZipInfo]) -> str | None:
    if len(infos) > MOST_MEMBERS:
        return f"{len(infos):,} members, more than {MOST_MEMBERS:,}; split the archive"
    total = sum(info.file_size for info in infos)
    if total > LARGEST_TOTAL:
        return f"{total:,} bytes when unpacked, more than {LARGEST_TOTAL:,}; split the archive"
    return None


def _refused(info: zipfile.ZipInfo) -> str | None:
    if info.flag_bits & _ENCRYPTED:
        return "encrypted; unpack it first"
    if PurePosixPath(info.filename).suffix.lower() in _NESTED:
        return "an archive inside an archive; unpack it first"
    if info.file_size > _SMALL and info.file_size > HIGHEST_RATIO * max(info.compress_size, 1):
        return f"unpacks to more than {HIGHEST_RATIO} times its size, as archives made to do harm; unpack it first"
    return None
