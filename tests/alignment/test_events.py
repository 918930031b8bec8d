"""Documents into events: unrelated articles stay apart, accounts of one happening come together."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.alignment.events import find_events
from rashomon.reading import read
from rashomon.records import Document
from tests.data import shared

_EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "night-at-the-dam"


@cache
def _documents(path: Path) -> tuple[Document, ...]:
    return tuple(document for document in read([str(path)]) if isinstance(document, Document))


def _coverage() -> list[tuple[Document, ...]]:
    return [_documents(path) for path in sorted(shared("coverage").glob("*.jsonl"))]


def _cases() -> list[tuple[Document, ...]]:
    return [_documents(path) for path in sorted(shared("cases").glob("*/articles"))]


def _pairs(groups: Iterable[Sequence[str]]) -> set[tuple[str, str]]:
    return {pair for group in groups for pair in itertools.combinations(sorted(group), 2)}


def _judged(events: Sequence[Sequence[Document]]) -> tuple[float, float, int]:
    """Return the precision and recall of pairs when these events are thrown together, and the false pairs."""
    numbered = [
        [replace(one, id=f"{n}-{m}") for m, one in enumerate(event)] for n, event in enumerate(events)
    ]
    found = _pairs(event.documents for event in find_events([one for event in numbered for one in event]))
    gold = _pairs([one.id for one in event] for event in numbered)
    right = len(found & gold)
    return right / max(len(found), 1), right / max(len(gold), 1), len(found - gold)


def test_real_coverage_of_twelve_events_comes_apart_into_them() -> None:
    precision, recall, _ = _judged(_coverage())
    assert precision >= 0.95
    assert recall >= 0.9


def test_real_and_invented_events_together_come_apart_into_them() -> None:
    precision, recall, _ = _judged([*_coverage(), *_cases(), _documents(_EXAMPLE)])
    assert precision >= 0.9
    assert recall >= 0.85


def test_unrelated_undated_articles_stay_apart() -> None:
    articles = _documents(shared("wikinews/train.jsonl"))
    assert len(articles) > 100
    _, _, false = _judged([[article] for article in articles])
    assert (
        false <= 30
    )  # of 13,041 pairs; those left are primaries, storms and proceedings told in instalments


def test_unrelated_articles_do_not_join_the_events_among_them() -> None:
    alone = [[article] for article in _documents(shared("wikinews/train.jsonl"))]
    precision, recall, _ = _judged([*_coverage(), *_cases(), *alone])
    assert precision >= 0.93
    assert recall >= 0.85


def test_each_invented_case_is_one_event_in_all_its_languages() -> None:
    assert [len(find_events(case)) for case in _cases()] == [1] * len(_cases())


def test_real_coverage_of_one_event_is_one_event() -> None:
    strays = [len(event) - max(len(found.documents) for found in find_events(event)) for event in _coverage()]
    assert sum(strays) <= 1


def test_the_shipped_example_is_one_event() -> None:
    assert len(find_events(_documents(_EXAMPLE))) == 1


def _ferry(number: int) -> str:
    return f"The Meridiana sank off Batumi, said captain Osmo Tervonen. The harbour master, Nino Gvazava, counted {number}."


def _village(number: int) -> str:
    names = [f"{first}{number:03}".translate(str.maketrans("0123456789", "bdfklmnprt")) for first in "KLMNPR"]
    return f"In {names[0]} the mayor {names[1]} met {names[2]}. " + " ".join(
        f"Later {one} spoke to {other} in {names[0]}." for one, other in itertools.pairwise(names)
    )


def test_articles_months_apart_are_of_two_happenings() -> None:
    days = ["2031-01-03", "2031-01-04", "2031-09-01"]
    told = [Document(day, _ferry(3), published=day) for day in days]
    assert [event.documents for event in find_events(told)] == [(days[0], days[1]), (days[2],)]


def test_many_villages_do_not_chain_through_a_word_in_all_of_them() -> None:
    told = [
        Document(str(n), f"{_village(n)} He named President Adamik and Minister Borel.") for n in range(60)
    ]
    assert len(find_events(told)) == 60


def test_many_accounts_of_one_happening_stay_one_event() -> None:
    told = [Document(str(n), _ferry(n), published="2031-01-03") for n in range(150)]
    assert len(find_events(told)) == 1


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=8))
def test_each_document_is_in_exactly_one_event_whatever_the_order(texts: list[str]) -> None:
    told = [Document(str(n), text) for n, text in enumerate(texts)]
    events = find_events(told)
    assert sorted(itertools.chain.from_iterable(event.documents for event in events)) == [
        one.id for one in told
    ]
    assert find_events(told) == events


@pytest.mark.parametrize("size", [400])
def test_the_work_grows_with_the_documents(size: int) -> None:
    """Each document is compared with a bounded number of others, even where all share all their names."""
    from rashomon.alignment import events

    pairs = sum(1 for _ in events._neighbours([{"a": 0.6, "b": 0.8}] * size))
    assert pairs <= size * events._NEIGHBOURS
