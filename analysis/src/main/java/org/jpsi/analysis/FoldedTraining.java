package org.jpsi.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jpsi.analysis.events.AnalysisExpressions;
import org.jpsi.analysis.events.EventFolds;
import org.jpsi.analysis.events.EventSetBuilder;
import org.jpsi.analysis.events.PartAssignment;
import org.jpsi.analysis.events.SampleReader;
import org.jpsi.analysis.events.SampleTrees;
import org.jpsi.analysis.events.VariedEvents;
import org.jpsi.analysis.file.AnalysisFile;
import org.jpsi.analysis.file.AnalysisWithSource;
import org.jpsi.analysis.file.Folds;
import org.jpsi.analysis.progress.Warnings;
import org.jpsi.core.data.ColumnPreprocessing;
import org.jpsi.core.data.FeatureDistribution;
import org.jpsi.core.data.Preprocessing;
import org.jpsi.core.data.PreprocessingStep;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.model.FoldRule;
import org.jpsi.core.model.FoldedPredictor;

/// Training of an analysis with folds: the samples, which stay in memory, and the preparation of
/// each fold from them. A fold is prepared and trained as an analysis with these parts would be, so
/// that nothing of the events that it tests is in its model.
///
/// @param trees of the analysis, with the sizes of its network, the same in all folds
/// @param warnings of the run
record FoldedTraining(
    SampleTrees trees,
    List<SampleReader.LoadedSample> samples,
    EventFolds folds,
    Warnings warnings) {
  /// Folds with fold 0, prepared.
  record Begun(FoldedTraining folds, PreparedTraining first) {}

  /// Divides the events, and sets the sizes that depend on their number, the same in all folds.
  ///
  /// @param given trees of the samples
  static Begun begin(
      SampleTrees given, List<SampleReader.LoadedSample> samples, Warnings warnings) {
    AnalysisWithSource source = given.source();
    EventSetBuilder builder =
        new EventSetBuilder(source, new AnalysisExpressions(source), warnings);
    EventFolds folds = builder.folds(samples);
    int k = folds.k();
    EventSetBuilder.PreparedEvents first = builder.of(samples, folds, 0);
    MeasuredEvents.check(given, first);
    VariedEvents.check(given, first);
    int training = (int) ((long) folds.of().length * (k - 2) / k);
    AnalysisFile sized = source.analysis().sized(training, first.features().size());
    AnalysisWithSource whole =
        new AnalysisWithSource(sized, source.folder(), source.locations(), source.warnings());
    SampleTrees trees = new SampleTrees(whole, given.given(), given.threads());
    return new Begun(
        new FoldedTraining(trees, samples, folds, warnings),
        PreparedTraining.of(trees, first, warnings));
  }

  private AnalysisWithSource source() {
    return trees.source();
  }

  /// Another fold than the first, prepared. It warns of what is new alone.
  PreparedTraining prepare(int fold) {
    Warnings own = warnings.of("fold " + fold + ": ");
    return PreparedTraining.of(
        trees,
        new EventSetBuilder(source(), new AnalysisExpressions(source()), own)
            .of(samples, folds, fold),
        own);
  }

  /// A value for each event by which it is paired with those of varied files: that of `by`, where
  /// it tells events apart.
  Optional<long[]> groups() {
    Optional<Expression> by = new AnalysisExpressions(source()).foldsBy();
    boolean files =
        source().analysis().variations().values().stream()
            .anyMatch(variation -> variation.files().isPresent());
    if (by.isEmpty() || !files) {
      return Optional.empty();
    }
    long[] keys =
        samples.stream()
            .flatMapToLong(s -> Arrays.stream(PartAssignment.keys(source(), by.get(), s.table())))
            .toArray();
    if (2 * Arrays.stream(keys).distinct().count() >= keys.length) {
      return Optional.of(keys);
    }
    warnings.add(
        "`folds.by` does not tell events apart: those of varied files are not paired with the"
            + " nominal ones, and the errors of their changes are those of independent events");
    return Optional.empty();
  }

  /// Requires that a fold has the features that fold 0 has.
  void requireSame(PreparedTraining first, PreparedTraining training, int fold) {
    List<String> expected = names(first);
    List<String> found = names(training);
    if (!expected.equals(found)) {
      List<String> others = new ArrayList<>(expected);
      others.addAll(found);
      others.removeIf(name -> expected.contains(name) && found.contains(name));
      throw InputException.at(source().where("features"))
          .expected("the same features in every fold")
          .found(String.join(", ", others) + " in fold 0 or fold " + fold + " alone")
          .remedy("leave them out: in some folds they are constant in all training events")
          .exception();
    }
  }

  private static List<String> names(PreparedTraining training) {
    return training.prepared().features().stream().map(AnalysisFile.Feature::name).toList();
  }

  /// The predictor of all folds.
  ///
  /// @param all what was trained in each
  FoldedPredictor predictor(List<TrainedFold> all, Preprocessing reference) {
    List<FoldedPredictor.Fold> members = new ArrayList<>();
    for (TrainedFold fold : all) {
      Preprocessing own = fold.preprocessing().features();
      members.add(
          new FoldedPredictor.Fold(
              own.with(
                  own.columns().stream()
                      .map(column -> column.with(FeatureDistribution.UNKNOWN))
                      .toList()),
              fold.preprocessing().targets(),
              fold.trained().getFirst().predictor()));
    }
    Optional<String> by = source().analysis().folds().flatMap(Folds::by);
    return new FoldedPredictor(
        by.<FoldRule>map(text -> new FoldRule.ByValue(text, folds.k()))
            .orElseGet(() -> byEvents(reference)),
        members);
  }

  private FoldRule byEvents(Preprocessing features) {
    long[] hashes =
        samples.stream()
            .flatMapToLong(s -> Arrays.stream(FoldRule.ByEvent.hashes(features, s.table())))
            .toArray();
    Map<Long, Integer> foldOf = new HashMap<>();
    long ambiguous =
        IntStream.range(0, hashes.length)
            .filter(i -> {
              Integer other = foldOf.putIfAbsent(hashes[i], folds.of()[i]);
              return other != null && other != folds.of()[i];
            })
            .count();
    if (ambiguous > 0) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "%,d events have the features of an event in another fold: `jpsi apply` cannot tell"
                  + " them apart, and takes the lowest fold; `folds: {by: ...}` would",
              ambiguous));
    }
    return FoldRule.ByEvent.of(hashes, folds.of());
  }

  /// What a folded model tells of its features: names, and their ranges in all folds. It has no
  /// steps, but for the categories of text.
  static Preprocessing reference(List<TrainedFold> folds) {
    List<Preprocessing> all = folds.stream().map(fold -> fold.preprocessing().features()).toList();
    List<ColumnPreprocessing> columns = new ArrayList<>();
    for (int j = 0; j < all.getFirst().columns().size(); j++) {
      int feature = j;
      List<ColumnPreprocessing> own = all.stream().map(of -> of.columns().get(feature)).toList();
      columns.add(common(own));
    }
    return Preprocessing.of(all.getFirst().features(), columns);
  }

  private static ColumnPreprocessing common(List<ColumnPreprocessing> folds) {
    double missing = folds.stream().mapToDouble(ColumnPreprocessing::missing).max().orElseThrow();
    Optional<PreprocessingStep.Category> text = folds.getFirst().category();
    if (text.isPresent()) {
      return ColumnPreprocessing.category(
              folds.stream()
                  .flatMap(column -> column.category().stream())
                  .flatMap(category -> category.values().stream())
                  .distinct()
                  .sorted()
                  .limit(PreprocessingStep.Category.MOST)
                  .toList())
          .withMissing(missing);
    }
    return new ColumnPreprocessing(
        List.of(),
        folds.stream().mapToDouble(ColumnPreprocessing::low).min().orElseThrow(),
        folds.stream().mapToDouble(ColumnPreprocessing::high).max().orElseThrow(),
        folds.getFirst().distribution(),
        missing);
  }
}
