"""What a cue reports, by form: clauses behind a complementizer, infinitives, objects, and what stands around."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rashomon.attribution.surface_cues import Hit
from rashomon.attribution.surface_extents import Extents
from rashomon.attribution.surface_moods import subjunctive
from rashomon.attribution.surface_units import INFINITIVES, Unit
from rashomon.language.lexicon import Lexicon
from rashomon.records import Spans

# Infinitives and complementizers of the languages that write no comma before them stand this near the cue.
_REACH = 14
_ADDRESSEE = 8
# "plus grand que", "más caro que": so far back a comparative may stand.
_JUST_BEFORE = 3
_CLITICS = frozenset(
    ("ne", "pas", "n", "y", "en", "se", "s", "l", "le", "la", "les", "lui", "leur", "no", "a")
)
# Those that cannot be articles: "indiqué le ministère" has no infinitive.
_LIGHT_CLITICS = frozenset(("ne", "pas", "n", "no", "l", "s", "se", "y", "en"))
# An infinitive of these with a participle is what somebody claims: "dit … avoir vu", "afirma … haber visto".
_PERFECT = frozenset(("avoir", "être", "haber"))


@dataclass(frozen=True, slots=True)
class Clause:
    """A reported clause: its spans, and whether a question word opens it."""

    content: Spans
    question: bool = False


class Complements(Extents):
    """Finds contents in one unit; places are indices of its items."""

    def __init__(
        self, unit: Unit, lexicon: Lexicon, found: Sequence[Hit], asides: Sequence[int] = ()
    ) -> None:
        """Take a unit, the cues found in it, and where according-to phrases follow what is said."""
        self.asides = asides
        super().__init__(unit, lexicon)
        self.hits = found
        self._limits: dict[Hit, int] = {}  # each is asked for by those before it: without memory, exponential

    # Clauses

    def clause(self, hit: Hit) -> Clause | None:
        """Return the clause behind a complementizer or question word after the cue."""
        start = self._opening(hit)
        if start is None:
            return None
        word = self._word(start)
        content = self.rest(start, hit)
        return Clause(content, word not in self.lexicon.complementizers) if content else None

    def _opening(self, hit: Hit) -> int | None:
        """Return the place of the word that opens the reported clause."""
        chunk = self.unit.chunks[hit.chunk]
        if self.lexicon.language in ("fr", "es"):
            inside = next(
                (i for i in range(hit.places[-1] + 1, min(chunk.stop, hit.place + _REACH)) if self._opens(i)),
                None,
            )
            if inside is not None or (hit.chunk and self.parenthetical(hit)):
                return inside  # behind "…, insiste Díaz," a "que" tells of Díaz
        return self._next_chunk(hit)

    def _opens(self, place: int) -> bool:
        word = self._word(place)
        asks = word in self.lexicon.questions and word not in self.lexicon.words["subordinators"]
        asks = asks and (word != "por" or self._word(place + 1) == "qué")
        if word not in self.lexicon.complementizers and not (
            asks and self._word(place - 1) not in self.lexicon.words["prepositions"]
        ):
            return False
        if self._word(place - 1) == "de" and self.lexicon.noun(self._word(place - 2)):
            return False  # the clause is the noun's: "pidió once años por la acusación de que …"
        near = (self._word(i) for i in range(place - _JUST_BEFORE, place))
        return self._word(place - 1) not in self.lexicon.words["conjoined"] and not any(
            w in self.lexicon.words["comparatives"] for w in near
        )

    def _next_chunk(self, hit: Hit) -> int | None:
        number = hit.chunk + 1
        hop = 0
        while number < len(self.unit.chunks) and hop < 3:
            chunk = self.unit.chunks[number]
            if self.unit.mark(chunk.start - 1) != ",":
                return None
            opening = self._opener(chunk, hit)
            if opening is not None:
                return opening
            if hop == 0 and self._plain(chunk, hit):
                return chunk.start
            if any(h.chunk == number for h in self.hits) or len(chunk) > _ADDRESSEE + 2:
                return None
            number, hop = number + 1, hop + 1
        return None

    def _opener(self, chunk: range, hit: Hit) -> int | None:
        """Return where a chunk opens a reported clause: "что …", "ли" in second place, "w którym …"."""
        first = self._word(chunk.start)
        second = self._word(chunk.start + 1) if len(chunk) > 1 else ""
        like = first in self.lexicon.like and first not in self.lexicon.questions
        if first in self.lexicon.complementizers:
            return chunk.start
        asks = (
            first in self.lexicon.questions
            or second == "ли"
            or (first in self.lexicon.words["prepositions"] and second in self.lexicon.questions)
        )
        if not asks or like:
            return None
        insert = first in self.lexicon.like and any(
            h.chunk == self.unit.chunk_of[chunk.start] for h in self.hits
        )
        relative = first in self.lexicon.words["subordinators"] and hit.cue.act("clause") != "ask"
        return None if insert or relative else chunk.start

    def _plain(self, chunk: range, hit: Hit) -> bool:
        """Tell whether a chunk is a German reported main clause: in the subjunctive, or all that a verb of saying has.

        "er sagte, man werde …"; "sagte Rice, die USA hielten sich daran": behind a comma no main clause stands else.
        """
        first = self._word(chunk.start)
        if self.lexicon.language != "de" or first in self.lexicon.like:
            return False
        if any(subjunctive(self.unit.items[i].text, self.lexicon) for i in chunk):
            return True
        follows = self._word(chunk.start + 1)
        relative = first in self.lexicon.words["subordinators"] or first in self.lexicon.words["prepositions"]
        relative = relative and not self._second_verb(chunk)
        joined = first in self.lexicon.words["conjunctions"] or follows in self.lexicon.words["subordinators"]
        saying = self._word(hit.place) in self.lexicon.words["plain"] and not (hit.negated or hit.passive)
        last = hit.chunk > 0 and self._word(self.unit.chunks[0].start) in self.lexicon.words["temporal"]
        return saying and not relative and not joined and not last and len(chunk) > 2

    def _second_verb(self, chunk: range) -> bool:
        """Tell whether a German verb seems to stand behind an article and its noun, and not at the end: "die Länder hielten sich"."""
        verb = chunk.start + 2
        if verb + 1 >= chunk.stop or not self.unit.items[verb - 1].capital:
            return False
        item = self.unit.items[verb]
        plain = item.word and item.text[0].islower() and item.lower not in self.lexicon.words["prepositions"]
        return (
            plain
            and item.lower.endswith(("te", "ten", "t", "en"))
            and item.lower not in self.lexicon.determiners
        )

    def claimed(self, hit: Hit) -> Spans | None:
        """Return an infinitive of what is claimed, in the languages that have it: "affirme avoir vu", "… gesehen zu haben"."""
        if self.lexicon.language == "de":
            return self._german_infinitive(hit, inside=False)
        if self.lexicon.language not in ("fr", "es"):
            return None
        chunk, start = self.unit.chunks[hit.chunk], hit.places[-1] + 1
        place = self._past_clitics(start)
        if place < chunk.stop and INFINITIVES[self.lexicon.language].match(self._word(place)):
            known = self.unit.items[place].capital or self._word(place) in self._light
            return None if known else self.rest(start, hit)
        perfect = (i for i in range(place, min(chunk.stop, start + _REACH)) if self._word(i) in _PERFECT)
        found = next((i for i in perfect if self._word(i - 1) not in self.lexicon.bare - _CLITICS), None)
        return self.rest(self._bare(found, start), hit) if found is not None else None

    def _past_clitics(self, place: int) -> int:
        while self._word(place) in _LIGHT_CLITICS:
            place += 1
        return place

    def parenthetical(self, hit: Hit) -> bool:
        """Tell whether the cue opens a chunk that is set into, behind or before what is reported."""
        chunk = self.unit.chunks[hit.chunk]
        like = next((i for i in range(chunk.start, hit.first) if self._word(i) in self.lexicon.like), None)
        if like is not None and like == chunk.start:
            return len(self.unit.chunks) > 1
        rumoured = len(chunk) == len(hit.places) and self.lexicon.ends(self._word(hit.place), "plural_verbs")
        if hit.chunk == 0 and rumoured and self.lexicon.drops_subjects:
            return len(self.unit.chunks) > 1 and self.unit.mark(chunk.stop) == ","  # "Кажуть, завод продали"
        if hit.chunk == 0 or any(self._word(i) not in self._light for i in range(chunk.start, hit.first)):
            return False
        joins = any(
            self._word(i) in self.lexicon.words["conjunctions"] for i in range(chunk.start, hit.first)
        )
        return not joins and self.unit.mark(chunk.start - 1) in (",", "—", "–", "-")

    @property
    def _light(self) -> frozenset[str]:
        words = self.lexicon.words
        return (
            words["adverbs"]
            | words["reflexives"]
            | words["auxiliaries"]
            | words["negation"]
            | self.lexicon.like
        )

    # Infinitives, objects, quoted phrases

    def infinitive(self, hit: Hit) -> Spans | None:
        """Return what somebody is told or promises to do."""
        if self.lexicon.language == "de":
            return self._german_infinitive(hit)
        chunk = self.unit.chunks[hit.chunk]
        pattern = INFINITIVES[self.lexicon.language]
        for place in range(hit.places[-1] + 1, min(chunk.stop, hit.place + _REACH)):
            word = self._word(place)
            if (
                self.unit.items[place].word
                and pattern.match(word)
                and len(word) > 2
                and self._prepared(place)
            ):
                start = self._bare(place, hit.places[-1] + 1)
                reason = chunk.stop if self.unit.mark(chunk.stop) == ":" else len(self.unit.items)
                return self._content(start, min(self.limit(hit), self._cause(chunk.stop), reason))
        return None

    def _cause(self, start: int) -> int:
        """Return where a reason begins ("бо …", "weil …"): it is the reporter's, not part of what is asked."""
        causal = self.lexicon.words["causal"]
        return next(
            (
                i
                for i in range(start, len(self.unit.items))
                if self._word(i) in causal and self.unit.mark(i - 1) == ","
            ),
            len(self.unit.items),
        )

    def _prepared(self, place: int) -> bool:
        """Tell whether what stands before an infinitive of French lets it be one: de, à, a pronoun, a negation."""
        if self.lexicon.language != "fr":
            return self._word(place - 1) not in self.lexicon.determiners
        if self._word(place) in self.lexicon.roles:
            return False
        return (
            self._word(place - 1).rstrip("’'") in self.lexicon.bare
            or self._word(place - 1) in _CLITICS
            or self._word(place - 1) in ("ne", "pas")
        )

    def _bare(self, place: int, floor: int) -> int:
        """Return where the infinitive's phrase begins: its negation, its clitics and its preposition come along."""
        openers = self.lexicon.bare | self.lexicon.words["negation"]
        while place > floor and (
            self._word(place - 1).rstrip("’'") in openers
            or (self.lexicon.bare and self._word(place - 1) in _CLITICS)
        ):
            place -= 1
        return place

    def _german_infinitive(self, hit: Hit, *, inside: bool = True) -> Spans | None:
        for number in (hit.chunk + 1, hit.chunk)[: 1 + inside]:
            if number >= len(self.unit.chunks):
                continue
            chunk = self.unit.chunks[number]
            begin = chunk.start if number > hit.chunk else hit.places[-1] + 1
            if any(self._zu(i, chunk.stop) for i in range(begin, chunk.stop)):
                return self.rest(begin, hit)
        return None

    def _zu(self, place: int, stop: int) -> bool:
        word = self._word(place)
        ahead = self.unit.items[place + 1] if place + 1 < stop else None
        separate = word == "zu" and ahead is not None and ahead.text[0].islower() and ahead.text.endswith("n")
        return separate or bool(INFINITIVES["de"].match(word) and self.unit.items[place].text[0].islower())

    def small(self, hit: Hit, start: int) -> Spans | None:
        """Return the two halves of "called X “Y”", or the charge of "accused X of Y"."""
        stop = self.limit(hit)
        quoted = next((i for i in range(start, stop) if self._quoted(i)), None)
        prepositions = hit.cue.prepositions.get("prep", frozenset())
        if prepositions:
            opening = next(
                (i for i in range(start, stop) if self._word(i).rstrip("’'") in prepositions), None
            )
            return self._content(opening, stop) if opening is not None else None
        if quoted is None or self.unit.chunk_of.get(quoted) not in (hit.chunk, hit.chunk + 1):
            return None
        return self._content(start, quoted + 1)

    def phrase(self, hit: Hit) -> Spans | None:
        """Return a quoted phrase that the cue has for an object: "promised “all means needed”"."""
        if not {"clause", "object", "infinitive"}.intersection(hit.cue.acts):
            return None
        chunk = self.unit.chunks[hit.chunk]
        later = min((h.first for h in self.hits if h.first > hit.places[-1]), default=chunk.stop)
        quoted = next((i for i in range(hit.place + 1, min(chunk.stop, later)) if self._quoted(i)), None)
        wanted = hit.cue.prepositions.get("object", frozenset())
        if (
            quoted is not None
            and self._word(quoted - 1) in wanted
            and self._word(quoted - 1) in ("на", "na", "auf")
        ):
            return None
        far = _REACH if "quote" not in hit.cue.acts else 1
        if quoted is None or quoted - hit.place > far:
            return None
        return self._content(quoted, quoted + 1)

    def object(self, hit: Hit) -> Spans | None:
        """Return the noun phrase that is denied, demanded, promised or judged, or what is spoken of."""
        chunk = self.unit.chunks[hit.chunk]
        start = self._object_start(hit, chunk)
        if start is None:
            return self._clitic(hit)
        if self._word(start) in self.lexicon.words["demonstratives"]:
            return self._content(start, start + 1)
        particles = [i for i in hit.places if i > start]
        joined = [
            h.first - 1
            for h in self.hits
            if h.chunk == hit.chunk and h.first > start + 1 and self._joins(h.first - 1)
        ]
        stop = min([chunk.stop, *particles, *joined])
        if stop == chunk.stop and hit.chunk + 1 < len(self.unit.chunks):
            opened = self._word(self.unit.chunks[hit.chunk + 1].start) in self.lexicon.complementizers
            stop = self.limit(hit) if opened else stop
        return self._content(start, stop)

    def _clitic(self, hit: Hit) -> Spans | None:
        """Return the pronoun before the verb that is denied in Romance: "la organización lo | desmiente"."""
        denied = self.lexicon.language in ("fr", "es") and hit.cue.act("object") == "deny"
        clitic = self._word(hit.first - 1) in ("lo", "los", "la", "las", "le", "les", "l")
        return self._content(hit.first - 1, hit.first) if denied and clitic else None

    def about(self, hit: Hit) -> frozenset[str]:
        """Return what a Slavic verb of saying may have before what it tells of: "написав про …", "рассказал о …"."""
        tells = "object" not in hit.cue.acts and hit.cue.acts.get("clause") == "assert"
        return (
            self.lexicon.noun_prepositions
            if tells and self.lexicon.drops_subjects and self.lexicon.language != "es"
            else frozenset()
        )

    def base(self, hit: Hit) -> int:
        """Return where objects may begin: behind the verb; in a German perfect, behind the auxiliary."""
        perfect = self.lexicon.language == "de" and hit.first < hit.place
        return hit.first + 1 if perfect else hit.place + 1

    def _object_start(self, hit: Hit, chunk: range) -> int | None:
        """Return where an object begins: behind the preposition that the verb takes, else right behind the cue."""
        wanted = hit.cue.prepositions.get("object", frozenset()) or self.about(hit)
        base = self.base(hit)
        near = range(base, min(chunk.stop, base + _ADDRESSEE))
        opening = next((i for i in near if self._word(i).rstrip("’'") in wanted), None)
        if opening is not None:
            return opening + 1 if opening + 1 < chunk.stop else None
        bare = (
            i
            for i in range(base, chunk.stop)
            if i not in hit.places
            and self._word(i) not in self._light
            and (self.unit.items[i].word or self.unit.items[i].quotation)
        )
        start = next(bare, None)
        if start is None or (hit.cue.act("object") in ("assert", "opine") and wanted):
            return None
        if hit.cue.act("object") == "direct" and self._word(start) in self.lexicon.words["from"]:
            start += 2  # "вимагали від міністра пояснень"
            if start >= chunk.stop:
                return None
        prepositions = self.lexicon.words["prepositions"] - self.lexicon.determiners
        if self.lexicon.language == "es":
            prepositions = prepositions - {"a", "al"}  # a person who is an object has it
        governed = self._word(start) in prepositions
        return None if governed else start

    # Extents

    def rest(self, start: int, hit: Hit) -> Spans:
        """Return the content from a place to where the cue's complement ends, a later insertion left out."""
        return self._content(start, self.limit(hit))

    def limit(self, hit: Hit) -> int:
        """Return where the complement of a cue ends: the unit, or the next cue beside this one that has its own."""
        if hit not in self._limits:
            aside = (place for place in self.asides if place > hit.places[-1] + 1)
            self._limits[hit] = min(
                self._limit(hit), self._clause_end(hit), next(aside, len(self.unit.items))
            )
        return self._limits[hit]

    def _clause_end(self, hit: Hit) -> int:
        """Return where a clause ends that must: "When asked why …, |", in German before a colon ("dass …: |")."""
        opening = self._opening(hit)
        if opening is None or opening not in self.unit.chunk_of:
            return len(self.unit.items)
        number = self.unit.chunk_of[opening]
        first = self._word(self.unit.chunks[0].start)
        if hit.chunk <= 2 and first in self.lexicon.words["temporal"] and self._framed(hit):
            return self.unit.chunks[number].stop
        later = (chunk.stop for chunk in self.unit.chunks[number:] if self.unit.mark(chunk.stop) == ":")
        colon = next(later, len(self.unit.items)) if self.lexicon.language == "de" else len(self.unit.items)
        return colon if not self._quoted(colon + 1) else len(self.unit.items)

    def _framed(self, hit: Hit) -> bool:
        """Tell whether the cue stands in the clause that opens the unit."""
        return hit.chunk == 0 or self._word(self.unit.chunks[hit.chunk].start) not in self.lexicon.pronouns

    def _limit(self, hit: Hit) -> int:
        for other in self.hits:
            if other.chunk > hit.chunk and other.first > hit.places[-1] and self._set_in(other):
                return self.unit.chunks[other.chunk].start
            joins, beside = self._joins(other.first - 1), other.chunk > hit.chunk + 1 and self._main(other)
            if other.first <= hit.places[-1] + 2 or not (joins or beside) or not self._complete(other):
                continue
            return other.first - 1 if joins else self.unit.chunks[other.chunk].start
        return self._contrast(hit)

    def _set_in(self, hit: Hit) -> bool:
        """Tell whether a cue and its subject are set behind what they report: ", reports the agency …"."""
        chunk = self.unit.chunks[hit.chunk]
        ahead = hit.places[-1] + 1
        named = ahead < chunk.stop and (
            self.unit.items[ahead].capital or self._word(ahead) in self.lexicon.roles | self.lexicon.pronouns
        )
        opened = self._opening(hit) is not None or self.unit.mark(chunk.stop) == ":"
        return named and not opened and "clause" in hit.cue.acts and self.parenthetical(hit)

    def _contrast(self, hit: Hit) -> int:
        """Return where the reporter goes on behind a quoted end: "that he would “fight on”, but nobody came"."""
        opening = self.lexicon.complementizers | self.lexicon.questions
        for chunk in self.unit.chunks[hit.chunk + 2 :]:
            quoted = self._quoted(chunk.start - 2) and self.unit.mark(chunk.start - 1) == ","
            word = self._word(chunk.start)
            if (
                quoted
                and word in self.lexicon.words["contrasts"]
                and self._word(chunk.start + 1) not in opening
            ):
                return chunk.start
        return len(self.unit.items)

    def _main(self, hit: Hit) -> bool:
        """Tell whether a cue's chunk is a main clause set beside the one before it: by a comma, or "while" and its subject."""
        chunk = self.unit.chunks[hit.chunk]
        first = self._word(chunk.start)
        if first in self.lexicon.words["contrasts"] and self.unit.mark(chunk.start - 1) == ",":
            return self._subject(chunk.start + 1, hit.first)
        words = self.lexicon.words
        opened = (
            words["subordinators"]
            | self.lexicon.complementizers
            | self.lexicon.questions
            | self.lexicon.like
            | words["causal"]
        )
        short = all(
            self._word(i) in self._light | self.lexicon.pronouns for i in range(chunk.start, hit.first)
        )
        return self.unit.mark(chunk.start - 1) == "," and first not in opened and short

    def _subject(self, start: int, stop: int) -> bool:
        """Tell whether so few words stand in a range, a name, role or pronoun among them, that they are a subject."""
        named = (
            self.unit.items[i].capital or self._word(i) in self.lexicon.roles | self.lexicon.pronouns
            for i in range(start, stop)
        )
        return 0 < stop - start <= _REACH // 2 and any(named)

    def _joins(self, place: int) -> bool:
        return self._word(place) in self.lexicon.words["coordinators"]

    def _complete(self, hit: Hit) -> bool:
        chunk = self.unit.chunks[hit.chunk]
        return (
            self._opening(hit) is not None
            or self.unit.mark(chunk.stop) == ":"
            or any(self._quoted(i) for i in range(hit.place, chunk.stop))
            or (
                hit.first == chunk.start + 1
                and "object" in hit.cue.acts
                and self._object_start(hit, chunk) is not None
            )
            or (
                self.lexicon.language != "de"
                and "infinitive" in hit.cue.acts
                and self.infinitive(hit) is not None
            )
        )
