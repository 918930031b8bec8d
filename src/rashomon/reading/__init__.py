"""Reading: files, folders, archives and streams into documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rashomon.later import later

if TYPE_CHECKING:
    from rashomon.reading.reader import read, read_each
else:
    __getattr__ = later(__name__, {"read": "rashomon.reading.reader", "read_each": "rashomon.reading.reader"})

__all__ = ["read", "read_each"]
