"""Fixtures for the tests of `formats.rntuple`: XXH3-64 of every length that has a way of its own.

Packages: see oracles/requirements.txt (ROOT 6.40 as root==0.1a12, uproot==5.7.7, numpy, xxhash).

    python oracles/rntuple.py            # writes into formats/src/test/resources
"""

import struct
import sys
from pathlib import Path

import xxhash

TEST = Path(__file__).resolve().parent.parent / "formats/src/test/resources/org/jpsi/formats/rntuple"
LENGTHS = [*range(2049), 4096, 16384, 65535, 65536, 65537, 65601, 1 << 20]


def pattern(length):
    """Bytes without a period, the same in Java."""
    return bytes((i * 2654435761 & 0xFFFFFFFF) >> 13 & 0xFF for i in range(length))


def hashes(path):
    """For each length, that and the hash of so many bytes."""
    data = pattern(max(LENGTHS))
    path.write_bytes(b"".join(struct.pack(">iQ", n, xxhash.xxh3_64_intdigest(data[:n])) for n in LENGTHS))


def main():
    TEST.mkdir(parents=True, exist_ok=True)
    hashes(TEST / "xxh3.bin")


if __name__ == "__main__":
    sys.exit(main())
