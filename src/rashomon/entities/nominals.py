"""Descriptions by syntax: the roles that stand beside names, and nouns that are subjects."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from rashomon.entities.cast import Cast, Character, noun_of
from rashomon.entities.lexicon import Lexicon, lexicon
from rashomon.entities.mentions import Mention
from rashomon.language import lexicon as reporting
from rashomon.language.parse import Parse, Token
from rashomon.records import Span

_NOBODY = frozenset(["every", "no", "any", "each", "neither", "only", "nobody"])
_AGENTS = ("ist", "er", "or", "ian", "ant", "man", "woman", "people")
_CALLED = ("person", "organization", "media", "place")
# A role of more tokens than this is a clause, not a role.
_LONGEST = 16


def add_roles(
    parse: Parse, mentions: Sequence[Mention], who: Mapping[Mention, Character], cast: Cast
) -> None:
    """Note for each named person the roles in apposition and in “X is the …”, and what bodies are called so."""
    named = {offset for mention in mentions for offset in range(*mention.span)}
    for mention in mentions:
        if who[mention].type in _CALLED and (tokens := parse.within(mention.span)):
            for role in _roles(parse, tokens, named):
                _note(cast, who[mention], role)


def _note(cast: Cast, character: Character, role: str) -> None:
    """Note what a character is called: of a body only what ends in a noun for what it does, “the world’s largest automaker”."""
    words = cast.words
    noun = noun_of(role).casefold()
    traded = noun in words.generic or noun in words.bodies or noun in words.media
    if character.type == "person" or (traded and not words.title(noun)):
        cast.add_role(character, role)


def _roles(parse: Parse, tokens: Sequence[Token], named: Set[int]) -> Iterator[str]:
    inside = {token.index for token in tokens}
    top = next(
        (token for token in tokens if token.head not in inside or token.head == token.index), tokens[-1]
    )
    for child in parse.children[top.index]:
        if child.dep == "appos" and child.pos == "NOUN":
            yield _words(parse, child, inside)
    governor = parse.tokens[top.head]
    if top.dep == "appos" and governor.pos in ("NOUN", "PROPN") and governor.start not in named:
        yield _words(parse, governor, set(parse.subtree(top.index)))
    if top.dep == "nsubj" and governor.lemma == "be":
        yield from (
            _words(parse, child, inside)
            for child in parse.children[governor.index]
            if child.dep == "attr" and child.pos == "NOUN"
        )
    left = [
        token
        for token in parse.children[top.index]
        if token.dep in ("compound", "nmod", "amod") and token.index < tokens[0].index
    ]
    if left and all(token.index not in inside for token in left):
        yield parse.text[left[0].start : tokens[0].start]


def add_neighbours(
    parse: Parse, mentions: Sequence[Mention], who: Mapping[Mention, Character], cast: Cast
) -> None:
    """Note, without syntax, the roles that stand right before a name or between commas after it."""
    words = lexicon(parse.language)
    for mention in mentions:
        if who[mention].type == "person" and (tokens := parse.within(mention.span)):
            before = _line(parse, range(tokens[0].index - 1, max(-1, tokens[0].index - 7), -1))
            before = list(itertools.takewhile(lambda token: not _reports(parse, token), before))
            ranks = [n for n, token in enumerate(before) if _ranks(words, token)]
            if ranks:
                cast.add_role(who[mention], parse.text[before[ranks[-1]].start : mention.span.start])
            last = tokens[-1].index
            if last + 2 < len(parse.tokens) and parse.tokens[last + 1].text == ",":
                after = _line(parse, range(last + 2, min(len(parse.tokens), last + 9)))
                if after and any(_ranks(words, token) for token in after[:2]):
                    cast.add_role(who[mention], parse.text[after[0].start : after[-1].end])


def _reports(parse: Parse, token: Token) -> bool:
    """Tell whether a word is a reporting verb: whose role stands before it is told something, or tells it."""
    if not reporting.known(parse.language):
        return False
    verbs = reporting.load(parse.language)
    word = token.text.lower()
    return word in verbs.finite or word in verbs.participles


def _ranks(words: Lexicon, token: Token) -> bool:
    word = token.text.casefold()
    return words.title(word) or words.personal(word)


def _line(parse: Parse, indices: Iterable[int]) -> list[Token]:
    """Return the tokens up to the first mark or new line."""
    found: list[Token] = []
    for index in indices:
        token = parse.tokens[index]
        known = found[-1] if found else token
        between = parse.text[min(token.end, known.end) : max(token.start, known.start)]
        if not token.text[:1].isalnum() or "\n" in between:
            break
        found.append(token)
    return found


def _words(parse: Parse, noun: Token, without: set[int]) -> str:
    """Return a noun with what belongs to it, up to the clause that follows."""
    kept = [i for i in parse.subtree(noun.index) if i not in without]
    end = next(
        (n for n, i in enumerate(kept) if parse.tokens[i].text in (",", ";", ":", "(") and i > noun.index),
        len(kept),
    )
    kept = kept[: min(end, _LONGEST)]
    return parse.text[parse.tokens[kept[0]].start : parse.tokens[kept[-1]].end] if kept else ""


def subjects(parse: Parse, mentions: Sequence[Mention]) -> Iterator[Span]:
    """Yield the noun phrases that are subjects and can speak, in text order, names left out."""
    words = lexicon(parse.language)
    named = {offset for mention in mentions for offset in range(*mention.span)}
    for token in parse.tokens:
        subject = token.pos == "NOUN" and token.dep in ("nsubj", "nsubjpass") and token.start not in named
        if subject and _speaks(words, token):
            span = _phrase(parse, token)
            if span.of(parse.text).split()[0].casefold() not in _NOBODY:
                yield span


def _speaks(words: Lexicon, noun: Token) -> bool:
    """Tell whether a noun is one of somebody, or something, that can speak."""
    lemma = noun.lemma.casefold()
    sets = (
        words.persons,
        words.kin,
        words.bodies,
        words.media,
        words.documents,
        words.female_nouns,
        words.male_nouns,
    )
    group = noun.text.casefold() in words.groups or (noun.tag == "NNS" and lemma.endswith(_AGENTS))
    return group or any(lemma in row for row in sets)


def _phrase(parse: Parse, noun: Token) -> Span:
    indices = [i for i in parse.subtree(noun.index) if i <= noun.index + _LONGEST]
    clause = [
        child.index
        for child in parse.children[noun.index]
        if child.dep in ("relcl", "acl", "appos", "punct") and child.index > noun.index
    ]
    cut = min((min(parse.subtree(i)) for i in clause), default=len(parse.tokens))
    kept = [i for i in indices if i < cut] or [noun.index]
    return Span(parse.tokens[kept[0]].start, parse.tokens[kept[-1]].end)
