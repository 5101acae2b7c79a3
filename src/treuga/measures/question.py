"""One question, asked whole: is there more or less of it in these days than before, and is that more than noise?"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from treuga.errors import MonitorError
from treuga.measures import codes
from treuga.measures.change import LEAST_REFERENCE, Noise, Ratio, learn, ratio_of, seasonal_level, too_few
from treuga.measures.series import Choice, Reader, What, is_covered

if TYPE_CHECKING:
    import numpy as np

    from treuga.measures.interrupted import Interrupted
    from treuga.measures.store import DataSet

Verdict = Literal["down", "up", "no clear change", "cannot tell"]
#: Days before the window from which its scatter is learned, at most.
REFERENCE = 365
#: Days before the window that are looked at in all: placebo windows, earlier seasons, trend.
HISTORY = 6 * 366
#: Days without which a season cannot be told from a trend.
SEASONAL = 730
#: Placebo windows that do not overlap, without which their rank decides nothing.
LEAST_PLACEBOS = 20
RARE = 0.05
SENSITIVITY = ("28 days", "14 days", "90 days", "365 days")
_DAY = dt.timedelta(days=1)
_BEFORE = re.compile(r"(\d{1,4}) days?(?: before)?\Z")
_SEASON = re.compile(r"season(?: (\d))?\Z")


@dataclass(frozen=True, slots=True)
class Baseline:
    """What a window is compared with.

    Attributes:
        label: in words.
        spans: its first and last days, one for each stretch.
        kind: ``before``, ``season`` or ``fixed``.
    """

    label: str
    spans: tuple[tuple[dt.date, dt.date], ...]
    kind: Literal["before", "season", "fixed"]


@dataclass(frozen=True, slots=True)
class Placebo:
    """Where the window stands among all windows of its length that came before it.

    Attributes:
        share: of windows at least as extreme, the window itself counted among them.
        windows: how many there are; ``apart``: how many of them fit side by side.
    """

    share: float
    windows: int
    apart: int


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer, with everything that it rests on.

    Attributes:
        ratio: None where nothing can be said; ``why_not`` says why.
        others: the same against other baselines: label, ratio or None, and why not.
        sentence: the verdict in plain words; ``limits`` what it does not say.
        counts: the days of ``first_day`` onwards, for charts.
    """

    dataset: DataSet
    choice: Choice
    what: What
    window: tuple[dt.date, dt.date]
    baseline: Baseline
    verdict: Verdict
    sentence: str
    limits: tuple[str, ...]
    ratio: Ratio | None = None
    why_not: str = ""
    noise: Noise | None = None
    placebo: Placebo | None = None
    others: tuple[tuple[str, Ratio | None, str], ...] = ()
    interrupted: Interrupted | None = None
    no_model: str = ""
    imprecise: int = 0
    first_day: dt.date = dt.date.min
    counts: tuple[float, ...] = ()


def parse_baseline(text: str, window: tuple[dt.date, dt.date]) -> Baseline:
    """The baseline that a user's words mean.

    Raises:
        MonitorError: it cannot be understood, or overlaps the window (TR653).
    """
    words = " ".join(text.lower().split())
    first, last = window
    if (found := _BEFORE.match(words)) and int(found[1]):
        days = int(found[1])
        return Baseline(f"the {days} days before", ((first - days * _DAY, first - _DAY),), "before")
    if found := _SEASON.match(words):
        years = int(found[1] or 5)
        spans = tuple(_years_before(window, back) for back in range(years, 0, -1))
        return Baseline("the same weeks of earlier years", spans, "season")
    if ".." in words:
        span = parse_span(words, codes.BAD_BASELINE, "baseline")
        if span[0] <= last and first <= span[1]:
            raise MonitorError(codes.BAD_BASELINE, f"the baseline {span[0]}..{span[1]} overlaps the window")
        return Baseline(f"{span[0]} to {span[1]}", (span,), "fixed")
    raise MonitorError(codes.BAD_BASELINE, f"'{text[:60]}' is no baseline")


def _years_before(window: tuple[dt.date, dt.date], back: int) -> tuple[dt.date, dt.date]:
    """The window's place in an earlier year, with a week on each side; the same weekdays."""
    shift = dt.timedelta(days=round(back * 365.25 / 7) * 7)
    return window[0] - shift - 7 * _DAY, window[1] - shift + 7 * _DAY


def parse_span(text: str, code: str = codes.BAD_WINDOW, what: str = "window") -> tuple[dt.date, dt.date]:
    """The days of ``FIRST..LAST``, or of one day.

    Raises:
        MonitorError: it is no span.
    """
    first, dots, last = text.partition("..")
    try:
        days = dt.date.fromisoformat(first.strip()), dt.date.fromisoformat((last if dots else first).strip())
    except ValueError:
        raise MonitorError(code, f"'{text[:60]}' is no {what}") from None
    if days[0] > days[1]:
        raise MonitorError(code, f"the {what} {text[:60]} ends before it begins")
    return days


def ask(
    reader: Reader,
    window: tuple[dt.date, dt.date],
    *,
    baseline: str = "28 days",
    choice: Choice | None = None,
    what: What = "incidents",
    model: bool = True,
    until: dt.date | None = None,
) -> Answer:
    """Compare a window with a baseline.

    Args:
        reader: of the data set.
        window: first and last day.
        baseline: ``28 days``, ``season``, ``season 3`` or ``2020-01-01..2020-01-31``.
        choice: which incidents; left out, all.
        what: incidents, or deaths.
        model: fit the interrupted series as well, where it is long enough.
        until: nothing later is looked at; left out, the model sees what came after the window.

    Raises:
        MonitorError: the baseline cannot be understood, or no incident has that party, type or region.
    """
    choice = choice or Choice()
    base = parse_baseline(baseline, window)
    covered = reader.dataset.covered
    earliest = min([window[0] - HISTORY * _DAY, *(first for first, _ in base.spans)])
    start = max(earliest, covered[0][0]) if covered[0][0] <= window[0] else window[0]
    latest = min(covered[-1][1], until or dt.date.max)
    end = max(window[1], *(last for _, last in base.spans), latest)
    counts, imprecise = reader.daily(choice, what, start, end)
    empty = Answer(reader.dataset, choice, what, window, base, "cannot tell", "", (), imprecise=imprecise,
                   first_day=start, counts=tuple(counts.tolist()))  # fmt: skip
    if not is_covered(covered, *window):
        return _cannot(empty, f"the data do not cover {window[0]} to {window[1]} ({_covered_words(reader.dataset)})")
    return Asked(empty, counts, start).answer(model)


def _covered_words(dataset: DataSet) -> str:
    return "they cover " + ", ".join(f"{first} to {last}" for first, last in dataset.covered)


class Asked:
    """A question with its counts; validation asks it of simulated ones.

    Args:
        empty: what is asked, still without an answer.
        counts: of each day from ``start`` on, NaN where not covered.
        start: the first of these days.
    """

    def __init__(self, empty: Answer, counts: np.ndarray, start: dt.date) -> None:
        import numpy as np

        self.empty, self.counts, self.start = empty, counts, start
        self.window = self._days((empty.window,))
        first = int(self.window[0])
        self.history = counts[:first]
        reference = self.history[-REFERENCE:]
        self.reference = reference[np.cumsum(~np.isnan(reference)) > 0] if reference.size else reference
        self.enough = int((~np.isnan(self.reference)).sum()) >= LEAST_REFERENCE
        self.noise = learn(self.reference) if self.enough else None
        # Against the same weeks of earlier years, the season is no noise: it is taken out before scatter is learned.
        self.flat = self._flat() if empty.baseline.kind == "season" and self.enough else None

    def _flat(self) -> np.ndarray | None:
        """History and window as they would be without trend and season; None where the history is too short."""
        import numpy as np

        end = int(self.window[-1]) + 1
        if int((~np.isnan(self.history)).sum()) < SEASONAL or np.nansum(self.history) < LEAST_REFERENCE:
            return None
        level = seasonal_level(self.history, end)
        return np.asarray(self.counts[:end] / level * np.nanmean(self.history), dtype=float)

    def _days(self, spans: tuple[tuple[dt.date, dt.date], ...]) -> np.ndarray:
        """Positions of the days of spans; of a span that the data do not cover whole, none."""
        import numpy as np

        out = []
        for first, last in spans:
            low, high = (first - self.start).days, (last - self.start).days + 1
            if low >= 0 and high <= self.counts.size and not np.isnan(self.counts[low:high]).any():
                out.append(np.arange(low, high))
        return np.concatenate(out) if out else np.array([], dtype=int)

    def compare(self, base: Baseline) -> tuple[Ratio | None, str]:
        """The ratio against a baseline, or why there is none."""
        days = self._days(base.spans)
        if not days.size:
            return None, f"the data do not cover {base.label}"
        if self.noise is None:
            return None, f"fewer than {LEAST_REFERENCE} days before the window show how much the counts scatter"
        if why := too_few(self.window.size, float(self.counts[days].sum()), days.size):
            return None, why
        flat = base.kind == "season" and self.flat is not None
        noise = learn(self.flat[: self.history.size]) if flat and self.flat is not None else self.noise
        return ratio_of(self.counts, self.window, days, noise), ""

    def answer(self, model: bool) -> Answer:
        """The whole answer, with the interrupted series where it is wanted."""
        empty = self.empty
        ratio, why = self.compare(empty.baseline)
        out = replace(empty, noise=self.noise, others=self._others())
        if model:
            from treuga.measures.interrupted import interrupted

            found, no_model = interrupted(self.counts, self.start, empty.window[0])
            out = replace(out, interrupted=found, no_model=no_model)
        if ratio is None:
            return _cannot(out, why)
        counts = self.counts if self.flat is None else self.flat
        placebo = placebo_rank(counts[: self.history.size], counts[self.window], empty.baseline, ratio)
        return judge(replace(out, ratio=ratio, placebo=placebo))

    def _others(self) -> tuple[tuple[str, Ratio | None, str], ...]:
        out = []
        for text in SENSITIVITY:
            base = parse_baseline(text, self.empty.window)
            if base.label != self.empty.baseline.label:
                out.append((base.label, *self.compare(base)))
        return tuple(out)


def placebo_rank(history: np.ndarray, window: np.ndarray, base: Baseline, ratio: Ratio) -> Placebo | None:
    """The rank among earlier windows of the same length, each against the days before it.

    Against a fixed baseline, the windows' own counts are ranked; against a season, those with the season taken out.
    """
    import numpy as np

    length = window.size
    before = ratio.baseline_days if base.kind == "before" else 0
    if history.size < length + before + length:
        return None
    sums = np.concatenate([[0.0], np.cumsum(history)])  # a day that is not covered makes all sums over it NaN
    ends = np.arange(before + length, history.size + 1)
    inside = sums[ends] - sums[ends - length]
    if before:
        level = (sums[ends - length] - sums[ends - length - before]) / before
        with np.errstate(divide="ignore", invalid="ignore"):
            inside = np.where(level > 0, inside / (length * level), np.nan)
        mine = ratio.ratio
    else:
        mine = float(window.sum())
    inside = inside[~np.isnan(inside)]
    if not inside.size:
        return None
    lower = ratio.ratio < 1
    extreme = int(np.sum(inside <= mine if lower else inside >= mine))
    return Placebo((1 + extreme) / (1 + inside.size), int(inside.size), int(inside.size // length))


def judge(answer: Answer) -> Answer:
    """The verdict in words, from the numbers of an answer."""
    ratio, placebo = answer.ratio, answer.placebo
    assert ratio is not None
    direction = ratio.direction
    limits = list(_limits(answer))
    verdict: Verdict = "no clear change"
    if direction in ("down", "up"):
        verdict = "down" if direction == "down" else "up"
        ranked = placebo is not None and placebo.apart >= LEAST_PLACEBOS
        against = [
            label for label, other, _ in answer.others if other and other.direction not in (direction, "unclear")
        ]
        if ranked and placebo and placebo.share > RARE:
            verdict = "no clear change"
            limits.append(
                f"The interval alone says '{direction}', but {placebo.share:.0%} of earlier windows were as extreme."
            )
        elif against:
            verdict = "no clear change"
            limits.append(f"It depends on the baseline: against {_listed(against)} it points the other way.")
        elif not ranked:
            limits.append("There are too few earlier windows of this length for their rank to count.")
    weak = [label for label, other, _ in answer.others if other and other.direction == "unclear"]
    if verdict in ("down", "up") and weak:
        limits.append(f"Against {_listed(weak)} the change is not clear.")
    if verdict == "down" and _provisional(answer):
        return _cannot(replace(answer, limits=tuple(limits)),
                       "the last days are provisional, and late reports would raise them")  # fmt: skip
    if verdict == "down":
        limits.insert(0, "A drop does not prove a ceasefire: season, weather, reporting and chance also lower counts.")
    return replace(answer, verdict=verdict, sentence=_sentence(answer, verdict, ratio), limits=tuple(limits))


def _listed(labels: list[str]) -> str:
    return f"{', '.join(labels[:-1])} and {labels[-1]}" if len(labels) > 1 else labels[0]


def _sentence(answer: Answer, verdict: Verdict, ratio: Ratio) -> str:
    head = {"down": "Down", "up": "Up", "no clear change": "No clear change"}[verdict]
    times = f"{ratio.ratio:.2f} times the rate" if ratio.window else "none, where the baseline had some every few days"
    per_day = f"{ratio.baseline / ratio.baseline_days:.1f} a day in {answer.baseline.label}"
    return (
        f"{head}: {ratio.window:,} {answer.what} in {ratio.window_days} days "
        f"({ratio.window / ratio.window_days:.1f} a day) against {per_day}; {times} "
        f"(95% interval {ratio.low:.2f} to {ratio.high:.2f})."
    )


def _limits(answer: Answer) -> tuple[str, ...]:
    out = []
    if answer.dataset.simulated:
        out.append("The data are SIMULATED: they show how this works, and nothing about the world.")
    if answer.imprecise:
        out.append(f"{answer.imprecise:,} incidents without an exact day are left out.")
    if _provisional(answer):
        out.append(f"Counts from {answer.dataset.provisional_from} on are provisional: more may still be reported.")
    if answer.what == "deaths":
        out.append("Deaths come in clusters: one event can make the difference.")
    if answer.baseline.kind == "season":
        out.append("Earlier years can differ for reasons that have nothing to do with this one.")
    return tuple(out)


def _provisional(answer: Answer) -> bool:
    since = answer.dataset.provisional_from
    return since is not None and answer.window[1] >= since


def _cannot(answer: Answer, why: str) -> Answer:
    limits = answer.limits or _limits(answer)
    return replace(answer, verdict="cannot tell", sentence=f"Cannot tell: {why}.", limits=limits, ratio=None,
                   placebo=None, why_not=why)  # fmt: skip
