"""Who takes back what he said, denies that he ever said it, or denies what another said.

"I misspoke", "she withdrew her figure", "I never said so", "police rubbished the charge".
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, TypeAlias

from rashomon.language.concepts import word_of
from rashomon.language.modality import places_of
from rashomon.language.parse import Parse, Token
from rashomon.records import Span, Spans, Statement, hull

Sort: TypeAlias = Literal["taken_back", "never_said", "denied"]

_SORTS: tuple[Literal["taken_back", "never_said"], ...] = ("taken_back", "never_said")
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_OBJECTS = frozenset({"dobj", "nsubjpass"})
_ASKED = frozenset({"how", "whether", "when", "who", "what", "where", "why", "if", "which"})
# Words of a negation stand at most so many before the phrase that they deny.
_BEFORE = 3
# A denial of so few words, none of them a name or a number, only points at what it denies.
_BARE = 3


@dataclass(frozen=True, slots=True)
class Rejoinder:
    """Words that turn against what was said before: the speaker's own, or another's.

    `words` is the sentence in which it is done, in the document: it often names what is meant. `is_bare` tells whether
    the statement says nothing else of it ("the charge", "this").
    """

    statement: Statement
    sort: Sort
    words: Span
    is_bare: bool = False


def read_disavowals(parse: Parse, statements: Sequence[Statement]) -> Iterator[Rejoinder]:
    """Yield what the speakers of one document's statements disavow or deny, at most once a statement.

    The words may be the speaker's own ("I misspoke") or those by which he is reported ("she withdrew her figure").
    """
    for statement in statements:
        if statement.speaker is not None and statement.act != "ask":
            found = next(_in_statement(parse, statement), None) or _denial(parse, statement)
            if found is not None:
                yield found


def _denial(parse: Parse, statement: Statement) -> Rejoinder | None:
    if statement.act != "deny":
        return None
    words = hull((*statement.content, *statement.cue, *statement.source))
    return Rejoinder(statement, "denied", words, _is_bare(parse, statement))


def _is_bare(parse: Parse, statement: Statement) -> bool:
    """Tell whether a denial names what it denies by a noun or a pronoun and says nothing of it."""
    said = [token for span in statement.content for token in parse.within(span) if token.text[0].isalnum()]
    if not said or len(said) > _BARE or any(not token.text[0].islower() for token in said):
        return False
    return not said[0].dep or said[0].lemma.lower() in _words()["pointing"]


def _in_statement(parse: Parse, statement: Statement) -> Iterator[Rejoinder]:
    for sentence in _sentences(parse, statement):
        tokens = parse.tokens[sentence.start : sentence.stop]
        sort = _read(_Sentence(parse, statement, tokens))
        if sort is not None:
            yield Rejoinder(statement, sort, Span(tokens[0].start, tokens[-1].end))


def _sentences(parse: Parse, statement: Statement) -> list[range]:
    spans = (*statement.content, *statement.cue, *statement.source)
    numbers = {parse.sentence_of[token.index] for span in spans for token in parse.within(span)}
    return [parse.sentences[number] for number in sorted(numbers)]


@dataclass(frozen=True)
class _Sentence:
    """A sentence of a statement: its tokens, and which of them are the speaker's own words or name him."""

    parse: Parse
    statement: Statement
    tokens: tuple[Token, ...]

    def is_said(self, token: Token) -> bool:
        return _holds(self.statement.content, token)

    def is_source(self, token: Token) -> bool:
        return _holds(self.statement.source, token)

    def children(self, token: Token) -> tuple[Token, ...]:
        return self.parse.children[token.index]

    def object_of(self, verb: Token) -> Token | None:
        return next((one for one in self.children(verb) if one.dep in _OBJECTS), None)

    def is_denied(self, verb: Token) -> bool:
        return any(one.dep == "neg" for one in self.children(verb))

    def has_modal(self, verb: Token) -> bool:
        return any(one.dep == "aux" and word_of(one) in _words()["modal"] for one in self.children(verb))

    def subject_of(self, verb: Token) -> Token | None:
        """Return who does it: the verb's own subject, or that of the verb it is joined to or hangs on."""
        for one in (verb, *self.parse.ancestors(verb.index)):
            subject = next((child for child in self.children(one) if child.dep in _SUBJECTS), None)
            if subject is not None:
                return subject
            if one.dep not in {"conj", "xcomp", "pcomp", "prep", "advcl"}:
                return None
        return None

    def is_speakers(self, verb: Token) -> bool:
        """Tell whether the speaker is who does it: "I" in his own words, "he" in reported ones, the source outside them."""
        subject = self.subject_of(verb)
        if subject is None:
            return False
        word = word_of(subject)
        if not self.is_said(verb):
            return self.is_source(subject) or (not self.statement.source and word in _words()["personal"])
        return word in _words()["first" if self.statement.kind == "direct" else "personal"]


def _holds(spans: Spans, token: Token) -> bool:
    return any(span.holds(token.span) for span in spans)


def _read(sentence: _Sentence) -> Sort | None:
    """Return what the speaker does with earlier words in a sentence, None where he does neither."""
    if not sentence.tokens[0].dep:
        return _in_phrases(sentence)
    for verb in sentence.tokens:
        if verb.pos in {"VERB", "AUX"}:
            sort = _of_verb(sentence, verb)
            if sort is not None:
                return sort
    return None


def _of_verb(sentence: _Sentence, verb: Token) -> Sort | None:
    if _says_never(sentence, verb):
        return "never_said"
    if _says_no_longer(sentence, verb) or (
        not sentence.is_denied(verb)
        and not sentence.has_modal(verb)
        and _takes_back(sentence, verb)
        and sentence.is_speakers(verb)
    ):
        return "taken_back"
    return None


def _takes_back(sentence: _Sentence, verb: Token) -> bool:
    words, lemma = _words(), word_of(verb)
    around = sentence.children(verb)
    beside = {word_of(one) for one in around}
    thing = sentence.object_of(verb)
    what = word_of(thing) if thing is not None else ""
    if lemma in words["retracting"]:
        return True
    if lemma in words["undoing"]:
        return what in words["utterance"] or (lemma == "correct" and what in words["self"])
    if lemma in words["taking"] and "back" in beside:
        return what in words["utterance"] | {"it", "that", "this"}
    if lemma in words["confusing"]:
        return (lemma != "mix" or "up" in beside) and not any(one.dep == "nsubjpass" for one in around)
    mistaken = any(word_of(one) in words["wrong"] for one in around if one.dep in {"acomp", "attr", "oprd"})
    if lemma == "be" or lemma in words["getting"]:
        return mistaken
    return lemma in {"speak", "talk"} and {"soon"} <= beside


def _says_no_longer(sentence: _Sentence, verb: Token) -> bool:
    """Tell whether the speaker no longer says or believes something."""
    words = _words()
    longer = any(
        word_of(one) in {"long", "longer"} and any(child.dep == "neg" for child in sentence.children(one))
        for one in sentence.children(verb)
    )
    return longer and word_of(verb) in words["saying"] | words["believing"] and sentence.is_speakers(verb)


def _says_never(sentence: _Sentence, verb: Token) -> bool:
    """Tell whether the speaker denies that he said something, or says that he was misreported."""
    words, lemma, around = _words(), word_of(verb), sentence.children(verb)
    if lemma in words["misreported"] and any(one.dep == "nsubjpass" for one in around):
        return not sentence.is_denied(verb)
    if lemma == "deny":
        return _denies_saying(sentence, verb)
    if lemma not in words["saying"] or _is_asked(sentence, verb):
        return False
    if _is_nobody(sentence, verb):
        return True
    never = any(word_of(one) == "never" for one in around)
    if not sentence.is_denied(verb) and not never:
        return False
    if sentence.has_modal(verb) or not sentence.is_speakers(verb):
        return False
    return never or (sentence.is_said(verb) and _is_told(around))


def _denies_saying(sentence: _Sentence, verb: Token) -> bool:
    saying = any(
        one.dep == "xcomp" or (one.dep == "ccomp" and _is_personal(sentence, one))
        for one in sentence.children(verb)
        if word_of(one) in _words()["saying"]
    )
    return saying and not sentence.is_denied(verb) and sentence.is_speakers(verb)


def _is_personal(sentence: _Sentence, verb: Token) -> bool:
    """Tell whether a verb's own subject is a pronoun: "denied that he had called it so", not "that its clerk had called"."""
    subjects = (one for one in sentence.children(verb) if one.dep in _SUBJECTS)
    return any(word_of(one) in _words()["personal"] for one in subjects)


def _is_asked(sentence: _Sentence, verb: Token) -> bool:
    """Tell whether what is not said is the answer to a question: "did not say how many"."""
    open_clauses = (one for one in sentence.children(verb) if one.dep in {"ccomp", "xcomp", "advcl", "dobj"})
    return any(
        word_of(token) in _ASKED
        for one in open_clauses
        for token in (one, *sentence.children(one))
        if token.index > verb.index
        and token.dep in {"mark", "advmod", "dobj", "nsubj", "nsubjpass", "det", "attr"}
    )


def _is_nobody(sentence: _Sentence, verb: Token) -> bool:
    """Tell whether nobody of the speaker's said it, or it was said to nobody."""
    if not sentence.is_said(verb):
        return False
    subject, words = sentence.subject_of(verb), _words()
    if subject is not None and word_of(subject) in words["nobody"]:
        ours = (token for token in sentence.tokens if token.index < verb.index)
        return any(word_of(token) in {"we", "our", "us", "this", "here"} for token in ours)
    thing = sentence.object_of(verb)
    none = thing is not None and (word_of(thing) in words["nobody"] or _is_no_one(sentence, thing))
    return none and sentence.is_speakers(verb)


def _is_no_one(sentence: _Sentence, noun: Token) -> bool:
    return word_of(noun) == "one" and any(word_of(one) == "no" for one in sentence.children(noun))


def _is_told(around: Sequence[Token]) -> bool:
    """Tell whether a verb is of what was said ("did not say", "have not called") or is being said ("am not saying")."""
    return any(one.dep == "aux" and word_of(one) in {"do", "have", "be"} for one in around)


def _in_phrases(sentence: _Sentence) -> Sort | None:
    """Return what the phrases of a language without syntax tell; where the speaker is not named they are his words."""
    language = sentence.parse.language
    words = tuple(token.text.lower().replace("’", "'") for token in sentence.tokens)
    negations, firsts = (set(places_of(sort, words, language)) for sort in ("negation", "first_person"))
    for sort in _SORTS:
        for place in places_of(sort, words, language):
            denied = sort == "taken_back" and any(n in negations for n in range(place - _BEFORE, place))
            own = any(n in firsts for n in range(place - _BEFORE, place + _BEFORE))
            if not denied and _is_his(sentence, sentence.tokens[place], own):
                return sort
    return None


def _is_his(sentence: _Sentence, token: Token, own: bool) -> bool:
    """Tell whether words are the speaker's of himself: in his own words he says "I", outside them he is named."""
    if sentence.is_said(token):
        return own or sentence.statement.kind == "indirect"
    return any(sentence.is_source(one) for one in sentence.tokens)


@cache
def _words() -> Mapping[str, frozenset[str]]:
    rows = tomllib.loads((files("rashomon.language") / "data" / "disavowals.toml").read_text("utf-8"))
    return {kind: frozenset(words.split()) for kind, words in rows.items()}
