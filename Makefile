# Everything is done from here. `make run` for the service with its demonstration, `make test` for every proof.
# Needed on the machine: Python 3.11 or later and make. Node 20 or later is used if it is there, else fetched.

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do command -v $$p >/dev/null 2>&1 && \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
PORT ?= 8000
BIN := .venv/bin
MANAGE := SAFEGUARDING_DEMO=1 $(BIN)/python manage.py
TEST_MANAGE := DJANGO_SETTINGS_MODULE=tests.settings $(BIN)/python manage.py
PACKAGES := accounts reviews plans ratings spreadsheets reporting safeguarding tests manage.py
STYLES := $(wildcard static/scss/*.scss)
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-header --no-annotate

.PHONY: help setup run test lint types format static browser pango screenshots import-report bench lock clean
.DEFAULT_GOAL := help

help:
	@echo "make run      the service with its demonstration, on http://127.0.0.1:$(PORT)/ (PORT=… for another)"
	@echo "make test     every linter, type check and test"
	@echo "make setup    only what those two need: .venv, node_modules, build"
	@echo "make lint     linters and types         make format   puts code in shape"
	@echo "make import-report   how well the importer reads each document whose truth is known"
	@echo "make bench           the import of 10,000 actions, measured against a bare django-import-export resource"
	@echo "make lock     writes the lock files     make clean    removes all that was made, the database included"

# Without Pango there are no PDF files: said, and no reason not to run. The tests do not go without.
setup: .venv/.installed build/static/.built
	@scripts/find-pango || true

.venv/.installed: requirements-dev.txt
	@if [ -z "$(PYTHON)" ]; then echo "Python 3.11 or later is needed, and none was found." >&2; exit 1; fi
	@[ -x $(BIN)/python ] || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

node_modules/.installed: package.json package-lock.json | .venv/.installed
	scripts/with-node npm ci --omit=optional --loglevel=error
	@touch $@

build/static/.built: $(STYLES) scripts/build-static scripts/unpack_fonts.py node_modules/.installed
	scripts/with-node scripts/build-static
	@touch $@

static: build/static/.built

run: setup
	@$(MANAGE) migrate --noinput --verbosity 0
	@$(MANAGE) collectstatic --noinput --verbosity 0
	@$(MANAGE) demo
	@echo
	@echo "Safeguarding plans is at http://127.0.0.1:$(PORT)/ - Ctrl+C ends it."
	@SAFEGUARDING_DEMO=1 exec $(BIN)/gunicorn safeguarding.wsgi --bind 127.0.0.1:$(PORT) --workers 2 --threads 4 \
		--log-level warning

test: setup browser pango lint
	$(BIN)/pytest -n auto

lint: setup types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint --lint --quiet templates
	$(TEST_MANAGE) makemigrations --check --dry-run
	$(TEST_MANAGE) check

types: setup
	$(BIN)/mypy

browser: .venv/.installed
	@scripts/find-browser

pango: .venv/.installed
	@scripts/find-pango

screenshots: setup
	$(BIN)/python scripts/take_screenshots.py

import-report: .venv/.installed
	@$(BIN)/python -m spreadsheets.report_card

# On PostgreSQL too where DATABASE_URL names one whose user may make databases.
bench: .venv/.installed
	@$(BIN)/python scripts/bench.py

format: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Hashes of every file, and no index: an installation uses whichever index its machine is set up for.
lock: | .venv/.installed
	$(LOCK) pyproject.toml --output-file requirements.txt
	$(LOCK) pyproject.toml --group dev --output-file requirements-dev.txt
	$(LOCK) --group node --output-file requirements-node.txt
	scripts/with-node npm install --package-lock-only --loglevel=error

clean:
	rm -rf .venv node_modules build var .cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
