package org.jpsi.analysis.events;

import java.util.Locale;
import org.jpsi.core.errors.InputException;

/// Memory of generated events, which a training holds whole: it takes up to two and a half times
/// the float32 table of its columns.
final class GeneratedMemory {
  private static final double BYTES_PER_NUMBER = 2.5 * Float.BYTES;
  // What a training takes beside its events, of a small heap.
  private static final double FREE = 0.9;

  private GeneratedMemory() {}

  /// Requires that the events fit, before one is generated.
  ///
  /// @param where the location of their number
  /// @param columns of the process
  /// @param heap the most bytes that the JVM may take
  static void require(String where, long events, int columns, long heap) {
    double each = BYTES_PER_NUMBER * columns;
    long fits = (long) (FREE * heap / each);
    if (events > fits) {
      throw InputException.at(where)
          .expected(
              String.format(
                  Locale.ROOT,
                  "up to %,d events, as fit into the %,d MB of memory that this command may take",
                  fits,
                  heap >> 20))
          .found(String.format(Locale.ROOT, "%,d", events))
          .remedy(
              String.format(
                  Locale.ROOT,
                  "generate fewer, or allow more: JDK_JAVA_OPTIONS=-Xmx%dm ./jpsi ...",
                  Math.ceilDiv((long) Math.ceil(events * each / FREE), 1L << 20)))
          .exception();
    }
  }
}
