# `make` alone lists what there is to run.
PYTHON ?= python3
VENV   := .venv
PY     := $(VENV)/bin/python
PIP    := $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes
OWN    := $(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation

.PHONY: help demo test sweep fuzz train check types lint imports docs-check lock lock-check bench clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 22

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(0 if (3, 11) <= sys.version_info[:2] <= (3, 13) else "Answerable needs Python 3.11, 3.12 or 3.13; this is " + sys.version.split()[0] + ". Name another with: make PYTHON=python3.12 …")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/core.done: $(VENV)/bin/python requirements/core.txt requirements/build.txt pyproject.toml
	$(PIP) -r requirements/core.txt
	$(PIP) -r requirements/build.txt
	$(OWN) --editable .
	@touch $@

$(VENV)/dev.done: $(VENV)/core.done requirements/dev.txt
	$(PIP) -r requirements/dev.txt
	@touch $@

demo: $(VENV)/core.done ## examine the example case and say where the report is
	$(PY) -m answerable demo

test: $(VENV)/dev.done ## the whole suite
	$(PY) -m pytest -q -n 2 --dist loadgroup

sweep: $(VENV)/dev.done ## every kill, fault, power-cut and scale run at full length, then each fuzzer for a minute (about an hour)
	ANSWERABLE_SWEEP=full $(PY) -m pytest -q -n 2 --dist loadgroup -m sweep
	$(MAKE) --no-print-directory fuzz SECONDS=60

fuzz: $(VENV)/dev.done ## each fuzzer for ten seconds (or SECONDS=600); stops at what breaks, and keeps it
	$(PY) -m tests.fuzz --seconds $(or $(SECONDS),10)

check: types lint imports docs-check lock-check ## types, lint, imports, docs, locks

types: $(VENV)/dev.done ## strict types
	$(PY) -m mypy

lint: $(VENV)/dev.done ## style and common mistakes
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

imports: $(VENV)/dev.done ## imports run one way
	$(VENV)/bin/lint-imports

docs-check: $(VENV)/dev.done ## every command and setting is in the docs, every link inside them leads somewhere
	$(PY) -m pytest -q tests/promises/test_docs.py

lock: ## resolve the dependencies anew (needs uv)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate pyproject.toml -o requirements/core.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate --group build -c requirements/core.txt -o requirements/build.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate --group dev -c requirements/core.txt -o requirements/dev.txt

lock-check: $(VENV)/dev.done ## the pins can be installed on every Python we name
	$(PY) requirements/check.py

train: ## train both models anew (training/README.md): make train ENCODER=DIR SCORE=FILE [POLNEAR=DIR]
	test -x .venv-train/bin/python || $(PYTHON) -m venv .venv-train
	.venv-train/bin/python -m pip install --quiet --disable-pip-version-check -r training/requirements.txt
	PY=.venv-train/bin/python ENCODER='$(ENCODER)' SCORE='$(SCORE)' POLNEAR='$(POLNEAR)' training/statements/recipe.sh
	PY=.venv-train/bin/python ENCODER='$(ENCODER)' training/answers/recipe.sh

clean: ## forget the environment and caches (cases are never touched)
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
