"""Text without syntax, cut for reading: sentences of words, marks and quotations, in chunks between the commas."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from rashomon.language.lexicon import Lexicon, alike
from rashomon.language.parse import Parse, Token
from rashomon.language.quotations import Quotation
from rashomon.records import Span

_DASHES = frozenset("—–-")
_BREAKS = frozenset(",:—–")
# A quotation of so few words that opens with a capital, amid a sentence, is a name ("Живая река") and no utterance.
_NAME_WORDS = 5
# A unit of more items is no sentence but a table or an attack; it is read in pieces of this length.
_LONGEST = 400
# How far back (code points) the last whole token of a quotation is looked for.
_LOOK_BACK = 200
_STOP = re.compile(r"[.!?…](?=\s)")
_DASH_IN_QUOTE = re.compile(r"[,.!?…]\s*[—–-]\s")


# An infinitive by its ending, which nouns in -ость, -асць, -ość share; German marks it with zu, French and Spanish may put a preposition before it.
INFINITIVES = {
    "ru": re.compile(r"\w+(?:(?<!ос)т[ьи]|чь|ться|тись)\Z"),
    "uk": re.compile(r"\w+(?:ти|тися|тись)\Z"),
    "be": re.compile(r"\w+(?:(?<![ао]с)ц[ьі]|цца|чы|чыся)\Z"),
    "pl": re.compile(r"\w+(?<!oś)ć\Z"),
    "fr": re.compile(r"\w+(?:er|ir|re|oir)\Z"),
    "es": re.compile(r"\w+[aeií]r(?:se|l[aoe]s?|me|nos)?\Z"),
    "de": re.compile(
        r"(?:ab|an|auf|aus|bei|durch|ein|fest|fort|her|hin|los|mit|nach|nieder|um|vor|weg|weiter|wieder|zurück|zusammen|zu|über|unter|frei|bereit|heraus|hinaus)zu\w+n\Z"
    ),
}


@dataclass(frozen=True, slots=True)
class Item:
    """A word, a punctuation mark or a whole quotation of one unit; `lower` is the word in lower case."""

    start: int
    end: int
    text: str
    lower: str
    quotation: Quotation | None = None
    name: bool = False

    @property
    def span(self) -> Span:
        """Where the item stands in the text."""
        return Span(self.start, self.end)

    @property
    def word(self) -> bool:
        """Tell whether this is a word (a quoted name counts as one)."""
        return self.name or (self.quotation is None and self.text[0].isalnum())

    @property
    def capital(self) -> bool:
        """Tell whether this is a word or a quoted name that begins with a capital."""
        return self.name or (self.word and self.text[0].isupper())


@dataclass(frozen=True)
class Unit:
    """A sentence, with the sentences that a quotation ties to it, in text order."""

    text: str
    items: tuple[Item, ...]
    paragraph: Span

    @cached_property
    def chunks(self) -> tuple[range, ...]:
        """Return the stretches between commas, colons and dashes outside brackets, as ranges of items."""
        found, start, depth = [], 0, 0
        for number, item in enumerate(self.items):
            depth = (
                max(0, depth + (item.text in "([") - (item.text in ")]")) if len(item.text) == 1 else depth
            )
            if depth == 0 and self.breaks(number):
                found.append(range(start, number))
                start = number + 1
        found.append(range(start, len(self.items)))
        return tuple(chunk for chunk in found if chunk)

    @cached_property
    def chunk_of(self) -> dict[int, int]:
        """Return the number of the chunk of each item; marks between chunks have none."""
        return {place: number for number, chunk in enumerate(self.chunks) for place in chunk}

    def breaks(self, number: int) -> bool:
        """Tell whether the item parts two chunks: a comma, a colon, a dash with space around it."""
        item = self.items[number]
        if item.text not in _BREAKS and item.text != "-":
            return False
        if self.text[item.start - 1 : item.start].isdigit() and self.text[item.end : item.end + 1].isdigit():
            return False  # 1,2 million; 7:40
        if item.text not in _DASHES:
            return True
        return (
            self.text[item.start - 1 : item.start].isspace() or self.text[item.end : item.end + 1].isspace()
        )

    def mark(self, number: int) -> str:
        """Return the mark at an item's place, "" beyond the ends or where a word stands."""
        item = self.items[number] if 0 <= number < len(self.items) else None
        return item.text if item is not None and not item.word and item.quotation is None else ""

    def span(self, first: int, end: int) -> Span | None:
        """Return the text span of the items `[first, end)` without the marks around them; None where none is left."""
        while first < end and self.mark(first) and self.mark(first) not in '([$€№#§+¿¡@„“«»"':
            first += 1
        while end > first and self.mark(end - 1) and self.mark(end - 1) not in ')]?!%°€$…„“”«»"':
            end -= 1
        return Span(self.items[first].start, self.items[end - 1].end) if first < end else None


def units(
    parse: Parse, frame: Sequence[Span], level: Sequence[Quotation], lexicon: Lexicon
) -> Iterator[Unit]:
    """Yield the units of each stretch of text in `frame`, with the quotations of one `level` as single items."""
    parts = sorted(((part, q) for q in level for part in q.parts), key=lambda pair: pair[0])
    starts = [part.start for part, _ in parts]
    for stretch in frame:
        near = parts[bisect.bisect_left(starts, stretch.start) : bisect.bisect_left(starts, stretch.end)]
        inside = [(part, quotation) for part, quotation in near if part.end <= stretch.end]
        for items in _sentences(parse, stretch, inside, lexicon):
            for start in range(0, len(items), _LONGEST):
                yield Unit(parse.text, _named(items[start : start + _LONGEST]), stretch)


def _sentences(
    parse: Parse, stretch: Span, quoted: Sequence[tuple[Span, Quotation]], lexicon: Lexicon
) -> Iterator[tuple[Item, ...]]:
    items: list[Item] = []
    sentence, after, queue = -1, stretch.start, list(reversed(quoted))
    for token in parse.within(stretch):
        if token.start < after:
            continue
        here = parse.sentence_of[token.index]
        if items and (here != sentence or items[-1].text == ";"):
            yield tuple(items)
            items = []
        sentence = here
        if queue and token.start >= queue[-1][0].start:
            part, quotation = queue.pop()
            part = part if quotation.closed else _cut(parse.text, part, lexicon)
            items.append(Item(part.start, part.end, part.of(parse.text), "", quotation))
            after, sentence = part.end, _sentence_at(parse, part.end - 1, here)
        else:
            items.append(_item(token, lexicon.language))
    if items:
        yield tuple(items)


def _item(token: Token, language: str) -> Item:
    return Item(token.start, token.end, token.text, alike(token.text.casefold().rstrip("’'"), language))


def _sentence_at(parse: Parse, place: int, otherwise: int) -> int:
    tokens = parse.within(Span(max(0, place - _LOOK_BACK), place + 1))
    return parse.sentence_of[tokens[-1].index] if tokens else otherwise


def _cut(text: str, part: Span, lexicon: Lexicon) -> Span:
    """End a quotation that is never closed where its reporting clause begins (a dash, or a comma and a cue), or its sentence ends."""
    match = _DASH_IN_QUOTE.search(text, part.start, part.end)
    if match:
        return Span(part.start, match.start() + (text[match.start()] != ","))
    for comma in re.finditer(r",\s(\w+)", part.of(text)):
        if comma.group(1) in lexicon.finite:
            return Span(part.start, part.start + comma.start())
    stop = _STOP.search(text, part.start + 1, part.end)
    return Span(part.start, stop.end()) if stop else part


def _named(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Mark the quotations that are names of papers, clubs and movements."""
    return tuple(
        Item(item.start, item.end, item.text, item.lower, item.quotation, name=True)
        if item.quotation is not None and _is_name(items, number)
        else item
        for number, item in enumerate(items)
    )


def _is_name(items: tuple[Item, ...], number: int) -> bool:
    inner = items[number].text.strip("„“”«»\"'‘’‚‹› ")
    before = items[number - 1] if number else None
    after = items[number + 1] if number + 1 < len(items) else None
    if not inner[:1].isupper() or len(inner.split()) > _NAME_WORDS or inner[-1:] in ".?!…,":
        return False
    if before is not None and not before.text[-1].isalnum() and before.text not in "().":
        return before.text == "," and after is not None and after.text == ","
    return after is not None and (after.text[0].isalnum() or before is not None)
