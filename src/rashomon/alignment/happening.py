"""Whether: what a passage says happened, did not happen, or may have happened."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from rashomon.alignment.claims import Claim, Quality
from rashomon.alignment.names import Names
from rashomon.alignment.passages import Passage, clause_of, group_of, head_of
from rashomon.language.concepts import Mention
from rashomon.language.modality import places_of
from rashomon.language.parse import Token

# A negation this many words before a happening, in languages without a parser here, denies it.
_BEFORE = 2
# Of all that takes part in a happening, so many are tried to match it with what others say of it.
_MOST = 6
_MAIN = frozenset({"ROOT", "ccomp", "conj", "xcomp", "advcl", "acl", "relcl", "parataxis"})
# What a happening may be the subject or object of and still be told as one: "a plot was foiled", "there was a plot".
_TOLD_AS = frozenset({"nsubj", "nsubjpass", "dobj", "attr"})
_LIGHT = frozenset({"come", "be", "get", "go", "put", "set", "remain", "die"})
# Not to be, happen, be found: verbs whose negation denies what they are said of.
_EXISTS = frozenset({
    "be", "happen", "occur", "exist", "take", "have", "make", "receive", "find", "see", "record", "report", "register",
    "file", "hear", "sign", "reach", "issue", "give", "get",
})  # fmt: skip
_WHETHER = frozenset({"if", "whether", "unless"})
# What is said about a happening by others.
_TALK = frozenset({
    "talk", "claim", "report", "story", "rumour", "rumor", "allegation", "version", "tale", "suggestion", "idea",
    "notion", "accusation", "charge", "suspicion", "theory", "news",
})  # fmt: skip
# Whose object may never have been.
_SPEAKING_OF = frozenset({
    "denounce", "condemn", "allege", "discuss", "fear", "suspect", "investigate", "probe", "mention", "expect",
    "predict", "imagine", "describe", "consider", "examine", "allow", "mean",
})  # fmt: skip
_MAY = frozenset({"may", "might", "could"})
# "No further meeting is planned" says nothing of the one that everybody speaks of.
_ANOTHER = frozenset({"another", "additional", "further", "more", "other", "second", "new", "next", "future"})
# What these verbs are said of is no more, or never was: "the licence had lapsed".
_UNDOING = frozenset({"lapse", "expire", "cancel", "revoke", "lack", "refuse", "withdraw"})
# Nouns that restrict nothing.
_IDLE = frozenset({
    "time", "day", "night", "morning", "evening", "hour", "minute", "week", "month", "year", "sign", "evidence",
    "kind", "sort", "way", "thing", "people", "person", "case", "moment", "place", "fact", "talk", "question",
    "matter", "part", "yesterday", "today", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
    "sunday", "one", "nobody", "nothing", "reason", "doubt", "attempt", "idea", "end", "country",
})  # fmt: skip


def read_happenings(passage: Passage, names: Names) -> Iterator[Claim]:
    """Yield what the passage says on "did it happen" questions: yes, no or perhaps.

    A claim is made on the happening as such where nothing restricts it, and on the happening with each of those who
    take part in it: only claims about the same ones are compared.
    """
    if passage.act in {"ask", "direct", "commit", "opine"}:
        return
    seen: set[str] = set()
    for mention in passage.mentions:
        concept = mention.concept
        if "occurrence" not in concept.ask or not concept.event or concept.name in seen:
            continue
        value = _value(passage, mention)
        if value is None:
            continue
        seen.add(concept.name)
        parts = _participants(passage, names, mention)
        whole = [""] if (value != "no" or not parts) and not concept.particular else []
        for part, shown in [*((one, "") for one in whole), *parts.items()]:
            yield _claim(passage, mention, value, part, shown)


def _claim(passage: Passage, mention: Mention, value: str, part: str, shown: str) -> Claim:
    concept = mention.concept
    topic = f"{concept.name}/{part}" if part else concept.name
    ask = concept.ask["occurrence"]
    if part:
        ask = f"{ask.rstrip('?')} ({shown})?"
    return Claim(
        passage.statement.id, "occurrence", topic, ask, value, passage.span, _qualities(passage, value)
    )


def _qualities(passage: Passage, value: str) -> frozenset[Quality]:
    found: set[Quality] = {"heading"} if passage.heading else set()
    if value == "perhaps":
        found.add("hedged")
    if value == "no":
        found.add("denied")
    return frozenset(found)


def _value(passage: Passage, mention: Mention) -> str | None:
    """Return yes, no or perhaps; None where the happening is only spoken of."""
    if passage.has("open"):
        return "perhaps"
    if passage.has_syntax:
        return _value_by_tree(passage, head_of(passage.parse, mention))
    made_up = _is_called_fiction(passage)
    if passage.act == "deny" or _is_denied_before(passage, mention) or made_up:
        return "no"
    return "perhaps" if passage.act == "hedge" or passage.has("hedge") else "yes"


def _value_by_tree(passage: Passage, head: Token) -> str | None:
    if (subject := _spoken_of(passage, head)) is not None and _is_fiction(passage, subject):
        return "no"
    verb = _teller(passage, head)
    if verb is None or _is_left_open(passage, verb) or _is_general(passage, head, verb):
        return None
    if any(child.lemma in _ANOTHER for child in passage.parse.children[head.index]):
        return None
    modal = _modals(passage, verb)
    if _is_denied(passage, head, verb):
        return None if modal else "no"
    if passage.act == "deny":
        return "no"
    if _is_negated(passage, verb):
        return None
    if passage.act == "hedge" or modal & _MAY or _is_hedged(passage, verb):
        return None if _is_known(passage, head) else "perhaps"
    return None if modal else "yes"


def _is_left_open(passage: Passage, verb: Token) -> bool:
    """Tell whether what a verb tells is asked ("whether it sank"), or itself said not to have been said or thought."""
    inside = range(passage.tokens[0].index, passage.tokens[-1].index + 1)
    below = verb
    for token in [verb, *passage.parse.ancestors(verb.index)]:
        if token.index not in inside:
            return False
        children = passage.parse.children[token.index]
        if any(child.lemma in _WHETHER and child.dep == "mark" for child in children):
            return True
        if below.dep == "ccomp" and below.head == token.index and _is_negated(passage, token):
            return True
        below = token
    return False


def _is_general(passage: Passage, head: Token, verb: Token) -> bool:
    """Tell whether it is said of any such happening and of none in particular: "a coup needs a clock"."""
    told = passage.heading and passage.statement.kind == "indirect"  # headlines tell in the present
    if told or head.dep != "nsubj" or verb.tag not in {"VBZ", "VBP"}:
        return False
    children = passage.parse.children
    some = any(child.lemma in {"a", "an"} and child.dep == "det" for child in children[head.index])
    return some and not any(child.dep in {"aux", "auxpass"} for child in children[verb.index])


def _spoken_of(passage: Passage, head: Token) -> Token | None:
    """Return the subject that is the happening or the talk of it: "the plot", "all this talk of a poisoning"."""
    above = passage.parse.tokens[head.head]
    noun = passage.parse.tokens[above.head] if head.dep == "pobj" and above.dep == "prep" else head
    spoken = noun is head or noun.lemma.lower() in _TALK
    return noun if spoken and noun.dep in {"nsubj", "nsubjpass", "dobj"} else None


def _is_fiction(passage: Passage, subject: Token) -> bool:
    """Tell whether a word for what is made up is said of the subject: "is a fairy tale", "called it nonsense"."""
    verb = passage.parse.tokens[subject.head]
    said = {"attr", "acomp", "oprd", "xcomp", "advmod"}
    named = {child.index for child in passage.parse.children[verb.index] if child.dep in said}
    places = places_of("fiction", passage.words, passage.language)
    made_up = any(
        passage.tokens[place].index == verb.index
        or clause_of(passage.parse, passage.tokens[place].index) == verb.index
        for place in places
        if named or passage.tokens[place].index == verb.index
    )
    return made_up and not _is_negated(passage, verb)


def _is_called_fiction(passage: Passage) -> bool:
    """Tell the same without a tree: a word for what is made up, and no negation before it."""
    places = places_of("fiction", passage.words, passage.language)
    negated = places_of("negation", passage.words, passage.language)
    return any(not any(place - _BEFORE <= no < place for no in negated) for place in places)


def _is_known(passage: Passage, head: Token) -> bool:
    """Tell a happening that is taken as known, whatever is in doubt of it: "the fire may have been arson"."""
    return any(child.lemma == "the" and child.dep == "det" for child in passage.parse.children[head.index])


def _teller(passage: Passage, head: Token) -> Token | None:
    """Return the verb that tells the happening; None where it is a mere circumstance of what is told."""
    tokens = passage.parse.tokens
    if head.pos == "VERB":
        told = passage.act == "deny" or not _is_infinitive(passage, head)
        main = head.dep in _MAIN or (passage.heading and head.tag in {"VBD", "VBN"})  # headlines parse badly
        return head if main and told else None
    verb = tokens[head.head]
    if head.dep == "pobj" and verb.dep == "prep":  # "came into contact", "was under attack"
        verb = tokens[verb.head]
        return verb if verb.lemma in _LIGHT and verb.dep in _MAIN else None
    if head.dep == "ROOT":
        return head if passage.heading else None
    if head.dep == "nsubj" and verb.lemma == "be":  # "the plot was thin" tells of its quality
        return None
    inside = passage.tokens[0].index <= verb.index <= passage.tokens[-1].index
    if verb.lemma in _SPEAKING_OF and head.dep in {"dobj", "nsubjpass"}:
        return None
    return verb if head.dep in _TOLD_AS and inside and verb.pos in {"VERB", "AUX"} else None


def _is_infinitive(passage: Passage, verb: Token) -> bool:
    return any(child.dep == "aux" and child.lemma == "to" for child in passage.parse.children[verb.index])


def _modals(passage: Passage, verb: Token) -> frozenset[str]:
    """Return the modal verbs over a verb: what will, should or could be is not told as a fact."""
    children = passage.parse.children[verb.index]
    return frozenset(child.lemma for child in children if child.dep == "aux" and child.tag == "MD")


def _is_hedged(passage: Passage, verb: Token) -> bool:
    """Tell whether a word that weakens stands in the verb's own clause or over it."""
    over = {verb.index, *(token.index for token in passage.parse.ancestors(verb.index))}
    places = places_of("hedge", passage.words, passage.language)
    return any(
        passage.tokens[place].index in over
        or clause_of(passage.parse, passage.tokens[place].index) == verb.index
        for place in places
    )


def _is_denied_before(passage: Passage, mention: Mention) -> bool:
    before = [token for token in passage.tokens if mention.first - _BEFORE <= token.index < mention.first]
    cut = max((place for place, token in enumerate(before) if not token.text[0].isalnum()), default=-1)
    words = [token.text.lower() for token in before[cut + 1 :]]
    return bool(places_of("negation", words, passage.language))


def _is_denied(passage: Passage, head: Token, verb: Token) -> bool:
    children = passage.parse.children
    if any(child.lemma == "no" and child.dep in {"det", "neg"} for child in children[head.index]):
        return True
    negated = _is_negated(passage, verb)
    if head.index != verb.index:
        return verb.lemma in _UNDOING or (negated and verb.lemma in _EXISTS)
    return negated or any(
        child.lemma in {"nobody", "nothing"} or _has_no(passage, child)
        for child in children[head.index]
        if child.dep in {"nsubj", "nsubjpass", "dobj"}
    )


def _is_negated(passage: Passage, verb: Token) -> bool:
    return any(child.dep == "neg" or child.lemma == "never" for child in passage.parse.children[verb.index])


def _has_no(passage: Passage, noun: Token) -> bool:
    """Tell whether a noun is none: "no round", "not a single round", "no person resident"."""
    return any(
        child.lemma in {"no", "not"} and child.dep in {"det", "neg"}
        for child in group_of(passage.parse, noun)
    )


def _participants(passage: Passage, names: Names, mention: Mention) -> dict[str, str]:
    """Return the entities and nouns of the happening's clause, each once, in text order, with the words to show."""
    inside = range(mention.first, mention.last + 1)
    if not passage.has_syntax:
        found = [names.entity(token.text) for token in passage.tokens if token.text[0].isupper()]
        return _first({part: names.name(part) for part in found if part})
    clause = clause_of(passage.parse, head_of(passage.parse, mention).index)
    parts: dict[str, str] = {}
    made_up = {passage.tokens[place].index for place in places_of("fiction", passage.words, passage.language)}
    made_up |= {place + 1 for place in made_up}  # "a fairy tale"
    for token in passage.tokens:
        if token.index in inside or token.index in made_up or clause_of(passage.parse, token.index) != clause:
            continue
        if token.pos == "PRON" and token.lemma.lower() in _ONESELF and passage.statement.speaker:
            parts.setdefault(passage.statement.speaker, names.name(passage.statement.speaker))
        if token.entity in _MEASURES:
            continue
        if token.pos in {"NOUN", "PROPN"} and token.dep != "compound" and token.lemma.lower() not in _IDLE:
            known = names.entity(token.text) if token.text[0].isupper() else None
            parts.setdefault(known or token.lemma.lower(), names.name(known) if known else token.text)
    return _first(parts)


def _first(parts: dict[str, str]) -> dict[str, str]:
    return dict(itertools.islice(parts.items(), _MOST))


# When and how many is asked apart.
_MEASURES = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "PERCENT", "QUANTITY", "MONEY"})
# Who says these of a happening takes part in it.
_ONESELF = frozenset({"i", "we", "myself", "ourselves", "himself", "herself", "itself", "themselves"})
