"""The report: a comparison as one self-contained HTML file that can be sent on, or as a folder of pages."""

from __future__ import annotations

from rashomon.report.folder import MOST_ON_ONE_PAGE, replaceable, write_folder
from rashomon.report.page import render, write_report

__all__ = ["MOST_ON_ONE_PAGE", "render", "replaceable", "write_folder", "write_report"]
