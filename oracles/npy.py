"""Headers of NumPy's array files for the tests of `formats`, written in ways of their own and changed at random, with what numpy makes of each.

Packages: see oracles/requirements.txt (numpy).

    python oracles/npy.py                # writes into formats/src/test/resources

`npy/headers.tsv`: version, header, and the dtype, order and shape that numpy reads, or "refused". The numbers behind a header are as many bytes as
its test needs.
"""

import io
import struct
import sys
import warnings
from pathlib import Path

import numpy as np
from numpy.lib._format_impl import _read_array_header

OUT = Path(__file__).resolve().parent.parent / "formats/src/test/resources/org/jpsi/formats/npy"

BY_HAND = [
    "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3)}",
    '{"descr": "<f4", "fortran_order": True, "shape": (2, 3)}',
    "{'shape': (6,), 'fortran_order': False, 'descr': '>f8'}",
    "{ 'shape' :( 6 , ) ,'fortran_order':False , 'descr':'|u1' } \n",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (), }",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (0, 5), }",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (6), }",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (,), }",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (2,,3), }",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (2 3), }",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (-2, -3), }",
    "{'descr': '<f4', 'fortran_order': False, 'shape': [2, 3], }",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (2.0, 3), }",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), 'shape': (6,)}",
    "{'descr': '<f4', 'descr': '<f8', 'fortran_order': False, 'shape': (3,)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), 'more': 1}",
    "{'descr': '<f4', 'fortran_order': False}",
    "{'descr': '<f4', 'shape': (2, 3)}",
    "{'fortran_order': False, 'shape': (2, 3)}",
    "'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), } and more",
    "{'descr': '<f4' 'fortran_order': False, 'shape': (2, 3), }",
    "{'descr': '<f4', 'fortran_order': 0, 'shape': (2, 3), }",
    "{'descr': '<f4', 'fortran_order': 'True', 'shape': (2, 3), }",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (02, 3), }",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (2L, 3L), }",
    "{'descr\": '<f4', 'fortran_order': False, 'shape': (2, 3), }",
    "",
    "{}",
] + [
    f"{{'descr': '{order}{kind}', 'fortran_order': False, 'shape': (2,), }}"
    for order in "<>|="
    for kind in ("f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "b1", "c8", "f3", "i3", "f1", "u16", "U2", "S3", "O", "V4", "M8", "m8[s]")
]


def numpy_reads(version, header):
    # numpy checks the numbers after the header, so that any number of them serves here
    bytes_ = header.encode("latin1" if version < 3 else "utf8")
    size = struct.pack("<H" if version == 1 else "<I", len(bytes_))
    stream = io.BytesIO(b"\x93NUMPY" + bytes([version, 0]) + size + bytes_)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            np.lib.format.read_magic(stream)
            shape, fortran, dtype = _read_array_header(stream, (version, 0))
    except Exception:
        return "refused"
    if min(shape, default=0) < 0:
        return "refused"
    return f"{dtype.str} {fortran} {','.join(map(str, shape))}"


def changed(rng, header):
    """One or two characters or words taken out, doubled, moved or replaced by others that headers have."""
    pieces = ["'", '"', ",", ":", "(", ")", "{", "}", " ", "L", "-", "1", "0", "True", "False", "<", ">", "|", "f", "4", "u", "\n", "#"]
    for _ in range(int(rng.integers(1, 3))):
        at, n = int(rng.integers(len(header))), int(rng.integers(0, 3))
        piece = pieces[rng.integers(len(pieces))] if rng.random() < 0.8 else header[at : at + 12]
        header = header[:at] + piece + header[at + n :]
    return header


def main():
    rng = np.random.default_rng(3)
    headers = [(1, h) for h in BY_HAND] + [(2, BY_HAND[0]), (3, BY_HAND[0]), (4, BY_HAND[0]), (0, BY_HAND[0])]
    headers += [(1, changed(rng, BY_HAND[k % 5])) for k in range(800)]
    lines = [f"{v}\t{h.encode('unicode_escape').decode()}\t{numpy_reads(v, h)}" for v, h in headers]
    (OUT / "headers.tsv").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    sys.exit(main())
