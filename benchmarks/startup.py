"""CPU seconds of ``import treuga`` and of ``treuga --help``, beside those of Python that does nothing.

usage: python -m benchmarks.startup
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
from typing import Any

Entry = dict[str, Any]
#: CPU seconds that each may take.
LIMIT = 0.3
ROUNDS = 9
COMMANDS = {
    "startup: bare python": ("-c", "pass"),
    "startup: import treuga": ("-c", "import treuga"),
    "startup: treuga --help": ("-m", "treuga", "--help"),
}


def cpu(arguments: tuple[str, ...]) -> float:
    """CPU seconds of a Python process, its start and end included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure() -> list[Entry]:
    """Median, least and most of several runs in turns, after one that warms the disk."""
    spent: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for number in range(ROUNDS + 1):
        for name, arguments in COMMANDS.items():
            seconds = cpu(arguments)
            if number:
                spent[name].append(seconds)
    out = []
    for name, found in spent.items():
        middle = statistics.median(found)
        entry: Entry = {"name": name, "cpu_seconds": round(middle, 3)}
        entry |= {"min": round(min(found), 3), "max": round(max(found), 3)}
        if name != "startup: bare python":
            entry |= {"ratio": round(middle / LIMIT, 3), "floor": 1.0, "limit_seconds": LIMIT}
        out.append(entry)
    return out


def main() -> int:
    """Run from the command line."""
    for entry in measure():
        print(json.dumps(entry))
    return 0


if __name__ == "__main__":
    sys.exit(main())
