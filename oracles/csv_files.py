"""Fixtures for CsvOracleTest: CSV files as pandas, numpy and others write them, with what pandas or numpy read in them: one line for each
file, its columns as `name type value value ...`.

Packages: pandas==3.1.1, numpy==2.4.6.

    python oracles/csv_files.py          # writes into formats/src/test/resources/org/jpsi/formats/csv
"""

import io
from pathlib import Path

import numpy as np
import pandas as pd
from pandas._libs.parsers import STR_NA_VALUES

OUT = Path(__file__).resolve().parent.parent / "formats/src/test/resources/org/jpsi/formats/csv"


def frame():
    """Values of every type that pandas writes."""
    return pd.DataFrame({
        "label": ["s", "b", "s, b", 'a "b"'],
        "pt": [20.25, np.nan, 1e-300, -0.1],
        "n": [1, -2, 3, 2**62 + 1],
        "evt": np.array([2**64 - 1, 0, 2**63, 1], dtype=np.uint64),
        "ok": [True, False, True, True],
        "eta": [np.inf, -np.inf, 2.5, 1 / 3],
    })


def savetxt(**options):
    out = io.StringIO()
    np.savetxt(out, np.array([[1.5, -2.25, 1e30], [0.1, 7.0, -1e-7]]), **options)
    return out.getvalue()


def missing():
    """pandas' words for missing values, each between two numbers."""
    words = sorted(STR_NA_VALUES)
    return "a,b\n" + "".join(f'1.5,"{word}"\n' for word in words)


def files():
    """Texts, with the options by which pandas reads them as it must be told to."""
    index = frame().to_csv()
    yield "index.csv", index, {}
    yield "plain.csv", frame().to_csv(index=False), {}
    yield "tabs.tsv", frame().to_csv(index=False, sep="\t"), {"sep": "\t"}
    yield "na.csv", frame().to_csv(index=False, na_rep="NA"), {}
    yield "windows.csv", "\ufeff" + frame().to_csv(index=False, lineterminator="\r\n"), {}
    # of Excel in Europe
    yield "comma.csv", frame().drop(columns=["label"]).to_csv(index=False, sep=";", decimal=","), {"sep": ";", "decimal": ","}
    yield "missing.csv", missing(), {}
    yield "numpy.txt", savetxt(header="a b c"), None
    yield "numpy.csv", savetxt(header="a,b,c", delimiter=","), None
    yield "aligned.dat", "   a       b  c\n  1.5    -2  x\n 10.25    3  y\n", {"sep": r"\s+"}
    yield "numbered.csv", pd.DataFrame([[0.5, 1.5, 2.5], [3.5, 4.5, 5.5]]).to_csv(index=False), {}


def text(value):
    if isinstance(value, (bool, np.bool_)):
        return "1" if value else "0"
    if isinstance(value, (float, np.floating)):
        return repr(float(value))
    return str(value)


def read(content, options):
    if options is None:
        lines = content.splitlines()
        names = lines[0].lstrip("# ").replace(",", " ").split()
        array = np.genfromtxt(lines, delimiter="," if "," in lines[0] else None)
        return pd.DataFrame(array, columns=names)
    return pd.read_csv(io.StringIO(content.removeprefix("\ufeff")), **options)


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    lines = []
    for name, content, options in files():
        (OUT / name).write_text(content, encoding="utf-8", newline="")
        table = read(content, options)
        for column in table.columns:
            kind = str(table[column].dtype).replace("object", "text").replace("str", "text")
            lines.append("\t".join([name, str(column), kind] + [text(v) for v in table[column]]))
    (OUT / "expected.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
