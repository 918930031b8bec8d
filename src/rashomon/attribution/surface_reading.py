"""Reads one unit for attributions: each cue takes the first frame that fits, surest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rashomon.attribution.drafts import Draft
from rashomon.attribution.surface_complements import Complements
from rashomon.attribution.surface_cues import According, Hit, according, guess, hits, joined
from rashomon.attribution.surface_moods import behind_colon, carried, doubtful
from rashomon.attribution.surface_nouns import Nouns
from rashomon.attribution.surface_sources import SourceFinder
from rashomon.attribution.surface_units import Unit
from rashomon.language.lexicon import Lexicon
from rashomon.records import Act, Span, Spans

# A cue beside a quotation stands among its first words ("„…“, sagte X"), or X stands between ("« … », X a dit").
_INVERTED = 3
_FOLLOWING = 8
# Before a quotation the cue may stand far: "X told reporters late on Sunday in Y: “…”".
_LEADING = 30
# A label before a dash is a name with a role at most (items).
_LABEL = 5


class UnitReader:
    """Finds the attributions of one unit; `earlier` is the last draft of the same paragraph, `taken` all drafts so far."""

    def __init__(
        self,
        unit: Unit,
        lexicon: Lexicon,
        earlier: Draft | None,
        taken: Sequence[Draft],
        previous: Unit | None = None,
    ) -> None:
        """Take a unit, what was found before it, and the unit before it."""
        self.unit = unit
        self.lexicon = lexicon
        self.earlier = earlier
        self.taken = taken
        self.previous = previous
        self.sources = SourceFinder(unit, lexicon)
        self.hits = hits(unit, lexicon)
        self.phrases = list(according(unit, lexicon))
        self.complements = Complements(unit, lexicon, self.hits, self._asides())
        self.nouns = Nouns(unit, lexicon)
        self.used: set[Hit] = set()
        self.heard: dict[Hit, range] = {}

    def read(self) -> list[Draft]:
        """Return the drafts of the unit, in the order they were found."""
        drafts = [*self._label(), *self._quotations()]
        drafts += [draft for phrase in self.phrases for draft in self._according(phrase, drafts)]
        for hit in self.hits:
            if hit not in self.used:
                drafts += self._hit(hit)
        if not drafts:
            drafts += self._anaphoric()
        drafts += self._nouns()
        if not drafts:
            drafts += doubtful(self.unit, self.lexicon, self.earlier) or carried(
                self.unit, self.lexicon, self.earlier, self.previous
            )
        if self.lexicon.language == "de":
            drafts += behind_colon(self.unit, self.lexicon, drafts)
        self._tie(drafts)
        return drafts

    def _tie(self, drafts: Sequence[Draft]) -> None:
        """Let a quotation without a cue behind a colon be said by whom the unit has just named."""
        for draft in drafts:
            before = [d for d in drafts if d.source and d.end <= draft.start]
            if before and not (draft.cue or draft.source or draft.follows):
                draft.follows = before[-1]

    def _label(self) -> Iterator[Draft]:
        """Read "Roe: – We trust them." inside a paragraph."""
        first = self.unit.chunks[0] if self.unit.chunks else range(0)
        dashed = self.unit.mark(first.stop) == ":" and self.unit.mark(first.stop + 1) in ("—", "–", "-")
        if not dashed or self.hits or len(first) > _LABEL or not self.sources.strong(first):
            return
        said = self.unit.span(first.stop + 2, len(self.unit.items))
        if said is not None and self.unit.items[first.start].capital:
            yield Draft((said,), (), self._spans(first), "assert", 0.7)

    # Quotations

    def _quotations(self) -> Iterator[Draft]:
        last: Draft | None = self.earlier
        for place, item in enumerate(self.unit.items):
            if item.quotation is None or item.name or not any(c.isalnum() for c in item.text):
                continue
            if self._spoken(item.span):
                last = next((d for d in self.taken if any(s.meets(item.span) for s in d.content)), last)
                continue
            draft = self._quotation(place, last)
            if draft is not None and draft is not last:
                yield draft
            last = draft or last

    def _spoken(self, span: Span) -> bool:
        return any(
            (part.meets(span) and not part.holds(span)) or part == span
            for d in self.taken
            for part in d.content
        )

    def _quotation(self, place: int, last: Draft | None) -> Draft | None:
        quotation = self.unit.items[place].quotation
        parts: Spans = (self.unit.items[place].span,)
        if quotation is not None and len(quotation.parts) > 1:
            if parts[0] != quotation.parts[0]:
                return None
            parts = quotation.parts
        hit = self._behind(place)
        if hit is not None:
            return self._direct(parts, hit, self._source(hit, inverted=True), 0.92)
        phrase = next((p for p in self.phrases if p.first in (place + 1, place + 2) and p.source), None)
        if phrase is not None and self._alone(place, phrase):
            return Draft(parts, joined(self.unit, phrase.places), self._spans(phrase.source), "assert", 0.85)
        hit = self._ahead(place)
        if hit is not None:
            return self._direct(parts, hit, self._source(hit), 0.9)
        led = self.unit.mark(place - 1) == ":" and self._leads(place)
        return self._goes_on(place, parts, last) or (
            self._led(place, parts) if led else self._alone_there(place, parts)
        )

    def _leads(self, place: int) -> bool:
        """Tell whether a colon leads to an utterance: a long one, or one of somebody who opens the clause."""
        words = len(self.unit.items[place].text.split())
        chunk = self.unit.chunks[self.unit.chunk_of.get(place - 2, 0)]
        return words > _INVERTED or (words > 1 and bool(self.sources.opening(chunk)))

    def _led(self, place: int, parts: Spans) -> Draft:
        """Read a quotation behind a colon without a known verb: its source is the subject that opens the clause."""
        chunk = self.unit.chunks[self.unit.chunk_of.get(place - 2, 0)]
        return Draft(parts, (), self._spans(self.sources.opening(chunk)), "assert", 0.5)

    def _alone_there(self, place: int, parts: Spans) -> Draft | None:
        """Read a paragraph that is but a quotation: somebody goes on, or is quoted apart."""
        whole = self.unit.items[place].span
        edge = self.unit.text[whole.end : self.unit.paragraph.end].strip(" .")
        apart = whole.start == self.unit.paragraph.start and not edge
        return Draft(parts, (), (), "assert", 0.45) if apart and self._utterance(place) else None

    def _direct(self, parts: Spans, hit: Hit, source: Spans, trust: float) -> Draft:
        self.used.add(hit)
        act = hit.act("quote", "clause") or "assert"
        return Draft(parts, hit.spans(self.unit), source, act, trust if source else trust - 0.3)

    def _alone(self, place: int, phrase: According) -> bool:
        """Tell whether a quotation is all that its unit says beside an according-to phrase."""
        rest = [i for i in range(len(self.unit.items)) if i != place and not phrase.first <= i < phrase.end]
        return not any(self.unit.items[i].word for i in rest if i < place) and not any(
            self.unit.items[i].word for i in rest
        )

    def _behind(self, place: int) -> Hit | None:
        """Return the cue right behind a quotation, which a comma or a dash or nothing parts from it."""
        if place and self.unit.items[place - 1].word:
            return None
        start = place + 1
        while self.unit.mark(start) in (",", "—", "–", "-"):
            start += 1
        if start not in self.unit.chunk_of:
            return None
        parted = start > place + 1
        chunk = self.unit.chunks[self.unit.chunk_of[start]]
        first = next(
            (
                h
                for h in self.hits
                if h.chunk == self.unit.chunk_of[start] and h.first >= start and h not in self.used
            ),
            None,
        )
        if first is None or not {"quote", "clause"}.intersection(first.cue.acts):
            return guess(self.unit, self.lexicon, start) if parted else None
        ahead = first.first - start
        inverted = ahead <= _INVERTED and all(self._light(i) for i in range(start, first.first))
        inverted = inverted and (
            parted or self.unit.items[start].lower not in self.lexicon.words["coordinators"]
        )
        if inverted and (parted or ahead <= 1):
            return first
        if self._colon(first) or (not inverted and self.complements.clause(first) is not None):
            return None
        opens = self.unit.items[start].lower
        words = self.lexicon.words
        joins = (
            opens
            in words["conjunctions"] | words["subordinators"] | words["causal"] | self.lexicon.complementizers
        )
        subject = (
            parted
            and not joins
            and ahead <= _FOLLOWING
            and chunk.start <= start
            and bool(self.sources.before(start, first.first))
        )
        return first if (inverted and (parted or ahead <= 1)) or subject else None

    def _light(self, place: int) -> bool:
        return (
            self.unit.items[place].lower in self.sources.skipped
            or self.unit.items[place].lower in self.lexicon.pronouns
        )

    def _colon(self, hit: Hit) -> bool:
        return self.unit.mark(self.unit.chunks[hit.chunk].stop) == ":"

    def _ahead(self, place: int) -> Hit | None:
        """Return the cue before a quotation that a colon, a comma or nothing but its source parts from it."""
        mark = self.unit.mark(place - 1)
        before = [h for h in self.hits if place - _LEADING <= h.first < place and h not in self.used]
        speaking = [h for h in before if {"quote", "clause"}.intersection(h.cue.acts)]
        before = speaking or (before if mark == ":" else [])
        if not before:
            return None
        hit = before[-1]
        if mark == ":":
            near = self.unit.chunk_of.get(place - 2) == hit.chunk or self.complements.clause(hit) is None
            return hit if near else None
        if mark == ",":
            chunk = self.unit.chunks[hit.chunk]
            ahead = self.unit.chunks[hit.chunk - 1] if hit.chunk else range(0)
            told = any(self.unit.items[i].lower not in self.sources.skipped for i in ahead)
            set_in = told and self.complements.parenthetical(hit)
            whole = chunk.stop == place - 1 and "clause" in hit.cue.acts and not set_in
            return (
                hit
                if whole
                and self.unit.items[place].quotation is not None
                and len(self.unit.items[place].text.split()) > 2
                else None
            )
        return None

    def _goes_on(self, place: int, parts: Spans, last: Draft | None) -> Draft | None:
        """Read a quotation without a cue: the second part of the one before it, or its speaker's next words."""
        rest = [i for i, item in enumerate(self.unit.items) if item.word and i != place]
        if last is None or not self._utterance(place):
            return None
        mine = any(i < place for i in rest)
        if not mine and not any(i > place for i in rest):
            if self._quoted(last):
                last.content = (*last.content, *parts)
                return last
            return Draft(parts, (), (), "assert", 0.6, follows=last) if last.source or last.follows else None
        first = next(
            (i for i, item in enumerate(self.unit.items) if item.quotation is not None and not item.name),
            place,
        )
        if first < place and last is not self.earlier and self._quoted(last):
            last.content = (*last.content, *parts)
            return last
        return None

    def _utterance(self, place: int) -> bool:
        text = self.unit.items[place].text
        return len(text.split()) >= 2 or text.rstrip('”»“"’').endswith((".", "!", "?", "…"))

    def _quoted(self, draft: Draft) -> bool:
        text = self.unit.text
        return text[draft.content[0].start] in "„“”«»\"‘‚'"

    # According to

    def _according(self, phrase: According, drafts: Iterable[Draft]) -> Iterator[Draft]:
        cue = joined(self.unit, phrase.places)
        if any(draft.cue == cue for draft in drafts):
            return
        before = self.unit.items[phrase.first - 1] if phrase.first else None
        quoted = before is not None and before.quotation is not None and not before.name
        content = (before.span,) if quoted and before else self.complements.around(phrase.first, phrase.end)
        if content:
            source = self._spans(phrase.source)
            yield Draft(content, cue, source, phrase.act, 0.8 if source else 0.55)

    # Verbs

    def _hit(self, hit: Hit) -> Iterator[Draft]:
        for frame in (
            self._bracketed,
            self._clause,
            self._colon_clause,
            self._infinitive,
            self._inserted,
            self._small,
            self._object,
        ):
            draft = frame(hit)
            if draft is not None:
                self.used.add(hit)
                yield draft
                return

    def _nouns(self) -> Iterator[Draft]:
        """Read "заявление министра о том, что …", "слухи об уходе": nouns that report."""
        verbs = {place for hit in self.hits for place in hit.places}
        for place, item in enumerate(self.unit.items):
            act = (
                self.lexicon.noun(item.lower) if item.word and not item.name and place not in verbs else None
            )
            found = self.nouns.named(place) if act and item.lower not in self.lexicon.finite else None
            if act is not None and found is not None:
                content, source = found
                yield Draft(content, (item.span,), self._spans(source), act, 0.5)

    def _anaphoric(self) -> Iterator[Draft]:
        """Read "Об этом сообщил X.", "Das sagte X.": what the sentence before says is what X said."""
        hit = next((h for h in self.hits if "clause" in h.cue.acts and h.chunk == 0), None)
        told = self.earlier is not None and self.earlier.cue
        if hit is None or self.previous is None or told or not self._refers():
            return
        span = self.previous.span(0, len(self.previous.items))
        source = self._source(hit, inverted=True)
        draft = self._draft(hit, (span,), source, 0.75, "clause") if span is not None and source else None
        if draft is not None:
            yield draft

    def _refers(self) -> bool:
        """Tell whether the unit opens with a word that stands for the sentence before."""
        opening = [item.lower for item in self.unit.items[:_FOLLOWING]]
        return any(opening[: len(words)] == list(words) for words in self.lexicon.anaphora)

    def _draft(
        self, hit: Hit, content: Spans | None, source: Spans, trust: float, *frames: str
    ) -> Draft | None:
        act = hit.act(*frames)
        if not content or act is None:
            return None
        nobody = self.lexicon.words["self"] | self.lexicon.words["asking"]
        if source and source[0].of(self.unit.text).casefold() in nobody:
            return None
        bare = 0.0 if source or hit.passive else 0.2
        follows = self.earlier if bare and self.earlier is not None and self.earlier.source else None
        return Draft(content, hit.spans(self.unit), source, act, trust - bare, follows=follows)

    def _clause(self, hit: Hit) -> Draft | None:
        if "clause" not in hit.cue.acts:
            return None
        found = self.complements.clause(hit)
        if found is None:
            return None
        act: Act | None = "ask" if found.question and hit.act("clause") in ("assert", "ask") else None
        draft = self._draft(hit, found.content, self._source(hit), 0.85, "clause")
        if draft is not None and act and hit.cue.act("clause") == "ask":
            draft.act = act
        return draft

    def _colon_clause(self, hit: Hit) -> Draft | None:
        if not self._colon(hit) or not {"clause", "quote"}.intersection(hit.cue.acts):
            return None
        chunk, source = self.unit.chunks[hit.chunk], self._source(hit)
        behind = hit.chunk and self.sources.inverted(hit).start > hit.place
        if self.complements.parenthetical(hit) and behind:
            return None  # ", suppose Roe: …" is set into what Roe supposes
        told = "infinitive" in hit.cue.acts and self.lexicon.language != "de"
        if told and self.complements.infinitive(hit):
            return None  # "asked them not to go: …": the colon opens a reason
        someone = any(self.sources.oblique(i) for i in chunk)
        if not source and not hit.passive and not someone:
            return None
        return self._draft(hit, self.complements.rest(chunk.stop + 1, hit), source, 0.75, "clause")

    def _inserted(self, hit: Hit) -> Draft | None:
        """Read ", сказал X," inside or behind what X said, and "Wie X sagte, …" before it."""
        if not {"clause"}.intersection(hit.cue.acts) or not self.complements.parenthetical(hit):
            return None
        source = self._source(hit, inverted=True)
        chunk = self.unit.chunks[hit.chunk]
        if (
            not source
            and not hit.passive
            and not (len(chunk) == len(hit.places) and chunk.stop < len(self.unit.items) - 1)
        ):
            return None
        end = self._past_reference(max(chunk.stop, self.heard.get(hit, range(0)).stop))
        content = self.complements.around(chunk.start, end)
        asked = self.unit.mark(chunk.start - 2) in ("?", "!")
        return self._draft(hit, content[:1] if asked else content, source, 0.8, "clause")

    def _asides(self) -> list[int]:
        """Return where the unit ends in an according-to phrase, or in one with a relative clause: ", selon Roe, qui …"."""
        relatives = self.lexicon.words["relatives"]
        found = []
        for phrase in self.phrases:
            rest = [item for item in self.unit.items[phrase.end :] if item.word or item.quotation]
            if self.unit.mark(phrase.first - 1) == "," and (not rest or rest[0].lower in relatives):
                found.append(phrase.first - 1)
        return found

    def _past_reference(self, end: int) -> int:
        """Return the end of an insertion with the reference that follows it: ", ссылаясь на письмо министра"."""
        number = self.unit.chunk_of.get(end + 1)
        referring = any(phrase.places[0] == end + 1 for phrase in self.phrases)
        return self.unit.chunks[number].stop if number is not None and referring else end

    def _bracketed(self, hit: Hit) -> Draft | None:
        """Read "(reports the agency)" behind what the agency reports."""
        if self.unit.mark(hit.first - 1) != "(" or "clause" not in hit.cue.acts:
            return None
        close = next((i for i in range(hit.place, len(self.unit.items)) if self.unit.mark(i) == ")"), None)
        found = self.sources.phrase(hit.places[-1] + 1, close) if close is not None else range(0)
        said = self.unit.span(0, hit.first - 1)
        return self._draft(hit, (said,), self._spans(found), 0.8, "clause") if found and said else None

    def _infinitive(self, hit: Hit) -> Draft | None:
        if "infinitive" in hit.cue.acts:
            source = self._source(hit)
            if not source and hit.act("infinitive") == "commit" and not self._drops(hit):
                return None
            return self._draft(hit, self.complements.infinitive(hit), source, 0.75, "infinitive")
        if "clause" in hit.cue.acts:
            return self._draft(hit, self.complements.claimed(hit), self._source(hit), 0.7, "clause")
        return None

    def _small(self, hit: Hit) -> Draft | None:
        if not {"small", "prep"}.intersection(hit.cue.acts):
            return None
        source = self._source(hit)
        after = self.heard.get(hit, range(0)).stop
        content = self.complements.small(hit, max(after, self.complements.base(hit)))
        return self._draft(hit, content, source, 0.65, "small", "prep") if source else None

    def _object(self, hit: Hit) -> Draft | None:
        source = self._source(hit)
        if not source and not self._drops(hit):
            return None
        heard = self.heard.get(hit, range(0))
        quoted = self.complements.phrase(hit)
        if quoted:
            return self._draft(hit, quoted, source, 0.75, "object", "clause")
        if not ("object" in hit.cue.acts or self.complements.about(hit)) or heard.start > hit.place:
            return None
        found = self.complements.object(hit)
        return self._draft(hit, found, source, 0.5, "object")

    def _drops(self, hit: Hit) -> bool:
        """Tell whether the verb opens its sentence, or stands behind asides in it, in a language that drops subjects."""
        chunk = self.unit.chunks[hit.chunk]
        ahead = all(self.unit.items[i].lower in self.sources.light for i in range(chunk.start, hit.first))
        singular = not self.lexicon.ends(self.unit.items[hit.place].lower, "plural_verbs")
        goes_on = self.earlier is not None or self.previous is not None
        return self.lexicon.drops_subjects and ahead and singular and goes_on and not hit.passive

    # Sources

    def _source(self, hit: Hit, *, inverted: bool = False) -> Spans:
        found = range(0) if hit.passive else self._shared(hit)
        if not found:
            found = self.sources.inverted(hit) if inverted else self.sources.of(hit)
        whole = (r for r in self.heard.values() if found and r.start <= found.start and found.stop <= r.stop)
        found = next(whole, found)
        self.heard[hit] = found
        return self._spans(found)

    def _shared(self, hit: Hit) -> range:
        """Return the source of the cue before, where "and" joins this one to it."""
        chunk = self.unit.chunks[hit.chunk]
        place = hit.first - 1
        earlier = [h for h in self.hits if h.first < hit.first and self.heard.get(h)]
        if earlier and self.unit.items[hit.place].lower in self.lexicon.words["converbs"]:
            return self.heard[earlier[-1]]
        while place > chunk.start and self.unit.items[place].lower in self.lexicon.words["adverbs"]:
            place -= 1
        if place < chunk.start or self.unit.items[place].lower not in self.lexicon.words["coordinators"]:
            return range(0)
        return self.heard[earlier[-1]] if earlier else self._opened(hit, place)

    def _opened(self, hit: Hit, joint: int) -> range:
        """Return the subject that opens the clause to which "and" or "but" joins a cue: "Roe left early but said that …"."""
        opens = self.unit.chunks[hit.chunk].start
        if self.sources.after(hit) or hit.passive:
            return range(0)
        earlier = [range(opens, joint), *reversed(self.unit.chunks[: hit.chunk])]
        closed = self.lexicon.words["subordinators"] | self.lexicon.complementizers | self.lexicon.questions
        main = (c for c in earlier if c and self.unit.items[c.start].lower not in closed)
        return next((found for c in main if (found := self.sources.opening(c))), range(0))

    def _spans(self, found: range) -> Spans:
        span = self.unit.span(found.start, found.stop) if found else None
        return (span,) if span is not None else ()
