package org.jpsi.analysis.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jpsi.analysis.file.ImportanceOptions;
import org.jpsi.core.data.ColumnPreprocessing;
import org.jpsi.core.data.Feature;
import org.jpsi.core.data.LinearTransformation;
import org.jpsi.core.data.Preprocessing;
import org.jpsi.core.data.PreprocessingStep;
import org.jpsi.core.eval.FeatureGroups;
import org.jpsi.core.eval.FeatureImportance;
import org.jpsi.core.eval.FeatureImportances;
import org.jpsi.core.eval.InputEvents;
import org.jpsi.core.eval.PartialDependence;
import org.jpsi.core.eval.PermutationImportance;
import org.jpsi.core.eval.ScoredEvents;
import org.jpsi.core.model.Predictor;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.EventBlocks;
import org.jpsi.core.task.Task;

/// Study of a model's features by what ships, on events that it was not trained on: groups of
/// correlated features, their permutation importance, partial dependence on the leading ones.
///
/// @param preprocessing of the features, from their values to the inputs
/// @param predictor by which the cost of the training is known
/// @param inputs of the events
/// @param events the same events, scored, with their physical weights
/// @param epochs of the training
/// @param trainingEvents their number, of folds that of all trainings
/// @param folds whose models score the events; 0 where there are none
/// @param rng of samples and permutations
public record ImportanceStudy(
    ImportanceOptions options,
    Task task,
    Preprocessing preprocessing,
    Predictor predictor,
    StudiedInputs inputs,
    ScoredEvents events,
    int epochs,
    long trainingEvents,
    int folds,
    Rng rng) {
  /// Number of features whose partial dependence is computed.
  static final int LEADING = 6;

  // Enough for a correlation known to 1 %.
  private static final int GROUPING = 5000;

  /// The groups of features that are taken together, indices ascending.
  public List<List<Integer>> groups() {
    int features = preprocessing.columns().size();
    boolean[] nominal = new boolean[inputs.width()];
    for (int f = 0; f < nominal.length; f++) {
      nominal[f] = f >= features || preprocessing.columns().get(f).category().isPresent();
    }
    // components of some features are those of all of them
    return FeatureGroups.joined(
            FeatureGroups.of(
                taken(EventBlocks.sample(events.events(), GROUPING, rng.child("groups"))),
                nominal,
                FeatureGroups.THRESHOLD),
            preprocessing.transformations().stream().map(LinearTransformation::features).toList())
        .stream()
        .filter(group -> group.getFirst() < features)
        .toList();
  }

  /// The importances; empty where it is noted why there can be none.
  public Optional<FeatureImportances> of(List<List<Integer>> groups, Consumer<String> notes) {
    long scores =
        ImportanceBudget.scores(predictor, epochs, trainingEvents, preprocessing.columns().size());
    Optional<ImportanceBudget> found =
        ImportanceBudget.of(
            scores, groups.size(), events.events(), options.events(), options.repeats());
    if (found.isEmpty()) {
      notes.accept(
          String.format(
              Locale.ROOT,
              "the importance of features is left out: of %,d, it would cost more than a tenth of"
                  + " the training (`importance: {events: 1000}` computes it all the same)",
              groups.size()));
      return Optional.empty();
    }
    ImportanceBudget budget = found.get();
    InputEvents some = sample(budget.events(), "events");
    if (!FeatureImportances.defined(task, some)) {
      notes.accept(
          "the importance of features is left out: a class has no positive sum of weights among"
              + " the "
              + events.part().id()
              + " events");
      return Optional.empty();
    }
    List<FeatureImportance> permuted =
        PermutationImportance.of(
            task,
            some,
            preprocessing.features().names(),
            groups,
            budget.repeats(),
            rng.child("permutation"),
            inputs);
    return Optional.of(
        new FeatureImportances(
            FeatureImportances.figureOf(task),
            FeatureImportances.figure(task, inputs.scores(some.inputs(), some.events()), some),
            events.part(),
            some.events(),
            events.events(),
            budget.repeats(),
            permuted,
            List.of(),
            dependences(permuted, sample(budget.dependenceEvents(), "dependence")),
            folds));
  }

  /// A sample of as many events of each class as there are, up to an equal share; the weights of a
  /// class are scaled to the sum that it has among all.
  private InputEvents sample(int size, String purpose) {
    if (size >= events.events()) {
      return taken(IntStream.range(0, events.events()).toArray());
    }
    int classes = Math.max(1, task.classNames().size());
    int[][] of = new int[classes][];
    for (int c = 0; c < classes; c++) {
      int one = c;
      of[c] =
          IntStream.range(0, events.events())
              .filter(i -> events.label().length == 0 || events.label()[i] == one)
              .toArray();
    }
    List<Integer> byCount =
        IntStream.range(0, classes)
            .boxed()
            .sorted((a, b) -> Integer.compare(of[a].length, of[b].length))
            .toList();
    int left = size;
    double[] factor = new double[classes];
    IntStream.Builder rows = IntStream.builder();
    for (int k = 0; k < classes; k++) {
      int[] own = of[byCount.get(k)];
      int[] drawn =
          EventBlocks.sample(
              own.length, left / (classes - k), rng.child(purpose).child(byCount.get(k)));
      left -= drawn.length;
      double before = Arrays.stream(own).mapToDouble(i -> events.weight()[i]).sum();
      double after = Arrays.stream(drawn).mapToDouble(i -> events.weight()[own[i]]).sum();
      factor[byCount.get(k)] = after > 0 ? before / after : 1;
      Arrays.stream(drawn).forEach(i -> rows.add(own[i]));
    }
    int[] all = rows.build().sorted().toArray();
    InputEvents some = taken(all);
    for (int i = 0; i < all.length; i++) {
      some.weight()[i] *= factor[events.label().length == 0 ? 0 : events.label()[all[i]]];
    }
    return some;
  }

  private InputEvents taken(int[] rows) {
    return new InputEvents(
        inputs.of(rows),
        inputs.width(),
        events.label().length == 0
            ? events.label()
            : Arrays.stream(rows).map(i -> events.label()[i]).toArray(),
        Arrays.stream(events.target())
            .map(each -> Arrays.stream(rows).mapToDouble(i -> each[i]).toArray())
            .toArray(double[][]::new),
        Arrays.stream(rows).mapToDouble(i -> events.weight()[i]).toArray());
  }

  /// Those of the features of the leading groups.
  private List<PartialDependence> dependences(List<FeatureImportance> permuted, InputEvents some) {
    List<String> names = preprocessing.features().names();
    List<Integer> leading =
        permuted.stream()
            .sorted((a, b) -> Double.compare(b.loss(), a.loss()))
            .flatMap(group -> group.features().stream())
            .map(names::indexOf)
            .limit(LEADING)
            .toList();
    List<PartialDependence> all = new ArrayList<>();
    for (int f : leading) {
      double[] grid = PartialDependence.grid(some, f);
      Feature feature = preprocessing.features().list().get(f);
      ColumnPreprocessing column = preprocessing.columns().get(f);
      Optional<PreprocessingStep.Category> category = column.category();
      boolean component = preprocessing.isComponent(f);
      all.add(
          new PartialDependence(
              preprocessing.inputNames().get(f),
              component ? "" : feature.unit(),
              Arrays.stream(grid).map(x -> component ? x : column.inverse(x)).boxed().toList(),
              category.map(known -> valueNames(known, grid)).orElse(List.of()),
              PartialDependence.curves(some, f, grid, inputs)));
    }
    return all;
  }

  private static List<String> valueNames(PreprocessingStep.Category category, double[] grid) {
    return Arrays.stream(grid)
        .mapToObj(number -> number < 1 ? "(other)" : category.values().get((int) number - 1))
        .toList();
  }
}
