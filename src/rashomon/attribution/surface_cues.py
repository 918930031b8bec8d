"""Reporting verbs and according-to phrases in a unit, found by their forms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rashomon.attribution.surface_units import Unit
from rashomon.language.lexicon import Cue, Lexicon
from rashomon.records import Act, Span, Spans

# How far words that belong to one cue may stand apart, in items: a German clause frames its verb, others do not.
_FRAME = {"de": 24, "be": 5, "uk": 5}
_NEAR = 3
_REFLEXIVE = 6
_AUXILIARY = {"de": 10}
_HELPER = 4
_POSTPOSED = 10
_SHORTEST = 3
# Behind a quotation and its mark a verb stands within so many items.
_INSERTION = 3
# What German adjectives before nouns end in.
_INFLECTED = ("er", "en", "es", "em", "te", "he", "le", "ne", "re", "ge", "se")
# A name behind a role has so many items at most ("la procureure, Anne-Sophie Kiener, …").
_FULL_NAME = 6
# Languages whose verb forms often look like nouns after a determiner ("la demande", "la denuncia").
_NOMINAL = frozenset({"fr", "es"})
_FLIPPED: dict[Act, Act | None] = {
    "assert": None, "deny": "assert", "hedge": "hedge", "opine": "opine", "direct": None, "commit": "deny", "ask": None,
}  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Hit:
    """A reporting verb in a unit: the place of the verb, the places of all words of the cue, its lexicon entry."""

    place: int
    places: tuple[int, ...]
    cue: Cue
    chunk: int
    negated: bool = False
    passive: bool = False

    @property
    def first(self) -> int:
        """The place of the cue's first word."""
        return self.places[0]

    def act(self, *frames: str) -> Act | None:
        """Return what the speaker does; None where the negation leaves nothing said ("did not say")."""
        act = self.cue.act(*frames)
        return _FLIPPED[act] if self.negated else act

    def spans(self, unit: Unit) -> Spans:
        """Return the cue's words as spans, neighbours joined."""
        return joined(unit, self.places)


@dataclass(frozen=True, slots=True)
class According:
    """An according-to phrase: its words, where the source begins and ends, or the pronoun inside."""

    places: tuple[int, ...]
    source: range
    act: Act = "assert"

    @property
    def first(self) -> int:
        """The place of the phrase's first word."""
        return min(self.places[0], self.source.start) if self.source else self.places[0]

    @property
    def end(self) -> int:
        """The place after the phrase's last word."""
        return max(self.places[-1] + 1, self.source.stop)


def joined(unit: Unit, places: tuple[int, ...]) -> Spans:
    """Return items as spans, neighbours joined."""
    found: list[Span] = []
    last = -2
    for place in sorted(places):
        item = unit.items[place]
        if place == last + 1:
            found[-1] = Span(found[-1].start, item.end)
        else:
            found.append(item.span)
        last = place
    return tuple(found)


def hits(unit: Unit, lexicon: Lexicon) -> list[Hit]:
    """Return the reporting verbs of a unit in order; words inside quotations are not looked at."""
    found: list[Hit] = []
    taken: set[int] = set()
    for place, item in enumerate(unit.items):
        if place in taken or item.quotation is not None or place not in unit.chunk_of:
            continue
        hit = _participle(unit, lexicon, place) or _finite(unit, lexicon, place)
        if hit is not None and not taken.intersection(hit.places):
            taken.update(hit.places)
            found.append(hit)
    return found


def guess(unit: Unit, lexicon: Lexicon, place: int) -> Hit | None:
    """Take an unknown word behind a quotation for a verb of saying, where a source must follow: "„…“, resümiert Roe".

    An auxiliary may stand before it ("a cinglé le magistrat"); languages that drop subjects need no source where the
    sentence ends with the verb ("“…”, cerró.").
    """
    if place + 1 >= len(unit.items) or place not in unit.chunk_of:
        return None
    helped = unit.items[place].lower in lexicon.words["auxiliaries"] and unit.items[place + 1].word
    verb = place + 1 if helped else place
    if verb + 1 >= len(unit.items) or not _may_say(unit, lexicon, verb):
        return None
    if not (_named(unit, lexicon, verb + 1) or _dropped(unit, lexicon, verb)):
        return None
    places = (place, verb) if helped else (place,)
    return Hit(verb, places, Cue(acts={"quote": "assert"}), unit.chunk_of[place])


def _may_say(unit: Unit, lexicon: Lexicon, place: int) -> bool:
    """Tell whether a word can be a verb that the lexicon does not know: small letters, no function word, no role."""
    word = unit.items[place]
    function = set().union(*lexicon.words.values()) | lexicon.roles | lexicon.determiners | lexicon.pronouns
    function |= lexicon.complementizers | lexicon.questions | lexicon.like | lexicon.titles
    strange = not word.word or word.name or not word.text[0].islower() or word.lower in function
    return not strange and len(word.text) >= _SHORTEST


def _named(unit: Unit, lexicon: Lexicon, place: int) -> bool:
    """Tell whether a name, a role or a pronoun stands at a place, in Romance perhaps behind its article."""
    item = unit.items[place]
    if lexicon.language in _NOMINAL and item.lower in lexicon.determiners and place + 1 < len(unit.items):
        item = unit.items[place + 1]
    named = item.capital or item.lower in lexicon.roles or item.lower in lexicon.pronouns
    return named and item.lower not in lexicon.words["prepositions"]


def _dropped(unit: Unit, lexicon: Lexicon, verb: int) -> bool:
    """Tell whether a verb form without a subject ends its sentence, in a language that drops subjects."""
    ends = unit.mark(verb + 1) == "." and verb + 2 >= len(unit.items)
    behind = verb <= _INSERTION and unit.items[0].quotation is not None
    return ends and behind and lexicon.ends(unit.items[verb].lower, "past")


def _finite(unit: Unit, lexicon: Lexicon, place: int) -> Hit | None:
    item = unit.items[place]
    cues = lexicon.finite.get(item.lower, ())
    if not cues or not _verbal(unit, lexicon, place):
        return None
    for cue in cues:
        others = _particles(unit, lexicon, place, cue)
        if others is not None:
            return _hit(unit, lexicon, place, (place, *others), cue)
    return None


def _verbal(unit: Unit, lexicon: Lexicon, place: int) -> bool:
    item = unit.items[place]
    before = unit.items[place - 1].lower if place else ""
    if lexicon.language == "de" and item.text[0].isupper() and place and unit.mark(place - 1) != ":":
        return False
    if item.text[0].isupper() and place and not unit.mark(place - 1):
        return False
    if lexicon.language == "de" and item.lower.endswith("n") and _infinitive(unit, lexicon, place):
        return False
    if lexicon.language in _NOMINAL:
        return before not in lexicon.determiners and before not in lexicon.words["prepositions"]
    return before not in lexicon.words["prepositions"]


def _infinitive(unit: Unit, lexicon: Lexicon, place: int) -> bool:
    """Tell whether a German form that ends in -n is an infinitive here: behind zu, or with a modal in its chunk."""
    chunk = unit.chunks[unit.chunk_of[place]]
    modal = any(unit.items[i].lower in lexicon.words["modals"] for i in chunk if i != place)
    return unit.items[place - 1].lower == "zu" or modal


def _particles(unit: Unit, lexicon: Lexicon, place: int, cue: Cue) -> tuple[int, ...] | None:
    """Return the places of the words that a cue needs beside its verb; None where one is missing."""
    chunk = unit.chunks[unit.chunk_of[place]]
    reach, found, here = _FRAME.get(lexicon.language, _NEAR), [], place
    for particle in cue.particles:
        if particle in lexicon.words["reflexives"]:
            around = range(max(chunk.start, place - _REFLEXIVE), min(chunk.stop, place + _REFLEXIVE))
        else:
            around = range(here + 1, min(chunk.stop, here + 1 + reach))
        spot = next((i for i in around if unit.items[i].lower == particle), None)
        if spot is None:
            return None
        found.append(spot)
        here = max(here, spot)
    return tuple(found)


def _participle(unit: Unit, lexicon: Lexicon, place: int) -> Hit | None:
    cues = lexicon.participles.get(unit.items[place].lower, ())
    if not cues:
        return None
    chunk = unit.chunks[unit.chunk_of[place]]
    auxiliaries = lexicon.words["auxiliaries"]
    back = range(place - 1, max(chunk.start, place - _AUXILIARY.get(lexicon.language, _HELPER)) - 1, -1)
    helper = next((i for i in back if unit.items[i].lower in auxiliaries), None)
    if helper is None and lexicon.language == "de":
        helper = next(
            (i for i in range(place + 1, min(chunk.stop, place + 3)) if unit.items[i].lower in auxiliaries),
            None,
        )
    if helper is None:
        return None
    around = range(max(chunk.start, min(place, helper) - 1), min(chunk.stop, max(place, helper) + 2))
    passive = any(unit.items[i].lower in lexicon.words["passive"] for i in around)
    reflexive = any(unit.items[i].lower in lexicon.words["reflexives"] for i in around)
    passive = passive and not reflexive and unit.items[place].lower not in lexicon.words["quoted"]
    return _hit(unit, lexicon, place, (helper, place), cues[-1], passive=passive)


def _hit(
    unit: Unit, lexicon: Lexicon, place: int, places: tuple[int, ...], cue: Cue, *, passive: bool = False
) -> Hit | None:
    places = tuple(sorted(places))
    first = places[0]
    chunk = unit.chunk_of[place]
    negation = lexicon.words["negation"]
    inside = any(unit.items[i].lower in negation for i in range(first + 1, places[-1]))
    ahead = first - 1 in unit.chunks[chunk] and unit.items[first - 1].lower in negation
    if ahead and lexicon.language not in _NOMINAL:
        places = (first - 1, *places)
    return Hit(place, places, cue, chunk, negated=inside or ahead, passive=passive)


def according(unit: Unit, lexicon: Lexicon) -> Iterator[According]:
    """Yield the according-to phrases of a unit: "по словам X", "на его взгляд", "X zufolge"."""
    after = 0
    for place in range(len(unit.items)):
        if place < after:
            continue
        found = (
            _around(unit, lexicon, place)
            or _hedge(unit, lexicon, place)
            or _before(unit, lexicon, place)
            or _behind(unit, lexicon, place)
        )
        if found is not None:
            after = found.end
            yield found


def _matches(unit: Unit, place: int, words: tuple[str, ...]) -> bool:
    """Tell whether words stand at a place; French phrases are compared with their elided words apart."""
    return all(
        place + i < len(unit.items) and unit.items[place + i].lower == word for i, word in enumerate(words)
    )


def _hedge(unit: Unit, lexicon: Lexicon, place: int) -> According | None:
    for words in lexicon.hedges.get(unit.items[place].lower, ()):
        if _matches(unit, place, words):
            return According(tuple(range(place, place + len(words))), range(0), "hedge")
    return None


def _stance(lexicon: Lexicon, words: tuple[str, ...]) -> Act:
    return "opine" if lexicon.opinions.intersection(words) else "assert"


def _around(unit: Unit, lexicon: Lexicon, place: int) -> According | None:
    """Match a phrase with a pronoun inside ("на её думку") or before it ("jej zdaniem")."""
    possessive = lexicon.words["possessives"]
    for words in lexicon.around.get(unit.items[place].lower, ()):
        gap = place + len(words) - 1
        inside = len(words) > 1 and gap < len(unit.items) and unit.items[gap].lower in possessive
        if inside and _matches(unit, place, words[:-1]) and _matches(unit, gap + 1, words[-1:]):
            places = (*range(place, gap), gap + 1)
            return According(places, range(gap, gap + 1), _stance(lexicon, words))
    following = unit.items[place + 1].lower if place + 1 < len(unit.items) else ""
    if unit.items[place].lower in possessive and (following,) in lexicon.around.get(following, ()):
        return According((place + 1,), range(place, place + 1), _stance(lexicon, (following,)))
    return None


def _before(unit: Unit, lexicon: Lexicon, place: int) -> According | None:
    for words in lexicon.before.get(unit.items[place].lower, ()):
        end = place + len(words)
        if (
            _matches(unit, place, words)
            and end < len(unit.items)
            and not _blocked(unit, lexicon, place, words)
            and unit.items[end].lower not in lexicon.words["subordinators"] - lexicon.determiners
            and not (words[0] in lexicon.like and unit.items[end].lower in lexicon.finite)
        ):
            stop = _described(unit, lexicon, source_end(unit, lexicon, end))
            spoken = not any(
                item.lower in lexicon.words["unspoken"] for item in unit.items[end : min(stop, end + 3)]
            )
            if stop > end and spoken:
                return According(tuple(range(place, end)), range(end, stop), _stance(lexicon, words))
    return None


def _described(unit: Unit, lexicon: Lexicon, stop: int) -> int:
    """Return the end of a source with its apposition: "Selon Paul Petit, maire de Brest, …"."""
    chunk = next((number for number, chunk in enumerate(unit.chunks) if chunk.start == stop + 1), None)
    if chunk is None or chunk + 1 >= len(unit.chunks) or unit.mark(stop) != ",":
        return stop
    following = unit.chunks[chunk]
    first = unit.items[following.start]
    role = first.lower in lexicon.roles and first.text[0].islower() and len(following) <= _POSTPOSED
    role = role and not any(unit.items[i].lower in lexicon.finite for i in following)
    named = 1 < len(following) <= _FULL_NAME and all(unit.items[i].capital or unit.mark(i) for i in following)
    return following.stop if (role or named) and unit.mark(following.stop) == "," else stop


def _blocked(unit: Unit, lexicon: Lexicon, place: int, words: tuple[str, ...]) -> bool:
    """Tell whether a one-word phrase stands for something else: "para" and "pour" mostly mean "for", "so" is so."""
    at_head = (
        place == 0
        or unit.mark(place - 1) in (",", "—", "–", "(")
        or unit.items[place - 1].quotation is not None
    )
    if len(words) > 1:
        return False
    following = unit.items[place + 1]
    weak = words[0] in ("para", "pour", "so", "za", "suivant", "citant")
    if words[0] in ("para", "pour"):
        return place > 0 or not _opinionated(unit, lexicon, place + 1)
    if words[0] == "so":
        named = (
            following.capital or following.lower in lexicon.roles or following.lower in lexicon.determiners
        )
        return not at_head or not named or place == 0
    return (weak and not at_head) or words[0] == "za"


def _opinionated(unit: Unit, lexicon: Lexicon, start: int) -> bool:
    """Tell whether a sentence opens with somebody in whose view it holds: "Pour Jean Petit, …", "Para el fiscal, …"."""
    chunk = unit.chunks[unit.chunk_of[start]] if start in unit.chunk_of else range(0)
    words = [unit.items[i] for i in range(start, chunk.stop)]
    role = next(
        (item.lower in lexicon.roles for item in words if item.lower not in lexicon.determiners), False
    )
    full = len(words) > 1 and all(item.capital for item in words[:2])
    return (
        unit.mark(chunk.stop) == "," and unit.text[unit.items[start - 1].start].isupper() and (role or full)
    )


def _behind(unit: Unit, lexicon: Lexicon, place: int) -> According | None:
    """Match a postposition ("Angaben zufolge"): the source runs back to the chunk's start."""
    if unit.items[place].lower not in lexicon.after or place not in unit.chunk_of:
        return None
    chunk = unit.chunks[unit.chunk_of[place]]
    ends = place + 1 == chunk.stop or unit.items[place].lower == "zufolge"
    if not ends or place == chunk.start or place - chunk.start > _POSTPOSED:
        return None
    return According((place,), range(_noun_start(unit, lexicon, chunk.start, place), place))


def _noun_start(unit: Unit, lexicon: Lexicon, start: int, end: int) -> int:
    """Return where the noun phrase that ends before a German postposition begins: "es gab | Berichten zufolge"."""
    place = end
    while place > start:
        item = unit.items[place - 1]
        ahead = unit.items[place] if place < end else None
        article = item.lower in lexicon.determiners or item.lower in lexicon.words["possessives"]
        adjective = ahead is not None and ahead.capital and item.lower.endswith(_INFLECTED)
        plain = item.lower not in lexicon.pronouns and item.lower not in lexicon.finite
        linked = item.lower in lexicon.words["linking"] or item.lower in lexicon.words["prepositions"]
        if not (item.capital or article or (plain and adjective) or (linked and ahead is not None)):
            break
        place -= 1
    return place if place < end else start


def source_end(unit: Unit, lexicon: Lexicon, start: int) -> int:
    """Return where the noun phrase at `start` ends: at the chunk's end, or where its clause seems to go on."""
    if start not in unit.chunk_of:
        return start
    chunk = unit.chunks[unit.chunk_of[start]]
    if lexicon.language == "de":
        return _german_end(unit, lexicon, start, chunk.stop)
    if lexicon.language == "pl" and unit.items[start - 1].lower != "na":
        return _polish_end(unit, lexicon, start, chunk.stop)
    place = start
    while place < chunk.stop and (unit.items[place].word or unit.mark(place) in "().'’-"):
        if place > start and unit.items[place].lower in lexicon.complementizers:
            break
        place += 1
    return place


def _german_end(unit: Unit, lexicon: Lexicon, start: int, stop: int) -> int:
    """A German noun phrase goes on while articles, prepositions, nouns, and adjectives before nouns come."""
    glue = (
        (lexicon.determiners - lexicon.words["quantifiers"])
        | lexicon.words["linking"]
        | {"und", "in", "im", "am", "an"}
    )
    place = start
    while place < stop:
        item = unit.items[place]
        if place > start and item.lower in lexicon.words["quantifiers"]:
            break
        following = unit.items[place + 1] if place + 1 < stop else None
        adjective = following is not None and following.capital and item.text.endswith(_INFLECTED)
        if not (
            item.capital
            or item.name
            or unit.mark(place) == "."
            or item.lower in glue
            or item.lower in lexicon.pronouns
            or adjective
        ):
            break
        place += 1
    while place > start and unit.items[place - 1].lower in glue:
        place -= 1
    return place


_ADJECTIVE = ("ego", "ej", "ych", "ich")
_GENITIVE = ("ego", "ej", "ych", "ich", "ów", "iej", "nia", "cji", "ach")


def _polish_end(unit: Unit, lexicon: Lexicon, start: int, stop: int) -> int:
    """A Polish noun phrase goes on while names and genitive endings come."""
    place = start + 1
    while place < stop:
        item = unit.items[place]
        adjective = unit.items[place - 1].lower.endswith(_ADJECTIVE)
        linked = (
            unit.items[place - 1].lower in lexicon.words["linking"] or item.lower in lexicon.words["linking"]
        )
        if not (
            item.capital
            or unit.mark(place) == "."
            or item.lower.endswith(_GENITIVE)
            or linked
            or (adjective and item.word)
        ):
            break
        place += 1
    return place
