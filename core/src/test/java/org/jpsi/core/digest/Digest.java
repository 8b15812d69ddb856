package org.jpsi.core.digest;

import java.util.Locale;
import java.util.zip.CRC32C;
import org.jpsi.core.tensor.Tensor;

/// Digest of numbers: CRC-32C over their bits, in order.
public final class Digest {
  private final CRC32C sum = new CRC32C();

  public Digest add(Tensor tensor) {
    return add(tensor.toArray());
  }

  public Digest add(float... values) {
    for (float value : values) {
      word(Float.floatToIntBits(value));
    }
    return this;
  }

  public Digest add(double... values) {
    for (double value : values) {
      add(Double.doubleToLongBits(value));
    }
    return this;
  }

  public Digest add(int... values) {
    for (int value : values) {
      word(value);
    }
    return this;
  }

  public Digest add(long... values) {
    for (long value : values) {
      word((int) value);
      word((int) (value >>> 32));
    }
    return this;
  }

  public Digest add(byte[] values) {
    sum.update(values);
    return this;
  }

  private void word(int bits) {
    for (int shift = 0; shift < 32; shift += 8) {
      sum.update(bits >>> shift);
    }
  }

  /// Eight hexadecimal digits.
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%08x", sum.getValue());
  }
}
