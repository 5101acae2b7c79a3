"""The example of docs/explanation/standing.md, read off the page and computed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from monitor_kit import agreement, day, promise, word

from treuga.model import Evidence
from treuga.monitor import evaluate
from treuga.monitor.fusion import weight
from treuga.monitor.remarks import REPORTER, UNIDENTIFIED

PAGE = Path(__file__).resolve().parents[2] / "docs" / "explanation" / "standing.md"
WHO = {
    "the Capital's minister": ("capital", ()),
    "the League": ("league", ()),
    "Valley Post, in its own voice": ("Valley Post", (REPORTER,)),
    "Hill Courier, a copy of that story": ("Hill Courier", (REPORTER,)),
    "an official who is not named": ("an official", (UNIDENTIFIED,)),
    "the Front's speaker": ("front-speaker", ()),
    "the River State": ("river-state", ()),
}
STORY = {"Valley Post": "story", "Hill Courier": "story"}


def rows(first: str) -> Iterator[list[str]]:
    """The rows of the table whose head begins with that cell."""
    lines = iter(PAGE.read_text("utf-8").splitlines())
    assert any(line.startswith(f"| {first} |") for line in lines)
    next(lines)
    for line in lines:
        if not line.startswith("|"):
            return
        yield [cell.strip() for cell in line.strip("|").split("|")]


def voices() -> list[tuple[Evidence, list[str]]]:
    out = []
    for row in rows("on"):
        witness, notes = WHO[row[1]]
        claim, stance = ("fulfilled", "denies") if row[2] == "not fulfilled" else (row[2], "asserts")
        out.append(
            (word(promise(), witness, claim, row[0], stance=stance, grade=row[4], notes=notes, report=witness), row)
        )
    return out


def test_the_voices_weigh_what_the_page_says() -> None:
    told = voices()
    assert len(told) == 7
    for evidence, (_, _, _, standing, _, weighs) in told:
        assert (evidence.standing, str(weight(evidence))) == (standing, weighs)


@pytest.mark.parametrize("row", list(rows("as of")), ids=lambda row: row[0])
def test_the_board_is_what_the_page_says(row: list[str]) -> None:
    as_of, votes, against, debtor, creditor, schedule, evidence_class = row
    evidence = [one for one, _ in voices()]
    (found,) = evaluate(agreement(promise()), evidence, as_of=day(as_of), known_at=day(as_of), groups=STORY)
    assert found.readings == (debtor, creditor)
    assert (found.schedule, found.evidence_class) == (schedule, evidence_class)
    counted = [w for w in found.evidence if w.counted and w.evidence.claim == "fulfilled"]
    assert sum(w.weight for w in counted if w.side == "for") == int(votes)
    assert sum(w.weight for w in counted if w.side == "against") == int(against)


def test_the_bounds_are_what_the_page_says() -> None:
    evidence = [one for one, _ in voices()]
    (found,) = evaluate(
        agreement(promise()), evidence, as_of=day("2030-06-01"), known_at=day("2030-06-01"), groups=STORY
    )
    assert "done between 2030-03-12 and 2030-04-02" in found.notes
    assert "league still asked for it on 2030-03-12" in found.notes
