package org.jpsi.core.train;

import org.jpsi.core.data.Batch;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.Mode;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.table.EventBlocks;
import org.jpsi.core.tensor.Tensor;

/// Predictions of a network in inference mode (dropout off) and their summed loss. Events are cut
/// into shards of one size whatever the number of threads, and the shards' losses are added in
/// order, block by block.
///
/// @param outputs `[events, width]` row-major, before the output activation (logits for a
///   classifier)
/// @param width outputs per event
/// @param lossSum sum of w * l
public record Predictions(float[] outputs, int width, double lossSum) {

  /// Runs the network over all events.
  public static Predictions of(Layer network, Loss loss, Dataset data, ThreadPool pool) {
    int width = network.outputs(data.inputShapes()).count();
    float[] outputs = new float[Math.multiplyExact(data.events(), width)];
    int shards = (data.events() + TrainingConfig.SHARD - 1) / TrainingConfig.SHARD;
    double[] sums = new double[shards];
    Mode inference = Mode.inference();
    pool.parallelFor(
        shards,
        s -> {
          int from = s * TrainingConfig.SHARD;
          int to = Math.min(data.events(), from + TrainingConfig.SHARD);
          Batch events = data.batch(from, to);
          Tensor output = network.forward(events.tensors(), inference);
          sums[s] = loss.forward(output, events.targetRows(), events.w()).item();
          System.arraycopy(output.values(), output.offset(), outputs, from * width, output.count());
        });
    return new Predictions(outputs, width, sum(sums));
  }

  // Shards are added in order within each block of events, then the blocks are: as whoever holds
  // only some blocks can add them.
  private static double sum(double[] shards) {
    int each = EventBlocks.SIZE / TrainingConfig.SHARD;
    double total = 0;
    for (int first = 0; first < shards.length; first += each) {
      double block = 0;
      for (int s = first; s < Math.min(shards.length, first + each); s++) {
        block += shards[s];
      }
      total += block;
    }
    return total;
  }

  /// `sum w l / sum w` over the events of these predictions.
  public double meanLoss(Dataset data) {
    return lossSum / (data.meanWeight() * data.events());
  }
}
