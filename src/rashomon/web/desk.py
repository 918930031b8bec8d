"""The desk on which a case lies open: what is shown, what is kept, and what is being worked out."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from rashomon.records import Document, Edit, Original, Rejected
from rashomon.web.casebook import Casebook, Found
from rashomon.web.parcels import Opened, Parcel
from rashomon.web.view import View
from rashomon.web.workshop import Here, Opening, Workshop

# Whether somebody else has changed the case is asked at most so often (seconds).
_LOOK = 1.0
# Documents that are read together, so that progress is told and others are served meanwhile.
_PORTION = 4
# Articles that could not be worked on are told until so many others followed; archives that were opened too.
_ASIDE, _OPENED = 500, 20
# Archives that wait to be opened, at most: each is held in memory.
_PARCELS = 4
_log = logging.getLogger(__name__)


def _cold(_: View) -> None:
    """Leave a view as it is: what pages need is made when the first of them is asked for."""


@dataclass(frozen=True, slots=True)
class Work:
    """What is going on: in words, or nothing; and what went wrong last, in words, or nothing.

    `kept` edits are in the case and not yet in what is shown; `waiting` documents are still to be read, and `parcels`
    archives to be opened.
    """

    doing: str = ""
    trouble: str = ""
    kept: tuple[Edit, ...] = ()
    waiting: int = 0
    parcels: int = 0

    @property
    def busy(self) -> bool:
        """Tell whether something is being worked out."""
        return bool(self.doing or self.waiting or self.parcels)


class Desk:
    """A case that is read by many, written by a few, and compared anew by its workshop after each change.

    An edit is kept in the case before `edit` returns, whatever becomes of the comparison. Changes that come while a
    comparison is made are taken by the next one, all together. `opening` opens the case: to read, to search, to write
    and to compare each by itself, since none is to wait for another. `aside` are the articles that could not be worked
    on, `opened` the archives that were sent. Used with `with`.
    """

    def __init__(
        self,
        opening: Opening,
        *,
        readonly: bool = False,
        warm: Callable[[View], None] = _cold,
        workshop: Callable[[Opening], Workshop] = Here,
    ) -> None:
        """Take the way to open a case; `warm` readies a view before it is shown, `workshop` is where work is done."""
        self.readonly = readonly
        self._found_workshop = workshop
        self._warm = warm
        self._opening = opening
        self._pen, self._reader, self._searcher = opening(), opening(), opening()
        self._pen_lock, self._reader_lock, self._searcher_lock = (threading.Lock() for _ in range(3))
        self._changed = threading.Condition()
        self._waiting: deque[Document] = deque()
        self._parcels: deque[Parcel] = deque()
        self._wanted, self._stopped = False, False
        self._looked, self._looking = 0.0, False
        self._kept: tuple[Edit, ...] = ()
        self._doing = self._trouble = ""
        self.aside: deque[Rejected] = deque(maxlen=_ASIDE)
        self.opened: deque[Opened] = deque(maxlen=_OPENED)
        self.where = self._reader.where
        # What is read by the thread of the case: what two comparisons share is neither made nor freed again.
        self._known: dict[tuple[str, ...], Any] = {}
        self.view = self._read(self._reader)
        warm(self.view)
        self._thread = threading.Thread(target=self._run, name="comparing", daemon=True)

    def __enter__(self) -> Desk:
        """Begin to work; compare at once where what is shown is not made of all that is there."""
        with self._changed:
            self._wanted = not self.readonly and not self._reader.is_current()
        self._workshop = None if self.readonly else self._found_workshop(self._opening)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Give up what is being compared, which is done anew when the case is opened next, and close the case."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()
        if self._workshop is not None:
            self._workshop.stop()
        self._thread.join()
        if self._workshop is not None:
            self._workshop.close()
        self._pen.close()
        self._reader.close()
        self._searcher.close()

    # What people do

    def edit(self, edits: Sequence[Edit], who: str, wait: float = 0.0) -> tuple[Edit, ...]:
        """Keep edits and return them stamped; wait so many seconds at most until what is shown is made of them."""
        with self._pen_lock:
            kept = tuple(self._pen.edit(edit, who) for edit in edits)
        with self._changed:
            self._kept += kept
            self._wanted, self._trouble = True, ""
            self._changed.notify_all()
            if wait:
                self._changed.wait_for(lambda: self._shown(kept) or bool(self._trouble), wait)
        return kept

    def add(self, documents: Iterable[Document], wait: float = 0.0) -> None:
        """Have documents read and compared; wait so many seconds at most until it is done."""
        with self._changed:
            self._waiting.extend(documents)
            self._trouble = ""
            self._changed.notify_all()
            if wait:
                self._changed.wait_for(lambda: not self.work().busy, wait)

    def send(self, parcel: Parcel, wait: float = 0.0) -> bool:
        """Have an archive opened and what it holds read, as `add` does; refuse it where too many wait."""
        with self._changed:
            if len(self._parcels) >= _PARCELS:
                return False
            self._parcels.append(parcel)
            self._trouble = ""
            self._changed.notify_all()
            self._changed.wait_for(lambda: not self.work().busy, wait)
            return True

    def work(self) -> Work:
        """Return what is going on."""
        wanted = self._wanted and not self.readonly
        doing = self._doing or ("comparing the accounts" if wanted else "")
        return Work(doing, self._trouble, self._kept, len(self._waiting), len(self._parcels))

    def search(self, query: str, limit: int) -> Sequence[Found]:
        """Return where words stand, best first."""
        with self._searcher_lock:
            return self._searcher.search(query, limit)

    def original(self, document: str) -> Original | None:
        """Return the page that a document was read from; None where none was kept."""
        with self._searcher_lock:
            return self._searcher.original(document)

    def edits(self) -> tuple[Edit, ...]:
        """Return all edits in the order of time, those that are not yet in what is shown too."""
        with self._reader_lock:
            return self._reader.edits()

    def look(self) -> None:
        """Have it seen, soon, whether somebody else, as a command, has changed the case: nobody waits for that."""
        now = time.monotonic()
        if now - self._looked < _LOOK or self.work().busy:
            return
        with self._changed:
            self._looked, self._looking = now, True
            self._changed.notify_all()

    # The thread that has work done

    def _run(self) -> None:
        case = self._opening()
        try:
            while self._next():
                try:
                    self._step(case)
                except Exception as error:  # noqa: BLE001 (people are told, and the next try may go well)
                    if not self._stopped:
                        self._fail(error)
        finally:
            case.close()

    def _next(self) -> bool:
        with self._changed:
            self._changed.wait_for(lambda: self._stopped or self._looking or self._has_work())
            return not self._stopped

    def _has_work(self) -> bool:
        return self._workshop is not None and (self._wanted or bool(self._waiting or self._parcels))

    def _fail(self, error: Exception) -> None:
        _log.exception("the case could not be brought up to date")
        with self._changed:
            self._trouble = f"{error}" or type(error).__name__
            self._doing = ""
            self._changed.notify_all()

    def _step(self, case: Casebook) -> None:
        if self._looking:
            self._look(case)
        if self._workshop is not None and self._has_work():
            self._work(case, self._workshop)

    def _look(self, case: Casebook) -> None:
        """Show what somebody else has compared; compare anew what somebody else has changed."""
        with self._changed:
            self._looking = False
        if case.fingerprint() != self.view.made_of:
            self._show(self._read(case))
        if not self._trouble and not case.is_current():
            with self._changed:
                self._wanted = True

    def _read(self, case: Casebook) -> View:
        made_of = case.fingerprint()
        return View(case.comparison(self._known), made_of)

    def _work(self, case: Casebook, workshop: Workshop) -> None:
        if self._parcels:
            self._unpack(workshop, self._parcels[0])
        portion = [self._waiting.popleft() for _ in range(min(_PORTION, len(self._waiting)))]
        if portion:
            self._say(f"reading {len(portion)} of {len(portion) + len(self._waiting)} articles")
            self._add(workshop, portion)
            with self._changed:
                self._wanted = True
        with self._changed:
            wanted = self._wanted and not (self._waiting or self._parcels)
            if not wanted:  # more is to be read first; or an archive held nothing new
                self._doing = ""
                self._changed.notify_all()
                return
            self._wanted, self._doing, self._trouble = False, "comparing the accounts", ""
        workshop.compare()
        self._show(self._read(case))

    def _unpack(self, workshop: Workshop, parcel: Parcel) -> None:
        """Open an archive, count what it holds, and let its articles wait to be read."""
        self._say(f"opening {parcel.name}")
        try:
            found = workshop.unpack(parcel)
        except Exception as error:  # noqa: BLE001 (told of in `aside`)
            if not self._stopped:
                _log.exception("an archive could not be opened")
            found = [Rejected(parcel.name, f"could not be opened: {error or type(error).__name__}")]
        rejected = [one for one in found if isinstance(one, Rejected)]
        held = {one.id: one for one in reversed(found) if isinstance(one, Document)}
        new = [one for one in reversed(held.values()) if one.id not in self.view.index.documents]
        with self._changed:
            self._parcels.popleft()
            self._waiting.extend(new)
            self.aside.extend(rejected)
            known = len(found) - len(rejected) - len(new)
            self.opened.append(Opened(parcel.name, len(new), known, len(rejected)))

    def _add(self, workshop: Workshop, documents: Sequence[Document]) -> None:
        """Have documents read into the case; one that cannot be worked on is told of, and stops no other."""
        try:
            workshop.read(documents)
        except Exception as error:  # noqa: BLE001 (told of in `aside`)
            if self._stopped:
                return
            if len(documents) > 1:
                for document in documents:
                    self._add(workshop, [document])
                return
            _log.exception("an article could not be worked on")
            title = documents[0].title or documents[0].uri
            self.aside.append(Rejected(title, f"could not be worked on: {error or type(error).__name__}"))

    def _say(self, doing: str) -> None:
        with self._changed:
            self._doing, self._trouble = doing, ""

    def _show(self, view: View) -> None:
        self._warm(view)
        with self._changed:
            self.view = view
            self._kept = tuple(edit for edit in self._kept if edit.id not in view.outcomes)
            self._doing = ""
            self._changed.notify_all()

    def _shown(self, edits: Iterable[Edit]) -> bool:
        return all(edit.id in self.view.outcomes for edit in edits)
