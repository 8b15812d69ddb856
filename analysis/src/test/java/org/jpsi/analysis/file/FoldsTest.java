package org.jpsi.analysis.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jpsi.core.errors.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The key `folds`.
class FoldsTest {
  private static AnalysisFile read(String yaml) {
    return AnalysisReader.parse("h.yaml", yaml, Path.of(""), List.of()).analysis();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          int(fabs([eventNumber]))%int([numFolds]) | int(fabs(eventNumber))%int(5)
          int(fabs([eventID]))%int([NumFolds])     | int(fabs(eventID))%int(5)
          [jet1_b-tag] + x[2]                      | `jet1_b-tag` + x[2]
          hash(run, lumi, event)                   | hash(run, lumi, event)
          """)
  void bracketsOfTmvaAreColumnsAndTheNumberOfFolds(String given, String read) {
    AnalysisFile file = read("samples: [a, b]\nfolds: {k: 5, by: '" + given + "'}");
    assertThat(file.folds()).contains(new Folds(5, Optional.of(read)));
    assertThat(read(file.toYaml()).folds()).isEqualTo(file.folds());
  }

  @Test
  void aNumberAloneDividesByEntry() {
    assertThat(read("samples: [a, b]\nfolds: 4").folds()).contains(new Folds(4, Optional.empty()));
    assertThat(read("samples: [a, b]").folds()).isEmpty();
    assertThat(read("samples: [a, b]").toYaml()).doesNotContain("folds");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {samples: [a, b], folds: 4, split: {test: 0.2}} | found `folds:` and `split:`; leave one of them out: each fold is test, validation and training part in turn
          {samples: [{files: a, part: train}, {files: b, part: test}], folds: 4} | found `folds:` and `part:` of a sample; leave one of them out: each fold is test, validation and training part in turn
          {samples: [a, b], folds: {k: 5, by: 'x +'}} | expected a number, a name or `(`
          """)
  void partsBesideFoldsAreRefused(String yaml, String message) {
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }
}
