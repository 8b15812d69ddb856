package org.jpsi.analysis.file;

import java.util.List;
import java.util.Optional;
import org.jpsi.analysis.file.ValueType.ListType;
import org.jpsi.analysis.file.ValueType.WordType;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.io.FilePattern;

/// Schema of the key `csv`: files without a header.
final class CsvSchema {
  private static final Key<CsvFiles, Boolean> HEADER =
      Key.withDefault(
          "header",
          new WordType<>(
              "whether there is a header",
              List.of(
                  new WordType.Word<>("yes", true, "The first row has the names of the columns."),
                  new WordType.Word<>(
                      "no", false, "The first row is an event; columns are `c0`, `c1`, ..."))),
          new Default.Absent<>("`no` with `columns`"),
          csv -> Optional.of(csv.header()),
          "Whether the files have a header.");

  private static final Key<CsvFiles, List<String>> COLUMNS =
      Key.withDefault(
          "columns",
          new ListType<>("a list of columns", TextType.of("a column"), false, ListType.Single.NO),
          new Default.Absent<>("`c0`, `c1`, ..."),
          csv -> Optional.of(csv.columns()).filter(columns -> !columns.isEmpty()),
          "The names of all columns, in the order of the files, with units as in `pt [GeV]`.");

  static final Key<AnalysisFile, CsvFiles> CSV =
      Key.withDefault(
          "csv",
          new ObjectType<>(List.of(HEADER, COLUMNS), List.of(), CsvSchema::of),
          new Default.ByTask<>(_ -> Optional.of(CsvFiles.USUAL), "with a header"),
          a -> Optional.of(a.csv()).filter(csv -> !csv.header()),
          "CSV files without a header, as the HIGGS set of the UCI repository: `{header: no}`, or"
              + " `{columns: [label, lepton_pT, ...]}`. Of all files of the analysis.");

  private CsvSchema() {}

  private static CsvFiles of(KeyValues<CsvFiles> values) {
    List<String> columns = values.find(COLUMNS).orElse(List.of());
    boolean header = values.find(HEADER).orElse(columns.isEmpty());
    if (header && !columns.isEmpty()) {
      throw InputException.at(values.where(COLUMNS))
          .expected("names of columns for files without a header")
          .found("`header: yes` beside them")
          .remedy("leave one of them out")
          .exception();
    }
    return new CsvFiles(header, columns);
  }

  /// Refuses the key where no file can be CSV.
  static CsvFiles required(KeyValues<AnalysisFile> values, List<Sample> samples) {
    CsvFiles csv = values.get(CSV);
    if (values.isSet(CSV) && samples.stream().noneMatch(CsvSchema::mayBeCsv)) {
      throw InputException.at(values.where(CSV))
          .expected("samples of CSV files beside it")
          .found("none")
          .remedy("leave `csv:` out")
          .exception();
    }
    return csv;
  }

  private static boolean mayBeCsv(Sample sample) {
    return switch (sample.source()) {
      case Sample.Files files ->
          files.paths().stream()
              .anyMatch(path -> {
                String name = path.substring(path.lastIndexOf('/') + 1);
                String ending = name.substring(FilePattern.stem(name).length());
                return !List.of(".root", ".npy").contains(ending);
              });
      case Sample.Generated _, Sample.Given _ -> false;
    };
  }
}
