"""``treuga brief``: one self-contained document."""

from __future__ import annotations

from typing import Literal

import click

from treuga.cli.options import agreement_argument, as_of_option, case_option, dates, debug_option, known_at_option


@click.command("brief", short_help="Write one self-contained document (HTML or Markdown).")
@agreement_argument
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(dir_okay=False),
    help="Where it goes: .html or .md; '-' is standard output. Left out: AGREEMENT.html in this folder.",
)
@click.option("--format", "form", type=click.Choice(["html", "md"]), help="Left out: by the file's name, else html.")
@as_of_option
@known_at_option
@case_option
@debug_option
def command(
    *,
    agreement: str,
    output: str | None,
    form: Literal["html", "md"] | None,
    as_of: str | None,
    known_at: str | None,
    case_dir: str | None,
) -> None:
    """Write the brief on an AGREEMENT: board, deadlines, disputes, gates, and every sentence they rest on."""
    from pathlib import Path

    from treuga.assemble import Watch
    from treuga.case import Case
    from treuga.cli.console import say, write_file
    from treuga.publish import brief

    when, known = dates(as_of, known_at)
    case = Case.find(case_dir)
    with Watch(case) as watch:
        board = watch.board(watch.agreement(agreement), when, known)
    target = Path(output) if output else Path(f"{board.agreement.id}.{form or 'html'}")
    chosen: Literal["html", "md"] = form or ("md" if target.suffix.lower() in {".md", ".markdown"} else "html")
    text = brief(board, format=chosen, case=case.settings.name)
    if output == "-":
        click.echo(text, nl=not text.endswith("\n"))
        return
    write_file(target, text)
    say(f"Wrote {target}")
