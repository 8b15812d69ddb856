package org.jpsi.analysis.file;

import java.util.Optional;
import java.util.function.Function;

/// What a key is where the file does not say.
sealed interface Default<T> {
  /// The value; empty where there is none, or only the events will tell.
  Optional<T> value(KnownTask task);

  /// Always the same.
  record Fixed<T>(T constant) implements Default<T> {
    @Override
    public Optional<T> value(KnownTask task) {
      return Optional.of(constant);
    }
  }

  /// Different for a regression, two classes or more.
  ///
  /// @param words what it is, for the reference
  record ByTask<T>(Function<KnownTask, Optional<T>> rule, String words) implements Default<T> {
    @Override
    public Optional<T> value(KnownTask task) {
      return rule.apply(task);
    }
  }

  /// No value, or one that follows from other keys.
  ///
  /// @param words what that means, for the reference; may be empty
  record Absent<T>(String words) implements Default<T> {
    @Override
    public Optional<T> value(KnownTask task) {
      return Optional.empty();
    }
  }

  /// The key must be there.
  record Required<T>() implements Default<T> {
    @Override
    public Optional<T> value(KnownTask task) {
      return Optional.empty();
    }
  }
}
