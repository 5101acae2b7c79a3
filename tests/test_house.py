"""The house rules of docs/decisions/0001-house.md, read off the source."""

from __future__ import annotations

import ast
import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "treuga"
MODULES = sorted(PACKAGE.rglob("*.py"))
OTHERS = ("tests", "docs", "evaluation", "benchmarks")

#: Rooms from the top of the house to its faces. A room may import from those with a smaller number, and from itself.
FLOORS: tuple[tuple[str, ...], ...] = (
    ("model", "errors", "yamlio"),
    ("board",),
    ("text",),
    ("sources",),
    ("extract",),
    ("ledger",),
    ("agreements",),
    ("monitor",),
    ("measures",),
    ("publish",),
    ("web",),
    ("engines",),
    ("case", "reading", "voices", "assemble", "records", "table", "api", "cli", "__main__"),
)
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}


def dotted(path: Path) -> str:
    """The module's name: ``treuga.ledger.schema``."""
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """Line and full name of everything of ours that a module imports, wherever in it the import stands."""
    name = dotted(path)
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, a.name) for a in node.names if a.name.split(".")[0] == "treuga")
        elif isinstance(node, ast.ImportFrom):
            base = importlib.util.resolve_name("." * node.level + (node.module or ""), package)
            if base == "treuga":
                yield from ((node.lineno, f"treuga.{a.name}") for a in node.names)
            elif base.startswith("treuga."):
                yield node.lineno, base


def room_of(name: str) -> str:
    return name.split(".")[1] if "." in name else ""


def wrong_way(path: Path) -> list[str]:
    """The imports of a module that go down in the house, each with its place."""
    room = room_of(dotted(path))
    if not room:
        return []  # treuga/__init__.py is the public face of the whole house
    out = []
    for line, name in imported(path):
        other = room_of(name)
        same_floor = FLOOR.get(other) == FLOOR[room]
        if other != room and not same_floor and FLOOR.get(other, len(FLOORS)) > FLOOR[room]:
            out.append(f"{path.relative_to(ROOT)}:{line}: {room} imports {other or 'the public face'}")
    return out


def test_every_room_has_a_floor() -> None:
    strangers = {room_of(dotted(path)) for path in MODULES} - set(FLOOR) - {""}
    assert not strangers, f"say in FLOORS and in decision 1 where these stand: {sorted(strangers)}"


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_imports_go_up(path: Path) -> None:
    if room_of(dotted(path)) not in FLOOR and room_of(dotted(path)):
        pytest.skip("a room without a floor is another test's finding")
    assert wrong_way(path) == []


def test_the_rule_sees_an_import_that_goes_down(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    house = tmp_path / "src" / "treuga"
    (house / "ledger").mkdir(parents=True)
    bad = house / "ledger" / "schema.py"
    bad.write_text(
        "def f():\n    from ..monitor import link\n    from treuga import api\n    from treuga import model\n"
    )
    monkeypatch.setattr(sys.modules[__name__], "PACKAGE", house)
    monkeypatch.setattr(sys.modules[__name__], "ROOT", tmp_path)
    places = [text.split(":")[1] for text in wrong_way(bad)]
    assert places == ["2", "3"]


@pytest.mark.parametrize(
    "path",
    [
        *MODULES,
        *(p for top in ("tests", "docs", "evaluation", "benchmarks") for p in sorted((ROOT / top).rglob("*.py"))),
    ],
    ids=lambda p: str(p.relative_to(ROOT)),
)
def test_no_file_grows_past_500_lines(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 500


def declared(path: Path) -> Iterator[tuple[int, str]]:
    """Line and code of each ``declare("TR...", ...)`` in a module."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
            if name == "declare" and node.args and isinstance(node.args[0], ast.Constant):
                yield node.lineno, str(node.args[0].value)


DIGITS = {"sources": "2", "text": "2", "extract": "3", "ledger": "4", "agreements": "5", "monitor": "6", "publish": "7"}
DIGITS["measures"] = "26"  # files that cannot be read, and questions that cannot be answered


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_codes_are_declared_in_codes_modules_and_in_their_range(path: Path) -> None:
    codes = list(declared(path))
    read_for_docs = path.name == "codes.py" or path.parent == PACKAGE
    assert not codes or read_for_docs, f"{path.name} declares codes; only codes.py is read for the docs"
    digit = DIGITS.get(room_of(dotted(path)), "1")
    assert [code for _, code in codes if code[2] not in digit] == []


@pytest.fixture(scope="module")
def generate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("treuga_docs_generate", ROOT / "docs" / "generate.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_error_code_is_documented(generate: ModuleType) -> None:
    generate.import_all_codes()
    in_source = {code for path in MODULES for _, code in declared(path)}
    assert in_source <= set(generate.errors.CODES), "a codes module is not imported"
    page = (ROOT / "docs" / "reference" / "errors.md").read_text("utf-8")
    missing = sorted(code for code in in_source if f"| `{code}` |" not in page)
    assert not missing, f"run `make docs-generate`: {missing} are not in docs/reference/errors.md"


def test_generated_pages_are_fresh(generate: ModuleType) -> None:
    late = [str(path.relative_to(ROOT)) for path in generate.stale()]
    assert not late, f"run `make docs-generate`: {late} say something else than the code"


def test_error_page_survives_hostile_words(generate: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generate, "import_all_codes", lambda: [])
    monkeypatch.setitem(generate.errors.CODES, "TR299", ("a | b <script>\nc", "do"))
    assert "| `TR299` | a \\| b &lt;script> c | do |" in generate.errors_page()
