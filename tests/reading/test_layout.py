from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.reading.layout import classify, headline, split
from rashomon.records import Span
from tests.data import shared

LINES = st.lists(
    st.sampled_from(
        ["The mayor said no.", "Bridge closed", "", " ", "Ann Roe, mayor:", "“No.”", "— Ann Roe, mayor", "• one",
         "1. two", "Photo: A. Roe", "# What", "READ ALSO: Bridge opens", "the rest of it", "\t", "\ufeff", "“", "* * *"]
    ),
    max_size=12,
).flatmap(lambda lines: st.sampled_from(["\n", "\n\n", "\r\n", "\r", "\u2028"]).map(lambda glue: glue.join(lines)))  # fmt: skip
ANY = st.text(st.characters(codec="utf-8"), max_size=200) | LINES


def kinds(text: str, title: str | None = None) -> list[tuple[str, str]]:
    blocks = classify(text, list(split(text)), title)
    return [(block.kind, block.span.of(text)) for block in blocks]


@given(ANY)
def test_blocks_are_ordered_and_cover_all_but_white_space(text: str) -> None:
    end = 0
    for block in classify(text, list(split(text)), headline(text, list(split(text)))):
        words = block.span.of(text)
        assert words
        assert words == words.strip()
        assert not text[end : block.span.start].strip()
        assert block.span.start >= end
        end = block.span.end
    assert not text[end:].strip()


@given(ANY)
def test_a_headline_is_the_first_line(text: str) -> None:
    found = headline(text, list(split(text)))
    assert found is None or text.strip().lstrip("# \t").startswith(found)


def test_paragraphs_part_at_single_breaks_where_lines_are_paragraphs() -> None:
    text = "Bridge closed\nThe mayor said no. She left.\nBob Roe stayed.\n"
    assert [words for _, words in kinds(text)] == text.strip().split("\n")


def test_a_paragraph_wrapped_at_a_width_is_one() -> None:
    wrapped = (
        "The mayor of Exampleton said on Monday\nthat the bridge was safe. Nobody, he\nsaid, had been hurt."
    )
    assert [words for _, words in kinds(f"{wrapped}\n\nHe left.")] == [wrapped, "He left."]


def test_a_headline_stands_above_a_wrapped_paragraph() -> None:
    text = "Bridge closed\nThe mayor of Exampleton said on Monday\nthat the bridge was safe. Nobody, he\nsaid, had been hurt."
    assert [words for _, words in kinds(text)] == ["Bridge closed", text.split("\n", 1)[1]]
    assert headline(text, list(split(text))) == "Bridge closed"


def test_carriage_returns_stay_outside_the_blocks() -> None:
    text = "One is here.\r\n\r\nTwo is here.\r\nThree is here.\r\n"
    assert [words for _, words in kinds(text)] == ["One is here.", "Two is here.", "Three is here."]


@pytest.mark.parametrize(
    "line",
    [
        "Ann Roe, mayor of Exampleton:",
        "— Will you go?",
        "— Ann Roe, mayor of Exampleton",
        "Ann Roe, mayor of Exampleton",
        "Ann Roe, engineer and mother of two",
        "(Laughter)",
        "By Ann Roe and John Doe in Exampleton today",
        "The mayor said no.",
        "“Nobody was hurt”",
    ],
)
def test_speech_signatures_and_sentences_are_no_headings(line: str) -> None:
    text = f"Bridge closed\n\nThe mayor said no.\n\n“It is safe.”\n\n{line}\n\nHe left."
    found = {words: kind for kind, words in kinds(text, "Bridge closed")}
    assert found[line] == "paragraph"


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("What happened", "heading"),
        ("## What happened on that day", "heading"),
        ("Council: Roe to answer questions about the bridge", "related"),
        ("READ ALSO: Roe to leave", "related"),
        ("Читайте также: Мост закрыт", "related"),
        ("Lesen Sie auch: Brücke gesperrt", "related"),
        ("Photo: Ann Roe / Example Pictures", "caption"),
        ("The bridge on Sunday (Image: Ann Roe)", "caption"),
        ("• Two cars fell", "list"),
        ("2. Two cars fell.", "list"),
    ],
)
def test_lines_between_paragraphs_have_their_kind(line: str, kind: str) -> None:
    text = f"Bridge closed\n\nThe mayor said no.\n\n{line}\n\nHe left."
    assert (kind, line) in kinds(text, "Bridge closed")


def test_a_numbered_paragraph_of_a_statement_is_a_paragraph() -> None:
    line = "1. The Ministry informs that to this date nobody has been detained in the case, and that the inquiry goes on."
    assert (("paragraph", line)) in kinds(f"Statement\n\n{line}\n\nHe left.", "Statement")


def test_a_run_of_short_lines_is_a_list() -> None:
    text = "Results\n\nThe vote is over.\n\nReds 40 seats\n\nBlues 30 seats\n\nGreens 20 seats\n\nNobody won."
    assert [kind for kind, _ in kinds(text, "Results")] == [
        "heading",
        "paragraph",
        *["list"] * 3,
        "paragraph",
    ]


def test_the_line_below_the_headline_is_a_deck() -> None:
    text = "Bridge closed\n\nMayor of Exampleton says that nobody was hurt\n\nThe mayor said no."
    assert [kind for kind, _ in kinds(text, "Bridge closed")] == ["heading", "heading", "paragraph"]


@pytest.mark.parametrize(
    "text",
    [
        "The mayor said no.\n\nHe left.",
        "Only one line",
        "Ann Roe, mayor:\n\n“No.”",
        "— Will you go?\n\n— No.",
        "…\n\nNo.",
    ],
)
def test_no_headline(text: str) -> None:
    assert headline(text, list(split(text))) is None


@pytest.mark.parametrize("title", ["Was he there?", "‘They lied’", "“No”, says mayor", "Bridge closed!"])
def test_headlines_may_ask_quote_and_shout(title: str) -> None:
    text = f"{title}\nThe mayor said no."
    assert headline(text, list(split(text))) == title


def test_a_title_is_known_by_its_words() -> None:
    assert kinds("BRIDGE ‘closed’.\n\nNo.", "Bridge 'closed'")[0][0] == "heading"
    assert kinds("The mayor said no.\n\nNo.", "Bridge closed")[0][0] == "paragraph"


def test_long_lines_cost_no_more_than_their_length() -> None:
    text = "a " * 500_000 + "\n" + ("(" * 100_000) + "\n\n" + "1. " * 100_000
    assert next(block.span for block in split(text)) == Span(0, 999_999)
    assert classify(text, list(split(text)), None)


def test_the_headlines_between_the_seed_article_s_paragraphs_are_related() -> None:
    text = shared("seed/belsat-fake-coup-2021.txt").read_text(encoding="utf-8")
    found = kinds(text, text.split("\n", 1)[0])
    related = [words for kind, words in found if kind == "related"]
    assert len(related) == 4
    assert all(words[-1] != "." for words in related)
    assert [words for kind, words in found if kind == "heading"] == [text.split("\n", 1)[0]]
