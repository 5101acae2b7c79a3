"""How well the test of change does on simulated series, whose true effect is known.

Daily counts are drawn from a negative binomial whose rate follows a logarithmic AR(1), so that they are over-dispersed
and autocorrelated; the window's rate is multiplied by the effect. Counted are: how often the interval holds the true
ratio, how often a change is found where there is none, and how often one is found where there is one (power).

Run ``python -m benchmarks.measures_validation [RUNS]``.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass

import numpy as np

from treuga.measures.change import learn, ratio_of, too_few
from treuga.measures.question import LEAST_PLACEBOS, RARE, Baseline, placebo_rank

#: The longest history that is used, as in `treuga.measures.question`.
HISTORY = 365


@dataclass(frozen=True)
class World:
    """A kind of series.

    Attributes:
        rate: incidents a day.
        alpha: over-dispersion of each day.
        sigma, phi: size and persistence of the slow part of the logarithm of the rate.
    """

    name: str
    rate: float
    alpha: float
    sigma: float
    phi: float


WORLDS = (
    World("Poisson", 10, 0.0, 0.0, 0.0),
    World("over-dispersed", 10, 0.15, 0.0, 0.0),
    World("over-dispersed, autocorrelated", 10, 0.10, 0.25, 0.6),
    World("few, over-dispersed, autocorrelated", 1.5, 0.20, 0.30, 0.6),
    World("many, slow spells", 40, 0.05, 0.20, 0.85),
)
#: (days of the window, days of the baseline)
DESIGNS = ((3, 28), (7, 28), (28, 28), (28, 90))


def draw(world: World, days: int, rng: np.random.Generator) -> np.ndarray:
    """Daily counts of a series without effect."""
    log = np.zeros(days + 60)
    if world.sigma:
        shocks = rng.normal(0, world.sigma * np.sqrt(1 - world.phi**2), log.size)
        for t in range(1, log.size):
            log[t] = world.phi * log[t - 1] + shocks[t]
    rate = world.rate * np.exp(log[60:] - world.sigma**2 / 2)
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


def study(runs: int, seed: int = 20200222) -> list[dict[str, float | str | int]]:
    """Coverage, false alarms and power for each world and design."""
    out: list[dict[str, float | str | int]] = []
    for world in WORLDS:
        for window, baseline in DESIGNS:
            rng = np.random.default_rng(seed)
            row: dict[str, float | str | int] = {"world": world.name, "window": window, "baseline": baseline}
            for effect in (1.0, 0.8, 0.6, 0.5, 0.25):
                # What must be exact gets all the runs; a power curve is smooth.
                often = runs if effect in (1.0, 0.5) else runs // 4
                trials = [trial(world, window, baseline, effect, rng) for _ in range(often)]
                told = [held for held, _ in trials if held is not None]
                held = float(np.mean(told)) if len(told) > often // 2 else float("nan")
                found = float(np.mean([found for _, found in trials]))
                row[f"coverage {effect:g}"] = held
                row["false alarms" if effect == 1 else f"power {effect:g}"] = found
            out.append(row)
    return out


def main(runs: int) -> None:
    """Print the study as a table in Markdown."""
    rows = study(runs)
    print(f"{runs} series each\n")
    names = list(rows[0])
    print("| " + " | ".join(names) + " |")
    print("|" + "---|" * len(names))
    for row in rows:
        print("| " + " | ".join(f"{v:.3f}" if isinstance(v, float) else str(v) for v in row.values()) + " |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
