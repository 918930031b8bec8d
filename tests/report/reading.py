"""What a reader of the HTML sees, found with the standard library's parser alone."""

from __future__ import annotations

from html.parser import HTMLParser

_VOID = {"meta", "br", "hr", "img", "input", "link", "line", "circle", "rect"}


class Reader(HTMLParser):
    """Collect the text of each article, all ids, all links, and tags that are not closed where they should be."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.stack: list[str] = []
        self.depth: int | None = None
        self.articles: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.badly_nested: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids += [given["id"] or ""] if "id" in given else []
        self.links += [given["href"] or ""] if tag == "a" else []
        if tag == "article" and "paper" in (given.get("class") or "").split():
            self.articles.append("")
        if tag not in _VOID:
            self.stack.append(tag)
            if "data-text" in given:
                self.depth = len(self.stack)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in _VOID, (tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if not self.stack or self.stack[-1] != tag:
            self.badly_nested.append(tag)
            return
        if self.depth == len(self.stack):
            self.depth = None
        self.stack.pop()

    def handle_data(self, data: str) -> None:
        if self.depth is not None:
            self.articles[-1] += data
