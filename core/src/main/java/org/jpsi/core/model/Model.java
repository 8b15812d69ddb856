package org.jpsi.core.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jpsi.core.data.ColumnPreprocessing;
import org.jpsi.core.data.Features;
import org.jpsi.core.data.Fingerprints;
import org.jpsi.core.data.Preprocessing;
import org.jpsi.core.events.EventFunction;
import org.jpsi.core.events.Events;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.Table;
import org.jpsi.core.task.Task;
import org.jpsi.core.tensor.Inputs;
import org.jpsi.core.tensor.Shape;

/// Trained model: a predictor with everything needed to apply it. That is its features by name with
/// their expressions, units, preprocessing and training ranges, the selection, the task, and the
/// provenance. To events it is applied by name: `events.define("score", model)`.
///
/// @param columns input columns of features, selection and spectators of the predictor, as in
///   training
/// @param inputs the predictor's inputs by name, in order: of each its features with their
///   preprocessing. Most models have one, whose name does not matter
/// @param selection expression of the selection; `""` where all events were used
/// @param task which defines the meaning of the outputs
/// @param targets preprocessing of the targets of a regression; none for a classification
/// @param predictor network, trees or neighbors, or a combination of such
/// @param provenance the analysis as run, the version, a digest of the training events and the
///   like; no time, host or path
/// @param trainingEvents fingerprints of the events that it was trained on; none where they are not
///   known, or not told apart by their features
/// @param calibration what makes its scores probabilities of a stated mixture, in columns beside
///   them
public record Model(
    List<InputColumn> columns,
    Inputs<Preprocessing> inputs,
    String selection,
    Task task,
    List<ColumnPreprocessing> targets,
    Predictor predictor,
    Map<String, String> provenance,
    Fingerprints trainingEvents,
    Optional<ScoreCalibration> calibration)
    implements EventFunction {
  public Model {
    columns = List.copyOf(columns);
    targets = List.copyOf(targets);
    int expected = unscaled(task).size();
    if (targets.size() != expected) {
      throw new IllegalArgumentException(
          "Model: expected " + expected + " preprocessed targets, found " + targets.size());
    }
    calibration.ifPresent(of -> {
      if (of.mixture().size() != task.classNames().size()) {
        throw new IllegalArgumentException(
            "Model: expected a calibration of "
                + (task.classNames().size() + " classes, found " + of.mixture().size()));
      }
      int folds = of.map() instanceof ScoreCalibration.ByFold by ? by.folds().size() : 0;
      int needed = predictor instanceof FoldedPredictor folded ? folded.folds().size() : 0;
      if (folds != needed) {
        throw new IllegalArgumentException(
            "Model: expected a calibration of " + (needed + " folds, found " + folds));
      }
    });
    constants(inputs);
    int outputs = predictor.outputs(shapes(inputs));
    if (outputs != task.width()) {
      throw new IllegalArgumentException(
          "Model: expected a predictor of " + task.width() + " outputs, found " + outputs);
    }
    if (task instanceof Task.Regression && EnsemblePredictor.ofProbabilities(predictor)) {
      throw new IllegalArgumentException(
          "Model: expected an ensemble of the mean of outputs, for a regression, found one of"
              + " probabilities");
    }
  }

  /// A model whose training events are not known.
  public Model(
      List<InputColumn> columns,
      Inputs<Preprocessing> inputs,
      String selection,
      Task task,
      List<ColumnPreprocessing> targets,
      Predictor predictor,
      Map<String, String> provenance) {
    this(columns, inputs, selection, task, targets, predictor, provenance, Fingerprints.NONE);
  }

  /// A model without a calibration.
  public Model(
      List<InputColumn> columns,
      Inputs<Preprocessing> inputs,
      String selection,
      Task task,
      List<ColumnPreprocessing> targets,
      Predictor predictor,
      Map<String, String> provenance,
      Fingerprints trainingEvents) {
    this(
        columns,
        inputs,
        selection,
        task,
        targets,
        predictor,
        provenance,
        trainingEvents,
        Optional.empty());
  }

  /// The same model with fingerprints of the events that it was trained on.
  public Model trainedOn(Fingerprints events) {
    return new Model(
        columns, inputs, selection, task, targets, predictor, provenance, events, calibration);
  }

  /// The same model, which gives probabilities beside its scores.
  public Model calibrated(ScoreCalibration by) {
    return new Model(
        columns,
        inputs,
        selection,
        task,
        targets,
        predictor,
        provenance,
        trainingEvents,
        Optional.of(by));
  }

  /// A model of one input.
  public Model(
      List<InputColumn> columns,
      Preprocessing preprocessing,
      String selection,
      Task task,
      List<ColumnPreprocessing> targets,
      Predictor predictor,
      Map<String, String> provenance) {
    this(columns, Inputs.single(preprocessing), selection, task, targets, predictor, provenance);
  }

  /// A classification model of one input, or a regression model whose targets were not
  /// standardized.
  public Model(
      List<InputColumn> columns,
      Preprocessing preprocessing,
      String selection,
      Task task,
      Predictor predictor,
      Map<String, String> provenance) {
    this(columns, preprocessing, selection, task, unscaled(task), predictor, provenance);
  }

  /// The models of the folds, each of which scores the events of one alone; none where the
  /// predictor is not folded.
  public List<Model> folds() {
    return predictor instanceof FoldedPredictor folded
        ? folded.folds().stream().map(this::of).toList()
        : List.of();
  }

  private Model of(FoldedPredictor.Fold fold) {
    return new Model(
        columns,
        Inputs.single(fold.features()),
        selection,
        task,
        fold.targets(),
        fold.predictor(),
        provenance,
        trainingEvents);
  }

  /// The preprocessing of the only input.
  ///
  /// @throws org.jpsi.core.errors.InputException where there are several
  public Preprocessing preprocessing() {
    return inputs.only();
  }

  /// The features of the only input, with the constants of their expressions and of the selection.
  ///
  /// @throws org.jpsi.core.errors.InputException where there are several
  public Features features() {
    return preprocessing().features();
  }

  /// The shape of one event, of each input by name: `[features]`.
  public Inputs<Shape> inputShapes() {
    return shapes(inputs);
  }

  /// The constants of the expressions of all features and of the selection, by name.
  public Map<String, Double> constants() {
    return constants(inputs);
  }

  // An input of varying length would be a preprocessing of its items with their greatest number,
  // and have two shapes, [n, features] and that of its mask, [n], as a dataset has them.
  private static Inputs<Shape> shapes(Inputs<Preprocessing> inputs) {
    return inputs.map((name, preprocessing) -> Shape.of(preprocessing.features().size()));
  }

  private static Map<String, Double> constants(Inputs<Preprocessing> inputs) {
    Map<String, Double> all = new LinkedHashMap<>();
    inputs.forEach((input, preprocessing) ->
        preprocessing
            .features()
            .constants()
            .forEach((name, value) -> {
              Double other = all.putIfAbsent(name, value);
              if (other != null && !other.equals(value)) {
                throw new IllegalArgumentException(
                    "Model: expected one value of the constant "
                        + (name + ", found " + other + " and, in input " + input + ", " + value));
              }
            }));
    inputs.forEach((input, preprocessing) -> {
      for (String column : preprocessing.features().columnNames()) {
        if (all.containsKey(column)) {
          throw new IllegalArgumentException(
              "Model: expected a constant of the name "
                  + (column + " or a column, found both: input " + input + " reads the column"));
        }
      }
    });
    return Collections.unmodifiableMap(all);
  }

  /// The names of the columns that it is applied to.
  @Override
  public List<String> columnNames() {
    return prepared().columnNames();
  }

  /// The score of each event as a column, or a column `NAME_CLASS` for each class.
  @Override
  public List<Column> define(String name, Table events) {
    return prepared().define(name, events);
  }

  /// The scorer.
  @Override
  public EventFunction prepared() {
    return Scorer.of(this);
  }

  /// The scores of events, `[events, outputs]`, row-major: the probability of the signal, of each
  /// class, or the predicted targets in their units.
  ///
  /// @throws org.jpsi.core.errors.InputException where a column is missing, or has another type or
  ///   unit than in training
  public double[] predict(Events events) {
    return Scorer.of(this).score(events);
  }

  /// The preprocessing of targets that stay as they are; none for a classification.
  static List<ColumnPreprocessing> unscaled(Task task) {
    return task instanceof Task.Regression
        ? Collections.nCopies(task.width(), ColumnPreprocessing.NONE)
        : List.of();
  }
}
