"""Names as they stand in a text: where, of what type, and in which role the syntax puts them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rashomon.entities.capitals import Capitals, adjacent
from rashomon.entities.lexicon import Lexicon, lexicon
from rashomon.language.names import fold, given_names
from rashomon.language.parse import Parse, Token
from rashomon.records import EntityType, Span

_TYPES: dict[str, EntityType] = {
    "PERSON": "person", "ORG": "organization", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "group",
}  # fmt: skip
_POSSESSIVE = re.compile(r"['’]s?$")
# A name of more words than this is a list or a headline in capitals.
_LONGEST = 9


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text: its span and words without title, article and possessive, its type, and its title.

    `subject` tells whether it is the subject of a clause (known only where there is syntax), `owner` whether
    it is a possessor ("Ann Roe’s lawyer").
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
    named = list(_tagged(parse, words) if parse.language == "en" else _capitalised(capitals, parse.tokens))
    taken = {offset for mention in named for offset in range(*mention.span)}
    for span in sorted(set(sources)):
        for mention in _capitalised(capitals, parse.within(span)):
            if not taken.intersection(range(*mention.span)):
                named.append(mention)
                taken.update(range(*mention.span))
    return tuple(sorted(named, key=lambda mention: mention.span))


def _tagged(parse: Parse, words: Lexicon) -> Iterator[Mention]:
    for span, label in parse.names:
        if label in _TYPES and (tokens := parse.within(span)):
            mention = _mention(parse, words, tokens, _TYPES[label])
            if mention:
                yield mention


def _mention(
    parse: Parse, words: Lexicon, tokens: Sequence[Token], kind: EntityType | None
) -> Mention | None:
    """Return the mention that the tokens make once article, titles and possessive are taken off."""
    start, end = 0, len(tokens)
    owner = tokens[-1].text in ("'s", "’s", "'", "’")
    end -= owner
    following = parse.tokens[tokens[-1].index + 1] if tokens[-1].index + 1 < len(parse.tokens) else None
    owner = owner or bool(
        following and following.text in ("'s", "’s", "'", "’") and following.start == tokens[-1].end
    )
    while start < end and tokens[start].text.casefold() in words.articles:
        start += 1
    first = start
    while start < end - 1 and kind in (None, "person") and words.title(tokens[start].text.casefold()):
        start += 1
    while start < end - 1 and tokens[end - 1].text.casefold() in words.suffixes:
        end -= 1
    if end <= start or end - start > _LONGEST:
        return None
    span = Span(tokens[start].start, tokens[end - 1].end)
    text = _POSSESSIVE.sub("", " ".join(span.of(parse.text).split()))
    if not fold(text):
        return None
    title = _title_before(parse, words, tokens[first].index, tokens[start].index)
    known = kind or _guess(words, parse, tokens[start:end], title)
    subject = any(token.dep in ("nsubj", "nsubjpass") for token in tokens)
    return Mention(span, text, known, title, subject, owner)


def _title_before(parse: Parse, words: Lexicon, first: int, start: int) -> str:
    """Return the titles inside the name's own words and right before them."""
    while first > 0 and words.title(parse.tokens[first - 1].text.casefold()) and adjacent(parse, first - 1):
        first -= 1
    return " ".join(token.text for token in parse.tokens[first:start])


def _adjacent(parse: Parse, index: int) -> bool:
    if index + 1 >= len(parse.tokens):
        return False
    between = parse.text[parse.tokens[index].end : parse.tokens[index + 1].start]
    return len(between) <= 2 and "\n" not in between


def _capitalised(capitals: Capitals, tokens: Sequence[Token]) -> Iterator[Mention]:
    """Yield the names that capitals alone tell."""
    words = capitals.words
    for run in capitals.runs(tokens):
        mention = _mention(capitals.parse, words, run, None)
        if mention and not _german_noun(words, mention, run):
            yield mention


def _german_noun(words: Lexicon, mention: Mention, run: Sequence[Token]) -> bool:
    """Tell whether a single capitalised word is but a noun, since German writes every noun so."""
    return words.language == "de" and len(run) == 1 and not mention.title and not run[0].text.isupper()


def _guess(words: Lexicon, parse: Parse, tokens: Sequence[Token], title: str) -> EntityType:
    """Return the type of a run of capitals in a language without a tagger."""
    lowered = [token.text.casefold() for token in tokens]
    quoted = tokens[0].index > 0 and parse.tokens[tokens[0].index - 1].text in ("«", "„", '"', "“", "»")
    given = bool(given_names(tokens[0].text))
    if any(word in words.media for word in lowered):
        return "media"
    if any(word in words.bodies for word in lowered) or (quoted and not given):
        return "organization"
    if given or title or len(tokens) > 1:
        return "person"
    return "organization" if tokens[0].text.isupper() and len(tokens[0].text) > 1 else "place"
