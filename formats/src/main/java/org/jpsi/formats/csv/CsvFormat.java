package org.jpsi.formats.csv;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.events.EventSource;
import org.jpsi.core.io.IoFailure;
import org.jpsi.formats.CsvLayout;
import org.jpsi.formats.EventWriter;
import org.jpsi.formats.Format;
import org.jpsi.formats.TreeInfo;
import org.jspecify.annotations.Nullable;

/// CSV format: comma-separated values with a header, in UTF-8. The separator is detected: comma,
/// semicolon, tab, `|` or runs of blanks. A header such as `m_bb [GeV]` gives the unit. Lines that
/// begin with `#` are comments; one above the first row is the header where that row is numbers. A
/// file without names is read where a {@link CsvLayout} says so. It may be packed by gzip.
///
/// A column is bool where every cell is `true` or `false` (or `T`, `F`), int64 where every cell is
/// an integer, uint64 where some are beyond int64, all up to 2^64 - 1 and none negative, float64
/// where every cell is a number or missing. An empty cell and pandas' words for missing values
/// (`NA`, `null`, `?` and others) are NaN, so that they are counted and named when somebody
/// computes with them. A comma is a decimal point where every number of the column has it and one
/// of them can be nothing else. Every other column is text, and says why where most of its cells
/// are numbers; so are integers that no type holds without rounding. The whole file decides, so all
/// chunks agree.
public final class CsvFormat implements Format {
  private final CsvLayout layout;

  /// For the ServiceLoader.
  public CsvFormat() {
    this(CsvLayout.USUAL);
  }

  private CsvFormat(CsvLayout layout) {
    this.layout = layout;
  }

  @Override
  public Format with(CsvLayout other) {
    return new CsvFormat(other);
  }

  @Override
  public String name() {
    return "CSV";
  }

  @Override
  public List<String> extensions() {
    return List.of(".csv", ".tsv");
  }

  @Override
  public List<String> readExtensions() {
    return List.of(".csv", ".tsv", ".csv.gz", ".tsv.gz", ".txt", ".dat");
  }

  @Override
  public boolean recognizes(byte[] head) {
    // any text may be CSV: only the ending tells
    return false;
  }

  @Override
  public boolean readable() {
    return true;
  }

  @Override
  public List<TreeInfo> trees(Path file) {
    try (EventSource source = open(file, null)) {
      String name = String.valueOf(file.getFileName());
      return List.of(new TreeInfo(name, "CSV", "", source.entries(), "none", Files.size(file)));
    } catch (IOException e) {
      throw IoFailure.reading(file.toString(), e);
    }
  }

  @Override
  public EventSource open(Path file, @Nullable String tree) {
    if (tree != null && !tree.equals(String.valueOf(file.getFileName()))) {
      throw InputException.at(file.toString())
          .says("a CSV file has no trees, such as " + tree)
          .remedy("leave the tree out")
          .exception();
    }
    return new CsvSource(file, layout);
  }

  @Override
  public EventWriter create(Path file, String tree) {
    boolean tabs = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".tsv");
    return new CsvWriter(file, tabs ? '\t' : ',');
  }
}
