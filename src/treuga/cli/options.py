"""Options and arguments that several verbs share, and the dates that users give."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

import click
from click.shell_completion import CompletionItem

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def _complete_agreement(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    from treuga.agreements import library

    return [CompletionItem(name) for name in sorted(library()) if name.startswith(incomplete)]


case_option: Decorator = click.option(
    "--case",
    "case_dir",
    metavar="DIR",
    type=click.Path(),
    help="The case folder; else TREUGA_CASE, else this folder or the nearest case above it.",
)

agreement_argument: Decorator = click.argument("agreement", shell_complete=_complete_agreement)

as_of_option: Decorator = click.option(
    "--as-of", metavar="DATE", help="The day that is asked about: 2021-02-16, or 2021-02 for its last day. Today."
)

known_at_option: Decorator = click.option(
    "--known-at",
    metavar="DATE",
    help="Use only reports that were out by this day. Left out: all reports, with hindsight.",
)

debug_option: Decorator = click.option(
    "--debug", is_flag=True, expose_value=False, hidden=True, help="Print the traceback of an error."
)


def format_option(choices: Sequence[str], default: str = "table") -> Decorator:
    """``--format`` with these choices."""
    return click.option(
        "--format", "form", type=click.Choice(choices), default=default, show_default=True, help="How to print it."
    )


def dates(as_of: str | None, known_at: str | None) -> tuple[dt.date, dt.date]:
    """The days that ``--as-of`` and ``--known-at`` mean; today, and no limit, where they are left out."""
    from treuga.assemble import day

    return day(as_of, dt.date.today()), day(known_at, dt.date.max)
