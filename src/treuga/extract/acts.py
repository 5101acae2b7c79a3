"""Which act a statement is, and why: by its cue where the verb decides, else by the grammar of its content.

The eleven acts are those of the annotation guidelines. Every answer carries its reason in words, so that a reader can
see what decided ("modal 'must' on another party") and disagree.
"""

from __future__ import annotations

import re
from typing import Final

from spacy.tokens import Span, Token

from treuga.model import Act

_FIRST: Final = frozenset(("we", "i", "our", "us"))
_DUTY: Final = frozenset(("must", "should", "ought", "shall"))
_CONDITION = re.compile(
    r"\b(unless|(?:as|so) long as|only (?:if|when|after)|(?<!even )if (?!you|i\b)|as long as|provided (?:that|the)|"
    r"on (?:the )?condition|depends? (?:up)?on|"
    r"condition(?:al|s[- ]based)|not\b[^.;]{0,60}\b(?:before|until)|without .{3,40} (?:there|we|no|cannot)|"
    r"until such time|contingent)\b",
    re.I,
)
_IN_ORDER = re.compile(
    r"\A\W*(?:in order )?to\b[^.;]{4,80},\s*(?:we|you|they|there|it)\b.{0,30}\b(?:need|must|have to|has to|"
    r"requires?)\b",
    re.I,
)
_THANKS = re.compile(
    r"\b(thank|grateful|gratitude|congratulat|appreciate|commend|applaud|salute)\w*\b",
    re.I,
)
_HOPE = re.compile(
    r"\b(?:we|i|they|it|who|nato|alliance)?\s*(hopes?|expects?|wish(?:es)?|looks? forward|wants?|would like|"
    r"aspires?|confident that)\b",
    re.I,
)
_ASK = re.compile(
    r"\b(call(?:s|ed|ing)?(?: \w+)? (?:on|upon|for)|urge[sd]?|appeal to|demand[s]?|ask (?:the|all|both)|"
    r"request(?:s)? that|"
    r"it (?:is|was|['’]s) (?:high )?time (?:for|to)|the time has come|need[s]? for .{2,40} to|ha(?:s|ve) to "
    r"(?:be|do|stop|end|show)|let us|"
    r"insist(?:s)? that)\b",
    re.I,
)
_NOT_TRUE = re.compile(
    r"\b(not true|untrue|false|baseless|unfounded|fabricat\w+|no truth|never (?:agreed|said|promised|happened|"
    r"took|been|had)|"
    r"is not (?:at )?an? .{2,40} but an?|did not (?:take place|happen|occur)|no such|nothing to do with|"
    r"propaganda|rumou?rs?)\b",
    re.I,
)
_BREACH = re.compile(
    r"\b(violat\w+|breach\w*|fail(?:ed|s|ing|ure)? to|did(?: not|n['’]t) (?:fulfil|fulfill|honou?r|keep|comply|"
    r"meet|respect|implement|live)|"
    r"ha(?:s|ve)(?: not|n['’]t) (?:fulfilled|honou?red|kept|complied|met|respected|implemented|lived|lived up)|"
    r"renege\w*|refus(?:es|ed|ing) to|"
    r"not (?:meeting|honou?ring|fulfill?ing|complying|living up|abiding)|unacceptable levels?|broke (?:its|their|"
    r"the)|obstruct\w*|"
    r"(?:ceasefire|truce|agreement|cessation)[^.;]{0,60}? (?:was|were|has been|had been|have been) (?:broken|violated)|"
    r"(?:enemy|they|forces|militants|rebels|army|side) (?:has |have |had )?(?:fired|broken|broke|opened fire|shelled)|"
    r"respons(?:ible|ibility) for the (?:attack|killing|violence)|(?:attacked|shelled|bombed|killed|massacred|"
    r"targeted|looted) (?:\w+ ){0,3}(?:civilian|village|town|hospital|convoy|people|position|troop|soldier)s?)\b",
    re.I,
)
_THREAT = re.compile(
    r"\b(threaten\w*|consequences?|retaliat\w+|respond with force|will pay|catastroph\w+|disast\w+|collapse|civil war|"
    r"(?:pay|heavy|bloody) (?:a |the )?(?:\w+ )?price|bloodshed|the blame|blood\w* will|"
    r"will be (?:held )?responsible|neither in (?:your|the|their)|not in (?:your|the|their) interest|mired in|"
    r"risks?\b|danger\w*|jeopardi[sz]e\w*|would (?:effectively|only|lead to|hand|plunge|cause)|"
    r"will have no choice|otherwise)\b",
    re.I,
)
_BINDS = re.compile(
    r"\b(?:(?:full |strong |continued )?support for|committed|commitment|commit|strongly supports?|stands? (?:by|"
    r"with|ready)|will (?:continue|stay|remain|support|ensure|honou?r|fulfil|fulfill|"
    r"implement|abide|respect|not allow|never|protect|do (?:our|its|their|his) (?:part|best|utmost)|keep|uphold|"
    r"comply|maintain|defend|"
    r"stand|adhere|work (?:with|to|for|tirelessly)|spare no)|must ensure|guarantee|pledge[sd]?|promise[sd]?|"
    r"vow(?:s|ed)?|determined to|"
    r"steadfast|in together|remains? (?:fully |firmly )?(?:committed|engaged))\b",
    re.I,
)
_PLANS = re.compile(
    r"\b(will|shall|going to|plans? to|intends? to|to be (?:held|discussed|announced)|are (?:now )?(?:considering|"
    r"preparing|planning|reviewing))\b",
    re.I,
)
_JUDGES = re.compile(
    r"\b(is|are|was|were|be|remains?|seems?|appears?|becomes?|offers?|underscores?|shows?|serves? as|marks?|"
    r"represents?|constitutes?)\b"
    r"(?: \w+){0,4}? (?:not )?(?:(?:very|so|too|deeply|highly|more|most|an?|the|our) )*"
    r"(important|historic|fragile|serious|grave|good|best|better|worse|worst|bad|positive|negative|constructive|"
    r"crucial|critical|vital|"
    r"key|central|essential|acceptable|unacceptable|welcome|encouraging|worrying|alarming|difficult|hard|easy|"
    r"possible|impossible|"
    r"realistic|necessary|clear|close|strong|weak|slow|only|first|unprecedented|promising|opportunity|chance|step|"
    r"steps|stage|sign|indicator|"
    r"achievement|breakthrough|setback|problem|obstacle|challenge|success|failure|mistake|urgency|hope|milestone|"
    r"moment|no guarantee)\b"
    r"|\b(offers?|underscores?|important steps?|historic chance|progress|never before)\b",
    re.I,
)


_STRICT = re.compile(r"\b(?:(?:as|so) long as|unless|only if|provided that|on condition)\b", re.I)
_REFUSES = re.compile(
    r"\b(?:(?:not going to|will not|would not|won['’]t|cannot) (?:answer|comment|discuss|say whether|be "
    r"(?:held|drawn))|"
    r"ha(?:s|d|ve) no need (?:of|for)|no comment)\b",
    re.I,
)
_COPULAS: Final = frozenset(("be", "remain", "seem", "appear", "look", "become", "sound", "feel"))
_AHEAD = re.compile(
    r"\b(will|would|shall|can(?:not)?|intends?|may|must|could|not (?:leave|withdraw|sign|stop|release))\b", re.I
)
_LINKING: Final = frozenset("be remain seem appear offer underscore show serve mark represent".split())


def classify(cue_act: str, frame: str, content: Span, speaker_is: frozenset[str]) -> tuple[Act, str]:
    """The act and its reason.

    Args:
        cue_act: the act that the cue makes by itself, or empty.
        frame: the frame by which the cue took its content (see `treuga.extract.attribution.Draft`).
        content: what was said.
        speaker_is: lower-case words that mean the speaker inside the content ("nato", "it", "we").
    """
    text = content.text
    if cue_act:
        if cue_act in ("commitment", "announcement") and _conditional(text):
            return "condition", "the promise hangs on a condition"
        if cue_act == "announcement" and frame == "t":
            act, reason = _by_content(content, text, speaker_is)
            return (act, reason) if act in ("accusation", "demand", "denial") else ("announcement", "the cue says so")
        return cue_act, "the cue says so"  # type: ignore[return-value]
    if frame == "j":
        charge = _BREACH.search(text)
        return ("accusation", "the name charges") if charge else ("assessment", "the cue gives it a name")
    if frame == "p" and content[0].tag_ == "VBG":
        return "announcement", "the cue speaks of a plan"
    if frame == "o":
        return "demand", "the cue asks somebody to do something"
    return _by_content(content, text, speaker_is)


def _conditional(text: str) -> bool:
    return bool(_CONDITION.search(text)) and "even if" not in text.lower()


def _by_content(content: Span, text: str, speaker_is: frozenset[str]) -> tuple[Act, str]:
    if _IN_ORDER.search(text):
        return "condition", "'to have ..., we need ...' makes one thing hang on another"
    strict = _STRICT.search(text) or (_CONDITION.search(text) if _conditional(text) and _own_future(text) else None)
    if strict:
        return "condition", f"the word '{strict.group(0).split()[0]}' makes it hang on something"
    if _NOT_TRUE.search(text):
        return "denial", "it rejects an assertion"
    asked = _ASK.search(text)
    first_person = bool(re.match(r"\W*(?:we|i)\b", text, re.I))
    if asked:
        return "demand", f"the words '{asked.group(0)}' ask somebody else to act"
    duty = _duty(content, speaker_is)
    if duty is not None:
        mine, modal = duty
        if not mine:
            return "demand", f"modal '{modal}' on another party"
        return "commitment", f"modal '{modal}' on the speaker's own side"
    refused = _REFUSES.search(text)
    if refused:
        return "refusal", f"the words '{refused.group(0)}' decline"
    hoped = _HOPE.search(text[:90])
    if hoped and (first_person or hoped.start() < 40):
        return "expectation", f"the word '{hoped.group(1)}' hopes or expects"
    if _BREACH.search(text):
        return "accusation", f"the words '{_BREACH.search(text).group(0)}' charge another"  # type: ignore[union-attr]
    if _THREAT.search(text) and not _THANKS.search(text):
        return "warning", f"the words '{_THREAT.search(text).group(0)}' foretell harm"  # type: ignore[union-attr]
    if _THANKS.search(text):
        return "assessment", "it thanks or praises"
    return _by_main_verb(content, text, speaker_is)


def _by_main_verb(content: Span, text: str, speaker_is: frozenset[str]) -> tuple[Act, str]:
    """Promise, plan, denial, judgement or fact: by the subject, tense and mood of the main clause."""
    root = content.root
    subject = next((c for c in root.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    own = subject is None or _is_own(subject, speaker_is)
    modals = {c.lower_ for v in (root, *root.conjuncts) for c in v.children if c.dep_ == "aux"}
    negated = any(c.dep_ == "neg" for c in root.children)
    past = root.tag_ == "VBD" or bool(modals & {"have", "has", "had", "'ve", "’ve", "did"})
    binds, judges = _BINDS.search(text), _JUDGES.search(text)
    if own and binds and (not judges or binds.start() <= judges.start()):
        return "commitment", f"the words '{binds.group(0)}' bind the speaker"
    if own and negated and past and subject is not None:
        return "denial", "the speaker's side is said not to have done it"
    if judges and root.lemma_ in _LINKING:
        return "assessment", f"the words '{judges.group(0)}' judge"
    ahead = modals & {"will", "shall", "'ll", "’ll", "would", "'d", "’d"}
    if own and negated and ahead and not past:
        return "commitment", "the speaker's side says what it will not do"
    plans = _PLANS.search(text)
    if (plans or (own and ahead)) and not past and (ahead or root.lemma_ in ("go", "plan", "intend", "be")):
        return "announcement", "the future tense tells of a plan"
    if modals & {"can", "could", "cannot", "may", "might", "would"}:
        return "assessment", "a modal weighs what is possible"
    if root.lemma_ in _COPULAS and not past and not _counts(content) and _is_predicate(root):
        return "assessment", "the present tense says what something is"
    if judges and not past:
        return "assessment", f"the words '{judges.group(0)}' judge"
    return "claim", "it asserts a fact"


def _is_predicate(root: Token) -> bool:
    return any(c.dep_ in ("acomp", "attr", "oprd", "ccomp") for c in root.children)


def _counts(content: Span) -> bool:
    return any(token.like_num for token in content)


def _own_future(text: str) -> bool:
    return bool(_AHEAD.search(text))


def _duty(content: Span, speaker_is: frozenset[str]) -> tuple[bool, str] | None:
    """(whether the duty is the speaker's own, the modal) of the first 'must', 'should', 'has to' of a main clause."""
    for token in content:
        word = token.lower_
        is_verb = word in ("need", "needs", "has", "have") and _takes_to(token)
        if not is_verb and not (word in _DUTY and token.tag_ == "MD"):
            continue
        verb = token.head if token.dep_ in ("aux", "auxpass") else token
        if verb.dep_ in ("relcl", "advcl"):
            continue
        subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        return _is_own(subject, speaker_is), token.text
    return None


def _takes_to(token: Token) -> bool:
    return any(c.dep_ in ("xcomp", "ccomp") and any(g.lower_ == "to" for g in c.children) for c in token.children)


def _is_own(subject: Token | None, speaker_is: frozenset[str]) -> bool:
    if subject is None:
        return False
    own = _FIRST | speaker_is
    return any(t.lower_ in own for t in (subject, *subject.lefts))
