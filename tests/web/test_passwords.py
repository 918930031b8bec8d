from __future__ import annotations

from pathlib import Path

import pytest

from rashomon.web.passwords import PasswordFileError, hashed, read_passwords


def test_a_file_of_passwords_lets_in_whom_it_names(tmp_path: Path) -> None:
    file = tmp_path / "people"
    file.write_text(
        f"# the desk\n\n{hashed('ann', 'a quiet river')}\n{hashed('бо ек', 'тихая река 7')}\n", "utf-8"
    )
    known = read_passwords(file)
    assert known.check("ann", "a quiet river")
    assert known.check("бо ек", "тихая река 7")
    assert not known.check("ann", "a quiet rive")
    assert not known.check("nobody", "a quiet river")
    assert not known.check("", "")


def test_the_same_password_is_never_the_same_line() -> None:
    assert hashed("ann", "a quiet river") != hashed("ann", "a quiet river")
    assert "quiet" not in hashed("ann", "a quiet river")


@pytest.mark.parametrize(
    "text",
    ["", "# nobody", "ann", "ann:secret", "ann:scrypt$1$8$1$AAAAAAAAAAAAAAAAAAAAAA==$x", "ann:scrypt$99999999999$8$1$" + "A" * 24 + "$" + "A" * 44],
)  # fmt: skip
def test_a_file_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "people"
    file.write_text(text, "utf-8")
    with pytest.raises(PasswordFileError):
        read_passwords(file)


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("", "long enough!"),
        ("a:b", "long enough!"),
        (" a", "long enough!"),
        ("a\n", "long enough!"),
        ("ann", "short"),
    ],
)
def test_names_and_passwords_that_will_not_do(name: str, password: str) -> None:
    with pytest.raises(ValueError, match=r"name|password"):
        hashed(name, password)
