"""Text of a file that should be UTF-8 and may not be."""

from __future__ import annotations

import codecs

_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_GUESSES = {
    "utf-16": "UTF-16 のようです",
    "cp932": "Shift_JIS のようです",
    "euc_jp": "EUC-JP のようです",
}
LENIENT = "plantrace-lenient"
"""name of the codec that reads what `decode` reads; known after `register`"""


def decode(data: bytes) -> tuple[str, str | None]:
    """The text, and how to call its encoding in Japanese when it is not UTF-8 (else None).

    A byte order mark before UTF-8 is harmless. Never fails: bytes that no guess can read become
    replacement characters.
    """
    try:
        return data.decode("utf-8-sig"), None
    except UnicodeDecodeError:
        guesses = _guesses(data)
    for guess in guesses:
        try:
            return data.decode(guess), _GUESSES[guess.removesuffix("-le").removesuffix("-be")]
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", "replace"), "文字コードを判別できません"


def _guesses(data: bytes) -> tuple[str, ...]:
    """What to try; without its mark UTF-16 is known by the zeros before or after ASCII."""
    if data.startswith(_UTF16_MARKS):
        return ("utf-16",)
    if b"\0\n" in data or b"\n\0" in data:
        return ("utf-16-be",) if _even(data) else ("utf-16-le",)
    return ("cp932", "euc_jp")


def _even(data: bytes) -> bool:
    """Whether more zeros stand at even places than at odd ones."""
    return data[0:2000:2].count(0) > data[1:2000:2].count(0)


class _Decoder(codecs.IncrementalDecoder):
    """Collects all bytes: an encoding can only be guessed from the whole."""

    def __init__(self, errors: str = "strict") -> None:
        super().__init__(errors)
        self.data = b""

    def decode(self, data: bytes, final: bool = False) -> str:  # type: ignore[override]
        self.data += data
        return decode(self.data)[0] if final else ""


def register() -> None:
    """Make the codec `LENIENT` known, so that Sphinx can read on past a file in another encoding.

    Sphinx reads sources strictly and stops at the first bad byte without naming the file.
    """
    codecs.register(_find)


def _find(name: str) -> codecs.CodecInfo | None:
    if name.replace("_", "-") != LENIENT:
        return None
    utf8 = codecs.lookup("utf-8")
    return codecs.CodecInfo(
        name=LENIENT,
        encode=utf8.encode,
        decode=lambda data, errors="strict": (decode(bytes(data))[0], len(data)),
        incrementaldecoder=_Decoder,
    )
