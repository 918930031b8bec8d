from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.language.quotations import find
from rashomon.records import Span


def paragraphs(text: str) -> list[Span]:
    return [Span(*match.span()) for match in re.finditer(r"[^\n]+", text)]


def quoted(text: str) -> list[list[str]]:
    return [[part.of(text) for part in quotation.parts] for quotation in find(text, paragraphs(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “no”.", [["“no”"]]),
        ('He said "no" and "yes".', [['"no"'], ['"yes"']]),
        ("Er sagte: „Nein.“", [["„Nein.“"]]),
        ("On dit « non ».", [["« non »"]]),
        ("Er sagte: »Nein.«", [["»Nein.«"]]),
        ("Mówi: „Nie”.", [["„Nie”"]]),
        ("'It's fine,' she said.", [["'It's fine,'"]]),
        ("‘It’s fine,’ she said.", [["‘It’s fine,’"]]),
        ("the dogs' bowl and the cats' bowl", []),
        ("rock ’n’ roll in the ’90s", []),
        ("5' 10\" tall", []),
    ],
)
def test_knows_the_marks_of_many_languages(text: str, expected: list[list[str]]) -> None:
    assert quoted(text) == expected


def test_nested_quotations_with_the_same_marks_are_told_apart() -> None:
    text = "“Stocks of “Novichok” agent remain.”"
    outer, inner = find(text, paragraphs(text))
    assert (outer.level, outer.parts[0].of(text)) == (0, text)
    assert (inner.level, inner.parts[0].of(text)) == (1, "“Novichok”")


def test_a_quotation_opened_again_in_each_paragraph_is_one() -> None:
    text = "Roe said: “It held.\n\n“It will hold.\n\n“We think.”\n\n“Other.”"
    assert quoted(text) == [["“It held.", "“It will hold.", "“We think.”"], ["“Other.”"]]


def test_paragraphs_that_ran_into_one_line_open_a_straight_quotation_again() -> None:
    text = 'He said: "I am hunting. "I go on. "I win." Photo by Roe. "New," she said.'
    assert quoted(text) == [['"I am hunting. "I go on. "I win."'], ['"New,"']]


def test_a_stray_mark_spoils_nothing_behind_it() -> None:
    assert quoted('The 5" pipe broke. “No,” he said.') == [["“No,”"]]
    assert quoted("A “ stray and nothing else") == []


def test_a_last_quotation_that_never_closes_runs_to_its_paragraphs_end() -> None:
    assert quoted("“A,” he said. “B goes on.\n\nOther.") == [["“A,”"], ["“B goes on."]]


@given(st.text(alphabet="ab .,'’‘“”\"„«»\n-—", max_size=80))
def test_any_text_gives_exact_disjoint_or_nested_spans(text: str) -> None:
    found = find(text, paragraphs(text))
    for quotation in found:
        for part in quotation.parts:
            assert 0 <= part.start < part.end <= len(text)
            assert "\n" not in part.of(text)
    tops = [part for quotation in found if quotation.level == 0 for part in quotation.parts]
    assert all(not a.meets(b) for i, a in enumerate(tops) for b in tops[i + 1 :])


@given(st.text(alphabet="ab “”", max_size=60))
def test_finding_twice_finds_the_same(text: str) -> None:
    assert find(text, paragraphs(text)) == find(text, paragraphs(text))


def test_a_hundred_thousand_marks_take_no_more_than_linear_work() -> None:
    text = "“" * 50_000 + "”" * 50_000
    assert len(find(text, paragraphs(text))) <= 50_000
