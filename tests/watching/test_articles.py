from __future__ import annotations

import pytest

from rashomon.reading.article import UnreadableError
from rashomon.watching.articles import document_from
from rashomon.watching.entry import Entry
from tests.watching.pages import page

URL = "https://www.paper.example/wall"
BODY = "<article><h1>The wall holds</h1><p>“The wall held,” Mayor Ann Roe said on Monday.</p><p>Nobody was hurt in the night, she added.</p></article>"


def html(head: str = "", body: str = BODY) -> str:
    return f"<html><head><title>The wall holds</title>{head}</head><body>{body}</body></html>"


def fetched(
    body: str | bytes, content_type: str = "text/html", charset: str | None = None, final: str | None = None
):  # type: ignore[no-untyped-def]
    return page(body, content_type, charset, URL, final)


ENTRY = Entry(URL, "From the feed", "2031-03-04T08:00:00+03:00", "The Example")


def test_a_page_becomes_a_document_and_the_feed_says_what_it_does_not() -> None:
    found = document_from(fetched(html()), ENTRY)
    assert (found.uri, found.url) == (URL, URL)
    assert found.title == "The wall holds"
    assert found.published == "2031-03-04T08:00:00+03:00"
    assert found.outlet == "The Example"
    assert "“The wall held,” Mayor Ann Roe said on Monday." in found.text


def test_what_the_page_says_goes_before_the_feed() -> None:
    head = (
        '<meta property="article:published_time" content="2031-03-03T22:15:00+03:00"/>'
        '<meta property="og:site_name" content="The Page"/>'
    )
    found = document_from(fetched(html(head)), ENTRY)
    assert (found.published, found.outlet) == ("2031-03-03T22:15:00+03:00", "The Page")


@pytest.mark.parametrize(
    ("named", "url"),
    [
        ("https://paper.example/real", "https://paper.example/real"), ("https://amp.paper.example/real", "https://amp.paper.example/real"),
        ("https://other.example/theirs", URL), ("javascript:alert(1)", URL),
    ],
)  # fmt: skip
def test_a_page_names_its_own_address_and_no_other_sites(named: str, url: str) -> None:
    assert document_from(fetched(html(f'<link rel="canonical" href="{named}"/>'))).url == url


def test_the_address_behind_redirects_is_the_pages() -> None:
    found = document_from(fetched(html(), final="https://paper.example/moved"))
    assert (found.uri, found.url) == (URL, "https://paper.example/moved")


def test_the_charset_that_the_server_names_is_used() -> None:
    text = html(body="<article><h1>Мост закрыт</h1><p>Мэр сказал, что мост закрыт на неделю.</p></article>")
    found = document_from(fetched(text.encode("cp1251"), charset="windows-1251"))
    assert "Мэр сказал, что мост закрыт" in found.text
    assert document_from(fetched(text, charset="windows-1251")).text == found.text


def test_plain_text_is_read_as_text() -> None:
    text = "The wall holds\n\n<b>“It held,”</b> Ann Roe said."
    assert document_from(fetched(text, "text/plain")).text == text


@pytest.mark.parametrize(
    "body", ["", "<html></html>", "%PDF-1.7 a", "<rss version='2.0'><channel/></rss>", "\x00\x01" * 50]
)
def test_what_holds_no_article_is_put_aside(body: str) -> None:
    with pytest.raises(UnreadableError):
        document_from(fetched(body))


def test_the_same_page_gives_the_same_document() -> None:
    assert document_from(fetched(html()), ENTRY) == document_from(fetched(html()), ENTRY)
