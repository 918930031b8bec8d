"""Where do the accounts part? Answers that cannot both stand, and those that only look so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from rashomon.alignment import Origins
from rashomon.alignment.sides import find_sides
from rashomon.alignment.values import in_words, read_actors
from rashomon.discrepancies.confidence import Calibration, shipped
from rashomon.discrepancies.verdicts import Position, Verdict, judge
from rashomon.records import (
    Agreement,
    Answer,
    Between,
    Discrepancy,
    Document,
    Entity,
    Question,
    Statement,
    content_id,
)  # fmt: skip

__all__ = ["find_discrepancies"]

# Of one question, this many of the best-supported answers are compared with each other: it keeps the work linear.
_MOST_ANSWERS = 60
# Pairs shown for one question: nobody reads more, and the matrix has all answers.
_MOST_PAIRS = 16
# Pairs shown for the same two values.
_SHOWN = 3
# Statements shown for each side of a discrepancy.
_EVIDENCE = 3


@dataclass(frozen=True)
class _Pair:
    question: Question
    one: Position
    other: Position
    verdict: Verdict
    between: Between


def find_discrepancies(
    documents: Sequence[Document],
    statements: Sequence[Statement],
    entities: Sequence[Entity],
    questions: Sequence[Question],
    answers: Sequence[Answer],
    origins: Origins,
    calibration: Calibration | None = None,
) -> tuple[tuple[Discrepancy, ...], tuple[Agreement, ...]]:
    """Return the pairs of answers that cannot both stand, and those that look different and agree.

    Of all pairs with the same two values the best-supported one stands for the rest; what `origins` holds for
    one counts once. `calibration` makes chances of the rules' ranks: the one that ships where none is given.
    """
    calibration = calibration or shipped()
    positions = _positions(documents, statements, entities, answers, origins)
    names = {entity.id: entity.name for entity in entities}
    parted: list[Discrepancy] = []
    agreed: list[Agreement] = []
    for question in questions:
        pairs = list(_pairs(question, positions[question.id]))
        parted.extend(
            _discrepancy(pair, names, calibration)
            for pair in _best(pair for pair in pairs if pair.verdict.parts)
        )
        agreed.extend(
            _agreement(pair, names) for pair in _best(pair for pair in pairs if not pair.verdict.parts)
        )
    return _told_once(parted, answers), tuple(agreed)


def _told_once(parted: Sequence[Discrepancy], answers: Sequence[Answer]) -> tuple[Discrepancy, ...]:
    """Leave out what was found by a rejoinder alone where the same two statements part on a question of their own."""
    by_id = {answer.id: answer for answer in answers}
    rejoined = {answer.question for answer in answers if "rejoinder" in answer.qualities}
    told = {pair for one in parted if one.question not in rejoined for pair in _pairs_of(one, by_id)}
    return tuple(
        one for one in parted if one.question not in rejoined or told.isdisjoint(_pairs_of(one, by_id))
    )


def _pairs_of(one: Discrepancy, answers: Mapping[str, Answer]) -> Iterator[frozenset[str]]:
    for mine, yours in product(answers[one.a].statements, answers[one.b].statements):
        yield frozenset((mine, yours))


def _positions(
    documents: Sequence[Document], statements: Sequence[Statement], entities: Sequence[Entity],
    answers: Sequence[Answer], origins: Origins,
) -> Mapping[str, list[Position]]:  # fmt: skip
    published = {document.id: document.published or "" for document in documents}
    told = {statement.id: statement for statement in statements}
    sides = find_sides(entities)
    known = {entity.id for entity in entities}
    media = {entity.id for entity in entities if entity.type == "media"}
    found: defaultdict[str, list[Position]] = defaultdict(list)
    for answer in answers:
        held = [told[statement] for statement in answer.statements]
        times = sorted(published[statement.document] for statement in held)
        side = sides.get(answer.speaker, answer.speaker) if answer.speaker else f"?{answer.id}"
        named = read_actors(answer.value)[0] <= known
        printed = {origins.of(statement.document) for statement in held} | set(
            map(origins.of_statement, held)
        )
        found[answer.question].append(
            Position(
                answer,
                side,
                answer.speaker in media or (answer.speaker is None and "heading" in answer.qualities),
                named,
                frozenset(printed),
                times[0],
                times[-1],
                any(statement.parent is None for statement in held),
            )
        )
    return found


def _pairs(question: Question, positions: Sequence[Position]) -> Iterator[_Pair]:
    ranked = sorted(positions, key=lambda position: (-len(position.answer.statements), position.answer.id))
    for one, other in combinations(ranked[:_MOST_ANSWERS], 2):
        verdict = judge(question.kind, one, other)
        if verdict is None or (verdict.parts and _is_told_below(question, one, other, positions)):
            continue
        if not (_is_headline(one, other, verdict) and _is_borne_out(one, other, positions)):
            first, second = sorted((one, other), key=lambda position: (position.first, position.answer.id))
            yield _Pair(question, first, second, verdict, _between(first, second, verdict))


def _is_headline(one: Position, other: Position, verdict: Verdict) -> bool:
    headed = one.has("heading") != other.has("heading")
    return verdict.kind == "modality" and headed and bool(one.documents & other.documents)


def _is_borne_out(one: Position, other: Position, positions: Sequence[Position]) -> bool:
    """Tell whether the text below a headline has somebody who says the same as the headline."""
    heading = one if one.has("heading") else other
    return any(
        position.answer.value == heading.answer.value
        and not position.has("heading")
        and position.documents & heading.documents
        for position in positions
    )


def _is_told_below(question: Question, one: Position, other: Position, positions: Sequence[Position]) -> bool:
    """Tell whether a headline of nobody's is of no account here: its own text has it too, or is not what it parts with."""
    headings = [position for position in (one, other) if _is_nobodys_headline(position)]
    if not headings:
        return False
    if len(headings) > 1 or not one.documents & other.documents:
        return True
    heading = headings[0]
    below = (
        position for position in positions
        if not position.has("heading") and position.documents & heading.documents
    )  # fmt: skip
    return any(_agree(question, heading, position) for position in below)


def _is_nobodys_headline(position: Position) -> bool:
    return position.answer.speaker is None and position.has("heading")


def _agree(question: Question, one: Position, other: Position) -> bool:
    verdict = judge(question.kind, one, other)
    return one.answer.value == other.answer.value or (verdict is not None and not verdict.parts)


def _between(one: Position, other: Position, verdict: Verdict) -> Between:
    if verdict.kind == "attribution":
        return "outlets"
    if _is_headline(one, other, verdict):
        return "headline"
    heading = one if one.has("heading") else other
    told = one.side == other.side or heading.medium
    if told and one.documents & other.documents and one.has("heading") != other.has("heading"):
        return "headline"
    if one.has("taken_back") or other.has("taken_back"):
        return "self"
    if one.side == other.side:
        same_day = one.last[:10] == other.first[:10]
        return "outlets" if same_day and not one.documents & other.documents else "self"
    return "speakers"


def _best(pairs: Iterable[_Pair]) -> list[_Pair]:
    """Return, of the pairs with the same two values, the best-supported that between them show every side once."""
    groups: defaultdict[tuple[str, ...], list[_Pair]] = defaultdict(list)
    for pair in pairs:
        values = sorted((pair.one.answer.value, pair.other.answer.value))
        groups[(*values, pair.between)].append(pair)
    found: list[_Pair] = []
    for group in groups.values():
        shown: set[str] = set()
        chosen = 0
        for pair in sorted(group, key=_weight, reverse=True):
            sides = {pair.one.side, pair.other.side}
            if chosen and _is_unnamed(pair):
                continue  # what somebody with a name says needs nobody else to say it
            if chosen < _SHOWN and not sides <= shown:
                shown |= sides
                chosen += 1
                found.append(pair)
    return sorted(found, key=_weight, reverse=True)[:_MOST_PAIRS]


def _is_unnamed(pair: _Pair) -> bool:
    return any(one.answer.speaker is None and not one.has("heading") for one in (pair.one, pair.other))


def _weight(pair: _Pair) -> tuple[float, bool, bool, bool, int, str]:
    headed = pair.one.has("heading") or pair.other.has("heading")
    support = len(pair.one.answer.statements) + len(pair.other.answer.statements)
    own = pair.one.firsthand and pair.other.firsthand
    return (
        pair.verdict.rank,
        not headed,
        not _is_unnamed(pair),
        own,
        support,
        pair.one.answer.id + pair.other.answer.id,
    )


def _discrepancy(pair: _Pair, names: Mapping[str, str], calibration: Calibration) -> Discrepancy:
    one, other = pair.one.answer, pair.other.answer
    kind = pair.verdict.kind or pair.question.kind
    return Discrepancy(
        id=content_id(pair.question.id, one.id, other.id),
        question=pair.question.id,
        kind=kind,
        between=pair.between,
        a=one.id,
        b=other.id,
        evidence=_evidence(one, other),
        note=_note(pair, names),
        confidence=calibration.confidence(kind, pair.between, pair.verdict.rank),
    )


def _agreement(pair: _Pair, names: Mapping[str, str]) -> Agreement:
    one, other = pair.one.answer, pair.other.answer
    return Agreement(pair.question.id, one.id, other.id, _evidence(one, other), _note(pair, names))


def _evidence(one: Answer, other: Answer) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*one.statements[:_EVIDENCE], *other.statements[:_EVIDENCE])))


def _note(pair: _Pair, names: Mapping[str, str]) -> str:
    told = [
        f"{names.get(answer.speaker or '', 'an unnamed source')}: {_value(answer, names)} (“{answer.summary}”)"
        for answer in (pair.one.answer, pair.other.answer)
    ]
    joint = "against" if pair.verdict.parts else "beside"
    return f"{told[0]}, {joint} {told[1]}: {pair.verdict.reason}."


def _value(answer: Answer, names: Mapping[str, str]) -> str:
    if answer.value in names:  # an id may look like an amount: "3ba1"
        return names[answer.value]
    return in_words(answer.value) or " or ".join(names.get(part, part) for part in answer.value.split(","))
