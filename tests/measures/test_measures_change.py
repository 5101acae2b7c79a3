"""Change: the numbers are statsmodels' own, intervals hold what they say, and too little is called too little."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import numpy as np
import pytest
import statsmodels.api as sm
from measures_kit import START, from_counts, noisy
from statsmodels.stats.rates import confint_poisson_2indep

from treuga.errors import MonitorError
from treuga.measures import Choice, ask
from treuga.measures.change import Noise, learn, ratio_of, too_few
from treuga.measures.interrupted import change_points, design_of, interrupted
from treuga.measures.question import parse_baseline, parse_span

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from benchmarks.measures_validation import World, trial

DAY = dt.timedelta(days=1)


def days(first: int, last: int) -> tuple[dt.date, dt.date]:
    return START + first * DAY, START + last * DAY


def test_ratio_and_error_are_those_of_statsmodels_called_by_hand() -> None:
    counts = noisy(400, 12, seed=1)
    counts[393:] = np.floor(counts[393:] / 3)
    noise = learn(counts[:393])
    found = ratio_of(counts, np.arange(393, 400), np.arange(365, 393), noise)
    y, x = counts[365:400], np.arange(365, 400) >= 393
    fit = sm.GLM(y, sm.add_constant(x.astype(float)), family=sm.families.NegativeBinomial(alpha=noise.alpha)).fit()
    assert found.ratio == pytest.approx(np.exp(fit.params[1]), rel=1e-9)
    assert found.error == pytest.approx(fit.bse[1], rel=1e-9)
    assert found.ratio == pytest.approx(y[x].mean() / y[~x].mean(), rel=1e-6)
    assert found.widened >= found.error and found.low < found.ratio < found.high


def test_without_autocorrelation_nothing_is_widened() -> None:
    counts = np.random.default_rng(4).poisson(10, 300).astype(float)
    noise = Noise(0.05, 0.0, 0.0, 300, 1.5, 0.5)
    found = ratio_of(counts, np.arange(290, 300), np.arange(262, 290), noise)
    assert found.widened == pytest.approx(found.error)


@pytest.mark.parametrize(("inside", "before"), [(23, 290), (0, 60), (9, 12), (70, 41)])
def test_of_poisson_counts_the_interval_is_statsmodels_score_interval(inside: int, before: int) -> None:
    counts = np.zeros(35)
    counts[0], counts[28] = before, inside
    noise = Noise(0.0, 0.0, 0.0, 10**9, 1.0, 0.5)  # learned from so many days that Student's t is the normal
    found = ratio_of(counts, np.arange(28, 35), np.arange(28), noise)
    low, high = confint_poisson_2indep(inside, 7, before, 28, method="score", compare="ratio")
    # Of a window without any incident, statsmodels gives the upper end twice.
    assert found.low == pytest.approx(low if inside else 0.0, rel=1e-5) and found.high == pytest.approx(high, rel=1e-5)


def test_dispersion_and_autocorrelation_are_recognised() -> None:
    poisson = learn(np.random.default_rng(2).poisson(10, 365).astype(float))
    wild = learn(noisy(365, 10, seed=3, alpha=0.3))
    assert poisson.alpha < 0.05 and 0.8 < poisson.dispersion < 1.25 and poisson.ljung_box > 0.01
    assert wild.alpha > 0.15 and wild.dispersion > 2


def test_interrupted_series_equals_statsmodels_called_by_hand() -> None:
    counts = noisy(7 * 130, 14, seed=5)
    counts[7 * 100 :] = np.random.default_rng(6).binomial(counts[7 * 100 :].astype(int), 0.5)
    found, why = interrupted(counts, START, START + 700 * DAY)
    assert found is not None and not why
    weeks = counts.reshape(-1, 7).sum(axis=1)
    design = design_of(weeks.size, 100, found.terms)
    fit = sm.NegativeBinomial(weeks, design).fit(disp=0, maxiter=300)
    assert found.step == pytest.approx(float(np.exp(fit.params[1])), rel=1e-6)
    assert found.error == pytest.approx(float(fit.bse[1]), rel=1e-6) and found.widened >= found.error
    assert np.log(found.high / found.low) >= 2 * 1.96 * found.widened
    assert found.low < 0.5 < found.high < 0.75 and "season" in found.terms
    assert interrupted(counts[: 7 * 102], START, START + 700 * DAY)[0] is None


def test_a_holiday_ceasefire_of_three_days(tmp_path: Path) -> None:
    counts = noisy(420, 15, seed=7)
    counts[400:403] = [2, 1, 2]
    answer = ask(from_counts(tmp_path, counts), days(400, 402))
    assert answer.verdict == "down" and answer.ratio is not None
    assert answer.ratio.window == 5 and answer.ratio.high < 0.6
    assert answer.placebo is not None and answer.placebo.share < 0.02 and answer.placebo.apart > 20
    assert answer.sentence.startswith("Down: 5 incidents in 3 days")
    assert answer.limits[0].startswith("A drop does not prove a ceasefire")
    assert {label for label, _, _ in answer.others} == {
        "the 14 days before",
        "the 90 days before",
        "the 365 days before",
    }
    after = ask(from_counts(tmp_path / "b", counts), days(403, 405))
    assert after.verdict != "down"


def test_where_nothing_happened_hardly_anything_is_found(tmp_path: Path) -> None:
    answers = [
        ask(from_counts(tmp_path / str(seed), noisy(420, 8, seed)), days(400, 406), model=False)
        for seed in range(20, 25)
    ]
    assert sum(answer.verdict != "no clear change" for answer in answers) <= 1
    assert all(answer.ratio is not None for answer in answers)


def test_a_window_without_any_incident(tmp_path: Path) -> None:
    counts = noisy(300, 15, seed=9)
    counts[290:297] = 0
    answer = ask(from_counts(tmp_path, counts), days(290, 296))
    assert answer.verdict == "down" and answer.ratio is not None
    assert answer.ratio.ratio == answer.ratio.low == 0 and 0 < answer.ratio.high < 0.3


@pytest.mark.parametrize(
    ("rate", "length", "window", "words"),
    [
        (0.2, 300, (290, 292), "would be expected|the baseline has"),
        (10, 50, (40, 46), "fewer than 56 days"),
        (10, 300, (298, 304), "do not cover"),
        (10, 300, (10, 16), "do not cover|fewer than"),
    ],
)
def test_too_little_gives_no_number(
    tmp_path: Path, rate: float, length: int, window: tuple[int, int], words: str
) -> None:
    answer = ask(from_counts(tmp_path, noisy(length, rate, seed=10)), days(*window))
    assert answer.verdict == "cannot tell" and answer.ratio is None
    import re

    assert re.search(words, answer.sentence) and not re.search(r"\d times", answer.sentence)


def test_the_last_days_are_provisional_so_a_drop_there_is_none(tmp_path: Path) -> None:
    counts = noisy(300, 15, seed=11)
    counts[290:] = 1
    reader = from_counts(tmp_path, counts, "lag: 14\nsimulated: true\n")
    answer = ask(reader, days(291, 297))
    assert answer.verdict == "cannot tell" and "provisional" in answer.sentence
    assert any("SIMULATED" in limit for limit in answer.limits)


def test_the_season_is_compared_with_the_same_weeks_of_earlier_years(tmp_path: Path) -> None:
    t = np.arange(4 * 365)
    counts = np.random.default_rng(12).poisson(12 * (1 + 0.6 * np.sin(2 * np.pi * t / 365.25))).astype(float)
    window = days(3 * 365 + 250, 3 * 365 + 277)  # the quiet season
    reader = from_counts(tmp_path, counts)
    before, season = ask(reader, window, baseline="90 days"), ask(reader, window, baseline="season 3")
    assert before.ratio is not None and before.ratio.ratio < 0.65
    assert season.verdict == "no clear change" and season.ratio is not None
    assert 0.7 < season.ratio.ratio < 1.4
    assert all(
        (a - b).days % 7 == 0
        for a, b in zip([s[0] for s in season.baseline.spans], [window[0] - 7 * DAY] * 3, strict=True)
    )


def test_where_baselines_contradict_there_is_no_verdict(tmp_path: Path) -> None:
    rng = np.random.default_rng(13)
    counts = np.concatenate([rng.poisson(8, 300), rng.poisson(40, 30), rng.poisson(18, 28)]).astype(float)
    answer = ask(from_counts(tmp_path, counts), days(330, 357))
    assert answer.verdict == "no clear change"


def test_baselines_and_windows_in_words() -> None:
    window = parse_span("2030-03-01..2030-03-07")
    assert parse_baseline("14 days before", window).spans == ((dt.date(2030, 2, 15), dt.date(2030, 2, 28)),)
    assert parse_baseline("2030-01-01..2030-01-31", window).kind == "fixed"
    assert len(parse_baseline("season", window).spans) == 5
    for words in ("0 days", "soon", "2030-03-07..2030-03-09", "2030-02-30..2030-03-01"):
        with pytest.raises(MonitorError, match="TR653"):
            parse_baseline(words, window)
    for words in ("2030-03-02..2030-03-01", "x", "2030-03"):
        with pytest.raises(MonitorError, match="TR652"):
            parse_span(words)


def test_the_choice_is_what_is_counted(tmp_path: Path) -> None:
    reader = from_counts(tmp_path, noisy(300, 15, seed=14))
    all_of_them, chosen = ask(reader, days(280, 286)), ask(reader, days(280, 286), choice=Choice(parties=("taliban",)))
    assert all_of_them.ratio == chosen.ratio and "taliban" in chosen.choice.words()


def test_change_points_find_a_step_and_leave_noise_alone() -> None:
    counts = np.random.default_rng(15).poisson(12, 7 * 80).astype(float)
    assert len(change_points(counts, START)) <= 1
    counts[7 * 50 :] = np.random.default_rng(16).poisson(3, 7 * 30)
    found = change_points(counts, START)
    assert any(abs((day - START).days - 350) <= 7 for day in found)


def test_too_few_counts() -> None:
    assert too_few(3, 9, 28) and too_few(3, 28, 28) and not too_few(7, 56, 28)


@pytest.mark.parametrize(
    "world",
    [World("over-dispersed", 10, 0.15, 0.0, 0.0), World("autocorrelated", 10, 0.10, 0.25, 0.6)],
    ids=lambda world: world.name,
)
def test_on_simulated_series_the_interval_holds_and_alarms_are_rare(world: World) -> None:
    """A small part of benchmarks/measures_validation.py, whose results docs/explanation/change.md gives."""
    rng = np.random.default_rng(20200222)
    runs = 50
    null = [trial(world, 7, 28, 1.0, rng) for _ in range(runs)]
    half = [trial(world, 7, 28, 0.25, rng) for _ in range(runs)]
    # Of 50 draws at 0.95, fewer than 0.84 hold in about one of a thousand seeds.
    assert np.mean([held for held, _ in null]) >= 0.84 and np.mean([held for held, _ in half]) >= 0.84
    assert np.mean([found for _, found in null]) <= 0.16
    assert np.mean([found for _, found in half]) >= 0.9
