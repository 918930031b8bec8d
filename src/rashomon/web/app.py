"""The application: which view answers which address, and what every request passes through."""

from __future__ import annotations

import hmac
import logging
import threading
import time
from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from rashomon.report.phrases import plain
from rashomon.web import (
    add,
    article,
    discrepancy,
    entity,
    export,
    hypotheses,
    log,
    login,
    matrix,
    original,
    overview,
    proposals,
    question,
    queue,
    search,
    statement,
    static,
    timeline,
    work,
)
from rashomon.web.ask import Ask
from rashomon.web.desk import Desk
from rashomon.web.guard import Door, Guard, TooLargeError
from rashomon.web.sessions import Session, Sessions, Tries

_log = logging.getLogger(__name__)

Handler = Callable[[Ask], Response]

# What is read, and what a form changes; all that changes something is in the second.
READ: Sequence[tuple[str, Handler]] = (
    ("/", overview.show),
    ("/matrix", matrix.show),
    ("/discrepancies", discrepancy.show_all),
    ("/discrepancy/{key}", discrepancy.show),
    ("/proposals", proposals.show),
    ("/questions", question.show_all),
    ("/question/{key}", question.show),
    ("/timeline", timeline.show),
    ("/articles", article.show_all),
    ("/article/{key}", article.show),
    ("/article/{key}/original", original.show),
    ("/statement/{key}", statement.show),
    ("/people", entity.show_all),
    ("/entity/{key}", entity.show),
    ("/search", search.show),
    ("/review", queue.show),
    ("/hypotheses", hypotheses.show),
    ("/log", log.show),
    ("/log/edits.jsonl", export.edits),
    ("/report.html", export.report),
    ("/add", add.show),
    ("/work", work.show),
)
CHANGE: Sequence[tuple[str, Handler]] = (
    ("/statement", statement.judge),
    ("/statement/{key}", statement.correct),
    ("/article/{key}", statement.add),
    ("/discrepancy", discrepancy.judge),
    ("/discrepancy/{key}", discrepancy.correct),
    ("/proposals", proposals.judge),
    ("/question/{key}", question.correct),
    ("/entity/{key}", entity.correct),
    ("/suggestion", entity.settle),
    ("/hypotheses", hypotheses.change),
    ("/note", log.note),
    ("/undo", log.undo),
    ("/add", add.take),
)


def workbench(desk: Desk, door: Door) -> ASGIApp:
    """Return the workbench on a case, behind its door."""
    house = _House(desk, door)
    # Pages hold a secret beside words that others wrote: packed, their length could tell it (BREACH). Files hold none.
    packed = [Middleware(GZipMiddleware)]
    routes = [Route("/static/{name}", static.serve, methods=["GET"], middleware=packed)]
    routes += [Route(path, house.answering(handler), methods=["GET"]) for path, handler in READ]
    routes += [Route(path, house.answering(handler), methods=["POST"]) for path, handler in CHANGE]
    routes += [
        Route("/login", house.answering(login.show, inside=False), methods=["GET"]),
        Route("/login", house.answering(house.enter, inside=False), methods=["POST"]),
        Route("/logout", house.answering(house.leave, changes=False), methods=["POST"]),
    ]
    return Guard(Starlette(routes=routes, exception_handlers={HTTPException: house.refuse}), door)


class _House:
    """The sessions, and what stands between a request and its view."""

    def __init__(self, desk: Desk, door: Door) -> None:
        self.desk = desk
        self.door = door
        self.sessions = Sessions()
        self.tries = Tries()
        # To check a password takes memory on purpose: one at a time, and the next only once its failure is counted.
        self.checking = threading.Lock()

    def answering(
        self, handler: Handler, *, inside: bool = True, changes: bool = True
    ) -> Callable[..., object]:
        """Return the endpoint of a handler; `inside` says that one must have logged in where a login is wanted."""

        async def endpoint(request: Request) -> Response:
            try:
                form = (
                    await request.form(max_files=200, max_fields=2000)
                    if request.method == "POST"
                    else FormData()
                )
            except TooLargeError:
                raise HTTPException(413, "This is larger than what can be taken at once.") from None
            try:
                return await run_in_threadpool(self._timed, request, form, handler, inside, changes)
            finally:
                await form.close()

        return endpoint

    def _timed(self, request: Request, *given: Any) -> Response:
        """Answer, and say to whoever measures how long it took: all of it, and on the processor."""
        begun, spent = time.perf_counter(), time.thread_time()
        response = self._answer(request, *given)
        took, worked = time.perf_counter() - begun, time.thread_time() - spent
        response.headers["server-timing"] = f"all;dur={1000 * took:.1f}, work;dur={1000 * worked:.1f}"
        return response

    def _answer(
        self, request: Request, form: FormData, handler: Handler, inside: bool, changes: bool
    ) -> Response:
        session = self.sessions.find(request.cookies.get(self._cookie(request), ""))
        fresh = session is None
        if session is None:
            session = self.sessions.start(None)
        if request.method == "GET" and inside:
            self.desk.look()
        ask = Ask(request, self.desk, self.door, session, self.desk.view, form)
        response = self._checked(ask, handler, inside, changes)
        if fresh or ask.session is not session:
            self._give(response, request, ask.session)
        return response

    def _checked(self, ask: Ask, handler: Handler, inside: bool, changes: bool) -> Response:
        if inside and self.door.locked and ask.session.user is None:
            if ask.request.method == "GET":
                ask.session.before = ask.here
            return RedirectResponse("/login", 303)
        try:
            if ask.request.method == "POST":
                self._genuine(ask)
                if self.door.readonly and inside and changes:
                    raise HTTPException(403, "This case is open for reading only. Nothing was changed.")
            return handler(ask)
        except HTTPException as error:
            return ask.page("refusal.html", error.status_code, phrase=_phrase(error), reason=error.detail)
        except Exception:  # noqa: BLE001 (logged, and told: one page stops no other)
            _log.exception("%s %s could not be answered", ask.request.method, ask.request.url.path)
            words = "This page could not be made: a fault of the program. It is in the log of the server."
            return ask.page("refusal.html", 500, phrase=_phrase_of(500), reason=words)

    def _genuine(self, ask: Ask) -> None:
        """Raise 403 where a form was not made by a page of this session."""
        if not hmac.compare_digest(ask.field("token").encode(), ask.session.token.encode()):
            raise HTTPException(
                403, "The page from which this was sent is too old. Nothing was changed: load it anew."
            )

    def enter(self, ask: Ask) -> Response:
        """Log in: the session before ends, so that a key given by somebody else opens nothing."""
        address = ask.request.client.host if ask.request.client else ""
        name = plain(ask.field("name"))[:80]
        with self.checking:
            wait = self.tries.wait(address)
            opened = not wait and bool(name) and self.door.opens(name, ask.field("secret"))
            if not wait and not opened:
                self.tries.failed(address)
        if wait:
            response = login.form(ask, 429, "Too many tries: wait a minute.")
            response.headers["retry-after"] = str(int(wait) + 1)
            return response
        if not opened:
            return login.form(ask, 401, "That does not open it.")
        before = ask.session
        self.sessions.end(before)
        ask.session = self.sessions.start(name)
        return RedirectResponse(before.before or "/", 303)

    def leave(self, ask: Ask) -> Response:
        """Log out."""
        self.sessions.end(ask.session)
        ask.session = self.sessions.start(None)
        return RedirectResponse("/login" if self.door.locked else "/", 303)

    def refuse(self, _: Request, error: Exception) -> Response:
        """Answer where no view could: an address that is none."""
        status = error.status_code if isinstance(error, HTTPException) else 500
        words = error.detail if isinstance(error, HTTPException) else "Something went wrong."
        return Response(f"{_phrase_of(status)}: {words}\n", status, media_type="text/plain; charset=utf-8")

    def _give(self, response: Response, request: Request, session: Session) -> None:
        response.set_cookie(
            self._cookie(request), session.key, httponly=True, samesite="strict", path="/",
            secure=request.url.scheme == "https",
        )  # fmt: skip

    def _cookie(self, request: Request) -> str:
        """Return the cookie's name: cookies are not told apart by ports, so the name does."""
        port = request.url.port or (443 if request.url.scheme == "https" else 80)
        return f"{'__Host-' if request.url.scheme == 'https' else ''}rashomon-{port}"


def _phrase(error: HTTPException) -> str:
    return _phrase_of(error.status_code)


def _phrase_of(status: int) -> str:
    return HTTPStatus(status).phrase
