# Everything a contributor or CI runs. It needs make and Python 3.11 (or later); the first call installs the rest
# from the lock files into .venv, which is the only place where anything is installed.
#
#   make demo    the example case: board and brief            make docs    the handbook, in docs/_build/html
#   make test    all tests                                    make lock    renew the lock files
#   make check   style, types, docs, floors, change log       make clean   remove what was built
#   make bench   benchmarks                                   make format  let ruff format the code

.DEFAULT_GOAL := help
.SUFFIXES:

# The first of these that runs and is new enough; name another one with `make PYTHON=/path/to/python3 ...`.
PYTHON ?= $(shell for p in python3.11 python3 python3.12 python3.13 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
WORKERS ?= 2

# Caches stay inside the project too.
export PIP_NO_CACHE_DIR := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1
export UV_CACHE_DIR := $(CURDIR)/$(VENV)/.cache/uv
export PYTHONUTF8 := 1
PIP := $(BIN)/python -m pip --quiet --quiet install
LOCKED := $(PIP) --require-hashes --only-binary :all:

# --- set-up ----------------------------------------------------------------------------------------------------------

$(VENV)/.stamp-python:
	@if [ -z "$(PYTHON)" ]; then \
		echo "Treuga needs Python 3.11 or later, and none was found. Install it, or say where it is:" >&2; \
		echo "    make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)" >&2; exit 1; fi
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Treuga needs Python 3.11 or later; $(PYTHON) is `$(PYTHON) --version 2>&1`." >&2; exit 1; }
	@[ -x $(BIN)/python ] || { echo "Making $(VENV) with $(PYTHON)"; $(PYTHON) -m venv $(VENV); } || { \
		echo "$(PYTHON) cannot make a virtual environment; on Debian and Ubuntu: apt install python3-venv" >&2; \
		rm -rf $(VENV); exit 1; }
	@touch $@

$(VENV)/.stamp-runtime: $(VENV)/.stamp-python requirements.txt requirements-build.txt pyproject.toml
	@echo "Installing Treuga and what it needs to run"
	@$(LOCKED) -r requirements-build.txt
	@$(LOCKED) -r requirements.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.stamp-dev: $(VENV)/.stamp-runtime requirements-dev.txt
	@echo "Installing what the tests and checks need"
	@$(LOCKED) -r requirements-dev.txt
	@touch $@

.PHONY: install dev
install: $(VENV)/.stamp-runtime
dev: $(VENV)/.stamp-dev

# --- what people run -------------------------------------------------------------------------------------------------

.PHONY: help demo test test-spark bench
help:
	@sed -n '4,8s/^# \{0,1\}//p' Makefile

# With the tools for tests, because these bring the libraries by which the example measures its incidents.
demo: dev
	@$(BIN)/treuga demo

test: dev
	$(BIN)/python -m pytest -n $(WORKERS)

# Bulk evaluation on Apache Spark: PySpark is large and has a lock of its own. Java 17 must be there.
$(VENV)/.stamp-spark: $(VENV)/.stamp-dev requirements-spark.txt
	@echo "Installing PySpark"
	@$(PIP) --require-hashes -r requirements-spark.txt
	@touch $@

test-spark: $(VENV)/.stamp-spark
	$(BIN)/python -m pytest tests/engines/test_engines_elsewhere.py

bench: dev
	@if [ -f benchmarks/__main__.py ]; then $(BIN)/python -m benchmarks; \
	else for f in benchmarks/bench_*.py; do [ -f "$$f" ] || { echo "no benchmarks yet"; break; }; \
		echo "== $$f"; $(BIN)/python "$$f" || exit 1; done; fi

# --- checks ----------------------------------------------------------------------------------------------------------

.PHONY: check lint types docs docs-generate evaluate floors changelog format
check: lint types docs changelog floors

lint: dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: dev
	$(BIN)/mypy --strict

# The reference pages that come from code are committed, so that a reader on the web sees them; tests say when stale.
docs-generate: dev
	$(BIN)/python docs/generate.py

docs: dev
	$(BIN)/python docs/generate.py --check
	$(BIN)/sphinx-build -W --keep-going -q -j auto -b html -d docs/_build/doctrees docs docs/_build/html
	@echo "docs: docs/_build/html/index.html"

# A fragment with a wrong name would be left out of the change log in silence; tests/test_packaging.py looks at names.
changelog: dev
	@mkdir -p docs/_build
	@$(BIN)/towncrier build --draft --version next > docs/_build/changelog.md
	@echo "changelog: docs/_build/changelog.md"

# All figures of extraction quality, as a table; what does not ship is read from ../shared where that is there.
evaluate: dev
	$(BIN)/python -m evaluation.run

# Measured floors: extraction quality on the gold annotation. Skips, saying so, where the gold is absent.
floors: dev
	@if [ -f evaluation/gate.py ]; then $(BIN)/python -m evaluation.gate; else echo "floors: no gate yet"; fi

format: dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# --- lock files ------------------------------------------------------------------------------------------------------

.PHONY: lock clean
# The dev lock repeats the runtime lock's pins (it takes it as a constraint). No index host may stand in these files.
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header
lock: dev
	$(COMPILE) $(LOCKFLAGS) pyproject.toml -o requirements.txt
	$(COMPILE) $(LOCKFLAGS) -c requirements.txt requirements-build.in -o requirements-build.txt
	$(COMPILE) $(LOCKFLAGS) -c requirements.txt -c requirements-build.txt pyproject.toml requirements-dev.in \
		-o requirements-dev.txt
	$(COMPILE) $(LOCKFLAGS) -c requirements-dev.txt requirements-spark.in -o requirements-spark.txt

clean:
	rm -rf build dist docs/_build .pytest_cache .mypy_cache .ruff_cache .hypothesis treuga-demo
