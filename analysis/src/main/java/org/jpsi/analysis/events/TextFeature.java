package org.jpsi.analysis.events;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jpsi.analysis.file.AnalysisWithSource;
import org.jpsi.analysis.progress.Warnings;
import org.jpsi.core.data.PreprocessingStep;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;
import org.jpsi.core.task.Part;

/// Feature that is text: its values in training are its categories.
///
/// @param category the categories
/// @param values the number of its category for each event
record TextFeature(PreprocessingStep.Category category, NumberColumn values) {
  private static final int NAMED = 5;

  /// Whether a feature is a column of text in all samples, and not one of numbers that are
  /// misspelled.
  static boolean isText(Expression feature, List<Table> tables) {
    Optional<String> column = feature.plainColumn();
    return column.isPresent()
        && tables.stream()
            .allMatch(table ->
                table.find(column.get()).orElse(null) instanceof TextColumn text
                    && text.reason().isEmpty());
  }

  /// The categories of the training events, and the number of every event's.
  ///
  /// @throws InputException where there are too many
  static TextFeature of(
      AnalysisWithSource source,
      String name,
      Expression feature,
      List<Table> tables,
      Part[] parts,
      Warnings warnings) {
    String[] words =
        tables.stream().flatMap(t -> Arrays.stream(feature.labels(t))).toArray(String[]::new);
    List<String> known =
        IntStream.range(0, words.length)
            .filter(i -> parts[i] == Part.TRAIN)
            .mapToObj(i -> words[i])
            .distinct()
            .sorted()
            .toList();
    int most = PreprocessingStep.Category.MOST;
    if (known.isEmpty() || known.size() > most) {
      throw InputException.at(source.where("features"))
          .expected("text of 1 to " + most + " values in the training events, each a category")
          .found(name + ", which has " + known.size())
          .remedy("leave it out, or take it as a spectator: `spectators: [" + name + "]`")
          .exception();
    }
    PreprocessingStep.Category category = new PreprocessingStep.Category(known);
    double[] numbers = Arrays.stream(words).mapToDouble(category::number).toArray();
    List<String> unknown =
        IntStream.range(0, words.length)
            .filter(i -> numbers[i] == 0)
            .mapToObj(i -> words[i])
            .sorted()
            .toList();
    if (!unknown.isEmpty()) {
      List<String> distinct = unknown.stream().distinct().toList();
      warnings.add(
          "feature "
              + name
              + ": "
              + (unknown.size() == 1 ? "one event" : unknown.size() + " events")
              + " outside training with a value that training had none of: "
              + String.join(", ", distinct.subList(0, Math.min(NAMED, distinct.size())))
              + (distinct.size() > NAMED ? ", ..." : ""));
    }
    return new TextFeature(category, NumberColumn.of(name, "", numbers));
  }
}
