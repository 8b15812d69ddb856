package org.jpsi.formats.root;

import org.jpsi.core.table.NumberType;
import org.jspecify.annotations.Nullable;

/// Packing of the types Float16_t and Double32_t, as the comment of a member or the title of a leaf
/// says it: `[0,10,8]` is a number of 8 bits from 0 to 10, `[0,0,10]` a floating-point number with
/// a mantissa of 10 bits. Without it, a Double32_t is a float and a Float16_t has 12 bits.
///
/// Source: ROOT, `TStreamerElement::GetRange`, `TBufferFile::ReadWithFactor`, `ReadWithNbits`.
///
/// @param type of the numbers in memory
/// @param factor of the integer in the file; 0 where it is no integer
/// @param least what the integer 0 stands for
/// @param bits of the mantissa, of a number without a range; 0 for a float
record PackedNumber(NumberType type, double factor, double least, int bits) {
  private static final int FLOAT16_BITS = 12;

  /// @param text a comment or title, with or without a range
  /// @return null where it has a range that cannot be understood
  static @Nullable PackedNumber of(boolean float16, String text) {
    NumberType type = float16 ? NumberType.FLOAT32 : NumberType.FLOAT64;
    int plain = float16 ? FLOAT16_BITS : 0;
    String range = range(text);
    if (range.isEmpty()) {
      return new PackedNumber(type, 0, 0, plain);
    }
    String[] parts = range.split(",", -1);
    Double low = limit(parts[0].strip());
    Double high = limit(parts[1].strip());
    Double stated = parts.length > 2 ? limit(parts[2].strip()) : Double.valueOf(32);
    if (low == null || high == null || stated == null || parts.length > 3) {
      return null;
    }
    int bits = stated < 2 || stated > 32 ? 32 : stated.intValue();
    if (low < high) {
      double steps = bits < 32 ? 1L << bits : 0xFFFFFFFFL;
      return new PackedNumber(type, steps / (high - low), low, 0);
    }
    return new PackedNumber(type, 0, 0, bits < 15 ? bits : plain);
  }

  /// Packing in the first brackets with a comma: those of dimensions have none.
  private static String range(String text) {
    for (int left = text.indexOf('['); left >= 0; left = text.indexOf('[', left + 1)) {
      int right = text.indexOf(']', left);
      String inside = right < 0 ? "" : text.substring(left + 1, right);
      if (inside.indexOf(',') >= 0) {
        return inside;
      }
    }
    return "";
  }

  /// A number, or one of pi as ROOT knows it.
  private static @Nullable Double limit(String text) {
    if (text.contains("pi")) {
      double pi =
          text.contains("2pi") || text.contains("2*pi") || text.contains("twopi")
              ? 2 * Math.PI
              : text.contains("pi/2") ? Math.PI / 2 : text.contains("pi/4") ? Math.PI / 4 : Math.PI;
      return text.contains("-") ? -pi : pi;
    }
    try {
      return Double.valueOf(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /// Bytes in the file.
  int bytes() {
    return factor == 0 && bits > 0 ? 3 : 4;
  }

  /// The next number.
  double read(RootInput b) {
    if (factor != 0) {
      double value = b.u32() / factor + least;
      return type == NumberType.FLOAT32 ? (float) value : value;
    }
    if (bits == 0) {
      return Float.intBitsToFloat(b.i32());
    }
    int exponent = b.u8();
    int mantissa = b.u16();
    int magnitude = exponent << 23 | (mantissa & (1 << bits + 1) - 1) << 23 - bits;
    float value = Float.intBitsToFloat(magnitude);
    return (mantissa & 1 << bits + 1) != 0 ? -value : value;
  }
}
