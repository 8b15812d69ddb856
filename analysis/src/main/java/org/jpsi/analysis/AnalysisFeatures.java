package org.jpsi.analysis;

import java.util.ArrayList;
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
import org.jpsi.core.data.FeatureSelection;
import org.jpsi.core.data.IdentifierColumns;
import org.jpsi.core.data.Leak;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;
import org.jpsi.core.task.Part;

/// The features that are trained on: those named and those that `all` finds, less what is constant.
///
/// @param features in the order of the network's inputs
/// @param values of each, for all events
record AnalysisFeatures(List<AnalysisFile.Feature> features, List<NumberColumn> values) {
  private static final int NAMED = 8;

  static AnalysisFeatures of(
      AnalysisWithSource located,
      AnalysisExpressions formulas,
      List<Table> tables,
      ClassLabels classes,
      Part[] parts,
      Warnings notes) {
    AnalysisFile file = located.analysis();
    List<AnalysisFile.Feature> wanted = new ArrayList<>();
    if (file.features().all()) {
      // One that is named besides `all` is there once, as it was named.
      Set<String> named = new HashSet<>();
      file.features().named().forEach(feature -> named.add(feature.name()));
      for (String text : guess(located, formulas, tables, classes, notes)) {
        if (!named.contains(plain(text))) {
          wanted.add(new AnalysisFile.Feature(plain(text), text, ""));
        }
      }
    }
    int guessed = wanted.size();
    wanted.addAll(file.features().named());
    List<AnalysisFile.Feature> features = new ArrayList<>();
    List<NumberColumn> values = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      AnalysisFile.Feature feature = wanted.get(i);
      NumberColumn column = EventSetBuilder.computed(feature, formulas.feature(feature), tables);
      if (i >= guessed && !file.regression()) {
        demandNoLeak(located, feature.name(), column, classes, notes);
      }
      features.add(feature);
      values.add(column);
    }
    List<ComputedColumns.Quantity> quantities = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      quantities.add(new ComputedColumns.Quantity(values.get(i), features.get(i).is()));
    }
    ComputedColumns.demandFinite(
        located.where("features"), "features", quantities, "{name: ..., is: \"%c ? %s : 0\"}");
    keepVarying(features, values, parts, notes);
    if (features.isEmpty()) {
      throw InputException.at(located.where("features"))
          .expected("a feature to train on")
          .found("none that is a number and varies")
          .remedy("name them in `features:`")
          .exception();
    }
    return new AnalysisFeatures(List.copyOf(features), List.copyOf(values));
  }

  /// The name of a feature that `all` found: of the column, or of its element.
  private static String plain(String text) {
    Optional<String> column = Expression.parse(text).plainColumn();
    return column.orElseGet(() -> text.replace("`", ""));
  }

  private static List<String> guess(
      AnalysisWithSource located,
      AnalysisExpressions formulas,
      List<Table> tables,
      ClassLabels classes,
      Warnings notes) {
    AnalysisFile file = located.analysis();
    Map<String, FeatureSelection.Use> used = used(file, formulas);
    Table joined = common(located, tables, used);
    List<String> names = file.regression() ? List.of() : classes.names();
    FeatureSelection guess = FeatureSelection.of(joined, used, classes.of(), names);
    // Files of today have hundreds of columns, many of them empty: one line for each reason.
    Map<FeatureSelection.Reason, List<String>> leftOut = new LinkedHashMap<>();
    for (FeatureSelection.ExcludedColumn left : guess.excluded()) {
      switch (left.reason()) {
        case FeatureSelection.Reason.Used(FeatureSelection.Use as)
            when as != FeatureSelection.Use.TARGET -> {} // its key says so
        case FeatureSelection.Reason.TargetLeakage tells ->
            notes.add(
                "LEFT OUT of the features: "
                    + left.column()
                    + ", since "
                    + tells.words(1)
                    + "; a network given it would score perfectly and learn nothing");
        case FeatureSelection.Reason reason ->
            leftOut.computeIfAbsent(reason, why -> new ArrayList<>()).add(left.column());
      }
    }
    leftOut.forEach((reason, columns) -> notes.add(leftOut(reason, columns)));
    return guess.features();
  }

  private static String leftOut(FeatureSelection.Reason reason, List<String> columns) {
    int shown = columns.size() > NAMED + 2 ? NAMED : columns.size();
    String more = shown < columns.size() ? " and " + (columns.size() - shown) + " more" : "";
    return "left out of the features: "
        + String.join(", ", columns.subList(0, shown))
        + more
        + ", since "
        + reason.words(columns.size());
  }

  /// Columns that serve another purpose.
  private static Map<String, FeatureSelection.Use> used(
      AnalysisFile file, AnalysisExpressions formulas) {
    Map<String, FeatureSelection.Use> used = new LinkedHashMap<>();
    for (int s = 0; s < file.samples().size(); s++) {
      formulas
          .weights(s)
          .forEach(e -> e.columnNames().forEach(n -> used.put(n, FeatureSelection.Use.WEIGHT)));
    }
    formulas
        .label()
        .forEach(e -> e.columnNames().forEach(n -> used.put(n, FeatureSelection.Use.LABEL)));
    formulas
        .targets()
        .forEach(e -> e.columnNames().forEach(n -> used.put(n, FeatureSelection.Use.TARGET)));
    file.spectators().forEach(n -> used.put(n, FeatureSelection.Use.SPECTATOR));
    return used;
  }

  /// All samples' events with the columns that they have in common. A column that only some have is
  /// an error, not a zero, unless it would be left out anyway.
  private static Table common(
      AnalysisWithSource located, List<Table> tables, Map<String, FeatureSelection.Use> used) {
    Set<String> all = new LinkedHashSet<>();
    tables.forEach(t -> all.addAll(t.names()));
    List<Column> columns = new ArrayList<>();
    for (String name : all) {
      List<Table> without = tables.stream().filter(t -> t.find(name).isEmpty()).toList();
      if (without.isEmpty()) {
        columns.add(TableConcat.columns(name, tables));
      } else if (!used.containsKey(name)
          && IdentifierColumns.byName(name).isEmpty()
          && tables.stream().noneMatch(t -> t.find(name).orElse(null) instanceof TextColumn)) {
        throw InputException.at(without.getFirst().origin())
            .expected("column " + name + ", as the other samples have it")
            .found("none")
            .remedy(
                "name the `features:` that all samples have ("
                    + located.where("features").strip()
                    + ")")
            .exception();
      }
    }
    return Table.of("all samples", columns);
  }

  private static void demandNoLeak(
      AnalysisWithSource located,
      String name,
      NumberColumn column,
      ClassLabels classes,
      Warnings notes) {
    Optional<String> leak = Leak.find(column.toDoubles(), classes.of(), classes.names());
    if (leak.isEmpty()) {
      return;
    }
    if (!located.analysis().allowLeak()) {
      throw InputException.at(located.where("features"))
          .expected("features that the label is not read from")
          .found(name + ", which alone tells the classes apart: " + leak.get())
          .remedy("leave it out, or say `allowLeak: true` where it is meant")
          .exception();
    }
    notes.add("feature " + name + " alone tells the classes apart (allowLeak): " + leak.get());
  }

  private static void keepVarying(
      List<AnalysisFile.Feature> features,
      List<NumberColumn> values,
      Part[] parts,
      Warnings notes) {
    int[] train = IntStream.range(0, parts.length).filter(i -> parts[i] == Part.TRAIN).toArray();
    Set<Integer> constant = new HashSet<>();
    for (int i = 0; i < values.size(); i++) {
      if (train.length > 0 && Preprocessing.scaling(values.get(i), train).constant()) {
        constant.add(i);
        notes.add(
            "feature "
                + features.get(i).name()
                + " is kept out: it is "
                + Expression.format(values.get(i).value(train[0]))
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
