package org.jpsi.analysis.file;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.loss.BinaryCrossEntropy;
import org.jpsi.core.loss.CrossEntropy;
import org.jpsi.core.loss.FocalLoss;
import org.jpsi.core.loss.HuberLoss;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.loss.MeanAbsoluteError;
import org.jpsi.core.loss.MeanSquaredError;
import org.jpsi.core.loss.QuantileLoss;

/// The losses of the analysis file: `huber`, or `{huber: {delta: 2}}`. They take one output per
/// target or class, which other losses of {@link Loss} do not.
public final class LossOptions {
  private static final List<NamedOption<? extends Loss>> TWO_CLASSES =
      List.of(
          NamedOption.of("bce", new BinaryCrossEntropy(), "Binary cross-entropy."),
          NamedOption.of(
              "focal",
              FocalLoss.class,
              "Binary cross-entropy that counts events less the better they are classified already"
                  + " (arXiv:1708.02002).",
              v -> new FocalLoss(v.number("gamma"), v.number("alpha")),
              Key.of(
                  "alpha",
                  NumberType.BETWEEN_ZERO_AND_ONE,
                  FocalLoss.ALPHA,
                  FocalLoss::alpha,
                  "the weight of the signal; the background has 1 - alpha"),
              Key.of(
                  "gamma",
                  NumberType.of("a number", 0, 10),
                  FocalLoss.GAMMA,
                  FocalLoss::gamma,
                  "how much less; 0 is cross-entropy")));

  private static final List<NamedOption<? extends Loss>> CLASSES =
      List.of(
          NamedOption.of(
                  "cross-entropy",
                  CrossEntropy.class,
                  "Cross-entropy of the softmax over all classes.",
                  v -> new CrossEntropy(v.number("smoothing")),
                  Key.of(
                      "smoothing",
                      NumberType.of("a number", 0, 0.999),
                      0.0,
                      CrossEntropy::smoothing,
                      "of labels: the share that is spread over all classes"))
              .asWordWhereUsual());

  private static final List<NamedOption<? extends Loss>> REGRESSION =
      List.of(
          NamedOption.of("mse", new MeanSquaredError(), "Squared error."),
          NamedOption.of("l1", new MeanAbsoluteError(), "Absolute error."),
          NamedOption.of(
              "huber",
              HuberLoss.class,
              "Squared error up to `delta`, absolute error beyond: outliers count less.",
              v -> new HuberLoss(v.number("delta")),
              Key.of(
                  "delta",
                  NumberType.POSITIVE.in("the target's spread"),
                  HuberLoss.DELTA,
                  HuberLoss::delta,
                  "where squares end")),
          NamedOption.of(
              "quantile",
              QuantileLoss.class,
              "The prediction becomes the value that a share `level` of the targets is below.",
              v -> QuantileLoss.of(v.number("level")),
              Key.of(
                  "level",
                  NumberType.BETWEEN_ZERO_AND_ONE,
                  QuantileLoss.LEVEL,
                  q -> q.levels().getFirst(),
                  "0.5 is the median")));

  static final ChoiceType<Loss> LOSS =
      new ChoiceType<>(
          "a loss",
          Stream.of(TWO_CLASSES, CLASSES, REGRESSION).flatMap(List::stream).toList(),
          List.of());

  private LossOptions() {}

  /// The loss where nothing is said, for `classes` classes; 0 is regression.
  static Loss usual(int classes) {
    return Loss.named(fitting(classes).getFirst());
  }

  /// The names of the losses for `classes` classes, the usual one first; 0 is regression.
  public static List<String> fitting(int classes) {
    return (classes == 0 ? REGRESSION : classes == 2 ? TWO_CLASSES : CLASSES)
        .stream().map(NamedOption::name).toList();
  }

  /// Refuses a loss of another task than the file tells.
  static void demandFitting(Optional<Loss> loss, KnownTask task, String where) {
    if (loss.isEmpty() || task.classes().isEmpty()) {
      return;
    }
    int classes = task.classes().get();
    if (!fitting(classes).contains(loss.get().name())) {
      throw InputException.at(where)
          .expected(
              String.join(", ", fitting(classes))
                  + " for "
                  + (classes == 0 ? "a regression" : classes + " classes"))
          .found(loss.get().name())
          .remedy("leave `loss:` out")
          .exception();
    }
  }
}
