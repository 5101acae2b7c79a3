from __future__ import annotations

from pathlib import Path

import pytest

from treuga.errors import CODES, ReadError
from treuga.sources import codes, read_metadata, read_report

HEAD = "file,outlet,published,published_precision,language,url,note\n"


def table(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "metadata.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_rows_by_base_name(tmp_path: Path) -> None:
    rows = read_metadata(
        table(
            tmp_path, HEAD + 'sub/a.txt,Valley News,2020-12-10,day,en-GB,https://v.example/a,"He said ""no"", twice"\n'
        )
    )
    row = rows["a.txt"]
    assert (row.outlet, str(row.published), row.language) == ("Valley News", "2020-12-10", "en")
    assert (row.url, row.note) == ("https://v.example/a", 'He said "no", twice')
    assert row.where.endswith("metadata.csv:2")
    assert row.problem is None


@pytest.mark.parametrize(
    ("published", "precision", "iso"),
    [
        ("2020-12-10", "", "2020-12-10"),
        ("2020-12-10", "month", "2020-12"),
        ("2020-12-10", "Year", "2020"),
        ("2020-12", "month", "2020-12"),
        ("2020-12-10T08:00:00Z", "day", "2020-12-10"),
    ],
)
def test_precision_cuts_the_date(tmp_path: Path, published: str, precision: str, iso: str) -> None:
    rows = read_metadata(table(tmp_path, HEAD + f"a.txt,,{published},{precision},,,\n"))
    assert str(rows["a.txt"].published) == iso


def test_columns_may_lack_and_others_are_noted(tmp_path: Path) -> None:
    rows = read_metadata(table(tmp_path, "\ufefffile,Outlet,mood\na.txt,Valley News,good\n"))
    assert rows["a.txt"].outlet == "Valley News"
    assert any("mood" in note and ":1:" in note for note in rows.notes)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("a.txt,,10/12/2020,,,,", codes.METADATA_DATE),
        ("a.txt,,2020-02-30,,,,", codes.METADATA_DATE),
        ("a.txt,,2020-12,day,,,", codes.METADATA_PRECISION),
        ("a.txt,,2020-12-10,week,,,", codes.METADATA_PRECISION),
        ("a.txt,,,,not a language,,", codes.METADATA_LANGUAGE),
        ("a.txt,One,,,,,\na.txt,Two,,,,,", codes.METADATA_TWICE),
    ],
)
def test_a_faulty_row_refuses_its_report_and_no_other(tmp_path: Path, row: str, code: str) -> None:
    rows = read_metadata(table(tmp_path, f"{HEAD}{row}\nb.txt,Valley News,2020,,,,\n"))
    problem = rows["a.txt"].problem
    assert problem is not None
    assert problem.code == code
    assert problem.where.rsplit(":", 1)[1] in {"2", "3"}
    assert problem.remedy
    (tmp_path / "a.txt").write_text("The army left.")
    with pytest.raises(ReadError) as caught:
        read_report(tmp_path / "a.txt", rows["a.txt"])
    assert caught.value.code == code
    assert rows["b.txt"].problem is None
    assert str(rows["b.txt"].published) == "2020"


def test_the_same_row_twice_is_only_noted(tmp_path: Path) -> None:
    rows = read_metadata(table(tmp_path, HEAD + "a.txt,One,,,,,\na.txt,One,,,,,\n"))
    assert rows["a.txt"].problem is None
    assert any(":3:" in note for note in rows.notes)


def test_lines_count_through_quoted_line_breaks(tmp_path: Path) -> None:
    rows = read_metadata(table(tmp_path, HEAD + 'a.txt,,,,,,"one\ntwo"\nb.txt,,soon,,,,\n,,,,,,\n,Nameless,,,,,\n'))
    assert rows["b.txt"].problem is not None
    assert rows["b.txt"].problem.where.endswith(":4")
    assert [problem.code for problem in rows.problems] == [codes.METADATA_ROW]
    assert rows.problems[0].where.endswith(":6")


def test_rows_of_files_that_are_not_there(tmp_path: Path) -> None:
    rows = read_metadata(table(tmp_path, HEAD + "a.txt,,,,,,\nb.txt,,,,,,\nc.txt,,,,,,\n"))
    (tmp_path / "b.txt").write_text("x")
    missing = rows.missing([Path("/elsewhere/a.txt")])
    assert [error.code for error in missing] == [codes.METADATA_MISSING]
    assert "c.txt" in missing[0].message
    assert missing[0].where.endswith(":4")


def test_an_address_that_could_run_is_not_taken(tmp_path: Path) -> None:
    rows = read_metadata(table(tmp_path, HEAD + "a.txt,,,,,javascript:alert(1),\n"))
    assert rows["a.txt"].url == ""
    assert rows.notes


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"outlet,published\nX,2020\n", codes.METADATA_COLUMNS),
        (b"", codes.METADATA_COLUMNS),
        (b"file,outlet\na.txt,Caf\xe9\n", codes.METADATA_FILE),
        (b'file,outlet\na.txt,"open\n', codes.METADATA_FILE),
    ],
)
def test_no_such_table(tmp_path: Path, content: bytes, code: str) -> None:
    (tmp_path / "m.csv").write_bytes(content)
    with pytest.raises(ReadError) as caught:
        read_metadata(tmp_path / "m.csv")
    assert caught.value.code == code
    assert "m.csv:" in caught.value.where


def test_a_table_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as caught:
        read_metadata(tmp_path / "gone.csv")
    assert caught.value.code == codes.METADATA_FILE


def test_all_codes_are_declared_with_a_remedy() -> None:
    own = {value for name, value in vars(codes).items() if name.isupper()}
    assert own
    assert all(code.startswith("TR2") and all(CODES[code]) for code in own)
