"""Where a name begins and ends, in texts whose captions, credits and headings ran into their sentences."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from rashomon.entities.bodies import country_of, generic_body
from rashomon.entities.lexicon import Lexicon
from rashomon.entities.mentions import Mention
from rashomon.language.names import fold, given_names
from rashomon.language.parse import Parse, Token
from rashomon.language.places import find_place
from rashomon.records import Span

# So many words at most follow a word that opens a name, or make the name of a town's body.
_BEHIND = 3
# Capitals of fewer letters than this are initials or a particle ("JK", "DE"), not a word of a heading.
_HEADING = 3
_LOCATIVES = frozenset([",", "in", "at", "near"])
_AGENTS = ("ist", "er", "or", "ian", "man", "woman")


def bounded(parse: Parse, words: Lexicon, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the names, those of people without the words of a heading, credit, role or place that ran into them.

    A word goes where what is left is shown to be a name: by a given name or title that opens it, by the text
    that uses it alone, or by its case. A body whose name was cut in two is one.
    """
    mentions = tuple(_glued(parse, words, mentions))
    trimmer = _Trimmer(parse, words, mentions)
    for mention in mentions:
        yield trimmer.trim(mention) if trimmer.personal(mention) else mention


def _glued(parse: Parse, words: Lexicon, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the names in text order, “Tarkesh | Organics” as one."""
    last: Mention | None = None
    starting = {mention.span.start: mention for mention in mentions}
    opened = (_opened(parse, words, starting, mention) for mention in mentions if not _button(words, mention))
    for mention in sorted(opened, key=lambda row: row.span):
        if last is not None and mention.span.start < last.span.end:
            continue  # an opening word took it in
        if last is not None and (
            _halves(parse, last, mention) or _town_and_body(parse, words, last, mention)
        ):
            span = Span(last.span.start, mention.span.end)
            last = replace(mention, span=span, text=f"{last.text} {mention.text}")
            continue
        if last is not None:
            yield last
        last = mention
    if last is not None:
        yield last


def _button(words: Lexicon, mention: Mention) -> bool:
    """Tell whether a name is but the words of a page's buttons: Share, Sign | Log."""
    return not mention.title and all(word in words.furniture for word in mention.text.casefold().split())


def _opened(parse: Parse, words: Lexicon, starting: Mapping[int, Mention], mention: Mention) -> Mention:
    """Return a name that is but a word which opens names (“New”, “San”) with the capitalised words right behind it.

    Up to a title or a person; the type is that of the last name taken in.
    """
    if fold(mention.text) not in words.openings:
        return mention
    end, kind = mention.span.end, mention.type
    behind = bisect_left(parse.tokens, end, key=lambda token: token.start)
    for token in parse.tokens[behind : behind + _BEHIND]:
        inner = starting.get(token.start)
        person = inner is not None and inner.type == "person"
        if (
            token.start != end + 1
            or not token.text[:1].isupper()
            or person
            or words.title(token.text.casefold())
        ):
            break
        end, kind = token.start + len(token.text), inner.type if inner else kind
    if end == mention.span.end:
        return mention
    span = Span(mention.span.start, end)
    kind = "organization" if kind == "person" else kind
    return replace(mention, span=span, text=" ".join(span.of(parse.text).split()), type=kind)


def _town_and_body(parse: Parse, words: Lexicon, one: Mention, other: Mention) -> bool:
    """Tell whether a body that every town has stands right behind a name of one word: Ferrin | Fire Department."""
    told = other.text.casefold().split()
    body = other.type == "organization" and 1 < len(told) <= _BEHIND and told[-1] in words.bodies
    single = len(one.text.split()) == 1 and not one.title and not one.owner and one.type != "group"
    beside = parse.text[one.span.end : other.span.start] == " "
    return body and single and beside and not given_names(one.text) and generic_body(other.text) is not None


def _halves(parse: Parse, one: Mention, other: Mention) -> bool:
    """Tell whether a body's one word stands right behind another name of one word."""
    single = len(one.text.split()) == len(other.text.split()) == 1
    kinds = one.type in ("person", "organization") and other.type == "organization"
    beside = parse.text[one.span.end : other.span.start] == " "
    return (
        parse.language == "en" and single and kinds and beside and not one.title and not country_of(one.text)
    )


class _Trimmer:
    """What the names of one text tell about each other."""

    def __init__(self, parse: Parse, words: Lexicon, mentions: Sequence[Mention]) -> None:
        self.parse, self.words = parse, words
        people = [mention.text.split() for mention in mentions if mention.type == "person"]
        self.alone = Counter(fold(mention.text) for mention in mentions)
        self.surnames = {fold(name[-1]) for name in people if len(name) > 1 and given_names(name[0])}
        self.groups = {token.text for token in parse.tokens if token.entity == "NORP"}
        self.small = {token.text for token in parse.tokens if token.text[:1].islower()}

    def personal(self, mention: Mention) -> bool:
        """Tell whether a name is a person's, or ends in one that the text has as a person's."""
        if mention.type == "person":
            return True
        last = mention.text.split()[-1:]
        return mention.type == "organization" and bool(last) and fold(last[0]) in self.surnames

    def trim(self, mention: Mention) -> Mention:
        """Return the mention from the word on with which the name proper opens, up to the role that follows it."""
        tokens = [token for token in self.parse.within(mention.span) if token.text[:1].isalpha()]
        if len(tokens) < 2:
            return mention
        first = next((n for n in range(len(tokens) - 1, 0, -1) if self._opens(tokens, n)), 0)
        first = self._past_titles(tokens, first)
        end = len(tokens)
        while end - first > 1 and self._closes(tokens[first:end]):
            end -= 1
        if first == 0 and end == len(tokens):
            return mention
        span = Span(tokens[first].start, tokens[end - 1].end)
        text = " ".join(span.of(self.parse.text).split())
        title = mention.title if first == 0 else self._title(tokens[:first])
        return replace(mention, span=span, text=text, title=title, type="person")

    def _closes(self, tokens: Sequence[Token]) -> bool:
        """Tell whether the last word is a role after a name in capitals, or a credit: ANN ROE | Actress, Roe | AP."""
        last = tokens[-1]
        if tokens[0].text.isupper() and self._role(last):
            return True
        credit = last.text.isupper() or len(tokens) > 2
        return credit and last.text.casefold() in self.words.credits and self._stands(tokens[:-1])

    def _title(self, before: Sequence[Token]) -> str:
        """Return the titles and roles at the end of the words that were cut off."""
        kept: list[str] = []
        for token in reversed(before):
            word = token.text.casefold()
            if not (self.words.title(word) or self._role(token)):
                break
            kept.insert(0, token.text)
        return " ".join(kept)

    def _past_titles(self, tokens: Sequence[Token], first: int) -> int:
        while first and first < len(tokens) - 1 and self._titled(tokens[first]):
            first += 1
        return first

    def _titled(self, token: Token) -> bool:
        return self.words.title(token.text.casefold()) and not given_names(token.text)

    def _opens(self, tokens: Sequence[Token], at: int) -> bool:
        """Tell whether the name proper opens at a token and what stands before it is none of it."""
        before, rest = tokens[:at], tokens[at:]
        if before[-1].text in ("-", "’", "'") or before[-1].end == rest[0].start:
            return False
        tests = (self._after_heading, self._at_title, self._at_given_name, self._at_surname)
        return any(test(before, rest) for test in tests)

    def _after_heading(self, before: Sequence[Token], rest: Sequence[Token]) -> bool:
        """STREET BEATING | Donald Trump; not DONALD Trump, not JK Rowling."""
        heading = all(token.text.isupper() and len(token.text) >= _HEADING for token in before)
        if not heading or not any(letter.islower() for letter in rest[0].text):
            return False
        full = len(rest) > 1 and bool(given_names(rest[0].text))
        return full or (not given_names(before[-1].text) and self._stands(rest))

    def _at_title(self, before: Sequence[Token], rest: Sequence[Token]) -> bool:
        """Instagram | Lady Gaga; Virginia | Senator Tom Roe; not Martin Luther King."""
        if len(rest) < 2 or not self._titled(rest[0]) or rest[0].text.isupper():
            return False
        return not any(given_names(token.text) for token in before) or bool(given_names(rest[1].text))

    def _at_given_name(self, before: Sequence[Token], rest: Sequence[Token]) -> bool:
        """Comedian | Ann Roe, where the first is a role or credit; Paris | Ann Roe, where the text has Ann Roe alone."""
        if len(rest) < 2 or not given_names(rest[0].text):
            return False
        if all(self._common(token) or token.text.casefold().endswith(_AGENTS) for token in before):
            return not any(given_names(token.text) for token in before)
        alone, whole = self._count(rest), self._count([*before, *rest])
        return alone > whole and (alone > 1 or not given_names(before[0].text))

    def _at_surname(self, before: Sequence[Token], rest: Sequence[Token]) -> bool:
        """Outgoing | Roe, where the text has Ann Roe and the first word is no given name but a common word or place."""
        if len(rest) != 1 or any(given_names(token.text) for token in before):
            return False
        credit = before[-1].text.casefold() in self.words.credits or self._role(before[-1])
        credited = credit and self._stands(rest)
        return credited or (
            fold(rest[0].text) in self.surnames
            and all(self._common(token) or self._placed(token) for token in before)
            and self._count([*before, *rest]) <= 1
        )

    def _placed(self, token: Token) -> bool:
        """Tell whether a word is a place right after a comma or “in”: Leesburg, Virginia | Roe."""
        previous = self.parse.tokens[token.index - 1].text if token.index else ""
        return previous.casefold() in _LOCATIVES and find_place(token.text) is not None

    def _stands(self, rest: Sequence[Token]) -> bool:
        """Tell whether the text has the rest by itself, or as somebody's surname."""
        return bool(self._count(rest)) or fold(rest[-1].text) in self.surnames

    def _count(self, tokens: Sequence[Token]) -> int:
        return self.alone[fold(" ".join(token.text for token in tokens))]

    def _role(self, token: Token) -> bool:
        word = token.text.casefold()
        return not given_names(word) and (
            self.words.personal(word) or self.words.title(word) or word in self.words.epithets
        )

    def _common(self, token: Token) -> bool:
        """Tell whether a word is an ordinary one, a credit or a role, that only its place gives the capital."""
        word = token.text.casefold()
        if given_names(word):
            return False
        ordinary = (
            word in self.small or token.text in self.groups or token.pos in ("ADJ", "NOUN", "VERB", "ADV")
        )
        known = word in self.words.credits or word in self.words.bodies or word in self.words.media
        return ordinary or known or self._role(token) or word.endswith("ing")
