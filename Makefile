# `make run` starts the platform; `make test` runs everything that CI runs. Each does its own set-up.

PYTHON ?= python3
BIN := .venv/bin
UV := $(BIN)/uv --quiet pip
COMPILE := --universal --python-version 3.11 --generate-hashes --no-header
LOCKS := requirements-uv.lock requirements.lock requirements-dev.lock pyproject.toml
OLD_POSTGRES := /usr/lib/postgresql/15/bin
# What runs there; the browser and the kills run on the version that `make run` brings, so both see every migration.
ON_OLD := database and not e2e and not slow
# Each worker has a server, a state folder and a browser of its own; more than four would wait for memory.
PYTEST := $(BIN)/pytest -q -n auto --maxprocesses 4 --dist loadgroup

# Once the tests have been set up, what they need stays installed.
LOCK := $(if $(wildcard .venv/with-tests),requirements-dev.lock,requirements.lock)

.PHONY: run test lock

run: .venv/ready
	@exec $(BIN)/mulighetsrom run

test: .venv/with-tests
	@$(BIN)/python -m mulighetsrom.installation.frontend --development
	@$(BIN)/python -m mulighetsrom.web.common.messages compile
	@command -v chromium >/dev/null || $(BIN)/playwright install chromium || echo "No browser could be installed here."
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	@if [ -d $(OLD_POSTGRES) ]; then \
		echo "The database tests on Debian's PostgreSQL 15, the oldest version we promise; then the others on the embedded one:"; \
		PG_BINDIR=$(OLD_POSTGRES) $(PYTEST) -m "$(ON_OLD)" && $(PYTEST) -m "not ($(ON_OLD))"; \
	else echo "No PostgreSQL 15 in $(OLD_POSTGRES): all tests run on the embedded one."; $(PYTEST); fi

.venv/ready: $(LOCKS)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Mulighetsrom needs Python 3.11 or newer")'
	@echo "Setting up .venv (the first time takes a minute) ..."
	@[ -x $(BIN)/python ] || $(PYTHON) -m venv .venv
	@$(BIN)/pip install -qq --disable-pip-version-check --require-hashes -r requirements-uv.lock
	@$(UV) sync --require-hashes $(LOCK)
	@$(UV) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/with-tests: $(LOCKS)
	@$(MAKE) --no-print-directory --always-make .venv/ready LOCK=requirements-dev.lock
	@touch $@

# After a change of pyproject.toml's dependencies. No address of a registry gets into these files.
lock: .venv/ready
	echo "uv==$$($(BIN)/uv --version | cut -d' ' -f2)" | $(UV) compile $(COMPILE) - -o requirements-uv.lock
	$(UV) compile $(COMPILE) --group build pyproject.toml -o requirements.lock
	$(UV) compile $(COMPILE) --group build --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock
