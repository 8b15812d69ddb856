package org.jpsi.core.train;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jpsi.core.data.Batch;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.loss.HeadLosses;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.loss.TargetRange;
import org.jpsi.core.model.CompiledPredictor;
import org.jpsi.core.model.InputBlock;
import org.jpsi.core.model.NetworkPredictor;
import org.jpsi.core.model.Predictor;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.nn.Mode;
import org.jpsi.core.nn.Sequential;
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
    return of(network, loss, data, data.events(), pool);
  }

  /// The same with batches, in their order, for a loss that does not add up over events ({@link
  /// Loss#additive}): its sum is that over batches. Any other has the same sum without them.
  ///
  /// @param batch events per batch
  static Predictions of(Layer network, Loss loss, Dataset data, int batch, ThreadPool pool) {
    Mode inference = Mode.inference();
    Shape shape = network.outputs(data.inputShapes());
    return of(
        shape, events -> network.forward(events.tensors(), inference), loss, data, batch, pool);
  }

  /// Runs the predictor over all events, in the form in which it scores.
  ///
  /// @param data with the predictor's spectators under their names
  public static Predictions of(Predictor predictor, Loss loss, Dataset data, ThreadPool pool) {
    int width = predictor.outputs(data.inputShapes());
    return of(predictor, Shape.of(width), loss, data, data.events(), pool);
  }

  /// Predictions made before with their loss on the same events, which may have other weights: the
  /// bits are those of predictions made anew.
  ///
  /// @param outputs `[events, width]`, in the order of the events
  public static Predictions of(
      float[] outputs, int width, Loss loss, Dataset data, ThreadPool pool) {
    Shape shape = Shape.of(width);
    if (!loss.additive()) {
      return new Predictions(outputs, width, sum(loss, data, data.events(), outputs, shape, pool));
    }
    double[] sums = new double[shards(data)];
    pool.parallelFor(
        sums.length,
        s -> {
          int from = s * TrainingConfig.SHARD;
          Batch events = data.batch(from, Math.min(data.events(), from + TrainingConfig.SHARD));
          Tensor rows = Tensor.view(outputs, from * width, shape.prepend(events.events()));
          sums[s] = loss.forward(rows, events).item();
        });
    return new Predictions(outputs, width, sum(sums));
  }

  private static int shards(Dataset data) {
    return (data.events() + TrainingConfig.SHARD - 1) / TrainingConfig.SHARD;
  }

  /// The same as that of a network in inference mode, batches included, in the form in which it
  /// scores: with the same bits where its layers are built in, and without a tensor for each layer.
  static Predictions scored(
      Sequential network, Loss loss, Dataset data, int batch, ThreadPool pool) {
    Shape shape = network.outputs(data.inputShapes());
    return of(new NetworkPredictor(network), shape, loss, data, batch, pool);
  }

  private static Predictions of(
      Predictor predictor, Shape shape, Loss loss, Dataset data, int batch, ThreadPool pool) {
    CompiledPredictor compiled = predictor.compile(data.inputShapes(), data.spectators());
    return of(
        shape,
        events -> {
          float[] outputs = new float[events.events() * shape.count()];
          compiled.predict(InputBlock.of(events, data.spectators()), outputs, 0);
          return Tensor.view(outputs, 0, shape.prepend(events.events()));
        },
        loss,
        data,
        batch,
        pool);
  }

  private static Predictions of(
      Shape shape,
      Function<Batch, Tensor> forward,
      Loss loss,
      Dataset data,
      int batch,
      ThreadPool pool) {
    int width = shape.count();
    float[] outputs = new float[Math.multiplyExact(data.events(), width)];
    int shards = shards(data);
    double[] sums = new double[shards];
    // A thread's events of one shard after the other.
    Batch[] batches = new Batch[pool.size()];
    Arrays.setAll(batches, _ -> data.empty(Math.min(data.events(), TrainingConfig.SHARD)));
    pool.parallelFor(
        shards,
        (s, thread) -> {
          int from = s * TrainingConfig.SHARD;
          int to = Math.min(data.events(), from + TrainingConfig.SHARD);
          Batch events = gathered(data, from, to, batches[thread]);
          Tensor output = forward.apply(events);
          if (loss.additive()) {
            sums[s] = loss.forward(output, events).item();
          }
          System.arraycopy(output.values(), output.offset(), outputs, from * width, output.count());
        });
    return new Predictions(
        outputs, width, loss.additive() ? sum(sums) : sum(loss, data, batch, outputs, shape, pool));
  }

  private static Batch gathered(Dataset data, int from, int to, Batch whole) {
    if (to - from != whole.events()) {
      return data.batch(from, to);
    }
    data.gather(IntStream.range(from, to).toArray(), 0, whole);
    return whole;
  }

  private static double sum(
      Loss loss, Dataset data, int batch, float[] outputs, Shape shape, ThreadPool pool) {
    double[] sums = new double[Math.ceilDiv(data.events(), Math.max(1, batch))];
    pool.parallelFor(
        sums.length,
        i -> {
          int from = i * batch;
          Batch events = data.batch(from, Math.min(data.events(), from + batch));
          Shape rows = shape.prepend(events.events());
          Tensor output = Tensor.view(outputs, from * shape.count(), rows);
          sums[i] = loss.forward(output, events).item();
        });
    double total = 0;
    for (double each : sums) {
      total += each;
    }
    return total;
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

  /// The mean loss of each head, without its weight.
  SequencedMap<String, Double> headLosses(HeadLosses loss, Dataset data) {
    SequencedMap<String, Double> losses = new LinkedHashMap<>();
    double weight = data.meanWeight() * data.events();
    for (int from = 0; from < data.events(); from += EventBlocks.SIZE) {
      Batch events = data.batch(from, Math.min(data.events(), from + EventBlocks.SIZE));
      Tensor rows = Tensor.view(outputs, from * width, Shape.of(events.events(), width));
      for (HeadLosses.Head head : loss.heads()) {
        Tensor sum = loss.forward(head.name(), rows, events.targetRows(), events.w());
        losses.merge(head.name(), sum.item() / weight, Double::sum);
      }
    }
    return losses;
  }

  /// The loss of each event, without its weight.
  ///
  /// @throws IllegalArgumentException where the loss does not add up over events
  public double[] eventLosses(Loss loss, Dataset data) {
    if (!loss.additive()) {
      throw new IllegalArgumentException(loss.name() + ": it is no sum over events");
    }
    double[] losses = new double[data.events()];
    float[] ones = new float[losses.length];
    Arrays.fill(ones, 1);
    Dataset plain = data.withWeights(ones);
    for (int i = 0; i < losses.length; i++) {
      Tensor row = Tensor.view(outputs, i * width, Shape.of(1, width));
      losses[i] = loss.forward(row, plain.batch(i, i + 1)).item();
    }
    return losses;
  }

  /// The loss of each class by the magnitude of its weights, `sum w l / sum |w|`: below zero, where
  /// weights have both signs, the loss has no lower bound. One number for all events where targets
  /// are no classes, none for a loss that does not add up over events; NaN for a class of no
  /// weight.
  public double[] classLosses(Loss loss, Dataset data) {
    if (!loss.additive() || data.events() == 0) {
      return new double[0];
    }
    TargetRange range = loss.targets(width);
    float[] targets = data.targets();
    float[] weights = data.weights();
    int classes = range.integer() ? Math.max(2, width) : isBinary(range, targets) ? 2 : 1;
    double[] losses = new double[classes];
    for (int c = 0; c < classes; c++) {
      float[] own = new float[weights.length];
      double magnitude = 0;
      for (int i = 0; i < own.length; i++) {
        if (classes == 1 || targets[i] == c) {
          own[i] = weights[i];
          magnitude += Math.abs(weights[i]);
        }
      }
      losses[c] = sumOf(loss, data.withWeights(own)) / magnitude;
    }
    return losses;
  }

  private boolean isBinary(TargetRange range, float[] targets) {
    boolean binary = width == 1 && range.min() == 0 && range.max() == 1;
    for (float target : targets) {
      binary &= target == 0 || target == 1;
    }
    return binary;
  }

  private double sumOf(Loss loss, Dataset data) {
    double total = 0;
    for (int from = 0; from < data.events(); from += EventBlocks.SIZE) {
      Batch events = data.batch(from, Math.min(data.events(), from + EventBlocks.SIZE));
      Tensor rows = Tensor.view(outputs, from * width, Shape.of(events.events(), width));
      total += loss.forward(rows, events).item();
    }
    return total;
  }
}
