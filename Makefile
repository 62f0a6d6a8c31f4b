# Everything that is done with a checkout. Needs make and Python 3.11 or newer; the rest goes into .venv.

PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
ARGS   ?=

.DEFAULT_GOAL := help
.PHONY: help play demo test lint format bench accuracy screenshots clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

play: $(VENV)/ready-to-run ## set up, and try the bot in your browser (ARGS="--open" opens it)
	@$(BIN)/legitbot play $(ARGS)

demo: $(VENV)/ready-to-run ## set up, and judge the dozen mails that ship with Legitbot
	@$(BIN)/legitbot demo $(ARGS)

test: $(VENV)/ready-to-develop ## set up, and run the tests (ARGS="-k amazon" to choose)
	@$(BIN)/python -m pytest -n auto --dist worksteal $(ARGS)

lint: $(VENV)/ready-to-develop ## check lint, format, types and who imports whom
	@$(BIN)/ruff check --output-format concise .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

format: $(VENV)/ready-to-develop ## put the code in its usual form
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

bench: $(VENV)/ready-to-develop ## measure speed and memory (LEGITBOT_CORPUS names a folder of mails)
	@$(BIN)/python -m bench $(ARGS)

accuracy: $(VENV)/ready-to-run ## measure recall and false alarms over labelled mails (LEGITBOT_CORPUS)
	@test -n "$(LEGITBOT_CORPUS)" || { \
	  echo "Set LEGITBOT_CORPUS to a folder with labelled mails (see docs/accuracy.md)."; exit 1; }
	@$(BIN)/legitbot evaluate $(ARGS) "$(LEGITBOT_CORPUS)"/*/INDEX.tsv

screenshots: $(VENV)/ready-to-develop ## take the pictures of docs/screenshots anew (needs Chromium)
	@$(BIN)/python docs/screenshots/make.py $(ARGS)

clean: ## throw away the virtual environment and what the tools left
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# ── Setting up: once, and again when pyproject.toml changes ─────────────────────────────────────────────────

PIP := $(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check

$(VENV)/ready-to-run: $(VENV)/made pyproject.toml
	@echo "Installing Legitbot into $(VENV) (once; it takes about a minute) ..."
	@$(PIP) --editable .
	@touch $@

$(VENV)/ready-to-develop: $(VENV)/made pyproject.toml
	@echo "Installing Legitbot and its development tools into $(VENV) (once; it takes about a minute) ..."
	@$(PIP) --editable '.[dev]'
	@touch $(VENV)/ready-to-run $@

$(VENV)/made:
	@command -v "$(PYTHON)" >/dev/null || { \
	  echo "Legitbot needs Python 3.11 or newer, and there is no '$(PYTHON)' here."; \
	  echo "Install it, or name yours: make PYTHON=/path/to/python3.12 $(MAKECMDGOALS)"; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Legitbot needs Python 3.11 or newer; '$(PYTHON)' is $$("$(PYTHON)" --version 2>&1)."; \
	  echo "Name a newer one: make PYTHON=/path/to/python3.12 $(MAKECMDGOALS)"; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "'$(PYTHON)' comes without its venv module. On Debian or Ubuntu: sudo apt install python3-venv"; exit 1; }
	@"$(PYTHON)" -m venv --clear $(VENV)
	@touch $@
