"""The codes of lints (TR54x): what is allowed in an agreement file, and hardly meant."""

from __future__ import annotations

from treuga.errors import declare

UNTOLD = declare(
    "TR540",
    "Nothing could ever show that the commitment was fulfilled or broken.",
    "Add patterns under 'testimony', or a measure that bears on it.",
)
IMPOSSIBLE_PATTERN = declare(
    "TR541",
    "A pattern rules out its own words, so that it can never match.",
    "Take the word out of 'excluding', or out of what the pattern asks for.",
)
CONTRADICTION = declare(
    "TR542",
    "The same words count for opposite things, or twice for the same.",
    "Make the two patterns differ, or keep one.",
)
BEFORE_SIGNING = declare("TR543", "A date lies before the signing.", "Check the date, and that of the signing.")
OVERTAKEN = declare(
    "TR544",
    "A date cannot be meant: it is due before what it waits for, or says what is said already.",
    "Check both dates.",
)
DEAD_END = declare(
    "TR545",
    "Something waits for a commitment that nothing could ever show fulfilled.",
    "Give that commitment patterns, or wait for another.",
)
NO_TOPIC = declare(
    "TR546",
    "A commitment has no topic, so that no search by topic finds it.",
    "Add 'topics' with codes of PA-X or PAM.",
)
UNUSED = declare("TR547", "Something is named and nowhere used.", "Use it, or remove it.")
REDUNDANT = declare("TR548", "A key says what holds without it.", "Remove it.")
BLIND_GATE = declare(
    "TR549",
    "No report could ever tell that a gate was opened, or that its condition is met.",
    "Add patterns under 'opened' or 'met'.",
)
NO_DATA = declare(
    "TR550",
    "A measure names a data set that the case does not have.",
    "Import it with 'treuga incidents import', or correct the name.",
)
HIDDEN_CHARACTER = declare(
    "TR551",
    "A text holds characters that cannot be seen and that can make it read as another.",
    "Remove them; type the text anew where you do not know which they are.",
)
INFLECTED = declare(
    "TR552",
    "A word of a pattern is inflected, and so is found in no report.",
    "Write the dictionary form: 'release', not 'released'; 'prisoner', not 'prisoners'.",
)
