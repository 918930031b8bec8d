from __future__ import annotations

import shutil
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.language.encoder import BrokenModelError, Encoder, shipped
from rashomon.language.quotations import find
from rashomon.language.reading import read, read_all
from rashomon.reading.article import Article, document_of
from rashomon.records import Document

NEWS = (
    "The wall held through the night, Mayor Ann Roe said on Monday. Engineers had warned that it would not.\n\n"
    "“We never slept,” Bob Low told reporters, adding that the ministry had said nobody was hurt.\n\n"
)
WORDS = st.sampled_from(
    ["Ann", "said", "“", "”", "that", "it", "fell", ".", ",", "\n\n", "(", "а", "12", "U.S.", "-", "’s"]
)


def article(text: str) -> Document:
    return document_of(Article(text, "a", language="en"))


def test_a_document_says_the_same_whatever_is_read_beside_it() -> None:
    documents = [article(NEWS * times) for times in (1, 3, 2)]
    assert [reading.found for reading in read_all(documents)] == [
        read(document).found for document in documents
    ]


def test_what_is_found_hangs_on_words_of_the_text() -> None:
    document = article(NEWS)
    cues = [" ".join(span.of(document.text) for span in one.roles.cue) for one in read(document).found]
    assert cues == ["said", "had warned", "told", "adding", "had said"]


def test_a_threshold_of_nothing_keeps_the_unsure() -> None:
    document = article(NEWS)
    quotes = find(document.text, [block.span for block in document.blocks])
    everything = Encoder(files("rashomon.language") / "model", threshold=0.0).read(document, quotes)[1]
    assert set(shipped().read(document, quotes)[1]) <= set(everything)
    assert all(0 <= one.confidence <= 1 for one in everything)


def test_a_weight_that_was_changed_is_refused_by_name(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(str(files("rashomon.language") / "model"), folder)
    with (folder / "branch.onnx").open("ab") as file:
        file.write(b"\0")
    with pytest.raises(BrokenModelError, match=r"branch\.onnx is not the file that was shipped"):
        Encoder(folder)


@settings(max_examples=50, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=80).map(" ".join))
def test_every_token_has_its_place_and_reaches_a_root(text: str) -> None:
    if not text.strip():
        return
    parse = read(article(text)).parse
    assert [t.index for t in parse.tokens] == list(range(len(parse.tokens)))
    assert all(token.text == text[token.start : token.end] for token in parse.tokens)
    assert sum(map(len, parse.sentences)) == len(parse.tokens)
    for token in parse.tokens:
        assert len(list(parse.ancestors(token.index))) < len(parse.tokens)


def test_a_name_across_a_hyphen_is_one() -> None:
    document = article("Ann Devereaux-Nair of the institute said that the creek was low.")
    names = [span.of(document.text) for span, kind in read(document).parse.names if kind == "PERSON"]
    assert names == ["Ann Devereaux-Nair"]


def test_a_text_without_a_word_has_nothing_to_say() -> None:
    assert read(article("“”…")).found == ()
