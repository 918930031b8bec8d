"""Attribution's floors: pinned figures on annotated articles, which only go up.

Measured with the shared scorer (content Jaccard of letters >= .5, one to one); the gold file's hash is checked first.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from rashomon.exporting.lines import LineFile
from rashomon.pipeline import extract
from tests.data import shared

# gold file, its SHA-256, and the floors of found, +source, +speaker and exact F1, half a point under what was measured
FLOORS = {
    "wikinews/dev.jsonl": (
        "6f5addd34c56c4a116002a5012108352b9f4231967f5196584abacd93257c38a",
        {"found": 0.856, "source": 0.836, "speaker": 0.776, "exact": 0.753},
    ),
    "polnear/dev.jsonl": (
        "d751dd83836550fad0a6f60cee4b69daf1f06cbec588fa50a72350ec6d10d1a3",
        {"found": 0.682, "source": 0.637, "exact": 0.57},
    ),
    "styles/dev.jsonl": (
        "3e8b2b1928687a37e1487e2caee3df14b391a02c7217ad0bcdc6de0f69b36d95",
        {"found": 0.832, "source": 0.764, "speaker": 0.633, "exact": 0.718},
    ),
}


@pytest.mark.evaluation
@pytest.mark.parametrize("name", FLOORS)
def test_attribution_stays_above_its_floors(name: str, tmp_path: Path) -> None:
    digest, floors = FLOORS[name]
    gold, scorer = shared(name), shared("../scoring/score_attribution.py")
    assert hashlib.sha256(gold.read_bytes()).hexdigest() == digest, (
        "another gold file: measure again before pinning"
    )
    output = tmp_path / "found.jsonl"
    assert all(LineFile(output).write(extract([str(gold)])))
    done = subprocess.run(
        [sys.executable, str(scorer), str(gold), str(output)], check=True, capture_output=True, text=True
    )
    figures = json.loads(done.stdout.splitlines()[-1])
    print(done.stdout)  # noqa: T201 - the figures of the run, shown by pytest -s or when it fails
    assert figures["missing"] == figures["text_changed"] == 0
    assert {
        measure: figures[measure]["f1"] for measure, floor in floors.items() if figures[measure]["f1"] < floor
    } == {}
