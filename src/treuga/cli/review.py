"""``treuga review``: people decide on links and breaches; what they decide is kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

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
    from collections.abc import Sequence

    from treuga.ledger import Review
    from treuga.ledger.reviews import Verdict
    from treuga.model import Evidence

_SAYS = {
    "accept": "link accepted",
    "amend": "link amended",
    "reject": "link rejected",
    "confirm": "breach confirmed",
    "withhold": "withheld",
}


def _signed(command: Callable[..., Any]) -> Callable[..., Any]:
    """Options that every review needs: who and why."""
    why = click.option("--why", "reason", metavar="WORDS", required=True, help="The reason, which is kept and shown.")
    who = click.option(
        "--by",
        "reviewer",
        metavar="NAME",
        envvar="TREUGA_REVIEWER",
        required=True,
        help="Who decides; else TREUGA_REVIEWER.",
    )
    return who(why(command))


@click.group("review", short_help="Accept, amend or reject links, confirm or withhold breaches.")
def command() -> None:
    """Decide on what Treuga found: accept, amend or reject a link, confirm or withhold a breach.

    Every decision is kept with who, when and why, and stays when reports are read or linked again. A later decision on
    the same overrules an earlier one; nothing is removed.
    """


@command.command("links")
@agreement_argument
@click.argument("commitment", required=False)
@click.option("--open", "only_open", is_flag=True, help="Only links that nobody has decided on.")
@format_option(("table", "json", "csv"))
@case_option
@debug_option
def links(*, agreement: str, commitment: str | None, only_open: bool, form: str, case_dir: str | None) -> None:
    """List the links of an AGREEMENT, or of one COMMITMENT, with their ids and what was decided on them."""
    from treuga.assemble import Watch
    from treuga.case import Case
    from treuga.cli import console

    with Watch(Case.find(case_dir)) as watch:
        found = watch.agreement(agreement)
        reviews = watch.reviews(found)
        records = [_link_record(link, reviews) for link in _chosen(watch.links(found), commitment)]
    records = [record for record in records if not (only_open and record["verdict"])]
    if form == "json":
        console.print_json(records)
    elif form == "csv":
        console.print_csv(records)
    else:
        for record in records:
            _print_link(record)
        click.echo(f"{len(records)} {'link' if len(records) == 1 else 'links'}")


def _chosen(links: Sequence[Evidence], commitment: str | None) -> list[Evidence]:
    return [e for e in links if commitment is None or e.subject == f"commitment:{commitment}"]


def _link_record(link: Evidence, reviews: Sequence[Review]) -> dict[str, Any]:
    from treuga.records import quotation

    last = _last(link, reviews)
    return {
        "id": link.id,
        "subject": link.subject,
        "claim": link.claim,
        "stance": link.stance,
        **quotation(link),
        "linked_by": link.linked_by,
        "verdict": last.verdict if last else "",
        "reviewer": last.reviewer if last else "",
        "reviewed": last.reviewed.isoformat() if last else "",
        "reason": last.reason if last else "",
        "corrections": _corrections(last) if last else "",
    }


def _corrections(review: Review) -> str:
    return "; ".join(f"{field}: {value or 'unknown'}" for field, value in review.corrections)


def _last(link: Evidence, reviews: Sequence[Review]) -> Review | None:
    from treuga.monitor.review import is_about

    given = [review for review in reviews if review.verdict in ("accept", "amend", "reject") and is_about(review, link)]
    return given[-1] if given else None


def _print_link(record: dict[str, Any]) -> None:
    from treuga.cli.console import print_line

    print_line(f"{record['id']}  {record['subject']}: {record['stance']} {record['claim']}", style="bold")
    print_line(f"“{record['text']}”", indent=2)
    place = f"{record['report']}, characters {record['start']}-{record['end']}"
    facts = (place, record["speaker"], f"matched by: {record['linked_by']}")
    print_line("; ".join(filter(None, facts)), indent=4, style="dim")
    if record["verdict"]:
        print_line(f"{record['verdict']} by {record['reviewer']}, {record['reviewed']}: {record['reason']}", indent=4)
        if record["corrections"]:
            print_line(f"amended to {record['corrections']}", indent=4)


@command.command("accept")
@agreement_argument
@click.argument("evidence")
@_signed
@case_option
@debug_option
def accept(**given: Any) -> None:
    """Accept a link: it stays evidence, also when later rules no longer find it."""
    _review_link("accept", **given)


@command.command("reject")
@agreement_argument
@click.argument("evidence")
@_signed
@case_option
@debug_option
def reject(**given: Any) -> None:
    """Reject a link: what it says is no evidence on its subject."""
    _review_link("reject", **given)


@command.command("amend")
@agreement_argument
@click.argument("evidence")
@click.option("--commitment", metavar="ID", default="", help="It is about that commitment.")
@click.option(
    "--claim",
    metavar="CLAIM",
    default="",
    help="It says: fulfilled, breached, outstanding, intended, released or suspended.",
)
@click.option("--stance", metavar="STANCE", default="", help="And: asserts, denies or retracts it.")
@click.option("--happened", metavar="DATE", default="", help="It happened on that day, month or year; or 'unknown'.")
@click.option("--witness", metavar="PARTY", default="", help="That party says it.")
@_signed
@case_option
@debug_option
def amend(
    *,
    agreement: str,
    evidence: str,
    commitment: str,
    reviewer: str,
    reason: str,
    case_dir: str | None,
    **corrected: str,
) -> None:
    """Amend a link: the passage stays, and what it is evidence of is what you say. The original is shown beside it."""
    from treuga.assemble import Watch
    from treuga.case import Case
    from treuga.monitor.correct import corrections
    from treuga.monitor.review import Signature, pick_link, review_of_correction

    wanted: Any = {"subject": commitment, **corrected}
    with Watch(Case.find(case_dir)) as watch:
        found = watch.agreement(agreement)
        link = pick_link(watch.links(found), evidence)
        changes = corrections(found, link, wanted, watch.registry)
        review = review_of_correction(link, changes, Signature(reviewer, reason, dt.date.today()))
        watch.add_review(review)
    _kept(review)


def _review_link(
    verdict: Verdict, *, agreement: str, evidence: str, reviewer: str, reason: str, case_dir: str | None
) -> None:
    from treuga.assemble import Watch
    from treuga.case import Case
    from treuga.monitor.review import Signature, pick_link, review_of_link

    with Watch(Case.find(case_dir)) as watch:
        link = pick_link(watch.links(watch.agreement(agreement)), evidence)
        review = review_of_link(link, verdict, Signature(reviewer, reason, dt.date.today()))
        watch.add_review(review)
    _kept(review)


def _kept(review: Review) -> None:
    from treuga.cli.console import plain

    click.echo(plain(f"Kept: {review.agreement}, {review.subject}: {_SAYS[review.verdict]} by {review.reviewer}."))


@command.command("confirm")
@agreement_argument
@click.argument("commitment")
@as_of_option
@known_at_option
@_signed
@case_option
@debug_option
def confirm(**given: Any) -> None:
    """Confirm the breach of a COMMITMENT that the evidence indicates."""
    _review_breach("confirm", **given)


@command.command("withhold")
@agreement_argument
@click.argument("commitment")
@as_of_option
@known_at_option
@_signed
@case_option
@debug_option
def withhold(**given: Any) -> None:
    """Withhold the breach of a COMMITMENT: it was looked at, and stays indicated only."""
    _review_breach("withhold", **given)


def _review_breach(
    verdict: Verdict,
    *,
    agreement: str,
    commitment: str,
    as_of: str | None,
    known_at: str | None,
    reviewer: str,
    reason: str,
    case_dir: str | None,
) -> None:
    from treuga.assemble import Watch
    from treuga.case import Case
    from treuga.monitor.review import Signature, review_of_breach

    when, known = dates(as_of, known_at)
    with Watch(Case.find(case_dir)) as watch:
        finding = watch.finding(watch.agreement(agreement), commitment, when, known)
        who = Signature(reviewer, reason, dt.date.today())
        review = review_of_breach(finding, verdict, who, {report.id for report in watch.listed})
        watch.add_review(review)
    _kept(review)


@command.command("log")
@agreement_argument
@format_option(("table", "json", "csv"))
@case_option
@debug_option
def log(*, agreement: str, form: str, case_dir: str | None) -> None:
    """Show what was decided on an AGREEMENT: who, when, why, in the order in which it was given."""
    from treuga.assemble import Watch
    from treuga.case import Case
    from treuga.cli import console

    with Watch(Case.find(case_dir)) as watch:
        names = {report.id: report.name for report in watch.listed}
        records = [_review_record(review, names) for review in watch.reviews(watch.agreement(agreement))]
    if form == "json":
        console.print_json(records)
    elif form == "csv":
        console.print_csv(records)
    else:
        for record in records:
            head = f"{record['reviewed']}  {record['subject']}: {record['verdict']}, by {record['reviewer']}"
            console.print_line(head, style="bold")
            console.print_line("; ".join(filter(None, (record["reason"], record["corrections"]))), indent=2)
            console.print_line(record["places"], indent=4, style="dim")
        click.echo(f"{len(records)} {'review' if len(records) == 1 else 'reviews'}")


def _review_record(review: Review, names: dict[str, str]) -> dict[str, Any]:
    places = (f"{names[place.report]}:{place.start}-{place.end}" for place in review.places)
    return {
        "reviewed": review.reviewed.isoformat(),
        "reviewer": review.reviewer,
        "agreement": review.agreement,
        "subject": review.subject,
        "verdict": review.verdict,
        "reason": review.reason,
        "corrections": _corrections(review),
        "places": "; ".join(places),
    }


@command.command("walk")
@agreement_argument
@click.argument("commitment", required=False)
@click.option(
    "--by",
    "reviewer",
    metavar="NAME",
    envvar="TREUGA_REVIEWER",
    required=True,
    help="Who decides; else TREUGA_REVIEWER.",
)
@case_option
@debug_option
def walk(*, agreement: str, commitment: str | None, reviewer: str, case_dir: str | None) -> None:
    """Go through the links that nobody has decided on, one by one, at the terminal."""
    from treuga.assemble import Watch
    from treuga.case import Case
    from treuga.monitor.review import Signature, review_of_link

    with Watch(Case.find(case_dir)) as watch:
        found = watch.agreement(agreement)
        ahead = [e for e in _chosen(watch.links(found), commitment) if _last(e, watch.reviews(found)) is None]
        for number, link in enumerate(ahead, 1):
            click.echo(f"{number} of {len(ahead)}")
            _print_link(_link_record(link, ()))
            answer = click.prompt("accept, reject, skip or quit", type=click.Choice(("a", "r", "s", "q")), default="s")
            if answer == "q":
                return
            if answer == "s":
                continue
            reason = click.prompt("Why")
            verdict: Verdict = "accept" if answer == "a" else "reject"
            review = review_of_link(link, verdict, Signature(reviewer, reason, dt.date.today()))
            watch.add_review(review)
            _kept(review)
        click.echo("That was the last one." if ahead else "Every link was decided on, or there is none.")
