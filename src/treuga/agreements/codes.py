"""The error codes of agreement files (TR5xx), with what each means and what to do."""

from __future__ import annotations

from treuga.errors import declare

NOT_FOUND = declare(
    "TR500", "There is no agreement with that name.", "Ask for one by its id, or by the path of its YAML file."
)
BAD_YAML = declare(
    "TR501",
    "The file cannot be read as plain YAML.",
    "Write plain 'key: value' YAML in UTF-8, without tabs, tags, anchors, aliases or repeated keys.",
)
UNKNOWN_KEY = declare("TR502", "A key means nothing in this place.", "Correct its spelling, or remove it.")
MISSING_KEY = declare("TR503", "A key that is needed is missing, or has no value.", "Add it.")
WRONG_TYPE = declare(
    "TR504", "A value has the wrong shape: text, list and mapping are not exchangeable.", "Write it in the shape shown."
)
BAD_ID = declare(
    "TR505",
    "An id is not in kebab case.",
    "Use lower-case letters, digits and single hyphens, as in 'prisoner-release'.",
)
DUPLICATE_ID = declare("TR506", "An id is used twice in one list.", "Rename one of the two.")
UNKNOWN_PARTY = declare(
    "TR507",
    "A party is not in the registry.",
    "Correct the id, or add the party to a registry file of the case.",
)
UNKNOWN_WORD = declare(
    "TR508", "A value is not one of the words that this key allows.", "Use one of the words listed in the message."
)
BAD_DATE = declare("TR509", "A date is not a date.", "Write YYYY-MM-DD, or YYYY-MM or YYYY where the day is not known.")
BAD_DEADLINE = declare(
    "TR510",
    "A deadline cannot be understood.",
    "Write a date, or 'signed' or 'start(commitment-id)', followed by '+ 14 months', '+ 135 days' and the like.",
)
DEADLINE_REFERENCE = declare(
    "TR511",
    "A deadline counts from something that the file does not have.",
    "Name a commitment of the same file, or give the agreement its 'signed' date.",
)
CYCLE = declare(
    "TR512",
    "Commitments wait for each other in a circle, so that none can ever begin.",
    "Break the circle in one place.",
)
UNKNOWN_ANTECEDENT = declare(
    "TR513",
    "An antecedent is no commitment of this file.",
    "Name a commitment of the same file, or use 'signing' or 'always'.",
)
UNKNOWN_CONDITION = declare(
    "TR514",
    "A gate's condition names a commitment that does not exist.",
    "Write the id of a commitment of this file, or 'agreement-id/commitment-id'.",
)
EMPTY_PATTERN = declare(
    "TR515",
    "A pattern, or a condition, could never match anything.",
    "Give a pattern 'action', or 'object' with 'state'; give a condition a commitment or patterns.",
)
BAD_COUNT = declare(
    "TR516",
    "A count is not a positive number with a unit.",
    "Write for example 'count: {value: 5000, unit: prisoner}'.",
)
NO_SOURCE = declare(
    "TR517",
    "A commitment or gate does not say where it comes from.",
    "Add 'sources' with at least one '- source: ...' and its 'certainty'.",
)
NO_SIDE = declare(
    "TR518",
    "A party has a role here but stands on no side.",
    "Add it to 'parties', or under 'sides' to the allies of the party that it stands with.",
)
UNKNOWN_CLASS = declare(
    "TR519", "A word class ('@...') does not exist.", "Use one that ships with Treuga, or define it under 'words'."
)
UNKNOWN_TOPIC = declare(
    "TR520",
    "A topic is not in its vocabulary.",
    "Use a code of PA-X or a provision of PAM; 'agreement-file' lists them.",
)
BAD_VERSION = declare(
    "TR521",
    "The file is written in a version of the language that this Treuga does not read.",
    "Begin with 'treuga: 1'.",
)
BOTH_SIDES = declare(
    "TR522",
    "The same side owes and is owed, or a party stands on two sides.",
    "Keep each party on one side; what sides owe each other has all of them as 'debtor' and as 'creditor'.",
)
NAME_MISMATCH = declare(
    "TR523", "The name of the file is not the id of the agreement.", "Rename the file, or correct the id."
)
BAD_WINDOW = declare(
    "TR524", "The window of a measure cannot be understood.", "Write '28 days', or FIRST..LAST with two dates."
)
BAD_BASELINE = declare(
    "TR525",
    "The baseline of a measure cannot be understood.",
    "Write '28 days', 'season', 'signed - 28 days', or FIRST..LAST with two dates.",
)
BAD_TARGET = declare("TR526", "The target of a measure is no share.", "Write for example '80%'.")
BAD_MEASURE = declare(
    "TR527",
    "A measure bears on something that is not there.",
    "Name one commitment of this file, or one condition as 'gate/condition'.",
)
BAD_THRESHOLD = declare(
    "TR528",
    "A threshold is no weight that witnesses can have.",
    "Write a whole number, for example 'thresholds: {accepted_from: 3}'.",
)
BAD_AMENDMENT = declare(
    "TR529",
    "An amendment changes nothing, changes what is not there, or is older than the agreement.",
    "Name a commitment of this file, and its new deadline or count, 'withdrawn: yes', or 'replaced_by'.",
)
