package org.jpsi.analysis.study;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jpsi.core.data.ColumnPreprocessing;
import org.jpsi.core.data.Feature;
import org.jpsi.core.data.Preprocessing;
import org.jpsi.core.eval.InputEvents;
import org.jpsi.core.eval.RectangularCuts;
import org.jpsi.core.eval.RectangularCuts.Interval;
import org.jpsi.core.eval.RectangularCuts.PartEvents;
import org.jpsi.core.expression.Expression;

/// Study of rectangular cuts on the features: thresholds at round numbers of their units, and the
/// cuts as text for `select:`.
///
/// @param preprocessing of the features
/// @param thresholds of each feature, as text
public record CutsStudy(Preprocessing preprocessing, List<List<String>> thresholds) {
  // Each cut costs 2 % of the signal: finer ones are found by nobody.
  private static final int MOST = 100;
  private static final double FIRST = 0.01;
  // Of the range of nearly all events, as coarse as numbers are rounded.
  private static final double FINEST = 1.0 / 500;

  /// Thresholds of the features of training events; of text there is none.
  public static CutsStudy of(Preprocessing preprocessing, InputEvents train) {
    List<List<String>> all = new ArrayList<>();
    for (int f = 0; f < preprocessing.columns().size(); f++) {
      all.add(thresholds(preprocessing.columns().get(f), column(train, f)));
    }
    return new CutsStudy(preprocessing, List.copyOf(all));
  }

  private static double[] column(InputEvents events, int f) {
    double[] values = new double[events.events()];
    Arrays.setAll(values, i -> events.inputs()[i * events.width() + f]);
    return Arrays.stream(values).filter(x -> !Double.isNaN(x)).sorted().toArray();
  }

  private static List<String> thresholds(ColumnPreprocessing column, double[] sorted) {
    List<String> texts = new ArrayList<>();
    int n = sorted.length;
    if (column.category().isPresent() || n == 0) {
      return texts;
    }
    double low = column.inverse(sorted[(int) (FIRST * (n - 1))]);
    double high = column.inverse(sorted[(int) ((1 - FIRST) * (n - 1))]);
    double range =
        high > low ? high - low : column.inverse(sorted[n - 1]) - column.inverse(sorted[0]);
    if (!(range > 0)) {
      return texts;
    }
    int digits = (int) -Math.floor(StrictMath.log10(range * FINEST));
    double before = Double.NEGATIVE_INFINITY;
    for (int k = 1; k < MOST; k++) {
      int at = (int) ((long) n * k / MOST);
      int next = at;
      while (next < n && sorted[next] == sorted[at]) {
        next++;
      }
      if (next < n) {
        double middle = (column.inverse(sorted[at]) + column.inverse(sorted[next])) / 2;
        BigDecimal round = new BigDecimal(middle).setScale(digits, RoundingMode.HALF_EVEN);
        double threshold = column.apply(round.doubleValue());
        if (threshold > before) {
          before = threshold;
          texts.add(text(round));
        }
      }
    }
    return texts;
  }

  private static String text(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  /// Finds the cuts on training events, chooses them on validation events and evaluates them on
  /// test events.
  ///
  /// @param signal the signal efficiencies
  public RectangularCuts cuts(
      InputEvents train, PartEvents validation, PartEvents test, List<Double> signal) {
    List<double[]> edges = new ArrayList<>();
    for (int f = 0; f < thresholds.size(); f++) {
      ColumnPreprocessing column = preprocessing.columns().get(f);
      edges.add(
          thresholds.get(f).stream()
              .mapToDouble(text -> column.apply(Double.parseDouble(text)))
              .toArray());
    }
    return RectangularCuts.of(train, edges, validation, test, signal);
  }

  /// Cuts as an expression: `m_bb > 95 && m_bb <= 141`; `true` where nothing is cut.
  public String select(List<Interval> intervals) {
    List<String> all = new ArrayList<>();
    for (Interval cut : intervals) {
      String expression = expression(preprocessing.features().list().get(cut.input()));
      if (cut.above() >= 0) {
        all.add(expression + " > " + thresholds.get(cut.input()).get(cut.above()));
      }
      if (cut.upTo() >= 0) {
        all.add(expression + " <= " + thresholds.get(cut.input()).get(cut.upTo()));
      }
    }
    return all.isEmpty() ? "true" : String.join(" && ", all);
  }

  private static String expression(Feature feature) {
    List<String> columns = List.copyOf(Expression.parse(feature.expression()).columnNames());
    boolean alone =
        columns.size() == 1 && Expression.quoted(columns.getFirst()).equals(feature.expression());
    return alone ? feature.expression() : "(" + feature.expression() + ")";
  }
}
