package org.jpsi.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.train.TrainingStep;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs with all that an analysis may say of its optimizer's steps, and the search for a rate.
class UpdatesTest {
  private static final String ALL =
      """
      network: {layers: [8, 4], dropout: 0.1}
      training:
        epochs: 4
        batch: 50
        optimizer: {rmsprop: {learningRate: 0.05, centered: true, momentum: 0.5}}
        schedule: {plateau: {factor: 0.5, patience: 0}}
        clip: {norm: 1, value: 0.5}
        penalty: {l1: 1e-4, l2: 1e-3}
        average: {ema: {decay: 0.5}}
        groups: [{rank: 1, regularization: 0}, {names: "0.*", learningRate: 0.5}]
      """;
  @TempDir Path folder;
  private Path analysis = Path.of("");

  @BeforeEach
  void samples() {
    Toy.write(folder.resolve("sig.root"), "t", Toy.events(300, 1, 1));
    Toy.write(folder.resolve("bkg.root"), "t", Toy.events(300, 2, 0));
    analysis = analysis(ALL);
  }

  private Path analysis(String training) {
    return Toy.analysis(
        folder,
        training
            + """
            signal: signal
            samples:
              - {files: sig.root, class: signal}
              - {files: bkg.root, class: background}
            features: [x, y]
            """);
  }

  @Test
  void killedAndResumedWithEverythingOnItEndsInTheSameBytes() throws IOException {
    Path whole = Toy.train(analysis, folder.resolve("straight"));
    Map<String, byte[]> straight = Toy.files(whole);
    for (int epoch = 2; epoch <= 4; epoch++) {
      int last = epoch;
      Path out = folder.resolve("killed" + epoch);
      ProgressListener killer =
          new ProgressListener() {
            @Override
            public void step(TrainingStep step) {
              if (step.epoch() == last && step.events() > 100) {
                throw new IllegalStateException("killed");
              }
            }
          };
      assertThatThrownBy(() -> TrainService.run(Toy.request(analysis, out), killer))
          .hasMessageStartingWith("killed");
      TrainService.run(
          new TrainService.TrainRequest(null, List.of(), null, out, 2, false),
          ProgressListener.SILENT);
      Runs.same(Toy.files(out), straight);
    }
    assertThat(Files.readString(whole.resolve("report.html")))
        .contains("together with a penalty on the network&#39;s weights")
        .contains("Averaged weights were validated and kept.");
    List<String> history = Files.readAllLines(whole.resolve("history.csv"));
    assertThat(history.getLast().split(",")).hasSize(6);
    assertThat(Double.parseDouble(history.getLast().split(",")[5])).isPositive();
  }

  @Test
  void aGroupThatNamesNothingLeavesNoRun() {
    Path out = folder.resolve("none");
    assertThatThrownBy(() -> Toy.train(analysis, out, "training.groups=[{names: 1.weigth}]"))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("[parameter group 1.weigth] expected the name of a parameter");
    Runs.nothing(out);
  }

  @Test
  void theSearchForALearningRateWritesAPageAndNothingElse() throws IOException {
    Path plain = analysis(Toy.QUICK);
    Path page = folder.resolve("deep/lr.html");
    TrainService.TrainRequest request =
        new TrainService.TrainRequest(plain, List.of(), page, null, 1, false);
    LearningRateScan.ScanResult found = LearningRateScan.find(request, ProgressListener.SILENT);
    assertThat(found.page()).isEqualTo(page);
    assertThat(found.setting()).startsWith("training.optimizer.adamw.learningRate=");
    assertThat(found.headline()).startsWith("The loss falls fastest at a learning rate of ");
    assertThat(Files.readString(page)).contains(found.headline()).contains(found.setting());
    assertThat(folder.resolve("deep").toFile().list()).hasSize(1);
    assertThatThrownBy(() -> LearningRateScan.find(request, ProgressListener.SILENT))
        .hasMessageContaining("expected a file that does not exist yet");
    byte[] first = Files.readAllBytes(page);
    LearningRateScan.find(
        new TrainService.TrainRequest(plain, List.of(), page, null, 2, true),
        ProgressListener.SILENT);
    assertThat(Files.readAllBytes(page)).isEqualTo(first);
  }
}
