from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from treuga.errors import ReadError
from treuga.model import Report
from treuga.sources import ReadReport, codes, read_many, read_report
from treuga.sources.page import read_page

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared"
ARTICLE = (
    "<p>The two ferry towns agreed on Tuesday to stop shelling each other, their mayors said after long talks.</p>"
    "<p>“We have buried enough,” the mayor of the left bank told reporters, and asked for monitors on both banks.</p>"
    "<p>The guns are to be withdrawn within a week, according to a paper signed on 29 February 2020 at the ferry.</p>"
)


def page(head: str = "", before: str = "", after: str = "", lang: str = "en-GB") -> str:
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><title>Ferry towns agree | Valley News</title>{head}</head><body>'
        f'<nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>'
        f"<main><article><h1>Ferry towns agree</h1>{before}{ARTICLE}</article></main>{after}"
        f"<footer>Copyright 2019 Valley News</footer></body></html>"
    )


def read(tmp_path: Path, markup: str | bytes, name: str = "a.html", today: dt.date | None = None) -> Report:
    path = tmp_path / name
    path.write_bytes(markup if isinstance(markup, bytes) else markup.encode())
    return read_report(path, today=today).report


def test_article_title_and_language(tmp_path: Path) -> None:
    head = '<meta property="og:site_name" content="Valley News"><link rel="canonical" href="https://v.example/f">'
    report = read(tmp_path, page(head))
    assert report.text.startswith("Ferry towns agree\n")
    assert report.text.count("Ferry towns agree") == 1
    assert "“We have buried enough,”" in report.text
    assert (report.title, report.outlet, report.url) == ("Ferry towns agree", "Valley News", "https://v.example/f")
    assert (report.language, report.media_type) == ("en", "text/html")
    assert (report.published, report.dated_by) == (None, "none")


@pytest.mark.parametrize(
    ("head", "before", "iso"),
    [
        ('<meta property="article:published_time" content="2021-03-12T23:30:00-05:00">', "", "2021-03-12"),
        ('<meta name="date" content="2021-03">', "", "2021-03"),
        ('<meta name="pubdate" content="Fri, 12 Mar 2021 08:00:00 GMT">', "", "2021-03-12"),
        ('<meta itemprop="datePublished" content="20210312">', "", "2021-03-12"),
        ('<script type="application/ld+json">{"@graph":[{"datePublished":"2021-03-12"}]}</script>', "", "2021-03-12"),
        ("", '<time datetime="2021-03-12T10:00">yesterday</time>', "2021-03-12"),
        ("", '<span class="entry-date">12 March 2021</span>', "2021-03-12"),
        ("", '<div class="post-meta">Posted on March 12, 2021 by admin</div>', "2021-03-12"),
        ('<link rel="canonical" href="https://v.example/2021/03/12/ferry">', "", "2021-03-12"),
    ],
)
def test_declared_dates(tmp_path: Path, head: str, before: str, iso: str) -> None:
    report = read(tmp_path, page(head, before))
    assert (str(report.published), report.dated_by) == (iso, "html")


def test_the_dates_of_teasers_and_of_the_copyright_are_not_taken(tmp_path: Path) -> None:
    teasers = "".join(
        f'<li><a href="/{i}">Another report number {i}</a> <time datetime="2023-01-0{i}">x</time></li>'
        for i in (1, 2, 3)
    )
    report = read(tmp_path, page(after=f"<aside><h3>Related Posts</h3><ul>{teasers}</ul></aside>"))
    assert report.published is None


def test_a_declared_date_in_the_future_is_not_believed(tmp_path: Path) -> None:
    head = '<meta name="date" content="2031-01-01">'
    assert read(tmp_path, page(head), today=dt.date(2022, 1, 1)).published is None


HOSTILE = [
    "<script>document.write('INJECTED')</script>",
    "<SCRIPT SRC=x>INJECTED</SCRIPT>",
    "<style>p:after{content:'INJECTED'}</style>",
    "<noscript>INJECTED</noscript><template>INJECTED</template>",
    "<svg><text>INJECTED</text><script>INJECTED</script></svg>",
    "<iframe srcdoc='<p>INJECTED</p>'>INJECTED</iframe><object>INJECTED</object>",
    '<p onclick="INJECTED()" style="display:none">INJECTED</p>',
    "<div hidden>INJECTED</div><!-- INJECTED -->",
    '<img src=x onerror="INJECTED"><a href="javascript:INJECTED">.</a>',
]


@pytest.mark.parametrize("evil", HOSTILE)
def test_scripts_and_hidden_text_never_become_text(tmp_path: Path, evil: str) -> None:
    for markup in (page(before=evil, after=evil), f"{evil}{ARTICLE}{evil}"):
        report = read(tmp_path, markup)
        assert "INJECTED" not in report.text
        assert "stop shelling" in report.text


def test_an_address_that_could_run_is_not_taken(tmp_path: Path) -> None:
    assert read(tmp_path, page('<link rel="canonical" href="javascript:alert(1)">')).url == ""


def test_fragments_of_paragraphs_are_taken_whole(tmp_path: Path) -> None:
    markup = "".join(
        f'<p><a id="{i}" name="{i}">Sentence number {i} of the \nmonitors\' report on the bridge.</a></p>\n'
        '<p><a id="x">\n</a></p>'
        for i in range(30)
    )
    text = read(tmp_path, markup).text
    assert text.split("\n\n") == [f"Sentence number {i} of the monitors' report on the bridge." for i in range(30)]


def test_lists_and_tables_keep_their_parts(tmp_path: Path) -> None:
    markup = (
        "<h1>Truce paper</h1><ul><li>Free the prisoners</li><li>Move the guns</li></ul>"
        "<table><tr><th>Town</th><th>Shots</th></tr><tr><td>Oru</td><td>12</td></tr></table><p>One<br>two</p>"
    )
    lines = read(tmp_path, markup).text.split("\n")
    for line in ("- Free the prisoners", "- Move the guns", "Town | Shots", "Oru | 12", "One", "two"):
        assert line in lines


@pytest.mark.parametrize(
    ("markup", "code"),
    [
        (page()[:-14], codes.TRUNCATED),
        ("<html><body><p>The army left the mill", codes.TRUNCATED),
        ("<p>The army left</p><p><a hre", codes.TRUNCATED),
        ("<p>The army left</p><script>var a = 1;", codes.TRUNCATED),
        ("<p>The army left</p><!-- and then", codes.TRUNCATED),
        ("<html><body>" + "<script>go()</script>" * 500 + "<p>Loading</p></body></html>", codes.NO_ARTICLE),
        ("<html><body></body></html>", codes.EMPTY),
        ("<!-- nothing -->", codes.EMPTY),
    ],
)
def test_broken_pages(tmp_path: Path, markup: str, code: str) -> None:
    # The first case is cut within </html>, so both closing tags are gone.
    markup = re.sub(r"</body>.*", "", markup) if code == codes.TRUNCATED else markup
    with pytest.raises(ReadError) as caught:
        read(tmp_path, markup)
    assert caught.value.code == code


def test_a_declared_encoding_is_used(tmp_path: Path) -> None:
    markup = f'<html><head><meta charset="iso-8859-1"></head><body><p>“Café”</p>{ARTICLE}</body></html>'
    assert "“Café”" in read(tmp_path, markup.encode("cp1252")).text


def test_xhtml_and_files_without_a_suffix(tmp_path: Path) -> None:
    markup = f'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html><html xml:lang="fr"><body>{ARTICLE}</body></html>'
    for name in ("a.xhtml", "noext", "a.asp"):
        report = read(tmp_path, markup, name)
        assert (report.media_type, report.language) == ("text/html", "fr")
    assert read(tmp_path, markup, "a.txt").text == markup


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 10_000 + "<p>deep</p>" + "</div>" * 10_000,
        "<p>The army left the mill on Monday, an officer said.</p>" + "<div>" * 1_000 + "x" + "</div>" * 1_000,
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><p>&b; The army left the mill.</p>',
        '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><p>&f; The army left the mill on Monday.</p>',
        "<p>&#0;&#xD800;&#x110000;&#1; The army left the mill on Monday.</p>",
        "<p>\u202eright to left\u202c العربية 🕊️ \ufffe\x01 The army left.</p>",
        "<p " + "a='1' " * 20_000 + ">The army left the mill.</p>",
        "<b><i>" * 3_000 + "The army left the mill.",
        "<p>" + "word " * 200_000 + "</p>",
        "<" * 50_000 + " The army left > the mill",
        "<table>" * 500 + "The army left the mill." + "</table>" * 500,
    ],
    ids=[
        "deep",
        "quite-deep",
        "entities",
        "file",
        "references",
        "signs",
        "attributes",
        "inline",
        "long",
        "less",
        "tables",
    ],
)
def test_hostile_pages_end_in_text_or_a_read_error(markup: str, must_end: None) -> None:
    try:
        text = read_page(markup, "x").text
    except ReadError:
        text = "refused"
    assert text
    assert "root:" not in text
    text.encode("utf-8")


soup = st.lists(
    st.one_of(
        st.sampled_from(
            ["<p>", "</p>", "<div>", "</div>", "<script>", "</script>", "<html>", "</html>", "<body>", "<td>", "<a>"]
        ),
        st.sampled_from(
            ["<!--", "-->", "<![CDATA[", "]]>", "<?x ?>", "<li>", "<br/>", "&amp;", "&bogus;", "<h1>", "<o:p>"]
        ),
        st.text(max_size=20),
    ),
    max_size=25,
).map("".join)


@settings(max_examples=150, deadline=None)
@given(soup)
def test_tag_soup(markup: str) -> None:
    try:
        found = read_page(markup, "x")
    except ReadError:
        return
    assert found.text.strip()
    assert "\0" not in found.text


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    assert read(tmp_path, page()) == read(tmp_path, page())


@pytest.mark.skipif(not (SHARED / "data" / "monitoring").is_dir(), reason="the monitoring reports are not there")
def test_all_monitoring_reports_are_read_whole() -> None:
    from lxml import html

    reads = list(read_many([SHARED / "data" / "monitoring" / "ukraine"]))
    assert len(reads) == 188
    for item in reads:
        assert isinstance(item, ReadReport)
        # Control characters, which OCR left in some, are no text.
        raw = re.sub(r"[\s\x00-\x1f\x7f]", "", html.fromstring(item.original.decode()).text_content())
        assert "".join(item.report.text.split()) == raw
        marked = sum(f.end - f.start for f in item.report.furniture)
        assert marked < 0.2 * len(item.report.text)
