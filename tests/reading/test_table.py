from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.reading.article import Article, UnreadableError
from rashomon.reading.table import read_table
from rashomon.records import Rejected

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1)


def found(data: bytes) -> list[Article | Rejected]:
    return list(read_table(io.BytesIO(data), "a.csv"))


@given(st.lists(TEXT, min_size=1, max_size=5), st.sampled_from(",;\t|"))
def test_what_the_csv_module_writes_is_read(texts: list[str], delimiter: str) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows([["id", "Text"], *([str(number), text] for number, text in enumerate(texts))])
    results = found(out.getvalue().encode())
    assert [(result.id, result.text) for result in results if isinstance(result, Article)] == [
        (str(number), text) for number, text in enumerate(texts)
    ]


def test_all_columns_are_read_and_others_ignored() -> None:
    (article,) = found(b"n,url,text,published,outlet,language,title,id\n1,u,No.,2031-04-02,O,en,T,x\n")
    assert article == Article("No.", "a.csv#2", "x", "T", "2031-04-02", "en", "O", "u")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "windows-1251"])
def test_encodings_are_found(encoding: str) -> None:
    text = "Мэр заявил в понедельник, что мост безопасен и что никто не пострадал."
    (article,) = found(f'id,text\n1,"{text}"\n'.encode(encoding))
    assert isinstance(article, Article)
    assert article.text == text


def test_a_tab_table_may_have_stray_quotation_marks() -> None:
    first, second = found(b'id\ttext\n1\t"No," he said.\n2\t"Yes.\n')
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.text, second.text) == ('"No," he said.', '"Yes.')


def test_bad_rows_are_put_aside_and_the_rest_goes_on() -> None:
    results = found(b'id,text\n1,One.\n2,Two,more\n3\n4,"x"y\n5,Five.\n')
    assert [type(result) for result in results] == [Article, Rejected, Rejected, Rejected, Article]
    assert [result.uri for result in results] == [f"a.csv#{line}" for line in range(2, 7)]


def test_an_open_quotation_mark_is_put_aside() -> None:
    (result,) = found(b'id,text\n1,"No.\n2,Two.\n')
    assert isinstance(result, Rejected)


@pytest.mark.parametrize(
    "data",
    [b"", b"a,b\n1,2\n", b"\x00\x01,text\n", b'"text"x,id\n', b'"text\n', b"\xff\xfe\n", b"te\xfft\n\xe9"],
)
def test_no_column_named_text(data: bytes) -> None:
    with pytest.raises(UnreadableError):
        found(data)


def test_a_field_may_be_as_long_as_an_article() -> None:
    (article,) = found(b"text\n" + b"x" * 1_000_000 + b"\n")
    assert isinstance(article, Article)
    assert len(article.text) == 1_000_000
