from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.reading.furniture import part
from rashomon.records import Block, Span

PIECES = st.lists(
    st.sampled_from(
        ["The mayor said no.", "“No,” she said.", "(Photo: Getty Images)", "(AP)", "Image caption", "GETTY", "Cars on the bridge", "Read more",
         "1/3 Rome", "2/3 Paris AP", "3/3 Oslo Reuters", "Advertisement", "Getty Images 9", "He left", "Click to share on", "(", "…", " "]
    ),
    max_size=14,
).map(" ".join)  # fmt: skip


def pieces(text: str) -> list[tuple[str, str]]:
    return [
        (block.kind, block.span.of(text)) for block in part(text, [Block("paragraph", Span(0, len(text)))])
    ]


@given(PIECES | st.text(max_size=200))
def test_all_words_stay_in_one_block_in_order(text: str) -> None:
    span = Span(len(text) - len(text.lstrip()), len(text.rstrip()))
    if span.start >= span.end:
        return
    end = span.start
    for block in part(text, [Block("paragraph", span)]):
        assert block.span.of(text) == block.span.of(text).strip() != ""
        assert block.span.start >= end
        assert not text[end : block.span.start].strip()
        end = block.span.end
    assert not text[end : span.end].strip()


@pytest.mark.parametrize(
    ("text", "furniture"),
    [
        ("It fell. Cars on the bridge (Getty) Nobody was hurt.", ["Cars on the bridge (Getty)"]),
        ("It fell. (Photo: Ann Roe) Nobody was hurt.", ["(Photo: Ann Roe)"]),
        ("“It fell. (AFP/Getty Images) “Nobody was hurt,” she said.", ["(AFP/Getty Images)"]),
        ("Мост упал. Машины на мосту (Фото: А. Роу) Никто не пострадал.", ["Машины на мосту (Фото: А. Роу)"]),
        ("It fell. Image caption Cars on the bridge on Monday The mayor of the town left. She went to the bridge.",
         ["Image caption", "Cars on the bridge on Monday"]),
        ("It fell. Media caption Roe says no", ["Media caption", "Roe says no"]),
        ("It fell. GETTY Roe has been mayor since May “Nobody was hurt.” She left.", ["GETTY", "Roe has been mayor since May"]),
        ("It fell. Getty Images 9 Cars on the bridge Reuters 9 Boats below it", ["Getty Images 9", "Cars on the bridge", "Reuters 9", "Boats below it"]),
        ("It fell. World reaction 1/3 Rome, Italy AP 2/3 Paris Reuters 3/3 Oslo, Norway Getty “No,” she said.",
         ["World reaction 1/3 Rome, Italy AP 2/3 Paris Reuters 3/3 Oslo, Norway Getty"]),
        ("It fell. Advertisement Nobody was hurt.", ["Advertisement"]),
        ("“It fell.” PA", ["PA"]),
        ("It fell. Click to share on Mail (Opens in new window) MAYOR ROE left.", ["Click to share on", "Mail", "(Opens in new window)"]),
    ],
)  # fmt: skip
def test_furniture_is_parted_from_the_prose(text: str, furniture: list[str]) -> None:
    assert [words for kind, words in pieces(text) if kind != "paragraph"] == furniture


@pytest.mark.parametrize(
    "text",
    [
        "LONDON (Reuters) - The bridge fell.",
        "EXAMPLETON, June 4 (AP) — The bridge fell.",
        "The Environmental Protection Agency (EPA) Administrator left.",
        "The Agence France-Presse (AFP) Reporter left.",
        "The mayor told a news agency (Reuters).",
        "She denied it (Photo: page 3), and left.",
        "Reuters reported that the bridge fell. Getty Images sued.",
        "Advertisement revenue fell. The Advertisement was seen by many.",
        "EPA Administrator Ann Roe left. AFP President Bob Roe did too.",
        "The vote was 1/3 for it, and 2/3 against.",
        "She put a caption below the image and left.",
        "If you want to read more about it, go on.",
    ],
)
def test_prose_stays_whole(text: str) -> None:
    assert pieces(text) == [("paragraph", text)]


def test_a_short_paragraph_with_its_credit_is_a_caption() -> None:
    text = "The mayor of Exampleton leaves. (Photo by Ann Roe/Getty Images)"
    assert pieces(text) == [("caption", text)]


def test_a_label_without_a_known_end_stands_alone() -> None:
    text = "It fell. Image caption The bridge was closed on Monday. The mayor left."
    assert pieces(text)[1:] == [
        ("caption", "Image caption"),
        ("paragraph", "The bridge was closed on Monday. The mayor left."),
    ]


def test_long_paragraphs_cost_no_more_than_their_length() -> None:
    begun = time.perf_counter()
    for unit in (
        "(Photo: Ann Roe) ",
        "Image caption It ",
        "1/3 2/3 3/3 ",
        "GETTY A ",
        "Read more ",
        "(A ",
        "He. ",
    ):
        text = (unit * 20_000).strip()
        assert list(part(text, [Block("paragraph", Span(0, len(text)))]))
    assert time.perf_counter() - begun < 30
