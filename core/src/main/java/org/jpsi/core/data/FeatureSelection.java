package org.jpsi.core.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;

/// Automatic feature selection, `features: all`: every column of numbers that has no other role,
/// except identifiers and weights ({@link IdentifierColumns}), constants, and target leakage
/// ({@link Leak}).
///
/// @param features expressions, in the order of the table; of fixed-size arrays each element:
///   `x[0]`
/// @param excluded the columns left out, with the reasons
public record FeatureSelection(List<String> features, List<ExcludedColumn> excluded) {
  public FeatureSelection {
    features = List.copyOf(features);
    excluded = List.copyOf(excluded);
  }

  /// Reason for excluding a column.
  public enum Reason {
    /// It is the label, a weight, a spectator or a target.
    USED,
    TEXT,
    IDENTIFIER,
    CONSTANT,
    /// It alone separates the classes: worth a warning.
    TARGET_LEAKAGE
  }

  /// Excluded column, or element of one.
  ///
  /// @param explanation the reason in words that can follow "left out, since"
  public record ExcludedColumn(String column, Reason reason, String explanation) {}

  /// Selects among all columns of a table.
  ///
  /// @param used columns that have another role, and which one
  /// @param classOf class index of each event; all 0 for regression
  /// @param classes their names; at most one for regression
  public static FeatureSelection of(
      Table table, Map<String, String> used, int[] classOf, List<String> classes) {
    List<String> features = new ArrayList<>();
    List<ExcludedColumn> excluded = new ArrayList<>();
    for (Column column : table.columns()) {
      String use = used.get(column.name());
      Optional<String> book = IdentifierColumns.byName(column.name());
      if (use != null) {
        excluded.add(new ExcludedColumn(column.name(), Reason.USED, "it is " + use));
      } else if (book.isPresent()) {
        excluded.add(new ExcludedColumn(column.name(), Reason.IDENTIFIER, book.get()));
      } else if (column instanceof NumberColumn numbers) {
        for (int k = 0; k < numbers.width(); k++) {
          String feature = Expression.quoted(column.name());
          String name = numbers.width() == 1 ? feature : feature + "[" + k + "]";
          Optional<ExcludedColumn> reason = exclusion(name, element(numbers, k), classOf, classes);
          reason.ifPresentOrElse(excluded::add, () -> features.add(name));
        }
      } else {
        excluded.add(new ExcludedColumn(column.name(), Reason.TEXT, "it is text"));
      }
    }
    return new FeatureSelection(features, excluded);
  }

  /// Whether all values are equal.
  public static boolean isConstant(double[] values) {
    for (double value : values) {
      if (value != values[0]) {
        return false;
      }
    }
    return true;
  }

  private static double[] element(NumberColumn column, int k) {
    double[] values = new double[column.rows()];
    for (int i = 0; i < values.length; i++) {
      values[i] = column.value(i, k);
    }
    return values;
  }

  private static Optional<ExcludedColumn> exclusion(
      String name, double[] values, int[] classOf, List<String> classes) {
    if (values.length > 0 && isConstant(values)) {
      String all = "it is " + Expression.format(values[0]) + " in every event";
      return Optional.of(new ExcludedColumn(name, Reason.CONSTANT, all));
    }
    Optional<String> leak = Leak.find(values, classOf, classes);
    if (leak.isPresent()) {
      return Optional.of(
          new ExcludedColumn(
              name, Reason.TARGET_LEAKAGE, "it alone tells the classes apart: " + leak.get()));
    }
    return IdentifierColumns.byValues(values, classOf, Math.max(1, classes.size()))
        .map(why -> new ExcludedColumn(name, Reason.IDENTIFIER, why));
  }

  /// The columns excluded for one of these reasons.
  public List<ExcludedColumn> excluded(Set<Reason> reasons) {
    return excluded.stream().filter(l -> reasons.contains(l.reason())).toList();
  }
}
