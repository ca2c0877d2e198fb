# Each target is one line over the command `plantrace` or a standard tool.
# `python3 -m plantrace` makes the environment (.venv) from the hashed lock first, when it is not there.
PYTHON ?= python3
PLANTRACE = $(PYTHON) -m plantrace
WITH_TESTS = PLANTRACE_LOCK=requirements-test.lock $(PLANTRACE)

.DEFAULT_GOAL := help
.PHONY: help html live check test test-all bench lock clean

help:  ## この一覧を表示する
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

html:  ## サイトを build/html/ に作る
	@$(PLANTRACE) build

test:  ## 書き方の検査・型検査・テスト（5分以内）
	@$(WITH_TESTS) run ruff check .
	@$(WITH_TESTS) run ruff format --check .
	@$(WITH_TESTS) run mypy
	@$(WITH_TESTS) run pytest -m "not slow and not browser"

test-all: test  ## 時間のかかるテストと、ブラウザのテストも行う
	@$(WITH_TESTS) run pytest -m "slow or browser"

lock:  ## pyproject.toml から requirements*.lock を作り直す（uv が必要）
	uv pip compile --universal --generate-hashes --no-annotate --no-header --no-emit-index-url --no-emit-find-links --python-version 3.11 pyproject.toml -o requirements.lock
	uv pip compile --universal --generate-hashes --no-annotate --no-header --no-emit-index-url --no-emit-find-links --python-version 3.11 --extra test -c requirements.lock pyproject.toml -o requirements-test.lock

clean:  ## build/ を消す（.venv は残す）
	rm -rf build
