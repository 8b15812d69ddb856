"""Parquet files by pyarrow and DuckDB, and what pyarrow reads from each, for ParquetTest.

    python oracles/parquet_files.py formats/src/test/resources/org/jpsi/formats/parquet

NAME.txt has a line for each column that is read of NAME.parquet and NAME-*.parquet: its path, its type
and its rows. Numbers are the bits of the float64 (integers the integer), text the bytes of its UTF-8, lists
are in brackets.
"""

import datetime
import decimal
import struct
import sys
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

folder = Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)


def number(value, integer):
    if value is None or value != value:
        return "nan"
    if isinstance(value, bool):
        return str(int(value))
    if integer:
        return str(int(value))
    return struct.pack(">d", float(value)).hex()


def item(value, kind):
    base = kind[:-2] if kind.endswith("[]") else None
    if base is not None:
        return "[" + " ".join(item(v, base) for v in (value or [])) + "]"
    if kind == "text":
        return "'" + ("" if value is None else value.encode().hex()) + "'"
    return number(value, not kind.startswith("float"))


def describe(name, columns):
    """columns: path -> (type, values)"""
    lines = [f"{path}\t{kind}\t" + " ".join(item(v, kind) for v in values)
             for path, (kind, values) in columns.items()]
    (folder / f"{name}.txt").write_text("\n".join(lines) + "\n")


def write(name, table, columns, **options):
    pq.write_table(table, folder / f"{name}.parquet", **options)
    back = pq.read_table(folder / f"{name}.parquet")
    assert back.num_rows == table.num_rows
    # files that differ in how they were written share what they hold
    describe(name if name == "flat-required" else name.split("-")[0], columns)


rng = np.random.default_rng(7)
n = 300


def flat(rows):
    floats = rng.normal(size=rows).astype(np.float32)
    doubles = rng.normal(size=rows)
    doubles[:3] = [np.nan, np.inf, -0.0]
    floats[:3] = [-np.inf, 1e-40, np.nan]
    i64 = rng.integers(-2**63, 2**63 - 1, size=rows)
    i64[:2] = [2**63 - 1, -2**63]
    u64 = rng.integers(0, 2**64 - 1, size=rows, dtype=np.uint64)
    u64[0] = 2**64 - 1
    few = rng.integers(0, 5, size=rows).astype(np.int32)
    words = [["", "é😀", "signal", "background", "a b"][k] for k in few]
    long_words = [f"prefix of many events {k // 7} {'x' * (k % 11)}" for k in range(rows)]
    truths = few > 2
    with_nulls = [None if k % 5 == 2 else float(k) / 3 for k in range(rows)]
    int_nulls = [None if k % 7 == 3 else k - 50 for k in range(rows)]
    bool_nulls = [None if k % 9 == 4 else bool(k % 2) for k in range(rows)]
    text_nulls = [None if k % 4 == 1 else f"w{k % 3}" for k in range(rows)]
    table = pa.table({
        "f32": pa.array(floats), "f64": pa.array(doubles),
        "i8": pa.array((few - 2).astype(np.int8)), "u8": pa.array((few + 250).astype(np.uint8)),
        "i16": pa.array((few - 30000).astype(np.int16)), "u16": pa.array((few + 65000).astype(np.uint16)),
        "i32": pa.array(few * -1000003), "u32": pa.array(few.astype(np.uint32) + np.uint32(4294967290)),
        "i64": pa.array(i64), "u64": pa.array(u64), "truth": pa.array(truths),
        "word": pa.array(words), "long word": pa.array(long_words),
        "gaps": pa.array(with_nulls, pa.float32()), "int gaps": pa.array(int_nulls, pa.int32()),
        "long gaps": pa.array(int_nulls, pa.int64()), "truth gaps": pa.array(bool_nulls, pa.bool_()),
        "word gaps": pa.array(text_nulls), "nothing": pa.array([None] * rows, pa.float64()),
    })
    columns = {
        "f32": ("float32", floats), "f64": ("float64", doubles), "i8": ("int8", few - 2), "u8": ("uint8", few + 250),
        "i16": ("int16", few - 30000), "u16": ("uint16", few + 65000), "i32": ("int32", few * -1000003),
        "u32": ("uint32", few.astype(np.int64) + 4294967290), "i64": ("int64", i64.tolist()),
        "u64": ("uint64", u64.tolist()), "truth": ("bool", truths), "word": ("text", words),
        "long word": ("text", long_words), "gaps": ("float32", [None if v is None else np.float32(v) for v in with_nulls]),
        "int gaps": ("float64", int_nulls), "long gaps": ("float64", int_nulls),
        "truth gaps": ("float64", bool_nulls_as_numbers(bool_nulls)), "word gaps": ("text", text_nulls),
        "nothing": ("float64", [None] * rows),
    }
    return table, columns


def bool_nulls_as_numbers(values):
    return [None if v is None else float(v) for v in values]


table, columns = flat(n)
for codec in ["NONE", "SNAPPY", "GZIP", "ZSTD", "LZ4"]:
    for version in ["1.0", "2.0"]:
        write(f"flat-{codec.lower()}-{version[0]}", table, columns, compression=codec, data_page_version=version,
              row_group_size=128, data_page_size=200, write_page_checksum=version == "2.0")
write("flat-required", table.select(["f32", "i64", "word"]).cast(pa.schema([
    pa.field("f32", pa.float32(), nullable=False), pa.field("i64", pa.int64(), nullable=False),
    pa.field("word", pa.string(), nullable=False)])),
    {k: columns[k] for k in ["f32", "i64", "word"]}, use_dictionary=False)
delta = {"i32": "DELTA_BINARY_PACKED", "i64": "DELTA_BINARY_PACKED", "int gaps": "DELTA_BINARY_PACKED",
         "word": "DELTA_LENGTH_BYTE_ARRAY", "long word": "DELTA_BYTE_ARRAY", "word gaps": "DELTA_BYTE_ARRAY",
         "f32": "BYTE_STREAM_SPLIT", "f64": "BYTE_STREAM_SPLIT", "gaps": "BYTE_STREAM_SPLIT", "u32": "BYTE_STREAM_SPLIT",
         "u64": "BYTE_STREAM_SPLIT", "truth": "RLE", "truth gaps": "RLE"}
write("flat-delta", table, columns, use_dictionary=False, column_encoding=delta, data_page_version="2.0",
      row_group_size=200)
pq.write_table(table.select(["f32", "i32", "gaps", "int gaps"]), folder / "flat-uncounted.parquet",
               write_statistics=False)

# meanings
decimals = [decimal.Decimal(t) for t in ["0.00", "1.25", "-99999.99", "12345.67", "0.01"]]
big = [decimal.Decimal(t) for t in ["0.1234567890", "-1234567890123456789012345678.1234567890", "1E-10", "0", "3.3"]]
days = [datetime.date(1970, 1, 1), datetime.date(2026, 12, 1), datetime.date(1912, 6, 23), datetime.date(2000, 2, 29), None]
us = [0, 1, -1, 1_700_000_000_123_456, 5]
halves = np.array([0.5, -2, np.nan, 65504, 6e-8], np.float16)
meanings = pa.table({
    "d32": pa.array(decimals, pa.decimal32(7, 2)), "d64": pa.array(decimals, pa.decimal64(18, 2)),
    "d128": pa.array(big, pa.decimal128(38, 10)), "half": pa.array(halves),
    "day": pa.array(days), "ms": pa.array(us, pa.timestamp("ms")), "us": pa.array(us, pa.timestamp("us", tz="UTC")),
    "ns": pa.array(us, pa.timestamp("ns")), "time": pa.array([0, 1, 2, 3, 4], pa.time32("ms")),
    "bytes": pa.array([b"\x00\xff"] * 5), "fixed": pa.array([b"abc"] * 5, pa.binary(3)),
    "category": pa.array(["a", "b", "a", None, "c"]).dictionary_encode(),
    "big text": pa.array(["x", "", "é", None, "long"], pa.large_string()),
})
write("meanings", meanings, {
    "d32": ("float64", decimals), "d64": ("float64", decimals), "d128": ("float64", big), "half": ("float32", halves),
    "day": ("float64", [None if d is None else (d - datetime.date(1970, 1, 1)).days for d in days]),
    "ms": ("int64", us), "us": ("int64", us), "ns": ("int64", us), "time": ("int32", range(5)),
    "category": ("text", ["a", "b", "a", None, "c"]), "big text": ("text", ["x", "", "é", None, "long"]),
}, store_decimal_as_integer=True)

# lists
counts = rng.integers(0, 5, size=n)
pts = [rng.normal(size=c).astype(np.float32).tolist() for c in counts]
ids = [rng.integers(-13, 13, size=c).tolist() for c in counts]
ids_null = [None if k % 11 == 5 else v for k, v in enumerate(ids)]
holes = [[None if (k + j) % 4 == 0 else float(j) for j in range(c)] for k, c in enumerate(counts)]
int_holes = [[None if (k + j) % 6 == 0 else j for j in range(c)] for k, c in enumerate(counts)]
deep = [[list(range(j)) for j in range(c)] if k % 8 else ([] if k % 16 else None) for k, c in enumerate(counts)]
words = [[f"t{j}" for j in range(c)] for c in counts]
muons = [[{"pt": float(j) + 0.5, "charge": (-1) ** j, "hits": list(range(j))} for j in range(c)] for c in counts]
met = [None if k % 10 == 9 else {"pt": k * 0.25, "sum": {"et": k}} for k in range(n)]
maps = [[("a", 1.5), ("b", float(k))][: c % 3] for k, c in enumerate(counts)]
three = [[k, k + 1, k + 2] for k in range(n)]
lists = pa.table({
    "pt": pa.array(pts, pa.list_(pa.float32())), "id": pa.array(ids, pa.list_(pa.int16())),
    "id_null": pa.array(ids_null, pa.list_(pa.int32())), "holes": pa.array(holes, pa.list_(pa.float64())),
    "int_holes": pa.array(int_holes, pa.list_(pa.int64())),
    "deep": pa.array(deep, pa.list_(pa.list_(pa.uint8()))), "words": pa.array(words, pa.large_list(pa.string())),
    "muon": pa.array(muons, pa.list_(pa.struct([("pt", pa.float32()), ("charge", pa.int8()), ("hits", pa.list_(pa.int32()))]))),
    "met": pa.array(met, pa.struct([("pt", pa.float64()), ("sum", pa.struct([("et", pa.int32())]))])),
    "map": pa.array(maps, pa.map_(pa.string(), pa.float64())), "three": pa.array(three, pa.list_(pa.int32(), 3)),
})
list_columns = {
    "pt": ("float32[]", pts), "id": ("int16[]", ids), "id_null": ("int32[]", ids_null), "holes": ("float64[]", holes),
    "int_holes": ("float64[]", int_holes), "deep": ("uint8[][]", deep), "words": ("text[]", words),
    "muon.pt": ("float32[]", [[m["pt"] for m in e] for e in muons]),
    "muon.charge": ("int8[]", [[m["charge"] for m in e] for e in muons]),
    "muon.hits": ("int32[][]", [[m["hits"] for m in e] for e in muons]),
    "met.pt": ("float64", [None if m is None else m["pt"] for m in met]),
    "met.sum.et": ("float64", [None if m is None else m["sum"]["et"] for m in met]),
    "map.key": ("text[]", [[k for k, _ in e] for e in maps]), "map.value": ("float64[]", [[v for _, v in e] for e in maps]),
    "three": ("int32[]", three),
}
for codec, version, groups in [("SNAPPY", "1.0", 1000), ("ZSTD", "2.0", 64), ("NONE", "1.0", 37)]:
    write(f"lists-{codec.lower()}", lists, list_columns, compression=codec, data_page_version=version,
          row_group_size=groups, data_page_size=150)

# nothing
write("empty", table.slice(0, 0), {k: (t if "gaps" not in k or t in ("text", "float32") else {"int gaps": "int32",
      "long gaps": "int64", "truth gaps": "bool"}[k], []) for k, (t, _) in columns.items()})
pq.ParquetWriter(folder / "no-groups.parquet", lists.schema).close()
describe("no-groups", {k: ({"int_holes": "int64[]", "met.sum.et": "int32"}.get(k, t), []) for k, (t, _) in list_columns.items()})

# DuckDB
con = duckdb.connect()
con.execute("SET threads = 1")
for codec in ["snappy", "zstd", "lz4_raw", "uncompressed", "gzip"]:
    path = folder / f"duckdb-{codec}.parquet"
    con.execute(f"""COPY (SELECT i::INTEGER AS i, i * 1.5::DOUBLE AS x, CASE WHEN i % 3 = 0 THEN NULL ELSE i % 5 END::BIGINT AS gap,
                 'w' || (i % 4) AS word, [i, i + 1] AS list, {{'a': i::FLOAT, 'b': i % 2 = 0}} AS s, (i / 7)::DECIMAL(12, 3) AS d
                 FROM range(200) t(i)) TO '{path}' (FORMAT parquet, CODEC '{codec}', ROW_GROUP_SIZE 2048)""")
    rows = con.execute(f"SELECT * FROM '{path}'").fetchall()
    describe("duckdb", {
        "i": ("int32", [r[0] for r in rows]), "x": ("float64", [r[1] for r in rows]), "gap": ("float64", [r[2] for r in rows]),
        "word": ("text", [r[3] for r in rows]), "list": ("int64[]", [r[4] for r in rows]),
        "s.a": ("float32", [r[5]["a"] for r in rows]), "s.b": ("bool", [r[5]["b"] for r in rows]),
        "d": ("float64", [r[6] for r in rows])})
