"""What an annotator makes of an export is what the comparison says after the corrections that come back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.corrections import correct_statements
from rashomon.reading.annotations import read_annotations
from rashomon.reading.annotations.terms import ACTS
from rashomon.records import Comparison, Edit, Statement
from tests.reading.annotations.test_changes import FORMS
from tests.report.fixture import at, comparison

FOUND = comparison()


@st.composite
def annotated(draw: st.DrawFn) -> Comparison:
    """The fixture as somebody corrected it: statements gone, of another speaker, act or words, and new ones."""
    kept: list[Statement] = []
    for row in FOUND.statements:
        change = draw(st.sampled_from(["", "", "gone", "act", "speaker", "words", "source"]))
        if change == "act":
            row = replace(row, act=draw(st.sampled_from(ACTS)))  # type: ignore[arg-type]
        elif change == "speaker":
            row = replace(row, speaker=draw(st.sampled_from(["e1", "e2", "e3", "e5"])), unknown=None)
        elif change == "words" and row.content[-1].end - row.content[-1].start > 12:
            last = row.content[-1]
            row = replace(row, content=(*row.content[:-1], last._replace(end=last.end - 2)))
        elif change == "source":
            row = replace(row, source=())
        if change != "gone":
            kept.append(row)
    if draw(st.booleans()):
        kept.append(
            Statement(
                "new", "lantern", "indirect", at("lantern", "changed her account of the fire"), speaker="e1"
            )
        )
    return replace(FOUND, statements=tuple(kept))


def told(rows: tuple[Statement, ...]) -> list[tuple[Any, ...]]:
    return sorted((r.document, r.content, r.cue, r.source, r.speaker or "", r.act) for r in rows)


@settings(max_examples=40)
@pytest.mark.parametrize("form", FORMS)
@given(wanted=annotated())
def test_the_corrections_make_what_was_found_into_what_was_annotated(
    form: str, wanted: Comparison, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("applied") / form
    FORMS[form](wanted, path)
    edits = [row for row in read_annotations(path, FOUND) if isinstance(row, Edit)]
    corrected = correct_statements(FOUND.documents, FOUND.statements, FOUND.entities, edits)
    assert {outcome.state for outcome in corrected.outcomes} == {"applied"}
    assert told(corrected.statements) == told(wanted.statements)
