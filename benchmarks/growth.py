"""How the work grows with one article: parsing, attribution and resolution at 1, 2, 4 and 8 times the length.

    uv run python -m benchmarks.growth [LANGUAGE]

A step whose time doubles with the length grows linearly: ratios near 2 in every line. Other load shows as noise.
"""

from __future__ import annotations

import re
import sys
import time

from rashomon.attribution import attribute
from rashomon.entities import resolve
from rashomon.language.reading import read
from rashomon.records import Block, Document, Span

PASSAGE = (
    "“The wall held,” Mayor Ann Roe said on Monday. Police said nobody was hurt, and Bob Low denied it.\n\n"
    "Bob Low, farmer:\n\n“It ‘did not’ hold.”\n\n"
)


def article(times: int, language: str) -> Document:
    text = PASSAGE * times
    blocks = tuple(Block("paragraph", Span(*match.span())) for match in re.finditer(r"[^\n]+", text))
    return Document("growth", text, language=language, blocks=blocks)


def measure(document: Document) -> list[float]:
    start = time.perf_counter()
    reading = read(document)
    middle = time.perf_counter()
    statements = attribute(document, reading)
    late = time.perf_counter()
    resolve(document, reading.parse, statements)
    return [middle - start, late - middle, time.perf_counter() - late]


def main(language: str) -> None:
    measure(article(10, language))  # loads the models, which are paid once
    print("code points   parse s  attribute s  resolve s   ratios to the line above")
    before: list[float] = []
    for times in (200, 400, 800, 1600):
        document = article(times, language)
        now = measure(document)
        ratios = "  ".join(f"{new / old:.1f}" for new, old in zip(now, before, strict=False))
        print(f"{len(document.text):11d} {now[0]:9.2f} {now[1]:12.2f} {now[2]:10.2f}   {ratios}")
        before = now


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "en")
