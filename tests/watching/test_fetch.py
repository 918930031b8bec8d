from __future__ import annotations

import gzip
import socket
import threading
import time
import zlib
from ipaddress import ip_network
from itertools import pairwise

import pytest

from rashomon.records import Rejected
from rashomon.watching import Guard, MemoryStore
from rashomon.watching.asking import AGENT
from rashomon.watching.page import Deferred, Gone, Got, Known, Page, Unchanged, Wanted
from tests.watching.fetching import fetcher
from tests.watching.site import Answer, Handler, Site, onward, serving


def reason(got: Got) -> str:
    assert isinstance(got, Rejected), got
    return got.reason


def test_a_page_comes_with_what_the_server_says_of_it(site: Site) -> None:
    headers = {"last-modified": "Tue, 04 Mar 2031 08:00:00 GMT"}
    site.routes["/a"] = Answer("hello", "Text/HTML; charset=UTF-8", etag='"one"', headers=headers)
    page = fetcher().fetch(f"{site.url}/a#top")
    assert isinstance(page, Page)
    assert (page.body, page.content_type, page.charset, page.etag) == (
        b"hello",
        "text/html",
        "UTF-8",
        '"one"',
    )
    assert page.known == Known(f"{site.url}/a", '"one"', headers["last-modified"])
    sent = site.headers("/a")
    assert sent["user-agent"] == AGENT
    assert AGENT.startswith("rashomon/")
    assert "cookie" not in sent


def test_a_page_that_has_not_changed_is_not_sent_again(site: Site) -> None:
    site.routes["/a"] = Answer("hello", "text/plain", etag='"one"')
    page = fetcher().fetch(f"{site.url}/a")
    assert isinstance(page, Page)
    (again,) = fetcher().fetch_all([Wanted(f"{site.url}/a", known=page.known)])
    assert again == Unchanged(f"{site.url}/a")
    assert site.headers("/a")["if-none-match"] == '"one"'


def test_what_is_known_of_a_page_is_told_to_that_address_alone(site: Site) -> None:
    site.routes |= {"/old": onward("/new"), "/new": Answer("hello", "text/plain", etag='"one"')}
    page = fetcher().fetch(f"{site.url}/old")
    assert isinstance(page, Page)
    (again,) = fetcher().fetch_all([Wanted(f"{site.url}/old", known=page.known)])
    assert isinstance(again, Unchanged)
    assert "if-none-match" not in site.headers("/old")
    assert site.headers("/new")["if-none-match"] == '"one"'


def test_an_etag_that_cannot_be_sent_back_is_forgotten(site: Site) -> None:
    site.routes["/a"] = Answer("hello", "text/plain", headers={"etag": '"\xe9"'})
    page = fetcher().fetch(f"{site.url}/a")
    assert isinstance(page, Page)
    assert page.etag is None


def test_a_304_to_who_knows_nothing_is_no_page(site: Site) -> None:
    site.routes["/a"] = Answer(status=304)
    assert "status 304" in reason(fetcher().fetch(f"{site.url}/a"))


def drip(handler: Handler) -> None:
    """Send a header's letters one by one, for longer than anybody waits."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
    for _ in range(200):
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.05)


def endless(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while True:
        handler.wfile.write(b"x" * 65_536)


def trickle(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    for _ in range(200):
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.05)


@pytest.mark.parametrize("slow", [drip, trickle])
def test_a_page_has_one_deadline_however_it_comes(site: Site, slow: object) -> None:
    site.routes["/a"] = slow  # type: ignore[assignment]
    begun = time.monotonic()
    assert "not there within 0.5 seconds" in reason(fetcher(limits={"seconds": 0.5}).fetch(f"{site.url}/a"))
    assert time.monotonic() - begun < 4


def test_the_deadline_is_for_all_redirects_together(site: Site) -> None:
    def late(handler: Handler) -> None:
        time.sleep(0.3)
        handler.give(onward(f"{handler.path}x"))

    site.routes |= {f"/{'x' * number}": late for number in range(1, 9)}
    limits = {"seconds": 0.75, "redirects": 8}
    assert "not there within" in reason(fetcher(limits=limits).fetch(f"{site.url}/x"))
    assert len(site.paths) <= 3


def test_a_silent_server_is_not_waited_for(site: Site) -> None:
    site.routes["/a"] = lambda _: time.sleep(3)
    assert "silent for 0.3 seconds" in reason(fetcher(limits={"read": 0.3}).fetch(f"{site.url}/a"))


def test_an_endless_body_is_cut_off(site: Site) -> None:
    site.routes["/a"] = endless
    assert "larger than 100,000 bytes" in reason(fetcher().fetch(f"{site.url}/a"))


def test_a_body_of_the_largest_size_is_taken(site: Site) -> None:
    for size, there in ((100_000, True), (100_001, False)):
        for body, headers in ((b"x" * size, {}), (gzip.compress(b"x" * size), {"content-encoding": "gzip"})):
            site.routes["/a"] = Answer(body, "text/plain", headers=headers)
            found = fetcher().fetch(f"{site.url}/a")
            assert isinstance(found, Page) == there
            if isinstance(found, Page):
                assert found.body == b"x" * size


def test_a_bomb_is_measured_unpacked_and_never_unpacked_whole(site: Site) -> None:
    packer = zlib.compressobj(9, wbits=31)
    bomb = b"".join(packer.compress(b"\x00" * 1_000_000) for _ in range(300)) + packer.flush()
    assert len(bomb) < 400_000
    site.routes["/a"] = Answer(bomb, "text/html", headers={"content-encoding": "gzip"})
    begun = time.monotonic()
    assert "larger than 100,000 bytes" in reason(fetcher().fetch(f"{site.url}/a"))
    assert time.monotonic() - begun < 3


@pytest.mark.parametrize(
    ("body", "packing", "why"),
    [
        (b"hello", "br", "packed by br"), (b"hello", "gzip, gzip", "packed by gzip, gzip"), (b"hello", "gzip", "and is not"),
        (gzip.compress(b"hello" * 99)[:-9], "gzip", "breaks off"),
    ],
)  # fmt: skip
def test_what_is_packed_otherwise_is_refused(site: Site, body: bytes, packing: str, why: str) -> None:
    site.routes["/a"] = Answer(body, "text/html", headers={"content-encoding": packing})
    assert why in reason(fetcher().fetch(f"{site.url}/a"))


def test_a_body_that_breaks_off_is_no_page(site: Site) -> None:
    site.routes["/a"] = Answer("hello", headers={"content-length": "50"})

    def close(handler: Handler) -> None:
        handler.give(Answer("hello", headers={"content-length": "50"}))
        handler.connection.shutdown(socket.SHUT_RDWR)

    site.routes["/a"] = close
    assert "breaks off" in reason(fetcher().fetch(f"{site.url}/a"))


def test_what_speaks_no_http_fails_in_words() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(100)
                connection.sendall(b"220 mail.example ESMTP\r\n")

        threading.Thread(target=answer, daemon=True).start()
        port = server.getsockname()[1]
        found = fetcher(ignore_robots=True).fetch(f"http://127.0.0.1:{port}/")
    assert "none of the web" in reason(found)


def test_nobody_at_home_is_told() -> None:
    assert "cannot be reached" in reason(fetcher().fetch("http://127.0.0.1:9001/"))


@pytest.mark.parametrize(
    "content_type", ["application/pdf", "image/png", "video/mp4", "application/octet-stream", "nonsense/x"]
)
def test_what_no_reader_knows_is_not_fetched(site: Site, content_type: str) -> None:
    sent = threading.Event()

    def large(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("content-type", content_type)
        handler.end_headers()
        try:
            while True:
                handler.wfile.write(b"x" * 65_536)
        except OSError:
            sent.set()

    site.routes["/a"] = large
    assert f"this is {content_type}, no format of ours" in reason(fetcher().fetch(f"{site.url}/a"))
    assert sent.wait(5)


def test_a_page_without_a_content_type_is_taken(site: Site) -> None:
    site.routes["/a"] = Answer("<html>", None)
    page = fetcher().fetch(f"{site.url}/a")
    assert isinstance(page, Page)
    assert page.content_type == ""


@pytest.mark.parametrize(
    ("status", "words"),
    [(401, "password"), (403, "forbids"), (404, "no such page"), (410, "any more"), (451, "legal"), (500, "fails"), (503, "not at work"), (204, "no page"), (206, "no page")],
)  # fmt: skip
def test_each_status_has_its_words(site: Site, status: int, words: str) -> None:
    site.routes["/a"] = Answer(status=status)
    found = fetcher().fetch(f"{site.url}/a")
    assert words in reason(found)
    assert f"status {status}" in reason(found)
    assert isinstance(found, Gone) == (status in (404, 410))


def test_redirects_are_followed_and_told_apart(site: Site) -> None:
    site.routes |= {
        "/a": onward("b?x=1"),
        "/b?x=1": onward(f"{site.url}/c"),
        "/c": Answer("hello", "text/plain"),
    }
    page = fetcher().fetch(f"{site.url}/a")
    assert isinstance(page, Page)
    assert (page.url, page.final) == (f"{site.url}/a", f"{site.url}/c")


def test_a_circle_of_redirects_ends(site: Site) -> None:
    site.routes |= {"/a": onward("/b"), "/b": onward("/a")}
    assert "in a circle" in reason(fetcher().fetch(f"{site.url}/a"))
    assert site.paths == ["/a", "/b"]


def test_a_chain_of_redirects_ends(site: Site) -> None:
    site.routes |= {f"/{number}": onward(f"/{number + 1}") for number in range(20)}
    assert "more than 5 times" in reason(fetcher().fetch(f"{site.url}/0"))
    assert len(site.paths) == 6


@pytest.mark.parametrize(
    ("to", "why"),
    [
        ("file:///etc/passwd", "only http"), ("ftp://paper.example/", "only http"), ("http://169.254.169.254/latest/meta-data/", "clouds keep their keys"),
        ("http://[fe80::1]/", "clouds keep their keys"), ("http://[::ffff:169.254.169.254]/", "clouds keep their keys"),
        ("http://2852039166/", "clouds keep their keys"), ("http://0xa9fea9fe/", "clouds keep their keys"), ("http://0.0.0.0/", "reserved"),
        ("http://me:secret@127.0.0.1/", "password"), ("http://127.0.0.1:25/", "port 25"), ("http://[", "can be read"),
    ],
)  # fmt: skip
def test_a_redirect_leads_nowhere_that_a_user_could_not_go(site: Site, to: str, why: str) -> None:
    site.routes["/a"] = onward(to)
    assert why in reason(fetcher().fetch(f"{site.url}/a"))


def test_a_redirect_to_this_machine_is_refused_unless_allowed() -> None:
    # the site at 127.0.0.2 plays the public one
    public = Guard((ip_network("127.0.0.2/32"),))
    with serving("127.0.0.2") as site, serving("127.0.0.1") as private:
        site.routes["/a"] = onward(f"{private.url}/secret")
        private.routes["/secret"] = Answer("secret", "text/plain")
        refused = fetcher(guard=public).fetch(f"{site.url}/a")
        assert "127.0.0.1: a private address" in reason(refused)
        assert not private.asked
        assert isinstance(fetcher().fetch(f"{site.url}/a"), Page)


def test_what_robots_txt_closes_is_not_asked(site: Site) -> None:
    site.page("/open", "The wall", "It held.")
    site.page("/closed/a", "The wall", "It held.")
    site.routes["/robots.txt"] = Answer("User-agent: *\nDisallow: /closed/\n", "text/plain")
    site.routes["/there"] = onward("/closed/a")
    asked = fetcher()
    assert "robots.txt does not let" in reason(asked.fetch(f"{site.url}/closed/a"))
    assert "robots.txt does not let" in reason(asked.fetch(f"{site.url}/there"))
    assert isinstance(asked.fetch(f"{site.url}/open"), Page)
    assert site.paths == ["/there", "/open"]
    assert isinstance(fetcher(ignore_robots=True).fetch(f"{site.url}/closed/a"), Page)


def test_a_site_is_asked_for_its_rules_once_a_day(site: Site) -> None:
    site.page("/a", "The wall", "It held.")
    store, now = MemoryStore(), [1_000_000.0]
    for hours in (0, 0, 10, 30):
        now[0] = 1_000_000.0 + 3600 * hours
        one = fetcher(store=store, clock=lambda: now[0])
        assert isinstance(one.fetch(f"{site.url}/a"), Page)
    assert [path for path, _ in site.asked].count("/robots.txt") == 2


def test_pages_fetched_together_ask_for_the_rules_once(site: Site) -> None:
    urls = [f"{site.url}/{number}" for number in range(10)]
    for number in range(10):
        site.page(f"/{number}", "The wall", "It held.")
    got = fetcher().fetch_all([Wanted(url) for url in urls])
    assert [page.url for page in got] == urls
    assert [path for path, _ in site.asked].count("/robots.txt") == 1
    assert site.paths == [f"/{number}" for number in range(10)]


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_site_that_cannot_give_its_rules_is_not_asked(site: Site, status: int) -> None:
    site.page("/a", "The wall", "It held.")
    site.routes["/robots.txt"] = Answer(status=status)
    assert "robots.txt" in reason(fetcher().fetch(f"{site.url}/a"))
    assert site.paths == []


def test_rules_behind_a_redirect_count_and_are_cut_where_they_are_too_long(site: Site) -> None:
    site.page("/a", "The wall", "It held.")
    site.routes["/robots.txt"] = onward("/rules")
    site.routes["/rules"] = Answer("User-agent: *\nDisallow: /a\n" + "# more\n" * 200_000, "text/plain")
    found = fetcher(limits={"largest": 10_000_000}).fetch(f"{site.url}/a")
    assert "robots.txt does not let" in reason(found)


def test_a_server_is_left_alone_for_as_long_as_it_wishes(site: Site) -> None:
    store, now = MemoryStore(), [1_000_000.0]
    site.routes["/a"] = Answer(status=429, headers={"retry-after": "120"})
    site.page("/b", "The wall", "It held.")
    first = fetcher(store=store, clock=lambda: now[0])
    assert "not again for 120 seconds" in reason(first.fetch(f"{site.url}/a"))
    assert site.paths == ["/a"]
    for fetching in (first, fetcher(store=store, clock=lambda: now[0])):
        held = fetching.fetch(f"{site.url}/b")
        assert isinstance(held, Deferred)
        assert "left alone for another 120 seconds" in held.reason
    assert site.paths == ["/a"]
    now[0] += 121
    assert isinstance(fetcher(store=store, clock=lambda: now[0]).fetch(f"{site.url}/b"), Page)


def test_a_wish_may_be_a_date(site: Site) -> None:
    site.routes["/a"] = Answer(status=503, headers={"retry-after": "Mon, 12 Jan 1970 13:50:00 GMT"})
    found = fetcher(clock=lambda: 1_000_000.0).fetch(f"{site.url}/a")
    assert "not again for 200 seconds" in reason(found)


@pytest.mark.parametrize("wish", ["soon", "-5", "1e9", "99999999999999999999", "Thu, 99 Foo 1970", "", "٣٠"])
def test_a_wish_that_says_nothing_is_no_wish(site: Site, wish: str) -> None:
    site.routes["/a"] = Answer(status=429, headers={"retry-after": wish.encode("utf-8").decode("latin-1")})
    assert "not again" not in reason(fetcher().fetch(f"{site.url}/a"))


def test_two_questions_to_a_server_are_apart(site: Site) -> None:
    times: list[float] = []

    def note(handler: Handler) -> None:
        times.append(time.monotonic())
        handler.give(Answer("hello", "text/plain"))

    site.routes |= {f"/{number}": note for number in range(3)}
    one = fetcher(limits={"delay": 0.2}, ignore_robots=True)
    one.fetch_all([Wanted(f"{site.url}/{number}") for number in range(3)])
    assert all(later - earlier >= 0.19 for earlier, later in pairwise(times))


def test_a_site_can_ask_for_a_longer_pause(site: Site) -> None:
    site.routes["/robots.txt"] = Answer("User-agent: *\nCrawl-delay: 900\n", "text/plain")
    site.page("/a", "The wall", "It held.")
    site.page("/b", "The wall", "It held.")
    asked = fetcher()
    first, second = asked.fetch_all([Wanted(f"{site.url}/a"), Wanted(f"{site.url}/b")])
    assert isinstance(first, Page)
    assert isinstance(second, Deferred)
    assert "left alone for another" in second.reason


def test_what_has_not_begun_in_time_is_put_off(site: Site) -> None:
    site.page("/a", "The wall", "It held.")
    (found,) = fetcher(clock=lambda: 100.0).fetch_all([Wanted(f"{site.url}/a")], until=100.0)
    assert found == Deferred(f"{site.url}/a", "the time for this look is over")
    assert not site.asked


def test_cookies_live_for_one_page(site: Site) -> None:
    site.routes["/a"] = Answer(status=302, headers={"location": "/b", "set-cookie": "seen=1; Path=/"})
    site.routes["/b"] = Answer("hello", "text/plain")
    one = fetcher()
    assert isinstance(one.fetch(f"{site.url}/a"), Page)
    assert site.headers("/b")["cookie"] == "seen=1"
    one.fetch(f"{site.url}/b")
    assert "cookie" not in site.headers("/b")


def test_one_that_fails_stops_no_other(site: Site) -> None:
    site.page("/a", "The wall", "It held.")
    site.routes["/slow"] = lambda _: time.sleep(2)
    urls = [f"{site.url}/none", "file:///a", f"{site.url}/slow", "http://nobody.invalid/", f"{site.url}/a"]
    got = fetcher(limits={"read": 0.3}).fetch_all([Wanted(url) for url in urls])
    assert [type(each).__name__ for each in got] == ["Gone", "Rejected", "Rejected", "Rejected", "Page"]
