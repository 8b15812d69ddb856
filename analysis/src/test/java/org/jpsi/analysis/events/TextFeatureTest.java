package org.jpsi.analysis.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jpsi.analysis.ApplyService;
import org.jpsi.analysis.Runs;
import org.jpsi.analysis.Toy;
import org.jpsi.analysis.TrainService;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.core.data.PreprocessingStep;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.model.Model;
import org.jpsi.core.model.ModelFile;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Runs with a feature that is text: a word of four, two of which signal has more often.
class TextFeatureTest {
  private static final int N = 1500;
  private static final List<String> WORDS = List.of("tau", "electron", "muon", "jet");

  @TempDir Path folder;

  private final List<String> said = new ArrayList<>();

  private Path analysis(String features, String model) {
    double[] x = new double[N];
    String[] det = new String[N];
    int[] signal = new int[N];
    for (int i = 0; i < N; i++) {
      signal[i] = i % 2;
      x[i] = Rng.of(1).normal(i) + 0.5 * signal[i];
      int word = 2 * Rng.of(2).integer(2, i);
      det[i] = WORDS.get(word + (Rng.of(3).uniform(i) < 0.8 ? signal[i] : 1 - signal[i]));
    }
    // one event alone has it: in validation or test for this seed
    det[2] = "photon";
    Table events =
        Table.of(
            "events",
            List.of(
                NumberColumn.of("x", "", x),
                new TextColumn("det", det),
                NumberColumn.of("s", "", signal)));
    Toy.write(folder.resolve("events.csv"), "t", events);
    return Toy.analysis(
        folder,
        "samples: [events.csv]\nlabel: s\nsignal: 1\nfeatures: " + features + "\n" + model + "\n");
  }

  private ProgressListener watch() {
    said.clear();
    return Toy.noting(said);
  }

  private Path run(Path analysis, String name) {
    return TrainService.run(Toy.request(analysis, folder.resolve(name)), watch()).folder();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "model: {boosted-trees: {rounds: 60}}",
        "members: 2\ntraining: {epochs: 12, batch: 64}"
      })
  void itsValuesAreCategoriesThatAreLearnedScoredAndKept(String model) {
    Path run = run(analysis("[all, det]", model), "run");
    // of x alone: 0.64
    assertThat(Runs.figure(run, "test", "auc")).isGreaterThan(0.8);
    Model kept = ModelFile.read(run.resolve("model.safetensors"));
    List<String> values =
        ((PreprocessingStep.Category) kept.preprocessing().columns().getLast().steps().getFirst())
            .values();
    assertThat(values).containsExactly("electron", "jet", "muon", "tau");
    assertThat(said)
        .contains(
            "feature det: one event outside training with a value that training had none of:"
                + " photon");
    Runs.sameScores(
        run, List.of(Toy.apply(run, folder.resolve("s.csv"), folder.resolve("events.csv"))));
    assertThat(said)
        .noneMatch(note -> note.contains("could not"))
        .noneMatch(note -> note.startsWith("excluded"));
    assertThat(applied(run)).contains("det: 0.0667 % have a value that training had none of");
    Path again = Toy.train(run.resolve("analysis.yaml"), folder.resolve("again"));
    assertThat(Toy.files(again).get("model.safetensors"))
        .isEqualTo(Toy.files(run).get("model.safetensors"));
  }

  private List<String> applied(Path run) {
    ApplyService.run(
        new ApplyService.ApplyRequest(
            run, List.of(folder.resolve("events.csv")), null, folder.resolve("t.csv"), 1, false),
        watch());
    return said;
  }

  @Test
  void allTakesNoText() {
    Path run = run(analysis("all", "model: {boosted-trees: {rounds: 10}}"), "run");
    assertThat(ModelFile.read(run.resolve("model.safetensors")).features().names())
        .containsExactly("x");
    assertThat(said)
        .contains(
            "excluded from the features: det, since it is text; name it in `features:` to take it"
                + " in, as categories");
  }

  @ParameterizedTest
  @ValueSource(strings = {"model: nearest-neighbors", "network: {dropout: 0.1}"})
  void aModelThatCannotLearnFromItRefusesItAndSaysWhichCan(String model) {
    Path analysis = analysis("[x, det]", model);
    assertThatThrownBy(() -> run(analysis, "run"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "expected numbers, since not every model of this analysis takes categories, found det,"
                + " which is text; leave `network:` out or set its `encoding: tabular`")
        .hasMessageEndingWith("or make a number of it: `{name: ..., is: 'det == \"...\"'}`");
  }
}
