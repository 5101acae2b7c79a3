"""The case folder and its settings."""

from __future__ import annotations

from pathlib import Path

import pytest

from treuga import case as case_room
from treuga.case import Case, Outlet, Settings, load_settings
from treuga.errors import CaseError


def settings(tmp_path: Path, text: str) -> Settings:
    path = tmp_path / "treuga.yaml"
    path.write_text(text, encoding="utf-8")
    return load_settings(path)


def test_init_makes_all_parts_and_settings_that_load(tmp_path: Path) -> None:
    case = Case.init(tmp_path / "my case")
    assert {p.name for p in case.root.iterdir()} >= {"treuga.yaml", "agreements", "reports", "parties", "ledger.db"}
    assert case.settings == Settings(name="my case")
    assert Case.find(case.root) == case


@pytest.mark.parametrize("name", ["12:30", "a: b", "it's", "no", "{x}", "# hash", "مذاکرات"])
def test_any_folder_name_gives_settings_that_load_with_that_name(tmp_path: Path, name: str) -> None:
    assert Case.init(tmp_path / name).settings.name == name


def test_init_keeps_what_a_case_holds_and_fills_gaps(tmp_path: Path) -> None:
    case = Case.init(tmp_path / "c")
    (case.root / "treuga.yaml").write_text("name: kept\nprocesses: 3\n")
    (case.agreements_dir / "mine.yaml").write_text("id: mine\n")
    case.reports_dir.rmdir()
    again = Case.init(case.root)
    assert again.settings == Settings(name="kept", processes=3)
    assert (again.agreements_dir / "mine.yaml").read_text() == "id: mine\n"
    assert again.reports_dir.is_dir()


def test_init_leaves_a_foreign_folder_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(CaseError) as caught:
        Case.init(tmp_path)
    assert caught.value.code == case_room.FOLDER_TAKEN
    assert [p.name for p in tmp_path.iterdir()] == ["thesis.txt"]


def test_init_on_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(CaseError) as caught:
        Case.init(tmp_path / "file")
    assert caught.value.code == case_room.FOLDER_TAKEN


def test_find_walks_up_and_the_environment_goes_before_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = Case.init(tmp_path / "one"), Case.init(tmp_path / "other")
    below = one.root / "reports" / "march"
    below.mkdir()
    monkeypatch.chdir(below)
    monkeypatch.delenv("TREUGA_CASE", raising=False)
    assert Case.find().root == one.root
    monkeypatch.setenv("TREUGA_CASE", str(other.root))
    assert Case.find().root == other.root
    assert Case.find(one.root).root == one.root


def test_find_says_how_to_make_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TREUGA_CASE", raising=False)
    for given in (None, tmp_path):
        with pytest.raises(CaseError, match="treuga init") as caught:
            Case.find(given)
        assert caught.value.code == case_room.NO_CASE


def test_party_files_are_yaml_files_only(tmp_path: Path) -> None:
    case = Case.init(tmp_path / "c")
    for name in ("b.yaml", "a.yml", "notes.txt", "c.yaml.bak"):
        (case.root / "parties" / name).touch()
    assert [p.name for p in case.party_files] == ["a.yml", "b.yaml"]


def test_settings_of_comments_only_are_the_defaults(tmp_path: Path) -> None:
    assert settings(tmp_path, "# nothing yet\n\n  # name: x\n") == Settings()


def test_settings_with_outlets(tmp_path: Path) -> None:
    found = settings(
        tmp_path, "outlets:\n  Harbour Post:\n    grade: b2\n    owner: Port Media\n  Wire:\n    grade: C3\n"
    )
    assert found.outlets == {"Harbour Post": Outlet("B2", "Port Media"), "Wire": Outlet("C3")}


@pytest.mark.parametrize(
    ("text", "code", "line", "words"),
    [
        ("name: a\nproceses: 2\n", case_room.UNKNOWN_SETTING, 2, "Did you mean 'processes'?"),
        ("colour: red\n", case_room.UNKNOWN_SETTING, 1, "The settings are: name"),
        ("processes: two\n", case_room.BAD_SETTING, 1, "whole number from 1 to 256"),
        ("name: x\nprocesses: 0\n", case_room.BAD_SETTING, 2, "whole number"),
        ("processes: 99999999999999999999\n", case_room.BAD_SETTING, 1, "whole number"),
        ("name:\n  - a\n", case_room.BAD_SETTING, 2, "text on one line"),
        ("outlets:\n  Post:\n    grade: Z9\n", case_room.BAD_SETTING, 3, "Admiralty"),
        ("outlets:\n  Post: B2\n", case_room.BAD_SETTING, 2, "grade"),
        ("outlets: none\n", case_room.BAD_SETTING, 1, "outlets"),
        ("outlets:\n  Post:\n    grad: B2\n", case_room.UNKNOWN_SETTING, 3, "Did you mean 'grade'?"),
        ("name: &a b\n", case_room.BAD_YAML, 1, "anchor"),
        ("name: a\nname: b\n", case_room.BAD_YAML, 2, "before"),
    ],
)
def test_each_mistake_in_the_settings_is_named_with_its_line(
    tmp_path: Path, text: str, code: str, line: int, words: str
) -> None:
    with pytest.raises(CaseError) as caught:
        settings(tmp_path, text)
    assert caught.value.code == code
    assert caught.value.where == f"{tmp_path / 'treuga.yaml'}:{line}"
    assert words in str(caught.value)


def test_the_size_limit_and_a_model_folder_beside_the_settings(tmp_path: Path) -> None:
    (tmp_path / "models" / "english").mkdir(parents=True)
    found = settings(tmp_path, "max_file_mb: 3\nmodel: models/english\n")
    assert found.max_file_mb == 3 and Path(found.model) == tmp_path / "models" / "english"
    assert settings(tmp_path, "model: en_core_web_lg\n").model == "en_core_web_lg"
    for wrong in ("max_file_mb: 0\n", "max_file_mb: many\n"):
        with pytest.raises(CaseError):
            settings(tmp_path, wrong)
