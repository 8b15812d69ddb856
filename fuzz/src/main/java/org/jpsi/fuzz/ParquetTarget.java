package org.jpsi.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;
import org.jpsi.core.events.EventSource;
import org.jpsi.core.table.Column;
import org.jpsi.formats.Tables;

/// Parquet: schemas that do not fit their row groups, levels that do not fit their lists, pages
/// that claim what they have not, in all encodings.
final class ParquetTarget implements FuzzTarget {
  private static final int ROWS = 1 << 16;
  private static final int BLOCKS = 2;
  private static final int[] WIDTHS = {0, 4, 8, 12, 4, 8, 0, 0};
  private static final int BYTE_ARRAY = 6;
  private static final int FIXED = 7;
  private static final int GZIP = 2;
  private static final int MANY = 50_000;

  @Override
  public String name() {
    return "parquet";
  }

  @Override
  public byte[] input(Chance chance) {
    int columns = 1 + chance.below(3);
    int groups = chance.below(3);
    ParquetBytes file = new ParquetBytes();
    file.group("schema", 0, columns + wrong(chance, 0), -1);
    int[] types = new int[columns];
    int[] lengths = new int[columns];
    int[] nesting = new int[columns];
    for (int c = 0; c < columns; c++) {
      types[c] = chance.below(8);
      lengths[c] = types[c] == FIXED ? chance.of(2, 2, 5, 16, 0, 70, -1) : 0;
      nesting[c] = chance.below(4);
      schema(chance, file, types[c], lengths[c], nesting[c]);
    }
    for (int g = 0; g < groups; g++) {
      int rows = Math.min(chance.size(), 60);
      long[] starts = new long[columns];
      long[] ends = new long[columns];
      int[] codecs = new int[columns];
      for (int c = 0; c < columns; c++) {
        starts[c] = file.position();
        codecs[c] = chance.of(0, 0, 0, 1, GZIP, GZIP, 4, 5, 6, 7);
        pages(chance, file, types[c], lengths[c], nesting[c], rows, codecs[c]);
        ends[c] = file.position();
      }
      for (int c = 0; c < columns; c++) {
        file.chunk(
            types[c],
            codecs[c],
            rows + wrong(chance, 0),
            starts[c] + wrong(chance, 0),
            ends[c] - starts[c] + wrong(chance, 0),
            chance.of(-1, 0, 1));
      }
      file.endGroup(rows + wrong(chance, 0));
    }
    return file.file();
  }

  private static int wrong(Chance chance, int right) {
    return chance.oneIn(60) ? (int) chance.limit() : right;
  }

  private static void schema(Chance chance, ParquetBytes file, int type, int length, int nesting) {
    String name = chance.name();
    int meaning = chance.oneIn(3) ? chance.below(22) : type == BYTE_ARRAY ? 0 : -1;
    switch (nesting) {
      case 0 -> file.leaf(name, type, length, 0, meaning);
      case 1 -> file.leaf(name, type, length, 1, meaning);
      case 2 -> {
        file.group(name, 1, 1, 3).group("list", 2, 1 + wrong(chance, 0), -1);
        file.leaf("element", type, length, 1, meaning);
      }
      default -> file.leaf(name, type, length, 2, meaning);
    }
  }

  private static void pages(
      Chance chance, ParquetBytes file, int type, int length, int nesting, int rows, int codec) {
    int width = type == FIXED ? Math.max(length, 0) : WIDTHS[type];
    boolean dictionary = chance.oneIn(3);
    if (dictionary) {
      int size = chance.below(9);
      byte[] all = values(chance, type, width, size);
      file.dictionary(size + wrong(chance, 0), all.length, packed(chance, codec, all));
    }
    boolean second = chance.oneIn(3);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] repetitions = nesting >= 2 ? levels(chance, rows, 1) : new byte[0];
    byte[] definitions = nesting >= 1 ? levels(chance, rows, nesting == 2 ? 3 : 1) : new byte[0];
    prefixed(body, repetitions, second || nesting < 2);
    prefixed(body, definitions, second || nesting < 1);
    int levels = body.size();
    int encoding = dictionary ? 8 : chance.of(0, 0, 0, 0, 3, 4, 5, 6, 7, 9, 12);
    if (dictionary) {
      body.write(3);
      body.writeBytes(levels(chance, rows, 7));
    } else {
      body.writeBytes(
          encoding == 0 || chance.oneIn(4)
              ? values(chance, type, width, rows)
              : deltas(chance, rows));
    }
    byte[] plain = body.toByteArray();
    int claimed = plain.length + wrong(chance, 0);
    if (second) {
      byte[] tail = java.util.Arrays.copyOfRange(plain, levels, plain.length);
      ByteArrayOutputStream stored = new ByteArrayOutputStream();
      stored.write(plain, 0, levels);
      stored.writeBytes(packed(chance, codec, tail));
      file.page2(
          rows + wrong(chance, 0),
          encoding,
          claimed,
          stored.toByteArray(),
          definitions.length + wrong(chance, 0),
          repetitions.length);
    } else {
      file.page(rows + wrong(chance, 0), encoding, claimed, packed(chance, codec, plain));
    }
  }

  private static void prefixed(ByteArrayOutputStream out, byte[] levels, boolean bare) {
    if (!bare) {
      out.writeBytes(
          ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(levels.length).array());
    }
    out.writeBytes(levels);
  }

  private static byte[] levels(Chance chance, int count, int max) {
    ThriftBytes runs = new ThriftBytes();
    for (int done = 0; done < count; ) {
      int run = 1 + chance.below(count);
      runs.varint(chance.oneIn(60) ? chance.limit() : (long) run << 1);
      // the first repetition level must be 0, mostly
      runs.varint(done == 0 && chance.oneIn(2) ? 0 : chance.below(max + 1));
      done += run;
    }
    return runs.bytes();
  }

  private static byte[] values(Chance chance, int type, int width, int count) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < count; i++) {
      if (type == BYTE_ARRAY) {
        int length = chance.below(5);
        out.writeBytes(new byte[] {(byte) length, 0, 0, (byte) (chance.oneIn(200) ? 0x7F : 0)});
        out.writeBytes(new byte[length]);
      } else {
        for (int b = 0; b < width; b++) {
          out.write(chance.below(256));
        }
      }
    }
    if (type == 0) {
      out.writeBytes(new byte[(count + 7) / 8]);
    }
    return out.toByteArray();
  }

  private static byte[] deltas(Chance chance, int count) {
    ThriftBytes out = new ThriftBytes();
    for (int part = 0; part < 2; part++) {
      out.varint(chance.of(128, 128, 8, 0, 1 << 30));
      out.varint(chance.of(4, 4, 1, 0));
      out.varint(chance.oneIn(20) ? chance.limit() : count);
      out.varint(chance.below(9));
      if (count > 1) {
        out.varint(chance.below(5));
        for (int i = 0; i < 4; i++) {
          out.varint(chance.of(0, 0, 1, 2, 64, 99));
        }
        for (int i = 0; i < chance.below(40); i++) {
          out.varint(chance.below(128));
        }
      }
    }
    return out.bytes();
  }

  private static byte[] packed(Chance chance, int codec, byte[] plain) {
    return switch (codec) {
      case 1 -> {
        ThriftBytes snappy = new ThriftBytes();
        snappy.varint(plain.length);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(snappy.bytes());
        for (int at = 0; at < plain.length; at += 60) {
          int n = Math.min(60, plain.length - at);
          out.write(n - 1 << 2);
          out.write(plain, at, n);
        }
        if (chance.oneIn(10)) {
          out.writeBytes(new byte[] {(byte) chance.below(256), (byte) chance.below(256), 0, 0, 0});
        }
        yield out.toByteArray();
      }
      case GZIP -> gzip(plain);
      default -> plain;
    };
  }

  private static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /// A file of one column in one page.
  private static byte[] one(
      int type, int repetition, long rows, int codec, int encoding, long plain, byte[] body) {
    ParquetBytes file = new ParquetBytes();
    file.group("schema", 0, 1, -1).leaf("x", type, 0, repetition, type == BYTE_ARRAY ? 0 : -1);
    int start = file.position();
    file.page(rows, encoding, plain, body);
    return file.chunk(type, codec, rows, start, file.position() - start, 0).endGroup(rows).file();
  }

  private static byte[] varints(long... numbers) {
    ThriftBytes bytes = new ThriftBytes();
    for (long number : numbers) {
      bytes.varint(number);
    }
    return bytes.bytes();
  }

  @Override
  public Map<String, Supplier<byte[]>> extremes() {
    Map<String, Supplier<byte[]>> extremes = new LinkedHashMap<>();
    extremes.put(
        "2^40 rows of nothing",
        () -> new ParquetBytes().group("s", 0, 0, -1).endGroup(1L << 40).file());
    extremes.put("2^31 rows of a run", () -> run(Integer.MAX_VALUE));
    extremes.put("a million rows of a run", () -> run(1_000_000));
    extremes.put(
        "a page that claims two gigabytes",
        () -> one(1, 0, 9, GZIP, 0, Integer.MAX_VALUE - 8, gzip(new byte[36])));
    extremes.put(
        "a page of zeros, packed a thousand times",
        () -> one(1, 0, 4 << 20, GZIP, 0, 16 << 20, gzip(new byte[16 << 20])));
    extremes.put("many columns", () -> columns(false));
    extremes.put("many columns of one name", () -> columns(true));
    extremes.put("many groups in groups", ParquetTarget::deep);
    extremes.put("many row groups", ParquetTarget::rowGroups);
    extremes.put(
        "four billion elements of the schema",
        () -> new ParquetBytes().group("s", 0, 1, -1).file(1, 1L << 32, 0));
    extremes.put("texts that grow", ParquetTarget::growing);
    extremes.put(
        "two billion differences",
        () -> one(1, 0, 9, 0, 5, 8, varints(128, 4, Integer.MAX_VALUE, 0, 0, 0, 0, 0)));
    extremes.put(
        "two billion lengths",
        () -> one(BYTE_ARRAY, 0, 9, 0, 6, 12, varints(128, 4, Integer.MAX_VALUE, 0, 0, 0, 0, 0)));
    extremes.put("a header of megabytes", ParquetTarget::longHeader);
    extremes.put("many pages of nothing", ParquetTarget::emptyPages);
    return extremes;
  }

  /// One value of a dictionary, in one run.
  private static byte[] run(long rows) {
    ParquetBytes file = new ParquetBytes();
    file.group("schema", 0, 1, -1).leaf("x", 2, 0, 0, -1);
    int start = file.position();
    byte[] body = varints(1, rows << 1, 0);
    file.dictionary(1, 8, new byte[8]).page(rows, 8, body.length, body);
    return file.chunk(2, 0, rows, start, file.position() - start, 0).endGroup(rows).file();
  }

  private static byte[] columns(boolean sameName) {
    ParquetBytes file = new ParquetBytes();
    file.group("schema", 0, MANY, -1);
    for (int c = 0; c < MANY; c++) {
      file.leaf(sameName ? "x" : "x" + c, 1, 0, 0, -1);
    }
    int start = file.position();
    file.page(1, 0, 4, new byte[4]);
    for (int c = 0; c < MANY; c++) {
      file.chunk(1, 0, 1, start, file.position() - start, 0);
    }
    return file.endGroup(1).file();
  }

  private static byte[] deep() {
    ParquetBytes file = new ParquetBytes();
    for (int c = 0; c < MANY; c++) {
      file.group("g", c == 0 ? 0 : 2, 1, -1);
    }
    return file.leaf("x", 1, 0, 0, -1).endGroup(0).file();
  }

  private static byte[] rowGroups() {
    ParquetBytes file = new ParquetBytes();
    file.group("schema", 0, 1, -1).leaf("x", 1, 0, 0, -1);
    int start = file.position();
    file.page(1, 0, 4, new byte[4]);
    int length = file.position() - start;
    for (int g = 0; g < MANY; g++) {
      file.chunk(1, 0, 1, start, length, 0).endGroup(1);
    }
    return file.file();
  }

  /// Texts, each the one before and a letter more.
  private static byte[] growing() {
    int n = 128 * 400;
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    ThriftBytes prefixes = new ThriftBytes();
    prefixes.varint(128);
    prefixes.varint(4);
    prefixes.varint(n);
    prefixes.varint(0);
    for (int i = 0; i < n / 128; i++) {
      prefixes.varint(2);
      for (int m = 0; m < 4; m++) {
        prefixes.varint(0);
      }
    }
    body.writeBytes(prefixes.bytes());
    body.writeBytes(varints(128, 4, n, 2));
    for (int i = 0; i < n / 128; i++) {
      body.writeBytes(new byte[5]);
    }
    body.writeBytes(new byte[n]);
    return one(BYTE_ARRAY, 0, n, 0, 7, body.size(), body.toByteArray());
  }

  private static byte[] longHeader() {
    ParquetBytes file = new ParquetBytes();
    file.group("schema", 0, 1, -1).leaf("x", 1, 0, 0, -1);
    int start = file.position();
    ThriftBytes statistics = new ThriftBytes().text(1, "x".repeat(4 << 20));
    file.page(1, 0, 4, new byte[4], statistics);
    return file.chunk(1, 0, 1, start, file.position() - start, 0).endGroup(1).file();
  }

  private static byte[] emptyPages() {
    ParquetBytes file = new ParquetBytes();
    file.group("schema", 0, 1, -1).leaf("x", 1, 0, 0, -1);
    int start = file.position();
    for (int i = 0; i < MANY; i++) {
      file.page(0, 0, 0, new byte[0]);
    }
    file.page(1, 0, 4, new byte[4]);
    return file.chunk(1, 0, 1, start, file.position() - start, 0).endGroup(1).file();
  }

  @Override
  public long beside(byte[] input) {
    // a page of real data may unpack to a thousand times its length
    return 64L << 20;
  }

  @Override
  public void read(Path file) {
    try (EventSource source = Tables.open(file, null)) {
      List<String> names = source.columns().stream().map(Column::name).toList();
      long end = Math.min(source.entries(), (long) BLOCKS * ROWS);
      for (long at = 0; at < end; at += ROWS) {
        source.read(names, at, (int) Math.min(ROWS, end - at));
      }
    }
  }
}
