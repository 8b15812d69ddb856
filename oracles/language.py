"""Fixtures of expressions over columns, as NumPy computes them.

Made with Python 3.11.7 and numpy==2.4.6. Run from the root of the repository:

    python oracles/language.py

It writes core/src/test/resources/org/jpsi/core/expression/expressions.tsv: first the columns, then each
expression in our writing with one value per row, all in hexadecimal.
"""

import math
import pathlib
import warnings

import numpy as np

warnings.simplefilter("ignore")
inf, nan = math.inf, math.nan

x = np.array([0.0, -0.0, 1.0, -1.0, 0.5, -2.5, 3.7, 1e-3, 1e300, -7.25, inf, -inf, nan, 2.0, 0.1])
y = np.array([2.0, 3.0, -1.0, -1.0, 0.0, 2.5, nan, 0.75, 1e10, 2.0, 1.0, 2.0, 1.0, -3.0, 0.2])
n = np.array([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, -10, -11, 12, 13, 14])


def truth(v):
    """Any number but 0; NaN counts as false."""
    v = np.asarray(v, float)
    return (v != 0) & ~np.isnan(v)


def away(v):
    """C's round: halves away from zero."""
    floor = np.floor(np.abs(v))
    return np.copysign(np.where(np.abs(v) - floor >= 0.5, floor + 1, floor), v)


CASES = [
    ("x + y * n", x + y * n),
    ("x - y - n", x - y - n),
    ("x / y / 2", x / y / 2),
    ("n / 4", n / 4),
    ("n % 4", np.fmod(n, 4)),
    ("x % y", np.fmod(x, y)),
    ("-x ** 2", -(x**2)),
    ("2 ** -1", np.full(15, 0.5)),
    ("2 ** 3 ** 2", np.full(15, 512.0)),
    ("2 ^ n", 2.0**n),
    ("x ** y", x**y),
    ("pow(x, 3)", x**3),
    ("1.5e2 + .5 - 1.", np.full(15, 149.5)),
    ("1E-3 * n", 1e-3 * n),
    ("x < y", x < y),
    ("x <= y", x <= y),
    ("x > y", x > y),
    ("x >= y", x >= y),
    ("x == y", x == y),
    ("x != y", x != y),
    ("x != x", x != x),
    ("x > 0 && y > 0", (x > 0) & (y > 0)),
    ("x > 0 || y > 0 && n > 5", (x > 0) | ((y > 0) & (n > 5))),
    ("x > 0 and not (y > 0) or n == 3", ((x > 0) & ~(y > 0)) | (n == 3)),
    ("x && n", truth(x) & truth(n)),
    ("x || n", truth(x) | truth(n)),
    ("!x", ~truth(x)),
    ("x ? n : y", np.where(truth(x), n, y)),
    ("x > 0 ? 1 : x < 0 ? -1 : 0", np.where(x > 0, 1, np.where(x < 0, -1, 0))),
    ("true + pi - false", np.full(15, 1 + math.pi)),
    ("abs(x)", np.abs(x)),
    ("sqrt(x)", np.sqrt(x)),
    ("cbrt(x)", np.cbrt(x)),
    ("exp(x)", np.exp(x)),
    ("expm1(x)", np.expm1(x)),
    ("log(x)", np.log(x)),
    ("log10(x)", np.log10(x)),
    ("log1p(x)", np.log1p(x)),
    ("sin(x)", np.sin(x)),
    ("cos(y)", np.cos(y)),
    ("tan(y)", np.tan(y)),
    ("asin(x)", np.arcsin(x)),
    ("acos(x)", np.arccos(x)),
    ("atan(x)", np.arctan(x)),
    ("atan2(x, y)", np.arctan2(x, y)),
    ("sinh(y)", np.sinh(y)),
    ("cosh(y)", np.cosh(y)),
    ("tanh(x)", np.tanh(x)),
    ("hypot(x, y)", np.hypot(x, y)),
    ("floor(x)", np.floor(x)),
    ("ceil(x)", np.ceil(x)),
    ("round(x)", away(x)),
    ("round(n / 2)", away(n / 2)),
    ("sign(x)", np.sign(x)),
    ("min(x, y)", np.minimum(x, y)),
    ("max(x, y, n)", np.maximum(np.maximum(x, y), n)),
    ("isnan(x)", np.isnan(x)),
    ("isfinite(x)", np.isfinite(x)),
    ("sqrt(x*x + y*y) > 2 && abs(n) < 8", (np.sqrt(x * x + y * y) > 2) & (np.abs(n) < 8)),
]


def line(name, values):
    return name + "\t" + "\t".join(float(v).hex() for v in np.asarray(values, float))


out = pathlib.Path("core/src/test/resources/org/jpsi/core/expression/expressions.tsv")
out.write_text("\n".join(line(*row) for row in [("x", x), ("y", y), ("n", n), *CASES]) + "\n")
