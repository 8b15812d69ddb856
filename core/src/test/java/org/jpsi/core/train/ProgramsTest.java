package org.jpsi.core.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jpsi.core.data.Batch;
import org.jpsi.core.data.DataLoader;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.eval.Metric;
import org.jpsi.core.loss.BinaryCrossEntropy;
import org.jpsi.core.loss.HeadLosses;
import org.jpsi.core.loss.HeadLosses.Head;
import org.jpsi.core.loss.MeanSquaredError;
import org.jpsi.core.nn.Children;
import org.jpsi.core.nn.GradientReversal;
import org.jpsi.core.nn.Heads;
import org.jpsi.core.nn.Identity;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Mode;
import org.jpsi.core.nn.Relu;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.optim.Adam;
import org.jpsi.core.optim.AdamW;
import org.jpsi.core.optim.GradientClipping;
import org.jpsi.core.optim.Optimizer;
import org.jpsi.core.optim.Schedule;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Parameter;
import org.jpsi.core.tensor.Parameters;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The programs of `docs/programs.md`, the first six: each is run, and learns. {@link
/// MoreProgramsTest} has the others.
class ProgramsTest {
  @TempDir Path folder;

  @Test
  void twoHeads() {
    Dataset train = rings(2000, 1, true);
    Dataset validation = rings(1000, 2, true);
    // program
    Sequential net =
        Sequential.of(
            Linear.of(2, 32),
            Relu.of(),
            Heads.of("signal", Linear.of(32, 1), "mass", Linear.of(32, 1)));
    HeadLosses losses =
        HeadLosses.of(
            Head.of("signal", new BinaryCrossEntropy()),
            Head.of("mass", new MeanSquaredError()).withWeight(0.5));
    Trainer.of(net, losses, new Adam(1e-2)).epochs(15).batch(128).fit(train, validation);
    // end
    assertThat(meanLoss("signal", losses, net, validation)).isLessThan(0.2f);
    assertThat(meanLoss("mass", losses, net, validation)).isLessThan(0.1f);
  }

  @Test
  void aFrozenBody() {
    Dataset train = rings(2000, 1, false);
    Dataset validation = rings(1000, 2, false);
    Sequential body = Sequential.of(Linear.of(2, 32), Relu.of());
    Trainer.of(Sequential.of(body, Linear.of(32, 1)), new BinaryCrossEntropy(), new Adam(1e-2))
        .epochs(10)
        .fit(train, validation);
    float[] before = body.parameters().getFirst().tensor().toArray();
    // program
    body.freeze();
    Linear head = Linear.of(32, 1);
    Sequential net = Sequential.of(body, head);
    Trainer.of(net, new BinaryCrossEntropy(), new Adam(1e-2))
        .warmStart()
        .epochs(15)
        .batch(128)
        .fit(train, validation);
    // end
    assertThat(body.parameters().getFirst().tensor().toArray()).isEqualTo(before);
    assertThat(auc(net, validation)).isGreaterThan(0.97);
  }

  @Test
  void tiedWeights() {
    Dataset train = plane(2000, 1);
    Dataset validation = plane(500, 2);
    // program
    final class Tied implements Layer {
      private final Linear encoder = Linear.of(8, 3);
      private final Parameter bias = Parameter.of("bias", Shape.of(8));

      @Override
      public Tensor forward(Tensor x, Mode mode) {
        Tensor code = encoder.forward(x, mode);
        return code.matmul(encoder.weight().tensor()).add(bias.tensor());
      }

      @Override
      public SequencedMap<String, Layer> children() {
        return Children.of("encoder", encoder);
      }

      @Override
      public List<Parameter> ownParameters() {
        return List.of(bias);
      }
    }

    Layer net = new Tied();
    Trainer.of(net, new MeanSquaredError(), new Adam(1e-2))
        .epochs(20)
        .batch(128)
        .fit(train, validation);
    // end
    assertThat(net.parameters()).hasSize(3);
    assertThat(meanSquare(net, validation)).isLessThan(0.02);
  }

  @Test
  void anAdversary() {
    Dataset train = tilted(2000, 1);
    Dataset validation = tilted(1000, 2);
    // program
    Sequential classifier = Sequential.of(Linear.of(2, 32), Relu.of(), Linear.of(32, 1));
    Sequential adversary =
        Sequential.of(GradientReversal.of(1), Linear.of(1, 32), Relu.of(), Linear.of(32, 1));
    Sequential net =
        Sequential.of(classifier, Heads.of("signal", Identity.of(), "mass", adversary));
    HeadLosses losses =
        HeadLosses.of(
            Head.of("signal", new BinaryCrossEntropy()),
            Head.of("mass", new MeanSquaredError()).withWeight(5));
    Trainer.of(net, losses, new Adam(1e-2)).epochs(20).batch(128).fit(train, Dataset.none());
    // end
    assertThat(auc(classifier, validation)).isGreaterThan(0.7);
    assertThat(Math.abs(correlation(classifier, validation))).isLessThan(0.2);
    Sequential knowing = Sequential.of(Linear.of(2, 32), Relu.of(), Linear.of(32, 1));
    HeadLosses alone = HeadLosses.of(losses.heads().getFirst());
    Trainer.of(knowing, alone, new Adam(1e-2)).epochs(20).batch(128).fit(train, Dataset.none());
    assertThat(correlation(knowing, validation)).isGreaterThan(0.5);
  }

  @Test
  void aGan() {
    // program
    Sequential generator = Sequential.of(Linear.of(2, 32), Relu.of(), Linear.of(32, 1));
    Sequential critic = Sequential.of(Linear.of(1, 32), Relu.of(), Linear.of(32, 1));
    generator.initialize(Rng.of(1));
    critic.initialize(Rng.of(2));
    Parameters ofGenerator = Parameters.of(generator.parameters());
    Parameters ofCritic = Parameters.of(critic.parameters());
    Optimizer.State generatorOptimizer = new Adam(1e-3, 0.5, 0.999, 1e-8).start(ofGenerator);
    Optimizer.State criticOptimizer = new Adam(1e-3, 0.5, 0.999, 1e-8).start(ofCritic);
    Mode mode = Mode.inference(); // nothing in these networks is random
    for (int step = 0; step < 1500; step++) {
      Rng random = Rng.of(3).child(step);
      Tensor real = Tensor.normal(Shape.of(128, 1), random, 0).mul(0.5f).add(3);
      Tensor fake = generator.forward(Tensor.normal(Shape.of(128, 2), random, 128), mode);
      Tensor taken = critic.forward(real, mode).neg().softplus().mean();
      Tensor criticLoss = taken.add(critic.forward(fake.detach(), mode).softplus().mean());
      criticOptimizer.step(ofCritic, criticLoss.backward().of(ofCritic));
      Tensor generatorLoss = critic.forward(fake, mode).neg().softplus().mean();
      generatorOptimizer.step(ofGenerator, generatorLoss.backward().of(ofGenerator));
    }
    // end
    Tensor fake = generator.forward(Tensor.normal(Shape.of(4000, 2), Rng.of(9), 0), mode);
    assertThat(fake.mean().item()).isBetween(2.6f, 3.4f);
    assertThat(fake.std().item()).isBetween(0.15f, 0.9f);
  }

  @Test
  void aLoopInterruptedAndResumed() {
    Dataset train = rings(2000, 1, false);
    Path file = folder.resolve("state.safetensors");
    // program
    final class Training {
      final Layer net = Sequential.of(Linear.of(2, 32), Relu.of(), Linear.of(32, 1));
      final Parameters parameters = Parameters.of(net.parameters());
      final Optimizer.State optimizer = new AdamW(1e-2, 0.01).start(parameters);
      final Schedule schedule = new Schedule.Cosine(0, 0);

      void run(int from, int to) {
        for (int epoch = from; epoch < to; epoch++) {
          for (Batch batch : DataLoader.of(train, 125, Rng.of(2).child(epoch))) {
            Tensor output = net.forward(batch.x(), Mode.inference());
            Tensor loss = new BinaryCrossEntropy().forward(output, batch).div(batch.events());
            float[] gradients = loss.backward().of(parameters);
            GradientClipping.byNorm(gradients, 1.0);
            double rate = 1e-2 * schedule.factor(optimizer.step(), 160);
            optimizer.step(parameters, gradients, rate);
          }
        }
      }
    }

    Training training = new Training();
    training.net.initialize(Rng.of(1));
    training.run(0, 6);
    TrainingState.save(file, training.net, training.parameters, training.optimizer);
    Training resumed = new Training();
    TrainingState.load(file, resumed.net, resumed.parameters, resumed.optimizer);
    resumed.run(6, 10);
    // end
    training.run(6, 10);
    assertThat(resumed.parameters.toArray()).isEqualTo(training.parameters.toArray());
    assertThat(auc(resumed.net, train)).isGreaterThan(0.97);
  }

  private static float meanLoss(String head, HeadLosses losses, Layer net, Dataset events) {
    Tensor output = forward(net, events);
    return losses.forward(head, output, events.y(), events.w()).item() / events.events();
  }

  static Tensor forward(Layer net, Dataset events) {
    return net.forward(events.x(), Mode.inference());
  }

  static float[] outputs(Layer net, Dataset events) {
    return forward(net, events).toArray();
  }

  /// Of the first output and the first target.
  static double auc(Layer net, Dataset events) {
    float[] outputs = outputs(net, events);
    return Metric.auc().ofColumns(0, 1, 0, 1).of(outputs, events.targets(), events.weights());
  }

  static double meanSquare(Layer net, Dataset events) {
    float[] outputs = outputs(net, events);
    float[] targets = events.targets();
    IntToDoubleFunction square = i -> (outputs[i] - targets[i]) * (outputs[i] - targets[i]);
    return IntStream.range(0, outputs.length).mapToDouble(square).average().orElseThrow();
  }

  /// Signal inside a circle, with the first coordinate as the mass if wanted.
  static Dataset rings(int events, long seed, boolean mass) {
    float[] x = Tensor.normal(Shape.of(events, 2), Rng.of(seed), 0).toArray();
    int width = mass ? 2 : 1;
    float[] targets = new float[events * width];
    for (int i = 0; i < events; i++) {
      targets[i * width] = x[2 * i] * x[2 * i] + x[2 * i + 1] * x[2 * i + 1] < 1.4f ? 1 : 0;
      if (mass) {
        targets[i * width + 1] = x[2 * i];
      }
    }
    return Dataset.of(x, targets, Tensor.ones(events).toArray());
  }

  /// Signal where the sum of two numbers is large, with the first of them as the mass.
  private static Dataset tilted(int events, long seed) {
    float[] x = Tensor.normal(Shape.of(events, 2), Rng.of(seed), 0).toArray();
    float[] targets = new float[2 * events];
    for (int i = 0; i < events; i++) {
      double noise = 0.5 * Rng.of(seed).child("noise").normal(i);
      targets[2 * i] = x[2 * i] + x[2 * i + 1] + noise > 0 ? 1 : 0;
      targets[2 * i + 1] = x[2 * i];
    }
    return Dataset.of(x, targets, Tensor.ones(events).toArray());
  }

  /// Of the output with the mass.
  private static double correlation(Layer net, Dataset events) {
    Tensor output = forward(net, events).reshape(-1);
    Tensor mass = events.y().select(1, 1);
    Tensor together = output.sub(output.mean()).mul(mass.sub(mass.mean())).mean();
    return together.item() / (output.std().item() * mass.std().item());
  }

  /// Eight numbers that lie in three dimensions, to be told again.
  private static Dataset plane(int events, long seed) {
    Tensor code = Tensor.normal(Shape.of(events, 3), Rng.of(seed), 0);
    float[] x = code.matmul(Tensor.normal(Shape.of(3, 8), Rng.of(7), 0).mul(0.5f)).toArray();
    return Dataset.of(x, x, Tensor.ones(events).toArray());
  }

  @Test
  void thePageShowsThesePrograms() throws Exception {
    Path above = Path.of("").toAbsolutePath().resolve("..");
    Path root = Files.exists(above.resolve("docs")) ? above : Path.of("");
    Path tests = root.resolve("core/src/test/java/org/jpsi/core/train");
    String page = Files.readString(root.resolve("docs/programs.md"));
    String ours =
        Files.readString(tests.resolve("ProgramsTest.java"))
            + Files.readString(tests.resolve("MoreProgramsTest.java"));
    List<String> java = blocks(page, "```java\n(.*?)```\n");
    List<String> python = blocks(page, "```python\n(.*?)```\n");
    assertThat(java).hasSize(12).isEqualTo(blocks(ours, " // program\n(.*?) +// end\n"));
    assertThat(python).hasSize(12);
    TreeMap<String, Double> ratios = new TreeMap<>();
    for (int i = 0; i < 12; i++) {
      ratios.put(
          i + " " + java.get(i).lines().findFirst().orElse(""),
          lines(java.get(i)) / lines(python.get(i)));
    }
    assertThat(ratios).allSatisfy((program, ratio) -> assertThat(ratio).isLessThanOrEqualTo(1.5));
  }

  private static double lines(String program) {
    return program.lines().filter(line -> !line.isBlank()).count();
  }

  private static List<String> blocks(String text, String pattern) {
    return Pattern.compile(pattern, Pattern.DOTALL)
        .matcher(text)
        .results()
        .map((MatchResult found) -> found.group(1).stripTrailing().stripIndent())
        .toList();
  }
}
