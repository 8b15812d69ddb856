package org.jpsi.core.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /// What else a column serves for.
  public enum Use {
    LABEL("the label"),
    WEIGHT("part of the weight"),
    TARGET("part of a target"),
    SPECTATOR("a spectator");

    private final String words;

    Use(String words) {
      this.words = words;
    }
  }

  /// Why a column is no feature.
  public sealed interface Reason {
    /// It serves another purpose.
    record Used(Use as) implements Reason {}

    record Text() implements Reason {}

    record KeepsBooks(IdentifierColumns.Sign sign) implements Reason {}

    record Constant(double value) implements Reason {}

    /// To be said loudly.
    ///
    /// @param how in words
    record TellsClasses(String how) implements Reason {}

    /// In words that can follow "left out, since".
    ///
    /// @param columns how many are left out for it
    default String words(int columns) {
      String it = columns == 1 ? "it is " : "each is ";
      return switch (this) {
        case Used(Use as) -> it + as.words;
        case Text() -> it + "text";
        case KeepsBooks(IdentifierColumns.Sign sign) ->
            (columns == 1 ? "its " : "each one's ") + sign.words();
        case Constant(double value) -> it + Expression.word(value) + " in every event";
        case TellsClasses(String how) ->
            (columns == 1 ? "it" : "each") + " alone tells the classes apart: " + how;
      };
    }
  }

  /// A column, or an element of one, that is no feature.
  public record LeftOut(String column, Reason reason) {}

  /// Looks at all columns of a table.
  ///
  /// @param used columns that serve another purpose, and which
  /// @param classOf the class of each event, from 0; all 0 for regression
  /// @param classes their names; at most one for regression
  public static FeatureSelection of(
      Table table, Map<String, Use> used, int[] classOf, List<String> classes) {
    List<String> features = new ArrayList<>();
    List<LeftOut> leftOut = new ArrayList<>();
    for (Column column : table.columns()) {
      Use use = used.get(column.name());
      Optional<IdentifierColumns.Sign> book = IdentifierColumns.byName(column.name());
      if (use != null) {
        leftOut.add(new LeftOut(column.name(), new Reason.Used(use)));
      } else if (book.isPresent()) {
        leftOut.add(new LeftOut(column.name(), new Reason.KeepsBooks(book.get())));
      } else if (column instanceof NumberColumn numbers) {
        for (int k = 0; k < numbers.width(); k++) {
          String feature = Expression.quoted(column.name());
          String name = numbers.width() == 1 ? feature : feature + "[" + k + "]";
          Optional<LeftOut> reason = look(name, element(numbers, k), classOf, classes);
          reason.ifPresentOrElse(leftOut::add, () -> features.add(name));
        }
      } else {
        leftOut.add(new LeftOut(column.name(), new Reason.Text()));
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
      // -0 is 0
      return Optional.of(new LeftOut(name, new Reason.Constant(values[0] + 0.0)));
    }
    Optional<String> leak = Leak.find(values, classOf, classes);
    if (leak.isPresent()) {
      return Optional.of(new LeftOut(name, new Reason.TellsClasses(leak.get())));
    }
    return IdentifierColumns.byLook(values, classOf, Math.max(1, classes.size()))
        .map(sign -> new LeftOut(name, new Reason.KeepsBooks(sign)));
  }
}
