from __future__ import annotations

import socket
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from rashomon.records import Rejected
from rashomon.watching import Guard
from rashomon.watching.page import Page
from tests.watching.fetching import fetcher
from tests.watching.site import Answer, Site, serving

TLS = Path(__file__).parent / "tls"


class Names:
    """A resolver that gives other addresses each time it is asked, the last for ever."""

    def __init__(self, *answers: Sequence[str]) -> None:
        self.answers, self.asked = list(answers), 0

    async def __call__(self, _host: str, _port: int) -> Sequence[str]:
        self.asked += 1
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def named(site: Site, name: str, path: str = "/a") -> str:
    parts = urlsplit(site.url)
    return f"{parts.scheme}://{name}:{parts.port}{path}"


def test_a_name_is_looked_up_once_for_a_connection_and_asked_by_its_name(site: Site) -> None:
    site.page("/a", "The wall", "It held.")
    names = Names(["127.0.0.1"])
    found = fetcher(resolve=names, ignore_robots=True).fetch(named(site, "paper.example"))
    assert isinstance(found, Page)
    assert names.asked == 1
    assert site.headers("/a")["host"] == urlsplit(named(site, "paper.example")).netloc


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "fd12::1"],
)
def test_a_name_of_a_private_address_is_not_connected_to(site: Site, address: str) -> None:
    found = fetcher(guard=Guard(), resolve=Names([address])).fetch(named(site, "paper.example"))
    assert isinstance(found, Rejected)
    assert f"paper.example is {address}: a" in found.reason
    assert not site.asked


def test_the_systems_own_resolver_is_checked(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: rows)
    found = fetcher(guard=Guard()).fetch(named(site, "public.example"))
    assert isinstance(found, Rejected)
    assert "public.example is 127.0.0.1" in found.reason
    assert not site.asked


def test_a_name_that_changes_its_address_is_checked_each_time_it_is_looked_up(site: Site) -> None:
    # robots.txt is asked at the first address, the page would be at the second
    names = Names(["127.0.0.1"], ["169.254.169.254"])
    found = fetcher(resolve=names).fetch(named(site, "paper.example"))
    assert isinstance(found, Rejected)
    assert "169.254.169.254" in found.reason
    assert site.paths == []


def test_a_name_of_a_public_and_a_private_address_is_not_connected_to(site: Site) -> None:
    found = fetcher(guard=Guard(), resolve=Names(["8.8.8.8", "127.0.0.1"])).fetch(
        named(site, "paper.example")
    )
    assert isinstance(found, Rejected)
    assert not site.asked


def test_another_address_of_a_name_is_tried_where_the_first_takes_no_connection(site: Site) -> None:
    site.page("/a", "The wall", "It held.")
    found = fetcher(resolve=Names(["127.0.0.9", "127.0.0.1"])).fetch(named(site, "paper.example"))
    assert isinstance(found, Page)


def test_the_certificate_must_be_the_names_and_not_the_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(TLS / "ca.pem"))
    with serving(tls=str(TLS / "paper.example.pem")) as site:
        site.routes["/a"] = Answer("hello", "text/plain")
        names = Names(["127.0.0.1"])
        right = fetcher(resolve=names).fetch(named(site, "paper.example"))
        wrong = fetcher(resolve=names).fetch(named(site, "other.example"))
    assert isinstance(right, Page)
    assert isinstance(wrong, Rejected)
    assert "certificate" in wrong.reason.lower()


def test_two_names_at_one_address_each_show_their_certificate(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(TLS / "ca.pem"))
    with serving(tls=str(TLS / "paper.example.pem")) as site:
        site.routes["/a"] = Answer(status=302, headers={"location": named(site, "other.example", "/b")})
        site.routes["/b"] = Answer("hello", "text/plain")
        found = fetcher(resolve=Names(["127.0.0.1"]), ignore_robots=True).fetch(named(site, "paper.example"))
    assert isinstance(found, Rejected)
    assert site.paths == ["/a"]


def test_a_certificate_that_nobody_vouches_for_is_not_taken() -> None:
    with serving(tls=str(TLS / "paper.example.pem")) as site:
        found = fetcher(resolve=Names(["127.0.0.1"])).fetch(named(site, "paper.example"))
    assert isinstance(found, Rejected)
    assert "cannot be reached" in found.reason
    assert "certificate" in found.reason.lower()


def test_proxies_of_the_environment_are_not_used(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    site.page("/a", "The wall", "It held.")
    assert isinstance(fetcher().fetch(f"{site.url}/a"), Page)


def test_a_name_without_an_address_says_so() -> None:
    found = fetcher().fetch("http://nobody.invalid/a")
    assert isinstance(found, Rejected)
    assert "nobody.invalid cannot be looked up" in found.reason


@pytest.mark.parametrize("name", ["a..b", f"{'a' * 70}.example", ".paper.example"])
def test_a_name_that_cannot_be_one_fails_in_words(name: str) -> None:
    assert isinstance(fetcher(resolve=Names(["127.0.0.1"])).fetch(f"https://{name}:1443/"), Rejected)
