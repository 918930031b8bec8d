from __future__ import annotations

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.alignment.copies import find_copies
from rashomon.alignment.reuse import find_reuses
from rashomon.records import Document, Reuse

LEAD = "The harbour master of Port Velm said on Sunday that three people were missing after a fire at the grain terminal."
BACK = "The terminal was built in 1974, holds forty thousand tonnes of wheat and employs two hundred dockers in three shifts."
HALL = "The mayor has opened the sports hall for those who cannot go home, and asked for blankets, water and nothing else."
GATE = "At the gate Marta Ilk has waited since dawn for news of her brother, who works nights at the weighbridge."
SAID = "“Nobody tells us anything. They say wait, and so we wait, and the smoke is coming over the wall all the time.”"


def document(
    name: str, *paragraphs: str, published: str = "2031-03-02", outlet: str | None = None
) -> Document:
    return Document(name, "\n\n".join(paragraphs), published=published, outlet=outlet or name)


def told(reuses: tuple[Reuse, ...], documents: list[Document]) -> list[tuple[str, str, str]]:
    texts = {each.id: each.text for each in documents}
    return [(row.document, row.span.of(texts[row.document]), row.origin) for row in reuses]


def test_each_paragraph_is_given_to_the_first_who_had_it() -> None:
    wire = document("wire", LEAD, BACK, published="2031-03-02T08:00")
    local = document("local", GATE, HALL, published="2031-03-02T09:00")
    mixed = document(
        "mixed",
        HALL,
        "A line of our own about the weather over the bay and the wind.",
        LEAD,
        published="2031-03-02T10:00",
    )
    last = document("last", LEAD.replace("Sunday", "Sunday evening"), published="2031-03-02T11:00")
    documents = [last, mixed, local, wire]
    assert told(find_reuses(documents), documents) == [
        ("mixed", HALL, "local"),
        ("mixed", LEAD, "wire"),
        ("last", LEAD.replace("Sunday", "Sunday evening"), "wire"),
    ]


def test_a_copy_of_a_changed_copy_is_given_to_the_first() -> None:
    words = LEAD.split()
    once = " ".join("changed" if place in (5, 12) else word for place, word in enumerate(words))
    twice = " ".join("again" if place in (8, 16) else word for place, word in enumerate(once.split()))
    documents = [
        document(name, text, published=f"2031-03-0{day}")
        for day, (name, text) in enumerate([("a", LEAD), ("b", once), ("c", twice)], 1)
    ]
    assert [row.origin for row in find_reuses(documents)] == ["a", "a"]


def test_merged_and_parted_paragraphs_are_found() -> None:
    wire = document("wire", LEAD, BACK, HALL, published="2031-03-01")
    merged = document("merged", LEAD + " " + BACK, HALL)
    found = find_reuses([wire, merged])
    assert [row.similarity >= 0.9 for row in found] == [True, True]


def test_a_quotation_is_nobody_s_paragraph_unless_what_stands_beside_it_is_reused() -> None:
    one = document("one", GATE, SAID, published="2031-03-01")
    other = document("other", HALL, SAID)
    whole = document("whole", GATE, SAID)
    assert find_reuses([one, other]) == ()
    assert len(find_reuses([one, whole])) == 2


def test_two_who_introduce_one_statement_alike_are_independent() -> None:
    statement = "“Like many companies we are experiencing higher costs for numerous ingredients and have had to reduce the weight of two bars.”"
    one = document(
        "one", f"In a statement on its page the company wrote: {statement}", published="2031-03-01"
    )
    other = document("other", f"The company, asked about the gaps by this newspaper, wrote: {statement}")
    assert find_reuses([one, other]) == ()


@pytest.mark.parametrize(
    "text", ["", "\n\n", "No.", "!", "“", "\u0000", "\u202eabc", "😀 " * 50, "字" * 400, "a " * 20_000]
)
def test_odd_texts_are_read(text: str) -> None:
    assert all(row.similarity == 1 for row in find_reuses([Document("a", text), Document("b", text)]))


def test_articles_in_scripts_without_spaces_are_compared() -> None:
    text = "港口管理员周日表示，粮食码头发生火灾后有三人失踪，警方没有排除纵火的可能性。"
    assert [row.origin for row in find_reuses([document("a", text), document("b", "其他新闻。", text)])] == [
        "a"
    ]


def edit(paragraphs: list[str], draw: random.Random) -> list[str]:
    """Return an article as another paper prints it: another headline, words changed, an end cut off, paragraphs moved."""
    kept = paragraphs[: max(4, len(paragraphs) * 3 // 4)]
    draw.shuffle(kept)
    first = draw.randrange(12)
    return ["Another head", *(" ".join(changed(part.split(), first)) for part in kept)]


def changed(words: list[str], first: int) -> list[str]:
    return ["other" if place % 12 == first else word for place, word in enumerate(words)]


def made(seed: int, count: int = 8) -> list[str]:
    draw = random.Random(seed)  # noqa: S311 - words, no secret
    return [" ".join(f"w{draw.randrange(3_000)}" for _ in range(30)) for _ in range(count)]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.randoms(use_true_random=False))
def test_an_article_is_a_copy_of_itself_under_small_edits_whichever_comes_first(
    seed: int, draw: random.Random
) -> None:
    original, copy = made(seed), edit(made(seed), draw)
    for dates in (("2031-01-01", "2031-01-02"), ("2031-01-02", "2031-01-01")):
        documents = [document("a", *original, published=dates[0]), document("b", *copy, published=dates[1])]
        (group,) = find_copies(documents, find_reuses(documents))
        assert group == (("a", "b") if dates[0] < dates[1] else ("b", "a"))


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=2, max_size=7),
    st.randoms(use_true_random=False),
)
def test_the_order_of_the_input_says_nothing(parts: list[tuple[int, int]], draw: random.Random) -> None:
    documents = [document(str(n), *made(one, 3), *made(other, 3)) for n, (one, other) in enumerate(parts)]
    found = find_reuses(documents)
    copies = find_copies(documents, found)
    mixed = draw.sample(documents, len(documents))
    assert find_reuses(mixed) == found
    assert set(find_copies(mixed, found)) == set(copies)


def test_a_partly_copied_article_is_no_copy() -> None:
    wire = document("wire", LEAD, BACK, published="2031-03-01")
    mixed = document("mixed", *made(1, 6), LEAD, BACK)
    found = find_reuses([wire, mixed])
    assert [row.origin for row in found] == ["wire", "wire"]
    assert find_copies([wire, mixed], found) == ()


def test_a_paragraph_in_thousands_of_articles_costs_no_more() -> None:
    documents = [document(f"{n:04}", *made(n, 2), HALL) for n in range(1_500)]
    start = time.perf_counter()
    assert {row.origin for row in find_reuses(documents)} == {"0000"}
    assert time.perf_counter() - start < 10
