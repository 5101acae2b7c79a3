"""Error codes of the language pipeline and the party registry (TR300-399)."""

from __future__ import annotations

from treuga.errors import declare

PARTY_YAML = declare("TR310", "A party file is not valid YAML.", "Correct the line that the message names.")
PARTY_SECTION = declare(
    "TR311",
    "A party file has a section that Treuga does not know.",
    "Use the sections 'states', 'parties' and 'persons'.",
)
PARTY_KEY = declare(
    "TR312",
    "A party has a key that Treuga does not know.",
    "Remove the key or correct its spelling; docs/reference/parties.md lists all keys.",
)
PARTY_MISSING = declare("TR313", "A party lacks a key that it must have.", "Add the key that the message names.")
PARTY_VALUE = declare(
    "TR314",
    "A value in a party file has the wrong shape.",
    "Write it as the message says; see docs/reference/parties.md.",
)
PARTY_ID = declare(
    "TR315",
    "A party id is not kebab case.",
    "Use lower-case letters, digits and single hyphens, as in 'north-atlantic-council'.",
)
PARTY_TWICE = declare("TR316", "A party id is given twice.", "Merge the two entries, or give one another id.")
PARTY_UNKNOWN = declare(
    "TR317", "A party file refers to a party that nobody defines.", "Define that party, or correct the id."
)
PARTY_DATE = declare(
    "TR318", "A date of office is not a date.", "Write YYYY, YYYY-MM or YYYY-MM-DD, the start not after the end."
)
PARTY_CIRCLE = declare("TR319", "A party is, through others, part of itself.", "Break the circle of 'part_of'.")
REGISTRY_DAMAGED = declare("TR320", "The party registry of this installation is damaged.", "Install Treuga again.")
NO_MODEL = declare(
    "TR301",
    "There is no such language model.",
    "Set 'model' in treuga.yaml to the name of an installed spaCy model, or to a folder that has a config.cfg.",
)
BAD_MODEL = declare(
    "TR302",
    "A language model cannot be used.",
    "Take a spaCy 3.8 model for English with tagger, parser, lemmatizer and ner, or leave 'model' empty.",
)
BAD_STYLE = declare(
    "TR303",
    "There is no such style of time values.",
    "Set 'style' of the component 'treuga_times' to 'treuga' or 'timeml'.",
)
