"""A request as the views see it, and the ways to answer it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any, TypeVar
from urllib.parse import quote, urlencode

from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader, StrictUndefined
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from rashomon.records import Edit
from rashomon.report.anchors import anchor
from rashomon.report.fragment import wikidata_address
from rashomon.report.page import exact
from rashomon.report.phrases import clipped, counted, day, label, plain, when
from rashomon.web.consequence import consequence
from rashomon.web.desk import Desk
from rashomon.web.guard import Door
from rashomon.web.sessions import Said, Session
from rashomon.web.static import stamp
from rashomon.web.view import View

Kept = TypeVar("Kept")

# So long a person waits for the consequence of a correction (seconds); then the page says that it is being worked out.
PATIENCE = 2.5
# What is typed into one field is cut there (code points); an article is no such field.
_LONGEST = 20_000
_NOT_IN_HTML = re.compile("[\x00\ud800-\udfff]")
_LOCAL = re.compile(r"/(?![/\\])[!-~]*")


@dataclass(slots=True)
class Ask:
    """One request: what is asked, by whom, and the view that answers it, the same from begin to end."""

    request: Request
    desk: Desk
    door: Door
    session: Session
    view: View
    form: FormData

    # What is asked

    def get(self, name: str) -> str:
        """Return a parameter of the address, empty where it is not there."""
        return self.request.query_params.get(name, "")[:1000]

    def number(self, name: str, default: int = 1) -> int:
        """Return a parameter that is a number from 0 to a million."""
        given = self.get(name)
        return (
            min(int(given), 1_000_000) if given.isascii() and given.isdigit() and len(given) < 9 else default
        )

    def field(self, name: str) -> str:
        """Return a field of the form, stripped, empty where it is not there."""
        given = self.form.get(name)
        return given.strip()[:_LONGEST] if isinstance(given, str) else ""

    def form_number(self, name: str) -> int:
        """Return a field of the form that is a number; 0 where it is none."""
        given = self.field(name)
        return int(given) if given.isascii() and given.isdigit() and len(given) < 9 else 0

    def fields(self, name: str) -> list[str]:
        """Return all fields of that name."""
        return [one.strip()[:_LONGEST] for one in self.form.getlist(name) if isinstance(one, str)]

    def files(self, name: str) -> list[UploadFile]:
        """Return the files that were sent under a name."""
        return [one for one in self.form.getlist(name) if isinstance(one, UploadFile) and one.size]

    def found(self, rows: Mapping[str, Kept], key: str | None = None) -> Kept:
        """Return the record of a key, that of the path unless given; raise 404 where there is none."""
        wanted = self.request.path_params.get("key", "") if key is None else key
        if wanted not in rows:
            raise HTTPException(404, "This is not in the case, or not any more.")
        return rows[wanted]

    @property
    def may_edit(self) -> bool:
        """Tell whether this session may change something."""
        return not self.door.readonly

    @property
    def who(self) -> str:
        """The name that stands behind what this session does."""
        return self.door.who if self.session.user is None else self.session.user

    # How it is answered

    def page(self, template: str, status: int = 200, **given: Any) -> Response:
        """Answer with a page."""
        told, self.session.said = self.session.said, None
        html = environment().get_template(template).render(
            ask=self, view=self.view, work=self.desk.work(), told=told, token=self.session.token,
            here=self.here, path=self.request.url.path, **given,
        )  # fmt: skip
        # A refusal that a script puts into the page is no failure of the request.
        scripted = status == 422 and "hx-request" in self.request.headers
        return HTMLResponse(_NOT_IN_HTML.sub("\ufffd", html), 200 if scripted else status)

    @property
    def here(self) -> str:
        """The address of this page, to come back to."""
        query = self.request.url.query
        return self.request.url.path + (f"?{query}" if query else "")

    def there(self, **changes: object) -> str:
        """Return this page's address with other parameters; an empty one is left out."""
        given = {**dict(self.request.query_params), **{name: str(value) for name, value in changes.items()}}
        query = urlencode({name: value for name, value in given.items() if value})
        return self.request.url.path + (f"?{query}" if query else "")

    def back(self, otherwise: str = "/") -> Response:
        """Send the browser back to the page from which a form came."""
        return RedirectResponse(local(self.field("back")) or otherwise, 303)

    def say(self, words: str, *, trouble: bool = False) -> None:
        """Have the next page of this session say something."""
        self.session.said = Said(words, trouble=trouble)

    def correct(self, edits: Sequence[Edit], words: str, wait: float = PATIENCE) -> None:
        """Keep edits, and have the next page say what they did."""
        before = self.desk.view
        kept = self.desk.edit(edits, self.who, wait)
        told = consequence(before, self.desk.view, kept, self.desk.work().trouble)
        self.session.said = Said(" ".join(filter(None, (words, told))), tuple(edit.id for edit in kept))


def local(address: str) -> str:
    """Return an address of this server, empty where it is none.

    >>> local("/matrix?page=2#q-1"), local("//evil.example/"), local("https://evil.example/")
    ('/matrix?page=2#q-1', '', '')
    """
    return address if _LOCAL.fullmatch(address) else ""


@cache
def environment() -> Environment:
    """Return the templates: those of the workbench, and the report's under `report/`."""
    loader = ChoiceLoader(
        [PackageLoader("rashomon.web"), PrefixLoader({"report": PackageLoader("rashomon.report")})]
    )
    made = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.filters.update(
        exact=exact, plain=plain, anchor=anchor, wikidata=wikidata_address, clipped=clipped, day=day, when=when,
        counted=counted, quoted=partial(quote, safe="", errors="replace"),
    )  # fmt: skip
    made.globals.update(stamp=stamp, label=label)
    return made
