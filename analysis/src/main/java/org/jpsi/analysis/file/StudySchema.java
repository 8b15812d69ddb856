package org.jpsi.analysis.file;

import java.util.List;
import java.util.Optional;
import org.jpsi.analysis.file.FigureOptions.EfficiencyOptions;
import org.jpsi.analysis.file.ValueType.BooleanType;
import org.jpsi.analysis.file.ValueType.ListType;
import org.jpsi.analysis.file.ValueType.ShorthandType;
import org.jpsi.core.errors.InputException;

/// Schema of the keys of studies of the model: `importance`, `cuts`, `seeds`.
final class StudySchema {
  private static final int MAX_EVENTS = 10_000_000;
  private static final int MAX_REPEATS = 1000;
  private static final int MAX_SEEDS = 100;

  private static final Key<ImportanceOptions, Long> EVENTS =
      Key.withDefault(
          "events",
          new IntegerType(100, MAX_EVENTS),
          new Default.Absent<>("as many as cost about a tenth of the training"),
          options -> options.events().map(Integer::longValue),
          "The number of test events whose values are shuffled, whatever it costs.");

  private static final Key<ImportanceOptions, Long> REPEATS =
      Key.of(
          "repeats",
          new IntegerType(1, MAX_REPEATS),
          (long) ImportanceOptions.REPEATS,
          options -> (long) options.repeats(),
          "How often each feature is shuffled, at most.");

  private static final Key<ImportanceOptions, Boolean> RETRAIN =
      Key.of(
          "retrain",
          BooleanType.BOOLEAN,
          false,
          ImportanceOptions::retrain,
          "`true` also trains the model again without each feature, or group of them: as many"
              + " further trainings.");

  private static final ShorthandType<Boolean, ImportanceOptions> HOW =
      new ShorthandType<>(
          BooleanType.BOOLEAN,
          wanted -> wanted ? ImportanceOptions.USUAL : ImportanceOptions.NONE,
          options ->
              options.equals(ImportanceOptions.USUAL)
                  ? Optional.of(true)
                  : options.wanted() ? Optional.empty() : Optional.of(false),
          new ObjectType<>(
              List.of(EVENTS, REPEATS, RETRAIN),
              List.of(),
              values ->
                  new ImportanceOptions(
                      true,
                      values.find(EVENTS).map(Math::toIntExact),
                      Math.toIntExact(values.get(REPEATS)),
                      values.get(RETRAIN))));

  // Not written where it is the usual one: a run of before has the same file.
  static final Key<AnalysisFile, ImportanceOptions> IMPORTANCE =
      Key.withDefault(
          "importance",
          HOW,
          new Default.ByTask<>(_ -> Optional.of(ImportanceOptions.USUAL), "`true`"),
          a ->
              Optional.of(a.figures().studies().importance())
                  .filter(how -> !how.equals(ImportanceOptions.USUAL)),
          "The importance of the features, by permutation on the test events: features that are"
              + " correlated are shuffled together. With it, the dependence of the score on the"
              + " leading ones. `false` leaves it out.");

  private static final Key<List<Double>, List<Double>> SIGNAL =
      Key.of(
          "signal",
          new ListType<>(
              "a signal efficiency, or a list of them",
              NumberType.BETWEEN_ZERO_AND_ONE,
              false,
              ListType.Single.READ),
          EfficiencyOptions.SIGNAL,
          signal -> signal,
          "The signal efficiencies of the validation events, for each of which cuts are chosen.");

  static final Key<AnalysisFile, List<Double>> CUTS =
      Key.withDefault(
          "cuts",
          new ShorthandType<>(
              BooleanType.BOOLEAN,
              wanted -> wanted ? EfficiencyOptions.SIGNAL : List.of(),
              signal -> signal.isEmpty() ? Optional.of(false) : Optional.empty(),
              new ObjectType<>(List.of(SIGNAL), List.of(), values -> values.get(SIGNAL))),
          new Default.ByTask<>(_ -> Optional.of(List.of()), "`false`"),
          a -> Optional.of(a.figures().studies().cuts()).filter(signal -> !signal.isEmpty()),
          "`true` finds rectangular cuts on the features, as TMVA's `Cuts`: their ROC beside that"
              + " of the model, and the cuts as text for `select`.");

  static final Key<AnalysisFile, Long> SEEDS =
      Key.withDefault(
          "seeds",
          new IntegerType(1, MAX_SEEDS),
          new Default.ByTask<>(_ -> Optional.of(1L), "`1`"),
          a -> Optional.of((long) a.figures().studies().seeds()).filter(seeds -> seeds > 1),
          "The number of trainings, each with another seed and on the same events: how much the"
              + " figures depend on it, beside their statistical errors. The model is that of"
              + " `seed`.");

  private StudySchema() {}

  private static void requireCuts(KeyValues<AnalysisFile> values) {
    if (values.find(AnalysisSchema.FOLDS).isPresent()) {
      throw InputException.at(values.where(CUTS))
          .expected("`cuts:` where one validation part chooses them, by `split:`")
          .found("`folds:`, in which every event is a validation event once")
          .remedy("leave one of them out")
          .exception();
    }
    if (values.find(AnalysisSchema.TARGET).isPresent()) {
      throw InputException.at(values.where(CUTS))
          .says("a regression, with `target:`, has no signal")
          .remedy("leave `cuts:` out")
          .exception();
    }
  }

  /// The studies that are asked for.
  static StudyOptions options(KeyValues<AnalysisFile> values) {
    ImportanceOptions importance = values.get(IMPORTANCE);
    if (importance.retrain() && values.find(AnalysisSchema.FOLDS).isPresent()) {
      throw InputException.at(values.where(IMPORTANCE))
          .expected("`retrain: true` where there is one training, by `split:`")
          .found("`folds:`, of which each is a training")
          .remedy("leave `retrain:` out, or use `split:`")
          .exception();
    }
    List<Double> cuts = values.get(CUTS);
    if (!cuts.isEmpty()) {
      requireCuts(values);
    }
    long seeds = values.get(SEEDS);
    if (seeds > 1 && values.find(AnalysisSchema.FOLDS).isPresent()) {
      throw InputException.at(values.where(SEEDS))
          .expected("`seeds:` where there is one training, by `split:`")
          .found("`folds:`, of which each is a training")
          .remedy("leave `seeds:` out, or use `split:`")
          .exception();
    }
    return new StudyOptions(importance, cuts, Math.toIntExact(seeds), values.find(TuneSchema.TUNE));
  }
}
