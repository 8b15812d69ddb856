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

/// Loss options of the analysis file: `huber`, or `{huber: {delta: 2}}`. These losses take one
/// output per target or class; other losses of {@link Loss} do not.
public final class LossOptions {
  private static final List<NamedOption<? extends Loss>> TWO_CLASSES =
      List.of(
          NamedOption.of("bce", new BinaryCrossEntropy(), "Binary cross-entropy."),
          NamedOption.of(
              "focal",
              FocalLoss.class,
              "Focal loss: binary cross-entropy in which well-classified events count less"
                  + " (arXiv:1708.02002).",
              v -> new FocalLoss(v.number("gamma"), v.number("alpha")),
              Key.of(
                  "alpha",
                  NumberType.BETWEEN_ZERO_AND_ONE,
                  FocalLoss.ALPHA,
                  FocalLoss::alpha,
                  "the weight of the signal; that of the background is 1 - alpha"),
              Key.of(
                  "gamma",
                  NumberType.of("a number", 0, 10),
                  FocalLoss.GAMMA,
                  FocalLoss::gamma,
                  "the focusing parameter; 0 is cross-entropy")));

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
                      "label smoothing: the fraction that is spread over all classes"))
              .asWordIfDefault());

  private static final List<NamedOption<? extends Loss>> REGRESSION =
      List.of(
          NamedOption.of("mse", new MeanSquaredError(), "Mean squared error."),
          NamedOption.of("l1", new MeanAbsoluteError(), "Mean absolute error."),
          NamedOption.of(
              "huber",
              HuberLoss.class,
              "Huber loss: squared error up to `delta`, absolute error beyond; outliers count"
                  + " less.",
              v -> new HuberLoss(v.number("delta")),
              Key.of(
                  "delta",
                  NumberType.POSITIVE.in("the target's standard deviation"),
                  HuberLoss.DELTA,
                  HuberLoss::delta,
                  "the error at which it becomes linear")),
          NamedOption.of(
              "quantile",
              QuantileLoss.class,
              "Quantile (pinball) loss: the prediction is the quantile `level` of the target.",
              v -> QuantileLoss.of(v.number("level")),
              Key.of(
                  "level",
                  NumberType.BETWEEN_ZERO_AND_ONE,
                  QuantileLoss.LEVEL,
                  q -> q.levels().getFirst(),
                  "the quantile; 0.5 is the median")));

  static final ChoiceType<Loss> LOSS =
      new ChoiceType<>(
          "a loss",
          Stream.of(TWO_CLASSES, CLASSES, REGRESSION).flatMap(List::stream).toList(),
          List.of());

  private LossOptions() {}

  /// The default loss for `classes` classes; 0 is regression.
  static Loss defaultFor(int classes) {
    return Loss.named(namesFor(classes).getFirst());
  }

  /// The names of the losses for `classes` classes, the default first; 0 is regression.
  public static List<String> namesFor(int classes) {
    return (classes == 0 ? REGRESSION : classes == 2 ? TWO_CLASSES : CLASSES)
        .stream().map(NamedOption::name).toList();
  }

  /// Requires a loss for the task of the file.
  static void requireFitting(Optional<Loss> loss, KnownTask task, String where) {
    if (loss.isEmpty() || task.classes().isEmpty()) {
      return;
    }
    int classes = task.classes().get();
    if (!namesFor(classes).contains(loss.get().name())) {
      throw InputException.at(where)
          .expected(
              String.join(", ", namesFor(classes))
                  + " for "
                  + (classes == 0 ? "a regression" : classes + " classes"))
          .found(loss.get().name())
          .remedy("leave `loss:` out")
          .exception();
    }
  }
}
