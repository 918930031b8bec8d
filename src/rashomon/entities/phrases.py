"""Reading a source's noun phrase: a pronoun, a name, two names, somebody's words, or a description."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import dropwhile, pairwise
from typing import Literal, TypeAlias

from rashomon.entities.lexicon import Lexicon, lexicon
from rashomon.entities.mentions import Mention, within
from rashomon.language.declension import LONGEST_PHRASE, governed
from rashomon.language.parse import Parse, Token
from rashomon.records import EntityType, Span

Form: TypeAlias = Literal["pronoun", "name", "names", "owned", "description"]

_INITIALS = re.compile(r"(?:[^\W\d_]\.?[ -]?){2,3}")
_AND = r"(?:and|&|und|et|y|e|и|і|й|та|i|oraz)"
_JOINED = re.compile(rf"[,\s]*(?:\b{_AND}\s)?\s*(?:\w+\s){{0,3}}|\s*&\s*")
_NO_BRACKETS = re.compile(r"[\[\]()]")
_ONLY_AND = re.compile(rf"\b{_AND}\b|&")
_EXPLAINS = re.compile(r",\s*(?:an?|the|which|who|whose|one|its?)\b")
_AFTER_COMMA = re.compile(r",(?:\s*[^\W\d_a-zа-яёіїєґў]\w*\.?)?$")
_PARTITIVES = frozenset(
    ["part", "one", "some", "many", "most", "several", "members", "number", "thousands", "hundreds", "dozens", "majority"]
)  # fmt: skip
_EMPHASIS = frozenset(["himself", "herself", "itself", "themselves", "too", "also", "own", "alone"])
_BOUND = frozenset(["pobj", "poss", "relcl", "acl", "advcl", "pcomp", "dobj"])
_AGENTS = ("ist", "er", "or", "ian", "ant", "ee", "man", "woman", "person", "old")


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a source's words are.

    `names` holds the mention of who speaks (two and more where they speak together); `head` the head word
    in lower case; `owner` the possessor as a mention or as words ("his"); `type` the type that the head
    tells; `definite` whether it points back at somebody the reader knows; `about` the other names in it; `mute`
    whether it is a thing that cannot speak ("the rain"); `oblique` whether a preposition governs it ("у поліції").
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
    headline: bool = False
    proper: bool = False
    mute: bool = False
    oblique: bool = False


def read_phrase(
    parse: Parse, span: Span, mentions: Sequence[Mention], headline: bool = False
) -> Phrase | None:
    """Return what the words of a source are; None where there is no word in them.

    In a headline, where articles are left out, every description points at somebody the article names.
    """
    tokens = [token for token in parse.within(span) if any(letter.isalnum() for letter in token.text)]
    return _Reader(parse, span, tokens, mentions, headline).read() if tokens else None


def initials_only(text: str) -> bool:
    """Tell whether the words are but initials: “K. M.”, “MS”."""
    return bool(_INITIALS.fullmatch(text)) and text.upper() == text


class _Reader:
    """One source's tokens, with the names in them and the head."""

    def __init__(
        self, parse: Parse, span: Span, tokens: list[Token], mentions: Sequence[Mention], headline: bool
    ) -> None:
        self.parse, self.span, self.tokens, self.headline = parse, span, tokens, headline
        self.words: Lexicon = lexicon(parse.language)
        self.mentions = within(mentions, span)
        self.tagged = bool(tokens[0].dep or tokens[-1].dep)
        self.head = self._head()
        self.lowered = [token.text.casefold() for token in tokens]

    def read(self) -> Phrase:
        if self._is_pronoun():
            return self._phrase("pronoun")
        if owner := self._bare_owner():
            return self._phrase("name", names=(owner,))
        if owner := self._owner_of_words():
            return self._phrase("owned", owner=owner)
        speakers = self._speakers()
        if speakers:
            return self._phrase("names" if len(speakers) > 1 else "name", names=tuple(speakers))
        return self._phrase("description", owner=self._possessor())

    def _phrase(self, form: Form, names: tuple[Mention, ...] = (), owner: Mention | None = None) -> Phrase:
        text = " ".join(self.span.of(self.parse.text).split()).strip(" ,;:")
        about = tuple(mention for mention in self.mentions if mention not in names)
        possessive = self.lowered[0] if self.words.possessive(self.lowered[0]) else ""
        head = self.head.text.casefold()
        return Phrase(
            text,
            self.span,
            form,
            head,
            names,
            owner,
            possessive,
            self._type(),
            self._definite(),
            about,
            self.headline,
            self._proper(),
            self._mute(),
            self._oblique(),
        )

    def _oblique(self) -> bool:
        """Tell whether a preposition or an according-to phrase stands right before the words."""
        if self.tagged:
            return False
        first = self.tokens[0].index
        before = self.parse.tokens[max(0, first - LONGEST_PHRASE) : first]
        return governed([token.text.casefold() for token in before], self.parse.language)

    # What the words are

    def _proper(self) -> bool:
        """Tell whether the first word after the article is tagged as a name’s."""
        first = next((t for t in self.tokens if t.text.casefold() not in self.words.articles), self.tokens[0])
        return first.pos == "PROPN"

    def _definite(self) -> bool:
        """Tell whether the phrase points at somebody known: by article, in a headline, or in a language without articles."""
        if self.lowered[0] in self.words.indefinite:
            return self.headline
        with_articles = self.words.language in ("en", "de", "fr", "es")
        return self.headline or not with_articles or self.lowered[0] in self.words.articles

    def _head(self) -> Token:
        """Return the word that governs the others: by syntax; else the first that the lexicon knows, or the first."""
        if self.tagged:
            inside = {token.index for token in self.tokens}
            tops = [token for token in self.tokens if token.head == token.index or token.head not in inside]
            nouns = [token for token in tops if token.pos in ("NOUN", "PROPN", "PRON", "NUM")]
            named = [token for token in nouns if self._closes(token)]
            return self._spread((named or nouns or tops or self.tokens)[0])
        known = [token for token in self.tokens if self._known(token.text.casefold())]
        plain = [token for token in self.tokens if not self._function(token.text.casefold())]
        return (known or plain or self.tokens)[0]

    def _closes(self, token: Token) -> bool:
        """Tell whether a word stands in the name that ends the phrase, with no comma before it."""
        last = self.mentions[-1] if self.mentions else None
        whole = self.span.of(self.parse.text)
        return (
            last is not None
            and "," not in whole
            and last.span.holds(token.span)
            and last.span.end >= self.tokens[-1].end
        )

    def _function(self, word: str) -> bool:
        return word in self.words.articles or word in self.words.prepositions

    def _spread(self, head: Token) -> Token:
        """Return what a partitive stands for: “one of the victims” is about victims."""
        if head.text.casefold() in _PARTITIVES:
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
        marked = [word for word in self.lowered if self.words.pronoun(word) or self.words.possessive(word)]
        plain = [
            word
            for word in self.lowered
            if word not in _EMPHASIS and not self._function(word) and word not in marked
        ]
        words = [*marked, *plain] if marked or plain else self.lowered[-1:]
        first = words[0]
        capitals = any(t.text.isupper() and len(first) > 1 for t in self.tokens if t.text.casefold() == first)
        return (
            len(words) == 1
            and not capitals
            and bool(self.words.pronoun(first) or self.words.possessive(first))
        )

    def _type(self) -> EntityType:
        """Return the type that the head word tells."""
        words = self.words
        head = words.abbreviations.get(self.head.text.casefold(), self.head.text.casefold()).split()[-1]
        if self.tagged and self._two_roles():
            return "group"
        table: tuple[tuple[bool, EntityType], ...] = (
            (head in words.persons and self.head.tag != "NNS" and head not in words.groups, "person"),
            (head in words.communications or head in words.documents, "document"), (head in words.media, "media"),
            (head in words.bodies, "organization"),
            (head in words.groups or self.head.tag in ("NNS", "NNPS") or head in _PLURALS, "group"),
        )  # fmt: skip
        found = next((kind for holds, kind in table if holds), None)
        return found or self._by_form(head)

    def _two_roles(self) -> bool:
        """Tell whether the phrase names two people by their roles: “the president and the president-elect”."""
        joined = [t for t in self.tokens if t.dep == "conj" and t.head == self.head.index]
        if (
            self.mentions
            or self.head.pos != "NOUN"
            or not any(t.text.casefold() == "and" for t in self.tokens)
        ):
            return False
        roles = [
            self.words.title(t.text.casefold())
            or t.text.casefold() in self.words.persons
            or self.words.personal(t.text.casefold())
            for t in (self.head, *joined)
        ]
        return (
            bool(joined)
            and roles[0]
            and (any(roles[1:]) or any(t.text.casefold() == "elect" for t in joined))
        )

    def _mute(self) -> bool:
        """Tell whether the head is a bare number or a thing that no one speaks or writes through."""
        if not self.tagged or self.mentions:
            return False
        if self.head.pos == "NUM":
            return len(self.tokens) == 1 and not self.head.text.isalpha()
        return self.head.pos == "NOUN" and self.head.text.casefold() in self.words.mute

    def _by_form(self, head: str) -> EntityType:
        """Return the type of a head that the lexicon does not know."""
        if self.words.personal(head) or self.words.title(head) or head in self.words.epithets:
            return "person"
        if self.tagged:
            if self.head.text.isdigit() and len(self.tokens) > 1 and self.tokens[0].text[:1].isupper():
                return "organization"
            if self.head.pos == "PROPN" or (len(self.tokens) == 1 and self.head.text[:1].isupper()):
                return "organization"
            return (
                "person"
                if head.endswith(_AGENTS) or self.head.pos in ("PRON", "NUM", "ADJ", "DET")
                else "document"
            )
        return (
            "organization" if self.head.text[:1].isupper() and self.head is not self.tokens[0] else "person"
        )

    # Names

    def _bare_owner(self) -> Mention | None:
        """Return the name that is all of a possessive source: “Macron’s”."""
        if len(self.mentions) != 1 or not self.mentions[0].owner:
            return None
        rest = [
            t for t in self.tokens if not self.mentions[0].span.holds(t.span) and t.text not in ("'s", "’s")
        ]
        return None if [t for t in rest if not self._function(t.text.casefold())] else self.mentions[0]

    def _speakers(self) -> list[Mention]:
        """Return the names that speak: not possessors, not what stands in a clause or after a preposition."""
        named = [mention for mention in self.mentions if not mention.owner and not self._in_relative(mention)]
        if apposed := self._apposed(named):
            return [apposed]
        named = [mention for mention in named if self._heads(mention)]
        people = [mention for mention in named if mention.type == "person"]
        if people:
            return people if self._coordinated(people) else [self._nearest(people)]
        if self._coordinated(named):
            return named
        at_head = [mention for mention in named if mention.span.start <= self.head.start < mention.span.end]
        return at_head[:1] if self.tagged else at_head[:1] or self._first_body(named)

    def _in_relative(self, mention: Mention) -> bool:
        """Tell whether a relative clause is about the name: “the officer whom President Roe”, not “who is Roe”."""
        before = [token for token in self.tokens[1:] if token.end <= mention.span.start]
        words = {token.pos for token in dropwhile(lambda token: token.tag not in ("WP", "WDT"), before)}
        return bool(words) and words.isdisjoint(("VERB", "AUX"))

    def _nearest(self, people: Sequence[Mention]) -> Mention:
        """Return of several people the one at the head, else the one that ends the phrase, else the first."""
        at_head = [m for m in people if m.span.start <= self.head.start < m.span.end]
        ends = [m for m in people if not self.parse.text[m.span.end : self.span.end].strip(" ,.")]
        return (at_head or ends or list(people))[0]

    def _apposed(self, named: Sequence[Mention]) -> Mention | None:
        """Return the name that alone makes a part between commas, or ends the phrase after a rank.

        “the mayor of Paris, Anne Hidalgo”, “Airfleets, a database”, “Mayor of London Sadiq Khan”.
        """
        text = self.parse.text
        for mention in sorted(named, key=lambda row: row.type != "person"):
            before = self._plain(text[self.span.start : mention.span.start], mention)
            after = text[mention.span.end : self.span.end].strip()
            if mention.type == "group" or self._listed(mention, named):
                continue
            person = mention.type == "person"
            explained = after.startswith(",") and (person or _EXPLAINS.match(after))
            if explained and (not before or (person and before.endswith(","))):
                return mention
            if person and not after.strip(" ,.)") and _AFTER_COMMA.search(before):
                return mention
            if mention.type in ("organization", "media") and self._explains_head(mention):
                return mention
        last = named[-1] if named else None
        if (
            last
            and last.type == "person"
            and not text[last.span.end : self.span.end].strip(" ,")
            and self._after_rank(last)
            and not self._listed(last, named)
        ):
            return last
        return None

    def _explains_head(self, mention: Mention) -> bool:
        """Tell whether syntax puts a body's name in apposition to the head: “the product’s maker, Acme Foods”."""
        tokens = self.parse.within(mention.span)
        return any(token.dep == "appos" and token.head == self.head.index for token in tokens)

    def _plain(self, before: str, mention: Mention) -> str:
        """Return the words before a name without its title and article."""
        bare = before.strip().removesuffix(mention.title).strip() if mention.title else before.strip()
        return "" if bare.casefold() in self.words.articles or not bare else bare

    def _listed(self, mention: Mention, named: Sequence[Mention]) -> bool:
        return len(named) > 1 and self._coordinated([row for row in named if row.type == mention.type])

    def _after_rank(self, last: Mention) -> bool:
        """Tell whether the phrase opens with a rank and its last name follows it, not a preposition."""
        before = [token for token in self.tokens if token.start < last.span.start]
        if not before or not (
            self.words.title(before[0].text.casefold()) or before[0].text.casefold() in self.words.persons
        ):
            return not before
        nearest = before[-1].text.casefold()
        gap = self.parse.text[before[-1].end : last.span.start]
        return (
            not self._function(nearest)
            and nearest not in ("'s", "’s", "al")
            and not gap.strip()
            and nearest not in ("and", "et")
        )

    def _first_body(self, named: list[Mention]) -> list[Mention]:
        """Return the body named right after its kind in a phrase without syntax: газета «Знамя», телеканал Россия."""
        head = self.head.text.casefold()
        bodily = head in self.words.media or head in self.words.bodies or head in self.words.generic
        return named[:1] if bodily and named and named[0].type in ("media", "organization") else []

    def _coordinated(self, named: Sequence[Mention]) -> bool:
        """Tell whether nothing but commas and “and” stands between the names."""
        if len(named) < 2:
            return False
        gaps = [_NO_BRACKETS.sub("", gap) for gap in self._gaps(named)]
        return all(_JOINED.fullmatch(gap) for gap in gaps) and any(_ONLY_AND.search(gap) for gap in gaps)

    def _gaps(self, named: Sequence[Mention]) -> list[str]:
        """Return what stands between each name and the next."""
        return [self.parse.text[one.span.end : two.span.start] for one, two in pairwise(named)]

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
        return (self._by_title(mention) and not self._qualifies(top)) or not self._below(top)

    def _by_title(self, mention: Mention) -> bool:
        """Tell whether all words before the name are capitalised or titles: “Chief Superintendent Ann Roe of …”."""
        before = [token for token in self.tokens if token.start < mention.span.start]
        small = [
            t
            for t in before
            if t.text[:1].islower()
            and not self.words.title(t.text.casefold())
            and t.text not in ("the", "a", "an", "for")
        ]
        bound = any(token.dep in ("prep", "poss", "case") for token in before)
        return mention.type == "person" and not small and not bound

    def _below(self, top: Token) -> bool:
        """Tell whether the way up to the head leads through a preposition, a possession or a clause, or to a noun."""
        if self._qualifies(top):
            return True
        for token in (top, *self.parse.ancestors(top.index)):
            if token.index == self.head.index:
                return False
            if token.dep in _BOUND:
                return True
        return False

    def _qualifies(self, top: Token) -> bool:
        """Tell whether a name stands before the common noun that it belongs to: “the Acme driver”."""
        governor = self.parse.tokens[top.head]
        return (
            top.dep in ("compound", "nmod", "amod") and governor.pos == "NOUN" and governor.index > top.index
        )

    def _unbound(self, mention: Mention) -> bool:
        """Tell, without syntax, whether a person's name is the phrase's own and not its papers' or words' owner."""
        head = self.head.text.casefold()
        papers = head in self.words.documents and self.head.start < mention.span.start
        return mention.type != "person" or not papers

    # Owners

    def _owner_of_words(self) -> Mention | None:
        """Return whose words they are: of “Ann Roe’s statement”, of the data and papers that a body gives out."""
        head = self.head.text.casefold()
        if head not in self.words.communications and head not in self.words.documents:
            return None
        owners = [mention for mention in self.mentions if mention.owner or self._belongs(mention)]
        if not self.tagged:
            owners = [
                mention
                for mention in self.mentions
                if mention.span.start > self.head.start and mention.type == "person"
            ]
            return (
                owners[0]
                if owners and (head in self.words.communications or self.words.language != "de")
                else None
            )
        people = [mention for mention in owners if mention.type == "person"]
        bodies = [mention for mention in owners if mention.type in ("organization", "media", "place")]
        if head in self.words.communications:
            ranked = sorted(
                [*people, *bodies],
                key=lambda row: (self._compound(row) and not row.owner, row.type != "person"),
            )
            return ranked[0] if ranked else None
        bodies.sort(key=lambda row: not row.owner)
        direct = [
            mention
            for mention in bodies
            if mention.type != "place" and (mention.owner or self._compound(mention))
        ]
        return direct[0] if direct else None

    def _belongs(self, mention: Mention) -> bool:
        """Tell whether a name stands after by, from, of, or right before the head as part of it."""
        for token in self.parse.within(mention.span):
            ups = [up.text.casefold() for up in self.parse.ancestors(token.index)]
            if token.dep in ("pobj", "appos") and any(up in ("by", "from", "of") for up in ups):
                return True
        return self._compound(mention)

    def _compound(self, mention: Mention) -> bool:
        tokens = self.parse.within(mention.span)
        return any(
            t.dep in ("nmod", "compound") and t.head == self.head.index and t.index < self.head.index
            for t in tokens
        )

    def _possessor(self) -> Mention | None:
        return next((mention for mention in self.mentions if mention.owner), None)


_PLURALS = frozenset(["people", "some", "many", "others", "several", "both", "all", "few", "most", "none"])
