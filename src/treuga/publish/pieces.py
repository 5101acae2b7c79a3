"""What a brief is made of: lines of words, quotations and links, the same for every format."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from treuga.board import Picture


@dataclass(frozen=True, slots=True)
class Cite:
    """A link to a passage.

    Attributes:
        number: of the passage.
        anchor: the link's own id, so that the passage leads back to it.
    """

    kind: ClassVar[str] = "cite"
    number: int
    anchor: str


@dataclass(frozen=True, slots=True)
class Jump:
    """A link to another place of the brief."""

    kind: ClassVar[str] = "jump"
    target: str
    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a report, ``text[start:end]`` of its canonical text; ``cut`` where the passage goes on."""

    kind: ClassVar[str] = "quote"
    report: str
    start: int
    end: int
    text: str
    cut: bool = False


Piece = str | Cite | Jump | Quote
Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that somebody said of a commitment, gate or condition.

    Attributes:
        date: in words.
        about: what it was said of, and what it says of it.
        verdict: whether it counts, and with which weight; empty where that is told elsewhere.
        remark: why, in words; likewise.
    """

    date: str
    voice: str
    act: str
    about: Line
    quote: Quote
    cite: Cite
    verdict: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A commitment on the board; cells are lines, one under the other."""

    anchor: str
    title: str
    owed: str
    basis: str
    state: str
    symbol: str
    readings: tuple[str, ...]
    schedule: str
    debtor: tuple[Line, ...]
    creditor: tuple[Line, ...]
    others: tuple[Line, ...]
    evidence: Line
    notes: tuple[str, ...] = ()
    note_cites: Line = ()


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day on which something is due; ``days`` from the day that is asked about, negative where it has passed."""

    date: str
    iso: str
    days: int
    distance: str
    what: Jump
    who: str
    state: str
    symbol: str
    standing: Line
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ConditionView:
    """A condition of a gate, with the sentences that make it so."""

    text: Line
    answer: str
    symbol: str
    said: tuple[Said, ...]
    also: Line = ()


@dataclass(frozen=True, slots=True)
class GateView:
    """A decision that waits."""

    anchor: str
    title: str
    agreement: str
    decider: str
    answer: str
    symbol: str
    verdict: Line
    expected: str
    conditions: tuple[ConditionView, ...]
    said: tuple[Said, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadingView:
    """One side's reading of a disputed commitment, and what bears it out."""

    side: str
    parties: str
    state: str
    symbol: str
    said: tuple[Said, ...]
    also: Line = ()


@dataclass(frozen=True, slots=True)
class Dispute:
    """Two readings side by side, or one claim that nobody bears out."""

    title: Jump
    lead: Line
    readings: tuple[ReadingView, ...]
    settle: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Speakers:
    """What one party said, newest first."""

    party: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A report that was used."""

    anchor: str
    title: str
    name: str
    outlet: str
    date: str
    grade: str
    url: str
    cites: Line
    notes: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class PassageView:
    """A quotation in its paragraph, with all that is known of it."""

    anchor: str
    number: int
    before: str
    quote: Quote
    after: str
    source: str
    title: str
    outlet: str
    date: str
    name: str
    place: str
    speaker: str
    standing: str
    bears: tuple[str, ...]
    notes: tuple[str, ...]
    cited: tuple[Jump, ...]


@dataclass(frozen=True, slots=True)
class PictureView:
    """A measure with its chart, which stands in the page as an image: nothing in it can come alive."""

    picture: Picture
    address: str

    @classmethod
    def of(cls, picture: Picture) -> PictureView:
        """The chart as an address that holds it."""
        import base64

        data = base64.b64encode(picture.svg.encode()).decode()
        return cls(picture, f"data:image/svg+xml;base64,{data}" if data else "")


@dataclass(frozen=True, slots=True)
class BriefView:
    """The whole brief, ready for a template."""

    title: str
    as_of: str
    known_at: str
    signed: str
    tally: tuple[tuple[str, str, int], ...]
    summary: tuple[Line, ...]
    rows: tuple[Row, ...]
    shared_notes: tuple[Line, ...]
    ahead: tuple[Deadline, ...]
    passed: tuple[Deadline, ...]
    undated: Line
    gates: tuple[GateView, ...]
    disputes: tuple[Dispute, ...]
    follow_on: Line
    unborne: tuple[Dispute, ...]
    speakers: tuple[Speakers, ...]
    sources: tuple[Source, ...]
    unused: tuple[str, ...]
    coverage: tuple[Line, ...]
    passages: tuple[PassageView, ...]
    colophon: str
    symbols: dict[str, str] = field(default_factory=dict)
    pictures: tuple[PictureView, ...] = ()
    case: str = ""
