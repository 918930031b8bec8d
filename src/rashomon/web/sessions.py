"""Sessions: who is at the other end, and what was last said to them."""

from __future__ import annotations

import secrets
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field

# A session that was not used for so long is over (seconds), and so many are held at most.
_IDLE, _MOST = 12 * 3600, 10_000
# So many failed logins in a row from one address, or from all together, and the door stays shut for a while (seconds).
_TRIES, _TRIES_OF_ALL, _SHUT = 5, 100, 60.0


@dataclass(slots=True)
class Said:
    """What the page tells after a correction: the words, and the edits that undo takes back."""

    words: str
    edits: tuple[str, ...] = ()
    trouble: bool = False


@dataclass(slots=True)
class Session:
    """One browser: its key, its token against forged forms, the name of its user, and what is to be told next.

    `user` is None until somebody has logged in where a login is wanted.
    """

    key: str
    token: str
    user: str | None = None
    said: Said | None = None
    before: str = ""
    used: float = field(default=0.0)


class Sessions:
    """The sessions of one server, in memory: a restart ends them.

    >>> sessions = Sessions()
    >>> one = sessions.start("Ann")
    >>> sessions.find(one.key) is one, sessions.find("made up")
    (True, None)
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Hold no session yet."""
        self._clock = clock
        self._lock = threading.Lock()
        self._held: OrderedDict[str, Session] = OrderedDict()

    def start(self, user: str | None) -> Session:
        """Return a new session; where there are too many, that which was not used for longest is over."""
        session = Session(secrets.token_urlsafe(32), secrets.token_urlsafe(32), user, used=self._clock())
        with self._lock:
            self._held[session.key] = session
            while len(self._held) > _MOST:
                self._held.popitem(last=False)
        return session

    def find(self, key: str) -> Session | None:
        """Return the session of a key; None where there is none, or it was not used for too long."""
        with self._lock:
            session = self._held.get(key)
            if session is None:
                return None
            now = self._clock()
            if now - session.used > _IDLE:
                del self._held[key]
                return None
            session.used = now
            self._held.move_to_end(key)
            return session

    def end(self, session: Session) -> None:
        """End a session."""
        with self._lock:
            self._held.pop(session.key, None)


class Tries:
    """Failed logins, by address and of all: after too many the door stays shut for a minute.

    >>> tries = Tries(lambda: 0.0)
    >>> for _ in range(5): tries.failed("10.0.0.7")
    >>> tries.wait("10.0.0.7"), tries.wait("10.0.0.8")
    (60.0, 0.0)
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Count nothing yet."""
        self._clock = clock
        self._lock = threading.Lock()
        self._failed: deque[tuple[float, str]] = deque()

    def failed(self, address: str) -> None:
        """Count a login that failed."""
        with self._lock:
            self._failed.append((self._clock(), address))

    def wait(self, address: str) -> float:
        """Return for how many seconds an address must not try again."""
        with self._lock:
            now = self._clock()
            while self._failed and now - self._failed[0][0] >= _SHUT:
                self._failed.popleft()
            own = [when for when, who in self._failed if who == address]
            shut = [own[-_TRIES]] if len(own) >= _TRIES else []
            shut += [self._failed[-_TRIES_OF_ALL][0]] if len(self._failed) >= _TRIES_OF_ALL else []
            return max((_SHUT - (now - when) for when in shut), default=0.0)
