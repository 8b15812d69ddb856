package org.jpsi.core.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.jpsi.core.nn.Rings.rings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.data.Parts;
import org.jpsi.core.eval.Epoch;
import org.jpsi.core.eval.History;
import org.jpsi.core.loss.BinaryCrossEntropy;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.model.Predictor;
import org.jpsi.core.optim.Adam;
import org.jpsi.core.optim.Optimizer;
import org.jpsi.core.random.Rng;
import org.jpsi.core.task.Task;
import org.jpsi.core.tensor.CustomOperation;
import org.jpsi.core.tensor.GradCheck;
import org.jpsi.core.tensor.Gradients;
import org.jpsi.core.tensor.Inputs;
import org.jpsi.core.tensor.Parameter;
import org.jpsi.core.tensor.Parameters;
import org.jpsi.core.tensor.Scalar;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;
import org.jpsi.core.train.Learner;
import org.jpsi.core.train.NetworkLearner;
import org.jpsi.core.train.Trainer;
import org.jpsi.core.train.TrainingConfig;
import org.jpsi.core.train.TrainingListener;
import org.jpsi.core.train.TrainingSession;
import org.jpsi.core.train.TrainingState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The code of docs/guide.md, region by region, and a check that both are the same text; that of
/// its last part is in {@link GuideLandscapeTest}.
class GuideTest {
  @TempDir private Path folder;

  @Test
  void tensors() {
    // guide
    Tensor a = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3); // two rows of three
    Tensor row = Tensor.of(new float[] {10, 20, 30});
    Tensor sum = a.add(row); // broadcast as in NumPy: [[11, 22, 33], [14, 25, 36]]
    Tensor means = sum.mean(0); // along axis 0: [12.5, 23.5, 34.5]
    Tensor product = a.matmul(row.reshape(3, 1)); // [2, 1]
    Tensor left = a.slice(1, 0, 2); // columns 0 and 1
    Tensor positive = a.sub(3).relu().log().exp();
    Tensor noise = Tensor.normal(Shape.of(2, 3), Rng.of(1), 0); // the same on every machine
    float[] values = a.add(noise).toArray();
    String printed = product.toString(); // as NumPy prints it
    // end
    assertThat(sum.toArray()).containsExactly(11, 22, 33, 14, 25, 36);
    assertThat(means.toArray()).containsExactly(12.5f, 23.5f, 34.5f);
    assertThat(printed).isEqualTo("[[140.]\n [320.]]");
    assertThat(product.toArray()).containsExactly(140, 320);
    assertThat(left.toArray()).containsExactly(1, 2, 4, 5);
    assertThat(positive.toArray()).containsExactly(0, 0, 0, 1, 2, 3);
    assertThat(values).hasSize(6);
  }

  @Test
  void autograd() {
    // guide
    Tensor w = Tensor.of(new float[] {1, 2, 3}).requiresGrad();
    Tensor x = Tensor.of(new float[] {0.5f, -1, 2});
    Tensor y = w.mul(x).sum().square(); // any expression; values are there at once
    Gradients gradients = y.backward();
    Tensor dw = gradients.of(w); // 2 (w . x) x = [4.5, -9, 18]
    // end
    assertThat(dw.toArray()).containsExactly(4.5f, -9, 18);

    // guide
    double error = GradCheck.largestError(t -> t[0].mul(t[1]).sum().square(), w, x);
    // end
    assertThat(error).isLessThan(1e-3);
  }

  // guide
  /// `y = log(cosh(x))`, without overflow.
  record LogCosh() implements CustomOperation {
    @Override
    public Shape shape(List<Shape> inputs) {
      return inputs.getFirst();
    }

    @Override
    public void forward(List<Tensor> x, float[] y) {
      float[] v = x.getFirst().values();
      for (int i = 0; i < y.length; i++) {
        double a = Math.abs(v[i]);
        y[i] = (float) (a + StrictMath.log1p(StrictMath.exp(-2 * a)) - StrictMath.log(2));
      }
    }

    @Override
    public void backward(List<Tensor> x, Tensor y, float[] g, List<float[]> dx) {
      float[] v = x.getFirst().values();
      for (int i = 0; i < g.length; i++) {
        dx.getFirst()[i] = g[i] * (float) StrictMath.tanh(v[i]);
      }
    }
  }

  // end

  @Test
  void anOperationOfOnesOwn() {
    Tensor x = Tensor.of(new float[] {-1000, -0.5f, 0, 2}, 2, 2);
    // guide
    Tensor y = Tensor.apply(new LogCosh(), x);
    double error = GradCheck.largestError(t -> Tensor.apply(new LogCosh(), t[0]), x);
    // end
    assertThat(y.toArray()[0]).isEqualTo((float) (1000 - StrictMath.log(2)));
    assertThat(y.toArray()[3]).isEqualTo((float) StrictMath.log(StrictMath.cosh(2)));
    assertThat(error).isLessThan(1e-3);
  }

  @Test
  void networksTrainingSavingAndLoading() {
    // guide
    Sequential net =
        Sequential.of(
            Linear.of(2, 32, Gelu.of().init()),
            BatchNorm.of(32),
            Gelu.of(),
            Dropout.of(0.1),
            Residual.of(Linear.of(32, 32), Silu.of()),
            Linear.of(32, 1));
    // end

    // guide
    Dataset train = rings(4000, 1);
    Dataset validation = rings(1000, 2);
    History history =
        Trainer.of(net, new BinaryCrossEntropy(), new Adam(1e-2))
            .fit(train, validation, TrainingConfig.epochs(5).withSeed(7));
    double loss = history.epochs().get(history.bestEpoch() - 1).validationLoss();

    Tensor events = Tensor.of(new float[] {0, 0, 3, 3}, 2, 2);
    Tensor logits = net.forward(events, Mode.inference());
    Tensor probabilities = new BinaryCrossEntropy().response(logits); // [2, 1]
    // end
    assertThat(loss).isLessThan(0.4);
    assertThat(probabilities.get(0, 0)).isGreaterThan(0.8f);
    assertThat(probabilities.get(1, 0)).isLessThan(0.2f);

    // guide
    TrainingSession session =
        Trainer.of(net, new BinaryCrossEntropy(), new Adam(1e-3))
            .warmStart() // fine-tuning
            .session(train, validation, TrainingConfig.epochs(3));
    Epoch first = session.epoch().orElseThrow();
    session.learningRate(session.learningRate() / 2); // kept through a schedule, and in checkpoints
    List<Double> losses = new ArrayList<>();
    while (!session.done()) {
      losses.add(session.step().loss());
    }
    float[] gradient = session.gradient(); // of the last step
    History tuned = session.finish(); // the weights of the best epoch are in net
    // end
    assertThat(first.trainLoss()).isLessThan(loss + 0.05);
    assertThat(tuned.epochs()).hasSize(3);
    assertThat(losses).hasSize(2 * Math.ceilDiv(4000, 256));
    assertThat(gradient).hasSize(session.parameters().size());
    assertThat(tuned.epochs().getLast().learningRate()).isEqualTo(5e-4);
  }

  @Test
  void anEnsemble() {
    Dataset train = rings(4000, 1);
    Dataset validation = rings(1000, 2);
    // guide
    NetworkLearner learner =
        NetworkLearner.of(
                (in, out) -> Sequential.of(Linear.of(in, 32), Relu.of(), Linear.of(32, out)),
                new Adam(1e-2),
                TrainingConfig.epochs(5))
            .members(8);
    Learner.FitResult fit =
        learner.fit(
            Learner.FitRequest.of(
                Parts.of(train, validation), new Task.Binary("ring", "background")));
    Predictor ensemble = fit.predictor(); // the mean of 8 probabilities, as a logit
    int[] held = fit.outOfFold().orElseThrow().heldOut(0); // events that member 0 has not seen
    // end
    assertThat(held).hasSize(500);
    assertThat(fit.history().epochs().getLast().validationLoss()).isLessThan(0.4);
    assertThat(ensemble.predict(new float[] {0, 0}, 2)[0]).isGreaterThan(1);
    assertThat(ensemble.predict(new float[] {3, 3}, 2)[0]).isLessThan(-1);
  }

  @Test
  void aLoopOfOnesOwn() {
    Dataset train = rings(4000, 1);
    Path file = folder.resolve("weights.safetensors");
    // guide
    Sequential net = Sequential.of(Linear.of(2, 32), Relu.of(), Linear.of(32, 1));
    net.initialize(Rng.of(1));
    Parameters parameters = Parameters.of(net.parameters());
    Optimizer.State adam = new Adam(1e-2).start(parameters);
    Tensor x = Tensor.of(train.inputs(), train.events(), 2);
    Tensor y = Tensor.of(train.targets());
    Tensor weight = Tensor.of(train.weights());
    for (int step = 0; step < 200; step++) {
      Tensor output = net.forward(x, new Mode.Training(Rng.of(1).child(step), 0));
      Tensor loss = new BinaryCrossEntropy().forward(output, y, weight).div(train.events());
      adam.step(parameters, loss.backward().of(parameters));
    }
    // end

    // guide
    TrainingState.save(file, net, parameters, adam); // PyTorch opens it: safetensors
    Sequential again = Sequential.of(Linear.of(2, 32), Relu.of(), Linear.of(32, 1));
    TrainingState.load(file, again);
    // end
    assertThat(again.forward(x, Mode.inference()).toArray())
        .isEqualTo(net.forward(x, Mode.inference()).toArray());
    Tensor output = net.forward(x, Mode.inference());
    double loss = new BinaryCrossEntropy().forward(output, y, weight).item() / train.events();
    assertThat(loss).isLessThan(0.4);
  }

  // guide
  /// `y = x + c x^2`, with a `c` for each column that is learned.
  static final class Quadratic implements Layer {
    private final Parameter c;

    Quadratic(int width) {
      c = Parameter.of("c", Shape.of(width)); // begins at 0
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return x.add(x.square().mul(c.tensor()));
    }

    @Override
    public List<Parameter> ownParameters() {
      return List.of(c);
    }
  }

  // end

  @Test
  void aLayerOfOnesOwn() {
    Sequential net = Sequential.of(new Quadratic(2), Linear.of(2, 1));
    History history =
        Trainer.of(net, new BinaryCrossEntropy(), new Adam(0.05))
            .fit(rings(4000, 1), rings(1000, 2), TrainingConfig.epochs(10));
    assertThat(history.epochs().getLast().validationLoss()).isLessThan(0.45);
    assertThat(net).hasToString("Sequential(Quadratic, Linear(2, 1))");
    assertThatThrownBy(() -> net.forward(Tensor.ones(5, 3), Mode.inference()))
        .hasMessageStartingWith("layer 0, Quadratic: ");
    Quadratic layer = new Quadratic(3);
    layer.parameters().getFirst().set(new float[] {0.5f, -1, 2});
    assertThat(
            GradCheck.largestError(
                t -> layer.forward(t[0], Mode.inference()),
                Tensor.normal(Shape.of(4, 3), Rng.of(1), 0)))
        .isLessThan(1e-3);
  }

  @Test
  void aNetworkOfSeveralInputs() {
    int number = 2000;
    Rng rng = Rng.of(1);
    int[] offsets = new int[number + 1];
    float[] met = new float[number];
    float[] signal = new float[number];
    for (int i = 0; i < number; i++) {
      int count = rng.child("count").integer(5, i);
      offsets[i + 1] = offsets[i] + count;
      met[i] = (float) rng.child("met").normal(i);
      signal[i] = count + met[i] > 2 ? 1 : 0;
    }
    float[] jets = Tensor.normal(Shape.of(3 * offsets[number]), rng.child("jets"), 0).toArray();
    // guide
    /// The sum over jets of a function of each, beside the quantities of the event.
    record JetSum(Layer jet) implements MultiInputLayer {
      @Override
      public Tensor forward(Inputs<Tensor> inputs, Mode mode) {
        Tensor each = jet.forward(inputs.get("jets"), mode); // [events, 4, width]
        Tensor real = inputs.get("jets.mask").unsqueeze(2); // 1 for a jet, 0 for padding
        Tensor sum = each.maskedSum(real, 1); // [events, width]
        return Tensor.concat(1, List.of(sum, inputs.get("event")));
      }

      @Override
      public SequencedMap<String, Layer> children() {
        return Children.of("jet", jet);
      }
    }

    Dataset events =
        Dataset.builder(number)
            .jagged("jets", Shape.of(4, 3), offsets, jets) // 4 jets of 3 features, or fewer
            .input("event", Shape.of(1), met)
            .targets(1, signal)
            .build();
    Layer jet = Sequential.of(Linear.of(3, 16), Relu.of(), Linear.of(16, 8));
    Sequential net = Sequential.of(new JetSum(jet), Linear.of(9, 16), Relu.of(), Linear.of(16, 1));
    // end
    History history =
        Trainer.of(net, new BinaryCrossEntropy(), new Adam(1e-2))
            .fit(events, events.view(0, 1, 2), TrainingConfig.epochs(10).withPatience(0));
    assertThat(history.epochs().getLast().trainLoss()).isLessThan(0.25);
    assertThatThrownBy(() -> net.forward(Tensor.ones(2, 3), Mode.inference()))
        .hasMessage(
            "[JetSum layer] expected several inputs by name, found one without a name; put this"
                + " layer first in a network, and train it on a dataset of these inputs");
  }

  @Test
  void aLossOfOnesOwn() {
    // guide
    // `l = log(cosh(d))` with `d = prediction - target`: squares near 0, absolute values far away
    Loss logCosh =
        (output, target, weight) -> {
          Tensor d = output.reshape(-1).sub(target.reshape(-1));
          Tensor l = d.add(d.mul(-2).softplus()).sub((float) StrictMath.log(2));
          return l.dot(weight); // the sum of w l, not the mean
        };
    Trainer trainer = Trainer.of(Linear.of(2, 1), logCosh, new Adam(1e-2));
    // end

    // guide
    Scalar beta = Scalar.of(1e-3); // a number that changes during the training
    Loss annealed =
        (output, target, weight) ->
            logCosh
                .forward(output, target, weight)
                .add(output.square().mean(1).dot(weight).mul(beta.tensor()));
    TrainingListener schedule =
        new TrainingListener() {
          @Override
          public void epoch(Epoch epoch) {
            beta.set(2 * beta.get());
          }
        };
    // end
    Dataset line =
        Dataset.of(new float[] {1, 0, 0, 1, 1, 1}, new float[] {1, 2, 3}, new float[] {1, 1, 1});
    History history = trainer.fit(line, line, TrainingConfig.epochs(600).withPatience(0));
    assertThat(history.epochs().getLast().validationLoss())
        .isLessThan(history.epochs().getFirst().validationLoss() / 10);
    Trainer.of(Linear.of(2, 1), annealed, new Adam(1e-2))
        .listener(schedule)
        .fit(line, line, TrainingConfig.epochs(3));
    assertThat(beta.get()).isEqualTo(8e-3f);
    Tensor three = Tensor.of(new float[] {3});
    assertThat((double) logCosh.forward(three, Tensor.zeros(Shape.of(1)), three).item())
        .isCloseTo(3 * StrictMath.log(StrictMath.cosh(3)), within(1e-5));
  }

  @Test
  void theGuideShowsThisCode() throws Exception {
    Path above = Path.of("").toAbsolutePath().resolve("..");
    Path root = Files.exists(above.resolve("docs")) ? above : Path.of("");
    Path tests = root.resolve("core/src/test/java/org/jpsi/core/nn");
    String test =
        Files.readString(tests.resolve("GuideTest.java"))
            + Files.readString(tests.resolve("GuideLandscapeTest.java"));
    assertThat(
            TextBlocks.of(Files.readString(root.resolve("docs/guide.md")), "```java\n(.*?)```\n"))
        .isEqualTo(TextBlocks.of(test, " // guide\n(.*?) +// end\n"));
  }
}
