package org.jpsi.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jpsi.analysis.file.AnalysisReader;
import org.jpsi.analysis.file.TuneOptions;
import org.jpsi.analysis.tune.TuneListener;
import org.jpsi.analysis.tune.TuneService;
import org.jpsi.core.errors.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The section `tune:` of an analysis file.
class TuneSectionTest {
  private static final String YAML =
      Toy.QUICK
          + """
          samples: [{files: sig.root, class: sig}, {files: bkg.root, class: bkg}]
          signal: sig
          weight: abs(w)
          features: [x, y]
          reference: false
          """;
  private static final String TUNE =
      """
      tune:
        trials: 4
        factor: 2
        keys:
          network.dropout: {uniform: [0, 0.5]}
          features: [[x], [x, y], [y]]
      """;

  @TempDir Path folder;

  private final TuneListener silent =
      new TuneListener() {
        @Override
        public void trial(String what, double done, double before) {}
      };

  private Path analysis(String yaml) {
    Toy.write(folder.resolve("sig.root"), "t", Toy.events(300, 1, 1));
    Toy.write(folder.resolve("bkg.root"), "t", Toy.events(300, 2, 0));
    return Toy.analysis(folder, yaml);
  }

  private TuneService.TuneResult run(
      Path file, String out, OptionalInt trials, OptionalInt factor, String... keys) {
    return TuneService.run(
        new TuneService.TuneRequest(
            file, List.of(), List.of(keys), trials, factor, folder.resolve(out), null, 1),
        silent);
  }

  private String trials(String search) throws IOException {
    return Files.readString(folder.resolve(search).resolve("trials.csv"));
  }

  @Test
  void theSectionSearchesAsTheOptionsWould() throws IOException {
    TuneService.TuneResult found =
        run(analysis(YAML + TUNE), "section", OptionalInt.empty(), OptionalInt.empty());
    var unused =
        run(
            analysis(YAML),
            "options",
            OptionalInt.of(4),
            OptionalInt.of(2),
            "network.dropout={uniform: [0, 0.5]}",
            "features=[[x], [x, y], [y]]");
    assertThat(trials("section")).isEqualTo(trials("options")).contains("network.dropout");
    // the run of the winner is an ordinary one, which searches for nothing
    assertThat(found.run().resolve("analysis.yaml")).content().doesNotContain("tune:");
    assertThat(folder.resolve("section/analysis.yaml")).content().doesNotContain("tune:");
    assertThat(found.run().resolve("report.html")).content().doesNotContain("tune:");
  }

  @Test
  void optionsAddToTheSectionOrReplaceIt() throws IOException {
    Path file = analysis(YAML + TUNE);
    TuneOptions section =
        AnalysisReader.read(file, List.of()).analysis().figures().studies().tune().orElseThrow();
    assertThat(section.trials()).isEqualTo(4);
    TuneService.TuneResult found =
        run(
            file,
            "search",
            OptionalInt.of(2),
            OptionalInt.of(1),
            "features=[[x], [y]]",
            "training.batch=[20, 40]");
    assertThat(found.heads())
        .containsExactly("trial", "dropout", "features", "batch", "epochs", "AUC");
    assertThat(trials("search").lines()).hasSize(3);
    assertThat(trials("search")).doesNotContain("[x, y]");
  }

  @Test
  void aTrainingSaysThatItDoesNotSearchAndWritesTheSectionAsItWas() throws IOException {
    List<String> notes = new ArrayList<>();
    Path run =
        TrainService.run(
                Toy.request(analysis(YAML + TUNE), folder.resolve("run")), Toy.noting(notes))
            .folder();
    assertThat(notes)
        .anyMatch(note -> note.startsWith("`tune:` is not searched here: this training has"));
    assertThat(Files.readString(run.resolve("report.html"))).contains("is not searched here");
    TuneOptions written =
        AnalysisReader.read(run.resolve("analysis.yaml"), List.of())
            .analysis()
            .figures()
            .studies()
            .tune()
            .orElseThrow();
    assertThat(written)
        .isEqualTo(
            AnalysisReader.read(folder.resolve("toy.yaml"), List.of())
                .analysis()
                .figures()
                .studies()
                .tune()
                .orElseThrow());
    assertThat(written.keys().getFirst().text()).isEqualTo("network.dropout={uniform: [0, 0.5]}");
    assertThat(written.keys().get(1).text()).isEqualTo("features=[[x], [x, y], [y]]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{keys: {seed: [1, 2]}} | tune.keys.seed] expected a key of the training",
        "{keys: {members: 4}} | tune.keys.members] expected a list of values",
        "{keys: {members: {gauss: [1, 2]}}} | tune.keys.members] expected a list of values",
        "{keys: {members: [1, 1]}} | expected two values or more, each another one",
        "{keys: {network.dropout: {log: [0, 1]}}} | expected numbers above 0, the least first",
        "{trials: 1} | expected a whole number from 2 to 1000",
        "{factor: 11} | expected a whole number from 1 to 10",
        "{figure: auc} | expected one of the keys keys, trials, factor",
        "{trials: 5} | expected a key to search over, as in --key members=[1, 4], or of `tune:",
      })
  void whatIsWrongIsSaidWithItsPlace(String tune, String message) {
    Path file = analysis(YAML + "tune: " + tune + "\n");
    assertThatThrownBy(() -> run(file, "s", OptionalInt.empty(), OptionalInt.empty()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aFactorWithoutANetworkIsRefusedWhereItStands() {
    Path file =
        analysis(
            YAML.replace(Toy.QUICK, "")
                + "tune: {factor: 2, trials: 2, keys: {model: [boosted-trees, network]}}\n");
    assertThatThrownBy(() -> run(file, "s", OptionalInt.empty(), OptionalInt.empty()))
        .hasMessageContaining("[tune.factor] expected 1, as trial");
  }
}
