"""How the work on one event grows with its statements: questions, answers, discrepancies.

    uv run python -m benchmarks.questions

10, 100, 1,000 and 10,000 statements of one event, invented, spread over articles of ten; each stage's seconds, the
peak memory of a process of its own, and the ratio to the line above. Near 10 is linear.
"""

from __future__ import annotations

import multiprocessing
import random
import resource
import time
from itertools import pairwise

from rashomon.alignment import Origins, align
from rashomon.discrepancies import find_discrepancies
from rashomon.records import Act, Block, Document, Entity, Span, Statement

SIZES = (10, 100, 1_000, 10_000)
_EACH = 10
# Of all statements so many deny what another says: each is held against what was said before.
_DENIED = 0.03
_WHO = [
    f"{first} {last}"
    for first in ("Ann", "Karl", "Ilse", "Omar")
    for last in ("Roe", "Dahl", "Senn", "Marko")
]
_SAID = (
    "{n} people died when the Meridiana sank off Batumi", "the ferry Meridiana went down at {h}:{m:02d} on Sunday",
    "the Meridiana struck a freighter near pier {n}", "no ship came near the Meridiana that night, whatever boat {n} saw",
    "the captain of the Meridiana left after {n} passengers", "the pumps of the Meridiana had failed {n} days before",
)  # fmt: skip


def event(size: int) -> tuple[list[Document], list[Statement], list[Entity]]:
    """Return documents about one event with so many statements in all."""
    rng = random.Random(size)  # noqa: S311 - words, no secret
    documents, statements = [], []
    for number in range(0, size, _EACH):
        name, text, blocks = f"d{number}", "", []
        for _ in range(_EACH):
            who, start = rng.choice(_WHO), len(text)
            words = rng.choice(_SAID).format(
                n=rng.randint(2, 400), h=rng.randint(0, 23), m=rng.randint(0, 59)
            )
            deny = rng.random() < _DENIED
            text += f"{who} {'denied that' if deny else 'said'} {words}."
            span = Span(len(text) - 1 - len(words), len(text) - 1)
            source = (Span(start, start + len(who)),)
            act: Act = "deny" if deny else "assert"
            statements.append(Statement(f"{name}:{start}", name, "indirect", (span,), (), source, who, act))
            blocks.append(Block("paragraph", Span(start, len(text))))
            text += "\n\n"
        day = f"2031-06-{15 + number % 9:02d}"
        documents.append(Document(name, text, published=day, language="en", blocks=tuple(blocks)))
    return documents, statements, [Entity(who, who, "person") for who in _WHO]


def measure(size: int) -> list[float]:
    """Return the seconds of each stage, and the peak of memory in MB."""
    documents, statements, entities = event(size)
    times = [time.perf_counter()]
    _, questions, answers = align(documents, statements, entities)
    times.append(time.perf_counter())
    find_discrepancies(documents, statements, entities, questions, answers, Origins(documents, ()))
    times.append(time.perf_counter())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [*(late - early for early, late in pairwise(times)), peak]


def main() -> None:
    """Measure each size in a process of its own, and print the table."""
    print("statements   questions s  discrepancies s   MB   ratios of the seconds to the line above")
    before: list[float] = []
    for size in SIZES:
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            *now, peak = pool.apply(measure, (size,))
        ratios = "  ".join(f"{new / old:.1f}" for new, old in zip(now, before, strict=False))
        print(f"{size:10d} {now[0]:13.2f} {now[1]:16.2f} {peak:5.0f}   {ratios}", flush=True)
        before = now


if __name__ == "__main__":
    main()
