package org.jpsi.core.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.SequencedMap;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.eval.Metric;
import org.jpsi.core.loss.BinaryCrossEntropy;
import org.jpsi.core.loss.CrossEntropy;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.loss.MeanSquaredError;
import org.jpsi.core.nn.Children;
import org.jpsi.core.nn.Conv2d;
import org.jpsi.core.nn.Embedding;
import org.jpsi.core.nn.Flatten;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.MaxPool2d;
import org.jpsi.core.nn.Mode;
import org.jpsi.core.nn.MultiInputLayer;
import org.jpsi.core.nn.Relu;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.nn.Unflatten;
import org.jpsi.core.optim.Adam;
import org.jpsi.core.optim.ParameterGroup;
import org.jpsi.core.optim.UpdateRule;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.CustomOperation;
import org.jpsi.core.tensor.GradCheck;
import org.jpsi.core.tensor.Inputs;
import org.jpsi.core.tensor.Scalar;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The programs of `docs/programs.md`, the last six; {@link ProgramsTest} has the others, and holds
/// the page to both.
class MoreProgramsTest {
  @TempDir Path folder;

  @Test
  void deepSetsWithAttention() {
    Dataset train = jets(2000, 1);
    Dataset validation = jets(1000, 2);
    // program
    final class Jets implements MultiInputLayer {
      private final Layer each =
          Sequential.of(Linear.of(3, 32), Relu.of(), Linear.of(32, 16), Relu.of());
      private final Layer score = Linear.of(16, 1);
      private final Layer out = Linear.of(16, 1);

      @Override
      public Tensor forward(Inputs<Tensor> inputs, Mode mode) {
        Tensor mask = inputs.get("jets.mask").unsqueeze(-1);
        Tensor h = each.forward(inputs.get("jets"), mode.child(0));
        Tensor attention = score.forward(h, mode).maskedSoftmax(mask, 1);
        return out.forward(attention.mul(h).sum(1), mode);
      }

      @Override
      public SequencedMap<String, Layer> children() {
        return Children.of("each", each, "score", score, "out", out);
      }
    }

    Layer net = new Jets();
    Trainer.of(net, new BinaryCrossEntropy(), new Adam(1e-2))
        .epochs(10)
        .batch(128)
        .fit(train, validation);
    // end
    Tensor output = net.forward(validation.batch().tensors(), Mode.inference());
    assertThat(Metric.auc().of(output.toArray(), validation.targets(), validation.weights()))
        .isGreaterThan(0.95);
  }

  @Test
  void aConvolution() {
    Dataset train = images(900, 1);
    Dataset validation = images(300, 2);
    // program
    Sequential net =
        Sequential.of(
            Unflatten.of(1, 12, 12),
            Conv2d.of(1, 8, 3),
            Relu.of(),
            MaxPool2d.of(2),
            Flatten.of(),
            Linear.of(200, 3));
    Trainer.of(net, new CrossEntropy(), new Adam(1e-2)).epochs(5).batch(64).fit(train, validation);
    // end
    assertThat(
            Metric.accuracy()
                .of(
                    ProgramsTest.outputs(net, validation),
                    validation.targets(),
                    validation.weights()))
        .isGreaterThan(0.9);
  }

  @Test
  void anEmbedding() {
    Dataset train = kinds(2000, 1);
    Dataset validation = kinds(500, 2);
    // program
    Sequential net =
        Sequential.of(Embedding.of(0, 6, 3), Linear.of(5, 32), Relu.of(), Linear.of(32, 1));
    Trainer.of(net, new MeanSquaredError(), new Adam(1e-2))
        .epochs(15)
        .batch(128)
        .fit(train, validation);
    // end
    assertThat(ProgramsTest.meanSquare(net, validation)).isLessThan(0.05);
  }

  @Test
  void fineTuning() {
    Dataset train = ProgramsTest.rings(500, 1, false);
    Dataset validation = ProgramsTest.rings(1000, 2, false);
    Path file = folder.resolve("pretrained.safetensors");
    Sequential before = Sequential.of(Linear.of(2, 32), Relu.of(), Linear.of(32, 1));
    Trainer.of(before, new BinaryCrossEntropy(), new Adam(1e-2))
        .epochs(10)
        .fit(ProgramsTest.rings(2000, 3, false), validation);
    TrainingState.save(file, before);
    // program
    Sequential net = Sequential.of(Linear.of(2, 32), Relu.of(), Linear.of(32, 1));
    TrainingState.load(file, net);
    net.layers().get(2).initialize(Rng.of(1));
    UpdateRule slowly = UpdateRule.PLAIN.with(List.of(new ParameterGroup("0.*", 0, 0.1, 1)));
    Trainer.of(net, new BinaryCrossEntropy(), new Adam(1e-2))
        .warmStart()
        .fit(train, validation, TrainingConfig.epochs(10).withBatch(128).withUpdates(slowly));
    // end
    assertThat(ProgramsTest.auc(net, validation)).isGreaterThan(0.97);
    double moved = 0;
    for (int i = 0; i < 64; i++) {
      moved =
          Math.max(
              moved,
              Math.abs(
                  net.parameters().getFirst().tensor().toArray()[i]
                      - before.parameters().getFirst().tensor().toArray()[i]));
    }
    assertThat(moved).isBetween(1e-4, 0.1);
  }

  @Test
  void anAnnealedLoss() {
    Dataset train = ProgramsTest.rings(2000, 1, false);
    Dataset validation = ProgramsTest.rings(1000, 2, false);
    // program
    Scalar beta = Scalar.of(1);
    Loss notTooSure =
        (output, target, weight) ->
            new BinaryCrossEntropy()
                .forward(output, target, weight)
                .add(output.reshape(-1).square().dot(weight).mul(beta.tensor()));
    Sequential net = Sequential.of(Linear.of(2, 32), Relu.of(), Linear.of(32, 1));
    Trainer.of(net, notTooSure, new Adam(1e-2))
        .listener(TrainingListener.afterEpoch(epoch -> beta.set(Math.pow(0.5, epoch.number()))))
        .epochs(15)
        .batch(128)
        .fit(train, Dataset.none());
    // end
    assertThat(beta.get()).isEqualTo((float) Math.pow(0.5, 15));
    assertThat(ProgramsTest.auc(net, validation)).isGreaterThan(0.97);
  }

  @Test
  void anOperationOfOnesOwn() {
    Dataset train = ProgramsTest.rings(2000, 1, false);
    Dataset validation = ProgramsTest.rings(1000, 2, false);
    // program
    record SquarePlus() implements CustomOperation {
      @Override
      public Shape shape(List<Shape> inputs) {
        return inputs.getFirst();
      }

      @Override
      public void forward(List<Tensor> x, float[] y) {
        float[] v = x.getFirst().values();
        for (int i = 0; i < y.length; i++) {
          y[i] = (v[i] + (float) Math.sqrt(v[i] * v[i] + 4)) / 2;
        }
      }

      @Override
      public void backward(List<Tensor> x, Tensor y, float[] g, List<float[]> dx) {
        float[] v = x.getFirst().values();
        float[] w = y.values();
        for (int i = 0; i < g.length; i++) {
          dx.getFirst()[i] = g[i] * w[i] / (float) Math.sqrt(v[i] * v[i] + 4);
        }
      }
    }

    Layer squarePlus = (x, mode) -> Tensor.apply(new SquarePlus(), x);
    Sequential net = Sequential.of(Linear.of(2, 32), squarePlus, Linear.of(32, 1));
    Trainer.of(net, new BinaryCrossEntropy(), new Adam(1e-2))
        .epochs(15)
        .batch(128)
        .fit(train, validation);
    // end
    assertThat(ProgramsTest.auc(net, validation)).isGreaterThan(0.97);
    assertThat(
            GradCheck.largestError(
                x -> squarePlus.forward(x[0], Mode.inference()),
                Tensor.normal(Shape.of(3, 4), Rng.of(1), 0)))
        .isLessThan(1e-3);
  }

  /// Up to six jets of three numbers; signal where the jet that is largest in the first has a
  /// positive second.
  private static Dataset jets(int events, long seed) {
    Rng rng = Rng.of(seed);
    float[] x = Tensor.normal(Shape.of(events * 6, 3), rng, 0).toArray();
    float[] mask = new float[events * 6];
    float[] signal = new float[events];
    for (int i = 0; i < events; i++) {
      int jets = 2 + rng.child("jets").integer(5, i);
      int largest = i * 6;
      for (int j = i * 6; j < i * 6 + jets; j++) {
        mask[j] = 1;
        largest = x[3 * j] > x[3 * largest] ? j : largest;
      }
      signal[i] = x[3 * largest + 1] > 0 ? 1 : 0;
    }
    return Dataset.builder(events)
        .input("jets", Shape.of(6, 3), x)
        .mask("jets", mask)
        .targets(1, signal)
        .build();
  }

  /// Noise with a line along, across or not at all.
  private static Dataset images(int events, long seed) {
    Rng rng = Rng.of(seed);
    float[] x = Tensor.normal(Shape.of(events, 144), rng, 0).mul(0.3f).toArray();
    int[] labels = new int[events];
    for (int i = 0; i < events; i++) {
      labels[i] = i % 3;
      int at = rng.child("at").integer(12, i);
      for (int k = 0; k < 12 && labels[i] > 0; k++) {
        x[i * 144 + (labels[i] == 1 ? at * 12 + k : k * 12 + at)] += 1;
      }
    }
    return Dataset.of(x, labels);
  }

  /// A kind, two numbers, and what they give together with the kind's own offset.
  private static Dataset kinds(int events, long seed) {
    float[] x = Tensor.normal(Shape.of(events, 3), Rng.of(seed), 0).toArray();
    float[] targets = new float[events];
    float[] offsets = {-1, 2, 0, 1, -2, 0.5f};
    for (int i = 0; i < events; i++) {
      int kind = Rng.of(seed).child("kind").integer(6, i);
      x[3 * i] = kind;
      targets[i] = offsets[kind] + x[3 * i + 1] * 0.5f - x[3 * i + 2];
    }
    return Dataset.of(x, targets, Tensor.ones(events).toArray());
  }
}
