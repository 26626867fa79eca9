# `make run` starts the whole portal, `make test` tests it. Both need Python 3.11 or later
# and make, nothing else: what else there is comes as pinned wheels into .venv.

PORT ?= 8000
DATA ?= .data

VENV := .venv
PYTHON := $(VENV)/bin/python
INSTALLED := $(VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help run test lint bench messages pins

help: ## Show this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 20

run: $(INSTALLED) ## Start the portal (PORT=8000 DATA=.data); Ctrl-C stops it
	@exec $(PYTHON) manage.py up --port '$(PORT)' --data '$(DATA)'

test: $(INSTALLED) ## Run every test, those in a real browser too
	@$(PYTHON) -m tests.chromium
	@exec $(PYTHON) -m pytest -n 3 --dist loadgroup

lint: $(INSTALLED) ## Check style, templates and who may import whom
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@find templates -name '*.html' | xargs $(VENV)/bin/djade --check --target-version 5.2
	@$(VENV)/bin/lint-imports --no-cache

bench: $(INSTALLED) ## Measure the speed of the pages
	@exec $(PYTHON) -m portal.bench

messages: $(INSTALLED) ## Bring the translation catalogues up to date with the code
	@$(PYTHON) manage.py catalogues extract
	@$(PYTHON) manage.py catalogues compile

pins: $(INSTALLED) ## Pin anew everything that pyproject.toml asks for
	@$(PYTHON) .ci/pins.py

# Made anew when a pin changes; .installed is only touched once all is there.
$(INSTALLED): requirements.txt requirements-dev.txt
	@sh .ci/install $(VENV)
	@touch $@
