package org.jpsi.app;

import java.math.BigDecimal;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Converter and formatter of event counts: `200000`, `200_000`, `2e5`.
final class EventCount implements ITypeConverter<Long> {
  @Override
  public Long convert(String text) {
    try {
      if (text.length() <= 30) {
        BigDecimal number = new BigDecimal(text.replace("_", ""));
        if (number.signum() > 0 && number.precision() - number.scale() <= 18) {
          return number.longValueExact();
        }
      }
    } catch (ArithmeticException | NumberFormatException e) {
      // reported below
    }
    throw new TypeConversionException(
        "expected a whole number above 0, as 200000 or 2e5, found " + text);
  }

  /// With commas between thousands.
  static String of(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /// Number of bytes with a suitable unit.
  static String bytes(long bytes) {
    if (bytes < 1000) {
      return bytes + " bytes";
    }
    double size = bytes / 1e3;
    String unit = "kB";
    for (String next : new String[] {"MB", "GB", "TB"}) {
      if (size >= 1000) {
        size /= 1000;
        unit = next;
      }
    }
    return String.format(Locale.ROOT, size < 10 ? "%.1f %s" : "%.0f %s", size, unit);
  }
}
