"""What must hold for every brief in HTML, whatever was in the reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lxml import etree, html

from treuga.board import Board
from treuga.publish.safe import visible

TAGS = set(
    "html head meta title style body header main footer nav section article h1 h2 h3 h4 p dl dt dd div span ul ol li "
    "table caption thead tbody tr th td a b bdi q mark blockquote time svg symbol use circle path rect".split()
)
ATTRIBUTES = set(
    "id class href rel lang charset name content http-equiv scope colspan data-label data-claim data-report data-start "
    "data-end aria-label aria-hidden width height viewBox cx cy r x y d fill stroke stroke-width "
    "stroke-dasharray".split()
)
CSP = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def tree(page: str) -> etree._Element:
    """The page, by a parser that forgives nothing: each tag closed, each attribute quoted, no stray character."""
    start = "<!DOCTYPE html>\n"
    assert page.startswith(start)
    return etree.fromstring(page.removeprefix(start).encode(), etree.XMLParser(resolve_entities=False))


def elements(root: etree._Element, *tags: str) -> Iterator[etree._Element]:
    return (e for e in root.iter(*tags) if isinstance(e.tag, str))


def words(element: etree._Element) -> str:
    return "".join(element.itertext())


def check(page: str, board: Board) -> etree._Element:
    """All rules at once; returns the parsed page."""
    root = tree(page)
    # A browser's parser must see the same elements as the strict one.
    lenient = Counter(e.tag for e in elements(html.document_fromstring(page)))
    assert lenient == Counter(e.tag.lower() for e in elements(root))
    check_nothing_lives(root)
    check_links(root)
    check_quotes(root, board)
    return root


def check_nothing_lives(root: etree._Element) -> None:
    assert {e.tag for e in elements(root)} <= TAGS
    attributes = {name for e in elements(root) for name in e.attrib}
    assert attributes <= ATTRIBUTES
    assert not [name for name in attributes if name.startswith("on")]
    meta = {e.get("http-equiv"): e.get("content") for e in elements(root, "meta")}
    assert meta["Content-Security-Policy"] == CSP
    for style in elements(root, "style"):
        assert "url(" not in words(style) and "@import" not in words(style)
    for link in elements(root, "a", "use"):
        href = link.get("href")
        assert href.startswith(("#", "https://", "http://")), href
        if not href.startswith("#"):
            assert link.tag == "a" and "noreferrer" in link.get("rel")


def check_links(root: etree._Element) -> None:
    ids = Counter(e.get("id") for e in elements(root) if e.get("id"))
    assert not [key for key, count in ids.items() if count > 1]
    targets = {e.get("href")[1:] for e in elements(root, "a", "use") if e.get("href").startswith("#")}
    assert targets <= set(ids), targets - set(ids)
    for claim in elements(root):
        if claim.get("data-claim"):
            assert [a for a in elements(claim, "a") if a.get("href").startswith("#")], words(claim)
    for row in elements(root, "tr"):
        assert row.get("data-claim") or row.getparent().tag == "thead"
    for passage in root.iterfind(".//article[@class='passage']"):
        back = {a.get("href")[1:] for a in passage.iterfind("./p[@class='back']/a")}
        assert back, "a passage that nothing leads to"
        for key in back:
            link = root.find(f".//a[@id='{key}']")
            assert link is not None and link.get("href") == f"#{passage.get('id')}"


def check_quotes(root: etree._Element, board: Board) -> None:
    texts = {report.id: report.text for report in board.reports}
    quotes = list(elements(root, "q", "mark"))
    for quote in quotes:
        start, end = int(quote.get("data-start")), int(quote.get("data-end"))
        assert words(quote) == visible(texts[quote.get("data-report")][start:end])
    for quote in quotes:
        if quote.tag == "q":  # the number beside it leads to the passage that has it
            link = quote.getparent().find("a")
            passage = root.find(f".//*[@id='{link.get('href')[1:]}']")
            mark = passage.find(".//mark")
            assert (mark.get("data-report"), mark.get("data-start")) == (
                quote.get("data-report"),
                quote.get("data-start"),
            )
