"""Change: is it more, or less, than before, and is the difference more than noise?

Counts of incidents scatter more than a Poisson process, and a bad day is often followed by another. Both are taken from
the series itself, outside the window that is judged:

* the rate ratio and its standard error are those of a negative binomial regression of the daily counts on "inside the
  window", over baseline and window, with the dispersion of the reference days (statsmodels, nothing of our own);
* its variance is widened by how much more a mean over those days varies when the autocorrelation of the reference days
  holds, and the quantile is Student's, by how many independent stretches there were;
* the interval holds every ratio that a test with that variance does not reject (a score interval: the scatter is that
  which there would be under the ratio in question). With few counts, one built around the estimate is too wide.

Beside it stand the rank among placebo windows, which assumes none of this, and the same question against other
baselines. docs/explanation/change.md explains and shows how well it does on simulated series.
"""

from __future__ import annotations

import math
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

from treuga.measures.duck import need

if TYPE_CHECKING:
    import numpy as np

#: Below these counts nothing is said: expected in the window, and seen in the baseline.
LEAST_EXPECTED = 5.0
LEAST_BASELINE = 10
#: Lags over which autocorrelation is looked for, in days.
LAGS = 14
#: Days of reference without which scatter cannot be judged.
LEAST_REFERENCE = 56
CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Noise:
    """How daily counts scatter, learned from the reference days.

    Attributes:
        alpha: over-dispersion of the negative binomial: variance = mean + alpha * mean squared.
        first, decay: autocorrelation at lag k is ``first * decay ** (k - 1)``.
        days: how many days it was learned from.
        dispersion: Pearson chi-square per degree of freedom of a Poisson model; 1 where there is no over-dispersion.
        ljung_box: p-value that the reference days are not autocorrelated.
    """

    alpha: float
    first: float
    decay: float
    days: int
    dispersion: float
    ljung_box: float


@dataclass(frozen=True, slots=True)
class Ratio:
    """A rate ratio with its interval, and the counts that it is made of.

    Attributes:
        ratio: rate in the window over rate in the baseline; ``low`` to ``high`` is its interval.
        error: standard error of its logarithm as statsmodels gives it; ``widened`` with autocorrelation.
        freedom: degrees of freedom of Student's t.
    """

    ratio: float
    low: float
    high: float
    error: float
    widened: float
    freedom: float
    window: int
    window_days: int
    baseline: int
    baseline_days: int

    @property
    def direction(self) -> str:
        """``down``, ``up``, or ``unclear`` where the interval holds 1."""
        return "down" if self.high < 1 else "up" if self.low > 1 else "unclear"


def too_few(window_days: int, baseline: float, baseline_days: int) -> str:
    """Why the counts do not allow a judgement; empty where they do."""
    if baseline < LEAST_BASELINE:
        return f"the baseline has {baseline:.0f} incidents; at least {LEAST_BASELINE} are needed"
    expected = baseline / baseline_days * window_days
    if expected < LEAST_EXPECTED:
        return f"at the rate of the baseline, {expected:.1f} would be expected in the window; at least 5 are needed"
    return ""


def learn(reference: np.ndarray) -> Noise:
    """Learn how daily counts scatter.

    Args:
        reference: counts of days outside the window, in order; days that are not covered are NaN.
    """
    import numpy as np

    need("statsmodels")
    from statsmodels.stats.diagnostic import acorr_ljungbox

    good = ~np.isnan(reference)
    counts = reference[good]
    mean = float(counts.mean())
    # Dispersion by moments, which needs no likelihood to be right.
    variance = float(counts.var(ddof=1))
    alpha = max(0.0, (variance - mean) / mean**2) if mean else 0.0
    first, decay = autocorrelation(reference)
    filled = counts - mean
    lags = min(LAGS, max(1, filled.size // 5))
    p = 1.0
    if filled.size > lags + 2 and float(np.var(filled)) > 0:
        p = float(acorr_ljungbox(filled, lags=[lags])["lb_pvalue"].iloc[0])
    return Noise(alpha, first, decay, int(good.sum()), variance / mean if mean else 1.0, p)


def autocorrelation(counts: np.ndarray, fitted: int = 1) -> tuple[float, float]:
    """Autocorrelation as ``first * decay ** (k - 1)``, fitted to the first lags; what is not above noise is none.

    Noise of counting hides behind each day, so that the first lag alone understates how long a bad spell lasts: the
    decay is estimated beside it.

    Args:
        counts: of days or weeks, or residuals, in order; NaN where not covered.
        fitted: how many numbers were estimated from them; each hides some of the likeness of neighbours.
    """
    import numpy as np

    n = int((~np.isnan(counts)).sum())
    centred = counts - np.nanmean(counts)
    variance = float(np.nanmean(centred**2))
    most = min(LAGS, n // 4)
    if variance <= 0 or most < 2:
        return 0.0, 0.0
    found = np.array([np.nanmean(centred[k:] * centred[:-k]) / variance for k in range(1, most + 1)])
    found += fitted / n
    lags = np.arange(most)
    best = (math.inf, 0.0, 0.0)
    for decay in np.linspace(0.0, 0.98, 50):
        shape = decay**lags
        first = float(np.clip(shape @ found / (shape @ shape), 0.0, 0.99))
        loss = float(np.sum((found - first * shape) ** 2))
        if loss < best[0] - 1e-12:
            best = (loss, first, float(decay))
    _, first, decay = best
    return first, decay


def variance_of(weights: np.ndarray, days: np.ndarray, sizes: np.ndarray, noise: Noise, *, correlated: bool) -> float:
    """Variance of a weighted sum of relative counts on given days, with or without their autocorrelation."""
    import numpy as np

    scaled = weights * sizes
    total = float(scaled @ scaled)
    if not correlated or noise.first <= 0:
        return total
    gaps = np.abs(days[:, None] - days[None, :])
    with np.errstate(divide="ignore", invalid="ignore"):
        shape = noise.first * np.power(max(noise.decay, 1e-6), np.maximum(gaps - 1, 0))
    np.fill_diagonal(shape, 0.0)
    return total + float(scaled @ shape @ scaled)


def ratio_of(
    counts: np.ndarray, window: np.ndarray, baseline: np.ndarray, noise: Noise, *, confidence: float = CONFIDENCE
) -> Ratio:
    """The rate ratio of the days of the window over those of the baseline.

    Args:
        counts: daily, NaN where not covered.
        window: positions of its days.
        baseline: and of its.
        noise: learned from the reference days.
        confidence: of the interval.
    """
    import numpy as np

    need("scipy")
    from scipy.stats import t as student

    window, baseline = (days[~np.isnan(counts[days])] for days in (window, baseline))
    w, b = float(counts[window].sum()), float(counts[baseline].sum())
    nw, nb = window.size, baseline.size
    estimate, error = _regression(counts[np.concatenate([window, baseline])], nw, noise.alpha)
    spread = _Spread(window, baseline, noise)
    # What one would see under the estimate; a window without any incident is given half of one.
    rates = max(w, 0.5) / nw, b / nb
    widened = error * math.sqrt(spread.variance(*rates) / spread.variance(*rates, correlated=False))
    freedom = _freedom(noise)
    low, high = _interval(w, b, spread, float(student.ppf(0.5 + confidence / 2, freedom)))
    return Ratio(estimate if w else 0.0, low, high, error, widened, freedom, int(w), nw, int(b), nb)


class _Spread:
    """Variance of the logarithm of the ratio of two means, whatever their rates."""

    def __init__(self, window: np.ndarray, baseline: np.ndarray, noise: Noise) -> None:
        import numpy as np

        self.alpha = noise.alpha
        self.days = window.size, baseline.size
        weights = np.full(window.size, 1 / window.size), np.full(baseline.size, -1 / baseline.size)

        def of(weight: np.ndarray, days: np.ndarray) -> float:
            return variance_of(weight, days.astype(float), np.ones(days.size), noise, correlated=True)

        self.window, self.baseline = of(weights[0], window), of(weights[1], baseline)
        both = of(np.concatenate(weights), np.concatenate([window, baseline]))
        self.between = both - self.window - self.baseline

    def variance(self, window: float, baseline: float, *, correlated: bool = True) -> float:
        """The variance at these rates a day; autocorrelation never makes it less."""
        one, other = 1 / window + self.alpha, 1 / baseline + self.alpha
        plain = one / self.days[0] + other / self.days[1]
        if not correlated:
            return plain
        return max(plain, one * self.window + other * self.baseline + math.sqrt(one * other) * self.between)


def _interval(window: float, baseline: float, spread: _Spread, quantile: float) -> tuple[float, float]:
    """All ratios that are not rejected: between those at which the test statistic is the quantile."""
    from scipy.optimize import brentq

    days = spread.days

    def statistic(log: float) -> float:
        ratio = math.exp(log)
        rate = (window + baseline) / (ratio * days[0] + days[1])  # of the baseline, if that were the ratio
        apart = window / days[0] - ratio * baseline / days[1]
        return apart / (ratio * rate * math.sqrt(spread.variance(ratio * rate, rate)))

    estimate = math.log(max(window, 1e-3) / days[0] / (baseline / days[1]))
    ends = []
    for sign, wanted in ((-1, quantile), (1, -quantile)):
        if sign < 0 and not window:
            ends.append(0.0)
            continue
        step = 1.0
        while (statistic(estimate + sign * step) - wanted) * sign > 0:
            step *= 2
        between = sorted((estimate, estimate + sign * step))
        ends.append(math.exp(brentq(lambda log, at=wanted: statistic(log) - at, *between)))
    return ends[0], ends[1]


def _freedom(noise: Noise) -> float:
    """About how many independent days the scatter was learned from."""
    return max(5.0, noise.days / longer(noise.first, noise.decay) - 1.0)


def longer(first: float, decay: float) -> float:
    """How many days, or weeks, tell as much as one would if neighbours were not alike."""
    return 1 + 2 * first / max(1e-6, 1 - decay) if first > 0 else 1.0


def seasonal_level(history: np.ndarray, days: int) -> np.ndarray:
    """The level that trend and season alone would give, by Poisson regression (statsmodels) on two years or more.

    Args:
        history: daily counts before the window, NaN where not covered.
        days: for how many days, from the first of the history, the level is wanted.
    """
    import numpy as np

    need("statsmodels")
    from statsmodels.genmod.families import Poisson
    from statsmodels.genmod.generalized_linear_model import GLM

    t = np.arange(days)
    columns = [np.ones(days), t / 365.25]
    for wave in (1, 2):
        columns += [np.sin(2 * np.pi * wave * t / 365.25), np.cos(2 * np.pi * wave * t / 365.25)]
    design = np.column_stack(columns)
    good = np.flatnonzero(~np.isnan(history))
    fit = GLM(history[good], design[good], family=Poisson()).fit()
    return np.asarray(np.exp(design @ fit.params), dtype=float)


def _regression(counts: np.ndarray, inside: int, alpha: float) -> tuple[float, float]:
    """The ratio, and the standard error of its logarithm, by statsmodels' negative binomial regression."""
    import numpy as np

    need("statsmodels")
    from statsmodels.genmod.families import NegativeBinomial
    from statsmodels.genmod.generalized_linear_model import GLM

    response = counts.copy()
    if response[:inside].sum() == 0:
        response[0] = 0.5  # the logarithm of nothing has no estimate; the caller says "none"
    design = np.column_stack([np.ones(response.size), np.arange(response.size) < inside])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fit = GLM(response, design, family=NegativeBinomial(alpha=max(alpha, 1e-9))).fit()
    return float(np.exp(fit.params[1])), float(fit.bse[1])
