package org.jpsi.core.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;

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

  /// Another role of a column.
  public enum Use {
    LABEL("the label"),
    WEIGHT("part of the weight"),
    TARGET("part of a target"),
    SPECTATOR("a spectator"),
    SPLIT("what the events are split by");

    private final String words;

    Use(String words) {
      this.words = words;
    }
  }

  /// Reason for excluding a column.
  public sealed interface Reason {
    /// It has another role.
    record Used(Use as) implements Reason {}

    /// It is text.
    ///
    /// @param reason why its values cannot be read as numbers, in words; empty where nobody expects
    ///   numbers
    record Text(String reason) implements Reason {}

    /// The number of its items varies from event to event.
    record Jagged() implements Reason {}

    record Identifier(IdentifierColumns.Sign sign) implements Reason {}

    record Constant(double value) implements Reason {}

    /// It alone separates the classes: worth a warning.
    ///
    /// @param how in words
    record TargetLeakage(String how) implements Reason {}

    /// In words that can follow "left out, since".
    ///
    /// @param columns how many are left out for it
    default String words(int columns) {
      String it = columns == 1 ? "it is " : "each is ";
      return switch (this) {
        case Used(Use as) -> it + as.words;
        case Text(String reason) -> it + (reason.isEmpty() ? "text" : "text: " + reason);
        case Jagged() ->
            it + "jagged: " + (columns == 1 ? "its" : "their") + " number of items varies";
        case Identifier(IdentifierColumns.Sign sign) ->
            (columns == 1 ? "its " : "each one's ") + sign.words();
        case Constant(double value) -> it + Expression.format(value) + " in every event";
        case TargetLeakage(String how) ->
            (columns == 1 ? "it" : "each") + " alone tells the classes apart: " + how;
      };
    }
  }

  /// Excluded column, or element of one.
  public record ExcludedColumn(String column, Reason reason) {}

  /// Selects among all columns of a table.
  ///
  /// @param used columns that have another role, and which one
  /// @param classOf class index of each event; for regression 1 where the target is above its
  ///   median, which shows what an identifier does not know
  /// @param classes their names; at most one for regression
  public static FeatureSelection of(
      Table table, Map<String, Use> used, int[] classOf, List<String> classes) {
    List<String> features = new ArrayList<>();
    List<ExcludedColumn> excluded = new ArrayList<>();
    for (Column column : table.columns()) {
      Use use = used.get(column.name());
      Optional<IdentifierColumns.Sign> book = IdentifierColumns.byName(column.name());
      if (use != null) {
        excluded.add(new ExcludedColumn(column.name(), new Reason.Used(use)));
      } else if (book.isPresent()) {
        excluded.add(new ExcludedColumn(column.name(), new Reason.Identifier(book.get())));
      } else if (column instanceof NumberColumn numbers) {
        for (int k = 0; k < numbers.width(); k++) {
          String feature = Expression.quoted(column.name());
          String name = feature + numbers.indices(k);
          Optional<ExcludedColumn> reason = exclusion(name, numbers, k, classOf, classes);
          reason.ifPresentOrElse(excluded::add, () -> features.add(name));
        }
      } else {
        Reason reason =
            column instanceof TextColumn text
                ? new Reason.Text(text.reason())
                : new Reason.Jagged();
        excluded.add(new ExcludedColumn(column.name(), reason));
      }
    }
    return new FeatureSelection(features, excluded);
  }

  /// Whether all values are equal, or all are NaN.
  public static boolean isConstant(double[] values) {
    for (double value : values) {
      if (value != values[0] && !(Double.isNaN(value) && Double.isNaN(values[0]))) {
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
      String name, NumberColumn column, int k, int[] classOf, List<String> classes) {
    double[] values = element(column, k);
    if (values.length > 0 && isConstant(values)) {
      // -0 is 0
      return Optional.of(new ExcludedColumn(name, new Reason.Constant(values[0] + 0.0)));
    }
    Optional<String> leak = Leak.find(values, classOf, classes);
    if (leak.isPresent()) {
      return Optional.of(new ExcludedColumn(name, new Reason.TargetLeakage(leak.get())));
    }
    return IdentifierColumns.byValues(column, k, classOf)
        .map(sign -> new ExcludedColumn(name, new Reason.Identifier(sign)));
  }
}
