"""Reading a source's noun phrase: a pronoun, a name, two names, somebody's words, or a description."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from rashomon.entities.lexicon import Lexicon, lexicon
from rashomon.entities.mentions import Mention
from rashomon.language.parse import Parse, Token
from rashomon.records import EntityType, Span

Form: TypeAlias = Literal["pronoun", "name", "names", "owned", "description"]

_INITIALS = re.compile(r"(?:[^\W\d_]\.?[ -]?){2,3}")
_PREPOSITIONS = frozenset(["by", "from", "of"])


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a source's words are.

    `names` holds the mention of who speaks (two and more where they speak together); `head` the head word
    in lower case; `owner` the possessor as a mention or as words ("his"); `type` the type that the head
    tells; `definite` whether it points back at somebody the reader knows.
    """

    text: str
    span: Span
    form: Form
    head: str
    names: tuple[Mention, ...] = ()
    owner: Mention | None = None
    possessive: str = ""
    type: EntityType = "person"
    definite: bool = True
    about: tuple[Mention, ...] = ()


def read_phrase(parse: Parse, span: Span, mentions: Sequence[Mention]) -> Phrase | None:
    """Return what the words of a source are; None where there is no word in them."""
    tokens = [token for token in parse.within(span) if any(letter.isalnum() for letter in token.text)]
    if not tokens:
        return None
    return _Reader(parse, span, tokens, mentions).read()


class _Reader:
    """One source's tokens, with the names in them and the head."""

    def __init__(self, parse: Parse, span: Span, tokens: list[Token], mentions: Sequence[Mention]) -> None:
        self.parse, self.span, self.tokens = parse, span, tokens
        self.words: Lexicon = lexicon(parse.language)
        self.mentions = [mention for mention in mentions if span.holds(mention.span)]
        self.tagged = bool(tokens[0].dep or tokens[-1].dep)
        self.head = self._head()
        self.lowered = [token.text.casefold() for token in tokens]

    def read(self) -> Phrase:
        if self._is_pronoun():
            return self._phrase("pronoun")
        speakers = self._speakers()
        if len(speakers) > 1:
            return self._phrase("names", names=tuple(speakers))
        if speakers:
            return self._phrase("name", names=tuple(speakers))
        if owner := self._owner_of_words():
            return self._phrase("owned", owner=owner)
        return self._phrase("description", owner=self._possessor())

    def _phrase(self, form: Form, names: tuple[Mention, ...] = (), owner: Mention | None = None) -> Phrase:
        text = " ".join(self.span.of(self.parse.text).split())
        about = tuple(mention for mention in self.mentions if mention not in names)
        possessive = self.lowered[0] if self.words.possessive(self.lowered[0]) else ""
        definite = not any(word in self.words.indefinite for word in self.lowered[:1]) and self._pointed()
        return Phrase(
            text, self.span, form, self.head.text.casefold(), names, owner, possessive, self._type(), definite, about
        )  # fmt: skip

    def _pointed(self) -> bool:
        """Tell whether the phrase opens with an article or possessive, where the language has articles."""
        return self.words.language not in ("en", "de", "fr", "es") or self.lowered[0] in self.words.articles

    def _head(self) -> Token:
        """Return the word that governs the others: by syntax; else the first that the lexicon knows, or the first."""
        if self.tagged:
            inside = {token.index for token in self.tokens}
            tops = [token for token in self.tokens if token.head == token.index or token.head not in inside]
            nouns = [token for token in tops if token.pos in ("NOUN", "PROPN", "PRON", "NUM", "DET")]
            return self._spread((nouns or tops or self.tokens)[0])
        for token in self.tokens:
            if self._known(token.text.casefold()):
                return token
        small = [token for token in self.tokens if token.text.casefold() not in self.words.articles]
        return (small or self.tokens)[0]

    def _spread(self, head: Token) -> Token:
        """Return what a partitive stands for: “one of the victims” is about victims."""
        if head.text.casefold() not in (
            "part",
            "one",
            "some",
            "many",
            "most",
            "several",
            "members",
            "number",
            "thousands",
            "hundreds",
        ):
            return head
        for token in self.tokens:
            if token.dep == "pobj" and token.index > head.index and token.pos in ("NOUN", "PROPN"):
                return token
        return head

    def _known(self, word: str) -> bool:
        words = self.words
        sets = (
            words.persons,
            words.bodies,
            words.media,
            words.documents,
            words.communications,
            words.groups,
            words.kin,
        )
        return any(word in row for row in sets)

    def _is_pronoun(self) -> bool:
        first = self.lowered[0]
        rest = [
            word
            for word in self.lowered[1:]
            if word not in ("himself", "herself", "itself", "themselves", "too", "also")
        ]
        return (
            bool(self.words.pronoun(first))
            and not rest
            and not (self.tokens[0].text.isupper() and len(first) > 1)
        )

    def _speakers(self) -> list[Mention]:
        """Return the names that speak: not possessors, not what stands in a clause or after a preposition."""
        named = [mention for mention in self.mentions if not mention.owner and self._heads(mention)]
        people = [mention for mention in named if mention.type == "person"]
        if people:
            return self._joined(people)
        if not self.tagged:
            return self._first_body(named)
        at_head = [mention for mention in named if mention.span.start <= self.head.start < mention.span.end]
        return self._joined(named) if at_head and self._coordinated(named) else at_head

    def _first_body(self, named: list[Mention]) -> list[Mention]:
        """Return the body named in a phrase without syntax, where the phrase names no person or paper of it."""
        head = self.head.text.casefold()
        whole = named and named[0].span.start <= self.head.start < named[0].span.end
        if whole:
            return named[:1]
        if (
            named
            and (head in self.words.media or head in self.words.bodies)
            and named[0].type in ("media", "organization")
        ):
            return named[:1]
        return []

    def _joined(self, named: list[Mention]) -> list[Mention]:
        return named if self._coordinated(named) else named[:1]

    def _coordinated(self, named: list[Mention]) -> bool:
        """Tell whether nothing but commas and “and” stands between the names."""
        if len(named) < 2:
            return False
        gaps = [
            self.parse.text[one.span.end : two.span.start] for one, two in zip(named, named[1:], strict=False)
        ]
        return all(
            re.fullmatch(r"[,\s]*(?:and|&|und|et|y|e|и|і|й|та|i|oraz)?\s*(?:\w+\s+){0,3}", gap)
            for gap in gaps
        ) and any(re.search(r"\b(?:and|&|und|et|y|и|і|й|та|i|oraz)\b", gap) for gap in gaps)

    def _heads(self, mention: Mention) -> bool:
        """Tell whether a name is the phrase's own and not inside a preposition, possession or clause of it."""
        if not self.tagged:
            return self._unbound(mention)
        tokens = self.parse.within(mention.span)
        if not tokens:
            return False
        inside = {token.index for token in tokens}
        top = next(
            (token for token in tokens if token.head not in inside or token.head == token.index), tokens[-1]
        )
        if top.index == self.head.index:
            return True
        return self._by_title(mention) or not self._below(top)

    def _by_title(self, mention: Mention) -> bool:
        """Tell whether all words before the name are capitalised or titles: “Chief Superintendent Ann Roe of …”."""
        before = [token for token in self.tokens if token.start < mention.span.start]
        small = [
            token
            for token in before
            if token.text[:1].islower() and not self.words.title(token.text.casefold())
        ]
        return (
            mention.type == "person"
            and not [t for t in small if t.text not in ("the", "a", "an", "and", "for")]
            and not any(token.dep in ("prep", "poss", "case") for token in before)
        )

    def _below(self, top: Token) -> bool:
        """Tell whether the way up to the head leads through a preposition, a possession or a clause."""
        chain = [top, *self.parse.ancestors(top.index)]
        for token in chain:
            if token.index == self.head.index:
                return False
            if token.dep in ("pobj", "poss", "relcl", "acl", "advcl", "pcomp", "dobj"):
                return True
        return False

    def _unbound(self, mention: Mention) -> bool:
        """Tell, without syntax, whether a person's name is the phrase's own and not its papers' or words' owner."""
        head = self.head.text.casefold()
        return (
            mention.type != "person"
            or head not in self.words.documents
            or self.head.start >= mention.span.start
        )

    def _owner_of_words(self) -> Mention | None:
        """Return whose the words are, where the phrase names somebody's statement, letter, website."""
        head = self.head.text.casefold()
        if head not in self.words.communications and not (head in ("statement", "remarks")):
            return None
        owners = [mention for mention in self.mentions if mention.owner or self._after_preposition(mention)]
        if not self.tagged:
            owners = list(self.mentions)
        people = [mention for mention in owners if mention.type != "group"]
        return people[0] if people else None

    def _after_preposition(self, mention: Mention) -> bool:
        tokens = self.parse.within(mention.span)
        return any(
            token.dep in ("pobj", "appos")
            and any(up.text.casefold() in _PREPOSITIONS for up in self.parse.ancestors(token.index))
            for token in tokens
        ) or any(token.dep in ("nmod", "compound") and token.head == self.head.index for token in tokens)

    def _possessor(self) -> Mention | None:
        return next((mention for mention in self.mentions if mention.owner), None)

    def _type(self) -> EntityType:
        """Return the type that the head word tells."""
        head, words = self.head.text.casefold(), self.words
        table: tuple[tuple[object, EntityType], ...] = (
            (words.communications, "document"), (words.media, "media"), (words.documents, "document"), (words.bodies, "organization"),
            (words.groups, "group"),
        )  # fmt: skip
        if head not in words.persons or self.head.tag == "NNS":
            for row, kind in table:
                if head in row:  # type: ignore[operator]
                    return kind
        plural = self.head.tag in ("NNS", "NNPS") or head in (
            "people",
            "some",
            "many",
            "others",
            "several",
            "both",
            "all",
            "police",
        )
        return "group" if plural or head in words.groups else "person"


def initials_only(text: str) -> bool:
    """Tell whether the words are but initials: “K. M.”, “MS”."""
    return bool(_INITIALS.fullmatch(text)) and text.upper() == text
