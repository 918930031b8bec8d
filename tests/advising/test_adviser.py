from __future__ import annotations

import pytest

from rashomon.advising import Adviser

KEY = "sk-secret"


@pytest.mark.parametrize(
    "url",
    [
        "", "localhost:11434", "ftp://example.org", "file:///etc/passwd", "http://", "http://example.org:port",
        "https://ann:secret@example.org/v1", "https://example.org/v1?api-key=secret", "https://example.org/v1#x",
        "http://exa mple.org", "http://example.org/\r\nX: y", "http://[::1",
    ],
)  # fmt: skip
def test_an_address_that_is_none_or_holds_a_secret_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="adviser"):
        Adviser(url, "m")


@pytest.mark.parametrize(
    ("model", "timeout"), [("", 1), (" ", 1), ("a\nb", 1), ("m" * 201, 1), ("m", 0), ("m", 9999)]
)
def test_a_model_needs_a_name_and_an_answer_a_time(model: str, timeout: float) -> None:
    with pytest.raises(ValueError, match=r"model|time"):
        Adviser("http://localhost/v1", model, timeout=timeout)


@pytest.mark.parametrize(
    "url", ["http://example.org/v1", "http://10.0.0.7:8000/v1", "http://localhost.example.org/v1"]
)
def test_a_key_crosses_no_network_in_the_clear(url: str) -> None:
    with pytest.raises(ValueError, match="in the clear"):
        Adviser(url, "m", KEY)
    assert Adviser(url, "m").key is None


@pytest.mark.parametrize("key", ["a\r\nHost: x", "ключ", " "])
def test_a_key_is_one_line_of_ascii(key: str) -> None:
    with pytest.raises(ValueError, match="one line") as caught:
        Adviser("https://example.org/v1", "m", key)
    assert key not in str(caught.value) or key == " "


@pytest.mark.parametrize(
    "url", ["http://localhost:1/v1", "http://127.0.0.1/v1", "http://[::1]/v1", "https://example.org/v1"]
)
def test_a_key_may_go_to_this_machine_or_encrypted_and_is_not_shown(url: str) -> None:
    assert KEY not in repr(Adviser(url, "m", KEY))


def test_the_address_of_the_completions_is_taken_as_it_is() -> None:
    assert (
        Adviser("https://example.org/v1/chat/completions", "m").endpoint
        == "https://example.org/v1/chat/completions"
    )
