package org.jpsi;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.events.EventRecipe;
import org.jpsi.core.events.Events;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.io.FilePattern;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;

/// Names of features: columns of events, patterns of such, and expressions, as an analysis file
/// says them.
record FeatureNames(Events events, EventRecipe recipe) {
  private static final String ALL = "all";

  /// The features that a column's name, a pattern or an expression means.
  Stream<Object> find(String text) {
    boolean pattern = text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
    if (events.names().contains(text) || !pattern || isExpression(text)) {
      return Stream.of(quantity(text));
    }
    Set<String> used = used();
    List<Object> found = new ArrayList<>();
    for (Column column : events.columns()) {
      if (column instanceof NumberColumn numbers
          && numbers.width() == 1
          && !used.contains(column.name())
          && FilePattern.matches(text, column.name())) {
        found.add(quantity(column.name()));
      }
    }
    if (found.isEmpty()) {
      throw InputException.at("features")
          .expected("columns of numbers with names like " + text)
          .found("none among " + events.names().size())
          .nearest(text.replace("*", "").replace("?", ""), events.names())
          .exception();
    }
    return found.stream();
  }

  /// Whether it is an expression over columns that are there; `jet*_pt` may be a product.
  private boolean isExpression(String text) {
    try {
      events.resolve(Expression.parse(text));
      return true;
    } catch (InputException none) {
      return false;
    }
  }

  /// A feature or target: its name, and its expression over columns that an analysis reads.
  Map<String, Object> quantity(String text) {
    Expression expression =
        events.resolve(
            events.names().contains(text)
                ? Expression.column(text)
                : Expression.parse("features", text));
    String name = expression.plainColumn().orElse(expression.text());
    String unit = expression.unit(schema());
    String is = recipe.inline(expression).text();
    return unit.isEmpty()
        ? Map.of("name", name, "is", is)
        : Map.of("name", name, "is", is, "unit", unit);
  }

  /// All columns of numbers that are not used otherwise.
  Object all() {
    List<Object> features = new ArrayList<>();
    features.add(ALL);
    Set<String> used = used();
    for (Column column : events.columns()) {
      Expression is = recipe.columns().get(column.name());
      boolean defined = is != null && !is.plainColumn().equals(Optional.of(column.name()));
      if (defined && column instanceof NumberColumn && !used.contains(column.name())) {
        features.add(quantity(column.name()));
      }
    }
    return features.size() == 1 ? ALL : features;
  }

  // Of what is learned, and of the weight, nothing is a feature unless it is named.
  private Set<String> used() {
    Set<String> used = new HashSet<>(Expression.parse(recipe.weight()).columnNames());
    recipe.label().ifPresent(label -> used.addAll(Expression.parse(label).columnNames()));
    return used;
  }

  private Table schema() {
    return Table.of(events.origin(), events.columns());
  }
}
