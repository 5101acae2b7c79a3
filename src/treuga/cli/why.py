"""``treuga why``: the sentences behind a state."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from treuga.cli.options import (
    agreement_argument,
    as_of_option,
    case_option,
    dates,
    debug_option,
    format_option,
    known_at_option,
)

if TYPE_CHECKING:
    from rich.console import Console

    from treuga.assemble import Watch
    from treuga.model import Finding, Weighed

_HEADINGS = {
    "for": "For: that it was done, or is kept",
    "against": "Against: that it was not done, or is broken",
    "neither": "Heard, and neither for nor against",
}


_VERBS = {"asserts": "says", "denies": "denies", "retracts": "takes back"}
_CLAIMS = {
    "fulfilled": "was done, or is kept",
    "breached": "is broken",
    "outstanding": "is still to be done",
    "intended": "will be done",
    "released": "is no longer owed",
    "suspended": "is suspended",
}


@click.command("why", short_help="Show the sentences behind a state.")
@agreement_argument
@click.argument("commitment")
@as_of_option
@known_at_option
@format_option(("text", "json"), default="text")
@case_option
@debug_option
def command(
    *, agreement: str, commitment: str, as_of: str | None, known_at: str | None, form: str, case_dir: str | None
) -> None:
    """Show the sentences that make the state of a COMMITMENT, with whose word they are and why they count."""
    from treuga.assemble import Watch
    from treuga.case import Case
    from treuga.cli import console
    from treuga.records import finding_record

    when, known = dates(as_of, known_at)
    with Watch(Case.find(case_dir)) as watch:
        finding = watch.finding(watch.agreement(agreement), commitment, when, known)
        if form == "json":
            console.print_json(finding_record(finding))
        else:
            print_why(console.console(), finding, watch)


def print_why(out: Console, finding: Finding, watch: Watch) -> None:
    """The state, who owes what to whom, then the evidence for and against, and what would change it."""
    from treuga.cli.boardview import coverage_lines

    _print_head(out, finding, watch)
    for side, heading in _HEADINGS.items():
        _print_evidence(out, heading, [weighed for weighed in finding.evidence if weighed.side == side], watch)
    if not finding.evidence:
        _line(out, "No report that was read speaks of it.")
        out.print()
    _print_list(out, "Note", finding.notes)
    _print_list(out, "What would change it", finding.would_change)
    for line in coverage_lines(watch.coverage(finding.as_of, finding.known_at), finding.as_of):
        _line(out, line, style="dim")


def _print_head(out: Console, finding: Finding, watch: Watch) -> None:
    from treuga.cli import boardview

    commitment = finding.commitment
    _line(out, f"{finding.agreement}/{commitment.id}", style="bold")
    _line(out, commitment.title)
    standing = (boardview.state_words(finding), boardview.schedule_words(finding), _class(finding))
    _line(out, "; ".join(standing), style="bold")
    if finding.readings[0] != finding.readings[1]:
        _line(out, f"The debtor's reading: {finding.readings[0]}. The creditor's: {finding.readings[1]}.")
    _line(out, boardview.date_words(finding.as_of, finding.known_at).capitalize() + ".", style="dim")
    out.print()
    names = {key: ", ".join(watch.name(p) for p in getattr(commitment, key)) for key in ("debtor", "creditor")}
    performer = ", ".join(watch.name(p) for p in commitment.performer)
    done_by = f", to be done by {performer}" if performer else ""
    _line(out, f"Owed by {names['debtor'] or 'nobody named'} to {names['creditor'] or 'nobody named'}{done_by}:")
    _line(out, commitment.consequent, indent=2)
    basis = {"asserted": "Not in the published text: others say that it was promised."}.get(commitment.basis)
    if basis:
        _line(out, basis, indent=2)
    out.print()


def _class(finding: Finding) -> str:
    return "no evidence" if finding.evidence_class == "none" else f"evidence: {finding.evidence_class}"


def _print_evidence(out: Console, heading: str, evidence: list[Weighed], watch: Watch) -> None:
    if not evidence:
        return
    _line(out, heading, style="bold")
    for weighed in evidence:
        _print_one(out, weighed, watch)
    out.print()


def _print_one(out: Console, weighed: Weighed, watch: Watch) -> None:
    evidence, span = weighed.evidence, weighed.evidence.spans[0]
    out.print()
    _line(out, f"“{span.text}”", indent=2)
    date = evidence.t_known.iso if evidence.t_known else "undated"
    place = f"{evidence.report_name}, characters {span.start}-{span.end}"
    _line(out, "; ".join(filter(None, (place, evidence.outlet or "outlet unknown", date))), indent=4, style="dim")
    said = f"{_VERBS[evidence.stance]} that it {_CLAIMS.get(evidence.claim, f'is {evidence.claim}')}"
    _line(out, f"{_speaker(weighed, watch)} {said}. Standing: {evidence.standing}.", indent=4)
    counted = f"Counts, weight {weighed.weight}" if weighed.counted else f"Does not count, weight {weighed.weight}"
    _line(out, f"{counted}: {weighed.why}" if weighed.why else counted, indent=4)
    for note in evidence.notes:
        _line(out, note, indent=4, style="dim")


def _speaker(weighed: Weighed, watch: Watch) -> str:
    """Who says it, in the words of the report where those are no name, and for whom."""
    evidence = weighed.evidence
    words, party = evidence.speaker.span.text, evidence.speaker.party
    if not (words or party):
        return "The report itself"
    name = watch.name(party) if party else f"“{words}” (not identified)"
    if party and words and words.casefold() not in name.casefold():
        name += f" (“{words}”)"
    speaks_for = watch.name(evidence.witness) if evidence.witness not in {"", party} else ""
    return f"{name}, for {speaks_for}," if speaks_for and party else name


def _print_list(out: Console, heading: str, lines: Iterable[str]) -> None:
    from treuga.cli.console import print_items

    lines = list(lines)
    if not lines:
        return
    _line(out, heading, style="bold")
    print_items(lines, out)
    out.print()


def _line(out: Console, words: str, *, indent: int = 0, style: str = "") -> None:
    from treuga.cli.console import print_line

    print_line(words, indent=indent, style=style, out=out)
