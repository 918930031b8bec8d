from __future__ import annotations

from functools import cache
from importlib.resources import files

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from rashomon.language.quotations import find
from rashomon.language.windows import CONTEXT, LONGEST, REACH, Window, crop, load_tokenizer, windows
from rashomon.reading.article import Article, document_of
from rashomon.records import Document

WORDS = st.lists(
    st.sampled_from(
        ["Ann", "said", "“no”", "the", "dam", "hasn’t", "U.S.", "35.5%", "«да»", "Łódź", "ﬁ", "\u00ad", "."]
    ),
    min_size=1,
    max_size=300,
)
TEXTS = st.lists(WORDS.map(" ".join), min_size=1, max_size=6).map("\n\n".join)


@cache
def tokenizer() -> Tokenizer:
    model = files("rashomon.language") / "model" / "tokenizer.json"
    return load_tokenizer(model.read_bytes())


def cut(text: str) -> tuple[Document, list[Window]]:
    document = document_of(Article(text, "a", language="en"))
    quotes = find(text, [block.span for block in document.blocks])
    return document, list(windows(document, quotes, tokenizer()))


@settings(deadline=None, max_examples=60)
@given(TEXTS)
def test_each_letter_is_read_once_and_in_its_place(text: str) -> None:
    if not text.strip():
        return
    _, found = cut(text)
    seen: list[int] = []
    for window in found:
        assert len(window) <= LONGEST
        for start, end in zip(window.starts[window.own], window.ends[window.own], strict=True):
            assert 0 <= start < end <= len(text)
            seen.extend(range(start, end))
    assert seen == sorted(seen)
    assert len(seen) == len(set(seen))
    assert {place for place, letter in enumerate(text) if letter.isalnum()} <= set(seen)


def test_a_window_shows_the_end_of_what_stands_before_it() -> None:
    text = "\n\n".join("word " * 150 + "stop." for _ in range(4))
    _, found = cut(text)
    first, second = found[:2]
    assert first.own[1:-1].all()
    shown = ~second.own & (second.starts >= 0)
    assert 0 < shown.sum() <= CONTEXT
    assert second.ends[shown].max() == first.ends[first.own].max()


def test_quotation_marks_of_every_kind_look_alike_to_the_encoder() -> None:
    _, curly = cut("Ann said: “It held.”")
    for other in ("Ann said: «It held.»", "Ann said: „It held.“", 'Ann said: "It held."'):
        _, found = cut(other)
        assert np.array_equal(found[0].ids, curly[0].ids)
    depth = curly[0].features[:, 1]
    assert depth.tolist() == [0, 0, 0, 0, 1, 1, 1, 1, 1, 0]


def test_a_crop_is_the_paragraph_of_its_anchor() -> None:
    _, (window,) = cut("It held.\n\nAnn Roe said:\n\n“No.”")
    words = {piece: cut_at(window, piece) for piece in range(1, len(window) - 1) if window.starts[piece] >= 0}
    assert words[1] == slice(0, 5)
    colon_and_below = words[5]
    assert colon_and_below == slice(4, len(window))
    assert words[10] == colon_and_below


def cut_at(window: Window, anchor: int) -> slice:
    here = crop(window, anchor)
    assert 0 <= here.start <= anchor < here.stop <= len(window)
    assert here.stop - here.start <= 2 * REACH
    return here
