"""Calibrate how sure discrepancies are, and print how reliable that is.

    python -m training.reliability [--fit]

The invented accounts are read as coverage twice, by the whole pipeline and with the annotation's own statements; each
discrepancy is judged by the annotation. A table says how often what is said to be so sure is right: the confidences of
the events whose number is even are fitted to the others, and the other way round. --fit writes what a fit to all finds to
the package's `confidence.toml`. Takes minutes.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import numpy as np

from rashomon.alignment import Origins
from rashomon.discrepancies import find_discrepancies
from rashomon.discrepancies.confidence import PLAIN, Calibration, shipped
from rashomon.pipeline import compare_extractions, extract_documents
from rashomon.records import Between, DiscrepancyKind, Extraction
from training import accounts
from training.calibrate import Floats
from training.coverages import Coverage, Judged, annotated, judged

_BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0001)
# Pulls towards the ranks as they are: there are few discrepancies, and fewer of each kind.
_PULL = 2.0
_KINDS: tuple[DiscrepancyKind, ...] = (
    "number",
    "time",
    "place",
    "actor",
    "occurrence",
    "modality",
    "attribution",
)
_BETWEEN: tuple[Between, ...] = ("speakers", "self", "outlets", "headline")


@dataclass(frozen=True)
class Row:
    """A discrepancy of an event: its rank, and whether the annotation has it."""

    event: str
    kind: DiscrepancyKind
    between: Between
    rank: float
    right: bool

    @property
    def half(self) -> int:
        """Return to which half of the events it belongs: 0 or 1."""
        return int(self.event.split("-")[1]) % 2


def found(coverage: Coverage, extractions: Sequence[Extraction]) -> Iterator[Judged]:
    """Yield the discrepancies of an event with their ranks as confidence, judged."""
    for seen in (
        compare_extractions(extractions, events=(coverage.event,)),
        annotated(coverage, extractions),
    ):
        origins = Origins(seen.documents, seen.copies, seen.reuses, seen.revisions)
        ranked, _ = find_discrepancies(
            seen.documents, seen.statements, seen.entities, seen.questions, seen.answers, origins, PLAIN
        )
        yield from judged(coverage, replace(seen, discrepancies=ranked))


def rows_of(judgements: Sequence[Judged]) -> list[Row]:
    """Return the discrepancies that the annotation decides."""
    return [
        Row(one.event, one.discrepancy.kind, one.discrepancy.between, one.discrepancy.confidence, one.judgement == "right")
        for one in judgements
        if one.judgement != "unclear"
    ]  # fmt: skip


def fit(rows: Sequence[Row]) -> Calibration:
    """Return the calibration under which the rows are likeliest, by Newton's method, pulled towards the plain ranks."""
    features = np.array([_features(row) for row in rows])
    right = np.array([float(row.right) for row in rows])
    start = np.array([0.0, 1.0, *[0.0] * (len(_KINDS) + len(_BETWEEN))])
    pull = np.full(len(start), _PULL)
    pull[0] = 1e-2
    weights = start.copy()
    for _ in range(50):
        chance = 1 / (1 + np.exp(-features @ weights))
        slope = features.T @ (chance - right) + pull * (weights - start)
        curve = (features * (chance * (1 - chance))[:, None]).T @ features + np.diag(pull)
        weights = weights - np.linalg.solve(curve, slope)
    bias, scale, *rest = (round(float(weight), 3) for weight in weights)
    kinds: dict[str, float] = dict(zip(_KINDS, rest[: len(_KINDS)], strict=True))
    between: dict[str, float] = dict(zip(_BETWEEN, rest[len(_KINDS) :], strict=True))
    return Calibration(bias, scale, kinds, between)


def _features(row: Row) -> list[float]:
    odds = float(np.log(row.rank / (1 - row.rank)))
    return [
        1.0,
        odds,
        *(float(row.kind == kind) for kind in _KINDS),
        *(float(row.between == one) for one in _BETWEEN),
    ]


def table(rows: Sequence[Row], calibrations: Sequence[Calibration]) -> Iterator[str]:
    """Yield the lines of a reliability table, and of how far confidence and outcome lie apart (Brier score).

    The rows of each half of the events are read with the calibration of its place.
    """
    sure: Floats = np.array(
        [calibrations[row.half].confidence(row.kind, row.between, row.rank) for row in rows]
    )
    right: Floats = np.array([float(row.right) for row in rows])
    yield "confidence      n   mean   right"
    for low, high in pairwise(_BINS):
        here = (sure >= low) & (sure < high)
        if here.any():
            yield f"{low:.2f}–{min(high, 1):.2f}  {here.sum():5d}  {sure[here].mean():.3f}  {right[here].mean():.3f}"
    yield f"all        {len(rows):5d}  {sure.mean():.3f}  {right.mean():.3f}   Brier {((sure - right) ** 2).mean():.3f}"


def by_rule(rows: Sequence[Row]) -> Iterator[str]:
    """Yield how often each kind of each rank was right."""
    yield "kind / between / rank            n  right"
    counted = Counter((row.kind, row.between, row.rank) for row in rows)
    for key, count in sorted(counted.items()):
        right = sum(row.right for row in rows if (row.kind, row.between, row.rank) == key)
        yield f"{' / '.join(map(str, key)):30s} {count:3d}  {right:5d}"


def write(calibration: Calibration, path: Path, note: str) -> None:
    """Write a calibration as TOML, with a comment on how it was made."""
    lines = [f"# {line}" for line in note.splitlines()]
    lines += [f"bias = {calibration.bias}", f"slope = {calibration.slope}"]
    for name, values in (("kinds", calibration.kinds), ("between", calibration.between)):
        lines += ["", f"[{name}]", *(f"{key} = {value}" for key, value in (values or {}).items())]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def main() -> None:
    """Read the accounts, fit or take what ships, and print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--fit", action="store_true")
    wanted = parser.parse_args().fit
    coverages = map(Coverage.of, accounts.load(accounts.FOLDER.glob("*.json")))
    report(
        rows_of([one for each in coverages for one in found(each, list(extract_documents(each.documents)))]),
        wanted,
    )


def report(rows: Sequence[Row], wanted: bool) -> None:
    """Print the tables of rows; write what a fit to all of them finds where that is wanted."""
    halves = [[row for row in rows if row.half == half] for half in (0, 1)]
    print("\n".join(["Each half as fitted to the other:", *table(rows, [fit(halves[1]), fit(halves[0])])]))
    print("\n".join(["What ships, fitted to both:", *table(rows, [fit(rows) if wanted else shipped()] * 2)]))
    print("\n".join(["Ranks as they are:", *table(rows, [PLAIN] * 2), *by_rule(rows)]))
    if wanted:
        note = (
            "Log odds that a discrepancy is one, from the rank of its rule (Platt scaling), made by\n"
            f"`python -m training.reliability --fit` from {len(rows)} discrepancies in the invented accounts."
        )
        write(fit(rows), Path(str(files("rashomon.discrepancies"))) / "data" / "confidence.toml", note)


if __name__ == "__main__":
    main()
