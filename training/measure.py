"""Measure a model of any folder on annotated articles, by the whole way of the data.

    python -m training.measure MODEL_FOLDER GOLD.jsonl...

The same figures as `rashomon evaluate attribution`, which measures the model that ships; for 32-bit and other variants.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from rashomon.attribution import attribute
from rashomon.entities import resolve
from rashomon.evaluation.attribution import Tally
from rashomon.language.encoder import Encoder
from rashomon.language.quotations import find
from rashomon.language.reading import Reading
from training.corpus import document, records


def measure(encoder: Encoder, gold: Path) -> Tally:
    """Return the counts over the English articles of a gold file."""
    tally = Tally()
    for record in records([gold]):
        article = document(record)
        quotes = find(article.text, [block.span for block in article.blocks])
        reading = Reading(quotes, *encoder.read(article, quotes))
        found = resolve(article, reading.parse, attribute(article, reading))
        tally.add(record["text"], record["attributions"], found.to_dict()["statements"])
    return tally


def main(folder: str, golds: list[str]) -> None:
    """Print one line of JSON for each gold file."""
    encoder = Encoder(Path(folder))
    for gold in golds:
        print(Path(gold).name, json.dumps(measure(encoder, Path(gold)).figures()), flush=True)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit("usage: python -m training.measure MODEL_FOLDER GOLD.jsonl...")
    main(sys.argv[1], sys.argv[2:])
