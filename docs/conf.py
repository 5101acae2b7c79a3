"""Sphinx configuration of the handbook. It builds without a network."""

from __future__ import annotations

from importlib.metadata import version as installed

project = "Treuga"
author = "the Treuga contributors"
project_copyright = "the Treuga contributors, Apache-2.0"
release = installed("treuga")
version = release

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]
nitpicky = False

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

autodoc_typehints = "description"
autodoc_member_order = "bysource"
autodoc_preserve_defaults = True
napoleon_google_docstring = True
napoleon_numpy_docstring = False
napoleon_use_ivar = True
default_role = "code"

html_theme = "furo"
html_title = "Treuga"
html_copy_source = False
html_show_sourcelink = False
