package org.jpsi.core.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jpsi.core.data.Feature;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.expression.Selection;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.NumberType;
import org.jpsi.core.table.Table;
import org.jpsi.core.task.Task;
import org.jspecify.annotations.Nullable;

/// Applies a model to events, by the names of their columns. Immutable, and safe in any number of
/// threads. An event's score does not depend on the events beside it.
public final class Scorer {
  private final Model model;
  private final List<Expression> features;
  private final List<Expression> selection;
  // Made when first needed: reading a model's file needs none.
  private volatile @Nullable InferenceNetwork forward;

  private Scorer(Model model) {
    this.model = model;
    this.features =
        model.features().stream()
            .map(f ->
                Expression.parse("feature " + f.name(), f.expression()).with(model.constants()))
            .toList();
    this.selection =
        model.selection().isEmpty()
            ? List.of()
            : List.of(Expression.parse("selection", model.selection()).with(model.constants()));
  }

  public static Scorer of(Model model) {
    return new Scorer(model);
  }

  /// The names of the columns that {@link #score(Table)} needs.
  public List<String> columns() {
    return model.columns().stream().map(InputColumn::name).toList();
  }

  /// Refuses formulas that need other columns than the model tells, as a damaged file's may.
  void demandColumns() {
    for (List<Expression> formulas : List.of(features, selection)) {
      for (Expression formula : formulas) {
        if (!columns().containsAll(formula.columnNames())) {
          throw new IllegalArgumentException(
              formula
                  + " needs "
                  + formula.columnNames()
                  + ", the model's columns are "
                  + columns());
        }
      }
    }
  }

  /// The scores of each event, and, where the analysis selects, `selected`: 1 or 0. The order is
  /// the table's. An event with a feature that is NaN or infinite has the score NaN.
  ///
  /// @return columns `score`, or `score_CLASS` for each class, or `prediction` (float32), as {@link
  ///   Task#scoreNames()} says
  /// @throws org.jpsi.core.errors.InputException where the table lacks a column, or has it as text
  ///   or in another unit
  public Table score(Table events) {
    model.columns().forEach(column -> column.check(events));
    int width = model.task().width();
    float[] scores = score(standardized(events), events.rows());
    List<Column> columns = new ArrayList<>();
    for (int k = 0; k < width; k++) {
      float[] one = new float[events.rows()];
      for (int i = 0; i < one.length; i++) {
        one[i] = scores[i * width + k];
      }
      columns.add(NumberColumn.of(model.task().scoreNames().get(k), unit(k), one));
    }
    for (Expression cut : selection) {
      double[] value = cut.evaluate(events);
      int[] selected = new int[events.rows()];
      for (int i = 0; i < selected.length; i++) {
        selected[i] = Selection.isTrue(value[i]) ? 1 : 0;
      }
      columns.add(NumberColumn.of("selected", "", NumberType.BOOL, 1, selected));
    }
    return Table.of(events.origin(), columns);
  }

  // A probability tells no unit: the header of a CSV file is then the plain name.
  private String unit(int k) {
    return model.task() instanceof Task.Regression r ? r.targets().get(k).unit() : "";
  }

  /// What the network is given: `[events, features]`, row-major.
  private float[] standardized(Table events) {
    int width = features.size();
    float[] inputs = new float[Math.multiplyExact(events.rows(), width)];
    for (int j = 0; j < width; j++) {
      Feature feature = model.features().get(j);
      double[] values = features.get(j).evaluate(events);
      for (int i = 0; i < values.length; i++) {
        inputs[i * width + j] = (float) ((values[i] - feature.mean()) / feature.scale());
      }
    }
    return inputs;
  }

  /// A scorer of one event at a time.
  ///
  /// @param names of the values that will be given, in their order: the columns that features need,
  ///   and any others
  /// @throws org.jpsi.core.errors.InputException where a column that a feature needs is missing, or
  ///   a name is there twice, or the model needs text
  public EventScorer bind(String... names) {
    return new EventScorer(model, List.of(names), features, selection);
  }

  /// Scores of standardized inputs, `[events, features]` in and `[events, outputs]` out: for
  /// callers that prepared them.
  public float[] score(float[] inputs, int events) {
    float[] scores = new float[Math.multiplyExact(Math.max(0, events), model.task().width())];
    score(inputs, 0, events, scores);
    return scores;
  }

  /// As {@link #score(float[], int)}, of events `from` to `to - 1` alone, into their places of
  /// `scores`: threads may share out the events of one array.
  public void score(float[] inputs, int from, int to, float[] scores) {
    int in = features.size();
    int out = model.task().width();
    demand(inputs.length, from, to, scores.length);
    InferenceNetwork network = forward();
    int chunk = network.chunk();
    for (int at = from; at < to; at += chunk) {
      int n = Math.min(chunk, to - at);
      network.apply(inputs, at * in, n, scores, at * out);
      OutputActivation.apply(model.task(), model.scales(), scores, at * out, n);
      boolean fine = Finite.all(inputs, at * in, n * in);
      for (int i = at; i < at + n && !fine; i++) {
        if (!Finite.all(inputs, i * in, in)) {
          Arrays.fill(scores, i * out, (i + 1) * out, Float.NaN);
        }
      }
    }
  }

  private void demand(int inputs, int from, int to, int scores) {
    int in = features.size();
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

  private InferenceNetwork forward() {
    InferenceNetwork made = forward;
    if (made == null) {
      made = InferenceNetwork.of(model.network(), features.size());
      forward = made;
    }
    return made;
  }

  /// What a network's outputs mean: the signal's probability, the probability of each class, or the
  /// targets, learned as they are.
  ///
  /// @param outputs `[events, outputs]`, row-major, as the network gives them
  /// @return of the same shape
  public static float[] meaning(Task task, float[] outputs) {
    return meaning(task, TargetScale.none(task), outputs);
  }

  /// The same with the targets of a regression in their units.
  ///
  /// @param scales of each target; none for a classification
  public static float[] meaning(Task task, List<TargetScale> scales, float[] outputs) {
    float[] meaning = outputs.clone();
    OutputActivation.apply(task, scales, meaning, 0, outputs.length / task.width());
    return meaning;
  }
}
