from __future__ import annotations

import pytest

from rashomon.alignment.sides import find_sides
from rashomon.records import Entity, Role

RAIL = Entity("rail", "Great Prairie & Pacific Railway", "organization", ("Great Prairie",))
GUARD = Entity("guard", "Береговая охрана", "organization")


@pytest.mark.parametrize(
    ("role", "side"),
    [
        ("spokeswoman of Great Prairie & Pacific Railway", "rail"),
        ("chief executive of the Great Prairie", "rail"),
        ("представитель Береговая охрана", "guard"),
        ("former director of Great Prairie & Pacific Railway", "ann"),
        ("farmer beside the Great Prairie line", "ann"),
        ("", "ann"),
    ],
)
def test_roles_name_the_body_that_is_spoken_for(role: str, side: str) -> None:
    ann = Entity("ann", "Ann Roe", "person", roles=(Role(role),))
    assert find_sides([RAIL, GUARD, ann])["ann"] == side


@pytest.mark.parametrize(
    ("name", "side"),
    [
        ("Great Prairie spokesman", "rail"),
        ("Karl Dahl's spokesman", "karl"),
        ("Karl Dahl's sister", "ann"),
        ("his spokesman", "ann"),
    ],
)
def test_a_name_that_describes_tells_for_whom_one_speaks(name: str, side: str) -> None:
    karl = Entity("karl", "Karl Dahl", "person")
    assert find_sides([RAIL, karl, Entity("ann", name, "person")])["ann"] == side


def test_a_body_speaks_for_itself() -> None:
    assert find_sides([RAIL, GUARD]) == {"rail": "rail", "guard": "guard"}
