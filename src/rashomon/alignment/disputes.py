"""Questions that no rule asks: what statements dispute with each other, as the pair model reads them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from rashomon.alignment.copies import merged
from rashomon.alignment.rivals import Relation
from rashomon.records import (
    Answer,
    DiscrepancyKind,
    Document,
    Question,
    QuestionKind,
    Statement,
    content_id,
)  # fmt: skip

# What two statements of one speaker say is one answer from this chance on that they say the same.
_SAME = 0.5
# Code points of a statement that stand for it in a question, and in an answer.
_ASKED, _ANSWERED = 70, 120
# What a question of each kind asks of the words that began it.
_ASKS: Mapping[QuestionKind, str] = {
    "number": "How many or how much: “{}”?", "actor": "Who: “{}”?", "place": "Where: “{}”?", "time": "When: “{}”?",
    "occurrence": "Is it so: “{}”?", "cause": "Why: “{}”?", "means": "By what means: “{}”?",
    "target": "Whom or what was meant: “{}”?", "identity": "Who or what was it: “{}”?",
}  # fmt: skip
# Kinds of discrepancy that are no kinds of question: how sure, who said it and how it was put are asked of what is so.
_ABOUT_WORDS: frozenset[DiscrepancyKind] = frozenset({"modality", "attribution", "wording"})

# What rules compare by value, or word by word, they alone judge.
_RULED: frozenset[DiscrepancyKind] = frozenset({"number", "time", "place", "attribution"})

_Node: TypeAlias = tuple[QuestionKind, str]


@dataclass(frozen=True)
class Disputes:
    """Questions with their answers, and for pairs of answers' ids how the statements behind them stand to each other."""

    questions: tuple[Question, ...] = ()
    answers: tuple[Answer, ...] = ()
    relations: Mapping[frozenset[str], Relation] = field(default_factory=dict)


def ask_disputes(
    documents: Sequence[Document],
    statements: Sequence[Statement],
    event_of: Mapping[str, str],
    relations: Iterable[Relation],
    answers: Iterable[Answer],
    threshold: float,
) -> Disputes:
    """Return the questions on which statements are in conflict at least as likely as `threshold`.

    What `answers` has two statements answer already is left to the rules. Statements of one speaker that say the same
    are one answer; answers in conflict over one kind of thing, directly or through others, answer one question.
    """
    answered: defaultdict[str, set[str]] = defaultdict(set)
    for answer in answers:
        for statement in answer.statements:
            answered[statement].add(answer.question)
    relations = list(relations)
    told = {statement.id: statement for statement in statements}
    disputed = [
        relation for relation in relations
        if relation.conflict >= threshold and relation.kind not in _RULED
        and not answered[relation.one] & answered[relation.other]
    ]  # fmt: skip
    held = _held(told, relations, {name for relation in disputed for name in (relation.one, relation.other)})
    asking = _Asking({document.id: document for document in documents}, told, event_of, held)
    return asking.ask(disputed)


def _held(
    told: Mapping[str, Statement], relations: Iterable[Relation], disputed: set[str]
) -> Mapping[str, str]:
    """Return for each disputed statement the first of those that say the same for the same speaker, itself included."""
    groups = merged([
        *([name] for name in sorted(disputed)),
        *(
            [relation.one, relation.other] for relation in relations
            if relation.same >= _SAME and disputed & {relation.one, relation.other}
            and told[relation.one].speaker == told[relation.other].speaker is not None
        ),
    ])  # fmt: skip
    return {name: group[0] for group in map(sorted, groups) for name in group}


class _Asking:
    def __init__(
        self, documents: Mapping[str, Document], told: Mapping[str, Statement], event_of: Mapping[str, str],
        held: Mapping[str, str],
    ) -> None:  # fmt: skip
        self._documents, self._told, self._event_of, self._held = documents, told, event_of, held
        self._members: defaultdict[str, list[str]] = defaultdict(list)
        for name, first in held.items():
            self._members[first].append(name)

    def ask(self, disputed: Sequence[Relation]) -> Disputes:
        nodes = [sorted(self._nodes(relation)) for relation in disputed]
        questions: list[Question] = []
        answers: dict[_Node, Answer] = {}
        for group in map(sorted, merged([list(pair) for pair in nodes])):
            question = self._question(group)
            questions.append(question)
            answers.update({node: self._answer(question, node[1]) for node in group})
        found: dict[frozenset[str], Relation] = {}
        for relation, pair in zip(disputed, nodes, strict=True):
            key = frozenset(answers[node].id for node in pair)
            if len(key) > 1 and (key not in found or found[key].conflict < relation.conflict):
                found[key] = relation
        kept = {name for key in found for name in key}
        shown = tuple(answer for answer in answers.values() if answer.id in kept)
        asked = {answer.question for answer in shown}
        return Disputes(tuple(question for question in questions if question.id in asked), shown, found)

    def _nodes(self, relation: Relation) -> list[_Node]:
        kind: QuestionKind = "occurrence" if relation.kind in _ABOUT_WORDS else relation.kind  # type: ignore[assignment]
        return [(kind, self._held[name]) for name in (relation.one, relation.other)]

    def _question(self, group: Sequence[_Node]) -> Question:
        kind = group[0][0]
        firsts = [self._told[name] for _, name in group]
        first = min(firsts, key=lambda one: (self._documents[one.document].published or "~", one.content[0]))
        event = self._event_of[first.document]
        asked = _ASKS[kind].format(self._words(first, _ASKED).strip('“”"«» '))
        return Question(content_id(event, kind, *(name for _, name in group)), asked, kind, event)

    def _answer(self, question: Question, first: str) -> Answer:
        held = [self._told[name] for name in sorted(self._members[first])]
        held.sort(key=lambda one: (self._documents[one.document].published or "~", one.content[0]))
        days = sorted(day[:10] for one in held if (day := self._documents[one.document].published))
        words = self._words(held[0], _ANSWERED)
        heading = all(self._is_heading(one) for one in held)
        return Answer(
            id=content_id(question.id, first), question=question.id, speaker=held[0].speaker, value=words, summary=words,
            statements=tuple(one.id for one in held), since=days[0] if days else None, until=days[-1] if days else None,
            qualities=("heading",) if heading else (),
        )  # fmt: skip

    def _words(self, statement: Statement, longest: int) -> str:
        text = self._documents[statement.document].text
        words = " ".join(" … ".join(span.of(text) for span in statement.content).split())
        return words if len(words) <= longest else words[:longest].rsplit(" ", 1)[0] + "…"

    def _is_heading(self, statement: Statement) -> bool:
        blocks = self._documents[statement.document].blocks
        return any(block.kind == "heading" and block.span.meets(statement.content[0]) for block in blocks)
