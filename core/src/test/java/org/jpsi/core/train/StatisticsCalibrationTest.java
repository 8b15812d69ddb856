package org.jpsi.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jpsi.core.data.ColumnPreprocessing;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.data.Features;
import org.jpsi.core.data.Preprocessing;
import org.jpsi.core.eval.History;
import org.jpsi.core.io.Safetensors;
import org.jpsi.core.loss.BinaryCrossEntropy;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.model.InputColumn;
import org.jpsi.core.model.Model;
import org.jpsi.core.model.ModelFile;
import org.jpsi.core.model.NetworkPredictor;
import org.jpsi.core.model.Scorer;
import org.jpsi.core.nn.BatchNorm;
import org.jpsi.core.nn.Gelu;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.LayerNorm;
import org.jpsi.core.nn.LayerSpec;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Mode;
import org.jpsi.core.nn.Residual;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.nn.Silu;
import org.jpsi.core.optim.Adam;
import org.jpsi.core.optim.Averaging;
import org.jpsi.core.optim.UpdateRule;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.EventBlocks;
import org.jpsi.core.task.Task;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Batch normalization: training, resuming, saving and scoring with the same bits.
class StatisticsCalibrationTest {
  private static final TrainingConfig CONFIG =
      TrainingConfig.epochs(4).withBatch(600).withPatience(0);

  @TempDir private Path folder;

  // Inputs far from standardized, so that normalization has an effect.
  private static Dataset quadrants(int events, long seed) {
    Rng rng = Rng.of(seed);
    float[] x = new float[events * 2];
    float[] y = new float[events];
    float[] w = new float[events];
    for (int i = 0; i < events; i++) {
      double a = rng.normal(2L * i);
      double b = rng.normal(2L * i + 1);
      x[2 * i] = (float) (100 + 20 * a);
      x[2 * i + 1] = (float) (0.01 * b);
      y[i] = a * b > 0 ? 1 : 0;
      w[i] = i % 7 == 0 ? -0.2f : 1.1f;
    }
    return Dataset.of(x, y, w);
  }

  private static Sequential network() {
    return Sequential.of(
        BatchNorm.of(2),
        Linear.of(2, 24),
        BatchNorm.of(24),
        Gelu.of(),
        Residual.of(LayerNorm.of(24), Linear.of(24, 24), Silu.of()),
        Linear.of(24, 1));
  }

  private static Trainer trainer(Sequential network) {
    return Trainer.of(network, new BinaryCrossEntropy(), new Adam(1e-2));
  }

  private static List<float[]> bits(Sequential network) {
    return Stream.concat(network.parameters().stream(), network.buffers().stream())
        .map(p -> p.tensor().toArray())
        .toList();
  }

  private static void same(Sequential a, Sequential b) {
    assertThat(bits(a)).usingElementComparator(Arrays::compare).isEqualTo(bits(b));
  }

  @Test
  void whatNoLineSeparatesIsLearnedFromInputsOfAnyScale() {
    Dataset validation = quadrants(1000, 2);
    History history = trainer(network()).fit(quadrants(3000, 1), validation, CONFIG.withBatch(100));
    assertThat(history.epochs().getLast().validationLoss()).isLessThan(0.3);
  }

  @Test
  void theNumberOfThreadsChangesNoBit() {
    Sequential one = network();
    trainer(one).fit(quadrants(1801, 1), quadrants(300, 2), CONFIG);
    Sequential three = network();
    trainer(three).fit(quadrants(1801, 1), quadrants(300, 2), CONFIG.withThreads(3));
    same(one, three);
  }

  @Test
  void resumedItEndsInTheSameStatistics() {
    Sequential straight = network();
    List<Path> files = new ArrayList<>();
    History whole =
        trainer(straight)
            .checkpoints(c -> {
              Path file = folder.resolve("checkpoint-" + c.epochs().size());
              c.write(file, "test");
              files.add(file);
            })
            .fit(quadrants(1801, 1), quadrants(300, 2), CONFIG);
    for (Path file : List.of(files.getFirst(), files.getLast())) {
      Sequential again = network();
      History resumed =
          trainer(again)
              .resume(Checkpoint.read(file, "test"))
              .fit(quadrants(1801, 1), quadrants(300, 2), CONFIG);
      same(again, straight);
      assertThat(resumed).isEqualTo(whole);
    }
  }

  static Stream<Averaging> averagings() {
    return Stream.of(new Averaging.Ema(0.9), new Averaging.Swa(0.5));
  }

  /// The validated network is the one that is kept: the averaged weights with their own statistics.
  @ParameterizedTest
  @MethodSource("averagings")
  void averagedWeightsHaveTheirOwnStatistics(Averaging averaging) {
    Dataset validation = quadrants(300, 2);
    TrainingConfig config = CONFIG.withUpdates(UpdateRule.PLAIN.with(averaging));
    Sequential straight = network();
    List<Checkpoint> checkpoints = new ArrayList<>();
    History history =
        trainer(straight).checkpoints(checkpoints::add).fit(quadrants(1801, 1), validation, config);
    Predictions used =
        Predictions.of(straight, new BinaryCrossEntropy(), validation, ThreadPool.SERIAL);
    double mean = used.lossSum() / (validation.meanWeight() * validation.events());
    assertThat(mean).isEqualTo(history.epochs().get(history.bestEpoch() - 1).validationLoss());
    Sequential plain = network();
    trainer(plain).fit(quadrants(1801, 1), validation, CONFIG);
    assertThat(straight.buffers().getFirst().tensor().toArray())
        .isEqualTo(plain.buffers().getFirst().tensor().toArray());
    assertThat(straight.buffers().get(2).tensor().toArray())
        .isNotEqualTo(plain.buffers().get(2).tensor().toArray());
    Sequential resumed = network();
    trainer(resumed).resume(checkpoints.get(1)).fit(quadrants(1801, 1), validation, config);
    same(resumed, straight);
  }

  @Test
  void stepByStepTheStatisticsAreTheTrainers() {
    Dataset train = quadrants(600, 1);
    Sequential whole = network();
    trainer(whole).fit(train, Dataset.none(), TrainingConfig.epochs(1).withBatch(600));
    Sequential single = network();
    Rng rng = Rng.of(TrainingConfig.epochs(1).seed());
    single.initialize(rng.child("weights"));
    int[] order = rng.child("shuffle").child(1).permutation(600);
    TrainingConfig config = TrainingConfig.epochs(1).withBatch(600);
    TrainingSession training = trainer(single).warmStart().session(train, Dataset.none(), config);
    training.step(train, order, 0, 600);
    training.calibrate();
    same(single, whole);
  }

  /// The events that statistics come from are defined event by event, whoever holds which.
  @Test
  void statisticsAreThoseOfASampleDefinedByBlocks() {
    Dataset train = quadrants(9000, 1);
    Sequential network = Sequential.of(BatchNorm.of(2), Linear.of(2, 1));
    StatisticsCalibration.of(network, train, Rng.of(3)).run();
    double sum = 0;
    for (int event : EventBlocks.sample(9000, 8192, Rng.of(3))) {
      sum += train.inputs()[2 * event];
    }
    assertThat(network.buffers().getFirst().tensor().toArray()[0]).isEqualTo((float) (sum / 8192));
  }

  /// Whoever holds whole blocks can add their losses.
  @Test
  void aLossOverEventsIsTheSumOfThatOfTheirBlocks() {
    Dataset events = quadrants(9000, 1);
    Sequential network = network();
    Loss loss = new BinaryCrossEntropy();
    double sum = 0;
    for (int from = 0; from < 9000; from += EventBlocks.SIZE) {
      Dataset block = events.slice(from, Math.min(9000, from + EventBlocks.SIZE));
      sum += Predictions.of(network, loss, block, ThreadPool.SERIAL).lossSum();
    }
    for (int threads = 1; threads <= 3; threads++) {
      assertThat(Predictions.of(network, loss, events, ThreadPool.of(threads)).lossSum())
          .isEqualTo(sum);
    }
  }

  private record FunctionLayer(String name, UnaryOperator<Tensor> of) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return of.apply(x);
    }

    @Override
    public Shape outputs(Shape inputs) {
      return inputs;
    }

    @Override
    public LayerSpec spec() {
      return LayerSpec.of(name, Map.of());
    }
  }

  /// Without calibration, normalization would leave 1e15 unchanged, and the power would overflow.
  @Test
  void aLayerThatDivergesIsFoundAsItWasTrained() {
    Dataset events = quadrants(600, 1);
    for (int i = 0; i < events.inputs().length; i++) {
      events.inputs()[i] *= 1e15f;
    }
    Sequential network =
        Sequential.of(
            BatchNorm.of(2),
            new FunctionLayer("power", x -> x.square().square()),
            new FunctionLayer("log", x -> x.neg().sub(1).log()),
            Linear.of(2, 1));
    assertThatThrownBy(() -> trainer(network).fit(events, quadrants(10, 2), CONFIG))
        .isInstanceOf(DivergedException.class)
        .hasMessageContaining("layer 3 (log) is the first whose outputs are not finite");
  }

  @Test
  void theModelFileHoldsTheStatistics() {
    Sequential network = network();
    Dataset test = quadrants(1500, 3);
    trainer(network).fit(quadrants(1801, 1), quadrants(300, 2), CONFIG);
    Model model =
        new Model(
            List.of(new InputColumn("a", false, 1, ""), new InputColumn("b", false, 1, "")),
            Preprocessing.of(
                Features.of("a", "b"), List.of(ColumnPreprocessing.NONE, ColumnPreprocessing.NONE)),
            "",
            new Task.Binary("s", "b"),
            new NetworkPredictor(network),
            Map.of());
    Path file = folder.resolve("model.safetensors");
    ModelFile.write(model, file);
    assertThat(Safetensors.read(file).arrays())
        .containsKeys("2.weight", "2.bias", "2.running_mean", "2.running_var", "4.0.weight");
    double[] scores = Scorer.of(model).score(test.inputs(), test.events());
    Model read = ModelFile.read(file);
    assertThat(Scorer.of(read).score(test.inputs(), test.events())).isEqualTo(scores);
    same(((NetworkPredictor) read.predictor()).network(), network);
    double[] alone = Scorer.of(read).score(Arrays.copyOf(test.inputs(), 2), 1);
    assertThat(alone).containsExactly(scores[0]);
  }
}
