"""Measures: incident data against a baseline, with honest statistics. Nothing here is loaded before it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from treuga.measures.bearing import Measured, evidence, measured
    from treuga.measures.charts import Chart, Moment, change_chart, series_chart
    from treuga.measures.claims import MeasureClaim, find_claims
    from treuga.measures.load import Imported, import_file
    from treuga.measures.question import Answer, ask
    from treuga.measures.series import Choice, Reader, Series
    from treuga.measures.store import DataSet, Store

__all__ = [
    "Answer",
    "Chart",
    "Choice",
    "DataSet",
    "Imported",
    "MeasureClaim",
    "Measured",
    "Moment",
    "Reader",
    "Series",
    "Store",
    "ask",
    "change_chart",
    "evidence",
    "find_claims",
    "import_file",
    "measured",
    "series_chart",
]

_HOMES = {
    **dict.fromkeys(("Chart", "Moment", "change_chart", "series_chart"), "charts"),
    **dict.fromkeys(("MeasureClaim", "find_claims"), "claims"),
    **dict.fromkeys(("Measured", "measured", "evidence"), "bearing"),
    **dict.fromkeys(("Imported", "import_file"), "load"),
    **dict.fromkeys(("Answer", "ask"), "question"),
    **dict.fromkeys(("Choice", "Reader", "Series"), "series"),
    **dict.fromkeys(("DataSet", "Store"), "store"),
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
