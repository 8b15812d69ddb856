package org.jpsi.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.Table;
import org.jpsi.formats.CsvLayout;
import org.jpsi.formats.Tables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Analyses of CSV files without a header.
class CsvHeaderRunTest {
  @TempDir Path dir;

  private Path events(String name, String header) throws IOException {
    Rng rng = Rng.of(3);
    StringBuilder text = new StringBuilder(header);
    for (int i = 0; i < 600; i++) {
      text.append(
          String.format(
              Locale.ROOT,
              "%d.0,%.4f,%.4f%n",
              i % 2,
              rng.normal(2L * i) + i % 2,
              rng.normal(2L * i + 1)));
    }
    return Files.writeString(dir.resolve(name), text.toString().replace("\r", ""));
  }

  private Path train(String name, String keys) throws IOException {
    Path file = dir.resolve(name + ".yaml");
    Files.writeString(file, keys + Toy.QUICK + "reference: false\nimportance: false\n");
    Path run = dir.resolve("run-" + name);
    Toy.train(file, run);
    return run;
  }

  private static double[] scores(Path file) {
    return Tables.read(file, null).numbers("score").toDoubles();
  }

  @Test
  void aFileWithoutNamesIsTrainedAndScoredAsOneWithThem() throws IOException {
    events("named.csv", "label,pt [GeV],eta\n");
    Path bare = events("bare.csv", "");
    String analysis = "label: \"label > 0.5 ? \\\"s\\\" : \\\"b\\\"\"\nsignal: s\n";
    Path named = train("named", "samples: [named.csv]\n" + analysis);
    Path given =
        train("bare", "samples: [bare.csv]\ncsv: {columns: [label, 'pt [GeV]', eta]}\n" + analysis);
    assertThat(Files.readAllBytes(given.resolve("scores.csv")))
        .isEqualTo(Files.readAllBytes(named.resolve("scores.csv")));
    assertThat(Files.readString(given.resolve("analysis.yaml")))
        .contains("csv: {header: no, columns: [label, \"pt [GeV]\", eta]}");
    Path out = dir.resolve("scored.csv");
    ApplyService.run(
        new ApplyService.ApplyRequest(
            given,
            List.of(bare),
            null,
            out,
            1,
            false,
            CsvLayout.withoutHeader(List.of("label", "pt [GeV]", "eta")),
            Optional.empty()),
        ProgressListener.SILENT);
    Path other = dir.resolve("others.csv");
    ApplyService.run(
        new ApplyService.ApplyRequest(
            named, List.of(dir.resolve("named.csv")), null, other, 1, false),
        ProgressListener.SILENT);
    assertThat(scores(out)).hasSize(600).isEqualTo(scores(other));
  }

  @Test
  void columnsWithoutNamesAreNumbered() throws IOException {
    events("bare.csv", "");
    Path run =
        train(
            "bare",
            "samples: [bare.csv]\ncsv: {header: no}\nspectators: c0\n"
                + "label: \"c0 > 0.5 ? \\\"s\\\" : \\\"b\\\"\"\nsignal: s\nfeatures: [c1, c2]\n");
    Table kept = Tables.read(run.resolve("scores.csv"), null);
    assertThat(kept.names()).contains("c0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "csv: {header: yes, columns: [a]}|expected names of columns for files without a header",
        "csv: {header: maybe}|expected whether there is a header",
        "csv: {colums: [a]}|did you mean columns",
        "csv: {columns: []}|expected a list of columns",
        "csv: {header: no, columns: [a, b]}|expected as many values as there are names of columns",
      })
  void wrongKeysAreRefused(String key, String message) throws IOException {
    events("bare.csv", "");
    assertThatThrownBy(() -> train("wrong", "samples: [bare.csv]\ntarget: a\n" + key + "\n"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void withoutFilesThatMayBeCsvTheKeyIsRefused() {
    assertThatThrownBy(
            () -> train("root", "samples: [{generate: higgs, events: 100}]\ncsv: {header: no}\n"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected samples of CSV files beside it");
  }
}
