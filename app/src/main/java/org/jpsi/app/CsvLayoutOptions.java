package org.jpsi.app;

import java.util.List;
import org.jpsi.formats.CsvLayout;
import picocli.CommandLine.Option;

/// Options of commands that read CSV files: those without a header.
final class CsvLayoutOptions {
  @Option(names = "--no-header", description = "CSV files have no header: columns are c0, c1, ...")
  private boolean noHeader;

  @Option(
      names = "--columns",
      paramLabel = "A,B,...",
      split = ",",
      description = "Names of all columns of CSV files that have no header.")
  private List<String> columns = List.of();

  CsvLayout layout() {
    return noHeader || !columns.isEmpty() ? CsvLayout.withoutHeader(columns) : CsvLayout.USUAL;
  }
}
