package org.jpsi.core.kernel;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.data.Feature;
import org.jpsi.core.eval.Epoch;
import org.jpsi.core.eval.History;
import org.jpsi.core.loss.BinaryCrossEntropy;
import org.jpsi.core.loss.CrossEntropy;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.model.EventScorer;
import org.jpsi.core.model.InputColumn;
import org.jpsi.core.model.Model;
import org.jpsi.core.model.Scorer;
import org.jpsi.core.nn.Dropout;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Mode;
import org.jpsi.core.nn.Relu;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.nn.Sigmoid;
import org.jpsi.core.nn.Tanh;
import org.jpsi.core.optim.Adam;
import org.jpsi.core.optim.Optimizer;
import org.jpsi.core.optim.Schedule;
import org.jpsi.core.random.Rng;
import org.jpsi.core.task.Task;
import org.jpsi.core.tensor.Parameters;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;
import org.jpsi.core.train.Trainer;
import org.jpsi.core.train.TrainingConfig;

/// Prints the kernels in use, then check sums over the bits of what the whole engine computes: the
/// same lines on every machine, whatever its vectors and however many threads.
final class Digest {
  static final int[] THREADS = {1, 2, 3, 8};
  private static final int FEATURES = 13;

  private final CRC32C sum = new CRC32C();

  public static void main(String[] arguments) {
    System.out.println(Kernels.INSTANCE.describe());
    System.out.println("engine: " + engine());
    for (int threads : THREADS) {
      System.out.println("with " + threads + " threads training: " + trained(threads));
    }
  }

  private static String engine() {
    Digest digest = new Digest();
    digest.functions();
    digest.products();
    digest.training(new BinaryCrossEntropy(), 1);
    digest.training(new CrossEntropy(), 3);
    return digest.toString();
  }

  /// The history, weights and scores of a model that the trainer made: dropout, weights of both
  /// signs, batches of five shards in three lanes and one that is left over.
  private static String trained(int threads) {
    Sequential net =
        Sequential.of(
            Linear.of(FEATURES, 70),
            Relu.of(),
            Dropout.of(0.2),
            Linear.of(70, 33),
            Tanh.of(),
            Linear.of(33, 1));
    TrainingConfig plan =
        TrainingConfig.epochs(3)
            .withBatch(1200)
            .withLanes(3)
            .withSchedule(new Schedule.Cosine())
            .withThreads(threads);
    History history =
        Trainer.of(net, new BinaryCrossEntropy(), new Adam(0.01))
            .fit(events(1, 2900), events(2, 500), plan);
    Digest digest = new Digest();
    for (Epoch epoch : history.epochs()) {
      digest.add(new float[] {(float) epoch.trainLoss(), (float) epoch.validationLoss()});
    }
    net.parameters().forEach(p -> digest.add(p.tensor().toArray()));
    digest.scores(net);
    return digest.toString();
  }

  // In a batch, and one by one.
  private void scores(Sequential net) {
    List<String> names = IntStream.range(0, FEATURES).mapToObj(i -> "x" + i).toList();
    Model model =
        new Model(
            names.stream().map(name -> new InputColumn(name, false, 1, "")).toList(),
            names.stream().map(name -> new Feature(name, name, "", 0, 1, -1, 1)).toList(),
            Map.of(),
            "",
            new Task.Binary("signal", "background"),
            net,
            Map.of());
    float[] inputs = events(3, 300).inputs();
    float[] scores = Scorer.of(model).score(inputs, 300);
    add(scores);
    EventScorer scorer = Scorer.of(model).bind(names.toArray(String[]::new));
    for (int i = 0; i < 300; i++) {
      scores[i] = scorer.score(Arrays.copyOfRange(inputs, i * FEATURES, (i + 1) * FEATURES));
    }
    add(scores);
  }

  private static Dataset events(int seed, int events) {
    float[] inputs = normal(seed, Shape.of(events, FEATURES)).toArray();
    float[] targets = new float[events];
    float[] weights = normal(10 + seed, Shape.of(events)).toArray();
    for (int i = 0; i < events; i++) {
      targets[i] = inputs[i * FEATURES] + inputs[i * FEATURES + 1] > 0 ? 1 : 0;
      weights[i] += 1;
    }
    return new Dataset(events, FEATURES, inputs, 1, targets, weights);
  }

  @Override
  public String toString() {
    return Long.toHexString(sum.getValue());
  }

  private void add(float[] values) {
    for (float value : values) {
      int bits = Float.floatToIntBits(value);
      for (int shift = 0; shift < 32; shift += 8) {
        sum.update(bits >>> shift);
      }
    }
  }

  // Every 49,999th bit pattern: denormals, infinities and NaN among them.
  private void functions() {
    float[] x = new float[(int) ((1L << 32) / 49_999)];
    for (int i = 0; i < x.length; i++) {
      x[i] = Float.intBitsToFloat(i * 49_999);
    }
    Tensor all = Tensor.of(x);
    add(all.exp().toArray());
    add(all.log().toArray());
    add(all.sigmoid().toArray());
    add(all.tanh().toArray());
    add(all.softplus().toArray());
    add(all.relu().toArray());
    float[] log1p = new float[x.length];
    Kernels.INSTANCE.log1p(x, 0, log1p, 0, x.length);
    add(log1p);
  }

  private void products() {
    for (int n : new int[] {1, 7, 16, 33, 100}) {
      Tensor a = normal(n, Shape.of(n + 3, 2 * n));
      Tensor b = normal(n + 1, Shape.of(2 * n, 3 * n));
      add(a.matmul(b).toArray());
      add(a.transpose().matmul(a).toArray());
      add(a.mul(a.sum(1).reshape(n + 3, 1)).sum(0).toArray());
    }
  }

  private void training(Loss loss, int outputs) {
    Sequential net =
        Sequential.of(
            Linear.of(11, 64),
            Relu.of(),
            Dropout.of(0.2),
            Linear.of(64, 40),
            Tanh.of(),
            Linear.of(40, 9),
            Sigmoid.of(),
            Linear.of(9, outputs));
    Parameters parameters = Parameters.of(net.parameters());
    net.initialize(Rng.of(3));
    Optimizer.State adam = new Adam(0.01).start(parameters.size());
    Tensor x = normal(5, Shape.of(300, 11));
    Tensor w = normal(6, Shape.of(300));
    float[] target = new float[300];
    for (int i = 0; i < target.length; i++) {
      target[i] = i % Math.max(2, outputs);
    }
    for (int step = 0; step < 20; step++) {
      Tensor output = net.forward(x, new Mode.Training(Rng.of(7).child(step), 0));
      Tensor value = loss.forward(output, Tensor.of(target), w);
      float[] gradients = new float[parameters.size()];
      value.backward().addTo(parameters, gradients, 0);
      adam.step(parameters.values(), gradients, 0.001);
      add(value.toArray());
    }
    add(parameters.values());
  }

  private static Tensor normal(int seed, Shape shape) {
    float[] values = new float[shape.count()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Rng.of(seed).normal(i);
    }
    return Tensor.view(values, 0, shape);
  }
}
