package org.jpsi.fuzz;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jpsi.formats.rntuple.Xxh3;

/// RNTuples at the limits of the format, and such as once broke its reader.
final class RNTupleExtremes {
  private static final int EVENTS = 1000;

  private RNTupleExtremes() {}

  private static byte[] header(Consumer<EnvelopeBytes> schema) {
    EnvelopeBytes out = new EnvelopeBytes(RNTupleTarget.HEADER);
    out.number(8, 0).text("nt").text("").text("fuzz");
    schema.accept(out);
    return out.bytes();
  }

  private static void field(EnvelopeBytes out, int parent, int role, int flags, String name) {
    field(out, parent, role, flags, "float", name);
  }

  private static void field(
      EnvelopeBytes out, int parent, int role, int flags, String type, String name) {
    int start = out.record();
    out.number(4, 0).number(4, 0).number(4, parent).number(2, role).number(2, flags);
    out.text(name).text(type).text("").text("");
    if ((flags & 1) != 0) {
      out.number(8, 1 << 20);
    }
    out.close(start, false);
  }

  private static void none(EnvelopeBytes out, int lists) {
    for (int i = 0; i < lists; i++) {
      out.close(out.list(0), true);
    }
  }

  /// A file of these fields, and no events.
  private static byte[] fields(int count, Consumer<EnvelopeBytes> fields) {
    byte[] header =
        header(out -> {
          int list = out.list(count);
          fields.accept(out);
          out.close(list, true);
          none(out, 3);
        });
    return RNTupleTarget.file(header, _ -> footer(header, 0, 0));
  }

  private static byte[] footer(byte[] header, int groups, long entries) {
    EnvelopeBytes out = new EnvelopeBytes(RNTupleTarget.FOOTER);
    out.number(8, 0).number(8, Xxh3.hash64(header, 0, header.length - 8));
    out.close(out.record(), false);
    int list = out.list(groups);
    for (int i = 0; i < groups; i++) {
      int start = out.record();
      out.number(8, i * entries).number(8, entries).number(4, 1);
      out.number(8, 1000).number(4, 100).number(8, 100).close(start, false);
    }
    return out.close(list, true).bytes();
  }

  static Map<String, Supplier<byte[]>> all() {
    Map<String, Supplier<byte[]>> extremes = new LinkedHashMap<>();
    extremes.put(
        "ten thousand fields in one another",
        () ->
            fields(
                10_000,
                out -> {
                  for (int i = 0; i < 10_000; i++) {
                    field(out, Math.max(0, i - 1), 2, 0, "x".repeat(100));
                  }
                }));
    extremes.put(
        "arrays of arrays",
        () ->
            fields(
                1000,
                out -> {
                  for (int i = 0; i < 1000; i++) {
                    field(out, Math.max(0, i - 1), 0, 1, "a");
                  }
                }));
    extremes.put(
        "one name a hundred thousand times",
        () ->
            fields(
                100_000,
                out -> {
                  for (int i = 0; i < 100_000; i++) {
                    field(out, i, 0, 0, "b");
                  }
                }));
    extremes.put("a long name", () -> fields(1, out -> field(out, 0, 0, 0, "n".repeat(5_000_000))));
    extremes.put("four billion fields", () -> fields(-1, out -> field(out, 0, 0, 0, "a")));
    extremes.put(
        "a field within itself",
        () ->
            fields(
                2,
                out -> {
                  field(out, 1, 2, 0, "a");
                  field(out, 0, 2, 0, "b");
                }));
    for (long entries : new long[] {0, 1, 1L << 40, Long.MAX_VALUE / 3}) {
      extremes.put(
          "100,000 cluster groups of " + entries + " entries",
          () -> {
            byte[] header = header(out -> none(out, 4));
            return RNTupleTarget.file(header, _ -> footer(header, 100_000, entries));
          });
    }
    extremes.put("half a billion items in a list of lists", () -> lists(0));
    extremes.put("late columns of a million zeros each time", () -> lists(20));
    return extremes;
  }

  /// An event with a list of half a billion lists, of which none is there; and late columns.
  private static byte[] lists(int late) {
    byte[] header =
        header(out -> {
          int fields = out.list(2 + 2 * late);
          field(out, 0, 1, 0, "v");
          field(out, 0, 0, 0, "ROOT::RNTupleCardinality<std::uint32_t>", "_0");
          for (int i = 0; i < late; i++) {
            field(out, 2 + 2 * i, 0, 1, "late" + i);
            field(out, 2 + 2 * i, 0, 0, "_0");
          }
          out.close(fields, true);
          int columns = out.list(2 + late);
          column(out, 14, 0, 0);
          column(out, 14, 1, 0);
          for (int i = 0; i < late; i++) {
            column(out, 12, 3 + 2 * i, 1);
          }
          out.close(columns, true);
          none(out, 2);
        });
    return RNTupleTarget.file(
        header,
        out -> {
          int page = out.at();
          for (int i = 0; i < EVENTS; i++) {
            out.number(4, Integer.reverseBytes(500_000_000));
          }
          int seek = out.at();
          byte[] list = list(header, page);
          out.raw(list);
          return footer(header, list.length, seek);
        });
  }

  private static void column(EnvelopeBytes out, int type, int field, int deferred) {
    int start = out.record();
    out.number(2, type).number(2, 32).number(4, field).number(2, deferred).number(2, 0);
    if (deferred != 0) {
      out.number(8, 1 << 30);
    }
    out.close(start, false);
  }

  private static byte[] list(byte[] header, int page) {
    EnvelopeBytes out = new EnvelopeBytes(RNTupleTarget.PAGE_LIST);
    out.number(8, Xxh3.hash64(header, 0, header.length - 8));
    int summaries = out.list(1);
    int start = out.record();
    out.number(8, 0).number(8, EVENTS).close(start, false).close(summaries, true);
    int clusters = out.list(1);
    int columns = out.list(2);
    for (int elements : new int[] {EVENTS, 500_000_000}) {
      int pages = out.list(1);
      out.number(4, elements).number(4, 4 * EVENTS).number(8, page).number(8, 0).number(4, 0);
      out.close(pages, true);
    }
    return out.close(columns, true).close(clusters, true).bytes();
  }

  private static byte[] footer(byte[] header, int length, int seek) {
    EnvelopeBytes out = new EnvelopeBytes(RNTupleTarget.FOOTER);
    out.number(8, 0).number(8, Xxh3.hash64(header, 0, header.length - 8));
    out.close(out.record(), false);
    int list = out.list(1);
    int start = out.record();
    out.number(8, 0).number(8, EVENTS).number(4, 1).number(8, length);
    out.number(4, length).number(8, seek).close(start, false);
    return out.close(list, true).bytes();
  }
}
