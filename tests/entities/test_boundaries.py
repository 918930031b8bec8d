from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from rashomon.entities.boundaries import bounded
from rashomon.entities.lexicon import lexicon
from rashomon.entities.mentions import find_mentions
from rashomon.language.names import balanced
from rashomon.language.parser import parse
from rashomon.records import Document
from tests.entities.building import extraction, linked, speakers


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("STREET PARTY [[Paul Roberts]] said {{no}}. Paul Roberts left.", "Paul Roberts"),
        ("Paul Roberts was there. [[Comedian Paul Roberts]] said {{no}}.", "Paul Roberts"),
        ("Paul Roberts wrote on [[Instagram Roberts]] said {{no}}. Roberts left.", "Paul Roberts"),
        ("[[Anna Jane Roberts]] said {{no}}.", "Anna Jane Roberts"),
        ("[[JR Roberts]] said {{no}}. Roberts left.", "JR Roberts"),
        ("[[ANNA Roberts]] said {{no}}.", "ANNA Roberts"),
        ("[[Martin Luther Roberts]] said {{no}}.", "Martin Luther Roberts"),
    ],
)
def test_a_name_begins_after_what_ran_into_it(marked: str, expected: str) -> None:
    assert speakers(marked) == [expected]


@pytest.mark.parametrize(
    ("marked", "kind"),
    [
        ("[[Ferrin International]] said {{no}}.", "organization"),
        ("Drivers left the Ferrin Grand Prix. [[The Ferrin Grand Prix]] said {{no}}.", "organization"),
        ("[[The weekly Der Morgen]] said {{no}}. It was in Der Morgen, the magazine, before.", "media"),
        ("[[Emily Post]] said {{no}}.", "person"),
    ],
)
def test_companies_races_and_papers_are_no_people(marked: str, kind: str) -> None:
    found = extraction(marked)
    assert [e.type for e in found.entities if e.id == found.statements[0].speaker] == [kind]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("President Roberts met his wife Anna Roberts. [[Roberts]] said {{he slept}}.", "Roberts"),
        ("President Roberts came. His wife Anna Roberts left. [[Mrs. Roberts]] said {{no}}.", "Anna Roberts"),
        ("Paul Roberts came with his wife Anna Roberts. [[Roberts]] said {{no}}.", "Paul Roberts"),
        ("President Paul Roberts met his wife Anna Roberts. [[The president]] said {{no}}.", "Paul Roberts"),
    ],
)
def test_a_surname_alone_means_the_head_of_the_family(marked: str, expected: str) -> None:
    assert speakers(marked) == [expected]


def test_a_name_before_a_common_noun_is_not_who_speaks() -> None:
    assert speakers("Anna Roberts came. [[The Roberts driver]] said {{no}}.") == ["Roberts driver"]


def test_a_surname_is_linked_to_the_bearer_in_its_role() -> None:
    _, who = linked(
        ("en", "[[President Paul Roberts]] said {{no}}."),
        ("en", "[[Anna Roberts]] said {{yes}}."),
        ("en", "[[President Roberts]] said {{no}}."),
    )
    assert who[0] == who[2] != who[1]


def test_two_roles_joined_are_no_single_person() -> None:
    found = extraction("President Paul Roberts came. [[The president and the spokesman]] said {{no}}.")
    assert [e.type for e in found.entities if e.id == found.statements[0].speaker] == ["group"]


@pytest.mark.parametrize("source", ["the rain", "the bridge", "29"])
def test_what_cannot_speak_is_nobody(source: str) -> None:
    statement = extraction(f"Then [[{source}]] said {{{{no}}}}.").statements[0]
    assert statement.speaker is None
    assert source in (statement.unknown or "")


def test_a_report_speaks_as_a_document() -> None:
    found = extraction("[[The report]] said {{no}}.")
    assert [e.type for e in found.entities if e.id == found.statements[0].speaker] == ["document"]


def test_the_company_is_no_ministry_and_no_broadcaster() -> None:
    marked = (
        "Ferrin International makes cars. The Transport Ministry complained. [[The company]] said {{no}}."
    )
    assert speakers(marked) == ["Ferrin International"]


def test_two_security_services_stay_two() -> None:
    _, who = linked(("en", "[[The KGB]] said {{no}}."), ("en", "[[The FSB]] said {{yes}}."))
    assert who[0] != who[1]


@given(st.text(alphabet="ab ()[]{}", max_size=40))
def test_brackets_in_names_are_balanced(name: str) -> None:
    assume(any(letter.isalnum() for letter in name))
    kept = balanced(name)
    for opening, closing in ("()", "[]", "{}"):
        depth = 0
        for letter in kept:
            depth += (letter == opening) - (letter == closing)
            assert depth >= 0
        assert depth == 0
    assert balanced(kept) == kept


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "STREET",
                "Anna",
                "Roberts",
                "Instagram",
                "Comedian",
                "Lady",
                "President",
                ".",
                "said",
                "of",
                "the",
            ]
        ),
        max_size=14,
    )
)
def test_bounded_names_lie_within_what_they_were(words: list[str]) -> None:
    document = Document("d", " ".join(words), language="en")
    parsed = parse(document)
    mentions = find_mentions(parsed, [])
    kept = list(bounded(parsed, lexicon("en"), mentions))
    assert len(kept) == len(mentions)
    assert all(before.span.holds(after.span) for before, after in zip(mentions, kept, strict=True))
    assert all(
        after.text.split() == after.span.of(document.text).split()
        for after in kept
        if after.text and after not in mentions
    )


def test_the_name_written_out_stands_for_the_one_with_an_initial() -> None:
    text = "Minister [[P. Roberts]] said {{no}}. Minister [[Paul Roberts]] said {{yes}}."
    assert speakers(text) == ["Paul Roberts", "Paul Roberts"]


def test_who_is_apposed_to_an_office_is_a_person() -> None:
    text = "[[The chief physician of the regional hospital, Cholpon Mambetova]], said {{no}}. [[Mambetova]] said {{yes}}."
    assert speakers(text) == ["Cholpon Mambetova", "Cholpon Mambetova"]


@pytest.mark.parametrize(
    ("marked", "language", "told"),
    [
        ("[[Губернатор]] рассказал Ивану Петрову, {{что погибли трое}}.", "ru", "Иван"),
        ("[[El gobernador]] dijo a Juan Pérez {{que murieron tres personas}}.", "es", "Juan"),
    ],
)
def test_who_is_told_something_is_not_who_tells_it(marked: str, language: str, told: str) -> None:
    (speaker,) = speakers(marked, language)
    assert told not in (speaker or "")


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[[The New Ferrin Post]] said {{no}}.", "New Ferrin Post"),
        ("[[New Ferrin Mayor Ann Roberts]] said {{no}}.", "Ann Roberts"),
        ("[[The Ferrin Fire Department]] said {{no}}.", "Ferrin Fire Department"),
        ("[[Ferrin Fire Dept (@FerrinFire)]] wrote {{no}}.", "Ferrin Fire Dept"),
    ],
)
def test_a_name_is_not_cut_in_two(marked: str, expected: str) -> None:
    assert speakers(marked) == [expected]
