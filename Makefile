# make lab      open the start page and the labs (LAB=04_addition_rnn opens one; BROWSER=none only prints the address)
# make test     what a push has to pass: style, types, unit tests, solutions with their outputs, changed labs
#               (LAB=15_echo tests that lab alone: its notebooks, checks, answers, data)
# make labs     runs the labs as students get them and writes down which passed: `make test` runs those that change
# make quick    the tests that take about two minutes together: those of checks, labs, grading, commands
# make nightly  make test, and all that a push need not run
# make mutants  do the checks notice small faults? (LAB=lstm_gru or EXERCISE=gru-step for some; SURVIVORS=1 lists what passes)
# make browser  Debian's Chromium, in which the pages of grading are tested (as root)
# make types    only the types
# make install  what `make lab` needs, without opening it
# make site     the labs, claims and guides as a web site, in site/ (URL=https://github.com/OWNER/REPO adds links that open a lab)
# make build    notebooks from solutions/*.py (LAB=04_addition_rnn builds one)
# make clean    delete .venv

SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
# Four processes on two cores: tests of grading mostly wait for time limits, and meanwhile notebooks compute.
# tests/conftest.py says in which order, and what stays together. Labs are run as students get them, quickly.
UNITS := $(RUN) -m pytest -n 4 --dist worksteal tests
# Two processes, which start less and wait for little; without the rooms in which networks are trained and data made.
QUICK := $(RUN) -m pytest -n 2 --dist worksteal tests $(addprefix --ignore=tests/,nets demos layers data)
ALL := COURSE_LABS_BUDGET=quick $(UNITS) solutions labs --nbval
# JupyterLab would ask whether it may show its news.
SETTINGS := $(VENV)/share/jupyter/lab/settings
NO_NEWS := {"@jupyterlab/apputils-extension:notification": {"fetchNews": "false"}}
# The last line of a run names what was skipped: tests/conftest.py writes it there.
export COURSE_NOT_TESTED := $(VENV)/not-tested
# Tests start hundreds of processes, each of which would compile anew what it imports.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: lab install test labs quick nightly mutants browser types site build clean
.DEFAULT_GOAL := lab
comma := ,

# $(call phase,NAME,COMMAND) runs a command, and says how long it took.
phase = start=$$SECONDS && $(2) && echo "$(1): $$((SECONDS - start)) s"
style = $(call phase,style,$(RUN) -m ruff check . && $(RUN) -m ruff format --check . && $(imports))
# Who may import whom stands in pyproject.toml.
imports = { broken=$$($(VENV)/bin/lint-imports --no-cache) || { echo "$$broken"; false; }; }
types = $(call phase,types,$(RUN) -m mypy)
# $(call passed,WHAT) is the last line of a run.
passed = echo "All passed: $(1); $$SECONDS s$$(test ! -s $(COURSE_NOT_TESTED) || echo ". But $$(cat $(COURSE_NOT_TESTED))")"

# $(call pip,REQUIREMENTS): pip's own bars on a terminal, one line per package in a log.
pip = if [ -t 1 ]; then $(PIP) $(1); else set -o pipefail; \
	$(PIP) --progress-bar off $(1) | while read -r first name rest; do case "$$first $$name" in \
	  "Installing collected") echo "Unpacking all of them, a minute or two ...";; Collecting*) echo "  $$name";; esac; done; fi
PIP := $(RUN) -m pip install --disable-pip-version-check

lab: $(VENV)/installed
	@if [ -n "$(LAB)" ] && [ ! -e "labs/$(LAB).ipynb" ]; then \
	  echo "There is no lab $(LAB); there are: $(patsubst labs/%.ipynb,%,$(wildcard labs/*.ipynb))"; exit 2; fi
	@$(RUN) -m jupyterlab --log-level=WARN --ServerApp.root_dir="$(CURDIR)/labs" \
	  --LabApp.default_url=/lab/tree/$(or $(LAB),00_start).ipynb \
	  $(if $(filter none,$(BROWSER)),--no-browser) $(if $(filter 0,$(shell id -u)),--allow-root)

install: $(VENV)/installed

test: $(VENV)/installed-test
ifdef LAB
	@$(call phase,lab $(LAB),$(RUN) -m tests.one_lab $(LAB)) && $(call passed,lab $(LAB) alone)
else
	@$(style) && $(types) && \
	$(call phase,unit tests$(comma) solutions$(comma) labs,$(ALL) -m "not nightly") && \
	$(call passed,style$(comma) types$(comma) unit tests$(comma) solutions with their outputs$(comma) changed labs as students get them)
endif

nightly: $(VENV)/installed-test
	@$(style) && $(types) && \
	$(call phase,all unit tests$(comma) solutions$(comma) labs,COURSE_HOSTILE=all COURSE_KILLS=30 $(ALL)) && \
	$(call passed,style$(comma) types$(comma) all unit tests$(comma) solutions with their outputs$(comma) labs as students get them)

labs: $(VENV)/installed-test
	@COURSE_RECORD=1 COURSE_LABS_BUDGET=quick $(RUN) -m pytest -n 2 --dist loadfile --nbval labs

quick: $(VENV)/installed-test
	@$(style) && \
	$(call phase,quick unit tests,$(QUICK) -m "not slow and not nightly") && \
	$(call passed,style and the quick unit tests)

types: $(VENV)/installed-test
	@$(types)

mutants: $(VENV)/installed-test
	@$(RUN) -m tests.mutants $(LAB) $(EXERCISE) $(if $(SURVIVORS),--survivors)

browser:
	@if command -v chromedriver >/dev/null; then echo "chromedriver is here"; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installing Chromium, in which pages are tested ..."; \
	  apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y chromium chromium-driver >/dev/null; \
	else echo "There is no chromedriver here. On Debian, as root: apt install chromium chromium-driver"; exit 1; fi

build: $(VENV)/installed
	@$(RUN) -m course build $(LAB)

site: $(VENV)/installed-test
	@$(RUN) -m course site site $(if $(URL),--url '$(URL)')

clean:
	rm -rf $(VENV)

# A stamp is written only when the whole installation went through: an interrupted one is repeated.
$(VENV)/installed: requirements.txt pyproject.toml
	@command -v $(PYTHON) >/dev/null || \
	  { echo "There is no $(PYTHON) here: install Python 3.10, 3.11, 3.12 or 3.13."; exit 2; }
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(0 if (3, 10) <= v <= (3, 13) else "TensorFlow 2.21 has builds for Python 3.10 to 3.13 and this is Python %d.%d: name another one, for example  make lab PYTHON=python3.12" % v)'
	@$(PYTHON) -c 'import platform as p, sys; sys.exit("On Intel Macs TensorFlow stops at 2.16, which has builds for Python 3.10 to 3.12: name one of them, for example  make lab PYTHON=python3.12" if p.system() == "Darwin" and p.machine() == "x86_64" and sys.version_info >= (3, 13) else 0)'
	@$(PYTHON) -c 'import platform as p; p.system() == "Darwin" and p.machine() == "x86_64" and print("This is an Intel Mac: you get TensorFlow 2.16, the last one with builds for it.")'
	@echo "Installing what the labs need into $(VENV), once: 2.5 GB, one to five minutes ..."
	@$(PYTHON) -m venv $(VENV) || \
	  { echo "$(PYTHON) cannot make a virtual environment: on Debian or Ubuntu, install python3-venv."; exit 2; }
	@$(call pip,-r requirements.txt)
	@mkdir -p $(SETTINGS) && echo '$(NO_NEWS)' > $(SETTINGS)/overrides.json
	@touch $@

$(VENV)/installed-test: $(VENV)/installed
	@echo "Installing what the tests need, once ..."
	@$(call pip,-e ".[test]")
	@touch $@
