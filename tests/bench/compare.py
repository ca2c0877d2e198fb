"""Compare build times on a synthetic plan: ours, stock sphinx-needs, and the floor.

    python tests/bench/compare.py [--items 2000] [--rounds 3]

Each round builds every kind once, cold, then with nothing changed, then after one title was
edited, so that the ratios of a round are of the same minutes on the same machine. Printed are the
medians of each figure, and the median of the ratios. `floor` is plain Sphinx with MyST in the same
theme (`plan`, with this project's sidebar); `floor-furo` is the same in furo itself, the theme
that `plan` is a child of; `needs` is the floor with items that sphinx-needs itself reads and shows.
Processor time is compared besides the clock, which says little on a busy machine.
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

KINDS = ("plan", "stock", "floor", "floor-furo", "needs")
FIGURES = ("cold", "cold-cpu", "memory", "no-op", "edit")


def build(folder: Path) -> tuple[float, float, float]:
    """Seconds, seconds of processor time and peak memory (MB) of one build in its own process."""
    command = [sys.executable, "-m", "sphinx", "-q", str(folder), str(folder / "out")]
    started = time.monotonic()
    process = subprocess.Popen(command)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{folder.name}: build failed")
    processor = usage.ru_utime + usage.ru_stime
    return time.monotonic() - started, processor, usage.ru_maxrss / 1024


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
        kind: {figure: [] for figure in FIGURES} for kind in KINDS
    }
    with tempfile.TemporaryDirectory() as name:
        for round_ in range(rounds):
            for kind in KINDS:
                folder = Path(name, f"{kind}-{round_}")
                folder.mkdir()
                generate.write(folder, items, kind)
                for figure, value in zip(FIGURES, build(folder), strict=False):
                    found[kind][figure].append(value)
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
        cold, processor = (_ratio(found, kind, figure) for figure in FIGURES[:2])
        print(f"plan / {kind}: {cold:.2f} cold, {processor:.2f} processor time")


def _ratio(found: dict[str, dict[str, list[float]]], kind: str, figure: str) -> float:
    pairs = zip(found["plan"][figure], found[kind][figure], strict=True)
    return statistics.median(ours / theirs for ours, theirs in pairs)


if __name__ == "__main__":
    main()
