package org.jpsi.core.loss;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jpsi.core.errors.InputException;
import org.jspecify.annotations.Nullable;

/// Registry of the built-in losses, by name.
final class LossRegistry {
  private static final List<Loss> ALL =
      List.of(
          new BinaryCrossEntropy(),
          new BinaryCrossEntropyOfProbability(),
          new CrossEntropy(),
          new FocalLoss(),
          new MeanSquaredError(),
          new MeanAbsoluteError(),
          new HuberLoss(),
          new QuantileLoss(),
          new GaussianNegativeLogLikelihood(),
          new PoissonNegativeLogLikelihood());

  private LossRegistry() {}

  static Loss of(String name, Map<String, ?> settings) {
    List<String> names = ALL.stream().map(Loss::name).toList();
    Loss usual =
        ALL.stream()
            .filter(loss -> loss.name().equals(name))
            .findFirst()
            .orElseThrow(() ->
                InputException.at("loss")
                    .expected(String.join(", ", names))
                    .found("`" + name + "`")
                    .nearest(name, names)
                    .exception());
    for (String setting : settings.keySet()) {
      if (!usual.settings().containsKey(setting)) {
        throw InputException.at("loss " + name)
            .expected(
                usual.settings().isEmpty()
                    ? "no settings"
                    : String.join(", ", new TreeSet<>(usual.settings().keySet())))
            .found("`" + setting + "`")
            .nearest(setting, usual.settings().keySet())
            .exception();
      }
    }
    return switch (usual) {
      case CrossEntropy loss -> new CrossEntropy(number(loss, settings, "smoothing"));
      case FocalLoss loss ->
          new FocalLoss(number(loss, settings, "gamma"), number(loss, settings, "alpha"));
      case HuberLoss loss -> new HuberLoss(number(loss, settings, "delta"));
      case QuantileLoss loss -> new QuantileLoss(numbers(loss, settings, "levels"));
      default -> usual;
    };
  }

  private static double number(Loss usual, Map<String, ?> settings, String name) {
    Object value = settings.containsKey(name) ? settings.get(name) : usual.settings().get(name);
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw wrong(usual, name, "a number", value);
  }

  private static List<Double> numbers(Loss usual, Map<String, ?> settings, String name) {
    Object value = settings.containsKey(name) ? settings.get(name) : usual.settings().get(name);
    List<Double> numbers = new ArrayList<>();
    for (Object item : value instanceof List<?> list ? list : List.of(String.valueOf(value))) {
      if (!(item instanceof Number number)) {
        throw wrong(usual, name, "a list of numbers", value);
      }
      numbers.add(number.doubleValue());
    }
    return numbers;
  }

  private static InputException wrong(
      Loss loss, String name, String expected, @Nullable Object value) {
    return InputException.at("loss " + loss.name())
        .expected("`" + name + "`: " + expected)
        .found(String.valueOf(value))
        .exception();
  }
}
