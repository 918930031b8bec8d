"""The print of a document: what two near-duplicates share, small enough to join a whole corpus by.

MinHash (Broder 1997) by rensa over runs of three words; three minima make a band, and documents that share a band may be
near-duplicates (Indyk and Motwani 1998). How many bands they share tells how alike they are, so that nobody has to look
at the texts again.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import numpy as np
import pyarrow as pa
from rensa import RMinHash

from rashomon.alignment.paragraphs import layout, shingles, words_in
from rashomon.alignment.publishing import outlet_of, time_of
from rashomon.records import Document

# Two documents that share a half of their runs share 5.3 bands on average, of .7 14, of .3 1.1, of .2 .3.
BANDS, ROWS = 42, 3
# Fewer runs than this are a notice or one quotation: many articles share it by right.
_FEWEST = 20
_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")

SIGNATURES = pa.schema(
    [
        ("document", pa.string()),
        ("time", pa.int64()),
        ("outlet", pa.uint32()),
        *((f"band_{n:02}", pa.uint32()) for n in range(BANDS)),
    ]
)
_MIX = np.array([0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D], np.uint64)


def signature_row(document: Document) -> dict[str, Any]:
    """Return the print of a document: when it was published (microseconds), by whom (a hash), and its bands.

    The bands are None where the document is too short to tell.
    """
    text = document.text
    words = [word for span in layout(document) for _, word in words_in(text, span)]
    runs = shingles(words)
    bands = _bands(sorted(runs)) if len(runs) >= _FEWEST else [None] * BANDS
    outlet = outlet_of(document)
    return {
        "document": document.id,
        "time": (time_of(document) - _EPOCH) // (_EPOCH.resolution),
        "outlet": zlib.crc32(outlet.encode("utf-8", "surrogatepass")) if outlet else 0,
        **{f"band_{number:02}": value for number, value in enumerate(bands)},
    }


def _bands(runs: Sequence[int]) -> list[int]:
    signature = RMinHash(num_perm=BANDS * ROWS, seed=1)
    signature.update([str(run) for run in runs])
    return band_values(np.array(signature.digest(), np.uint64)[None])[0].tolist()  # type: ignore[no-any-return]


def band_values(minima: np.ndarray[Any, np.dtype[np.uint64]]) -> np.ndarray[Any, np.dtype[np.uint32]]:
    """Return the bands of documents, a row each: 32 bits made of three minima."""
    parts = minima.reshape(len(minima), BANDS, ROWS)
    mixed = np.zeros(parts.shape[:2], np.uint64)
    for row in range(ROWS):
        mixed = (mixed ^ parts[:, :, row]) * _MIX[row]
        mixed ^= mixed >> np.uint64(29)
    return (mixed >> np.uint64(16)).astype(np.uint32)


def signature_table(rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    """Return prints as a table."""
    return pa.Table.from_pylist(list(rows), schema=SIGNATURES)
