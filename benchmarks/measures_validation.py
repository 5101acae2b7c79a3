"""How well the test of change does on simulated series, whose true effect is known.

Daily counts are drawn from a negative binomial whose rate follows a logarithmic AR(1), so that they are over-dispersed
and autocorrelated; the window's rate is multiplied by the effect. Counted are: how often the interval holds the true
ratio, how often a change is found where there is none, and how often one is found where there is one (power).

Run ``python -m benchmarks.measures_validation [RUNS] [before|season|fixed|interrupted ...]``.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from treuga.measures.change import learn, ratio_of, too_few
from treuga.measures.interrupted import interrupted
from treuga.measures.question import LEAST_PLACEBOS, RARE, Answer, Asked, Baseline, parse_baseline, placebo_rank
from treuga.measures.series import Choice
from treuga.measures.store import DataSet

#: The longest history that is used, as in `treuga.measures.question`.
HISTORY = 365


@dataclass(frozen=True)
class World:
    """A kind of series.

    Attributes:
        rate: incidents a day.
        alpha: over-dispersion of each day.
        sigma, phi: size and persistence, from day to day, of what moves the logarithm of the rate.
        season, trend: amplitude, and slope a year, of the logarithm of the rate.
    """

    name: str
    rate: float
    alpha: float
    sigma: float
    phi: float
    season: float = 0.0
    trend: float = 0.0


START = dt.date(2030, 1, 7)
_DAY = dt.timedelta(days=1)
WORLDS = (
    World("Poisson", 10, 0.0, 0.0, 0.0),
    World("over-dispersed", 10, 0.15, 0.0, 0.0),
    World("over-dispersed, autocorrelated", 10, 0.10, 0.25, 0.6),
    World("few, over-dispersed, autocorrelated", 1.5, 0.20, 0.30, 0.6),
    World("many, slow spells", 40, 0.05, 0.20, 0.85),
)
KINDS = ("before", "season", "fixed", "interrupted")
#: (days of the window, days of the baseline)
DESIGNS = ((3, 28), (7, 28), (28, 28), (28, 90))


def draw(world: World, days: int, rng: np.random.Generator) -> np.ndarray:
    """Daily counts of a series without effect."""
    log = np.zeros(days + 60)
    if world.sigma:
        shocks = rng.normal(0, world.sigma * np.sqrt(1 - world.phi**2), log.size)
        for t in range(1, log.size):
            log[t] = world.phi * log[t - 1] + shocks[t]
    years = (np.arange(days) - days) / 365.25
    level = world.season * np.sin(2 * np.pi * years) + world.trend * years
    rate = world.rate * np.exp(log[60:] - world.sigma**2 / 2 + level)
    if world.alpha:
        rate = rate * rng.gamma(1 / world.alpha, world.alpha, days)
    return rng.poisson(rate).astype(float)


def thin(counts: np.ndarray, effect: float, rng: np.random.Generator) -> np.ndarray:
    """The same counts under an effect below 1: each incident stays with that probability."""
    return rng.binomial(counts.astype(int), effect).astype(float)


def trial(
    world: World, window: int, baseline: int, effect: float, rng: np.random.Generator
) -> tuple[bool | None, bool]:
    """Whether the interval holds the effect (None where there is none), and whether a change is reported."""
    counts = draw(world, HISTORY + window, rng)
    counts[-window:] = thin(counts[-window:], effect, rng)
    history, end = counts[:-window], counts.size
    before = np.arange(end - window - baseline, end - window)
    if too_few(window, float(counts[before].sum()), baseline):
        return None, False
    ratio = ratio_of(counts, np.arange(end - window, end), before, learn(history))
    rank = placebo_rank(history, counts[-window:], Baseline("", (), "before"), ratio)
    ordinary = rank is not None and rank.apart >= LEAST_PLACEBOS and rank.share > RARE
    return ratio.low <= effect <= ratio.high, ratio.direction != "unclear" and not ordinary


def asked(world: World, window: int, words: str, effect: float, rng: np.random.Generator) -> tuple[bool | None, bool]:
    """The same of the whole question as `treuga.measures.question.ask` puts it, other baselines included."""
    days = 4 * 365 + window
    counts = draw(world, days, rng)
    counts[-window:] = thin(counts[-window:], effect, rng)
    span = START + (days - window) * _DAY, START + (days - 1) * _DAY
    if words == "fixed":
        words = f"{span[0] - 150 * _DAY}..{span[0] - 91 * _DAY}"
    empty = Answer(
        DataSet("simulated", "0", Path(), ()), Choice(), "incidents", span, parse_baseline(words, span),
        "cannot tell", "", (), first_day=START,
    )  # fmt: skip
    answer = Asked(empty, counts, START).answer(model=False)
    if answer.ratio is None:
        return None, False
    return answer.ratio.low <= effect <= answer.ratio.high, answer.verdict in ("down", "up")


def stepped(world: World, before: int, after: int, effect: float, rng: np.random.Generator) -> tuple[bool | None, bool]:
    """The same of the step of an interrupted series, of so many weeks before and from then on."""
    counts = draw(world, 7 * (before + after), rng)
    counts[7 * before :] = thin(counts[7 * before :], effect, rng)
    found, _ = interrupted(counts, START, START + 7 * before * _DAY)
    if found is None:
        return None, False
    return found.low <= effect <= found.high, found.high < 1 or found.low > 1


Row = dict[str, float | str | int]
Trial = Callable[[float, np.random.Generator], tuple[bool | None, bool]]


def cell(run: Trial, runs: int, seed: int = 20200222) -> Row:
    """Coverage, false alarms and power of one kind of series under one design."""
    rng, row = np.random.default_rng(seed), dict[str, float | str | int]()
    for effect in (1.0, 0.8, 0.6, 0.5, 0.25):
        # What must be exact gets all the runs; a power curve is smooth.
        often = runs if effect in (1.0, 0.5) else max(1, runs // 4)
        trials = [run(effect, rng) for _ in range(often)]
        told = [held for held, _ in trials if held is not None]
        if effect in (1.0, 0.5, 0.25):
            row[f"coverage {effect:g}"] = float(np.mean(told)) if len(told) > often // 2 else float("nan")
        found = float(np.mean([found for _, found in trials]))
        row["false alarms" if effect == 1 else f"power {effect:g}"] = found
    return row


def _seasonal(world: World, season: float, trend: float) -> World:
    return World(f"{world.name}, season", world.rate, world.alpha, world.sigma, world.phi, season, trend)


def study(runs: int, kind: str) -> Iterator[Row]:
    """One row for each world and design of a kind of comparison: before, season, fixed or interrupted."""
    if kind == "before":
        for world in WORLDS:
            for window, baseline in DESIGNS:
                row = cell(partial(trial, world, window, baseline), runs)
                yield Row(world=world.name, window=window, baseline=baseline) | row
    elif kind in ("season", "fixed"):
        worlds = [_seasonal(world, 0.5, 0.0) if kind == "season" else world for world in WORLDS[1:]]
        words = "season 3" if kind == "season" else "fixed"
        for world in worlds:
            for window in (7, 28):
                row = cell(partial(asked, world, window, words), runs)
                yield Row(world=world.name, window=window) | row
    else:
        for world in WORLDS[1:]:
            for before, after in ((52, 12), (130, 26)):
                tested = _seasonal(world, 0.3, 0.15) if before > 100 else world
                row = cell(partial(stepped, tested, before, after), runs)
                yield Row(world=tested.name, before=before, after=after) | row


def main(runs: int, kinds: tuple[str, ...] = KINDS) -> None:
    """Print the studies as tables in Markdown."""
    for kind in kinds:
        print(f"\n{kind}: {runs} series each\n")
        for at, row in enumerate(study(runs, kind)):
            if not at:
                print("| " + " | ".join(row) + " |\n|" + "---|" * len(row))
            shown = (f"{v:.3f}".replace("nan", "–") if isinstance(v, float) else str(v) for v in row.values())
            print("| " + " | ".join(shown) + " |", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000, tuple(sys.argv[2:]) or KINDS)
