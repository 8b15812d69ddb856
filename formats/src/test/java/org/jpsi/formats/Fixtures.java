package org.jpsi.formats;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jpsi.core.events.EventSource;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.NumberType;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;

/// Files and tables that several tests use.
public final class Fixtures {
  private Fixtures() {}

  /// A file that `oracles/formats.py` made.
  public static Path file(String name) {
    try {
      return Path.of(Objects.requireNonNull(Fixtures.class.getResource(name), name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A file of the shared data; without it the test is skipped.
  public static Path data(String name) {
    String told = System.getenv("JPSI_DATA");
    Path folder = told != null ? Path.of(told) : repository().resolve("../shared/data");
    Path file = folder.resolve(name).normalize();
    assumeTrue(Files.exists(file), "no shared data: " + file + " (set JPSI_DATA)");
    return file;
  }

  public static Path repository() {
    Path here = Path.of("").toAbsolutePath();
    return Files.exists(here.resolve("mvnw")) ? here : Objects.requireNonNull(here.getParent());
  }

  /// A column of every type, with the values at which types differ.
  public static Table everyType(int rows) {
    Rng rng = Rng.of(7);
    List<Column> columns = new ArrayList<>();
    for (NumberType type : NumberType.values()) {
      Object values =
          switch (type) {
            case FLOAT32 -> floats(rng, rows);
            case FLOAT64 -> doubles(rng, rows);
            case INT64, UINT64 -> longs(rng, rows, -1L);
            case UINT32 -> longs(rng, rows, 0xFFFFFFFFL);
            default -> integers(rng, rows, type);
          };
      String name = "a_" + type.name().toLowerCase(java.util.Locale.ROOT);
      columns.add(NumberColumn.of(name, type == NumberType.FLOAT32 ? "GeV" : "", type, 1, values));
    }
    columns.add(NumberColumn.of("vector", "rad", NumberType.FLOAT32, 3, floats(rng, 3 * rows)));
    columns.add(NumberColumn.of("jet1_b-tag", "1", doubles(rng, rows)));
    String[] words = new String[rows];
    for (int i = 0; i < rows; i++) {
      words[i] = i % 7 == 3 ? "" : i == 5 ? "é".repeat(200) : "event " + rng.integer(1000, i);
    }
    columns.add(new TextColumn("word", words));
    return Table.of("every type", columns);
  }

  private static float[] floats(Rng rng, int n) {
    float[] special = {0, -0f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1e-40f};
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = i < special.length ? special[i] : (float) rng.normal(i);
    }
    return values;
  }

  private static double[] doubles(Rng rng, int n) {
    double[] special = {0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, 5e-324, 0.1};
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = i < special.length ? special[i] : rng.normal(i);
    }
    return values;
  }

  private static long[] longs(Rng rng, int n, long mask) {
    long[] special = {0, -1, Long.MIN_VALUE, Long.MAX_VALUE};
    long[] values = new long[n];
    for (int i = 0; i < n; i++) {
      values[i] = (i < special.length ? special[i] : rng.bits(i)) & mask;
    }
    return values;
  }

  private static int[] integers(Rng rng, int n, NumberType type) {
    int[] values = new int[n];
    for (int i = 0; i < n; i++) {
      int bits = i < 2 ? -i : (int) rng.bits(i);
      values[i] =
          switch (type) {
            case BOOL -> bits & 1;
            case INT8 -> (byte) bits;
            case UINT8 -> bits & 0xFF;
            case INT16 -> (short) bits;
            case UINT16 -> bits & 0xFFFF;
            default -> bits;
          };
    }
    return values;
  }

  /// All entries of a source, so many at a time.
  public static List<Table> ranges(EventSource source, List<String> columns, int count) {
    List<Table> ranges = new ArrayList<>();
    for (long at = 0; at < source.entries(); at += count) {
      int rows = (int) Math.min(count, source.entries() - at);
      ranges.add(source.read(columns, at, rows));
    }
    return ranges;
  }
}
