package org.jpsi.core.task;

import java.util.List;

/// Task of a model, which defines its outputs: binary or multiclass classification, or regression.
public sealed interface Task {
  /// The name in files: `binary`, `multiclass`, `regression`.
  String id();

  /// The names of the score columns, in order.
  List<String> scoreNames();

  /// The names of score columns that begin with a name of one's own: it alone where there is one
  /// output, else `NAME_CLASS` or `NAME_TARGET`.
  List<String> scoreNames(String name);

  /// The number of outputs per event.
  int width();

  /// The names of the classes, in the order of their numbers; none in a regression.
  List<String> classNames();

  private static void checkDistinct(String what, List<String> names) {
    if (names.isEmpty() || names.stream().distinct().count() < names.size()) {
      throw new IllegalArgumentException(
          "Task: expected one or more distinct " + what + ", found " + names);
    }
  }

  /// Binary classification: signal, class 1, against background, class 0, with one logit; the score
  /// is the probability of signal for classes of equal weight.
  ///
  /// @param signal name of the signal class
  /// @param background name of the background class
  record Binary(String signal, String background) implements Task {
    /// The number of the signal's class.
    public static final int SIGNAL = 1;

    public Binary {
      checkDistinct("classes", List.of(signal, background));
    }

    @Override
    public String id() {
      return "binary";
    }

    @Override
    public List<String> scoreNames() {
      return scoreNames("score");
    }

    @Override
    public List<String> scoreNames(String name) {
      return List.of(name);
    }

    @Override
    public int width() {
      return 1;
    }

    @Override
    public List<String> classNames() {
      return List.of(background, signal);
    }
  }

  /// Multiclass classification: one logit per class; the scores are probabilities that sum to one.
  record Multiclass(List<String> classes) implements Task {
    public Multiclass {
      classes = List.copyOf(classes);
      checkDistinct("classes", classes);
    }

    @Override
    public String id() {
      return "multiclass";
    }

    @Override
    public List<String> scoreNames() {
      return scoreNames("score");
    }

    @Override
    public List<String> scoreNames(String name) {
      return classes.stream().map(c -> name + "_" + c).toList();
    }

    @Override
    public int width() {
      return classes.size();
    }

    @Override
    public List<String> classNames() {
      return classes;
    }
  }

  /// Regression: one output per target, in the target's unit.
  record Regression(List<Target> targets) implements Task {
    public Regression {
      targets = List.copyOf(targets);
      checkDistinct("targets", targets.stream().map(Target::name).toList());
    }

    @Override
    public String id() {
      return "regression";
    }

    @Override
    public List<String> scoreNames() {
      return scoreNames("prediction");
    }

    @Override
    public List<String> scoreNames(String name) {
      return targets.size() == 1
          ? List.of(name)
          : targets.stream().map(t -> name + "_" + t.name()).toList();
    }

    @Override
    public int width() {
      return targets.size();
    }

    @Override
    public List<String> classNames() {
      return List.of();
    }
  }

  /// Target of a regression: a quantity to be predicted.
  ///
  /// @param unit `""` where unknown, `"1"` for none
  record Target(String name, String unit) {}
}
