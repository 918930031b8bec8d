from __future__ import annotations

from pathlib import Path

import pytest

from training.articles import OURS, doubts, gold, read, text_of

ARTICLES = sorted(OURS.glob("*.json"))


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_each_annotation_is_anchored_in_its_article(path: Path) -> None:
    (article,) = read([path])
    found = gold(article)
    assert found["text"] == text_of(article)
    assert article["id"] == path.stem
    ids = {row["id"] for row in found["attributions"]}
    for row, words in zip(found["attributions"], article["attributions"], strict=True):
        assert sorted(found["text"][s:e] for s, e in row["content"]) == sorted(
            part[1] for part in words["content"]
        )
        assert row["parent"] is None or row["parent"] in ids - {row["id"]}


def test_words_that_are_not_there_are_named() -> None:
    article = {"id": "a", "language": "en", "style": "wire", "title": "T", "paragraphs": ["Ann said no."]}
    row = {
        "id": 1,
        "type": "indirect",
        "content": [[0, "yes"]],
        "cue": [],
        "source": [],
        "act": "assert",
        "parent": None,
    }
    with pytest.raises(ValueError, match="a 1 content: not in paragraph 0: 'yes'"):
        gold({**article, "attributions": [row]})


def test_a_second_look_is_led_to_what_was_left_out() -> None:
    article = {"id": "a", "language": "en", "style": "wire", "title": "T", "attributions": []}
    found = list(doubts({**article, "paragraphs": ["Ann said “the whole wall is down”."]}))
    assert any("reporting verb" in doubt for doubt in found)
    assert any("quoted words" in doubt for doubt in found)
