from __future__ import annotations

import pytest

from tests.entities.building import speakers


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("Anna Roberts was fined. [[The 54-year-old]] said {{she was sorry}}.", ["Anna Roberts"]),
        ("Anna Roberts, a singer, was fined. [[The singer]] said {{she was sorry}}.", ["Anna Roberts"]),
        ("Anna Roberts is the nominee of the party. [[The nominee]] said {{no}}.", ["Anna Roberts"]),
    ],
)
def test_a_description_means_the_person_in_focus(marked: str, expected: list[str]) -> None:
    assert speakers(marked) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        # another of the kind is somebody else
        ("Anna Roberts, a singer, was fined. [[Another singer]] said {{it was fair}}.", ["another singer"]),
        # a description that names somebody is not that person
        ("Anna Roberts came. [[The Roberts driver]] said {{no}}.", ["Roberts driver"]),
        # an office of which no role tells stays an office
        ("Anna Roberts came to the hall. [[The mayor]] said {{no}}.", ["mayor"]),
        # a man is not who is known as a woman
        ("Anna Roberts came to the hall. [[The policeman]] said {{no}}.", ["policeman"]),
    ],
)
def test_a_description_stays_apart(marked: str, expected: list[str]) -> None:
    assert speakers(marked) == expected


def test_a_calling_told_far_off_does_not_tell_whom_a_word_means() -> None:
    far = "The road was long. " * 8
    marked = (
        f"Anna Roberts came to the hall. [[The singer]] said {{{{no}}}}. {far}The singer Bea Holt was ill."
    )
    assert speakers(marked) != ["Bea Holt"]


def test_whom_the_words_name_is_not_who_says_them() -> None:
    marked = (
        "Anna Roberts won by a vote, [[the head of the board]] said {{that Anna Roberts had won by a vote}}."
    )
    assert speakers(marked) != ["Anna Roberts"]
