from __future__ import annotations

from dataclasses import replace

from rashomon.records import Entity, Role
from rashomon.report.index import Index
from rashomon.report.speakers import Held, silent, speakers
from tests.report.fixture import comparison


def test_speakers_stand_with_spellings_roles_reasons_and_words() -> None:
    heard = {speaker.name: speaker for speaker in speakers(Index(comparison()))}
    marun = heard["Oleg Marun"]
    assert marun.spellings == ["Marun", "Олег Марун"]
    assert marun.roles == [Held("director of the terminal", "from 2 March 2031")]
    assert [merge.reason for merge in marun.merges][1] == "the same name in Cyrillic, and the same terminal"
    assert [said.mention.number for said in marun.said] == [5, 6, 15]
    assert marun.weight == "3 statements, 2 origins"


def test_the_most_quoted_come_first_and_the_silent_apart() -> None:
    index = Index(comparison())
    heard = speakers(index)
    counts = [len(speaker.said) for speaker in heard]
    assert counts == sorted(counts, reverse=True)
    assert [entity.name for entity in silent(index, heard)] == ["Port Velm"]


def test_a_role_is_shown_with_its_days_and_who_came_after() -> None:
    roles = (
        Role("Interior Minister", "2031-03-01", "2031-03-09", "former", None, "replaced by Jan Low"),
        Role("Minister", "2031-03-01", "2031-03-09", "former"),
        Role("former minister", "2031-03-09", "2031-03-09", "former"),
        Role("head of the FHB", "2031-03-10", None, "holder", "Ferrin Harbour Board"),
    )
    entity = Entity("e99", "Ann Roe", "person", roles=roles)
    index = Index(replace(comparison(), entities=(*comparison().entities, entity)))
    statement = next(iter(index.statements.values()))
    index.statements["s99"] = replace(statement, id="s99", speaker="e99")
    index.numbers["s99"] = 99
    (shown,) = (speaker for speaker in speakers(index) if speaker.name == "Ann Roe")
    assert shown.roles == [
        Held("Interior Minister", "from 1 March 2031, over by 9 March 2031", "", "replaced by Jan Low"),
        Held("former minister", "over by 9 March 2031"),
        Held("head of the FHB", "from 10 March 2031", "Ferrin Harbour Board"),
    ]
