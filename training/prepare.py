"""What a training reads, made ready: annotated articles as windows with their labels and their parse.

    python -m training.prepare --data DATA --out SAMPLES.pkl [--longest 192 …]

`training.train` does the same by itself; a file of samples is for a machine that has a GPU and not the parser.
DATA is the folder that holds wikinews/train.jsonl, styles/train.jsonl and gum/; our own articles are beside this file.
"""

from __future__ import annotations

import argparse
import pickle
from dataclasses import dataclass
from pathlib import Path

from training.encoders import tokenizer
from training.labels import Sample
from training.recipe import Recipe, add_flags, of_flags
from training.syntax import Labels


@dataclass
class Prepared:
    """Windows with their labels, and what the parser tells apart (None where no parse is learned)."""

    samples: list[Sample]
    labels: Labels | None


def prepare(data: Path, recipe: Recipe) -> Prepared:
    """Return what a recipe reads from a folder of annotated articles."""
    from training.corpus import SHARE, annotated, corpus, held, samples

    rows = list(annotated(data, ours=recipe.ours, gum=recipe.gum))
    rows += [row for row in corpus(data / "gum") if "attributions" not in row] if recipe.parse else []
    rows = [row for row in rows if not held(row["id"], SHARE)]
    cutter = tokenizer()
    found = [sample for row in rows for sample in samples(row, cutter, recipe.longest, recipe.context)]
    return Prepared(found, add_syntax(rows, found) if recipe.parse else None)


def add_syntax(rows: list[dict], data: list[Sample]) -> Labels:
    """Give each sample the parse of its text; return what the parser tells apart."""
    from rashomon.language.parser import parse
    from training.corpus import document
    from training.syntax import inventory, syntax

    parses = {row["id"]: parse(document(row)) for row in rows}
    labels = inventory(parses.values())
    for sample in data:
        sample.syntax = syntax(sample.window, parses[sample.document], labels)
    return labels


def main() -> None:
    """Write the samples of a recipe."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="the folder of annotated articles")
    parser.add_argument("--out", type=Path, required=True, help="where the samples go")
    add_flags(parser)
    options = parser.parse_args()
    with options.out.open("wb") as file:
        prepared = prepare(options.data, of_flags(options))
        pickle.dump((prepared.samples, prepared.labels), file)


if __name__ == "__main__":
    main()
