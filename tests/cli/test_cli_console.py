"""What reaches a terminal or a spreadsheet cannot steer it."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from treuga.cli import console
from treuga.errors import CaseError

ANY_TEXT = st.text(st.characters(exclude_categories=()))


@given(ANY_TEXT)
def test_plain_leaves_nothing_that_steers(text: str) -> None:
    for c in console.plain(text):
        assert unicodedata.category(c) not in {"Cc", "Cs", "Zl", "Zp"}
        assert unicodedata.category(c) != "Cf" or c in "\u200c\u200d"


@given(ANY_TEXT)
def test_plain_lines_keeps_line_breaks_only(text: str) -> None:
    out = console.plain(text, lines=True)
    assert out.count("\n") == text.count("\n")
    assert all(c == "\n" or unicodedata.category(c) != "Cc" for c in out)


def test_plain_keeps_words_of_every_script() -> None:
    for text in ("Ceasefire — “agreed”", "آتش‌بس", "перемирие", "停火", "naïve 5 000 €"):
        assert console.plain(text) == text


def test_escape_sequences_and_disguises_are_gone() -> None:
    assert "\x1b" not in console.plain("\x1b]0;owned\x07\x1b[2Jtext")
    assert console.plain("safe\u202etxt.exe") == "safetxt.exe"


@given(
    st.recursive(ANY_TEXT | st.integers() | st.none(), lambda inner: st.lists(inner) | st.dictionaries(ANY_TEXT, inner))
)
def test_json_reads_back_and_steers_nothing(value: object) -> None:
    text = console.json_text(value)
    assert json.loads(text) == json.loads(json.dumps(value))
    assert not [c for c in text if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"}]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|'/c calc'!A0"])
def test_cells_are_no_formulas(text: str) -> None:
    assert console.cell(text) == "'" + text


def test_numbers_stay_numbers() -> None:
    assert [console.cell(value) for value in (-3, 2.5, True, None)] == [-3, 2.5, "true", ""]


@given(ANY_TEXT)
def test_no_cell_begins_a_formula(text: str) -> None:
    assert not console.cell(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


@given(st.lists(st.fixed_dictionaries({"a": ANY_TEXT, "b": ANY_TEXT}), min_size=1, max_size=4))
def test_csv_has_one_record_a_row(rows: list[dict[str, str]]) -> None:
    text = console.csv_text(rows)
    parsed = list(csv.reader(io.StringIO(text, newline="")))
    assert sorted(parsed[0]) == ["a", "b"]
    assert len(parsed) == len(rows) + 1


def test_write_file_replaces_whole_files(tmp_path: Path) -> None:
    target = tmp_path / "brief.html"
    target.write_text("old")
    console.write_file(target, "näu\n")
    assert target.read_bytes() == "näu\n".encode()
    assert [p.name for p in tmp_path.iterdir()] == ["brief.html"]


def test_write_file_that_fails_leaves_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "brief.html"
    target.write_text("old")
    with pytest.raises(UnicodeEncodeError):
        console.write_file(target, "half \ud800")
    assert target.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["brief.html"]
    with pytest.raises(CaseError, match="TR123"):
        console.write_file(tmp_path / "no" / "such" / "brief.html", "x")
