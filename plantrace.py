"""`python -m plantrace …` from a fresh checkout: make `.venv` from the lock, then hand over.

Only the standard library is used here, because nothing else is installed yet. The Makefile and
Windows, where there is no make (`py -m plantrace build`), come in by this one door.
`PLANTRACE_LOCK=requirements-test.lock` asks for the test tools as well.

Imported instead of run (a test that starts here has this folder on its path), this file steps
aside for the package of the same name in `extensions/`.
"""

from __future__ import annotations

import ast
import hashlib
import importlib.util
import os
import signal
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOCKS = ("requirements.lock", "requirements-test.lock")


def venv_python() -> Path:
    """The interpreter of the environment, on any system."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def ensure_environment(lock: str) -> Path:
    """Make `.venv` hold exactly what `lock` says; cheap when it already does.

    The stamp is a hash of the lock and of this Python's version, so that an edited lock or a new
    Python makes the environment anew. A richer lock serves a request for the plain one.
    """
    stamp = VENV / "plantrace-lock.txt"
    wanted = {name: _fingerprint(name) for name in LOCKS[LOCKS.index(lock) :]}
    if stamp.is_file() and venv_python().is_file():
        name, _, fingerprint = stamp.read_text(encoding="utf-8").partition(" ")
        if wanted.get(name) == fingerprint:
            return venv_python()
    # Not to the output, which may be a report that somebody writes to a file.
    print(
        f"環境を用意しています（.venv、{lock}）。最初の一度だけ、数十秒かかります。",
        file=sys.stderr,
    )
    stamp.unlink(missing_ok=True)
    venv.EnvBuilder(with_pip=True, clear=not venv_python().is_file()).create(VENV)
    pip = [venv_python(), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    pip += ["--require-hashes", "--requirement", ROOT / lock]
    subprocess.run(pip, check=True, stdout=sys.stderr)
    # One line instead of an editable install: no build backend is needed, nothing is written
    # into extensions/. A relative path is ASCII, whatever the folders above are called (Python
    # before 3.13 reads this file in the encoding of the system), and stays true when they move.
    find = "import sysconfig; print(ascii(sysconfig.get_path('purelib')))"
    site = ast.literal_eval(subprocess.check_output([venv_python(), "-c", find], text=True))
    path = os.path.relpath(ROOT / "extensions", Path(site).resolve())
    Path(site, "plantrace-extensions.pth").write_text(f"{path}\n", encoding="utf-8")
    stamp.write_text(f"{lock} {wanted[lock]}", encoding="utf-8")
    return venv_python()


def _fingerprint(lock: str) -> str:
    python = f"{sys.version_info[0]}.{sys.version_info[1]}".encode()
    lines = (ROOT / lock).read_bytes().replace(b"\r\n", b"\n")
    return hashlib.sha256(python + lines).hexdigest()


def main() -> int:
    """Run the real command in the project's environment; its exit code is ours."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a console that knows no Japanese is no reason to crash
            stream.reconfigure(errors="replace")
    if sys.version_info < (3, 11):  # noqa: UP036 - the one place an older Python can reach
        return _refuse(
            f"Python 3.11 以上が必要です。いまの Python は {sys.version.split()[0]} です。"
        )
    try:
        python = ensure_environment(os.environ.get("PLANTRACE_LOCK", LOCKS[0]))
    except (subprocess.CalledProcessError, OSError) as error:
        return _refuse(f"環境（.venv）を用意できませんでした: {error}\n{_advice()}")
    except KeyboardInterrupt:
        return _refuse("環境の用意を途中でやめました。もう一度実行してください。")
    with subprocess.Popen([python, "-m", "plantrace.cli", *sys.argv[1:]]) as running:
        # Ctrl+C reaches the command as well, which ends in its own way and is waited for.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        return running.wait()


def _advice() -> str:
    if importlib.util.find_spec("ensurepip") is None:
        return (
            "venv がありません。sudo apt install python3-venv のあとで、もう一度実行してください。"
        )
    return (
        "ネットワークと、ディスクの空きと、このフォルダに書き込めることを確かめて、"
        "もう一度実行してください。"
    )


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
else:
    _package = ROOT / "extensions" / "plantrace" / "__init__.py"
    _spec = importlib.util.spec_from_file_location(
        __name__, _package, submodule_search_locations=[str(_package.parent)]
    )
    assert _spec is not None
    assert _spec.loader is not None
    _module = importlib.util.module_from_spec(_spec)
    sys.modules[__name__] = _module
    _spec.loader.exec_module(_module)
