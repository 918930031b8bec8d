from __future__ import annotations

import itertools
import json
import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.alignment import copies
from rashomon.alignment.copies import find_copies
from rashomon.alignment.publishing import earliest
from rashomon.reading import read
from rashomon.records import Document
from tests.data import shared


def article(seed: int, length: int = 300) -> list[str]:
    draw = random.Random(seed)  # noqa: S311 - words, no secret
    return [f"word{draw.randrange(5_000)}" for _ in range(length)]


def document(
    name: str, words: list[str], published: str | None = None, outlet: str | None = None
) -> Document:
    return Document(name, " ".join(words), published=published, outlet=outlet)


def edited(words: list[str], every: int) -> list[str]:
    return [f"other{place}" if place % every == 0 else word for place, word in enumerate(words)]


def test_exact_edited_and_cut_copies_are_one_group_with_the_earliest_first() -> None:
    words = article(1)
    documents = [
        document("cut", words[:120], "2031-04-03"),
        document("other", article(2), "2031-04-01"),
        document("same", words, "2031-04-02T09:00:00"),
        document("edited", edited(words, 17), "2031-04-02T08:00:00"),
        document("more", [*article(3, 100), *words], "2031-04-02"),
    ]
    assert find_copies(documents) == (("edited", "same", "more", "cut"),)


def test_articles_that_quote_one_statement_are_no_copies() -> None:
    quotation = article(9, 80)
    documents = [document(str(seed), [*article(seed, 200), *quotation]) for seed in range(4)]
    assert find_copies(documents) == ()


def test_an_outlet_s_next_article_is_no_copy_and_its_page_published_twice_is() -> None:
    words = article(1)
    update = [*words[:180], *article(2, 120)]
    assert find_copies([document("a", words, outlet="X"), document("b", update, outlet="x")]) == ()
    assert find_copies([document("a", words, outlet="X"), document("b", update, outlet="Y")]) == (("a", "b"),)
    assert find_copies([document("a", words, outlet="X"), document("b", words[:280], outlet="X")]) == (
        ("a", "b"),
    )


def test_a_round_up_does_not_join_what_it_holds() -> None:
    one, two = article(1, 150), article(2, 150)
    documents = [
        document("round-up", one + two),
        document("a", one),
        document("b", two),
        document("c", edited(two, 30)),
    ]
    assert find_copies(documents) == (("b", "c"),)


def test_short_texts_are_copies_only_when_alike() -> None:
    documents = [
        Document(name, text)
        for name, text in [("a", "No."), ("b", "no"), ("c", "Yes."), ("d", ""), ("e", "!")]
    ]
    assert find_copies(documents) == (("a", "b"),)


def test_a_notice_on_every_page_joins_nobody() -> None:
    notice = article(99, 40)
    documents = [document(str(seed), [*article(seed, 100), *notice]) for seed in range(80)]
    assert find_copies(documents) == ()


@pytest.mark.parametrize(
    ("published", "first"),
    [
        (["2031-04-02", "2031-04-02T23:00:00"], 1),
        (["2031-04-02T10:00:00+02:00", "2031-04-02T08:30:00+00:00"], 0),
        ([None, "2031-04-02"], 1),
        ([None, None], 0),
        (["not a date", "2031-04-02"], 1),
        (["9999-12-31", "2031-04-02"], 1),
    ],
)
def test_the_earliest(published: list[str | None], first: int) -> None:
    documents = [Document(str(place), "", published=date) for place, date in enumerate(published)]
    assert earliest(documents) is documents[first]


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(20, 120)), max_size=8),
    st.randoms(use_true_random=False),
)
def test_groups_are_disjoint_and_the_same_in_any_order(
    parts: list[tuple[int, int]], draw: random.Random
) -> None:
    documents = [
        document(str(place), article(seed, 120)[:length]) for place, (seed, length) in enumerate(parts)
    ]
    groups = find_copies(documents)
    assert len(list(itertools.chain(*groups))) == len(set(itertools.chain(*groups)))
    assert all(len(group) > 1 for group in groups)
    mixed = draw.sample(documents, len(documents))
    assert {frozenset(group) for group in find_copies(mixed)} == {frozenset(group) for group in groups}


def test_a_sample_finds_what_all_shingles_find(monkeypatch: pytest.MonkeyPatch) -> None:
    words = article(1, 600)
    documents = [document("a", words), document("b", edited(words, 20)), document("c", article(2, 600))]
    monkeypatch.setattr(copies, "_BUDGET", 3_000)
    assert find_copies(documents) == (("a", "b"),)


def test_many_copies_cost_no_more_than_many_articles() -> None:
    words = article(1)
    documents = [document(str(place), edited(words, 40 + place % 7)) for place in range(1_000)]
    start = time.perf_counter()
    (group,) = find_copies(documents)
    assert len(group) == 1_000
    assert time.perf_counter() - start < 10


def test_the_reprints_of_the_cases_are_found_and_no_others() -> None:
    for folder in sorted(path for path in shared("cases").iterdir() if path.is_dir()):
        gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))["copies"]
        documents = [result for result in read([str(folder / "articles")]) if isinstance(result, Document)]
        names = {document.id: document.uri.rsplit("/", 1)[1].removesuffix(".txt") for document in documents}
        found = [[names[each] for each in group] for group in find_copies(documents)]
        assert sorted(map(sorted, found)) == sorted(map(sorted, gold)), folder.name


def test_agency_copy_in_real_coverage_is_found_and_nothing_else() -> None:
    documents = [result for result in read([str(shared("coverage"))]) if isinstance(result, Document)]
    assert set(map(frozenset, find_copies(documents))) == {
        frozenset({"f1-01", "f1-04"}), frozenset({"f1-10", "f1-12"}),
        frozenset({"cubs-win-championship-06", "cubs-win-championship-08"}),
    }  # fmt: skip
