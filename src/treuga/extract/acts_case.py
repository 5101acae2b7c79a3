"""What the rules for acts look at: the content, its main clause and the cue, read once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from treuga.extract import acts_words as lexicon
from treuga.extract.words import Span, Token

SUBJECTS: Final = ("nsubj", "nsubjpass")
PAST: Final = frozenset(("have", "has", "had", "'ve", "’ve", "did"))
_WILL: Final = frozenset(("will", "shall", "'ll", "’ll"))


@dataclass(slots=True)
class Case:
    """What the rules look at; what the content's parse tells is read once."""

    cue_act: str
    frame: str
    content: Span
    speaker_is: frozenset[str]
    cue: Token | None
    text: str = ""
    root: Token = field(init=False)
    subject: Token | None = field(init=False)
    own: bool = field(init=False)
    modals: frozenset[str] = field(init=False)
    negated: bool = field(init=False)

    def __post_init__(self) -> None:
        self.text = self.content.text
        self.root = root = self.content.root
        self.subject = next((c for c in root.children if c.dep_ in SUBJECTS), None)
        self.own = self.subject is None or self.is_own(self.subject)
        verbs = (root, *root.conjuncts)
        self.modals = frozenset(c.lower_ for v in verbs for c in v.children if c.dep_ in ("aux", "auxpass"))
        self.negated = any(c.dep_ == "neg" for c in root.children)

    @property
    def verb(self) -> str:
        """Lemma of the cue."""
        return self.cue.lemma_.lower() if self.cue is not None else ""

    @property
    def past(self) -> bool:
        """Whether the main clause tells of what has been."""
        passive = self.root.tag_ == "VBN" and bool(self.modals & {"was", "were"})
        return self.root.tag_ == "VBD" or passive or bool(self.modals & PAST)

    @property
    def ahead(self) -> bool:
        """Whether a word of the content tells of what will be."""
        return any(t.tag_ == "MD" and t.lower_ in _WILL for t in self.content)

    @property
    def first_person(self) -> bool:
        """Whether "we" or "I" is the subject of the main clause."""
        return self.subject is not None and self.subject.lower_ in ("we", "i")

    def is_own(self, subject: Token | None) -> bool:
        """Whether a subject is the speaker: "we", "our side", its name; "our prisoners" are not."""
        if subject is None:
            return False
        own = lexicon.FIRST | self.speaker_is
        if subject.lower_ in own:
            return True
        before = {t.lower_ for t in subject.lefts}
        possessed = bool(before & {"our", "my", "its", "their", "his", "her"})
        return bool(before & own) and (not possessed or subject.lemma_.lower() in lexicon.OWN_SIDE)


def hangs(case: Case) -> bool:
    """Whether it makes an act to come depend on something."""
    if "even if" in case.text.lower():
        return False
    if lexicon.STRICT.search(case.text):
        return True
    if not lexicon.CONDITION.search(case.text):
        return False
    cue_ahead = case.cue is not None and any(c.tag_ == "MD" for c in case.cue.children)
    verbless = case.root.pos_ in ("NOUN", "PROPN") or (case.cue_act == "commitment" and case.frame == "i")
    return bool(lexicon.AHEAD.search(case.text)) or cue_ahead or verbless


def counts(content: Span) -> bool:
    """Whether a number stands in it."""
    return any(token.like_num for token in content)
