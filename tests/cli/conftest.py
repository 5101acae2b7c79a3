"""A small case, made once, from reports invented for these tests."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from treuga.case import Case
from treuga.cli import run

REPORTS = {
    "a-release.txt": (
        "Last prisoners leave the jail, spokesman says\n\n"
        'Taliban spokesman Muhammad Naim said on Thursday: "All 5,000 of our prisoners have been released by Kabul. '
        'We have released 1,000 prisoners of the other side."\n\n'
        "The Afghan government did not comment. Taliban attacks have surged in Helmand.\n"
    ),
    "b-ties.txt": (
        "Alliance worried about old friendships\n\n"
        "NATO Secretary General Jens Stoltenberg said on Monday that the Taliban have not broken their ties with "
        "al-Qaeda. He urged the Taliban to reduce violence.\n"
    ),
    "c-hostile.txt": (
        "Council calls for calm\x1b[2J\x1b]0;owned\x07\n\n"
        "UN Secretary General Antonio Guterres said on Tuesday that [bold red]the Taliban[/bold red] must reduce "
        "violence\x1b[31m and that <script>alert(1)</script> peace needs patience.\n"
    ),
    "d-leaflet.txt": "A leaflet without a date\n\nThe elders said that the road to the bazaar is open again.\n",
}
METADATA = (
    "file,outlet,published,published_precision,language,note\n"
    "a-release.txt,Harbour Post,2020-09-10,day,en,\n"
    "b-ties.txt,=Quay Wire,2021-02-15,day,en,\n"
    "c-hostile.txt,Harbour Post,2021-02-16,day,en,\n"
)


@dataclass
class Result:
    code: int
    out: str
    err: str


Invoke = Callable[..., Result]


@pytest.fixture
def invoke(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Invoke:
    """Run a command line in this process."""
    monkeypatch.delenv("TREUGA_CASE", raising=False)
    monkeypatch.delenv("TREUGA_DEBUG", raising=False)
    monkeypatch.setenv("COLUMNS", "80")

    def invoke(*arguments: object) -> Result:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Result(code, captured.out, captured.err)

    return invoke


def write_reports(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in REPORTS.items():
        (folder / name).write_bytes(text.encode())
    (folder / "metadata.csv").write_text(METADATA, encoding="utf-8")
    return folder


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    return write_reports(tmp_path / "downloads")


@pytest.fixture(scope="session")
def read_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A case in which the reports were read; not to be written to."""
    root = tmp_path_factory.mktemp("cli") / "case"
    case = Case.init(root)
    write_reports(case.reports_dir)
    assert run(["read", str(case.reports_dir), "--case", str(root)]) == 0
    yield root


@pytest.fixture
def case(read_once: Path, tmp_path: Path) -> Path:
    """A copy of that case, which a test may change."""
    return Path(shutil.copytree(read_once, tmp_path / "case"))
