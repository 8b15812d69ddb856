package org.jpsi.core.model;

import java.util.Arrays;
import org.jpsi.core.kernel.Dense;
import org.jspecify.annotations.Nullable;

/// Workspace of a thread: buffers that all scorers reuse from call to call, as large as the largest
/// network of the thread needed.
final class Workspace {
  private static final ThreadLocal<Workspace> OF_THREAD = ThreadLocal.withInitial(Workspace::new);

  // Moments of a row.
  final double[] center = new double[1];
  final double[] inverse = new double[1];
  // Buffers of a network's stages, those below `taken` in use.
  private float[][] buffers = new float[8][0];
  private int taken;
  private int[] neighbors = {};
  private double[] distances = {};
  // The mask of the set under way, from `maskAt`; null where all constituents are there.
  private float @Nullable [] mask;
  private int maskAt;
  private double[] values = {};
  private double[] present = {};
  private double[] features = {};
  private double[] spectators = {};
  private float[] inputs = {};
  private float[] outputs = {};
  private double[] scores = {};
  private double[] sums = {};
  private double[] sumsOfFolds = {};

  private Workspace() {}

  static Workspace ofThread() {
    return OF_THREAD.get();
  }

  /// A buffer of at least `size` floats, and of what vectors write behind them ({@link
  /// Dense#paddedWidth}), until it is released; what it holds is undefined.
  float[] take(int size) {
    if (taken == buffers.length) {
      buffers = Arrays.copyOf(buffers, 2 * taken);
      Arrays.fill(buffers, taken, buffers.length, new float[0]);
    }
    int padded = Dense.paddedWidth(size);
    if (buffers[taken].length < padded) {
      buffers[taken] = new float[padded];
    }
    return buffers[taken++];
  }

  /// Gives back the buffers taken last.
  void release(int count) {
    taken -= count;
  }

  /// Sets the mask of the constituents of an event, which stages of sets look at.
  void mask(float[] of, int from) {
    mask = of;
    maskAt = from;
  }

  /// Takes the mask back: all constituents are there from now on.
  void noMask() {
    mask = null;
  }

  /// Whether a constituent is there by the mask.
  boolean keeps(int constituent) {
    float[] of = mask;
    return of == null || of[maskAt + constituent] != 0;
  }

  /// The number of buffers taken, for {@link #releaseTo}.
  int taken() {
    return taken;
  }

  /// Gives back all but `count` buffers, where an exception may have left some taken.
  void releaseTo(int count) {
    taken = count;
  }

  /// At least `size` numbers of neighbors.
  int[] neighbors(int size) {
    if (neighbors.length < size) {
      neighbors = new int[size];
    }
    return neighbors;
  }

  /// At least `size` distances of neighbors.
  double[] distances(int size) {
    if (distances.length < size) {
      distances = new double[size];
    }
    return distances;
  }

  /// At least `size` values of an event.
  double[] values(int size) {
    if (values.length < size) {
      values = new double[size];
    }
    return values;
  }

  /// At least `size` values of an event, of which those that are codes are NaN.
  double[] present(int size) {
    if (present.length < size) {
      present = new double[size];
    }
    return present;
  }

  /// At least `size` features of an event.
  double[] features(int size) {
    if (features.length < size) {
      features = new double[size];
    }
    return features;
  }

  /// At least `size` spectators of an event.
  double[] spectators(int size) {
    if (spectators.length < size) {
      spectators = new double[size];
    }
    return spectators;
  }

  /// At least `size` standardized inputs of an event.
  float[] inputs(int size) {
    if (inputs.length < size) {
      inputs = new float[size];
    }
    return inputs;
  }

  /// At least `size` outputs of an event.
  float[] outputs(int size) {
    if (outputs.length < size) {
      outputs = new float[size];
    }
    return outputs;
  }

  /// At least `size` sums over the members of an ensemble.
  double[] sums(int size) {
    if (sums.length < size) {
      sums = new double[size];
    }
    return sums;
  }

  /// At least `size` sums over folds.
  double[] sumsOfFolds(int size) {
    if (sumsOfFolds.length < size) {
      sumsOfFolds = new double[size];
    }
    return sumsOfFolds;
  }

  /// At least `size` scores of an event.
  double[] scores(int size) {
    if (scores.length < size) {
      scores = new double[size];
    }
    return scores;
  }
}
