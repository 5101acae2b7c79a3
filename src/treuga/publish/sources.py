"""Sources and passages: the reports that were used, and every quotation in its place."""

from __future__ import annotations

from collections import defaultdict

from treuga.model import Evidence, Report, Weighed
from treuga.monitor.remarks import REPORTER
from treuga.publish import words
from treuga.publish.desk import SOURCES, Desk
from treuga.publish.passages import Passage, all_evidence, back_links, context, full_quote
from treuga.publish.pieces import Jump, Line, PassageView, Source
from treuga.publish.safe import web_address

_DATED_BY = {
    "metadata": "",
    "html": "date from the page’s own data",
    "text": "date from the report’s own text",
    "none": "no date known",
}


def sources(desk: Desk) -> tuple[tuple[Source, ...], tuple[str, ...]]:
    """The reports that were used, by date, and the names of those that were read and say nothing on it."""
    evidence: dict[str, list[Evidence]] = defaultdict(list)
    for weighed in all_evidence(desk.board):
        evidence[weighed.evidence.report].append(weighed.evidence)
    keys = [report.id for report in desk.board.reports if report.id in evidence]
    keys += sorted(key for key in evidence if key not in desk.reports)
    used = tuple(_source(desk, key, number, evidence[key]) for number, key in enumerate(keys, start=1))
    unused = tuple(_name(report) for report in desk.board.reports if report.id not in evidence)
    return used, unused


def _name(report: Report) -> str:
    rest = [report.outlet, words.day(report.published, short=True) or "undated"]
    return f"{report.name} ({', '.join(filter(None, rest))})"


def _source(desk: Desk, key: str, number: int, evidence: list[Evidence]) -> Source:
    report, first = desk.reports.get(key), evidence[0]
    links = desk.cites(evidence, SOURCES)
    return Source(
        anchor=f"s{number}",
        title=report.title if report else "",
        name=first.report_name,
        outlet=first.outlet or "outlet not known",
        date=words.day(first.t_known) or "undated",
        grade=", ".join(sorted({e.grade for e in evidence})),
        url=web_address(report.url) if report else "",
        cites=links,
        notes=tuple(_notes(desk, report, evidence)),
    )


def _notes(desk: Desk, report: Report | None, evidence: list[Evidence]) -> list[Line]:
    out: list[Line] = []
    if report:
        out += [(words.capital(note) + ".",) for note in (_DATED_BY.get(report.dated_by, ""),) if note]
        stories = (story for story in desk.board.coverage.copies if report.id in story)
        others = [key for story in stories for key in story if key != report.id]
        names = [desk.reports[key].name for key in others if key in desk.reports]
        if names:
            out.append((f"Copy of one story, with {words.listed(names)}; the story has one vote.",))
        if report.note:
            out.append((words.capital(report.note.rstrip(".")) + ".",))
    odd: dict[str, list[Evidence]] = defaultdict(list)
    for one in evidence:
        for note in one.notes:
            if note != REPORTER:
                odd[desk.prose(note)].append(one)
    out += [(note, " ", *desk.cites(found, SOURCES)) for note, found in odd.items()]
    return out


def coverage(desk: Desk) -> tuple[Line, ...]:
    """How much was read, in sentences; each leads to the table of sources or to the passages."""
    cover = desk.board.coverage
    if not cover.reports:
        return ((Jump("reading", "No report"), " was read for that time."),)
    span = f", published from {words.day(cover.first)} to {words.day(cover.last)}" if cover.first else ""
    after = cover.reports - cover.by_then
    known = "" if desk.board.hindsight else f" that were out by {words.day(desk.board.known_at)}"
    out: list[Line] = [(Jump("passages", words.number(cover.reports, "report")), f"{known} were read{span}.")]
    if 0 < after < cover.reports:
        day = words.day(desk.board.as_of)
        late = Jump("reading", f"{words.capital(words.count(after))} of them")
        out.append((late, f" came out after {day}, and {'speaks' if after == 1 else 'speak'} of it in hindsight."))
    if cover.undated:
        out.append(("Without a date: ", Jump("passages", words.listed(list(cover.undated))), "."))
    if cover.later:
        left = words.number(cover.later, "report")
        out.append((Jump("reading", left), " published later left out, as nobody could know them."))
    if cover.copies:
        count = sum(len(story) for story in cover.copies)
        story = "one story" if len(cover.copies) == 1 else f"{len(cover.copies)} stories"
        out.append((Jump("reading", words.number(count, "report")), f" are copies of {story}; a story has one vote."))
    return tuple(out)


def passages(desk: Desk, used: tuple[Source, ...]) -> tuple[PassageView, ...]:
    """Every quotation in its paragraph. Made last, when all the links to it are known."""
    anchors = {source.name: source.anchor for source in used}
    return tuple(_passage(desk, passage, anchors) for passage in desk.passages)


def _passage(desk: Desk, passage: Passage, anchors: dict[str, str]) -> PassageView:
    evidence = [weighed.evidence for weighed in passage.evidence]
    first, report = evidence[0], passage.report
    before, after = context(report, passage.start, passage.end)
    notes = dict.fromkeys(desk.prose(note) for one in evidence for note in one.notes if note != REPORTER)
    return PassageView(
        anchor=passage.anchor,
        number=passage.number,
        before=before,
        quote=full_quote(passage),
        after=after,
        source=anchors.get(first.report_name, "sources"),
        title=report.title if report else "",
        outlet=first.outlet,
        date=words.day(first.t_known) or "undated",
        name=first.report_name,
        place=f"characters {passage.start:,}–{passage.end:,}",
        speaker=_speaker(desk, first),
        standing="" if _mixed(passage) else f"{words.STANDINGS[first.standing]}, grade {first.grade}",
        bears=tuple(dict.fromkeys(_bearing(desk, weighed, _mixed(passage)) for weighed in passage.evidence)),
        notes=tuple(notes),
        cited=back_links(passage),
    )


def _speaker(desk: Desk, evidence: Evidence) -> str:
    voice, spoken = desk.voice(evidence), evidence.speaker.span.text
    if REPORTER in evidence.notes or not spoken or spoken in voice:
        return voice
    return f"{voice}, in the text “{spoken}”"


def _mixed(passage: Passage) -> bool:
    """Whether the same words are one's own cause in one commitment, and not in another."""
    return len({(weighed.evidence.standing, weighed.evidence.grade) for weighed in passage.evidence}) > 1


def _bearing(desk: Desk, weighed: Weighed, mixed: bool) -> str:
    title, _ = desk.subject(weighed.evidence)
    standing = f" ({words.STANDINGS[weighed.evidence.standing]}, grade {weighed.evidence.grade})" if mixed else ""
    return f"{title}: {desk.says(weighed.evidence)}{standing}. {words.verdict(weighed)} {desk.prose(weighed.why)}"
