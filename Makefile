# The menu. Two words are enough for a newcomer: `make serve`, `make test`.
# Everything runs from .venv, which is built from the hash lock and rebuilt when the lock changes.

VENV := .venv
BIN := $(VENV)/bin
PYTHON := $(or $(PYTHON),python3)
# The theme prints a notice about its own future on every run; README tells it once.
export NO_MKDOCS_2_WARNING := 1
# Checks build under a base path, as on a project site, so that a root-relative link cannot hide.
CHECK_URL := https://example.org/course/

.PHONY: serve check test bench lint unit browser schema lock clean help

help: ## say what each word does
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /: /'

$(VENV)/stamp: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Footbridge needs Python 3.11 or newer; set PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' || { echo "python3 lacks the venv module; on Debian or Ubuntu: apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

serve: $(VENV)/stamp ## read the course at http://127.0.0.1:8000, reloading as you write
	PYTHONDONTWRITEBYTECODE=1 $(BIN)/mkdocs serve # bytecode beside the macros would count as a change

lint: $(VENV)/stamp ## style and types of Python, YAML, Markdown, spelling, workflows
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/yamllint --strict .
	$(BIN)/rumdl check .
	$(BIN)/codespell
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.dependabot .github/dependabot.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.github-issue-forms $(filter-out %/config.yml,$(wildcard .github/ISSUE_TEMPLATE/*.yml))
	$(BIN)/zizmor --offline --quiet .github

check: $(VENV)/stamp ## the fast gate: sources, strict build, built site (no browser)
	$(BIN)/python -m macros check
	SITE_URL=$(CHECK_URL) $(BIN)/mkdocs build --strict --clean --site-dir site
	$(BIN)/python -m macros site site --url $(CHECK_URL)

unit: $(VENV)/stamp
	$(BIN)/python -m pytest --ignore tests/browser

browser: $(VENV)/stamp ## the browser tests; finds or installs Chromium
	$(BIN)/python tests/browser/find_chromium.py
	$(BIN)/python -m pytest tests/browser

test: lint check unit browser ## everything

bench: $(VENV)/stamp ## speed and size, as ratios in one run
	$(BIN)/python tests/benchmarks/run.py

schema: $(VENV)/stamp ## write the JSON Schemas that editors use
	$(BIN)/python -m macros schema

lock: $(VENV)/stamp ## write requirements.txt from pyproject.toml
	$(PYTHON) -m venv $(VENV)/lock && $(VENV)/lock/bin/pip install --quiet uv
	$(VENV)/lock/bin/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --quiet --custom-compile-command "make lock" --output-file requirements.txt

clean: ## remove what the other words built
	rm -rf $(VENV) site .cache
