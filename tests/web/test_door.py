"""Who comes in, and what stays out."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from rashomon.web import Door
from rashomon.web.app import CHANGE
from rashomon.web.guard import LARGEST_FORM
from rashomon.web.passwords import Passwords, hashed
from rashomon.web.sessions import Sessions, Tries
from tests.web.conftest import Bench, Open

ANN = hashed("ann", "a quiet river", b"0123456789abcdef")
LOCKED = Door(passwords=Passwords(dict([ANN.split(":", 1)])))
SECRET = "a-token-of-sixteen-letters"  # noqa: S105 (opens nothing)
TOKEN = Door(token=SECRET)


def login(bench: Bench, name: str, secret: str) -> int:
    form = {"name": name, "secret": secret, "token": bench.token("/login")}
    return bench.client.post("/login", data=form, follow_redirects=False).status_code


@pytest.mark.parametrize("path", [path.replace("{key}", "e-e1") for path, _ in CHANGE])
@pytest.mark.parametrize("token", [None, "", "made up"])
def test_a_form_without_the_pages_token_changes_nothing(bench: Bench, path: str, token: str | None) -> None:
    data = {
        "accept": "s-wire-7",
        "do": "rename",
        "name": "x",
        "text": "y",
        "edit": "z",
        "on": "e-e1",
        "words": "w",
    }
    response = bench.client.post(path, data=data if token is None else {**data, "token": token})
    assert response.status_code == 403
    assert bench.case.kept == []
    for headers in ({"hx-request": "true"}, {"hx-request": "true", "hx-boosted": "true"}):
        assert bench.client.post(path, data=data, headers=headers).status_code == 403


def test_the_token_of_another_session_opens_nothing(open_bench: Open) -> None:
    bench = open_bench()
    foreign = bench.token()
    bench.client.cookies.clear()
    assert bench.client.post("/statement", data={"accept": "s-wire-7", "token": foreign}).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"},
        {"origin": "http://127.0.0.1:9999"},
    ],
)  # fmt: skip
def test_a_form_from_another_site_is_refused_though_its_token_is_right(
    bench: Bench, headers: dict[str, str]
) -> None:
    form = {"accept": "s-wire-7", "token": bench.token()}
    assert bench.client.post("/statement", data=form, headers=headers).status_code == 403
    assert bench.case.kept == []


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8031", "127.0.0.1.evil.example", "localhost.evil.example", ""]
)
def test_a_foreign_name_that_was_pointed_here_is_refused(bench: Bench, host: str) -> None:
    response = bench.client.get("/", headers={"host": host})
    assert response.status_code == 421
    assert "content-security-policy" in response.headers


@pytest.mark.parametrize("host", ["localhost", "localhost:8031", "127.0.0.1:1", "[::1]:8031", "10.0.0.5"])
def test_our_own_names_are_known(bench: Bench, host: str) -> None:
    assert bench.client.get("/", headers={"host": host}).status_code == 200


def test_a_name_that_was_given_is_known(open_bench: Open) -> None:
    bench = open_bench(door=Door(names=("desk.newsroom.example",)))
    assert bench.client.get("/", headers={"host": "desk.newsroom.example:8031"}).status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/", "/matrix", "/article/doc-wire", "/log/edits.jsonl", "/report.html", "/search?q=petrol", "/work"],
)
def test_nothing_is_shown_before_the_login(open_bench: Open, path: str) -> None:
    bench = open_bench(door=LOCKED)
    response = bench.client.get(path, follow_redirects=False)
    assert (response.status_code, response.headers["location"]) == (303, "/login")
    page = bench.get(path)
    assert "Kovrig" not in page
    assert "grain terminal" not in page


def test_nothing_is_changed_before_the_login(open_bench: Open) -> None:
    bench = open_bench(door=LOCKED)
    for path, _ in CHANGE:
        form = {"accept": "s-wire-7", "token": bench.token("/login")}
        response = bench.client.post(path.replace("{key}", "e-e1"), data=form, follow_redirects=False)
        assert response.headers["location"] == "/login"
    assert bench.case.kept == []


def test_a_password_opens_and_its_name_stands_behind_what_is_done(open_bench: Open) -> None:
    bench = open_bench(door=LOCKED)
    assert login(bench, "ann", "a loud river") == 401
    assert login(bench, "bob", "a quiet river") == 401
    assert login(bench, "ann", "a quiet river") == 303
    bench.post("/statement", {"accept": "s-wire-7"}, page="/review")
    assert bench.case.kept[0].who == "ann"


def test_after_the_login_one_is_where_one_wanted_to_be(open_bench: Open) -> None:
    bench = open_bench(door=LOCKED)
    bench.client.get("/entity/e-e1")
    form = {"name": "ann", "secret": "a quiet river", "token": bench.token("/login")}
    response = bench.client.post("/login", data=form, follow_redirects=False)
    assert response.headers["location"] == "/entity/e-e1"


def test_a_token_opens_under_any_name(open_bench: Open) -> None:
    bench = open_bench(door=TOKEN)
    assert login(bench, "Cleo", "not the token at all") == 401
    assert login(bench, "Cleo", TOKEN.token or "") == 303
    bench.post("/statement", {"accept": "s-wire-7"}, page="/review")
    assert bench.case.kept[0].who == "Cleo"


def test_the_login_is_forged_by_nobody_and_renews_the_session(open_bench: Open) -> None:
    bench = open_bench(door=LOCKED)
    assert bench.client.post("/login", data={"name": "ann", "secret": "a quiet river"}).status_code == 403
    bench.client.get("/login")
    before = dict(bench.client.cookies)
    assert login(bench, "ann", "a quiet river") == 303
    after = dict(bench.client.cookies)
    assert before.keys() == after.keys()
    assert before != after
    stale = TestClient(bench.client.app, base_url="http://127.0.0.1:8031", cookies=before)
    assert stale.get("/", follow_redirects=False).status_code == 303


def test_the_logout_ends_the_session(open_bench: Open) -> None:
    bench = open_bench(door=LOCKED)
    login(bench, "ann", "a quiet river")
    old = dict(bench.client.cookies)
    bench.post("/logout", {}, page="/log")
    for cookies in (old, dict(bench.client.cookies)):
        again = TestClient(bench.client.app, base_url="http://127.0.0.1:8031", cookies=cookies)
        assert again.get("/matrix", follow_redirects=False).status_code == 303


def test_after_five_wrong_tries_the_right_password_must_wait(open_bench: Open) -> None:
    bench = open_bench(door=TOKEN)
    assert [login(bench, "eve", f"guess {number}") for number in range(6)] == [401] * 5 + [429]
    form = {"name": "ann", "secret": TOKEN.token, "token": bench.token("/login")}
    response = bench.client.post("/login", data=form, follow_redirects=False)
    assert response.status_code == 429
    assert 0 < int(response.headers["retry-after"]) <= 61


def test_the_door_opens_again_after_a_minute() -> None:
    now = [0.0]
    tries = Tries(lambda: now[0])
    for _ in range(5):
        tries.failed("a")
    assert tries.wait("a") == 60
    assert tries.wait("b") == 0
    now[0] = 61
    assert tries.wait("a") == 0
    for number in range(100):
        tries.failed(f"host {number}")
    assert tries.wait("somebody else") > 0  # many addresses together are slowed too


def test_sessions_end_after_half_a_day_and_are_not_too_many() -> None:
    now = [0.0]
    sessions = Sessions(lambda: now[0])
    first = sessions.start("Ann")
    now[0] = 12 * 3600 + 1
    assert sessions.find(first.key) is None
    kept = [sessions.start(None) for _ in range(10_001)]
    assert sessions.find(kept[0].key) is None
    assert sessions.find(kept[-1].key) is kept[-1]


def test_the_cookie_is_kept_from_scripts_and_other_sites(open_bench: Open) -> None:
    bench = open_bench()
    header = bench.client.get("/").headers["set-cookie"].lower()
    assert "httponly" in header
    assert "samesite=strict" in header
    assert "rashomon-8031=" in header
    assert "secure" not in header
    safe = TestClient(bench.client.app, base_url="https://127.0.0.1:8031").get("/").headers["set-cookie"]
    assert safe.startswith("__Host-rashomon-8031=")
    assert "secure" in safe.lower()


def test_a_case_to_read_is_changed_by_no_form(open_bench: Open) -> None:
    bench = open_bench(door=Door(readonly=True), readonly=True)
    for path, _ in CHANGE:
        form = {"accept": "s-wire-7", "text": "x", "token": "x"}
        assert bench.client.post(path.replace("{key}", "e-e1"), data=form).status_code == 403
    assert bench.case.kept == []


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_refused(bench: Bench, method: str) -> None:
    assert bench.client.request(method, "/statement").status_code == 405


def test_too_much_is_refused_whatever_its_header_says(bench: Bench) -> None:
    body = b"token=x&words=" + b"x" * LARGEST_FORM
    form = {"content-type": "application/x-www-form-urlencoded"}
    assert bench.client.post("/note", content=body, headers=form).status_code == 413
    assert bench.client.post("/note", content=iter([body[: 1 << 20]] * 3), headers=form).status_code == 413
    assert bench.client.post("/note", content=b"", headers={**form, "content-length": "1x"}).status_code in (
        400,
        413,
    )
    assert bench.get("/")


@pytest.mark.parametrize(
    "back",
    [
        "//evil.example/",
        "https://evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "/a\r\nset-cookie: x=y",
        "",
    ],
)
def test_nobody_is_sent_to_another_site(bench: Bench, back: str) -> None:
    form = {"accept": "s-wire-7", "token": bench.token(), "back": back}
    response = bench.client.post("/statement", data=form, follow_redirects=False)
    assert response.headers["location"] == "/review"
