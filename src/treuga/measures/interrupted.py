"""The interrupted series: weekly counts by negative binomial with trend, season and lag, and a step at the window.

It is fitted where there are enough weeks, beside the comparison of windows, and its assumptions are tested and shown.
Change points are found by ruptures without being told any date: exploration only.
"""

from __future__ import annotations

import datetime as dt
import math
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from treuga.measures.duck import need

if TYPE_CHECKING:
    import numpy as np

LEAST_BEFORE = 26
LEAST_AFTER = 8
#: Two whole years, without which a season cannot be told from a trend.
SEASONAL = 104
#: p-value of Ljung-Box below which the weeks are taken as depending on the week before.
DEPENDENT = 0.05
_WEEK = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Interrupted:
    """A fitted interrupted series.

    Attributes:
        step: rate ratio of the step, with its interval (HAC standard errors).
        trend: factor a year before and after the step.
        alpha: over-dispersion; ``dispersion``: Pearson chi-square per degree of freedom of the fitted model.
        ljung_box: p-value that the residuals are not autocorrelated.
        terms: what the model holds.
    """

    step: float
    low: float
    high: float
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
    terms = ["trend", *(["season"] if weeks.size >= SEASONAL else [])]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            fit, design = _fit(weeks, step, terms)
            if _whiteness(fit, weeks, design) < DEPENDENT:
                terms.append("lag")
                fit, design = _fit(weeks, step, terms)
        except (np.linalg.LinAlgError, ValueError, OverflowError):
            fit = None
    if fit is None or not fit.mle_retvals.get("converged") or not np.isfinite(fit.bse).all():
        return None, "the model did not converge, so that nothing is shown of it"
    margin = 1.96 * float(fit.bse[1])
    alpha = float(fit.params[-1])
    effect = float(fit.params[1])
    response = weeks[len(weeks) - design.shape[0] :]
    mean = fit.predict(design)
    pearson = float(np.sum((response - mean) ** 2 / (mean + alpha * mean**2)) / (response.size - design.shape[1] - 1))
    return Interrupted(
        step=math.exp(effect),
        low=math.exp(effect - margin),
        high=math.exp(effect + margin),
        trend=math.exp(float(fit.params[2])),
        alpha=alpha,
        dispersion=pearson,
        ljung_box=_whiteness(fit, weeks, design),
        before=before,
        after=after,
        terms=tuple(terms),
    ), ""


def design_of(weeks: np.ndarray, step: int, terms: list[str]) -> np.ndarray:
    """Columns: constant, step, trend in years, then season and lag where they are asked for."""
    import numpy as np

    t = np.arange(weeks.size)
    columns = [np.ones(weeks.size), (t >= step).astype(float), (t - step) / 52.1775]
    if "season" in terms:
        angle = 2 * np.pi * t / 52.1775
        columns += [np.sin(angle), np.cos(angle)]
    if "lag" in terms:
        columns.append(np.concatenate([[0.0], np.log(weeks[:-1] + 1)]))
    design: np.ndarray = np.column_stack(columns)
    return design[1:] if "lag" in terms else design


def _fit(weeks: np.ndarray, step: int, terms: list[str]) -> tuple[Any, np.ndarray]:
    from statsmodels.discrete.discrete_model import NegativeBinomial

    design = design_of(weeks, step, terms)
    response = weeks[weeks.size - design.shape[0] :]
    # Standard errors that hold where neighbouring weeks are alike.
    lags = max(1, int(4 * (response.size / 100) ** (2 / 9)))
    fit = NegativeBinomial(response, design).fit(disp=0, maxiter=300, cov_type="HAC", cov_kwds={"maxlags": lags})
    return fit, design


def _whiteness(fit: Any, weeks: np.ndarray, design: np.ndarray) -> float:
    import numpy as np
    from statsmodels.stats.diagnostic import acorr_ljungbox

    response = weeks[weeks.size - design.shape[0] :]
    mean = fit.predict(design)
    residual = (response - mean) / np.sqrt(mean + max(0.0, float(fit.params[-1])) * mean**2)
    return float(acorr_ljungbox(residual, lags=[min(8, response.size // 5)])["lb_pvalue"].iloc[0])


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
