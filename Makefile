# Every command a newcomer needs. All set-up happens by itself; see docs/operasi.md.
PYTHON ?= python3
VENV_PYTHON := .venv/bin/python
export PORT HOST

.DEFAULT_GOAL := help
.PHONY: run test check fix bench docs manage setup help python

run: python ## Start everything with the demo agency (PORT=8000); Ctrl-C stops it
	@$(PYTHON) -m dev.setup serve && exec $(VENV_PYTHON) -m dev.run

test: python ## Run the whole suite (ARGS="-k skp" narrows it)
	@$(PYTHON) -m dev.setup test && exec $(VENV_PYTHON) -m dev.test $(ARGS)

check: python ## Check format, lint, types, templates, import order, migrations, documents
	@$(PYTHON) -m dev.setup test && exec $(VENV_PYTHON) -m dev.check

fix: python ## Repair what a tool can repair: format, lint, templates, generated documents
	@$(PYTHON) -m dev.setup test && exec $(VENV_PYTHON) -m dev.check fix

docs: python ## Write the generated documents again
	@$(PYTHON) -m dev.setup test && exec $(VENV_PYTHON) -m dev.docs

bench: python ## Measure and compare with the bounds (ARGS="impor" narrows it)
	@$(PYTHON) -m dev.setup test && exec $(VENV_PYTHON) -m dev.bench $(ARGS)

manage: python ## Run a Django command on this checkout's data: make manage ARGS="shell"
	@$(PYTHON) -m dev.setup run && exec $(VENV_PYTHON) -m dev.manage $(ARGS)

setup: python ## Only do the set-up that run, test and check need
	@$(PYTHON) -m dev.setup test

help: ## Show this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | while IFS="$$(printf '\t')" read -r name text; do printf '  make %-8s %s\n' "$$name" "$$text"; done

python:
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 atau lebih baru diperlukan. Pasang: sudo apt-get install python3"; exit 1; }
