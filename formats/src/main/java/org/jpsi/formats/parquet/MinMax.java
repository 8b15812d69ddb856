package org.jpsi.formats.parquet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jpsi.core.table.NumberType;
import org.jspecify.annotations.Nullable;

/// Smallest and largest number of a column chunk, by which readers leave out row groups
/// (parquet.thrift, `Statistics`): NaN is neither, zeros are -0 and +0. Text has none here.
final class MinMax {
  private final @Nullable NumberType type;
  private double low = Double.POSITIVE_INFINITY;
  private double high = Double.NEGATIVE_INFINITY;
  // unsigned ones with the highest bit flipped, so that their order is that of signed ones
  private long least = Long.MAX_VALUE;
  private long most = Long.MIN_VALUE;
  private boolean any;

  MinMax(@Nullable NumberType type) {
    this.type = type;
  }

  void add(double value) {
    if (!Double.isNaN(value)) {
      any = true;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }

  void add(long value) {
    long ordered = type == NumberType.UINT64 ? value ^ Long.MIN_VALUE : value;
    any = true;
    least = Math.min(least, ordered);
    most = Math.max(most, ordered);
  }

  /// What was added since the last time.
  MinMax taken() {
    MinMax taken = new MinMax(type);
    taken.low = low;
    taken.high = high;
    taken.least = least;
    taken.most = most;
    taken.any = any;
    low = Double.POSITIVE_INFINITY;
    high = Double.NEGATIVE_INFINITY;
    least = Long.MAX_VALUE;
    most = Long.MIN_VALUE;
    any = false;
    return taken;
  }

  /// The struct `Statistics`.
  ThriftWriter statistics() {
    ThriftWriter statistics = new ThriftWriter().i64(3, 0);
    return any
        ? statistics
            .bytes(
                5, type == null || type.isInteger() ? bytes(most) : bytes(high == 0 ? 0.0 : high))
            .bytes(
                6, type == null || type.isInteger() ? bytes(least) : bytes(low == 0 ? -0.0 : low))
        : statistics;
  }

  private byte[] bytes(double value) {
    return type == NumberType.FLOAT32
        ? little(4).putFloat((float) value).array()
        : little(8).putDouble(value).array();
  }

  private byte[] bytes(long ordered) {
    return switch (type) {
      case BOOL -> new byte[] {(byte) ordered};
      case UINT64 -> little(8).putLong(ordered ^ Long.MIN_VALUE).array();
      case INT64 -> little(8).putLong(ordered).array();
      case null, default -> little(4).putInt((int) ordered).array();
    };
  }

  private static ByteBuffer little(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }
}
