"""A shard that killed its workers, page by page in a process of its own: the page that kills it is put aside."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing.connection import Connection

from rashomon.cluster.outcome import Outcome, Seen, outcomes
from rashomon.cluster.pages import pages
from rashomon.cluster.shard import Shard
from rashomon.records import Extraction, Rejected

# A machine may kill a process for want of memory, whatever it was at: a page is put aside when it happens twice.
_TRIES = 2
# Seconds until a child has loaded Python and the models.
_STARTING = 120.0


@dataclass(slots=True)
class _Child:
    """A process at work on the pages of a shard from `skip` on, and how far it came."""

    shard: Shard
    skip: int
    limit: float
    at: int = -1
    uri: str = ""
    ended: bool = False
    reason: str = field(default="")

    def run(self, seen: Seen) -> Iterator[Outcome]:
        """Yield the outcomes until the child is done, dies, or takes too long over a page."""
        ours, theirs = os.pipe()
        command = [sys.executable, "-m", "rashomon.cluster.careful", str(theirs)]
        with subprocess.Popen(command, stdin=subprocess.PIPE, pass_fds=(theirs,)) as process:  # noqa: S603
            os.close(theirs)
            try:
                with Connection(ours, writable=False) as back:
                    _send(process, (self.shard, self.skip, seen, self.limit))
                    yield from self._told(back)
            finally:
                if not self.ended:
                    process.kill()
                code = process.wait()
        self.reason = self.reason or _death(code)

    def _told(self, back: Connection) -> Iterator[Outcome]:
        """Yield what the child tells."""
        try:
            while back.poll(self.limit if self.at >= 0 else _STARTING + self.limit):
                match back.recv():
                    case (int() as at, str() as uri):
                        self.at, self.uri = at, uri
                    case Outcome() as outcome:
                        yield outcome
                    case Exception() as error:
                        self.ended = True
                        raise error
                    case None:
                        self.ended = True
                        return
            self.reason = f"took longer than {self.limit:.0f} seconds"
        except EOFError:
            return


def careful_outcomes(shard: Shard, seen: Seen, limit: float) -> Iterator[Outcome]:
    """Yield the outcome of each page of a shard; one that kills its process, or takes `limit` seconds, is put aside.

    Raise what stops the shard as a whole, such as an input that is gone.
    """
    tries: Counter[int] = Counter()
    skip = 0
    while True:
        child = _Child(shard, skip, limit)
        yield from (_noted(outcome, seen) for outcome in child.run(seen))
        if child.ended:
            return
        tries[child.at] += 1
        skip = max(child.at, skip)
        if tries[child.at] >= _TRIES:
            if child.at < 0:
                raise RuntimeError(f"no process can be started that reads {shard.place}: {child.reason}")
            yield Outcome(child.uri, None, (Rejected(child.uri, f"put aside, since it {child.reason}"),))
            skip += 1


def _noted(outcome: Outcome, seen: Seen) -> Outcome:
    """Keep in mind what the child has seen, for the next one."""
    for one in outcome.found:
        if isinstance(one, Extraction):
            seen.again(one.document)
    return outcome


def _send(process: subprocess.Popen[bytes], task: object) -> None:
    if process.stdin is not None:
        with process.stdin as pipe:
            pickle.dump(task, pipe)


def _death(code: int) -> str:
    name = signal.Signals(-code).name if code < 0 else f"exit code {code}"
    return f"kills the process that reads it ({name})"


def _main(handle: int) -> None:
    """Do what the parent sends; the end of the pipe is the end of the parent."""
    shard, skip, seen, limit = pickle.load(sys.stdin.buffer)  # noqa: S301 - from our own parent
    with Connection(handle, readable=False) as back:
        try:
            rest = islice(pages(shard), skip, None)
            numbers = iter(range(skip, sys.maxsize))

            def begin(uri: str) -> None:
                signal.setitimer(
                    signal.ITIMER_REAL, 2 * limit
                )  # should the parent be gone, which looks after it
                back.send((next(numbers), uri))

            for outcome in outcomes(rest, seen, begin):
                back.send(outcome)
            back.send(None)
        except OSError as error:
            back.send(OSError(error.errno, str(error)))


if __name__ == "__main__":
    _main(int(sys.argv[1]))
