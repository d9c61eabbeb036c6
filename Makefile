# Koppel on a machine with Debian or Ubuntu and Python 3.11, 3.12 or 3.13: each target installs what it needs first.

VENV := .venv
INSTALLED := $(VENV)/.installed
BROWSER := $(VENV)/.browser
RUN := $(VENV)/bin

# Without compiled modules every process of Koppel compiles all that it reads: twice the time to its first word.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test install check bench pictures docs references messages lock audit bom release

demo: $(INSTALLED)       ## sandboxes, a workspace with ready flows, the worker and the notebook; ARGS="--port 8600 --no-browser"
	@$(RUN)/koppel demo $(ARGS)

install: $(INSTALLED)    ## the project and its packages in .venv

check: $(INSTALLED)      ## style, types and import rules
	$(RUN)/ruff format --check .
	$(RUN)/ruff check .
	$(RUN)/mypy
	$(RUN)/lint-imports

test: $(BROWSER) check   ## everything that check does, then every test; ARGS are pytest's
	@.ci/postgres
	@.ci/mapper
	@.ci/axe
	@.ci/strangers
	@.ci/office
	$(RUN)/pytest -q -n 3 --dist worksteal $(ARGS)

bench: $(INSTALLED)      ## ratios measured side by side
	@.ci/peers
	$(RUN)/pytest -q -s -m benchmark -o faulthandler_timeout=0 tests/benchmarks tests/mapping tests/suggestions $(ARGS)

pictures: $(BROWSER)     ## docs/pictures: every page, wide and narrow, light and dark
	$(RUN)/python tests/browser/pictures.py docs/pictures

docs: $(INSTALLED)       ## build/docs: the site of the documents
	$(RUN)/zensical build --clean --strict

references: $(INSTALLED) ## docs/reference: commands, functions and the flow file, drawn from the code
	$(RUN)/python tests/house/reference.py docs/reference

messages: $(INSTALLED)   ## core/language: the files of all languages up to date with what the code says
	$(RUN)/python tests/house/messages.py

audit: $(INSTALLED)      ## the source by semgrep, locked packages by known vulnerabilities; fails where it cannot run
	@.ci/audit $(VENV)

release: test audit bom  ## the gate before a version is handed out: every test, the audit, and bom.json

bom: $(INSTALLED)        ## bom.json: every locked package with its version, hashes and licence (CycloneDX)
	$(RUN)/python .ci/bom > bom.json

lock:                    ## requirements.lock anew from pyproject.toml (needs uv)
	uv pip compile pyproject.toml --group dev --group build --universal --generate-hashes \
		--python-version 3.11 --custom-compile-command "make lock" --quiet --output-file requirements.lock

$(INSTALLED): requirements.lock pyproject.toml
	@.ci/install $(VENV)
	@touch $@

$(BROWSER): $(INSTALLED)
	@.ci/browser $(VENV)
	@touch $@
