from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from treuga.extract.explain import explain_html, visible
from treuga.model import (
    Event,
    Furniture,
    Mention,
    PartialDate,
    Quantity,
    Reference,
    Report,
    Span,
    Statement,
    TimeExpression,
)
from treuga.model import Testimony as Said

TEXT = (
    "Home | News | Sport\n\n"
    "On 3 May envoy Lena Moor said the rebels had promised to free 40 miners. She urged Kessa to answer.\n\n"
    "Nothing else happened.\n"
)


def span(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span.on(text, start, start + len(words))


def statement(speaker: str, cue: str, content: str, party: str | None, **more: object) -> Statement:
    return Statement(
        Reference(span(speaker), party), span(cue), span(content), **({"act": "claim", "form": "indirect"} | more)
    )  # type: ignore[arg-type]


REPORT = Report("f" * 64, "moor.txt", TEXT, outlet="Kessa Post", furniture=(Furniture(0, 19, "navigation"),))
TESTIMONY = Said(
    report=REPORT.id,
    statements=(
        statement("Lena Moor", "said", "the rebels had promised to free 40 miners", "lena-moor", reason="it asserts"),
        statement("the rebels", "had promised", "to free 40 miners", None, act="commitment", nested_in=0),
        statement(
            "She", "urged", "to answer", "lena-moor", act="demand", addressees=(Reference(span("Kessa"), "kessa"),)
        ),
    ),
    mentions=(Mention(span("Lena Moor"), "lena-moor"), Mention(span("Kessa"), "kessa")),
    times=(TimeExpression(span("3 May"), "DATE", "2021-05-03"),),
    quantities=(Quantity(span("40 miners"), 40, "miner"),),
    events=(
        Event(span("to free 40 miners"), span("free"), "free", "verb", type="RETREAT", factuality="planned"),
        Event(span("Nothing else happened"), span("happened"), "happen", "verb"),
    ),
)


class Page(HTMLParser):
    """The page as a browser would have it: its elements, and the text of the report in it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.depth = 0
        self.text = ""
        self.marks: list[tuple[str, str]] = []
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given_ = {name: value or "" for name, value in attrs}
        self.elements.append((tag, given_))
        if tag == "div":
            self.depth += 1 if self.depth or given_.get("class") == "text" else 0
        if self.depth and tag == "span":
            self.open.append(given_.get("class", ""))
            hidden = re.fullmatch(r"‹U\+([0-9A-F]+)›", given_.get("data-hidden", ""))
            self.text += chr(int(hidden[1], 16)) if hidden else ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "div" and self.depth:
            self.depth -= 1
        if tag == "span" and self.open:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.depth:
            self.text += data
            self.marks.append((data, " ".join(self.open)))

    def marked(self, kind: str) -> str:
        return "".join(data for data, marks in self.marks if kind in marks.split())


@pytest.fixture(scope="module")
def html() -> str:
    return explain_html(REPORT, TESTIMONY)


@pytest.fixture(scope="module")
def page(html: str) -> Page:
    return Page(html)


def test_the_text_stands_as_it_is(page: Page) -> None:
    assert page.text == TEXT


def test_every_kind_of_span_is_marked(page: Page) -> None:
    assert page.marked("speaker") == "Lena Moorthe rebelsShe"
    assert page.marked("cue") == "saidhad promisedurged"
    assert page.marked("content") == "the rebels had promised to free 40 minersto answer"
    assert page.marked("inner") == "to free 40 miners"
    assert page.marked("addressee") == "Kessa"
    assert page.marked("mention") == "Lena MoorKessa"
    assert page.marked("time") == "3 May"
    assert page.marked("quantity") == "40 miners"
    assert page.marked("event") == "free"
    assert page.marked("predicate") == "happened"
    assert page.marked("furniture") == "Home | News | Sport"


def test_every_span_is_named_beside_the_text(html: str) -> None:
    notes = re.sub(r"<[^>]+>|\s+", " ", html[html.index("<main") :])
    for words in ("lena-moor", "not resolved", "commitment", "it asserts", "within 1", "2021-05-03", "40 miner"):
        assert words in notes
    assert "RETREAT planned" in re.sub(r"\s+", " ", notes)
    assert "navigation" in notes


def test_labels_open_and_close_each_content(page: Page) -> None:
    before = [given_["data-before"] for _, given_ in page.elements if "data-before" in given_]
    after = [given_["data-after"] for _, given_ in page.elements if "data-after" in given_]
    for number in ("1", "2", "3"):
        assert any(f"{number}⟦" in label for label in before)
        assert any(f"⟧{number}" in label for label in after)
    assert "⟧2⟧1" in after, "the inner content closes first"


def test_no_script_and_nothing_is_loaded(page: Page, html: str) -> None:
    tags = {tag for tag, _ in page.elements}
    assert not tags & {"script", "img", "iframe", "object", "embed", "link", "form", "base", "a"}
    assert not [name for _, given_ in page.elements for name in given_ if name.startswith("on")]
    policy = next(g["content"] for _, g in page.elements if g.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'")
    assert "url(" not in html
    assert "@import" not in html


def hostile(text: str) -> str:
    whole = Span.on(text, 0, len(text))
    one = Statement(Reference(whole, None), whole, whole, "claim", "indirect", reason=text)
    mentions = (Mention(whole, "x"),)
    report = Report("0" * 64, text, text, outlet=text, title=text, furniture=(Furniture(0, len(text), text),))
    return explain_html(report, Said(report.id, (one,), mentions, events=(Event(whole, whole, text, "verb"),)))


@pytest.mark.parametrize(
    "text",
    [
        "</div></style><script>alert(1)</script>",
        '" onmouseover="alert(1)" x=\'',
        "<!-- --><img src=x onerror=alert(1)>&lt;b&gt;",
        "{{ 7 * 7 }}{% raw %}",
    ],
)
def test_hostile_text_stays_text(text: str) -> None:
    page = Page(hostile(text))
    assert page.text == text
    assert not {tag for tag, _ in page.elements} & {"script", "img"}
    assert not [name for _, given_ in page.elements for name in given_ if name.startswith("on")]


def test_what_cannot_be_seen_is_shown_by_its_number() -> None:
    text = "The \u202eyenom\u202c is\x00 safe\u200b"
    html = hostile(text)
    assert not [c for c in html if c in "\u202e\u202c\x00\u200b"]
    assert html.count("‹U+202E›") >= 3
    assert Page(html).text == text


def test_persian_joiners_and_accents_stay() -> None:
    text = "می\u200cخواهم – été naïve"
    assert visible(text) == text
    assert Page(hostile(text)).text == text


def test_a_report_without_any_testimony() -> None:
    report = Report("1" * 64, "empty.txt", "", published=PartialDate("2020-05"))
    assert "published 2020-05" in explain_html(report, Said(report.id))


def test_long_lines_become_rows_of_their_own() -> None:
    line = "The river rose and the bridge was closed to all who came that way. " * 3
    html = explain_html(report := Report("2" * 64, "r.txt", f"{line}\n{line}\nshort\n"), Said(report.id))
    assert html.count('<div class="row') == 3


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_any_text_and_any_spans(data: st.DataObject) -> None:
    text = data.draw(st.text(st.characters(codec="utf-8"), min_size=1, max_size=80))

    def any_span() -> Span:
        start = data.draw(st.integers(0, len(text) - 1))
        return Span.on(text, start, data.draw(st.integers(start + 1, len(text))))

    count = data.draw(st.integers(0, 4))
    statements = tuple(
        Statement(Reference(any_span(), None), any_span(), any_span(), "claim", "mixed", (Reference(any_span(), "p"),))
        for _ in range(count)
    )
    report = Report("3" * 64, "any.txt", text)
    html = explain_html(report, Said(report.id, statements, (Mention(any_span(), "p"),)))
    assert Page(html).text == text


def test_the_command_writes_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from treuga.cli import run

    monkeypatch.chdir(tmp_path)
    (tmp_path / "kessa.txt").write_text(TEXT, encoding="utf-8")
    assert run(["explain", "kessa.txt", "--published", "2021-05-10"]) == 0
    page = (tmp_path / "kessa.explained.html").read_text(encoding="utf-8")
    assert Page(page).text == TEXT
    assert "2021-05-03" in page, "the third of May is resolved against the date that was given"


def test_the_command_refuses_a_folder_and_an_unreadable_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from treuga.cli import run

    assert run(["explain", str(tmp_path)]) == 2
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    assert run(["explain", str(empty), "-o", str(tmp_path / "x.html")]) == 1
    assert "[TR2" in capsys.readouterr().err
    assert not (tmp_path / "x.html").exists()
