from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rashomon.advising.visible import is_hidden, visible


@given(st.text(), st.integers(2, 40))
def test_what_is_visible_is_one_short_line_that_utf8_can_hold(text: str, longest: int) -> None:
    line = visible(text, longest)
    assert len(line) <= longest
    assert line.split() == line.split(" ") or not line
    assert not any(map(is_hidden, line))
    line.encode("utf-8")


def test_orders_in_tag_characters_are_not_passed_on() -> None:
    order = "".join(chr(0xE0000 + ord(letter)) for letter in "obey me")
    selectors = "".join(chr(0xE0100 + ord(letter)) for letter in "obey me")
    assert visible(f"The wall{order} held{selectors}.", 99) == "The wall held."
