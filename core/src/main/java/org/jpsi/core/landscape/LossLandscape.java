package org.jpsi.core.landscape;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.nn.Layer;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.random.Rng;
import org.jpsi.core.tensor.Parameter;
import org.jpsi.core.train.DatasetCheck;
import org.jpsi.core.train.Predictions;

/// Loss landscape (Li et al., arXiv:1712.09913): the mean loss of all events, `sum w l / sum w`, as
/// a function of a network's weights, around a point: along directions through it, or on a plane.
///
/// ```java
/// LossLandscape landscape = LossLandscape.of(net, new BinaryCrossEntropy(), events);
/// double[] first = landscape.direction(Rng.of(1));
/// double[] second = landscape.direction(Rng.of(2));
/// LossLandscape.Surface surface = landscape.surface(first, second, alphas, betas);
/// ```
///
/// The center is the network's weights when the landscape is made. Weights are as before after
/// every call; buffers (statistics of batch normalization) stay as calibrated, and dropout is off.
/// Directions and weights are in the order of `Parameters.values()`.
public final class LossLandscape {
  private final Layer network;
  private final Loss loss;
  private final Dataset events;
  private final double sumOfWeights;
  private final List<Parameter> parameters;
  private final float[] center;
  private final int threads;

  private LossLandscape(
      Layer network,
      Loss loss,
      Dataset events,
      List<Parameter> parameters,
      float[] center,
      int threads) {
    this.network = network;
    this.loss = loss;
    this.events = events;
    this.sumOfWeights = events.meanWeight() * events.events();
    this.parameters = parameters;
    this.center = center;
    this.threads = threads;
  }

  /// Loss surface on a plane: `loss[j][i]` at `center + x[i] first + y[j] second`.
  ///
  /// @param x steps along the first direction
  /// @param y steps along the second
  /// @param loss `[y][x]`
  public record Surface(double[] x, double[] y, double[][] loss) {
    /// The lowest loss on the grid.
    public double min() {
      return Arrays.stream(loss).flatMapToDouble(Arrays::stream).min().orElse(Double.NaN);
    }

    /// The highest loss on the grid.
    public double max() {
      return Arrays.stream(loss).flatMapToDouble(Arrays::stream).max().orElse(Double.NaN);
    }
  }

  /// Around the weights that the network has now.
  ///
  /// @throws org.jpsi.core.errors.InputException where an input, weight or target is not finite or
  ///   no target of the loss
  /// @throws IllegalArgumentException where the weights' mean is not positive
  public static LossLandscape of(Layer network, Loss loss, Dataset events) {
    DatasetCheck.of("events", events, network, loss);
    events.positiveMeanWeight("LossLandscape");
    // Frozen ones too, and each once.
    List<Parameter> parameters = new ArrayList<>();
    for (Parameter parameter : network.parameters()) {
      if (parameters.stream().noneMatch(p -> p.tensor() == parameter.tensor())) {
        parameters.add(parameter);
      }
    }
    return new LossLandscape(network, loss, events, parameters, values(parameters), 1);
  }

  /// The same around other weights, such as the final ones of another training.
  public LossLandscape around(float[] weights) {
    checkLength("weights", weights.length);
    return new LossLandscape(network, loss, events, parameters, weights.clone(), threads);
  }

  /// The same with a number of threads, which changes the speed and never the result.
  public LossLandscape withThreads(int number) {
    return new LossLandscape(network, loss, events, parameters, center, number);
  }

  /// The weights at the center, a copy.
  public float[] center() {
    return center.clone();
  }

  /// The weights that the network has now, a copy: to be saved along a training.
  public float[] weights() {
    return values(parameters);
  }

  /// A random direction, filter-normalized (section 4): normal numbers, those into one unit (a row
  /// of a weight matrix) scaled to the length of the weights into that unit; zero for biases and
  /// other parameters of one axis. So a step of 1 changes every unit by as much as it is large, and
  /// landscapes of networks with weights of other sizes can be compared.
  public double[] direction(Rng rng) {
    double[] direction = new double[center.length];
    int at = 0;
    for (Parameter parameter : parameters) {
      int count = parameter.shape().count();
      int rows = parameter.shape().rank() < 2 ? 0 : parameter.shape().size(0);
      for (int row = 0; row < rows; row++) {
        normalize(direction, at + row * (count / rows), count / rows, rng);
      }
      at += count;
    }
    return direction;
  }

  private void normalize(double[] direction, int from, int count, Rng rng) {
    double drawn = 0;
    double weights = 0;
    for (int i = from; i < from + count; i++) {
      direction[i] = rng.normal(i);
      drawn += direction[i] * direction[i];
      weights += (double) center[i] * center[i];
    }
    double scale = Math.sqrt(weights) / Math.sqrt(drawn);
    for (int i = from; i < from + count; i++) {
      direction[i] *= scale;
    }
  }

  /// The loss at the center.
  public double loss() {
    return profile(new double[center.length], 0)[0];
  }

  /// The loss at `center + step direction` for each step.
  public double[] profile(double[] direction, double... steps) {
    return surface(direction, new double[center.length], steps, new double[] {0}).loss[0];
  }

  /// The loss on a plane through the center.
  ///
  /// @param first direction
  /// @param second direction
  /// @param x steps along the first
  /// @param y steps along the second
  public Surface surface(double[] first, double[] second, double[] x, double[] y) {
    checkLength("numbers of the first direction", first.length);
    checkLength("numbers of the second direction", second.length);
    float[] before = weights();
    double[][] losses = new double[y.length][x.length];
    ThreadPool pool = ThreadPool.of(threads);
    try {
      for (int j = 0; j < y.length; j++) {
        for (int i = 0; i < x.length; i++) {
          move(first, x[i], second, y[j]);
          losses[j][i] = Predictions.of(network, loss, events, pool).lossSum() / sumOfWeights;
        }
      }
    } finally {
      set(before);
    }
    return new Surface(x.clone(), y.clone(), losses);
  }

  private void move(double[] first, double x, double[] second, double y) {
    float[] moved = new float[center.length];
    for (int i = 0; i < moved.length; i++) {
      moved[i] = (float) (center[i] + (x * first[i] + y * second[i]));
    }
    set(moved);
  }

  private void set(float[] weights) {
    int at = 0;
    for (Parameter parameter : parameters) {
      int count = parameter.shape().count();
      parameter.set(Arrays.copyOfRange(weights, at, at + count));
      at += count;
    }
  }

  private static float[] values(List<Parameter> parameters) {
    int size = parameters.stream().mapToInt(p -> p.shape().count()).sum();
    float[] values = new float[size];
    int at = 0;
    for (Parameter parameter : parameters) {
      int count = parameter.shape().count();
      System.arraycopy(parameter.storage(), parameter.offset(), values, at, count);
      at += count;
    }
    return values;
  }

  private void checkLength(String what, int found) {
    if (found != center.length) {
      throw new IllegalArgumentException(
          "LossLandscape: expected " + center.length + " " + what + ", found " + found);
    }
  }
}
