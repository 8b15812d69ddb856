package org.jpsi.analysis;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.core.errors.Guard;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.errors.ProblemText;
import org.jpsi.core.eval.FiguresOnRequest;
import org.jpsi.core.eval.NegativeWeightFigures;
import org.jpsi.core.eval.NegativeWeightFigures.Treated;
import org.jpsi.core.eval.PartMetrics;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.task.Part;

/// Comparison of the treatments of negative weights: the run's model trained with each of them, on
/// the same inputs, and judged on the same events with the weights as they are.
record TreatmentComparison(PreparedTraining training, ThreadPool pool, ProgressListener progress) {
  /// The figures with those of negative weights, where these were changed or are compared.
  ///
  /// @param own metrics of the run's model
  static FiguresOnRequest with(
      FiguresOnRequest figures,
      PreparedTraining training,
      MetricsTable own,
      ThreadPool pool,
      ProgressListener progress) {
    Optional<NegativeWeightFigures> found = training.treated().figures();
    return figures.with(
        found.map(one ->
            one.with(new TreatmentComparison(training, pool, progress).of(one.treatment(), own))));
  }

  private List<Treated> of(String chosen, MetricsTable own) {
    List<Treated> all = new ArrayList<>();
    long more = training.treated().all().stream().filter(t -> t.weights().isPresent()).count() - 1;
    if (more > 0) {
      progress.stage(
          String.format(
              Locale.ROOT,
              "comparing treatments of negative weights: up to %d more trainings of %,d events",
              more,
              training.train().events()));
    }
    for (TreatedTraining.Treated each : training.treated().all()) {
      String name = each.how().id();
      if (name.equals(chosen)) {
        all.add(new Treated(name, evaluated(own), "", each.worst()));
      } else if (progress.stop()) {
        all.add(new Treated(name, Optional.empty(), "the run was stopped", each.worst()));
      } else {
        all.add(other(name, each));
      }
    }
    return all;
  }

  private Treated other(String name, TreatedTraining.Treated each) {
    if (each.weights().isEmpty()) {
      return new Treated(name, Optional.empty(), each.reason(), each.worst());
    }
    progress.stage("training with negative weights: " + name);
    return Guard.orElse(
        () -> attempt(name, each),
        reason -> new Treated(name, Optional.empty(), reason, each.worst()));
  }

  // A model that takes no negative weights refuses some treatments.
  private Treated attempt(String name, TreatedTraining.Treated each) {
    try {
      return new Treated(name, trained(each), "", each.worst());
    } catch (InputException impossible) {
      return new Treated(
          name, Optional.empty(), ProblemText.of(impossible.problem()), each.worst());
    }
  }

  private Optional<PartMetrics> trained(TreatedTraining.Treated treated) {
    PreparedTraining other = training.with(treated);
    TrainedModel model =
        new ModelTraining(other, Learners.of(other), pool.size(), new Quiet(progress)).first();
    EventScoring.Scored scored =
        new EventScoring(other, pool).all(model, new EnumMap<>(Part.class), _ -> {});
    return evaluated(
        RunEvaluation.table(
            training.task(),
            model.name(),
            scored,
            failed -> RunEvaluation.warn(progress, model.name(), failed)));
  }

  /// The metrics of the events that the run is judged by.
  private static Optional<PartMetrics> evaluated(MetricsTable table) {
    return table.parts().isEmpty()
        ? Optional.empty()
        : Optional.of(table.parts().lastEntry().getValue());
  }

  /// A training beside the run's, of whose epochs nothing is said; it stops with the run.
  private record Quiet(ProgressListener progress) implements ProgressListener {
    @Override
    public boolean stop() {
      return progress.stop();
    }
  }
}
