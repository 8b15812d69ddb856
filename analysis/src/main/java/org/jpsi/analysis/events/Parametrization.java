package org.jpsi.analysis.events;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jpsi.analysis.file.AnalysisFile;
import org.jpsi.analysis.file.AnalysisWithSource;
import org.jpsi.analysis.progress.Warnings;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.data.ParametrizedDataset;
import org.jpsi.core.data.Preprocessing;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.core.task.Part;
import org.jpsi.core.tensor.TabularColumn;

/// Parameter of a training: a feature whose value in background events is that of a drawn signal
/// event, and whose points have the same sum of signal weights in the training.
///
/// @param name of the feature
/// @param values of all events, those of the background as validation and test events keep them
/// @param draw of values, from signal events of the training
/// @param points values, ascending: all that the signal has, those that the training leaves out
///   too, or medians of ten groups
/// @param edges between which the signal of each point lies; one more than points
/// @param factors on the training weights of all events
public record Parametrization(
    String name,
    double[] values,
    ParametrizedDataset.Draw draw,
    double[] points,
    double[] edges,
    double[] factors) {
  // More values are a continuous parameter.
  private static final int MOST_POINTS = 20;
  private static final int GROUPS = 10;
  private static final int NAMED = 8;

  /// Finds the points, and draws the values of background events; empty where there is no
  /// parameter.
  ///
  /// @param weights physical
  static Optional<Parametrization> of(
      AnalysisWithSource source,
      AnalysisExpressions expressions,
      List<Table> tables,
      ClassLabels classes,
      Part[] parts,
      double[] weights,
      Warnings warnings) {
    AnalysisFile file = source.analysis();
    return file.features()
        .parameter()
        .map(name -> {
          AnalysisFile.Feature feature =
              file.features().named().stream()
                  .filter(one -> one.name().equals(name))
                  .findFirst()
                  .orElseThrow();
          double[] values =
              EventSetBuilder.computed(feature, expressions.feature(feature), tables).toDoubles();
          Parametrization found =
              new Signal(source, name, values, classes, parts, weights).parametrization();
          warnings.add(found.words());
          return found;
        });
  }

  /// Signal events with the parameter's values.
  private record Signal(
      AnalysisWithSource source,
      String name,
      double[] values,
      ClassLabels classes,
      Part[] parts,
      double[] weights) {
    Parametrization parametrization() {
      String where = source.where("parameters");
      if (classes.signal() < 0) {
        throw InputException.at(where)
            .expected("a signal against a background")
            .found(classes.names().size() + " classes, none of them the signal")
            .remedy("name it with `signal:`, or leave `parameters:` out")
            .exception();
      }
      int[] signal = IntStream.range(0, values.length).filter(i -> classes.of()[i] == 1).toArray();
      long undefined = IntStream.of(signal).filter(i -> !Double.isFinite(values[i])).count();
      if (undefined > 0) {
        throw InputException.at(where)
            .expected("a finite " + name + " in every signal event")
            .found("NaN or infinity in " + undefined + " of " + signal.length)
            .remedy("write it to the files of the signal; that of the background may be anything")
            .exception();
      }
      int[] train = IntStream.of(signal).filter(i -> parts[i] == Part.TRAIN).toArray();
      double[] trained = distinct(train);
      if (trained.length < 2) {
        throw InputException.at(where)
            .expected("two or more values of " + name + " in the training events of the signal")
            .found(trained.length == 0 ? "none" : "one, " + brief(trained[0]))
            .remedy("leave `parameters:` out")
            .exception();
      }
      // with points that are left out of the training
      double[] distinct = distinct(signal);
      boolean continuous = distinct.length > MOST_POINTS;
      double[] edges = continuous ? groups(train) : between(distinct);
      double[] factors = new double[values.length];
      Arrays.fill(factors, 1);
      if (!continuous) {
        equalize(train, signal, edges, trained.length, where, factors);
      }
      double[] own = Arrays.stream(train).mapToDouble(i -> values[i]).toArray();
      double[] drawWeights =
          Arrays.stream(train).mapToDouble(i -> weights[i] * factors[i]).toArray();
      ParametrizedDataset.Draw draw =
          ParametrizedDataset.Draw.of(
              own, drawWeights, Rng.of(source.analysis().seed()).child("parameters"));
      double[] redrawn = values.clone();
      for (int i = 0; i < redrawn.length; i++) {
        redrawn[i] = classes.of()[i] == 1 ? values[i] : draw.value(i, 0);
      }
      double[] points = continuous ? medians(own, edges) : distinct;
      return new Parametrization(name, redrawn, draw, points, edges, factors);
    }

    private double[] distinct(int[] rows) {
      return IntStream.of(rows).mapToDouble(i -> values[i]).sorted().distinct().toArray();
    }

    private static double[] between(double[] distinct) {
      double[] edges = new double[distinct.length + 1];
      edges[0] = Double.NEGATIVE_INFINITY;
      edges[distinct.length] = Double.POSITIVE_INFINITY;
      for (int k = 1; k < distinct.length; k++) {
        // the upper one belongs above: no value between is in the training
        edges[k] = distinct[k];
      }
      return edges;
    }

    // Groups of as many training events each.
    private double[] groups(int[] train) {
      double[] sorted = Arrays.stream(train).mapToDouble(i -> values[i]).sorted().toArray();
      double[] inner =
          IntStream.range(1, GROUPS)
              .mapToDouble(k -> sorted[(int) ((long) k * sorted.length / GROUPS)])
              .distinct()
              .filter(edge -> edge > sorted[0])
              .toArray();
      double[] edges = new double[inner.length + 2];
      System.arraycopy(inner, 0, edges, 1, inner.length);
      edges[0] = Double.NEGATIVE_INFINITY;
      edges[edges.length - 1] = Double.POSITIVE_INFINITY;
      return edges;
    }

    private static double[] medians(double[] values, double[] edges) {
      double[] medians = new double[edges.length - 1];
      for (int k = 0; k < medians.length; k++) {
        double from = edges[k];
        double to = edges[k + 1];
        double[] in = Arrays.stream(values).filter(v -> v >= from && v < to).sorted().toArray();
        medians[k] = in[in.length / 2];
      }
      return medians;
    }

    // The same sum of training weights at each point that the training has.
    private void equalize(
        int[] train, int[] signal, double[] edges, int trained, String where, double[] factors) {
      double[] sums = new double[edges.length - 1];
      boolean[] there = new boolean[sums.length];
      double all = 0;
      for (int i : train) {
        int point = group(edges, values[i]);
        sums[point] += weights[i];
        there[point] = true;
        all += weights[i];
      }
      for (int i : train) {
        if (!(sums[group(edges, values[i])] > 0)) {
          throw InputException.at(where)
              .expected("training weights of the signal with a positive sum at each " + name)
              .found(sums[group(edges, values[i])] + " at " + brief(values[i]))
              .exception();
        }
      }
      for (int i : signal) {
        int point = group(edges, values[i]);
        factors[i] = there[point] ? all / (trained * sums[point]) : 1;
      }
    }
  }

  private static int group(double[] edges, double value) {
    int at = Arrays.binarySearch(edges, value);
    return Math.min(at >= 0 ? at : -at - 2, edges.length - 2);
  }

  /// Whether points stand for groups of values.
  public boolean grouped() {
    return IntStream.range(1, points.length).anyMatch(k -> points[k] != edges[k]);
  }

  /// The point of an event of the signal, an index.
  public int point(double value) {
    return group(edges, value);
  }

  /// The column of a feature: that of the parameter has its drawn values.
  NumberColumn column(String feature, NumberColumn read) {
    return feature.equals(name) ? NumberColumn.of(read.name(), read.unit(), values) : read;
  }

  private int index(Preprocessing features) {
    return features.features().names().indexOf(name);
  }

  /// The value as a model's input has it.
  public float input(Preprocessing features, double value) {
    int j = index(features);
    float[] row = new float[features.columns().size()];
    features.apply(j, new double[] {value}, row);
    return row[j];
  }

  /// A dataset of all events in which background events have another value in each epoch, and the
  /// signal of each point the same weight.
  ///
  /// @param classOf each event
  public Dataset in(Dataset all, Preprocessing features, int[] classOf) {
    double[] inputs = new double[draw.values().length];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = input(features, draw.values()[i]);
    }
    boolean[] drawn = new boolean[classOf.length];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = classOf[i] != 1;
    }
    float[] weights = all.weights().clone();
    scale(weights);
    return ParametrizedDataset.of(all, index(features), drawn, draw.with(inputs))
        .withWeights(weights);
  }

  /// Gives the points the same sum of training weights.
  public void scale(float[] weights) {
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (weights[i] * factors[i]);
    }
  }

  /// The columns of a network for tables: the parameter is a number, without indicators of its
  /// points, which no value between them would have.
  public List<TabularColumn> columns(List<TabularColumn> found, Preprocessing features) {
    int j = index(features);
    return IntStream.range(0, found.size())
        .mapToObj(k ->
            k == j && found.get(k) instanceof TabularColumn.Numeric number
                ? new TabularColumn.Numeric(List.of(), number.missing())
                : found.get(k))
        .toList();
  }

  private String words() {
    String which =
        Arrays.stream(points)
            .limit(NAMED)
            .mapToObj(Parametrization::brief)
            .collect(Collectors.joining(", "));
    String more = points.length > NAMED ? " and " + (points.length - NAMED) + " more" : "";
    return grouped()
        ? String.format(
            Locale.ROOT,
            "parameters: %s of the signal has many values, whose figures are given at %s%s;"
                + " background events draw one of them",
            name,
            which,
            more)
        : String.format(
            Locale.ROOT,
            "parameters: %s of the signal is %s%s, in training of the same sum of weights each;"
                + " background events draw one of them",
            name,
            which,
            more);
  }

  private static String brief(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.4g", value);
  }
}
