"""How an office is held, in the words of all languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.entities.tenures import in_time, tenure
from rashomon.records import Standing


@pytest.mark.parametrize(
    ("role", "standing", "office"),
    [
        ("former Interior Minister", "former", "Interior Minister"),
        ("ex-mayor of Ferrin", "former", "mayor of Ferrin"),
        ("the then-minister", "then", "the minister"),
        ("outgoing mayor", "outgoing", "mayor"),
        ("late mayor of Ferrin", "late", "mayor of Ferrin"),
        ("acting director", "acting", "director"),
        ("newly appointed minister", "incoming", "minister"),
        ("President-elect", "incoming", "President"),
        ("бывший министр обороны", "former", "министр обороны"),
        ("экс-министр", "former", "министр"),
        ("и. о. губернатора", "acting", "губернатора"),
        ("колишня речниця", "former", "речниця"),
        ("новопризначений міністр", "incoming", "міністр"),
        ("в. о. мера", "acting", "мера"),
        ("былы міністр", "former", "міністр"),
        ("тагачасны мэр", "then", "мэр"),
        ("były burmistrz", "former", "burmistrz"),
        ("p.o. dyrektora", "holder", "p.o. dyrektora"),
        ("ówczesny minister", "then", "minister"),
        ("ehemalige Ministerin", "former", "Ministerin"),
        ("kommissarischer Direktor", "acting", "Direktor"),
        ("Altbürgermeister", "former", "bürgermeister"),
        ("ancien ministre", "former", "ministre"),
        ("ministre sortant", "outgoing", "ministre"),
        ("exministra", "former", "ministra"),
        ("alcaldesa en funciones", "acting", "alcaldesa"),
    ],
)
def test_what_a_role_tells_of_how_it_is_held(role: str, standing: Standing, office: str) -> None:
    found = tenure(role)
    assert (found.standing, found.office) == (standing, office)


@pytest.mark.parametrize(
    "role",
    ["minister", "keeper of the former tannery", "director of the new bridge", "expert", "", "exhibitor"],
)
def test_what_is_former_or_new_may_be_the_thing_and_not_the_office(role: str) -> None:
    assert tenure(role).standing == "holder"


@given(st.text(max_size=40))
def test_a_tenure_has_no_words_that_the_role_lacks(role: str) -> None:
    assert len(tenure(role).office) <= len(role)


def test_the_new_minister_is_who_is_called_so() -> None:
    roles: dict[str, list[tuple[str, Standing]]] = {
        "Ann": [("minister", "former")],
        "Bea": [("minister", "holder")],
        "Cid": [("minister", "incoming")],
    }
    assert in_time("the new minister", roles, roles.__getitem__) == ["Cid"]
    assert in_time("the former minister", roles, roles.__getitem__) == ["Ann"]
    assert in_time("the minister", roles, roles.__getitem__) == ["Bea", "Cid"]
    assert in_time("the minister", ["Ann"], roles.__getitem__) == ["Ann"]


def test_who_is_elect_is_not_yet_who_holds_the_office() -> None:
    roles: dict[str, list[tuple[str, Standing]]] = {
        "Ann": [("president", "holder")],
        "Bea": [("president", "holder"), ("president-elect", "incoming")],
    }
    assert in_time("the president", roles, roles.__getitem__) == ["Ann"]
    assert in_time("the president-elect", roles, roles.__getitem__) == ["Bea"]
    assert in_time("the president", ["Bea"], roles.__getitem__) == ["Bea"]
