"""The handbook is complete and leads nowhere wrong: commands, options, settings, names, keys, links."""

from __future__ import annotations

import datetime as dt
import importlib.util
import re
import shlex
import sqlite3
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from types import ModuleType

import click
import pytest

import treuga
from treuga.case import Outlet, Settings
from treuga.cli.app import group
from treuga.extract.jsonl import schema
from treuga.ledger import connect
from treuga.model import Commitment, Evidence, Finding, Gate, GateFinding, Reference, Report, Span, Weighed
from treuga.records import finding_record, finding_row, gate_record, gate_row, report_record

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PAGES = sorted(path for path in DOCS.rglob("*.md") if "_build" not in path.parts)
MARKDOWN = [*sorted(ROOT.glob("*.md")), ROOT / "changes" / "README.md", *PAGES]
FENCE = re.compile(r"^([ ]*)(```+)(?P<language>[^\n]*)\n(?P<body>.*?)^\1\2[ ]*$", re.M | re.S)
LINK = re.compile(r"!?\[[^\]]*\]\((?P<target>[^)\s]+)\)")


def reference(name: str) -> str:
    return (DOCS / "reference" / name).read_text("utf-8")


def tree(command: click.Command, path: str, parent: click.Context | None = None) -> Iterator[tuple[str, click.Command]]:
    """Every command with the words that call it."""
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command, parent=parent, info_name=path.rsplit(maxsplit=1)[-1])
        for name in command.list_commands(context):
            child = command.get_command(context, name)
            assert child is not None, f"help lists '{path} {name}', and it is not there"
            yield from tree(child, f"{path} {name}", context)


COMMANDS = dict(tree(group, "treuga"))
LEAVES = [path for path, command in COMMANDS.items() if not isinstance(command, click.Group)]


def options(command: click.Command) -> set[str]:
    """The long and short options of a command."""
    return {name for p in command.params if isinstance(p, click.Option) for name in (*p.opts, *p.secondary_opts)}


# --- the reference is complete ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", COMMANDS)
def test_every_command_and_option_is_in_the_reference(path: str) -> None:
    found = re.search(rf"^## `{re.escape(path)}`\n(.*?)(?=^## |\Z)", reference("cli.md"), re.M | re.S)
    assert found, "run `make docs-generate`"
    shown = {
        name
        for param in COMMANDS[path].params
        if isinstance(param, click.Option) and not param.hidden
        for name in param.opts
    }
    assert [name for name in shown if name not in found[1]] == []


@pytest.mark.parametrize("path", LEAVES)
def test_every_verb_is_shown_at_work(path: str) -> None:
    guides = [page.read_text("utf-8") for page in PAGES if page.parent.name in {"how-to", "tutorial"}]
    assert any(re.search(rf"{path}\b", text) for text in guides), f"no how-to or tutorial page shows '{path}'"


def test_every_setting_is_in_the_reference() -> None:
    page = reference("settings.md")
    names = [field.name for kind in (Settings, Outlet) for field in fields(kind)]
    assert len(names) >= 6
    assert [name for name in names if f"| `{name}` |" not in page] == []


def test_every_environment_variable_is_in_the_reference() -> None:
    used = {name for path in (ROOT / "src").rglob("*.py") for name in re.findall(r"TREUGA_[A-Z]+", path.read_text())}
    assert {"TREUGA_CASE", "TREUGA_DEBUG"} <= used
    assert [name for name in sorted(used) if f"`{name}`" not in reference("settings.md")] == []


def test_every_public_name_is_in_the_reference() -> None:
    page = reference("api.md")
    names = [name for name in treuga.__all__ if not name.startswith("__")]
    assert [name for name in names if not re.search(rf"^\.\. auto\w+:: treuga\.\S*\b{name}$", page, re.M)] == []


def test_every_table_of_the_ledger_is_in_the_reference() -> None:
    db = sqlite3.connect(":memory:", isolation_level=None)
    connect.migrate(db, Path(":memory:"))
    names = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    db.close()
    inner = [name for name in names if "_search_" in name]
    assert inner and [name for name in names if f"TABLE {name} " not in reference("ledger.md")] == inner


def test_every_key_of_testimony_is_in_the_reference() -> None:
    page = reference("testimony.md")
    for name, shape in schema()["$defs"].items():
        section = page.split(f"### `{name}`\n", 1)[1].split("\n### ", 1)[0]
        assert [key for key in shape["properties"] if f"| `{key}`" not in section] == []


def _records() -> Iterator[dict[str, object]]:
    day, span = dt.date(2024, 5, 25), Span(0, 4, "Done")
    commitment = Commitment("captives", "Captives", ("a",), ("b",), "Release them.")
    evidence = Evidence(
        "1", "ford", "d", "commitment:captives", "fulfilled", "asserts", "r", "r.txt", "Post", (span,),
        Reference(span, "a"), "a", "self-serving", None, None, day,
    )  # fmt: skip
    weighed = Weighed(evidence, 0, True, "for", "why")
    finding = Finding("ford", commitment, day, day, "active", ("active", "active"), "not due", None, None, "claimed",
                      (("a", "done"),), (weighed,))  # fmt: skip
    gate = GateFinding("coast", Gate("leaving", "Leaving", ("a",), ()), day, day, None, evidence=(("calm", weighed),))
    yield from (finding_record(finding), finding_row(finding), gate_record(gate), gate_row(gate))
    yield report_record(Report("r", "r.txt", "Done"))
    yield from finding_record(finding)["evidence"]
    yield from gate_record(gate)["evidence"]


def test_every_key_of_the_output_is_in_the_reference() -> None:
    page = reference("output.md")
    keys = {key for record in _records() for key in record}
    assert len(keys) > 40
    assert sorted(key for key in keys if f"`{key}`" not in page) == []


# --- what pages say ---------------------------------------------------------------------------------------------------


def shell_lines() -> Iterator[tuple[Path, str]]:
    """Each command line that a page shows."""
    for page in MARKDOWN:
        for block in FENCE.finditer(page.read_text("utf-8")):
            if block["language"].strip() in {"console", "sh", "bash", "shell"}:
                for line in block["body"].replace("\\\n", " ").splitlines():
                    if found := re.match(r"\s*\$ (?:\.venv/bin/)?(treuga(?: .*|$))", line):
                        yield page, found[1]


def test_every_command_line_that_is_shown_can_be_typed() -> None:
    lines = list(shell_lines())
    assert len(lines) > 20
    wrong = []
    for page, line in lines:
        words = shlex.split(re.split(r" [|>] ", line)[0])
        path = max((p for p in COMMANDS if words[: len(p.split())] == p.split()), key=len)
        known = options(COMMANDS[path]) | options(COMMANDS["treuga"]) | {"--help", "-h"}
        given = [w.split("=")[0] for w in words[len(path.split()) :] if re.match(r"--?[a-z]", w)]
        if path not in LEAVES and not given:
            wrong.append(f"{page.name}: {line}: no such command")
        wrong += [f"{page.name}: {line}: {option}" for option in given if option not in known]
    assert wrong == []


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub and MyST make them."""
    text = FENCE.sub("", page.read_text("utf-8"))
    heads = re.findall(r"^#{1,6} (.+)$", text, re.M)
    return {re.sub(r"[^\w\- ]", "", re.sub(r"[`*]", "", head).strip().lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", MARKDOWN, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_inside_the_project_lead_somewhere(page: Path) -> None:
    text = re.sub(r"`[^`\n]*`", "", FENCE.sub("", page.read_text("utf-8")))
    broken = []
    for target in (found["target"] for found in LINK.finditer(text)):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        other = (page.parent / name).resolve() if name else page
        if not other.is_file() or not other.is_relative_to(ROOT) or (anchor and anchor not in anchors(other)):
            broken.append(target)
    assert broken == []


def test_pages_have_one_title_each() -> None:
    for page in PAGES:
        text = FENCE.sub("", page.read_text("utf-8"))
        assert len(re.findall(r"^# ", text, re.M)) == 1, page.name


# --- what is generated ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def generate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("treuga_docs_generate_twice", DOCS / "generate.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_generating_twice_gives_the_same(generate: ModuleType) -> None:
    first = generate.pages()
    assert first == generate.pages()
    names = {path.name for path in first}
    assert {"api.md", "cli.md", "errors.md", "ledger.md", "settings.md", "testimony.md"} <= names


def test_a_region_is_replaced_and_the_rest_is_kept(generate: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(generate.REGIONS, "settings-file", lambda: "new\n")
    page = "before\n<!-- generated: settings-file -->\nold\n<!-- end -->\nafter\n"
    made = generate._with_regions(page)
    assert made == "before\n<!-- generated: settings-file -->\nnew\n<!-- end -->\nafter\n"
    assert generate._with_regions(made) == made
