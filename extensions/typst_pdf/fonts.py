"""The fonts of the PDF, found in installed Python packages, and which letters they have."""

from __future__ import annotations

import importlib.util
import struct
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

#: Distribution, module. Regular and bold are enough: Japanese has no italics.
PACKAGES = (
    ("noto-cjk-sans-jp-regular", "noto_cjk_sans_jp_regular"),
    ("noto-cjk-sans-jp-bold", "noto_cjk_sans_jp_bold"),
)
SUFFIXES = {".otf", ".ttf", ".otc", ".ttc"}
# What no font draws: space, joiners, direction marks, variation selectors.
_INVISIBLE = frozenset(
    {0x09, 0x0A, 0x0D, 0x20, 0xA0, 0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F)}
    | {*range(0x2060, 0x2065), *range(0xFE00, 0xFE10), 0xFEFF, *range(0xE0100, 0xE01F0)}
)


class FontError(Exception):
    """A font is not there or cannot be read; says so in Japanese."""


def folders(extra: Iterable[Path]) -> tuple[Path, ...]:
    """The folders to take fonts from: those of the packages, then `extra`. Raises FontError."""
    found = []
    for distribution, module in PACKAGES:
        # looked up, never imported: only its folder matters
        spec = importlib.util.find_spec(module)
        if spec is None or not spec.submodule_search_locations:
            raise FontError(
                f"PDFの文字に使うパッケージ {distribution} が見つかりません。"
                f"`pip install {distribution}` で入れてください。"
            )
        found += [Path(place) for place in spec.submodule_search_locations]
    for folder in extra:
        if not folder.is_dir():
            raise FontError(f"typst_pdf_font_paths のフォルダー {folder} がありません。")
        found.append(folder)
    return tuple(found)


def files(places: Sequence[Path]) -> tuple[Path, ...]:
    """Every font file below the folders, in one order on every machine."""
    return tuple(
        path
        for place in places
        for path in sorted(place.rglob("*"))
        if path.suffix.lower() in SUFFIXES
    )


@cache
def coverage(paths: tuple[Path, ...]) -> frozenset[int]:
    """The code points that at least one of these fonts can show. Raises FontError."""
    found = set(_INVISIBLE)
    for path in paths:
        try:
            found.update(_code_points(path.read_bytes()))
        except (struct.error, ValueError, OSError) as error:
            raise FontError(f"フォント {path.name} を読めません（{error}）。") from error
    return frozenset(found)


def _code_points(data: bytes) -> Iterator[int]:
    """From the table `cmap` of a font file or of each font in a collection."""
    starts = [0]
    if data[:4] == b"ttcf":
        (count,) = struct.unpack_from(">I", data, 8)
        starts = list(struct.unpack_from(f">{count}I", data, 12))
    for start in starts:
        (tables,) = struct.unpack_from(">H", data, start + 4)
        for place in range(start + 12, start + 12 + 16 * tables, 16):
            tag, _, offset, _ = struct.unpack_from(">4sIII", data, place)
            if tag == b"cmap":
                yield from _cmap(data, offset)


def _cmap(data: bytes, base: int) -> Iterator[int]:
    """The Unicode subtables; format 4 for the basic plane, 12 for all planes."""
    (count,) = struct.unpack_from(">H", data, base + 2)
    for number in range(count):
        platform, _, offset = struct.unpack_from(">HHI", data, base + 4 + 8 * number)
        (form,) = struct.unpack_from(">H", data, base + offset)
        if platform in {0, 3} and form == 4:
            yield from _segments(data, base + offset)
        elif platform in {0, 3} and form == 12:
            (groups,) = struct.unpack_from(">I", data, base + offset + 12)
            for group in range(groups):
                first, last, _ = struct.unpack_from(">III", data, base + offset + 16 + 12 * group)
                yield from range(first, last + 1)


def _segments(data: bytes, base: int) -> Iterator[int]:
    """Format 4: ranges of code points, each with an offset to its glyphs; glyph 0 is none."""
    (doubled,) = struct.unpack_from(">H", data, base + 6)
    count = doubled // 2
    ends = struct.unpack_from(f">{count}H", data, base + 14)
    starts = struct.unpack_from(f">{count}H", data, base + 16 + doubled)
    deltas = struct.unpack_from(f">{count}H", data, base + 16 + 2 * doubled)
    at = base + 16 + 3 * doubled
    offsets = struct.unpack_from(f">{count}H", data, at)
    for number in range(count):
        for code in range(starts[number], min(ends[number], 0xFFFE) + 1):
            glyph = code
            if offsets[number]:
                place = at + 2 * number + offsets[number] + 2 * (code - starts[number])
                (glyph,) = struct.unpack_from(">H", data, place)
                if not glyph:
                    continue
            if (glyph + deltas[number]) & 0xFFFF:
                yield code
