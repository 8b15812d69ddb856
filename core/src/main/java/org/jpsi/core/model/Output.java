package org.jpsi.core.model;

import java.util.List;

/// What a network's outputs mean.
public sealed interface Output {
  /// The columns that scoring gives, in order.
  List<String> scoreNames();

  /// The network's outputs per event.
  int width();

  private static void different(String what, List<String> names) {
    if (names.isEmpty() || names.stream().distinct().count() < names.size()) {
      throw new IllegalArgumentException(
          "Output: expected one or more different " + what + ", found " + names);
    }
  }

  /// Signal against background: one logit; the score is the signal's probability, on samples of
  /// equal weight.
  ///
  /// @param signal the class looked for
  /// @param background the other
  record Binary(String signal, String background) implements Output {
    @Override
    public List<String> scoreNames() {
      return List.of("score");
    }

    @Override
    public int width() {
      return 1;
    }
  }

  /// Several classes: one logit each; the scores are probabilities that sum to one.
  record Multiclass(List<String> classes) implements Output {
    public Multiclass {
      classes = List.copyOf(classes);
      different("classes", classes);
    }

    @Override
    public List<String> scoreNames() {
      return classes.stream().map(c -> "score_" + c).toList();
    }

    @Override
    public int width() {
      return classes.size();
    }
  }

  /// Regression: one standardized number per target, given back in the target's unit.
  record Regression(List<Target> targets) implements Output {
    public Regression {
      targets = List.copyOf(targets);
      different("targets", targets.stream().map(Target::name).toList());
    }

    @Override
    public List<String> scoreNames() {
      return targets.size() == 1
          ? List.of("prediction")
          : targets.stream().map(t -> "prediction_" + t.name()).toList();
    }

    @Override
    public int width() {
      return targets.size();
    }
  }

  /// A quantity to be predicted; the network learns `(value - mean) / scale`.
  ///
  /// @param mean over the training part
  /// @param scale the standard deviation over the training part
  record Target(String name, String unit, double mean, double scale) {
    public Target {
      if (!(scale > 0) || !Double.isFinite(scale) || !Double.isFinite(mean)) {
        throw new IllegalArgumentException(
            "Target "
                + name
                + ": expected a finite mean and a positive scale, found "
                + mean
                + " and "
                + scale);
      }
    }
  }
}
