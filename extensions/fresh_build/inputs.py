"""What every page is read through: when it changes, every page is read again.

The code of the extensions, the metamodel, and the files that `fresh_build_inputs` names. Sphinx
itself notices a changed configuration, but none of these.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def read_all_again(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Every page when an input differs from the one that the environment was made with."""
    now = fingerprint(app)
    before = getattr(env, "fresh_build_inputs", now)
    env.fresh_build_inputs = now  # type: ignore[attr-defined]  # pickled with the environment
    return [] if before == now else sorted(env.found_docs)


def fingerprint(app: Sphinx) -> str:
    """A digest of all inputs: code by name, size and time of change; data files by content."""
    digest = hashlib.sha256()
    for path in sorted(set(_code(app))):
        stat = path.stat()
        digest.update(f"{path.name} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    for path in _data(app):
        digest.update(path.name.encode())
        digest.update(path.read_bytes() if path.is_file() else b"absent")
    return digest.hexdigest()


def _code(app: Sphinx) -> Iterator[Path]:
    """The file of each extension, and for those that live in the project their whole package."""
    project = Path(app.confdir).resolve()
    for extension in app.extensions.values():
        file = getattr(extension.module, "__file__", None)
        if file is None:
            continue
        path = Path(file).resolve()
        yield path
        in_project = path.is_relative_to(project) and "site-packages" not in path.parts
        if in_project and path.name == "__init__.py":
            yield from path.parent.rglob("*.py")


def _data(app: Sphinx) -> list[Path]:
    names = list(app.config.fresh_build_inputs)
    if from_toml := getattr(app.config, "needs_from_toml", None):
        names.append(from_toml)
    return [Path(app.confdir, name) for name in names]


def setup(app: Sphinx) -> None:
    """Called once by `fresh_build.setup`."""
    app.add_config_value("fresh_build_inputs", [], "", types=frozenset({list, tuple}))
    app.connect("env-get-outdated", read_all_again)
