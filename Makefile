# make lab      open the labs (LAB=04_addition_rnn opens one; BROWSER=none only prints the address)
# make test     everything that CI runs
# make quick    the tests that take less than two minutes together
# make build    notebooks from solutions/*.py (LAB=04_addition_rnn builds one)
# make clean    forget the environment

SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
PIP := $(RUN) -m pip install -qq --disable-pip-version-check
# Two processes: training a small network keeps little more than one core busy. Four for the unit tests, as
# those of grading mostly wait for time limits. Solutions run one by one, since they show times; a notebook's
# cells stay together (loadscope).
PYTEST := $(RUN) -m pytest -n 2
UNIT := $(RUN) -m pytest -n 4 --dist worksteal tests

.PHONY: lab test quick build clean browser
.DEFAULT_GOAL := lab

lab: $(VENV)/installed
	@if [ -n "$(LAB)" ] && [ ! -e "labs/$(LAB).ipynb" ]; then \
	  echo "There is no lab $(LAB); there are: $(patsubst labs/%.ipynb,%,$(wildcard labs/*.ipynb))"; exit 2; fi
	@$(RUN) -m jupyterlab --log-level=WARN --LabApp.news_url=None --ServerApp.root_dir="$(CURDIR)/labs" \
	  --LabApp.default_url=/lab$(if $(LAB),/tree/$(LAB).ipynb) \
	  $(if $(filter none,$(BROWSER)),--no-browser) $(if $(filter 0,$(shell id -u)),--allow-root)

test: $(VENV)/installed-test browser
	@$(RUN) -m ruff check . && $(RUN) -m ruff format --check . && \
	$(UNIT) && \
	$(RUN) -m pytest --nbval solutions && \
	COURSE_BUDGET=quick $(PYTEST) --dist loadscope --nbval labs && \
	echo "All passed: style, unit tests, solutions with their outputs, labs as students get them; $$SECONDS s"

quick: $(VENV)/installed-test
	@$(RUN) -m ruff check . && $(RUN) -m ruff format --check . && \
	$(UNIT) -m "not slow" && \
	echo "All passed: style and the quick unit tests; $$SECONDS s"

# The pages of grading are tested in a browser: Debian's, where we may install it.
browser:
	@if ! command -v chromedriver >/dev/null; then \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "Installing Chromium, in which pages are tested ..."; \
	    apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y chromium chromium-driver >/dev/null; \
	  fi || true; \
	  command -v chromedriver >/dev/null || \
	    echo "There is no chromedriver here: pages are not tested in a browser. On Debian: apt install chromium-driver"; \
	fi

build: $(VENV)/installed
	@$(RUN) -m course build $(LAB)

clean:
	rm -rf $(VENV)

# A stamp is written only when the whole installation went through: an interrupted one is repeated.
$(VENV)/installed: requirements.txt pyproject.toml
	@command -v $(PYTHON) >/dev/null || \
	  { echo "There is no $(PYTHON) here: install Python 3.10, 3.11, 3.12 or 3.13."; exit 2; }
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(0 if (3, 10) <= v <= (3, 13) else "TensorFlow 2.21 has builds for Python 3.10 to 3.13 and this is Python %d.%d: name another one, for example  make lab PYTHON=python3.12" % v)'
	@echo "Installing what the labs need into $(VENV): once, one to three minutes ..."
	@$(PYTHON) -m venv $(VENV) || \
	  { echo "$(PYTHON) cannot make a virtual environment: on Debian or Ubuntu, install python3-venv."; exit 2; }
	@$(PIP) -r requirements.txt
	@touch $@

$(VENV)/installed-test: $(VENV)/installed
	@$(PIP) -e ".[test]"
	@touch $@
