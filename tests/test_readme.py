"""The front page promises what is there."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import click
import pytest

from treuga.cli.app import VERBS, group

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
TARGETS = set(re.findall(r"^([a-z][a-z-]*):", MAKEFILE, re.M))


def feature_rows() -> list[list[str]]:
    """The cells of the feature table's rows."""
    table = README.split("| you ask | command | more |", 1)[1].split("\n\n", 1)[0]
    return [[cell.strip() for cell in row.strip("|").split(" | ")] for row in table.strip().splitlines()[1:]]


def test_first_screen_says_what_for_whom_and_the_two_commands() -> None:
    screen = README.split("## What you get", 1)[0]
    assert "peace" in screen and "analysts" in screen
    assert "$ make demo\n$ make test\n" in screen
    assert re.search(r"!\[[^\]]{20,}\]\(docs/images/board\.png\)", screen)
    assert len(screen.splitlines()) < 40


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "docs/tutorial/first-board.md"])
def test_make_targets_that_are_named_exist(page: str) -> None:
    named = set(re.findall(r"(?:`|\$ )make ([a-z][a-z-]*)", (ROOT / page).read_text("utf-8")))
    assert named and named <= TARGETS


def test_contributing_names_every_target_that_people_run() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    shown = set(re.findall(r"\bmake ([a-z]+) {2,}", MAKEFILE.split(".DEFAULT_GOAL")[0]))
    assert {"demo", "test", "check", "bench"} <= shown <= TARGETS
    assert [name for name in sorted(shown) if f"`make {name}`" not in text] == []


def test_feature_table_names_commands_and_options_that_exist() -> None:
    context = click.Context(group)
    for row in feature_rows():
        assert len(row) == 3, row
        named = re.findall(r"`([^`]+)`", row[1])
        assert named, row
        for name in named:
            if name.startswith("treuga "):
                assert name.split()[1] in VERBS, name
            else:
                status = group.get_command(context, "status")
                assert status is not None
                assert name.split()[0] in {option for param in status.params for option in param.opts}, name


def test_feature_table_leaves_no_command_out() -> None:
    shown = {name.split()[1] for row in feature_rows() for name in re.findall(r"`(treuga [^`]+)`", row[1])}
    assert sorted(set(VERBS) - shown) == [], "say in the README what these are for"


def test_feature_table_links_to_pages_that_exist() -> None:
    for row in feature_rows():
        links = re.findall(r"\]\(([^)#]+)", row[2])
        assert links, row
        assert [link for link in links if not (ROOT / link).is_file()] == []


def test_pictures_are_there_and_small() -> None:
    for name in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README):
        picture = ROOT / name
        assert picture.read_bytes().startswith(b"\x89PNG"), name
        assert picture.stat().st_size < 400_000, name


def test_extras_that_are_named_exist() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    named = set(re.findall(r"'\.\[(\w+)\]'", README))
    assert named and named <= set(project["optional-dependencies"])
    assert f"version {project['version']}" in README, "the figures are those of an older version"
    assert project["license"] in README


def test_there_are_no_badges() -> None:
    assert "shields.io" not in README and "badge" not in README.lower()
