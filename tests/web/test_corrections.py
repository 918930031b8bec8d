from __future__ import annotations

import re
import threading
from html import unescape

import pytest

from rashomon.records import Edit, Fix
from rashomon.web.deeds import Deeds
from tests.report.fixture import TEXTS
from tests.web.conftest import Bench


def text_of(page: str) -> str:
    main = page[page.index("<main") : page.index("</main>")]
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", main).split()))


def test_a_statement_is_accepted_as_it_is_shown(bench: Bench) -> None:
    page = bench.post("/statement", {"accept": "s-wire-7"}, page="/review").text
    assert "Accepted." in page
    edit = bench.case.kept[0]
    assert (edit.kind, edit.who) == ("accept-statement", "Ada")
    assert edit.fix is not None
    assert edit.fix.content is not None
    assert edit.fix.content[0].exact == "“Two men ran when I shouted”"
    assert [quote.exact for quote in edit.fix.source or ()] == ["a guard"]
    assert edit.fix.speaker is not None
    assert edit.fix.speaker.name == "a guard"
    assert edit.fix.act == "assert"
    assert 'id="s-wire-7"' not in bench.get("/review")


def test_a_statement_of_nobody_is_accepted_as_of_nobody(bench: Bench) -> None:
    bench.post("/statement", {"accept": "s-wire-8"}, page="/review")
    fix = bench.case.kept[0].fix
    assert fix is not None
    assert fix.nobody
    assert fix.speaker is None


def test_what_is_rejected_goes_and_undo_brings_it_back(bench: Bench) -> None:
    page = bench.post("/statement", {"reject": "s-wire-4"}, page="/article/doc-wire").text
    assert "Rejected" in page
    assert 'id="s-wire-4"' not in page
    edit = re.search(r'name="edit" value="([0-9a-f]+)"', page)
    assert edit
    page = bench.post("/undo", {"edit": edit[1]}, page="/article/doc-wire").text
    assert "Undone." in page
    assert 'id="s-wire-4"' in page
    assert [one.kind for one in bench.case.kept] == ["reject-statement", "undo"]


def test_an_undo_can_be_undone_from_the_log(bench: Bench) -> None:
    bench.post("/statement", {"reject": "s-wire-4"}, page="/review")
    bench.post("/undo", {"edit": bench.case.kept[0].id}, page="/log")
    page = bench.get("/log")
    assert "Redo" in page
    bench.post("/undo", {"edit": bench.case.kept[1].id}, page="/log")
    assert bench.get("/statement/s-wire-4", 404)


def test_a_statement_gets_other_words_speaker_and_act(bench: Bench) -> None:
    page = bench.post(
        "/statement/s-wire-4",
        {"content": "12  people had been\ntaken to hospital", "cue": "added", "source": "She", "speaker": "Wanda Leitner",
         "act": "hedge", "why": "misread"},
        page="/statement/s-wire-4",
    ).text  # fmt: skip
    assert "Corrected." in page
    statement = next(one for one in bench.desk.view.comparison.statements if one.id == "wire-4")
    assert [span.of(TEXTS["wire"]) for span in statement.content] == ["12 people had been taken to hospital"]
    assert (statement.speaker, statement.act) == ("e5", "hedge")
    assert bench.case.kept[0].why == "misread"
    assert "correct statement" in text_of(bench.get("/statement/s-wire-4"))


def test_a_speaker_that_nobody_knew_is_new(bench: Bench) -> None:
    bench.post(
        "/statement/s-wire-4",
        {"content": "12 people", "cue": "", "source": "", "speaker": "Bo Ek", "act": "assert"},
        page="/statement/s-wire-4",
    )
    assert any(one.name == "Bo Ek" for one in bench.desk.view.comparison.entities)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"content": "words that stand nowhere"}, "do not stand in the article"),
        ({"content": ""}, "needs its words"),
        ({"cue": "nowhere at all"}, "do not stand in the article"),
        ({"act": "shouts"}, "no such act"),
    ],
)
def test_a_form_that_cannot_be_understood_changes_nothing_and_says_why(
    bench: Bench, changes: dict[str, str], words: str
) -> None:
    given = {
        "content": "12 people",
        "cue": "added",
        "source": "She",
        "speaker": "",
        "act": "assert",
        **changes,
    }
    response = bench.post("/statement/s-wire-4", given, page="/statement/s-wire-4")
    assert response.status_code == 422
    assert words in text_of(response.text)
    assert bench.case.kept == []
    assert "12 people" in response.text or "content" in changes  # what was typed is still there


def test_a_missing_statement_is_added(bench: Bench) -> None:
    page = bench.post(
        "/article/doc-wire",
        {
            "content": "Wheat price climbs for a third week",
            "cue": "",
            "source": "",
            "speaker": "",
            "act": "assert",
            "near": "0",
        },
        page="/article/doc-wire",
    ).text
    assert "Added." in page
    assert bench.case.kept[0].kind == "add-statement"
    bad = bench.post(
        "/article/doc-wire", {"content": "no such words", "act": "assert"}, page="/article/doc-wire"
    )
    assert "do not stand" in bad.text
    assert len(bench.case.kept) == 1


def test_a_discrepancy_is_taken_dropped_and_corrected(bench: Bench) -> None:
    page = bench.post(
        "/discrepancy", {"accept": "d-d1", "why": "both said it"}, page="/discrepancy/d-d1"
    ).text
    assert "accepted by" in text_of(page)
    page = bench.post("/discrepancy", {"reject": "d-d3"}, page="/discrepancy/d-d3").text
    assert "No longer shown: 1 discrepancy" in text_of(page)
    assert "Where the accounts part" in page  # what the form stood on is gone: the list is shown
    bench.post(
        "/discrepancy/d-d5",
        {"kind": "modality", "between": "self", "why": "one is sure"},
        page="/discrepancy/d-d5",
    )
    kinds = [edit.kind for edit in bench.case.kept]
    assert kinds == ["accept-discrepancy", "reject-discrepancy", "correct-discrepancy"]
    found = bench.desk.view.comparison.discrepancies
    (one,) = [one for one in found if one.question == "q4"]
    assert (one.id, one.kind, one.between, one.note) == ("d5", "modality", "self", "one is sure")
    page = bench.get("/discrepancy/d-d5")
    assert "corrected by" in text_of(page)
    bench.post("/undo", {"edit": bench.case.kept[-1].id}, page="/log")
    assert bench.desk.view.index.comparison.discrepancies[-1].kind != "modality"
    assert bench.post("/discrepancy/d-d1", {"kind": "odd", "between": "speakers"}).status_code == 400


def test_what_a_side_of_a_discrepancy_answers_is_corrected(bench: Bench) -> None:
    row = bench.desk.view.discrepancies["d-d1"]
    form = {"kind": row.kind, "between": row.between, "why": row.note}
    page = bench.get("/discrepancy/d-d1")
    shown = [
        unescape(value)
        for value in re.findall(r'id="[ab]" name="[ab]" maxlength="200" value="([^"]*)"', page)
    ]
    assert len(shown) == 2
    told = bench.post(
        "/discrepancy/d-d1", form | {"a": shown[0], "b": shown[1]}, page="/discrepancy/d-d1"
    ).text
    assert "nothing was kept" in text_of(told)
    assert bench.case.kept == []
    bench.post(
        "/discrepancy/d-d1",
        form | {"a": shown[0], "b": "Zora Quist", "reason": "it says so"},
        page="/discrepancy/d-d1",
    )
    (edit,) = bench.case.kept
    assert (edit.kind, edit.name, edit.why) == ("correct-answer", "Zora Quist", "it says so")
    assert bench.desk.view.outcomes[edit.id].state == "applied"
    assert "Zora Quist" in {one.value for one in bench.desk.view.answers_to[row.question]}


def test_an_answer_that_is_none_is_told_in_place(bench: Bench) -> None:
    key = next(
        key
        for key, row in bench.desk.view.discrepancies.items()
        if bench.desk.view.index.questions[row.question].kind == "number"
    )
    row = bench.desk.view.discrepancies[key]
    form = {"kind": row.kind, "between": row.between, "why": row.note, "a": "a dozen or so"}
    page = bench.post(f"/discrepancy/{key}", form, page=f"/discrepancy/{key}")
    assert page.status_code == 422
    assert "is no amount" in text_of(page.text)
    assert 'value="a dozen or so"' in page.text
    page = bench.post(
        "/question/q-q2", {"do": "answer", "value": "many", "statement": "s-lantern-5"}, page="/question/q-q2"
    )
    assert "is no amount" in text_of(page.text)
    assert bench.case.kept == []


def test_an_answer_is_corrected_on_its_question(bench: Bench) -> None:
    bench.post(
        "/question/q-q2",
        {"do": "answer", "value": "about 1,200", "statement": "s-lantern-5"},
        page="/question/q-q2",
    )
    assert "about 1,200" in text_of(bench.get("/question/q-q2"))
    bench.post("/undo", {"edit": bench.case.kept[-1].id}, page="/log")
    assert "about 1,200" not in text_of(bench.get("/question/q-q2"))


def test_a_note_stands_at_a_discrepancy(bench: Bench) -> None:
    bench.post("/note", {"on": "d-d1", "words": "ask both again"}, page="/discrepancy/d-d1")
    assert "ask both again" in bench.get("/discrepancy/d-d1")
    assert "ask both again" not in bench.get("/discrepancy/d-d3")
    (edit,) = bench.case.kept
    assert Edit.from_dict(edit.to_dict()) == edit
    assert "note:" in text_of(bench.get("/log"))


def test_a_question_is_reworded_parted_joined_and_its_statements_move(bench: Bench) -> None:
    bench.post("/question/q-q2", {"do": "reword", "text": "How many were injured?"}, page="/question/q-q2")
    assert "How many were injured?" in bench.get("/question/q-q2")
    page = bench.post(
        "/question/q-q2",
        {"do": "split", "text": "How many are still in hospital?", "statement": "s-lantern-5"},
        page="/question/q-q2",
    ).text
    assert "New: 1 question (“How many are still in hospital?”)" in text_of(page)
    new = next(key for key, one in bench.desk.view.questions.items() if one.text.endswith("hospital?"))
    bench.post(
        f"/question/{new}",
        {"do": "move", "other": "q-q2", "statement": "s-lantern-5"},
        page=f"/question/{new}",
    )
    assert new not in bench.desk.view.questions
    assert [edit.kind for edit in bench.case.kept] == ["reword-question", "split-question", "move-statement"]


def test_two_statements_are_said_to_differ(bench: Bench) -> None:
    form = {
        "do": "differ",
        "kind": "number",
        "between": "speakers",
        "statement": ["s-wire-4", "s-lantern-5"],
        "why": "12 or a dozen",
    }
    page = bench.post("/question/q-q2", form, page="/question/q-q2").text
    assert "New: 1 discrepancy" in text_of(page)
    form["statement"] = ["s-wire-4"]
    assert "Mark the two statements" in text_of(
        bench.post("/question/q-q2", form, page="/question/q-q2").text
    )


def test_names_are_joined_parted_renamed_and_kept_apart(bench: Bench) -> None:
    bench.post(
        "/entity/e-e1", {"do": "merge", "name": "wanda  LEITNER", "why": "one woman"}, page="/entity/e-e1"
    )
    bench.post(
        "/entity/e-e2",
        {"do": "split", "moved": "Marun", "document": "doc-wire", "name": "The other"},
        page="/entity/e-e2",
    )
    bench.post("/entity/e-e3", {"do": "rename", "name": "Interior Ministry"}, page="/entity/e-e3")
    suggestion = bench.desk.view.to_join[0]
    bench.post("/suggestion", {"apart": suggestion.id}, page="/review?what=names")
    merge, split, rename, apart = bench.case.kept
    assert [target.name for target in merge.targets] == ["Dara Kovrig", "Wanda Leitner"]
    assert (split.moved.names, split.moved.documents, split.name) == (("Marun",), ("wire",), "The other")
    assert (rename.kind, rename.name) == ("rename", "Interior Ministry")
    assert apart.kind == "reject"


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"do": "merge", "name": "Nobody Known"}, "Nobody in this case is called"),
        ({"do": "merge", "name": ""}, "Say with whom"),
        ({"do": "merge", "name": "Dara Kovrig"}, "is this one already"),
        ({"do": "split"}, "Say which names"),
        ({"do": "rename", "name": "a\u202eb"}, "break or turn a line"),
        ({"do": "rename", "name": ""}, "empty"),
    ],
)
def test_a_form_on_a_name_that_cannot_be_understood_says_why(
    bench: Bench, form: dict[str, str], words: str
) -> None:
    response = bench.post("/entity/e-e1", form, page="/entity/e-e1")
    assert response.status_code == 422
    assert words in text_of(response.text)
    assert bench.case.kept == []


def test_a_note_is_kept_on_what_it_is_about(bench: Bench) -> None:
    for key, path in (
        ("s-wire-5", "/statement/s-wire-5"),
        ("e-e1", "/entity/e-e1"),
        ("q-q1", "/question/q-q1"),
    ):
        page = bench.post("/note", {"on": key, "words": f"Ask the port about {key}."}, page=path).text
        assert f"Ask the port about {key}." in page
    assert bench.post("/note", {"on": "s-wire-5", "words": " "}, page="/review").status_code == 200
    assert bench.post("/note", {"on": "x-1", "words": "on what?"}, page="/review").status_code == 404
    assert len(bench.case.kept) == 3


def test_hypotheses_are_weighed(bench: Bench) -> None:
    bench.post("/hypotheses", {"text": "The wiring failed."}, page="/hypotheses")
    bench.post("/hypotheses", {"text": "It was set on fire."}, page="/hypotheses")
    wiring, fire = (edit.id for edit in bench.case.kept)
    page = bench.post("/hypotheses", {"mark": f"a-a1 h-{wiring} inconsistent"}, page="/hypotheses").text
    assert 'aria-pressed="true"' in page
    bench.post("/hypotheses", {"mark": f"a-a1 h-{fire} consistent"}, page="/hypotheses")
    page = text_of(bench.get("/hypotheses"))
    ranks = re.search(r"Least against it.*?Answers by hypotheses", page)
    assert ranks
    assert ranks[0].index("It was set on fire.") < ranks[0].index("The wiring failed.")
    assert "Check that answer first" in ranks[0]
    assert bench.post("/hypotheses", {"mark": f"a-a1 h-{fire} odd"}, page="/hypotheses").status_code == 400
    assert "Not kept" in bench.post("/hypotheses", {"text": "a\u202eb"}, page="/hypotheses").text


def test_the_log_tells_all_that_was_done_and_gives_it_as_lines(bench: Bench) -> None:
    bench.post("/statement", {"accept": "s-wire-7"}, page="/review")
    bench.post("/entity/e-e3", {"do": "rename", "name": "Interior Ministry"}, page="/entity/e-e3")
    page = text_of(bench.get("/log"))
    assert page.index("shown as") < page.index("accepted:")
    assert "holds" in page
    lines = bench.get("/log/edits.jsonl").splitlines()
    assert len(lines) == 2
    assert "rename" in bench.get("/log?kind=rename")
    assert "accepted:" not in text_of(bench.get("/log?kind=rename"))


def test_the_report_shows_the_corrections(bench: Bench) -> None:
    bench.post("/question/q-q2", {"do": "reword", "text": "How many were injured?"}, page="/question/q-q2")
    response = bench.client.get("/report.html")
    assert "How many were injured?" in response.text
    assert response.headers["content-disposition"].startswith("attachment")
    assert response.headers["content-security-policy"] == "sandbox"


def test_an_edit_that_fits_nothing_is_said_to_fit_nothing(bench: Bench) -> None:
    bench.post("/statement", {"reject": "s-wire-4"}, page="/review")
    kept = bench.case.kept[0]
    bench.case.base = bench.case.base.__class__(documents=bench.case.base.documents[1:])
    bench.post("/undo", {"edit": kept.id}, page="/log")
    page = bench.post("/undo", {"edit": bench.case.kept[1].id}, page="/log").text
    assert "fits nothing here" in text_of(page)


def test_a_comparison_that_fails_loses_no_edit_and_is_told(bench: Bench) -> None:
    bench.case.trouble = ValueError("the disk is full")
    page = bench.post("/statement", {"reject": "s-wire-4"}, page="/review").text
    assert "the disk is full" in text_of(page)
    assert len(bench.case.kept) == 1
    assert "not worked in yet" in text_of(bench.get("/log"))
    bench.case.trouble = None
    bench.post("/statement", {"reject": "s-wire-7"}, page="/review")
    assert "could not be compared" not in text_of(bench.get("/log"))
    assert {"s-wire-4", "s-wire-7"}.isdisjoint(bench.desk.view.statements)


def test_while_it_is_compared_the_page_says_so_and_shows_the_state_before(bench: Bench) -> None:
    going = threading.Event()
    bench.case.before_compare = lambda: going.wait(20)
    try:
        page = text_of(bench.post("/statement", {"reject": "s-wire-4"}, page="/review").text)
        assert "Working: comparing the accounts" in page
        assert "1 correction is kept and not worked in yet" in page
        assert 'id="s-wire-4"' not in bench.get("/review")  # nobody is asked twice
        assert "kept, not worked in yet" in text_of(bench.get("/article/doc-wire"))
        answer = bench.client.get("/work", headers={"hx-request": "true"})
        assert 'id="work"' in answer.text
    finally:
        going.set()
    bench.desk.edit([], "", 0)
    for _ in range(100):
        answer = bench.client.get("/work", headers={"hx-request": "true"})
        if answer.headers.get("hx-refresh"):
            break
    assert answer.headers.get("hx-refresh") == "true"


def test_what_somebody_else_did_is_seen(bench: Bench) -> None:
    edit = Deeds(bench.desk.view).reject(bench.desk.view.statements["s-wire-4"])
    bench.case.edit(edit, "command line")
    bench.desk._looked = 0.0
    bench.get("/log")
    for _ in range(200):
        if not bench.desk.work().busy and edit.kind in bench.get("/log").replace(" ", "-"):
            break
    assert "s-wire-4" not in bench.desk.view.statements
    assert "command line" in bench.get("/log")


def test_a_fix_says_all_that_is_so(bench: Bench) -> None:
    bench.post("/statement", {"accept": "s-lantern-1"}, page="/review")
    fix = bench.case.kept[0].fix
    assert fix is not None
    assert fix != Fix()
    assert fix.cue == ()  # there is none, and a newer version must not find one
