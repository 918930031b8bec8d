"""Annotated articles read, extracted and scored; the figures as a table for people and as JSON for machines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from rashomon.evaluation.attribution import MEASURES, Tally
from rashomon.pipeline import extract
from rashomon.records import Extraction


class GoldError(ValueError):
    """A gold file cannot be used; the message says where and why."""


def gold(path: Path) -> dict[str, dict[str, Any]]:
    """Return the annotated articles of a JSON lines file by id; raise GoldError where a line is none."""
    found = {}
    for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            found[str(row["id"])] = {
                "text": row["text"],
                "language": row.get("language") or "en",
                "attributions": row["attributions"],
            }
        except (ValueError, KeyError, TypeError) as error:
            raise GoldError(
                f"{path}, line {number}: not an annotated article ({error!r}): it needs id, text and attributions"
            ) from error
    if not found:
        raise GoldError(f"{path}: no annotated article in it")
    return found


def evaluate(path: Path) -> Iterator[tuple[str, Tally]]:
    """Yield for each article of a gold file, as it is done, its language and its counts."""
    wanted = gold(path)
    for result in extract([str(path)]):
        if isinstance(result, Extraction):
            row = wanted[result.document.id]
            if result.document.text != row["text"]:
                raise GoldError(f"{path}: the text of {result.document.id} changed while it was read")
            tally = Tally()
            tally.add(row["text"], row["attributions"], result.to_dict()["statements"])
            yield row["language"], tally


def total(tallies: Iterable[Tally]) -> Tally:
    """Return the sum of counts."""
    whole = Tally()
    for tally in tallies:
        whole.join(tally)
    return whole


def table(tally: Tally) -> Iterator[str]:
    """Yield the lines of a table: precision, recall and F1 of each measure, recall by kind."""
    figures = tally.figures()
    yield f"gold {figures['gold']}  predicted {figures['predicted']}"
    for measure in MEASURES:
        row: Mapping[str, float] = figures[measure]
        name = f"+{measure}" if measure in ("source", "speaker", "cue") else f" {measure}"
        yield f"{name:10} P {row['p']:.3f}  R {row['r']:.3f}  F1 {row['f1']:.3f}"
    for kind, (found, source) in figures["recall"].items():
        yield f" {kind:9} n {tally.kinds[kind][0]:5d}  recall {found:.3f}  with source {source:.3f}"
