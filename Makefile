# Everything people do here, one word each. `make` alone lists the words.
#
# A fresh machine needs only python3 (3.11 or newer), make and git: each target first sets up
# what it needs, and does nothing where that stands already.

.DEFAULT_GOAL := help
.SUFFIXES:
MAKEFLAGS += --no-print-directory

PY := .venv/bin/python
AS_DEPLOYED := SITE_URL=https://news.example.com SECRET_KEY=of-no-use-but-for-the-deployment-check-in-make-lint-k7q2x9w4

.PHONY: help run dev editor test test-postgres test-stack lint format lock check-html shots bench clean venv venv-dev

help: ## List what can be asked for
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' Makefile

run: venv ## Set up what is missing, then serve the site (PORT, HOST and SITE_URL change where)
	@exec $(PY) manage.py serve

dev: venv-dev ## The same with debug pages, restarting when a file changes
	@exec env DEBUG=1 $(PY) manage.py serve --dev

editor: venv ## Make an account for an editor; asks for a name and a password
	@$(PY) manage.py migrate --verbosity 0
	@$(PY) manage.py create_editor

test: venv-dev ## Run all tests, a browser's included (SKIP_BROWSER=1 leaves those out; ARGS goes to pytest)
	@make/browser.sh
	@$(PY) -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(ARGS)

test-postgres: venv-dev ## The same on a PostgreSQL that is started for it and thrown away (needs Debian's postgresql)
	@make/browser.sh
	@# The server is thrown away, and with it the databases: none is dropped before (--reuse-db).
	@$(PY) -m make.postgres $(PY) -m pytest -n 2 --dist loadfile --no-loadscope-reorder --reuse-db $(ARGS)

test-stack: venv-dev ## Test what may stand before the site: each server is started for it, on ports of its own (needs Debian's nginx)
	@STACK=1 $(PY) -m pytest tests/stack $(ARGS)

lint: venv-dev ## Check style, types, templates, migrations, deployment settings and lock files
	@echo "ruff";       $(PY) -m ruff check . && $(PY) -m ruff format --check .
	@echo "mypy";       $(PY) -m mypy newssite edge backups staff articles markets
	@echo "djlint";     $(PY) -m djlint --lint --quiet templates
	@echo "migrations"; $(PY) manage.py makemigrations --check --dry-run && $(PY) -m make.check_migrations
	@echo "deployment"; $(AS_DEPLOYED) $(PY) manage.py check --deploy --fail-level WARNING
	@echo "lock files"; $(PY) -m make.check_lock

format: venv-dev ## Bring Python files into the house's style
	@$(PY) -m ruff check --fix .
	@$(PY) -m ruff format .

lock: venv-dev ## Write requirements*.txt anew from the .in files
	@make/lock.sh

check-html: venv-dev ## Run the Nu HTML checker over every kind of page (needs Java and npm)
	@make/vnu.sh
	@$(PY) -m make.check_html

shots: venv-dev ## Photograph every kind of page into var/shots (PAGES=article WIDTHS=390,1440 narrow it)
	@make/browser.sh
	@$(PY) -m make.shots

bench: venv-dev ## Measure speed and weight; prints a table and writes bench/results.json
	@make/browser.sh
	@$(PY) -m bench

clean: ## Remove .venv, collected static files, tools and caches; never the database or uploads
	@make/clean.sh

venv:
	@make/venv.sh run

venv-dev:
	@make/venv.sh dev
