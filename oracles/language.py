"""Fixtures of expressions over columns, as NumPy computes them.

Made with Python 3.11.7 and numpy==2.4.6. Run from the root of the repository:

    python oracles/language.py

It writes core/src/test/resources/org/jpsi/core/expression/expressions.tsv: first the columns, then each
expression in our writing with one value per row, all in hexadecimal. integers.tsv beside it has columns of integers
of 64 bits, and expressions as Python's exact integers have them: the type, then one value per row, decimal where it is
an integer, "refused" where a result is beyond its type.
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
    ("DefaultValueFor(x, -1)", np.where(np.isnan(x), -1.0, x)),
    ("DefaultValueFor(y, x)", np.where(np.isnan(y), x, y)),
    ("DefaultValueFor(n, 7)", n.astype(float)),
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

# Integers: exact, of int64 (narrow) or of -2^63 to 2^64 - 1 where a uint64 takes part (wide).


class Refused(Exception):
    pass


class Integer:
    """An integer whose sums, differences and products must stay within its type."""

    def __init__(self, value, wide=False):
        if not -(2**63) <= value < 2 ** (64 if wide else 63):
            raise Refused
        self.value, self.wide = int(value), wide

    def __float__(self):
        return float(self.value)

    def __bool__(self):
        return self.value != 0

    def _with(self, other, exact, rounded):
        if isinstance(other, float):
            return rounded(float(self), other)
        other = integer(other)
        return Integer(exact(self.value, other.value), self.wide or other.wide)

    def __add__(self, other):
        return self._with(other, lambda a, b: a + b, lambda a, b: a + b)

    def __sub__(self, other):
        return self._with(other, lambda a, b: a - b, lambda a, b: a - b)

    def __rsub__(self, other):
        return self._with(other, lambda a, b: b - a, lambda a, b: b - a)

    def __mul__(self, other):
        return self._with(other, lambda a, b: a * b, lambda a, b: a * b)

    __radd__, __rmul__ = __add__, __mul__

    def __neg__(self):
        return Integer(-self.value, self.wide)

    # Python compares an int with a float by their mathematical values.
    def __lt__(self, other):
        return self.value < plain(other)

    def __le__(self, other):
        return self.value <= plain(other)

    def __gt__(self, other):
        return self.value > plain(other)

    def __ge__(self, other):
        return self.value >= plain(other)

    def __eq__(self, other):
        return self.value == plain(other)

    def __ne__(self, other):
        return self.value != plain(other)


def integer(v):
    return v if isinstance(v, Integer) else Integer(v, v >= 2**63)


def plain(v):
    return v.value if isinstance(v, Integer) else v


def div(a, b):
    with np.errstate(all="ignore"):
        return float(np.float64(float(a)) / np.float64(float(b)))


def rem(a, b):
    """C's remainder of integers: the sign of the dividend."""
    a, b = integer(a), integer(b)
    size = abs(a.value) % abs(b.value)
    return Integer(-size if a.value < 0 else size, a.wide or b.wide)


def remnan(a, b):
    """By a divisor that may be 0: float64."""
    return float(rem(a, b)) if integer(b) != 0 else nan


def absolute(a):
    return Integer(abs(a.value), a.wide)


def least(*v):
    values = [integer(w) for w in v]
    return Integer(min(w.value for w in values), any(w.wide for w in values))


def most(*v):
    values = [integer(w) for w in v]
    return Integer(max(w.value for w in values), any(w.wide for w in values))


def sign(a):
    return Integer((a.value > 0) - (a.value < 0), a.wide)


TWO53 = 2**53
I = [0, 1, -1, 7, -7, TWO53, TWO53 + 1, -TWO53 - 1, 2**62, 2**63 - 1, -(2**63), TWO53 + 3]
K = [3, -3, 0, -2, 5, 1, 2, 10, 2, 1, 1, -4]
U = [0, 1, 2**63, 2**64 - 1, 3, TWO53 + 1, 2**63 - 1, 10, 2**63 + 1025, 5, 1, 2**63 + 1024]
X = [0.5, -1.5, nan, inf, 2.0**53, 2.0**53, 2.0**53 + 2, -(2.0**53), 2.0**63, 2.0**63, -(2.0**63), 2.0**64]

INTEGERS = [
    ("i + 1", lambda i, k, u, x: i + 1),
    ("i - k", lambda i, k, u, x: i - k),
    ("i * k", lambda i, k, u, x: i * k),
    ("i * i", lambda i, k, u, x: i * i),
    ("-i", lambda i, k, u, x: -i),
    ("-u", lambda i, k, u, x: -u),
    ("u + 1", lambda i, k, u, x: u + 1),
    ("u - 1", lambda i, k, u, x: u - 1),
    ("u - u - k", lambda i, k, u, x: u - u - k),
    ("u * k", lambda i, k, u, x: u * k),
    ("i * u", lambda i, k, u, x: i * u),
    ("u - i", lambda i, k, u, x: u - i),
    ("u + i - u", lambda i, k, u, x: u + i - u),
    ("(i > 0) + (u > 1)", lambda i, k, u, x: Integer((i > 0) + (u > 1))),
    ("i + x", lambda i, k, u, x: i + x),
    ("u * x", lambda i, k, u, x: u * x),
    ("1.0 * i * i", lambda i, k, u, x: float(i) * float(i)),
    ("1.0 * u", lambda i, k, u, x: float(u)),
    ("i / k", lambda i, k, u, x: div(i, k)),
    ("u / 3", lambda i, k, u, x: div(u, 3)),
    ("7 / 2", lambda i, k, u, x: 3.5),
    ("i % 2", lambda i, k, u, x: rem(i, 2)),
    ("i % -4", lambda i, k, u, x: rem(i, -4)),
    ("u % 10", lambda i, k, u, x: rem(u, 10)),
    ("u % 9223372036854775809", lambda i, k, u, x: rem(u, 2**63 + 1)),
    ("i % k", lambda i, k, u, x: remnan(i, k)),
    ("u % k", lambda i, k, u, x: remnan(u, k)),
    ("k % 0", lambda i, k, u, x: nan),
    ("i % 2 == 1", lambda i, k, u, x: rem(i, 2) == 1),
    ("i == 9007199254740993", lambda i, k, u, x: i == TWO53 + 1),
    ("u > 9223372036854775808", lambda i, k, u, x: u > 2**63),
    ("i == -9223372036854775808", lambda i, k, u, x: i == -(2**63)),
    ("u == 18446744073709551615", lambda i, k, u, x: u == 2**64 - 1),
    ("u < 18446744073709551616", lambda i, k, u, x: u < 2.0**64),
    ("i < u", lambda i, k, u, x: i < u),
    ("u <= i", lambda i, k, u, x: u <= i),
    ("i < x", lambda i, k, u, x: i < x),
    ("i <= x", lambda i, k, u, x: i <= x),
    ("i == x", lambda i, k, u, x: i == x),
    ("i != x", lambda i, k, u, x: i != x),
    ("x < i", lambda i, k, u, x: i > x),
    ("x >= u", lambda i, k, u, x: u <= x),
    ("x == u", lambda i, k, u, x: u == x),
    ("u > x", lambda i, k, u, x: u > x),
    ("abs(k)", lambda i, k, u, x: absolute(k)),
    ("abs(i)", lambda i, k, u, x: absolute(i)),
    ("fabs(u - 4)", lambda i, k, u, x: absolute(u - 4)),
    ("min(i, k)", lambda i, k, u, x: least(i, k)),
    ("max(i, k, u)", lambda i, k, u, x: most(i, k, u)),
    ("min(u, i)", lambda i, k, u, x: least(u, i)),
    ("sign(i)", lambda i, k, u, x: sign(i)),
    ("sign(u - 2)", lambda i, k, u, x: sign(u - 2)),
    ("floor(i)", lambda i, k, u, x: i),
    ("ceil(u)", lambda i, k, u, x: u),
    ("round(k)", lambda i, k, u, x: k),
    ("isnan(i)", lambda i, k, u, x: False),
    ("isfinite(u)", lambda i, k, u, x: True),
    ("sqrt(abs(k))", lambda i, k, u, x: math.sqrt(abs(k.value))),
    ("k ** 2", lambda i, k, u, x: float(k.value**2)),
    ("k > 0 ? i : k", lambda i, k, u, x: i if k > 0 else k),
    ("k > 0 ? i : u", lambda i, k, u, x: Integer((i if k > 0 else u).value, True)),
    ("k > 0 ? i : x", lambda i, k, u, x: float(i if k > 0 else x)),
    ("i < 100 && i > -100 ? i * i * i : 0", lambda i, k, u, x: i * i * i if i < 100 and i > -100 else Integer(0)),
    ("i < 10 && i + 9223372036854775800 > 5", lambda i, k, u, x: bool(i < 10 and i + (2**63 - 8) > 5)),
    ("i > 10 || i * 3 > 5", lambda i, k, u, x: bool(i > 10 or i * 3 > 5)),
    ("!i", lambda i, k, u, x: not i),
    ("i && u", lambda i, k, u, x: bool(i and u)),
]


def row(function, i, k, u, x):
    try:
        return function(Integer(i), Integer(k), Integer(u, True), x)
    except Refused:
        return None


def word(v):
    if v is None:
        return "refused"
    return v.hex() if isinstance(v, float) else str(int(plain(v)))


lines = ["\t".join([name, type_, *map(word, values)]) for name, type_, values in
         [("i", "int64", I), ("k", "int32", K), ("u", "uint64", U), ("x", "float64", X)]]
for name, function in INTEGERS:
    values = [row(function, *r) for r in zip(I, K, U, X)]
    (type_,) = {"bool" if isinstance(v, bool) else "float64" if isinstance(v, float) else "integer" for v in values if v is not None}
    lines.append("\t".join([name, type_, *map(word, values)]))
out.with_name("integers.tsv").write_text("\n".join(lines) + "\n")
