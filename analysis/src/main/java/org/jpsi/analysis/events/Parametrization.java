package org.jpsi.analysis.events;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

/// Parameters of a training: features whose values in background events are those of one drawn
/// signal event, all together, and whose points have the same sum of signal weights in the
/// training.
///
/// @param axes of each parameter
/// @param values `[parameters][events]`, those of the background as validation and test events keep
///   them
/// @param draw of values, from signal events of the training
/// @param points that have figures, in ascending order of the first parameter, then the next
/// @param omitted number of further points, which have none
/// @param factors on the training weights of all events
public record Parametrization(
    List<ParameterAxis> axes,
    double[][] values,
    ParametrizedDataset.Draw draw,
    List<Point> points,
    int omitted,
    double[] factors) {
  // Each has all background events scored.
  private static final int MOST_POINTS = 50;
  private static final int GROUPS = 10;
  // Of each of several continuous parameters.
  private static final int GROUPS_OF_SEVERAL = 5;
  private static final int NAMED = 8;

  /// Point: a value of each parameter.
  ///
  /// @param key number of the combination
  /// @param values of the parameters
  /// @param trained whether training events of the signal have it
  public record Point(long key, List<Double> values, boolean trained) {
    private String words() {
      String each = values.stream().map(ParameterAxis::brief).collect(Collectors.joining(", "));
      return values.size() == 1 ? each : "(" + each + ")";
    }
  }

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
    List<String> names = source.analysis().features().parameters();
    if (names.isEmpty()) {
      return Optional.empty();
    }
    double[][] values =
        names.stream()
            .map(name -> {
              AnalysisFile.Feature feature =
                  source.analysis().features().named().stream()
                      .filter(one -> one.name().equals(name))
                      .findFirst()
                      .orElseThrow();
              return EventSetBuilder.computed(feature, expressions.feature(feature), tables)
                  .toDoubles();
            })
            .toArray(double[][]::new);
    Parametrization found =
        new Signal(source, names, values, classes, parts, weights).parametrization();
    warnings.add(found.words());
    return Optional.of(found);
  }

  /// Signal events with the values of the parameters.
  private record Signal(
      AnalysisWithSource source,
      List<String> names,
      double[][] values,
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
      int events = weights.length;
      int[] signal = IntStream.range(0, events).filter(i -> classes.of()[i] == 1).toArray();
      int[] train = IntStream.of(signal).filter(i -> parts[i] == Part.TRAIN).toArray();
      List<ParameterAxis> axes = new ArrayList<>();
      for (int p = 0; p < names.size(); p++) {
        require(p, signal, train, where);
        axes.add(
            ParameterAxis.of(
                names.get(p),
                of(p, signal),
                of(p, train),
                names.size() == 1 ? GROUPS : GROUPS_OF_SEVERAL));
      }
      double[] factors = new double[events];
      Arrays.fill(factors, 1);
      equalize(axes, train, signal, where, factors);
      double[][] own = new double[names.size()][];
      Arrays.setAll(own, p -> of(p, train));
      double[] drawWeights =
          Arrays.stream(train).mapToDouble(i -> weights[i] * factors[i]).toArray();
      ParametrizedDataset.Draw draw =
          ParametrizedDataset.Draw.of(
              own, drawWeights, Rng.of(source.analysis().seed()).child("parameters"));
      double[][] redrawn = new double[names.size()][];
      Arrays.setAll(redrawn, p -> values[p].clone());
      for (int i = 0; i < events; i++) {
        if (classes.of()[i] != 1) {
          int from = draw.event(i, 0);
          for (int p = 0; p < redrawn.length; p++) {
            redrawn[p][i] = own[p][from];
          }
        }
      }
      List<Point> all = points(axes, signal, train);
      List<Point> shown = shown(all);
      return new Parametrization(
          List.copyOf(axes), redrawn, draw, shown, all.size() - shown.size(), factors);
    }

    private double[] of(int parameter, int[] rows) {
      return Arrays.stream(rows).mapToDouble(i -> values[parameter][i]).toArray();
    }

    private void require(int parameter, int[] signal, int[] train, String where) {
      String name = names.get(parameter);
      long undefined =
          IntStream.of(signal).filter(i -> !Double.isFinite(values[parameter][i])).count();
      if (undefined > 0) {
        throw InputException.at(where)
            .expected("a finite " + name + " in every signal event")
            .found("NaN or infinity in " + undefined + " of " + signal.length)
            .remedy("write it to the files of the signal; that of the background may be anything")
            .exception();
      }
      double[] trained = Arrays.stream(of(parameter, train)).distinct().limit(2).toArray();
      if (trained.length < 2) {
        throw InputException.at(where)
            .expected("two or more values of " + name + " in the training events of the signal")
            .found(trained.length == 0 ? "none" : "one, " + ParameterAxis.brief(trained[0]))
            .remedy("leave " + (names.size() == 1 ? "`parameters:`" : "it") + " out")
            .exception();
      }
    }

    private long[] keys(List<ParameterAxis> axes, int[] rows) {
      return Arrays.stream(rows).mapToLong(i -> key(axes, values, i)).toArray();
    }

    /// Those of the signal, what the training leaves out too.
    private List<Point> points(List<ParameterAxis> axes, int[] signal, int[] train) {
      long[] trained = Arrays.stream(keys(axes, train)).sorted().distinct().toArray();
      List<Point> all = new ArrayList<>();
      for (long key : Arrays.stream(keys(axes, signal)).sorted().distinct().toArray()) {
        Double[] at = new Double[axes.size()];
        long left = key;
        for (int p = at.length - 1; p >= 0; p--) {
          double[] points = axes.get(p).points();
          at[p] = points[(int) (left % points.length)];
          left /= points.length;
        }
        all.add(new Point(key, List.of(at), Arrays.binarySearch(trained, key) >= 0));
      }
      return all;
    }

    /// As many as can have figures: those that are left out first, of the others some evenly.
    private static List<Point> shown(List<Point> all) {
      if (all.size() <= MOST_POINTS) {
        return List.copyOf(all);
      }
      List<Point> left =
          all.stream().filter(point -> !point.trained()).limit(MOST_POINTS / 2).toList();
      List<Point> trained = all.stream().filter(Point::trained).toList();
      int rest = Math.min(trained.size(), MOST_POINTS - left.size());
      List<Point> shown = new ArrayList<>(left);
      for (int k = 0; k < rest; k++) {
        shown.add(trained.get((int) ((long) k * trained.size() / rest)));
      }
      shown.sort((a, b) -> Long.compare(a.key(), b.key()));
      return List.copyOf(shown);
    }

    // The same sum of training weights at each point that the training has; of a continuous
    // parameter weights stay as they are.
    private void equalize(
        List<ParameterAxis> axes, int[] train, int[] signal, String where, double[] factors) {
      int[] discrete =
          IntStream.range(0, axes.size()).filter(p -> !axes.get(p).grouped()).toArray();
      if (discrete.length == 0) {
        return;
      }
      List<ParameterAxis> counted = Arrays.stream(discrete).mapToObj(axes::get).toList();
      double[][] own = Arrays.stream(discrete).mapToObj(p -> values[p]).toArray(double[][]::new);
      long[] keys = Arrays.stream(train).mapToLong(i -> key(counted, own, i)).toArray();
      long[] points = Arrays.stream(keys).sorted().distinct().toArray();
      double[] sums = new double[points.length];
      double all = 0;
      for (int k = 0; k < keys.length; k++) {
        sums[Arrays.binarySearch(points, keys[k])] += weights[train[k]];
        all += weights[train[k]];
      }
      for (int k = 0; k < keys.length; k++) {
        double sum = sums[Arrays.binarySearch(points, keys[k])];
        if (!(sum > 0)) {
          int at = train[k];
          String name = counted.stream().map(ParameterAxis::name).collect(Collectors.joining(", "));
          throw InputException.at(where)
              .expected("training weights of the signal with a positive sum at each " + name)
              .found(
                  sum
                      + " at "
                      + Arrays.stream(own)
                          .map(of -> ParameterAxis.brief(of[at]))
                          .collect(Collectors.joining(", ")))
              .exception();
        }
      }
      for (int i : signal) {
        int point = Arrays.binarySearch(points, key(counted, own, i));
        factors[i] = point >= 0 ? all / (points.length * sums[point]) : 1;
      }
    }
  }

  // Ascending where the values are, the first parameter before the next.
  private static long key(List<ParameterAxis> axes, double[][] values, int event) {
    long key = 0;
    for (int p = 0; p < axes.size(); p++) {
      key = key * axes.get(p).points().length + axes.get(p).find(values[p][event]);
    }
    return key;
  }

  /// The names of the parameters.
  public List<String> names() {
    return axes.stream().map(ParameterAxis::name).toList();
  }

  /// Whether points of a parameter stand for groups of values.
  public boolean grouped(int parameter) {
    return axes.get(parameter).grouped();
  }

  /// Whether an event of the signal is one of a point.
  public boolean isAt(Point point, int event) {
    return key(axes, values, event) == point.key();
  }

  /// Whether values of the parameters are of a point.
  public boolean isAt(Point point, double[] own) {
    double[][] one = Arrays.stream(own).mapToObj(v -> new double[] {v}).toArray(double[][]::new);
    return key(axes, one, 0) == point.key();
  }

  /// A point in words: `mass = 500, width = 10`.
  public String words(Point point) {
    return IntStream.range(0, axes.size())
        .mapToObj(p -> axes.get(p).name() + " = " + ParameterAxis.brief(point.values().get(p)))
        .collect(Collectors.joining(", "));
  }

  /// The column of a feature: that of a parameter has its drawn values.
  NumberColumn column(String feature, NumberColumn read) {
    int p = names().indexOf(feature);
    return p >= 0 ? NumberColumn.of(read.name(), read.unit(), values[p]) : read;
  }

  /// The same parameters of some events.
  ///
  /// @param rows the events that are kept
  Parametrization taken(int[] rows) {
    return new Parametrization(
        axes,
        Arrays.stream(values).map(each -> taken(each, rows)).toArray(double[][]::new),
        draw,
        points,
        omitted,
        taken(factors, rows));
  }

  private static double[] taken(double[] values, int[] rows) {
    return Arrays.stream(rows).mapToDouble(row -> values[row]).toArray();
  }

  /// The inputs of a model that are parameters, by their index.
  public int[] inputs(Preprocessing features) {
    return names().stream().mapToInt(features.features().names()::indexOf).toArray();
  }

  /// The value of a feature as a model's input has it.
  ///
  /// @param input its index
  public static float input(Preprocessing features, int input, double value) {
    float[] row = new float[features.columns().size()];
    features.apply(input, new double[] {value}, row);
    return row[input];
  }

  /// A dataset of all events in which background events have other values in each epoch, and the
  /// signal of each point the same weight.
  ///
  /// @param classOf each event
  public Dataset in(Dataset all, Preprocessing features, int[] classOf) {
    int[] columns = inputs(features);
    double[][] inputs = new double[columns.length][];
    for (int p = 0; p < columns.length; p++) {
      int column = columns[p];
      inputs[p] =
          Arrays.stream(draw.values()[p]).map(value -> input(features, column, value)).toArray();
    }
    boolean[] drawn = new boolean[classOf.length];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = classOf[i] != 1;
    }
    float[] weights = all.weights().clone();
    scale(weights);
    return ParametrizedDataset.of(all, columns, drawn, draw.with(inputs)).withWeights(weights);
  }

  /// Gives the points the same sum of training weights.
  public void scale(float[] weights) {
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (weights[i] * factors[i]);
    }
  }

  /// The columns of a network for tables: a parameter is a number, without indicators of its
  /// points, which no value between them would have.
  public List<TabularColumn> columns(List<TabularColumn> found, Preprocessing features) {
    List<Integer> parameters = Arrays.stream(inputs(features)).boxed().toList();
    return IntStream.range(0, found.size())
        .mapToObj(k ->
            parameters.contains(k) && found.get(k) instanceof TabularColumn.Numeric number
                ? new TabularColumn.Numeric(List.of(), number.missing())
                : found.get(k))
        .toList();
  }

  private String words() {
    boolean one = axes.size() == 1;
    String name = String.join(", ", names());
    String which = points.stream().limit(NAMED).map(Point::words).collect(Collectors.joining(", "));
    int more = points.size() - NAMED + omitted;
    String all = which + (more > 0 ? " and " + more + " more" : "");
    String drawn =
        "; background events draw "
            + (one ? "one of them" : "the values of one signal event, together")
            + (omitted > 0 ? "; figures are given at " + points.size() + " of them" : "");
    String of = "parameters: " + (one ? name : "(" + name + ")") + " of the signal ";
    boolean continuous = axes.stream().allMatch(ParameterAxis::grouped);
    return axes.stream().anyMatch(ParameterAxis::grouped)
        ? of
            + "has many values, whose figures are given at "
            + all
            + (continuous ? "" : ", in training of the same sum of weights for each of the few")
            + drawn
        : of + "is " + all + ", in training of the same sum of weights each" + drawn;
  }
}
