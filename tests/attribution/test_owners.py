from __future__ import annotations

import time

import pytest

from rashomon.attribution import owners
from rashomon.attribution.drafts import Draft
from rashomon.language.quotations import Marked, find
from rashomon.language.reading import read
from rashomon.records import Document, Span


def at(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def draft(text: str, content: list[str], cue: str, source: str) -> Draft:
    return Draft(tuple(at(text, words) for words in content), (at(text, cue),), (at(text, source),))


def parted(text: str, *drafts: Draft) -> list[list[str]]:
    marked = Marked(find(text, [Span(0, len(text))]))
    return [[span.of(text).strip() for span in kept.content] for kept in owners.part(text, drafts, marked)]


def test_a_quotation_with_its_own_cue_is_given_up_by_the_neighbour() -> None:
    text = "“It held well,” said Ann. “It fell down!” cried Bob. “It stood,” Cid added."
    first = draft(text, ["“It held well,”", "“It fell down!”"], "said", "Ann")
    second = draft(text, ["“It fell down!”", "“It stood,”"], "cried", "Bob")
    third = draft(text, ["“It stood,”"], "added", "Cid")
    assert parted(text, first, second, third) == [["“It held well,”"], ["“It fell down!”"], ["“It stood,”"]]


def test_a_quotation_that_nobody_else_reports_goes_on() -> None:
    text = "“It held well,” said Ann. “It will hold.” Bob left."
    assert parted(text, draft(text, ["“It held well,”", "“It will hold.”"], "said", "Ann")) == [
        ["“It held well,”", "“It will hold.”"]
    ]


@pytest.mark.parametrize("before", ["“It held well.”", "“It held well.” He left."])
def test_what_stands_before_words_that_a_colon_joins_to_another_is_not_theirs(before: str) -> None:
    text = f"{before} Ann Roe added: “It fell.”"
    assert parted(text, draft(text, ["“It held well.”", "“It fell.”"], "added", "Ann Roe")) == [
        ["“It fell.”"]
    ]


def test_a_quotation_is_the_speaker_s_where_more_of_it_stands_between() -> None:
    text = "“It held. Well.” “It stood,” said Ann Roe."
    both = ["“It held. Well.”", "“It stood,”"]
    assert parted(text, draft(text, both, "said", "Ann Roe")) == [both]


def test_the_nearer_of_two_reports_in_a_row_has_the_quotation() -> None:
    text = "Bob boasted of “eight days.” “They can’t do it,” said Ann."
    bob = draft(text, ["“eight days.”"], "boasted of", "Bob")
    ann = draft(text, ["“eight days.” “They can’t do it,”"], "said", "Ann")
    assert parted(text, bob, ann) == [["“eight days.”"], ["“They can’t do it,”"]]


def test_a_draft_without_words_of_its_own_does_not_repeat_a_quotation() -> None:
    text = "“It held well,” said Ann. “It will hold.” Bob left."
    ann = draft(text, ["“It held well,”", "“It will hold.”"], "said", "Ann")
    assert parted(text, ann, Draft((at(text, "“It will hold.”"),))) == [
        ["“It held well,”", "“It will hold.”"]
    ]


def test_what_is_quoted_inside_a_quotation_is_said_in_both() -> None:
    text = "“He told me ‘it held’ and left,” said Ann."
    outer = draft(text, ["“He told me ‘it held’ and left,”"], "said", "Ann")
    inner = draft(text, ["‘it held’"], "told", "He")
    assert parted(text, outer, inner) == [["“He told me ‘it held’ and left,”"], ["‘it held’"]]


def test_scraps_of_another_sentence_are_dropped() -> None:
    text = "Ann Roe said that it held, and Dr. Low left. Some wondered who built it, she said on Monday."
    kept = draft(text, ["that it held", "wondered"], "said", "Ann Roe")
    assert parted(text, kept) == [["that it held"]]


def test_further_parts_of_the_same_sentence_stay() -> None:
    text = "The wall, said Dr. Low of St. Example, will hold."
    assert parted(text, draft(text, ["The wall", "will hold"], "said", "Dr. Low")) == [
        ["The wall", "will hold"]
    ]


def test_a_verb_and_its_subject_behind_an_utterance_report_it() -> None:
    text = "“Shouldn’t the well be in focus?” wrote another user. “Not so,” meaning no."
    reading = read(Document("d", text, language="en"))
    found = list(owners.inverted(reading.parse, reading.quotations, []))
    assert [(one.cue[0].of(text), one.source[0].of(text)) for one in found] == [("wrote", "another user")]
    assert not list(owners.inverted(reading.parse, reading.quotations, found))


def test_many_parts_cost_no_more_than_their_number() -> None:
    paragraph = "“It held on.\n\n"
    text = "Ann Roe said:\n\n" + paragraph * 4000 + "“It did.”"
    spans, place = [], 0
    for line in text.split("\n\n"):
        spans.append(Span(place, place + len(line)))
        place += len(line) + 2
    (quotation,) = find(text, spans)
    one = Draft(quotation.parts, (at(text, "said"),), (at(text, "Ann Roe"),))
    begun = time.perf_counter()
    assert owners.part(text, [one], Marked([quotation]))[0].content == quotation.parts
    assert time.perf_counter() - begun < 5
