package org.jpsi.core.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jpsi.core.data.ColumnPreprocessing;
import org.jpsi.core.data.Feature;
import org.jpsi.core.data.Features;
import org.jpsi.core.data.LinearTransformation;
import org.jpsi.core.data.Preprocessing;
import org.jpsi.core.data.PreprocessingStep;
import org.jpsi.core.data.RowHash;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.expression.Selection;
import org.jpsi.core.task.Task;
import org.jspecify.annotations.Nullable;

/// Scorer of one event at a time, for reconstruction and triggers (`TMVA::Reader`). The names of
/// the values are given once, in any order; from then on an event is an array in that order.
///
/// ```java
/// EventScorer higgs = Scorer.of(ModelFile.read(path)).bind("m_bb", "m_wbb", "m_wwbb");
/// float score = higgs.score(new double[] {0.87, 0.92, 0.71});
/// ```
///
/// Immutable and thread-safe without locks. A call allocates nothing after the first of a thread,
/// whatever built-in layers, trees or neighbors the model is of, once the JVM has compiled it
/// (until then, vector kernels may allocate); a layer of a user's own runs on tensors, which are
/// allocated. Scores have the bits of {@link Scorer#score( org.jpsi.core.table.Table)}:
/// probabilities are float32 numbers, predictions of a regression float64. An event with a feature
/// that is infinite, or NaN where it never was in training, has the score NaN; one with a category
/// that an {@link org.jpsi.core.nn.Embedding} has no row for is an InputException. Values are
/// float64: of an integer beyond 2^53, as an event number may be, an expression such as
/// `eventNumber % 2` sees its nearest float64, while a table has it exactly. Of a feature that is
/// text, an event has the number ({@link #category}).
public final class EventScorer {
  private final Model model;
  private final List<String> names;
  // Index of each feature's value in an event, or -1 where the feature is an expression.
  private final int[] indices;
  private final List<ToDoubleFunction<double[]>> expressions;
  private final Preprocessing preprocessing;
  private final MissingFeatures missing;
  private final EventCodes codes;
  private final ToDoubleFunction<double[]> selection;
  // Why the selection cannot be computed from these names; null where it can.
  private final @Nullable InputException selectionError;
  private final List<ToDoubleFunction<double[]>> spectators;
  private final CompiledPredictor predictor;
  // Of a folded model, a scorer of each fold.
  private final List<EventScorer> folds;

  EventScorer(
      Model model,
      List<String> names,
      List<Expression> cuts,
      List<Expression> spectators,
      CompiledPredictor predictor,
      List<EventScorer> folds) {
    this.model = model;
    this.predictor = predictor;
    this.folds = folds;
    this.names = names;
    this.preprocessing = joined(model);
    check();
    this.missing = MissingFeatures.of(preprocessing);
    this.codes = EventCodes.of(model, names);
    List<Expression> features = preprocessing.features().expressions();
    int n = features.size();
    this.indices = new int[n];
    for (int i = 0; i < n; i++) {
      indices[i] = features.get(i).plainColumn().map(names::indexOf).orElse(-1);
    }
    this.expressions = features.stream().map(feature -> feature.compile(names)).toList();
    this.spectators = spectators.stream().map(spectator -> spectator.compile(names)).toList();
    InputException error = null;
    ToDoubleFunction<double[]> cut = event -> 1;
    try {
      cut = cuts.isEmpty() ? cut : cuts.getFirst().compile(names);
    } catch (InputException e) {
      error = e;
    }
    this.selectionError = error;
    this.selection = cut;
  }

  /// The preprocessing of all inputs, one after the other, as a compiled predictor takes an event.
  private static Preprocessing joined(Model model) {
    if (model.inputs().names().size() == 1) {
      return model.preprocessing();
    }
    List<Feature> features = new ArrayList<>();
    List<ColumnPreprocessing> columns = new ArrayList<>();
    List<LinearTransformation> transformations = new ArrayList<>();
    model
        .inputs()
        .forEach((input, preprocessing) -> {
          for (Feature feature : preprocessing.features().list()) {
            String name = input + "." + feature.name();
            features.add(new Feature(name, feature.expression(), feature.unit()));
          }
          int before = columns.size();
          for (LinearTransformation of : preprocessing.transformations()) {
            transformations.add(of.of(of.features().stream().map(f -> before + f).toList()));
          }
          columns.addAll(preprocessing.columns());
        });
    return Preprocessing.of(Features.of(features, model.constants()), columns, transformations);
  }

  private void check() {
    List<String> duplicates = new ArrayList<>(names);
    names.stream().distinct().forEach(duplicates::remove);
    if (!duplicates.isEmpty()) {
      throw InputException.at("names of an event's values")
          .expected("each name once")
          .found(String.join(", ", duplicates) + " again")
          .exception();
    }
    boolean categories =
        preprocessing.columns().stream().anyMatch(column -> column.category().isPresent());
    if (!folds.isEmpty() && categories) {
      throw InputException.at("names of an event's values")
          .expected("features that are numbers, of a model of folds")
          .found("text, whose categories each fold has of its own")
          .remedy("score a table instead")
          .exception();
    }
    for (InputColumn column : model.columns()) {
      if (column.text() && names.contains(column.name()) && !isCategory(column.name())) {
        throw InputException.at("names of an event's values")
            .expected("numbers, or text that is a feature itself")
            .found(column.name() + ", which was text in training")
            .remedy("score a table instead")
            .exception();
      }
    }
  }

  // Whether every feature that needs a column of text is that column, as a category.
  private boolean isCategory(String column) {
    boolean found = false;
    for (int j = 0; j < preprocessing.columns().size(); j++) {
      if (preprocessing.features().expressions().get(j).columnNames().contains(column)) {
        found = true;
        if (preprocessing.columns().get(j).category().isEmpty()) {
          return false;
        }
      }
    }
    return found;
  }

  /// The number that stands for a value of a feature that is text, to be given in its place: once
  /// for each value, since it looks for it. That of a value that training had none of is 0.
  ///
  /// @param name of the values, the feature's column
  /// @throws IllegalArgumentException where there is no such feature
  public double category(String name, String value) {
    for (int j = 0; j < preprocessing.columns().size(); j++) {
      Optional<String> column = preprocessing.features().expressions().get(j).plainColumn();
      Optional<PreprocessingStep.Category> known = preprocessing.columns().get(j).category();
      if (known.isPresent() && column.equals(Optional.of(name))) {
        return known.get().number(value);
      }
    }
    throw new IllegalArgumentException(
        "category: expected a feature that is text, found " + name + " of " + names);
  }

  /// The names of the values, in the order in which they are expected.
  public List<String> names() {
    return names;
  }

  /// The score of one event: the signal's probability.
  ///
  /// @param values in the order of {@link #names()}; not changed
  /// @throws IllegalArgumentException where there are more or fewer values than names, or where the
  ///   model gives several numbers per event, or a prediction
  public float score(double[] values) {
    demandOne("score", false);
    demand(values.length);
    return (float) compute(values, Workspace.ofThread());
  }

  /// As {@link #score(double[])}, for float32 values.
  public float score(float[] values) {
    demandOne("score", false);
    Workspace workspace = Workspace.ofThread();
    return (float) compute(widened(values, workspace), workspace);
  }

  /// The prediction of a regression's only target for one event, in its unit, in float64.
  ///
  /// @param values in the order of {@link #names()}; not changed
  /// @throws IllegalArgumentException where there are more or fewer values than names, or where the
  ///   model gives several numbers per event, or a score
  public double prediction(double[] values) {
    demandOne("prediction", true);
    demand(values.length);
    return compute(values, Workspace.ofThread());
  }

  /// As {@link #prediction(double[])}, for float32 values.
  public double prediction(float[] values) {
    demandOne("prediction", true);
    Workspace workspace = Workspace.ofThread();
    return compute(widened(values, workspace), workspace);
  }

  /// All scores of one event, as {@link org.jpsi.core.task.Task#scoreNames()} names them: the
  /// probability of each class, or each prediction.
  ///
  /// @param values in the order of {@link #names()}; not changed
  /// @param scores output: the scores
  public void scores(double[] values, double[] scores) {
    demand(values.length);
    compute(values, Workspace.ofThread(), scores);
  }

  /// As {@link #scores(double[], double[])}, for float32 values.
  public void scores(float[] values, double[] scores) {
    Workspace workspace = Workspace.ofThread();
    compute(widened(values, workspace), workspace, scores);
  }

  /// Whether the event passes the model's selection: the model was trained on such events only.
  /// True where there is no selection.
  ///
  /// @throws IllegalStateException where a column of the selection is not among the names
  public boolean selects(double[] values) {
    if (selectionError != null) {
      throw new IllegalStateException(selectionError.message(), selectionError);
    }
    demand(values.length);
    double[] read = codes.read(values, Workspace.ofThread());
    return Selection.isTrue(selection.applyAsDouble(read));
  }

  private void demandOne(String method, boolean regression) {
    if (model.task().width() != 1 || model.task() instanceof Task.Regression != regression) {
      String other = model.task().width() != 1 ? "scores" : regression ? "score" : "prediction";
      throw new IllegalArgumentException(
          method + ": the model gives " + model.task().scoreNames() + "; use " + other);
    }
  }

  private void demand(int count) {
    if (count != names.size()) {
      throw new IllegalArgumentException(
          "score: expected " + names.size() + " values " + names + ", found " + count);
    }
  }

  private double[] widened(float[] values, Workspace workspace) {
    demand(values.length);
    double[] wide = workspace.values(values.length);
    for (int i = 0; i < values.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }

  // The only score.
  private double compute(double[] values, Workspace workspace) {
    double[] scores = workspace.scores(1);
    compute(values, workspace, scores);
    return scores[0];
  }

  private void compute(double[] given, Workspace workspace, double[] scores) {
    double[] values = codes.read(given, workspace);
    if (!folds.isEmpty()) {
      computeFolded(values, workspace, scores);
      return;
    }
    int n = indices.length;
    float[] x = workspace.inputs(n);
    float[] y = workspace.outputs(model.task().width());
    if (!inputs(values, workspace.features(n), x)) {
      Arrays.fill(scores, 0, model.task().width(), Double.NaN);
      return;
    }
    double[] beside = workspace.spectators(spectators.size());
    for (int s = 0; s < spectators.size(); s++) {
      beside[s] = spectators.get(s).applyAsDouble(values);
    }
    try {
      predictor.predict(x, beside, y);
    } catch (InputException wrong) {
      throw WrongCategory.in(model, x, 0, wrong);
    }
    OutputActivation.apply(model.task(), model.targets(), y, 1, scores, 0);
  }

  private void computeFolded(double[] values, Workspace workspace, double[] scores) {
    int fold = fold(values, workspace);
    if (fold != FoldRule.NONE) {
      folds.get(fold).compute(values, workspace, scores);
      return;
    }
    int width = model.task().width();
    double[] sums = workspace.sumsOfFolds(width);
    Arrays.fill(sums, 0, width, 0);
    for (int f = 0; f < folds.size(); f++) {
      folds.get(f).compute(values, workspace, scores);
      for (int k = 0; k < width; k++) {
        sums[k] += scores[k];
      }
    }
    for (int k = 0; k < width; k++) {
      scores[k] = FoldedScorer.mean(model.task(), sums[k], folds.size());
    }
  }

  private int fold(double[] values, Workspace workspace) {
    return switch (((FoldedPredictor) model.predictor()).rule()) {
      case FoldRule.ByValue by -> by.fold(spectators.getFirst().applyAsDouble(values));
      case FoldRule.ByEvent known -> {
        int n = indices.length;
        float[] rounded = workspace.inputs(n);
        for (int i = 0; i < n; i++) {
          rounded[i] = (float) feature(i, values);
        }
        yield known.fold(RowHash.of(rounded, 0, n));
      }
    };
  }

  private double feature(int i, double[] values) {
    return indices[i] >= 0 ? values[indices[i]] : expressions.get(i).applyAsDouble(values);
  }

  /// False where a feature is not finite, nor missing as in training.
  private boolean inputs(double[] values, double[] features, float[] x) {
    int n = indices.length;
    for (int i = 0; i < n; i++) {
      features[i] = feature(i, values);
    }
    preprocessing.applyEvent(features, x);
    return missing.scorable(x, 0, n);
  }
}
