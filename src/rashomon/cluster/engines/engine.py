"""What an engine is: the whole of what Spark or Ray would have to offer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, Protocol, TypeAlias, TypeVar

Task = TypeVar("Task")
Value = TypeVar("Value")
# What a worker does before its first task; pickled, and called without arguments.
Prepare: TypeAlias = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Result(Generic[Task, Value]):
    """What became of a task: its value; or the exception it raised; or, with neither, it died with its worker."""

    task: Task
    value: Value | None = None
    error: Exception | None = None

    @property
    def died(self) -> bool:
        """Whether the worker died over it."""
        return self.value is None and self.error is None


class NoWorkersError(RuntimeError):
    """No worker can do anything; the message says why."""


class Engine(Protocol):
    """Workers, each of which was made ready when it started.

    `slots` is how many tasks run at a time, `link` the address of a page that shows them, if there is one.
    """

    @property
    def slots(self) -> int:
        """How many tasks run at a time, as far as is known now."""

    @property
    def link(self) -> str | None:
        """Where a browser shows the work."""

    def run(self, work: Callable[[Task], Value], tasks: Iterable[Task]) -> Iterator[Result[Task, Value]]:
        """Yield the result of each task as it comes, in any order; the value of `work` is never None.

        Tasks are taken from `tasks` as workers become free, a few ahead. A worker that dies is replaced; its task may
        be tried again or come back as died, but comes back. `work` and the tasks are pickled.
        """

    def close(self) -> None:
        """Stop the workers, also in the middle of a task."""
