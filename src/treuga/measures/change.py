"""Change: is it more, or less, than before, and is the difference more than noise?

Counts of incidents scatter more than a Poisson process, and a bad day is often followed by another. Both are taken from
the series itself, outside the window that is judged:

* the rate ratio and its standard error are those of a negative binomial regression of the daily counts on "inside the
  window", over baseline and window, with the dispersion of the reference days (statsmodels, nothing of our own);
* the standard error is widened by the root of how much more a mean over those days varies when the autocorrelation of
  the reference days holds , and the quantile is Student's, by how many independent stretches there were.

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
        error: standard error of its logarithm as statsmodels gives it; ``widened`` as it is used.
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
    first, decay = _autocorrelation(reference)
    filled = counts - mean
    lags = min(LAGS, max(1, filled.size // 5))
    p = 1.0
    if filled.size > lags + 2 and float(np.var(filled)) > 0:
        p = float(acorr_ljungbox(filled, lags=[lags])["lb_pvalue"].iloc[0])
    return Noise(alpha, first, decay, int(good.sum()), variance / mean if mean else 1.0, p)


def _autocorrelation(counts: np.ndarray) -> tuple[float, float]:
    """Autocorrelation as ``first * decay ** (k - 1)``, fitted to the first lags; what is not above noise is none.

    Noise of counting hides behind each day, so that the first lag alone understates how long a bad spell lasts: the
    decay is estimated beside it.
    """
    import numpy as np

    n = int((~np.isnan(counts)).sum())
    centred = counts - np.nanmean(counts)
    variance = float(np.nanmean(centred**2))
    most = min(LAGS, n // 4)
    if variance <= 0 or most < 2:
        return 0.0, 0.0
    found = np.array([np.nanmean(centred[k:] * centred[:-k]) / variance for k in range(1, most + 1)])
    found += 1 / n  # the mean was estimated from the same days
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
    # What one would see under the estimate; a window without any incident is given half of one.
    rate_b, rate_w = b / nb, max(w, 0.5) / nw
    days = np.concatenate([window, baseline]).astype(float)
    weights = np.concatenate([np.full(nw, 1 / nw), np.full(nb, -1 / nb)])
    rates = np.concatenate([np.full(nw, rate_w), np.full(nb, rate_b)])
    sizes = np.sqrt(1 / rates + noise.alpha)
    plain = variance_of(weights, days, sizes, noise, correlated=False)
    wide = max(plain, variance_of(weights, days, sizes, noise, correlated=True))
    widened = math.sqrt(error**2 * wide / plain)
    freedom = _freedom(noise)
    margin = float(student.ppf(0.5 + confidence / 2, freedom)) * widened
    low, high = estimate * math.exp(-margin), estimate * math.exp(margin)
    if w == 0:
        estimate, low = 0.0, 0.0
    return Ratio(estimate, low, high, error, widened, freedom, int(w), nw, int(b), nb)


def _freedom(noise: Noise) -> float:
    """About how many independent days the scatter was learned from."""
    if noise.first <= 0:
        return max(5.0, noise.days - 1.0)
    longer = 1 + 2 * noise.first / max(1e-6, 1 - noise.decay)
    return max(5.0, noise.days / longer - 1.0)


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
