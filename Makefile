# make chat   sets everything up, indexes seeds/ and opens the chat
# make test   sets everything up, checks style and types, runs every test
# make check-answers   asks the sample articles their question set; fails when answers are worse
#                      than those of the baseline
# make baseline        does the same and makes them the baseline
# make fuzz           feeds every parser what breaks it, SECONDS=60 for each (a Linux program)
# make soak           20 readers and an indexer at one chat, for MINUTES=10
# make words           takes what the page newly says into ui/languages, to be translated
# make picture         makes docs/page.png anew, the README's picture of the chat
SHELL := /bin/bash
PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 7860
ARCHIVE ?= .dateline
CHECKED := runs/check-answers
SET := evals/sets/seeds.jsonl
BASELINE := evals/sets/seeds-baseline
GUARDED := RR article_cited citation_recall contains F1 refused

# A worker for each core, four at most: one takes a gigabyte, and beyond four the longest file
# decides. A file is one worker's, whose fixtures its tests share.
PYTEST := python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile \
          --no-loadscope-reorder

BENCH := runs/bench
SECONDS := 60
MINUTES := 10

.PHONY: chat test lint index clean answers check-answers baseline bench fuzz soak picture words
.DELETE_ON_ERROR:

chat: $(VENV)/.run
	$(BIN)/dateline index seeds/ --archive $(ARCHIVE)
	$(BIN)/dateline chat --archive $(ARCHIVE) --port $(PORT)

index: $(VENV)/.run
	$(BIN)/dateline index seeds/ --archive $(ARCHIVE)

# Types are checked beside the tests: without mypy's cache they take more than a minute.
test: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	@$(BIN)/mypy >$(VENV)/types.txt 2>&1 & mypy=$$!; trap "kill $$mypy 2>/dev/null" EXIT; \
	echo "$(PYTEST)"; HF_HUB_OFFLINE=1 $(BIN)/$(PYTEST); tests=$$?; \
	wait $$mypy; types=$$?; cat $(VENV)/types.txt; exit $$((tests || types))

check-answers: answers
	$(BIN)/dateline eval compare $(BASELINE) $(CHECKED)/run $(GUARDED:%=--fail-if-worse %)

baseline: answers
	$(BIN)/dateline eval baseline $(CHECKED)/run $(BASELINE)

answers: $(VENV)/.run
	rm -rf $(CHECKED)
	$(BIN)/dateline index seeds/ --archive $(CHECKED)/archive
	$(BIN)/dateline eval run $(SET) --archive $(CHECKED)/archive --llm none --out $(CHECKED)/run

# The programs of evals/benchmarks over public collections: hours, and never in CI.
bench: $(VENV)/.bench
	@test -d "$(DATA)" || { echo "Say where the collections are: make bench DATA=FOLDER" >&2; exit 1; }
	mkdir -p $(BENCH)
	$(BIN)/python -m evals.benchmarks.reading $(DATA)/reading > $(BENCH)/reading.json
	$(BIN)/python -m evals.benchmarks.support $(DATA)/support > $(BENCH)/support.json
	$(BIN)/python -m evals.benchmarks.finding $(DATA) --work $(BENCH)/archives > $(BENCH)/finding.md
	$(BIN)/python -m evals.benchmarks.refusing $(DATA) --work $(BENCH)/archives > $(BENCH)/refusing.json
	$(BIN)/python -m evals.benchmarks.answering $(DATA) --work $(BENCH)/archives > $(BENCH)/answering.json
	$(BIN)/python -m evals.benchmarks.reranking $(DATA) --work $(BENCH)/archives > $(BENCH)/reranking.md
	$(BIN)/python -m evals.benchmarks.conversations $(DATA)/chat --work $(BENCH)/archives > $(BENCH)/conversations.json
	$(BIN)/python -m evals.benchmarks.multihop $(DATA) --work $(BENCH)/archives > $(BENCH)/multihop.json
	$(BIN)/python -m evals.benchmarks.several --work $(BENCH)/archives > $(BENCH)/several.json
	@echo "Written to $(BENCH)"

fuzz: $(VENV)/.dev
	$(BIN)/python -m pip install --quiet -c constraints.txt -e '.[dev,fuzz]'
	$(BIN)/python tests/fuzzing.py --seconds $(SECONDS)

soak: $(VENV)/.run
	HF_HUB_OFFLINE=1 $(BIN)/python -m evals.benchmarks.soak --work runs/soak --minutes $(MINUTES)

picture: $(VENV)/.dev
	HF_HUB_OFFLINE=1 $(BIN)/python docs/picture.py

words: $(VENV)/.dev
	$(BIN)/pybabel -q extract -F pyproject.toml -k "_ N_ ngettext:1,2 say sayMany:1,2" --no-wrap \
	  --add-location=file --omit-header --sort-by-file -o ui/languages/dateline.pot .
	for file in ui/languages/*.po; do \
	  $(BIN)/pybabel -q update -i ui/languages/dateline.pot -o $$file -l $$(basename $$file .po) --no-wrap \
	    --no-fuzzy-matching --ignore-obsolete --omit-header || exit; \
	done

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

$(VENV)/.python: Makefile
	@test -n "$(PYTHON)" || { echo "Dateline needs Python 3.11 or 3.12; none was found. On Debian: apt-get install python3.11 python3.11-venv" >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 13))' || { echo "Dateline needs Python 3.11 or 3.12; $(PYTHON) is $$($(PYTHON) -V 2>&1). Name another one: make $(MAKECMDGOALS) PYTHON=python3.11" >&2; exit 1; }
	@"$(PYTHON)" -c 'import venv, ensurepip' 2>/dev/null || { echo "Python's venv module is missing. On Debian: apt-get install python3.11-venv" >&2; exit 1; }
	"$(PYTHON)" -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	@touch $@

$(VENV)/.run: $(VENV)/.python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet -c constraints.txt -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.run
	$(BIN)/python -m pip install --quiet -c constraints.txt -e '.[dev]'
	@touch $@

$(VENV)/.bench: $(VENV)/.dev
	$(BIN)/python -m pip install --quiet -c constraints.txt -e '.[dev,bench,train]'
	@touch $@

clean:
	rm -rf $(VENV) build *.egg-info
