"""The login, where the workbench is not for its own machine alone."""

from __future__ import annotations

from starlette.responses import RedirectResponse, Response

from rashomon.web.ask import Ask


def show(ask: Ask) -> Response:
    """Show the login."""
    if not ask.door.locked or ask.session.user is not None:
        return RedirectResponse("/", 303)
    return form(ask, 200, "")


def form(ask: Ask, status: int, trouble: str) -> Response:
    """Show the login, and what was wrong."""
    return ask.page(
        "login.html", status, trouble=trouble, named=ask.door.passwords is not None, name=ask.field("name")
    )
