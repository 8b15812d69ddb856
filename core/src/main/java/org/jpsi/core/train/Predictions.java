package org.jpsi.core.train;

import java.util.function.Function;
import org.jpsi.core.data.Batch;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.model.CompiledPredictor;
import org.jpsi.core.model.InputBlock;
import org.jpsi.core.model.Predictor;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.Mode;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.table.EventBlocks;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;

/// Predictions of a network in inference mode (dropout off), or of another predictor, and their
/// summed loss. Events are cut into shards of one size whatever the number of threads, and the
/// shards' losses are added in order, block by block.
///
/// @param outputs `[events, width]` row-major, before the output activation (logits for a
///   classifier)
/// @param width outputs per event
/// @param lossSum sum of w * l
public record Predictions(float[] outputs, int width, double lossSum) {

  /// Runs the network over all events.
  public static Predictions of(Layer network, Loss loss, Dataset data, ThreadPool pool) {
    Mode inference = Mode.inference();
    return of(
        network.outputs(data.inputShapes()).count(),
        events -> network.forward(events.tensors(), inference),
        loss,
        data,
        pool);
  }

  /// Runs the predictor over all events, in the form in which it scores.
  ///
  /// @param data with the predictor's spectators under their names
  public static Predictions of(Predictor predictor, Loss loss, Dataset data, ThreadPool pool) {
    int features = data.features();
    int width = predictor.outputs(features);
    CompiledPredictor compiled = predictor.compile(features, data.spectators());
    return of(
        width,
        events -> {
          double[][] spectators =
              data.spectators().stream().map(events::spectators).toArray(double[][]::new);
          float[] outputs = new float[events.events() * width];
          compiled.predict(
              new InputBlock(events.inputs(), features, 0, events.events(), spectators),
              outputs,
              0);
          return Tensor.view(outputs, 0, Shape.of(events.events(), width));
        },
        loss,
        data,
        pool);
  }

  private static Predictions of(
      int width, Function<Batch, Tensor> forward, Loss loss, Dataset data, ThreadPool pool) {
    float[] outputs = new float[Math.multiplyExact(data.events(), width)];
    int shards = (data.events() + TrainingConfig.SHARD - 1) / TrainingConfig.SHARD;
    double[] sums = new double[shards];
    pool.parallelFor(
        shards,
        s -> {
          int from = s * TrainingConfig.SHARD;
          int to = Math.min(data.events(), from + TrainingConfig.SHARD);
          Batch events = data.batch(from, to);
          Tensor output = forward.apply(events);
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
