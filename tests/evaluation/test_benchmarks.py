from __future__ import annotations

import json
from pathlib import Path

from benchmarks import run, texts


def test_texts_are_long_enough_and_all_different() -> None:
    reports = texts.reports(5, words=120)
    assert len({report.text for report in reports}) == 5
    assert all(len(report.text.split()) >= 120 for report in reports)
    assert [r.text for r in texts.reports(5, words=120)] == [r.text for r in reports], "the same on every machine"
    assert len({report.id for report in reports}) == 5


def test_a_long_report_on_one_line() -> None:
    report = texts.long_report(5000, between=" ")
    assert len(report.text) >= 5000
    assert report.text.count("\n\n") == 0


def test_results_are_merged_by_name(tmp_path: Path) -> None:
    file = tmp_path / "results.json"
    file.write_text(json.dumps([{"name": "other", "ratio": 1.0}, {"name": "mine", "ratio": 9.0}]), encoding="utf-8")
    run.merge(file, [{"name": "mine", "ratio": 1.2, "floor": 1.4}, {"name": "new", "words": 3}])
    kept = json.loads(file.read_text(encoding="utf-8"))
    assert [(e["name"], e.get("ratio")) for e in kept] == [("other", 1.0), ("mine", 1.2), ("new", None)]


def test_what_is_too_slow() -> None:
    entries = [{"name": "a", "ratio": 1.5, "floor": 1.4}, {"name": "b", "ratio": 1.4, "floor": 1.4}, {"name": "c"}]
    assert [e["name"] for e in run.too_slow(entries)] == ["a"]
    assert "(may be 1.4)" in run.line(entries[0])
