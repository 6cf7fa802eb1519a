# Two commands matter: make run, make test. `make help` lists all.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PY := .venv/bin/python
PORT ?= 8000
DEMO ?= yes
UPGRADE ?= --upgrade
COMPILE = uv pip compile -q $(UPGRADE) --universal --generate-hashes --no-header --no-annotate --python-version 3.11 pyproject.toml
export PATH := $(CURDIR)/.venv/bin:$(PATH)
# Where Python may not keep what it compiled, every process spends as long on compiling again as on the rest of its start.
unexport PYTHONDONTWRITEBYTECODE

.NOTPARALLEL:
.PHONY: help run test test-fast lint format bench shell reset screens lock

help: ## What there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: .venv/.ready var/front-end ## Start SMSapp on http://127.0.0.1:8000 (DEMO=no for an empty one)
	@DEMO=$(DEMO) PORT=$(PORT) deploy/run.sh

test: .venv/.ready-dev var/front-end lint ## Linters and the whole suite
	@$(PY) -m pytest -q -n 2 --dist loadgroup

test-fast: .venv/.ready-dev var/front-end ## The suite without the browser
	@$(PY) -m pytest -q -n 2 -m "not browser"

lint: .venv/.ready-dev ## Style, types, imports, templates, migrations
	ruff check .
	ruff format --check .
	mypy .
	lint-imports
	djlint --lint --quiet templates
	djlint --check --quiet templates
	DATA_DIR=var/lint $(PY) manage.py makemigrations --check --dry-run

format: .venv/.ready-dev ## Put code in form
	ruff format .
	ruff check --fix .
	djlint --reformat --quiet templates; djlint --reformat --quiet templates

bench: .venv/.ready-dev var/front-end ## Measure speed as ratios, on SQLite and on the PostgreSQL of CI_DATABASE_URL
	@$(PY) -m tests.bench

screens: .venv/.ready-dev var/front-end ## Pictures of every page as each role, in screens/; ROLES="Internal auditor" takes one
	@ROLES="$(ROLES)" $(PY) -m tests.screens

shell: .venv/.ready ## A Python shell
	@$(PY) manage.py shell

reset: ## Throw the database and files of this installation away (YES=1 asks nothing)
	@if [ "$(YES)" != 1 ]; then read -rp "Delete var/ with all records? [y/N] " answer; [ "$$answer" = y ]; fi
	rm -rf var

lock: .venv/.ready ## Choose versions anew (UPGRADE= keeps those there are)
	$(COMPILE) -o requirements.lock
	$(COMPILE) --extra s3 -o requirements-s3.lock
	$(COMPILE) --extra s3 --group dev -o requirements-dev.lock

.venv/.ready: requirements.lock deploy/set-up.sh
	@deploy/set-up.sh product
	@touch $@

.venv/.ready-dev: requirements-dev.lock requirements.lock deploy/set-up.sh
	@deploy/set-up.sh development
	@touch .venv/.ready $@

var/front-end: package-lock.json static/icons.json static/build.mjs $(wildcard static/css/* static/js/*) | .venv/.ready
	@echo "Building the front end"
	@npm ci --ignore-scripts --loglevel=error >/dev/null
	@npm run --silent build
	@mkdir -p var && touch $@
