"""Nothing of a report comes alive in a brief, in any format."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import html_rules
import publish_kit as kit
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from treuga.board import Board
from treuga.model import Furniture
from treuga.publish import brief
from treuga.publish.passages import context
from treuga.publish.safe import css_string, flat, markdown, visible, web_address

HOSTILE = (
    "<script>alert(1)</script>",
    "</style></title><img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "![x](https://evil.example/pixel.png)",
    "<https://evil.example> https://evil.example www.evil.example a@evil.example",
    "`code` ``` ~~~ *bold* __bold__ ~~gone~~ $x$",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "# title\n\n> quote\n\n- item\n1. item\n===\n---",
    "[^1]: note [^1] ![^1] [a]: javascript:x",
    "{{ 7 * 7 }} {% raw %} {: onclick=x} {role}`text`",
    "&lt;script&gt; &copy; &#x3c; \\<b\\> \\",
    "\u202egnp.exe\u2066 \x1b[31m \x00 \ufeff \u200b \ud800 \ufffe \r\r\n \u2028",
    "a" + "\u0301" * 60,
    "--> ]]> <!-- --> <![CDATA[ ?>",
    '" onmouseover="alert(1)" x="',
)
BITS = ["<", "&", "[", "](", "`", "|", "\n", "\n\n", " ", "a", "1.", "www", ".", ":", "//", "@", "^", "{", "\\", "*"]
TEXT = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(max_size=80),
    st.lists(st.sampled_from([*HOSTILE, *BITS]), max_size=9).map("".join),
)


def reader() -> MarkdownIt:
    """A reader that takes everything that it can for markup: HTML, tables, strikethrough, footnotes."""
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).use(footnote_plugin)


def poisoned(text: str) -> Board:
    """A board with the same text wherever text comes from a report, its metadata or an agreement file."""
    bad = text or "x"
    page, other, silent = kit.reports()
    page = kit.make_report(bad, f"{kit.PAGE}\n\nHe said: {bad} — and left.", outlet=bad, title=bad, url=bad, note=bad)
    other = replace(other, outlet=bad, note=bad)
    heard = kit.evidence(page, other)
    words = {"speaker": bad, "party": "left-speaker", "witness": "left-bank", "notes": (bad,), "linked_by": bad}
    heard.append(kit.say(page, bad, "commitment:bridge", "intended", "self-serving", act="announcement", **words))
    deal = kit.agreement(title=bad, id="accord")
    gate = replace(deal.gates[0], title=bad, conditions=(replace(deal.gates[0].conditions[0], text=bad),))
    commitments = tuple(replace(c, title=f"{bad} {c.id}", note=bad) for c in deal.commitments)
    deal = replace(deal, gates=(gate,), commitments=commitments)
    return kit.make_board(deal, (page, other, silent), heard, people=dict.fromkeys(kit.PEOPLE, bad))


def inlines(source: str) -> list[Any]:
    return [child for token in reader().parse(source) for child in (token.children or [token])]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_html_stays_text(text: str) -> None:
    board = poisoned(text)
    root = html_rules.check(brief(board), board)
    assert visible(text) in html_rules.words(root)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXT)
def test_no_text_breaks_out_of_html(text: str) -> None:
    board = poisoned(text)
    html_rules.check(brief(board), board)


def alive(source: str) -> list[str]:
    """Everything in a Markdown text that is more than the brief's own markup."""
    out = []
    for token in inlines(source):
        lawful_link = token.type == "link_open" and re.match(r"https?://[a-z0-9.-]+[/?#]?", token.attrs["href"])
        if token.type in {"html_inline", "html_block", "image", "code_inline", "fence", "s_open"}:
            out.append(f"{token.type} {token.content}")
        elif token.type == "link_open" and not lawful_link:
            out.append(f"link {token.attrs}")
    return out


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_markdown_stays_text(text: str) -> None:
    board = poisoned(text)
    page = brief(board, format="md")
    assert alive(page) == []
    headings = [t.tag for t in reader().parse(page) if t.type == "heading_open"]
    clean = [t.tag for t in reader().parse(brief(poisoned("plain"), format="md")) if t.type == "heading_open"]
    assert headings == clean
    page.encode("utf-8")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXT)
def test_no_text_breaks_out_of_markdown(text: str) -> None:
    assert alive(brief(poisoned(text), format="md")) == []


def test_the_rules_see_what_lives() -> None:
    live = "<b>x</b> ![x](y) `c` [l](javascript:x) [k](data:x) ~~s~~"
    # The reader itself refuses script addresses, so a relative link stands in for them.
    assert len(alive(f"{live} [l](x)")) >= 5
    with pytest.raises(AssertionError):
        html_rules.check_nothing_lives(html_rules.tree("<!DOCTYPE html>\n<html><script>x</script></html>"))


@given(TEXT)
def test_markdown_shows_as_itself(text: str) -> None:
    found = [token for token in inlines(markdown(text)) if token.type not in {"paragraph_open", "paragraph_close"}]
    assert {token.type for token in found} <= {"text", "text_special"}
    assert "".join(token.content for token in found) == flat(text)


@given(TEXT)
def test_visible_hides_nothing_and_keeps_plain_text(text: str) -> None:
    shown = visible(text)
    assert not re.search(
        r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]", shown
    )
    shown.encode("utf-8")
    assert visible(shown) == shown
    if text.isascii() and text.isprintable():
        assert shown == text


def test_visible_names_what_it_shows() -> None:
    assert visible("a\u202eb\x00\r\nc\td\u200cé\u00ad") == "a‹U+202E›b‹U+0000›\nc\td\u200cé\u00ad"


@given(TEXT)
def test_css_strings_cannot_end(text: str) -> None:
    assert re.fullmatch(r'"(?:[A-Za-z0-9 ]|\\[0-9A-F]+ )*"', css_string(text))


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/b?c=d#e", "https://a.example/b?c=d#e"),
        ("HTTP://a.example:8080", "http://a.example:8080"),
        ("https://a.example/(x)'\"<y>`", "https://a.example/%28x%29%27%22%3Cy%3E%60"),
        ("https://bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4"),
        ("javascript:alert(1)", ""),
        ("JaVaScRiPt:alert(1)//http://a.example", ""),
        ("data:text/html,x", ""),
        ("//a.example", ""),
        ("a.example/b", ""),
        ("https://bank.example@evil.example/", ""),
        ("https://a.example/\u202egnp", ""),
        ("https:///x", ""),
        ("https://a b.example/", ""),
        ("https://[::1", ""),
        ("", ""),
    ],
)
def test_web_addresses(url: str, expected: str) -> None:
    assert web_address(url) == expected


@given(st.one_of(TEXT, TEXT.map("https://".__add__), TEXT.map("https://a.example/".__add__)))
def test_web_addresses_hold_plain_characters_only(url: str) -> None:
    assert re.fullmatch(r"(https?://[A-Za-z0-9.:-]+([/?#][\w/?&=#%;:,+@~.!-]*)?)?", web_address(url), re.ASCII)


@given(st.text(alphabet="ab \n.", max_size=2000), st.data())
def test_context_is_the_text_around(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    report = kit.make_report("x.txt", text)
    before, after = context(report, start, end)
    assert text[:start].endswith(before.removeprefix("… ")) and text[end:].startswith(after.removesuffix(" …"))
    assert "\n\n" not in before and "\n\n" not in after
    assert len(before) < 500 and len(after) < 500


def test_a_quote_of_an_unknown_report_stands_alone() -> None:
    board = kit.make_board()
    bare = replace(board, reports=())
    page = html_rules.tree(brief(bare))
    assert "all forty boats" in html_rules.words(page) and "She spoke" in html_rules.words(page)


def test_each_line_of_a_page_is_a_paragraph_and_wrapped_text_is_not() -> None:
    text = "One line.\nThe boats came\nback at noon.\n\nAnother."
    start = text.index("boats")
    plain, page = kit.make_report("x.txt", text), kit.make_report("x.html", text, media_type="text/html")
    assert context(plain, start, start + 5) == ("One line.\nThe ", " came\nback at noon.")
    assert context(page, start, start + 5) == ("The ", " came")


def test_furniture_inside_a_paragraph_is_left_out() -> None:
    text = "Share this page. The boats came back at noon. Read more about herons."
    marks = (Furniture(0, 16, "control"), Furniture(46, len(text), "related"))
    start = text.index("boats")
    report = kit.make_report("x.txt", text, furniture=marks)
    assert context(report, start, start + 5) == ("The ", " came back at noon.")
