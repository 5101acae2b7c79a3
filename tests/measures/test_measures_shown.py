"""Charts, claims of reports, evidence for agreements, and the command line."""

from __future__ import annotations

import base64
import csv
import datetime as dt
import io
import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from lxml import etree
from measures_kit import SIMPLE, START, from_counts, noisy, table

import treuga
from treuga.agreements import load_agreement
from treuga.assemble import Watch
from treuga.board import Board, Picture
from treuga.case import Case
from treuga.cli.app import run
from treuga.errors import MonitorError
from treuga.extract.registry import load_registry
from treuga.measures import Moment, Reader, ask, change_chart, measured, series_chart
from treuga.measures.bearing import claim_of, evidence, window_of
from treuga.measures.charts import Chart
from treuga.measures.claims import MeasureClaim, about, find_claims, own_count
from treuga.measures.duck import need
from treuga.measures.pictures import picture
from treuga.model import PartialDate, Report
from treuga.publish import brief

DAY = dt.timedelta(days=1)
QUIET = (START + 330 * DAY, START + 336 * DAY)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data set with a quiet week after 330 days, and twice as much in the last 28 of 420 days."""
    path = tmp_path_factory.mktemp("shown")
    counts = noisy(420, 15, seed=31)
    counts[330:337] = [1, 2, 0, 1, 2, 1, 1]
    counts[392:] *= 3
    from_counts(path, counts, "simulated: true\npublished: 2028-03-15\nwitness: ford-keepers\ngrade: A1\n")
    return path


@pytest.fixture(scope="module")
def reader(folder: Path) -> Reader:
    from treuga.measures import Store

    return Reader(Store(folder / "incidents").pick(), load_registry())


def report(text: str, published: str = "2027-12-10") -> Report:
    return Report(id="r" * 64, name="bulletin.txt", text=text, outlet="Ford Post", published=PartialDate(published))


def claims_of(text: str, published: str = "2027-12-10") -> list[MeasureClaim]:
    one = report(text, published)
    return list(find_claims(one, treuga.extract(one)))


def words_in(svg: str) -> str:
    return " ".join("".join(e.itertext()) for e in etree.fromstring(svg.encode()).iter("{*}text"))


# Charts ---------------------------------------------------------------------------------------------------------------


def test_a_chart_of_change_shows_what_it_must(reader: Reader) -> None:
    told = claims_of(
        "Attacks fell by 75 per cent in seven days. The target was a reduction in violence of 80 per cent."
    )
    answer = ask(reader, QUIET)
    chart = change_chart(answer, moments=[Moment(QUIET[1] + DAY, "accord <signed>")], claims=told, name=str.upper)
    svg = chart.svg()
    words = words_in(svg)
    assert answer.verdict == "down" and "SIMULATED DATA" in words
    assert "accord <signed>" in words and "<signed>" not in svg
    assert "−75%" in words and "target −80%" in words and "measured −" in words and "baseline 1" in words
    tags = {e.tag.rpartition("}")[2] for e in etree.fromstring(svg.encode()).iter()}
    assert tags <= {"svg", "g", "path", "text", "tspan", "rect", "line", "defs", "clipPath"}
    assert "http" not in svg.replace("http://www.w3.org", "")
    assert chart.png()[:4] == b"\x89PNG"
    shown = {row[0]: row[1] for row in chart.rows}
    assert [shown[(QUIET[0] + i * DAY).isoformat()] for i in range(7)] == ["1", "2", "0", "1", "2", "1", "1"]


def test_a_chart_without_an_answer_still_shows_the_counts(reader: Reader) -> None:
    answer = ask(reader, (START + 20 * DAY, START + 26 * DAY))
    assert answer.ratio is None
    words = words_in(change_chart(answer).svg())
    assert "Cannot tell" in words and "measured" not in words


def test_series_charts(reader: Reader) -> None:
    one = series_chart(reader.series(step="week"))
    assert "SIMULATED" in words_in(one.svg()) and len(one.rows) == 60
    several = series_chart(reader.series(step="month", by=("actor", "region")))
    assert "taliban · North" in words_in(several.svg())


def test_a_specification_that_cannot_be_drawn_is_named() -> None:
    with pytest.raises(MonitorError, match="TR655"):
        Chart({"mark": "no such mark"}, "", (), ()).svg()


def test_a_missing_library_is_asked_for_kindly() -> None:
    with pytest.raises(MonitorError, match=r"TR650.*treuga\[measures\]"):
        need("no_such_library")


# Claims ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "label", "days"),
    [
        ("The keepers counted 17 attacks in four days.", "17 incidents in 4 days", 4),
        ("There were more than 4,500 attacks in 45 days.", "≥ 4,500 incidents in 45 days", 45),
        ("Violence rose by 12 percent, the ministry said.", "+12%", None),
        ("The raids went on. Attacks were down 94%.", "−94%", None),
        ("We recorded 12 incidents between 2 and 5 December 2027.", "12 incidents in 4 days", 4),
        ("Violence had gone on. That is a fall of about 75 per cent.", "about −75%", None),
    ],
)
def test_numbers_of_reports_become_claims(text: str, label: str, days: int | None) -> None:
    (claim,) = claims_of(text)
    assert (claim.label(), claim.days) == (label, days)
    assert text[claim.span.start : claim.span.end] == claim.span.text
    assert claim.sentence.text in text and claim.span.text in claim.sentence.text


def test_what_measures_no_violence_is_no_claim() -> None:
    text = "Prices fell by 20 per cent. The army has 300 vehicles. There were 50 attacks. He served 12 years."
    assert claims_of(text) == []


def test_claims_are_set_against_the_data_of_the_same_days(reader: Reader) -> None:
    (claim,) = claims_of("The keepers counted 9 attacks in seven days.", (QUIET[1] + 3 * DAY).isoformat())
    (moved,) = about([claim], QUIET)
    assert (moved.first, moved.last, moved.assumed) == (*QUIET, True)
    assert own_count(ask(reader, QUIET), moved) == "8 in 7 days"
    assert about([claim], (START, START + 6 * DAY)) == []


# Agreements -----------------------------------------------------------------------------------------------------------

AGREEMENT = """\
treuga: 1
id: quiet-fords
title: Declaration on quiet fords
signed: 2027-11-28
parties: [taliban, united-states]
commitments:
  - id: fewer
    title: Fewer raids
    debtor: taliban
    creditor: united-states
    consequent: Raid less.
    mode: maintain
    sources: [{source: invented, certainty: read}]
gates:
  - id: leaving
    title: Whether the garrison leaves
    decider: united-states
    conditions:
      - {id: calm, text: The fords are calm., met: [{object: ford, state: [calm]}]}
    sources: [{source: invented, certainty: read}]
measures:
  - {id: now, title: Raids now, data: log, window: 28 days, baseline: signed - 28 days, commitment: fewer,
     party: taliban, sources: [{source: invented, certainty: read}]}
  - {id: week, title: The week, data: log, window: 2027-11-30..2027-12-06, target: 50%, condition: leaving/calm,
     sources: [{source: invented, certainty: read}]}
  - {id: none, title: Nothing, data: absent, commitment: fewer, sources: [{source: invented, certainty: read}]}
"""


def agreement_in(folder: Path, text: str = AGREEMENT) -> treuga.Agreement:
    path = folder / "quiet-fords.yaml"
    path.write_text(text, encoding="utf-8")
    return load_agreement(path, registry=load_registry())


def test_measures_are_answered_and_become_evidence(folder: Path, tmp_path: Path) -> None:
    agreement = agreement_in(tmp_path)
    assert agreement.measures[0].baseline == "2027-10-31..2027-11-27" and agreement.measures[1].target == 0.5
    as_of, registry = START + 419 * DAY, load_registry()
    answers = measured(agreement, folder / "incidents", as_of, dt.date.max, registry)
    assert [(one.measure.id, one.claim) for one in answers] == [
        ("now", "breached"),
        ("week", "fulfilled"),
        ("none", None),
    ]
    assert "TR651" in answers[2].why
    found = evidence(agreement, answers, registry)
    assert [one.subject for one in found] == ["commitment:fewer", "condition:leaving/calm"]
    one = found[0]
    assert (one.standing, one.witness, one.grade) == ("third-party", "ford-keepers", "F6")  # simulated decides nothing
    assert one.spans[0].text.startswith("Raids now: Up: ") and "95% interval" in one.linked_by
    assert one.t_event == PartialDate.of(as_of) and one.known_upto == dt.date(2028, 3, 15)
    assert any("SIMULATED" in note for note in one.notes)
    assert measured(agreement, folder / "incidents", as_of, dt.date(2028, 1, 1), registry)[0].answer is None
    early = measured(agreement, folder / "incidents", START + 250 * DAY, dt.date.max, registry)
    assert early[1].answer is None and early[0].answer is not None
    assert max(early[0].answer.window) == START + 250 * DAY


def test_data_that_a_side_keeps_are_its_own_word(tmp_path: Path) -> None:
    counts = noisy(420, 15, seed=31)
    counts[392:] *= 3
    from_counts(tmp_path, counts, "witness: united-states\ngrade: A1\n")
    agreement = agreement_in(tmp_path)
    answers = measured(agreement, tmp_path / "incidents", START + 419 * DAY, dt.date.max, load_registry())
    (one,) = [e for e in evidence(agreement, answers, load_registry()) if e.subject == "commitment:fewer"]
    assert (one.standing, one.grade) == ("self-serving", "A1")


def test_a_target_is_met_only_by_the_whole_interval(reader: Reader) -> None:
    answer = ask(reader, QUIET)
    assert answer.ratio is not None
    assert claim_of(answer, 0.5) == "fulfilled"
    assert claim_of(answer, 1 - answer.ratio.ratio) is None
    assert claim_of(answer, 0.99) == "breached"


def test_old_data_say_nothing_about_today(folder: Path, reader: Reader, tmp_path: Path) -> None:
    measure = agreement_in(tmp_path).measures[0]
    assert window_of(measure, reader.dataset, START + 420 * DAY) == (START + 392 * DAY, START + 419 * DAY)
    assert window_of(measure, reader.dataset, START + 500 * DAY) is None


@pytest.fixture(scope="module")
def whole(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Case:
    """A case with a report, an agreement and incidents, for tests that only read it."""
    made = Case.init(tmp_path_factory.mktemp("whole") / "case")
    shutil.copytree(folder / "incidents", made.root / "incidents")
    (made.reports_dir / "a.txt").write_text("Attacks fell by 75 per cent, the keepers said.\n")
    (made.reports_dir / "metadata.csv").write_text("file,outlet,published\na.txt,Ford Post,2027-12-07\n")
    treuga.read([made.reports_dir], case=made)
    (made.agreements_dir / "quiet-fords.yaml").write_text(AGREEMENT, encoding="utf-8")
    return made


@pytest.fixture
def case(whole: Case, tmp_path: Path) -> Case:
    """The same for tests that write to it."""
    return Case(Path(shutil.copytree(whole.root, tmp_path / "case")))


def test_the_board_the_gate_and_the_brief_use_them(whole: Case) -> None:
    as_of = START + 419 * DAY
    with Watch(whole) as watch:
        board: Board = watch.board(watch.agreement("quiet-fords"), as_of, dt.date.max)
    (finding,) = board.findings
    assert [w.evidence.act for w in finding.evidence] == ["measure"]
    (gate,) = board.gates
    assert gate.gate.id == "leaving" and [w.evidence.witness for _, w in gate.evidence] == ["ford-keepers"]
    assert [bool(one.svg) for one in board.pictures] == [True, True, False]
    assert any(claim[0] == "−75%" for claim in board.pictures[1].claims)
    page = brief(board)
    root = etree.fromstring(page.removeprefix("<!DOCTYPE html>\n").encode())
    images = root.findall(".//img")
    assert len(images) == 2 and "<script" not in page
    for image in images:
        data = image.get("src").removeprefix("data:image/svg+xml;base64,")
        assert "SIMULATED DATA" in words_in(base64.b64decode(data).decode())
        assert image.get("alt")
    assert "Against other baselines" in page and "TR651" in page
    assert "## Measured" in brief(board, format="md")


def test_a_picture_of_hostile_words_stays_text(case: Case, tmp_path: Path) -> None:
    text = AGREEMENT.replace("title: The week", "title: '<script>alert(1)</script>'")
    (case.agreements_dir / "quiet-fords.yaml").write_text(text, encoding="utf-8")
    with Watch(case) as watch:
        agreement = watch.agreement("quiet-fords")
        board = watch.board(agreement, START + 419 * DAY, dt.date.max)
    assert "<script" not in board.pictures[1].svg and "<script" not in brief(board)
    assert isinstance(picture(watch.measured(agreement, START, dt.date.max)[2], agreement, ()), Picture)


# The command line -----------------------------------------------------------------------------------------------------


def out(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    capsys.readouterr()
    code = run(arguments)
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_import_list_and_show(case: Case, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [(1, "2024-05-01", "Taliban", "N", 1), (2, "2024-05-02", "Ford riders", "N", 1), (3, "soon", "X", "N", 1)]
    path = table(tmp_path / "log.csv", ("no", "day", "who", "where", "dead"), rows)
    how = tmp_path / "m.yaml"
    how.write_text(f"dataset: other\n{SIMPLE}", encoding="utf-8")
    arguments = ("incidents", str(path), "--mapping", str(how), "--case", str(case.root), "--published", "2024-06")
    code, text, err = out(capsys, *arguments)
    assert code == 0 and "2 of 3 rows" in text and "1 bad" in text and "rejected.csv" in text
    assert "Ford riders (1)" in err
    assert "already there" in out(capsys, *arguments)[1]
    code, text, _ = out(capsys, "incidents", "--case", str(case.root), "--format", "json")
    assert [(one["dataset"], one["rows"], one["known"]) for one in json.loads(text)][1] == ("other", 2, "2024-06-30")
    shown = json.loads(out(capsys, "incidents", "--show", "other", "--case", str(case.root), "--format", "json")[1])
    assert shown["actors"] == [["Ford riders", 1, ""], ["Taliban", 1, "taliban"]]
    code, _, err = out(capsys, "incidents", str(tmp_path / "none.csv"), "--case", str(case.root))
    assert code == 2 and "TR250" in err


def test_measure_prints_series_and_change(whole: Case, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = str(whole.root)
    code, text, _ = out(capsys, "measure", "log", "--step", "month", "--case", root, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert code == 0 and rows[0]["simulated"] == "true" and sum(int(row["incidents"]) for row in rows) > 5000
    code, text, _ = out(capsys, "measure", "log", "--step", "month", "--case", root)
    assert code == 0 and "SIMULATED" in text
    target = tmp_path / "chart.svg"
    window = f"{QUIET[0]}..{QUIET[1]}"
    code, text, _ = out(capsys, "measure", "log", "--window", window, "--case", root, "--chart", str(target))
    assert code == 0 and "Down: 8 incidents" in text and "−75%" in text and "Exploration only" in text
    assert target.read_text("utf-8").startswith("<svg")
    code, text, _ = out(
        capsys, "measure", "quiet-fords/now", "--as-of", "2028-02-27", "--case", root, "--format", "json"
    )
    answer = json.loads(text)
    assert answer["verdict"] == "up" and answer["simulated"] is True and len(answer["compared"]) == 5
    assert np.isclose(answer["compared"][0]["ratio"], 3, atol=1)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("nowhere",), "TR651"),
        (("quiet-fords/nothing",), "TR651"),
        (("log", "--window", "yesterday"), "TR652"),
        (("log", "--window", "2027-12-01", "--baseline", "ages"), "TR653"),
        (("log", "--party", "nato"), "TR654"),
    ],
)
def test_questions_that_have_no_answer(
    whole: Case, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], code: str
) -> None:
    status, _, err = out(capsys, "measure", *arguments, "--case", str(whole.root))
    assert status == 2 and code in err
