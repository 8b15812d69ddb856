package org.jpsi.report;

import java.util.List;

/// What a network was trained for.
public sealed interface Task {

  /// A signal against a background.
  ///
  /// @param classes two names
  /// @param signal which of them is looked for, 0 or 1
  record Binary(List<String> classes, int signal) implements Task {
    public Binary {
      classes = List.copyOf(classes);
      if (classes.size() != 2 || signal < 0 || signal > 1) {
        throw new IllegalArgumentException(
            "classes " + classes + " with signal " + signal + ", expected two and 0 or 1");
      }
    }
  }

  /// Several classes of equal rank.
  record Multiclass(List<String> classes) implements Task {
    public Multiclass {
      classes = List.copyOf(classes);
      if (classes.size() < 2) {
        throw new IllegalArgumentException("classes " + classes + ", expected two or more");
      }
    }
  }

  /// One or several targets, in their units.
  record Regression(List<Target> targets) implements Task {
    public Regression {
      targets = List.copyOf(targets);
      if (targets.isEmpty()) {
        throw new IllegalArgumentException("no target");
      }
    }
  }

  /// @param unit as in {@link org.jpsi.core.table.Column}: `""` where unknown, `"1"` for none
  record Target(String name, String unit) {}

  /// Names of the classes; none in a regression.
  default List<String> classNames() {
    return switch (this) {
      case Binary binary -> binary.classes();
      case Multiclass multiclass -> multiclass.classes();
      case Regression _ -> List.of();
    };
  }

  /// How many outputs the network has: one for a binary task.
  default int outputs() {
    return switch (this) {
      case Binary _ -> 1;
      case Multiclass multiclass -> multiclass.classes().size();
      case Regression regression -> regression.targets().size();
    };
  }
}
