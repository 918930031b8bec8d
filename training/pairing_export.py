"""Write a trained pair model as the files that the package reads, and calibrate it.

    python -m training.pairing_export PAIRS.pt --out FOLDER [--held-out 3] [--measured "[wyz]-*"]

Linear layers and embeddings become int8. How sure a conflict is is fitted on the events left out of training, with the
files as they are shipped. On other events that trained nothing, a reliability table and what other thresholds would give
are printed.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from rashomon.alignment.excerpts import Account
from rashomon.alignment.pairs import (
    ONE,
    RELATIONS,
    TWO,
    UNKNOWN,
    Circumstances,
    Comparer,
    features,
)
from rashomon.language.meanings import vectors
from rashomon.records import Span
from training import accounts
from training.calibrate import fit, reliability, write
from training.encoders import tokenizer
from training.export import BARE, write_network
from training.network import Shape
from training.pairing import KINDS, Pairs, labels_of

# What is less sure than this is not proposed: of those shown about half are conflicts.
THRESHOLD = 0.4
_NEIGHBOURS = 12


class _Judge(nn.Module):
    """The pair model with chances instead of scores, over rows that are not padded."""

    def __init__(self, model: Pairs) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: Tensor, flags: Tensor, sides: Tensor, speakers: Tensor) -> tuple[Tensor, Tensor]:
        relations, kinds = self.model(ids, flags, sides, speakers, BARE)
        return relations.softmax(-1), kinds.softmax(-1)


def export(model: Pairs, folder: Path) -> None:
    """Write a model's files into a folder, its calibration still to be fitted."""
    folder.mkdir(parents=True, exist_ok=True)
    one = torch.ones(2, 9, dtype=torch.long)
    text, rows = {0: "rows", 1: "pieces"}, {0: "rows"}
    write_network(
        _Judge(model), (one, one, one, torch.ones(2, dtype=torch.long)), folder / "pairs.onnx", False,
        {"ids": text, "flags": text, "sides": text, "speakers": rows}, {"relations": rows, "kinds": rows},
    )  # fmt: skip
    (folder / "labels.json").write_text(json.dumps({"kinds": KINDS}) + "\n", "utf-8")
    plain = dict.fromkeys(features([0.25] * len(RELATIONS), Circumstances(TWO, False, False, 0)), 0.0)
    write(folder, {**plain, "conflict": 1.0, "threshold": THRESHOLD})


def seen(comparer: Comparer, event: accounts.Account) -> Iterator[tuple[dict[str, float], bool]]:
    """Yield what the calibration reads of each pair that would be compared, and whether it is a conflict."""
    passages = [one for one in event.passages if one.language == "en"]
    if len(passages) < 2:
        return
    read = [Account(one.text, tuple(Span(*span) for span in one.content), one.heading) for one in passages]
    labels = labels_of(event, {one.id for one in passages})
    meanings = vectors([one.text for one in passages])
    likeness = meanings @ meanings.T
    np.fill_diagonal(likeness, -1)
    near = np.argsort(np.argsort(-likeness, axis=1), axis=1) < _NEIGHBOURS
    for one, other in combinations(range(len(passages)), 2):
        mine, yours = passages[one], passages[other]
        known = labels.get(frozenset((mine.id, yours.id)))
        if not (near[one, other] or near[other, one]):
            continue
        if known is None and event.answered[mine.id] & event.answered[yours.id]:
            continue
        circumstances = _circumstances(mine, yours, float(likeness[one, other]))
        opinion = comparer.compare(read[one], read[other], circumstances)
        yield (
            dict(features(opinion.relations, circumstances)),
            bool(known and RELATIONS[known[0]] == "conflict"),
        )


def _circumstances(one: accounts.Passage, other: accounts.Passage, likeness: float) -> Circumstances:
    speakers = (
        UNKNOWN if not one.speaker or not other.speaker else ONE if one.speaker == other.speaker else TWO
    )
    article = (one.outlet, one.date) == (other.outlet, other.date)
    return Circumstances(speakers, article and one.heading != other.heading, article, likeness)


def calibrate(folder: Path, held_out: int, measured: str) -> None:
    """Fit and write the calibration of a model on the events left out of its training; print how good it is on others."""
    comparer = Comparer(folder, tokenizer())
    known = {event.id: event for event in accounts.load(accounts.FOLDER.glob("*.json"))}
    apart = {path.stem for path in accounts.FOLDER.glob(f"{measured}.json")}
    fitted = [e for e in known.values() if e.id not in apart and accounts.left_out(e, held_out)]
    names, table, right = _table(comparer, fitted)
    weights = fit(table, right)
    write(
        folder,
        {
            **{name: round(float(w), 4) for name, w in zip(names, weights, strict=True)},
            "threshold": THRESHOLD,
        },
    )
    print(
        f"fitted on {len(fitted)} events left out of training, {len(right)} pairs, {int(right.sum())} conflicts"
    )
    for title, events in (("these", fitted), (measured, [known[name] for name in sorted(apart)])):
        _, table, right = _table(comparer, events)
        chances = 1 / (1 + np.exp(-table @ weights))
        print(
            f"{title}: {len(right)} pairs, {int(right.sum())} conflicts, average precision {average(chances, right):.3f}"
        )
        print("\n".join([*reliability(chances, right), *curve(chances, right)]))


def _table(
    comparer: Comparer, events: Iterable[accounts.Account]
) -> tuple[list[str], np.ndarray, np.ndarray]:
    """Return the names of the features, the features [pairs, names] and whether each pair is in conflict [pairs]."""
    rows = [row for event in events for row in seen(comparer, event)]
    names = list(rows[0][0])
    table = np.array([[row[name] for name in names] for row, _ in rows])
    return names, table, np.array([float(conflict) for _, conflict in rows])


def average(chances: np.ndarray, right: np.ndarray) -> float:
    """Return the average precision of conflicts, the surest first.

    >>> average(np.array([0.9, 0.8, 0.1]), np.array([1.0, 0.0, 1.0]))
    0.8333333333333333
    """
    ordered = right[np.argsort(-chances, kind="stable")]
    return float(
        (np.cumsum(ordered) / np.arange(1, len(ordered) + 1) * ordered).sum() / max(1.0, ordered.sum())
    )


def curve(chances: np.ndarray, right: np.ndarray) -> Iterator[str]:
    """Yield the lines of a table: precision and recall where conflicts less sure than this are dropped."""
    yield "threshold  pairs  P      R"
    for threshold in (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        kept = chances >= threshold
        yield f"{threshold:.2f}       {kept.sum():5}  {right[kept].mean() if kept.any() else 0:.3f}  {right[kept].sum() / right.sum():.3f}"


def main() -> None:
    """Export and calibrate the weights named on the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("weights", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--held-out", type=int, default=3)
    parser.add_argument(
        "--measured", default="[wyz]-*", help="events that trained nothing, as a pattern of names"
    )
    options = parser.parse_args()
    model = Pairs(Shape(trunk=6))
    model.load_state_dict(torch.load(options.weights))
    export(model.eval(), options.out)
    calibrate(options.out, options.held_out, options.measured)


if __name__ == "__main__":
    main()
