from __future__ import annotations

import json
import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.reading.article import UnreadableError
from rashomon.watching.entry import Entry
from rashomon.watching.feeds import MOST_ENTRIES, is_feed, read_feed
from tests.watching.pages import page

RSS = """<?xml version="1.0"?>
<rss version="2.0"><channel><title>The Example &amp; Times</title>
<item><title>The &lt;b&gt;wall&lt;/b&gt; holds</title><link>https://paper.example/wall#top</link><pubDate>Tue, 04 Mar 2031 08:00:00 +0300</pubDate></item>
<item><title>Relative</title><link>../bridge?a=1&amp;b=2</link><pubDate>soon</pubDate></item>
<item><title>Twice</title><link>https://paper.example/wall</link></item>
<item><title>By its guid</title><guid>https://paper.example/guid</guid></item>
<item><title>No link</title></item>
<item><title>Script</title><link>javascript:alert(1)</link></item>
<item><title>File</title><link>file:///etc/passwd</link></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://paper.example/news/"><title>Atom</title>
<entry><title>One</title><link rel="self" href="self.xml"/><link rel="alternate" href="one"/><published>2031-03-04T08:00:00Z</published></entry>
<entry><title>Two</title><link href="/two"/><updated>2031-03-05T08:00:00+01:00</updated></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>RDF</title></channel><item><title>One</title><link>https://paper.example/one</link><dc:date>2031-03-04</dc:date></item></rdf:RDF>"""


def test_rss_lists_articles_with_their_times() -> None:
    feed = read_feed(page(RSS))
    outlet = "The Example & Times"
    assert feed.title == outlet
    assert feed.entries == (
        Entry("https://paper.example/wall", "The wall holds", "2031-03-04T08:00:00+03:00", outlet),
        Entry("https://paper.example/bridge?a=1&b=2", "Relative", None, outlet),
        Entry("https://paper.example/guid", "By its guid", None, outlet),
    )


def test_atom_links_are_relative_to_their_base() -> None:
    assert [(each.url, each.published) for each in read_feed(page(ATOM)).entries] == [
        ("https://paper.example/news/one", "2031-03-04T08:00:00+00:00"),
        ("https://paper.example/two", "2031-03-05T08:00:00+01:00"),
    ]


def test_rdf_is_a_feed_too() -> None:
    (one,) = read_feed(page(RDF)).entries
    assert (one.url, one.published) == ("https://paper.example/one", "2031-03-04T00:00:00")


def test_json_feed() -> None:
    items = [
        {"id": "1", "url": "one", "title": "One", "date_published": "2031-03-04T08:00:00+02:00"},
        {"id": "2", "external_url": "https://other.example/two"}, {"id": "3", "url": 7}, "nothing",
    ]  # fmt: skip
    text = json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "J", "items": items})
    found = page(text, "application/json")
    assert is_feed(found)
    assert read_feed(found).entries == (
        Entry("https://paper.example/feeds/one", "One", "2031-03-04T08:00:00+02:00", "J"),
        Entry("https://other.example/two", None, None, "J"),
    )


@pytest.mark.parametrize("charset", [None, "windows-1251"])
def test_a_feed_in_windows_1251_is_read_by_what_it_or_the_server_declares(charset: str | None) -> None:
    declared = "" if charset else "<?xml version='1.0' encoding='windows-1251'?>"
    text = f"{declared}<rss version='2.0'><channel><title>Газета</title><item><title>Мост закрыт</title><link>/мост</link></item></channel></rss>"
    feed = read_feed(page(text.encode("cp1251"), charset=charset))
    assert feed.title == "Газета"
    assert [(each.title, each.url) for each in feed.entries] == [
        ("Мост закрыт", "https://paper.example/мост")
    ]


@pytest.mark.parametrize("charset", ["no-such-charset", "utf-8", "rot13", "base64", "idna"])
def test_a_charset_that_is_none_or_wrong_does_no_harm(charset: str) -> None:
    declared = "<?xml version='1.0' encoding='windows-1251'?>"
    read_feed(page((declared + RSS[21:]).encode("cp1251"), charset=charset))


def test_utf_16_is_read() -> None:
    found = page(RSS.replace('"1.0"?>', '"1.0" encoding="utf-16"?>').encode("utf-16"))
    assert is_feed(found)
    assert len(read_feed(found).entries) == 3


@pytest.mark.parametrize(
    "broken",
    [
        RSS.replace("&amp;", "&").replace("</channel></rss>", ""),
        RSS.replace("<item>", "<item><description>a <br> b & c &nbsp; </description>"),
        "\n\n  " + RSS,
        RSS.replace("The &lt;b&gt;", "\x01\x08The "),
        RSS[:700],
    ],
)
def test_broken_xml_is_read_as_far_as_it_goes(broken: str) -> None:
    assert is_feed(page(broken))
    assert read_feed(page(broken)).entries[0].url == "https://paper.example/wall"


@pytest.mark.parametrize(
    "text",
    ["<channel>x</channel>", "<a/>", "<opml/>", "", "{", "[]", '{"items": 5}', '{"items": null}', '{"a":' * 5_000],
)  # fmt: skip
def test_what_is_no_feed_is_put_aside(text: str) -> None:
    with pytest.raises(UnreadableError):
        read_feed(page(text))


@pytest.mark.parametrize(
    ("text", "content_type", "feed"),
    [
        (RSS, "text/html", True), (ATOM, "text/plain", True), (RDF, "", True),
        ("<?xml version='1.0'?><!-- <html> --><?x y?><!DOCTYPE rss PUBLIC 'a' 'b'>\n<rss/>", "text/xml", True),
        ("<!doctype html><html><body><rss></body></html>", "text/html", False), ("<html xmlns='a'><feed/></html>", "text/html", False),
        ("Some text about <rss>", "text/plain", False), ('{"a": 1}', "text/plain", False), ("<?xml version='1.0'?>" + "<??>" * 2_000, "", False),
    ],
)  # fmt: skip
def test_a_feed_is_known_by_what_it_holds(text: str, content_type: str, feed: bool) -> None:
    assert is_feed(page(text, content_type)) == feed


def test_entities_are_not_expanded_and_nothing_is_opened() -> None:
    lines = ['<!ENTITY a0 "lol">'] + [
        f'<!ENTITY a{number} "{f"&a{number - 1};" * 10}">' for number in range(1, 12)
    ]
    lines += ['<!ENTITY file SYSTEM "file:///etc/passwd">', '<!ENTITY net SYSTEM "http://127.0.0.1:9/">']
    text = RSS.replace(
        '<?xml version="1.0"?>', f'<?xml version="1.0"?><!DOCTYPE rss [{"".join(lines)}]>'
    ).replace("By its guid", "&a11;&file;&net;lol")
    begun = time.perf_counter()
    titles = [each.title or "" for each in read_feed(page(text)).entries]
    assert time.perf_counter() - begun < 2
    assert max(map(len, titles)) < 100
    assert "root:" not in "".join(titles)


HEAD = '<?xml version="1.0"?><rss version="2.0"><channel>'


@pytest.mark.parametrize(
    "text",
    [
        "\n" * 400_000 + HEAD, '<?xml version="1.0"?>' + "\n" * 400_000 + "<rss>", HEAD + "<item>" * 200_000,
        HEAD + "<item/>" * 200_000, HEAD + "<" * 400_000, HEAD + "<a b='" * 40_000, HEAD + "<item><title>" + "\n " * 200_000,
        HEAD + "<item><title>" + "&lt;a " * 100_000, HEAD + "<item><pubDate>" + "1 " * 200_000, HEAD + "<item><link>" + "../" * 200_000,
        '<?xml version="1.0"?>' + "<!DOCTYPE a [" + "\n<!ENTITY a 'b'>" * 30_000 + "]><rss>", HEAD + "<item><x/></item>" * 400 + "<y/>" * 300_000,
    ],
    ids=range(12),
)  # fmt: skip
def test_hostile_feeds_take_little_time(text: str) -> None:
    begun = time.perf_counter()
    with suppress(UnreadableError):
        read_feed(page(text))
    assert time.perf_counter() - begun < 10


def test_of_an_endless_feed_the_first_articles_are_taken() -> None:
    items = "".join(
        f"<item><link>https://paper.example/{number}</link></item>" for number in range(2 * MOST_ENTRIES)
    )
    assert len(read_feed(page(f"{HEAD}{items}</channel></rss>")).entries) == MOST_ENTRIES


def test_a_feed_of_many_megabytes_is_refused() -> None:
    with pytest.raises(UnreadableError, match="larger than 5 MB"):
        read_feed(page(HEAD + " " * 5_000_000))


@given(st.one_of(st.binary(max_size=300), st.binary(max_size=300).map(lambda data: HEAD.encode() + data)))
def test_any_bytes_are_a_feed_or_put_aside(data: bytes) -> None:
    found = page(data)
    is_feed(found)
    try:
        feed = read_feed(found)
    except UnreadableError:
        return
    assert all(each.url.startswith(("http://", "https://")) for each in feed.entries)
