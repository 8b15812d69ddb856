package org.jpsi.formats.parquet;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.events.EventSource;
import org.jpsi.formats.EventWriter;
import org.jpsi.formats.Format;
import org.jpsi.formats.TreeInfo;
import org.jpsi.formats.compression.PageCompression.Codec;
import org.jspecify.annotations.Nullable;

/// Parquet (apache/parquet-format 2.12), as pandas, Arrow, Spark and DuckDB write it: columns of
/// numbers and text, lists as jagged columns, members of structs by their paths (`muon.pt`), maps
/// as the lists of their keys and values. Row groups are clusters.
///
/// Integers keep their types; decimal numbers are float64, dates and times the integers that the
/// file has, in its unit. A null is NaN, of text the empty one; integers with nulls are float64. A
/// null list is an empty one. Pages may be compressed by Snappy, gzip, LZ4_RAW and ZSTD, and have
/// all encodings of version 2; checksums are compared where there are some.
public final class ParquetFormat implements Format {
  /// For the ServiceLoader.
  public ParquetFormat() {}

  @Override
  public String name() {
    return "Parquet";
  }

  @Override
  public List<String> extensions() {
    return List.of(".parquet");
  }

  @Override
  public List<String> readExtensions() {
    return List.of(".parquet", ".parq", ".pq");
  }

  @Override
  public boolean recognizes(byte[] head) {
    return head.length >= 4
        && (Arrays.equals(head, 0, 4, ParquetFooter.MAGIC, 0, 4)
            || head[0] == 'P' && head[1] == 'A' && head[2] == 'R' && head[3] == 'E');
  }

  @Override
  public boolean readable() {
    return true;
  }

  @Override
  public List<TreeInfo> trees(Path file) {
    try (ParquetSource source = ParquetSource.open(file)) {
      ParquetFooter footer = source.footer();
      Set<String> codecs = new LinkedHashSet<>();
      footer.groups().forEach(g -> g.chunks().forEach(c -> codecs.add(c.compressionName())));
      // columns that do not get shorter are often left as they are
      codecs.remove(Codec.NONE.text());
      String compression = codecs.isEmpty() ? Codec.NONE.text() : String.join(", ", codecs);
      return List.of(
          new TreeInfo(name(file), "Parquet", "", source.entries(), compression, footer.size()));
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  @Override
  public EventSource open(Path file, @Nullable String tree) {
    if (tree != null && !tree.equals(name(file))) {
      throw InputException.at(file.toString())
          .says("a Parquet file has no trees, such as " + tree)
          .remedy("leave the tree out")
          .exception();
    }
    return ParquetSource.open(file);
  }

  @Override
  public EventWriter create(Path file, String tree) {
    return new ParquetWriter(file, tree);
  }
}
