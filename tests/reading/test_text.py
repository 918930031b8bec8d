from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.reading.article import Article, UnreadableError
from rashomon.reading.text import article_of, read_text

HEADER = "outlet: The Example\nurl: https://example.org/a\npublished: 2031-04-02\nlanguage: en\ntitle: Bridge closed\n"


def test_a_header_block_gives_title_and_body() -> None:
    article = article_of(f"{HEADER}\n\n\nThe mayor said no.\n\nHe left.\n\n", "a.txt")
    assert article == Article(
        "Bridge closed\n\nThe mayor said no.\n\nHe left.", "a.txt", title="Bridge closed",
        published="2031-04-02", language="en", outlet="The Example", url="https://example.org/a",
    )  # fmt: skip


def test_a_header_block_may_end_its_lines_with_carriage_returns() -> None:
    article = article_of(HEADER.replace("\n", "\r\n") + "\r\nOne.\r\n\r\nTwo.\r\n", "a.txt")
    assert article.text == "Bridge closed\n\nOne.\r\n\r\nTwo."
    assert article.outlet == "The Example"


def test_a_header_block_without_a_title_leaves_the_body() -> None:
    assert article_of("outlet: The Example\n\nThe mayor said no.\n", "a.txt").text == "The mayor said no."


@pytest.mark.parametrize(
    "text",
    [
        "Roe: No.\noutlet: The Example\n\nHe left.",
        "outlet: The Example\nHe left\n\nNo.",
        "outlet: The Example",
        "\n\ntitle: A\n\nB",
    ],
)
def test_what_is_no_header_block_stays_in_the_text(text: str) -> None:
    assert article_of(text, "a.txt") == Article(text, "a.txt")


def test_a_header_block_alone_is_no_article() -> None:
    with pytest.raises(UnreadableError, match="no text after its header"):
        article_of(f"{HEADER}\n \n", "a.txt")


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1).filter(
        lambda text: ":" not in text
    )
)
def test_text_without_a_header_is_unchanged(text: str) -> None:
    (article,) = read_text(io.BytesIO(text.encode()), "a.txt")
    assert isinstance(article, Article)
    assert article.text == text.removeprefix("\ufeff")
