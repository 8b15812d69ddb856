package org.jpsi.core.optim;

import org.jpsi.core.errors.SettingCheck;

/// Weight averaging over the steps or epochs of a training; the average often does better than the
/// last weights. Validation sees the averaged weights, and they are the result of the training.
///
/// One of one's own is a lambda for what happens after a step:
///
/// ```java
/// Averaging half =
///     (average, weights, step, from, to) -> {
///       for (int i = from; i < to; i++) {
///         average[i] = step == 1 ? weights[i] : 0.5f * (average[i] + weights[i]);
///       }
///     };
/// ```
///
/// The average is all that it may keep: a checkpoint holds it, and a training resumed with the same
/// averaging has the bits of one that was never interrupted.
@FunctionalInterface
public interface Averaging {
  /// Updates the average with the weights after a step, elements `from` to `to - 1` alone. Several
  /// threads may be at work on other elements.
  ///
  /// @param average zeros before the first step
  /// @param step the number of the step, from 1
  void step(float[] average, float[] weights, long step, int from, int to);

  /// Updates the average with the weights after an epoch.
  ///
  /// @param epoch its number, from 1, of `epochs`
  default void epoch(float[] average, float[] weights, int epoch, int epochs) {}

  /// Whether there is an average after so many steps and `epoch` of `epochs` epochs.
  default boolean hasAverage(long steps, int epoch, int epochs) {
    return steps > 0;
  }

  /// No averaging: the weights themselves.
  record None() implements Averaging {
    @Override
    public void step(float[] average, float[] weights, long step, int from, int to) {}

    @Override
    public boolean hasAverage(long steps, int epoch, int epochs) {
      return false;
    }
  }

  /// Exponential moving average of the weights, after every step: `a = d a + (1 - d) w`, beginning
  /// with the weights after the first (Polyak and Juditsky, SIAM J. Control Optim. 30 (1992) 838,
  /// with forgetting). After t steps, `d = min(decay, (1 + t) / (10 + t))`, as in TensorFlow's
  /// `ExponentialMovingAverage` with `num_updates`: a short training forgets where it began.
  ///
  /// @param decay in [0, 1); in the end it remembers about `1 / (1 - decay)` steps
  record Ema(double decay) implements Averaging {
    public static final double DECAY = 0.999;

    public Ema {
      SettingCheck.require(decay >= 0 && decay < 1, "ema", "decay", "in [0, 1)", decay);
    }

    @Override
    public void step(float[] average, float[] weights, long step, int from, int to) {
      // 1 - d, with t = step - 1
      double share = step == 1 ? 1 : Math.max(1 - decay, 9.0 / (9 + step));
      AveragingKernels.lerp(average, weights, (float) share, from, to);
    }
  }

  /// Stochastic weight averaging (Izmailov et al., arXiv:1803.05407): the mean of the weights after
  /// each epoch of the last part of the training.
  ///
  /// @param start the fraction of all epochs before averaging begins, in [0, 1)
  record Swa(double start) implements Averaging {
    public static final double START = 0.75;

    public Swa {
      SettingCheck.require(start >= 0 && start < 1, "swa", "start", "in [0, 1)", start);
    }

    @Override
    public void step(float[] average, float[] weights, long step, int from, int to) {}

    @Override
    public void epoch(float[] average, float[] weights, int epoch, int epochs) {
      if (epoch > before(epochs)) {
        AveragingKernels.lerp(average, weights, 1f / (epoch - before(epochs)), 0, weights.length);
      }
    }

    @Override
    public boolean hasAverage(long steps, int epoch, int epochs) {
      return epoch > before(epochs);
    }

    private int before(int epochs) {
      return (int) Math.floor(start * epochs);
    }
  }
}
