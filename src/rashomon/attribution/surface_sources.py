"""The words that name a source beside a reporting verb, found without syntax: pronouns, roles, capitals, order."""

from __future__ import annotations

from rashomon.attribution.surface_cues import Hit
from rashomon.attribution.surface_nominals import Nominals

# Sources longer than this (items) are clauses taken for noun phrases.
_LONGEST = 28
_SKIP = 10
_APPOSITION = 9
# A source behind a cue without any word known to speak has so few words (items) at most.
_PLAIN = 5


class SourceFinder(Nominals):
    """Finds source noun phrases in one unit; places are indices of its items."""

    def of(self, hit: Hit) -> range:
        """Return the source of a cue: before it, behind it, or in the chunks before with an apposition."""
        if hit.passive:
            return range(0)
        if self.unit.items[hit.place].lower in self.lexicon.words["impersonals"]:
            return self.document(hit)
        chunk = self.unit.chunks[hit.chunk]
        before = self.before(chunk.start, hit.first)
        if self._fronted(chunk, hit) and (subject := self.after(hit)):
            return subject
        if before and self._relative(before):
            return self._antecedent(hit.chunk) or before
        opens = hit.chunk > 1 and not before
        if (opens or self._governed(chunk)) and (apposed := self.enclosed(hit)):
            return apposed
        if before and self.strong(before):
            return before
        return self.after(hit) or before or self.enclosed(hit) or self.document(hit)

    def _fronted(self, chunk: range, hit: Hit) -> bool:
        """Tell whether something other than the subject stands before a German verb: "Bei dem Treffen sagte Roe", "Den Rat forderte er auf"."""
        if self.lexicon.language != "de" or hit.first == chunk.start or hit.places[-1] + 1 >= chunk.stop:
            return False
        first = self.unit.items[chunk.start]
        accusative = first.lower in self.lexicon.words["accusative"]
        behind = self.unit.items[hit.first + 1]
        nominative = (
            behind.lower in self.lexicon.pronouns and behind.lower not in self.lexicon.words["reflexives"]
        )
        return self._governed(chunk) or (accusative and nominative)

    def _governed(self, chunk: range) -> bool:
        return (
            self.unit.items[chunk.start].lower
            in self.lexicon.words["prepositions"] - self.lexicon.determiners
        )

    def _relative(self, found: range) -> bool:
        """Tell whether a source is but a relative pronoun."""
        word = self.unit.items[found.start].lower
        return len(found) == 1 and word in self.lexicon.words["relatives"]

    def _antecedent(self, number: int) -> range:
        """Return the noun phrase right before a relative clause: "the union, | which demands …"."""
        if not number or self.unit.mark(self.unit.chunks[number].start - 1) != ",":
            return range(0)
        chunk, items = self.unit.chunks[number - 1], self.unit.items
        heads = [i for i in chunk if self.head(i) or self.lexicon.role(items[i].lower)]
        if not heads:
            return range(0)
        start = heads[-1]
        while start > chunk.start and heads[-1] - start < _NEAREST + 2 and self._belongs(start - 1):
            start -= 1
        while start < heads[-1] and items[start].lower in self.lexicon.words["linking"]:
            start += 1
        return range(start, chunk.stop)

    def _belongs(self, place: int) -> bool:
        """Tell whether a word can stand in one noun phrase with what follows it."""
        item, words = self.unit.items[place], self.lexicon.words
        governs = item.lower in words["prepositions"] and item.lower not in words["linking"]
        said = item.lower in self.lexicon.finite or item.lower in self.lexicon.participles
        opens = place == 0 and item.lower not in self.lexicon.roles
        known = item.lower in self.lexicon.determiners or (item.capital and not governs and not opens)
        if opens and not known:
            return False
        return item.word and (known or not (governs or said or item.lower in self.light))

    def inverted(self, hit: Hit) -> range:
        """Return the source of a cue that opens its chunk: behind it first."""
        if hit.passive:
            return range(0)
        chunk = self.unit.chunks[hit.chunk]
        named = self.after(hit) or self.before(chunk.start, hit.first) or self.document(hit)
        return named or self._bare(hit)

    def _bare(self, hit: Hit) -> range:
        """Return the few plain words between a cue that opens its chunk and the chunk's end: ", warn lawyers of the firm,"."""
        chunk = self.unit.chunks[hit.chunk]
        start, end = hit.places[-1] + 1, chunk.stop
        while start < end and self._leading(self.unit.items[start]):
            start += 1
        cut = next((i for i in range(start, end) if i > start and self._ends(i, named=True)), end)
        while cut > start and self.unit.mark(cut - 1):
            cut -= 1
        found = range(start, cut)
        strange = (
            self.lexicon.words["prepositions"] - self.lexicon.determiners
            | self.lexicon.complementizers
            | self.lexicon.questions
            | self.lexicon.words["recipients"]
            | self.lexicon.words["subordinators"]
        )
        if not 0 < len(found) <= _PLAIN or self.unit.items[start].lower in strange:
            return range(0)
        words = all(
            self.unit.items[i].word and self.unit.items[i].lower not in self.lexicon.finite for i in found
        )
        apposed = hit.chunk > 1 and bool(self.enclosed(hit))
        return found if words and hit.first == chunk.start and not apposed else range(0)

    def document(self, hit: Hit) -> range:
        """Return the text or the body inside which something stands: "говорится в документе", "как подсчитали в школе"."""
        chunk, place = self.unit.chunks[hit.chunk], hit.places[-1] + 1
        if place + 1 >= chunk.stop or self.unit.items[place].lower not in self.lexicon.words["impersonal"]:
            return self._inside_of(hit)
        if any(self.oblique(i) for i in chunk):
            return range(0)  # "нам сказали на приёме": the place, not who said it
        written = self.unit.items[hit.place].lower in self.lexicon.words["documents"]
        if not written and self.lexicon.language in ("de", "es", "fr"):
            return range(0)
        if not written and (
            self.unit.items[place + 1].lower in self.lexicon.words["days"] or self._occasion(place)
        ):
            return range(0)
        return range(place + 1, self._end(place + 1, chunk.stop, set(hit.places)))

    def _inside_of(self, hit: Hit) -> range:
        """Return the text that a sentence opens with: "In its report, written in May, it is said that …"."""
        first = self.unit.chunks[0]
        lower = self.unit.items[hit.place].lower
        opens = (
            self.unit.items[first.start].lower in self.lexicon.words["impersonal"] and hit.place > first.start
        )
        if not opens or lower not in self.lexicon.words["documents"] | self.lexicon.words["impersonals"]:
            return range(0)
        end = min(first.stop, hit.first)
        start = first.start + 1
        head = next(
            (
                i
                for i in range(start, end)
                if self.unit.items[i].lower
                not in self.lexicon.words["possessives"] | self.lexicon.determiners
            ),
            end,
        )
        dated = (
            head >= end
            or self.unit.items[head].lower in self.lexicon.words["days"]
            or self.unit.items[head].text[0].isdigit()
        )
        return range(0) if dated else range(start, self._end(start, end, set(hit.places)))

    def opening(self, chunk: range) -> range:
        """Return the noun phrase with a name or role that opens a chunk: "El líder | se encogió de hombros"."""
        start = next((i for i in chunk if not self._leading(self.unit.items[i])), chunk.stop)
        heads = [i for i in chunk[: _NEAREST + 1] if self.head(i)]
        if start >= chunk.stop or not heads or self._governed(range(start, chunk.stop)):
            return range(0)
        end = heads[0] + 1
        while end < chunk.stop and (self.unit.items[end].capital or self.head(end)):
            end += 1
        return range(start, end)

    def phrase(self, start: int, stop: int) -> range:
        """Return a stretch as a source where it can be one: short, with a head."""
        found = range(start, stop)
        return found if len(found) <= _LONGEST and self.strong(found) else range(0)

    def before(self, start: int, end: int) -> range:
        """Return the noun phrase that ends before `end`, where the cue begins."""
        items, words = self.unit.items, self.lexicon.words
        joined = end > start + 1 and items[end - 1].lower in words["coordinators"]
        while end > start and self._trailing(items[end - 1]):
            end -= 1
        while start < end and (self._leading(items[start]) or items[start].lower in words["temporal"]):
            start += 1
        start = self._past_object(start, end)
        if start < end and items[start].lower in words["prepositions"]:
            preposition, start = start, self._past_phrases(start, end)
            end = self._inside(start, end) if start == preposition + 1 else end
        if self.lexicon.language in ("es", "fr"):
            clauses = (i for i in range(end - 2, start, -1) if items[i].lower in self.lexicon.complementizers)
            start = next(clauses, start - 1) + 1
            joint = (i for i in range(end - 2, start, -1) if items[i].lower in words["coordinators"])
            start = next((i + 1 for i in joint if self._said_before(start, i)), start)
        cut = next((i for i in range(start + 1, end) if self._adverbial(i) or self._aside(start, i)), end)
        if joined:
            cut = min(cut, self._inside(start, end))
        found = range(start, max(start, cut))
        while found and (self._trailing(items[found[-1]]) or self._clitic(found)):
            found = found[:-1]
        if not found or len(found) > _LONGEST or not any(items[i].word for i in found):
            return range(0)
        return found

    def _clitic(self, found: range) -> bool:
        """Tell whether a pronoun that goes with the verb ends what stands before it: "le préfet vous | demande"."""
        last = self.unit.items[found[-1]].lower
        return len(found) > 1 and last in self.lexicon.words["clitics"] | self.lexicon.words["relatives"]

    def _said_before(self, start: int, end: int) -> bool:
        """Tell whether a reporting verb stands in a range, so that what "and" joins to it is another sentence's subject."""
        return any(self.unit.items[i].lower in self.lexicon.finite for i in range(start + 1, end))

    def _past_phrases(self, start: int, end: int) -> int:
        """Return where a subject begins behind an opening prepositional phrase; the phrase's noun where none does.

        "В Минске глава МИД заявил": глава; "В пресс-службе заявили": пресс-службе.
        """
        items = self.unit.items
        place = start + 2
        while place < end:
            item = items[place]
            governed = items[place - 1].lower in self.lexicon.words["prepositions"]
            if self.oblique(place - 1):
                return place
            if not governed and (
                item.lower in self.lexicon.pronouns
                or item.lower in self.lexicon.roles
                or item.lower in self.lexicon.determiners
            ):
                return place
            if item.capital and not governed and not items[place - 1].capital:
                return place
            place += 1
        personal = start + 1 < end and items[start + 1].lower in self.lexicon.pronouns
        return start + 1 if items[start].lower in self.lexicon.words["impersonal"] and not personal else end

    def _inside(self, start: int, end: int) -> int:
        """Return where the noun phrase of an impersonal subject ends: "В МЧС | её слова назвали"."""
        head = next((i for i in range(start, end) if self.head(i)), None)
        if head is None:
            return end
        after = head + 1
        if self.lexicon.role(self.unit.items[head].lower):
            return end
        while after < end and self.unit.items[after].capital:
            after += 1
        return after

    def after(self, hit: Hit) -> range:
        """Return the noun phrase behind a cue, in its chunk, with an apposition in the next chunk."""
        chunk = self.unit.chunks[hit.chunk]
        start = self._first_head(hit.first + 1, chunk.stop, set(hit.places))
        if start is None:
            return range(0)
        end = self._end(start, chunk.stop, set(hit.places))
        if end == chunk.stop:
            end = self._apposition(hit.chunk, end)
        while end > start and (self._trailing(self.unit.items[end - 1]) or self._article(start, end)):
            end -= 1
        return range(start, end) if 0 < end - start <= _LONGEST else range(0)

    def _first_head(self, start: int, stop: int, cue: set[int]) -> int | None:
        """Return where the subject behind a cue begins, past adverbs, dates, addressees and prepositional phrases."""
        items, words = self.unit.items, self.lexicon.words
        place, begin = start, None
        while place < min(stop, start + _SKIP):
            item = items[place]
            if item.quotation is not None and not item.name:
                return None
            if item.lower in self.lexicon.complementizers or item.lower in self.lexicon.questions:
                return None
            if item.lower in words["prepositions"] and begin is None and not self._names(item):
                place = self._past_governed(place + 1)
                continue
            if begin is None and item.lower in self.lexicon.determiners and self._is_day(place + 1):
                place += 2
                continue
            if begin is None and place not in cue and (self._infinitive(place) or self._object(item)):
                return None
            aside = place in cue or self._leading(item) or item.lower in words["recipients"]
            if aside and begin is None:
                place += 1
                continue
            begin = place if begin is None else begin
            if self.head(place) or item.lower in self.lexicon.determiners:
                return begin
            if place - begin >= _NEAREST:
                begin = None
            place += 1
        return None

    def _end(self, start: int, stop: int, cue: set[int]) -> int:
        items, words = self.unit.items, self.lexicon.words
        named = False
        for place in range(start, stop):
            item = items[place]
            if place > start and (place in cue or self._ends(place, named=named)):
                return place
            named = named or self._full(place)
            if (
                item.lower in self.lexicon.pronouns
                and place == start
                and item.lower not in self.lexicon.determiners
            ):
                ahead = items[place + 1] if place + 1 < stop else None
                if ahead is None or not ahead.capital or item.lower not in words["subordinators"]:
                    return place + 1
        return stop

    def _ends(self, place: int, *, named: bool) -> bool:
        """Tell whether the noun phrase is over at a place."""
        items, words = self.unit.items, self.lexicon.words
        item = items[place]
        if item.quotation is not None and not item.name:
            return True
        if item.lower in self.lexicon.complementizers or self._adverbial(place):
            return True
        if (
            item.lower in words["prepositions"]
            and item.lower not in words["linking"]
            and (named or self._occasion(place) or self._pronominal(place + 1))
        ):
            return items[place - 1].lower not in self.lexicon.titles
        if item.lower in words["coordinators"] and place + 1 < len(items):
            return self.lexicon.ends(items[place + 1].lower, "past")
        return self.lexicon.language == "de" and self._german_over(place)

    def _german_over(self, place: int) -> bool:
        items = self.unit.items
        item = items[place]
        ahead = items[place + 1] if place + 1 < len(items) else None
        if (
            item.capital
            or not item.word
            or item.lower in self.lexicon.determiners
            or item.lower in self.lexicon.words["prepositions"]
        ):
            return False
        return ahead is None or not ahead.capital

    def _apposition(self, chunk: int, end: int) -> int:
        """Return the end of a short next chunk that tells who the source is: ", координатор движения"."""
        if self.unit.mark(end) != "," or chunk + 1 >= len(self.unit.chunks):
            return end
        behind = self.unit.chunks[chunk + 1]
        first = self.unit.items[behind.start]
        opening = self.unit.items[self.unit.chunks[0].start].lower
        last = chunk + 2 == len(self.unit.chunks) and opening not in self.lexicon.like
        role = first.lower in self.lexicon.roles
        name = all(self.unit.items[i].capital or self.unit.mark(i) for i in behind)
        if len(behind) > _APPOSITION or not (role or name or (last and self._describes(behind))):
            return end
        return behind.stop if self.unit.mark(behind.stop) in ("", ".", ",", "—", "–", "-", ":") else end

    def _describes(self, chunk: range) -> bool:
        first = self.unit.items[chunk.start]
        function = first.lower in self.skipped or first.lower in self.lexicon.words["prepositions"]
        return (
            first.word
            and first.text[0].islower()
            and not function
            and any(self.unit.items[i].lower in self.lexicon.roles for i in chunk)
        )

    def enclosed(self, hit: Hit) -> range:
        """Return the subject in the chunks before a cue that opens its own: "X, head of Y, said that"."""
        chunk = self.unit.chunks[hit.chunk]
        ahead = self.unit.items[chunk.start : hit.first]
        aside = self._governed(chunk) and hit.chunk > 1 and len(ahead) <= _NEAREST
        light = self.light | self.lexicon.words["obliques"]
        if hit.chunk == 0 or any(item.lower not in light and not aside for item in ahead):
            return range(0)
        first = hit.chunk - 2 if hit.chunk >= 2 else 0
        if self.unit.mark(self.unit.chunks[hit.chunk - 1].stop) != ",":
            return range(0)
        if first and self._participial(self.unit.chunks[first]) and (subject := self._named(first - 1)):
            return subject
        found = self.before(self.unit.chunks[first].start, self.unit.chunks[first].stop)
        if not found or not self.strong(found) or found.stop != self.unit.chunks[first].stop:
            return range(0)
        end = self.unit.chunks[hit.chunk - 1].stop
        return range(found.start, end) if end - found.start <= _LONGEST else range(0)

    def _participial(self, chunk: range) -> bool:
        """Tell whether a chunk tells of the subject before it: "Roe, | invited as an expert, | came in and called …"."""
        first = self.unit.items[chunk.start]
        plain = first.word and not first.capital and not self.head(chunk.start)
        return plain and first.lower not in self.skipped | self.lexicon.determiners

    def _named(self, number: int) -> range:
        """Return the noun phrase of a chunk where it ends with a name and a comma."""
        chunk = self.unit.chunks[number]
        found = self.before(chunk.start, chunk.stop)
        ends = bool(found) and found.stop == chunk.stop and self.unit.items[chunk.stop - 1].capital
        return found if ends and self.unit.mark(chunk.stop) == "," else range(0)


# A subject's first adjectives: so many words may stand before its head.
_NEAREST = 4
