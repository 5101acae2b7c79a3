from __future__ import annotations

import datetime as dt
import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from treuga.errors import ReadError
from treuga.sources import ReadReport, codes, read_many, read_metadata, read_report
from treuga.sources.decode import decode

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared"
TEXT = "Army leaves the mill\n\nLINDEN, 12 March 2021 (Agency) - The army left the old mill, an officer said.\r\n"
TODAY = dt.date(2022, 1, 1)


def write(tmp_path: Path, data: bytes | str, name: str = "a.txt") -> Path:
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def code_of(path: Path, **more: object) -> str:
    with pytest.raises(ReadError) as caught:
        read_report(path, **more)  # type: ignore[arg-type]
    assert caught.value.remedy
    assert path.name in caught.value.where
    return caught.value.code


def test_plain_text_stays_as_it_is(tmp_path: Path) -> None:
    text = " \tArmy\u00a0leaves…\r\n\r\n“Why?”\r\n🕊️\n\n"
    path = write(tmp_path, text)
    read = read_report(path, today=TODAY)
    with path.open(encoding="utf-8", newline="") as file:
        assert read.report.text == file.read()
    assert read.report.id == hashlib.sha256(text.encode()).hexdigest()
    assert read.original == text.encode()
    assert (read.report.media_type, read.report.retrieved, read.report.language) == ("text/plain", TODAY, "en")


def test_title_and_stated_date(tmp_path: Path) -> None:
    report = read_report(write(tmp_path, TEXT), today=TODAY).report
    assert report.title == "Army leaves the mill"
    assert (str(report.published), report.dated_by) == ("2021-03-12", "text")


def test_the_order_of_dates_and_outlets(tmp_path: Path) -> None:
    path = write(tmp_path, TEXT)
    table = write(tmp_path, "file,outlet,published,published_precision\na.txt,Row News,2021-03-15,month\n", "m.csv")
    row = read_metadata(table)["a.txt"]
    both = read_report(path, row, outlet="Line News", published="2021-03-14").report
    assert (str(both.published), both.dated_by, both.outlet) == ("2021-03", "metadata", "Row News")
    line = read_report(path, outlet="Line News", published="2021-03-14").report
    assert (str(line.published), line.dated_by, line.outlet) == ("2021-03-14", "metadata", "Line News")


def test_no_date_is_guessed(tmp_path: Path) -> None:
    report = read_report(write(tmp_path, "The accord was signed on 29 February 2020, an officer said.")).report
    assert (report.published, report.dated_by) == (None, "none")


def test_a_stated_date_cannot_lie_in_the_future(tmp_path: Path) -> None:
    assert read_report(write(tmp_path, TEXT), today=dt.date(2021, 1, 1)).report.published is None


def test_a_given_date_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as caught:
        read_report(write(tmp_path, TEXT), published="yesterday")
    assert caught.value.code == codes.GIVEN_DATE


def test_language_is_told_where_the_text_is_long_enough(tmp_path: Path) -> None:
    pytest.importorskip("py3langid")
    spanish = (
        "El ejército abandonó el viejo molino el viernes, dijo un oficial. Los habitantes del valle volvieron a "
        "sus casas después de tres años de guerra, y el alcalde pidió que los prisioneros fueran liberados "
        "antes de la primavera. Nadie sabe todavía cuándo empezarán las negociaciones entre las dos partes."
    )
    assert read_report(write(tmp_path, spanish)).report.language == "es"
    assert read_report(write(tmp_path, "Hola.", "b.txt")).report.language == "en"


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.txt", codes.EMPTY),
        (b" \n\t\r\n \xef\xbb\xbf", "a.txt", codes.EMPTY),
        ("\ufeff\n", "a.txt", codes.EMPTY),
        (b"%PDF-1.7 x", "a.txt", codes.BINARY),
        (b"PK\x03\x04xx", "a.docx", codes.BINARY),
        (b"\x89PNG\r\n\x1a\n", "a.png", codes.BINARY),
        (b"{\\rtf1 hello}", "a.rtf", codes.BINARY),
        (b"The army\0left.", "a.txt", codes.BINARY),
        (bytes(range(1, 32)) * 9 + b"text", "a.txt", codes.BINARY),
        (b"NATO said \xe2\x80\x9cyes\xe2\x80 and left.\xff", "a.txt", codes.ENCODING),
        (bytes(range(128, 256)) * 5, "a.txt", codes.ENCODING),
        (b"abc \xff\xfe\x80 def " * 30, "a.txt", codes.ENCODING),
        (b"\xff\xfeA\x00\x00\xd8", "a.txt", codes.ENCODING),
        (b"a,b\n", "a.csv", codes.NOT_A_REPORT),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, data: bytes | str, name: str, code: str) -> None:
    assert code_of(write(tmp_path, data, name)) == code


def test_a_binary_file_is_called_by_its_kind(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="PDF"):
        read_report(write(tmp_path, b"%PDF-1.7"))


def test_a_large_file_is_refused_without_opening_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    monkeypatch.setattr(Path, "open", lambda *a, **k: pytest.fail("it was opened"))
    assert code_of(path) == codes.TOO_LARGE


@pytest.mark.parametrize(
    ("error", "code"),
    [(PermissionError(13, "Denied"), codes.NO_PERMISSION), (OSError(5, "Bad disk"), codes.UNREADABLE)],
)
def test_what_the_disk_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, code: str) -> None:
    path = write(tmp_path, TEXT)

    def refuse(*args: object, **more: object) -> None:
        raise error

    monkeypatch.setattr(Path, "open", refuse)
    assert code_of(path) == code


def test_the_limit_is_a_setting(tmp_path: Path) -> None:
    path = write(tmp_path, TEXT)
    assert code_of(path, max_bytes=20) == codes.TOO_LARGE
    assert read_report(path, max_bytes=len(TEXT)).report.text == TEXT


def test_missing_pipe_and_forbidden(tmp_path: Path) -> None:
    assert code_of(tmp_path / "gone.txt") == codes.NOT_FOUND
    os.mkfifo(tmp_path / "pipe.txt")
    assert code_of(tmp_path / "pipe.txt") == codes.NOT_A_FILE
    path = write(tmp_path, TEXT, "secret.txt")
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")
    assert code_of(path) == codes.NO_PERMISSION


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8-sig", TEXT),
        ("utf-16", TEXT),
        ("cp1252", "“We hope,” he said — the café’s owner was glad that the général had left the town at last."),
        ("cp1251", "Президент заявил, что переговоры будут продолжены завтра в Минске, и выразил надежду на успех."),
    ],
)
def test_other_encodings(tmp_path: Path, encoding: str, text: str) -> None:
    assert read_report(write(tmp_path, text.encode(encoding))).report.text == text


def test_the_place_of_a_bad_byte_is_told() -> None:
    with pytest.raises(ReadError) as caught:
        decode("“One”\nTwo\n".encode() + b"Three \xff", "a.txt")
    assert caught.value.where == "a.txt:3"


def test_many_go_on_after_errors_lazily_and_in_order(tmp_path: Path) -> None:
    write(tmp_path, TEXT, "a.txt")
    write(tmp_path, b"\0", "b.txt")
    write(tmp_path, "<html><body><p>Cut", "c.html")
    write(tmp_path, TEXT + "More.", "d")
    stream = read_many([tmp_path, tmp_path / "gone"])
    first = next(stream)
    assert isinstance(first, ReadReport)
    (tmp_path / "d").write_text("Changed before it was reached.")
    rest = list(stream)
    assert [getattr(r, "code", "") for r in rest] == [codes.BINARY, codes.TRUNCATED, "", codes.NOT_FOUND]
    assert isinstance(rest[2], ReadReport)
    assert rest[2].report.text.startswith("Changed")


def test_an_odd_file_name_becomes_valid_text(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    Path(os.fsdecode(raw)).write_text(TEXT)
    (read,) = read_many([tmp_path])
    assert isinstance(read, ReadReport)
    read.report.name.encode("utf-8")


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_a_read_error(data: bytes) -> None:
    try:
        text = decode(data, "x")
    except ReadError as error:
        assert error.code in {codes.BINARY, codes.ENCODING}
    else:
        text.encode("utf-8")


@pytest.mark.skipif(not SHARED.is_dir(), reason="the founding reports lie beside the project only where it is built")
def test_founding_reports() -> None:
    rows = read_metadata(SHARED / "reports" / "metadata.csv")
    reads = list(read_many([SHARED / "reports"], rows))
    assert len(reads) == 5
    for read in reads:
        assert isinstance(read, ReadReport)
        with (SHARED / "reports" / read.report.name).open(encoding="utf-8", newline="") as file:
            assert read.report.text == file.read()
        assert read.report.dated_by == "metadata"
    assert {r.report.dated_by for r in read_many([SHARED / "reports"]) if isinstance(r, ReadReport)} == {"none"}
