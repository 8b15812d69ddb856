package org.jpsi.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jpsi.analysis.file.LossOptions;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.model.ModelFile;
import org.jpsi.core.model.NetworkPredictor;
import org.jpsi.core.model.Predictor;
import org.jpsi.core.nn.LayerSpec;
import org.jpsi.core.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The networks and losses that an analysis file may ask for.
class NetworkBuilderTest {
  @TempDir private Path folder;

  @BeforeEach
  void samples() {
    Toy.write(folder.resolve("sig.root"), "t", Toy.events(600, 1, 1));
    Toy.write(folder.resolve("bkg.root"), "t", Toy.events(700, 2, 0));
  }

  @Test
  void normalizedAndBentOtherwiseItStillTellsTheClassesApart() throws Exception {
    Path analysis =
        Toy.analysis(
            folder,
            """
            samples: [{files: sig.root, class: signal}, {files: bkg.root, class: background}]
            features: [x, y]
            network: {layers: [8, 8], activation: gelu, normalization: batch}
            training: {loss: {focal: {gamma: 1}}, epochs: 6, batch: 64}
            """);
    Path run = Toy.train(analysis, folder.resolve("run"));
    assertThat(Runs.figure(run, "test", "auc")).isGreaterThan(0.75);
    Predictor predictor = ModelFile.read(run.resolve("model.safetensors")).predictor();
    assertThat(
            ((NetworkPredictor) predictor).network().spec().layers().stream().map(LayerSpec::type))
        .containsExactly(
            "linear",
            "batchNorm",
            "gelu",
            "dropout",
            "linear",
            "batchNorm",
            "gelu",
            "dropout",
            "linear");
    assertThat(Files.readString(run.resolve("analysis.yaml")))
        .contains(
            "network: {encoding: none, layers: [8, 8], activation: gelu, normalization: batch,"
                + " dropout: 0.3}",
            "loss: {focal: {alpha: 0.5, gamma: 1}}");
    // two linear layers and the output, with what belongs to them written under them
    assertThat(Files.readString(run.resolve("report.html")))
        .contains("linear 8 batchNorm gelu dropout 0.3, linear 8 batchNorm gelu dropout 0.3");
  }

  @Test
  void theLossOfAnAnalysisIsThatOfItsTask() {
    for (Task task :
        List.of(
            new Task.Binary("s", "b"),
            new Task.Multiclass(List.of("u", "d", "s")),
            new Task.Regression(List.of(new Task.Target("m", ""))))) {
      assertThat(LossOptions.namesFor(task.classNames().size()).getFirst())
          .isEqualTo(Loss.usual(task).name());
    }
  }

  @Test
  void aRegressionMayMakeTheMedianOrAQuantileRight() {
    double[] biases = new double[2];
    List<String> losses = List.of("l1", "{quantile: {level: 0.9}}");
    for (int i = 0; i < 2; i++) {
      Path analysis =
          Toy.analysis(
              folder,
              """
              samples: [sig.root]
              target: target
              features: [x]
              network: {layers: [8], normalization: layer, activation: {leakyRelu: {slope: 0.1}}}
              training: {loss: %s, epochs: 30, batch: 32, optimizer: {adam: {learningRate: 0.01}}}
              """
                  .formatted(losses.get(i)));
      biases[i] = Runs.figure(Toy.train(analysis, folder.resolve("run" + i)), "test", "bias");
    }
    // y, which the network is not given, spreads the target by 20: its 90 % point is 25.6 higher
    assertThat(biases[0]).isBetween(-6.0, 6.0);
    assertThat(biases[1]).isBetween(16.0, 36.0);
  }
}
