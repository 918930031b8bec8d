"""What a statement says, sentence by sentence: the tokens that are the speaker's own, and what is read in them."""

from __future__ import annotations

import bisect
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType

from rashomon.language.concepts import Mention, find_concepts, word_of
from rashomon.language.modality import Sort, places_of
from rashomon.language.moments import Moment
from rashomon.language.numbers import Quantity, read_quantities
from rashomon.language.parse import Parse, Token
from rashomon.language.times import read_times
from rashomon.records import Act, Document, Span, Spans, Statement

# Two words farther apart in a sentence's tree than this many steps count as unconnected.
FAR = 99
# A sentence of more tokens is a table or hostile text: nothing is read in it.
_LONGEST = 400
# What a speaker says this many code points before or after belongs to a figure ("he cautioned that the toll …").
_NEAR = 500
_BREAK = "\n\n"


@dataclass(frozen=True)
class Passage:
    """A run of tokens of one sentence inside one statement's content, without what it quotes of others.

    `near` is what the speaker says close by of how sure the figures are; `offset` the hours east of Greenwich of the
    place where it happened, as far as the articles' own dates tell.
    """

    statement: Statement
    document: Document
    parse: Parse
    tokens: tuple[Token, ...]
    heading: bool = False
    near: frozenset[Sort] = frozenset()
    offset: float | None = None

    @property
    def language(self) -> str:
        """The language the words are in."""
        return self.document.language or "en"

    @property
    def has_syntax(self) -> bool:
        """Tell whether the tokens are parsed."""
        return bool(self.tokens[0].dep)

    @cached_property
    def span(self) -> Span:
        """Where the passage stands in the document."""
        return Span(self.tokens[0].start, self.tokens[-1].end)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The lemmas (or the words in small letters) of the tokens."""
        return tuple(word_of(token) for token in self.tokens)

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """The concepts mentioned; indices are those of the parse."""
        return find_concepts(self.tokens, self.language)

    @property
    def act(self) -> Act:
        """What the speaker does with these words: the statement's act tells it of the first paragraph that he says alone.

        An answer of several paragraphs promises, denies or asks in one of them, and tells in the others.
        """
        first = self.statement.content[0]
        apart = _BREAK in self.document.text[first.start : self.tokens[0].start]
        return "assert" if apart else self.statement.act

    @cached_property
    def sentence(self) -> tuple[Token, ...]:
        """The whole sentence, the reporting words too."""
        reach = self.parse.sentences[self.parse.sentence_of[self.tokens[0].index]]
        return self.parse.tokens[reach.start : reach.stop]

    @cached_property
    def moments(self) -> tuple[Moment, ...]:
        """The times named, with spans in the document."""
        read = read_times(self.span.of(self.document.text), self.document.published)
        return tuple(_moved_moment(moment, self.span.start) for moment in read)

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """The numbers named that are no times, with spans in the document."""
        read = read_quantities(self.span.of(self.document.text), self.language)
        moved = (Quantity(_moved(one.span, self.span.start), one.interval, one.unit) for one in read)
        taken = [moment.span for moment in self.moments]
        return tuple(one for one in moved if not any(span.meets(one.span) for span in taken))

    def has(self, sort: Sort) -> bool:
        """Tell whether a word of this sort stands here."""
        return says(self.tokens, sort, self.language)

    def opens_at(self, token: Token) -> bool:
        """Tell whether a token opens the passage, one word aside ("to 17, two of the injured …")."""
        return token.index - self.tokens[0].index <= 1

    def tokens_in(self, span: Span) -> tuple[Token, ...]:
        """Return the passage's tokens that touch a span of the document."""
        first = bisect.bisect_left(self.tokens, span.start, key=lambda token: token.end - 1)
        last = bisect.bisect_left(self.tokens, span.end, key=lambda token: token.start)
        return self.tokens[first:last]

    def distance(self, one: int, other: int) -> int:
        """Return how many steps of the sentence's tree, or words where there is none, lie between two tokens."""
        if not self.has_syntax:
            return abs(one - other)
        return _steps(self.parse, one, other)

    def in_one_clause(self, index: int, mention: Mention) -> bool:
        """Tell whether a token and a mention belong to one clause: one verb, or one between two commas."""
        if not self.has_syntax:
            low, high = sorted((index, mention.first))
            return not any(self._parts(token) for token in self.parse.tokens[low:high])
        if any(self._describes(place, index) for place in (mention.first, mention.last)):
            return True
        verb = clause_of(self.parse, index)
        return verb in {clause_of(self.parse, mention.first), clause_of(self.parse, mention.last)}

    def _describes(self, verb: int, noun: int) -> bool:
        """Tell whether a verb is a clause about the noun ("people arrested", "26 who died")."""
        token = self.parse.tokens[verb]
        return token.dep in {"acl", "relcl"} and token.head == noun

    def denied_before(self, index: int, span: Span) -> bool:
        """Tell whether a negation stands before a token in its sentence, outside `span` ("no more than" denies nothing)."""
        places = places_of("negation", self.words, self.language)
        return any(
            self.tokens[place].index < index and not span.holds(self.tokens[place].span) for place in places
        )

    def _parts(self, token: Token) -> bool:
        """Tell whether a token is a comma or its like, and not inside a number."""
        return token.text in {",", ";", ":"} and self.document.text[token.end : token.end + 1].isspace()


def head_of(parse: Parse, mention: Mention) -> Token:
    """Return the word of a mention that governs the others."""
    inside = parse.tokens[mention.first : mention.last + 1]
    return next((token for token in inside if not mention.first <= token.head <= mention.last), inside[0])


def group_of(parse: Parse, noun: Token) -> list[Token]:
    """Return what hangs on a noun, and on nouns before it that belong to it ("no person resident abroad")."""
    hanging = parse.children[noun.index]
    before = [one for one in hanging if one.dep in {"compound", "nsubj"} and one.index < noun.index]
    return [*hanging, *(child for one in before for child in parse.children[one.index])]


def clause_of(parse: Parse, index: int) -> int:
    """Return the verb that governs a token (a verb's own index), or the root of its sentence."""
    if parse.tokens[index].pos in {"VERB", "AUX"}:
        return index
    above = index
    for token in parse.ancestors(index):
        above = token.index
        if token.pos in {"VERB", "AUX"}:
            break
    return above


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _moved_moment(moment: Moment, by: int) -> Moment:
    return replace(moment, span=_moved(moment.span, by))


def _steps(parse: Parse, one: int, other: int) -> int:
    above = {one: 0}
    for steps, token in enumerate(parse.ancestors(one), 1):
        above.setdefault(token.index, steps)
    if other in above:
        return above[other]
    for steps, token in enumerate(parse.ancestors(other), 1):
        if token.index in above:
            return steps + above[token.index]
    return FAR


def read_passages(
    document: Document, parse: Parse, statements: Sequence[Statement], offset: float | None = None,
    sides: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[Passage]:  # fmt: skip
    """Yield the passages of one document's statements, in the order of the statements.

    What stands inside a statement nested in another is the inner speaker's, not the outer's, unless nobody at all
    is named as saying it ("which puts the number aboard at 262"), or both speak for one side ("by our count").
    """
    headings = [block.span for block in document.blocks if block.kind == "heading"]
    inner = _inner(statements, sides)
    runs = [
        (one, run)
        for one in statements
        for run in _runs(parse, one.content, inner.get(one.id, []))
        if len(run) <= _LONGEST
    ]
    near = _said_near(runs, document.language or "en")
    for statement, tokens in runs:
        heading = any(span.meets(tokens[0].span) for span in headings)
        yield Passage(statement, document, parse, tokens, heading, near[statement.id], offset)


def _said_near(
    runs: Sequence[tuple[Statement, tuple[Token, ...]]], language: str
) -> Mapping[str, frozenset[Sort]]:
    """Return for each statement what its speaker says in it or close to it of how sure the figures are."""
    said: defaultdict[str | None, list[tuple[int, Sort]]] = defaultdict(list)
    sorts: tuple[Sort, ...] = ("provisional", "final")
    for statement, run in runs:
        said[statement.speaker].extend((run[0].start, sort) for sort in sorts if says(run, sort, language))
    for heard in said.values():
        heard.sort()
    return {statement.id: _within(said[statement.speaker], statement) for statement, _ in runs}


def _within(said: Sequence[tuple[int, Sort]], statement: Statement) -> frozenset[Sort]:
    start = statement.content[0].start
    first = bisect.bisect_left(said, start - _NEAR, key=lambda one: one[0])
    last = bisect.bisect_right(said, start + _NEAR, key=lambda one: one[0])
    return frozenset(sort for _, sort in said[first:last])


def says(tokens: Sequence[Token], sort: Sort, language: str) -> bool:
    """Tell whether a word of this sort is among the tokens, as its lemma or as it stands."""
    forms = ([word_of(token) for token in tokens], [token.text.lower() for token in tokens])
    return any(places_of(sort, words, language) for words in forms)


def _inner(statements: Sequence[Statement], sides: Mapping[str, str]) -> Mapping[str, list[Span]]:
    found: defaultdict[str, list[Span]] = defaultdict(list)
    voices = {one.id: sides.get(one.speaker or "", one.speaker) for one in statements}
    for one in statements:
        named = one.speaker or one.source
        own = one.speaker is not None and voices[one.id] == voices.get(one.parent or "")
        if one.parent and named and not own:
            found[one.parent].extend(one.content)
    return found


def _runs(parse: Parse, content: Spans, cut: Sequence[Span]) -> Iterator[tuple[Token, ...]]:
    for span in content:
        run: list[Token] = []
        for token in _touching(parse, span):
            if any(hole.holds(token.span) for hole in cut):
                continue
            if run and parse.sentence_of[token.index] != parse.sentence_of[run[-1].index]:
                yield tuple(run)
                run = []
            run.append(token)
        if run:
            yield tuple(run)


def _touching(parse: Parse, span: Span) -> tuple[Token, ...]:
    """Return the tokens that begin inside a span, one that ends outside it too ("km/h." before a full stop)."""
    first = bisect.bisect_left(parse.tokens, span.start, key=lambda token: token.start)
    last = bisect.bisect_left(parse.tokens, span.end, key=lambda token: token.start)
    return parse.tokens[first:last]
