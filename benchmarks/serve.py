"""How the workbench holds up on a large case: server time, sizes and requests of each view; readers and reviewers.

Run: python -m benchmarks.serve [DOCUMENTS] [SECONDS] [READERS] [REVIEWERS]. Articles, findings and what is shown of them
are made up, so that the server is measured and not the comparison; then pages are looked at while an added article is
read and compared, and by a crowd, in which each acceptance of a reviewer has all compared anew. The server runs in a process of its own. Times are the server's, as it tells them
(`all`: with whatever else the machine does; `work`: on the processor), and the client's, from the request to the whole
answer. Prints a table, and all figures as one line of JSON.
"""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from itertools import pairwise
from pathlib import Path

import httpx

from rashomon.case import Case, shown
from rashomon.records import (
    Answer,
    Comparison,
    Discrepancy,
    Document,
    Entity,
    Event,
    Extraction,
    Question,
    Span,
    Statement,
    content_id,
)

PLACES = ("Velm", "Osterquay", "Marun", "Talas", "Brenna", "Kolvik", "Dorsa", "Ilmen", "Harrow", "Tesk")
GIVEN = ("Ann", "Bo", "Cleo", "Dara", "Emil", "Fay", "Goran", "Hana", "Ivo", "Jana", "Karl", "Lena")
SURNAMES = (
    "Roe",
    "Ek",
    "Kovrig",
    "Leitner",
    "Radov",
    "Omarov",
    "Brandt",
    "Ferro",
    "Novak",
    "Sand",
    "Vale",
    "Quist",
)
VIEWS = (
    "/", "/matrix", "/discrepancies", "/questions", "/timeline", "/articles", "/people", "/review",
    "/review?what=discrepancies", "/review?what=names", "/hypotheses", "/log", "/search?q=fire+harbour",
)  # fmt: skip
_FILLER = "Rain was expected in the valley, and the road to the coast stayed closed to heavy traffic until the evening."


def made_up(count: int) -> Iterator[Extraction]:
    """Yield articles on fires in towns, each with three statements."""
    chance = random.Random(7)  # noqa: S311
    for number in range(count):
        place = f"{PLACES[number % 10]} {number // 40 % 50}"
        names = [f"{chance.choice(GIVEN)} {chance.choice(SURNAMES)}" for _ in range(3)]
        dead = chance.randint(2, 9)
        parts = (
            (f"{dead} people died in the fire at the harbour of {place}", names[0]),
            ("the fire began at " + f"{chance.randint(1, 9)}:{chance.choice((10, 20, 40))}", names[1]),
            (f"{chance.randint(20, 90)} people were evacuated from {place}", names[2]),
        )
        title = f"Fire at the harbour of {place}, report {number}"
        day = f"2031-{1 + number // 450:02d}-{1 + number % 28:02d}"
        yield _extraction(f"d{number}", title, day, parts)


def _extraction(name: str, title: str, day: str, parts: tuple[tuple[str, str], ...]) -> Extraction:
    text, statements, entities = title, [], []
    for place, (words, speaker) in enumerate(parts):
        start = len(text) + 2
        text += f"\n\n{words[0].upper()}{words[1:]}, {speaker} said. {_FILLER} {_FILLER}"
        end = start + len(words)
        source = Span(end + 2, end + 2 + len(speaker))
        cue = Span(source.end + 1, source.end + 5)
        key = f"e{place}"
        statements.append(
            Statement(
                f"s{place}",
                name,
                "indirect",
                (Span(start, end),),
                (cue,),
                (source,),
                key,
                confidence=0.5 + place / 10,
            )
        )
        entities.append(Entity(key, speaker, "person", (speaker,), documents=(name,)))
    document = Document(
        name, text, f"{name}.txt", title, day, "en", f"Outlet {len(name) % 7}", f"https://news.example/{name}"
    )
    kept = tuple(Statement(**{**_fields(one), "id": f"{name}-{one.id}"}) for one in statements)
    return Extraction(document, kept, tuple(entities))


def _fields(one: Statement) -> dict[str, object]:
    return {name: getattr(one, name) for name in Statement.__slots__}


def shown_of(rows: list[Extraction]) -> Comparison:
    """Return what a comparison of the articles could show: three questions a town, an answer a statement."""
    names = {one.name: content_id("entity", one.name) for row in rows for one in row.entities}
    bearing: dict[str, list[str]] = {name: [] for name in names}
    towns: dict[str, list[Statement]] = {}
    for row in rows:
        said = {one.id: one.name for one in row.entities}
        for one in row.entities:
            bearing[one.name].append(row.document.id)
        town = (row.document.title or "").removeprefix("Fire at the harbour of ").partition(",")[0]
        towns.setdefault(town, []).extend(
            Statement(**{**_fields(one), "speaker": names[said[one.speaker or ""]]}) for one in row.statements
        )
    questions, answers, discrepancies = [], [], []
    kinds = (
        ("number", "How many people died in"),
        ("time", "When did the fire begin in"),
        ("number", "How many were evacuated from"),
    )
    for town, statements in towns.items():
        for place, (kind, text) in enumerate(kinds):
            question = Question(content_id(town, text), f"{text} {town}?", kind, "fires")  # type: ignore[arg-type]
            own = [
                Answer(
                    content_id("answer", one.id),
                    question.id,
                    one.speaker,
                    str(place + number),
                    f"It was {number}.",
                    (one.id,),
                    "2031-03-02",
                )
                for number, one in enumerate(statements[place::3])
            ]
            questions.append(question)
            answers += own
            discrepancies += [
                Discrepancy(content_id(a.id, b.id), question.id, kind, "speakers", a.id, b.id, (*a.statements, *b.statements),  # type: ignore[arg-type]
                            f"{a.value} against {b.value}.", 0.5 + number % 50 / 100)
                for number, (a, b) in enumerate(pairwise(own[:4]))
            ]  # fmt: skip
    documents = tuple(row.document for row in rows)
    entities = tuple(
        Entity(key, name, "person", (name,), documents=tuple(bearing[name])) for name, key in names.items()
    )
    event = Event("fires", "Fires at the harbours", tuple(one.id for one in documents))
    statements = tuple(one for town in towns.values() for one in town)
    return Comparison(
        documents, entities, statements, (event,), tuple(questions), tuple(answers), tuple(discrepancies)
    )


class Client:
    """A browser without script: it keeps its cookie and sends the forms of its pages."""

    def __init__(self, base: str) -> None:
        self.http = httpx.Client(base_url=base, timeout=120, follow_redirects=True)
        self.times: list[float] = []
        self.told: list[dict[str, float]] = []
        self.posts: list[float] = []
        self.errors: list[str] = []

    def get(self, path: str) -> str:
        started = time.perf_counter()
        response = self.http.get(path)
        self.times.append(time.perf_counter() - started)
        timing = response.headers.get("server-timing", "")
        self.told.append(
            {name: float(took) / 1000 for name, took in re.findall(r"(\w+);dur=([\d.]+)", timing)}
        )
        if response.status_code != 200:
            self.errors.append(f"{path}: {response.status_code}")
        return response.text

    def review(self, among: int) -> None:
        """Accept the first statement of some page of the queue, as a person would."""
        page = self.get(f"/review?skip={random.randint(0, among)}")  # noqa: S311
        token = re.search(r'name="token" value="([^"]+)"', page)
        found = re.search(r'name="accept" value="([^"]+)"', page)
        if token and found:
            started = time.perf_counter()
            form = {"token": unescape(token[1]), "accept": found[1], "back": "/review"}
            response = self.http.post("/statement", data=form)
            self.posts.append(time.perf_counter() - started)
            # Somebody else may have taken it away meanwhile.
            if response.status_code not in (200, 404):
                self.errors.append(f"accept: {response.status_code}")


def percentile(times: list[float], share: float) -> float:
    """Return a percentile in milliseconds."""
    ordered = sorted(times)
    return round(1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))], 1) if ordered else 0.0


def _told(client: Client, name: str) -> list[float]:
    return [one.get(name, 0.0) for one in client.told]


def every_view(client: Client) -> list[str]:
    """Return the addresses of the lists, and of one page of each record that they lead to."""
    paths = list(VIEWS)
    for start, pattern in (("/articles", r"/article/[^\"#?]+"), ("/people", r"/entity/[^\"#?]+"), ("/questions", r"/question/[^\"#?]+"),
                           ("/discrepancies", r"/discrepancy/[^\"#?]+"), ("/review", r"/statement/[^\"#?]+")):  # fmt: skip
        paths += re.findall(pattern, client.get(start))[:1]
    return paths


def views(base: str, rounds: int) -> list[dict[str, object]]:
    """Measure each view, and one page of each record that the lists lead to."""
    client = Client(base)
    rows = []
    for path in every_view(client):
        client.times.clear()
        client.told.clear()
        first = time.perf_counter()
        page = client.get(path)
        first = time.perf_counter() - first
        for _ in range(rounds):
            client.get(path)
        asked = 1 + len(set(re.findall(r'(?:src|href)="(/static/[^"]+)"', page)))
        rows.append({"view": path.partition("-")[0] if path.count("/") > 1 else path, "kb": round(len(page.encode()) / 1000, 1),
                     "requests": asked, "first_ms": round(1000 * first, 1), "server_p95_ms": percentile(_told(client, "all"), 0.95),
                     "work_p95_ms": percentile(_told(client, "work"), 0.95), "client_p95_ms": percentile(client.times, 0.95)})  # fmt: skip
    client.http.close()
    if client.errors:
        raise SystemExit("; ".join(client.errors[:5]))
    return rows


def crowd(base: str, seconds: float, readers: int, reviewers: int, among: int = 400) -> dict[str, object]:
    """Let readers read and reviewers accept for a while, each with a second to look at each page."""
    stop = time.monotonic() + seconds
    clients = [Client(base) for _ in range(readers + reviewers)]

    def run(client: Client, number: int) -> None:
        chance = random.Random(number)  # noqa: S311
        time.sleep(chance.random())
        while time.monotonic() < stop:
            try:
                client.get(chance.choice(VIEWS)) if number < readers else client.review(among)
            except httpx.HTTPError as error:
                client.errors.append(repr(error))
            time.sleep(0.5 + chance.random())

    threads = [
        threading.Thread(target=run, args=pair) for pair in zip(clients, range(len(clients)), strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for client in clients:
        client.http.close()
    read = [one for client in clients[:readers] for one in client.times]
    reviewed = [one for client in clients[readers:] for one in client.posts]
    errors = [one for client in clients for one in client.errors]
    return {"seconds": seconds, "readers": readers, "reviewers": reviewers, "pages": len(read), "edits": len(reviewed), "errors": len(errors),
            "first_errors": errors[:3], "page_p50_ms": percentile(read, 0.5), "page_p95_ms": percentile(read, 0.95),
            "server_p95_ms": percentile([one for client in clients[:readers] for one in _told(client, "all")], 0.95),
            "edit_p50_ms": percentile(reviewed, 0.5), "edit_p95_ms": percentile(reviewed, 0.95)}  # fmt: skip


def beside(base: str, seconds: float) -> dict[str, object]:
    """Look at pages, one after the other, for as long as an article that was added is read and compared; so at least.

    An article is added again and again until the time is over, each time once the one before is shown.
    """
    writer, reader = Client(base), Client(base)
    stop, rounds, waited = time.monotonic() + seconds, 0, []
    chance = random.Random(3)  # noqa: S311
    while time.monotonic() < stop:
        rounds += 1
        token = re.search(r'name="token" value="([^"]+)"', writer.get("/add"))
        text = f"Fire, report {rounds}\n\n{rounds} people died in the fire at the harbour of Velm 0, Ann Roe said."
        form = {"token": unescape(token[1]) if token else "", "text": text, "published": "2031-03-02"}
        begun = time.monotonic()
        adding = threading.Thread(target=writer.http.post, args=("/add",), kwargs={"data": form})
        adding.start()
        time.sleep(0.1)
        while adding.is_alive() or 'hx-get="/work"' in reader.get("/hypotheses"):
            reader.get(chance.choice(VIEWS))
            time.sleep(0.05)
        waited.append(time.monotonic() - begun)
    for client in (writer, reader):
        client.http.close()
    if reader.errors or writer.errors:
        raise SystemExit("; ".join((reader.errors + writer.errors)[:5]))
    return {"articles_added": rounds, "shown_after_s": round(sum(waited) / len(waited), 1), "pages": len(reader.times),
            "page_p50_ms": percentile(reader.times, 0.5), "page_p95_ms": percentile(reader.times, 0.95),
            "page_most_ms": percentile(reader.times, 1.0)}  # fmt: skip


def make_case(path: Path, documents: int) -> None:
    """Write a case that shows what its made-up articles could, as if it had been compared."""
    started = time.perf_counter()
    with Case.new(path) as case:
        rows = list(made_up(documents))
        case.add_extractions(rows)
        with case.store.writing():
            shown.write(case.store, shown.Ready.of(shown_of(rows)))
            case.store.set_value(
                "made of", case._fingerprint()
            )  # else the server compares before it is measured
        status = case.status()
    print(f"{documents} documents: written in {time.perf_counter() - started:.0f} s; {status.statements} statements, "
          f"{status.questions} questions, {status.discrepancies} discrepancies", flush=True)  # fmt: skip


@contextmanager
def serving(path: Path) -> Iterator[str]:
    """Serve a case in a process of its own; give its address."""
    started = time.perf_counter()
    program = "from rashomon.cli import main; main()"
    command = [sys.executable, "-c", program, "serve", str(path), "--port", "0", "--who", "Bench"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            line = next(line for line in server.stderr or () if "is served at" in line)
            print(f"served {time.perf_counter() - started:.0f} s after that", flush=True)
            yield (re.search(r"http://[^ ]+", line) or [""])[0].rstrip("/")
        finally:
            server.terminate()


def main() -> None:
    """Make the case, serve it, measure, and print."""
    documents, seconds, readers, reviewers = (
        [int(one) for one in sys.argv[1:]] + [5000, 60, 50, 5][len(sys.argv) - 1 :]
    )[:4]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "case.db"
        make_case(path, documents)
        with serving(path) as base:
            rows = views(base, 20)
            for row in rows:
                told = (
                    f"{value:>30}" if name == "view" else f"{name} {value:>7}" for name, value in row.items()
                )
                print("  ".join(told), flush=True)
            adding = beside(base, seconds)
            print("beside a comparison:", adding, flush=True)
            found = crowd(base, seconds, readers, reviewers)
            print("crowd:", found)
    print(json.dumps({"documents": documents, "views": rows, "beside": adding, "crowd": found}))


if __name__ == "__main__":
    main()
