"""Time and memory of tracing reprints, reused paragraphs, translations and revisions at 1k, 10k and 100k paragraphs.

    uv run python -m benchmarks.copies [PARAGRAPHS ...]

Articles of ten paragraphs and 40 words each, drawn by a seed from words as frequent as those of a text (Zipf). Of ten, six
are new, two reprint an earlier one with one word in fifteen changed, one holds two of another's paragraphs, one is a
later state of an earlier one. Each size runs in a process of its own; the memory is what it adds to the articles.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from itertools import accumulate
from multiprocessing import get_context

from rashomon.alignment import trace
from rashomon.records import Document

SIZES = (1_000, 10_000, 100_000)
PARAGRAPHS, WORDS, VOCABULARY = 10, 40, 50_000
LETTERS = "bcdfghklmnprstvz"


def vocabulary() -> tuple[list[str], list[float]]:
    words = ["".join(LETTERS[(number >> shift) % 16] + "aeiou"[(number >> shift) % 5] for shift in (0, 4, 8, 12)) for number in range(VOCABULARY)]  # fmt: skip
    return words, list(accumulate(1 / (rank + 2) for rank in range(VOCABULARY)))


def articles(paragraphs: int) -> list[Document]:
    draw = random.Random(1)  # noqa: S311 - words, no secret
    words, weights = vocabulary()
    found: list[Document] = []
    texts: list[list[str]] = []
    for number in range(paragraphs // PARAGRAPHS):
        text = [" ".join(draw.choices(words, cum_weights=weights, k=WORDS)) for _ in range(PARAGRAPHS)]
        url = f"https://paper{number}.example/{number}"
        kind = number % 10
        if kind in (3, 7):
            text = [edited(part, draw) for part in draw.choice(texts)]
        elif kind == 5:
            text[4:6] = draw.choice(texts)[2:4]
        elif kind == 9:
            other = draw.randrange(len(texts))
            text, url = [*texts[other][:-1], text[0]], f"https://paper{other}.example/{other}"
        texts.append(text)
        day = f"2031-{1 + number % 12:02}-{1 + number % 28:02}"
        found.append(Document(str(number), "\n\n".join(text), published=day, url=url, language="en"))
    return found


def edited(text: str, draw: random.Random) -> str:
    return " ".join("other" if draw.random() < 1 / 15 else word for word in text.split())


def measure(paragraphs: int) -> tuple[float, float, int, int, int]:
    documents = articles(paragraphs)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    found = trace(documents)
    seconds = time.perf_counter() - start
    megabytes = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    return seconds, megabytes, len(found.copies), len(found.reuses), len(found.revisions)


def main(sizes: list[int]) -> None:
    print("paragraphs    seconds  ms each   MB added   groups of copies   reused paragraphs   revisions")
    for size in sizes:
        with get_context("spawn").Pool(1) as pool:
            seconds, megabytes, copies, reuses, revisions = pool.apply(measure, (size,))
        print(
            f"{size:10d} {seconds:10.1f} {1000 * seconds / size:8.2f} {megabytes:10.0f} {copies:18d} {reuses:19d} {revisions:11d}"
        )


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or list(SIZES))
