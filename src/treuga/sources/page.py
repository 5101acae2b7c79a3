"""From an HTML page to its text, its title and what it declares of itself.

trafilatura finds the article. Where a page is a bare run of paragraphs, or trafilatura leaves most of its prose out,
all visible text is taken block by block instead, and page furniture is left for `treuga.text.find_furniture` to mark.
Scripts, styles and hidden elements never become text. The page is data only: nothing in it is fetched or run.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from treuga.errors import ReadError
from treuga.model import PartialDate
from treuga.sources import codes
from treuga.sources.metadata import short_language
from treuga.text.furniture import find_furniture, without_furniture

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")  # no XML tree can hold them
_OPENED, _CLOSED = re.compile(r"<(?:html|body)[\s>]", re.IGNORECASE), re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)
_SCRIPTED = ("script", "style", "template", "noscript", "iframe", "object", "embed", "svg", "canvas", "math")
_CONTROLS = ("button", "select", "option", "input", "textarea", "datalist")
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr o:p output q ruby s "
    "samp small span strike strong sub sup time tt u var wbr".split()
)
_CONTAINERS = frozenset("div article section main nav aside header footer form".split())
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
#: What converters of PDF leave within a paragraph: bullets of symbol fonts, and the name of an object of their own.
_BULLET = re.compile(r"\s*([\uf0b7\uf0a7\uf0d8\uf0fc\uf0a8])\s*")
_OBJECT = re.compile(r"<[\w.]+\s+name='[^'<>]{1,200}'>")
_SENTENCE = re.compile(r"[^\n]{50,}?[.!?][\"”’)]*(?=\n|\Z)")

#: trafilatura is given pages up to this size; beyond, all visible text is taken.
_ARTICLE_CHARS = 5_000_000
#: What part of a page's prose the article must hold, and the text below which a large page counts as empty.
_ENOUGH, _HARDLY, _MUCH = 0.5, 60, 5_000


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says, and says of itself."""

    text: str
    title: str = ""
    outlet: str = ""
    author: str = ""
    url: str = ""
    language: str = ""
    published: PartialDate | None = None


def read_page(markup: str, where: str) -> Page:
    """Take a page apart.

    Args:
        markup: the decoded page.
        where: the file, for messages.

    Raises:
        ReadError: it breaks off, or holds hardly any text.
    """
    from treuga.sources.declared import declared_date, heading

    _refuse_truncated(markup, where)
    root = _parse(markup, where)
    published = declared_date(root)
    lang = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang") or ""
    title = heading(root)
    _clean(root)
    article: Any = _article(root) if len(markup) <= _ARTICLE_CHARS else None
    text = _better(article.text if article is not None else "", root)
    if len(text) < _HARDLY and len(markup) > _MUCH:
        raise ReadError(
            codes.NO_ARTICLE, f"a page of {len(markup):,} characters has a text of {len(text)}", where=where
        )
    if not text:
        raise ReadError(codes.EMPTY, "the page has no text", where=where)
    known = {name: _line(getattr(article, name, "")) for name in ("title", "sitename", "author", "url")}
    url = known["url"] if re.match(r"https?://[^\s\"'<>]+\Z", known["url"]) else ""
    return Page(
        _with_heading(title, text), title or known["title"], known["sitename"], known["author"], url,
        short_language(lang), published,
    )  # fmt: skip


def _refuse_truncated(markup: str, where: str) -> None:
    cut = ""
    last = markup.rfind("<")
    if last > markup.rfind(">") and re.match(r"[a-zA-Z/!]", markup[last + 1 : last + 2] or "/"):
        cut = "the page ends within a tag"
    elif markup.rfind("<!--") > markup.rfind("-->"):
        cut = "the page ends within a comment"
    elif markup.lower().rfind("<script") > markup.lower().rfind("</script") and not markup.rstrip().endswith("/>"):
        cut = "the page ends within a script"
    elif _OPENED.search(markup) and not _CLOSED.search(markup):
        cut = "the page opens <html> or <body> and closes neither"
    if cut:
        raise ReadError(codes.TRUNCATED, cut, where=f"{where}:{markup.count(chr(10)) + 1}")


def _parse(markup: str, where: str) -> HtmlElement:
    from lxml import etree, html

    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, collect_ids=False, no_network=True
    )
    data = _CONTROL.sub(" ", _XML_DECLARATION.sub("", markup, count=1)).encode("utf-8", "replace")
    try:
        root = html.document_fromstring(data, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        # lxml finds no element at all: an empty page, or one of comments only.
        raise ReadError(codes.EMPTY, "the page has no text", where=where) from None
    if any("depth" in str(entry.message).lower() for entry in parser.error_log):
        message = "its elements are nested deeper than any reader follows, and text would be lost"
        raise ReadError(codes.NO_ARTICLE, message, where=where)
    return root


def _clean(root: HtmlElement) -> None:
    """Drop what never is text. An <a> without a target is no link, though link counters take it for one."""
    from lxml import etree

    for element in root.iter():
        if element.tag not in {"html", "body"} and isinstance(element.tag, str) and _hidden(element):
            element.tag = "template"
    etree.strip_elements(root, *_SCRIPTED, with_tail=False)
    for element in list(root.iter("a")):
        if element.get("href") is None:
            element.tag = "span"


def _article(root: HtmlElement) -> Any:
    import trafilatura

    for name in ("trafilatura", "htmldate", "courlan"):
        logger = logging.getLogger(name)
        if not logger.handlers:  # else their warnings go to standard error, in the midst of ours
            logger.addHandler(logging.NullHandler())
    try:
        return trafilatura.bare_extraction(
            root,
            favor_recall=True,
            include_comments=False,
            include_tables=True,
            with_metadata=True,
            # Its date is not used, because it may come from any mention: see `treuga.sources.declared`.
            date_extraction_params={"original_date": True, "extensive_search": False, "max_date": "2100-01-01"},
        )
    except Exception:  # hostile pages find every gap in a parser; the plain way below reads them all the same
        return None


def _better(article: str, root: HtmlElement) -> str:
    """The article as trafilatura finds it, or all visible text where that loses prose."""
    whole = _tidy(visible_text(root))
    article = _tidy(article)
    if not article or not any(element.tag in _CONTAINERS for element in root.iter()):
        return whole
    return article if _prose(article) >= _ENOUGH * _prose(whole) else whole


def _prose(text: str) -> int:
    kept = without_furniture(text, find_furniture(text))
    return sum(len(found.group()) for found in _SENTENCE.finditer(kept))


def visible_text(root: HtmlElement) -> str:
    """All text of a cleaned tree: a paragraph for each block element, white space folded as a browser does."""
    out: list[str] = []
    inline: list[str] = []

    def end_block(gap: str = "\n\n") -> None:
        passage = " ".join("".join(inline).split())
        inline.clear()
        if passage:
            out.append(passage + gap)

    # By hand and not by recursion: pages may be nested deeper than Python's stack.
    stack: list[tuple[HtmlElement, bool]] = [(root, True)]
    while stack:
        element, opening = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        block = tag not in _INLINE
        if not opening:
            if tag in {"td", "th"}:
                inline.append(" | " if element.getnext() is not None else "")
            elif block:
                end_block("\n" if tag in {"li", "tr", "br"} else "\n\n")
            inline.append(element.tail or "")
            continue
        skip = not tag or tag == "head" or tag in _CONTROLS
        if block and tag not in {"td", "th"}:
            end_block("\n" if tag in {"li", "br"} else "\n\n")
        stack.append((element, False))
        if not skip:
            inline.append("- " if tag == "li" else "")
            inline.append(element.text or "")
            stack.extend((child, True) for child in reversed(element))
    end_block()
    return "".join(out)


def _hidden(element: HtmlElement) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


def _tidy(text: str | None) -> str:
    plain = _BULLET.sub(r"\n\1 ", (text or "").replace("\0", "").replace("\r", "\n"))
    plain = _OBJECT.sub(lambda found: " ".join(found[0].split()) + "\n", plain)
    lines = (line.rstrip() for line in plain.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _with_heading(title: str, text: str) -> str:
    """Put the page's visible headline before the article, which often comes without; headlines quote people too."""
    bare = re.sub(r"\W+", " ", text[: len(title) + 400]).casefold()
    return text if not title or re.sub(r"\W+", " ", title).strip().casefold() in bare else f"{title}\n\n{text}"


def _line(value: object) -> str:
    return " ".join(str(value or "").split())[:500]
