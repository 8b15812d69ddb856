package org.jpsi.core.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.table.Table;

/// Features of a model in the order of its inputs, with the constants of their expressions.
/// Expressions are parsed once, when the features are made. Immutable.
public final class Features {
  private final List<Feature> list;
  private final Map<String, Double> constants;
  private final List<Expression> expressions;

  private Features(List<Feature> list, Map<String, Double> constants) {
    this.list = List.copyOf(list);
    this.constants = Collections.unmodifiableMap(new LinkedHashMap<>(constants));
    Set<String> names = new HashSet<>();
    List<Expression> parsed = new ArrayList<>();
    // one map for all expressions
    Map<String, Double> shared = Map.copyOf(constants);
    for (Feature feature : this.list) {
      if (!names.add(feature.name())) {
        throw InputException.at("features")
            .expected("each name once")
            .found(feature.name() + " twice")
            .remedy("give one of them another name")
            .exception();
      }
      parsed.add(Expression.parse("feature " + feature.name(), feature.expression()).with(shared));
    }
    this.expressions = List.copyOf(parsed);
  }

  /// Features of these expressions, without constants.
  ///
  /// @throws InputException where one cannot be understood, or is given twice
  public static Features of(String... expressions) {
    return of(Stream.of(expressions).map(Feature::of).toList(), Map.of());
  }

  /// Features with the constants of their expressions.
  ///
  /// @throws InputException where an expression cannot be understood, or two features have one name
  public static Features of(List<Feature> features, Map<String, Double> constants) {
    return new Features(features, constants);
  }

  /// The features, in order.
  public List<Feature> list() {
    return list;
  }

  public int size() {
    return list.size();
  }

  public List<String> names() {
    return list.stream().map(Feature::name).toList();
  }

  /// The constants of the expressions, by name.
  public Map<String, Double> constants() {
    return constants;
  }

  /// The expression of each feature, with the constants put in.
  public List<Expression> expressions() {
    return expressions;
  }

  /// The names of the columns that the expressions need, in order of appearance.
  public List<String> columnNames() {
    Set<String> names = new LinkedHashSet<>();
    expressions.forEach(expression -> names.addAll(expression.columnNames()));
    return List.copyOf(names);
  }

  /// The features with the units that a table's columns have, where none is known.
  ///
  /// @throws InputException where the table lacks a column
  public Features withUnits(Table events) {
    List<Feature> known = new ArrayList<>();
    for (int j = 0; j < list.size(); j++) {
      Feature feature = list.get(j);
      known.add(
          feature.unit().isEmpty() ? feature.withUnit(expressions.get(j).unit(events)) : feature);
    }
    return new Features(known, constants);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Features that
        && list.equals(that.list)
        && constants.equals(that.constants);
  }

  @Override
  public int hashCode() {
    return 31 * list.hashCode() + constants.hashCode();
  }

  @Override
  public String toString() {
    return String.join(", ", names());
  }
}
