"""Compare build times on a synthetic plan: ours, stock sphinx-needs, and the floor.

    python tests/bench/compare.py [--items 2000] [--rounds 3]

Each round builds every kind once, cold, then with nothing changed, then after one title was
edited, so that the ratios of a round are of the same minutes on the same machine. Printed are the
medians of each figure, and the median of the ratios. `floor` is plain Sphinx with MyST in the same
theme (`plan`, with this project's sidebar); `floor-furo` is the same in furo itself, the theme
that `plan` is a child of.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import generate

KINDS = ("plan", "stock", "floor", "floor-furo")
FIGURES = ("cold", "no-op", "edit")


def build(folder: Path) -> tuple[float, float]:
    """Seconds and peak memory (MB) of one build in a process of its own."""
    command = [sys.executable, "-m", "sphinx", "-q", str(folder), str(folder / "out")]
    started = time.monotonic()
    process = subprocess.Popen(command)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{folder.name}: build failed")
    return time.monotonic() - started, usage.ru_maxrss / 1024


def edit(folder: Path, round_: int) -> None:
    """Change the title of one item (or heading) that others show."""
    page = folder / "old" / "measure-0003.md"
    lines = page.read_text(encoding="utf-8").splitlines(keepends=True)
    place = next(i for i, line in enumerate(lines) if line.startswith((":::{individual", "## ")))
    lines[place] = lines[place].rstrip("\n") + f"改{round_}\n"
    page.write_text("".join(lines), encoding="utf-8")


def measure(items: int, rounds: int) -> dict[str, dict[str, list[float]]]:
    """kind -> figure -> one value a round."""
    found: dict[str, dict[str, list[float]]] = {
        kind: {figure: [] for figure in (*FIGURES, "memory")} for kind in KINDS
    }
    with tempfile.TemporaryDirectory() as name:
        for round_ in range(rounds):
            for kind in KINDS:
                folder = Path(name, f"{kind}-{round_}")
                folder.mkdir()
                generate.write(folder, items, kind)
                seconds, memory = build(folder)
                found[kind]["cold"].append(seconds)
                found[kind]["memory"].append(memory)
                found[kind]["no-op"].append(build(folder)[0])
                edit(folder, round_)
                found[kind]["edit"].append(build(folder)[0])
    return found


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--items", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    found = measure(arguments.items, arguments.rounds)
    print(f"{arguments.items} items, {arguments.rounds} rounds, medians; seconds, MB")
    for kind, figures in found.items():
        row = (f"{name} {statistics.median(values):8.2f}" for name, values in figures.items())
        print(f"{kind:12}", *row)
    for kind in KINDS[1:]:
        pairs = zip(found["plan"]["cold"], found[kind]["cold"], strict=True)
        print(
            f"plan / {kind}: {statistics.median(ours / theirs for ours, theirs in pairs):.2f} cold"
        )


if __name__ == "__main__":
    main()
