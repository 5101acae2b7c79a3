"""Boards and gates as tables for people: states in words, legible at 80 columns, colour only on top."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from treuga.board import Coverage
from treuga.cli.console import flat
from treuga.model import Finding, GateFinding

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table
    from rich.text import Text

_STYLES = {
    "satisfied": "green",
    "violated": "bold red",
    "disputed": "yellow",
    "active": "cyan",
    "expired": "red",
    "overdue": "yellow",
}
#: From this width on, the board gives the parties' claims a column of their own.
WIDE = 110


def date_words(as_of: dt.date, known_at: dt.date) -> str:
    """``as of 2021-02-16, with hindsight``, for headings."""
    if known_at == dt.date.max:
        return f"as of {as_of}, from all reports read"
    return f"as of {as_of}, as known on {known_at}"


def state_words(finding: Finding) -> str:
    """The state, with ``(indicated)`` where a breach still waits for a person's confirmation, or that it was given."""
    if finding.state == "violated":
        return f"{finding.state} ({'indicated' if finding.indicated else 'confirmed'})"
    if finding.state == "disputed" and "violated" in finding.readings and not finding.indicated:
        return f"{finding.state} (breach confirmed)"
    return finding.state


def schedule_words(finding: Finding) -> str:
    """The schedule with its date: ``due 2021-04-29 (in 72 days)``."""
    deadline, days = finding.deadline, finding.days
    if deadline is None:
        return finding.schedule
    if finding.schedule == "not due" and days is not None and days < 0:
        return f"not due (foreseen for {deadline})"  # what it waits for has not come
    if finding.schedule in {"not due", "due soon"} and days is not None:
        when = "today" if days == 0 else f"in {days} {'day' if days == 1 else 'days'}"
        return f"due {deadline} ({when})"
    if finding.schedule == "overdue" and days is not None:
        return f"overdue since {deadline} ({abs(days)} {'day' if abs(days) == 1 else 'days'})"
    return f"{finding.schedule} (due {deadline})"


def claim_lines(finding: Finding) -> list[str]:
    """What each party says, one line each."""
    return [flat(f"{party}: {says}") for party, says in finding.claims]


def print_board(
    console: Console,
    heading: str,
    findings: Sequence[Finding],
    coverage: Coverage,
    as_of: dt.date,
    *,
    remarks: Iterable[str] = (),
) -> None:
    """The board: heading, one row a commitment, remarks on some of them, and how much was read."""
    from rich.text import Text

    console.print(Text(flat(heading), style="bold"))
    console.print()
    console.print(board_table(findings, console.width))
    for remark in remarks:
        console.print(Text(flat(remark), style="dim"))
    print_coverage(console, coverage, as_of)


def board_table(findings: Sequence[Finding], width: int) -> Table:
    """One row a commitment, set for so many columns."""
    from rich import box
    from rich.table import Table

    wide = width >= WIDE
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 2, 0, 0), leading=1)
    names = ("State", "Schedule", "Evidence") if wide else ("State", "Schedule")
    fixed = (19, 29, 12) if wide else (19, 14)
    # What is left of the width is shared by the two columns of free text, so that ids and party names stay whole.
    free = max(width - sum(fixed) - 2 * (len(fixed) + 1), 30)
    last = free // 2 if wide else max(19, free * 2 // 5)
    table.add_column("Commitment", width=free - last, overflow="fold")
    for name, size in zip(names, fixed, strict=True):
        table.add_column(name, width=size, overflow="fold")
    table.add_column("What the parties say" if wide else "On whose word", width=last, overflow="fold")
    for finding in findings:
        table.add_row(*_cells(finding, wide=wide))
    return table


def _cells(finding: Finding, *, wide: bool) -> list[RenderableType]:
    claims = claim_lines(finding)
    evidence = finding.evidence_class if finding.evidence_class != "none" else "no evidence"
    cells: list[RenderableType] = [
        _stack((finding.commitment.id, "bold"), (flat(finding.commitment.title), "dim")),
        _state(finding),
        _stack((schedule_words(finding), _STYLES.get(finding.schedule, ""))),
    ]
    if wide:
        return [*cells, _stack((evidence, "")), _stack(*((line, "") for line in claims))]
    return [*cells, _stack(*((line, "") for line in (evidence, *claims)))]


def _state(finding: Finding) -> Text:
    lines = [(state_words(finding).replace(" (", "\n(", 1), _STYLES.get(finding.state, ""))]
    if finding.readings[0] != finding.readings[1]:
        lines += [(f"debtor: {finding.readings[0]}", "dim"), (f"creditor: {finding.readings[1]}", "dim")]
    return _stack(*lines)


def _stack(*lines: tuple[str, str]) -> Text:
    from rich.text import Text

    return Text("\n").join(Text(words, style=style) for words, style in lines if words)


def print_coverage(console: Console, coverage: Coverage, as_of: dt.date) -> None:
    """The footer: how much was read for that time, and what has no date."""
    from rich.text import Text

    for line in coverage_lines(coverage, as_of):
        console.print(Text(line, style="dim"))


def coverage_lines(coverage: Coverage, as_of: dt.date) -> list[str]:
    """How much was read, in sentences."""
    if not coverage.reports:
        later = f" ({coverage.later} published later are left out)" if coverage.later else ""
        return [f"No report was read for that time{later}: that nothing is known says nothing."]
    span = f", published {coverage.first} to {coverage.last}" if coverage.first else ""
    lines = [f"{_reports(coverage.reports)} read{span}."]
    if coverage.by_then < coverage.reports:
        lines.append(f"Out by {as_of}: {coverage.by_then or 'none'} of them.")
    if coverage.later:
        lines.append(f"{_reports(coverage.later)} published later left out.")
    if coverage.copies:
        count, groups = sum(len(group) for group in coverage.copies), len(coverage.copies)
        where = "copies of one story" if groups == 1 else f"copies of {groups} stories"
        lines.append(f"{count} of them are {where}; a story has one voice.")
    if coverage.undated:
        lines.append(f"Without a date: {', '.join(flat(name) for name in coverage.undated[:10])}.")
    return lines


def _reports(count: int) -> str:
    return f"{count} {'report' if count == 1 else 'reports'}"


def print_gates(console: Console, findings: Iterable[GateFinding]) -> None:
    """Each gate with its conditions and where each of them stands."""
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    for finding in findings:
        gate = finding.gate
        head = Text(flat(f"{finding.agreement}/{gate.id}"), style="bold") + Text(": ")
        console.print(head + Text(gate_words(finding), style="green" if finding.open else "yellow"))
        console.print(Padding(Text(flat(gate.title), style="dim"), (0, 0, 0, 2), expand=False))
        facts = [f"decided by: {', '.join(gate.decider)}"]
        if gate.expected:
            facts.append(f"expected: {', '.join(date.iso for date in gate.expected)}")
        for fact in facts:
            console.print(Padding(Text(flat(fact)), (0, 0, 0, 2), expand=False))
        conditions = Table.grid(padding=(0, 1, 0, 0))
        for condition in gate.conditions:
            words = Text(condition.id, style="bold") + Text(flat(f": {condition.text}"))
            conditions.add_row(condition_words(finding, condition.id), words)
        console.print(Padding(conditions, (0, 0, 0, 4), expand=False))
        for note in finding.notes:
            console.print(Padding(Text(flat(note), style="dim"), (0, 0, 0, 2), expand=False))
        console.print()


def gate_words(finding: GateFinding) -> str:
    """``open``, ``not open``, or ``cannot be told``."""
    if finding.open is None:
        return "cannot be told"
    return "open" if finding.open else "not open"


def condition_words(finding: GateFinding, condition: str) -> str:
    """``met``, ``unmet`` or ``unknown``."""
    if condition in finding.met:
        return "met"
    return "unmet" if condition in finding.blocked_by else "unknown"
