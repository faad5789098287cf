# Everything goes through the command line of the product; see `make help`.
SHELL := /bin/sh
VENV := .venv
PYTHON := $(VENV)/bin/python
UV_VERSION := 0.13.9
UV := $(shell command -v uv 2>/dev/null || echo .uv/bin/uv)
STAMP := $(VENV)/.installed
PIPELINE := pipelines/nl_duaal_sm
PIPELINE_STAMP := $(VENV)/.pipeline
OFFICIAL := https://github.com/explosion/spacy-models/releases/download/nl_core_news_sm-3.4.0/nl_core_news_sm-3.4.0-py3-none-any.whl

.DEFAULT_GOAL := help
.PHONY: help install run train check widget wheel test lint lock clean spacy-official spacy-embedded bench compare evaluate thresholds

help: ## Show what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

run: install ## Install, train if needed, and serve the chat at http://localhost:5005/
	@$(PYTHON) -m bot run

train: install ## Train the model when its data changed
	@$(PYTHON) -m bot train

check: install ## Check all answers, replies and parameters
	@$(PYTHON) -m bot check

widget: install ## Build the chat widget when its sources changed
	@$(PYTHON) -m bot widget

wheel: widget ## Make a Python package in dist/, with the built widget in it
	@$(UV) build --quiet --wheel --out-dir dist --python $(PYTHON)
	@rm -rf build *.egg-info

test: install ## Run everything that must hold
	@$(PYTHON) -m bot widget --test
	@$(PYTHON) -m pytest

lint: install ## Check style and types
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m mypy

install: $(STAMP) $(PIPELINE_STAMP) ## Install the locked packages into .venv

.uv/bin/uv:
	@echo "Installing uv $(UV_VERSION) into .uv …"
	@python3 -m venv .uv || { echo "Error: python3 cannot make a virtual environment; install python3-venv and try again." >&2; exit 1; }
	@.uv/bin/python -m pip install --quiet uv==$(UV_VERSION) || { echo "Error: uv could not be installed; check the network and try again." >&2; exit 1; }

$(STAMP): requirements.lock .python-version | $(if $(findstring .uv/,$(UV)),.uv/bin/uv)
	@echo "Installing packages (a few minutes the first time) …"
	@$(UV) venv --quiet --allow-existing $(VENV)
	@$(UV) pip install --python $(PYTHON) --require-hashes --compile-bytecode --requirements requirements.lock
	@touch $@

# The Dutch spaCy pipeline stands in the repository: installed from there, and again whenever it changes.
$(PIPELINE_STAMP): $(STAMP) $(shell find $(PIPELINE) -type f -not -path '*/build/*' -not -path '*.egg-info/*')
	@rm -rf $(PIPELINE)/build $(PIPELINE)/*.egg-info
	@$(UV) pip install --quiet --python $(PYTHON) --no-deps --no-build-isolation --compile-bytecode --reinstall ./$(PIPELINE)
	@rm -rf $(PIPELINE)/build $(PIPELINE)/*.egg-info
	@touch $@

evaluate: install ## Measure the understanding: cross-validation and unseen questions
	@$(PYTHON) -m bot evaluate

thresholds: install ## Choose when to answer, offer a choice or decline; writes config.yml, docs/nlu.md and figures
	@$(PYTHON) -m bot thresholds

bench: install ## Measure speed and cost beside Rasa's default configuration (about an hour; EXAMPLES=20 for less)
	@$(PYTHON) -m bot bench --write $(if $(EXAMPLES),--examples $(EXAMPLES))

compare: install ## Compare ways to find the intent of a message (long); MASSIVE=folder adds a public data set, DIET=epochs Rasa's own
	@$(PYTHON) -m bot compare --write $(if $(MASSIVE),--massive $(MASSIVE)) $(if $(DIET),--diet $(DIET))

spacy-official: install ## Install spaCy's own Dutch pipeline nl_core_news_sm from its release, and use it
	@echo "Fetching $(OFFICIAL) …"
	@UV_HTTP_TIMEOUT=60 $(UV) pip install --quiet --python $(PYTHON) --no-deps "nl_core_news_sm @ $(OFFICIAL)" || { echo "Error: nl_core_news_sm could not be installed; the reason is above. It stands only on github.com: where that cannot be reached, download the file elsewhere and run '$(UV) pip install --python $(PYTHON) --no-deps FILE' and '$(PYTHON) -m bot pipeline nl_core_news_sm'. The assistant works without it: config.yml still names the present pipeline." >&2; exit 1; }
	@$(PYTHON) -m bot pipeline nl_core_news_sm

spacy-embedded: install ## Use the Dutch pipeline that comes with the product again
	@$(PYTHON) -m bot pipeline nl_duaal_sm

lock: | $(if $(findstring .uv/,$(UV)),.uv/bin/uv) ## Work out requirements.lock again from pyproject.toml
	@$(UV) pip compile --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --group dev --output-file requirements.lock pyproject.toml --quiet

clean: ## Remove what was installed, trained and stored
	rm -rf $(VENV) .uv .node var models/*.tar.gz widget/node_modules bot/channels/static/widget.*
