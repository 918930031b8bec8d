"""A comparison in the terminal: the same findings as the report's, as tables that fit, or as plain lines in a pipe."""

from __future__ import annotations

from rashomon.terminal.drawing import draw, plain_lines
from rashomon.terminal.sheets import Sheet
from rashomon.terminal.views import NotFoundError, article_view, overview, question_view, speaker_view

__all__ = [
    "NotFoundError",
    "Sheet",
    "article_view",
    "draw",
    "overview",
    "plain_lines",
    "question_view",
    "speaker_view",
]
