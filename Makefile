# Runs what follows with a dot a second, so that one sees that something happens. The dots end with
# the shell, however that ends.
WITH_DOTS := trap 'exit 130' INT TERM; \
	(while kill -0 $$$$ 2>/dev/null; do printf . >&2; sleep 1; done) & \
	trap "kill $$!; echo >&2" EXIT;

.DEFAULT_GOAL := chat
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin
ADVISOR := $(VENV)/.advisor
DEVELOPER := $(VENV)/.developer

.PHONY: chat test test-long lint format docs bench clean help

chat: $(ADVISOR) ## set everything up and talk in the terminal (plain `make` does this)
	@$(RUN)/advisor

test: $(DEVELOPER) ## set everything up and run all tests
	$(RUN)/pytest -n auto --dist worksteal

test-long: $(DEVELOPER) ## the long forms of tests: a thousand kills, 100,000 odd updates (hours)
	$(RUN)/pytest -n auto -m long -rP

lint: $(DEVELOPER) ## ruff and mypy
	$(RUN)/ruff check .
	$(RUN)/ruff format --check .
	$(RUN)/mypy

format: $(DEVELOPER) ## let ruff lay out the code
	$(RUN)/ruff format .
	$(RUN)/ruff check --fix .

docs: $(DEVELOPER) ## make the transcripts, diagrams and pictures of the documentation anew
	$(RUN)/python -m tests.documentation
	$(RUN)/python -m tests.documentation.money
	$(RUN)/python -m tests.documentation.phone
	$(RUN)/python -m tests.documentation.desk

bench: $(DEVELOPER) ## measure speed, memory, what friends read and whether advice holds, in one run
	$(RUN)/python -m benchmarks.reasoning
	$(RUN)/python -m benchmarks.simulation
	$(RUN)/python -m benchmarks.friends
	$(RUN)/python -m benchmarks.topics
	$(RUN)/python -m benchmarks.listening
	$(RUN)/python -m benchmarks.charts
	$(RUN)/python -m benchmarks.taps
	$(RUN)/python -m benchmarks.floods
	$(RUN)/python -m benchmarks.owner_desk

clean: ## remove the virtual environment
	rm -rf $(VENV)

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 14

$(RUN)/python:
	@echo "Making a virtual environment in $(VENV), once"
	@$(WITH_DOTS) $(PYTHON) -m venv $(VENV)

$(ADVISOR): $(RUN)/python pyproject.toml constraints.txt
	@echo "Installing the advisor and what it needs into $(VENV), about a minute"
	@$(WITH_DOTS) $(RUN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(DEVELOPER): $(RUN)/python pyproject.toml constraints.txt
	@echo "Installing the advisor and the tools of its developers into $(VENV), some minutes"
	@$(WITH_DOTS) $(RUN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@ $(ADVISOR)
