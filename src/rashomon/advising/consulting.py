"""One round of advice: remarks on what was found first, then proposals of what was not."""

from __future__ import annotations

from rashomon.advising.adviser import Adviser
from rashomon.advising.asking import Asking
from rashomon.advising.batches import Vectors
from rashomon.advising.client import Client
from rashomon.advising.coverage import Coverage
from rashomon.advising.proposing import propose
from rashomon.advising.remarking import remark
from rashomon.records import Advice


async def consult(coverage: Coverage, adviser: Adviser, vectors: Vectors) -> Advice:
    """Return what the adviser says of a coverage."""
    async with Client(adviser) as client:
        asking = Asking(client)
        remarked = await remark(asking, coverage)
        proposed = await propose(asking, coverage, vectors)
    return Advice(
        adviser=adviser.model, remarks=remarked.remarks, proposals=proposed.proposals, asked=asking.answered,
        dropped=remarked.dropped + proposed.dropped, left_out=remarked.unasked + proposed.unshown,
        troubles=asking.troubles,
    )  # fmt: skip
