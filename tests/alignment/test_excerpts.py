from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rashomon.alignment.excerpts import LONGEST, Account, accounts_of, pieces
from rashomon.alignment.pairs import tokenizer
from rashomon.records import Span, Statement
from tests.alignment.making import article, says

WORDS = st.sampled_from(["Ann", "said", "“", "”", "that", "it", "fell.", "Дом", "12", "U.S.", "-", "’s", "…"])


def test_a_statement_is_read_in_its_sentence() -> None:
    document = article("d", "It rained. Roe said that the gate was shut. Nobody came.")
    (account,) = accounts_of(document, says(document, "that the gate was shut", "Roe"))
    assert account.text == "Roe said that the gate was shut."
    assert [span.of(account.text) for span in account.content] == ["that the gate was shut"]
    assert not account.heading


def test_parts_of_a_quotation_are_kept_apart_from_what_stands_between() -> None:
    text = "“We came late,” Roe said, “and the gate was shut.”"
    document = article("d", text)
    spans = (Span(0, 15), Span(26, 50))
    (account,) = accounts_of(document, Statement("s", "d", "direct", spans, speaker="Roe"))
    assert [span.of(account.text) for span in account.content] == [
        "“We came late,”",
        "“and the gate was shut.”",
    ]


def test_a_headline_is_told_from_the_text() -> None:
    document = article("d", "Gate was shut, says Roe\n\nRoe said the gate was shut.", headline=True)
    (account,) = accounts_of(document, says(document, "Gate was shut", "Roe"))
    assert account.heading


def test_a_long_statement_is_read_in_parts_that_hold_all_of_it() -> None:
    sentences = [
        f"The gate number {number} was shut when the crews of the boats came up to it." for number in range(9)
    ]
    document = article("d", " ".join(sentences))
    accounts = accounts_of(document, Statement("s", "d", "direct", (Span(0, len(document.text)),)))
    assert len(accounts) > 1
    read = " ".join(account.text for account in accounts)
    assert document.text.startswith(read)
    assert all(len(pieces(account, tokenizer())[0]) <= LONGEST for account in accounts)


@given(st.lists(WORDS, max_size=200).map(" ".join), st.integers(0, 300), st.integers(1, 300))
def test_pieces_mark_what_was_said_and_are_never_too_many(text: str, start: int, size: int) -> None:
    span = Span(min(start, len(text)), min(start + size, len(text)))
    ids, flags = pieces(Account(text, (span,)), tokenizer())
    assert len(ids) == len(flags) <= LONGEST
    assert set(flags) <= {1, 2}
    if not span.of(text).strip():
        assert 2 not in flags
