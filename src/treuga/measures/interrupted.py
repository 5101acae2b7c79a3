"""The interrupted series: weekly counts by negative binomial with trend and season, and a step at the window.

It is fitted where there are enough weeks, beside the comparison of windows, and its assumptions are tested and shown.
Weeks that are like the week before are allowed for in the interval (the lag), not by the week before as a regressor:
beside that one, the step would mean the first week's change only, and not what the level came to.
Change points are found by ruptures without being told any date: exploration only.
"""

from __future__ import annotations

import datetime as dt
import math
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from treuga.measures.change import autocorrelation, longer
from treuga.measures.duck import need

if TYPE_CHECKING:
    import numpy as np

LEAST_BEFORE = 26
LEAST_AFTER = 8
#: Two whole years, without which a season cannot be told from a trend.
SEASONAL = 104
_WEEK = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Interrupted:
    """A fitted interrupted series.

    Attributes:
        step: rate ratio of the step, with its interval, widened by the autocorrelation of the residuals.
        error: standard error of its logarithm as statsmodels gives it; ``widened`` as it is used.
        trend: factor a year before and after the step.
        alpha: over-dispersion; ``dispersion``: Pearson chi-square per degree of freedom of the fitted model.
        ljung_box: p-value that the residuals are not autocorrelated.
        terms: what is allowed for.
    """

    step: float
    low: float
    high: float
    error: float
    widened: float
    trend: float
    alpha: float
    dispersion: float
    ljung_box: float
    before: int
    after: int
    terms: tuple[str, ...]


def weeks_of(counts: np.ndarray, start: dt.date, at: dt.date) -> tuple[np.ndarray, int]:
    """Weekly sums, a week beginning at ``at``: the run without a gap that holds it, and its position there."""
    import numpy as np

    position = (at - start).days
    skip = position % 7
    usable = (counts.size - skip) // 7 * 7
    weeks = counts[skip : skip + usable].reshape(-1, 7).sum(axis=1)
    step = position // 7
    if step >= weeks.size:
        return weeks[:0], 0
    gaps = np.flatnonzero(np.isnan(weeks))
    low = int(max((g + 1 for g in gaps if g < step), default=0))
    high = int(min((g for g in gaps if g >= step), default=weeks.size))
    return weeks[low:high], step - low


def interrupted(counts: np.ndarray, start: dt.date, at: dt.date) -> tuple[Interrupted | None, str]:
    """Fit it, or say why not.

    Args:
        counts: of each day, NaN where not covered.
        start: the first of these days.
        at: the day of the step.
    """
    import numpy as np

    weeks, step = weeks_of(counts, start, at)
    before, after = step, weeks.size - step
    if before < LEAST_BEFORE or after < LEAST_AFTER:
        return None, (
            f"an interrupted series needs {LEAST_BEFORE} weeks before and {LEAST_AFTER} from then on; "
            f"there are {max(0, before)} and {max(0, after)}"
        )
    if weeks[:step].sum() < 4 * LEAST_BEFORE or weeks[step:].sum() < LEAST_AFTER:
        return None, "too few incidents a week for an interrupted series"
    need("statsmodels")
    terms = ("trend", "season") if weeks.size >= SEASONAL else ("trend",)
    design = design_of(weeks.size, step, terms)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            fit = _fit(weeks, design)
        except (np.linalg.LinAlgError, ValueError, OverflowError):
            fit = None
    if fit is None or not fit.mle_retvals.get("converged") or not np.isfinite(fit.bse).all():
        return None, "the model did not converge, so that nothing is shown of it"
    return _result(fit, weeks, design, terms, before=before, after=after), ""


def _result(
    fit: Any, weeks: np.ndarray, design: np.ndarray, terms: tuple[str, ...], *, before: int, after: int
) -> Interrupted:
    import numpy as np
    from scipy.stats import t as student
    from statsmodels.stats.diagnostic import acorr_ljungbox

    mean, alpha, effect = fit.predict(design), max(0.0, float(fit.params[-1])), float(fit.params[1])
    residual = (weeks - mean) / np.sqrt(mean + alpha * mean**2)
    free = weeks.size - design.shape[1]
    dispersion = float(residual @ residual) / free
    first, decay = autocorrelation(residual, design.shape[1])
    error = float(fit.bse[1])
    widened = error * math.sqrt(max(1.0, dispersion)) * _widening(design, mean / (1 + alpha * mean), first, decay)
    margin = float(student.ppf(0.975, max(5.0, free / longer(first, decay)))) * widened
    return Interrupted(
        step=math.exp(effect),
        low=math.exp(effect - margin),
        high=math.exp(effect + margin),
        error=error,
        widened=widened,
        trend=math.exp(float(fit.params[2])),
        alpha=alpha,
        dispersion=dispersion,
        ljung_box=float(acorr_ljungbox(residual, lags=[min(8, residual.size // 5)])["lb_pvalue"].iloc[0]),
        before=before,
        after=after,
        terms=(*terms, "lag") if first > 0 else terms,
    )


def _widening(design: np.ndarray, weights: np.ndarray, first: float, decay: float) -> float:
    """By how much residuals of that autocorrelation widen the standard error of the step; never less than 1."""
    import numpy as np

    if first <= 0:
        return 1.0
    scaled = design * np.sqrt(weights)[:, None]
    bread = np.linalg.inv(scaled.T @ scaled)
    at = np.arange(weights.size)
    alike = first * np.power(max(decay, 1e-6), np.maximum(np.abs(at[:, None] - at[None, :]) - 1, 0))
    np.fill_diagonal(alike, 1.0)
    robust = bread @ (scaled.T @ alike @ scaled) @ bread
    return math.sqrt(max(1.0, float(robust[1, 1] / bread[1, 1])))


def design_of(weeks: int, step: int, terms: tuple[str, ...]) -> np.ndarray:
    """Columns: constant, step, trend in years, then the season where it is asked for."""
    import numpy as np

    t = np.arange(weeks)
    columns = [np.ones(weeks), (t >= step).astype(float), (t - step) / 52.1775]
    if "season" in terms:
        angle = 2 * np.pi * t / 52.1775
        columns += [np.sin(angle), np.cos(angle)]
    return np.column_stack(columns)


def _fit(weeks: np.ndarray, design: np.ndarray) -> Any:
    from statsmodels.discrete.discrete_model import NegativeBinomial

    return NegativeBinomial(weeks, design).fit(disp=0, maxiter=300)


def change_points(counts: np.ndarray, start: dt.date, most: int = 6) -> list[dt.date]:
    """Weeks in which the level changes most, found without being told a date: exploration, no proof.

    Args:
        counts: of each day; only the first run without a gap is used.
        start: the first of these days.
        most: how many at most.
    """
    import numpy as np

    ruptures = need("ruptures")
    monday = start + dt.timedelta(days=-start.weekday() % 7)
    weeks, _ = weeks_of(counts, start, monday)
    if weeks.size < 20:
        return []
    level = np.log1p(weeks)
    noise = float(np.median(np.abs(np.diff(level))) / 0.6745 / math.sqrt(2)) or 1e-6
    model = ruptures.Pelt(model="l2", min_size=4, jump=1).fit(level.reshape(-1, 1))
    found = model.predict(pen=3 * noise**2 * math.log(weeks.size))[:-1]
    jumps = sorted(found, key=lambda at: -abs(float(level[at : at + 8].mean() - level[max(0, at - 8) : at].mean())))
    return sorted(monday + int(at) * _WEEK for at in jumps[:most])
