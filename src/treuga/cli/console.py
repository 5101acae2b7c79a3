"""Writing to terminals and pipes: safely, in words, within the width that there is.

Report text is hostile until shown otherwise. `plain` takes out what could steer a terminal or disguise a line, and
every text that stems from a report, a file name or an agreement goes through it on its way out.
"""

from __future__ import annotations

import csv
import io
import json
import os
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from treuga.cli import codes
from treuga.errors import CaseError

if TYPE_CHECKING:
    from rich.console import Console

#: Cells that begin with one of these would be taken for a formula by a spreadsheet program.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")

_STEERING = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def plain(text: str, *, lines: bool = False) -> str:
    """Text without control characters, escape sequences and invisible direction marks.

    Args:
        text: any text.
        lines: keep line breaks; else they become spaces.
    """
    kept = []
    for c in text:
        if c in "\n\t":
            kept.append("\n" if lines and c == "\n" else " ")
        elif c == "\r":
            kept.append("" if lines else " ")
        elif unicodedata.category(c) in {"Cc", "Zl", "Zp"}:
            kept.append(" ")
        elif unicodedata.category(c) in {"Cf", "Cs"} and c not in "\u200c\u200d":
            continue  # joiners stay: Persian and Dari are spelt with them
        else:
            kept.append(c)
    return "".join(kept)


def flat(text: str) -> str:
    """`plain` text on one line, with single spaces."""
    return " ".join(plain(text).split())


def console(*, stderr: bool = False) -> Console:
    """A rich console that takes no markup, and no colour where nobody sees it."""
    from rich.console import Console

    return Console(
        file=sys.stderr if stderr else sys.stdout,
        markup=False,
        highlight=False,
        emoji=False,
        soft_wrap=False,
        width=_width(),
    )


def _width() -> int | None:
    # A pipe has no width: 80 columns, unless COLUMNS says otherwise. Very wide terminals make lines hard to read.
    import shutil

    if "COLUMNS" in os.environ or sys.stdout.isatty():
        return max(40, min(shutil.get_terminal_size((80, 24)).columns, 160))
    return 80


def print_json(value: Any) -> None:
    """Write a value as indented JSON, in UTF-8."""
    click.echo(json_text(value, indent=2))


def json_text(value: Any, *, indent: int | None = None) -> str:
    """JSON in which characters that could steer a terminal are written as escapes; it reads back the same."""
    text = json.dumps(value, ensure_ascii=False, indent=indent, default=str)
    if text.isascii():
        return text
    return "".join(_escaped(c) if ord(c) > 126 and unicodedata.category(c) in _STEERING else c for c in text)


def _escaped(c: str) -> str:
    return "".join(f"\\u{unit:04x}" for unit in memoryview(c.encode("utf-16-le", "surrogatepass")).cast("H"))


def print_csv(rows: Sequence[dict[str, Any]]) -> None:
    """Write flat rows as CSV that no spreadsheet program takes for formulas."""
    click.echo(csv_text(rows), nl=False)


def csv_text(rows: Sequence[dict[str, Any]]) -> str:
    """Flat rows as CSV with a heading; no rows give no text."""
    out = io.StringIO()
    if rows:
        writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows({key: cell(value) for key, value in row.items()} for row in rows)
    return out.getvalue()


def cell(value: Any) -> Any:
    """One CSV cell: text that would be a formula gets a leading apostrophe; numbers and dates stay."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        value = plain(value, lines=True)
        return "'" + value if value.startswith(_FORMULA) else value
    return value


def print_rows(columns: Sequence[str], rows: Iterable[Sequence[str]], *, whole: Sequence[str] = ()) -> None:
    """A plain table that wraps inside its cells, but not in the columns ``whole``; nothing where there are no rows."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for name in columns:
        table.add_column(name, overflow="fold", no_wrap=name in whole)
    for row in rows:
        table.add_row(*(Text(flat(value)) for value in row))
    if table.rows:
        console().print(table)


def print_line(words: str, *, indent: int = 0, style: str = "", out: Console | None = None) -> None:
    """A paragraph of plain words that wraps and keeps its indentation."""
    from rich.padding import Padding
    from rich.text import Text

    (out or console()).print(Padding(Text(flat(words), style=style), (0, 0, 0, indent), expand=False))


def print_items(lines: Iterable[str], out: Console) -> None:
    """A list with a dash before each item, whose further lines stand below its first word."""
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 1, 0, 0))
    for line in lines:
        grid.add_row("-", Text(flat(line)))
    out.print(Padding(grid, (0, 0, 0, 2), expand=False))


def say(message: str = "") -> None:
    """A line for the person at the terminal, on stderr, so that stdout stays data."""
    click.echo(plain(message, lines=True), err=True)


def write_file(path: Path, text: str) -> None:
    """Write a whole file or leave the old one: never half of it.

    Raises:
        CaseError: it cannot be written.
    """
    import tempfile

    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:50]}.", suffix=".part")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
            mask = os.umask(0)
            os.umask(mask)
            Path(name).chmod(0o666 & ~mask)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise CaseError(codes.NOT_WRITTEN, f"the file cannot be written: {error.strerror}", where=str(path)) from None
