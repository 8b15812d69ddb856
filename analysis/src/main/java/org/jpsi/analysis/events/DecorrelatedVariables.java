package org.jpsi.analysis.events;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jpsi.analysis.file.AnalysisFile;
import org.jpsi.analysis.file.AnalysisWithSource;
import org.jpsi.analysis.file.Decorrelate;
import org.jpsi.analysis.progress.Warnings;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.data.DatasetBuilder;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.eval.DecorrelationFigures;
import org.jpsi.core.eval.Evaluation;
import org.jpsi.core.eval.FiguresOnRequest;
import org.jpsi.core.eval.ScoredEvents;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.loss.DistanceCorrelationLoss;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.core.task.Part;
import org.jpsi.core.task.Task;
import org.jpsi.core.tensor.Inputs;

/// Variables that a score is decorrelated from, with their values for all events.
///
/// @param asked how they are decorrelated
/// @param values of each variable, finite or NaN
public record DecorrelatedVariables(Decorrelate asked, List<NumberColumn> values) {
  // In fewer events, the distance correlation is mostly noise; of few batches, steps are few.
  private static final int LARGE = 1024;
  private static final int BATCHES = 10;

  /// Computes them; empty where nothing is decorrelated.
  static Optional<DecorrelatedVariables> of(
      AnalysisWithSource source,
      AnalysisExpressions expressions,
      List<Table> tables,
      Warnings warnings) {
    return source
        .analysis()
        .decorrelation()
        .decorrelate()
        .map(asked -> {
          List<NumberColumn> values = new ArrayList<>();
          for (Expression one : expressions.decorrelated()) {
            String name = one.text();
            NumberColumn column =
                EventSetBuilder.computed(new AnalysisFile.Feature(name, name, ""), one, tables);
            FlattenedWeights.requireNotInfinite(
                source.where("decorrelate.from"), name, column.toDoubles());
            noteMissing(column, warnings);
            values.add(column);
          }
          return new DecorrelatedVariables(asked, values);
        });
  }

  private static void noteMissing(NumberColumn column, Warnings warnings) {
    long missing = Arrays.stream(column.toDoubles()).filter(Double::isNaN).count();
    if (missing > 0) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "decorrelate: %,d of %,d events have no %s (NaN): the score is decorrelated without"
                  + " them",
              missing,
              column.rows(),
              column.name()));
    }
  }

  /// The loss of a training with these variables.
  ///
  /// @param classifier the loss without them
  /// @param batch events per batch
  public Loss loss(
      Loss classifier,
      Task task,
      EventSet events,
      AnalysisWithSource source,
      int batch,
      Warnings warnings) {
    if (!(task instanceof Task.Binary)) {
      throw InputException.at(source.where("decorrelate"))
          .expected("a signal against a background")
          .found(task.classNames().size() + " classes, none of them the signal")
          .remedy("name it with `signal:`, or say `flatten:`, which is for any classes")
          .exception();
    }
    if (!asked.inLoss()) {
      return classifier;
    }
    int negative = 0;
    for (int i = 0; i < events.events(); i++) {
      boolean trained = events.part()[i] != Part.TEST;
      negative += trained && events.classOf()[i] != 1 && events.weight()[i] < 0 ? 1 : 0;
    }
    if (negative > 0) {
      throw InputException.at(source.where("decorrelate"))
          .expected("background events with weights of zero or more, for `how: disco`")
          .found(negative + " training and validation events with negative ones")
          .remedy("say `how: planing`, which takes them")
          .exception();
    }
    int large = Math.min(LARGE, events.rowIndices(Part.TRAIN).length / BATCHES);
    if (batch < large / 2) {
      warnings.add(
          "decorrelate: batches of "
              + batch
              + " events tell little of a distance correlation: `training: {batch: "
              + large
              + "}` is more exact");
    }
    return new DistanceCorrelationLoss(
        classifier, values.stream().map(NumberColumn::name).toList(), asked.strength());
  }

  /// Remark on the curves of the loss, whose term begins later; empty where the loss has no term.
  public Optional<String> remark() {
    return asked.inLoss()
        ? Optional.of(
            "The loss has a term of decorrelation, which training begins without: in the first"
                + " quarter of the epochs the training loss is the classifier's alone, and none of"
                + " these epochs is kept. The other curve has the term from the beginning.")
        : Optional.empty();
  }

  /// A dataset of all events that has them as spectators, where the loss wants them.
  public Dataset in(Dataset all) {
    if (!asked.inLoss()) {
      return all;
    }
    DatasetBuilder builder =
        Dataset.builder(all.events())
            .input(Inputs.SINGLE, all.inputShapes().only(), all.inputs())
            .targets(all.outputs(), all.targets())
            .weights(all.weights());
    for (NumberColumn one : values) {
      builder.spectator(one.name(), one.toDoubles());
    }
    return builder.build();
  }

  /// Figures of a run with those of decorrelation, where it decorrelates; of the evaluated events.
  ///
  /// @param rows of the evaluated events
  public static FiguresOnRequest figures(
      EventSetBuilder.PreparedEvents prepared,
      Evaluation evaluation,
      int[] rows,
      FiguresOnRequest others) {
    return prepared
        .decorrelated()
        .map(of -> others.withDecorrelation(() -> of.figures(evaluation.evaluated(), rows)))
        .orElse(others);
  }

  private DecorrelationFigures figures(ScoredEvents events, int[] rows) {
    return DecorrelationFigures.of(
        events,
        values.stream()
            .map(column ->
                new DecorrelationFigures.Values(
                    column.name(),
                    column.unit(),
                    Arrays.stream(rows).mapToDouble(column::value).toArray()))
            .toList());
  }
}
