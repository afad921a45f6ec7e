# Painopiste. `make serve` and `make test` are all a newcomer needs.
PORT ?= 8000
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
INSTALLED := .venv/.installed
BENCH_INSTALLED := .venv/.bench-installed

.DEFAULT_GOAL := help
.PHONY: help install engines voikko format check test validate serve build bench lock all clean

help: ## Show what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

$(INSTALLED): requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	touch $@

install: $(INSTALLED) ## Set up .venv with everything that is needed

voikko: $(INSTALLED) ## Add the Finnish morphology that search uses where it is there (Debian packages; the dictionary is GPL)
	apt-get install --yes --no-install-recommends libvoikko1 voikko-fi
	$(BIN)/pip install --quiet "libvoikko>=4.3"

format: $(INSTALLED) ## Format code and Turtle
	$(BIN)/ruff format service tests bench
	$(BIN)/ruff check --fix service tests bench
	$(BIN)/turtlefmt ontology data shapes tests

check: $(INSTALLED) ## Format, lint, types, import contracts
	$(BIN)/ruff format --check service tests bench
	$(BIN)/ruff check service tests bench
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/turtlefmt --check ontology data shapes tests

engines: ## Install the other SPARQL engines that the suite asks (root, apt)
	tests/engines/install.sh

test: $(INSTALLED) engines ## Run the whole suite
	$(BIN)/pytest

validate: $(INSTALLED) ## Validate the shipped graph
	$(BIN)/painopiste validate

build: $(INSTALLED) ## Build the graph that is served
	$(BIN)/painopiste build

serve: $(INSTALLED) ## Serve the built, validated graph (PORT=8000)
	$(BIN)/painopiste serve --port $(PORT)

bench: build $(BENCH_INSTALLED) ## Measure the service beside two other endpoints (bench/README.md)
	$(BIN)/python -m bench

$(BENCH_INSTALLED): $(INSTALLED) bench/requirements.lock
	command -v wrk >/dev/null || apt-get install --yes --no-install-recommends wrk
	$(BIN)/pip install --quiet --require-hashes -r bench/requirements.lock
	touch $@

lock: $(INSTALLED) ## Pin the dependencies anew
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile --quiet --upgrade --generate-hashes --no-emit-index-url --extra dev pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --generate-hashes --no-emit-index-url --extra dev --extra bench -c requirements.lock pyproject.toml -o bench/requirements.lock

all: check test validate ## Everything that must be true before a commit

clean: ## Remove what was built and installed
	rm -rf build .venv
