package org.jpsi.fuzz;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jpsi.core.events.EventSource;
import org.jpsi.core.table.Column;
import org.jpsi.formats.Tables;
import org.jpsi.formats.TreeInfo;
import org.jpsi.formats.rntuple.Xxh3;

/// RNTuple in a ROOT file: fields in fields, columns of all types, frames and locators that say
/// something else than what is there, clusters and pages in any number.
final class RNTupleTarget implements FuzzTarget {
  private static final int ENTRIES = 1000;
  private static final int FIELDS = 64;
  private static final int HEADER = 1;
  private static final int FOOTER = 2;
  private static final int PAGE_LIST = 3;

  @Override
  public String name() {
    return "rntuple";
  }

  @Override
  public byte[] input(Chance chance) {
    return new Maker(chance).file();
  }

  /// One file. What it says is right, but for one number in a hundred.
  private static final class Maker {
    private final Chance chance;
    private final boolean strict;
    private final int entries;
    private final RNTupleFields fields;

    Maker(Chance chance) {
      this.chance = chance;
      this.strict = chance.oneIn(3);
      this.entries = chance.size();
      this.fields = new RNTupleFields(chance, strict, entries);
    }

    private long number(long right) {
      return strict || !chance.oneIn(100) ? right : chance.oneIn(2) ? chance.limit() : right + 1;
    }

    private void close(EnvelopeBytes out, int start, boolean list) {
      out.close(start, list, number(0));
    }

    byte[] file() {
      int clusters = 1 + (chance.oneIn(4) ? chance.size() % 50 : 0);
      int late = chance.oneIn(6) ? chance.below(fields.columns().size() + 1) : -1;
      byte[] header = header(late);
      long checksum = Xxh3.hash64(header, 0, header.length - 8);
      return RNTupleTarget.file(
          header,
          out -> {
            List<long[]> pages = new ArrayList<>();
            for (RNTupleFields.Column column : fields.columns()) {
              pages.add(new long[] {out.at(), column.elements().page().length});
              byte[] page = column.elements().page();
              out.raw(page);
              if (chance.oneIn(2)) {
                out.number(8, Long.reverseBytes(Xxh3.hash64(page, 0, page.length)));
              }
            }
            byte[] list = list(checksum, clusters, pages);
            boolean packed = chance.oneIn(4);
            byte[] stored = packed ? RootBytes.zlib(list) : list;
            int seek = out.at();
            out.raw(stored);
            return footer(checksum, clusters, list.length, stored.length, seek, late);
          });
    }

    private byte[] header(int late) {
      EnvelopeBytes out = new EnvelopeBytes((int) number(HEADER));
      out.number(8, number(0)).text(chance.oneIn(9) ? chance.name() : "nt").text("").text("fuzz");
      schema(out, 0, late < 0 ? fields.columns().size() : late, true);
      return out.bytes();
    }

    /// @param to the last column but one
    private void schema(EnvelopeBytes out, int from, int to, boolean withFields) {
      int list = out.list(number(withFields ? fields.fields().size() : 0));
      if (withFields) {
        for (RNTupleFields.Field field : fields.fields()) {
          int start = out.record();
          out.number(4, 0).number(4, 0).number(4, field.parent());
          out.number(2, field.role()).number(2, field.flags());
          out.text(field.name()).text(field.type()).text("").text(chance.oneIn(9) ? "a [GeV]" : "");
          if ((field.flags() & 1) != 0) {
            out.number(8, field.length());
          }
          close(out, start, false);
        }
      }
      close(out, list, true);
      list = out.list(number(to - from));
      for (RNTupleFields.Column column : fields.columns().subList(from, to)) {
        int start = out.record();
        boolean deferred = !withFields || !strict && chance.oneIn(50);
        int flags = (column.type() == 29 ? 2 : 0) | (deferred ? 1 : 0);
        out.number(2, column.type()).number(2, column.bits()).number(4, column.field());
        out.number(2, flags).number(2, number(0));
        if (deferred) {
          out.number(8, number(chance.below(entries + 1)));
        }
        if (column.type() == 29) {
          out.number(8, Double.doubleToLongBits(-1)).number(8, Double.doubleToLongBits(1));
        }
        close(out, start, false);
      }
      close(out, list, true);
      int aliases = !strict && chance.oneIn(20) ? chance.below(4) : 0;
      list = out.list(number(aliases));
      for (int i = 0; i < aliases; i++) {
        int start = out.record();
        out.number(4, chance.below(10)).number(4, chance.below(10));
        close(out, start, false);
      }
      close(out, list, true);
      close(out, out.list(0), true);
    }

    private byte[] list(long checksum, int clusters, List<long[]> pages) {
      EnvelopeBytes out = new EnvelopeBytes((int) number(PAGE_LIST));
      out.number(8, number(checksum));
      int summaries = out.list(number(clusters));
      for (int i = 0; i < clusters; i++) {
        int start = out.record();
        out.number(8, number((long) i * entries)).number(8, number(entries));
        close(out, start, false);
      }
      close(out, summaries, true);
      int outer = out.list(number(clusters));
      for (int i = 0; i < clusters; i++) {
        int columns = out.list(number(pages.size()));
        for (int c = 0; c < pages.size(); c++) {
          int count = fields.columns().get(c).elements().count();
          int inner = out.list(number(1));
          out.number(4, number(count)).number(4, number(pages.get(c)[1]));
          out.number(8, number(pages.get(c)[0])).number(8, number(0)).number(4, 0);
          close(out, inner, true);
        }
        close(out, columns, true);
      }
      close(out, outer, true);
      return out.bytes();
    }

    private byte[] footer(long checksum, int clusters, int length, int stored, int seek, int late) {
      EnvelopeBytes out = new EnvelopeBytes((int) number(FOOTER));
      out.number(8, number(0)).number(8, number(checksum));
      int extension = out.record();
      if (late >= 0) {
        schema(out, late, fields.columns().size(), false);
      }
      close(out, extension, false);
      int groups = out.list(number(1));
      int start = out.record();
      out.number(8, number(0)).number(8, number((long) clusters * entries));
      out.number(4, number(clusters)).number(8, number(length));
      if (chance.oneIn(10)) {
        // a large locator
        out.number(4, 0xFF000014L).number(8, number(stored)).number(8, number(seek));
      } else {
        out.number(4, number(stored)).number(8, number(seek));
      }
      close(out, start, false);
      close(out, groups, true);
      return out.bytes();
    }
  }

  /// Writes pages and page lists.
  private interface Body {
    /// @return the footer
    byte[] write(RootBytes out);
  }

  /// A ROOT file around an RNTuple.
  private static byte[] file(byte[] header, Body body) {
    RootBytes out = new RootBytes();
    int directory = RootTarget.head(out);
    int headerSeek = out.at();
    out.raw(header);
    byte[] footer = body.write(out);
    int footerSeek = out.at();
    out.raw(footer);
    int seek = out.begin("ROOT::RNTuple", "nt");
    anchor(out, header.length, headerSeek, footer.length, footerSeek);
    int length = out.end(false);
    int plain = out.objectBytes();
    int keys = out.begin("TFile", "f");
    out.number(4, 1).key(length, plain, seek, "ROOT::RNTuple", "nt");
    out.set(directory + 10, out.end(false)).set(directory + 26, keys);
    return out.set(12, out.at()).bytes();
  }

  private static void anchor(
      RootBytes out, int header, int headerSeek, int footer, int footerSeek) {
    ByteBuffer fields = ByteBuffer.allocate(64);
    fields.putShort((short) 1).putShort((short) 0).putShort((short) 0).putShort((short) 0);
    fields.putLong(headerSeek).putLong(header).putLong(header);
    fields.putLong(footerSeek).putLong(footer).putLong(footer).putLong(1 << 30);
    out.number(4, 0x40000000L | 66).number(2, 2).raw(fields.array());
    out.number(8, Xxh3.hash64(fields.array(), 0, 64));
  }

  /// Seals the anchor, the header, and what repeats its checksum: footer, and page lists that are
  /// plain.
  @Override
  public byte[] sealed(byte[] input) {
    byte[] file = input.clone();
    int anchor = anchorFields(file);
    if (anchor < 0) {
      return file;
    }
    ByteBuffer b = ByteBuffer.wrap(file);
    long checksum = 0;
    for (int at : new int[] {anchor + 8, anchor + 32}) {
      long seek = b.getLong(at);
      long length = b.getLong(at + 8);
      if (seek >= 0 && length >= 32 && length <= file.length && seek <= file.length - length) {
        int from = (int) seek;
        if (at > anchor + 8) {
          b.putLong(from + 16, Long.reverseBytes(checksum));
        }
        EnvelopeBytes.seal(file, from, (int) length);
        checksum = Long.reverseBytes(b.getLong(from + (int) length - 8));
        if (at == anchor + 8) {
          sealLists(file, checksum);
        }
      }
    }
    b.putLong(anchor + 64, Xxh3.hash64(file, anchor, 64));
    return file;
  }

  private static void sealLists(byte[] file, long headerChecksum) {
    ByteBuffer b = ByteBuffer.wrap(file);
    for (int i = 0; i + 24 < file.length; i++) {
      long head = file[i] == PAGE_LIST && file[i + 1] == 0 ? Long.reverseBytes(b.getLong(i)) : 0;
      if (head >>> 16 >= 24 && head >>> 16 <= file.length - i) {
        b.putLong(i + 8, Long.reverseBytes(headerChecksum));
        EnvelopeBytes.seal(file, i, (int) (head >>> 16));
      }
    }
  }

  private static int anchorFields(byte[] file) {
    for (int i = 0; i + 80 < file.length; i++) {
      if (file[i] == 0x40 && file[i + 3] == 66 && file[i + 5] == 2 && file[i + 7] == 1) {
        return i + 6;
      }
    }
    return -1;
  }

  private static byte[] header(Consumer<EnvelopeBytes> schema) {
    EnvelopeBytes out = new EnvelopeBytes(HEADER);
    out.number(8, 0).text("nt").text("").text("fuzz");
    schema.accept(out);
    return out.bytes();
  }

  private static void field(EnvelopeBytes out, int parent, int role, int flags, String name) {
    int start = out.record();
    out.number(4, 0).number(4, 0).number(4, parent).number(2, role).number(2, flags);
    out.text(name).text("float").text("").text("");
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
    return file(header, _ -> footer(header, 0, 0));
  }

  private static byte[] footer(byte[] header, int groups, long entries) {
    EnvelopeBytes out = new EnvelopeBytes(FOOTER);
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

  @Override
  public Map<String, Supplier<byte[]>> extremes() {
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
            return file(header, _ -> footer(header, 100_000, entries));
          });
    }
    return extremes;
  }

  @Override
  public long beside(byte[] input) {
    // it is opened twice, for its listing and for its events
    return FuzzRunner.allowance(input.length);
  }

  @Override
  public void read(Path file) {
    for (TreeInfo tree : Tables.trees(file)) {
      try (EventSource source = Tables.open(file, tree.name())) {
        List<String> names = source.columns().stream().map(Column::name).limit(FIELDS).toList();
        source.clusters();
        source.read(names, 0, (int) Math.min(ENTRIES, source.entries()));
      }
    }
  }
}
