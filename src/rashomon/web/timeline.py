"""Who changed the story: the versions of each speaker on each question."""

from __future__ import annotations

from starlette.responses import Response

from rashomon.report.timeline import Timeline, timelines
from rashomon.web.ask import Ask
from rashomon.web.paging import paged
from rashomon.web.view import View

_ROWS = 8


def show(ask: Ask) -> Response:
    """Show the timelines, a page at a time; of one speaker where one is asked for."""
    speaker = ask.get("speaker")
    rows = [
        row
        for row in ask.view.once(changed)
        if not speaker or any(t.speaker.anchor == speaker for t in row.tracks)
    ]
    page = paged(rows, ask.number("page"), _ROWS)
    names = {
        track.speaker.anchor: track.speaker.text for row in ask.view.once(changed) for track in row.tracks
    }
    return ask.page("timeline.html", page=page, speaker=speaker, names=names)


def changed(view: View) -> list[Timeline]:
    """Return a timeline for each question on which somebody changed the story."""
    return timelines(view.index)
