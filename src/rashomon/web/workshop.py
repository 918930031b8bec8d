"""The workshop: where articles are read into a case and its accounts compared, here or in a process of its own."""

from __future__ import annotations

import logging
import os
import pickle
import signal
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection
from typing import Any, Protocol

from rashomon.pipeline import extract_documents
from rashomon.records import Document, Rejected
from rashomon.web.casebook import Casebook
from rashomon.web.parcels import Parcel, unpacked

Opening = Callable[[], Casebook]

_SPAWN = get_context("spawn")
# How much a comparison steps back behind the pages where both want the processor (as `nice` counts).
_MODESTY = 5
_log = logging.getLogger(__name__)


class WorkshopError(Exception):
    """Work went wrong; the message says how, in words for those who see it on a page."""


class Workshop(Protocol):
    """Works on a case, one piece of work at a time; what comes of it is in the case. Used by one thread."""

    def unpack(self, parcel: Parcel) -> list[Document | Rejected]:
        """Return what an archive holds; raise what stops it."""

    def read(self, documents: Sequence[Document]) -> None:
        """Add documents with what is found in them; raise what stops it, none of them added then."""

    def compare(self) -> None:
        """Compare the accounts, and have the case show the result; raise what stops it."""

    def stop(self) -> None:
        """Give up what is being done, where that can be done; any thread may ask for it. No work follows."""

    def close(self) -> None:
        """Leave nothing open and nothing running."""


class Here:
    """A workshop in this process."""

    def __init__(self, opening: Opening) -> None:
        """Open the case."""
        self._case = opening()

    def unpack(self, parcel: Parcel) -> list[Document | Rejected]:
        """Return what an archive holds."""
        return list(unpacked(parcel))

    def read(self, documents: Sequence[Document]) -> None:
        """Add documents with what is found in them."""
        self._case.add_extractions(list(extract_documents(documents)))

    def compare(self) -> None:
        """Compare the accounts."""
        self._case.compare()

    def stop(self) -> None:
        """Let what is being done be finished."""

    def close(self) -> None:
        """Close the case."""
        self._case.close()


class Apart:
    """A workshop in a process of its own, so that no page waits for it; one that dies is replaced for the next work.

    `opening` must be picklable. The process ends with this one, however that ends.
    """

    def __init__(self, opening: Opening) -> None:
        """Start the process, so that it is ready when the first work comes."""
        self._opening = pickle.dumps(opening)
        self._lock = threading.Lock()
        self._stopped = False
        self._process: Any = None
        self._pipe: Connection | None = None
        self._started()

    def unpack(self, parcel: Parcel) -> list[Document | Rejected]:
        """Return what an archive holds; raise WorkshopError where that fails, or ends the process."""
        found: list[Document | Rejected] = self._do("unpack", parcel)
        return found

    def read(self, documents: Sequence[Document]) -> None:
        """Add documents with what is found in them; raise WorkshopError where that fails, or ends the process."""
        self._do("read", tuple(documents))

    def compare(self) -> None:
        """Compare the accounts; raise WorkshopError where that fails, or ends the process."""
        self._do("compare")

    def stop(self) -> None:
        """End the process: what it has not written is not in the case."""
        with self._lock:
            self._stopped = True
            if self._process is not None:
                self._process.kill()

    def close(self) -> None:
        """End the process and wait until it is gone."""
        self.stop()
        self._bury()

    def _do(self, *work: object) -> Any:
        pipe = self._started()
        try:
            pipe.send(work)
            found, trouble = pipe.recv()
        except (EOFError, OSError):
            raise WorkshopError(_death(self._bury())) from None
        if trouble is not None:
            raise WorkshopError(trouble)
        return found

    def _started(self) -> Connection:
        """Return the pipe to the process, which is started where there is none."""
        with self._lock:
            if self._stopped:
                raise WorkshopError("the work was stopped")
            if self._pipe is None:
                self._pipe, theirs = _SPAWN.Pipe()
                self._process = _SPAWN.Process(
                    target=_serve, args=(theirs, self._opening), name="comparing", daemon=True
                )
                self._process.start()
                theirs.close()
            return self._pipe

    def _bury(self) -> int | None:
        """Wait for a process that is at its end; return how it ended."""
        with self._lock:
            process, pipe, self._process, self._pipe = self._process, self._pipe, None, None
        if pipe is not None:
            pipe.close()
        if process is None:
            return None
        process.join()
        code: int | None = process.exitcode
        process.close()
        return code


def _death(code: int | None) -> str:
    """Say in words how a process ended.

    >>> _death(-9)
    'the process that does this ended unexpectedly (SIGKILL; perhaps memory ran short)'
    """
    if code is None or code >= 0:
        return f"the process that does this ended unexpectedly (exit code {code})"
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = f"signal {-code}"
    short = "; perhaps memory ran short" if name == "SIGKILL" else ""
    return f"the process that does this ended unexpectedly ({name}{short})"


def _serve(pipe: Connection, opening: bytes) -> None:
    """Work until nobody asks for more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C goes to all; the server ends this process
    threading.Thread(target=_end_with_the_server, daemon=True).start()
    with suppress(AttributeError, OSError):
        os.nice(_MODESTY)
    workshop: Workshop | None = None
    while True:
        try:
            name, *given = pipe.recv()
        except EOFError:
            return
        try:
            workshop = workshop or Here(pickle.loads(opening))  # noqa: S301 (our own server's)
            work: Any = getattr(workshop, name)
            found, trouble = work(*given), None
        except Exception as error:  # noqa: BLE001 (the server tells it)
            _log.exception("work on the case failed")
            found, trouble = None, f"{error}" or type(error).__name__
        pipe.send((found, trouble))


def _end_with_the_server() -> None:
    """End this process when the one that started it is gone: nobody would have what it is at."""
    server = parent_process()
    if server is not None:
        server.join()
        os._exit(1)
