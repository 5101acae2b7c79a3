"""What the PA-X Peace Agreements Database knows of an agreement, as the beginning of an agreement file.

PA-X (University of Edinburgh, PeaceRep) lists agreements with their date, parties, process and topics. It does not say
who owes what to whom, and neither does what is written here: the commitments are for a reader of the text to add.
"""

from __future__ import annotations

from treuga.agreements.pax.skeleton import Skeleton, skeleton
from treuga.agreements.pax.table import PaxAgreement, PaxTable, read_table

__all__ = ["PaxAgreement", "PaxTable", "Skeleton", "read_table", "skeleton"]
