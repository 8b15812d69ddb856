package org.jpsi.core.eval;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jpsi.core.task.Part;
import org.jpsi.core.task.Task;

/// Figures of a model trained with several seeds on the same events: how much they depend on first
/// weights, on the order of the events and on other draws. The events are the same, so that this
/// spread is beside the statistical error of a figure, and not in it.
///
/// @param part that the figures are of
/// @param runs two or more, the model of the run first
public record SeedFigures(Part part, List<SeedRun> runs) {
  /// Training with one seed.
  ///
  /// @param metrics of the part
  public record SeedRun(long seed, PartMetrics metrics) {}

  public SeedFigures {
    runs = List.copyOf(runs);
    if (runs.size() < 2) {
      throw new IllegalArgumentException("SeedFigures: expected 2 trainings or more");
    }
  }

  /// The figures of events that were scored by the model of each seed.
  ///
  /// @param seeds that of the run first
  /// @param scored the same events by each
  public static SeedFigures of(Task task, List<Long> seeds, List<ScoredEvents> scored) {
    List<SeedRun> runs = new ArrayList<>();
    for (int k = 0; k < scored.size(); k++) {
      ScoredEvents events = scored.get(k);
      runs.add(new SeedRun(seeds.get(k), events.metrics(task, events.regressions(task))));
    }
    return new SeedFigures(scored.getFirst().part(), runs);
  }

  /// The standard deviation of each metric over the seeds, `sqrt(sum (x - mean)^2 / (n - 1))`, of
  /// those that every training has.
  public SequencedMap<String, Double> spreads() {
    return PartMetrics.spreads(metrics());
  }

  /// The mean of each metric over the seeds.
  public SequencedMap<String, Double> means() {
    SequencedMap<String, Double> means = new LinkedHashMap<>();
    spreads()
        .keySet()
        .forEach(name ->
            means.put(
                name,
                metrics().stream()
                    .mapToDouble(metrics -> metrics.value(name).orElseThrow())
                    .average()
                    .orElseThrow()));
    return means;
  }

  private List<PartMetrics> metrics() {
    return runs.stream().map(SeedRun::metrics).toList();
  }
}
