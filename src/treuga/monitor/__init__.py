"""The monitor: from testimony to evidence, from evidence to findings, and back to the sentences behind them.

>>> from treuga.monitor import evaluate, link, why

Everything here is a function of its arguments: no file, no clock, no language model. A board can be replayed from the
same evidence as of any date. docs/explanation/standing.md has the rules, with an example worked by hand.
"""

from treuga.monitor.changes import Change, changes, gate_changes
from treuga.monitor.disagree import Disagreement, Version, disagreements
from treuga.monitor.due import Due, deadlines
from treuga.monitor.gates import evaluate_gates
from treuga.monitor.link import link
from treuga.monitor.standing import Principals
from treuga.monitor.states import evaluate
from treuga.monitor.why import WhyRow, pick, why

__all__ = [
    "Change",
    "Disagreement",
    "Due",
    "Principals",
    "Version",
    "WhyRow",
    "changes",
    "deadlines",
    "disagreements",
    "evaluate",
    "evaluate_gates",
    "gate_changes",
    "link",
    "pick",
    "why",
]
