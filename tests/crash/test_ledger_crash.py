"""Kill the writer at random moments: nothing that was committed is lost, and nothing is half there.

``TREUGA_KILLS`` sets how often (default 6).
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from treuga.ledger import Ledger

CHILD = Path(__file__).with_name("crash_child.py")
KILLS = int(os.environ.get("TREUGA_KILLS", "6"))
DIGEST = "c" * 64


def run_and_kill(path: Path, seed: int, after: float) -> list[tuple[str, str]]:
    """Let a child write for that long from its first commit on (negative: from its start); what it told to be kept."""
    with subprocess.Popen(
        [sys.executable, str(CHILD), str(path), str(seed)], stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout
        first = ""
        if after >= 0:
            first = child.stdout.readline()
            time.sleep(after)
        else:
            time.sleep(-after)
        child.kill()
        told = first + child.stdout.read()
        child.wait()
    assert child.returncode < 0 or os.name == "nt", "the child must be killed, not fail by itself"
    lines = told.splitlines(keepends=True)
    return [(kind, key) for kind, key in (line.split() for line in lines if line.endswith("\n"))]


def check(path: Path, told: list[tuple[str, str]]) -> int:
    """Everything told is there, and everything that is there is whole; the number of reports."""
    with Ledger(path) as ledger:
        result = ledger.verify()
        assert result.ok, result.problems
        assert not result.skipped  # the lock went with its process
        reports = ledger.report_ids()
        assert {key for kind, key in told if kind == "report"} <= set(reports)
        assert {key for kind, key in told if kind == "evidence"} <= {piece.id for piece in ledger.evidence(DIGEST)}
        for key in reports[-30:]:
            testimony = ledger.testimony(key)
            assert len(testimony.statements) == len(testimony.mentions) == len(testimony.events) > 0
            assert len(testimony.statements) == ledger.report(key).text.count("Observer")
        return len(reports)


def test_no_kill_loses_or_halves_a_report(tmp_path: Path) -> None:
    rng = random.Random(20200229)
    path, told, grown = tmp_path / "ledger.db", [], 0
    for seed in range(KILLS):
        told += run_and_kill(path, seed, rng.uniform(0.0, 0.15))
        grown = check(path, told)
    print(f"{KILLS} kills, {grown} reports, {len(told)} additions told, all there")
    assert grown >= KILLS
    assert sum(kind == "report" for kind, _ in told) >= KILLS


@pytest.mark.parametrize("seed", range(3))
def test_a_kill_while_the_ledger_is_made_leaves_a_file_that_can_be_gone_on_with(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "ledger.db"
    told = run_and_kill(path, seed, -random.Random(seed).uniform(0.05, 0.35))
    with Ledger.create(path):
        pass
    check(path, told)


def test_a_log_that_was_cut_anywhere_loses_its_end_only(tmp_path: Path) -> None:
    """What a power cut can leave behind on a disk that does not keep its promises."""
    for delay in (0.1, 0.03, 0.0):
        path = tmp_path / f"{delay}" / "ledger.db"
        path.parent.mkdir()
        Ledger.create(path).close()
        made = path.read_bytes()
        told = [key for kind, key in run_and_kill(path, 7, delay) if kind == "report"]
        if path.read_bytes() == made:  # else SQLite has moved the log into the file, and needs the log no more
            break
    log = path.with_name("ledger.db-wal").read_bytes()
    seen = set()
    for part in (0.0, 0.13, 0.37, 0.61, 0.83, 0.99):
        copy = tmp_path / f"cut {part}" / "ledger.db"
        copy.parent.mkdir()
        copy.write_bytes(made)
        copy.with_name("ledger.db-wal").write_bytes(log[: int(part * len(log))])
        with Ledger(copy) as ledger:
            result = ledger.verify()
            assert result.ok, result.problems
            kept = ledger.report_ids()
        assert kept[: len(told)] == told[: len(kept)]
        seen.add(len(kept))
    assert len(seen) > 1
