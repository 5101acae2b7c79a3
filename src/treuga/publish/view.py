"""From a board to the view of a brief: every section, made once, for every format."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from treuga.board import Board
from treuga.publish import words
from treuga.publish.desk import Desk
from treuga.publish.pieces import BriefView, PictureView
from treuga.publish.rows import board_rows, deadlines
from treuga.publish.sources import coverage, passages, sources
from treuga.publish.summary import summary, tally
from treuga.publish.talk import disputes, gate_views, speakers


def view(board: Board, *, case: str = "") -> BriefView:
    """All that a brief says.

    Raises:
        PublishError: a quotation is not what its report says at that place (TR703).
    """
    desk = Desk(board)
    # In the order of the document, so that a passage's links back stand in that order too.
    opening = summary(desk)
    rows, shared = board_rows(desk)
    ahead, passed, undated = deadlines(desk)
    gates = gate_views(desk)
    own, follow_on, unborne = disputes(desk)
    spoken = speakers(desk)
    used, unused = sources(desk)
    agreement = board.agreement
    return BriefView(
        title=agreement.title,
        case=case,
        as_of=words.day(board.as_of),
        known_at="all reports read, of any date" if board.hindsight else words.day(board.known_at),
        signed=words.day(agreement.signed),
        tally=tally(desk),
        summary=opening,
        rows=rows,
        shared_notes=shared,
        ahead=ahead,
        passed=passed,
        undated=undated,
        gates=gates,
        disputes=own,
        follow_on=follow_on,
        unborne=unborne,
        speakers=spoken,
        sources=used,
        unused=unused,
        coverage=coverage(desk),
        passages=passages(desk, used),
        colophon=_colophon(board),
        symbols=dict(words.SYMBOLS),
        pictures=tuple(PictureView.of(one) for one in board.pictures),
    )


def _colophon(board: Board) -> str:
    try:
        maker = f"Treuga {version('treuga')}"
    except PackageNotFoundError:  # run from a source tree that was never installed
        maker = "Treuga"
    return f"Made by {maker} from the agreement file {board.agreement.id}, fingerprint {board.agreement.digest[:16]}…"
