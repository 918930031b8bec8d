"""Where a corpus is written: a folder of this machine or a bucket of an object store, whole files only."""

from __future__ import annotations

import errno
import os
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import IO, Any, TypeVar

import fsspec
from fsspec.implementations.local import LocalFileSystem

Got = TypeVar("Got")

# Waiting does not free a full disk nor change what a folder permits.
_HOPELESS = frozenset(
    {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOTDIR, errno.EISDIR}
)  # fmt: skip
# Seconds before the first new try, doubled up to the second: an object store that is busy asks for about as much.
_FIRST_WAIT, _LONGEST_WAIT = 0.25, 15.0
# Half-written files lie here until they get their name; what a killed process left is swept.
_BESIDE = "_unfinished"


class StoreError(RuntimeError):
    """The store cannot be read or written; the message says what, where, why, and what to do."""


@dataclass(frozen=True)
class Store:
    """A place for named files: `url` is a local folder or any address that fsspec opens (``s3://bucket/folder``).

    A file is there whole or not at all: locally it is written beside, synced and renamed; object stores show an upload
    when it is complete. A call that fails is tried again for `patience` seconds, then raises StoreError.
    """

    url: str
    patience: float = 120.0

    @cached_property
    def _found(self) -> tuple[Any, str]:
        try:
            fs, root = fsspec.core.url_to_fs(self.url)
        except (ValueError, ImportError, OSError) as error:
            raise StoreError(f"{self.url} cannot be opened: {error}") from error
        return fs, root.rstrip("/")

    def __getstate__(self) -> dict[str, Any]:
        """Leave the open connection behind: each process makes its own."""
        return {"url": self.url, "patience": self.patience}

    @property
    def _is_local(self) -> bool:
        return isinstance(self._found[0], LocalFileSystem)

    def path(self, name: str) -> str:
        """Return the full path of a file, as the file system underneath names it."""
        return f"{self._found[1]}/{name}"

    def write(self, name: str, data: bytes) -> None:
        """Put a file in its place, replacing what was there."""
        put = self._write_beside if self._is_local else self._upload
        self._tried(lambda: put(name, data), f"{name} cannot be written to {self.url}")

    def read(self, name: str) -> bytes:
        """Return a file's bytes; raise FileNotFoundError where it is not there."""
        found: bytes = self._tried(
            lambda: self._found[0].cat_file(self.path(name)), f"{name} cannot be read from {self.url}"
        )
        return found

    def open(self, name: str) -> IO[bytes]:
        """Return a file, open for reading at any place."""
        found: IO[bytes] = self._tried(
            lambda: self._found[0].open(self.path(name), "rb"), f"{name} cannot be read from {self.url}"
        )
        return found

    def exists(self, name: str) -> bool:
        """Tell whether a file is there."""
        return bool(self._tried(lambda: self._looked_up(name), f"{self.url} cannot be read"))

    def names(self, folder: str) -> list[str]:
        """Return the names of all files in a folder and those below it, sorted; none where there is no folder."""
        found = self._tried(lambda: self._listed(folder), f"{folder} cannot be listed in {self.url}")
        cut = len(self._found[1]) + 1
        return sorted(path[cut:] for path in found)

    def remove(self, name: str) -> None:
        """Remove a file; one that is not there is no fault."""
        self._tried(lambda: self._removed(name), f"{name} cannot be removed from {self.url}")

    def sweep(self) -> None:
        """Remove the half-written files that killed processes left."""
        for name in self.names(_BESIDE):
            self.remove(name)

    def _tried(self, call: Callable[[], Got], failure: str) -> Got:
        """Return what a call returns, tried again until the patience ends; what no waiting mends passes through."""
        end, wait = time.monotonic() + self.patience, _FIRST_WAIT
        while True:
            try:
                return call()
            except (FileNotFoundError, StoreError):  # no waiting mends an address of no kind
                raise
            except Exception as error:
                if getattr(error, "errno", None) in _HOPELESS or time.monotonic() + wait > end:
                    raise StoreError(f"{failure}: {_reason(error)}") from error
            time.sleep(wait)
            wait = min(2 * wait, _LONGEST_WAIT)

    def _write_beside(self, name: str, data: bytes) -> None:
        beside = Path(self.path(f"{_BESIDE}/{uuid.uuid4().hex}"))
        place = Path(self.path(name))
        try:
            beside.parent.mkdir(parents=True, exist_ok=True)
            with beside.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            place.parent.mkdir(parents=True, exist_ok=True)
            beside.replace(place)
        except FileNotFoundError as error:  # another run swept what lay beside: to be tried again
            raise OSError(errno.EAGAIN, "removed by another process while it was written", name) from error
        finally:
            beside.unlink(missing_ok=True)

    def _upload(self, name: str, data: bytes) -> None:
        self._found[0].pipe_file(self.path(name), data)

    def _looked_up(self, name: str) -> bool:
        fs = self._found[0]
        fs.invalidate_cache()
        # `exists` of object stores takes any failure for a no
        try:
            fs.info(self.path(name))
        except FileNotFoundError:
            return False
        return True

    def _listed(self, folder: str) -> list[str]:
        fs = self._found[0]
        fs.invalidate_cache()
        try:
            found: list[str] = fs.find(self.path(folder))
        except FileNotFoundError:
            return []
        return found

    def _removed(self, name: str) -> None:
        try:
            self._found[0].rm_file(self.path(name))
        except FileNotFoundError:
            return


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error) or type(error).__name__
