"""What a page declares of itself: its headline and its date of publication.

Only declarations count: meta elements, JSON-LD, ``time`` elements marked as the publication date, an element that is
named for the date beside the headline, a date in the page's own address. Dates anywhere else may be of anything.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from treuga.model import PartialDate
from treuga.text.dates import parse_date, stated_date

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: In order of trust: what says "published", then what says "date" only.
_META = (
    "article:published_time", "og:article:published_time", "datepublished", "og:published_time", "published_time",
    "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "article.published", "publication_date",
    "publish-date", "publish_date", "publishdate", "pubdate", "dc.date.issued", "dcterms.issued", "dcterms.date",
    "dcterms.created", "dc.date.created", "citation_publication_date", "citation_date", "datecreated", "dc.date",
    "date", "article:post_date", "originalpublicationdate", "rnews:datepublished",
)  # fmt: skip
_MARKED = re.compile(r"publish|posted|entry-date|post-date|article-date|pub-date|pubdate|dateline", re.IGNORECASE)
_NAMED = re.compile(
    r"(?:^|[\s_-])(?:date|dates|publi\w*|posted|timestamp|byline|dateline|post-meta|entry-meta)", re.IGNORECASE
)
_IN_URL = re.compile(r"/((?:19|20)\d\d)[/-](\d\d)[/-](\d\d)(?:/|-|\Z)")
_LD_CHARS, _LD_NODES = 300_000, 5_000


def declared_date(root: HtmlElement) -> PartialDate | None:
    """The date of publication that a page declares, to the precision that it gives; None where it declares none.

    Args:
        root: the page, before its scripts are removed.
    """
    for source in (_from_meta, _from_json, _from_time, _from_named, _from_address):
        for value in source(root):
            date = parse_date(value) or _leading_iso(value)
            if date is not None and 1900 <= date.earliest.year <= 2100:
                return date
    return None


def heading(root: HtmlElement) -> str:
    """The visible headline: the only ``h1``, or the one that the page's declared title repeats; else empty."""
    found = [" ".join(h.text_content().split()) for h in root.iter("h1")]
    found = [h for h in dict.fromkeys(found) if 0 < len(h) <= 300]
    if len(found) == 1:
        return found[0]
    titles = [" ".join(t.text_content().split()) for t in root.iter("title")]
    titles += [m.get("content") or "" for m in root.iter("meta") if m.get("property") == "og:title"]
    return next((h for h in found if any(h.casefold() in t.casefold() for t in titles)), "")


def _leading_iso(value: str) -> PartialDate | None:
    """``2021-03-12`` of ``2021-03-12T08:00:00.123456+0430``, and ``20210312``."""
    found = re.match(r"\s*(\d{4})(-?)(\d\d)\2(\d\d)(?!\d)", value)
    return parse_date(f"{found[1]}-{found[3]}-{found[4]}") if found else None


def _from_meta(root: HtmlElement) -> Iterator[str]:
    values: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        values.setdefault(name, (meta.get("content") or meta.get("datetime") or "").strip())
    yield from (values[name] for name in _META if values.get(name))


def _from_json(root: HtmlElement) -> Iterator[str]:
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower() or not script.text or len(script.text) > _LD_CHARS:
            continue
        try:
            data = json.loads(script.text)
        except (ValueError, RecursionError):
            continue
        queue, seen = [data], 0
        while queue and seen < _LD_NODES:
            node, seen = queue.pop(0), seen + 1
            if isinstance(node, dict):
                if isinstance(date := node.get("datePublished"), str):
                    yield date
                queue.extend(node.values())
            elif isinstance(node, list):
                queue.extend(node)


def _from_time(root: HtmlElement) -> Iterator[str]:
    times = list(root.iter("time"))
    for time in times:
        marks = " ".join(time.get(name) or "" for name in ("itemprop", "class", "id"))
        if time.get("pubdate") is not None or _MARKED.search(marks):
            yield time.get("datetime") or time.text_content()
    if len(times) == 1:
        yield times[0].get("datetime") or times[0].text_content()


def _from_named(root: HtmlElement) -> Iterator[str]:
    """A short element named for the date, after the headline (before it stand the dates of today and of teasers)."""
    past_headline = next(root.iter("h1"), None) is None
    for element in root.iter("h1", "span", "div", "p", "li", "td", "small", "em", "i", "dd"):
        if element.tag == "h1":
            past_headline = True
        elif past_headline and _NAMED.search(f"{element.get('class') or ''} {element.get('id') or ''}"):
            words = " ".join(element.text_content().split()) if len(element) <= 12 else ""
            if 0 < len(words) <= 140 and (date := stated_date(words)):
                yield date.iso
                return


def _from_address(root: HtmlElement) -> Iterator[str]:
    links = [e.get("href") or "" for e in root.iter("link") if (e.get("rel") or "").lower() == "canonical"]
    links += [e.get("content") or "" for e in root.iter("meta") if e.get("property") == "og:url"]
    yield from ("-".join(found.groups()) for link in links if (found := _IN_URL.search(link)))
