"""How fast `rashomon extract` is, and how much memory it takes, beside the parser it stands on.

    uv run python -m benchmarks.extraction ARTICLES.jsonl

Prints words per second of the whole extraction and of the English parser alone over the same texts in the same run,
their ratio, and the peak resident memory of the process.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

from rashomon.language.parser import parse
from rashomon.pipeline import extract_document
from rashomon.reading import read
from rashomon.records import Document


def seconds(work: Callable[[Document], object], documents: list[Document]) -> float:
    start = time.perf_counter()
    for document in documents:
        work(document)
    return time.perf_counter() - start


def main(paths: list[str]) -> None:
    documents = [document for document in read(paths) if isinstance(document, Document)]
    words = sum(len(document.text.split()) for document in documents)
    extract_document(documents[0])  # loads the models, which are paid once
    parsing = seconds(parse, documents)
    whole = seconds(extract_document, documents)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(documents)} documents, {words} words from {', '.join(Path(path).name for path in paths)}")
    print(f"parser alone   {words / parsing:8.0f} words/s")
    print(f"extraction     {words / whole:8.0f} words/s   {parsing / whole:.2f} of the parser's speed")
    print(f"peak memory    {peak:8.0f} MB")


if __name__ == "__main__":
    main(sys.argv[1:] or sys.exit("usage: python -m benchmarks.extraction ARTICLES..."))
