"""The error codes of the monitor (TR6xx), with what each means and what to do."""

from __future__ import annotations

from treuga.errors import declare

UNKNOWN_COMMITMENT = declare(
    "TR601", "The agreement has no such commitment or gate.", "Ask for one of the ids that the agreement file gives."
)
ANTECEDENT_CYCLE = declare(
    "TR602",
    "Commitments wait for each other in a circle, so none can ever come into force.",
    "Remove one of the antecedents that are named.",
)
BAD_DAY = declare("TR603", "That is no day.", "Give datetime.date values for 'as_of' and 'known_at'.")
UNKNOWN_ANTECEDENT = declare(
    "TR604",
    "A commitment waits for something that the agreement does not have.",
    "Name a commitment of the same file, 'signing' or 'always' as its antecedent.",
)
BAD_GRADE = declare(
    "TR605",
    "That is no grade of the Admiralty scale.",
    "Write a letter from A to F and a digit from 1 to 6, for example B2.",
)
BAD_PERIOD = declare(
    "TR606", "A period ends before it begins.", "Give the earlier day with --since and the later one with --until."
)
UNKNOWN_SOURCE = declare(
    "TR607",
    "There is no such source among the reports of the case.",
    "Give the name of a report or of an outlet as 'treuga reports' lists them, or the id of a party.",
)
BAD_MOVE = declare(
    "TR608", "That is no deadline.", "Write a day such as 2020-05-01, or an expression such as 'signed + 200 days'."
)
UNKNOWN_EVIDENCE = declare(
    "TR609", "The agreement has no such piece of evidence.", "Copy an id from 'treuga review links AGREEMENT'."
)
NO_BREACH = declare(
    "TR610", "No reading shows a breach of the commitment, so there is nothing to confirm.", "See 'treuga why' first."
)
BAD_CORRECTION = declare(
    "TR611",
    "A link cannot be amended in that way, or stands so already.",
    "Give another commitment, claim, stance, date or witness than the link has.",
)
