"""The gender that pronouns tell of a surname: “Roe said he …”."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from rashomon.entities.lexicon import Lexicon
from rashomon.entities.mentions import Mention
from rashomon.language.names import Gender, fold
from rashomon.language.parse import Parse

# A pronoun within so many tokens after a subject, in the same sentence, is taken for the subject's.
_NEAR = 12
# The pronouns tell a gender from so many on, and where those of the other are at most a third of them.
_LEAST, _TIMES = 2, 3


def leanings(parse: Parse, words: Lexicon, mentions: Sequence[Mention]) -> Mapping[str, Gender]:
    """Return for each surname that stands alone as a subject the gender of most pronouns right after it.

    Only the stretch up to the next name counts. Surnames whose pronouns are few or divided are left out.
    """
    counts: dict[str, Counter[Gender]] = defaultdict(Counter)
    named = {token.index for mention in mentions for token in parse.within(mention.span)}
    for mention in mentions:
        if (
            mention.subject
            and not mention.owner
            and len(mention.text.split()) == 1
            and mention.type == "person"
        ):
            tokens = parse.within(mention.span)
            gender = _first_pronoun(parse, words, tokens[-1].index + 1, named) if tokens else None
            if gender:
                counts[fold(mention.text)][gender] += 1
    found: dict[str, Gender] = {}
    for surname, row in counts.items():
        (gender, most), *rest = row.most_common()
        if most >= _LEAST and all(most >= _TIMES * other for _, other in rest):
            found[surname] = gender
    return found


def _first_pronoun(parse: Parse, words: Lexicon, start: int, named: set[int]) -> Gender | None:
    """Return the gender of the first pronoun from a token on; None where a name or the sentence's end comes first."""
    if start >= len(parse.tokens):
        return None
    sentence = parse.sentence_of[start - 1]
    for token in parse.tokens[start : start + _NEAR]:
        if token.index in named or parse.sentence_of[token.index] != sentence:
            return None
        classes = words.pronoun(token.text.casefold()) | words.possessive(token.text.casefold())
        if "female" in classes:
            return "female"
        if "male" in classes:
            return "male"
    return None
