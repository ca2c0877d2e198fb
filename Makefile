# Each target is one line over the command `plantrace` or a standard tool.
# `python3 -m plantrace` makes the environment (.venv) from the hashed lock first, when it is not there.
PYTHON ?= python3
PLANTRACE = $(PYTHON) -m plantrace
BIN = .venv/bin

.DEFAULT_GOAL := help
.PHONY: help html pdf check diff live test test-all test-env bench lock clean

help:  ## この一覧を表示する
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

html:  ## サイトを build/html/ に作る
	@$(PLANTRACE) build

pdf:  ## PDFを build/pdf/ に作る
	@$(PLANTRACE) pdf

check:  ## 誤りと注意を数秒で表示する（サイトは作らない）
	@$(PLANTRACE) check

diff:  ## 版を比べ、計画のつながりへの影響を示す（BASE=main のように前の版を書ける）
	@$(PLANTRACE) diff --merge-base $(BASE)

live:  ## 保存するたびに作り直し、ブラウザで見る
	@$(PLANTRACE) live --open

test: test-env  ## 書き方・型・テストを確かめる（5分以内）
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/pytest -n auto --dist loadfile -m "not slow and not browser"

test-all: test  ## 時間のかかるテストと、ブラウザのテストも行う
	@$(BIN)/pytest -m "slow or browser"

bench: test-env  ## 2,000件の合成計画で、作る時間を比べる
	@$(BIN)/python tests/bench/compare.py

test-env:
	@PLANTRACE_LOCK=requirements-test.lock $(PLANTRACE) env

lock:  ## pyproject.toml から requirements*.lock を作り直す（uv が必要）
	uv pip compile --universal --generate-hashes --no-annotate --no-header --no-emit-index-url --no-emit-find-links --python-version 3.11 pyproject.toml -o requirements.lock
	uv pip compile --universal --generate-hashes --no-annotate --no-header --no-emit-index-url --no-emit-find-links --python-version 3.11 --extra test -c requirements.lock pyproject.toml -o requirements-test.lock

clean:  ## build/ を消す（.venv は残す）
	rm -rf build
