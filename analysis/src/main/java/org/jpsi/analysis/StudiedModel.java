package org.jpsi.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jpsi.analysis.events.EventSet;
import org.jpsi.analysis.file.AnalysisFile;
import org.jpsi.analysis.file.ImportanceOptions;
import org.jpsi.analysis.file.StudyOptions;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.analysis.study.CutsStudy;
import org.jpsi.analysis.study.ImportanceStudy;
import org.jpsi.analysis.study.ModelInputs;
import org.jpsi.analysis.study.StudiedInputs;
import org.jpsi.core.errors.Guard;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.eval.CutsFigures;
import org.jpsi.core.eval.FeatureImportance;
import org.jpsi.core.eval.FeatureImportances;
import org.jpsi.core.eval.InputEvents;
import org.jpsi.core.eval.ModelStudies;
import org.jpsi.core.eval.RectangularCuts;
import org.jpsi.core.eval.ScoredEvents;
import org.jpsi.core.eval.SeedFigures;
import org.jpsi.core.parallel.ThreadPool;
import org.jpsi.core.random.Rng;
import org.jpsi.core.task.Part;
import org.jpsi.core.task.Task;

/// Trained model that is studied: the importance of its features. A study never costs a run.
///
/// @param trained the run's model, or that of fold 0
/// @param parts scored, in their order: the last is that which it is evaluated on
/// @param folds events of all folds, where there are some, on which importance is that of all
///   models
record StudiedModel(
    PreparedTraining training,
    TrainedModel trained,
    List<ScoredEvents> parts,
    Optional<PooledInputs> folds,
    ThreadPool pool,
    ProgressListener progress) {

  /// The studies that the analysis asks for. A model that was evaluated on nothing but its training
  /// events has none.
  ModelStudies studies() {
    StudyOptions options = training.analysis().figures().studies();
    if (evaluated().part() == Part.TRAIN || evaluated().events() == 0) {
      return ModelStudies.NONE;
    }
    ModelStudies studies = ModelStudies.NONE;
    if (options.importance().wanted()) {
      studies =
          this.<FeatureImportances>study(
                  "importance of features", () -> importances(options.importance()))
              .map(studies::with)
              .orElse(studies);
    }
    if (!options.cuts().isEmpty()) {
      studies =
          this.<CutsFigures>study("rectangular cuts", () -> cuts(options.cuts()))
              .map(studies::with)
              .orElse(studies);
    }
    if (options.seeds() > 1) {
      studies =
          this.<SeedFigures>study("trainings with other seeds", () -> seeds(options.seeds()))
              .map(studies::with)
              .orElse(studies);
    }
    return studies;
  }

  private Optional<SeedFigures> seeds(int number) {
    progress.stage(
        number == 2
            ? "a further training with another seed, about as long as the first"
            : String.format(
                Locale.ROOT,
                "%d further trainings with other seeds, each about as long as the first",
                number - 1));
    List<Long> seeds = new ArrayList<>(List.of(training.analysis().seed()));
    List<ScoredEvents> scored = new ArrayList<>(List.of(evaluated()));
    while (seeds.size() < number && !progress.stop()) {
      long seed = training.analysis().seed() + seeds.size();
      TrainedModel again = trained(training, seed);
      if (!progress.stop()) {
        seeds.add(seed);
        scored.add(new EventScoring(training, pool).of(again.predictor(), evaluated().part()));
      }
    }
    if (seeds.size() < number) {
      training.warnings().add("training with other seeds was stopped");
    }
    return seeds.size() < 2
        ? Optional.empty()
        : Optional.of(SeedFigures.of(training.task(), seeds, scored));
  }

  private TrainedModel trained(PreparedTraining of, long seed) {
    return new ModelTraining(of, Learners.of(of), pool.size(), progress)
        .of(of.analysis().models().getFirst(), seed);
  }

  private <T> Optional<T> study(String what, Supplier<Optional<T>> study) {
    return Guard.orElse(
        study,
        reason -> {
          training.warnings().add("no " + what + ": " + reason);
          return Optional.empty();
        });
  }

  private ScoredEvents evaluated() {
    return parts.getLast();
  }

  /// Requires a signal for cuts on the features.
  ///
  /// @param where the location of `cuts`
  static void require(AnalysisFile analysis, Task task, String where) {
    if (!analysis.figures().studies().cuts().isEmpty() && !(task instanceof Task.Binary)) {
      throw InputException.at(where)
          .expected("a signal against a background")
          .found(task.classNames().size() + " classes, none of them the signal")
          .remedy("name it with `signal:`, or leave `cuts:` out")
          .exception();
    }
  }

  private Optional<CutsFigures> cuts(List<Double> signal) {
    Optional<ScoredEvents> validation =
        parts.stream().filter(part -> part.part() == Part.VALIDATION).findFirst();
    if (validation.isEmpty() || evaluated().part() != Part.TEST) {
      training.warnings().add("no rectangular cuts: there are no validation and test events");
      return Optional.empty();
    }
    progress.stage("rectangular cuts");
    InputEvents train = inputs(Part.TRAIN);
    CutsStudy study = CutsStudy.of(training.preprocessing().features(), train);
    RectangularCuts found =
        study.cuts(
            train,
            new RectangularCuts.PartEvents(inputs(Part.VALIDATION), validation.get()),
            new RectangularCuts.PartEvents(inputs(Part.TEST), evaluated()),
            signal);
    return Optional.of(
        new CutsFigures(
            found, found.cuts().stream().map(at -> study.select(at.intervals())).toList()));
  }

  private InputEvents inputs(Part part) {
    EventSet events = training.prepared().events();
    int[] rows = events.rowIndices(part);
    return new InputEvents(
        training.parts().of(part).inputs(),
        training.preprocessing().features().columns().size(),
        events.labels(rows),
        new double[0][],
        events.weights(rows));
  }

  private Optional<FeatureImportances> importances(ImportanceOptions options) {
    progress.stage("importance of features");
    ImportanceStudy study =
        new ImportanceStudy(
            options,
            training.task(),
            folds.map(PooledInputs::reference).orElse(training.preprocessing().features()),
            trained.predictor(),
            folds
                .<StudiedInputs>map(all -> all)
                .orElseGet(() ->
                    new ModelInputs(
                        training.parts().of(evaluated().part()),
                        trained.predictor(),
                        training.task(),
                        training.preprocessing().targets(),
                        pool)),
            folds.map(PooledInputs::scored).orElse(evaluated()),
            trained.history().epochs().size(),
            (long) training.train().events() * folds.map(PooledInputs::folds).orElse(1),
            folds.map(PooledInputs::folds).orElse(0),
            Rng.of(training.analysis().seed()).child("importance"));
    List<List<Integer>> groups = study.groups();
    Optional<FeatureImportances> found = study.of(groups, training.warnings()::add);
    return options.retrain() ? found.map(each -> retrained(each, groups)) : found;
  }

  private FeatureImportances retrained(FeatureImportances found, List<List<Integer>> groups) {
    if (groups.size() < 2) {
      training.warnings().add("nothing is trained without features: all of them are one group");
      return found;
    }
    progress.stage(
        String.format(
            Locale.ROOT,
            "importance: %d further trainings, each without a feature or a group of them, each"
                + " about as long as the first",
            groups.size()));
    List<FeatureImportance> all = new ArrayList<>();
    for (List<Integer> group : groups) {
      if (progress.stop()) {
        training.warnings().add("training without each feature was stopped");
        return found;
      }
      all.add(without(group));
    }
    return found.withRetrained(all);
  }

  private FeatureImportance without(List<Integer> group) {
    PreparedTraining less = training.without(group);
    List<String> names = training.preprocessing().features().features().names();
    List<String> left = group.stream().map(names::get).toList();
    progress.stage("training without " + String.join(", ", left));
    TrainedModel again = trained(less, training.analysis().seed());
    ScoredEvents scored = new EventScoring(less, pool).of(again.predictor(), evaluated().part());
    return FeatureImportances.between(training.task(), left, evaluated(), scored);
  }

  /// The inputs that are left without some.
  static int[] left(int width, List<Integer> without) {
    return IntStream.range(0, width).filter(f -> !without.contains(f)).toArray();
  }
}
