"""The report as a folder of small pages, for more articles than one page holds; it opens from the disk, unserved."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version as installed
from pathlib import Path
from typing import Any

from markupsafe import Markup

from rashomon.records import SCHEMA, Comparison
from rashomon.report.chapters import Chapter, chapters
from rashomon.report.index import Index
from rashomon.report.method import Model, installed_models
from rashomon.report.page import cleaned, contents, embedded, environment, policy, static, styles
from rashomon.report.place import DATA, replaceable

FULL = 64_000  # bytes of blocks after which a page is full; what stands around them are some 8 KB
_NOTHING = Markup()
# Our own files beside each page, from a disk (which has no origin of its own) or a server.
_OWN = "'self' file:"
_ID = re.compile(r'\sid="([A-Za-z0-9_-]+)"')
# A quotation mark that an article brings is escaped: only our templates write this.
_LINK = re.compile(r'(?<=\shref=")#([A-Za-z0-9_-]+)(?=")')


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of a chapter: where it stands, the way up to the folder, its neighbours, its words."""

    path: str
    title: str
    heading: str = ""
    anchor: str = ""
    classes: str = ""
    note: str = ""
    number: int = 1
    before: str = ""
    after: str = ""
    opens: Markup = _NOTHING
    body: Markup = _NOTHING
    closes: Markup = _NOTHING

    @property
    def up(self) -> str:
        """Return the way from this page to the folder's first."""
        return "../" * self.path.count("/")

    @property
    def first(self) -> bool:
        """Tell whether this is the folder's first page."""
        return self.path == "index.html"


@dataclass(frozen=True, slots=True)
class Part:
    """A chapter as the first page names it."""

    path: str
    title: str
    extent: str


def write_folder(
    comparison: Comparison, path: str | os.PathLike[str], *, version: str | None = None,
    models: Sequence[Model] | None = None,
) -> None:  # fmt: skip
    """Write the report as a folder of pages: whole or not at all, in the place of an earlier one.

    The same comparison gives the same bytes. Raises FileNotFoundError where the folder around is not there, and
    FileExistsError where something stands at `path` that is no such report.
    """
    target = Path(path)
    if not target.absolute().parent.is_dir():
        raise FileNotFoundError(f"no folder {target.parent} to write the report to: make it, or name another")
    if target.exists() and not replaceable(target):
        raise FileExistsError(
            f"{target} is there and is no report of rashomon: move it, or name another folder"
        )
    made = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.absolute().parent))
    try:
        _fill(
            made,
            comparison,
            version or installed("rashomon"),
            installed_models() if models is None else models,
        )
        made.chmod(0o755)
        _put(made, target)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _put(made: Path, target: Path) -> None:
    """Put the new folder in the place of the old one, which comes back where that fails."""
    if not target.exists():
        made.rename(target)
        return
    old = made.with_name(made.name + "-old")
    target.rename(old)
    try:
        made.rename(target)
    except OSError:
        old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _fill(folder: Path, comparison: Comparison, version: str, models: Sequence[Model]) -> None:
    index = Index(comparison)
    told = contents(index, version, models)
    shown = {
        **told,
        "schema": SCHEMA,
        "kept": f"beside these pages, in {DATA},",
        "policy": policy(_OWN, _OWN),
    }
    _write(folder / "report.css", styles(comparison) + told["margins"])
    _write(folder / "report.js", static("report.js"))
    _write(folder / DATA, str(embedded(comparison)) + "\n")
    places: dict[str, str] = {}
    parts: list[Part] = []
    written: list[str] = []
    for chapter in chapters(index, told):
        if chapter.listed:
            parts.append(Part(f"{chapter.path}.html", chapter.title, chapter.extent))
        written += [_page(folder, leaf, shown, places) for leaf in leaves(chapter)]
    written.append(_page(folder, Leaf("index.html", told["facts"].title), {**shown, "parts": parts}, places))
    for path in written:
        _point(folder, path, places)


def leaves(chapter: Chapter) -> Iterator[Leaf]:
    """Yield the pages of a chapter, each filled with blocks until it is full; a chapter has one at least."""
    held: list[Markup] = []
    number, size = 1, 0
    for block in chapter.blocks:
        length = len(block.encode("utf-8", "replace"))
        if held and size + length > FULL:
            yield _leaf(chapter, number, held, last=False)
            number, size, held = number + 1, 0, []
        held.append(block)
        size += length
    yield _leaf(chapter, number, held, last=True)


def _leaf(chapter: Chapter, number: int, blocks: list[Markup], *, last: bool) -> Leaf:
    return Leaf(
        path=_path(chapter, number),
        title=chapter.title,
        heading=chapter.heading,
        anchor=chapter.anchor if number == 1 else f"page_{number}",
        classes=chapter.classes,
        note=chapter.note,
        number=number,
        before=_path(chapter, number - 1) if number > 1 else "",
        after="" if last else _path(chapter, number + 1),
        opens=chapter.opens,
        body=Markup("\n").join(blocks),
        closes=chapter.closes,
    )


def _path(chapter: Chapter, number: int) -> str:
    """Return the path of a page; no file of an anchor has a full stop before its ending, so none is another's."""
    return f"{chapter.path}.html" if number == 1 else f"{chapter.path}.{number}.html"


def _page(folder: Path, leaf: Leaf, shown: dict[str, Any], places: dict[str, str]) -> str:
    """Write a page, note where its anchors stand, and return its path."""
    html = cleaned(environment().get_template("leaf.html").render(**shown, leaf=leaf))
    for name in _ID.findall(html):
        places.setdefault(name, leaf.path)
    _write(folder / leaf.path, html)
    return leaf.path


def _point(folder: Path, path: str, places: dict[str, str]) -> None:
    """Let the links of a page, written as if all stood on one page, lead to the pages on which things stand."""
    html = (folder / path).read_text("utf-8")
    own = set(_ID.findall(html))
    up = "../" * path.count("/")

    def leading(match: re.Match[str]) -> str:
        name = match[1]
        return match[0] if name in own or name not in places else f"{up}{places[name]}#{name}"

    _write(folder / path, _LINK.sub(leading, html))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8", newline="\n")
