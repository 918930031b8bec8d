from __future__ import annotations

import pytest

from rashomon.attribution.posts import read
from rashomon.records import Span

SIGNED = "Ann Roe (@annroe) November 3, 2031"


def posts(text: str) -> list[tuple[str, str]]:
    return [
        (draft.source[0].of(text), draft.content[0].of(text)) for draft in read(text, [Span(0, len(text))])
    ]


@pytest.mark.parametrize(
    ("words", "content"),
    [
        (f"It held all through the night. — {SIGNED}", "It held all through the night"),
        (f"It held all through the night - {SIGNED} and so on", "It held all through the night"),
        (f"It held #wallhttps://t.co/1E3d- {SIGNED}", "It held #wall"),
        (f"free at last pic.twitter.com/Xts https://t.co/2 -- {SIGNED}", "free at last"),
        (f"[?][?] @bob, for ever    #wall -- {SIGNED}", "@bob, for ever    #wall"),
        (f"“It held well,” Bob Low wrote. My god, the wall. #wall — {SIGNED}", "My god, the wall. #wall"),
    ],
)
def test_a_post_is_what_stands_before_its_signature(words: str, content: str) -> None:
    assert posts(words) == [("Ann Roe (@annroe)", content)]


def test_a_post_in_running_prose_is_its_last_sentence() -> None:
    text = (
        "The wall has stood for a hundred years, and more. " * 8
        + f"Long live the wall. #wall — {SIGNED} She left."
    )
    assert posts(text) == [("Ann Roe (@annroe)", "Long live the wall. #wall")]


def test_a_name_with_a_handle_in_prose_signs_nothing() -> None:
    assert not posts("He wrote - Ann Roe (@annroe)")
    assert not posts("The mayor, Ann Roe (@annroe) November 3, said no.")
    assert not posts(f"pic.twitter.com/a1 — {SIGNED}")
