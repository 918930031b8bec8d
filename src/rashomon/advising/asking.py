"""Many questions to one adviser, some at a time, and when to stop asking."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence

from rashomon.advising.client import AdviserError, Client
from rashomon.advising.questions import Prompt

# Questions under way at a time: a local server works on one or a few, a remote one on many.
_AT_ONCE = 4
# Failures in a row after which nothing more is asked.
_ENOUGH = 3


class Asking:
    """Puts questions to an adviser, counts those it answers, and stops where it fails for good or too often in a row."""

    def __init__(self, client: Client) -> None:
        """Take the open connection."""
        self._client = client
        self._failures: Counter[str] = Counter()
        self._in_a_row = 0
        self._is_over = False
        self._unasked = 0
        self.answered = 0

    async def ask(self, prompts: Sequence[Prompt]) -> list[str | None]:
        """Return the answer to each question, None where there is none.

        The first question of all is put alone: a server that is not there is not asked four times at once.
        """
        alone = 0 if self.answered else 1
        found = [await self._ask(prompt) for prompt in prompts[:alone]]
        turns = asyncio.Semaphore(_AT_ONCE)
        return found + await asyncio.gather(*(self._in_turn(prompt, turns) for prompt in prompts[alone:]))

    async def _in_turn(self, prompt: Prompt, turns: asyncio.Semaphore) -> str | None:
        async with turns:
            return await self._ask(prompt)

    async def _ask(self, prompt: Prompt) -> str | None:
        if self._is_over:
            self._unasked += 1
            return None
        try:
            answer = await self._client.ask(prompt)
        except AdviserError as error:
            self._failures[str(error)] += 1
            self._in_a_row += 1
            self._is_over = self._is_over or error.final or self._in_a_row >= _ENOUGH
            return None
        self._in_a_row = 0
        self.answered += 1
        return answer

    @property
    def troubles(self) -> tuple[str, ...]:
        """What went wrong, a line each with how many questions it cost."""
        failed = (
            f"{words}: {_questions(count)} without an answer" for words, count in self._failures.items()
        )
        unasked = [f"after that {_questions(self._unasked)} not asked"] if self._unasked else []
        return (*failed, *unasked)


def _questions(number: int) -> str:
    return f"{number} question{'' if number == 1 else 's'}"
