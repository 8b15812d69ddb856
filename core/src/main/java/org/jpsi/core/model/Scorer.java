package org.jpsi.core.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jpsi.core.data.Batch;
import org.jpsi.core.data.ColumnPreprocessing;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.events.EventBlock;
import org.jpsi.core.events.EventFunction;
import org.jpsi.core.events.Events;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.expression.Selection;
import org.jpsi.core.kernel.Kernels;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.NumberType;
import org.jpsi.core.table.Table;
import org.jpsi.core.task.Task;
import org.jpsi.core.tensor.Inputs;
import org.jpsi.core.tensor.Shape;
import org.jspecify.annotations.Nullable;

/// Scorer of tables: applies a model to events, by column name (`predict` in scikit-learn).
/// Immutable and thread-safe. An event's score does not depend on the other events.
public final class Scorer implements EventFunction {
  /// The column that tells whether the selection takes an event: 1 or 0.
  public static final String SELECTED = "selected";

  /// The column that tells the fold of an event, for a folded model; {@link FoldRule#NONE} where it
  /// is in none.
  public static final String FOLD = "fold";

  private static final int CHUNK = 1024;

  private final Model model;
  private final List<InputColumn> columns;
  // Of one event, of each input.
  private final Inputs<Shape> shapes;
  private final Inputs<MissingFeatures> missing;
  private final List<Expression> selection;
  private final List<Expression> spectators;
  // Where each fold has a model of its own.
  private final @Nullable FoldedScorer folded;
  // Made when first needed: reading a model file needs none.
  private volatile @Nullable CompiledPredictor compiled;

  private Scorer(Model model, List<Expression> selection) {
    this.model = model;
    this.shapes = model.inputShapes();
    this.missing = model.inputs().map((name, of) -> MissingFeatures.of(of));
    this.selection = selection;
    this.spectators =
        model.predictor().spectators().stream()
            .map(text -> Expression.parse("predictor", text).with(model.constants()))
            .toList();
    this.folded =
        model.predictor() instanceof FoldedPredictor folds ? FoldedScorer.of(model, folds) : null;
    Set<String> needed = new HashSet<>();
    model.inputs().forEach((input, of) -> needed.addAll(of.features().columnNames()));
    Stream.of(selection, spectators)
        .flatMap(List::stream)
        .forEach(expression -> needed.addAll(expression.columnNames()));
    this.columns =
        model.columns().stream().filter(column -> needed.contains(column.name())).toList();
  }

  public static Scorer of(Model model) {
    return new Scorer(
        model,
        model.selection().isEmpty()
            ? List.of()
            : List.of(Expression.parse("selection", model.selection()).with(model.constants())));
  }

  /// A scorer that does not tell which events the selection takes, and so does not need the columns
  /// that only the selection reads.
  public Scorer withoutSelection() {
    return new Scorer(model, List.of());
  }

  /// The names of the columns that {@link #score(Table)} needs.
  @Override
  public List<String> columnNames() {
    return columns.stream().map(InputColumn::name).toList();
  }

  /// The score columns of {@link #score(Table)} under another name; `NAME_CLASS` where there are
  /// several.
  @Override
  public List<Column> define(String name, Table events) {
    List<String> names = model.task().scoreNames(name);
    double[] scores = scores(events);
    List<Column> columns = new ArrayList<>();
    for (int k = 0; k < names.size(); k++) {
      columns.add(column(model.task(), k, unit(k), scores).withName(names.get(k)));
    }
    return columns;
  }

  /// The scores of all events of a view, `[events, outputs]`, row-major, as {@link #score(float[],
  /// int)} has them.
  ///
  /// @throws org.jpsi.core.errors.InputException as {@link #score(Table)}
  public double[] score(Events events) {
    List<double[]> blocks = new ArrayList<>();
    for (EventBlock block : events.blocks(columnNames())) {
      blocks.add(scores(block.table()));
    }
    return blocks.stream().flatMapToDouble(Arrays::stream).toArray();
  }

  /// Refuses expressions of columns that are not among the model's, as a damaged file may have.
  void demandColumns() {
    Set<String> known = new HashSet<>(columnNames());
    model.inputs().forEach((input, of) -> demandColumns(known, of.features().expressions()));
    demandColumns(known, selection);
    demandColumns(known, spectators);
  }

  private void demandColumns(Set<String> known, List<Expression> expressions) {
    for (Expression expression : expressions) {
      if (!known.containsAll(expression.columnNames())) {
        throw new IllegalArgumentException(
            expression
                + " needs "
                + expression.columnNames()
                + ", the model's columns are "
                + columnNames());
      }
    }
  }

  /// The scores of each event, in the table's order; of a folded model `fold`; and, where there is
  /// a selection, `selected`: 1 or 0. An event with a feature that is infinite, or NaN where it
  /// never was in training, has the score NaN.
  ///
  /// @return columns `score`, or `score_CLASS` for each class, or `prediction`, as {@link
  ///   Task#scoreNames()} says; scores are float32, predictions float64. Of a calibrated model also
  ///   `probability`, or `probability_CLASS`, in float64
  /// @throws org.jpsi.core.errors.InputException where the table lacks a column, or has it as text
  ///   or in another unit, or an event has a category that an embedding has no row for
  public Table score(Table events) {
    Table read = InputColumn.read(columns, events);
    List<Column> columns = new ArrayList<>();
    FoldedScorer folds = folded;
    if (folds == null) {
      addScores(scores(read), new int[0], columns);
    } else {
      int[] foldOf = folds.foldOf(read);
      addScores(folds.scores(read, foldOf), foldOf, columns);
      columns.add(NumberColumn.of(FOLD, "", foldOf));
    }
    for (Expression cut : selection) {
      boolean[] passes = new Selection(cut).mask(read);
      int[] selected = new int[passes.length];
      for (int i = 0; i < selected.length; i++) {
        selected[i] = passes[i] ? 1 : 0;
      }
      columns.add(NumberColumn.of(SELECTED, "", NumberType.BOOL, 1, selected));
    }
    return Table.of(events.origin(), columns);
  }

  private void addScores(double[] scores, int[] foldOf, List<Column> columns) {
    for (int k = 0; k < model.task().width(); k++) {
      columns.add(column(model.task(), k, unit(k), scores));
    }
    model.calibration().ifPresent(by -> columns.addAll(by.columns(model.task(), scores, foldOf)));
  }

  double[] scores(Table given) {
    Table events = InputColumn.read(columns, given);
    FoldedScorer folds = folded;
    if (folds != null) {
      return folds.scores(events, folds.foldOf(events));
    }
    double[][] beside =
        spectators.stream().map(spectator -> spectator.evaluate(events)).toArray(double[][]::new);
    Inputs<float[]> inputs = model.inputs().map((input, of) -> of.apply(events));
    return score(new InputBlock(shapes, inputs, 0, events.rows(), beside), events);
  }

  /// Column number `k` of scores: float64 for predictions, float32, which holds them exactly, for
  /// probabilities.
  ///
  /// @param scores `[events, outputs]`, row-major
  public static NumberColumn column(Task task, int k, String unit, double[] scores) {
    String name = task.scoreNames().get(k);
    int width = task.width();
    double[] one = new double[scores.length / width];
    for (int i = 0; i < one.length; i++) {
      one[i] = scores[i * width + k];
    }
    if (task instanceof Task.Regression) {
      return NumberColumn.of(name, unit, one);
    }
    float[] probability = new float[one.length];
    for (int i = 0; i < one.length; i++) {
      probability[i] = (float) one[i];
    }
    return NumberColumn.of(name, unit, probability);
  }

  // A probability has no unit: its header in a CSV file is the plain name.
  private String unit(int k) {
    return model.task() instanceof Task.Regression r ? r.targets().get(k).unit() : "";
  }

  /// A scorer of one event at a time.
  ///
  /// @param names of the values of an event, in order: the columns of the features, and any others
  /// @throws org.jpsi.core.errors.InputException where a column that a feature needs is missing, a
  ///   name is given twice, or a column is text
  public EventScorer bind(String... names) {
    List<EventScorer> folds =
        folded == null ? List.of() : folded.folds().stream().map(fold -> fold.bind(names)).toList();
    return new EventScorer(model, List.of(names), selection, spectators, compiled(), folds);
  }

  /// Scores of preprocessed values of the only input, `[events, features]` in and `[events,
  /// outputs]` out: for callers that have computed them. Probabilities are float32 numbers,
  /// widened; predictions are in their units, in float64.
  ///
  /// @throws IllegalArgumentException where the predictor needs spectators too
  public double[] score(float[] inputs, int events) {
    double[] scores = new double[Math.multiplyExact(Math.max(0, events), model.task().width())];
    score(inputs, 0, events, scores);
    return scores;
  }

  /// As {@link #score(float[], int)}, for events `from` to `to - 1` alone, written at their indices
  /// of `scores`: threads may score parts of one array.
  public void score(float[] inputs, int from, int to, double[] scores) {
    demand(inputs.length, from, to, scores.length);
    demandNoSpectators();
    InputBlock all =
        new InputBlock(
            shapes, shapes.map((name, shape) -> inputs), from, to - from, new double[0][]);
    score(all, scores, from * model.task().width(), null);
  }

  /// Scores of preprocessed inputs by name, each `[events, features]`, as {@link #score(float[],
  /// int)} has them of the only one.
  ///
  /// @throws org.jpsi.core.errors.InputException where an input of the model is missing, or there
  ///   is another beside them
  public double[] score(Inputs<float[]> inputs, int events) {
    demandNoSpectators();
    Inputs<float[]> ordered = inputs.inOrder(shapes.names());
    return score(new InputBlock(shapes, ordered, 0, events, new double[0][]), null);
  }

  /// Scores of a batch of preprocessed inputs by name, with the spectators of the predictor, if
  /// any, under their expressions.
  ///
  /// @throws org.jpsi.core.errors.InputException where an input of the model is missing or of
  ///   another shape, there is another beside them, or a spectator is missing
  public double[] score(Batch batch) {
    Inputs<Shape> found = batch.inputShapes().inOrder(shapes.names());
    shapes.forEach((name, shape) -> {
      if (!found.get(name).equals(shape)) {
        throw InputException.at("input " + name)
            .expected("shape " + shape + " of an event")
            .found(found.get(name).toString())
            .exception();
      }
    });
    InputBlock block = InputBlock.of(batch, model.predictor().spectators());
    Inputs<float[]> ordered = block.arrays().inOrder(shapes.names());
    return score(new InputBlock(shapes, ordered, 0, block.events(), block.spectators()), null);
  }

  private void demandNoSpectators() {
    if (!spectators.isEmpty()) {
      throw new IllegalArgumentException(
          "score: the model needs " + spectators + " beside its features; score a table");
    }
  }

  // Of the rows of a table, where there is one.
  private double[] score(InputBlock all, @Nullable Table events) {
    double[] scores = new double[Math.multiplyExact(all.events(), model.task().width())];
    score(all, scores, 0, events);
    return scores;
  }

  // In chunks that are still in the cache when their scores are looked at.
  private void score(InputBlock all, double[] scores, int to, @Nullable Table events) {
    int out = model.task().width();
    CompiledPredictor predictor = compiled();
    float[] outputs = new float[Math.min(CHUNK, all.events()) * out];
    for (int first = 0; first < all.events(); first += CHUNK) {
      InputBlock chunk = all.slice(first, Math.min(CHUNK, all.events() - first));
      int n = chunk.events();
      int at = to + first * out;
      try {
        predictor.predict(chunk, outputs, 0);
      } catch (InputException wrong) {
        throw WrongCategory.in(model, predictor, chunk, events, wrong);
      }
      OutputActivation.apply(model.task(), model.targets(), outputs, n, scores, at);
      shapes.forEach((name, shape) -> {
        float[] values = chunk.arrays().get(name);
        int in = shape.count();
        boolean finite = Kernels.INSTANCE.finite(values, chunk.from() * in, n * in);
        for (int i = 0; i < n && !finite; i++) {
          if (!missing.get(name).scorable(values, (chunk.from() + i) * in, in)) {
            Arrays.fill(scores, at + i * out, at + (i + 1) * out, Double.NaN);
          }
        }
      });
    }
  }

  private void demand(int inputs, int from, int to, int scores) {
    int in = shapes.only().count();
    int out = model.task().width();
    if (from < 0 || to < from || inputs < (long) to * in || scores < (long) to * out) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "score of events %d to %d: expected inputs [%d, %d] and scores [%d, %d], found %d and"
                  + " %d",
              from,
              to,
              to,
              in,
              to,
              out,
              inputs,
              scores));
    }
  }

  private CompiledPredictor compiled() {
    CompiledPredictor made = compiled;
    if (made == null) {
      made = model.predictor().compile(shapes, model.predictor().spectators());
      compiled = made;
    }
    return made;
  }

  /// Applies the task's output activation: from logits to the probability of the signal or of each
  /// class; targets of a regression, not standardized, stay as they are.
  ///
  /// @param outputs of the predictor, `[events, outputs]`, row-major
  /// @return of the same shape
  public static double[] activate(Task task, float[] outputs) {
    return activate(task, Model.unscaled(task), outputs);
  }

  /// The same, with preprocessed targets of a regression transformed to their units.
  ///
  /// @param targets preprocessing of each target; none for a classification
  public static double[] activate(Task task, List<ColumnPreprocessing> targets, float[] outputs) {
    double[] activated = new double[outputs.length];
    int events = outputs.length / task.width();
    OutputActivation.apply(task, targets, outputs.clone(), events, activated, 0);
    return activated;
  }
}
