package org.jpsi.analysis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jpsi.analysis.tune.TuneListener;
import org.jpsi.analysis.tune.TuneService;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.eval.Epoch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `jpsi tune`: a search over keys, on validation events alone.
class TuneRunTest {
  private static final String TWO =
      Toy.QUICK
          + """
          samples: [{files: sig.root, class: sig}, {files: bkg.root, class: bkg}]
          signal: sig
          weight: abs(w)
          features: [x, y]
          """;
  private static final List<String> KEYS =
      List.of("network.dropout={uniform: [0, 0.5]}", "features=[[x], [x, y], [y]]");

  @TempDir Path folder;

  private Path analysis(String yaml) {
    Toy.write(folder.resolve("sig.root"), "t", Toy.events(300, 1, 1));
    Toy.write(folder.resolve("bkg.root"), "t", Toy.events(300, 2, 0));
    return Toy.analysis(folder, yaml);
  }

  private TuneService.TuneRequest request(
      Path file, String out, int threads, List<String> keys, String... settings) {
    return request(file, out, threads, 4, 2, keys, settings);
  }

  private TuneService.TuneRequest request(
      Path file,
      String out,
      int threads,
      int trials,
      int factor,
      List<String> keys,
      String... settings) {
    return new TuneService.TuneRequest(
        file,
        List.of(settings),
        keys,
        OptionalInt.of(trials),
        OptionalInt.of(factor),
        folder.resolve(out),
        null,
        threads);
  }

  private TuneService.TuneRequest resumed(String out) {
    return new TuneService.TuneRequest(
        null,
        List.of(),
        List.of(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        null,
        folder.resolve(out),
        1);
  }

  private List<String[]> rows(Path search) throws IOException {
    return Files.readAllLines(search.resolve("trials.csv")).stream()
        .skip(1)
        .map(line -> line.replaceAll("\"[^\"]*\"", "-").split(",", -1))
        .toList();
  }

  @Test
  void theWinnerIsAnOrdinaryRunAndNoTestEventIsLookedAtBefore() throws IOException {
    Path file = analysis(TWO);
    List<String> shown = new ArrayList<>();
    Path search = folder.resolve("search");
    TuneListener listener =
        new TuneListener() {
          @Override
          public void trial(String what, double done, double before) {
            shown.add(what);
            // at every moment before the winner's training
            for (Map.Entry<String, byte[]> one : Toy.files(search).entrySet()) {
              assertThat(one.getKey()).doesNotContain("scores").doesNotContain("winner");
              if (one.getKey().endsWith("metrics.json")) {
                assertThat(new String(one.getValue(), UTF_8))
                    .contains("\"validation\"")
                    .doesNotContain("\"test\"");
              }
            }
          }
        };
    TuneService.TuneResult found = TuneService.run(request(file, "search", 1, KEYS), listener);
    assertThat(shown).hasSize(8);
    assertThat(shown.getFirst()).startsWith("trial 1 of 4, rung 1 of 3: dropout=");
    assertThat(shown.getLast()).startsWith("training the winner, trial ");
    List<String[]> rows = rows(search);
    assertThat(rows.stream().map(row -> row[1])).containsExactly("1", "1", "1", "1", "2", "2", "3");
    assertThat(rows.stream().map(row -> row[2])).containsExactly("1", "1", "1", "1", "2", "2", "4");
    // the figure of the last rung is the winner's, whose training is the same
    assertThat(Double.parseDouble(rows.getLast()[5]))
        .isEqualTo(Runs.figure(found.run(), "validation", "auc"));
    assertThat(Runs.figure(search.resolve("trials/" + rows.getLast()[0]), "validation", "auc"))
        .isEqualTo(Runs.figure(found.run(), "validation", "auc"));
    assertThat(Runs.figure(found.run(), "test", "auc")).isBetween(0.7, 1.0);
    assertThat(Files.readString(found.run().resolve("report.html")))
        .contains("chosen among 4 trials by the AUC of the validation events, AUC 0.");
    assertThat(found.rows().getFirst().getFirst()).isEqualTo(rows.getLast()[0] + " (winner)");
    assertThat(found.heads()).containsExactly("trial", "dropout", "features", "epochs", "AUC");
    assertThat(found.page())
        .content()
        .contains("The AUC against each key", "network.dropout")
        .doesNotContain("could not be drawn");
    // trained alone, by its own analysis and by the options of the winner
    Path alone = Toy.train(found.run().resolve("analysis.yaml"), folder.resolve("alone"));
    Path set = Toy.train(file, folder.resolve("set"), found.winner().toArray(String[]::new));
    for (Path run : List.of(alone, set)) {
      assertThat(Runs.values(Runs.scores(run), "score"))
          .isEqualTo(Runs.values(Runs.scores(found.run()), "score"));
      assertThat(Runs.metrics(run)).isEqualTo(Runs.metrics(found.run()));
    }
  }

  @Test
  void aSearchThatWasEndedGoesOnToTheSameWinnerWithAnyThreads() throws IOException {
    Path file = analysis(TWO);
    TuneService.TuneResult whole =
        TuneService.run(request(file, "whole", 3, 3, 3, KEYS), TuneListener.SILENT);
    for (int end : new int[] {2, 3}) {
      String out = "ended-" + end;
      int[] begun = {0};
      TuneListener ending =
          new TuneListener() {
            @Override
            public void trial(String what, double done, double before) {
              begun[0]++;
            }

            @Override
            public void epoch(Epoch epoch) {
              if (begun[0] > end) {
                throw new IllegalStateException("ended");
              }
            }
          };
      assertThatThrownBy(() -> TuneService.run(request(file, out, 1, 3, 3, KEYS), ending))
          .hasMessageContaining("ended");
      assertThat(rows(folder.resolve(out))).hasSize(end);
      TuneService.TuneResult found = TuneService.run(resumed(out), TuneListener.SILENT);
      assertThat(found.winner()).isEqualTo(whole.winner());
      for (String name : List.of("trials.csv", "search.json", "winner/metrics.json")) {
        assertThat(folder.resolve(out).resolve(name))
            .hasSameTextualContentAs(whole.folder().resolve(name));
      }
    }
    // finished: nothing is trained again
    assertThat(TuneService.run(resumed("whole"), TuneListener.SILENT).headline()).isEmpty();
  }

  @Test
  void theWinnersTrainingIsResumedAsWell() {
    Path file = analysis(TWO);
    boolean[] winner = {false};
    int[] epochs = {0};
    TuneListener ending =
        new TuneListener() {
          @Override
          public void trial(String what, double done, double before) {
            winner[0] = what.startsWith("training the winner");
          }

          @Override
          public void epoch(Epoch epoch) {
            if (winner[0] && ++epochs[0] == 3) {
              throw new IllegalStateException("ended");
            }
          }
        };
    assertThatThrownBy(() -> TuneService.run(request(file, "ended", 1, 3, 3, KEYS), ending))
        .hasMessageContaining("ended");
    assertThat(folder.resolve("ended/winner")).doesNotExist();
    assertThat(folder.resolve("ended/winner.partial/checkpoint.safetensors")).exists();
    TuneService.TuneResult found = TuneService.run(resumed("ended"), TuneListener.SILENT);
    TuneService.TuneResult whole =
        TuneService.run(request(file, "whole", 1, 3, 3, KEYS), TuneListener.SILENT);
    assertThat(found.run().resolve("metrics.json"))
        .hasSameTextualContentAs(whole.run().resolve("metrics.json"));
    assertThat(found.run().resolve("report.html")).content().contains("chosen among 3 trials");
  }

  @Test
  void aTrialThatFailsIsARowWithItsReason() throws IOException {
    Path file = analysis(TWO);
    List<String> results = new ArrayList<>();
    TuneListener listener =
        new TuneListener() {
          @Override
          public void result(String what) {
            results.add(what);
          }
        };
    TuneService.TuneResult found =
        TuneService.run(
            request(
                file,
                "search",
                1,
                List.of("features=[[x], [nothing], [x, y]]"),
                "training.epochs=2"),
            listener);
    assertThat(results.stream().filter(what -> what.startsWith("failed: ")))
        .singleElement()
        .asString()
        .contains("nothing");
    assertThat(rows(found.folder())).anyMatch(row -> row[2].equals("0") && !row[6].isEmpty());
    assertThat(found.page()).content().contains("failed:");
    assertThatThrownBy(() ->
            TuneService.run(
                request(file, "none", 1, List.of("features=[[nothing], [never]]")),
                TuneListener.SILENT))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected a trial that gives a figure, found none: ");
  }

  @Test
  void aRegressionIsComparedByItsError() {
    Path file =
        analysis(
            Toy.QUICK
                + "samples: [{files: [sig.root, bkg.root]}]\ntarget: {name: e, is: target}\n"
                + "features: [x, y]\n");
    TuneService.TuneResult found =
        TuneService.run(
            request(file, "search", 1, List.of("features=[[x], [x, y]]")), TuneListener.SILENT);
    assertThat(found.heads()).contains("RMSE");
    assertThat(found.winner()).containsExactly("features=[x, y]");
  }

  @Test
  void whatCannotBeSearchedIsRefusedBeforeAnythingIsTrained() {
    Path file = analysis(TWO);
    assertRefused(
        request(file, "out", 1, List.of("training.epoch=[1, 2]")),
        "trial 1",
        "did you mean epochs?");
    assertRefused(
        request(file, "out", 1, List.of("training.epochs=[1, -2]")), "training.epochs", "-2");
    assertRefused(
        request(file, "out", 1, KEYS, "split=", "folds=5"), "folds", "in which every event tests");
    assertRefused(
        request(file, "out", 1, KEYS, "model=[network, mix]"), "expected one model for a search");
    assertThat(folder.resolve("out")).doesNotExist();
    assertRefused(resumed("out"), "expected a folder with a search, search.json, found no folder");
    Path budget = analysis(TWO.replace(Toy.QUICK, "") + "training: {budget: quick}\n");
    assertRefused(
        request(budget, "out", 1, List.of("network.layers=[[4], [8]]")),
        "[trial 1: toy.yaml:",
        "training.budget");
  }

  @Test
  void theSplitStaysThatOfTheAnalysisWhateverTheKeysMakeOfItsDefault() throws IOException {
    Path file = analysis(TWO.replace(Toy.QUICK, "") + "training: {epochs: 1}\nreference: false\n");
    TuneService.TuneResult found =
        TuneService.run(
            request(file, "search", 1, 2, 1, List.of("network.layers=[[4], [8]]")),
            TuneListener.SILENT);
    String split = "split={train: 0.7, validation: 0.1, test: 0.2}";
    assertThat(found.winner()).hasSize(2).last().isEqualTo(split);
    assertThat(found.run().resolve("analysis.yaml")).content().contains(split.replace("=", ": "));
    Path set = Toy.train(file, folder.resolve("set"), found.winner().toArray(String[]::new));
    assertThat(Runs.metrics(set)).isEqualTo(Runs.metrics(found.run()));
  }

  private static void assertRefused(TuneService.TuneRequest request, String... words) {
    var thrown =
        assertThatThrownBy(() -> TuneService.run(request, TuneListener.SILENT))
            .isInstanceOf(InputException.class);
    for (String word : words) {
      thrown.hasMessageContaining(word);
    }
  }

  @Test
  void aFolderIsReplacedByNobodyAndResumedWithItsOwnEventsAlone() throws IOException {
    Path file = analysis(TWO);
    Path search = TuneService.run(request(file, "search", 1, KEYS), TuneListener.SILENT).folder();
    assertRefused(request(file, "search", 1, KEYS), "found one with a search", "--resume");
    Toy.write(folder.resolve("sig.root"), "t", Toy.events(310, 1, 1));
    assertRefused(resumed("search"), "expected the validation events that the search began with");
    Path state = search.resolve("search.json");
    String text = Files.readString(state);
    for (String damaged :
        List.of(
            "{",
            "[]",
            text.replace("\"version\":1", "\"version\":2"),
            text.replace("\"trials\":4", "\"trials\":1e9"),
            text.replace("\"trial\":3", "\"trial\":0"),
            text.replace("\"keys\":[", "\"keys\":[1,"),
            text.replaceFirst("\"value\":", "\"value\":\"NaN\",\"other\":"),
            text.replace("\"rows\":", "\"lines\":"))) {
      Files.writeString(state, damaged);
      assertRefused(resumed("search"), "search.json");
    }
  }

  @Test
  void aTrialIsOneTrainingWhateverTheAnalysisAsksForBesideIt() throws IOException {
    Path file =
        analysis(
            TWO.replace("weight: abs(w)", "weight: w")
                + "seeds: 3\nnegativeWeights: {how: absolute, compare: true}\n");
    TuneService.run(request(file, "search", 1, KEYS), TuneListener.SILENT);
    Path search = folder.resolve("search");
    assertThat(Runs.metrics(search.resolve("trials/1")).has("seeds")).isFalse();
    assertThat(Runs.metrics(search.resolve("trials/1")).path("negativeWeights").has("compared"))
        .isFalse();
    assertThat(Runs.metrics(search.resolve("winner")).has("seeds")).isTrue();
    assertThat(Runs.metrics(search.resolve("winner")).path("negativeWeights").has("compared"))
        .isTrue();
  }
}
