"""The measures of an agreement as a board shows them: drawn, with their numbers, and what reports say about them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from treuga.board import Picture
from treuga.errors import MonitorError
from treuga.measures.bearing import Measured
from treuga.measures.charts import Moment, change_chart
from treuga.measures.claims import MeasureClaim, about, own_count
from treuga.measures.question import Answer
from treuga.model import Agreement


def picture(
    one: Measured, agreement: Agreement, claims: Sequence[MeasureClaim], name: Callable[[str], str] = str
) -> Picture:
    """One measure, drawn where it can be.

    Args:
        one: the measure with its answer.
        agreement: whose date is marked.
        claims: of all reports that could be known.
        name: how a party is called.
    """
    answer = one.answer
    if answer is None:
        return Picture(one.measure.title, f"Cannot tell: {one.why}")
    title = f"{one.measure.title}: {answer.dataset.title}"
    told = about(claims, answer.window)
    signed = agreement.signed
    moments = [Moment(signed.latest, "agreement signed")] if signed and signed.precision == "day" else []
    limits, svg = answer.limits, ""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    try:
        chart = change_chart(answer, moments=moments, claims=told, title=title, name=name)
        svg, columns, rows = chart.svg(), chart.columns, chart.rows
    except MonitorError as error:
        limits = (*limits, error.message)
    return Picture(
        title=title,
        sentence=answer.sentence,
        limits=limits,
        svg=svg,
        compared=tuple(compared(answer)),
        claims=tuple(
            (claim.label(), own_count(answer, claim), name(claim.speaker) if claim.speaker else claim.outlet,
             f"{claim.report_name}, characters {claim.span.start}-{claim.span.end}")
            for claim in told
        ),
        columns=columns,
        rows=rows,
    )  # fmt: skip


def compared(answer: Answer) -> list[tuple[str, str, str, str]]:
    """Baseline, ratio, interval, and how it reads, for the stated baseline and the others."""
    out = []
    for label, ratio, why in ((answer.baseline.label, answer.ratio, answer.why_not), *answer.others):
        if ratio is None:
            out.append((label, "", "", why))
        else:
            out.append((label, f"{ratio.ratio:.2f}", f"{ratio.low:.2f} to {ratio.high:.2f}", ratio.direction))
    return out
