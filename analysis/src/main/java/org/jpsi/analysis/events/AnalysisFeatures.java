package org.jpsi.analysis.events;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jpsi.analysis.file.AnalysisFile;
import org.jpsi.analysis.file.AnalysisWithSource;
import org.jpsi.analysis.progress.Warnings;
import org.jpsi.core.data.FeatureSelection;
import org.jpsi.core.data.IdentifierColumns;
import org.jpsi.core.data.Leak;
import org.jpsi.core.data.PreprocessingStep;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.core.task.Part;

/// Feature selection of an analysis: named features and those that `all` selects, without constant
/// ones.
///
/// @param features in the order of the network's inputs
/// @param values of each feature, for all events
/// @param categories of the features that are text, by name
record AnalysisFeatures(
    List<AnalysisFile.Feature> features,
    List<NumberColumn> values,
    Map<String, PreprocessingStep.Category> categories) {
  private static final int NAMED = 8;

  static AnalysisFeatures of(
      AnalysisWithSource source,
      AnalysisExpressions expressions,
      List<Table> tables,
      ClassLabels classes,
      Part[] parts,
      Optional<Parametrization> parametrization,
      Warnings warnings) {
    AnalysisFile file = source.analysis();
    List<AnalysisFile.Feature> candidates = new ArrayList<>();
    if (file.features().all()) {
      // A feature that is named besides `all` is taken once, as it was named.
      Set<String> named = new HashSet<>();
      file.features().named().forEach(feature -> named.add(feature.name()));
      for (String text : selectFeatures(source, expressions, tables, classes, warnings)) {
        if (!named.contains(featureName(text))) {
          candidates.add(new AnalysisFile.Feature(featureName(text), text, ""));
        }
      }
    }
    int selectedCount = candidates.size();
    candidates.addAll(file.features().named());
    List<AnalysisFile.Feature> features = new ArrayList<>();
    List<NumberColumn> values = new ArrayList<>();
    Map<String, PreprocessingStep.Category> categories = new LinkedHashMap<>();
    for (int i = 0; i < candidates.size(); i++) {
      AnalysisFile.Feature feature = candidates.get(i);
      Expression expression = expressions.feature(feature);
      NumberColumn column;
      if (TextFeature.isText(expression, tables)) {
        requireCategories(source, feature);
        TextFeature text =
            TextFeature.of(source, feature.name(), expression, tables, parts, warnings);
        categories.put(feature.name(), text.category());
        column = text.values();
      } else {
        NumberColumn read = EventSetBuilder.computed(feature, expression, tables);
        column = parametrization.map(of -> of.column(feature.name(), read)).orElse(read);
      }
      if (i >= selectedCount && !file.regression()) {
        requireNoLeak(source, feature.name(), column, classes, warnings);
      }
      features.add(feature);
      values.add(column);
    }
    List<ComputedColumns.Quantity> quantities = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      quantities.add(new ComputedColumns.Quantity(values.get(i), features.get(i).expression()));
    }
    ComputedColumns.requireFiniteFeatures(
        source.where("features"), quantities, MissingValues.allowed(file), parts);
    keepVarying(features, values, categories, parts, warnings);
    MissingValues.tell(values, parts, warnings);
    if (features.isEmpty()) {
      throw InputException.at(source.where("features"))
          .expected("a feature to train on")
          .found("none that is numeric and not constant")
          .remedy("name features in `features:`")
          .exception();
    }
    return new AnalysisFeatures(List.copyOf(features), List.copyOf(values), Map.copyOf(categories));
  }

  /// The name of a feature that `all` selected: of the column, or of its element.
  private static String featureName(String text) {
    Optional<String> column = Expression.parse(text).plainColumn();
    return column.orElseGet(() -> text.replace("`", ""));
  }

  private static List<String> selectFeatures(
      AnalysisWithSource source,
      AnalysisExpressions expressions,
      List<Table> tables,
      ClassLabels classes,
      Warnings warnings) {
    AnalysisFile file = source.analysis();
    Map<String, FeatureSelection.Use> used = used(file, expressions);
    Table joined = common(source, tables, used);
    List<String> names = file.regression() ? List.of() : classes.names();
    int[] classOf = file.regression() ? aboveMedian(file, expressions, tables) : classes.of();
    FeatureSelection selectFeatures = FeatureSelection.of(joined, used, classOf, names);
    // Files of today have hundreds of columns, many of them empty: one line for each reason.
    Map<FeatureSelection.Reason, List<String>> leftOut = new LinkedHashMap<>();
    Set<String> named = new HashSet<>();
    file.features().named().forEach(feature -> named.add(featureName(feature.expression())));
    for (FeatureSelection.ExcludedColumn left : selectFeatures.excluded()) {
      if (named.contains(left.column())) {
        continue; // taken all the same
      }
      switch (left.reason()) {
        case FeatureSelection.Reason.Used(FeatureSelection.Use as)
            when as != FeatureSelection.Use.TARGET -> {} // its key says so
        case FeatureSelection.Reason.TargetLeakage tells ->
            warnings.add(
                "EXCLUDED from the features: "
                    + left.column()
                    + ", since "
                    + tells.words(1)
                    + "; a network given it would score perfectly and learn nothing");
        case FeatureSelection.Reason reason ->
            leftOut.computeIfAbsent(reason, why -> new ArrayList<>()).add(left.column());
      }
    }
    leftOut.forEach((reason, columns) -> warnings.add(leftOut(file, reason, columns)));
    return selectFeatures.features();
  }

  /// Events whose first target is above its median: 1, else 0.
  private static int[] aboveMedian(
      AnalysisFile file, AnalysisExpressions expressions, List<Table> tables) {
    double[] target =
        EventSetBuilder.computed(
                file.targets().getFirst(), expressions.targets().getFirst(), tables)
            .toDoubles();
    double[] sorted = target.clone();
    Arrays.sort(sorted);
    return Arrays.stream(target).mapToInt(t -> t > sorted[sorted.length / 2] ? 1 : 0).toArray();
  }

  private static String leftOut(
      AnalysisFile file, FeatureSelection.Reason reason, List<String> columns) {
    int shown = columns.size() > NAMED + 2 ? NAMED : columns.size();
    String more = shown < columns.size() ? " and " + (columns.size() - shown) + " more" : "";
    return "excluded from the features: "
        + String.join(", ", columns.subList(0, shown))
        + more
        + ", since "
        + reason.words(columns.size())
        + remedy(reason, columns.size() == 1 ? "it" : "them", MissingValues.allowed(file));
  }

  private static String remedy(FeatureSelection.Reason reason, String it, boolean categories) {
    String name = "name " + it + " in `features:` to take " + it + " in";
    return switch (reason) {
      case FeatureSelection.Reason.Identifier(IdentifierColumns.Sign sign)
          when sign == IdentifierColumns.Sign.NAME_OF_WEIGHT ->
          "; set `weight:` where it weights the events, or " + name;
      case FeatureSelection.Reason.Identifier _ -> "; " + name;
      case FeatureSelection.Reason.Text(String why) ->
          !why.isEmpty()
              ? ""
              : categories
                  ? "; " + name + ", as categories"
                  : "; a feature can compare it, as in `name == 'x'`";
      case FeatureSelection.Reason.Jagged _ ->
          "; take of each what a feature can be, as in `first(x, 4, -1)`, `max(x)`, `length(x)`";
      default -> "";
    };
  }

  /// Columns with another use.
  private static Map<String, FeatureSelection.Use> used(
      AnalysisFile file, AnalysisExpressions expressions) {
    Map<String, FeatureSelection.Use> used = new LinkedHashMap<>();
    for (int s = 0; s < file.samples().size(); s++) {
      expressions
          .weights(s)
          .forEach(e -> e.columnNames().forEach(n -> used.put(n, FeatureSelection.Use.WEIGHT)));
    }
    expressions
        .label()
        .forEach(e -> e.columnNames().forEach(n -> used.put(n, FeatureSelection.Use.LABEL)));
    expressions
        .targets()
        .forEach(e -> e.columnNames().forEach(n -> used.put(n, FeatureSelection.Use.TARGET)));
    expressions
        .splitBy()
        .ifPresent(e -> e.columnNames().forEach(n -> used.put(n, FeatureSelection.Use.SPLIT)));
    expressions
        .foldsBy()
        .ifPresent(e -> e.columnNames().forEach(n -> used.put(n, FeatureSelection.Use.SPLIT)));
    expressions
        .decorrelated()
        .forEach(e -> e.plainColumn().ifPresent(n -> used.put(n, FeatureSelection.Use.SPECTATOR)));
    file.spectators().forEach(n -> used.put(n, FeatureSelection.Use.SPECTATOR));
    return used;
  }

  /// All samples' events with the columns that they have in common. A column that only some have is
  /// an error, not a zero, unless it would be excluded anyway.
  private static Table common(
      AnalysisWithSource source, List<Table> tables, Map<String, FeatureSelection.Use> used) {
    Set<String> all = new LinkedHashSet<>();
    tables.forEach(t -> all.addAll(t.names()));
    List<Column> columns = new ArrayList<>();
    for (String name : all) {
      List<Table> without = tables.stream().filter(t -> t.find(name).isEmpty()).toList();
      if (without.isEmpty()) {
        columns.add(Table.concatColumn(name, tables));
      } else if (!used.containsKey(name)
          && IdentifierColumns.byName(name).isEmpty()
          && tables.stream()
              .flatMap(t -> t.find(name).stream())
              .allMatch(NumberColumn.class::isInstance)) {
        throw InputException.at(without.getFirst().origin())
            .expected("column " + name + ", as the other samples have it")
            .found("none")
            .remedy(
                "name the `features:` that all samples have ("
                    + source.where("features").strip()
                    + ")")
            .exception();
      }
    }
    return Table.of("all samples", columns);
  }

  private static void requireCategories(AnalysisWithSource source, AnalysisFile.Feature text) {
    if (!MissingValues.allowed(source.analysis())) {
      throw InputException.at(source.where("features"))
          .expected("numbers, since not every model of this analysis takes categories")
          .found(text.name() + ", which is text")
          .remedy(
              "leave `network:` out or set its `encoding: tabular`, take `boosted-trees`, or make a"
                  + (" number of it: `{name: ..., is: '" + text.expression() + " == \"...\"'}`"))
          .exception();
    }
  }

  private static void requireNoLeak(
      AnalysisWithSource source,
      String name,
      NumberColumn column,
      ClassLabels classes,
      Warnings warnings) {
    Optional<String> leak = Leak.find(column.toDoubles(), classes.of(), classes.names());
    if (leak.isEmpty()) {
      return;
    }
    if (!source.analysis().allowLeak()) {
      throw InputException.at(source.where("features"))
          .expected("features that do not contain the label")
          .found(name + ", which alone separates the classes: " + leak.get())
          .remedy("leave it out, or set `allowLeak: true` if it is intended")
          .exception();
    }
    warnings.add("feature " + name + " alone separates the classes (allowLeak): " + leak.get());
  }

  private static boolean isConstant(NumberColumn column, int[] rowIndices) {
    double first = column.value(rowIndices[0]);
    return IntStream.of(rowIndices)
        .allMatch(row ->
            column.value(row) == first || (Double.isNaN(first) && Double.isNaN(column.value(row))));
  }

  private static void keepVarying(
      List<AnalysisFile.Feature> features,
      List<NumberColumn> values,
      Map<String, PreprocessingStep.Category> categories,
      Part[] parts,
      Warnings warnings) {
    int[] train = IntStream.range(0, parts.length).filter(i -> parts[i] == Part.TRAIN).toArray();
    Set<Integer> constant = new HashSet<>();
    for (int i = 0; i < values.size(); i++) {
      if (train.length > 0 && isConstant(values.get(i), train)) {
        constant.add(i);
        PreprocessingStep.Category category = categories.get(features.get(i).name());
        warnings.add(
            "feature "
                + features.get(i).name()
                + " is excluded: it is "
                + (category == null
                    ? Expression.format(values.get(i).value(train[0]))
                    : "`" + category.values().getFirst() + "`")
                + " in every training event");
      }
    }
    for (int i = values.size() - 1; i >= 0; i--) {
      if (constant.contains(i)) {
        features.remove(i);
        values.remove(i);
      }
    }
  }
}
