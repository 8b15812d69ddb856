"""Fixtures of the tests of convolution and pooling: what PyTorch 2.15.0 gives (CPU, float64).

Run: python oracles/images.py; writes core/src/test/resources/engine/images.txt in the format of engine.py
"""

import torch
import torch.nn.functional as F
from engine import measure, rounded, write

arrays = {}


def case(name, function, *inputs):
    measure(arrays, name, function, *inputs)


def ties(*shape):
    """Images of few different pixels, so that windows have several largest ones."""
    return torch.randint(-2, 2, shape).double()


if __name__ == "__main__":
    torch.manual_seed(13)
    case("conv", F.conv2d, rounded(3, 2, 6, 5), rounded(4, 2, 3, 3), rounded(4))
    case("convStrided", lambda x, w, b: F.conv2d(x, w, b, 2, 1), rounded(2, 3, 7, 6), rounded(2, 3, 3, 3), rounded(2))
    case("convPadded", lambda x, w, b: F.conv2d(x, w, b, 1, 2), rounded(2, 1, 3, 4), rounded(2, 1, 4, 4), rounded(2))
    case("convSparse", lambda x, w, b: F.conv2d(x, w, b, 3, 0), rounded(2, 1, 6, 8), rounded(2, 1, 2, 2), rounded(2))
    case("convPixel", F.conv2d, rounded(2, 3, 2, 4), rounded(5, 3, 1, 1), rounded(5))
    case("convWhole", F.conv2d, rounded(3, 2, 4, 4), rounded(3, 2, 4, 4), rounded(3))
    case("convDeep", F.conv2d, rounded(2, 30, 4, 4), rounded(2, 30, 3, 3), rounded(2))
    case("pool", lambda x: F.max_pool2d(x, 2), rounded(2, 2, 5, 6))
    case("poolTies", lambda x: F.max_pool2d(x, 2), ties(2, 2, 6, 6))
    case("poolOverlap", lambda x: F.max_pool2d(x, 3, 2, 1), ties(2, 2, 7, 5))
    case("poolClose", lambda x: F.max_pool2d(x, 3, 1, 0), ties(1, 2, 5, 6))
    write("images", arrays)
