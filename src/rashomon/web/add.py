"""Articles come in on the page: typed or pasted, or as files."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from contextlib import nullcontext

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from rashomon.reading.reader import read_source
from rashomon.reading.source import Source
from rashomon.records import Document, Rejected
from rashomon.report.phrases import counted, labels, plain
from rashomon.web.ask import Ask
from rashomon.web.parcels import Parcel

# Characters of a pasted article, and articles that one form brings at most.
_LONGEST, _MOST = 1_000_000, 2_000
# How long a page waits for what was added (seconds): a few articles are read meanwhile.
_PATIENCE = 6.0
_FIELDS = ("title", "url", "published", "language", "outlet")
_NAME = re.compile(r"[^\w.\- ]+")


def show(ask: Ask) -> Response:
    """Show the forms."""
    if not ask.may_edit:
        raise HTTPException(403, "This case is open for reading only.")
    return ask.page(
        "add.html", aside=list(ask.desk.aside), opened=list(ask.desk.opened), rejected=[], given={}, languages=labels()["language"],
        names=sorted({row.outlet for row in ask.view.comparison.documents if row.outlet})[:100],
    )  # fmt: skip


def take(ask: Ask) -> Response:
    """Take what was sent: what can be read is worked on, what cannot is shown with its reason."""
    files = ask.files("file")
    archives = [file for file in files if _name(file).lower().endswith(".zip")]
    found = [*_pasted(ask), *(one for file in files if file not in archives for one in _sent(file))]
    documents = [one for one in found if isinstance(one, Document)]
    rejected = [*(one for one in found if isinstance(one, Rejected)), *_over(documents)]
    known = [one for one in documents if one.id in ask.view.index.documents]
    new = [one for one in documents[:_MOST] if one.id not in ask.view.index.documents]
    if not found and not archives:
        rejected = [Rejected("nothing", "no text was pasted and no file was chosen")]
    if new:
        ask.desk.add(new, 0 if archives else _PATIENCE)
    rejected += [one for file in archives for one in _opened(ask, file, last=file is archives[-1])]
    words = [f"{counted(len(new), 'article')} taken."] if new else []
    words += [f"{counted(len(known), 'article')} known already."] if known else []
    if rejected:
        return _refused(
            ask, rejected, " ".join([*words, f"{len(rejected)} could not be read."]), lost=not new
        )
    ask.say(" ".join([*words, *(["What the archives hold is told below."] if archives else [])]))
    return RedirectResponse("/add#archives" if archives else "/articles?sort=latest", 303)


def _refused(ask: Ask, rejected: list[Rejected], words: str, *, lost: bool) -> Response:
    """Show the forms with what could not be read; where nothing could, with what was typed."""
    ask.say(words, trouble=True)
    given = {name: ask.field(name) for name in _FIELDS} | {"text": _text(ask)} if lost else {}
    return ask.page(
        "add.html", 422, aside=list(ask.desk.aside), opened=list(ask.desk.opened), rejected=rejected, given=given,
        languages=labels()["language"], names=[],
    )  # fmt: skip


def _over(documents: list[Document]) -> list[Rejected]:
    over = len(documents) - _MOST
    return (
        [Rejected("the rest", f"{over:,} articles more than {_MOST:,}: send them next")] if over > 0 else []
    )


def _opened(ask: Ask, file: UploadFile, *, last: bool) -> Iterator[Rejected]:
    """Have an archive opened; yield why not, where too many wait. Wait a little for the last one."""
    parcel = Parcel(f"sent: {_name(file)}", file.file.read())
    if not ask.desk.send(parcel, _PATIENCE if last else 0):
        yield Rejected(parcel.name, "too many archives wait to be opened: send it again in a while")


def _text(ask: Ask) -> str:
    given = ask.form.get("text")
    return given.replace("\r\n", "\n")[: _LONGEST + 1] if isinstance(given, str) else ""


def _pasted(ask: Ask) -> Iterator[Document | Rejected]:
    """Yield the article that was pasted, read as a line of JSON is."""
    text = _text(ask)
    if not text.strip():
        return
    if len(text) > _LONGEST:
        yield Rejected("pasted text", f"longer than {_LONGEST:,} characters: send it as a file")
        return
    row = {name: ask.field(name)[:500] for name in _FIELDS if ask.field(name)} | {"text": text}
    line = json.dumps(row, ensure_ascii=True).encode()
    yield from read_source(Source("pasted text", lambda: io.BytesIO(line)))


def _name(file: UploadFile) -> str:
    """Return what to call a file that was sent. It is shown and tells the format, and never becomes a path."""
    bare = (file.filename or "file").replace("\\", "/").rpartition("/")[2]
    return plain(_NAME.sub("_", bare))[-120:] or "file"


def _sent(file: UploadFile) -> Iterator[Document | Rejected]:
    """Yield the articles of a file that was sent."""
    yield from read_source(Source(f"sent: {_name(file)}", lambda: nullcontext(file.file)), originals=True)
