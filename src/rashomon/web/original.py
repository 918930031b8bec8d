"""The page that an article was read from, beside what was taken from it: its words in their order, and nothing that acts."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from html import escape
from typing import Any

from lxml import etree
from lxml import html as markup
from starlette.exceptions import HTTPException
from starlette.responses import Response

from rashomon.reading.article import UnreadableError
from rashomon.reading.decoding import decode_markup
from rashomon.reading.html import cleaned
from rashomon.records import Original
from rashomon.web.ask import Ask

# Ours, not the page's: most of a page's own style is loaded from elsewhere or hides what a script would show.
_STYLE = (
    ":root{color-scheme:light dark}"
    "body{font:15px/1.5 Georgia,serif;margin:1rem;max-width:44rem;overflow-wrap:anywhere}"
    "a{text-decoration:underline}table{border-collapse:collapse}td,th{border:1px solid;padding:.2em .4em}"
    ".picture{font-style:italic}"
)
_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
HEADERS: Mapping[str, str] = {
    "content-security-policy": (
        f"default-src 'none'; style-src 'sha256-{_HASH}'; sandbox; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'self'"
    ),
    "x-frame-options": "SAMEORIGIN",
    "referrer-policy": "no-referrer",
    "x-dns-prefetch-control": "off",
}
# What is left of a page: elements that set words in order, and of attributes those that tell how to read them.
_KEPT = frozenset({
    "html", "body", "article", "section", "main", "header", "footer", "nav", "aside", "address", "div", "p", "h1",
    "h2", "h3", "h4", "h5", "h6", "hgroup", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "q", "cite", "pre",
    "code", "figure", "figcaption", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "colgroup",
    "col", "a", "abbr", "b", "bdi", "bdo", "br", "del", "dfn", "em", "hr", "i", "ins", "kbd", "mark", "s", "samp",
    "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr", "ruby", "rb", "rt", "rp", "center", "font",
})  # fmt: skip
_GONE = frozenset({
    "head", "title", "script", "style", "noscript", "template", "iframe", "frameset", "object", "applet", "portal",
    "svg", "math", "canvas", "map", "video", "audio", "textarea", "select", "optgroup", "datalist", "button",
    "progress", "meter", "dialog",
})  # fmt: skip
# These hold nothing in HTML; the parser does not know it of all, and puts into them what follows.
_EMPTY = frozenset(
    ["area", "base", "embed", "frame", "input", "link", "meta", "option", "param", "source", "track"]
)
_ATTRIBUTES = frozenset({"dir", "lang", "colspan", "rowspan", "datetime"})


def show(ask: Ask) -> Response:
    """Answer with the page that an article was read from, for a frame that may do nothing."""
    document = ask.found(ask.view.documents)
    original = ask.desk.original(document.id)
    if original is None:
        raise HTTPException(404, "No page was kept of this article: it was read from no HTML.")
    try:
        body = harmless(_text(original))
    except (UnreadableError, ValueError, etree.LxmlError) as error:
        body = f"<p>The page that was kept cannot be shown: {escape(str(error))}</p>"
    page = f"<!doctype html><meta charset=utf-8><title>Original page</title><style>{_STYLE}</style>{body}"
    return Response(page.encode("utf-8", "replace"), media_type="text/html; charset=utf-8", headers=HEADERS)


def _text(original: Original) -> str:
    return cleaned(decode_markup(original.page, original.charset))


def harmless(page: str) -> str:
    """Return a page's words in their order as HTML: no script, style, form, picture or address is left.

    The first heading is where a frame begins to show it (`#start`). Raise ValueError where it holds nothing.

    >>> harmless('<p onclick="x()">The <a href="https://evil.example">dam</a> held.<script>x()</script>')
    '<div><p>The <a>dam</a> held.</p></div>'
    """
    parser = markup.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    tree: Any = markup.fromstring(page.encode("utf-8", "replace"), parser=parser)
    root = markup.Element("div")
    root.append(tree)
    for element in list(tree.iter()):
        _tame(element)
    first = next(iter(root.iter("h1")), None)
    if first is not None:
        first.set("id", "start")
    found = markup.tostring(root, encoding="unicode")
    return str(found)


def _tame(element: Any) -> None:
    """Let an element do nothing; what is no text goes with all that is in it."""
    if not isinstance(element.tag, str) or element.tag in _GONE:
        if element.getparent() is not None:
            element.drop_tree()
        return
    if element.tag in _EMPTY:
        element.drop_tag()
        return
    told = (element.get("alt") or "").strip() if element.tag == "img" else ""
    for name in element.keys():  # noqa: SIM118 (an element is no mapping of its attributes)
        if name not in _ATTRIBUTES:
            del element.attrib[name]
    if element.tag == "img":
        element.tag, element.text = "span", f"[picture: {told}]" if told else "[picture]"
        element.set("class", "picture")
    elif element.tag in ("html", "body", "form", "fieldset", "details", "summary"):
        element.tag = "div"
    elif element.tag not in _KEPT:
        element.tag = "span"
