"""A language model as an adviser: it explains what was found and proposes what was not, and decides nothing.

Off unless somebody names one; besides `rashomon.watching` no other part of the package opens a network connection. What it says stands apart from
what the program found (`Comparison.advice`), marked as the model's.

Articles are hostile, and a model obeys whoever speaks last. What they say is sent as data: JSON between fences that it
cannot close, without the characters that a reader does not see. What comes back is read by code: numbers of statements
that were sent, kinds that there are, quotations that stand verbatim in the statement's own content, one cut line of
explanation that is shown as text. Each explanation is asked for with its two statements alone, so that an article that
says "ignore your instructions" spoils what is said of itself; in a batch it can keep the model from naming pairs, but
a pair that it makes the model name must stand when its own two statements are all that the model sees.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from rashomon.advising.adviser import Adviser
from rashomon.advising.batches import Vectors
from rashomon.advising.coverage import Coverage
from rashomon.language.meanings import vectors as meanings
from rashomon.records import Comparison

__all__ = ["Adviser", "advise"]


def advise(comparison: Comparison, adviser: Adviser, *, vectors: Vectors = meanings) -> Comparison:
    """Return the comparison with what the adviser says of it; nothing else in it changes.

    A server that is not there or fails costs the advice, never the comparison: `advice.troubles` says what went wrong.
    `vectors` tells which statements are near in meaning.
    """
    from rashomon.advising.consulting import consult  # brings in the network

    def advice() -> Comparison:
        return replace(comparison, advice=asyncio.run(consult(Coverage(comparison), adviser, vectors)))

    if not _is_looping():
        return advice()
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(advice).result()


def _is_looping() -> bool:
    """Tell whether a loop runs already, as in a notebook: another one needs a thread of its own."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True
