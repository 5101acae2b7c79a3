"""The Python face: lazy, complete, and the same whichever way it is imported."""

from __future__ import annotations

import ast
import datetime as dt
import re
import subprocess
import sys
from pathlib import Path

import pytest

import treuga
from treuga import api
from treuga.assemble import day
from treuga.errors import CaseError
from treuga.model import PartialDate, Report
from treuga.voices import copies, one_voice

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "tutorial" / "python.md"


@pytest.mark.parametrize("name", treuga.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(treuga, name) is not None
    assert name in dir(treuga)


def test_type_checkers_see_what_runs() -> None:
    tree = ast.parse((ROOT / "src" / "treuga" / "__init__.py").read_text("utf-8"))
    block = next(node for node in tree.body if isinstance(node, ast.If))
    imported = {alias.name for node in block.body if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert imported | {"__version__"} == set(treuga.__all__)


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'peace'"):
        _ = treuga.peace


@pytest.mark.parametrize(
    "first",
    [
        "import treuga",
        "import treuga.extract",
        "from treuga.extract.registry import load_registry",
        "import treuga.api",
    ],
)
def test_extract_is_a_room_and_a_function_in_any_order_of_imports(first: str) -> None:
    code = f"""{first}
import treuga, inspect
from treuga import extract
assert callable(treuga.extract) and extract is treuga.extract and inspect.ismodule(extract)
from treuga.extract.registry import load_registry
try:
    treuga.extract("nowhere.txt")
except treuga.TreugaError as error:
    print(error.code)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(r"TR2\d\d\n", done.stdout)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2021-02-16", dt.date(2021, 2, 16)),
        (" 2021-02 ", dt.date(2021, 2, 28)),
        ("2020", dt.date(2020, 12, 31)),
        (dt.date(2020, 1, 2), dt.date(2020, 1, 2)),
        (dt.datetime(2020, 1, 2, 23, 59), dt.date(2020, 1, 2)),
        (PartialDate("2020-02"), dt.date(2020, 2, 29)),
        (None, dt.date(1999, 9, 9)),
        ("", dt.date(1999, 9, 9)),
    ],
)
def test_dates_as_users_give_them(value: str | dt.date | PartialDate | None, expected: dt.date) -> None:
    assert day(value, dt.date(1999, 9, 9)) == expected


@pytest.mark.parametrize("value", ["yesterday", "2021-02-30", "16.2.2021", "2021-2-1", "0000", "20210216"])
def test_what_is_no_date_is_said_so(value: str) -> None:
    with pytest.raises(CaseError, match="YYYY-MM-DD") as caught:
        day(value, dt.date.max)
    assert caught.value.code == "TR107"


def test_a_string_is_text_unless_it_names_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a report.txt").write_text("The truce holds in the north, the governor said.\n")
    assert api.as_report("a report.txt").name == "a report.txt"
    text = api.as_report("No report has this name.", outlet="Post", published="2021-02")
    assert (text.name, text.text, text.outlet) == ("text", "No report has this name.", "Post")
    assert text.published == PartialDate("2021-02")
    assert api.as_report(text) is text
    with pytest.raises(treuga.TreugaError):
        api.as_report("missing.txt")


def test_extract_from_text_gives_spans_on_it() -> None:
    text = "The governor said on Monday that 40 prisoners had been released."
    testimony = treuga.extract(text, published="2021-02-16")
    for item in (*testimony.times, *testimony.quantities):
        assert text[item.span.start : item.span.end] == item.span.text
    assert 40 in [quantity.value for quantity in testimony.quantities]


def test_an_agreement_of_the_library_needs_no_case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TREUGA_CASE", raising=False)
    assert treuga.agreement("us-taliban-2020").commitment("prisoners-5000") is not None
    with pytest.raises(CaseError):
        treuga.agreement("us-taliban-2020", case=tmp_path)


def test_the_page_in_the_handbook_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from treuga.cli import run

    monkeypatch.chdir(tmp_path)
    assert run(["demo"]) == 0
    blocks = re.findall(r"^```python\n(.*?)^```", PAGE.read_text("utf-8"), re.M | re.S)
    assert len(blocks) >= 8
    names: dict[str, object] = {}
    for number, block in enumerate(blocks):
        exec(compile(block, f"{PAGE.name}, block {number}", "exec"), names)
    assert names["html"]


def test_copies_and_outlets_of_one_owner_have_one_voice() -> None:
    story = " ".join(f"The ferry carried {n} families over the river on its trip number {n}." for n in range(30))
    texts = {"a": story, "b": story + " More follows.", "c": "Rain fell on the hills for a week.", "d": "Quiet night."}
    outlets = {"a": "Wire", "b": "Post", "c": "Post Online", "d": "Herald"}
    reports = [Report(key, key, text, outlet=outlets[key]) for key, text in texts.items()]
    stories = copies(reports)
    assert stories == [["a", "b"]]
    groups = one_voice(reports, {"Post": "Port Media", "Post Online": "Port Media"}, stories)
    assert set(groups) == {"a", "b", "c"}
    assert len(set(groups.values())) == 1
    assert set(one_voice(reports, {}, stories)) == {"a", "b"}
