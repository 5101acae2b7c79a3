"""What reports say: parties, statements, quantities, times and events, as spaCy components and as one call.

``extract`` and ``extract_many`` are loaded when they are first used, because they bring spaCy with them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from treuga.extract.pipeline import analyse, extract, extract_many, load_pipeline, testimony

__all__ = ["analyse", "extract", "extract_many", "load_pipeline", "testimony"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from treuga.extract import pipeline

        return getattr(pipeline, name)
    raise AttributeError(f"module 'treuga.extract' has no attribute {name!r}")
