from __future__ import annotations

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
