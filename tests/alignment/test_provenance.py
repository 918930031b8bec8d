from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.alignment.events import find_events
from rashomon.alignment.provenance import trace
from rashomon.records import Document
from tests.kept import Kept

NAMES = (
    "Tervonen",
    "Meridiana",
    "Batumi",
    "Kowalenko",
    "Sumy",
    "Marchuk",
    "Velm",
    "Łomnik",
    "Okrent",
    "Bondar",
)
WORDS = "the old bridge over river was safe and would stay open although two cars had fallen from it on"


def coverage(seed: int, count: int = 9) -> list[Document]:
    """Return articles in two languages that have changed paragraphs from one another, on days drawn by chance."""
    chance = random.Random(seed)  # noqa: S311
    pool = [
        " ".join(["On", *chance.choices([*WORDS.split(), *NAMES], k=chance.randint(9, 24)), f"in {n} cases."])
        for n in range(5)
    ]
    return [
        Document(
            f"d{number}",
            "\n\n".join(_changed(chance, one) for one in chance.sample(pool, chance.randint(1, 4))),
            published=f"2031-03-0{chance.randint(1, 5)}",
            language=chance.choice(["en", "ru"]),
        )
        for number in range(count)
    ]


def _changed(chance: random.Random, text: str) -> str:
    share = chance.choice([0.0, 0.05, 0.2])
    return " ".join("other" if chance.random() < share else word for word in text.split())


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 10**6))
def test_whatever_came_before_a_memo_changes_nothing(seed: int) -> None:
    documents, memo = coverage(seed), Kept()
    for given_now in (documents[1:], documents, documents[:-2]):
        assert trace(given_now, memo=memo) == trace(given_now)
        assert find_events(given_now, memo) == find_events(given_now)


def test_a_new_article_is_read_and_the_others_are_not() -> None:
    documents, memo = coverage(7), Kept()
    trace(documents, memo=memo)
    memo.new.clear()
    text = f"{documents[0].text}\n\nA line of our own."
    last = Document("last", text, published="2031-03-09", language=documents[0].language)
    found = trace([*documents, last], memo=memo)
    assert any(reuse.document == "last" for reuse in found.reuses)
    assert sorted(memo.new) == ["facts", "paragraphs", "reuses"]


def test_who_had_a_paragraph_first_is_told_anew_where_an_older_article_comes() -> None:
    words = [f"word{number}" for number in range(40)]
    middle = [f"changed{number}" for number in range(16)] + words[16:]
    last = middle[:24] + [f"again{number}" for number in range(16)]
    first, second, third = (
        Document(name, " ".join(text), published=f"2031-03-0{day}", language="en")
        for day, (name, text) in enumerate([("a", words), ("b", middle), ("c", last)], 1)
    )
    memo = Kept()
    assert [(reuse.document, reuse.origin) for reuse in trace([second, third], memo=memo).reuses] == [
        ("c", "b")
    ]
    found = trace([first, second, third], memo=memo).reuses
    assert [(reuse.document, reuse.origin) for reuse in found] == [("b", "a"), ("c", "a")]
