# Two words do everything: `make handbook` and `make test`. Both set up what they need first.
PYTHON ?= python3
RUN := .venv/bin/
UV := $(shell command -v uv 2>/dev/null)

.PHONY: benchmarks handbook test setup libraries check release-check lock schema clean
.DEFAULT_GOAL := handbook

handbook: setup  ## The PDF and all decks, into build/
	$(RUN)handbook build

test: setup  ## All tests
	$(RUN)python -m pytest --numprocesses=auto --dist=loadfile

check: setup  ## Style, types and the bundled content
	$(RUN)ruff check .
	$(RUN)ruff format --check .
	$(RUN)mypy
	$(RUN)handbook check

setup: .venv/.ready libraries

# With uv the lock file is obeyed; without it, the hashed requirements made from the lock file.
.venv/.ready: pyproject.toml uv.lock requirements.txt
ifdef UV
	$(UV) sync --quiet --frozen
else
	$(PYTHON) -m venv .venv
	$(RUN)python -m pip install --quiet --require-hashes -r requirements.txt
	$(RUN)python -m pip install --quiet --no-deps --editable .
endif
	@touch $@

# Pango and HarfBuzz are system libraries. On Debian and Ubuntu, as root, what is missing is installed.
libraries: .venv/.ready
	@$(RUN)handbook doctor >/dev/null || sh scripts/install-libraries.sh

release-check: setup  ## Every form, paper and theme of the whole book once; PROFILE=press.icc for the press's
	$(RUN)python scripts/release_check.py $(if $(PROFILE),--profile $(PROFILE))

lock:  ## The lock file, and the hashed requirements for machines without uv
	uv lock --quiet
	uv export --quiet --frozen --all-groups --no-emit-project --no-header --output-file requirements.txt >/dev/null

schema: setup  ## JSON Schemas for editors
	$(RUN)handbook schema

benchmarks: setup  ## docs/benchmarks.md anew, on a quiet machine: about an hour
	$(RUN)python benchmarks/peers.py
	$(RUN)python benchmarks/run.py --rounds 3

clean:
	rm -rf .venv build/.cache build/slides build/*.pdf build/*.json build/SHA256SUMS
