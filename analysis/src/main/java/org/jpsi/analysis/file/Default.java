package org.jpsi.analysis.file;

import java.util.Optional;
import java.util.function.Function;

/// Default value of a key.
sealed interface Default<T> {
  /// The value; empty where there is none, or it depends on the events.
  Optional<T> value(KnownTask task);

  /// Constant default.
  record Fixed<T>(T constant) implements Default<T> {
    @Override
    public Optional<T> value(KnownTask task) {
      return Optional.of(constant);
    }
  }

  /// Default that depends on the task: a regression, two classes or more.
  ///
  /// @param description for the reference
  record ByTask<T>(Function<KnownTask, Optional<T>> rule, String description)
      implements Default<T> {
    @Override
    public Optional<T> value(KnownTask task) {
      return rule.apply(task);
    }
  }

  /// No default, or one that follows from other keys.
  ///
  /// @param description for the reference; may be empty
  record Absent<T>(String description) implements Default<T> {
    @Override
    public Optional<T> value(KnownTask task) {
      return Optional.empty();
    }
  }

  /// No default: the key is required.
  record Required<T>() implements Default<T> {
    @Override
    public Optional<T> value(KnownTask task) {
      return Optional.empty();
    }
  }
}
