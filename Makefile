# Everything a newcomer needs: `make run`, `make test`. Both set up .venv by themselves.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready

.PHONY: run test slow lint types contracts setup lock clean help

help:
	@echo "make run    set up if needed, then start Fusebox"
	@echo "make test   set up if needed, then run the default tests"
	@echo "make slow   the slow tests    make lint types contracts   the other checks"
	@echo "make setup  only create .venv and install from requirements.lock"

run: $(STAMP)
	@$(BIN)/fusebox run

test: $(STAMP)
	$(BIN)/python -m pytest

slow: $(STAMP)
	$(BIN)/python -m pytest -m slow

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(STAMP)
	$(BIN)/mypy

contracts: $(STAMP)
	$(BIN)/lint-imports

setup: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || \
		{ echo "Fusebox needs Python 3.11 to 3.13; say which: make setup PYTHON=python3.12"; exit 1; }
	@echo "Setting up $(VENV), once: about 2 GB to fetch and unpack, which takes some minutes …"
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(STAMP)

# Needs uv (it is among the development dependencies).
lock: $(STAMP)
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--no-annotate --no-header --extra dev pyproject.toml -o requirements.lock

clean:
	rm -rf $(VENV) build *.egg-info
