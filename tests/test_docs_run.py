"""What the handbook tells people to type does what the handbook says.

A page marks what runs with a comment right before the code:

* ``<!-- runnable -->`` before a ``console`` block: each line that begins with ``$`` is run; the words of the other
  lines must stand in its output, line after line; three dots stand for anything. ``<!-- runnable: exit 1 -->`` where
  another exit code than 0 is right.
* ``<!-- runnable -->`` before a ``python`` block: the blocks of a page run one after another, as in a notebook.
* ``<!-- file: PATH -->`` before any block: its text is written to that file.

Pages run in a folder of their own, in which the example case stands as ``treuga-demo``.
"""

from __future__ import annotations

import re
import shlex
import shutil
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from treuga.cli import run

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
BLOCK = re.compile(
    r"^(?P<indent>[ ]*)<!-- (?P<mark>runnable|file): ?(?P<value>[^>]*?) ?-->\n(?P=indent)```(?P<language>\w+)\n"
    r"(?P<body>.*?)^(?P=indent)```",
    re.M | re.S,
)
#: Pages whose Python blocks run without a mark.
ALL_PYTHON = ("docs/reference/parties.md", "docs/reference/times-and-quantities.md")
PYTHON = re.compile(r"^```(?P<language>python)\n(?P<body>.*?)^```", re.M | re.S)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that a page tells to do."""

    kind: str
    value: str
    body: str


def steps(page: str) -> Iterator[Step]:
    """The marked blocks of a page, in order."""
    for found in BLOCK.finditer(page.replace("<!-- runnable -->", "<!-- runnable: -->")):
        kind = "file" if found["mark"] == "file" else found["language"]
        yield Step(kind, found["value"], textwrap.dedent(found["body"]))


def python_of(page: str) -> Iterator[Step]:
    """All Python blocks of a page."""
    return (Step("python", "", found["body"]) for found in PYTHON.finditer(page))


def commands(body: str) -> Iterator[tuple[str, list[str]]]:
    """Each command of a console block, with the lines that its output must hold."""
    command, wanted = "", list[str]()
    for line in body.replace("\\\n", " ").splitlines():
        if line.startswith("$ "):
            if command:
                yield command, wanted
            command, wanted = line[2:], []
        else:
            wanted += [part for part in line.split("...") if part.strip()]
    if command:
        yield command, wanted


def missing(wanted: list[str], output: str) -> str | None:
    """The first wanted line whose words do not all follow, in their order, behind those of the line before."""
    flat, at = " ".join(output.split()), 0
    for line in wanted:
        for word in line.split():
            found = flat.find(word, at)
            if found < 0:
                return f"{line!r}, at {word!r}"
            at = found + len(word)
    return None


def run_console(step: Step, capture: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Run a console block."""
    expected = int(step.value.removeprefix("exit ")) if step.value else 0
    for command, wanted in commands(step.body):
        words = shlex.split(command)
        if words[0] == "cd":
            monkeypatch.chdir(words[1])
            continue
        assert words[0] == "treuga", f"only 'treuga' and 'cd' run here: {command}"
        capture.readouterr()
        code = run(words[1:])
        out, err = capture.readouterr()
        assert code == expected, f"$ {command}\nexit {code}, not {expected}\n{out}{err}"
        gap = missing(wanted, out + err) and missing(wanted, err + out)
        assert gap is None, f"$ {command}\nlacks {gap}; it prints:\n{out}{err}"


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example case, made once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("example"))
        assert run(["demo"]) == 0
        return Path("treuga-demo").absolute()


PAGES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (ROOT / "README.md", *DOCS.rglob("*.md"))
    if "_build" not in path.parts and "<!-- runnable" in path.read_text("utf-8")
)


def test_there_are_pages_that_run() -> None:
    assert len(PAGES) >= 6


def test_a_line_that_is_not_printed_is_noticed() -> None:
    printed = "Report   Outlet\nbridge.txt   Valley\n             Post\n"
    assert missing(["bridge.txt Valley Post"], printed) is None
    assert missing(["Valley", "bridge.txt"], printed) is not None
    assert missing(["ferry.txt"], printed) is not None


def test_readers_are_told_the_name_of_each_file() -> None:
    for name in PAGES:
        text = (ROOT / name).read_text("utf-8")
        for mark in re.finditer(r"<!-- file: (\S+) -->", text):
            told = text[: mark.start()].rstrip().rpartition("\n\n")[2]
            assert mark[1].rpartition("/")[2] in told, f"{name}: {mark[1]}"


def test_every_mark_stands_before_a_block() -> None:
    for name in PAGES:
        text = (ROOT / name).read_text("utf-8")
        assert len(re.findall(r"<!-- (?:runnable|file)\b", text)) == len(list(steps(text))), name


@pytest.mark.parametrize("name", [*PAGES, *ALL_PYTHON])
def test_page_runs(
    name: str,
    request: pytest.FixtureRequest,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = (ROOT / name).read_text("utf-8")
    if "treuga-demo" in page:
        shutil.copytree(request.getfixturevalue("example"), tmp_path / "treuga-demo")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TREUGA_CASE", raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    names: dict[str, object] = {}
    for number, step in enumerate(python_of(page) if name in ALL_PYTHON else steps(page)):
        if step.kind == "file":
            target = Path(step.value)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(step.body, "utf-8")
        elif step.kind == "console":
            run_console(step, capsys, monkeypatch)
        elif step.kind == "python":
            exec(compile(step.body, f"{name}, block {number}", "exec"), names)
        else:
            pytest.fail(f"{name}: a '{step.kind}' block cannot run")
