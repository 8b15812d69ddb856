"""Reads a Parquet file of ours by pyarrow, pandas, DuckDB and awkward, for ParquetOracleTest.

    python oracles/read_parquet.py FILE

Prints for each reader its name and a line for each column, as oracles/parquet_files.py writes them,
and of pyarrow what it says of the file.
"""

import math
import struct
import sys

import awkward as ak
import duckdb
import numpy as np
import pandas as pd
import pyarrow.parquet as pq

path = sys.argv[1]


def item(value):
    if isinstance(value, (list, np.ndarray)):
        return "[" + " ".join(item(v) for v in value) + "]"
    if isinstance(value, str):
        return "'" + value.encode().hex() + "'"
    if isinstance(value, (bool, np.bool_)):
        return str(int(value))
    if isinstance(value, (int, np.integer)):
        return str(int(value))
    return "nan" if math.isnan(value) else struct.pack(">d", float(value)).hex()


def show(reader, columns):
    print(reader)
    for name, values in columns:
        print(name + "\t" + " ".join(item(v) for v in values))


table = pq.read_table(path)
show("pyarrow", [(name, table.column(name).to_pylist()) for name in table.column_names])
frame = pd.read_parquet(path)
show("pandas", [(name, list(frame[name])) for name in frame.columns])
con = duckdb.connect()
con.execute("SET threads = 1")
result = con.execute("SELECT * FROM read_parquet(?)", [path])
names = [d[0] for d in result.description]
rows = result.fetchall()
show("duckdb", [(name, [row[i] for row in rows]) for i, name in enumerate(names)])
array = ak.from_parquet(path)
show("awkward", [(name, ak.to_list(array[name])) for name in array.fields])
print("schema")
print("\n".join(f"{f.name} {f.type}" for f in table.schema))
meta = pq.read_metadata(path)
print("groups", [meta.row_group(g).num_rows for g in range(meta.num_row_groups)])
for c in range(meta.num_columns if meta.num_row_groups else 0):
    chunk = meta.row_group(0).column(c)
    s = chunk.statistics
    print(chunk.path_in_schema, chunk.compression, s.null_count, s.min if s.has_min_max else "-", s.max if s.has_min_max else "-")
print("texts", {k.decode(): v.decode() for k, v in sorted((meta.metadata or {}).items())})
