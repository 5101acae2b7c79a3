"""Text of unknown origin, made fit to stand in a document: nothing hidden in it, nothing in it that comes alive.

Report text, titles, outlets and addresses are hostile until shown otherwise. `visible` brings to light what would
steer or disguise a line; escaping is then the format's: Jinja2 does it for HTML, `markdown` here for Markdown.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, urlsplit

#: Characters of these categories are shown by their number: controls, formats (bidirectional marks among them),
#: surrogates, private and unassigned ones, line and paragraph separators.
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
#: Exempt: line feed and tab are layout, a soft hyphen marks a syllable, Persian and Dari are spelt with two joiners.
_LAWFUL = frozenset("\n\t\u200c\u200d\u00ad")
#: More marks than this on one letter are no script's spelling; they would paint over the lines around them.
_MARKS = 4
_LINE_ENDS = re.compile(r"\r\n?")

_PUNCTUATION = re.compile(r"([\\`*_{}\[\]~$^])")
_AT_START = re.compile(r" ?([#+\-=%]|:(?=:)|\d{1,9}[.)])")
_SPACE = re.compile(r"\s+")
_ADDRESS = re.compile(r"(:)(?=/)|(?<=\bwww)(\.)|(@)", re.IGNORECASE)
#: Old converters do not know backslashes before these; entities are safe in all of them.
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;"}


def visible(text: str) -> str:
    """Text in which hidden characters stand as ``‹U+202E›``, lines end in one way, and letters carry few marks."""
    text = _LINE_ENDS.sub("\n", text)
    if text.isascii() and text.isprintable():
        return text
    out: list[str] = []
    marks = 0
    for c in text:
        kind = unicodedata.category(c)
        marks = marks + 1 if kind in {"Mn", "Me"} else 0
        if (kind in _HIDDEN and c not in _LAWFUL) or marks > _MARKS:
            out.append(f"‹U+{ord(c):04X}›")
        else:
            out.append(c)
    return "".join(out)


def flat(text: str) -> str:
    """`visible` text on one line, with single spaces."""
    return " ".join(visible(text).split())


def web_address(url: str) -> str:
    """The address, where it is a plain ``http`` or ``https`` one; else nothing.

    Addresses with a user name in them are refused: they look like one site and lead to another.
    """
    url = url.strip()
    if visible(url) != url or any(c.isspace() for c in url):
        return ""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return ""
    if parts.scheme.lower() not in {"http", "https"} or not host or "@" in parts.netloc:
        return ""
    if not re.fullmatch(r"[^\W_](?:[\w.-]*\w)?(?::\d{1,5})?", parts.netloc):
        return ""
    try:
        netloc = parts.netloc.encode("idna").decode("ascii")
    except UnicodeError:
        return ""
    rest = quote(url.split(parts.netloc, 1)[1], safe="/?&=#%;:,+@~.-_!")
    return f"{parts.scheme.lower()}://{netloc}{rest}"


def markdown(text: str) -> str:
    """Text on one line that shows as itself in Markdown, whatever it holds: no markup, link, table or HTML.

    A space at its beginning or end stays, so that pieces of a sentence can be put together.
    """
    text = _PUNCTUATION.sub(r"\\\1", _SPACE.sub(" ", visible(text)))
    text = "".join(_ENTITIES.get(c, c) for c in text)
    text = _ADDRESS.sub(lambda found: "\\" + found[0], text)
    found = _AT_START.match(text)
    return f"{found[0][:-1]}\\{found[0][-1]}{text[found.end() :]}" if found else text


def css_string(text: str) -> str:
    """Text as a string of CSS: all but plain letters, digits and spaces as escapes, so that it can end nothing."""
    # The space after an escape belongs to it.
    return '"' + "".join(c if c.isascii() and (c.isalnum() or c == " ") else f"\\{ord(c):X} " for c in flat(text)) + '"'
