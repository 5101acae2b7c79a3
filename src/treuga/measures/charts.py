"""Charts, as Altair specifications rendered to static SVG: no script, nothing to load, each with its numbers beside it.

A chart of change shows the counts, the days of the baseline and of the window, the range in which counts of the
baseline lie, the mean of the window, dates of agreements, and what was claimed about it.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from treuga.errors import MonitorError
from treuga.measures import codes
from treuga.measures.change import variance_of
from treuga.measures.duck import need
from treuga.measures.series import Series

if TYPE_CHECKING:
    from treuga.measures.claims import MeasureClaim
    from treuga.measures.question import Answer

WIDTH, HEIGHT = 560, 270
#: Periods with more than this many days around the window are drawn by week.
DAILY_UP_TO = 150
_QUIET, _BASE, _INSIDE, _LINE, _CLAIM, _INK = "#c9d2d8", "#7d93a3", "#123c5a", "#b3541e", "#7a1f3d", "#222222"
_LEVEL = "#3d5566"
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Moment:
    """A date to be marked: of an agreement, a ceasefire."""

    day: dt.date
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawn chart: its specification, what it shows in words, and its numbers."""

    spec: dict[str, Any]
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def svg(self) -> str:
        """As SVG, which needs no script."""
        return _render("vegalite_to_svg", self.spec)

    def png(self, scale: float = 2.0) -> bytes:
        """As PNG."""
        vl_convert = need("vl_convert")
        try:
            return bytes(vl_convert.vegalite_to_png(self.spec, scale=scale, allowed_base_urls=[]))
        except (ValueError, RuntimeError) as error:
            raise MonitorError(codes.NO_PICTURE, f"the chart cannot be drawn: {str(error)[:200]}") from None


def _render(how: str, spec: dict[str, Any]) -> str:
    vl_convert = need("vl_convert")
    try:
        return str(getattr(vl_convert, how)(spec, allowed_base_urls=[]))
    except (ValueError, RuntimeError) as error:
        raise MonitorError(codes.NO_PICTURE, f"the chart cannot be drawn: {str(error)[:200]}") from None


# A chart of change ----------------------------------------------------------------------------------------------------


def change_chart(
    answer: Answer,
    *,
    moments: Sequence[Moment] = (),
    claims: Sequence[MeasureClaim] = (),
    title: str = "",
    name: Callable[[str], str] = str,
) -> Chart:
    """Draw an answer: series, baseline with its range, window, dates, and claims on the scale of what was measured.

    Args:
        answer: what was found.
        moments: dates to mark.
        claims: what reports say about it.
        title: left out, what is counted and in which data.
        name: how a party is called.
    """
    need("altair")
    import altair as alt

    picture = _Picture(answer, claims, name)
    bars = picture.bars()
    kinds = [kind for kind in (picture.quiet, picture.base, picture.inside) if any(row["part"] == kind for row in bars)]
    colours = {picture.quiet: _QUIET, picture.base: _BASE, picture.inside: _INSIDE}
    y = alt.Y("value:Q", title=picture.unit, scale=alt.Scale(domain=[0, picture.top], nice=False),
              axis=alt.Axis(tickMinStep=1, tickCount=6, gridColor="#eeeeee"))  # fmt: skip
    x = alt.X(
        "start:T",
        title=None,
        scale=alt.Scale(domain=picture.frame(), nice=False),
        axis=alt.Axis(format="%-d %b %Y", labelOverlap=True, tickCount=7, grid=False),
    )
    layers: list[Any] = []
    for band in picture.bands():
        layers.append(
            alt.Chart(_data(alt, [band])).mark_rect(color=_BASE, opacity=0.16)
            .encode(x="start:T", x2="end:T", y=alt.Y("low:Q"), y2="high:Q")
        )  # fmt: skip
    layers.append(
        alt.Chart(_data(alt, bars)).mark_rect(stroke="white", strokeWidth=0.5)
        .encode(x=x, x2="end:T", y=y, y2=alt.datum(0),
                color=alt.Color("part:N", title=None, scale=alt.Scale(domain=kinds, range=[colours[k] for k in kinds]),
                                legend=alt.Legend(orient="bottom", direction="horizontal", labelLimit=330)))
    )  # fmt: skip
    for kind, colour, dash, rows in picture.levels():
        onwards = [{"start": row["end"], "end": picture.frame()[1], "value": row["value"]} for row in rows]
        layers.append(
            alt.Chart(_data(alt, onwards)).mark_rule(color=colour, strokeWidth=0.7, opacity=0.45)
            .encode(x="start:T", x2="end:T", y="value:Q")
        )  # fmt: skip
        layers.append(
            alt.Chart(_data(alt, rows)).mark_rule(color=colour, strokeDash=dash,
                                                         strokeWidth=2 if kind == "mean" else 1.4)
            .encode(x="start:T", x2="end:T", y="value:Q")
        )  # fmt: skip
    labels = picture.labels()
    if labels:
        # Words that were moved apart are led back to their lines.
        layers.append(
            alt.Chart(_data(alt, labels)).mark_rule(strokeWidth=0.7, opacity=0.6)
            .encode(x=alt.value(WIDTH), x2=alt.value(WIDTH + 14), y="level:Q", y2="at:Q",
                    color=alt.Color("colour:N", scale=None))
        )  # fmt: skip
        layers.append(
            alt.Chart(_data(alt, labels)).mark_text(align="left", dx=17, fontSize=10.5)
            .encode(x=alt.value(WIDTH), y="at:Q", text="text:N", color=alt.Color("colour:N", scale=None))
        )  # fmt: skip
    layers += _moments(alt, picture.visible(moments), picture.top)
    if answer.dataset.simulated:
        mark = [{"text": "SIMULATED DATA"}]
        layers.append(
            alt.Chart(_data(alt, mark)).mark_text(fontSize=34, fontWeight="bold", opacity=0.10, angle=345)
            .encode(text="text:N", x=alt.value(WIDTH / 2), y=alt.value(HEIGHT / 2))
        )  # fmt: skip
    heading = title or _heading(answer)
    chart = alt.layer(*layers).properties(
        width=WIDTH, height=HEIGHT,
        title=alt.TitleParams(heading, subtitle=_wrap(answer.sentence, 104), anchor="start", fontSize=14,
                              subtitleFontSize=11, subtitleColor="#444444", offset=12, color=_INK),
    )  # fmt: skip
    numbers = tuple(
        (str(row["start"]), "" if row["value"] is None else f"{row['value']:.0f}", str(row["part"])) for row in bars
    )
    return Chart(_styled(chart), heading, (f"{picture.period} from", answer.what, "part"), numbers)


def _heading(answer: Answer) -> str:
    choice = answer.choice.words()
    what = "Incidents" if answer.what == "incidents" else "Deaths"
    return f"{what}{' ' + choice if choice else ''}: {answer.dataset.title}"


class _Picture:
    """The numbers behind a chart of change."""

    def __init__(self, answer: Answer, claims: Sequence[MeasureClaim], name: Callable[[str], str]) -> None:
        self.answer, self.claims, self.name = answer, claims, name
        first, last = answer.window
        spans = answer.baseline.spans if answer.baseline.kind != "season" else answer.baseline.spans[-1:]
        earliest = min(first, *(low for low, _ in spans))
        margin = max(14, (last - earliest).days // 6) * _DAY
        covered_last = answer.first_day + (len(answer.counts) - 1) * _DAY
        self.first = max(answer.first_day, earliest - margin)
        self.last = min(covered_last, last + margin)
        self.step = 1 if (self.last - self.first).days <= DAILY_UP_TO else 7
        self.period = "day" if self.step == 1 else "week"
        self.unit = f"{answer.what} per {self.period}"
        self.quiet = "other days" if self.step == 1 else "other weeks"
        self.base = f"baseline: {answer.baseline.label}"
        self.inside = f"{first.day} {first:%b %Y} to {last.day} {last:%b %Y}"
        values = [row["value"] for row in self.bars() if row["value"] is not None]
        self.top = max([1.0, *values, *(band["high"] for band in self.bands())]) * 1.08

    def bars(self) -> list[dict[str, Any]]:
        """One row a period; periods are counted from the first day of the window, so that none is half inside."""
        out = []
        first, last = self.answer.window
        start = first - ((first - self.first).days // self.step) * self.step * _DAY
        while start + (self.step - 1) * _DAY <= self.last:
            end = start + self.step * _DAY
            counts = [self._count(start + i * _DAY) for i in range(self.step)]
            value = None if any(c is None for c in counts) else sum(c for c in counts if c is not None)
            inside = first <= start and end - _DAY <= last
            in_base = any(low <= start and end - _DAY <= high for low, high in self.answer.baseline.spans)
            part = self.inside if inside else self.base if in_base else self.quiet
            out.append({"start": start.isoformat(), "end": end.isoformat(), "value": value, "part": part})
            start = end
        return out

    def _count(self, day: dt.date) -> float | None:
        at = (day - self.answer.first_day).days
        if not 0 <= at < len(self.answer.counts) or math.isnan(self.answer.counts[at]):
            return None
        return self.answer.counts[at]

    @property
    def rate(self) -> float | None:
        """Baseline, per period."""
        ratio = self.answer.ratio
        return ratio.baseline / ratio.baseline_days * self.step if ratio else None

    def bands(self) -> list[dict[str, Any]]:
        """The range in which 95 of 100 periods lie where nothing changes, over baseline and window."""
        rate, noise = self.rate, self.answer.noise
        if rate is None or noise is None or rate <= 0:
            return []
        import numpy as np

        days = np.arange(self.step, dtype=float)
        size = np.full(self.step, math.sqrt(self.step / rate + noise.alpha))
        spread = (
            1.96 * rate * math.sqrt(variance_of(np.full(self.step, 1 / self.step), days, size, noise, correlated=True))
        )
        start = min(self.answer.window[0], *(low for low, _ in self.answer.baseline.spans))
        return [{"start": max(start, self.first).isoformat(), "end": (self.answer.window[1] + _DAY).isoformat(),
                 "low": max(0.0, rate - spread), "high": rate + spread}]  # fmt: skip

    def levels(self) -> list[tuple[str, str, list[int], list[dict[str, Any]]]]:
        """Horizontal lines: mean of the baseline, mean of the window, and what was claimed of it."""
        ratio, rate = self.answer.ratio, self.rate
        if ratio is None or rate is None:
            return []
        first, last = self.answer.window
        start = max(self.first, min(first, *(low for low, _ in self.answer.baseline.spans)))
        ends = {"start": first.isoformat(), "end": (last + _DAY).isoformat()}
        mean = ratio.window / ratio.window_days * self.step
        base = [{"start": start.isoformat(), "end": (last + _DAY).isoformat(), "value": rate}]
        claimed = [ends | {"value": value} for value, _ in self.claimed()]
        return [
            ("base", _LEVEL, [1, 0], base),
            ("claim", _CLAIM, [4, 3], claimed),
            ("mean", _LINE, [1, 0], [ends | {"value": mean}]),
        ]

    def claimed(self) -> list[tuple[float, str]]:
        """Level and words of each claim that can be put on the scale."""
        rate = self.rate
        out: dict[tuple[float, str], None] = {}
        for claim in self.claims:
            if claim.kind in ("change", "target") and rate is not None:
                level = rate * (1 + claim.value / 100)
            elif claim.kind == "count" and claim.days and claim.what == self.answer.what:
                level = claim.value / claim.days * self.step
            else:
                continue
            if level <= 3 * (rate or level):
                who = self.name(claim.speaker) if claim.speaker else claim.outlet
                out[level, f"{claim.label()}{', ' + who if who else ''}"] = None
        return sorted(out)

    def labels(self) -> list[dict[str, Any]]:
        """Words beside the lines, moved apart where they would cover one another."""
        ratio, rate = self.answer.ratio, self.rate
        if ratio is None or rate is None:
            return []
        mean = ratio.window / ratio.window_days * self.step
        measured = f"measured {_percent(ratio.ratio)} ({_percent(ratio.low)} to {_percent(ratio.high)})"
        words = [(rate, f"baseline {rate:.1f}", _LEVEL), (mean, measured, _LINE)]
        words += [(level, text, _CLAIM) for level, text in self.claimed()]
        gap = self.top / HEIGHT * 13
        out: list[dict[str, Any]] = []
        floor = -math.inf
        for level, text, colour in sorted(words):
            at = max(level, floor)
            floor = at + gap
            out.append({"level": level, "at": at, "text": text, "colour": colour})
        return out

    def frame(self) -> list[str]:
        """First and last day of the picture."""
        bars = self.bars()
        return [bars[0]["start"], bars[-1]["end"]]

    def visible(self, moments: Sequence[Moment]) -> list[Moment]:
        """The dates within the picture."""
        return [moment for moment in moments if self.first <= moment.day <= self.last]


def _percent(ratio: float) -> str:
    return f"{(ratio - 1) * 100:+.0f}%".replace("-", "−")


def _moments(alt: Any, moments: Sequence[Moment], top: float) -> list[Any]:
    if not moments:
        return []
    rows = [
        {"day": m.day.isoformat(), "text": m.label[:60], "at": top * (0.98 - 0.06 * i)} for i, m in enumerate(moments)
    ]
    data = _data(alt, rows)
    rule = alt.Chart(data).mark_rule(color=_INK, strokeDash=[2, 2]).encode(x="day:T")
    text = (
        alt.Chart(data)
        .mark_text(align="left", dx=4, fontSize=10.5, color=_INK)
        .encode(x="day:T", y="at:Q", text="text:N")
    )
    return [rule, text]


# A chart of series ----------------------------------------------------------------------------------------------------


def series_chart(series: Series, *, most: int = 6, moments: Sequence[Moment] = (), title: str = "") -> Chart:
    """Draw a series: one panel for each of the largest lines; what is provisional or not covered is pale or absent."""
    need("altair")
    import altair as alt

    labels = series.largest(most) or [next(iter(series.lines), ("all",))]
    rows = [
        {"start": point.start.isoformat(), "value": point.value, "line": " · ".join(label), "state": point.state}
        for label in labels for point in series.points(label)
    ]  # fmt: skip
    heading = title or f"{series.what.capitalize()} per {series.step}: {series.dataset.title}"
    panels = len(labels)
    if panels == 1 and series.by:
        heading += f" ({' · '.join(labels[0])})"
    height = HEIGHT if panels == 1 else max(60, 380 // panels)
    states = {"covered": _INSIDE, "provisional": "#9db4c4", "partial": "#d8c9a8"}
    seen = [state for state in states if any(row["state"] == state for row in rows)]
    bars = (
        alt.Chart(_data(alt, [row for row in rows if row["value"] is not None]))
        .mark_bar(width=max(1.0, 0.8 * WIDTH / max(1, len(series.states))))
        .encode(
            x=alt.X("start:T", title=None, axis=alt.Axis(format="%b %Y", labelOverlap=True, grid=False)),
            y=alt.Y("value:Q", title=f"{series.what} per {series.step}" if panels == 1 else None,
                    axis=alt.Axis(tickCount=4, tickMinStep=1, gridColor="#eeeeee")),
            color=alt.Color("state:N", title=None, scale=alt.Scale(domain=seen, range=[states[s] for s in seen]),
                            legend=alt.Legend(orient="bottom") if len(seen) > 1 else None),
        ).properties(width=WIDTH, height=height)
    )  # fmt: skip
    shown = [m for m in moments if series.first <= m.day <= series.last]
    chart: Any
    if panels > 1:
        chart = bars.facet(
            row=alt.Row("line:N", title=None, sort=[" · ".join(label) for label in labels],
                        header=alt.Header(labelAngle=0, labelAlign="left", labelAnchor="start", labelOrient="top")),
            spacing=6,
        )  # fmt: skip
    else:
        top = max([1.0, *(float(row["value"]) for row in rows if row["value"] is not None)])
        chart = alt.layer(bars, *_moments(alt, shown, top)) if shown else bars
    chart = chart.properties(
        title=alt.TitleParams(heading, subtitle=_subtitle(series), anchor="start", fontSize=14, subtitleFontSize=11,
                              subtitleColor="#444444", offset=10, color=_INK)
    )  # fmt: skip
    table = tuple(
        (str(row["start"]), str(row["line"]), "" if row["value"] is None else str(row["value"]), str(row["state"]))
        for row in rows
    )
    return Chart(_styled(chart), heading, (series.step, "line", series.what, "coverage"), table)


def _subtitle(series: Series) -> list[str]:
    spans = ", ".join(f"{first} to {last}" for first, last in series.dataset.covered)
    words = f"Covered: {spans}. {series.choice.words()}".strip()
    if series.imprecise:
        words += f" {series.imprecise:,} incidents without so exact a date are left out."
    return _wrap(words, 110)


def _styled(chart: Any) -> dict[str, Any]:
    axis = {"labelFontSize": 10.5, "titleFontSize": 11, "titleFontWeight": "normal", "domainColor": "#999999",
            "tickColor": "#999999"}  # fmt: skip
    styled = chart.configure(
        axis=axis, view={"stroke": None}, font="DejaVu Sans, Verdana, sans-serif", background="white",
        padding={"left": 8, "right": 8, "top": 8, "bottom": 8},
    )  # fmt: skip
    spec: dict[str, Any] = styled.to_dict(validate=True)
    return spec


def _data(alt: Any, values: Sequence[dict[str, Any]]) -> Any:
    return alt.Data(values=list(values))


def _wrap(text: str, width: int) -> list[str]:
    import textwrap

    return textwrap.wrap(text, width) or [""]
