package org.jpsi.analysis.events;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jpsi.analysis.file.AnalysisFile;
import org.jpsi.analysis.file.AnalysisWithSource;
import org.jpsi.analysis.file.Decorrelation;
import org.jpsi.analysis.file.Flatten;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.data.Flattening;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.eval.KolmogorovSmirnov;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.table.Table;
import org.jpsi.core.task.Part;

/// Flattened weights of a training: the factor of each event, and the closure, how far the classes
/// still differ in each variable.
///
/// @param factors of all events; those of validation have the factors of training events
/// @param to the class that the others are compared with; for a flat distribution the first one
/// @param closure of each other class in each variable
public record FlattenedWeights(double[] factors, String to, List<Closure> closure) {
  /// Closure: the Kolmogorov-Smirnov distance of a class from the one it is compared with, of
  /// training events that have the variable.
  ///
  /// @param limited fraction of the class's weights whose factor is limited
  record Closure(String className, String variable, double before, double after, double limited) {}

  /// Fits to the training events.
  ///
  /// @param weights physical
  static Optional<FlattenedWeights> of(
      AnalysisWithSource source,
      AnalysisExpressions expressions,
      List<Table> tables,
      ClassLabels classes,
      Part[] parts,
      double[] weights) {
    AnalysisFile file = source.analysis();
    Decorrelation asked = file.decorrelation();
    if (asked.flattening().isEmpty()) {
      return Optional.empty();
    }
    boolean planing = asked.planing().isPresent();
    int to =
        planing ? Flattening.FLAT : index(source, asked.flattening().get().to(), classes.names());
    List<Expression> by = expressions.flattened();
    double[][] values = new double[by.size()][];
    for (int v = 0; v < values.length; v++) {
      String name = by.get(v).text();
      values[v] =
          EventSetBuilder.computed(new AnalysisFile.Feature(name, name, ""), by.get(v), tables)
              .toDoubles();
      requireNotInfinite(
          source.where(planing ? "decorrelate.from" : "flatten.by"), name, values[v]);
    }
    int[] train = IntStream.range(0, parts.length).filter(i -> parts[i] == Part.TRAIN).toArray();
    double[][] trained = Arrays.stream(values).map(of -> taken(of, train)).toArray(double[][]::new);
    int[] label = Arrays.stream(train).map(row -> classes.of()[row]).toArray();
    double[] own = taken(weights, train);
    Flattening flattening = Flattening.of(trained, label, own, classes.names().size(), to);
    double[] after = flattening.factors(trained, label);
    for (int i = 0; i < after.length; i++) {
      after[i] *= own[i];
    }
    int reference = Math.max(0, to);
    List<Closure> closure = new ArrayList<>();
    for (int c = 0; c < classes.names().size(); c++) {
      for (int v = 0; c != reference && v < values.length; v++) {
        closure.add(
            new Closure(
                classes.names().get(c),
                by.get(v).text(),
                distance(trained[v], label, own, c, reference),
                distance(trained[v], label, after, c, reference),
                flattening.limited()[c]));
      }
    }
    return Optional.of(
        new FlattenedWeights(
            flattening.factors(values, classes.of()), classes.names().get(reference), closure));
  }

  private static int index(AnalysisWithSource source, String to, List<String> names) {
    if (names.contains(to)) {
      return names.indexOf(to);
    }
    if (to.equals(Flatten.FLAT)) {
      return Flattening.FLAT;
    }
    List<String> all = new ArrayList<>(names);
    all.add(Flatten.FLAT);
    throw InputException.at(source.where("flatten.to"))
        .expected("one of the classes " + String.join(", ", names) + ", or flat")
        .found(to)
        .nearest(to, all)
        .exception();
  }

  static void requireNotInfinite(String where, String name, double[] values) {
    long infinite = Arrays.stream(values).filter(Double::isInfinite).count();
    if (infinite > 0) {
      throw InputException.at(where)
          .expected("finite numbers, or NaN, in " + name)
          .found(infinite + " infinite of " + values.length)
          .remedy("exclude them with `select: \"abs(" + name + ") < 1e300\"`")
          .exception();
    }
  }

  private static double[] taken(double[] values, int[] rows) {
    return Arrays.stream(rows).mapToDouble(row -> values[row]).toArray();
  }

  private static double distance(
      double[] values, int[] label, double[] weights, int one, int other) {
    int[] first = rows(values, label, one);
    int[] second = rows(values, label, other);
    double[] firstWeights = taken(weights, first);
    double[] secondWeights = taken(weights, second);
    return Arrays.stream(firstWeights).sum() > 0 && Arrays.stream(secondWeights).sum() > 0
        ? KolmogorovSmirnov.distance(
            taken(values, first), firstWeights, taken(values, second), secondWeights)
        : Double.NaN;
  }

  private static int[] rows(double[] values, int[] label, int of) {
    return IntStream.range(0, label.length)
        .filter(i -> label[i] == of && !Double.isNaN(values[i]))
        .toArray();
  }

  /// A dataset of all events whose weights have the factors.
  public Dataset in(Dataset all) {
    float[] weights = all.weights().clone();
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (weights[i] * factors[i]);
    }
    return all.withWeights(weights);
  }

  /// The closure in a sentence.
  String words() {
    return "flattened for the training: of "
        + closure.stream()
            .map(one ->
                String.format(
                    Locale.ROOT,
                    "%s in %s the distance from %s is %.2g (%.2g before)",
                    one.className(),
                    one.variable(),
                    to,
                    one.after(),
                    one.before()))
            .collect(Collectors.joining(", of "))
        + limits();
  }

  private String limits() {
    List<String> limited =
        closure.stream()
            .filter(one -> one.limited() > 0)
            .map(one ->
                String.format(Locale.ROOT, "%s for %.2g %%", one.className(), 100 * one.limited()))
            .distinct()
            .toList();
    return limited.isEmpty()
        ? ""
        : "; factors are limited, of " + String.join(", of ", limited) + " of the weights";
  }

  /// The closure for programs: of each class, of each variable.
  public Map<String, Object> values() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("to", to);
    List<Map<String, Object>> each = new ArrayList<>();
    for (Closure one : closure) {
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("class", one.className());
      values.put("variable", one.variable());
      values.put("distanceBefore", one.before());
      values.put("distanceAfter", one.after());
      values.put("limited", one.limited());
      each.add(values);
    }
    all.put("closure", each);
    return all;
  }
}
