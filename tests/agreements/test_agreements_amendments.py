"""Amendments, thresholds, releases, refusals and milestones, as files have them."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from agreement_samples import HEAD, commitment

from treuga.agreements import load_agreement
from treuga.model import Agreement

PAGE = Path(__file__).resolve().parents[2] / "docs/reference/agreement-file.md"


def load(folder: Path, text: str) -> Agreement:
    path = folder / "accord.yaml"
    path.write_text(text, encoding="utf-8")
    return load_agreement(path)


def test_what_a_file_leaves_out_is_as_usual(tmp_path: Path) -> None:
    read = load(tmp_path, HEAD + "commitments:\n" + commitment())
    assert read.thresholds.accepted_from == 2
    assert read.amendments == ()
    assert read.commitments[0].released == read.commitments[0].suspended == ()


def test_thresholds_and_patterns_of_leaving_and_bounds(tmp_path: Path) -> None:
    extra = """\
testimony:
  fulfilled:
    - {action: open, object: road, count: {value: 12, unit: road}, bound: at least}
  released:
    - {action: waive, object: road, by: creditor}
  suspended:
    - {action: "@suspend", object: road, by: debtor}"""
    read = load(tmp_path, HEAD + "thresholds: {accepted_from: 3}\ncommitments:\n" + commitment(extra=extra))
    assert read.thresholds.accepted_from == 3
    (promise,) = read.commitments
    assert (promise.fulfilled[0].count, promise.fulfilled[0].bound) == (12, "at least")
    assert promise.released[0].by == ("south-valley",)
    assert "freeze" in promise.suspended[0].actions


def test_an_amendment_is_known_from_its_date_unless_the_file_says_otherwise(tmp_path: Path) -> None:
    amendments = """\
amendments:
  - date: 2031-07
    commitment: open-roads
    deadline: {expression: signed + 90 days, milestones: [{date: signed + 60 days, title: The first road}]}
    sources: [{source: Exchange of letters, certainty: read}]
  - date: 2031-08-01
    known: 2031-08-09
    commitment: open-roads
    withdrawn: yes
    note: Nothing came of it.
    sources: [{source: Exchange of letters, certainty: general}]
"""
    read = load(tmp_path, HEAD + "commitments:\n" + commitment(extra="deadline: signed + 30 days") + amendments)
    moved, ended = read.amendments
    assert (moved.date.iso, moved.known.iso, ended.known.iso) == ("2031-07", "2031-07", "2031-08-09")
    assert moved.deadline is not None
    assert moved.deadline.date == dt.date(2031, 8, 2)
    assert moved.deadline.milestones[0].date == dt.date(2031, 7, 3)
    assert (moved.ends, ended.ends, ended.note) == (False, True, "Nothing came of it.")


def test_the_parts_that_the_reference_shows_fit_its_example(tmp_path: Path) -> None:
    blocks = re.findall(r"^```yaml\n(.*?)^```", PAGE.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    whole = next(block for block in blocks if "\nid: ford-accord " in block)
    deadline = next(block for block in blocks if block.startswith("deadline:\n"))
    amendments = next(block for block in blocks if block.startswith("amendments:\n"))
    inside = "".join(f"    {line}\n" for line in deadline.splitlines())
    path = tmp_path / "ford-accord.yaml"
    path.write_text(whole.replace("    deadline: signed + 30 days\n", inside) + amendments, encoding="utf-8")
    read = load_agreement(path)
    assert [amendment.commitment for amendment in read.amendments] == ["captives", "tolls"]
    captives = read.commitment("captives")
    assert captives is not None
    assert captives.deadline is not None
    assert [step.title for step in captives.deadline.milestones] == ["Half of the garrison gone"]
