"""How blind clustering grows with the names: seconds and peak memory at 1,000, 10,000 and 100,000 mentions of people.

    uv run python -m benchmarks.names [KIND]

Each size runs in a process of its own. The bag is made up: an eighth as many people as mentions, each with a given name
and a surname of random syllables, mentioned in full in several cases and both scripts, by initial and by surname;
KIND place or organization takes the surnames as towns and as companies.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import time

from rashomon.entities.blind import cluster_names

SIZES = (1_000, 10_000, 100_000)
GIVEN = {
    "Andrzej": "Андрей",
    "Jan": "Иван",
    "Piotr": "Пётр",
    "Roman": "Роман",
    "Viktor": "Виктор",
    "Pavel": "Павел",
}
ENDINGS = {"latin": ("", "a", "owi", "em"), "cyrillic": ("", "а", "у", "ом")}
LETTERS = dict(zip("bdgklmnprstvzaeiou", "бдгклмнпрствзаеиоу", strict=True))
FORMS = {"place": "{}", "organization": "{} Group"}


def mentions(count: int, kind: str, chance: random.Random) -> list[str]:
    """Return so many names of the kind, with repetitions."""
    surnames = [surname(chance) for _ in range(max(1, count // 8))]
    if kind != "person":
        return [FORMS[kind].format(cased(chance.choice(surnames).capitalize(), chance)) for _ in range(count)]
    people = [(chance.choice(list(GIVEN)), name) for name in surnames]
    return [mention(*chance.choice(people), chance) for _ in range(count)]


def surname(chance: random.Random) -> str:
    syllables = [chance.choice("bdgklmnprstvz") + chance.choice("aeiou") for _ in range(chance.randint(3, 5))]
    return "".join(syllables) + chance.choice("klmnrstv")


def mention(given: str, name: str, chance: random.Random) -> str:
    script = chance.choice(("latin", "cyrillic"))
    ending = chance.choice(ENDINGS[script])
    if script == "cyrillic":
        given, name = GIVEN[given], "".join(LETTERS[letter] for letter in name)
    forms = (f"{given} {name.capitalize()}", f"{given[0]}. {name.capitalize()}", name.capitalize())
    return chance.choices(forms, (5, 1, 2))[0] + ending


def cased(name: str, chance: random.Random) -> str:
    return name + chance.choice(ENDINGS["latin"])


def measure(count: int, kind: str) -> None:
    bag = mentions(count, kind, random.Random(count))  # noqa: S311
    cluster_names(bag[:10], kind)  # type: ignore[arg-type]  # what is read once is not the clustering's
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    start = time.perf_counter()
    joining = cluster_names(bag, kind)  # type: ignore[arg-type]
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    groups = len(joining.clusters.groups())
    each = seconds / count * 1e6
    print(f"{count:7,} mentions  {len(joining.names):7,} names  {groups:6,} entities  {seconds:7.2f} s  "
          f"{each:6.0f} µs each  {peak:5} MiB at most, {before} before", flush=True)  # fmt: skip


def main(arguments: list[str]) -> None:
    kind = arguments[0] if arguments else "person"
    if len(arguments) > 1:
        measure(int(arguments[1]), kind)
        return
    for size in SIZES:
        subprocess.run([sys.executable, "-m", "benchmarks.names", kind, str(size)], check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
