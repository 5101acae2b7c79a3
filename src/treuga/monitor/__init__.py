"""The monitor: from testimony to evidence, from evidence to findings, and back to the sentences behind them.

>>> from treuga.monitor import evaluate, link, why

Everything here is a function of its arguments: no file, no clock, no language model. A board can be replayed from the
same evidence as of any date. docs/explanation/standing.md has the rules, with an example worked by hand.
"""

from treuga.monitor.changes import Change, changes, gate_changes, talks_changes
from treuga.monitor.disagree import disagreements
from treuga.monitor.due import Due, deadlines
from treuga.monitor.gates import evaluate_gates
from treuga.monitor.link import link
from treuga.monitor.standing import Principals
from treuga.monitor.states import evaluate
from treuga.monitor.talks import StageFinding, TalksFinding, evaluate_talks
from treuga.monitor.versions import Disagreement, Version
from treuga.monitor.whatif import Supposition
from treuga.monitor.why import WhyRow, pick, why
from treuga.monitor.whynot import NearMiss, near_misses, undecided

__all__ = [
    "Change",
    "Disagreement",
    "Due",
    "NearMiss",
    "Principals",
    "StageFinding",
    "Supposition",
    "TalksFinding",
    "Version",
    "WhyRow",
    "changes",
    "deadlines",
    "disagreements",
    "evaluate",
    "evaluate_gates",
    "evaluate_talks",
    "gate_changes",
    "link",
    "near_misses",
    "pick",
    "talks_changes",
    "undecided",
    "why",
]
