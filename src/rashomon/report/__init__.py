"""The report: a comparison as one self-contained HTML file that can be sent on."""

from __future__ import annotations

from rashomon.report.page import render, write_report

__all__ = ["render", "write_report"]
