"""The words of page furniture, by their function on a page.

A word is *strong* where articles hardly use it in a line of its own ("newsletter", "font") and *weak* where they do
("leave", "reply", "terms"). A block is judged by the share of such words among its content words, never by one word.
"""

from __future__ import annotations

from typing import Final

STRONG_WEIGHT: Final = 1.0
WEAK_WEIGHT: Final = 0.6

#: kind -> (strong words, weak words)
_WORDS: Final[dict[str, tuple[str, str]]] = {
    "form": (
        "email e-mail emails password username captcha login signin signup logout login/register checkbox",
        "address addresses required field fields name website save browser submit remember forgot enter fill send "
        "marked published optional log sign register valid form next time required* input contact us feedback",
    ),
    "comment": (
        "comments commenting commenter commenters",
        "comment leave reply replies post posted closed closing cancel add write join discussion conversation "
        "thoughts respond response moderated moderation view show hide load all oldest newest disabled open section "
        "policy",
    ),
    "share": (
        "facebook twitter whatsapp telegram linkedin pinterest reddit instagram youtube tumblr flipboard messenger "
        "viber",
        "share shares tweet follow pin like likes email copy link links print send social media via rss channel "
        "whatsapp article story page join us",
    ),
    "control": (
        "font slideshow fullscreen javascript scroll click loading zoom autoplay subtitles",
        "increase decrease reset size text print listen download play pause mute unmute skip next previous back top "
        "menu search close open toggle view expand collapse read reading here tap gallery image images photo photos "
        "page content version mobile desktop dark light mode audio video larger smaller enlarge navigation main "
        "bottom enable please supported refresh reload try again wait swipe pdf minutes minute min keyword",
    ),
    "subscription": (
        "newsletter newsletters subscribe subscribed subscriber subscribers subscribing subscription subscriptions "
        "unsubscribe inbox paywall",
        "sign signed signing up daily weekly alert alerts notification notifications premium account free trial "
        "unlimited access member members membership join donate donation support story stories miss never latest "
        "delivered straight today breaking app news morning evening get best already log continue reading become "
        "digest journalism reader readers independent",
    ),
    "legal": (
        "cookie cookies copyright copyrighted gdpr privacy disclaimer",
        "policy policies terms conditions use uses using rights reserved consent accept reject decline preferences "
        "settings permission reproduction reproduced republished rewritten redistributed broadcast published material "
        "prohibited site website websites experience improve personalise personalize continue continuing browse "
        "browsing agree content analyse analyze traffic service services visit visiting manage third party parties",
    ),
    "advert": (
        "advertisement advertisements advertising sponsored advertise adverts advertorial",
        "promoted ad ads content partner partners story continues below article scroll continue reading",
    ),
    "tags": ("tags tagged hashtags", "tag filed under categories category topics topic keywords labels posted"),
    "navigation": (
        "homepage sitemap podcasts",
        "home news world politics business economy sport sports opinion opinions culture technology tech science "
        "health video videos photos multimedia about contact sections section menu search live tv radio podcast "
        "lifestyle entertainment features editorial editorials blogs blog archive archives latest updates update "
        "trending front regional international national local views analysis more middle east asia europe africa "
        "americas investigations weather travel magazine jobs faq help donate us team",
    ),
}  # fmt: skip

FUNCTION: Final = frozenset(
    "a an the to of and or for on in at by with is are be been being will not your you our we this that it its "
    "from all no can may as if i my me has have do does any more about so than then into out when which who what "
    "how there these those each also only just & + | / - – — * ·".split()
)

#: A line of just one of these words is a button.
BUTTONS: Final = frozenset(
    "share print reply search menu login subscribe close back next previous home loading email comments tags "
    "listen download skip play pause mute more advertisement facebook twitter whatsapp telegram linkedin "
    "newsletter save tweet follow copy bookmark translate register donate advert sponsored sitemap".split()
)

#: Words that tell a story about third persons; furniture speaks to "you" in the present.
NARRATIVE: Final = frozenset(
    "he she they his her him their them said says told stated added warned announced reported wrote was were had "
    "would killed called according spokesman spokesperson spokeswoman president minister".split()
)
ADDRESS: Final = frozenset("you your we our us please".split())

#: Heads of lists that lead away from the report, as "Related posts", "You may also like", "Most read".
SELECTORS: Final = frozenset(
    "related recommended trending popular similar latest recent more other further top featured suggested must "
    "most editor's editors editors' picked handpicked newest".split()
)
STRONG_SELECTORS: Final = frozenset("related recommended trending popular similar suggested featured".split())
ITEMS: Final = frozenset(
    "post posts article articles story stories news content reading coverage video videos headline headlines pick "
    "picks read reads viewed popular commented shared entries link links now today features".split()
)
LEADS: Final = frozenset((
    "check also", "you may also like", "you might also like", "you may like", "you might like",
    "you may also be interested in", "you might also be interested in", "more like this", "in other news",
    "recommended for you", "trending now", "what to read next", "don't miss", "related", "recommended", "next article",
    "previous article", "previous post", "next post", "next story", "previous story", "also in this section",
    "from our partners", "from the web", "around the web", "people also read", "readers also read", "editor's choice",
    "editors choice", "read this next", "keep reading", "our picks", "up next", "read next",
))  # fmt: skip
#: Pointers to one other page, in the midst of the text or at its end; the article goes on behind the link.
POINTERS: Final = frozenset((
    "see also", "read also", "also read", "read more", "read more at", "more at", "watch also", "also see", "see more",
    "more on this", "related to this", "continue reading", "full story", "read the full story", "full text",
    "further reading at", "learn more", "find out more", "more information", "click here",
))  # fmt: skip

#: Who writes or sends reports: last words of a credit line.
CREDITS: Final = frozenset(
    "report reports reporter reporters staff correspondent correspondents desk bureau agency agencies editor "
    "editors writer writers monitor monitoring newsroom wire service services contributor team newsdesk press "
    "admin".split()
)
AUTHORS: Final = frozenset(
    "admin administrator author authors writer editor editorial staff us correspondent contributor team reporter "
    "newsroom webmaster".split()
)


def _build() -> dict[str, tuple[tuple[str, float], ...]]:
    out: dict[str, list[tuple[str, float]]] = {}
    for kind, (strong, weak) in _WORDS.items():
        for words, weight in ((strong, STRONG_WEIGHT), (weak, WEAK_WEIGHT)):
            for word in dict.fromkeys(words.split()):
                out.setdefault(word, []).append((kind, weight))
    return {word: tuple(uses) for word, uses in out.items()}


#: word -> its (kind, weight) on pages
LEXICON: Final = _build()
