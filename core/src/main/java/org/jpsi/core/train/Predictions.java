package org.jpsi.core.train;

import java.util.List;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.model.CompiledPredictor;
import org.jpsi.core.model.InputBlock;
import org.jpsi.core.model.Predictor;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.Mode;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.tensor.Tensor;

/// Predictions of a network in inference mode (dropout off), or of another predictor, and their
/// summed loss. Events are cut into shards of one size whatever the number of threads, and the
/// shards' losses are added in order.
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
        network.outputs(data.features()),
        (from, events) ->
            network.forward(rows(data.inputs(), from, events, data.features()), inference),
        loss,
        data,
        pool);
  }

  /// Runs the predictor over all events, in the form in which it scores.
  public static Predictions of(Predictor predictor, Loss loss, Dataset data, ThreadPool pool) {
    int width = predictor.outputs(data.features());
    CompiledPredictor compiled = predictor.compile(data.features(), List.of());
    InputBlock all = InputBlock.of(data.inputs(), data.features());
    return of(
        width,
        (from, events) -> {
          float[] outputs = new float[events * width];
          compiled.predict(all.slice(from, events), outputs, 0);
          return Tensor.view(outputs, 0, Shape.of(events, width));
        },
        loss,
        data,
        pool);
  }

  /// Outputs `[events, width]` of consecutive events.
  private interface Shard {
    Tensor outputs(int from, int events);
  }

  private static Predictions of(int width, Shard shard, Loss loss, Dataset data, ThreadPool pool) {
    float[] outputs = new float[Math.multiplyExact(data.events(), width)];
    int shards = (data.events() + TrainingConfig.SHARD - 1) / TrainingConfig.SHARD;
    double[] sums = new double[shards];
    pool.parallelFor(
        shards,
        s -> {
          int from = s * TrainingConfig.SHARD;
          int events = Math.min(data.events() - from, TrainingConfig.SHARD);
          Tensor output = shard.outputs(from, events);
          Tensor targets = rows(data.targets(), from, events, data.outputs());
          Tensor weights = Tensor.view(data.weights(), from, Shape.of(events));
          sums[s] = loss.forward(output, targets, weights).item();
          System.arraycopy(output.values(), output.offset(), outputs, from * width, events * width);
        });
    double sum = 0;
    for (double s : sums) {
      sum += s;
    }
    return new Predictions(outputs, width, sum);
  }

  /// `sum w l / sum w` over the events of these predictions.
  public double meanLoss(Dataset data) {
    return lossSum / (data.meanWeight() * data.events());
  }

  private static Tensor rows(float[] values, int from, int events, int width) {
    return Tensor.view(values, from * width, Shape.of(events, width));
  }
}
