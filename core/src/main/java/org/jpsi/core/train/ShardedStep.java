package org.jpsi.core.train;

import java.util.Arrays;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.Loss;
import org.jpsi.core.nn.Mode;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Parameters;
import org.jpsi.core.tensor.Tensor;

/// The gradient of one batch, the same to the bit for any number of threads: the batch is cut into
/// shards of {@link TrainingPlan#SHARD} events; shard `s` is added to lane `s mod lanes`, in order;
/// the lanes are added along a fixed tree. A lane is one task, so its order never depends on
/// threads.
final class ShardedStep {
  private final Layer network;
  private final Loss loss;
  private final Parameters parameters;
  private final Workers workers;
  private final float[][] lanes;

  ShardedStep(Layer network, Loss loss, Parameters parameters, int lanes, Workers workers) {
    this.network = network;
    this.loss = loss;
    this.parameters = parameters;
    this.workers = workers;
    this.lanes = new float[lanes][];
  }

  /// The sum of w * l over the batch; {@link #gradient()} then holds its gradient.
  double lossAndGradient(Dataset data, int[] order, int from, int to, Rng dropout) {
    int shards = (to - from + TrainingPlan.SHARD - 1) / TrainingPlan.SHARD;
    int used = Math.min(lanes.length, shards);
    double[] losses = new double[shards];
    workers.run(
        used,
        lane -> {
          if (lanes[lane] == null) {
            lanes[lane] = new float[parameters.size()];
          }
          Arrays.fill(lanes[lane], 0f);
          for (int s = lane; s < shards; s += lanes.length) {
            int begin = from + s * TrainingPlan.SHARD;
            int end = Math.min(to, begin + TrainingPlan.SHARD);
            Dataset shard = data.gather(order, begin, end);
            Tensor sum = loss(shard, new Mode.Training(dropout, (long) s * TrainingPlan.SHARD));
            losses[s] = sum.item();
            sum.backward().addTo(parameters, lanes[lane], 0);
          }
        });
    addLanes(used);
    double total = 0;
    for (double l : losses) {
      total += l;
    }
    return total;
  }

  float[] gradient() {
    return lanes[0];
  }

  private Tensor loss(Dataset shard, Mode mode) {
    Tensor x = Tensor.of(shard.inputs(), shard.events(), shard.features());
    Tensor output = network.forward(x, mode);
    return loss.forward(
        output,
        Tensor.of(shard.targets(), shard.events(), shard.outputs()),
        Tensor.of(shard.weights(), shard.events()));
  }

  private void addLanes(int used) {
    for (int stride = 1; stride < used; stride *= 2) {
      for (int i = 0; i + stride < used; i += 2 * stride) {
        float[] a = lanes[i];
        float[] b = lanes[i + stride];
        for (int k = 0; k < a.length; k++) {
          a[k] += b[k];
        }
      }
    }
  }
}
