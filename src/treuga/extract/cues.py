"""The lexicon of cues: which verbs and nouns report speech, what they take as content, and which act they make.

Frames, in the tradition of PARC 3.0 and VerbNet's communication classes, one letter each:

* ``t`` a finite clause, with or without "that" ("said the talks ...", "warned that ...")
* ``q`` a direct quotation
* ``i`` an infinitive of which the speaker is the subject ("promised to leave")
* ``o`` a person asked, and an infinitive ("urged the parties to stop")
* ``n`` a noun phrase ("welcomed the statement", "denied the accusations")
* ``g`` a gerund ("avoided commenting")

then prepositions that introduce content ("for" in "called for"), and the act where the word alone decides it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Cue:
    """What a reporting word takes, and the act that it makes by itself (empty: the content decides)."""

    frames: frozenset[str]
    prepositions: frozenset[str]
    act: str


# lemma/frames/prepositions/act
_VERBS = """
say/tq tell/tqo/about,of add/tqn state/tqn note/tqn remark/tqn/on mention/tqn comment/tq/on,about write/tq tweet/tqn
post/tq announce/tqni//announcement declare/tqn proclaim/tqn explain/tqn clarify/tqn observe/tq report/tqn reveal/tn
disclose/tn relate/t affirm/tqn assert/tqn maintain/tq insist/tq/on term/n//assessment dub/n//assessment
deem/n//assessment describe/n//assessment stress/tqn emphasise/tqn emphasize/tqn underline/tn
underscore/tn highlight/tn reiterate/tqn repeat/tqn recall/tqn remind/tqo/of reaffirm/tqn//commitment reassure/t/of
assure/tqo/of confirm/tqn acknowledge/tqn admit/tqn/to concede/tqn recognise/tn recognize/tn claim/tqni
allege/tqn//accusation argue/tqn/for,against contend/tq suggest/tqng indicate/tqn signal/tn imply/t hint/tq/at
testify/tq
boast/tq/about,of joke/tq/about quip/tq quote/q answer/tq reply/tq respond/tq conclude/tqn continue/q
caution/tqo/against,about/warning warn/tqo/of,about,against/warning threaten/tqi//warning alert/to/to
inform/tqo/of,about notify/to/of fear/tn//warning
predict/tqn//expectation forecast/tn//expectation demand/tqin//demand urge/tqon//demand call/tqo/for,on,upon/demand
ask/tqo/for,about/demand request/tqon//demand order/tqo//demand instruct/o//demand press/o/for/demand
pressure/o//demand appeal/tqo/for,to/demand implore/qo//demand beg/qo/for/demand exhort/qo//demand
encourage/on//demand invite/o//demand require/on//demand summon/o//demand push/o/for/demand lobby/o/for/demand
advise/tqo/against/demand recommend/tqng//demand propose/tqnig//demand advocate/tng/for/demand plead/tqo/for,with/demand
command/o//demand challenge/qo//demand counsel/o/against/demand
promise/tqin//commitment pledge/tqin//commitment vow/tqin//commitment swear/tqi//commitment commit/i/to/commitment
undertake/i//commitment agree/ti/to,on/commitment guarantee/tn//commitment offer/i//announcement
volunteer/i//commitment decide/ti/on,against/announcement resolve/i//commitment plan/i//announcement
intend/i//announcement opt/i/for/announcement choose/i//announcement
deny/tqng//denial reject/tqn//denial dispute/tn//denial refute/n//denial rebut/n//denial dismiss/qn//denial
contradict/n//denial disavow/n//denial disclaim/n//denial
refuse/i//refusal decline/i//refusal avoid/g//refusal rule/g/out/refusal
accuse/q/of/accusation blame/n/for/accusation charge/tq//accusation condemn/qn//accusation denounce/qn//accusation
criticise/qn/for/accusation criticize/qn/for/accusation slam/qn/for/accusation decry/n//accusation
deplore/qn//accusation
complain/tq/about,of/accusation protest/tn/against/accusation
celebrate/tn//assessment lament/tqn//assessment regret/tn//assessment bemoan/n//assessment welcome/qn//assessment
praise/qn/for/assessment
hail/qn//assessment applaud/n//assessment commend/n/for/assessment thank/q/for/assessment
congratulate/q/on,for/assessment judge/t//assessment consider/t//assessment
believe/t/in/assessment think/tq/of,about/assessment feel/t//assessment find/t understand/t//assessment
doubt/tn//assessment
estimate/tn//claim worry/tq/about/assessment support/n back/n endorse/n oppose/n
hope/tqi/for/expectation expect/tqo//expectation want/i//expectation wish/ti/for/expectation anticipate/tn//expectation
seek/i//expectation aim/i/for/expectation
speak/tq/of,about,against talk/tq/of,about discuss/n outline/n detail/n elaborate//on refer//to allude//to
apologise/q/for/assessment apologize/q/for/assessment justify/n question/tqn wonder/tq
voice/n express/n reassert/n renew/n show/t see/t know/t learn/t
cite/n echo/n blast/n//accusation reference/n put/ slam/n//accusation label/n//assessment brand/n//accusation
"""

_NOUNS = """
promise//that,to,of,include/commitment pledge//that,to,include/commitment vow//that,to/commitment
commitment//that,to,include/commitment assurance//that,of/commitment guarantee//that/commitment
undertaking//that,to/commitment obligation//include/commitment
call//for/demand demand//that,for/demand appeal//for/demand request//that,for/demand
claim//that,of statement//that,on assertion//that argument//that suggestion//that comment//that,on remark//that,on
message//that accusation//that,of/accusation allegation//that,of/accusation charge//that,of/accusation
warning//that,of,about/warning threat//to,of/warning denial//that,of/denial refusal//to/refusal
hope//that,for/expectation concern//that,about/assessment fear//that,of/warning belief//that/assessment
view//that/assessment conclusion//that/assessment opinion//that/assessment announcement//that,of/announcement
decision//to,that/announcement
"""

#: Verbs whose subject may follow them ("said Stoltenberg") and which close a quotation.
SPEECH_TAGS: Final[frozenset[str]] = frozenset(
    "say add tell state note write tweet post continue explain remark reply answer respond warn insist stress declare "
    "announce claim argue observe comment affirm assert conclude urge ask recall admit acknowledge report joke quip "
    "concede reiterate confirm emphasize emphasise testify caution promise vow pledge suggest complain underline "
    "repeat "
    "boast clarify think stipulate read".split()
)

#: What speaks for the body that issued it: "the statement said".
DOCUMENTS: Final[frozenset[str]] = frozenset(
    "statement communique communiqué declaration resolution release letter message text document tweet post "
    "thread".split()
)

#: Nouns for those who can speak and be spoken to.
PEOPLE: Final[frozenset[str]] = frozenset(
    "official officer minister spokesman spokeswoman government authority president leader commander envoy ambassador "
    "negotiator community country state party side group movement ally member resident villager rebel militant "
    "faction fighter soldier troop force delegation council donor neighbour neighbor power".split()
)

#: Verbs that judge, know or aim rather than speak; they make a statement only where somebody's view is what is
#: reported.
QUIET: Final[frozenset[str]] = frozenset(
    "see know show find learn seek aim feel continue challenge charge push press require support back oppose discuss "
    "quote relate offer choose".split()
)


def _parse(table: str) -> dict[str, Cue]:
    out: dict[str, Cue] = {}
    for entry in table.split():
        lemma, frames, prepositions, act = (*entry.split("/"), "", "", "")[:4]
        out[lemma] = Cue(frozenset(frames), frozenset(filter(None, prepositions.split(","))), act)
    return out


VERBS: Final[dict[str, Cue]] = _parse(_VERBS)
NOUNS: Final[dict[str, Cue]] = _parse(_NOUNS)
