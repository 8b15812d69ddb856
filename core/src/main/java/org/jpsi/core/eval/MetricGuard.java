package org.jpsi.core.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jpsi.core.errors.Guard;

/// Guard of an evaluation: a metric that fails is named, and costs no other.
final class MetricGuard {
  private final List<FailedMetric> failures = new ArrayList<>();

  /// The metric, or `none` where it cannot be computed.
  ///
  /// @param name as in {@link FailedMetric}
  <T> T orElse(T none, String name, Supplier<T> metric) {
    return Guard.orElse(
        metric,
        reason -> {
          failures.add(new FailedMetric(name, reason));
          return none;
        });
  }

  /// The metrics that could not be computed.
  List<FailedMetric> failures() {
    return failures;
  }
}
