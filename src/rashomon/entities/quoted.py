"""Names in quotation marks, as Slavic languages write those of companies and papers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rashomon.entities.lexicon import Lexicon
from rashomon.language.parse import Parse
from rashomon.records import EntityType, Span

# At most five words.
_QUOTED = re.compile(
    r"[«„“\"](?=[^\W\d_a-zа-яёіїєґў])[^\s«»„“”\".,!?:;]{1,40}(?:[ -][^\s«»„“”\".,!?:;]{1,40}){0,4}[»”“\"]"
)
# One that no word for a body introduces has so many words at most.
_TITLE = 2
_SLAVIC = ("be", "pl", "ru", "uk")


def quoted_names(
    parse: Parse, words: Lexicon, sources: Sequence[Span]
) -> Iterator[tuple[Span, str, EntityType]]:
    """Yield names in quotation marks that follow a word for a body or medium, stand in a source, or look like one."""
    inside = {offset for source in sources for offset in range(*source)}
    for match in _QUOTED.finditer(parse.text):
        before = parse.text[max(0, match.start() - 40) : match.start()].split()
        last = before[-1].casefold().strip("(,") if before else ""
        if last in words.media:
            yield Span(*match.span()), match.group(), "media"
        elif (
            last in words.bodies or last in words.generic or match.start() in inside or _titled(parse, match)
        ):
            yield Span(*match.span()), match.group(), "organization"


def _titled(parse: Parse, match: re.Match[str]) -> bool:
    """Tell whether quoted words amid a sentence are a name by their form: few, with a capital, lower case before."""
    name = match.group()[1:-1].split()
    before = parse.text[max(0, match.start() - 2) : match.start()]
    amid = before[:1].isalpha() and before[1:] == " "
    return parse.language in _SLAVIC and amid and len(name) <= _TITLE and len(name[0]) > _TITLE
