"""Templates, with escaping that is always on."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from treuga.publish import safe
from treuga.publish.pieces import BriefView


def html(brief: BriefView) -> str:
    """The brief as one HTML file."""
    return _html().get_template("brief.html.j2").render(brief=brief)


def markdown(brief: BriefView) -> str:
    """The brief as Markdown with footnotes."""
    return _markdown().get_template("brief.md.j2").render(brief=brief)


def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("treuga.publish", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


@cache
def _html() -> Environment:
    environment = _environment()
    # Every value is made visible before Jinja2 escapes it; templates have no way around either.
    environment.finalize = lambda value: safe.visible(value) if _is_plain(value) else value
    environment.filters["css_string"] = lambda value: Markup(safe.css_string(str(value)))  # noqa: S704
    return environment


@cache
def _markdown() -> Environment:
    environment = _environment()
    environment.finalize = lambda value: Markup(safe.markdown(value)) if _is_plain(value) else value  # noqa: S704
    # Only what web_address made stands between angle brackets, and it holds none of Markdown's characters.
    environment.filters["address"] = lambda value: Markup(f"<{value}>")  # noqa: S704
    return environment


def _is_plain(value: Any) -> bool:
    return isinstance(value, str) and not isinstance(value, Markup)
