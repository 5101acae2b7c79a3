"""Series: zero only where the data cover the day, nothing invented, nothing counted twice."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from measures_kit import START, TODAY, from_counts, mapping, stored, table

from treuga.errors import MonitorError
from treuga.extract.registry import load_registry
from treuga.measures import Choice, Reader, Store, import_file
from treuga.measures.actors import Actors
from treuga.measures.series import starts
from treuga.measures.store import joined

DAY = dt.timedelta(days=1)


def test_zero_inside_the_coverage_and_a_gap_outside(tmp_path: Path) -> None:
    reader = from_counts(tmp_path, [2, 0, 1])
    points = reader.series(step="day", first=START - DAY, last=START + 3 * DAY).points()
    assert [(p.value, p.state) for p in points] == [
        (None, "gap"), (2, "covered"), (0, "covered"), (1, "covered"), (None, "gap"),
    ]  # fmt: skip


def test_periods_covered_in_part_and_provisional_ones_say_so(tmp_path: Path) -> None:
    reader = from_counts(tmp_path, [1] * 31, "lag: 7\n")
    states = [p.state for p in reader.series(step="week").points()]
    assert states == ["covered", "covered", "covered", "provisional", "partial"]
    assert reader.dataset.provisional_from == START + 24 * DAY


def test_weeks_are_iso_weeks_across_the_year(tmp_path: Path) -> None:
    first = dt.date(2026, 12, 28)  # Monday of ISO week 53
    reader = from_counts(tmp_path, [1] * 14, start=first)
    found = reader.series(step="week").points()
    assert [(p.start.isocalendar()[:2], p.value) for p in found] == [((2026, 53), 7), ((2027, 1), 7)]


def test_incidents_without_so_exact_a_date_are_left_out_and_counted(tmp_path: Path) -> None:
    header = ("a", "from", "to")
    rows = [(1, "2030-03-04", "2030-03-04"), (2, "2030-03-04", "2030-03-08"), (3, "2030-03-01", "2030-03-31")]
    how = mapping(tmp_path / "m.yaml", "columns: {id: a, date_start: from, date_end: to}\n")
    import_file(tmp_path / "in", table(tmp_path / "x.csv", header, rows), mapping=how, today=TODAY)
    reader = Reader(Store(tmp_path / "in").pick(), load_registry())
    found = {step: reader.series(step=step) for step in ("day", "week", "month")}  # type: ignore[arg-type]
    assert {step: (s.placed, s.imprecise) for step, s in found.items()} == {
        "day": (1, 2),
        "week": (2, 1),
        "month": (3, 0),
    }


def test_by_actor_an_incident_counts_for_each_side_once(tmp_path: Path) -> None:
    header = ("n", "day", "a", "b", "kind")
    rows = [(1, "2030-05-01", "Taliban", "Government of Afghanistan", "x"),
            (2, "2030-05-01", "Taliban", "Taliban", "x"),
            (3, "2030-05-01", "Taleban", "", "y"), (4, "2030-05-02", "Riders", "Civilians", "y")]  # fmt: skip
    how = mapping(tmp_path / "m.yaml", "columns: {id: n, date_start: day, actor_a: a, actor_b: b, type: kind}\n")
    import_file(tmp_path / "in", table(tmp_path / "x.csv", header, rows), mapping=how, today=TODAY)
    reader = Reader(Store(tmp_path / "in").pick(), load_registry())
    by = reader.series(step="month", by=("actor",))
    assert {label[0]: line[dt.date(2030, 5, 1)][0] for label, line in by.lines.items()} == {
        "taliban": 3, "afghan-government": 1, "Riders": 1, "Civilians": 1,
    }  # fmt: skip
    assert by.largest(1) == [("taliban",)]
    assert reader.series(Choice(parties=("taliban",))).placed == 3
    assert reader.series(Choice(types=("Y",))).placed == 2
    assert reader.actors.unknown(reader.dataset.actors()) == [("Civilians", 1), ("Riders", 1)]
    for choice in (Choice(parties=("nato",)), Choice(types=("z",)), Choice(regions=("'; DROP TABLE x",))):
        with pytest.raises(MonitorError, match="TR654"):
            reader.series(choice)


def test_names_mean_a_party_only_as_a_whole() -> None:
    actors = Actors(load_registry())
    assert actors.party("Government of Afghanistan") == "afghan-government"
    assert actors.party("TALIBAN") == actors.party("Taliban (1994-)") == "taliban"
    assert actors.party("Friends of the Taliban") is None and actors.party("") is None
    assert actors.names_of(["united-states"], ["Pentagon", "Riders"]) == ["Pentagon"]


def test_deaths_carry_their_estimates(tmp_path: Path) -> None:
    header = ("n", "day", "l", "b", "h")
    rows = [(1, "2030-05-01", 1, 2, 4), (2, "2030-05-01", "", 3, ""), (3, "2030-05-01", "", "", 5)]
    how = mapping(tmp_path / "m.yaml", "columns: {id: n, date_start: day, low: l, best: b, high: h}\n")
    import_file(tmp_path / "in", table(tmp_path / "x.csv", header, rows), mapping=how, today=TODAY)
    reader = Reader(Store(tmp_path / "in").pick(), load_registry())
    (point,) = reader.series(what="deaths", step="day").points()
    assert (point.low, point.value, point.high) == (4, 10, 12)


def test_two_files_with_a_gap_between_them_cover_two_spans(tmp_path: Path) -> None:
    rows = [("1", "2030-01-01", "A", "N", 1), ("2", "2030-01-05", "A", "N", 1)]
    stored(tmp_path, rows)
    reader = stored(tmp_path, [("3", "2030-02-01", "A", "N", 1), ("4", "2030-02-03", "A", "N", 1)], name="later")
    assert [str(day) for span in reader.dataset.covered for day in span] == [
        "2030-01-01", "2030-01-05", "2030-02-01", "2030-02-03",
    ]  # fmt: skip
    assert sum(p.state == "gap" for p in reader.series(step="day").points()) == 26


def test_spans_that_touch_are_joined() -> None:
    a, b, c = START, START + 5 * DAY, START + 9 * DAY
    assert joined([(b, c), (a, b - DAY)]) == ((a, c),)
    assert joined([(a, a), (b, c)]) == ((a, a), (b, c))


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(offsets=st.lists(st.integers(0, 800), min_size=1, max_size=40), step=st.sampled_from(["day", "week", "month"]))
def test_counts_equal_counting_by_hand(tmp_path_factory: pytest.TempPathFactory, offsets: list[int], step: str) -> None:
    days = [START + at * DAY for at in offsets]
    reader = stored(tmp_path_factory.mktemp("s"), [(i, d, "A", "N", 1) for i, d in enumerate(days)])
    points = reader.series(step=step).points()  # type: ignore[arg-type]

    def period(day: dt.date) -> dt.date:
        return {"day": day, "week": day - day.weekday() * DAY, "month": day.replace(day=1)}[step]

    by_hand = Counter(period(day) for day in days)
    assert {p.start: p.value for p in points if p.value} == dict(by_hand)
    assert [p.start for p in points] == list(starts(min(days), max(days), step))  # type: ignore[arg-type]
