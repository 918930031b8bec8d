from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from rashomon.records import Document
from rashomon.watching import Look, MemoryStore, News, Store, Watch
from tests.watching.fetching import fetcher
from tests.watching.site import Answer, Site, onward, serving

FIRST = "“The wall held,” Mayor Ann Roe said on Monday, after a night in which 12 people were hurt."
SECOND = "Nobody knows yet who opened the gate, the police added in the morning."
HOUR = 3_600.0


class Kept:
    """A sink that keeps all in a list."""

    def __init__(self) -> None:
        self.documents: list[Document] = []

    def add(self, documents: Sequence[Document]) -> None:
        self.documents += documents


class Desk:
    """A watch with its clock, and what it told."""

    def __init__(self, *sources: str | Path, store: Store | None = None, **given: Any) -> None:
        self.now, self.sink, self.store = 2_000_000_000.0, Kept(), store or MemoryStore()
        self.sources, self.given = [str(source) for source in sources], given

    def look(self, later: float = 0.0, seconds: float | None = None) -> tuple[list[News], Look]:
        self.now += later
        asked = fetcher(store=self.store, clock=lambda: self.now, **self.given)
        watch = Watch(self.sources, self.sink, self.store, asked, clock=lambda: self.now)
        told: list[News] = []
        return told, watch.look(told.append, seconds)


def feed(site: Site, *paths: str, path: str = "/feed", title: str = "The Example", **answer: Any) -> None:
    items = "".join(
        f"<item><title>{each}</title><link>{each}</link><pubDate>Tue, 04 Mar 2031 08:00:00 GMT</pubDate></item>"
        for each in paths
    )
    body = f"<rss version='2.0'><channel><title>{title}</title>{items}</channel></rss>"
    site.routes[path] = Answer(body, "application/rss+xml", **answer)


def told(news: list[News]) -> list[tuple[str, str]]:
    return [(each.what, each.address.rsplit("/", 1)[-1]) for each in news]


def test_a_feeds_articles_are_new_once(site: Site) -> None:
    feed(site, "/a", "/b", etag='"f1"')
    site.page("/a", "The wall holds", FIRST, SECOND, etag='"a1"')
    site.page("/b", "The gate was open", SECOND, etag='"b1"')
    desk = Desk(f"{site.url}/feed")
    news, look = desk.look()
    assert told(news) == [("new", "a"), ("new", "b")]
    assert [each.title for each in news] == ["The wall holds", "The gate was open"]
    one = desk.sink.documents[0]
    assert (one.uri, one.outlet, one.published) == (
        f"{site.url}/a",
        "The Example",
        "2031-03-04T08:00:00+00:00",
    )
    news, look = desk.look(HOUR)
    assert news == []
    assert look.counts["same"] == 3
    assert len(desk.sink.documents) == 2
    assert site.headers("/feed")["if-none-match"] == '"f1"'
    assert site.headers("/a")["if-none-match"] == '"a1"'


def test_an_article_with_another_text_is_a_new_document_and_its_changes_are_told(site: Site) -> None:
    feed(site, "/a")
    site.page("/a", "The wall holds", FIRST, SECOND)
    desk = Desk(f"{site.url}/feed")
    desk.look()
    site.page(
        "/a",
        "The wall breaks",
        FIRST.replace("12", "14"),
        "A third gate was found open.",
        "Nobody was arrested.",
    )
    (changed,) = desk.look(HOUR)[0]
    assert (changed.what, changed.title) == ("changed", "The wall breaks")
    lines = "\n".join(changed.lines)
    assert "a number: “12” became “14”" in lines
    assert "the headline: “holds” became “breaks”" in lines
    assert "a paragraph taken out: “Nobody knows yet who opened the gate" in lines
    assert "put in: “A third gate was found open.”" in lines
    first, second = desk.sink.documents
    assert first.url == second.url
    assert first.id != second.id
    assert desk.look(HOUR)[0] == []


def test_other_markup_around_the_same_text_is_no_change(site: Site) -> None:
    site.page("/a", "The wall holds", FIRST, SECOND)
    desk = Desk(f"{site.url}/a")
    desk.look()
    site.page(
        "/a", "The wall holds", FIRST, SECOND, head="<style>p {color: red}</style><meta name='x' content='1'>"
    )
    news, look = desk.look(HOUR)
    assert news == []
    assert look.counts["same"] == 1


def test_an_article_that_has_left_its_feed_is_still_looked_at(site: Site) -> None:
    feed(site, "/a")
    site.page("/a", "The wall holds", FIRST, SECOND)
    desk = Desk(f"{site.url}/feed")
    desk.look()
    feed(site)
    site.page("/a", "The wall holds", FIRST.replace("12", "20"), SECOND)
    assert told(desk.look(HOUR)[0]) == [("changed", "a")]


def test_an_article_that_is_taken_down_is_told_once(site: Site) -> None:
    feed(site, "/a", "/never")
    site.page("/a", "The wall holds", FIRST)
    desk = Desk(f"{site.url}/feed")
    assert told(desk.look()[0]) == [("new", "a"), ("failed", "never")]
    site.routes["/a"] = Answer(status=410)
    (gone, *_) = [each for each in desk.look(HOUR)[0] if each.address.endswith("/a")]
    assert (gone.what, gone.title) == ("gone", "The wall holds")
    assert "410" in gone.lines[0]
    assert "gone" not in [each.what for each in desk.look(HOUR)[0]]


def test_a_source_that_fails_stops_no_other_and_is_asked_less_often(site: Site) -> None:
    site.page("/a", "The wall holds", FIRST)
    site.routes["/broken"] = Answer("<rss", "application/rss+xml", 500)
    sources = ["nothing-here", f"{site.url}/broken", "file:///etc/passwd", f"{site.url}/a"]
    desk = Desk(*sources)
    news, look = desk.look()
    assert told(news) == [
        ("failed", "nothing-here"),
        ("failed", "broken"),
        ("failed", "passwd"),
        ("new", "a"),
    ]
    assert all(each.lines for each in news if each.what == "failed")
    assert look.failed
    assert look.succeeded
    asked = []
    for _ in range(8):
        _, look = desk.look(900)
        asked.append(look.counts["waiting"])
    assert site.paths.count("/broken") == 4
    assert max(asked) == 2


def test_a_page_that_is_neither_feed_nor_article_fails_with_its_reason(site: Site) -> None:
    site.routes |= {
        "/json": Answer("{}", "application/json"),
        "/xml": Answer("<a/>", "text/xml"),
        "/empty": Answer(""),
    }
    news, look = Desk(*(f"{site.url}{path}" for path in ("/json", "/xml", "/empty"))).look()
    assert [each.what for each in news] == ["failed"] * 3
    assert not look.succeeded


def test_lists_of_feeds_are_followed_with_their_titles(site: Site, tmp_path: Path) -> None:
    feed(site, "/a", path="/one", title="")
    feed(site, "/a", "/b", path="/two")
    site.page("/a", "The wall holds", FIRST)
    site.page("/b", "The gate was open", SECOND)
    opml = tmp_path / "feeds.opml"
    outlines = f'<outline text="Listed" xmlUrl="{site.url}/one"/><outline xmlUrl="{site.url}/two"/><outline xmlUrl="gopher://x/"/>'
    opml.write_text(f"<opml><body>{outlines}</body></opml>", "utf-8")
    desk = Desk(opml)
    news, _ = desk.look()
    assert told(news) == [("failed", ""), ("new", "a"), ("new", "b")]
    assert [each.outlet for each in desk.sink.documents] == ["Listed", "The Example"]
    assert site.paths.count("/a") == 1
    opml.write_text("<!DOCTYPE opml [<!ENTITY a 'b'>]><opml/>", "utf-8")
    assert told(desk.look(HOUR)[0]) == [("failed", "feeds.opml")]


def test_a_folder_tells_of_new_and_changed_files_and_reads_no_other_again(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(f"The wall holds\n\n{FIRST}", "utf-8")
    (folder / "many.jsonl").write_text(
        '{"id": "x", "text": "One held."}\n{"id": "y", "text": "Two held."}\n', "utf-8"
    )
    (folder / "bad.pdf").write_bytes(b"%PDF")
    desk = Desk(folder)
    news, _ = desk.look()
    assert [each.what for each in news] == ["new", "failed", "new", "new"]
    assert desk.look(HOUR)[0] == []
    (folder / "a.txt").write_text(f"The wall holds\n\n{FIRST.replace('12', '14')}", "utf-8")
    (folder / "many.jsonl").write_text(
        '{"id": "z", "text": "Three held."}\n{"id": "x", "text": "One held."}\n{"id": "y", "text": "Two held."}\n',
        "utf-8",
    )
    news, _ = desk.look(HOUR)
    assert [each.what for each in news] == ["changed", "new"]
    assert news[0].lines == ("a number: “12” became “14”",)
    assert [each.id for each in desk.sink.documents][1:3] == ["x", "y"]


def test_what_a_look_has_no_time_for_is_there_at_the_next(site: Site) -> None:
    feed(site, "/a", etag='"f"')
    site.page("/a", "The wall holds", FIRST)
    desk = Desk(f"{site.url}/feed")
    _, look = desk.look(seconds=0.0)
    assert [each.reason for each in look.left] == ["the time for this look is over"]
    assert site.asked == []
    clocked = desk.look
    # the feed is read, then the time is over
    original = site.routes["/feed"]

    def late(handler: Any) -> None:
        assert isinstance(original, Answer)
        handler.give(original)
        desk.now += 2 * HOUR

    site.routes["/feed"] = late
    news, look = clocked()
    assert news == []
    assert len(look.left) == 1
    site.routes["/feed"] = original
    news, _ = clocked(HOUR)
    assert told(news) == [("new", "a")]


def test_a_busy_server_is_left_alone_and_its_articles_come_later(site: Site) -> None:
    feed(site, "/a", "/b", "/c")
    site.page("/a", "The wall holds", FIRST)
    site.routes["/b"] = Answer(status=429, headers={"retry-after": "600"})
    site.page("/c", "The gate was open", SECOND)
    desk = Desk(f"{site.url}/feed")
    news, look = desk.look()
    assert told(news) == [("new", "a"), ("failed", "b")]
    assert [each.url for each in look.left] == [f"{site.url}/c"]
    assert "/c" not in site.paths
    site.page("/b", "Two gates", SECOND)
    assert ("new", "c") in told(desk.look(HOUR)[0])


def test_what_is_told_has_the_same_order_each_time(site: Site) -> None:
    with serving() as other:
        for each in (site, other):
            feed(each, *(f"/{number}" for number in range(5)))
            for number in range(5):
                each.page(f"/{number}", f"Story {number}", FIRST, SECOND)
        runs = [Desk(f"{site.url}/feed", f"{other.url}/feed").look()[0] for _ in range(3)]
        assert runs[0] == runs[1] == runs[2]
        # each server in turn
        assert [each.address.startswith(site.url) for each in runs[0]] == [True, False] * 5


def test_documents_are_stored_before_they_count_as_seen(site: Site) -> None:
    feed(site, "/a")
    site.page("/a", "The wall holds", FIRST)
    desk = Desk(f"{site.url}/feed")

    class Full(Kept):
        def add(self, documents: Sequence[Document]) -> None:
            raise OSError(28, f"No space left on device for {len(documents)}")

    kept, desk.sink = desk.sink, Full()
    with pytest.raises(OSError, match="No space left"):
        desk.look()
    desk.sink = kept
    assert told(desk.look(HOUR)[0]) == [("new", "a")]


def test_the_same_article_under_two_addresses_of_a_page_is_one(site: Site) -> None:
    feed(site, "/a?utm_source=rss", "/a")
    site.page("/a", "The wall holds", FIRST)
    site.page("/a?utm_source=rss", "The wall holds", FIRST)
    assert len(Desk(f"{site.url}/feed").look()[0]) == 1


def test_a_feed_cannot_lead_to_private_machines(site: Site) -> None:
    links = "".join(
        f"<item><link>{url}</link></item>"
        for url in ("http://169.254.169.254/keys", "file:///etc/passwd", "http://me:x@127.0.0.1/")
    )
    site.routes["/feed"] = Answer(f"<rss version='2.0'><channel>{links}</channel></rss>", "text/xml")
    desk = Desk(f"{site.url}/feed")
    news, _ = desk.look()
    assert [each.what for each in news] == ["failed", "failed"]
    assert desk.sink.documents == []


def test_a_feed_that_moves_is_followed(site: Site) -> None:
    site.routes["/old"] = onward("/feeds/new")
    feed(site, "a", path="/feeds/new")
    site.page("/feeds/a", "The wall holds", FIRST)
    assert told(Desk(f"{site.url}/old").look()[0]) == [("new", "a")]
