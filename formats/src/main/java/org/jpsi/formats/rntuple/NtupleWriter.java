package org.jpsi.formats.rntuple;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.Table;
import org.jpsi.formats.EventWriter;
import org.jpsi.formats.compression.RootCompression;
import org.jpsi.formats.rntuple.PageWriter.PageLocations;

/// Writer of an RNTuple: pages as they are full, clusters of some megabytes, and at last the page
/// list, the footer and the anchor. The file does not depend on the chunks.
public final class NtupleWriter implements EventWriter {
  // Entries after which full pages are written, and a large cluster ends.
  private static final int GRID = 1024;
  private static final long CLUSTER_BYTES = 32L << 20;
  // of the current pages of all columns
  private static final long PAGES_BYTES = 128L << 20;
  private static final int MIN_ELEMENTS = 1024;
  private static final int MAX_ELEMENTS = 32768;
  private static final int MAX_KEY = 0x40000000;

  private final NtupleOutput file;
  private final String name;
  private final List<FieldWriter> top = new ArrayList<>();
  private final List<FieldWriter> fields = new ArrayList<>();
  private final List<PageWriter> columns = new ArrayList<>();
  private final List<List<PageLocations>> clusters = new ArrayList<>();
  private final List<Long> firsts = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private List<String> types = List.of();
  private long headerChecksum;
  private Stored header = new Stored(0, 0, 0);
  private boolean begun;
  private long entries;
  private long clusterBytes;

  /// An envelope in the file.
  private record Stored(long seek, int bytes, int length) {}

  /// @param name of the RNTuple, changed where the format does not allow it
  public NtupleWriter(NtupleOutput file, String name) {
    this.file = file;
    this.name = FieldNames.of(List.of(name)).getFirst();
  }

  @Override
  public void write(Table chunk) {
    List<Column> all = chunk.columns();
    List<String> now = all.stream().map(c -> c.name() + " " + c.typeName()).toList();
    if (!begun) {
      types = now;
      begin(all);
    } else if (!types.equals(now)) {
      throw new IllegalArgumentException(
          file.file() + ": a chunk with other columns than the first");
    }
    int done = 0;
    while (done < chunk.rows()) {
      int n = (int) Math.min(chunk.rows() - done, GRID - entries % GRID);
      for (int c = 0; c < all.size(); c++) {
        top.get(c).add(all.get(c), done, done + n);
      }
      done += n;
      entries += n;
      if (entries % GRID == 0) {
        columns.forEach(PageWriter::store);
        if (bytes() - clusterBytes >= CLUSTER_BYTES) {
          endCluster();
        }
      }
    }
  }

  private long bytes() {
    return columns.stream().mapToLong(PageWriter::bytes).sum();
  }

  private void begin(List<Column> all) {
    begun = true;
    List<String> names = all.stream().map(Column::name).toList();
    List<String> allowed = FieldNames.of(names);
    for (int c = 0; c < names.size(); c++) {
      if (!names.get(c).equals(allowed.get(c))) {
        notes.add(
            names.get(c)
                + " is written as "
                + allowed.get(c)
                + ": names in an RNTuple have no . / \\ and no space");
      }
      top.add(FieldWriter.of(allowed.get(c), all.get(c)));
    }
    fields.addAll(top);
    for (int i = 0; i < fields.size(); i++) {
      FieldWriter item = fields.get(i).item();
      if (item != null) {
        fields.add(item);
      }
    }
    int elements =
        Math.clamp(PAGES_BYTES / 8 / Math.max(1, fields.size()), MIN_ELEMENTS, MAX_ELEMENTS);
    for (int i = 0; i < fields.size(); i++) {
      fields.get(i).begin(i, parent(i), file, elements);
      columns.addAll(fields.get(i).columns());
    }
    firsts.add(0L);
    writeHeader();
  }

  /// The number of the field around one.
  private int parent(int number) {
    for (int i = 0; i < number; i++) {
      if (fields.get(i).item() == fields.get(number)) {
        return i;
      }
    }
    return FieldWriter.TOP;
  }

  private void writeHeader() {
    EnvelopeOutput out = EnvelopeOutput.of(EnvelopeInput.HEADER);
    out.i64(0).string(name).string("").string("Jpsi");
    int list = out.list(fields.size());
    fields.forEach(field -> field.describe(out));
    out.endList(list);
    list = out.list(columns.size());
    columns.forEach(column -> column.describe(out));
    out.endList(list);
    // no alias columns, no extra type information
    out.endList(out.list(0));
    out.endList(out.list(0));
    headerChecksum = out.finish();
    header = store(out);
  }

  private Stored store(EnvelopeOutput out) {
    byte[] plain = out.bytes();
    byte[] packed = RootCompression.compress(plain, plain.length);
    byte[] stored = packed.length > 0 ? packed : plain;
    return new Stored(file.append(stored, stored.length), stored.length, plain.length);
  }

  private void endCluster() {
    clusters.add(columns.stream().map(PageWriter::endCluster).toList());
    firsts.add(entries);
    clusterBytes = bytes();
    top.forEach(FieldWriter::beginCluster);
  }

  @Override
  public void finish() {
    if (!begun) {
      begin(List.of());
    }
    if (entries > firsts.getLast()) {
      endCluster();
    }
    EnvelopeOutput out = EnvelopeOutput.of(EnvelopeInput.FOOTER);
    out.i64(0).i64(headerChecksum);
    // the schema is not extended
    int extension = out.record();
    for (int i = 0; i < 4; i++) {
      out.endList(out.list(0));
    }
    out.endRecord(extension);
    int groups = out.list(clusters.isEmpty() ? 0 : 1);
    if (!clusters.isEmpty()) {
      Stored pages = pageList();
      int group = out.record();
      out.i64(0).i64(entries).i32(clusters.size());
      out.i64(pages.length).locator(pages.bytes, pages.seek);
      out.endRecord(group);
    }
    out.endList(groups);
    out.finish();
    Stored footer = store(out);
    file.finish(name, anchor(footer));
  }

  private Stored pageList() {
    EnvelopeOutput out = EnvelopeOutput.of(EnvelopeInput.PAGE_LIST);
    out.i64(headerChecksum);
    int summaries = out.list(clusters.size());
    for (int i = 0; i < clusters.size(); i++) {
      int summary = out.record();
      out.i64(firsts.get(i)).i64(firsts.get(i + 1) - firsts.get(i));
      out.endRecord(summary);
    }
    out.endList(summaries);
    int all = out.list(clusters.size());
    for (List<PageLocations> cluster : clusters) {
      int list = out.list(cluster.size());
      cluster.forEach(column -> column.write(out));
      out.endList(list);
    }
    out.endList(all);
    out.finish();
    return store(out);
  }

  /// The object in the directory, big-endian: class ROOT::RNTuple, version 2, of format 1.0.0.
  private byte[] anchor(Stored footer) {
    ByteBuffer fields = ByteBuffer.allocate(64);
    fields.putShort((short) 1).putShort((short) 0).putShort((short) 0).putShort((short) 0);
    for (Stored envelope : List.of(header, footer)) {
      fields.putLong(envelope.seek).putLong(envelope.bytes).putLong(envelope.length);
    }
    fields.putLong(MAX_KEY);
    ByteBuffer whole = ByteBuffer.allocate(78);
    whole.putInt(66 | 0x40000000).putShort((short) 2).put(fields.array());
    return whole.putLong(Xxh3.hash64(fields.array(), 0, 64)).array();
  }

  @Override
  public List<String> notes() {
    return List.copyOf(notes);
  }

  @Override
  public void close() {
    file.close();
  }
}
