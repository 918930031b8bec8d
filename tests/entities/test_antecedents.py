from __future__ import annotations

from typing import get_args

import pytest

from rashomon.entities.antecedents import Kind, weights
from tests.entities.building import speakers


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        # a subject and a name nearer by are as likely: nobody rather than a guess
        (
            "Peter Kerr opened the depot on Monday with Paul Moss. [[He]] said {{it was late}}.",
            [None],
        ),
        ("John Kerr greeted Mary Moss at noon. [[He]] said {{the depot was late}}.", ["John Kerr"]),
        # who spoke last goes on
        (
            "The depot belongs to Paul Moss. [[Peter Kerr]] said {{it was late}}. [[He]] added {{it was cold}}.",
            ["Peter Kerr", "Peter Kerr"],
        ),
        # a pronoun that is no source keeps its person in mind, however far the name is
        (
            "Peter Kerr left. He was ill. He was tired. He was old. He was cold. He was glad. He was rich. He was home. [[He]] said {{no}}.",
            ["Peter Kerr"],
        ),
    ],
)
def test_whom_a_pronoun_means(marked: str, expected: list[str]) -> None:
    assert speakers(marked) == expected


def test_nobody_else_named_in_what_is_said_is_the_one_who_says_it() -> None:
    marked = "Peter Kerr came at noon. {{“Paul Moss has left the depot”}}, [[he]] said."
    assert speakers(marked) == ["Peter Kerr"]


def test_every_kind_has_its_weights() -> None:
    assert all(weights(kind) for kind in get_args(Kind))
