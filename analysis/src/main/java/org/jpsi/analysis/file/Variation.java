package org.jpsi.analysis.file;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Systematic variation: columns computed anew, another weight, or other files in the place of a
/// sample's, up and down or in one direction.
///
/// @param up expressions of columns, by their names
/// @param down the same in the other direction
/// @param weightUp factor on the weight of an event
/// @param weightDown the same in the other direction
/// @param files with the events of one sample as they are otherwise
/// @param className of the samples that are varied; empty for all
public record Variation(
    Map<String, String> up,
    Map<String, String> down,
    Optional<String> weightUp,
    Optional<String> weightDown,
    Optional<Sample.Files> files,
    Optional<String> className) {
  public Variation {
    up = Collections.unmodifiableMap(new LinkedHashMap<>(up));
    down = Collections.unmodifiableMap(new LinkedHashMap<>(down));
  }

  /// Shift: a variation in one direction, or by files.
  ///
  /// @param name `jes:up`, as RDataFrame's `Vary` has it; of files that of the variation alone
  /// @param columns expressions over the columns as they are, by the name of the column that each
  ///   takes the place of
  /// @param weight factor on the weight of an event
  /// @param files in the place of the sample's
  /// @param className of the samples that are varied; empty for all
  public record Shift(
      String name,
      Map<String, String> columns,
      Optional<String> weight,
      Optional<Sample.Files> files,
      Optional<String> className) {
    /// Whether a sample is varied.
    public boolean affects(Sample sample) {
      return className.isEmpty() || className.get().equals(sample.className());
    }
  }

  /// The shifts of this variation.
  ///
  /// @param name of the variation
  public List<Shift> shifts(String name) {
    List<Shift> all = new ArrayList<>();
    if (!up.isEmpty() || weightUp.isPresent()) {
      all.add(new Shift(name + ":up", up, weightUp, Optional.empty(), className));
    }
    if (!down.isEmpty() || weightDown.isPresent()) {
      all.add(new Shift(name + ":down", down, weightDown, Optional.empty(), className));
    }
    if (files.isPresent()) {
      all.add(new Shift(name, Map.of(), Optional.empty(), files, className));
    }
    return List.copyOf(all);
  }

  Variation withPaths(UnaryOperator<String> other) {
    return new Variation(
        up, down, weightUp, weightDown, files.map(of -> of.withPaths(other)), className);
  }

  /// The same with other names of columns.
  ///
  /// @param name of a column
  /// @param expression over columns
  Variation withColumns(UnaryOperator<String> name, UnaryOperator<String> expression) {
    return new Variation(
        renamed(up, name, expression),
        renamed(down, name, expression),
        weightUp.map(expression),
        weightDown.map(expression),
        files,
        className);
  }

  private static Map<String, String> renamed(
      Map<String, String> columns, UnaryOperator<String> name, UnaryOperator<String> expression) {
    Map<String, String> all = new LinkedHashMap<>();
    columns.forEach((column, text) -> all.put(name.apply(column), expression.apply(text)));
    return all;
  }
}
