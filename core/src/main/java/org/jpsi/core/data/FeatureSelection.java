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

/// Which columns `features: all` means: every number not used elsewhere, but neither what only
/// keeps books, nor what is constant, nor what alone tells the classes apart.
///
/// @param features expressions, in the order of the table; of fixed arrays each element: `x[0]`
/// @param leftOut the other columns, with the reasons
public record FeatureSelection(List<String> features, List<LeftOut> leftOut) {
  public FeatureSelection {
    features = List.copyOf(features);
    leftOut = List.copyOf(leftOut);
  }

  /// Why a column is no feature.
  public enum Reason {
    /// It is the label, a weight, a spectator or a target.
    USED,
    TEXT,
    BOOK_KEEPING,
    CONSTANT,
    /// To be said loudly.
    TELLS_CLASSES
  }

  /// A column, or an element of one, that is no feature.
  ///
  /// @param why in words that can follow "left out, since"
  public record LeftOut(String column, Reason reason, String why) {}

  /// Looks at all columns of a table.
  ///
  /// @param used columns that serve another purpose, and which
  /// @param classOf the class of each event, from 0; all 0 for regression
  /// @param classes their names; at most one for regression
  public static FeatureSelection of(
      Table table, Map<String, String> used, int[] classOf, List<String> classes) {
    List<String> features = new ArrayList<>();
    List<LeftOut> leftOut = new ArrayList<>();
    for (Column column : table.columns()) {
      String use = used.get(column.name());
      Optional<String> book = IdentifierColumns.byName(column.name());
      if (use != null) {
        leftOut.add(new LeftOut(column.name(), Reason.USED, "it is " + use));
      } else if (book.isPresent()) {
        leftOut.add(new LeftOut(column.name(), Reason.BOOK_KEEPING, book.get()));
      } else if (column instanceof NumberColumn numbers) {
        for (int k = 0; k < numbers.width(); k++) {
          String feature = Expression.quoted(column.name());
          String name = numbers.width() == 1 ? feature : feature + "[" + k + "]";
          Optional<LeftOut> reason = look(name, element(numbers, k), classOf, classes);
          reason.ifPresentOrElse(leftOut::add, () -> features.add(name));
        }
      } else {
        leftOut.add(new LeftOut(column.name(), Reason.TEXT, "it is text"));
      }
    }
    return new FeatureSelection(features, leftOut);
  }

  /// Whether all values are the same.
  public static boolean constant(double[] values) {
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

  private static Optional<LeftOut> look(
      String name, double[] values, int[] classOf, List<String> classes) {
    if (values.length > 0 && constant(values)) {
      String all = "it is " + Expression.word(values[0]) + " in every event";
      return Optional.of(new LeftOut(name, Reason.CONSTANT, all));
    }
    Optional<String> leak = Leak.find(values, classOf, classes);
    if (leak.isPresent()) {
      return Optional.of(
          new LeftOut(
              name, Reason.TELLS_CLASSES, "it alone tells the classes apart: " + leak.get()));
    }
    return IdentifierColumns.byLook(values, classOf, Math.max(1, classes.size()))
        .map(why -> new LeftOut(name, Reason.BOOK_KEEPING, why));
  }

  /// The columns left out for this reason.
  public List<LeftOut> leftOut(Set<Reason> reasons) {
    return leftOut.stream().filter(l -> reasons.contains(l.reason())).toList();
  }
}
