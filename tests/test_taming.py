from __future__ import annotations

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from rashomon.taming import right_to_left, tame

# Runs that a terminal obeys: colours, cursor, a link (OSC 8), a title (OSC 2), eight-bit CSI, a bell, a device query.
OBEYED = "\x1b[31m \x1b[2J \x1b]8;;https://evil.example\x07x\x1b]8;;\x1b\\ \x1b]2;t\x07 \x9b31m \x90q\x9c \x05 \x1b[6n \r \b \x7f"


def test_nothing_that_a_terminal_obeys_is_left() -> None:
    shown = tame(OBEYED)
    assert not re.search("[\x00-\x1f\x7f-\x9f]", shown)
    assert "␛[31m" in shown  # what was there is seen


@given(st.text(alphabet=st.characters()))
def test_any_text_becomes_one_line_of_harmless_characters(text: str) -> None:
    shown = tame(text)
    assert not [char for char in shown if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp")]
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200e\u200f]", shown)
    assert tame(shown) == shown
    assert shown.encode("utf-8").decode("utf-8") == shown


@given(st.text(alphabet="абвгąęłabcحريقדג, 0123456789漢字", max_size=60))
def test_what_people_write_stays_as_it_is(text: str) -> None:
    assert tame(text) == " ".join(text.split())


def test_piled_accents_are_thinned_and_pointed_hebrew_is_not() -> None:
    assert len(tame("e" + "\u0301" * 900)) == 5
    assert tame("שָׁלוֹם") == "שָׁלוֹם"


def test_joiners_of_persian_stay_and_hidden_ones_go() -> None:
    assert tame("می\u200cخواهم") == "می\u200cخواهم"
    assert tame("a\u200bb\u00adc\ufeff\U000e0041") == "abc"


def test_right_to_left_is_told_apart() -> None:
    assert right_to_left("abc שלום")
    assert not right_to_left("Łódź 漢字 Минск")
