"""What a language without a parser here needs to find attributions: reporting verbs by form, sources, function words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from typing import Any

from rashomon.language.names import stem
from rashomon.records import Act

LANGUAGES = ("be", "de", "es", "fr", "pl", "ru", "uk")
FRAMES = ("clause", "quote", "small", "object", "infinitive", "prep")
# Where one form performs several acts in one frame, the first of these wins.
_ORDER: tuple[Act, ...] = ("deny", "commit", "direct", "ask", "assert", "hedge", "opine")
# Roles from this length (letters) on are told by their stems in the languages that decline them.
_LONG_ROLE = 5
_DECLINING = frozenset(("be", "pl", "ru", "uk"))
_WORDS = (
    "accusative",
    "accusative_endings",
    "abbreviations",
    "adverbs",
    "ambiguous",
    "asking",
    "auxiliaries",
    "carrying",
    "causal",
    "clitics",
    "comparatives",
    "conditional",
    "conjoined",
    "conjunctions",
    "contrasts",
    "converbs",
    "coordinators",
    "days",
    "female_past",
    "demonstratives",
    "documents",
    "final",
    "from",
    "impersonal",
    "impersonals",
    "linking",
    "modals",
    "negation",
    "obliques",
    "occasions",
    "passive",
    "past",
    "plain",
    "plural_verbs",
    "possessives",
    "prepositions",
    "quantifiers",
    "quoted",
    "recipients",
    "reflexives",
    "relatives",
    "reported",
    "self",
    "subjunctive",
    "subordinators",
    "temporal",
    "unreported",
    "unspoken",
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A reporting verb form: the words that go with it, and in each frame its act and the prepositions it takes."""

    particles: tuple[str, ...] = ()
    acts: Mapping[str, Act] = field(default_factory=dict)
    prepositions: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def act(self, *frames: str) -> Act:
        """Return the act in the first of the frames this verb has, else in any, else "assert"."""
        return next((self.acts[frame] for frame in (*frames, *FRAMES) if frame in self.acts), "assert")


Phrases = Mapping[str, tuple[tuple[str, ...], ...]]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language's words, all in lower case.

    `finite` and `participles` map a form to its cues, those with most particles first; the phrases ("по словам")
    are grouped by their first word, longest first.
    """

    language: str
    finite: Mapping[str, tuple[Cue, ...]]
    participles: Mapping[str, tuple[Cue, ...]]
    before: Phrases
    around: Phrases
    hedges: Phrases
    opinions: frozenset[str]
    after: frozenset[str]
    complementizers: frozenset[str]
    bare: frozenset[str]
    anaphora: tuple[tuple[str, ...], ...]
    questions: frozenset[str]
    like: frozenset[str]
    doubt: frozenset[str]
    quotative: frozenset[str]
    nouns: Mapping[str, Act]
    noun_prepositions: frozenset[str]
    pronouns: frozenset[str]
    roles: frozenset[str]
    titles: frozenset[str]
    determiners: frozenset[str]
    words: Mapping[str, frozenset[str]]
    role_stems: frozenset[str] = frozenset()

    def ends(self, word: str, name: str) -> bool:
        """Tell whether a word has one of the endings that a list of the file gives ("past", "plural_verbs")."""
        return word.endswith(tuple(self.words[name]))

    @property
    def drops_subjects(self) -> bool:
        """Whether the language leaves out subjects that its verbs tell: those whose file gives a past tense."""
        return bool(self.words["past"])

    def role(self, word: str) -> bool:
        """Tell whether a word is a role or body, in Slavic languages in any case ("министерстве")."""
        return word in self.roles or (
            len(word) >= _LONG_ROLE and stem(word, self.language) in self.role_stems
        )

    def noun(self, word: str) -> Act | None:
        """Return the act of a noun that reports ("заявление", "доклад"), or None where the word is no such noun."""
        return next((act for stem, act in self.nouns.items() if word.startswith(stem)), None)


# Spellings of one word: Ukrainian в/у and Belarusian у/ў at its head change with the word before, Belarusian writes
# soft consonants and foreign э in two ways, and apostrophes differ.
_ALIKE = {
    "uk": ((re.compile(r"^в(?=[бвгґджзйклмнпрстфхцчшщ])"), "у"), (re.compile("['ʼ]"), "’")),
    "be": (
        (re.compile("^ў"), "у"),
        (re.compile("ь(?=[бвгджзйклмнпрстфхцчш])"), ""),
        (re.compile("э"), "е"),
        (re.compile("['ʼ]"), "’"),
    ),
}


def alike(word: str, language: str) -> str:
    """Return the one spelling by which a word in lower case is looked up.

    >>> alike("вказав", "uk"), alike("ўдакладніў", "be"), alike("сьцьвярджае", "be"), alike("wskazał", "pl")
    ('указав', 'удакладніў', 'сцвярджае', 'wskazał')
    """
    for pattern, letters in _ALIKE.get(language, ()):
        word = pattern.sub(letters, word)
    return word


def known(language: str) -> bool:
    """Tell whether there is a lexicon for a language.

    >>> known("be"), known("ja")
    (True, False)
    """
    return language in LANGUAGES


@cache
def load(language: str) -> Lexicon:
    """Return the lexicon of a language (ISO 639-1); raise ValueError, which names those there are, for another.

    >>> load("ru").finite["опровергла"][0].act("object")
    'deny'
    """
    if language not in LANGUAGES:
        raise ValueError(f"no attribution lexicon for {language!r}; there are: {', '.join(LANGUAGES)}")
    return build(read(language))


def read(language: str) -> dict[str, Any]:
    """Return a language's lexicon file as it stands."""
    return tomllib.loads(files("rashomon.language").joinpath("data", f"{language}.toml").read_text("utf-8"))


def build(data: Mapping[str, Any]) -> Lexicon:
    """Return the lexicon that a file describes; raise KeyError where a table or a paradigm is missing."""
    language: str = data["language"]
    finite, participles = (_spelled(table, language) for table in _forms(data["verbs"], data["paradigms"]))
    clauses, sources, particles, according = (
        data[name] for name in ("clauses", "sources", "particles", "according")
    )

    def words(text: str) -> frozenset[str]:
        return _set(text, language)

    def phrases(text: str) -> Phrases:
        return _phrases(text, language)

    return Lexicon(
        language=language,
        finite=finite,
        participles=participles,
        before=phrases(according["before"]),
        around=phrases(according["around"]),
        hedges=phrases(according["hedges"]),
        opinions=words(data["words"].get("opinions", "")),
        after=words(according["after"]),
        complementizers=words(clauses["complementizers"]),
        bare=words(clauses["bare"]),
        anaphora=tuple(_looked_up(_apart(phrase), language) for phrase in clauses["anaphora"].split(";")),
        questions=words(clauses["questions"]),
        like=words(clauses["as"]),
        doubt=words(particles["hedge"]),
        quotative=words(particles["quotative"]),
        nouns={word: act for act in _ORDER for word in sorted(words(data["nouns"].get(act, "")))},
        noun_prepositions=words(data["nouns"]["prepositions"]),
        pronouns=words(sources["pronouns"]),
        roles=words(sources["roles"]),
        titles=words(sources["titles"]),
        determiners=words(f"{sources['determiners']} {sources['groups']}"),
        words={name: words(data["words"].get(name, "")) for name in _WORDS},
        role_stems=_stems(words(sources["roles"]), language),
    )


def _looked_up(phrase: tuple[str, ...], language: str) -> tuple[str, ...]:
    return tuple(alike(word, language) for word in phrase)


def _spelled(table: Mapping[str, tuple[Cue, ...]], language: str) -> dict[str, tuple[Cue, ...]]:
    """Return forms of verbs in the spelling that is looked up beside that of the file."""
    if language not in _ALIKE:
        return dict(table)
    found: dict[str, tuple[Cue, ...]] = {}
    for form, cues in table.items():
        same = tuple(replace(cue, particles=_looked_up(cue.particles, language)) for cue in cues)
        found[form] = same
        found.setdefault(alike(form, language), same)
    return found


def _stems(roles: Iterable[str], language: str) -> frozenset[str]:
    """Return the stems of the longer roles of a language that declines its nouns; those of the others stand as they are."""
    long = (word for word in roles if len(word) >= _LONG_ROLE)
    return frozenset(stem(word, language) for word in long) if language in _DECLINING else frozenset()


def _set(text: str, language: str) -> frozenset[str]:
    words = frozenset(text.casefold().split())
    return words | {alike(word, language) for word in words}


def _apart(phrase: str) -> tuple[str, ...]:
    """Return the words of a phrase as tokens have them: French elisions apart, without the apostrophe."""
    return tuple(phrase.casefold().replace("’", "'").replace("'", " ").split())


def _phrases(text: str, language: str) -> Phrases:
    grouped: dict[str, set[tuple[str, ...]]] = {}
    for phrase in text.split(";"):
        for words in {_apart(phrase), _looked_up(_apart(phrase), language)} - {()}:
            grouped.setdefault(words[0], set()).add(words)
    return {
        first: tuple(sorted(group, key=lambda words: (-len(words), words)))
        for first, group in grouped.items()
    }


Found = dict[str, dict[tuple[str, ...], tuple[dict[str, Act], dict[str, set[str]]]]]


def _forms(
    verbs: Mapping[str, Mapping[str, str]], paradigms: Mapping[str, str]
) -> tuple[dict[str, tuple[Cue, ...]], dict[str, tuple[Cue, ...]]]:
    finite: Found = {}
    participles: Found = {}
    for act in _ORDER:
        for frame, words in verbs.get(act, {}).items():
            for word in words.casefold().split():
                verb, _, preposition = word.partition(":")
                for participle, form, particles in expand(verb, paradigms):
                    table = participles if participle else finite
                    acts, prepositions = table.setdefault(form, {}).setdefault(particles, ({}, {}))
                    acts.setdefault(frame, act)
                    if preposition:
                        prepositions.setdefault(frame, set()).add(preposition)
    return _sealed(finite), _sealed(participles)


def _sealed(table: Found) -> dict[str, tuple[Cue, ...]]:
    sealed = {}
    for form, entries in table.items():
        cues = [
            Cue(particles, acts, {frame: frozenset(words) for frame, words in prepositions.items()})
            for particles, (acts, prepositions) in entries.items()
        ]
        sealed[form] = tuple(sorted(cues, key=lambda cue: (-len(cue.particles), cue.particles)))
    return sealed


def expand(verb: str, paradigms: Mapping[str, str]) -> Iterator[tuple[bool, str, tuple[str, ...]]]:
    """Yield the forms of one verb as the file writes it: whether a participle, the form, the words it needs.

    >>> sorted(expand("teil+w|mit", {"w": "t te / ge~t"}))[:2]
    [(False, 'mitteilt', ()), (False, 'mitteilte', ())]
    """
    stem, *particles = verb.split("|")
    stem, plus, paradigm = stem.partition("+")
    endings, _, perfect = paradigms[paradigm].partition("/") if plus else ("-", "", "")
    if not plus and stem.startswith("/"):
        yield True, stem[1:].replace("_", " ").split()[-1], tuple(particles)
        return
    for ending in endings.split():
        yield False, stem + ending.strip("-"), tuple(particles)
    for form in perfect.split():
        yield True, "".join(particles) + form.replace("~", stem), ()
    yield from _joined(stem, particles, endings.split() if perfect else ())


def _joined(
    stem: str, particles: list[str], endings: Iterable[str]
) -> Iterator[tuple[bool, str, tuple[str, ...]]]:
    """Yield a separable verb as it stands at the end of a subordinate clause: "mitteilte"."""
    if len(particles) == 1 and particles[0] != "sich":
        yield from ((False, particles[0] + stem + ending, ()) for ending in endings)
