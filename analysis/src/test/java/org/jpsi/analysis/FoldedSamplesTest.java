package org.jpsi.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.jpsi.analysis.FoldedToy.BY;
import static org.jpsi.analysis.FoldedToy.EVENTS;
import static org.jpsi.analysis.FoldedToy.K;
import static org.jpsi.analysis.FoldedToy.TREES;
import static org.jpsi.analysis.FoldedToy.auc;
import static org.jpsi.analysis.FoldedToy.events;
import static org.jpsi.analysis.FoldedToy.indexed;
import static org.jpsi.analysis.FoldedToy.model;
import static org.jpsi.analysis.FoldedToy.rows;
import static org.jpsi.analysis.FoldedToy.scores;
import static org.jpsi.analysis.FoldedToy.shifted;
import static org.jpsi.analysis.FoldedToy.signal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jpsi.core.eval.DataComparison;
import org.jpsi.core.table.Table;
import org.jpsi.formats.Tables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Data and variations beside folds: each event is scored by the model of its fold.
class FoldedSamplesTest {
  @TempDir Path folder;
  private final List<String> said = new ArrayList<>();

  private Path analysis(Table events, String keys) {
    return new FoldedToy(folder, said).analysis(events, keys);
  }

  private Path run(Path analysis, String name) {
    return new FoldedToy(folder, said).run(analysis, name);
  }

  @ParameterizedTest
  @ValueSource(strings = {BY, "folds: 3\n"})
  void variedEventsAreScoredByTheModelOfTheirFold(String folds) {
    String keys = TREES + folds + "variations: {jes: {up: {x: x + 0.25}}}\n";
    Path run = run(analysis(events(), keys), "run");
    double[] fold = Runs.values(Runs.scores(run), "fold");
    double[] score = new double[EVENTS];
    for (int f = 0; f < K; f++) {
      double[] own = scores(model(run), f, shifted(events(), 0.25));
      for (int i = 0; i < EVENTS; i++) {
        score[i] = fold[i] == f ? own[i] : score[i];
      }
    }
    double expected = auc(score, signal(events()), Runs.values(events(), "w"));
    JsonNode found = Runs.metrics(run).path("systematics").path("jes:up");
    assertThat(found.path("auc").path("varied").asDouble()).isCloseTo(expected, within(1e-12));
    assertThat(found.path("auc").path("nominal").asDouble())
        .isCloseTo(Runs.figure(run, "test", "auc"), within(1e-12));
    assertThat(found.path("events").asInt()).isEqualTo(EVENTS);
    assertThat(found.path("workingPoints").size()).isPositive();
  }

  /// Two classes in two files; that of the signal is varied by a file of another order.
  @Test
  void variedFilesAreMatchedByWhatDividesIntoFolds() {
    Table signal = indexed(Toy.events(600, 1, 1));
    Toy.write(folder.resolve("sig.csv"), "t", signal);
    Toy.write(folder.resolve("bkg.csv"), "t", indexed(Toy.events(600, 2, 0)));
    int[] backwards = IntStream.range(0, 600).map(i -> 599 - i).toArray();
    Toy.write(folder.resolve("up.csv"), "t", shifted(signal, 0.25).take(backwards));
    String keys =
        "samples: [{files: sig.csv, class: sig}, {files: bkg.csv, class: bkg}]\nsignal: sig\n"
            + "features: [x, y]\nreference: false\n"
            + TREES;
    String variations =
        """
        variations:
          files: {files: up.csv, class: sig}
          columns: {up: {x: x + 0.25}, class: sig}
        """;
    Path run = run(Toy.analysis(folder, keys + BY + variations), "run");
    JsonNode all = Runs.metrics(run).path("systematics");
    JsonNode files = all.path("files").path("auc");
    JsonNode columns = all.path("columns:up").path("auc");
    for (String name : List.of("varied", "change")) {
      assertThat(files.path(name).asDouble())
          .isCloseTo(columns.path(name).asDouble(), within(1e-12));
    }
    // paired by the index, though signal and background of one index go together
    double ratio = files.path("change_error").asDouble() / columns.path("change_error").asDouble();
    assertThat(ratio).isBetween(0.8, 1.25);
    Path remainders =
        run(
            Toy.analysis(folder, keys + "folds: {k: 3, by: index % 3}\n" + variations),
            "remainders");
    assertThat(said).anyMatch(note -> note.startsWith("`folds.by` does not tell events apart"));
    JsonNode unpaired = Runs.metrics(remainders).path("systematics").path("files").path("auc");
    assertThat(unpaired.path("varied").asDouble())
        .isCloseTo(files.path("varied").asDouble(), within(1e-12));
    assertThat(unpaired.path("change_error").asDouble())
        .isGreaterThan(files.path("change_error").asDouble());
    assertThatThrownBy(() -> run(Toy.analysis(folder, keys + "folds: 3\n" + variations), "without"))
        .hasMessageContaining(
            "expected `by:` in `folds`, by which an event is in the fold of its nominal twin,"
                + " found none; divide by a number of the event");
  }

  @ParameterizedTest
  @ValueSource(strings = {BY, "folds: 3\n"})
  void dataAreScoredAsApplyDoesBelowTheLowestCutOfTheFolds(String folds) {
    Table data = Toy.without(indexed(Toy.events(400, 11, 0)), "word", "kind", "w");
    Toy.write(folder.resolve("data.csv"), "t", data);
    Path run = run(analysis(events(), TREES + folds + "data: data.csv\n"), "run");
    JsonNode found = Runs.metrics(run).path("data");
    double cut = found.path("blindedFrom").asDouble();
    Table applied =
        Tables.read(Toy.apply(run, folder.resolve("s.csv"), folder.resolve("data.csv")), null);
    assertThat(found.path("events").asLong())
        .isEqualTo(
            Arrays.stream(Runs.values(applied, "score")).filter(s -> (float) s < cut).count());
    assertThat(said.stream().filter(note -> note.contains("data events are in no fold")).count())
        .isEqualTo(folds.equals(BY) ? 0 : 1);
    if (folds.equals(BY)) {
      double lowest =
          IntStream.range(0, K)
              .mapToDouble(f -> {
                Table own = events().take(rows(f, 1));
                return DataComparison.signalCut(
                    scores(model(run), f, own), signal(own), Runs.values(own, "w"), 0.9);
              })
              .min()
              .orElseThrow();
      assertThat(cut).isEqualTo(lowest);
    }
  }

  @Test
  void dataWithoutWhatDividesIntoFoldsAreRefusedBeforeTheTraining() {
    Toy.write(
        folder.resolve("data.csv"), "t", Toy.without(Toy.flat(Toy.events(40, 11, 0)), "word"));
    Path analysis = analysis(events(), TREES + BY + "data: data.csv\n");
    assertThatThrownBy(() -> run(analysis, "run")).hasMessageContaining("index");
    assertThat(folder.resolve("run")).doesNotExist();
  }
}
