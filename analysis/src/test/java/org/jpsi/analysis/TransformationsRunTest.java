package org.jpsi.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.data.Preprocessing;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.model.Model;
import org.jpsi.core.model.ModelFile;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.formats.Tables;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Linear transformations of groups of features in a run (`transformations`).
class TransformationsRunTest {
  private static final String YAML =
      """
      samples: [{files: both.root}]
      label: "kind == 1 ? 'sig' : 'bkg'"
      signal: sig
      weight: abs(w)
      reference: false
      """;
  private static final String FEATURES = "features: [x, y, \"array[0]\", \"array[1]\"]\n";

  @TempDir Path folder;

  private final List<String> notes = new ArrayList<>();
  private Path events = Path.of("");

  @BeforeEach
  void write() {
    events = Toy.write(folder.resolve("both.root"), "t", Toy.mixed(900, 5));
  }

  private Path train(String name, String yaml) {
    return TrainService.run(
            Toy.request(Toy.analysis(folder, YAML + yaml), folder.resolve(name)), Toy.noting(notes))
        .folder();
  }

  private static Preprocessing preprocessing(Path run) {
    Model model = ModelFile.read(run.resolve("model.safetensors"));
    return model.folds().isEmpty()
        ? model.preprocessing()
        : model.folds().getFirst().preprocessing();
  }

  private double[] applied(Path run) {
    Path out = folder.resolve("scores-" + run.getFileName() + ".root");
    return Runs.values(
        Tables.read(Toy.apply(run.resolve("model.safetensors"), out, events), null), "score");
  }

  /// The scores of all events, by the model file.
  private double[] requireSameScores(Path run) {
    Table tested = Runs.scores(run);
    double[] all = applied(run);
    double[] score = Runs.values(tested, "score");
    for (int i = 0; i < score.length; i++) {
      assertThat(all[(int) tested.numbers("entry").value(i)]).isEqualTo(score[i]);
    }
    return all;
  }

  @ParameterizedTest
  @CsvSource({
    "pca,''",
    "whitened-pca,'folds: 3\n'",
    "decorrelate,'folds: {k: 3, by: eventNumber}\n'"
  })
  void theModelAppliesThemAsTheTrainingDid(String how, String folds) {
    Path run =
        train(
            "run",
            FEATURES
                + ("transformations: {of: [x, \"array[1]\", y], how: " + how + "}\n")
                + Toy.QUICK
                + folds);
    Preprocessing preprocessing = preprocessing(run);
    assertThat(preprocessing.transformations()).hasSize(1);
    assertThat(preprocessing.transformations().getFirst().kind().id()).isEqualTo(how);
    assertThat(preprocessing.transformations().getFirst().features()).containsExactly(0, 3, 1);
    var unused = requireSameScores(run);
    JsonNode importance = Runs.metrics(run).path("importance");
    if (folds.isEmpty()) {
      String group =
          importance
              .path("permuted")
              .valueStream()
              .map(one -> one.path("features").toString())
              .filter(names -> names.contains("x"))
              .findFirst()
              .orElseThrow();
      assertThat(group).contains("\"x\"", "\"y\"", "\"array[1]\"").doesNotContain("array[0]");
    } else {
      // of folds the features themselves are shuffled, and each fold transforms them as it does
      assertThat(importance.path("value").asDouble())
          .isCloseTo(Runs.figure(run, "test", "auc"), within(1e-5));
    }
  }

  @Test
  void trainingEventsHaveUncorrelatedInputs() {
    train(
        "run",
        FEATURES
            + "preprocessing: standardize\n"
            + "transformations: [{of: [x, y], how: whitened-pca}, {of: [\"array[0]\","
            + " \"array[1]\"], how: decorrelate}]\n"
            + Toy.QUICK);
    Path run = folder.resolve("run");
    Preprocessing preprocessing = preprocessing(run);
    assertThat(preprocessing.inputNames())
        .containsExactly(
            "pca1(x, y)", "pca2(x, y)", "decorrelated(array[0])", "decorrelated(array[1])");
    float[] inputs = preprocessing.apply(Tables.read(events, "t"));
    int n = inputs.length / 4;
    for (int j = 0; j < 4; j++) {
      double[] sums = new double[4];
      for (int i = 0; i < n; i++) {
        for (int k = 0; k < 4; k++) {
          sums[k] += inputs[i * 4 + j] * inputs[i * 4 + k] / n;
        }
      }
      // fitted to the training part, by training weights
      assertThat(sums[j]).isCloseTo(1, within(0.15));
      assertThat(sums[j ^ 1]).isCloseTo(0, within(0.12));
    }
  }

  @Test
  void missingValuesAreSaidAndScored() {
    Table table = Tables.read(events, "t");
    double[] x = Runs.values(table, "x");
    for (int i = 0; i < x.length; i += 7) {
      x[i] = Double.NaN;
    }
    Toy.write(events, "t", Toy.with(table, NumberColumn.of("x", "", x)));
    Path run =
        train(
            "run",
            FEATURES
                + "transformations: {of: [x, y]}\nmembers: 2\nmodel: network\n"
                + "importance: {retrain: true}\n"
                + "training: {epochs: 2}\n");
    assertThat(notes)
        .anyMatch(note ->
            note.matches("pca of x, y: \\d+ training events lack a value of them, which.*"));
    for (double score : requireSameScores(run)) {
      assertThat(score).isBetween(0.0, 1.0);
    }
  }

  @Test
  void whatCannotBeTransformedIsRefused() {
    refused("{of: [x]}", "expected two features or more in a group, found x");
    refused("{how: pca}", "of");
    refused("[{of: [x, y]}, {of: [y, \"array[0]\"]}]", "found y twice");
    refused("{of: [x, x]}", "found x twice");
    refused("{of: [x, yy]}", "expected features of the model, found yy; did you mean y");
    refused("{of: [x, y], how: pac}", "did you mean pca?");
    refused("{of: [x, y], whiten: true}", "expected one of the keys of, how");
    assertThatThrownBy(
            () -> train("r", FEATURES + "cuts: true\ntransformations: {of: [x, y]}\n" + Toy.QUICK))
        .hasMessageContaining("`transformations:` without `cuts:`");
    assertThatThrownBy(() ->
            train(
                "r",
                "features: [x, y, x + y]\npreprocessing: standardize\n"
                    + "transformations: {of: [x, y, x + y], how: decorrelate}\n"
                    + Toy.QUICK))
        .hasMessageContaining("expected features of which none is a linear function of the others");
    assertThatThrownBy(() ->
            train(
                "r",
                "features: [x, y, word]\nallowLeak: true\ntransformations: {of: [x, word]}\n"
                    + "training: {epochs: 1}\n"))
        .hasMessageContaining("found word, which is text");
  }

  private void refused(String value, String words) {
    assertThatThrownBy(() -> train("r", FEATURES + "transformations: " + value + "\n" + Toy.QUICK))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(words);
  }
}
