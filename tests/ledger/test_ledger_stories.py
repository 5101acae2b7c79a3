"""Which reports are copies is noted when they are added, and is what comparing all texts would give."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

import pytest
from ledger_samples import bundle

from treuga.case import Case
from treuga.ledger import Ledger, connect
from treuga.model import Furniture, Report
from treuga.voices import copies


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "ledger.db"
    Ledger.create(found).close()
    return found


def text(seed: int, size: int = 80) -> str:
    chosen = random.Random(seed)
    return " ".join("".join(chosen.choices("aeioulmnrst", k=6)) for _ in range(size))


def add(path: Path, texts: list[str], batch: int = 100) -> list[str]:
    with Ledger(path) as ledger, ledger.writer() as writer:
        for start in range(0, len(texts), batch):
            with writer.batch():
                for number, words in enumerate(texts[start : start + batch], start):
                    writer.add_report(*bundle(words, f"{number}.txt"))
        return ledger.report_ids()


def stories(path: Path) -> list[list[str]]:
    with Ledger(path) as ledger:
        return ledger.stories(ledger.report_ids())


@pytest.mark.parametrize("batch", [1, 7, 100])
def test_the_groups_are_those_of_comparing_all_texts(path: Path, batch: int) -> None:
    chosen = random.Random(4)
    texts = [text(n) for n in range(12)]
    for n in range(24):  # light edits, and cut-off ends, of some of them
        words = texts[chosen.randrange(12)].split()
        words[chosen.randrange(len(words))] = f"edited{n}"
        texts.append(" ".join(words if n % 3 else words[: chosen.randint(65, 75)]) + f" {n}")
    chosen.shuffle(texts)
    add(path, texts, batch)
    with Ledger(path) as ledger:
        found, expected = stories(path), copies(ledger.reports())
        assert found == expected
        assert len(found) > 5
        assert ledger.unsigned() == []
        assert ledger.verify().ok


def test_furniture_makes_no_copies_and_hides_none(path: Path) -> None:
    menu, story = text(1, 120), text(2)
    pages: list[Report] = []
    with Ledger(path) as ledger, ledger.writer() as writer:
        for name, body in (("a", story), ("b", f"{story} more"), ("c", text(3))):
            report, raw, said = bundle(f"{menu}\n{body}", name, furniture=(Furniture(0, len(menu), "navigation"),))
            writer.add_report(report, raw, said)
            pages.append(report)
    assert stories(path) == [[pages[0].id, pages[1].id]]


def test_what_was_taken_back_is_no_copy_of_anything(path: Path) -> None:
    story = text(5)
    with Ledger(path) as ledger, ledger.writer() as writer:
        first, raw, said = bundle(story, "a")
        with writer.batch():
            with pytest.raises(ZeroDivisionError), writer._whole("a"):
                writer._insert(first, raw, said)
                raise ZeroDivisionError
            writer.add_report(*bundle(f"{story} again", "b"))
        assert ledger.stories(ledger.report_ids()) == []
        writer.add_report(first, raw, said)
    assert len(stories(path)[0]) == 2


def older(path: Path) -> None:
    """Take out what an older Treuga would not have noted."""
    db = sqlite3.connect(path, isolation_level=None)
    for table in ("signatures", "copies"):
        db.execute(f"DROP TRIGGER {table}_keep")
        db.execute(f"DELETE FROM {table}")
    script = next(one for one in connect.migrations() if "TABLE signatures" in one)
    for line in script.split("CREATE TRIGGER ")[1:]:
        if line.split()[0].endswith("_keep"):
            db.execute(f"CREATE TRIGGER {line.strip()}")
    db.close()


def test_reports_of_an_older_treuga_are_signed_when_first_asked_for(tmp_path: Path) -> None:
    from treuga.assemble import Watch

    case = Case.init(tmp_path / "case")
    story = text(7)
    keys = add(case.ledger, [story, text(8), f"{story} too"])
    older(case.ledger)
    with Ledger(case.ledger) as ledger:
        assert len(ledger.unsigned()) == 3
    with Watch(case) as watch:
        assert watch.stories == [[keys[0], keys[2]]]
    with Ledger(case.ledger) as ledger:
        assert ledger.unsigned() == []
        assert ledger.verify().ok


def test_while_somebody_else_writes_the_texts_are_compared(tmp_path: Path) -> None:
    from treuga.assemble import Watch

    case = Case.init(tmp_path / "case")
    story = text(7)
    keys = add(case.ledger, [story, f"{story} too"])
    older(case.ledger)
    with Ledger(case.ledger) as ledger, ledger.writer(), Watch(case) as watch:
        assert watch.stories == [keys]
        assert len(ledger.unsigned()) == 2


def test_a_board_loads_no_text_and_no_testimony(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import datetime as dt

    from treuga.assemble import Watch

    case = Case.init(tmp_path / "case")
    add(case.ledger, [text(7), text(8)])
    with Watch(case) as watch:
        agreement = watch.agreement("us-taliban-2020")
        watch.evidence(agreement)  # linked once
    for name in ("reports", "report", "testimony", "testimonies"):
        monkeypatch.setattr(Ledger, name, lambda *a, name=name: pytest.fail(f"status asked for {name}"))
    with Watch(case) as watch:
        agreement = watch.agreement("us-taliban-2020")
        day = dt.date(2021, 2, 16)
        assert watch.findings(agreement, day, day)
        assert watch.coverage(day, dt.date.max).reports == 2
