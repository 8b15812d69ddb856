package org.jpsi.analysis.events;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Map;
import org.jpsi.analysis.file.AnalysisWriter;
import org.jpsi.core.data.Outliers;
import org.jpsi.core.events.MissingCodes;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.loss.HuberLoss;
import org.jpsi.core.loss.Loss;
import org.jpsi.core.loss.MeanAbsoluteError;
import org.jpsi.core.loss.QuantileLoss;

/// Note of a run on the outliers of a feature or a target: how many, how far off, what is done
/// about them, and what the user may do.
public final class OutlierNote {
  private OutlierNote() {}

  /// @param formula of the feature
  /// @param codes the outliers' values where they look like codes of missing values
  public static String feature(String name, String formula, Outliers outliers, double[] codes) {
    if (codes.length > 0 && Expression.parse(formula).plainColumn().isPresent()) {
      String column = Expression.parse(formula).plainColumn().get();
      return "feature "
          + (name + ": " + found(outliers))
          + "; it is scaled by the others and clipped just outside their range; if "
          + (codes.length == 1 ? "this value marks" : "these values mark")
          + " what is missing, say so: `"
          + AnalysisWriter.missing(
              new MissingCodes(
                  Map.of(column, Arrays.stream(codes).map(OutlierNote::code).boxed().toList())))
          + "`";
    }
    return feature(name, formula, outliers);
  }

  private static String feature(String name, String formula, Outliers outliers) {
    String good = condition(formula, outliers);
    return "feature "
        + name
        + ": "
        + found(outliers)
        + "; it is scaled by the others and clipped just outside their range; if outliers mark"
        + " missing values, leave such events out by `select: \""
        + (good + "\"`, or have two features, `" + good + " ? " + operand(formula) + " : 0` and `")
        + (good + "`");
  }

  /// @param formula of the target
  /// @param loss of the training
  public static String target(String name, String formula, Outliers outliers, Loss loss) {
    boolean robust =
        loss instanceof MeanAbsoluteError
            || loss instanceof HuberLoss
            || loss instanceof QuantileLoss;
    return "target "
        + name
        + ": "
        + found(outliers)
        + "; it is scaled by the others, not clipped: leave such events out by `select: \""
        + (condition(formula, outliers) + "\"`")
        + (robust ? "" : ", or let them count less by `loss: huber` or `loss: l1`");
  }

  private static String found(Outliers outliers) {
    int n = outliers.count();
    String far = significant(outliers.farthest(), 3);
    return n
        + " of "
        + (outliers.events() + " training events ")
        + (n == 1 ? "is an outlier, " + far : "are outliers, up to " + far)
        + (" deviations off (" + Expression.format(outliers.example()) + "; the others: ")
        + (round(outliers.low(), outliers) + " to " + round(outliers.high(), outliers) + ")");
  }

  /// A float32 number as it was written: the 999.9 that is nearest to it.
  private static double code(double value) {
    float nearest = (float) value;
    return value == nearest ? Double.parseDouble(Float.toString(nearest)) : value;
  }

  private static String condition(String formula, Outliers outliers) {
    String quantity = operand(formula);
    // Beyond the others by the width of their range: the gap is wider.
    double width = outliers.high() - outliers.low();
    String above = quantity + " > " + round(outliers.low() - width, outliers);
    String below = quantity + " < " + round(outliers.high() + width, outliers);
    if (outliers.above() == 0) {
      return above;
    }
    return outliers.below() == 0 ? below : above + " && " + below;
  }

  private static String operand(String formula) {
    return Expression.parse(formula).plainColumn().isPresent() ? formula : "(" + formula + ")";
  }

  /// A value with the digits that the range of the others is in.
  private static String round(double value, Outliers outliers) {
    double width = outliers.high() - outliers.low();
    double ratio = Math.max(1, Math.abs(value) / width);
    return significant(value, (int) StrictMath.ceil(StrictMath.log10(ratio)) + 2);
  }

  private static String significant(double value, int digits) {
    double rounded = new BigDecimal(value).round(new MathContext(digits)).doubleValue();
    return Expression.format(rounded);
  }
}
