"""The words by which acts are told: general English of promising, charging, denying, judging and the like."""

from __future__ import annotations

import re
from typing import Final


def _any(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.I)


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


FIRST: Final = _set("we i our us my ourselves")
DUTY: Final = _set("must should ought shall")
COPULAS: Final = _set("be remain seem appear look become sound feel stay")
LINKING: Final = _set("be remain seem appear offer underscore show serve mark represent stay")
#: With "our" before them these nouns mean the speaker; "our prisoners" are not the speaker.
OWN_SIDE: Final = _set(
    "side force government party movement army man fighter troop delegation team people country group"
)

# -- conditions

CONDITION: Final = _any(
    r"\b(unless|(?:as|so) long as|as soon as (?!possible)|at the same time as|only (?:if|when|after|once)|"
    r"(?<!even )(?<!as )if (?!you|i\b)|"
    r"provided (?:that|the)|except (?:if|when|after)|on (?:the )?condition|depends? (?:up)?on|"
    r"condition(?:al|s[- ]based)|(?:not|no|never|nobody|nowhere|nothing)\b[^.;]{0,60}\b(?:before|until)|"
    r"without .{3,40} (?:there|we|no|cannot)|until such time|contingent|once (?:the|they|we|it|he|she|all|both))\b"
)
STRICT: Final = _any(
    r"\b(?:(?:as|so) long as|as soon as (?!possible)|at the same time as|unless|only if|provided that|"
    r"on condition|except after)\b"
)
IN_ORDER: Final = _any(
    r"\A\W*(?:in order )?to\b[^.;]{4,80},\s*(?:we|you|they|there|it)\b.{0,30}\b(?:need|must|have to|has to|requires?)\b"
)
AHEAD: Final = _any(
    r"\b(will|would|shall|can(?:not)?|intends?|may|must|could|not (?:leave|withdraw|sign|stop|release))\b|['’]ll\b"
)
IF_CLAUSE: Final = _any(r"\bif\b(?P<protasis>[^,;]{3,120})(?:,(?P<rest>.+))?")
NEGATIVE: Final = _any(r"\b(?:no|not|nobody|nothing|never|fails?|refuses?)\b|n['’]t\b")

# -- who says no

NOT_TRUE: Final = _any(
    r"\b(not true|untrue|false|baseless|unfounded|fabricat\w+|no truth|nonsense|invention|"
    r"never (?:agreed|said|promised|happened|took|been|had)|is not (?:at )?an? .{2,40} but an?|"
    r"did not (?:take place|happen|occur)|no such|nothing to do with|propaganda|rumou?rs?|(?:a|are|were) lies?)\b"
)
SHORT_NO: Final = _any(
    r"\A\W*(?:(?:this|that|it|these|they) (?:is|was|are|were|did|does|do|has|have)(?: not|n['’]t)\W*\Z|"
    r"(?:this|that|it) (?:is|was)(?: not|n['’]t) an?\b|no\W+(?:we|i|it|that|this)\b[^.]{0,30}(?:\bnot\b|"
    r"n['’]t)|i (?:would|do) not (?:use|call|say|describe|see it))|,\s*(?:and )?never an? \w+\W*\Z"
)
NOBODY_BY_US: Final = _any(r"\b(?:nobody|no one|none|not one)\b.{0,200}\b(?:by|from) (?:us|our)\b")
REFUSES: Final = _any(
    r"\b(?:(?:not going to|will not|would not|won['’]t|cannot|shall not|do(?:es)? not|did not) "
    r"(?:answer|comment|discuss|say whether|be\W{1,3}(?:held|drawn|dictated|blackmailed)|speculate|elaborate|"
    r"go into|argue)|"
    r"no comment|ha(?:s|d|ve) no need (?:of|for)|no intention (?:of|to)|not (?:ready|prepared|willing) to|"
    r"unwilling to|nothing to (?:add|say))\b"
)
#: What one declines to take part in: "we will not sign" refuses, "we will not attack" promises.
DECLINED: Final = _set(
    "go attend answer discuss comment argue negotiate talk sit sign accept meet join participate speculate recognise "
    "recognize surrender bow yield submit disarm reply respond concede kneel capitulate apologise apologize agree"
)
#: What one rejects as untrue; all else that is rejected is declined.
ASSERTIONS: Final = _set(
    "accusation charge claim allegation report suggestion notion assertion rumour rumor idea it this that "
    "them criticism "
    "blame responsibility involvement figure finding story account link word lie offensive role"
)

# -- what is asked

ASK: Final = _any(
    r"\b(call(?:s|ed|ing)?(?: \w+)? (?:on|upon|for)|urge[sd]?|appeal to|demand[s]?|ask (?:the|all|both)|"
    r"request(?:s)? that|it (?:is|was|['’]s) (?:high )?time (?:for|to)|time to (?:stop|end)|the time has come|"
    r"need[s]? for .{2,40} to|ha(?:s|ve) to (?:be|do|stop|end|show)|let us|insist(?:s)? that)\b"
)
LET: Final = _any(r"\A\W*(?:but |and |so )?let (?!me\b|us see)")
MAY_IT: Final = _any(r"\A\W*may (?:the|our|their|this|god|peace|all)\b")
HOPE: Final = _any(
    r"\b(?:we|i|they|it|who|nato|alliance)?\s*(hopes?|expects?|wish(?:es)?|looks? forward|wants?|would like|"
    r"aspires?|confident that|optimistic)\b"
)
WILL_BE_OVER: Final = _any(r"\b(?:will|would) (?:soon |finally )?be (?:over|better|possible)\b")

# -- whom it charges, threatens, thanks

BREACH: Final = _any(
    r"\b(violat\w+|breach\w*|fail(?:ed|s|ing|ure)? to|did(?: not|n['’]t) (?:fulfil|fulfill|honou?r|keep|comply|"
    r"meet|respect|implement|live)|"
    r"ha(?:s|ve)(?: not|n['’]t) (?:fulfilled|honou?red|kept|complied|met|respected|implemented|lived|lived up)|"
    r"renege\w*|refus(?:es|ed|ing) to|procrastinat\w*|stalling|drag\w* (?:its|their|his) feet|sabotag\w+|provok\w+|"
    r"provocations?|undermin\w+|atrocit\w+|war crimes?|massacres?|blackmail\w*|besieg\w+|looted|looting|torture\w*|"
    r"not (?:meeting|honou?ring|fulfill?ing|complying|living up|abiding)|unacceptable levels?|broke (?:its|their|"
    r"the)|obstruct\w*|"
    r"(?:ceasefire|truce|agreement|cessation)[^.;]{0,60}? (?:was|were|has been|had been|have been) (?:broken|violated)|"
    r"(?:enemy|they|forces|militants|rebels|army|side|soldiers|troops|gunmen) (?:has |have |had |"
    r"still )?(?:fired|broken|"
    r"broke|opened fire|shelled|shell|burn|burned|occupy|block|take|took|stole|steal|beat|kidnapped|abducted|attack)|"
    r"(?:beaten|frightened|robbed|raped|tortured|abducted|kidnapped) (?:by|at gunpoint)|"
    r"still (?:holds?|takes?|fires?|occup(?:y|ies)|blocks?|refuses?|shells?|hides?)|keeps? (?:shelling|"
    r"attacking|violating|blocking)|"
    r"it (?:is|was) (?:they|he|the \w+) who|respons(?:ible|ibility) for the (?:attack|killing|violence)|"
    r"(?:attacked|shelled|bombed|killed|massacred|"
    r"targeted|looted) (?:\w+ ){0,3}(?:civilian|village|villager|farmer|worker|"
    r"town|hospital|convoy|people|position|troop|soldier|prisoner|woman|women|child|children|boy|girl)s?)\b"
)
THREAT: Final = _any(
    r"\b(threaten\w*|consequences?|retaliat\w+|respond with force|will pay|catastroph\w+|disast\w+|collapse|civil war|"
    r"(?:pay|heavy|bloody) (?:a |the )?(?:\w+ )?price|bloodshed|the blame|blood\w* will|"
    r"will be (?:held )?responsible|neither in (?:your|the|their)|not in (?:your|the|their) interest|mired in|"
    r"risks?\b|danger\w*|jeopardi[sz]e\w*|would (?:effectively|only|lead to|hand|plunge|cause)|"
    r"will have no choice|otherwise|famine|(?:back|return) to (?:the )?war|consider ourselves free)\b"
)
THOSE_WHO: Final = _any(r"\A\W*(?:but |and )?(?:those|anyone|whoever|he|any \w+) (?:who|that)?\b.*\b(?:will|shall)\b")
#: What follows an unmet condition when it is meant to frighten.
HARM: Final = _any(
    r"\b(?:rifles?|guns?|bombs?|war|violence|fight(?:ing)?|blood|nothing|nobody|no one|collapse|fail|worse|die|starve|"
    r"revenge|arms|flames?|burn|explode|bitter|regret)\b"
)
THANKS: Final = _any(r"\b(thank|grateful|gratitude|congratulat|appreciate|commend|applaud|salute|proud)\w*\b")

# -- what binds, what lies ahead, what judges

BINDS: Final = _any(
    r"\b(?:(?:full |strong |continued |readiness|willingness|determination)?(?:support for|readiness to|"
    r"willingness to|determination to)|committed|commitment|commit|strongly supports?|stands? (?:by|with|ready)|"
    r"remains? bound|bound by|(?:will|would|shall|['’]ll) (?:continue|stay (?:with|by|in|until|as)|remain|"
    r"support|ensure|honou?r|fulfil|fulfill|"
    r"implement|abide|respect|not allow|never|protect|do (?:our|its|their|his) (?:part|best|utmost)|keep|uphold|"
    r"comply|maintain|defend|stand|adhere|work (?:with|to|for|tirelessly|together)|spare no|spare neither)|"
    r"(?:we|they|parties|sides|i) (?:have|had) agreed (?:to|that)|must ensure|guarantee|pledge[sd]?|promise[sd]?|"
    r"vow(?:s|ed)?|determined to|(?:ready|prepared|willing) to|supports every|"
    r"steadfast|in together|remains? (?:fully |firmly )?(?:committed|engaged))\b"
)
#: Nouns that make "confirmed its ...", "tweeted their ..." a commitment.
BOUND: Final = _set(
    "commitment readiness willingness support determination resolve loyalty adherence pledge promise undertaking halt "
    "truce ceasefire covenant respect backing solidarity"
)
#: Nouns for what is owed: to remind somebody of them is to demand.
OWED: Final = _set("obligation duty commitment promise responsibility pledge undertaking word need")
FEELINGS: Final = _set(
    "regret concern worry doubt satisfaction dismay alarm gratitude reservation sorrow anger surprise shock "
    "fear relief "
    "scepticism skepticism disappointment appreciation optimism pessimism"
)
PLANS: Final = _any(
    r"\b(going to|plans? to|intends? to|to be (?:held|discussed|announced)|are (?:now )?(?:considering|"
    r"preparing|planning|reviewing)|(?:is|are|was|were) (?:scheduled|due|expected|set) |"
    r"with immediate effect|as of (?:today|now|tomorrow))\b"
)
WOULD_DATED: Final = _any(
    r"\bwould\b(?!.{0,300}\bif\b).{0,200}\b(?:by|on|in|at|within|before|next|after|from) (?:the )?(?:\w+ )?"
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|"
    r"wednesday|thursday|friday|saturday|sunday|week|month|year|weeks|months|days|day|latest|\d+)\b"
)
JUDGES: Final = _any(
    r"\b(is|are|was|were|be|remains?|seems?|appears?|becomes?|offers?|underscores?|shows?|serves? as|marks?|"
    r"represents?|constitutes?)\b"
    r"(?: \w+){0,4}? (?:not )?(?:(?:very|so|too|deeply|highly|more|most|quite|an?|the|our) )*"
    r"(important|historic|fragile|serious|grave|good|best|better|worse|worst|bad|positive|negative|constructive|"
    r"crucial|critical|vital|key|central|essential|acceptable|unacceptable|welcome|encouraging|worrying|alarming|"
    r"difficult|hard|easy|possible|impossible|far apart|tired|"
    r"realistic|necessary|clear|close|strong|weak|slow|unprecedented|promising|opportunity|chance|step|"
    r"steps|stage|sign|indicator|achievement|breakthrough|setback|problem|obstacle|challenge|success|failure|mistake|"
    r"urgency|hope|milestone|moment|no guarantee|surprised|satisfied|silent|alone|enough)\b"
    r"|\b(offers?|underscores?|important steps?|historic chance|progress|never before|nothing but|nothing else|"
    r"exceed\w*|deserv\w+|too (?:late|little|much|many|slow)|rewards?|betray\w*|saves? the|"
    r"the hard part|in the hands of)\b"
)
EVALUATIVE: Final = _set(
    "first-hand tired good bad weak strong fragile thin historic fair unfair wrong right shameful courageous"
)
#: Verbs of being and bringing about: with "would" they weigh; other verbs with "would" report a plan.
EFFECTS: Final = COPULAS | _set(
    "mean make help hurt end lead cause require cost allow undermine weaken strengthen bring create give affect like "
    "need want prefer have happen take lose gain benefit suffer die"
)
#: Verbs of saying that stress: with a "not" in what they stress, they deny.
INSISTS: Final = _set("insist stress maintain reply retort counter respond assert argue contend answer")
#: Verbs that own up to a fact.
FACTIVE: Final = _set(
    "admit concede acknowledge reveal recall recognise recognize report confirm note count estimate inform put"
)
#: Verbs by which one stands to what one has.
AFFIRMS: Final = _set("affirm reaffirm confirm express voice tweet post pledge reiterate renew repeat declare offer")
#: Verbs of which only the negation is a refusal to tell: "did not say whether".
TELLS: Final = _set("say tell comment confirm answer respond reply explain disclose reveal specify elaborate give")
