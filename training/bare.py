"""Measure a bare network, without the rules around it and before it is exported.

python -m training.bare WEIGHTS.pt GOLD.jsonl...
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from rashomon.evaluation.attribution import Tally
from rashomon.language.decoding import best_roles, spans_of
from rashomon.language.windows import crop
from training.corpus import records, samples
from training.encoders import tokenizer
from training.labels import Sample
from training.network import Extractor
from training.train import batch_of, cropped, load


@torch.no_grad()
def predict(model: Extractor, found: Sequence[Sample], text: str, low: float = 0.5) -> list[dict]:
    """Return the attributions of one document's windows that the trunk finds likelier than `low`."""
    model.eval()
    out = []
    for sample in found:
        window = sample.window
        hidden, scores = model.trunk(*batch_of([window]))
        likely = scores[0].softmax(-1)[:, 1:].sum(-1).numpy()
        anchors = np.flatnonzero((likely > low) & window.own & window.begins)
        if not len(anchors):
            continue
        crops = [crop(window, anchor) for anchor in anchors.tolist()]
        roles, _, _ = model.branch(*cropped(hidden, [(0, anchor) for anchor in anchors.tolist()], crops))
        paths = best_roles(list(roles.log_softmax(-1).numpy()))
        for path, here in zip(paths, crops, strict=True):
            spans = spans_of(window, here, path, text)
            if spans.content:
                out.append({
                    "content": [list(s) for s in spans.content], "source": [list(s) for s in spans.source],
                    "cue": [list(s) for s in spans.cue], "kind": "indirect", "speaker": None,
                })  # fmt: skip
    return out


def evaluate(model: Extractor, rows: Sequence[dict], cutter: Tokenizer) -> dict:
    """Return figures at an even chance of the trunk."""
    tally = Tally()
    for row in rows:
        tally.add(row["text"], row["attributions"], predict(model, samples(row, cutter), row["text"]))
    return tally.figures()


def main(weights: str, golds: list[str]) -> None:
    """Print one line of JSON for each gold file."""
    model = load(Path(weights))[0]
    for gold in golds:
        figures = evaluate(model, list(records([Path(gold)])), tokenizer())
        print(Path(gold).name, json.dumps(figures), flush=True)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit("usage: python -m training.bare WEIGHTS.pt GOLD.jsonl...")
    main(sys.argv[1], sys.argv[2:])
