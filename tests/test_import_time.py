"""What is heavy is imported only by what needs it: measured by what is loaded, not by a clock."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("spacy", "numpy", "pydantic", "trafilatura", "jinja2", "rensa", "pandas", "polars", "lxml", "rich", "sqlite3")


def loaded(code: str) -> set[str]:
    script = f"import sys\n{code}\nprint('MODULES', *sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    return set(done.stdout.rpartition("MODULES")[2].split())


@pytest.mark.parametrize(
    "code",
    [
        "import treuga",
        "import treuga; treuga.Case; treuga.status; treuga.TreugaError",
        "from treuga.cli import run; assert run(['--help']) == 0",
        "from treuga.cli import run; assert run(['status', '--help']) == 0",
        "from treuga.cli import run; assert run(['--version']) == 0",
    ],
)
def test_nothing_heavy_is_loaded(code: str) -> None:
    modules = loaded(code)
    assert "treuga" in modules
    assert not modules & set(HEAVY)


def test_the_check_sees_what_is_loaded() -> None:
    assert "sqlite3" in loaded("import treuga, sqlite3")


def test_a_verb_loads_no_other_verb() -> None:
    modules = {name for name in loaded("from treuga.cli import run; run(['init', '--help'])") if "treuga.cli." in name}
    assert modules == {"treuga.cli.app", "treuga.cli.codes", "treuga.cli.init", "treuga.cli.options"}
