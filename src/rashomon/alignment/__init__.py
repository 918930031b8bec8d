"""What is it about? Statements into events, questions, and each speaker's answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rashomon.later import later

if TYPE_CHECKING:
    from rashomon.alignment.aligning import align
    from rashomon.alignment.origins import Origins
    from rashomon.alignment.provenance import trace
else:
    __getattr__ = later(
        __name__,
        {
            "Origins": "rashomon.alignment.origins",
            "align": "rashomon.alignment.aligning",
            "trace": "rashomon.alignment.provenance",
        },
    )

__all__ = ["Origins", "align", "trace"]
