"""The ZIP around an office file: plain, whole, and the same to every program that reads it."""

import stat
import struct
import unicodedata
import zipfile
from typing import BinaryIO

from documents.checks import codes
from documents.checks.codes import refuse_if

MAX_ENTRIES = 2_000
#: Below this size no entry is a bomb, however well it is packed.
SMALL = 5 * 1024 * 1024
MAX_RATIO = 100
_LOCAL = struct.Struct("<4s5H3L2H")
_SIGNATURE = b"PK\x03\x04"
#: Sizes and checksum may stand behind the data (flag 8) instead of before it: up to 24 bytes.
_BEHIND = 0x08
_DESCRIPTOR = 24
_ENCRYPTED = 0x01 | 0x40 | 0x2000
_UTF_8 = 0x800
#: Flags that change how an entry is read; the others are notes of the program that wrote it.
_MEANING = _BEHIND | _ENCRYPTED | _UTF_8
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_END = 22
_UNIX = 3
_IN_64_BITS = 0xFFFFFFFF


def check(package: zipfile.ZipFile, file: BinaryIO) -> None:
    """Raise Refused unless every program that opens this ZIP finds the same entries in it, and harmless ones.

    Its directory and the entries' own heads must agree, nothing may lie before, between or behind
    them, no two may overlap or have one name, and none may leave the folder it is unpacked to.
    """
    entries = package.infolist()
    refuse_if(len(entries) > MAX_ENTRIES, codes.TOO_COMPLEX)
    refuse_if(any(entry.flag_bits & _ENCRYPTED for entry in entries), codes.PASSWORD)
    names = [unicodedata.normalize("NFC", entry.orig_filename).casefold() for entry in entries]
    refuse_if(len(set(names)) < len(names), codes.DAMAGED)
    for entry in entries:
        _check_entry(entry)
    refuse_if(_ratio(entries) > MAX_RATIO, codes.TOO_COMPLEX)
    _check_places(package, entries, file)


def _check_entry(entry: zipfile.ZipInfo) -> None:
    mode = entry.external_attr >> 16
    refuse_if(entry.create_system == _UNIX and stat.S_ISLNK(mode), codes.DAMAGED)
    refuse_if(entry.compress_type not in _METHODS, codes.DAMAGED)
    refuse_if(_leaves(entry.orig_filename), codes.DAMAGED)
    refuse_if(_ratio([entry]) > MAX_RATIO, codes.TOO_COMPLEX)


def _leaves(name: str) -> bool:
    """Whether an entry's name is more than a plain path inside the package."""
    parts = name.removesuffix("/").split("/")
    strange = any(sign in '\\:*?"<>|' or unicodedata.category(sign) == "Cc" for sign in name)
    return strange or any(part.strip(". ") == "" for part in parts)


def _ratio(entries: list[zipfile.ZipInfo]) -> float:
    """How much larger the entries say they become; 0 for small ones. What really comes out is counted later."""
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    return unpacked / max(packed, 1) if unpacked > SMALL else 0


def _check_places(package: zipfile.ZipFile, entries: list[zipfile.ZipInfo], file: BinaryIO) -> None:
    position = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        refuse_if(entry.header_offset != position, codes.DAMAGED)
        position = _end_of(entry, file)
    refuse_if(position != package.start_dir, codes.DAMAGED)
    file.seek(-_END, 2)
    refuse_if(not file.read().startswith(b"PK\x05\x06") or package.comment, codes.DAMAGED)


def _end_of(entry: zipfile.ZipInfo, file: BinaryIO) -> int:
    """Where an entry's data ends by its own head, which has to say the same as the directory."""
    file.seek(entry.header_offset)
    head = file.read(_LOCAL.size)
    refuse_if(len(head) < _LOCAL.size, codes.DAMAGED)
    signature, _, flags, method, _, _, checksum, packed, size, name_size, extra_size = _LOCAL.unpack(head)
    said = (signature, flags & _MEANING, method, file.read(name_size))
    known = (_SIGNATURE, entry.flag_bits & _MEANING, entry.compress_type, _name(entry))
    refuse_if(said != known, codes.DAMAGED)
    end = entry.header_offset + _LOCAL.size + name_size + extra_size + entry.compress_size
    if flags & _BEHIND:
        return end + _descriptor(file, end)
    agrees = (checksum, packed, size) == (entry.CRC, entry.compress_size, entry.file_size)
    refuse_if(not agrees and _IN_64_BITS not in {packed, size}, codes.DAMAGED)
    return end


def _name(entry: zipfile.ZipInfo) -> bytes:
    return entry.orig_filename.encode("utf-8" if entry.flag_bits & _UTF_8 else "cp437")


def _descriptor(file: BinaryIO, start: int) -> int:
    """The length of what stands behind an entry's data: with or without signature, in 32 or 64 bits."""
    file.seek(start)
    behind = file.read(_DESCRIPTOR + 4)
    for length in (16, 24, 12, 20):
        if behind[length : length + 4] in {_SIGNATURE, b"PK\x01\x02"}:
            return length
    raise codes.Refused(codes.DAMAGED)
