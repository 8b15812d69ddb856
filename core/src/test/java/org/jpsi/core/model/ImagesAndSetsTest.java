package org.jpsi.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jpsi.core.data.ColumnPreprocessing;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.data.Features;
import org.jpsi.core.data.Preprocessing;
import org.jpsi.core.loss.BinaryCrossEntropy;
import org.jpsi.core.nn.Constituents;
import org.jpsi.core.nn.Conv2d;
import org.jpsi.core.nn.Flatten;
import org.jpsi.core.nn.LayerNorm;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.MaxPool2d;
import org.jpsi.core.nn.Mode;
import org.jpsi.core.nn.MultiHeadAttention;
import org.jpsi.core.nn.Pooling;
import org.jpsi.core.nn.Relu;
import org.jpsi.core.nn.Residual;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.nn.Unflatten;
import org.jpsi.core.optim.Adam;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.core.task.Task;
import org.jpsi.core.tensor.Inputs;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;
import org.jpsi.core.train.Trainer;
import org.jpsi.core.train.TrainingConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Networks of images and of sets are trained with the same bits by any number of threads, written,
/// read, and score columns of a table as they score tensors.
class ImagesAndSetsTest {
  private static final int EVENTS = 600;
  private static final Task TASK = new Task.Binary("signal", "background");

  @TempDir Path folder;

  private static Sequential ofImages() {
    return Sequential.of(
        Unflatten.of(1, 6, 6),
        Conv2d.of(1, 4, 3, 1, 1),
        Relu.of(),
        MaxPool2d.of(2),
        Conv2d.of(4, 6, 2),
        Relu.of(),
        Flatten.of(),
        Linear.of(24, 1));
  }

  private static Sequential ofSets() {
    return Sequential.of(
        Constituents.of(
            "jets",
            Linear.of(3, 8),
            Residual.of(LayerNorm.of(8), MultiHeadAttention.of(8, 2, 0.1)),
            Pooling.mean()),
        Linear.of(8, 1));
  }

  // A bar that stands or lies, or is there by chance.
  private static float[] images(float[] labels) {
    float[] x = Tensor.normal(Shape.of(EVENTS, 36), Rng.of(1), 0).mul(0.3f).toArray();
    for (int i = 0; i < EVENTS; i++) {
      labels[i] = i % 2;
      int line = Rng.of(2).integer(6, i);
      for (int k = 0; k < 6; k++) {
        x[36 * i + (i % 2 == 0 ? 6 * line + k : 6 * k + line)] += 1;
      }
    }
    return x;
  }

  @Test
  void anImageIsRecognizedWithTheSameBitsByAnyNumberOfThreads() {
    float[] labels = new float[EVENTS];
    float[] weights = new float[EVENTS];
    Arrays.fill(weights, 1);
    Dataset data = Dataset.of(images(labels), labels, weights);
    learnsWithTheSameBits(ImagesAndSetsTest::ofImages, data, labels);
  }

  @Test
  void aSetIsCountedWithTheSameBitsByAnyNumberOfThreads() {
    float[] jets = Tensor.normal(Shape.of(EVENTS, 7, 3), Rng.of(4), 0).toArray();
    float[] mask = new float[EVENTS * 7];
    float[] labels = new float[EVENTS];
    for (int i = 0; i < EVENTS; i++) {
      int count = 1 + Rng.of(5).integer(7, i);
      double sum = 0;
      for (int k = 0; k < 7; k++) {
        mask[7 * i + k] = k < count ? 1 : 0;
        sum += k < count ? jets[21 * i + 3 * k] : 0;
      }
      labels[i] = sum > 0 ? 1 : 0;
    }
    Dataset data =
        Dataset.builder(EVENTS)
            .input("jets", Shape.of(7, 3), jets)
            .input("jets.mask", Shape.of(7), mask)
            .targets(1, labels)
            .build();
    learnsWithTheSameBits(ImagesAndSetsTest::ofSets, data, labels);
  }

  // Right for nine of ten events, by any number of threads alike.
  private static void learnsWithTheSameBits(
      Supplier<Sequential> network, Dataset data, float[] labels) {
    float[] first = {};
    for (int threads = 1; threads <= 3; threads++) {
      Sequential net = network.get();
      Trainer.of(net, new BinaryCrossEntropy(), new Adam(1e-2))
          .fit(
              data,
              Dataset.none(),
              TrainingConfig.epochs(12).withBatch(300).withThreads(threads).withSeed(3));
      float[] scores = net.forward(data.batch().tensors(), Mode.inference()).toArray();
      int right = 0;
      for (int i = 0; i < EVENTS; i++) {
        right += scores[i] > 0 == labels[i] > 0 ? 1 : 0;
      }
      assertThat(right).isGreaterThan(EVENTS * 90 / 100);
      first = threads == 1 ? scores : first;
      assertThat(scores).isEqualTo(first);
    }
  }

  private static List<String> columns(String name, int count) {
    return IntStream.range(0, count).mapToObj(i -> name + i).toList();
  }

  private static Table table(List<String> names) {
    return Table.of(
        "toy",
        names.stream()
            .<Column>map(name -> {
              float[] values = new float[EVENTS];
              for (int i = 0; i < EVENTS; i++) {
                Rng rng = Rng.of(7).child(name);
                values[i] = name.startsWith("mask") ? rng.integer(2, i) : (float) rng.normal(i);
              }
              return NumberColumn.of(name, "", values);
            })
            .toList());
  }

  private static Preprocessing preprocessing(List<String> names, ColumnPreprocessing of) {
    return Preprocessing.of(
        Features.of(names.toArray(String[]::new)), Collections.nCopies(names.size(), of));
  }

  @Test
  void columnsAreScoredAsImages() {
    List<String> cells = columns("cell", 36);
    ColumnPreprocessing standardized = ColumnPreprocessing.standardize(0.1, 1.5, -1, 1);
    scoresAsTensorsDo(ofImages(), Inputs.single(preprocessing(cells, standardized)), table(cells));
  }

  @Test
  void columnsAreScoredAsASetWithItsMask() {
    List<String> jets = columns("jet", 21);
    List<String> mask = columns("mask", 7);
    List<String> all = new ArrayList<>(jets);
    all.addAll(mask);
    scoresAsTensorsDo(
        ofSets(),
        Inputs.of("jets", preprocessing(jets, ColumnPreprocessing.standardize(0.1, 1.5, -1, 1)))
            .with("jets.mask", preprocessing(mask, ColumnPreprocessing.NONE)),
        table(all));
  }

  private void scoresAsTensorsDo(Sequential net, Inputs<Preprocessing> inputs, Table events) {
    net.initialize(Rng.of(6));
    List<String> names = events.names();
    Model model =
        new Model(
            names.stream().map(name -> new InputColumn(name, false, 1, "")).toList(),
            inputs,
            "",
            TASK,
            List.of(),
            new NetworkPredictor(net),
            Map.of());
    Path file = folder.resolve("model.safetensors");
    ModelFile.write(model, file);
    Inputs<Tensor> tensors =
        inputs.map((name, preprocessing) -> {
          float[] values = preprocessing.apply(events);
          return Tensor.of(values, EVENTS, values.length / EVENTS);
        });
    double[] expected = Scorer.activate(TASK, net.forward(tensors, Mode.inference()).toArray());
    Scorer scorer = Scorer.of(ModelFile.read(file));
    assertThat(scorer.score(events).numbers("score").toDoubles()).isEqualTo(expected);
    EventScorer one = scorer.bind(names.toArray(String[]::new));
    for (int i = 0; i < EVENTS; i++) {
      int event = i;
      double[] values =
          names.stream().mapToDouble(name -> events.numbers(name).value(event)).toArray();
      assertThat((double) one.score(values)).isEqualTo(expected[i]);
    }
  }
}
