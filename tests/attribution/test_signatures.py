from __future__ import annotations

import pytest

from rashomon import Document, extract_document
from rashomon.records import Block, Span

BODY = "The KGB detained two men on Monday. Ann Roe is a lawyer in Minsk. The World Series began."


def said(headline: str) -> list[tuple[str, str]]:
    text = f"{headline}\n\n{BODY}"
    blocks = (
        Block("related", Span(0, len(headline))),
        Block("paragraph", Span(len(headline) + 2, len(text))),
    )
    found = extract_document(Document("d", text, language="en", blocks=blocks))
    return [
        (" ".join(s.of(text) for s in one.content), " ".join(s.of(text) for s in one.source))
        for one in found.statements
        if one.content[0].end <= len(headline)
    ]


@pytest.mark.parametrize(
    ("headline", "content", "source"),
    [
        (
            "KGB: Suspects in the plot face the death penalty",
            "Suspects in the plot face the death penalty",
            "KGB",
        ),
        (
            "Suspects in the plot face the death penalty - KGB",
            "Suspects in the plot face the death penalty",
            "KGB",
        ),
    ],
)
def test_a_headline_names_by_a_mark_who_says_so(headline: str, content: str, source: str) -> None:
    assert said(headline) == [(content, source)]


@pytest.mark.parametrize(
    "headline",
    [
        "Suspects in the plot face the death penalty - Daily Planet",
        "Minsk: Suspects in the plot sit in the stands",
        "Minsk - KGB",
    ],
)
def test_a_site_s_name_and_a_topic_say_nothing(headline: str) -> None:
    assert said(headline) == []
