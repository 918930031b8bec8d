"""Who says each statement of one article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rashomon.entities.antecedents import Scene
from rashomon.entities.boundaries import bounded
from rashomon.entities.cast import Character, cast_of
from rashomon.entities.descriptions import Describer, Found
from rashomon.entities.dropped import Dropped
from rashomon.entities.employers import Employers
from rashomon.entities.genders import leanings
from rashomon.entities.lexicon import lexicon
from rashomon.entities.mentions import Mention, find_mentions, within
from rashomon.entities.nominals import add_neighbours, add_roles, subjects
from rashomon.entities.phrases import Phrase, initials_only, read_phrase
from rashomon.entities.pronouns import Pronouns
from rashomon.entities.scraps import scrap
from rashomon.entities.successions import add_standings, add_successions
from rashomon.entities.tenures import OVER
from rashomon.language.declension import governed
from rashomon.language.names import fold, nominative, upright
from rashomon.language.parse import Parse
from rashomon.records import Document, Entity, Extraction, Merge, Role, Span, Statement, content_id

_NO_SOURCE = "no source was found beside the words"
_FOLLOWED = frozenset(["he", "she"])


def resolve(document: Document, parse: Parse, statements: tuple[Statement, ...]) -> Extraction:
    """Return the statements with their speakers, and the entities that speak or are spoken of in the article.

    Ids of entities are local to the document. A statement whose speaker stays open says why in `unknown`.

    >>> from rashomon.language.parser import parse as parsed
    >>> article = Document("d", "Mayor Ann Roe resigned. She said no.", language="en")
    >>> said = Statement("s", "d", "indirect", (Span(33, 35),), (Span(28, 32),), (Span(24, 27),))
    >>> found = resolve(article, parsed(article), (said,))
    >>> [entity.name for entity in found.entities if entity.id == found.statements[0].speaker]
    ['Ann Roe']
    """
    aside = [block.span for block in document.blocks if block.kind in ("caption", "related")]
    resolution = Resolution(parse, statements, aside)
    resolution.run()
    return resolution.extraction(document)


class Resolution:
    """The reading of one article: its cast, its scene, and who has been found to speak."""

    def __init__(self, parse: Parse, statements: tuple[Statement, ...], aside: Sequence[Span] = ()) -> None:
        """Find the names of an article and open its scene; captions and related links stand `aside`."""
        self.parse, self.statements = parse, statements
        sources = [_hull(statement.source) for statement in statements if statement.source]
        words = lexicon(parse.language)
        self.mentions = tuple(bounded(parse, words, find_mentions(parse, sources)))
        self.cast, self.who = cast_of(parse.language, self.mentions, leanings(parse, words, self.mentions))
        self._at = {token.start: mention for mention in self.mentions for token in parse.within(mention.span)}
        self.scene = Scene(parse, statements, aside)
        self.describer = Describer(self.cast, self.scene, self.who)
        self.pronouns = Pronouns(self.cast, self.scene)
        self.dropped = Dropped(parse, self.cast, self.scene, statements)
        self.found: dict[str, Found] = {}
        self.by_id = {statement.id: statement for statement in statements}
        self.open: set[str] = set()

    def run(self) -> None:
        """Find who says each statement, in text order."""
        first = {} if self.parse.language == "en" else self._first_in_sentence()
        for mention, character in self.who.items():
            subject = mention.subject or mention in first.values()
            self.scene.see(mention.span.start, character, subject, owner=mention.owner)
        if self.parse.language == "en":
            add_roles(self.parse, self.mentions, self.who, self.cast)
        else:
            add_neighbours(self.parse, self.mentions, self.who, self.cast)
        add_standings(self.parse, self.mentions, self.who, self.cast)
        add_successions(self.parse, self.mentions, self.who, self.cast)
        self._read_sources()
        if self.parse.language == "en":
            self._see_subjects()
        rows = sorted(self.statements, key=lambda row: (_hull(row.source or row.content), row.id))
        pronouns = self._pronouns()[::-1] if self.parse.language == "en" else []
        for statement in rows:
            place = _hull(statement.source or statement.content).start
            while pronouns and pronouns[-1].start < place:
                self._follow(pronouns.pop())
            self.speaker(statement)

    def _pronouns(self) -> list[Span]:
        """Return where “he” and “she” stand and are no source, in text order."""
        sources = {
            offset for statement in self.statements for span in statement.source for offset in range(*span)
        }
        return [
            token.span
            for token in self.parse.tokens
            if token.text.casefold() in _FOLLOWED and token.start not in sources
        ]

    def _follow(self, span: Span) -> None:
        """Let whom a pronoun means come up where it stands: who is “he” in one sentence mostly is in the next."""
        phrase = self._read(span)
        if phrase is None or phrase.form != "pronoun":
            return
        holders = [self.by_id[name] for name in sorted(self.scene.around(span.start))]
        if any(holder.kind != "indirect" for holder in holders):
            return
        inside = [found.character for holder in holders if (found := self.speaker(holder)).character]
        found = self.pronouns.refer(phrase, self._classes(phrase.text.casefold()), inside, [])
        if found.character:
            self.scene.see(span.start, found.character, subject=True, pronoun=True)

    def _first_in_sentence(self) -> dict[int, Mention]:
        """Return the first person of each sentence, whom without syntax nothing else shows to be its subject.

        Not where a preposition stands right before the name.
        """
        found: dict[int, Mention] = {}
        for mention in sorted(self.mentions, key=lambda row: row.span):
            tokens = self.parse.within(mention.span)
            if mention.type != "person" or not tokens:
                continue
            before = self.parse.tokens[tokens[0].index - 1].text.casefold() if tokens[0].index else ""
            if not governed([before], self.parse.language):
                found.setdefault(self.parse.sentence_of[tokens[0].index], mention)
        return found

    def _read_sources(self) -> None:
        """Note the roles that sources tell, before any description is looked up."""
        for statement in self.statements:
            phrase = self._read(_hull(statement.source)) if statement.source else None
            if phrase and phrase.form == "name" and self.who[phrase.names[0]].type == "person":
                person = self.who[phrase.names[0]]
                self.cast.add_role(person, self.cast.written_out(_role(phrase, phrase.names[0])))

    def _read(self, span: Span) -> Phrase | None:
        first_break = self.parse.text.find("\n\n")
        return read_phrase(self.parse, span, self.mentions, headline=span.end <= first_break)

    def _see_subjects(self) -> None:
        """Let descriptions that are subjects come up too: “the officers … They”."""
        for span in subjects(self.parse, self.mentions):
            phrase = self._read(span)
            if phrase and phrase.form == "description" and not phrase.possessive:
                found = self.describer.describe(phrase, None)
                if found.character:
                    self.scene.see(span.start, found.character, subject=True)

    def speaker(self, statement: Statement) -> Found:
        """Return who says a statement; what it stands in or follows is settled before."""
        if statement.id in self.found:
            return self.found[statement.id]
        if statement.id in self.open:
            return Found(None, "the statements refer to each other in a circle")
        self.open.add(statement.id)
        found = self._speaker(statement)
        self.found[statement.id] = found
        if found.character is not None:
            found.character.spoken = True
            if statement.source:
                self.scene.see(_hull(statement.source).start, found.character, subject=True, speaker=True)
        return found

    def _speaker(self, statement: Statement) -> Found:
        if statement.source:
            return self._source(statement, _hull(statement.source))
        before = self.by_id.get(statement.follows or "")
        return self.speaker(before) if before else self.dropped.speaker(statement)

    def _source(self, statement: Statement, span: Span) -> Found:
        phrase = self._read(span)
        if phrase is None:
            return Found(None, _NO_SOURCE)
        if initials_only(phrase.text) and (person := self.cast.initials(phrase.text)):
            person.call(phrase.text, f"“{phrase.text}” are the initials of “{person.name}”")
            return Found(person, "")
        if phrase.form == "description" and (named := self._apposed(span)):
            return Found(named, "")
        several = len(phrase.text.split()) > 1
        why = scrap(phrase.text, self.cast.words) if several or phrase.form == "description" else ""
        return Found(None, why) if why else self._phrase(statement, phrase)

    def _apposed(self, span: Span) -> Character | None:
        """Return the person beside whose name the words stand in apposition: “Ann Roe, [the mayor], said”."""
        tokens = self.parse.within(span)
        inside = {token.index for token in tokens}
        top = next((token for token in tokens if token.head not in inside), None)
        if top is None or top.dep != "appos":
            return None
        named = self._at.get(self.parse.tokens[top.head].start)
        beside = named and self.parse.text[named.span.end : span.start].strip() in (",", "-", "–", "—")
        return self.who[named] if named and beside and self.who[named].type == "person" else None

    def _phrase(self, statement: Statement, phrase: Phrase) -> Found:
        if phrase.form == "pronoun":
            return self._pronoun(statement, phrase)
        if phrase.form in ("name", "names"):
            return Found(self._named(phrase), "")
        if phrase.form == "owned" and phrase.owner is not None:
            return Found(self._body(self.who[phrase.owner]), "")
        owner = None
        if phrase.possessive:
            owner = self._owner(statement, phrase)
        elif phrase.owner is not None:
            owner = self.who[phrase.owner]
        return self.describer.describe(phrase, owner, statement)

    def _owner(self, statement: Statement, phrase: Phrase) -> Character | None:
        classes = self.cast.words.possessive(phrase.possessive)
        return self._referent(statement, phrase, classes).character

    def _pronoun(self, statement: Statement, phrase: Phrase) -> Found:
        words = [phrase.text.casefold(), *phrase.text.casefold().split()]
        classes = next((found for word in words if (found := self._classes(word))), frozenset())
        if "relative" in classes and self.parse.language == "en":
            return self._relative(statement, phrase)
        return self._referent(statement, phrase, classes)

    def _classes(self, word: str) -> frozenset[str]:
        return self.cast.words.pronoun(word) or self.cast.words.possessive(word)

    def _referent(self, statement: Statement, phrase: Phrase, classes: frozenset[str]) -> Found:
        if "impersonal" in classes:
            return Found(None, f"“{phrase.text}” names nobody")
        around = self._around(statement, phrase)
        if "first" in classes:
            return around[-1] if around else Found(None, f"“{phrase.text}” stands outside of any statement")
        inside = [found.character for found in around if found.character]
        direct = [s for s in self._holders(statement, phrase) if s.kind == "direct"]
        excluded = [found.character for s in direct if (found := self.speaker(s)).character]
        if statement.kind == "direct" and self.parse.language == "en":
            excluded += self._told_of(statement)
        return self.pronouns.refer(phrase, classes, inside, [c for c in excluded if c], statement)

    def _told_of(self, statement: Statement) -> list[Character]:
        """Return the people whom a quotation names: nobody speaks of himself by name."""
        inside = (mention for part in statement.content for mention in within(self.mentions, part))
        return [self.who[mention] for mention in inside if self.who[mention].type == "person"]

    def _holders(self, statement: Statement, phrase: Phrase) -> list[Statement]:
        """Return the statements in whose content the source stands, outermost first."""
        names = self.scene.around(phrase.span.start) - {statement.id}
        holders = [self.by_id[name] for name in names if not _holds(statement, self.by_id[name])]
        return sorted(holders, key=lambda s: (-sum(e - b for b, e in s.content), s.id))

    def _around(self, statement: Statement, phrase: Phrase) -> list[Found]:
        return [self.speaker(holder) for holder in self._holders(statement, phrase)]

    def _relative(self, statement: Statement, phrase: Phrase) -> Found:
        """Return whom “who” or “which” stands for: the noun that its clause hangs on."""
        token = self.parse.within(phrase.span)[0]
        clause = next(
            (up for up in (token, *self.parse.ancestors(token.index)) if up.dep in ("relcl", "acl")), None
        )
        if clause is None or self.parse.tokens[clause.head].start > token.start:
            return Found(None, f"“{phrase.text}” has no noun before it")
        noun = self.parse.tokens[clause.head]
        inside = [self.parse.tokens[i] for i in self.parse.subtree(noun.index)]
        before = [t for t in inside if t.start < token.start and t.text not in (",", "-")]
        span = Span(before[0].start, before[-1].end)
        inner = self._read(span)
        return (
            self._phrase(statement, inner)
            if inner and inner.form != "pronoun"
            else Found(None, f"“{phrase.text}” is open")
        )

    def _named(self, phrase: Phrase) -> Character:
        people = [self._body(self.who[mention]) for mention in phrase.names]
        if len(phrase.names) == 1 and not phrase.oblique and " " not in phrase.names[0].text:
            people[0].upright.setdefault(phrase.names[0].text)
        if len(people) > 1:
            return self.describer.together(people)
        return people[0]

    def _body(self, character: Character) -> Character:
        """Return a character as one who speaks: a place that speaks is an organization."""
        if character.type == "place":
            character.type = "organization"
        return character

    # The outcome

    def extraction(self, document: Document) -> Extraction:
        """Return the outcome as records."""
        mentioned = {c for m, c in self.who.items() if m.type != "group" and self.scene.around(m.span.start)}
        for character in self.cast:
            self._in_nominative(character)
        kept = [c for c in self.cast if c.spoken or c in mentioned or any(map(c.note, c.roles))]
        ids = _ids(document, kept)
        employers = Employers(self.cast)
        entities = tuple(_entity(document, character, ids[character], employers) for character in kept)
        statements = tuple(self._settled(statement, ids) for statement in self.statements)
        return Extraction(document, statements, entities)

    def _in_nominative(self, character: Character) -> None:
        """Give a person the form of the name that the article has in the nominative, else the one that it would have."""
        if character.type != "person":
            return
        length = len(character.name.split())
        full = [form for form in character.forms if len(form.split()) == length and form[:1].isupper()]
        standing = [form for form in full if length > 1 and upright(form)]
        character.name = standing[0] if standing else self._upright(character)
        if length == 1:
            titles = [role for role in character.roles if role.casefold() in self.cast.words.regnal]
            character.name = " ".join([*titles[:1], character.name])

    def _upright(self, character: Character) -> str:
        """Return a name in the nominative, its surname as it stands as a subject where the article has it so."""
        if not character.name.split()[-1][:1].isupper():
            return character.name
        words = nominative(character.name, self.parse.language, character.gender).split()
        last = next((word for word in character.upright if word[:3] == words[-1][:3]), words[-1])
        return " ".join([*words[:-1], last])

    def _settled(self, statement: Statement, ids: dict[Character, str]) -> Statement:
        found = self.found[statement.id]
        if found.character is None:
            return replace(statement, speaker=None, unknown=statement.unknown or found.reason)
        return replace(statement, speaker=ids[found.character], unknown=None)


def _hull(spans: Sequence[Span]) -> Span:
    return Span(min(span.start for span in spans), max(span.end for span in spans)) if spans else Span(0, 0)


def _holds(outer: Statement, inner: Statement) -> bool:
    return all(any(a.holds(b) for a in outer.content) for b in inner.content)


def _role(phrase: Phrase, mention: Mention) -> str:
    """Return the words of a source beside the name: “mayor of Ferrin” of “Ann Roe, mayor of Ferrin”."""
    start = mention.span.start - phrase.span.start
    before, _, after = phrase.text.partition(mention.text)
    return " ".join(part.strip(" ,") for part in (before, after) if part.strip(" ,")) if start >= 0 else ""


def _ids(document: Document, characters: Sequence[Character]) -> dict[Character, str]:
    taken: dict[tuple[str, str], int] = {}
    found = {}
    for character in characters:
        key = (character.type, fold(character.name))
        taken[key] = number = taken.get(key, 0) + 1
        found[character] = content_id("entity", document.id, *key, str(number))
    return found


def _entity(document: Document, character: Character, name: str, employers: Employers) -> Entity:
    aliases = tuple(form for form in character.forms if form != character.name)
    roles = tuple(
        Role(
            role,
            document.published,
            document.published if standing in OVER else None,
            standing,
            employers.of(role) if character.type == "person" else None,
            character.note(role),
        )
        for role, standing in character.standings()
    )
    merges = tuple(Merge(form, character.forms[form], document.id) for form in aliases)
    return Entity(name, character.name, character.type, aliases, roles, merges)
