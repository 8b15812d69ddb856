package org.jpsi.core.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jpsi.core.data.Feature;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.expression.Selection;
import org.jpsi.core.kernel.Dense;
import org.jpsi.core.kernel.Kernels;
import org.jpsi.core.nn.Mode;
import org.jpsi.core.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// Scores one event at a time, as reconstruction and triggers do. The names of the values are given
/// once, in whatever order they come; from then on an event is an array in that order.
///
/// ```java
/// EventScorer higgs = Scorer.of(ModelFile.read(path)).bind("m_bb", "m_wbb", "m_wwbb");
/// float score = higgs.score(new double[] {0.87, 0.92, 0.71});
/// ```
///
/// Immutable; any number of threads may share one, and none waits for another. Where the network is
/// made of linear layers with ReLU, sigmoid or tanh (dropout does nothing here), a call allocates
/// nothing but once per thread. Scores have the bits of {@link Scorer#score(
/// org.jpsi.core.table.Table)}. An event with a feature that is NaN or infinite has the score NaN.
public final class EventScorer {
  private final Model model;
  private final List<String> names;
  // Of each feature: the place of its value, or -1 where it is a formula of values.
  private final int[] places;
  private final List<ToDoubleFunction<double[]>> formulas;
  private final double[] means;
  private final double[] scales;
  private final ToDoubleFunction<double[]> selection;
  // Why the selection cannot be computed from these names; null where it can.
  private final @Nullable InputException lacking;
  private final Dense @Nullable [] layers;
  private final int room;

  EventScorer(Model model, List<String> names, List<Expression> features, List<Expression> cuts) {
    this.model = model;
    this.names = names;
    check();
    int n = features.size();
    this.places = new int[n];
    for (int i = 0; i < n; i++) {
      places[i] = features.get(i).plainColumn().map(names::indexOf).orElse(-1);
    }
    this.formulas = features.stream().map(feature -> feature.compile(names)).toList();
    this.means = model.features().stream().mapToDouble(Feature::mean).toArray();
    this.scales = model.features().stream().mapToDouble(Feature::scale).toArray();
    InputException why = null;
    ToDoubleFunction<double[]> cut = event -> 1;
    try {
      cut = cuts.isEmpty() ? cut : cuts.getFirst().compile(names);
    } catch (InputException e) {
      why = e;
    }
    this.lacking = why;
    this.selection = cut;
    this.layers =
        InferenceLayer.of(model.network())
            .map(stages -> stages.stream().map(InferenceLayer::dense).toArray(Dense[]::new))
            .orElse(null);
    int widest = n;
    for (Dense layer : layers == null ? new Dense[0] : layers) {
      widest = Math.max(widest, layer.outputs());
    }
    this.room = Dense.paddedWidth(Math.max(widest, model.task().width()));
  }

  private void check() {
    List<String> twice = new ArrayList<>(names);
    names.stream().distinct().forEach(twice::remove);
    if (!twice.isEmpty()) {
      throw InputException.at("names of an event's values")
          .expected("each name once")
          .found(String.join(", ", twice) + " again")
          .exception();
    }
    for (InputColumn column : model.columns()) {
      if (column.text() && names.contains(column.name())) {
        throw InputException.at("names of an event's values")
            .expected("numbers alone")
            .found(column.name() + ", which was text in training")
            .remedy("score a table instead")
            .exception();
      }
    }
  }

  /// The names of the values, in the order in which they are expected.
  public List<String> names() {
    return names;
  }

  /// The score of one event: the signal's probability, or the prediction.
  ///
  /// @param values in the order of {@link #names()}; not changed
  /// @throws IllegalArgumentException where there are more or fewer values than names, or where the
  ///   model gives several numbers per event
  public float score(double[] values) {
    demandOne();
    demand(values.length);
    return compute(values, Workspace.ofThread().fit(room))[0];
  }

  /// As {@link #score(double[])}, of values that are float32.
  public float score(float[] values) {
    demandOne();
    Workspace scratch = Workspace.ofThread().fit(room);
    return compute(widened(values, scratch), scratch)[0];
  }

  /// All scores of one event, as {@link Output#scoreNames()} names them: the probability of each
  /// class, or each prediction.
  ///
  /// @param values in the order of {@link #names()}; not changed
  /// @param scores where they are written
  public void scores(double[] values, float[] scores) {
    demand(values.length);
    float[] y = compute(values, Workspace.ofThread().fit(room));
    System.arraycopy(y, 0, scores, 0, model.task().width());
  }

  /// As {@link #scores(double[], float[])}, of values that are float32.
  public void scores(float[] values, float[] scores) {
    Workspace scratch = Workspace.ofThread().fit(room);
    float[] y = compute(widened(values, scratch), scratch);
    System.arraycopy(y, 0, scores, 0, model.task().width());
  }

  /// Whether the analysis selects this event: the network never saw others. True where it takes
  /// all.
  ///
  /// @throws IllegalStateException where columns that the selection needs are not among the names
  public boolean selects(double[] values) {
    if (lacking != null) {
      throw new IllegalStateException(lacking.message(), lacking);
    }
    demand(values.length);
    return Selection.isTrue(selection.applyAsDouble(values));
  }

  private void demandOne() {
    if (model.task().width() != 1) {
      throw new IllegalArgumentException(
          "score: the model gives " + model.task().scoreNames() + "; use scores");
    }
  }

  private void demand(int count) {
    if (count != names.size()) {
      throw new IllegalArgumentException(
          "score: expected " + names.size() + " values " + names + ", found " + count);
    }
  }

  private double[] widened(float[] values, Workspace scratch) {
    demand(values.length);
    double[] wide = scratch.values(values.length);
    for (int i = 0; i < values.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }

  // The scores lie at the beginning of what is returned.
  private float[] compute(double[] values, Workspace scratch) {
    float[] x = scratch.a;
    float[] y = scratch.b;
    if (!standardize(values, scratch.features(places.length), x)) {
      Arrays.fill(x, 0, model.task().width(), Float.NaN);
      return x;
    }
    if (layers == null) {
      Tensor one = Tensor.of(Arrays.copyOf(x, places.length), 1, places.length);
      x = model.network().forward(one, new Mode.Inference()).toArray();
    } else {
      for (Dense layer : layers) {
        Kernels.INSTANCE.dense(layer, x, y, scratch.c);
        float[] other = x;
        x = y;
        y = other;
      }
    }
    OutputActivation.apply(model.task(), model.scales(), x, 0, 1);
    return x;
  }

  /// False where a feature is not finite.
  private boolean standardize(double[] values, double[] features, float[] x) {
    int n = places.length;
    for (int i = 0; i < n; i++) {
      int place = places[i];
      features[i] = place >= 0 ? values[place] : formulas.get(i).applyAsDouble(values);
    }
    scale(features, means, scales, x, n);
    return Finite.all(x, 0, n);
  }

  // A loop that C2 vectorizes: divisions are slow.
  private static void scale(double[] features, double[] means, double[] scales, float[] x, int n) {
    for (int i = 0; i < n; i++) {
      x[i] = (float) ((features[i] - means[i]) / scales[i]);
    }
  }
}
