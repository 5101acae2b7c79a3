"""The ledger: reports, what they say, and evidence, in one SQLite file that only grows.

``Ledger(path)`` reads; ``with ledger.writer() as writer`` adds. One process writes at a time, any number reads
meanwhile, and each sees whole additions only.
"""

from treuga.ledger.reviews import Place, Review
from treuga.ledger.search import SearchHit
from treuga.ledger.store import Ledger, Listed, Stats
from treuga.ledger.verify import Problem, VerifyResult
from treuga.ledger.writer import Writer

__all__ = ["Ledger", "Listed", "Place", "Problem", "Review", "SearchHit", "Stats", "VerifyResult", "Writer"]
