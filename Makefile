# Every command a person needs. The longer steps stand in scripts/.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
PORT ?= 8000
PY := .venv/bin/python
# What is done once and again only when its source changes, by a stamp.
DONE := .venv/done
MESSAGES := $(patsubst %.po,%.mo,$(wildcard claims_portal/locale/*/LC_MESSAGES/*.po))
RUN := $(DONE)/run-packages $(DONE)/run node_modules/.package-lock.json $(MESSAGES)
DEV := $(DONE)/test-packages $(DONE)/dev node_modules/.package-lock.json $(MESSAGES)

.PHONY: help demo demo-reset reconcile test deep faults check bench bench-queue bench-associations bench-mail bench-reminders bench-earnings bench-reports lock translations screenshots

help: ## This list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 25

demo: $(RUN) ## Install and start the whole portal with its demo; Ctrl-C stops it. make demo PORT=8001
	@$(PY) manage.py demo --port $(PORT)

demo-reset: $(RUN) ## Delete the demo's data; the next start makes it anew
	@$(PY) manage.py demo_reset

reconcile: $(RUN) ## Each sum of the ledger beside the one shown, on the demo's data; fails on a difference
	@$(PY) manage.py reconcile

test: $(DEV) ## Install what tests need, start the real services, run every test
	@scripts/test.sh

deep: $(DEV) ## The ledger against its model, 2,000 times; takes about ten minutes
	@$(PY) -m pytest tests/funds/test_ledger_machine.py -q --hypothesis-profile=deep

faults: $(DEV) ## Twelve faults on real processes, one after the other; half an hour. make faults ONLY="1 5"
	@$(PY) -m faults $(ONLY)

check: $(DEV) ## Format, lint, types, migrations, translations, settings, container files, generated docs
	@scripts/check.sh

bench: $(DEV) ## Measure pages and uploads against bare ones of the same server, as ratios
	@$(PY) -m benchmarks

bench-queue: $(DEV) ## The queue at 1,000,000 claims against 10,000, as ratios; the first run writes them, for minutes
	@$(PY) -m benchmarks.queue

bench-associations: $(DEV) ## Lists, queue and export at 100,000 customer associations against 2,000, as ratios
	@$(PY) -m benchmarks.associations

bench-mail: $(DEV) ## Mails delivered by a worker against a bare loop into the same mail server, as a ratio
	@$(PY) -m benchmarks.delivery

bench-reminders: $(DEV) ## The reminder run over 100,000 open claims, and the clock's tick with nothing due among them
	@$(PY) -m benchmarks.reminders

bench-reports: $(DEV) ## Reports over 1,000,000 claims by their prepared sums; the first run writes them, for minutes
	@$(PY) -m benchmarks.reports

bench-earnings: $(DEV) ## An import of 100,000 earnings against a plain parse and COPY of the same file, as a ratio
	@$(PY) -m benchmarks.earnings

lock: $(DONE)/dev ## Renew the locked versions of everything we install
	@scripts/lock.sh

translations: $(DEV) ## Collect the strings of code and templates into the German file and compile it
	@$(PY) scripts/translations.py collect
	@$(MAKE) $(MESSAGES)

screenshots: $(DEV) ## Make the README's pictures from the running demo's pages
	@$(PY) scripts/screenshots.py $(PORT)

.venv/pyvenv.cfg:
	@scripts/venv.sh $(PYTHON)

$(DONE)/run: requirements.txt | .venv/pyvenv.cfg
	@scripts/install.sh requirements.txt $@

$(DONE)/dev: requirements-dev.txt | .venv/pyvenv.cfg
	@scripts/install.sh requirements-dev.txt $@

$(DONE)/run-packages $(DONE)/test-packages: $(DONE)/%-packages: scripts/packages.sh | .venv/pyvenv.cfg
	@scripts/packages.sh $* $@

node_modules/.package-lock.json: package-lock.json package.json scripts/npm.py | .venv/pyvenv.cfg
	@echo "Installing Bootstrap …"
	@$(PY) scripts/npm.py ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

%.mo: %.po | $(DONE)/run
	@$(PY) scripts/translations.py compile $< $@
