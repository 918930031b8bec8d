"""How fast `rashomon extract` is, and whether its memory stays flat as the documents grow in number.

    uv run python -m benchmarks.extraction ARTICLES.jsonl

Reads the same articles once, twice, four times and eight times over, and prints for each words per second on all
cores, the ratio to the first line, and the peak resident memory of the process so far.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from pathlib import Path

from rashomon.pipeline import extract
from rashomon.reading import read
from rashomon.records import Document


def run(paths: list[str]) -> float:
    start = time.perf_counter()
    for _ in extract(paths):
        pass
    return time.perf_counter() - start


def main(paths: list[str]) -> None:
    documents = [document for document in read(paths) if isinstance(document, Document)]
    words = sum(len(document.text.split()) for document in documents)
    run(paths)  # loads the models, which are paid once
    print(f"{len(documents)} documents, {words} words from {', '.join(Path(path).name for path in paths)}")
    first = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for times in (1, 2, 4, 8):
            speed = times * words / run(copies(paths, Path(folder), times))
            first = first or speed
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            count = times * len(documents)
            print(f"{count:6d} documents {speed:8.0f} words/s  {speed / first:5.2f}  peak {peak:6.0f} MB")


def copies(paths: list[str], folder: Path, times: int) -> list[str]:
    """Write the articles `times` times, each time as other articles: an id read twice is put aside."""
    made = []
    for number in range(times):
        for path in map(Path, paths):
            rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
            for row in rows:
                row["id"], row["text"] = f"{row['id']}-{number}", f"{row['text']}\n\nEdition {number}."
            made.append(folder / f"{number}-{path.name}")
            made[-1].write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return [str(path) for path in made]


if __name__ == "__main__":
    main(sys.argv[1:] or sys.exit("usage: python -m benchmarks.extraction ARTICLES..."))
