"""Where a report is put: one page or a folder, and what may be put in the place of what."""

from __future__ import annotations

from pathlib import Path

# Of more articles than this the report is a folder: one page of 500 is some 20 MB, which browsers still open.
MOST_ON_ONE_PAGE = 500
# What a folder keeps the comparison in, beside its pages.
DATA = "comparison.json"


def replaceable(target: Path) -> bool:
    """Tell whether a path is an empty folder or a report that was written here before."""
    return target.is_dir() and ((target / DATA).is_file() or not any(target.iterdir()))
