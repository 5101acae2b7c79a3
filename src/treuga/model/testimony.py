"""Reports and what they say.

Every quotation is a `Span` on the canonical text of a `Report`: ``report.text[span.start:span.end] == span.text``,
offsets in characters (Python string indices). Dates that are known to a month or a year only stay so: `PartialDate`
(EDTF level 0, ISO 8601-2:2019). This module imports nothing of Treuga.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal

Act = Literal[
    "demand", "commitment", "condition", "announcement", "claim", "accusation",
    "denial", "warning", "expectation", "assessment", "refusal",
]  # fmt: skip
Form = Literal["direct", "mixed", "indirect"]
Fidelity = Literal["verbatim", "translated", "back-translated", "paraphrase"]
Factuality = Literal["happened", "ongoing", "planned", "demanded", "conditional", "possible"]
Precision = Literal["day", "month", "year"]
Tense = Literal["past", "present", "future", ""]

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?\Z", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A calendar date known to the day, the month or the year.

    Args:
        iso: ``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY``.

    Raises:
        ValueError: not such a date, or no such day.
    """

    iso: str

    def __post_init__(self) -> None:
        found = _PARTIAL.match(self.iso)
        if not found:
            raise ValueError(f"{self.iso!r} is no date of the form YYYY, YYYY-MM or YYYY-MM-DD")
        year, month, day = found.groups()
        dt.date(int(year), int(month or 1), int(day or 1))

    @classmethod
    def of(cls, value: dt.date | str | PartialDate) -> PartialDate:
        """Make one from a date, an ISO string, or another."""
        if isinstance(value, PartialDate):
            return value
        return cls(value if isinstance(value, str) else value.isoformat()[:10])

    @property
    def precision(self) -> Precision:
        """What the date is known to."""
        return {4: "year", 7: "month"}.get(len(self.iso), "day")  # type: ignore[return-value]

    @property
    def earliest(self) -> dt.date:
        """The first day that it can mean."""
        return dt.date.fromisoformat((self.iso + "-01-01")[:10])

    @property
    def latest(self) -> dt.date:
        """The last day that it can mean."""
        if self.precision == "day":
            return dt.date.fromisoformat(self.iso)
        year, month = (int(self.iso[:4]), int(self.iso[5:7] or 12))
        return dt.date(year, month, calendar.monthrange(year, month)[1])

    def __str__(self) -> str:
        return self.iso


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A passage of a report's canonical text, ``text[start:end]``."""

    start: int
    end: int
    text: str

    @classmethod
    def on(cls, text: str, start: int, end: int) -> Span:
        """The span from ``start`` to ``end`` of ``text``."""
        return cls(start, end, text[start:end])


@dataclass(frozen=True, slots=True)
class Furniture:
    """A stretch of page furniture: marked, kept, never quoted.

    ``kind`` says what gave it away, for example ``navigation``, ``form``, ``related``, ``sidebar``, ``advert``,
    ``control`` or ``byline``.
    """

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Report:
    """One thing that was published, and how we came by it.

    Attributes:
        id: SHA-256 of the original bytes, hexadecimal.
        name: base name of the file it came from.
        text: the canonical text. It never changes.
        outlet: who published it; empty where unknown.
        published: to the precision that is known; None where undated.
        dated_by: where the date comes from: ``metadata``, ``html``, ``text`` or ``none``.
        language: ISO 639-1 code.
        media_type: of the original, ``text/plain`` or ``text/html``.
        retrieved: the day it was read into Treuga.
        furniture: marked passages, ordered, not overlapping.
    """

    id: str
    name: str
    text: str
    outlet: str = ""
    published: PartialDate | None = None
    dated_by: str = "none"
    language: str = "en"
    url: str = ""
    note: str = ""
    title: str = ""
    media_type: str = "text/plain"
    retrieved: dt.date | None = None
    furniture: tuple[Furniture, ...] = ()


@dataclass(frozen=True, slots=True)
class Office:
    """A post, held by a person in a body from one date to another (either may be open)."""

    body: str
    title: str
    start: PartialDate | None = None
    end: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """A state, organisation, armed group, body or person.

    Attributes:
        id: kebab case of the common name, as in ``north-atlantic-council``.
        names: the common name first, then aliases and usual misspellings.
        kind: ``state``, ``government``, ``organisation``, ``armed-group``, ``body``, ``media``, ``person``, ``group``.
        part_of: the parties for which this one speaks (the Pentagon is part of the United States).
        allies: parties whose interest it shares.
        adjectives: demonyms and adjectives ("Afghan", "Americans").
        offices: for persons.
    """

    id: str
    names: tuple[str, ...]
    kind: str
    part_of: tuple[str, ...] = ()
    allies: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()
    gender: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """Words that name someone, and who that is: ``party`` is None where it could not be resolved."""

    span: Span
    party: str | None


@dataclass(frozen=True, slots=True)
class Mention:
    """A party or person named in the text (no pronouns)."""

    span: Span
    party: str


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A TIMEX3 (TimeML 1.2.1): ``type`` DATE, TIME, DURATION or SET; ``value`` ISO 8601 or a TimeML reference.

    Attributes:
        anchor: of a duration that is counted from something, the words for that: "the date of the agreement" (TIMEX3's
            ``beginPoint``, or ``endPoint`` where ``relation`` is ``before``).
        relation: where the time meant lies: that long ``after`` or ``before`` the anchor, or ``within`` that long after
            it; empty where there is no anchor.
    """

    span: Span
    type: str
    value: str
    anchor: Span | None = None
    relation: str = ""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what it counts. ``bound`` is ``exact``, ``at least``, ``at most`` or ``about``.

    Attributes:
        upper: the upper end of a range, of which ``value`` is the lower end.
        base: what a share is of ("the fighters", of 30%), or what a change is compared with ("last year").
        owner: whose they are ("our prisoners", "Taliban prisoners"); the party where the words name one.
        harm: what befell them, by a lemma: ``kill``, ``wound``, ``detain`` ...; empty where nothing is said.
        part_of: the quantity of which this is a part ("40 people, including 12 civilians"), by its span.
    """

    span: Span
    value: float
    unit: str
    bound: str = "exact"
    upper: float | None = None
    base: Span | None = None
    owner: Reference | None = None
    harm: str = ""
    part_of: Span | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A place named in the text, as a place and not as an actor.

    Attributes:
        id: in the gazetteer; of a country as in the party registry.
        kind: ``country``, ``region``, ``capital``, ``city``, ``camp``, ``crossing``, ``line`` ...
        country: ISO 3166-1 alpha-2; both codes with a slash where two states claim it.
    """

    span: Span
    id: str
    kind: str
    country: str


@dataclass(frozen=True, slots=True)
class Statement:
    """An attribution (PARC, PolNeAR): a source says a content, signalled by a cue.

    Attributes:
        said: when it was said, where the report tells; else the publication date bounds it.
        fidelity: ``verbatim`` where words are quoted, ``translated`` where the report gives signs that they were
            said in another language, ``back-translated`` where English words went through another language and back,
            ``paraphrase`` where nothing is quoted.
        topics: PA-X codes, and ``talks`` and ``violence``, of what the content is about.
        reason: what decided the act, to be shown ("modal 'must' with another party as subject").
        nested_in: position in the testimony of the statement that quotes this one.
        antecedent: the part of the content that names a condition ("if the guns fall silent").
        consequent: the part of the content that hangs on it.
        negated: whether its main clause is negated.
        hedge: the word that makes it less than certain ("may", "probably"), else empty.
        tense: of its main clause as it stands; empty where it has none ("to leave", a noun phrase).
    """

    speaker: Reference
    cue: Span
    content: Span
    act: Act
    form: Form
    addressees: tuple[Reference, ...] = ()
    said: PartialDate | None = None
    fidelity: Fidelity = "paraphrase"
    topics: tuple[str, ...] = ()
    reason: str = ""
    nested_in: int | None = None
    antecedent: Span | None = None
    consequent: Span | None = None
    negated: bool = False
    hedge: str = ""
    tense: Tense = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """One who takes part in an event, as PLOVER codes actors: words, identity, sector and country.

    Attributes:
        span: the words that name them ("Israeli soldiers").
        party: id where they are one that the registry knows; None for "protesters".
        sector: PLOVER sector code (``GOV``, ``MIL``, ``REB``, ``COP``, ``CVL`` ...), empty where it cannot be told.
        country: id of the state that they belong to, empty where it cannot be told.
    """

    span: Span
    party: str | None
    sector: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """What a clause, or an event noun, says of the world, in words that any agreement can be matched against.

    Attributes:
        span: the clause.
        predicate: the word that carries it ("released", "escalation").
        lemma: its dictionary form, lower case, with particle ("hand over").
        pos: ``verb`` or ``noun``.
        type: PLOVER event type (AGREE, CONSULT, ASSAULT ...), or None where none applies.
        mode: PLOVER mode, where the type has one.
        actors: party ids of those who do it; empty where not said.
        recipients: party ids of those to whom it is done.
        owners: party ids of those to whom the objects belong ("our prisoners": the speaker's side).
        words: lower-case lemmas of the content words among its arguments and modifiers.
        modifiers: lemmas that describe the event itself ("current", "stalled", "unacceptable").
        quantities, times: those inside the clause.
        factuality: happened, ongoing, planned, demanded, conditional or possible.
        polarity: False where it is said not to be so ("did not", "failed to", "has yet to").
        aspect: ``stop`` under "stop, cease, end", ``start`` under "begin", ``resume``, else empty.
        statement: position in the testimony of the innermost statement that contains it; None in the reporter's voice.
        source, target: PLOVER's: who acts, and towards whom; of a demand the one who makes it and the one who must act.
        contexts: PLOVER contexts, by the words around it.
    """

    span: Span
    predicate: Span
    lemma: str
    pos: Literal["verb", "noun"]
    type: str | None = None
    mode: str | None = None
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    modifiers: tuple[str, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    factuality: Factuality = "happened"
    polarity: bool = True
    aspect: str = ""
    statement: int | None = None
    source: tuple[Actor, ...] = ()
    target: tuple[Actor, ...] = ()
    contexts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Testimony:
    """All that one report says, by kind, in text order."""

    report: str
    statements: tuple[Statement, ...] = ()
    mentions: tuple[Mention, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    events: tuple[Event, ...] = ()
    places: tuple[Place, ...] = ()
