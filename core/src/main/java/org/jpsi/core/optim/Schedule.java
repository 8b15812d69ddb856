package org.jpsi.core.optim;

/// How the learning rate changes over a training: a factor on the optimizer's.
public sealed interface Schedule {
  /// The factor for step `step` (from 0) of `steps` in all.
  double factor(long step, long steps);

  /// Always 1.
  record Constant() implements Schedule {
    @Override
    public double factor(long step, long steps) {
      return 1;
    }
  }

  /// Rises along a line over the fraction `warmUp` of all steps, then falls along half a cosine to
  /// `end` (Loshchilov and Hutter, arXiv:1608.03983, without restarts).
  record Cosine(double warmUp, double end) implements Schedule {
    public Cosine {
      Check.that(warmUp >= 0 && warmUp < 1, "cosine schedule", "warmUp", "in [0, 1)", warmUp);
      Check.that(end >= 0 && end <= 1, "cosine schedule", "end", "in [0, 1]", end);
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

  /// Multiplied by `factor` after each of `parts` equal parts of the training.
  record Steps(int parts, double factor) implements Schedule {
    public Steps {
      Check.that(parts >= 1, "step schedule", "parts", "of 1 or more", parts);
      Check.that(factor > 0 && factor <= 1, "step schedule", "factor", "in (0, 1]", factor);
    }

    @Override
    public double factor(long step, long steps) {
      long part = Math.min(parts - 1L, step * parts / Math.max(1, steps));
      return StrictMath.pow(factor, part);
    }
  }
}
