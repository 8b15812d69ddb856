package org.jpsi.core.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jpsi.core.event.Column;
import org.jpsi.core.event.Expression;
import org.jpsi.core.event.NumberColumn;
import org.jpsi.core.event.NumberType;
import org.jpsi.core.event.Table;
import org.jpsi.core.nn.Mode;
import org.jpsi.core.tensor.Tensor;

/// Applies a model to events, by the names of their columns. Immutable, and safe in any number of
/// threads. An event's score does not depend on the events beside it.
public final class Scorer {
  // Small enough for a cache, large enough for a matrix product to run at full speed.
  private static final int CHUNK = 1024;

  private final Model model;
  private final List<Expression> features;
  private final List<Expression> selection;

  private Scorer(Model model) {
    this.model = model;
    this.features =
        model.features().stream()
            .map(f -> Expression.parse(f.expression()).with(model.constants()))
            .toList();
    this.selection =
        model.selection().isEmpty()
            ? List.of()
            : List.of(Expression.parse(model.selection()).with(model.constants()));
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
        if (!columns().containsAll(formula.names())) {
          throw new IllegalArgumentException(
              formula + " needs " + formula.names() + ", the model's columns are " + columns());
        }
      }
    }
  }

  /// The scores of each event, and, where the analysis selects, `selected`: 1 or 0. The order is
  /// the table's. An event with a feature that is NaN or infinite has the score NaN.
  ///
  /// @return columns `score`, or `score_CLASS` for each class, or `prediction` (float32), as {@link
  ///   Output#scoreNames()} says
  /// @throws org.jpsi.core.input.InputException where the table lacks a column, or has it as text
  ///   or in another unit
  public Table score(Table events) {
    model.columns().forEach(column -> column.check(events));
    int width = model.output().width();
    float[] scores = score(standardized(events), events.rows());
    List<Column> columns = new ArrayList<>();
    for (int k = 0; k < width; k++) {
      float[] one = new float[events.rows()];
      for (int i = 0; i < one.length; i++) {
        one[i] = scores[i * width + k];
      }
      columns.add(NumberColumn.of(model.output().scoreNames().get(k), unit(k), one));
    }
    for (Expression cut : selection) {
      double[] value = cut.evaluate(events);
      int[] selected = new int[events.rows()];
      for (int i = 0; i < selected.length; i++) {
        selected[i] = value[i] != 0 && !Double.isNaN(value[i]) ? 1 : 0;
      }
      columns.add(NumberColumn.of("selected", "", NumberType.BOOL, 1, selected));
    }
    return Table.of(events.origin(), columns);
  }

  // A probability tells no unit: the header of a CSV file is then the plain name.
  private String unit(int k) {
    return model.output() instanceof Output.Regression r ? r.targets().get(k).unit() : "";
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

  /// Scores of standardized inputs, `[events, features]` in and `[events, outputs]` out: for
  /// callers that prepared them.
  public float[] score(float[] inputs, int events) {
    int in = features.size();
    int out = model.output().width();
    float[] scores = new float[Math.multiplyExact(events, out)];
    for (int from = 0; from < events; from += CHUNK) {
      int n = Math.min(CHUNK, events - from);
      Tensor x = Tensor.of(Arrays.copyOfRange(inputs, from * in, (from + n) * in), n, in);
      float[] outputs = model.network().forward(x, new Mode.Inference()).toArray();
      System.arraycopy(meaning(model.output(), outputs), 0, scores, from * out, n * out);
      for (int i = from; i < from + n; i++) {
        if (!finite(inputs, i * in, in)) {
          Arrays.fill(scores, i * out, (i + 1) * out, Float.NaN);
        }
      }
    }
    return scores;
  }

  /// What a network's outputs mean: the signal's probability, the probability of each class, or the
  /// targets in their units.
  ///
  /// @param outputs `[events, outputs]`, row-major, as the network gives them
  /// @return of the same shape
  public static float[] meaning(Output output, float[] outputs) {
    int width = output.width();
    Tensor rows = Tensor.of(outputs, outputs.length / width, width);
    return switch (output) {
      case Output.Binary binary -> rows.sigmoid().toArray();
      case Output.Multiclass classes -> rows.softmax().toArray();
      case Output.Regression regression -> {
        float[] predictions = new float[outputs.length];
        for (int i = 0; i < predictions.length; i++) {
          Output.Target target = regression.targets().get(i % width);
          predictions[i] = (float) (outputs[i] * target.scale() + target.mean());
        }
        yield predictions;
      }
    };
  }

  private static boolean finite(float[] values, int from, int count) {
    for (int i = from; i < from + count; i++) {
      if (!Float.isFinite(values[i])) {
        return false;
      }
    }
    return true;
  }
}
