package org.jpsi.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.core.model.Model;
import org.jpsi.core.model.ModelFile;
import org.jpsi.core.model.ScoreCalibration;
import org.jpsi.core.model.Scorer;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;

/// Runs of folds of toy events.
///
/// @param folder of a test
/// @param said the warnings
record FoldedToy(Path folder, List<String> said) {
  static final int EVENTS = 900;
  static final int K = 3;
  static final String TREES = "model: {boosted-trees: {rounds: 20}}\n";
  static final String BY = "folds: {k: 3, by: index}\n";
  static final String FIGURES =
      """
      yields: true
      significance: {background: 0.1}
      efficiencies: {signal: [0.5], by: [target]}
      calibration: {mixture: {sig 1: 1, bkg: 3}}
      spectators: [target]
      """;

  static Table indexed(Table events) {
    long[] index = new long[events.rows()];
    Arrays.setAll(index, i -> i);
    return Toy.with(Toy.flat(events), NumberColumn.of("index", "", index));
  }

  static Table events() {
    return positive(indexed(Toy.mixed(EVENTS, 1)));
  }

  static Table positive(Table events) {
    double[] w = new double[events.rows()];
    Arrays.setAll(w, i -> 0.5 + i % 4);
    return Toy.with(events, NumberColumn.of("w", "", w));
  }

  static Table shifted(Table events, double by) {
    double[] x = Arrays.stream(Runs.values(events, "x")).map(v -> v + by).toArray();
    return Toy.with(events, NumberColumn.of("x", "GeV", x));
  }

  Path analysis(Table events, String keys) {
    Toy.write(folder.resolve("events.csv"), "t", events);
    return Toy.analysis(
        folder,
        "samples: [events.csv]\nlabel: word\nsignal: sig 1\nfeatures: [x, y]\nweight: w\n"
            + "reference: false\n"
            + keys);
  }

  Path run(Path analysis, String name) {
    ProgressListener listener = Toy.noting(said);
    Path run =
        TrainService.run(
                new TrainService.TrainRequest(
                    analysis, List.of(), folder.resolve(name), null, 1, false),
                listener)
            .folder();
    assertThat(said).noneMatch(note -> note.contains("could not") || note.contains("not compared"));
    return run;
  }

  static Model model(Path run) {
    return ModelFile.read(run.resolve("model.safetensors"));
  }

  static List<ScoreCalibration.CalibrationMap> maps(Path run) {
    return model(run).calibration().orElseThrow().map() instanceof ScoreCalibration.ByFold by
        ? by.folds()
        : List.of();
  }

  /// The rows of the events that a fold tests, or that are `further` on.
  static int[] rows(int fold, int further) {
    return IntStream.range(0, EVENTS).filter(i -> i % K == (fold + further) % K).toArray();
  }

  static double[] scores(Model model, int fold, Table events) {
    return Runs.values(
        Scorer.of(model.folds().get(fold)).withoutSelection().score(events), "score");
  }

  // A file of text has the digits of float32.
  static double[] scores(Table of) {
    return Arrays.stream(Runs.values(of, "score")).map(s -> (float) s).toArray();
  }

  /// Area under the ROC curve by all pairs.
  static double auc(double[] score, boolean[] signal, double[] w) {
    double won = 0;
    double all = 0;
    for (int i = 0; i < score.length; i++) {
      for (int j = 0; signal[i] && j < score.length; j++) {
        if (!signal[j]) {
          all += w[i] * w[j];
          won += w[i] * w[j] * (score[i] > score[j] ? 1 : score[i] == score[j] ? 0.5 : 0);
        }
      }
    }
    return won / all;
  }

  static boolean[] signal(Table events) {
    return IntStream.range(0, events.rows())
        .collect(
            () -> new boolean[events.rows()],
            (of, i) -> of[i] = ((TextColumn) events.column("word")).value(i).equals("sig 1"),
            (a, b) -> {});
  }
}
