"""What a language without a parser here needs to find attributions: reporting verbs by form, sources, function words."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
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
    finite, participles = _forms(data["verbs"], data["paradigms"])
    clauses, sources, particles, according = (
        data[name] for name in ("clauses", "sources", "particles", "according")
    )
    return Lexicon(
        language=data["language"],
        finite=finite,
        participles=participles,
        before=_phrases(according["before"]),
        around=_phrases(according["around"]),
        hedges=_phrases(according["hedges"]),
        opinions=_set(data["words"].get("opinions", "")),
        after=_set(according["after"]),
        complementizers=_set(clauses["complementizers"]),
        bare=_set(clauses["bare"]),
        anaphora=tuple(_apart(phrase) for phrase in clauses["anaphora"].split(";")),
        questions=_set(clauses["questions"]),
        like=_set(clauses["as"]),
        doubt=_set(particles["hedge"]),
        quotative=_set(particles["quotative"]),
        nouns={word: act for act in _ORDER for word in data["nouns"].get(act, "").split()},
        noun_prepositions=_set(data["nouns"]["prepositions"]),
        pronouns=_set(sources["pronouns"]),
        roles=_set(sources["roles"]),
        titles=_set(sources["titles"]),
        determiners=_set(f"{sources['determiners']} {sources['groups']}"),
        words={name: _set(data["words"].get(name, "")) for name in _WORDS},
        role_stems=_stems(sources["roles"], data["language"]),
    )


def _stems(roles: str, language: str) -> frozenset[str]:
    """Return the stems of the longer roles of a language that declines its nouns; those of the others stand as they are."""
    long = (word for word in roles.split() if len(word) >= _LONG_ROLE)
    return frozenset(stem(word, language) for word in long) if language in _DECLINING else frozenset()


def _set(words: str) -> frozenset[str]:
    return frozenset(words.casefold().split())


def _apart(phrase: str) -> tuple[str, ...]:
    """Return the words of a phrase as tokens have them: French elisions apart, without the apostrophe."""
    return tuple(phrase.casefold().replace("’", "'").replace("'", " ").split())


def _phrases(text: str) -> Phrases:
    grouped: dict[str, list[tuple[str, ...]]] = {}
    for phrase in text.split(";"):
        words = _apart(phrase)
        if words:
            grouped.setdefault(words[0], []).append(words)
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
