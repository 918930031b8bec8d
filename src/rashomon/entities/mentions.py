"""Names as they stand in a text: where, of what type, and in which role the syntax puts them."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rashomon.entities.bodies import country_of, generic_body
from rashomon.entities.capitals import Capitals, adjacent
from rashomon.entities.guesses import corporate, guess
from rashomon.entities.lexicon import Lexicon, lexicon
from rashomon.entities.quoted import quoted_names
from rashomon.language.names import fold, gender_of, given_names
from rashomon.language.parse import Parse, Token
from rashomon.records import EntityType, Span

_TYPES: dict[str, EntityType] = {
    "PERSON": "person", "ORG": "organization", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "group",
}  # fmt: skip
_POSSESSIVE = re.compile(r"['’]s?$")
_APOSTROPHES = ("'s", "’s", "'", "’")
# A name of more words than this is a list or a headline in capitals.
_LONGEST = 9
_BRACKET = re.compile(r"\s?\((?:the )?([^\W\d_a-zа-яёіїєґў][\w&.-]{1,11})\)")
# A word for kin stands at most so many tokens before the name: “his wife, the singer Ann Roe”.
_KIN_BEFORE = 3
_LOCATIVES = frozenset(["in", "at", "near"])
# "Gorbatsevich M.A."
_INITIALS_BEHIND = re.compile(r"[^\W\d_]{2,}(?:-[^\W\d_]+)? (?:[^\W\d_a-z]\.\s?){1,3}")
# “Ann Roe, 93, …”, “Ann Roe (93)”
_AGE_BEHIND = re.compile(r", [1-9]\d,| \([1-9]\d\)")
# “Ann Roe (@annroe)”
_ACCOUNT_BEHIND = re.compile(r"\s?\(@\w+\)")
_BRACKETS = re.compile(r"[\[\]]")
_AGENTS = ("ist", "er", "or", "ian", "man", "woman")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text: its span and words without title, article and possessive, its type, and its title.

    `subject` tells whether it is the subject of a clause (known only where there is syntax), `owner` whether
    it is a possessor (“Ann Roe’s lawyer”); `relative` whether it is introduced as another's kin (“his wife Ann Roe”).
    """

    span: Span
    text: str
    type: EntityType
    title: str = ""
    subject: bool = False
    owner: bool = False
    short: str = ""
    relative: bool = False


def within(mentions: Sequence[Mention], span: Span) -> list[Mention]:
    """Return those of some names in text order that lie inside a span."""
    first = bisect_left(mentions, span.start, key=lambda mention: mention.span.start)
    last = bisect_left(mentions, span.end, key=lambda mention: mention.span.start)
    return [mention for mention in mentions[first:last] if mention.span.end <= span.end]


def find_mentions(parse: Parse, sources: Iterable[Span]) -> tuple[Mention, ...]:
    """Return the names of a text in order: those that the parser found, and capitalised words in sources."""
    words = lexicon(parse.language)
    capitals = Capitals(parse, words)
    given = sorted(set(sources))
    found = (
        list(_tagged(parse, words))
        if parse.language == "en"
        else [Mention(*row) for row in quoted_names(parse, words, given)]
    )
    spans = given if parse.language == "en" else [Span(0, len(parse.text))]
    runs = [mention for span in spans for mention in _capitalised(capitals, parse.within(span))]
    if parse.language == "en":
        runs.extend(_untagged(capitals))
    merged = [mention for mention in _merged(words, found, runs) if not _common(words, mention)]
    if parse.language == "en":
        merged = sorted([*merged, *_repeated(capitals, merged)], key=lambda mention: mention.span)
    return tuple(_voted(parse, words, merged))


def _untagged(capitals: Capitals) -> Iterator[Mention]:
    """Yield people whom the tagger missed: runs of two or three capitalised words that a known given name opens."""
    for run in capitals.runs(
        [token for token in capitals.parse.tokens if not token.entity and token.pos in ("PROPN", "PUNCT")]
    ):
        if len(run) in (2, 3) and given_names(run[0].text):
            mention = _mention(capitals.parse, capitals.words, run, None)
            if mention and mention.type == "person":
                yield mention


def _repeated(capitals: Capitals, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the names that the tagger found elsewhere and missed here: a person's surname or whole name, a body's name."""
    people = {m.text: m.type for m in mentions if m.type == "person" and " " in m.text}
    bodies = {m.text: m.type for m in mentions if m.type in ("organization", "media")}
    known = {**bodies, **people, **{name.split()[-1]: kind for name, kind in people.items()}}
    taken = {offset for mention in mentions for offset in range(*mention.span)}
    free = [t for t in capitals.parse.tokens if t.start not in taken and t.pos in ("PROPN", "PUNCT")]
    for run in capitals.runs(free):
        kind = known.get(" ".join(token.text for token in run))
        if kind and not _modifies(capitals.parse, run[-1]):
            mention = _mention(capitals.parse, capitals.words, run, kind)
            if mention:
                yield mention


def _common(words: Lexicon, mention: Mention) -> bool:
    """Tell whether a capitalised word is but a common noun: “the Committee”, “The Chair”, “PM”; МВД is a name."""
    rest = [word for word in mention.text.casefold().split() if word not in words.articles]
    known = (words.bodies, words.media, words.documents, words.communications, words.persons)
    common = all(word in words.abbreviations or any(word in row for row in known) for word in rest)
    acronym = (
        mention.text.isupper()
        and mention.text.casefold() in words.bodies
        and mention.text.casefold() not in words.persons
    )
    return len(rest) <= 1 and common and not (acronym and len(mention.text) <= 6)


def _merged(words: Lexicon, found: Iterable[Mention], runs: Iterable[Mention]) -> list[Mention]:
    """Return the parser's names with the runs of capitals that it missed; a run that holds but pieces replaces them."""
    named = {mention.span: mention for mention in found}
    owner = {offset: mention.span for mention in named.values() for offset in range(*mention.span)}
    for run in runs:
        met = {owner[offset] for offset in range(*run.span) if offset in owner}
        pieces = all(
            named[span].type != "person" and span != run.span and run.span.holds(span) for span in met
        )
        if met and not (pieces and _two_words(words, run)):
            continue
        for span in met:
            del named[span]
        named[run.span] = run
        owner.update((offset, run.span) for offset in range(*run.span))
    return [named[span] for span in sorted(named)]


def _two_words(words: Lexicon, run: Mention) -> bool:
    """Tell whether a run reads as given name and surname: no rank, body or country in it."""
    lowered = run.text.casefold().split()
    ordinary = (words.bodies, words.media, words.documents, words.communications, words.persons, words.titles)
    known = any(word in row for word in lowered for row in ordinary)
    return run.type == "person" and len(lowered) in (2, 3) and not known and country_of(run.text) is None


def _voted(parse: Parse, words: Lexicon, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the mentions with one type for one name: a person where a rank or an apposition says so anywhere."""
    people = {
        fold(mention.text)
        for mention in mentions
        if mention.type != "group" and _personal(parse, words, mention)
    }
    told = {fold(mention.text): kind for mention in mentions if (kind := _bodily(parse, words, mention))}
    definite = {fold(mention.text) for mention in mentions if _definite(parse, mention)}
    told |= {name.split()[-1]: kind for name, kind in told.items() if len(name.split()) == 2}
    people -= told.keys()
    surnames = {
        fold(m.text).split()[-1] for m in mentions if m.type == "person" and len(fold(m.text).split()) > 1
    }
    bodies = (definite | _first_words(mentions)) - people
    for mention in mentions:
        wrong = mention.type in ("organization", "place", "media") and fold(mention.text) in people
        if wrong or (mention.type == "group" and fold(mention.text) in surnames):
            yield replace(mention, type="person")
        elif mention.type in ("person", "organization") and (kind := told.get(fold(mention.text))):
            yield replace(mention, type=kind)
        elif mention.type == "person" and fold(mention.text) in bodies:
            yield replace(mention, type="organization")
        else:
            yield mention


def _first_words(mentions: Sequence[Mention]) -> frozenset[str]:
    """Return the words that open a body's longer name and are in no person's: Acme, beside Acme International."""
    longer = [fold(m.text).split() for m in mentions if m.type == "organization"]
    borne = {
        word
        for m in mentions
        if m.type == "person" and len(m.text.split()) > 1
        for word in fold(m.text).split()
    }
    firsts = {name[0] for name in longer if len(name) > 1}
    return frozenset(word for word in firsts - borne if not given_names(word))


def _bodily(parse: Parse, words: Lexicon, mention: Mention) -> EntityType | None:
    """Return the type that a noun for a body or medium beside a name tells: “automaker Acme”, “Acme, the magazine”."""
    tokens = parse.within(mention.span)
    if mention.title or not tokens or not tokens[0].index or given_names(tokens[0].text):
        return None
    inside = {token.index for token in tokens}
    before = parse.tokens[tokens[0].index - 1]
    nouns = [before] if before.head in inside else []
    nouns += [child for token in tokens for child in parse.children[token.index] if child.dep == "appos"]
    lemmas = [noun.lemma for noun in nouns if noun.pos in ("NOUN", "ADJ")]
    if mention.type != "person":
        return None
    if any(lemma in words.media for lemma in lemmas):
        return "media"
    return "organization" if any(lemma in words.bodies for lemma in lemmas) else None


def _definite(parse: Parse, mention: Mention) -> bool:
    """Tell whether an article stands right before what the tagger took for a person: “the Ferrin Herald”.

    Not “the Roe family”, where another noun follows, and not “the Roes”.
    """
    tokens = parse.within(mention.span)
    if mention.type != "person" or mention.title or not tokens or not tokens[0].index or not tokens[-1].dep:
        return False
    if given_names(tokens[0].text) or tokens[-1].dep in ("compound", "poss", "amod", "nmod"):
        return False
    return parse.tokens[tokens[0].index - 1].text.casefold() == "the" and tokens[-1].tag != "NNPS"


def _personal(parse: Parse, words: Lexicon, mention: Mention) -> bool:
    """Tell whether a noun for a person stands right before the name, or after it in apposition."""
    if _INITIALS_BEHIND.fullmatch(mention.text):
        return True
    tokens = parse.within(mention.span)
    if mention.text.isupper() or country_of(mention.text) or (tokens and _acronym(tokens[0].text)):
        return False
    if given_names(mention.text.split()[0]) and _ACCOUNT_BEHIND.match(parse.text, mention.span.end):
        return True
    if (
        not tokens
        or len(tokens) > 4
        or any(word in words.bodies or word in words.media for word in mention.text.casefold().split())
        or corporate(words, mention.text.casefold().split())
    ):
        return False
    if mention.title and mention.title.split()[-1].casefold() not in words.bodies:
        return True
    if len(tokens) in (2, 3) and _AGE_BEHIND.match(parse.text, mention.span.end):
        return True
    before = parse.tokens[tokens[0].index - 1] if tokens[0].index else None
    if (
        len(tokens) > 1
        and before
        and before.dep == "compound"
        and before.pos == "NOUN"
        and _agent(words, before.lemma)
    ):
        return True
    apposed = [
        child
        for token in tokens
        for child in parse.children[token.index]
        if child.dep == "appos" and child.pos == "NOUN"
    ]
    beside = [parse.tokens[token.head] for token in tokens if token.dep == "appos"]
    nouns = [*apposed, *(token for token in beside if token.pos == "NOUN")]
    if (
        beside and len(tokens) > 1
    ):  # "the physician of the hospital, Ann Roe": the parser apposes her to the hospital
        nouns += itertools.takewhile(_nominal, parse.ancestors(beside[0].index))
    return any(_agent(words, noun.lemma.casefold()) for noun in nouns)


def _nominal(token: Token) -> bool:
    return token.pos in ("NOUN", "ADP", "PROPN")


def _acronym(word: str) -> bool:
    return word.isupper() and len(word) > 2 and not given_names(word)


def _agent(words: Lexicon, lemma: str) -> bool:
    """Tell whether a noun names a person by what he or she does."""
    things = (words.bodies, words.media, words.documents, words.communications)
    return words.personal(lemma) or (lemma.endswith(_AGENTS) and not any(lemma in row for row in things))


def _tagged(parse: Parse, words: Lexicon) -> Iterator[Mention]:
    for span, label in parse.names:
        if (
            label in _TYPES
            and (tokens := parse.within(span))
            and not (label == "NORP" and tokens[-1].dep in ("amod", "compound"))
        ):
            mention = _mention(parse, words, tokens, _retyped(words, tokens, _TYPES[label]))
            if mention:
                yield mention


def _retyped(words: Lexicon, tokens: Sequence[Token], kind: EntityType) -> EntityType:
    """Return the type once what the words themselves tell is heard: “Ann Roe” is no body, “Committee” no person."""
    lowered = [token.text.casefold() for token in tokens if token.text not in _APOSTROPHES]
    bodily = any(word in words.bodies or word in words.media for word in lowered)
    ranked = (
        len(lowered) > 4
        and lowered[1] == "of"
        and words.title(lowered[0])
        and lowered[-1] not in words.bodies
    )
    if ranked and tokens[3].text[:1].isupper() and tokens[2].text[:1].isupper():
        return "person"
    acronym = (
        tokens[-1].text.isupper()
        and len(tokens[-1].text) <= 5
        and len(lowered) > 1
        and not tokens[0].text.isupper()
    )
    if kind == "person" and acronym and lowered[-1] not in words.suffixes:
        return "organization"
    if (
        kind == "organization"
        and len(lowered) == 1
        and gender_of(tokens[0].text)
        and not given_names(tokens[0].text)
    ):
        return "person"  # Zakharova: a surname by its ending
    if kind == "person" and lowered and corporate(words, lowered):
        return "organization"
    if (
        lowered
        and (lowered[0] in words.titles_male or lowered[0] in words.titles_female)
        and len(lowered) > 1
        and not bodily
    ):
        return "person"
    if kind == "organization" and len(lowered) in (2, 3) and not bodily and given_names(tokens[0].text):
        return "person"
    return kind


def _mention(
    parse: Parse, words: Lexicon, tokens: Sequence[Token], kind: EntityType | None
) -> Mention | None:
    """Return the mention that the tokens make once article, titles and possessive are taken off."""
    owner = tokens[-1].text in _APOSTROPHES
    start, end = _opening(parse, tokens) if kind == "person" else 0, len(tokens) - owner
    owner = owner or _possessed(parse, tokens[-1])
    while start < end and tokens[start].text.casefold() in words.articles:
        start += 1
    first = start
    while start < end - 1 and kind in (None, "person") and _rank(words, tokens[start:end]):
        start += 1
    if first < start and start + 2 < end and tokens[start].text == "of":  # Superintendent of Police Ann Roe
        start += 2
    while start < end - 1 and tokens[end - 1].text.casefold() in words.suffixes:
        end -= 1
    if end <= start or end - start > _LONGEST:
        return None
    span = Span(tokens[start].start, tokens[end - 1].end)
    text = _POSSESSIVE.sub("", " ".join(_BRACKETS.sub("", span.of(parse.text)).split()))
    if not fold(text) or all(len(word) == 1 for word in fold(text).split()):
        return None
    title = _title_before(parse, words, tokens[first].index, tokens[start].index)
    if kind != "person" and _modifies(parse, tokens[end - 1]):
        title = ""  # the former | Silver Dawn | host
    known = (
        kind
        or _apposed_type(parse, words, tokens[first].index, title)
        or guess(words, tokens[start:end], title)
    )
    subject = any(token.dep in ("nsubj", "nsubjpass") for token in tokens)
    bracket = _BRACKET.match(parse.text, span.end) if known != "person" else None
    relative = known == "person" and _relative(parse, words, tokens[first].index)
    return Mention(span, text, known, title, subject, owner, bracket.group(1) if bracket else "", relative)


def _apposed_type(parse: Parse, words: Lexicon, first: int, title: str) -> EntityType | None:
    """Return the type that a noun for a body or medium tells right before a name: "la empresa Acme Norte"."""
    before = parse.tokens[first - 1].text.casefold() if first else ""
    if words.language not in ("de", "es", "fr") or title or given_names(parse.tokens[first].text):
        return None
    if before in words.media:
        return "media"
    return "organization" if before in words.bodies or before in words.generic else None


def _modifies(parse: Parse, last: Token) -> bool:
    """Tell whether a name but qualifies the common noun that follows it."""
    following = parse.tokens[last.index + 1] if last.index + 1 < len(parse.tokens) else None
    return last.dep == "compound" and following is not None and following.pos == "NOUN"


def _relative(parse: Parse, words: Lexicon, first: int) -> bool:
    """Tell whether a word for kin or a first lady stands right before a name."""
    before = [token.text.casefold() for token in parse.tokens[max(0, first - _KIN_BEFORE) : first]]
    kin = any(
        word in words.kin
        and not words.title(word)
        and (word in words.female_nouns or word in words.male_nouns)
        for word in before
    )
    return kin or before[-2:] == ["first", "lady"]


def _opening(parse: Parse, tokens: Sequence[Token]) -> int:
    """Return where the person's name begins: after a place that the tagger took along (“in Liozna | Lukashenka was”)."""
    before = parse.tokens[tokens[0].index - 1].text.casefold() if tokens[0].index else ""
    if len(tokens) == 2 and before in _LOCATIVES and not given_names(tokens[0].text) and tokens[0].dep:
        return 1
    inside = {token.index for token in tokens}
    tops = [n for n, token in enumerate(tokens) if token.dep and token.head not in inside]
    return tops[-1] if len(tops) == 2 and tops[0] < tops[1] and tokens[tops[0]].dep == "pobj" else 0


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
    runs = list(capitals.runs(tokens))
    surnames = {run[-1].text for run in runs if len(run) > 1 and given_names(run[0].text)}
    for run in runs:
        if len(run) > 1 and words.title(run[-1].text.casefold()):
            continue
        whole = _whole_body(capitals.parse, words, run)
        if (
            words.language != "en"
            and len(run) == 1
            and whole is run
            and run[0].text.casefold() in words.bodies
            and not run[0].text.isupper()
        ):
            continue
        run = whole
        mention = _mention(capitals.parse, words, run, None)
        if mention and (run[-1].text in surnames or not _german_noun(words, mention, run)):
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
