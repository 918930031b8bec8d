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
        "add.html", aside=list(ask.desk.aside), rejected=[], given={}, languages=labels()["language"],
        names=sorted({row.outlet for row in ask.view.comparison.documents if row.outlet})[:100],
    )  # fmt: skip


def take(ask: Ask) -> Response:
    """Take what was sent: what can be read is worked on, what cannot is shown with its reason."""
    found = list(_pasted(ask)) + [one for file in ask.files("file") for one in _sent(file)]
    documents = [one for one in found if isinstance(one, Document)][:_MOST]
    rejected = [one for one in found if isinstance(one, Rejected)]
    known = [one for one in documents if one.id in ask.view.index.documents]
    new = [one for one in documents if one.id not in ask.view.index.documents]
    if not found:
        rejected = [Rejected("nothing", "no text was pasted and no file was chosen")]
    if new:
        ask.desk.add(new, _PATIENCE)
    words = [f"{counted(len(new), 'article')} taken."] if new else []
    words += [f"{counted(len(known), 'article')} known already."] if known else []
    if rejected:
        ask.say(" ".join([*words, f"{len(rejected)} could not be read."]), trouble=True)
        given = {name: ask.field(name) for name in _FIELDS} | {"text": _text(ask)} if not new else {}
        return ask.page(
            "add.html", 422, aside=list(ask.desk.aside), rejected=rejected, given=given,
            languages=labels()["language"], names=[],
        )  # fmt: skip
    ask.say(" ".join(words))
    return RedirectResponse("/articles?sort=latest", 303)


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


def _sent(file: UploadFile) -> Iterator[Document | Rejected]:
    """Yield the articles of a file that was sent. Its name is shown and tells the format, and never becomes a path."""
    name = (
        plain(_NAME.sub("_", (file.filename or "file").replace("\\", "/").rpartition("/")[2]))[:120] or "file"
    )
    suffix = "." + name.rpartition(".")[2].lower() if "." in name else ""
    if suffix == ".zip":
        yield Rejected(f"sent: {name}", "archives are not opened here: send the files in it")
        return
    yield from read_source(Source(f"sent: {name}", lambda: nullcontext(file.file)))
