"""What tests share: the repository's root, its metamodel, and a small project to build."""

from pathlib import Path

import pytest

from plantrace.model import metamodel

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root():
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def plan_metamodel():
    """The metamodel that this repository ships."""
    return metamodel.load(ROOT / "ubproject.toml")
