"""Every way out of the program and back, and what an annotator changes on the way."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from rashomon.exporting.brat import write_brat
from rashomon.exporting.web_annotation import write_web_annotation
from rashomon.reading.annotations import Signature, read_annotations
from rashomon.reading.annotations.changes import edits_of
from rashomon.reading.annotations.marks import Mark, Sheet
from rashomon.reading.annotations.terms import file_stem, lines_of, urn
from rashomon.records import Anchor, Comparison, Edit, Entity, Fix, Quote, Rejected, Span
from tests.exporting.example import POST, at, example
from tests.exporting.strategies import comparisons
from tests.report.fixture import comparison
from tests.report.hostile import hostile

FORMS: dict[str, Callable[[Comparison, Path], None]] = {"brat": write_brat, "wa.jsonld": write_web_annotation}


def back(form: str, found: Comparison, folder: Path) -> list[Edit | Rejected]:
    """Export, import, and return what comes back."""
    FORMS[form](found, folder / form)
    return list(read_annotations(folder / form, found, Signature("Mo", "2031-05-07T08:00:00+00:00")))


def quoted(text: str, document: str, *parts: str, url: str | None = None) -> tuple[Quote, ...]:
    return tuple(Quote.of(document, text, span, url) for span in at(text, *parts))


def edits(rows: list[Edit | Rejected]) -> list[Edit]:
    assert not [row for row in rows if isinstance(row, Rejected)]
    return [row for row in rows if isinstance(row, Edit)]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("found", [example(), comparison(), hostile(), hostile("https://news.example/a")])
def test_an_untouched_export_accepts_every_statement(form: str, found: Comparison, tmp_path: Path) -> None:
    kinds = Counter(edit.kind for edit in edits(back(form, found, tmp_path)))
    assert kinds == {"accept-statement": len(found.statements)}


@settings(max_examples=40)
@pytest.mark.parametrize("form", FORMS)
@given(found=comparisons())
def test_any_untouched_export_says_only_what_was_found(
    form: str, found: Comparison, tmp_path_factory: Any
) -> None:
    texts = {document.id: document.text for document in found.documents}
    said = [row for row in found.statements if lines_of(texts[row.document], row.content)]
    rows = back(form, found, tmp_path_factory.mktemp("back"))
    kinds = Counter(row.kind if isinstance(row, Edit) else row.reason for row in rows)
    twice = len(said) != len({(row.document, lines_of(texts[row.document], row.content)) for row in said})
    assert sum(kinds.values()) == len(said)
    assert twice or set(kinds) <= {"accept-statement"}


def test_a_corrected_speaker_act_and_span_in_brat(tmp_path: Path) -> None:
    write_brat(example(), tmp_path / "out")
    file = tmp_path / "out" / f"{file_stem('post')}.ann"
    text = file.read_text("utf-8")
    text = text.replace("A4\tAct T5 deny", "A4\tAct T5 assert")
    text = text.replace(
        "#2\tAnnotatorNotes T5\tspeaker: Ida Brandt", "#2\tAnnotatorNotes T5\tspeaker: Kai Orlov"
    )
    text = text.replace(
        "T2\tContent 15 28;62 78\tTwelve people left the ferry 🛟",
        "T2\tContent 15 28;62 76\tTwelve people left the ferry",
    )
    file.write_text(text + "#3\tAnnotatorNotes T5\tthe minister phoned in\n", "utf-8")
    rows = {edit.quotes[0].exact: edit for edit in edits(list(read_annotations(tmp_path / "out", example())))}
    url = example().documents[0].url
    twelve, nobody = POST[15:78], POST[80:112]
    first, second, third = (rows[words] for words in (twelve, nobody, "паром покинули 15 человек"))
    assert first.kind == second.kind == "correct-statement"
    assert first.quotes == quoted(POST, "post", twelve, url=url)
    assert first.fix == Fix(content=quoted(POST, "post", "Twelve people", "left the ferry", url=url))
    assert second.fix == Fix(speaker=Anchor("Kai Orlov", ("vestnik",)), act="assert")
    assert second.why == "the minister phoned in"
    assert third.kind == "accept-statement"


def test_a_removed_statement_is_rejected_only_where_the_file_has_all(tmp_path: Path) -> None:
    write_brat(example(), tmp_path / "out")
    file = tmp_path / "out" / f"{file_stem('vestnik')}.ann"
    complete, *_ = file.read_text("utf-8").split("\n")
    file.write_text(complete + "\n", "utf-8")
    kinds = Counter(edit.kind for edit in edits(list(read_annotations(tmp_path / "out", example()))))
    assert kinds == {"accept-statement": 2, "reject-statement": 1}
    file.write_text("", "utf-8")
    kinds = Counter(edit.kind for edit in edits(list(read_annotations(tmp_path / "out", example()))))
    assert kinds == {"accept-statement": 2}


def test_a_new_statement_in_brat_is_added_with_its_parts(tmp_path: Path) -> None:
    found = replace(example(), statements=example().statements[:1])
    write_brat(found, tmp_path / "out")
    file = tmp_path / "out" / f"{file_stem('post')}.ann"
    new = (
        "T90\tContent 101 112\t“was hurt.”\nT91\tCue 94 99\tadded\nR9\tCuedBy Arg1:T90 Arg2:T91\n"
        "A9\tAct T90 deny\n#9\tAnnotatorNotes T90\tspeaker: she\n"
    )
    file.write_text(file.read_text("utf-8") + new, "utf-8")
    rows = edits(list(read_annotations(tmp_path / "out", found)))
    added = next(edit for edit in rows if edit.kind == "add-statement")
    url = found.documents[0].url
    said, cue = quoted(POST, "post", "“was hurt.”", url=url), quoted(POST, "post", "added", url=url)
    assert added.fix == Fix(said, cue, None, Anchor("Ida Brandt", ("post",)), act="deny")
    assert added.quotes == said
    assert Edit.from_dict(added.to_dict()) == added


def test_web_annotations_of_another_tool_correct_add_and_sign(tmp_path: Path) -> None:
    found = example()
    post = found.documents[0]

    def annotation(name: str, words: list[str], tags: list[str], **more: Any) -> dict[str, Any]:
        selectors = [
            {"source": post.url, "selector": {"type": "TextQuoteSelector", "exact": one}} for one in words
        ]
        body = [{"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in tags]
        return {"type": "Annotation", "id": name, "target": selectors, "body": body, **more}

    items = [
        annotation("a", ["“Nobody,”", "“was hurt.”"], ["part: content", "act: assert"], creator={"name": "Bo"}, created="2031-06-01T00:00:00Z"),
        annotation("b", ["left the ferry"], ["part: content", "speaker: Ida Brandt"]),
        annotation("c", ["harbour master"], ["part: source"]),
        {"type": "Annotation", "id": "d", "motivation": "linking", "target": "b",
         "body": [{"type": "TextualBody", "purpose": "tagging", "value": "relation: source"}, {"source": "c"}]},
    ]  # fmt: skip
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"type": "AnnotationPage", "items": items}), "utf-8")
    corrected, added = edits(list(read_annotations(path, found, Signature("Mo", "2031-07-01"))))
    assert (corrected.kind, corrected.fix, corrected.who) == ("correct-statement", Fix(act="assert"), "Bo")
    assert corrected.when == "2031-06-01T00:00:00Z"
    assert (added.kind, added.who, added.when) == ("add-statement", "Mo", "2031-07-01")
    assert added.fix is not None
    assert added.fix.source == quoted(POST, "post", "harbour master", url=post.url)


def test_a_web_annotation_that_was_removed_rejects(tmp_path: Path) -> None:
    found = example()
    path = tmp_path / "a.jsonld"
    write_web_annotation(found, path)
    data = json.loads(path.read_text("utf-8"))
    items = data["first"]["items"]
    data["first"]["items"] = [
        item for item in items if item["id"] not in (urn("statement", "s3"), urn("cue", "s2"))
    ]
    path.write_text(json.dumps(data), "utf-8")
    rows = list(read_annotations(path, found))
    kinds = {row.kind: row for row in rows if isinstance(row, Edit)}
    assert set(kinds) == {"accept-statement", "correct-statement", "reject-statement"}
    assert kinds["reject-statement"].quotes[0].exact == "паром покинули 15 человек"
    assert kinds["correct-statement"].fix == Fix(cue=())
    assert {row.reason for row in rows if isinstance(row, Rejected)} == {
        "no statement is tied to this source",
        "no statement is tied to this cue",
    }


def sheet(*marks: Mark, complete: bool = False) -> Sheet:
    return Sheet(example().documents[0], marks, complete)


def test_a_mark_that_shares_less_than_half_is_of_another_statement() -> None:
    # Of the 63 letters from the first word to the last, the statement, in two parts, has 29.
    for span, kind in (
        (Span(15, 78), "add-statement"),
        (Span(15, 18), "add-statement"),
        (Span(60, 78), "correct-statement"),
    ):
        (edit,) = edits_of([sheet(Mark("m", (span,)))], example(), Signature())
        assert isinstance(edit, Edit)
        assert edit.kind == kind


def test_nobody_is_a_correction_and_a_name_of_two_is_put_aside() -> None:
    found = example()
    said = found.statements[0].content
    (edit,) = edits_of([sheet(Mark("m", said, nobody=True))], found, Signature())
    assert isinstance(edit, Edit)
    assert edit.fix == Fix(nobody=True)
    twins = replace(
        found, entities=(*found.entities, Entity("e8", "Roe", "person"), Entity("e9", "Roe", "person"))
    )
    (aside,) = edits_of([sheet(Mark("m", said, speaker="Roe"))], twins, Signature())
    assert aside == Rejected("m", "“Roe” is 2 entities here")
    (unknown,) = edits_of([sheet(Mark("m", said, speaker="Zed\n Zed"))], found, Signature())
    assert isinstance(unknown, Edit)
    assert unknown.fix == Fix(speaker=Anchor("Zed Zed", ("post",)))


def test_an_alias_is_the_same_speaker() -> None:
    (edit,) = edits_of(
        [sheet(Mark("m", example().statements[1].content, speaker="she"))], example(), Signature()
    )
    assert isinstance(edit, Edit)
    assert edit.kind == "accept-statement"


def test_what_is_no_file_of_annotations_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("x", "utf-8")
    with pytest.raises(ValueError, match="brat folder"):
        list(read_annotations(path, example()))
