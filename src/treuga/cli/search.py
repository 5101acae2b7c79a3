"""``treuga search``: words in statements or reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from treuga.cli.options import case_option, debug_option, format_option

if TYPE_CHECKING:
    from treuga.ledger import SearchHit


@click.command("search", short_help="Find words in what was said, or in the reports.")
@click.argument("query", nargs=-1, required=True)
@click.option("--reports", is_flag=True, help="Look in whole reports, not only in what is attributed to someone.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=20, show_default=True, help="How many at most.")
@format_option(("text", "json"), default="text")
@case_option
@debug_option
def command(*, query: tuple[str, ...], reports: bool, limit: int, form: str, case_dir: str | None) -> None:
    """Find words in what was said, or in whole reports; every hit with its report and offsets.

    All words must occur, in any inflection. "Words in quotation marks" are a phrase; prison* stands for all words that
    begin so.
    """
    from treuga.case import Case
    from treuga.cli import console
    from treuga.ledger import Ledger

    with Ledger(Case.find(case_dir).ledger) as ledger:
        hits = [_record(hit) for hit in ledger.search(" ".join(query), "reports" if reports else "statements", limit)]
    if form == "json":
        console.print_json(hits)
        return
    for hit in hits:
        place = f"{hit['report']}, characters {hit['start']}-{hit['end']}"
        facts = (place, hit["outlet"] or "outlet unknown", hit["published"] or "undated")
        console.print_line(f"“{hit['text']}”")
        console.print_line("; ".join(facts), indent=2, style="dim")
    click.echo(f"{len(hits)} found" if hits else "Nothing found.")


def _record(hit: SearchHit) -> dict[str, Any]:
    return {
        "report": hit.name,
        "start": hit.snippet.start,
        "end": hit.snippet.end,
        "text": hit.snippet.text,
        "matches": [{"start": span.start, "end": span.end, "text": span.text} for span in hit.matches],
        "outlet": hit.outlet,
        "published": hit.published.iso if hit.published else None,
        "title": hit.title,
    }
