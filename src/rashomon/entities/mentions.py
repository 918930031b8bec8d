"""Names as they stand in a text: where, of what type, and in which role the syntax puts them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rashomon.entities.bodies import generic_body
from rashomon.entities.capitals import Capitals, adjacent
from rashomon.entities.lexicon import Lexicon, lexicon
from rashomon.language.names import fold, given_names
from rashomon.language.parse import Parse, Token
from rashomon.records import EntityType, Span

_TYPES: dict[str, EntityType] = {
    "PERSON": "person", "ORG": "organization", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "group",
}  # fmt: skip
_POSSESSIVE = re.compile(r"['’]s?$")
_APOSTROPHES = ("'s", "’s", "'", "’")
# A name of more words than this is a list or a headline in capitals.
_LONGEST = 9
# A name in quotation marks, as Slavic languages write those of companies and papers; at most five words.
_QUOTED = re.compile(
    r"[«„“\"](?=[^\W\d_a-zа-яёіїєґў])[^\s«»„“”\".,!?:;]{1,40}(?:[ -][^\s«»„“”\".,!?:;]{1,40}){0,4}[»”“\"]"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text: its span and words without title, article and possessive, its type, and its title.

    `subject` tells whether it is the subject of a clause (known only where there is syntax), `owner` whether
    it is a possessor (“Ann Roe’s lawyer”).
    """

    span: Span
    text: str
    type: EntityType
    title: str = ""
    subject: bool = False
    owner: bool = False


def find_mentions(parse: Parse, sources: Iterable[Span]) -> tuple[Mention, ...]:
    """Return the names of a text in order: those that the parser found, and capitalised words in sources."""
    words = lexicon(parse.language)
    capitals = Capitals(parse, words)
    named = list(_tagged(parse, words)) if parse.language == "en" else list(_quoted(parse, words))
    taken = {offset for mention in named for offset in range(*mention.span)}
    spans = sorted(set(sources)) if parse.language == "en" else [Span(0, len(parse.text))]
    for span in spans:
        for mention in _capitalised(capitals, parse.within(span)):
            if not taken.intersection(range(*mention.span)):
                named.append(mention)
                taken.update(range(*mention.span))
    return tuple(sorted(named, key=lambda mention: mention.span))


def _tagged(parse: Parse, words: Lexicon) -> Iterator[Mention]:
    for span, label in parse.names:
        if label in _TYPES and (tokens := parse.within(span)):
            mention = _mention(parse, words, tokens, _retyped(words, tokens, _TYPES[label]))
            if mention:
                yield mention


def _retyped(words: Lexicon, tokens: Sequence[Token], kind: EntityType) -> EntityType:
    """Return the type once what the words themselves tell is heard: “Ann Roe” is no body, “Committee” no person."""
    lowered = [token.text.casefold() for token in tokens if token.text not in _APOSTROPHES]
    bodily = any(word in words.bodies or word in words.media for word in lowered)
    if kind == "person" and lowered and lowered[-1] in words.bodies:
        return "organization"
    if kind == "organization" and len(lowered) in (2, 3) and not bodily and given_names(tokens[0].text):
        return "person"
    return kind


def _quoted(parse: Parse, words: Lexicon) -> Iterator[Mention]:
    """Yield names in quotation marks that follow a word for a body or medium, or stand in angled quotes."""
    for match in _QUOTED.finditer(parse.text):
        before = parse.text[max(0, match.start() - 40) : match.start()].split()
        last = before[-1].casefold().strip("(,") if before else ""
        if last in words.media:
            yield Mention(Span(*match.span()), match.group(), "media")
        elif last in words.bodies or last in words.generic:
            yield Mention(Span(*match.span()), match.group(), "organization")


def _mention(
    parse: Parse, words: Lexicon, tokens: Sequence[Token], kind: EntityType | None
) -> Mention | None:
    """Return the mention that the tokens make once article, titles and possessive are taken off."""
    owner = tokens[-1].text in _APOSTROPHES
    start, end = 0, len(tokens) - owner
    owner = owner or _possessed(parse, tokens[-1])
    while start < end and tokens[start].text.casefold() in words.articles:
        start += 1
    first = start
    while start < end - 1 and kind in (None, "person") and _rank(words, tokens[start:end]):
        start += 1
    while start < end - 1 and tokens[end - 1].text.casefold() in words.suffixes:
        end -= 1
    if end <= start or end - start > _LONGEST:
        return None
    span = Span(tokens[start].start, tokens[end - 1].end)
    text = _POSSESSIVE.sub("", " ".join(span.of(parse.text).split()))
    if not fold(text) or all(len(word) == 1 for word in fold(text).split()):
        return None
    title = _title_before(parse, words, tokens[first].index, tokens[start].index)
    known = kind or _guess(words, tokens[start:end], title)
    subject = any(token.dep in ("nsubj", "nsubjpass") for token in tokens)
    return Mention(span, text, known, title, subject, owner)


def _possessed(parse: Parse, last: Token) -> bool:
    if last.index + 1 >= len(parse.tokens):
        return False
    following = parse.tokens[last.index + 1]
    return following.start == last.end and following.text in _APOSTROPHES


def _rank(words: Lexicon, tokens: Sequence[Token]) -> bool:
    """Tell whether the first of the tokens is a title or rank before the name proper."""
    word = tokens[0].text.casefold()
    if given_names(tokens[0].text) and not (word in words.titles_male or word in words.titles_female):
        return False
    ranked = len(tokens) > 2 and bool(given_names(tokens[1].text)) and tokens[1].text[:1].isupper()
    return words.title(word) or words.title(word + ".") or word in words.persons or word == "." or ranked


def _title_before(parse: Parse, words: Lexicon, first: int, start: int) -> str:
    """Return the titles inside the name's own words and right before them."""
    while first > 0 and adjacent(parse, first - 1):
        word = parse.tokens[first - 1].text.casefold()
        if (
            not (words.title(word) or word in words.persons)
            or parse.text[parse.tokens[first - 1].end : parse.tokens[first].start].strip()
        ):
            break
        first -= 1
    return parse.text[parse.tokens[first].start : parse.tokens[start].start].strip() if first < start else ""


def _capitalised(capitals: Capitals, tokens: Sequence[Token]) -> Iterator[Mention]:
    """Yield the names that capitals alone tell."""
    words = capitals.words
    for run in capitals.runs(tokens):
        run = _whole_body(capitals.parse, words, run)
        mention = _mention(capitals.parse, words, run, None)
        if mention and not _german_noun(words, mention, run):
            yield mention


def _whole_body(parse: Parse, words: Lexicon, run: list[Token]) -> list[Token]:
    """Return a run that begins a body's name with the small words that end it: Министерство | внутренних дел."""
    if words.language == "en" or run[-1].text.casefold() not in words.bodies:
        return run
    last = run[-1].index
    for length in range(4, 0, -1):
        following = list(parse.tokens[last + 1 : last + 1 + length])
        whole = parse.text[run[0].start : following[-1].end] if following else ""
        if (
            len(following) == length
            and len(whole) < 80
            and "\n" not in whole
            and _longer(whole, parse.text[run[0].start : run[-1].end])
        ):
            return [*run, *following]
    return run


def _longer(whole: str, short: str) -> bool:
    body = generic_body(whole)
    return body is not None and not body.qualifiers and generic_body(short) is None


def _german_noun(words: Lexicon, mention: Mention, run: Sequence[Token]) -> bool:
    """Tell whether a single capitalised word is but a noun, since German writes every noun so."""
    return words.language == "de" and len(run) == 1 and not mention.title and not run[0].text.isupper()


def _guess(words: Lexicon, tokens: Sequence[Token], title: str) -> EntityType:
    """Return the type of a run of capitals in a language without a tagger."""
    lowered = [token.text.casefold() for token in tokens]
    given = bool(given_names(tokens[0].text))
    if any(word in words.media for word in lowered):
        return "media"
    if not given and any(word in words.bodies for word in lowered):
        return "organization"
    if given or title or len(tokens) > 1:
        return "person"
    return "organization" if tokens[0].text.isupper() and len(tokens[0].text) > 1 else "place"
