from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.reading.article import Article, UnreadableError, document_of
from rashomon.reading.html import read_html
from rashomon.records import Document

PARAGRAPHS = "".join(
    f"<p>The mayor of Exampleton said on Monday that bridge number {number} was safe &amp; that nobody had been hurt.</p>"
    for number in range(4)
)


def page(body: str, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body><article>{body}</article></body></html>".encode()


def read_page(data: bytes) -> Document:
    (article,) = read_html(io.BytesIO(data), "a.html")
    assert isinstance(article, Article)
    return document_of(article)


def kinds(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, block.span.of(document.text)) for block in document.blocks]


def test_blocks_are_kept() -> None:
    document = read_page(
        page(
            "<h1>Bridge closed</h1>"
            "<figure><img src=a.jpg><figcaption>The bridge on Monday. A. Roe</figcaption></figure>"
            f"{PARAGRAPHS}<p><a href='/b'>Council: Roe to answer questions</a></p><h2>What happened then</h2>"
            "<blockquote><p>We did all that we could do.</p></blockquote>"
            "<ul><li>Two cars fell into the river</li><li>Five people were hurt</li></ul><p>He left.</p>"
        )
    )
    found = kinds(document)
    assert found[:2] == [("heading", "Bridge closed"), ("caption", "The bridge on Monday. A. Roe")]
    assert [kind for kind, _ in found[2:6]] == ["paragraph"] * 4
    assert found[6:] == [
        ("related", "Council: Roe to answer questions"), ("heading", "What happened then"),
        ("quotation", "We did all that we could do."), ("list", "Two cars fell into the river"),
        ("list", "Five people were hurt"), ("paragraph", "He left."),
    ]  # fmt: skip
    assert "& that nobody" in document.text


def test_broken_lines_are_blocks_of_their_own() -> None:
    document = read_page(
        page(f"{PARAGRAPHS}<p>Ann Roe, engineer:<br>“It was old.”<br/><br/>“Very <b>old</b>.”</p>")
    )
    assert [words for _, words in kinds(document)][-3:] == [
        "Ann Roe, engineer:",
        "“It was old.”",
        "“Very old.”",
    ]


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("He said <q>no</q> twice.", "He said “no” twice."),
        ("He said <q>I <b>heard <q>no</q></b></q>.", "He said “I heard ‘no’”."),
        ("He said <q>“no”</q>.", "He said “no”."),
        ("He put it in a <code>statement</code> here.", "He put it in a statement here."),
    ],
)
def test_inline_markup_does_not_part_a_sentence(markup: str, words: str) -> None:
    assert kinds(read_page(page(f"{PARAGRAPHS}<p>{markup}</p>")))[-1] == ("paragraph", words)


def test_what_signs_a_quotation_is_a_block_of_its_own() -> None:
    document = read_page(
        page(f"{PARAGRAPHS}<blockquote>We did all that we could.<cite>Ann Roe</cite></blockquote>")
    )
    assert [words for _, words in kinds(document)][-2:] == ["We did all that we could.", "Ann Roe"]


def test_metadata_is_the_page_s() -> None:
    head = (
        '<title>Bridge closed | The Example</title><meta property="og:site_name" content="The Example">'
        '<meta property="article:published_time" content="2031-04-02T10:00:00+02:00">'
        '<link rel="canonical" href="https://example.org/a">'
    )
    document = read_page(page(f"<h1>Bridge closed</h1>{PARAGRAPHS}", head))
    assert document.title == "Bridge closed"
    assert document.outlet == "The Example"
    assert document.published == "2031-04-02T10:00:00+02:00"
    assert document.url == "https://example.org/a"
    assert document.language == "en"


def test_json_for_search_engines_gives_the_date() -> None:
    head = '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2031-04-02T10:00:00Z"}</script>'
    assert read_page(page(PARAGRAPHS, head)).published == "2031-04-02T10:00:00+00:00"


def test_no_date_is_no_date() -> None:
    assert read_page(page(PARAGRAPHS)).published is None


def test_a_headline_outside_the_article_comes_first() -> None:
    data = f"<html><body><header><h1>Bridge closed</h1></header><article>{PARAGRAPHS}</article></body></html>"
    assert kinds(read_page(data.encode()))[0] == ("heading", "Bridge closed")


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "//"])
def test_an_address_that_is_not_on_the_web_is_dropped(address: str) -> None:
    assert read_page(page(PARAGRAPHS, f'<link rel="canonical" href="{address}">')).url is None


def test_scripts_and_styles_are_no_text() -> None:
    extra = "<script>document.write('<p>written</p>')</script><style>p { color: red }</style><svg><text>drawn</text></svg>"
    document = read_page(page(PARAGRAPHS + extra))
    assert not {"written", "color", "drawn"} & set(document.text.split())


def test_control_characters_are_dropped() -> None:
    dirty = PARAGRAPHS.replace("mayor", "ma\x00\x01yor &#0;&#1;&#xD800;&#99999999;man")
    document = read_page(page(dirty))
    assert "mayor man" in document.text
    assert not {"\x00", "\x01", "\ud800"} & set(document.text)


def test_a_declared_encoding_is_followed() -> None:
    data = page(
        f"<p>Мэр заявил, что мост безопасен.</p>{PARAGRAPHS}", '<meta charset="windows-1251">'
    ).decode()
    assert "Мэр заявил" in read_page(data.encode("windows-1251")).text


def test_entities_of_the_page_s_own_are_not_expanded() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "boom"><!ENTITY b "&a;&a;&a;">]><html><body><article><p>&b;</p>'
    assert "boom" not in read_page((bomb + PARAGRAPHS).encode()).text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<html></html>", "no article found"),
        (b"", "no HTML"),
        (b"<br>" * 1_000_000, "tags"),
        (b"<" * 1_000_000, "tags"),
        (page("<p " + " ".join(f"a{n}=1" for n in range(50_000)) + ">" + PARAGRAPHS), "attributes"),
        (page("<p " + " ".join(f"a{n}='>'" for n in range(50_000)) + ">" + PARAGRAPHS), "attributes"),
    ],
)  # fmt: skip
def test_what_is_no_article_is_put_aside(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError, match=reason):
        read_page(data)


@pytest.mark.parametrize(
    "hostile",
    ["<div>" * 20_000, "<b>" * 20_000, "<ul><li>x" * 10_000, "<blockquote>x" * 10_000, "<table><tr><td>" * 5_000,
     "<p>a" + "<br>" * 20_000, "<!--" * 20_000, "<![CDATA[" * 20_000, "&" * 500_000, "a" * 2_000_000,
     "<a b='" * 9_000 + '<a b="' * 9_000, "<!DOCTYPE [" * 20_000, "&#" * 500_000],
)  # fmt: skip
def test_hostile_markup_ends(hostile: str) -> None:
    try:
        document = read_page(page(PARAGRAPHS + hostile))
    except UnreadableError:
        return
    assert "mayor" in document.text


PIECES = st.sampled_from(
    ["<p>", "</p>", "<b>", "</b>", "<br>", "<blockquote>", "</blockquote>", "<li>", "<ul>", "</ul>", "<td>", "<tr>",
     "<table>", "<h2>", "</h2>", "<a href=x>", "</a>", "said", " ", "\n", "&nbsp;", "&lt;", "“No.”", "\u2028", "\x85"]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_markup_gives_exact_blocks(body: str) -> None:
    document = read_page(page(PARAGRAPHS + body))
    end = 0
    for block in document.blocks:
        words = block.span.of(document.text)
        assert words == words.strip() != ""
        assert not document.text[end : block.span.start].strip()
        end = block.span.end
    assert not document.text[end:].strip()
