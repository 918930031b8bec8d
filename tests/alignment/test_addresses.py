from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.alignment.addresses import article_address


@pytest.mark.parametrize(
    "url",
    [
        "https://paper.example/2031/fire",
        "http://paper.example/2031/fire",
        "https://www.paper.example/2031/fire/",
        "https://PAPER.example:443/2031//fire#comments",
        "https://paper.example/2031/fire?utm_source=feed&utm_medium=rss&fbclid=1",
        "https://paper.example/amp/2031/fire",
        "https://paper.example/2031/fire/amp/",
        "https://amp.paper.example/2031/fire",
        "https://m.paper.example/2031/fire?outputType=amp",
    ],
)
def test_ways_to_one_article_have_one_address(url: str) -> None:
    assert article_address(url) == "paper.example/2031/fire"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://paper.example/fire", "https://paper.example/flood"),
        ("https://paper.example/story?id=1", "https://paper.example/story?id=2"),
        ("https://paper.example/fire", "https://other.example/fire"),
        ("https://paper.example/fire", "https://paper.example/fire?page=2"),
        ("https://paper.example/fire", "https://paper.example/firehouse"),
        ("https://paper.example/lamp", "https://paper.example/l"),
    ],
)
def test_two_articles_have_two_addresses(one: str, other: str) -> None:
    assert article_address(one) != article_address(other)


@pytest.mark.parametrize(
    "url",
    [None, "", "nowhere", "https://", "https://paper.example/", "https://[::1", "https://x.example:99999/a"],
)
def test_what_leads_to_no_article_has_none(url: str | None) -> None:
    assert article_address(url) is None


@given(st.text(max_size=40))
def test_any_text_is_read_and_the_address_is_its_own_address(text: str) -> None:
    address = article_address(f"https://paper.example/a?{text}")
    assert address is None or address.startswith("paper.example/a")
    article_address(text)
