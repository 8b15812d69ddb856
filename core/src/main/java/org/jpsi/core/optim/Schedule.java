package org.jpsi.core.optim;

import java.util.List;
import org.jpsi.core.errors.SettingCheck;

/// Learning-rate schedule: a factor on the optimizer's learning rate over a training. One of one's
/// own is a lambda, as PyTorch's `LambdaLR`:
///
/// ```java
/// Schedule warmUp = (step, steps) -> Math.min(1, (step + 1) / 100.0);
/// ```
///
/// It is a function of what it is given and of nothing else: then a training that is resumed from a
/// checkpoint, with the same schedule, has the bits of one that was never interrupted.
@FunctionalInterface
public interface Schedule {
  /// The factor for step `step` (from 0) of `steps` in all: finite, 0 or more.
  double factor(long step, long steps);

  /// A further factor, from the validation losses after each epoch so far. It depends on nothing
  /// else, so a resumed training has the same.
  default double reduction(List<Double> validationLosses) {
    return 1;
  }

  /// Whether {@link #reduction} needs validation events, so that a training without them is
  /// refused.
  default boolean needsValidation() {
    return false;
  }

  /// Constant learning rate: a factor of 1.
  record ConstantRate() implements Schedule {
    @Override
    public double factor(long step, long steps) {
      return 1;
    }
  }

  /// Cosine annealing with linear warm-up (Loshchilov and Hutter, arXiv:1608.03983, without
  /// restarts): rises linearly over the fraction `warmUp` of all steps, then falls along half a
  /// cosine to `end`.
  record Cosine(double warmUp, double end) implements Schedule {
    public Cosine {
      SettingCheck.require(
          warmUp >= 0 && warmUp < 1, "cosine schedule", "warmUp", "in [0, 1)", warmUp);
      SettingCheck.require(end >= 0 && end <= 1, "cosine schedule", "end", "in [0, 1]", end);
    }

    public Cosine() {
      this(0.05, 0);
    }

    @Override
    public double factor(long step, long steps) {
      double rise = warmUp * steps;
      if (step < rise) {
        return (step + 1) / (rise + 1);
      }
      double done = Math.min(1, (step - rise) / Math.max(1, steps - rise));
      return end + (1 - end) * 0.5 * (1 + StrictMath.cos(Math.PI * done));
    }
  }

  /// Step decay: multiplied by `factor` after each of `parts` equal parts of the training.
  record StepDecay(int parts, double factor) implements Schedule {
    public StepDecay {
      SettingCheck.require(parts >= 1, "step schedule", "parts", "of 1 or more", parts);
      SettingCheck.require(
          factor > 0 && factor <= 1, "step schedule", "factor", "in (0, 1]", factor);
    }

    @Override
    public double factor(long step, long steps) {
      long part = Math.min(parts - 1L, step * parts / Math.max(1, steps));
      return StrictMath.pow(factor, part);
    }
  }

  /// Exponential decay: falls by the same factor at every step, to `end` after the last.
  record Exponential(double end) implements Schedule {
    public Exponential {
      SettingCheck.require(end > 0 && end <= 1, "exponential schedule", "end", "in (0, 1]", end);
    }

    public Exponential() {
      this(0.01);
    }

    @Override
    public double factor(long step, long steps) {
      return StrictMath.pow(end, (double) step / Math.max(1, steps));
    }
  }

  /// One-cycle schedule (Smith and Topin, arXiv:1708.07120, in PyTorch's form of two phases;
  /// momentum stays as it is): rises along half a cosine from `start` to 1 over the fraction `rise`
  /// of all steps, then falls along another to `end`.
  record OneCycle(double rise, double start, double end) implements Schedule {
    public OneCycle {
      SettingCheck.require(rise > 0 && rise < 1, "one-cycle schedule", "rise", "in (0, 1)", rise);
      SettingCheck.require(
          start > 0 && start <= 1, "one-cycle schedule", "start", "in (0, 1]", start);
      SettingCheck.require(end >= 0 && end <= 1, "one-cycle schedule", "end", "in [0, 1]", end);
    }

    public OneCycle() {
      this(0.3, 0.04, 4e-6);
    }

    @Override
    public double factor(long step, long steps) {
      double top = Math.max(0, rise * steps - 1);
      double last = Math.max(top + 1, steps - 1);
      return step <= top && top > 0
          ? between(start, 1, step / top)
          : between(1, end, Math.min(1, (step - top) / (last - top)));
    }

    private static double between(double from, double to, double done) {
      return to + (from - to) * 0.5 * (1 + StrictMath.cos(Math.PI * done));
    }
  }

  /// Reduction on a plateau of the validation loss (PyTorch's ReduceLROnPlateau): multiplied by
  /// `factor` when the validation loss has not improved on the best so far by the fraction {@link
  /// #THRESHOLD} for more than `patience` epochs in a row; never below `least`. Where weights have
  /// both signs, the figure that early stopping watches decides in the loss's place. Needs
  /// validation events.
  record OnPlateau(double factor, int patience, double least) implements Schedule {
    public static final double THRESHOLD = 1e-4;

    public OnPlateau {
      SettingCheck.require(
          factor > 0 && factor < 1, "plateau schedule", "factor", "in (0, 1)", factor);
      SettingCheck.require(patience >= 0, "plateau schedule", "patience", "of 0 or more", patience);
      SettingCheck.require(
          least >= 0 && least <= 1, "plateau schedule", "least", "in [0, 1]", least);
    }

    public OnPlateau() {
      this(0.1, 4, 0);
    }

    @Override
    public double factor(long step, long steps) {
      return 1;
    }

    @Override
    public boolean needsValidation() {
      return true;
    }

    @Override
    public double reduction(List<Double> validationLosses) {
      double reduction = 1;
      double best = Double.POSITIVE_INFINITY;
      int bad = 0;
      for (double loss : validationLosses) {
        // At first best is infinite, and its fraction would make NaN of it.
        double margin = Double.isInfinite(best) ? 0 : THRESHOLD * Math.abs(best);
        if (loss < best - margin) {
          best = loss;
          bad = 0;
        } else {
          bad++;
        }
        if (bad > patience) {
          reduction = Math.max(least, reduction * factor);
          bad = 0;
        }
      }
      return reduction;
    }
  }
}
