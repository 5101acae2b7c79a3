"""What a block shows of itself, before its neighbours are looked at: the direct signs of page furniture."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from treuga.text.lexicon import (
    ADDRESS,
    AUTHORS,
    BUTTONS,
    CREDITS,
    FUNCTION,
    ITEMS,
    LEADS,
    LEXICON,
    NARRATIVE,
    POINTERS,
    SELECTORS,
    STRONG_SELECTORS,
    STRONG_WEIGHT,
)
from treuga.text.lines import MARKER, Raw, ends_sentence

#: A block longer than this is prose whatever its words; page furniture comes in small pieces.
LONG = 700
_WORD = re.compile(r"[^\W_]+(?:['’./*-][^\W_]+)*\*?|&")
_QUOTE = re.compile(r"[\"“”„]|«(?=\S)|(?<=\S)»")  # a guillemet between blanks is the arrow of a path
_TRUNCATED = re.compile(
    r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])\s*(?:\(?(?:read|continue|more|full)\b[\w ]{0,20}[»›>→)]*)?\Z", re.I
)
_READ_ON = re.compile(r"\b(?:read more|continue reading|read full (?:story|article)|more)\s*[»›>→]+\Z", re.I)
_LINK = re.compile(
    r"(?:https?://|www\.)\S+\Z|@\w{2,30}\Z|[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|info|news|tv|co)(?:\.\w\w)?\Z", re.I
)
_CRUMBS = re.compile(r"\s+[/>»›|→·•]\s+|\s*[»›→]\s*")
#: What a program shows of an object of its own, where a converter wrote that into a page by mistake.
_DEBRIS = re.compile(
    r"<[\w.]+(?:\s+object)?(?:\s+at\s+0x[0-9a-f]+|(?:\s+\w+=(?:'[^'\n]*'|\"[^\"\n]*\"|\w+))+)\s*/?>\Z", re.I
)
_JOINED = re.compile(r"(?<=[^\W\d_])/(?=[^\W\d_a-z])")
_COUNT = re.compile(
    r"(?:\(?[\d.,]+[kKmM]?\)?\s*(?:comments?|shares?|views?|likes?|retweets?|reads?|replies|minutes? read|"
    r"mins?\.? read|"
    r"votes?)"
    r"|(?:no|views|shares|comments|likes|hits|reads|post views|reading time|estimated reading time|est\. reading time)"
    r"\s*[:(]?\s*(?:comments(?: yet)?|[\d.,]+[kKmM]?\)?(?:\s*min\w*)?))\.?\Z",
    re.I,
)
_PAGE_NUMBER = re.compile(r"(?:page\s+\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?|[-–—]\s*\d{1,4}\s*[-–—])\Z", re.I)
_LEGAL = re.compile(
    r"(?:(?:^|\s)©(?=\s|\d)|\(c\)\s*(?:19|20)\d\d|copyright\b.{0,60}?(?:19|20)\d\d)|\ball rights reserved\b", re.I
)
_FONT_BUTTONS = re.compile(r"(?:A\s*[-+–]?\s*){2,4}\Z")
_BUTTON = re.compile(
    r"(?:skip|back|print|share|e-?mail|save|listen|download|copy|follow|scroll|jump|enlarge|bookmark|tweet|"
    r"send|toggle|open|close|show|hide|load|view|see)"
    r"(?: (?:to|this|the|our|us|a|an|on|in|as|all|more|full|back|by|via|it|or))*"
    r" (?:main |full )?(?:content|top|page|article|story|link|navigation|menu|homepage|us|posts?|pdf|images?|gallery|"
    r"video|comments|version|screen|facebook|twitter|whatsapp|telegram|e-?mail|friend|social media|sections|search|"
    r"more)\Z",
    re.I,
)
_AD_LABEL = re.compile(r"(?:ad|advert|advertisement|sponsored|promoted)\s*(?:[-–—:|]|\Z)", re.I)
_FORM_FIELD = re.compile(r"\w+(?: \w+){0,2}\s*\*\Z|(?:name|e-?mail|website|message|subject|comment)\s*:\Z", re.I)
_THREAD = re.compile(
    r"(?:\S+ ){0,3}says:?\Z|(?:reply|like|report|flag)(?:\s*[|·]\s*\w+)*\Z|\d+ (?:\w+ ){1,2}ago\Z", re.I
)
_INLINE = re.compile(
    r"(?:related(?: (?:article|story|news|post|reading))?s?|read (?:more|also|next)|also read|must read|don['’]t miss|"
    r"see also|watch|more on this|recommended|in pictures|listen)\s*(?:[:|»›>→]|\s[–—-]\s)\s*\S",
    re.I,
)
_MORE_FROM = re.compile(r"more (?:from|on|about|by|in|stories|news|articles|headlines)\b", re.I)
_COMMENTS = re.compile(
    r"leave (?:a |your )?(?:reply|comment|response)\b|(?:post|add|write|submit) (?:a |your )?comment\b|"
    r"comments? (?:are|is) (?:now )?closed|(?:\d[\d,]* )(?:comments?|responses?|thoughts on)\b|no comments yet|"
    r"join the (?:discussion|conversation)|comments?\s*(?:\(\d+\)|:?)\Z|be the first to comment",
    re.I,
)
_AUTHOR_BOX = re.compile(r"about (?:the |our |this )?([\w'’-]+)\Z", re.I)
_BY = re.compile(
    r"(?:by|written by|posted by|reported by|published by|edited by|compiled by|translated by|story by|text by|author)"
    r"\s*:?\s+(?=[^\W\d_])",
    re.I,
)
_DESK = re.compile(
    r"\(?(?:(?:additional |with )?(?:reporting|writing|editing|translation)(?: and writing)? by)\b|"
    r"(?:source|via|credit)\s*:\s*\S|"
    r"posted (?:on|in|by)\b|filed (?:under|to|in)\b|submitted by\b|(?:last )?updated (?:by|\d+ \w+ ago)",
    re.I,
)
_TAGS = re.compile(r"(?:tags?|tagged(?: with| as)?|filed under|topics|keywords|categor(?:y|ies)|labels)\s*:", re.I)


@dataclass(slots=True)
class Piece:
    """A block with its features. ``kind`` is filled where it is furniture."""

    raw: Raw
    text: str
    words: list[str] = field(default_factory=list)
    count: int = 0
    final: bool = False
    prose: bool = False
    truncated: bool = False
    marker: bool = False
    narrative: bool = False
    quoted: bool = False
    kind: str = ""

    @property
    def short(self) -> bool:
        """Heading-sized, and not a sentence."""
        return self.count <= 25 and not self.final and not self.marker and not self.prose


def piece(text: str, raw: Raw) -> Piece:
    """Measure a block. Only small blocks are taken apart, so that a long line costs next to nothing."""
    size = raw.end - raw.start
    if size > LONG:
        tail = text[raw.end - 60 : raw.end]
        return Piece(raw, "", count=size // 6, final=ends_sentence(tail), prose=True, truncated=_cut_off(tail))
    passage = text[raw.start : raw.end]
    words = [w.lower().replace("’", "'") for w in _WORD.findall(passage)]
    out = Piece(raw, passage, words, len(words))
    out.final = ends_sentence(passage)
    out.truncated = out.count > 3 and _cut_off(passage)
    out.marker = MARKER.match(passage) is not None
    out.narrative = any(w in NARRATIVE for w in words)
    out.quoted = _QUOTE.search(passage) is not None
    out.prose = (out.final and out.count >= 8) or out.count >= 26 or (out.final and out.narrative and out.count >= 3)
    return out


def direct_kind(p: Piece) -> str:
    """The kind of furniture that a block is by its own looks; empty where it shows none."""
    if not p.text or (not p.words and not _FORM_FIELD.match(p.text)):
        return ""
    for pattern, kind in (
        (_LINK, "navigation"),
        (_DEBRIS, "control"),
        (_COUNT, "control"),
        (_PAGE_NUMBER, "control"),
        (_FONT_BUTTONS, "control"),
        (_BUTTON, "control"),
        (_AD_LABEL, "advert"),
    ):
        if pattern.match(p.text):
            return kind
    if p.count <= 40 and not p.narrative and _LEGAL.search(p.text) and not p.quoted:
        return "legal"
    if p.count <= 3 and not p.final and _FORM_FIELD.match(p.text):
        return "form"
    if p.count <= 30 and _INLINE.match(p.text) and (not p.final or not p.text.lower().startswith("see also")):
        return "related"
    if p.count <= 40 and not p.final and _TAGS.match(p.text):
        return "tags"
    return _crumbs(p) or _by_words(p)


def _cut_off(passage: str) -> bool:
    tail = passage[-40:]
    return _TRUNCATED.search(tail) is not None or _READ_ON.search(tail) is not None


def _crumbs(p: Piece) -> str:
    """A path of short names: "Home / World / ...", or a row of section names."""
    if p.final or p.count > 40 or p.quoted:
        return ""
    chunks = [c for c in _CRUMBS.split(p.text) if c.strip()]
    if len(chunks) >= 2:
        short = [c for c in chunks[:-1] if len(c.split()) <= 4]
        known = [c for c in chunks if _all_known(c)]
        if len(short) == len(chunks) - 1 and (known and (_all_known(chunks[0]) or len(known) * 2 >= len(chunks))):
            return "navigation"
        if len(chunks) >= 5 and len(short) == len(chunks) - 1 and len(chunks[-1].split()) <= 4:
            return "navigation"
    joined = _JOINED.split(p.text)  # "Latest News/In Depth" names two sections
    if len(joined) >= 2 and all(0 < len(c.split()) <= 3 for c in joined) and _all_known(joined[0]):
        return "navigation"
    uses = [w for w in p.words if any(kind == "navigation" for kind, _ in LEXICON.get(w, ()))]
    rest = [w for w in p.words if w not in FUNCTION]
    return "navigation" if len(uses) >= 4 and len(uses) >= 0.7 * len(rest) else ""


def _all_known(chunk: str) -> bool:
    words = [w for w in _WORD.findall(chunk.lower()) if w not in FUNCTION]
    return bool(words) and all(w in LEXICON for w in words)


def _by_words(p: Piece) -> str:
    """Judge by the share of furniture words, weighing that the block speaks to "you" or of "him"."""
    if p.count == 1 and not p.final:
        return _best_kind(p.words) if p.words[0].rstrip("*") in BUTTONS else ""
    content = [w for w in p.words if w not in FUNCTION]
    if not content or p.count > 80 or p.marker:
        return ""
    weights = [max((weight for _, weight in LEXICON.get(w, ())), default=0.0) for w in content]
    strong, score = sum(w >= STRONG_WEIGHT for w in weights), sum(weights) / len(content)
    if p.narrative or p.quoted:
        score -= 0.35
    if any(w in ADDRESS for w in p.words):
        score += 0.12
    short = p.count <= 14
    if strong >= 1 and short and score >= 0.62:
        return _best_kind(p.words)
    if strong >= 2 and score >= (0.5 if not p.final or any(w in ADDRESS for w in p.words) else 0.62):
        return _best_kind(p.words)
    if strong == 0 and short and len(content) >= 3 and not p.quoted and {"you", "your"} & set(p.words) and score >= 0.6:
        return _best_kind(p.words)
    return ""


def _best_kind(words: list[str]) -> str:
    votes: dict[str, float] = {}
    for word in words:
        for kind, weight in LEXICON.get(word, ()):
            votes[kind] = votes.get(kind, 0.0) + weight
    return max(votes, key=lambda kind: (votes[kind], kind)) if votes else "control"


def weakly(p: Piece) -> bool:
    """Whether a small block could be furniture if its neighbours are: all its words are used on pages."""
    content = [w for w in p.words if w not in FUNCTION]
    return 0 < p.count <= 8 and not p.final and not p.marker and all(w in LEXICON or w.isdigit() for w in content)


def leads_away(p: Piece) -> str:
    """``strong`` or ``weak`` for the head of a list of other reports, ``pointer`` to one page, or empty."""
    if p.final or not 0 < p.count <= 8:
        return ""
    phrase = " ".join(w for w in p.words)
    if phrase in LEADS:
        return "strong"
    if phrase in POINTERS:
        return "pointer"
    if _MORE_FROM.match(p.text):
        return "pointer" if p.text.endswith(":") else "weak"
    known = all(w in SELECTORS or w in ITEMS or w in FUNCTION for w in p.words)
    if known and any(w in SELECTORS for w in p.words) and any(w in ITEMS for w in p.words):
        return "strong" if any(w in STRONG_SELECTORS for w in p.words) or "most" in p.words else "weak"
    return ""


def labels_advert(p: Piece) -> bool:
    """Whether the block is the label of an advert that follows."""
    return p.count <= 8 and _AD_LABEL.match(p.text) is not None


def is_link(p: Piece) -> bool:
    """Whether the block is an address and nothing else."""
    return _LINK.match(p.text) is not None


def opens_comments(p: Piece) -> bool:
    """Whether the block is the head of a comment section."""
    return 0 < p.count <= 14 and not p.narrative and not p.quoted and _COMMENTS.match(p.text) is not None


def in_thread(p: Piece) -> bool:
    """Whether the block is a mark of a thread of comments ("Ann says:", "Reply", "2 hours ago")."""
    return 0 < p.count <= 8 and _THREAD.match(p.text) is not None


def author_box(p: Piece) -> bool:
    """Whether the block is the head of a note on the author ("About the author", "About admin")."""
    found = _AUTHOR_BOX.match(p.text) if 2 <= p.count <= 4 else None
    return found is not None and found[1].lower() in AUTHORS


def byline(p: Piece, *, head: bool, after_title: bool) -> bool:
    """Whether the block credits an author or agency.

    Args:
        p: the block.
        head: it stands before the article's prose.
        after_title: a title stands before it.
    """
    if not 0 < p.count <= 22 or p.quoted:
        return False
    if _DESK.match(p.text) and not p.narrative:
        return True
    found = _BY.match(p.text)
    if found and not p.final and p.count <= 16 and not p.narrative:
        return p.text[found.end()].isupper() or p.words[-1] in CREDITS
    return head and after_title and not p.final and p.count <= 5 and _credit(p)


def _credit(p: Piece) -> bool:
    """A name in capitals that ends with what such names end with: "Valley News Desk"."""
    names = [w for w in re.findall(r"[^\W\d_][\w'’-]*", p.text) if w.lower() not in FUNCTION]
    return len(names) >= 2 and p.words[-1] in CREDITS and all(name[0].isupper() for name in names)
