"""Claims into questions, and each speaker's answers to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from rashomon.alignment.claims import HAPPENING, Claim, Quality
from rashomon.alignment.kinds import MARK, joined
from rashomon.alignment.values import Amount, is_denied
from rashomon.language.concepts import measured
from rashomon.records import Answer, Document, Question, QuestionKind, Statement, content_id

# Said of one of the statements behind an answer, and so of the answer only if said of all of them.
_OF_ALL = frozenset[Quality]({"hedged"})


@dataclass(frozen=True)
class Told:
    """A claim with the statement, the document and the event it stands in."""

    claim: Claim
    statement: Statement
    document: Document
    event: str


def ask_questions(told: Iterable[Told]) -> tuple[tuple[Question, ...], tuple[Answer, ...]]:
    """Group claims into questions, one for each event, kind and topic, and into answers, one a speaker and value.

    A question that a single claim answers is kept only if two speakers or two values answer it. A source that is
    there and has no name answers for itself, in each article apart.
    """
    groups: defaultdict[tuple[str, QuestionKind, str], list[Told]] = defaultdict(list)
    for one in told:
        if one.statement.speaker or one.statement.source or "heading" in one.claim.qualities:
            groups[one.event, one.claim.kind, one.claim.topic].append(one)
    _settle(groups)
    _join_counts(groups)
    questions: list[Question] = []
    answers: list[Answer] = []
    for (event, kind, topic), group in groups.items():
        positions = _positions(_of_one_mind(_of_parts(group)))
        if group and len(positions) > 1 and (kind != "occurrence" or len({key[1] for key in positions}) > 1):
            question = Question(content_id(event, kind, topic), _asked(group), kind, event)
            questions.append(question)
            answers.extend(_answer(question, key, rows) for key, rows in positions.items())
    return tuple(questions), tuple(answers)


def _asked(group: Sequence[Told]) -> str:
    """Return the text of the question; who only says that "it happened" asks what the others ask."""
    return next((one.claim.ask for one in group if not one.claim.topic.startswith("?")), group[0].claim.ask)


def _of_one_mind(group: Sequence[Told]) -> list[Told]:
    """Leave out statements that give two values of their own: who lists what others say says neither."""
    values: defaultdict[str, set[str]] = defaultdict(set)
    for one in group:
        values[one.statement.id].add(one.claim.value)
    torn = {statement for statement, said in values.items() if len(said) > 1 and not _fit(group[0], said)}
    return [one for one in group if one.statement.id not in torn]


def _of_parts(group: Sequence[Told]) -> list[Told]:
    """Take a bare figure for a part where its speaker says elsewhere what part it is of ("12 permanent employees")."""
    parts = {
        (one.statement.speaker, one.claim.value.removeprefix(">="))
        for one in group
        if "part" in one.claim.qualities
    }
    if not parts:
        return list(group)
    return [
        replace(one, claim=replace(one.claim, value=f">={one.claim.value}"))
        if (one.statement.speaker, one.claim.value) in parts
        else one
        for one in group
    ]


def _fit(one: Told, values: set[str]) -> bool:
    """Tell whether all values can be true together ("to 17, one body having been dug out")."""
    if one.claim.kind != "number":
        return False
    amounts = [Amount.parse(value) for value in values if not is_denied(value)]
    return all(amounts[0].meets(other) for other in amounts[1:])


def _settle(groups: dict[tuple[str, QuestionKind, str], list[Told]]) -> None:
    """Give what is said of an unnamed thing ("?volume", "?happening") to the thing that most is said of in its event."""
    for event, kind, topic in [key for key in groups if key[2].startswith("?")]:
        unsettled = groups.pop((event, kind, topic))
        known = [
            (len(group), name)
            for (where, sort, name), group in groups.items()
            if (where, sort) == (event, kind) and (topic == HAPPENING or measured(name) == topic[1:])
        ]
        if known:
            groups[event, kind, max(known)[1]].extend(unsettled)
        elif topic == HAPPENING:
            groups[event, kind, topic.removeprefix("?")] = unsettled


def _join_counts(groups: dict[tuple[str, QuestionKind, str], list[Told]]) -> None:
    """Put counts of things that no concept covers together where they are of the same things."""
    events: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for (event, kind, topic), group in groups.items():
        if kind == "number" and topic.startswith(MARK):
            events[event][topic] = len(group)
    for event, sizes in events.items():
        for topic, into in joined(sizes).items():
            if into != topic:
                groups[event, "number", into].extend(groups.pop((event, "number", topic)))


# The speaker (or the article whose headline says so), the value, whether it stands in a headline.
_Key: TypeAlias = tuple[str, str, bool]


def _positions(group: Sequence[Told]) -> Mapping[_Key, list[Told]]:
    """Group claims by speaker, value, and whether a headline makes them."""
    positions: defaultdict[_Key, list[Told]] = defaultdict(list)
    for one in group:
        positions[
            one.statement.speaker or one.document.id, one.claim.value, "heading" in one.claim.qualities
        ].append(one)
    return positions


def _answer(question: Question, key: _Key, group: Sequence[Told]) -> Answer:
    speaker, value, heading = key
    group = sorted(group, key=lambda one: one.statement.parent is not None)  # his own words before hearsay
    firsthand = [one for one in group if one.statement.parent is None] or group
    days = sorted(one.document.published[:10] for one in firsthand if one.document.published)
    shared = [one.claim.qualities for one in group]
    qualities = frozenset[Quality]().union(*shared)
    kept = {quality for quality in qualities if quality not in _OF_ALL or all(quality in q for q in shared)}
    return Answer(
        id=content_id(question.id, speaker, value, "heading" if heading else None),
        question=question.id,
        speaker=group[0].statement.speaker,
        value=value,
        summary=_words(group[0]),
        statements=tuple(dict.fromkeys(one.statement.id for one in group)),
        since=days[0] if days else None,
        until=days[-1] if days else None,
        qualities=tuple(sorted(kept)),
    )


def _words(one: Told) -> str:
    """Return the speaker's own words, cut to about a line around the claim."""
    content = next((span for span in one.statement.content if span.holds(one.claim.span)), one.claim.span)
    start = max(content.start, one.claim.span.start - 80)
    end = min(content.end, one.claim.span.end + 80)
    words = " ".join(one.document.text[start:end].split())
    return f"{'…' if start > content.start else ''}{words}{'…' if end < content.end else ''}"
