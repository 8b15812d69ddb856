package org.jpsi.core.events;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.io.FilePattern;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;

/// Correlations of columns of events: Pearson's linear correlation coefficients with the events'
/// weights. Of each pair the events count in which both values are finite (pandas' `corr`).
///
/// @param names of the columns, or expressions
/// @param matrix `[names][names]`; NaN where a variance is not positive: a column is constant, or
///   weights are negative
/// @param weighted whether events have weights
public record EventCorrelations(List<String> names, double[][] matrix, boolean weighted) {
  public EventCorrelations {
    names = List.copyOf(names);
    matrix = copy(matrix);
  }

  @Override
  public double[][] matrix() {
    return copy(matrix);
  }

  private static double[][] copy(double[][] matrix) {
    double[][] copy = new double[matrix.length][];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = matrix[i].clone();
    }
    return copy;
  }

  /// The coefficient of two columns.
  ///
  /// @throws InputException where there is no such column, with the nearest names
  public double of(String first, String second) {
    return matrix[index(first)][index(second)];
  }

  private int index(String name) {
    int index = names.indexOf(name);
    if (index < 0) {
      throw InputException.at("correlations")
          .expected("one of the columns")
          .found(name)
          .nearest(name, names)
          .exception();
    }
    return index;
  }

  static EventCorrelations of(Events events, String... asked) {
    List<Expression> expressions = expressions(events, asked);
    int n = expressions.size();
    Events with = events;
    List<String> columns = new ArrayList<>();
    for (int c = 0; c < n; c++) {
      String name = Events.VALUE + c;
      columns.add(name);
      with = with.column(name, expressions.get(c));
    }
    Iterable<EventBlock> blocks = with.blocks(columns);
    double[] center = means(blocks, columns);
    PairSums[][] sums = new PairSums[n][];
    for (int a = 0; a < n; a++) {
      sums[a] = new PairSums[a + 1];
      for (int b = 0; b <= a; b++) {
        sums[a][b] = new PairSums();
      }
    }
    double[] values = new double[n];
    for (EventBlock block : blocks) {
      List<NumberColumn> numbers = columns.stream().map(block.table()::numbers).toList();
      for (int i = 0; i < block.events(); i++) {
        double weight = block.weights()[i];
        for (int c = 0; c < n; c++) {
          values[c] = numbers.get(c).value(i) - center[c];
        }
        for (int a = 0; a < n; a++) {
          for (int b = 0; b <= a; b++) {
            sums[a][b].add(values[a], values[b], weight);
          }
        }
      }
    }
    double[][] matrix = new double[n][n];
    for (int a = 0; a < n; a++) {
      for (int b = 0; b <= a; b++) {
        double r = sums[a][b].coefficient();
        matrix[a][b] = a == b && !Double.isNaN(r) ? 1 : r;
        matrix[b][a] = matrix[a][b];
      }
    }
    return new EventCorrelations(
        expressions.stream().map(e -> e.plainColumn().orElse(e.text())).toList(),
        matrix,
        events.weighted());
  }

  private static List<Expression> expressions(Events events, String... asked) {
    List<String> flat = new ArrayList<>();
    for (Column column : events.columns()) {
      if (column instanceof NumberColumn numbers && numbers.width() == 1) {
        flat.add(column.name());
      }
    }
    Map<String, Expression> found = new LinkedHashMap<>();
    for (String one : asked.length == 0 ? new String[] {"*"} : asked) {
      boolean known = events.names().contains(one);
      List<String> matching =
          flat.stream().filter(name -> !known && FilePattern.matches(one, name)).toList();
      matching.forEach(name -> found.put(name, Expression.column(name)));
      if (matching.isEmpty()) {
        Expression expression =
            known ? Expression.column(one) : Expression.parse("correlations", one);
        found.put(one, events.schema().number(expression));
      }
    }
    return List.copyOf(found.values());
  }

  // The point about which deviations are taken: the means of what is finite.
  private static double[] means(Iterable<EventBlock> blocks, List<String> columns) {
    double[] means = new double[columns.size()];
    long[] counts = new long[columns.size()];
    for (EventBlock block : blocks) {
      for (int i = 0; i < block.events(); i++) {
        EventAxis.weight(block, i);
      }
      for (int c = 0; c < means.length; c++) {
        NumberColumn numbers = block.table().numbers(columns.get(c));
        for (int i = 0; i < block.events(); i++) {
          if (Double.isFinite(numbers.value(i))) {
            counts[c]++;
            means[c] += (numbers.value(i) - means[c]) / counts[c];
          }
        }
      }
    }
    return means;
  }

  // Sums of a pair over the events in which both are finite.
  private static final class PairSums {
    private double weight;
    private double a;
    private double b;
    private double aa;
    private double bb;
    private double ab;
    private double firstA = Double.NaN;
    private double firstB = Double.NaN;
    private boolean variesA;
    private boolean variesB;

    void add(double x, double y, double w) {
      if (Double.isFinite(x) && Double.isFinite(y)) {
        variesA |= x != firstA && !Double.isNaN(firstA);
        variesB |= y != firstB && !Double.isNaN(firstB);
        firstA = x;
        firstB = y;
        weight += w;
        a += w * x;
        b += w * y;
        aa += w * x * x;
        bb += w * y * y;
        ab += w * x * y;
      }
    }

    double coefficient() {
      double varianceA = aa / weight - a / weight * (a / weight);
      double varianceB = bb / weight - b / weight * (b / weight);
      double covariance = ab / weight - a / weight * (b / weight);
      return variesA && variesB && varianceA > 0 && varianceB > 0
          ? covariance / (Math.sqrt(varianceA) * Math.sqrt(varianceB))
          : Double.NaN;
    }
  }

  /// A line for each column, with its coefficients in the order of the columns.
  @Override
  public String toString() {
    StringBuilder text =
        new StringBuilder("correlations, " + (weighted ? "weighted" : "without weights"));
    int width = names.stream().mapToInt(String::length).max().orElse(0);
    for (int a = 0; a < matrix.length; a++) {
      text.append('\n').append(names.get(a)).append(" ".repeat(width - names.get(a).length()));
      for (double r : matrix[a]) {
        text.append(String.format(Locale.ROOT, " %6.3f", r));
      }
    }
    return text.toString();
  }
}
