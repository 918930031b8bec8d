"""What each part of the English reading brings: the figures with one part taken away at a time.

    python -m training.ablate GOLD.jsonl...

Prints a table in Markdown: F1 of found, +source, +speaker and exact for the whole and without each part.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from unittest.mock import patch

from rashomon.evaluation.attribution import Tally
from rashomon.language.encoder import shipped
from training.measure import measure

Patches = tuple[tuple[str, Any], ...]

WITHOUT: dict[str, Patches] = {
    "the whole": (),
    "without speaker lines": (("rashomon.attribution.speaker_lines.read", lambda *_: iter(())),),
    "without lead-ins": (("rashomon.attribution.leadins.read", lambda *_: None),),
    "without unclaimed quotations": (("rashomon.attribution.learned.Voices.unclaimed", lambda *_: []),),
    "without voices that go on": (("rashomon.attribution.learned.Voices.go_on", lambda _, drafts: list(drafts)),),
    "without whole quotations": (("rashomon.attribution.learned._whole", lambda span, *_: iter((span,))),),
    "without the calibrated threshold": (("rashomon.language.encoder.Encoder._confidence", lambda _, likely, __: likely),),
}  # fmt: skip


def rows(golds: list[Path]) -> Iterator[str]:
    """Yield the lines of the table."""
    measures = ("found", "source", "speaker", "exact")
    yield (
        "| | " + " | ".join(f"{gold.parent.name}/{gold.stem}: {', '.join(measures)}" for gold in golds) + " |"
    )
    yield "| --- " * (len(golds) + 1) + "|"
    for name, patches in WITHOUT.items():
        with ExitStack() as stack:
            for target, replacement in patches:
                stack.enter_context(patch(target, replacement))
            tallies: list[Tally] = [measure(shipped(), gold) for gold in golds]
        cells = (", ".join(f"{tally.figures()[m]['f1']:.3f}" for m in measures) for tally in tallies)
        yield f"| {name} | " + " | ".join(cells) + " |"


if __name__ == "__main__":
    for line in rows(
        [Path(gold) for gold in sys.argv[1:]] or sys.exit("usage: python -m training.ablate GOLD.jsonl...")
    ):
        print(line, flush=True)
