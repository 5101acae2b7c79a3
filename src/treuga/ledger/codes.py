"""Error codes of the ledger, TR400-499."""

from __future__ import annotations

from typing import Final

from treuga.errors import declare

NO_LEDGER: Final = declare(
    "TR401", "There is no ledger at this path.", "Make the case first with `treuga init`, or check the path."
)
BUSY: Final = declare(
    "TR402",
    "Another process is writing to the ledger.",
    "Wait until it has finished, or stop it; reading goes on meanwhile.",
)
NOT_A_LEDGER: Final = declare(
    "TR403", "The file is not a Treuga ledger.", "Check the path; the file has been left as it was."
)
TOO_NEW: Final = declare(
    "TR404", "A newer version of Treuga wrote this ledger.", "Update Treuga; the file has been left as it was."
)
TOO_OLD: Final = declare(
    "TR405",
    "The ledger has the layout of an older version, or its making was interrupted.",
    "Run `treuga init` on the case, or any command that writes: it brings the ledger up to date.",
)
UNUSABLE: Final = declare(
    "TR406",
    "The ledger's file cannot be read or written.",
    "Check that the folder exists, that you may write to it, and that the disk has room.",
)
WRONG_BYTES: Final = declare(
    "TR407",
    "A report's id is not the SHA-256 of its original bytes.",
    "Read the report again from its file.",
)
BAD_TESTIMONY: Final = declare(
    "TR408",
    "Testimony does not fit its report: a quotation, a position or a number is impossible.",
    "Nothing of this report was written. Please report it as a defect, with the report if you may share it.",
)
BAD_EVIDENCE: Final = declare(
    "TR409",
    "Evidence does not fit its report, its agreement, or what was recorded under the same id.",
    "Nothing was written. Please report it as a defect.",
)
NO_REPORT: Final = declare(
    "TR410", "The ledger has no such report.", "Look the report up with `treuga search`, or read it first."
)
NO_KIND: Final = declare("TR411", "There is no such kind of search.", "Search in `statements` or in `reports`.")
DAMAGED: Final = declare(
    "TR412",
    "The ledger's file is damaged.",
    "Run `treuga verify` to see where, and restore the file from a copy.",
)
DIFFERENT_ORIGINAL: Final = declare(
    "TR420",
    "The original bytes of a report are not those that were read.",
    "Restore the ledger from a copy, or read the report into a new one.",
)
DIFFERENT_TEXT: Final = declare(
    "TR421",
    "The canonical text of a report is not the one that was recorded.",
    "Restore the ledger from a copy, or read the report into a new one.",
)
DIFFERENT_QUOTE: Final = declare(
    "TR422",
    "A quotation does not stand in its report at the place that is given.",
    "Do not cite it; restore the ledger from a copy, or read the report into a new one.",
)
DANGLING: Final = declare("TR423", "A row points to another row that is not there.", "Restore the ledger from a copy.")
DAMAGED_FILE: Final = declare("TR424", "SQLite finds the file damaged.", "Restore the ledger from a copy.")
DAMAGED_INDEX: Final = declare(
    "TR425",
    "The search index does not agree with the text.",
    "Searches may miss passages; quotations are not affected. Restore the ledger from a copy.",
)
DIFFERENT_SCHEMA: Final = declare(
    "TR426",
    "A table or a safeguard of the ledger is missing or was changed.",
    "Somebody has altered the file by other means; restore the ledger from a copy.",
)
UNREADABLE_ROW: Final = declare("TR427", "A row cannot be understood.", "Restore the ledger from a copy.")
BAD_REVIEW: Final = declare(
    "TR428", "A review cannot be kept as it is.", "Give your name and a reason, and review what the ledger holds."
)
