package org.jpsi.analysis.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.loss.BinaryCrossEntropy;
import org.jpsi.core.loss.CrossEntropy;
import org.jpsi.core.loss.FocalLoss;
import org.jpsi.core.loss.HuberLoss;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.loss.MeanAbsoluteError;
import org.jpsi.core.loss.MeanSquaredError;
import org.jpsi.core.loss.QuantileLoss;

/// What training makes small: `huber`, or `{huber: {delta: 2}}`.
public final class LossBinder {
  private static final List<String> TWO_CLASSES = List.of("bce", "focal");
  private static final List<String> CLASSES = List.of("cross-entropy");
  private static final List<String> REGRESSION = List.of("mse", "l1", "huber", "quantile");

  private LossBinder() {}

  /// The names of the losses for `classes` classes, the usual one first; 0 is regression. They take
  /// one output per target or class, which other losses of {@link Loss} do not.
  public static List<String> fitting(int classes) {
    return classes == 0 ? REGRESSION : classes == 2 ? TWO_CLASSES : CLASSES;
  }

  /// The loss where nothing is said, for `classes` classes; 0 is regression.
  static Loss usual(int classes) {
    return Loss.named(fitting(classes).getFirst());
  }

  static Loss loss(Value value, Optional<Integer> classes) {
    List<String> names = new ArrayList<>(TWO_CLASSES);
    names.addAll(CLASSES);
    names.addAll(REGRESSION);
    Choice choice = Choice.of(value, "a loss", names);
    if (classes.isPresent() && !fitting(classes.get()).contains(choice.name())) {
      throw InputException.at(value.where())
          .expected(
              String.join(", ", fitting(classes.get()))
                  + " for "
                  + (classes.get() == 0 ? "a regression" : classes.get() + " classes"))
          .found(choice.name())
          .remedy("leave `loss:` out")
          .exception();
    }
    return switch (choice.name()) {
      case "focal" -> {
        Choice.Keys keys = choice.keys("gamma", "alpha");
        yield new FocalLoss(
            keys.find(
                "gamma",
                v -> v.number("a number from 0 to 10", x -> x >= 0 && x <= 10),
                FocalLoss.GAMMA),
            keys.find("alpha", Choice::betweenZeroAndOne, FocalLoss.ALPHA));
      }
      case "cross-entropy" ->
          new CrossEntropy(
              choice
                  .keys("smoothing")
                  .find(
                      "smoothing",
                      v -> v.number("a number from 0 to 0.999", x -> x >= 0 && x <= 0.999),
                      0));
      case "l1" -> plain(choice, new MeanAbsoluteError());
      case "huber" ->
          new HuberLoss(choice.keys("delta").find("delta", Choice::positive, HuberLoss.DELTA));
      case "quantile" ->
          QuantileLoss.of(
              choice.keys("level").find("level", Choice::betweenZeroAndOne, QuantileLoss.LEVEL));
      case "mse" -> plain(choice, new MeanSquaredError());
      default -> plain(choice, new BinaryCrossEntropy());
    };
  }

  private static Loss plain(Choice choice, Loss loss) {
    choice.keys();
    return loss;
  }
}
