"""How sure the shipped extractor may be: its confidence, from articles left out of training.

    python -m training.calibrate --data DATA --model src/rashomon/language/model

Fits the chance that an attribution is found (content Jaccard of at least half) to what trunk and branch say of it
(Platt 1999), writes it to calibration.json and prints a reliability table and what other thresholds would give.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rashomon.attribution.learned import drafts_of
from rashomon.evaluation.attribution import Tally, matches
from rashomon.language.encoder import Encoder, log_odds
from rashomon.language.quotations import find
from rashomon.records import spans_to
from training.corpus import SHARE, annotated, document, held

Floats = NDArray[np.float64]

# What is less sure than this is left out: all that is more likely right than wrong is shown, with how sure it is. From
# 0.4 to 0.6 F1 changes by less than a point.
THRESHOLD = 0.5
# Nothing learned yet: every attribution is as sure as the trunk.
PLAIN = {"bias": 0.0, "likely": 1.0, "valid": 0.0, "threshold": 0.5}
_BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.01)


def seen(
    encoder: Encoder, records: Iterable[dict[str, Any]]
) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """Yield each article with all that the encoder sees in it, sure or not."""
    for record in records:
        article = document(record)
        quotes = find(article.text, [block.span for block in article.blocks])
        found = encoder.read(article, quotes)[1]
        rows = [
            {"content": spans_to(draft.content), "source": spans_to(draft.source), "cue": spans_to(draft.cue),
             "features": (1.0, log_odds(one.likely), log_odds(one.valid)), "speaker": None}
            for one, draft in zip(found, drafts_of(article, found, quotes), strict=True)
        ]  # fmt: skip
        yield record, rows


def fit(features: Floats, right: Floats, steps: int = 50) -> Floats:
    """Return the weights of a logistic regression by Newton's method, with a little ridge."""
    weights = np.zeros(features.shape[1])
    for _ in range(steps):
        chance = 1 / (1 + np.exp(-features @ weights))
        slope = features.T @ (chance - right) + 1e-2 * weights
        curve = (features * (chance * (1 - chance))[:, None]).T @ features + 1e-2 * np.eye(len(weights))
        weights = weights - np.linalg.solve(curve, slope)
    return weights


def curve(articles: Sequence[tuple[dict[str, Any], list[dict[str, Any]]]]) -> Iterator[str]:
    """Yield the lines of a table: precision, recall and F1 where attributions less sure than this are dropped."""
    yield "threshold  P      R      F1"
    for threshold in (0.3, 0.4, THRESHOLD, 0.6, 0.7, 0.8):
        tally = Tally()
        for record, rows in articles:
            kept = [row for row in rows if row["confidence"] >= threshold]
            tally.add(record["text"], record["attributions"], kept)
        p, r, f1 = (tally.figures()["found"][name] for name in ("p", "r", "f1"))
        yield f"{threshold:.2f}       {p:.3f}  {r:.3f}  {f1:.3f}"


def reliability(confidence: Floats, right: Floats) -> Iterator[str]:
    """Yield the lines of a table: how often what is said to be this sure is right."""
    yield "confidence      n   mean   right"
    for low, high in pairwise(_BINS):
        here = (confidence >= low) & (confidence < high)
        if here.any():
            yield f"{low:.2f}–{min(high, 1):.2f}  {here.sum():5d}  {confidence[here].mean():.3f}  {right[here].mean():.3f}"


def calibrate(folder: Path, data: Path) -> None:
    """Write calibration.json of a model, and the hashes of all its files."""
    write(folder, PLAIN)
    articles = list(
        seen(Encoder(folder, threshold=0.0), (row for row in annotated(data) if held(row["id"], SHARE)))
    )
    for record, rows in articles:
        hits = {id(row) for _, row in matches(record["text"], record["attributions"], rows)}
        for row in rows:
            row["right"] = id(row) in hits
    features = np.array([row["features"] for _, rows in articles for row in rows])
    right = np.array([float(row["right"]) for _, rows in articles for row in rows])
    weights = fit(features, right)
    confidence = 1 / (1 + np.exp(-features @ weights))
    for row, chance in zip((row for _, rows in articles for row in rows), confidence, strict=True):
        row["confidence"] = chance
    names = ("bias", "likely", "valid")
    values = {name: round(float(value), 4) for name, value in zip(names, weights, strict=True)}
    write(folder, {**values, "threshold": THRESHOLD})
    print(f"{len(articles)} articles left out of training, {len(right)} attributions seen: {values}")
    print("\n".join([*reliability(confidence, right), *curve(articles)]))


def write(folder: Path, calibration: dict[str, float]) -> None:
    """Write the calibration and SHA256SUMS of a model's files."""
    (folder / "calibration.json").write_text(json.dumps(calibration, indent=1) + "\n", "utf-8")
    names = sorted(path for path in folder.iterdir() if path.suffix in (".onnx", ".json"))
    sums = (f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in names)
    (folder / "SHA256SUMS").write_text("".join(sums), "utf-8")


def main() -> None:
    """Calibrate the model named on the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    options = parser.parse_args()
    calibrate(options.model, options.data)


if __name__ == "__main__":
    main()
