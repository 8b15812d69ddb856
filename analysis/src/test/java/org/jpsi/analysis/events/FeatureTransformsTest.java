package org.jpsi.analysis.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jpsi.analysis.Runs;
import org.jpsi.analysis.Toy;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.model.EventScorer;
import org.jpsi.core.model.Model;
import org.jpsi.core.model.ModelFile;
import org.jpsi.core.model.Scorer;
import org.jpsi.core.table.Table;
import org.jpsi.formats.Tables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureTransformsTest {
  @TempDir Path dir;

  private static final String SAMPLES =
      """
      samples:
        - {files: sig.csv, class: signal}
        - {files: bkg.csv, class: background}
      features: [x, y, {name: pt, is: exp(x) - 0.1}]
      reference: false
      importance: false
      """;

  private Path train(String keys) throws IOException {
    for (int k = 0; k < 2; k++) {
      Table events = Toy.events(500, k + 1L, 1 - k);
      Toy.write(dir.resolve(k == 0 ? "sig.csv" : "bkg.csv"), "events", Toy.flat(events));
    }
    Path file = dir.resolve("transforms.yaml");
    Files.writeString(file, SAMPLES + keys + "\n");
    Path run = dir.resolve("run");
    Toy.train(file, run);
    return run;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "preprocessing: {how: standardize, pt: log, y: quantile}\nnetwork: {layers: [8]}\n"
            + "training: {epochs: 3, batch: 40}",
        "preprocessing: {pt: log}\nmembers: 2\ntraining: {budget: quick, epochs: 2}",
        "preprocessing: quantile\nmodel: boosted-trees",
        "preprocessing: {y: quantile}\nfolds: 3\nnetwork: {layers: [8]}\n"
            + "training: {epochs: 3, batch: 40}"
      })
  void scoresAreTheSameInTheRunInFilesAndEventByEvent(String keys) throws IOException {
    Path run = train(keys);
    Path model = run.resolve("model.safetensors");
    String header = Files.readString(model, StandardCharsets.ISO_8859_1).substring(0, 200);
    assertThat(header).contains("format\\\":5,\\\"minimumReader\\\":5");
    Path sig = Toy.apply(model, dir.resolve("s.csv"), dir.resolve("sig.csv"));
    Path bkg = Toy.apply(model, dir.resolve("b.csv"), dir.resolve("bkg.csv"));
    Runs.sameScores(run, List.of(sig, bkg));
    if (!keys.contains("folds")) {
      Model read = ModelFile.read(model);
      EventScorer scorer = Scorer.of(read).bind("x", "y");
      Table events = Tables.read(dir.resolve("sig.csv"), null);
      double[] scores = Runs.values(Tables.read(sig, null), "score");
      double[] x = Runs.values(events, "x");
      double[] y = Runs.values(events, "y");
      for (int i = 0; i < 100; i++) {
        double[] values = {x[i], y[i]};
        assertThat(scorer.score(values)).isEqualTo((float) scores[i]);
      }
    }
  }

  @Test
  void eventsWithoutALogarithmAreCountedAndTheKeyIsWritten() throws IOException {
    Path run = train("preprocessing: {how: standardize, pt: log}\n" + Toy.QUICK);
    assertThat(Files.readString(run.resolve("report.html")))
        .containsPattern("feature pt: no logarithm in \\d+ of train, \\d+ of validation");
    assertThat(Files.readString(run.resolve("analysis.yaml")))
        .contains("preprocessing: {how: standardize, pt: log}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "preprocessing: {ptt: log}|expected features of the model, found ptt; did you mean pt",
        "preprocessing: log|expected `log` of features by name, found it of all",
        "preprocessing: {pt: logarithm}|expected a scaling of features",
        "preprocessing: {how: log}|expected `log` of features by name",
        "features: [{name: neg, is: -1 - x * x}];preprocessing: {neg: log}|expected a feature with"
            + " positive values",
        "allowLeak: true;features: [x, word];preprocessing: {word: log}|expected features that are"
            + " numbers, found word, which is text"
      })
  void whatCannotBeTransformedIsRefused(String keys, String message) {
    String given = keys.replace(';', '\n');
    assertThatThrownBy(() -> trainWith(given))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }

  private void trainWith(String keys) throws IOException {
    if (!keys.contains("features")) {
      train(keys);
      return;
    }
    train("");
    Path file = dir.resolve("other.yaml");
    Files.writeString(
        file, SAMPLES.replaceAll("features: .*\n", keys + "\n").replace("\\n", "\n") + "\n");
    Toy.train(file, dir.resolve("other"));
  }
}
