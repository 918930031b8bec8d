"""What the words of a noun phrase can be, without syntax: heads, adverbs, dates, objects, what leads and what trails."""

from __future__ import annotations

from rashomon.attribution.surface_units import INFINITIVES, Item, Unit
from rashomon.language.lexicon import Lexicon


class Nominals:
    """Tells what the items of one unit can be in a noun phrase; places are indices of its items."""

    def __init__(self, unit: Unit, lexicon: Lexicon) -> None:
        """Take a unit and its language's words."""
        self.unit = unit
        self.lexicon = lexicon
        words = lexicon.words
        self.light = (
            words["adverbs"]
            | words["conjunctions"]
            | words["negation"]
            | words["auxiliaries"]
            | words["reflexives"]
        )
        self.skipped = self.light | lexicon.like | lexicon.complementizers

    def strong(self, found: range) -> bool:
        """Tell whether a noun phrase surely can speak: it has a pronoun, a role or a name."""
        return any(self.head(place) for place in found)

    def head(self, place: int) -> bool:
        """Tell whether the item may head a source."""
        item = self.unit.items[place]
        if self.oblique(place):
            return False
        if item.lower in self.lexicon.pronouns or item.lower in self.lexicon.roles or item.name:
            return True
        return (
            item.capital
            and item.lower not in self.skipped
            and item.lower not in self.lexicon.words["prepositions"]
        )

    def oblique(self, place: int) -> bool:
        """Tell whether a pronoun stands here that names whom somebody told, not who did: "мені", "nos", "lui"."""
        return _oblique(self.unit.items[place], self.lexicon)

    def _past_object(self, start: int, end: int) -> int:
        """Return where a subject begins behind an object that is fronted in a case of its own: "Цю заяву | міністр назвав"."""
        place = start
        while place < end and self._accusative(place):
            place += 1
        named = place > start and self.strong(range(place, end))
        return place if place == start or named else end

    def _accusative(self, place: int) -> bool:
        item = self.unit.items[place]
        plain = item.word and not item.name and (place == 0 or not item.capital) and item.text[1:].islower()
        known = item.lower in self.lexicon.roles or item.lower in self.lexicon.pronouns
        endings = self.lexicon.words["accusative_endings"]
        return plain and not known and len(item.text) > 2 and item.lower.endswith(tuple(endings))

    def _trailing(self, item: Item) -> bool:
        return (
            item.lower in self.light
            or item.lower in self.lexicon.words["days"]
            or (not item.word and item.text not in ').”»"’]')
        )

    def _leading(self, item: Item) -> bool:
        known = item.lower in self.lexicon.pronouns or item.lower in self.lexicon.determiners
        aside = item.lower in self.lexicon.words["days"] or _oblique(item, self.lexicon)
        asks = (
            item.lower
            in self.lexicon.questions - self.lexicon.words["relatives"] - self.lexicon.words["asking"]
        )
        return not known and (item.lower in self.skipped or not item.word or aside or asks)

    def _adverbial(self, place: int) -> bool:
        """Tell whether a time or an addressee begins at a place: "в четверг", "am Montag", "журналистам"."""
        items, words = self.unit.items, self.lexicon.words
        item = items[place]
        if item.lower in words["recipients"] or (item.lower in words["days"] and not self._dated(place)):
            return True
        ahead = items[place + 1].lower if place + 1 < len(items) else ""
        return item.lower in words["prepositions"] and ahead in words["days"]

    def _aside(self, start: int, place: int) -> bool:
        """Tell whether a phrase begins that says where or when, not who: behind a full name, "Олег Прядко | у прямому ефірі"."""
        items, words = self.unit.items, self.lexicon.words
        if items[place].lower not in words["prepositions"] - words["linking"]:
            return False
        named = place - start >= 2 and items[place - 1].capital and items[place - 2].capital
        behind = items[place + 1] if place + 1 < len(items) else None
        return self._occasion(place) or (named and behind is not None and behind.word and not behind.capital)

    def _dated(self, place: int) -> bool:
        """Tell whether a month stands inside a date that belongs to a noun ("от 11 февраля")."""
        return place > 0 and self.unit.items[place - 1].text.isdigit()

    def _article(self, start: int, end: int) -> bool:
        """Tell whether an article ends what follows a verb: it opens the object ("teilte Roe den | Reportern mit")."""
        last = self.unit.items[end - 1].lower
        return end > start + 1 and last in self.lexicon.determiners and last not in self.lexicon.pronouns

    def _is_day(self, place: int) -> bool:
        return place < len(self.unit.items) and self.unit.items[place].lower in self.lexicon.words["days"]

    def _infinitive(self, place: int) -> bool:
        """Tell whether an infinitive stands here, which is what is said and no subject: "ordenó suspender la …"."""
        item, pattern = self.unit.items[place], INFINITIVES.get(self.lexicon.language)
        known = item.capital or self.lexicon.role(item.lower) or self.lexicon.language == "de"
        return bool(not known and item.word and pattern and pattern.match(item.lower))

    def _object(self, item: Item) -> bool:
        """Tell whether a Polish noun behind a verb is its object by its ending: "zapowiedział kontrolę NFZ"."""
        plain = item.word and not item.capital and item.lower not in self.lexicon.pronouns
        return self.lexicon.language == "pl" and plain and item.lower.endswith("ę")

    def _past_governed(self, place: int) -> int:
        """Return the place behind what a preposition governs: its article, its noun, the name that goes on with it."""
        items = self.unit.items
        while place < len(items) and items[place].lower in self.lexicon.determiners:
            place += 1
        capital = place < len(items) and items[place].capital
        if place < len(items) and items[place].lower not in self.lexicon.complementizers:
            place += 1
        while capital and place < len(items) and items[place].capital:
            place += 1
        return place

    def _names(self, item: Item) -> bool:
        return item.lower in self.lexicon.determiners

    def _full(self, place: int) -> bool:
        """Tell whether a noun phrase can be complete with this item: a name, a pronoun, a role in languages with articles."""
        item = self.unit.items[place]
        analytic = self.lexicon.language in ("de", "es", "fr")
        return (
            item.capital
            or item.lower in self.lexicon.pronouns
            or (analytic and item.lower in self.lexicon.roles)
        )

    def _pronominal(self, place: int) -> bool:
        return (
            place < len(self.unit.items)
            and self.unit.items[place].lower in self.lexicon.words["demonstratives"]
        )

    def _occasion(self, place: int) -> bool:
        """Tell whether a preposition opens what tells the occasion, not who: "в интервью", "у вечірньому зверненні"."""
        occasions = self.lexicon.words["occasions"]
        return any(item.lower in occasions for item in self.unit.items[place + 1 : place + 3])


def _oblique(item: Item, lexicon: Lexicon) -> bool:
    """French m' is one of them, the M. of a title is not."""
    return item.lower in lexicon.words["obliques"] and not (len(item.text) == 1 and item.text.isupper())
