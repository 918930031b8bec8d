"""What is going on, for a page that waits."""

from __future__ import annotations

from starlette.responses import Response

from rashomon.web.ask import Ask


def show(ask: Ask) -> Response:
    """Show what is going on; to a script, once it is done, that the page is to be loaded anew."""
    work = ask.desk.work()
    if not ask.request.headers.get("hx-request"):
        return ask.page("working.html", aside=list(ask.desk.aside))
    if work.busy:
        return ask.page("banner.html")
    return Response(status_code=200, headers={"hx-refresh": "true"})
