"""Which act a statement is, and why: by its cue where the verb decides, else by the grammar of its content.

The eleven acts are those of the annotation guidelines. The rules stand in two ordered tables, `_BY_CUE` and
`_BY_CONTENT`; the first rule that answers decides. Every answer carries its reason in words, so that a reader can see
what decided ("modal 'must' on another party") and disagree.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice
from typing import Final

from treuga.extract import acts_words as lexicon
from treuga.extract.acts_case import PAST, SUBJECTS, Case, counts, hangs
from treuga.extract.cues import VERBS
from treuga.extract.words import Span, Token
from treuga.model import Act

Answer = tuple[Act, str] | None
_FUTURE: Final = frozenset(("will", "shall", "'ll", "’ll", "would", "'d", "’d"))
_POSSIBLE: Final = frozenset(("can", "could", "cannot", "may", "might", "would"))
#: Frames in which the speaker's own words stand: a quotation, and speech without marks.
_OWN_WORDS: Final = "dc"
#: How many words that ask are looked at in one content.
_LOOKED_AT: Final = 5


def classify(
    cue_act: str, frame: str, content: Span, speaker_is: frozenset[str], cue: Token | None = None
) -> tuple[Act, str]:
    """The act and its reason.

    Args:
        cue_act: the act that the cue makes by itself, or empty.
        frame: the frame by which the cue took its content (see `treuga.extract.cues`).
        content: what was said.
        speaker_is: lower-case words that mean the speaker inside the content ("nato", "it", "we").
        cue: the reporting word, where it is known.
    """
    case = Case(cue_act, frame, content, speaker_is, cue)
    for rule in _BY_CUE:
        if answer := rule(case):
            return answer
    return _of_content(case)


def _of_content(case: Case) -> tuple[Act, str]:
    """The act by the content alone, for cues that decide nothing ("said")."""
    for rule in _BY_CONTENT:
        if answer := rule(case):
            return answer
    return "claim", "it asserts a fact"


# -- by the cue


def _untold(case: Case) -> Answer:
    """As in "did not say whether", "would not confirm the figure", "does not expect"."""
    cue = case.cue
    if cue is None or not any(c.dep_ == "neg" for c in cue.children):
        return None
    if case.verb in lexicon.TELLS and case.frame not in _OWN_WORDS:
        return "refusal", "the cue says that it was not told"
    if case.cue_act == "expectation" or case.verb in ("believe", "think"):
        return "assessment", "the cue says what is not expected"
    return None


def _named(case: Case) -> Answer:
    """As in "called it a step", "dismissed it as a lie"."""
    if case.frame not in ("j", "w") or (counts(case.content) and case.verb in lexicon.FACTIVE):
        return None
    if case.cue_act == "denial" and (lexicon.NOT_TRUE.search(case.text) or _is_assertion(case)):
        return "denial", "the name calls it untrue"
    if charge := lexicon.BREACH.search(case.text):
        return "accusation", f"the name '{charge.group(0)}' charges"
    return "assessment", "the cue gives it a name"


def _rejected(case: Case) -> Answer:
    """What is rejected as untrue is denied; a deal or an offer that is rejected is refused."""
    if case.verb not in ("reject", "dismiss", "rebuff", "spurn") or case.frame in ("t", *_OWN_WORDS):
        return None
    if _is_assertion(case):
        return "denial", "the cue rejects an assertion"
    return (
        ("refusal", "the cue declines an offer") if case.verb != "dismiss" else ("assessment", "the cue belittles it")
    )


def _is_assertion(case: Case) -> bool:
    nouns = {t.lemma_.lower() for t in case.content[:4]} | {case.root.lemma_.lower()}
    return bool(nouns & lexicon.ASSERTIONS)


def _viewed(case: Case) -> Answer:
    """As in "in the view of the priest, a promise on paper": a standpoint without a verb judges."""
    views = ("view", "opinion", "eye", "word", "judgement", "judgment")
    if case.verb in views and case.root.pos_ not in ("VERB", "AUX"):
        return "assessment", "a view of what something is"
    return None


def _stipulated(case: Case) -> Answer:
    return ("condition", "the cue sets a condition") if case.verb in ("stipulate", "condition") else None


def _by_noun(case: Case) -> Answer:
    """What the noun of the content says: "expressed doubt", "confirmed its readiness", "reminded them of a duty"."""
    if case.frame not in ("n", "p", "m") or case.root.pos_ not in ("NOUN", "PROPN"):
        return None
    noun = case.root.lemma_.lower()
    if case.verb == "remind" and noun in lexicon.OWED:
        return "demand", f"the cue reminds of the {noun}"
    if case.cue_act and case.verb not in ("confirm", "reaffirm", "affirm"):
        return None
    if noun == "hope":
        return "expectation", "it is a hope"
    if noun in lexicon.FEELINGS:
        return "assessment", f"the noun '{noun}' weighs"
    if noun in lexicon.BOUND and not hangs(case) and case.verb not in ("recall", "note", "cite", "mention"):
        return "commitment", f"the noun '{noun}' binds"
    return None


def _cautioned(case: Case) -> Answer:
    """As in "cautioned them not to" asks; "cautioned that counting is not seeing" judges; other cautions warn."""
    if case.verb != "caution":
        return None
    if case.frame == "o":
        return "demand", "the cue asks somebody not to do something"
    if lexicon.THREAT.search(case.text) or lexicon.AHEAD.search(case.text.replace("cannot", "")):
        return None
    act, reason = _of_content(case)
    return ("assessment", "a caution about what is so") if act == "claim" else (act, reason)


def _held(case: Case) -> Answer:
    """Beliefs: of a condition, of what will come, of a number."""
    if case.cue_act != "assessment" or case.verb not in ("believe", "think", "judge", "reckon", "feel"):
        return None
    if hangs(case):
        return "condition", "the judgement hangs on a condition"
    if case.verb == "believe" and case.modals & {"will", "shall", "'ll", "’ll"}:
        return "expectation", "a belief about what will come"
    if counts(case.content) and case.root.lemma_ not in lexicon.COPULAS:
        return "claim", "a belief about a number"
    return None


def _told_of_fact(case: Case) -> Answer:
    """Announcing or agreeing that something is so is a claim: "announced that two roads were open"."""
    if case.frame != "t" or case.cue_act not in ("announcement", "commitment") or hangs(case):
        return None
    ahead = lexicon.AHEAD.search(case.text) or lexicon.PLANS.search(case.text)
    if ahead or case.root.tag_ in ("VB", "NN", "NNS") or case.verb not in ("announce", "agree", "declare", "proclaim"):
        return None
    act, reason = _of_content(case)
    if act in ("accusation", "demand", "denial"):
        return act, reason
    if case.own and case.verb != "agree" and not case.past:
        return None
    return "claim", "the cue tells what is so or was done"


def _cue_decides(case: Case) -> Answer:
    act = case.cue_act
    if not act:
        return None
    if act in ("commitment", "announcement", "claim") and hangs(case):
        return "condition", "what is said hangs on a condition"
    if act == "announcement" and case.frame == "t":
        found, reason = _of_content(case)
        return (found, reason) if found in ("accusation", "demand", "denial") else ("announcement", "the cue says so")
    return act, "the cue says so"  # type: ignore[return-value]


def _cue_frame(case: Case) -> Answer:
    if case.frame == "p" and case.content[0].tag_ == "VBG":
        return "announcement", "the cue speaks of a plan"
    if case.frame == "o":
        return "demand", "the cue asks somebody to do something"
    return None


# -- by the content


def _condition(case: Case) -> Answer:
    if lexicon.IN_ORDER.search(case.text):
        return "condition", "'to have ..., we need ...' makes one thing hang on another"
    if not hangs(case):
        return None
    if _menaces(case):
        return "warning", "an unmet condition, and harm that follows"
    found = lexicon.STRICT.search(case.text) or lexicon.CONDITION.search(case.text)
    return ("condition", f"the word '{found.group(0).split()[0]}' makes it hang on something") if found else None


def _menaces(case: Case) -> bool:
    """As in "If they find no work, they will dig up the rifles": the speaker does not say what the speaker would do."""
    clause = lexicon.IF_CLAUSE.search(case.text)
    if clause is None or clause["rest"] is None or not re.search(r"\b(?:will|would|shall)\b", clause["rest"]):
        return False
    if re.match(r"\W*(?:then )?(?:we|i|our)\b", clause["rest"], re.I):
        return False
    negative = bool(lexicon.NEGATIVE.search(clause["protasis"]))
    return bool(lexicon.HARM.search(clause["rest"])) and (negative or not _benign(clause["rest"]))


def _benign(rest: str) -> bool:
    return bool(re.search(r"\b(?:peace|end|stop|over|free|home)\b", rest, re.I))


def _denial(case: Case) -> Answer:
    if lexicon.NOT_TRUE.search(case.text) or lexicon.SHORT_NO.search(case.text):
        return "denial", "it rejects an assertion"
    if lexicon.NOBODY_BY_US.search(case.text):
        return "denial", "nobody is said to have suffered it from the speaker"
    insists = case.verb in lexicon.INSISTS and case.frame not in _OWN_WORDS
    ahead = case.modals & {"will", "would", "shall", "must", "should"}
    if insists and not ahead and (case.negated or _no_subject(case)):
        return "denial", "the cue insists on a 'not'"
    return None


def _no_subject(case: Case) -> bool:
    words = {t.lower_ for t in case.subject.subtree} if case.subject is not None else set()
    return bool(words & {"no", "nobody", "nothing", "none"})


def _wish(case: Case) -> Answer:
    if lexicon.MAY_IT.search(case.text):
        return "expectation", "'may ...' wishes"
    return None


def _imperative(case: Case) -> Answer:
    if lexicon.LET.search(case.text):
        return "demand", "'let ...' asks for it"
    first = next((t for t in case.content if t.is_alpha and t.lower_ not in ("please", "so", "and", "but")), None)
    if first is None or case.frame not in _OWN_WORDS or case.subject is not None:
        return None
    bare = case.root.tag_ == "VB" and not any(c.tag_ in ("TO", "MD") for c in case.root.children)
    if bare and (first.i == case.root.i or first.lower_ in ("do", "never")) and first.lower_ not in ("allow", "let"):
        return "demand", f"the imperative '{case.root.text}'"
    return None


def _asked(case: Case) -> Answer:
    for found in islice(lexicon.ASK.finditer(case.text), _LOOKED_AT):
        if not _asked_by_another(case, found.start()):
            return "demand", f"the words '{found.group(0)}' ask somebody else to act"
    return None


def _asked_by_another(case: Case, offset: int) -> bool:
    """As in "The army insists that ...", inside what somebody else says, is not that one's own demand."""
    verb = next((t for t in case.content if t.idx - case.content.start_char == offset), None)
    if verb is None or verb.pos_ != "VERB":
        return False
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    # What nobody is given as asking, and what the speaker asks, is the speaker's.
    return subject is not None and subject.pos_ != "PRON" and not case.is_own(subject)


def _duty(case: Case) -> Answer:
    """The first "must", "should", "has to" of a main clause: on the speaker's own side, or on another."""
    for token in case.content:
        word = token.lower_
        is_verb = word in ("need", "needs", "has", "have") and _takes_to(token)
        if not is_verb and not (word in lexicon.DUTY and token.tag_ == "MD"):
            continue
        verb = token.head if token.dep_ in ("aux", "auxpass") else token
        if verb.dep_ in ("relcl", "advcl"):
            continue
        subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
        if word == "shall" and case.is_own(subject) and any(c.dep_ == "neg" for c in verb.children):
            return None  # "we shall not go": what one will not do is looked at below
        if case.is_own(subject):
            return "commitment", f"modal '{token.text}' on the speaker's own side"
        return "demand", f"modal '{token.text}' on another party"
    return None


def _takes_to(token: Token) -> bool:
    return any(c.dep_ in ("xcomp", "ccomp") and any(g.lower_ == "to" for g in c.children) for c in token.children)


def _refusal(case: Case) -> Answer:
    if found := lexicon.REFUSES.search(case.text):
        return "refusal", f"the words '{found.group(0)}' decline"
    held = case.root.lemma_.lower() in lexicon.DECLINED
    if case.own and case.negated and held and (case.modals & _FUTURE or case.first_person) and not case.past:
        return "refusal", f"the speaker's side will not {case.root.lemma_}"
    return None


def _expectation(case: Case) -> Answer:
    hoped = lexicon.HOPE.search(case.text[:90])
    if hoped and (case.first_person or hoped.start() < 40):
        return "expectation", f"the word '{hoped.group(1)}' hopes or expects"
    if found := lexicon.WILL_BE_OVER.search(case.text):
        return "expectation", f"the words '{found.group(0)}' look ahead"
    vague = case.subject is not None and case.subject.lower_ in ("somebody", "someone", "everybody", "everyone")
    return ("expectation", "somebody, some day") if vague and case.modals & _FUTURE else None


def _performed(case: Case) -> Answer:
    """What "we" do by saying so: "we welcome", "we condemn", "we have agreed to a truce"."""
    if not case.first_person or case.negated or case.modals - PAST:
        return None
    verb = case.root.lemma_.lower()
    known = VERBS.get(verb)
    act = known.act if known is not None else ""
    if verb == "agree":
        bound = bool(case.modals) and not re.search(r"\bagreed on\b", case.text)
        return ("commitment", "'we have agreed' binds") if bound else None
    if case.root.tag_ in ("VBP", "VB", "VBD", "VBN") and act in ("commitment", "denial"):
        return act, f"'we {verb}' does it"  # type: ignore[return-value]
    if case.root.tag_ != "VBP" or act in ("", "announcement", "claim", "expectation"):
        return None
    return act, f"'we {verb}' does it"  # type: ignore[return-value]


def _accusation(case: Case) -> Answer:
    found = lexicon.BREACH.search(case.text)
    if counts(case.content) and (case.verb in lexicon.FACTIVE or _nobodys_deed(case)):
        return None
    if found and case.own and case.subject is not None and found.start() > case.subject.idx - case.content.start_char:
        none = case.negated or any(t.lower_ in ("no", "never") for t in case.root.subtree)
        return ("denial", "the speaker's side is said not to have done it") if none else None
    return ("accusation", f"the words '{found.group(0)}' charge another") if found else None


def _nobodys_deed(case: Case) -> bool:
    """As in "The fighting has killed 600 people" counts; it charges nobody."""
    return case.subject is not None and case.subject.lemma_.lower() in (
        "fighting", "war", "violence", "conflict", "clash", "attack", "explosion", "hostility",
    )  # fmt: skip


def _warning(case: Case) -> Answer:
    if lexicon.THANKS.search(case.text):
        return "assessment", "it thanks or praises"
    if found := lexicon.THREAT.search(case.text):
        return "warning", f"the words '{found.group(0)}' foretell harm"
    if lexicon.THOSE_WHO.search(case.text) and lexicon.HARM.search(case.text):
        return "warning", "'those who ... will' foretells harm"
    return None


def _bound(case: Case) -> Answer:
    binds, judges = lexicon.BINDS.search(case.text), lexicon.JUDGES.search(case.text)
    bare = case.root.pos_ in ("NOUN", "PROPN") and case.verb not in lexicon.AFFIRMS
    if binds and not bare and (not judges or binds.start() <= judges.start()):
        ours = re.search(r"\b(?:we|i)\W*\Z", case.text[: binds.start()], re.I)
        if case.own or ours:
            return "commitment", f"the words '{binds.group(0)}' bind the speaker"
    if case.own and case.negated and case.past and case.subject is not None:
        return "denial", "the speaker's side is said not to have done it"
    if judges and case.root.lemma_ in lexicon.LINKING:
        return "assessment", f"the words '{judges.group(0)}' judge"
    if case.own and case.negated and case.modals & _FUTURE and not case.past:
        return "commitment", "the speaker's side says what it will not do"
    return None


def _planned(case: Case) -> Answer:
    """What lies ahead: "will", "is due to"; in reported speech also "would", of the speaker's side or of a day."""
    if re.search(r"\bready for\b", case.text) and case.own:
        return "announcement", "the words 'ready for' tell of a plan"
    if case.past:
        return None
    if (case.ahead and case.modals & _FUTURE) or lexicon.PLANS.search(case.text):
        return "announcement", "the future tense tells of a plan"
    would = bool(case.modals & {"would", "'d", "’d"}) and case.frame not in _OWN_WORDS
    acts = case.root.pos_ == "VERB" and case.root.lemma_ not in lexicon.EFFECTS and " if " not in case.text
    if would and (lexicon.WOULD_DATED.search(case.text) or acts or (case.own and case.subject is not None)):
        return "announcement", "'would' reports a plan"
    return None


def _doing(case: Case) -> Answer:
    """What the speaker does by now or today: "I have told the army to stand down", "we sign today"."""
    if not case.first_person or case.negated or re.search(r"\b(?:ago|so far|always|often)\b", case.text):
        return None
    verb = case.root.lemma_.lower()
    ordered = verb in ("tell", "order", "instruct", "decide", "ask") and bool(case.modals & {"have", "'ve", "’ve"})
    if ordered or (case.root.tag_ == "VBP" and verb not in _STATES):
        return "announcement", "the speaker tells what the speaker's side does"
    return None


_STATES: Final = lexicon.COPULAS | frozenset(
    "have know believe think understand need want like love own contain see hear mean live stand offer do start".split()
)


def _judged(case: Case) -> Answer:
    if case.modals & _POSSIBLE:
        return "assessment", "a modal weighs what is possible"
    factual = counts(case.content) or case.verb in lexicon.FACTIVE
    if case.root.lemma_ in lexicon.COPULAS and not factual and _is_predicate(case):
        if not case.past:
            return "assessment", "the present tense says what something is"
        if any(c.dep_ == "acomp" and c.lower_ in lexicon.EVALUATIVE for c in case.root.children):
            return "assessment", "it says what something was like"
    judges = lexicon.JUDGES.search(case.text)
    if judges and not factual:
        return "assessment", f"the words '{judges.group(0)}' judge"
    return None


def _is_predicate(case: Case) -> bool:
    kinds = {"acomp", "attr", "oprd", "ccomp"} | ({"advmod", "prep"} if not case.past else set())
    return any(c.dep_ in kinds for c in case.root.children)


Rule = Callable[[Case], Answer]
_BY_CUE: Final[tuple[Rule, ...]] = (
    _untold, _named, _rejected, _stipulated, _viewed, _by_noun, _cautioned, _held, _told_of_fact,
    _cue_decides, _cue_frame,
)  # fmt: skip
_BY_CONTENT: Final[tuple[Rule, ...]] = (
    _condition, _denial, _wish, _imperative, _asked, _duty, _refusal, _expectation, _performed, _accusation, _warning,
    _bound, _planned, _doing, _judged,
)  # fmt: skip
