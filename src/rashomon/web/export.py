"""What leaves the workbench as a file: the report, and the edits."""

from __future__ import annotations

import json
from importlib.metadata import version

from starlette.responses import Response

from rashomon.report.page import render
from rashomon.web.ask import Ask
from rashomon.web.view import View

# Beyond so many articles one file is too large for a browser; the command writes a folder of pages.
LARGEST = 500


def report(ask: Ask) -> Response:
    """Answer with the report on what is shown, as one file to send on."""
    if len(ask.view.documents) > LARGEST:
        ask.say(
            f"The report of more than {LARGEST} articles is a folder: write it with `rashomon report`.",
            trouble=True,
        )
        return ask.page("working.html", 422, aside=[])
    return Response(
        ask.view.once(_rendered),
        media_type="text/html; charset=utf-8",
        headers={
            "content-disposition": 'attachment; filename="report.html"',
            "content-security-policy": "sandbox",
        },
    )


def _rendered(view: View) -> str:
    return render(view.comparison, version=version("rashomon"))


def edits(ask: Ask) -> Response:
    """Answer with all edits, one a line, as `rashomon edits import` reads them."""
    lines = [json.dumps(edit.to_dict(), ensure_ascii=False) + "\n" for edit in ask.desk.edits()]
    return Response(
        "".join(lines).encode("utf-8", "backslashreplace"),
        media_type="application/x-ndjson",
        headers={"content-disposition": 'attachment; filename="edits.jsonl"'},
    )
