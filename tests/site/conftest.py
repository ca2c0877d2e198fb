"""The facts of the source, the tools that read and compare them, and the items of the real site.

The modules beside this file are scripts, not a package: they are loaded from their path.
"""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


def load(name):
    spec = importlib.util.spec_from_file_location(name, HERE / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def folder():
    return HERE


@pytest.fixture(scope="session")
def source_text():
    return load("source_text")


@pytest.fixture(scope="session")
def extract_facts(source_text):
    return load("extract_facts")


@pytest.fixture(scope="session")
def compare():
    return load("compare").compare


@pytest.fixture(scope="session")
def facts():
    return json.loads((HERE / "facts.json").read_text("utf-8"))


@pytest.fixture(scope="session")
def needs(tmp_path_factory):
    """The items of the real documents: {id: item}, from a clean build of needs.json."""
    out = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "needs", "-c", ROOT]
    done = subprocess.run(
        [*command, "-d", out / "doctrees", ROOT / "docs", out / "needs"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    versions = json.loads((out / "needs" / "needs.json").read_text("utf-8"))["versions"]
    assert len(versions) == 1
    return next(iter(versions.values()))["needs"]
