package org.jpsi.core.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jpsi.core.data.Batch;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.eval.Epoch;
import org.jpsi.core.loss.BinaryCrossEntropy;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.nn.Children;
import org.jpsi.core.nn.Dropout;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.LayerSpec;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Mode;
import org.jpsi.core.nn.Relu;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.tensor.Scalar;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;

/// Programs of users whose layers and losses read Java values that change during a training, each
/// in its own way.
final class GuardedPrograms {
  private static final int FEATURES = 5;
  private static float temperature = 1;

  /// A program of a user's: its network and loss, and what it changes after a step or an epoch.
  static class Program implements TrainingListener {
    final List<String> eagerly = new ArrayList<>();
    Layer network = net(Linear.of(8, 8));
    Loss loss = new BinaryCrossEntropy();
    boolean serial;

    @Override
    public void eager(String reason) {
      eagerly.add(reason);
    }
  }

  static Sequential net(Layer inside) {
    return Sequential.of(Linear.of(FEATURES, 8), Relu.of(), inside, Linear.of(8, 1));
  }

  private record Changing(Layer of, BiFunction<Tensor, Mode, Tensor> function) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return function.apply(of.forward(x, mode), mode);
    }

    @Override
    public SequencedMap<String, Layer> children() {
      return Children.of("of", of);
    }

    @Override
    public Shape outputs(Shape inputs) {
      return of.outputs(inputs);
    }

    @Override
    public LayerSpec spec() {
      return LayerSpec.of("function", Map.of());
    }
  }

  private static Layer after(Function<Tensor, Tensor> function) {
    return new Changing(
        Linear.of(8, 8), (x, mode) -> mode instanceof Mode.Training ? function.apply(x) : x);
  }

  private interface UserLoss extends Loss {
    @Override
    default String name() {
      return "user";
    }

    @Override
    default Tensor response(Tensor output) {
      return output;
    }
  }

  static final class Annealed implements UserLoss {
    double beta = 1e-3;

    @Override
    public Tensor forward(Tensor output, Tensor target, Tensor weight) {
      Tensor likelihood = new BinaryCrossEntropy().forward(output, target, weight);
      return likelihood.add(output.square().sum().mul((float) beta));
    }
  }

  private static final class AnnealedByScalar implements UserLoss {
    final Scalar beta = Scalar.of(1e-3);

    @Override
    public Tensor forward(Tensor output, Tensor target, Tensor weight) {
      Tensor likelihood = new BinaryCrossEntropy().forward(output, target, weight);
      return likelihood.add(output.square().sum().mul(beta.tensor()));
    }
  }

  // A field of the loss, changed after epoch 1.
  private static Program annealing() {
    Annealed annealed = new Annealed();
    Program program =
        new Program() {
          @Override
          public void epoch(Epoch epoch) {
            annealed.beta = 1000;
          }
        };
    program.loss = annealed;
    return program;
  }

  private static Program scalar() {
    AnnealedByScalar annealed = new AnnealedByScalar();
    Program program =
        new Program() {
          @Override
          public void step(TrainingStep step) {
            annealed.beta.set(step.step() / 10.0);
          }
        };
    program.loss = annealed;
    return program;
  }

  // Gradient reversal by a factor that grows.
  private static Program reversal() {
    float[] lambda = {0};
    Program program =
        new Program() {
          @Override
          public void epoch(Epoch epoch) {
            lambda[0] += 0.5f;
          }
        };
    program.network = net(after(x -> x.mul(1 + lambda[0]).detach().sub(x.mul(lambda[0]))));
    return program;
  }

  // Weights of classes in an array of the loss, which the batch's own arrays are read for.
  private static Program curriculum() {
    float[] weights = {1, 1};
    Program program =
        new Program() {
          @Override
          public void epoch(Epoch epoch) {
            weights[epoch.number() % 2] *= 0.5f;
          }
        };
    program.loss =
        new UserLoss() {
          @Override
          public Tensor forward(Tensor output, Batch batch) {
            float[] w = new float[batch.events()];
            for (int i = 0; i < w.length; i++) {
              w[i] = batch.weights()[i] * weights[(int) batch.targets()[i]];
            }
            return new BinaryCrossEntropy().forward(output, batch.targetRows(), Tensor.of(w));
          }

          @Override
          public Tensor forward(Tensor output, Tensor target, Tensor weight) {
            throw new AssertionError("of a batch alone");
          }
        };
    return program;
  }

  private static Program temperature() {
    Program program =
        new Program() {
          @Override
          public void epoch(Epoch epoch) {
            temperature = 1 + epoch.number();
          }
        };
    temperature = 1;
    program.network = net(after(x -> x.div(temperature)));
    return program;
  }

  // Within an epoch.
  private static Program everyTenSteps() {
    float[] factor = {1};
    Program program =
        new Program() {
          @Override
          public void step(TrainingStep step) {
            factor[0] = 1 + step.step() / 10;
          }
        };
    program.network = net(after(x -> x.mul(factor[0])));
    return program;
  }

  private static Program everyStep() {
    float[] factor = {1};
    Program program =
        new Program() {
          @Override
          public void step(TrainingStep step) {
            factor[0] = 1 + step.step() / 100f;
          }
        };
    program.network = net(after(x -> x.mul(factor[0])));
    return program;
  }

  private static Program countsItsCalls() {
    int[] calls = {0};
    Program program = new Program();
    program.serial = true;
    program.network = net(after(x -> x.mul(1 + 0.01f * calls[0]++)));
    return program;
  }

  private static Program rareCall() {
    int[] calls = {0};
    Program program = new Program();
    program.serial = true;
    program.network = net(after(x -> calls[0]++ % 11 == 10 ? x.tanh() : x));
    return program;
  }

  private static Program controlFlow() {
    int[] seen = {0};
    Program program =
        new Program() {
          @Override
          public void step(TrainingStep step) {
            seen[0]++;
          }
        };
    program.network = net(after(x -> seen[0] < 9 ? x : seen[0] < 20 ? x.tanh().relu() : x.tanh()));
    return program;
  }

  private static Program readsValuesSometimes() {
    double[] mean = {0};
    int[] calls = {0};
    Program program = new Program();
    program.serial = true;
    program.network =
        net(
            after(x -> {
              if (calls[0]++ % 13 == 12) {
                mean[0] = x.toDoubleArray()[3];
              }
              return x.add((float) mean[0]);
            }));
    return program;
  }

  private static Program memory() {
    Tensor[] last = {null};
    Program program = new Program();
    program.serial = true;
    program.network =
        net(
            after(x -> {
              Tensor now = x.mean();
              Tensor y = last[0] == null ? x : x.sub(last[0].mul(0.1f));
              last[0] = now.detach();
              return y;
            }));
    return program;
  }

  private static Program dropoutRate() {
    double[] rate = {0.5};
    Program program =
        new Program() {
          @Override
          public void epoch(Epoch epoch) {
            rate[0] = 0.1;
          }
        };
    program.network =
        net(
            new Changing(
                Linear.of(8, 8),
                (x, mode) -> Dropout.of(rate[0]).forward(Dropout.of(0.2).forward(x, mode), mode)));
    return program;
  }

  // Right on all data, where classes are 1 and 2, and not on zeros.
  private static Program gathers() {
    Program program = new Program();
    program.network = Sequential.of(Linear.of(FEATURES, 8), Relu.of(), Linear.of(8, 2));
    program.loss =
        new UserLoss() {
          @Override
          public Tensor forward(Tensor output, Tensor target, Tensor weight) {
            Tensor index = target.add(1).reshape(weight.count());
            return output.logSoftmax().gather(index.sub(1)).neg().dot(weight);
          }
        };
    return program;
  }

  static Stream<String> programs() {
    return PROGRAMS.keySet().stream();
  }

  private static final Map<String, Supplier<Program>> PROGRAMS =
      Map.ofEntries(
          Map.entry("annealing", GuardedPrograms::annealing),
          Map.entry("scalar", GuardedPrograms::scalar),
          Map.entry("reversal", GuardedPrograms::reversal),
          Map.entry("curriculum", GuardedPrograms::curriculum),
          Map.entry("temperature", GuardedPrograms::temperature),
          Map.entry("every ten steps", GuardedPrograms::everyTenSteps),
          Map.entry("every step", GuardedPrograms::everyStep),
          Map.entry("counts its calls", GuardedPrograms::countsItsCalls),
          Map.entry("rare call", GuardedPrograms::rareCall),
          Map.entry("control flow", GuardedPrograms::controlFlow),
          Map.entry("reads values sometimes", GuardedPrograms::readsValuesSometimes),
          Map.entry("memory", GuardedPrograms::memory),
          Map.entry("dropout rate", GuardedPrograms::dropoutRate),
          Map.entry("gathers", GuardedPrograms::gathers));

  static Program program(String name) {
    return Objects.requireNonNull(PROGRAMS.get(name)).get();
  }

  static Dataset data(int events) {
    return RecordedShardTest.data(events, FEATURES, 0.5f);
  }

  private GuardedPrograms() {}
}
