from __future__ import annotations

from pathlib import Path

import pytest

from evaluation import gate, run, scoring

FIGURES = {"statement": {"overlap": scoring.F1(0.8, 0.8, 0.8)}, "unreported": 0.04}


def bounds(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "floors.toml"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(run.DATA_SETS, "own-dev", lambda: FIGURES)
    monkeypatch.setitem(run.DATA_SETS, "polnear", lambda: None)


@pytest.mark.usefixtures("measured")
class TestGate:
    def test_passes_at_the_floor(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        file = bounds(tmp_path, '[floors]\n"own-dev.statement.overlap" = 0.8\n')
        assert gate.main(["--floors", str(file)]) == 0
        assert "all 1 figures hold" in capsys.readouterr().out

    def test_fails_below_it_and_names_the_figure(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        file = bounds(tmp_path, '[floors]\n"own-dev.statement.overlap" = 0.81\n')
        assert gate.main(["--floors", str(file)]) == 1
        out = capsys.readouterr().out
        assert "own-dev.statement.overlap" in out
        assert "WORSE" in out
        assert "0.810" in out

    def test_a_ceiling_is_one(self, tmp_path: Path) -> None:
        assert gate.main(["--floors", str(bounds(tmp_path, '[ceilings]\n"own-dev.unreported" = 0.05\n'))]) == 0
        assert gate.main(["--floors", str(bounds(tmp_path, '[ceilings]\n"own-dev.unreported" = 0.03\n'))]) == 1

    def test_absent_data_is_skipped_aloud(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        file = bounds(tmp_path, '[floors]\n"polnear.joined.overlap" = 0.5\n"own-dev.statement.overlap" = 0.5\n')
        assert gate.main(["--floors", str(file)]) == 0
        assert "polnear: absent" in capsys.readouterr().out

    def test_nothing_to_gate_is_said(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert gate.main(["--floors", str(bounds(tmp_path, '[floors]\n"polnear.joined.overlap" = 0.5\n'))]) == 0
        assert "nothing to gate" in capsys.readouterr().out

    def test_a_figure_that_is_no_longer_made_fails(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        file = bounds(tmp_path, '[floors]\n"own-dev.statement.renamed" = 0.1\n')
        assert gate.main(["--floors", str(file)]) == 1
        assert "NO SUCH FIGURE" in capsys.readouterr().out


def test_a_floor_for_nothing_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert gate.main(["--floors", str(bounds(tmp_path, '[floors]\n"elsewhere.f1" = 0.5\n'))]) == 2
    assert "elsewhere.f1" in capsys.readouterr().err


def test_the_floors_that_ship_are_well_formed() -> None:
    listed = gate.read_bounds()
    assert {b.data_set for b in listed} >= {"founding", "polnear", "times", "plover"}
    assert any(b.ceiling for b in listed)
