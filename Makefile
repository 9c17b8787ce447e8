# Each target sets up what it needs. A fresh machine has to have python3 (3.11 to 3.13), its venv module, and make.
#   make demo     install planlink, read the plans of the demo city, show the results
#   make test     install the tools too, run every check
#   make wheels   planlink and all it needs as files in wheels/, for a machine without a network
#   make bundle   a portable folder for Windows and folders of wheels for Linux and macOS in bundle/ (needs an index);
#                 EMBED=python-3.13.x-embed-amd64.zip puts that Python into the folder (see docs/ja/導入.md)
#   make scores   train the models anew elsewhere and compare with their scores.json (minutes)
#   make models / make figures / make lock   remake the models, the measured figures, the lock files
#   make proofs   every long measurement (hours): docs/proofs.json, and docs/proofs.md made from it
#   make picture  docs/picture.png from the demo's report; needs chromium and fonts-noto-cjk
#   make pictures the guide's pictures of the page (docs/ja/画像), taken by the browser tests; needs the same
#   make lock-check   ask whether every locked package has a file for each Python and system that planlink serves
#   make release-check   whether the version, the newest heading of CHANGELOG.md and the tag agree
#   make clean    remove what the other targets left (not .venv)

PYTHON ?= python3
VENV ?= .venv
OUT ?= demo-out

export PIP_DISABLE_PIP_VERSION_CHECK = 1
export PIP_NO_INPUT = 1

BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet
LOCKED := --require-hashes --no-build-isolation --use-pep517
DEMO := corpus/demo/strategy.pdf corpus/demo/plan-summary.pdf corpus/demo/vision.pdf

.PHONY: demo test wheels bundle models scores figures proofs picture pictures lock lock-check release-check clean

demo: $(VENV)/ready
	$(BIN)/planlink build $(DEMO) -o $(OUT)
	$(BIN)/planlink table $(OUT) | sed -n 1,30p
	$(BIN)/planlink audit $(OUT)
	@echo
	@echo "報告書：$(OUT)/reports/report.html（ブラウザーで開きます）"
	@ls $(OUT)/planlink.db $(OUT)/reports/*

# Two processes, each with whole files, since what a file's tests share is dear.
AT_ONCE := -n 2 --dist loadfile --no-loadscope-reorder
test: $(VENV)/ready-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest $(AT_ONCE)

# The same files serve every machine of this kind: pip install --no-index --find-links wheels --require-hashes
# -r wheels/requirements.txt
wheels: $(VENV)/ready-build
	rm -rf wheels
	$(BIN)/python -m pip wheel --quiet $(LOCKED) -r requirements.lock -w wheels
	$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation . -w wheels
	$(BIN)/python offline/gather.py here -o wheels

EMBED ?=
EMBEDDED := $(or $(shell echo "$(notdir $(EMBED))" | sed -nE 's/^python-(3\.[0-9]+)\..*$$/\1/p'),3.13)
bundle: wheels $(VENV)/ready-dev
	for system in windows linux macos; do $(BIN)/python offline/gather.py $$system -o bundle/wheels-$$system || exit; done
	$(BIN)/python offline/lay.py --wheels bundle/wheels-windows --python $(EMBEDDED) $(if $(EMBED),--embed "$(EMBED)") \
		-o bundle/planlink

models: $(VENV)/ready-dev
	$(BIN)/python models/core/train.py
	$(BIN)/python models/semantic/train.py
	$(BIN)/python models/topics/train.py

scores: $(VENV)/ready-dev
	$(BIN)/python bench/scores.py

figures: $(VENV)/ready-dev
	$(BIN)/python bench/figures.py

proofs: $(VENV)/ready-dev
	$(BIN)/python bench/proofs.py --json docs/proofs.json --table docs/proofs.md

CHROMIUM ?= chromium
SECTION := 0, 645, 1280, 1806
picture: demo
	profile=$$(mktemp -d) && $(CHROMIUM) --headless --no-sandbox --disable-gpu --disable-background-networking \
		--no-first-run --hide-scrollbars --user-data-dir=$$profile --window-size=1280,2400 \
		--screenshot=$$profile/report.png file://$(abspath $(OUT))/reports/report.html && \
	$(BIN)/python -c "from PIL import Image; Image.open('$$profile/report.png').convert('RGB').crop(($(SECTION))) \
		.quantize(32, dither=0).save('docs/picture.png', optimize=True)" && rm -rf $$profile

pictures: $(VENV)/ready-dev
	rm -f docs/ja/画像/*.png
	$(BIN)/pytest tests/web/test_browser_day.py tests/web/test_browser_import.py --pictures docs/ja/画像

# One version of each package for Python 3.11 to 3.13 and for Linux, Windows and macOS.
COMPILE := $(BIN)/uv pip compile --quiet --universal --fork-strategy fewest --python-version 3.11 --generate-hashes \
	--custom-compile-command "make lock"
lock: $(VENV)/ready-dev
	$(COMPILE) pyproject.toml --all-extras --group lock -o requirements-dev.lock $(UPGRADE)
	$(COMPILE) pyproject.toml --extra all -c requirements-dev.lock -o requirements-all.lock
	$(COMPILE) pyproject.toml --extra semantic --extra serve -c requirements-dev.lock -o requirements.lock
	$(COMPILE) --group build -c requirements-dev.lock -o requirements-build.lock

PYTHONS := 3.11 3.12 3.13
SYSTEMS := x86_64-pc-windows-msvc x86_64-manylinux_2_28 aarch64-apple-darwin
FROM_SOURCE := --no-binary unidic-lite
lock-check: export MACOSX_DEPLOYMENT_TARGET = 14.0
lock-check: $(VENV)/ready-dev
	@for lock in *.lock; do for python in $(PYTHONS); do for system in $(SYSTEMS); do \
		$(BIN)/uv pip compile --quiet --no-deps --only-binary :all: $(FROM_SOURCE) \
			--python-version $$python --python-platform $$system $$lock >/dev/null \
			|| { echo "$$lock: no file for Python $$python on $$system"; exit 1; }; \
		echo "$$lock $$python $$system: all there"; \
	done; done; done

release-check:
	$(PYTHON) bench/release.py

clean:
	rm -rf $(OUT) wheels bundle dist build .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
		|| { echo "planlink needs Python 3.11, 3.12 or 3.13: make PYTHON=python3.13 …"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' \
		|| { echo "Python's venv module is missing; on Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/ready-build: requirements-build.lock | $(VENV)/bin/python
	$(INSTALL) --require-hashes --only-binary :all: -r requirements-build.lock
	touch $@

$(VENV)/ready: requirements.lock pyproject.toml $(VENV)/ready-build
	@echo "Installing planlink and what it needs into $(VENV) (a few minutes, once)"
	$(INSTALL) $(LOCKED) -r requirements.lock
	$(INSTALL) --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/ready-dev: requirements-dev.lock $(VENV)/ready
	$(INSTALL) $(LOCKED) -r requirements-dev.lock
	touch $@
