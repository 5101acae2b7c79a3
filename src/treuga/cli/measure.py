"""``treuga measure``: a series, and whether it changed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from treuga.cli.options import case_option, debug_option, format_option

if TYPE_CHECKING:
    from treuga.assemble import Watch
    from treuga.measures import Answer, Chart, Choice, MeasureClaim, Moment, Reader, Series
    from treuga.measures.series import What
    from treuga.model import Agreement, Measure

_MOST_ROWS = 60


@click.command("measure", short_help="Show incidents over time, and whether they changed.")
@click.argument("name", default="")
@click.option("--window", metavar="FIRST..LAST", help="Judge these days against the baseline.")
@click.option("--baseline", metavar="WORDS", help="'28 days' (the default), 'season', 'season 3', FIRST..LAST.")
@click.option("--counts", type=click.Choice(("incidents", "deaths")), help="What is counted.  [default: incidents]")
@click.option("--step", type=click.Choice(("day", "week", "month")), default="week", show_default=True)
@click.option(
    "--by", multiple=True, type=click.Choice(("actor", "type", "region", "country")), help="One line for each."
)
@click.option("--party", multiple=True, metavar="PARTY", help="Only incidents that involve it, by its id.")
@click.option("--type", "kinds", multiple=True, metavar="TYPE", help="Only this type.")
@click.option("--region", multiple=True, metavar="REGION", help="Only this region.")
@click.option("--country", multiple=True, metavar="COUNTRY", help="Only this country.")
@click.option("--from", "first", metavar="DATE", help="First day of the series.")
@click.option("--to", "last", metavar="DATE", help="Last day of the series.")
@click.option("--as-of", metavar="DATE", help="For a measure of an agreement: the day that is asked about. Today.")
@click.option("--version", metavar="VERSION", default="", help="Another than the newest final version.")
@click.option("--most", type=click.IntRange(1, 1000), default=6, show_default=True, help="How many lines at most.")
@click.option("--chart", metavar="FILE", type=click.Path(dir_okay=False), help="Write a chart, as .svg or .png.")
@format_option(("table", "json", "csv"))
@case_option
@debug_option
def command(name: str, form: str, case_dir: str | None, chart: str | None, **options: Any) -> None:
    """Show NAME, a data set of the case, or a measure of an agreement as AGREEMENT/MEASURE.

    Without --window: the series, zero only where the data cover it. With it (or for a measure of an agreement): whether
    the days changed against the baseline, with the interval, the rank among earlier windows, other baselines, and what
    reports say about the same days.
    """
    from treuga.assemble import Watch
    from treuga.case import Case
    from treuga.measures.duck import need

    need("duckdb")
    with Watch(Case.find(case_dir)) as watch:
        run = _Run(watch, name, options)
        if run.window:
            run.change(form, chart)
        else:
            run.series(form, chart)


class _Run:
    def __init__(self, watch: Watch, name: str, options: dict[str, Any]) -> None:
        from treuga.measures import Choice, Reader, Store
        from treuga.measures.question import parse_span

        self.watch, self.options = watch, options
        store = Store(watch.case.root / "incidents")
        self.measure: Measure | None = None
        self.agreement: Agreement | None = None
        self.until: dt.date | None = None
        self.window = parse_span(options["window"]) if options["window"] else None
        if "/" in name:
            self._of_agreement(store, name)
        else:
            self.reader: Reader = Reader(store.pick(name, options["version"]), watch.registry)
            self.choice: Choice = Choice(options["party"], options["kinds"], options["region"], options["country"])
            self.baseline = options["baseline"] or "28 days"
            self.counts: What = options["counts"] or "incidents"

    def _of_agreement(self, store: Any, name: str) -> None:
        from treuga.assemble import day
        from treuga.errors import MonitorError
        from treuga.measures import Choice, Reader, codes
        from treuga.measures.bearing import window_of

        agreement, _, key = name.rpartition("/")
        self.agreement = self.watch.agreement(agreement)
        self.measure = self.agreement.measure(key)
        if self.measure is None:
            there = ", ".join(one.id for one in self.agreement.measures) or "none"
            raise MonitorError(codes.NO_DATA, f"{agreement} has no measure '{key}'", remedy=f"It has: {there}.")
        as_of = day(self.options["as_of"], dt.date.today())
        dataset = store.pick(self.measure.data, self.options["version"] or self.measure.version)
        self.until = as_of
        self.window = self.window or window_of(self.measure, dataset, as_of)
        if self.window is None:
            raise MonitorError(codes.NO_DATA, f"{dataset.name} says nothing about the days before {as_of}",
                               remedy="Import newer data, or ask --as-of an earlier day.")  # fmt: skip
        self.reader = Reader(dataset, self.watch.registry)
        one = self.measure
        self.choice = Choice(one.parties, one.types, one.regions, one.countries)
        self.baseline = self.options["baseline"] or one.baseline
        self.counts = self.options["counts"] or one.counts

    # Series ----------------------------------------------------------------------------------------------------------

    def series(self, form: str, chart: str | None) -> None:
        from treuga.assemble import day
        from treuga.cli import console
        from treuga.measures import series_chart

        first, last = (day(self.options[key], dt.date.min) for key in ("first", "last"))
        found = self.reader.series(
            self.choice, what=self.counts, step=self.options["step"], by=self.options["by"],
            first=first if self.options["first"] else None, last=last if self.options["last"] else None,
        )  # fmt: skip
        most = self.options["most"]
        if form == "json":
            console.print_json(_series_record(found, most))
        elif form == "csv":
            console.print_csv(_series_rows(found, most))
        else:
            _print_series(found, most)
        if chart:
            _write_chart(series_chart(found, most=min(most, 12)), Path(chart))

    # Change ----------------------------------------------------------------------------------------------------------

    def change(self, form: str, chart: str | None) -> None:
        from treuga.cli import console
        from treuga.measures import ask, change_chart

        assert self.window is not None
        answer = ask(self.reader, self.window, baseline=self.baseline, choice=self.choice, what=self.counts,
                     until=self.until)  # fmt: skip
        claims = self.claims()
        if form == "json":
            console.print_json(answer_record(answer, claims))
        elif form == "csv":
            console.print_csv([_ratio_row(label, ratio, why) for label, ratio, why in _compared(answer)])
        else:
            _print_answer(answer, self.measure.title if self.measure else "")
            _print_claims(answer, claims, self.watch.name)
        if chart:
            title = f"{self.measure.title}: {answer.dataset.title}" if self.measure else ""
            picture = change_chart(answer, moments=self.moments(), claims=claims, title=title, name=self.watch.name)
            _write_chart(picture, Path(chart))

    def claims(self) -> list[MeasureClaim]:
        """What reports of the case say about the days of the window."""
        from treuga.measures.claims import about, of_reports

        assert self.window is not None
        pairs = ((report, self.watch.ledger.testimony(report.id)) for report in self.watch.reports)
        return about(of_reports(pairs), self.window)

    def moments(self) -> list[Moment]:
        from treuga.measures import Moment

        known = [self.agreement] if self.agreement else self.watch.agreements
        return [
            Moment(one.signed.latest, "agreement signed" if self.agreement else f"{one.id} signed")
            for one in known if one and one.signed and one.signed.precision == "day"
        ]  # fmt: skip


def _series_rows(series: Series, most: int) -> list[dict[str, Any]]:
    rows = []
    for label in series.largest(most) or [("all",)]:
        for point in series.points(label):
            row: dict[str, Any] = {series.step: point.start.isoformat()}
            row |= dict(zip(series.by or ("line",), label, strict=False))
            row |= {series.what: point.value, "coverage": point.state}
            row |= {"low": point.low, "high": point.high} if series.what == "deaths" else {}
            rows.append(row | ({"simulated": True} if series.dataset.simulated else {}))
    return rows


def _series_record(series: Series, most: int) -> dict[str, Any]:
    return {
        "dataset": series.dataset.name, "version": series.dataset.version, "title": series.dataset.title,
        "simulated": series.dataset.simulated, "counts": series.what, "step": series.step, "by": list(series.by),
        "imprecise": series.imprecise, "provisional_from": str(series.dataset.provisional_from or ""),
        "covered": [[str(first), str(last)] for first, last in series.dataset.covered],
        "points": _series_rows(series, most),
    }  # fmt: skip


def _print_series(series: Series, most: int) -> None:
    from treuga.cli import console

    console.print_line(series.dataset.title, style="bold")
    labels = series.largest(most) or [("all",)]
    lines = [series.points(label) for label in labels]
    rows = []
    for at, point in enumerate(lines[0]):
        values = ["" if line[at].value is None else f"{line[at].value:,}" for line in lines]
        rows.append([point.start.isoformat(), *values, "" if point.state == "covered" else point.state])
    if len(rows) > _MOST_ROWS:
        click.echo(f"The last {_MOST_ROWS} of {len(rows)} {series.step}s; all of them with --format csv.")
    console.print_rows(
        (series.step.capitalize(), *(" / ".join(label) for label in labels), "Coverage"), rows[-_MOST_ROWS:]
    )
    if "actor" in series.by:
        click.echo("An incident counts for each of its sides, so that the lines add up to more than all.")
    if series.imprecise:
        click.echo(f"{series.imprecise:,} incidents without so exact a date are left out.")


def _compared(answer: Answer) -> list[tuple[str, Any, str]]:
    return [(answer.baseline.label, answer.ratio, answer.why_not), *answer.others]


def _ratio_row(label: str, ratio: Any, why: str) -> dict[str, Any]:
    row: dict[str, Any] = {"baseline": label}
    for key in ("ratio", "low", "high", "window", "window_days", "baseline_days"):
        row[key] = getattr(ratio, key) if ratio else ""
    row["baseline_count"] = ratio.baseline if ratio else ""
    return row | {"reads": ratio.direction if ratio else why}


def answer_record(answer: Answer, claims: list[MeasureClaim]) -> dict[str, Any]:
    """An answer as plain data."""
    noise, placebo, model = answer.noise, answer.placebo, answer.interrupted
    return {
        "dataset": answer.dataset.name, "version": answer.dataset.version, "simulated": answer.dataset.simulated,
        "counts": answer.what, "choice": answer.choice.words(), "window": [str(day) for day in answer.window],
        "verdict": answer.verdict, "sentence": answer.sentence, "limits": list(answer.limits),
        "compared": [_ratio_row(*one) for one in _compared(answer)],
        "noise": {"alpha": noise.alpha, "dispersion": noise.dispersion, "ljung_box": noise.ljung_box,
                  "days": noise.days} if noise else None,
        "placebo": {"share": placebo.share, "windows": placebo.windows, "apart": placebo.apart} if placebo else None,
        "interrupted": {"step": model.step, "low": model.low, "high": model.high, "trend": model.trend,
                        "terms": list(model.terms), "dispersion": model.dispersion, "ljung_box": model.ljung_box}
        if model else None,
        "no_model": answer.no_model,
        "claims": [{"says": one.label(), "who": one.speaker or one.outlet, "report": one.report_name,
                    "start": one.span.start, "end": one.span.end, "quote": one.sentence.text} for one in claims],
    }  # fmt: skip


def _print_answer(answer: Answer, title: str) -> None:
    from treuga.cli import console
    from treuga.measures.pictures import compared

    console.print_line(title or answer.dataset.title, style="bold")
    if title:
        console.print_line(answer.dataset.title)
    console.print_line(answer.sentence)
    for limit in answer.limits:
        console.print_line(limit, indent=2)
    click.echo()
    console.print_rows(("Baseline", "Ratio", "95% interval", "Reads"), compared(answer))
    _print_tests(answer)


def _print_tests(answer: Answer) -> None:
    from treuga.cli import console
    from treuga.measures.interrupted import change_points

    noise, placebo, model = answer.noise, answer.placebo, answer.interrupted
    lines = []
    if placebo:
        lines.append(f"Rank: {placebo.share:.1%} of {placebo.windows:,} earlier windows of this length are as extreme.")
    if noise:
        lines.append(
            f"Scatter, from {noise.days} days before: variance {noise.dispersion:.1f} times the mean (1 is Poisson); "
            f"autocorrelation {'found' if noise.ljung_box < 0.05 else 'not found'} (Ljung-Box p {_p(noise.ljung_box)})."
        )
    if model:
        lines.append(
            f"Interrupted series, {model.before} weeks before and {model.after} from then on, with "
            f"{' and '.join(model.terms)}: step {model.step:.2f} (95% interval {model.low:.2f} to {model.high:.2f}); "
            f"residual dispersion {model.dispersion:.1f}, Ljung-Box p {_p(model.ljung_box)}."
        )
        if model.ljung_box < 0.05:
            lines.append("Its weeks are still alike beyond what the model explains: take its interval as too narrow.")
    elif answer.no_model:
        lines.append(f"No interrupted series: {answer.no_model}.")
    if answer.counts and noise:
        import numpy as np

        points = change_points(np.array(answer.counts), answer.first_day)
        if points:
            lines.append(f"Exploration only, found without a date in mind: weeks of {', '.join(map(str, points))}.")
    for line in lines:
        console.print_line(line)


def _p(value: float) -> str:
    return "< 0.001" if value < 0.001 else f"= {value:.3f}"


def _print_claims(answer: Answer, claims: list[MeasureClaim], name: Any) -> None:
    from treuga.cli import console
    from treuga.measures.claims import own_count

    if not claims:
        return
    click.echo()
    measured = f"{(answer.ratio.ratio - 1) * 100:+.0f}%" if answer.ratio else "cannot be told"
    console.print_line(f"What reports say about these days (the data: {measured})", style="bold")
    rows = []
    for one in claims:
        who = name(one.speaker) if one.speaker else one.outlet
        own = own_count(answer, one)
        rows.append((one.label() + (" (days assumed)" if one.assumed else ""), own, who,
                     f"{one.report_name}:{one.span.start}", one.sentence.text[:160]))  # fmt: skip
    console.print_rows(("Claim", "The data", "Who", "Where", "Sentence"), rows)


def _write_chart(chart: Chart, path: Path) -> None:
    from treuga.cli import console

    if path.suffix.lower() == ".png":
        try:
            path.write_bytes(chart.png())
        except OSError as error:
            from treuga.cli import codes
            from treuga.errors import CaseError

            raise CaseError(
                codes.NOT_WRITTEN, f"the chart cannot be written: {error.strerror}", where=str(path)
            ) from None
    else:
        console.write_file(path, chart.svg())
    console.say(f"The chart: {path}")
