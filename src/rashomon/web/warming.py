"""What several pages need of a view, made before it is shown: the thread that compares waits for it, no reader does."""

from __future__ import annotations

import rashomon.stages  # noqa: F401 - loaded before the first page is served
from rashomon.web.matrix import choices
from rashomon.web.overview import overview
from rashomon.web.timeline import changed
from rashomon.web.view import View


def warm(view: View) -> None:
    """Have a view make what is made once."""
    for make in (overview, choices, changed):
        view.once(make)
    for rows in (view.to_check, view.to_judge, view.to_join, view.by_name, view.agreements_on):
        len(rows)
