"""The report: a comparison as one self-contained HTML file that can be sent on, or as a folder of pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rashomon.later import later
from rashomon.report.place import MOST_ON_ONE_PAGE, replaceable

if TYPE_CHECKING:
    from rashomon.report.folder import write_folder
    from rashomon.report.page import render, write_report
else:
    __getattr__ = later(
        __name__,
        {
            "render": "rashomon.report.page",
            "write_folder": "rashomon.report.folder",
            "write_report": "rashomon.report.page",
        },
    )

__all__ = ["MOST_ON_ONE_PAGE", "render", "replaceable", "write_folder", "write_report"]
