"""ZSTD frames built by hand for the tests of `formats`, with the reference library's verdict on each: every form of header, block, literals, tables
and sequences that RFC 8878 has, each with a twin in which one thing is wrong; and frames with single fields changed at random.

Packages: see oracles/requirements.txt (numpy, cramjam, which has the reference library in it).

    python oracles/zstd.py               # writes into formats/src/test/resources

`zstd-cases.tsv`: name, plain bytes that are asked for, frame, and either the plain bytes or what is said. `zstd-mutants.tsv`: a frame's name, its
changes as position=value, and a hash of what the reference library makes of it, or "refused".
"""

import hashlib
import sys
from pathlib import Path

import cramjam
import numpy as np

OUT = Path(__file__).resolve().parent.parent / "formats/src/test/resources/org/jpsi/formats/compression"
MAGIC = bytes.fromhex("28b52ffd")
LL_BASE = [*range(16), 16, 18, 20, 22, 24, 28, 32, 40, 48, 64] + [1 << k for k in range(7, 17)]
LL_BITS = [0] * 16 + [1, 1, 1, 1, 2, 2, 3, 3, 4, 6] + [*range(7, 17)]
ML_BASE = [*range(3, 35), 35, 37, 39, 41, 43, 47, 51, 59, 67, 83, 99] + [(1 << k) + 3 for k in range(7, 17)]
ML_BITS = [0] * 32 + [1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5] + [*range(7, 17)]
LL_DEFAULT = (6, [4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1, 1, 1, -1, -1, -1, -1])
ML_DEFAULT = (6, [1, 4, 3, 2, 2, 2, 2, 2, 2] + [1] * 37 + [-1] * 7)
OF_DEFAULT = (5, [1, 1, 1, 1, 1, 1, 2, 2, 2] + [1] * 15 + [-1] * 5)


def forward(pairs):
    """(value, bits), low bit first, to whole bytes."""
    value = at = 0
    for v, n in pairs:
        value |= v << at
        at += n
    return value.to_bytes((at + 7) // 8, "little")


def backward(pairs):
    """(value, bits) in the order in which the decoder takes them, from the end."""
    bits = "1" + "".join(format(v, f"0{n}b") for v, n in pairs if n)
    return int(bits, 2).to_bytes((len(bits) + 7) // 8, "little")


def fse_table(log, shares):
    """(symbol, bits, base) of every state: section 4.1.1."""
    size = 1 << log
    symbols, high, at = [0] * size, size, 0
    for s, share in enumerate(shares):
        if share == -1:
            high -= 1
            symbols[high] = s
    for s, share in enumerate(shares):
        for _ in range(max(share, 0)):
            symbols[at] = s
            while True:
                at = (at + (size >> 1) + (size >> 3) + 3) % size
                if at < high:
                    break
    following = [abs(s) for s in shares]
    table = []
    for s in symbols:
        bits = log - (following[s].bit_length() - 1)
        table.append((s, bits, (following[s] << bits) - size))
        following[s] += 1
    return table


def fse_description(log, shares, claim=None):
    """A table as it stands in a frame."""
    pairs, remaining, i = [((log if claim is None else claim) - 5, 4)], 1 << log, 0
    while remaining > 0:
        value, n = shares[i] + 1, (remaining + 1).bit_length()
        threshold = (1 << n) - 2 - remaining
        if value < threshold:
            pairs.append((value, n - 1))
        else:
            pairs.append((value if value < 1 << (n - 1) else value + threshold, n))
        remaining -= abs(shares[i])
        i += 1
        if shares[i - 1] == 0:
            zeros = 0
            while i < len(shares) and shares[i] == 0:
                zeros, i = zeros + 1, i + 1
            pairs += [(3, 2)] * (zeros // 3) + [(zeros % 3, 2)]
    return forward(pairs)


class Fse:
    def __init__(self, log, shares, mode=2):
        self.log, self.table, self.mode = log, fse_table(log, shares), mode
        self.bytes = fse_description(log, shares) if mode == 2 else b""

    def states(self, symbols):
        """First state, then bits for each next one."""
        state = next(i for i, row in enumerate(self.table) if row[0] == symbols[-1])
        moves = []
        for s in reversed(symbols[:-1]):
            state, move = next(
                (i, (state - base, bits)) for i, (t, bits, base) in enumerate(self.table) if t == s and base <= state < base + (1 << bits)
            )
            moves.insert(0, move)
        return state, moves


class One:
    """The table of a single symbol."""
    log, mode = 0, 1

    def __init__(self, symbol):
        self.bytes = bytes([symbol])

    def states(self, symbols):
        return 0, [(0, 0)] * (len(symbols) - 1)


def again(table):
    """The same table in another block, which repeats it."""
    twin = type("Again", (), {})()
    twin.log, twin.mode, twin.bytes, twin.states = table.log, 3, b"", table.states
    return twin


def code(value, base):
    return max(k for k, b in enumerate(base) if b <= value)


def count_bytes(n):
    return bytes([n]) if n < 128 else bytes([(n >> 8) + 128, n & 255]) if n < 0x7F00 else b"\xff" + (n - 0x7F00).to_bytes(2, "little")


def sequences(steps, tables=None, count=None, cut=0, extra=()):
    """steps: (literals, length of the match, offset value)."""
    if not steps:
        return b"\0"
    ll, of, ml = tables or (Fse(*LL_DEFAULT, 0), Fse(*OF_DEFAULT, 0), Fse(*ML_DEFAULT, 0))
    codes = [[code(s[0], LL_BASE) for s in steps], [s[2].bit_length() - 1 for s in steps], [code(s[1], ML_BASE) for s in steps]]
    (a, ma), (b, mb), (c, mc) = (t.states(k) for t, k in zip((ll, of, ml), codes))
    pairs = [(a, ll.log), (b, of.log), (c, ml.log)]
    for i, (literals, length, offset) in enumerate(steps):
        pairs += [(offset - (1 << codes[1][i]), codes[1][i]), (length - ML_BASE[codes[2][i]], ML_BITS[codes[2][i]])]
        pairs += [(literals - LL_BASE[codes[0][i]], LL_BITS[codes[0][i]])]
        if i + 1 < len(steps):
            pairs += [ma[i], mc[i], mb[i]]
    pairs = pairs[: len(pairs) - cut] + list(extra)
    head = count_bytes(len(steps) if count is None else count) + bytes([ll.mode << 6 | of.mode << 4 | ml.mode << 2])
    return head + ll.bytes + of.bytes + ml.bytes + backward(pairs)


def raw_literals(data, form=0, kind=0, claim=None):
    n = len(data) if claim is None else claim
    shift, mark, width = {0: (3, 0, 1), 1: (4, 4, 2), 3: (4, 12, 3)}[form]
    head = (n << shift | mark).to_bytes(width, "little")
    return bytes([head[0] | kind]) + head[1:] + (data if kind == 0 else data[:1])


class Huffman:
    def __init__(self, weights):
        """weights of the symbols from 0 on, the last one too."""
        self.weights = weights
        self.log = (sum(1 << w - 1 for w in weights if w)).bit_length() - 1
        self.codes, at = {}, 0
        for weight in range(1, self.log + 1):
            for s, w in enumerate(weights):
                if w == weight:
                    self.codes[s] = (at >> weight - 1, self.log + 1 - weight)
                    at += 1 << weight - 1

    def direct(self, claim=None):
        w = self.weights[:-1]
        w = w + [0] * (len(w) % 2)
        return bytes([127 + (len(self.weights) - 1 if claim is None else claim)]) + bytes(a << 4 | b for a, b in zip(w[::2], w[1::2]))

    def coded(self, log, shares):
        """The weights by FSE, whose two states take turns."""
        w = self.weights[:-1]
        fse = Fse(log, shares)
        (a, ma), (b, mb) = fse.states(w[::2]), fse.states(w[1::2])
        pairs = [(a, log), (b, log)]
        for i in range(len(w) - 2):
            pairs.append((ma if i % 2 == 0 else mb)[i // 2])
        body = fse.bytes + backward(pairs)
        return bytes([len(body)]) + body

    def stream(self, data):
        return backward([self.codes[s] for s in data])

    def literals(self, data, form, tree, claim=None, stored=None, streams=None):
        """form 0: one stream; 1 to 3: four, with more bits for the lengths."""
        if form == 0:
            body = self.stream(data)
        else:
            each = (len(data) + 3) // 4
            parts = streams or [self.stream(data[k * each : (k + 1) * each]) for k in range(4)]
            body = b"".join(len(p).to_bytes(2, "little") for p in parts[:3]) + b"".join(parts)
        body = tree + body
        width = {0: 10, 1: 10, 2: 14, 3: 18}[form]
        kind = 3 if not tree else 2
        n = (len(data) if claim is None else claim) | (len(body) if stored is None else stored) << width
        return (n << 4 | form << 2 | kind).to_bytes({0: 3, 1: 3, 2: 4, 3: 5}[form], "little") + body


def block(kind, body, last=True, size=None):
    return ((len(body) if size is None else size) << 3 | kind << 1 | last).to_bytes(3, "little") + body


def frame(size, *blocks, descriptor=None, head=None):
    """With a window of 1 MB and a length of four bytes, unless told otherwise."""
    if descriptor is None:
        descriptor, head = 0x80, b"\x50" + size.to_bytes(4, "little")
    return MAGIC + bytes([descriptor]) + head + b"".join(blocks)


def cases():
    text = b"abcdefgh"
    raw = lambda data, last=True: block(0, data, last)

    def compressed(literals, seq=b"\0", last=True):
        return block(2, literals + seq, last)

    # headers
    body = bytes(range(256)) * 2
    yield "a length in one byte", 8, frame(8, raw(text), descriptor=0x20, head=b"\x08"), None
    yield "a length in two bytes counts from 256", 512, frame(512, raw(body), descriptor=0x60, head=b"\0\1"), None
    yield "a length in four bytes", 8, frame(8, raw(text)), None
    yield "a length in eight bytes", 8, frame(8, raw(text), descriptor=0xE0, head=(8).to_bytes(8, "little")), None
    yield "a window and no length", 8, frame(8, raw(text), descriptor=0, head=b"\x50"), None
    yield "a window and a length", 512, frame(512, raw(body), descriptor=0x40, head=b"\x50\0\1"), None
    yield "no plain bytes", 0, frame(0, raw(b"")), None
    yield "the number of no dictionary in one byte", 8, frame(8, raw(text), descriptor=0x21, head=b"\0\x08"), None
    yield "the number of no dictionary in four bytes", 8, frame(8, raw(text), descriptor=0x23, head=b"\0\0\0\0\x08"), None
    wrong = "a ZSTD frame has another length than it says"
    yield "a dictionary in one byte", 8, frame(8, raw(text), descriptor=0x21, head=b"\1\x08"), "a ZSTD frame needs a dictionary"
    yield "a dictionary in two bytes", 8, frame(8, raw(text), descriptor=0x22, head=b"\0\1\x08"), "a ZSTD frame needs a dictionary"
    yield "a dictionary in four bytes", 8, frame(8, raw(text), descriptor=0x23, head=b"\0\0\0\1\x08"), "a ZSTD frame needs a dictionary"
    yield "other first bytes", 8, b"\x29" + frame(8, raw(text))[1:], "a ZSTD frame does not begin as one"
    yield "a skippable frame", 8, bytes.fromhex("502a4d18") + frame(8, raw(text))[4:], "a ZSTD frame does not begin as one"
    yield "the reserved bit", 8, frame(8, raw(text), descriptor=0xA8, head=(8).to_bytes(4, "little")), "a ZSTD frame uses a bit that has no meaning yet"
    yield "a length that is one too large", 8, frame(9, raw(text)), wrong
    yield "a length whose upper half is not zero", 8, frame(8, raw(text), descriptor=0xE0, head=b"\x08\0\0\0\1\0\0\0"), wrong
    yield "fewer bytes than asked for, without a length", 9, frame(8, raw(text), descriptor=0, head=b"\x50"), wrong
    yield "more bytes than asked for, without a length", 7, frame(8, raw(text), descriptor=0, head=b"\x50"), "a ZSTD frame is longer than it says"
    check = (0xA4, (8).to_bytes(4, "little"))
    yield "a header that is cut", 8, frame(8)[:7], "a ZSTD block ends too early"
    yield "nothing", 8, b"", "a ZSTD block ends too early"
    yield "bytes behind the last block", 8, frame(8, raw(text)) + b"x", "a ZSTD frame ends too late"
    yield "a checksum that is cut", 8, frame(8, raw(text), descriptor=check[0], head=check[1]) + b"abc", "a ZSTD block ends too early"
    yield "a checksum of another text", 8, frame(8, raw(text), descriptor=check[0], head=check[1]) + b"abcd", "the checksum of a ZSTD frame is wrong"

    # blocks
    yield "blocks of all kinds", 20, frame(20, raw(text, False), block(1, b"x", False, 4), compressed(raw_literals(text))), None
    yield "a block of one byte that is nothing", 8, frame(8, block(1, b"x", False, 0), raw(text)), None
    yield "a block of the kind that is reserved", 8, frame(8, block(3, text)), "a ZSTD block of an unknown type"
    yield "a raw block that is cut", 9, frame(9, block(0, text, True, 9)), "a ZSTD block ends too early"
    yield "a block of one byte without it", 4, frame(4, block(1, b"", True, 4)), "a ZSTD block ends too early"
    yield "no last block", 8, frame(8, raw(text, False)), "a ZSTD block ends too early"
    yield "a raw block beyond the end", 7, frame(7, raw(text)), "a ZSTD frame is longer than it says"
    yield "a block of one byte beyond the end", 7, frame(7, block(1, b"x", True, 8)), "a ZSTD frame is longer than it says"
    yield "a compressed block of more than 128 KB", 8, frame(8, block(2, bytes(131073))), "a ZSTD block claims 131073 bytes"
    yield "a compressed block of nothing", 0, frame(0, block(2, b"")), "a ZSTD block ends too early"

    # literals as they are, and one byte many times
    yield "literals with a length in two bytes", 300, frame(300, compressed(raw_literals(body[:300], 1))), None
    yield "literals with a length in three bytes", 5000, frame(5000, compressed(raw_literals(bytes(5000), 3))), None
    yield "the longest literals", 131072, frame(131072, compressed(raw_literals(b"z" * 131072, 3, 1))), None
    yield "one byte 31 times", 31, frame(31, compressed(raw_literals(b"z" * 31, 0, 1))), None
    yield "one byte 4095 times", 4095, frame(4095, compressed(raw_literals(b"z" * 4095, 1, 1))), None
    yield "literals that are cut", 9, frame(9, compressed(raw_literals(text, 0, 0, 10))), "a ZSTD block ends too early"
    yield "one byte many times without it", 8, frame(8, block(2, b"\x41")), "a ZSTD block ends too early"
    most = frame(131073, compressed(raw_literals(b"z", 3, 1, 131073)))
    yield "more literals than a block may have", 131073, most, "a ZSTD block claims 131073 literals"
    yield "literals without a word on sequences", 8, frame(8, block(2, raw_literals(text))), "a ZSTD block ends too early"

    # literals coded by Huffman: a has one bit, b two, c and d three
    tree = Huffman([0] * 97 + [3, 2, 1, 1])
    words = (b"abacabad" * 40)[:300]
    direct = tree.direct()
    for form, name in enumerate(["one stream", "four streams", "four streams with longer lengths", "four streams with the longest lengths"]):
        yield f"Huffman, {name}", 300, frame(300, compressed(tree.literals(words, form, direct))), None
    yield "Huffman, the shortest four streams", 6, frame(6, compressed(tree.literals(words[:6], 1, direct))), None
    deep = Huffman([*range(1, 12), 1])
    deepest = bytes([11, 0, 1, 0, 11, 10, 10, 9, 8, 0, 11, 5, 3, 4, 0, 1, 2] * 9)
    yield "Huffman, codes of eleven bits", len(deepest), frame(len(deepest), compressed(deep.literals(deepest, 1, deep.direct()))), None
    wide = Huffman([1] * 128)
    yield "Huffman, 128 symbols", 128, frame(128, compressed(wide.literals(bytes(range(128)), 0, wide.direct()))), None
    sparse = Huffman([2, 0, 1, 0, 0, 0, 0, 2, 0, 0, 1, 1, 0, 1])
    by_fse = sparse.coded(5, [16, 10, 6])
    some = bytes([0, 2, 7, 10, 11, 13, 0, 7] * 4)
    yield "Huffman, weights by FSE", 32, frame(32, compressed(sparse.literals(some, 0, by_fse))), None
    yield "Huffman, the code of the block before", 64, frame(64, compressed(sparse.literals(some, 0, by_fse), last=False), compressed(sparse.literals(some, 0, b""))), None
    raw_between = [compressed(sparse.literals(some, 0, by_fse), last=False), compressed(raw_literals(text), last=False), compressed(sparse.literals(some, 1, b""))]
    yield "Huffman, the code of two blocks before", 72, frame(72, *raw_between), None
    none = frame(32, compressed(sparse.literals(some, 0, b"")))
    yield "Huffman, a code that was not given", 32, none, "a ZSTD block repeats a code that was not given"
    lengthy = "a ZSTD Huffman stream has another length than it says"
    yield "Huffman, one symbol too few", 301, frame(301, compressed(tree.literals(words, 0, direct, claim=301))), lengthy
    yield "Huffman, one symbol too many", 299, frame(299, compressed(tree.literals(words, 0, direct, claim=299))), lengthy
    yield "Huffman, a stream without an end", 300, frame(300, compressed(tree.literals(words, 0, direct)[:-1] + b"\0")), "a ZSTD bit stream has no end"
    yield "Huffman, an empty stream", 6, frame(6, compressed(tree.literals(words[:6], 1, direct, streams=[b"", b"\1", b"\1", b"\1"]))), "a ZSTD bit stream has no end"
    few = frame(5, compressed(tree.literals(words[:5], 1, direct)))
    yield "Huffman, five symbols in four streams", 5, few, "a ZSTD block has too few literals for four streams"
    yield "Huffman, streams longer than all", 300, frame(300, compressed(tree.literals(words, 1, direct, streams=[tree.stream(words[:75])] * 2 + [tree.stream(words[:75]), b""]))), "a ZSTD bit stream has no end"
    cut = tree.literals(words, 1, direct)
    at = 3 + len(direct)
    yield "Huffman, a stream beyond the literals", 300, frame(300, compressed(cut[:at] + b"\xff\xff" + cut[at + 2 :])), "a ZSTD block ends too early"
    yield "Huffman, the literals beyond the block", 300, frame(300, compressed(tree.literals(words, 0, direct, stored=1023))), "a ZSTD block ends too early"
    yield "Huffman, more literals than a block may have", 131073, frame(131073, compressed(tree.literals(words, 3, direct, claim=131073))), "a ZSTD block claims 131073 literals"
    weights = lambda *w: bytes([127 + len(w)]) + bytes(a << 4 | b for a, b in zip(w[::2], list(w[1::2]) + [0]))
    for name, head, said in [
        ("a weight of 12", weights(12, 1), "a ZSTD Huffman code is too long"),
        ("weights of 0", weights(0, 0, 0), "a ZSTD Huffman code is empty"),
        ("weights that don't add up", weights(3, 1), "a ZSTD Huffman code does not add up"),
        ("codes of 12 bits", weights(11, 11, 1), "a ZSTD Huffman code does not add up"),
        ("weights that are cut", b"\xff\x11", "a ZSTD block ends too early"),
        ("weights by FSE that are cut", b"\x7f\x11", "a ZSTD block ends too early"),
        ("weights by FSE with a table too large", bytes([9]) + fse_description(5, [16, 10, 6], claim=7) + b"\x11" * 7, "a ZSTD table claims 2^7 states"),
        ("weights by FSE without bits", bytes([len(fse_description(5, [16, 10, 6]))]) + fse_description(5, [16, 10, 6]), "a ZSTD bit stream has no end"),
        ("weights by FSE without end", bytes([120]) + fse_description(5, [0, 32]) + b"\1" * (120 - len(fse_description(5, [0, 32]))), "a ZSTD Huffman code has too many symbols"),
        ("weights by FSE with a weight of 12", bytes([7]) + fse_description(5, [16] + [0] * 11 + [16]) + b"\1\1\1", "a ZSTD Huffman code is too long"),
        ("weights by FSE with a weight of 13", bytes([9]) + fse_description(5, [16] + [0] * 12 + [16]) + b"\1\1\1", "a ZSTD table has too many symbols"),
    ]:
        yield f"Huffman, {name}", 8, frame(8, compressed(tree.literals(words[:8], 0, head))), said

    # sequences
    lit = raw_literals(text)
    steps = [(3, 5, 4 + 3 - 1), (1, 4, 3 + 8), (0, 3, 1), (2, 9, 2), (0, 6, 3), (0, 4, 2)]
    long = [(8, 131, 3 + 1), (0, 70000, 3 + 100), (0, 40, 3 + 40000)]

    def size(literals, steps):
        return literals + sum(s[1] for s in steps)

    n = size(8, steps)
    good = frame(n, compressed(lit, sequences(steps)))
    yield "sequences by the tables of RFC 8878", n, good, None
    yield "long copies from far back", size(8, long), frame(size(8, long), compressed(lit, sequences(long))), None
    ll, of, ml = Fse(5, [8, 8, 8, 8]), Fse(5, [8, 8, 8, 8]), Fse(6, [8] * 7 + [8])
    tables = (ll, of, ml)
    yield "sequences by tables in the block", n, frame(n, compressed(lit, sequences(steps, tables))), None
    twice = [compressed(lit, sequences(steps, tables), False), compressed(lit, sequences(steps, tuple(map(again, tables))))]
    yield "sequences by the tables of the block before", 2 * n, frame(2 * n, *twice), None
    between = [twice[0], raw(text, False), compressed(lit, b"\0", False), twice[1]]
    yield "sequences by the tables of some blocks before", 2 * n + 16, frame(2 * n + 16, *between), None
    same = [(2, 4, 2 + 3)] * 4
    ones = (One(2), One(2), One(1))
    yield "sequences by tables of one symbol", 24, frame(24, compressed(lit, sequences(same, ones))), None
    repeated = [compressed(lit, sequences(same, ones), False), compressed(lit, sequences(same, tuple(map(again, ones))))]
    yield "sequences that repeat tables of one symbol", 48, frame(48, *repeated), None
    shares = [1, -1, 0, 0, 0, 0, 0, 0, 0, 9, -1, 0, 0, 0, 13, 7]
    odd = (Fse(5, shares), Fse(5, [20, 0, 11, -1]), Fse(5, [30, 1, -1]))
    odd_steps = [(9, 3, 1), (14, 3, 5 + 2), (15, 4, 6), (1, 5, 1), (10, 3, 8), (0, 3, 1)]
    plain = raw_literals(bytes(range(65, 65 + 52)), 1)
    yield "tables with symbols of no share and of less than one", size(52, odd_steps), frame(size(52, odd_steps), compressed(plain, sequences(odd_steps, odd))), None
    distances = [(4, 3, 3 + 4), (1, 3, 3 + 2), (1, 3, 3 + 7)]
    for value in (1, 2, 3):
        for literals in (0, 1):
            s = distances + [(literals, 3, value), (0, 3, 2), (0, 3, 2)]
            yield f"the distance of before, {value} after {literals} literals", size(8, s), frame(size(8, s), compressed(lit, sequences(s))), None
    first = [(8, 3, 1), (0, 3, 1), (0, 3, 2)]
    yield "the distances at the beginning", size(8, first), frame(size(8, first), compressed(lit, sequences(first))), None
    kept = [compressed(lit, sequences(distances), False), compressed(lit, sequences([(8, 5, 2)]))]
    yield "the distances of the block before", size(16, distances) + 5, frame(size(16, distances) + 5, *kept), None
    many = [(0, 3, 1)] * 200
    start = [(1, 3, 1)] + many
    yield "a count of sequences in two bytes", size(8, start), frame(size(8, start), compressed(lit, sequences(start))), None
    lots = [(1, 3, 1)] * 0x7F02
    lots_lit = raw_literals(bytes(k % 251 for k in range(len(lots))), 3)
    n_lots = size(len(lots), lots)
    yield "a count of sequences in three bytes", n_lots, frame(n_lots, compressed(lots_lit, sequences(lots))), None

    early, late = "the sequences of a ZSTD block end too early", "the sequences of a ZSTD block end too late"
    before = "a ZSTD sequence copies from before the beginning"
    yield "one sequence more than bits", n, frame(n, compressed(lit, sequences(steps, count=len(steps) + 1))), early
    yield "one sequence less than bits", n, frame(n, compressed(lit, sequences(steps, count=len(steps) - 1))), late
    yield "a bit too many", n, frame(n, compressed(lit, sequences(steps, extra=[(0, 1)]))), late
    yield "a bit stream of nothing", n, frame(n, compressed(lit, b"\1\0")), "a ZSTD bit stream has no end"
    yield "a count without its second byte", n, frame(n, compressed(lit, b"\x80")), "a ZSTD block ends too early"
    yield "a count without its third byte", n, frame(n, compressed(lit, b"\xff\0")), "a ZSTD block ends too early"
    yield "a count without modes", n, frame(n, compressed(lit, b"\1")), "a ZSTD block ends too early"
    flagged = bytearray(sequences(steps))
    flagged[1] |= 1
    yield "a reserved bit among the modes", n, frame(n, compressed(lit, bytes(flagged))), "a ZSTD block uses a bit that has no meaning yet"
    yield "more literals than there are", size(8, [(9, 3, 1)]), frame(size(8, [(9, 3, 1)]), compressed(lit, sequences([(9, 3, 1)]))), early
    yield "a distance of one more than is written", 11, frame(11, compressed(lit, sequences([(8, 3, 3 + 9)]))), before
    yield "a distance of all that is written", 11, frame(11, compressed(lit, sequences([(8, 3, 3 + 8)]))), None
    yield "a distance of before that is one too far", 11, frame(11, compressed(raw_literals(b"abc"), sequences([(3, 8, 2)]))), before
    yield "a first distance with nothing written", 11, frame(11, compressed(lit, sequences([(0, 3, 1)]))), before
    yield "the last distance with nothing written", 11, frame(11, compressed(raw_literals(b""), sequences([(0, 11, 3)]))), before
    zero = [(8, 3, 1), (0, 3, 3)]
    yield "a distance of nothing, one less than one", size(8, zero), frame(size(8, zero), compressed(lit, sequences(zero))), before
    yield "a copy beyond the end", 10, frame(10, compressed(lit, sequences([(8, 3, 1)]))), "a ZSTD frame is longer than it says"
    yield "literals beyond the end", 10, frame(10, compressed(lit, sequences([(7, 3, 1)]))), "a ZSTD frame is longer than it says"
    far = (One(8), One(31), One(0))
    yield "a distance of 4 GB", 11, frame(11, compressed(lit, sequences([(8, 3, (1 << 32) - 1)], far))), before
    repeats = "a ZSTD block repeats a table that was not given"
    for k, name in enumerate(["literals", "distances", "matches"]):
        partial = list(tables)
        partial[k] = again(partial[k])
        yield f"the table of {name} that was not given", n, frame(n, compressed(lit, sequences(steps, tuple(partial)))), repeats
        bad = [One(2), One(2), One(1)]
        bad[k].bytes = bytes([[36, 32, 53][k]])
        yield f"a symbol of {name} beyond all", 24, frame(24, compressed(lit, sequences(same, tuple(bad)))), "a ZSTD table has an impossible symbol"
        large = list(tables)
        large[k] = type("Large", (), {"log": 5, "mode": 2, "states": tables[k].states, "bytes": fse_description(5, [8, 8, 8, 8], claim=[10, 9, 10][k])})()
        yield f"a table of {name} that is too large", n, frame(n, compressed(lit, sequences(steps, tuple(large)))), f"a ZSTD table claims 2^{[10, 9, 10][k]} states"
        limits = [35, 31, 52][k]
        wide = list(tables)
        wide[k] = type("Wide", (), {"log": 5, "mode": 2, "states": tables[k].states, "bytes": fse_description(5, [8, 8, 8] + [0] * (limits - 2) + [8])})()
        yield f"a table of {name} with too many symbols", n, frame(n, compressed(lit, sequences(steps, tuple(wide)))), "a ZSTD table has too many symbols"
    tail = list(tables)
    tail[2] = type("Tail", (), {"log": 5, "mode": 2, "states": tables[2].states, "bytes": forward([(0, 4), (9, 5), (1, 4)] + [(3, 2)] * 30)})()
    yield "a table of zeros without end", n, frame(n, compressed(lit, sequences(steps, tuple(tail)))), "a ZSTD table has too many symbols"
    yield "a table that is cut", n, frame(n, compressed(lit, b"\1\xa8\x00")), "a ZSTD block ends too early"


def verdict(data):
    try:
        return bytes(cramjam.zstd.decompress(data))
    except Exception:
        return None


def write_cases():
    lines, frames = [], {}
    for name, size, data, said in cases():
        plain = verdict(data)
        if said is None:
            if plain is None or len(plain) != size:
                sys.exit(f"the reference refuses: {name}")
            outcome = hashlib.sha256(plain).hexdigest()
            if len(data) < 400:
                frames[name] = data
        else:
            # a frame may be sound, and not what was asked for
            if plain is not None and len(plain) == size:
                print("the reference takes:", name)
            outcome = said
        # long runs of one byte
        lines.append("\t".join([name, str(size), data.hex() if len(data) < 3000 else squeezed(data), outcome]))
    (OUT / "zstd-cases.tsv").write_text("\n".join(lines) + "\n")
    return frames


def squeezed(data):
    """Long frames compressed once more, or the file would be."""
    return "z" + bytes(cramjam.deflate.compress(data, 9)).hex()


def write_mutants(frames, times=30):
    rng = np.random.default_rng(7)
    lines = []
    for name, data in frames.items():
        for _ in range(times):
            changed, edits = bytearray(data), {}
            for _ in range(int(rng.integers(1, 4))):
                # not the window, for which the library has limits of its own
                at = int(rng.choice([4, rng.integers(6, len(data))], p=[0.05, 0.95]))
                value = int(rng.choice([rng.integers(256), data[at] ^ (1 << rng.integers(8)), (data[at] + rng.choice([-1, 1])) % 256]))
                changed[at] = edits[at] = value
            plain = verdict(bytes(changed))
            told = "refused" if plain is None else f"{len(plain)} {hashlib.sha256(plain).hexdigest()[:16]}"
            lines.append("\t".join([name, ",".join(f"{k}={v}" for k, v in edits.items()), told]))
    (OUT / "zstd-mutants.tsv").write_text("\n".join(lines) + "\n")


def main():
    write_mutants(write_cases())


if __name__ == "__main__":
    sys.exit(main())
