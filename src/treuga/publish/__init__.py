"""Publishing: a board as one document that needs nothing else, in HTML or Markdown.

>>> from treuga.publish import brief, write
>>> page = brief(board)                                                       # doctest: +SKIP
>>> write(board, "brief.md")                                                  # doctest: +SKIP

Every sentence that claims something leads to the passage that it rests on, in the same file. The document holds no
script, loads nothing, and is the same whenever it is made from the same board.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from treuga.errors import PublishError
from treuga.publish import codes

if TYPE_CHECKING:
    from treuga.board import Board

Format = Literal["html", "md"]

_SUFFIXES: dict[str, Format] = {".html": "html", ".htm": "html", ".md": "md", ".markdown": "md"}

__all__ = ["Format", "brief", "format_of", "write"]


def brief(board: Board, *, format: Format = "html", case: str = "") -> str:
    """The brief on a board, as one self-contained document.

    Args:
        board: where an agreement stands, as `treuga.api.make_board` gives it.
        format: ``html``, or ``md`` for Markdown with footnotes.
        case: the name of the case, to stand above the title.

    Raises:
        PublishError: there is no such format (TR702), or a quotation is not what its report says (TR703).
    """
    if format not in get_args(Format):
        raise PublishError(codes.UNKNOWN_FORMAT, f"'{format}' is no format of a brief")
    from treuga.publish import render
    from treuga.publish.view import view

    made = view(board, case=case)
    return render.html(made) if format == "html" else render.markdown(made)


def format_of(path: str | os.PathLike[str]) -> Format:
    """The format that a file's name asks for.

    Raises:
        PublishError: its ending is none that a brief can have (TR702).
    """
    suffix = Path(path).suffix
    found = _SUFFIXES.get(suffix.lower())
    if found is None:
        what = f"'{suffix}' is no format of a brief" if suffix else "the file's name does not say which format it has"
        raise PublishError(codes.UNKNOWN_FORMAT, what, where=str(path))
    return found


def write(board: Board, path: str | os.PathLike[str], *, format: Format | None = None) -> Path:
    """Write the brief to a file: the whole of it, or nothing.

    Args:
        board: where an agreement stands.
        path: the file; what it held is replaced.
        format: left out, the file's name tells.

    Returns:
        The path.

    Raises:
        PublishError: it cannot be written (TR701), or as `brief` and `format_of`.
    """
    target = Path(path)
    text = brief(board, format=format or format_of(target))
    try:
        _replace(target, text)
    except OSError as error:
        raise PublishError(
            codes.NOT_WRITTEN, f"the brief cannot be written: {error.strerror}", where=str(path)
        ) from None
    return target


def _replace(target: Path, text: str) -> None:
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".brief-", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        mask = os.umask(0)
        os.umask(mask)
        part.chmod(0o666 & ~mask)  # mkstemp lets nobody else read it; a brief is as readable as any new file
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
