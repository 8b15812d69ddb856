package org.jpsi.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jpsi.core.parallel.ThreadPool;

/// Precomputed numbers of a figure: computed before it is rendered, so that the events they are
/// computed from need not be kept until then. What went wrong is thrown when they are asked for: it
/// costs that figure alone.
final class Precomputed<T> {
  private final Supplier<T> outcome;

  private Precomputed(Supplier<T> outcome) {
    this.outcome = outcome;
  }

  /// Computes `n` of them in parallel.
  static <T> List<Precomputed<T>> all(ThreadPool pool, int n, IntFunction<T> numbers) {
    List<Precomputed<T>> all =
        new ArrayList<>(Collections.nCopies(n, new Precomputed<T>(Precomputed::none)));
    pool.parallelFor(n, i -> all.set(i, of(() -> numbers.apply(i))));
    return List.copyOf(all);
  }

  private static <T> T none() {
    throw new IllegalStateException("not computed");
  }

  private static <T> Precomputed<T> of(Supplier<T> numbers) {
    try {
      T value = numbers.get();
      return new Precomputed<>(() -> value);
    } catch (RuntimeException wrong) {
      return new Precomputed<>(() -> {
        throw wrong;
      });
    } catch (LinkageError | StackOverflowError wrong) {
      return new Precomputed<>(() -> {
        throw wrong;
      });
    }
  }

  T get() {
    return outcome.get();
  }
}
