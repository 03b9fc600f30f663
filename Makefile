# Every target prepares .venv from the lock by itself; PYTHON chooses the interpreter.
# --no-deps: the lock names everything. Else pip resolves anew, and a new release of a package that another asks for with an
# extra ("coverage[toml]") ends the installation, as it has no hash. `pip check` sees a lock that lacks something.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DATA ?= ../shared/data
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input --quiet

.DEFAULT_GOAL := help
.PHONY: help demo serve test check format bench clients lock clean

help:  ## Show the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Muster needs Python 3.11 or newer: make PYTHON=python3.12 …"; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.lock pyproject.toml | $(BIN)/python
	@echo "Preparing $(VENV) from requirements.lock …"
	@$(PIP) install --no-deps --require-hashes --requirement requirements.lock
	@$(PIP) check
	@$(PIP) install --no-deps --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.lock pyproject.toml | $(BIN)/python
	@echo "Preparing $(VENV) from requirements-dev.lock …"
	@$(PIP) install --no-deps --require-hashes --requirement requirements-dev.lock
	@$(PIP) check
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/.run

demo: $(VENV)/.run  ## Harvest the sample sites, publish feeds and serve them (MUSTER_SERVE=0 ends after publishing)
	@$(BIN)/muster demo

serve: $(VENV)/.run  ## Serve the calendar and the feeds of the catalogue
	@$(BIN)/muster serve

test: $(VENV)/.dev  ## Run all tests
	@$(BIN)/python -m pytest $(ARGS)

check: $(VENV)/.dev  ## Check style, types, layers, dead code and dependencies
	@$(BIN)/ruff format --check --quiet . || { echo "Mend with: make format"; exit 1; }
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/vulture
	@$(BIN)/deptry .

format: $(VENV)/.dev  ## Rewrite the code in the house style
	@$(BIN)/ruff format --quiet .
	@$(BIN)/ruff check --fix --quiet . || true

bench: $(VENV)/.dev  ## Run the benchmarks (DATA=folder with the recorded pages)
	@$(BIN)/python -m benchmarks $(DATA)

clients:  ## Install the programs that tests/clients subscribes with (Debian, npm)
	@apt-get install --yes --no-install-recommends thunderbird newsboat calcurse khal vdirsyncer nodejs
	@npm ci --prefix tests/clients

lock: $(VENV)/.dev  ## Renew both lock files
	@$(BIN)/uv pip compile pyproject.toml --upgrade --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header --no-annotate --quiet --output-file requirements.lock
	@$(BIN)/uv pip compile pyproject.toml --upgrade --all-extras --group dev --constraints requirements.lock --universal \
	  --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --quiet \
	  --output-file requirements-dev.lock

clean:  ## Remove everything that was made here
	@rm -rf $(VENV) public muster.db* demo.db* .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache dist
