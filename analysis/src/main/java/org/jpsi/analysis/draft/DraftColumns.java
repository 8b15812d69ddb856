package org.jpsi.analysis.draft;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.jpsi.analysis.events.MissingCode;
import org.jpsi.core.data.FeatureSelection;
import org.jpsi.core.data.IdentifierColumns;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.eval.Correlation;
import org.jpsi.core.eval.SuspectedLeak;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;

/// Columns of the events that an analysis is drafted for, and what each is good for.
///
/// @param features expressions, in the order of the columns
/// @param all whether they are what `features: all` chooses, once the spectators are named
/// @param identifiers numbers of events, runs and the like
/// @param kept spectators that would else be features, each with the reason
/// @param groups the identifier whose events belong together, where its values repeat
/// @param codes suspected codes of missing values, by feature
/// @param comments what else is said of columns
record DraftColumns(
    List<String> features,
    boolean all,
    List<String> identifiers,
    Map<String, String> kept,
    Optional<String> groups,
    Map<String, MissingCode> codes,
    List<String> comments) {
  private static final int NAMED = 12;
  private static final int MIN_GROUPS = 200;
  private static final int MOST_EVENTS = 20_000;
  private static final int MOST_FEATURES = 300;
  private static final double NEARLY_ONE = 0.999;

  static DraftColumns of(DraftClasses classes, DraftWeights weights) {
    List<EventTree> trees = classes.samples().stream().flatMap(s -> s.trees().stream()).toList();
    List<String> apart = new ArrayList<>();
    Table joined = joined(trees, apart);
    Map<String, FeatureSelection.Use> used = new LinkedHashMap<>();
    classes.label().ifPresent(name -> used.put(name, FeatureSelection.Use.LABEL));
    List<String> identifiers = new ArrayList<>();
    Map<String, String> kept = new LinkedHashMap<>();
    for (Column column : joined.columns()) {
      if (!(column instanceof NumberColumn numbers)) {
        continue;
      }
      if (weights.uses(numbers)) {
        used.put(column.name(), FeatureSelection.Use.WEIGHT);
      } else if (!classes.label().equals(Optional.of(column.name())) && numbers.width() == 1) {
        if (isIdentifier(column.name())) {
          identifiers.add(column.name());
        } else if (NameWords.isTruth(column.name())) {
          kept.put(
              column.name(),
              "a name like this is of the simulation's truth, which data does not have");
        }
      }
    }
    List.of(identifiers, kept.keySet())
        .forEach(names -> names.forEach(n -> used.put(n, FeatureSelection.Use.SPECTATOR)));
    int[] classOf = classes.classOf();
    FeatureSelection selection = FeatureSelection.of(joined, used, classOf, classes.trained());
    List<String> features = new ArrayList<>();
    Map<String, double[]> values = new LinkedHashMap<>();
    boolean elements = false;
    for (String feature : selection.features()) {
      NumberColumn column = Expression.parse(feature).evaluateColumn("x", "", joined);
      double[] own = column.toDoubles();
      Optional<String> reason = reason(classes, column, own, classOf, weights.values());
      if (reason.isEmpty()) {
        features.add(feature);
        values.put(feature, own);
      } else {
        Optional<String> plain = Expression.parse(feature).plainColumn();
        elements |= plain.isEmpty();
        kept.put(plain.orElse(feature), reason.get());
      }
    }
    List<String> comments = new ArrayList<>();
    excluded(selection, comments);
    apart.removeIf(name -> weights.ofSample().containsValue(name));
    if (!apart.isEmpty()) {
      comments.add("not in all files, or not alike in them: " + some(apart));
    }
    List<String> unusable =
        trees.stream().flatMap(t -> t.unusable().keySet().stream()).distinct().toList();
    if (!unusable.isEmpty()) {
      comments.add("no flat numbers: " + some(unusable));
    }
    duplicates(values, comments);
    Map<String, MissingCode> codes = new LinkedHashMap<>();
    values.forEach((name, own) -> MissingCode.find(own).ifPresent(code -> codes.put(name, code)));
    boolean damaged = trees.stream().anyMatch(t -> t.unusable().containsValue("damaged"));
    boolean alone = apart.stream().anyMatch(name -> IdentifierColumns.byName(name).isEmpty());
    return new DraftColumns(
        features,
        !(elements || damaged || alone),
        identifiers,
        kept,
        groups(trees, identifiers),
        codes,
        comments);
  }

  private static boolean isIdentifier(String name) {
    String word = NameWords.of(name).isEmpty() ? "" : NameWords.of(name).getFirst();
    return IdentifierColumns.byName(name).equals(Optional.of(IdentifierColumns.Sign.NAME_OF_NUMBER))
        && !word.startsWith("unnamed")
        && !word.startsWith("level");
  }

  /// The events that were looked at, with the columns that all trees have alike.
  private static Table joined(List<EventTree> trees, List<String> apart) {
    List<Column> columns = new ArrayList<>();
    Set<String> names = new HashSet<>();
    List<Table> tables = trees.stream().map(EventTree::rows).toList();
    for (Table table : tables) {
      for (String name : table.names()) {
        if (!names.add(name)) {
          continue;
        }
        try {
          columns.add(Table.concatColumn(name, tables));
        } catch (InputException different) {
          apart.add(name);
        }
      }
    }
    if (columns.stream().noneMatch(NumberColumn.class::isInstance)) {
      throw InputException.at(tables.getLast().origin())
          .expected("columns of numbers that the other files have too")
          .found("none")
          .remedy("draft an analysis of files of the same columns")
          .exception();
    }
    return Table.of("all files", columns);
  }

  private static Optional<String> reason(
      DraftClasses classes, NumberColumn column, double[] values, int[] classOf, double[] weights) {
    long infinite = Arrays.stream(values).filter(Double::isInfinite).count();
    if (infinite > 0) {
      return Optional.of(String.format(Locale.ROOT, "it is infinite in %,d events", infinite));
    }
    return classes.complete()
        ? SuspectedLeak.ofClasses(column, classOf, classes.trained().size(), weights)
            .map(why -> "it nearly is the class: " + why)
        : Optional.empty();
  }

  private static void excluded(FeatureSelection selection, List<String> comments) {
    Map<FeatureSelection.Reason, List<String>> reasons = new LinkedHashMap<>();
    for (FeatureSelection.ExcludedColumn left : selection.excluded()) {
      if (!(left.reason() instanceof FeatureSelection.Reason.Used)) {
        reasons.computeIfAbsent(left.reason(), why -> new ArrayList<>()).add(left.column());
      }
    }
    reasons.forEach((why, columns) ->
        comments.add("left out: " + some(columns) + ", since " + why.words(columns.size())));
  }

  /// Pairs of features that are nearly the same, by Pearson's correlation.
  private static void duplicates(Map<String, double[]> values, List<String> comments) {
    List<String> names = values.keySet().stream().limit(MOST_FEATURES).toList();
    if (names.size() < 2) {
      return;
    }
    List<double[]> columns = names.stream().map(values::get).toList();
    int step = Math.ceilDiv(columns.getFirst().length, MOST_EVENTS);
    int events = columns.getFirst().length / step;
    List<IntToDoubleFunction> some = new ArrayList<>();
    columns.forEach(column -> some.add(i -> column[i * step]));
    double[] ones = new double[events];
    Arrays.fill(ones, 1);
    double[][] matrix = Correlation.of(some, ones, i -> true).matrix();
    List<String> pairs = new ArrayList<>();
    IntStream.range(0, names.size())
        .forEach(a ->
            IntStream.range(0, a)
                .filter(b -> Math.abs(matrix[a][b]) > NEARLY_ONE)
                .forEach(b ->
                    pairs.add(
                        String.format(
                            Locale.ROOT,
                            "%s and %s (%.5f)",
                            names.get(b),
                            names.get(a),
                            matrix[a][b]))));
    if (!pairs.isEmpty()) {
      comments.add("nearly the same, by their linear correlation: " + some(pairs));
    }
  }

  /// The number of the event, where some of its values are there several times in one file.
  private static Optional<String> groups(List<EventTree> trees, List<String> identifiers) {
    for (String name : identifiers) {
      if (!isEventNumber(name)) {
        continue;
      }
      boolean repeated = false;
      Set<Long> different = new HashSet<>();
      for (EventTree tree : trees) {
        Set<Long> own = new HashSet<>();
        NumberColumn column = tree.number(name).orElseThrow();
        for (int i = 0; i < column.rows(); i++) {
          long value =
              column.type().isInteger()
                  ? column.integer(i, 0)
                  : Double.doubleToLongBits(column.value(i));
          repeated |= !own.add(value);
        }
        different.addAll(own);
      }
      if (repeated && different.size() >= MIN_GROUPS) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }

  /// The columns that are kept from the features by each reason.
  Map<String, List<String>> keptByReason() {
    Map<String, List<String>> reasons = new LinkedHashMap<>();
    kept.forEach((name, why) -> reasons.computeIfAbsent(why, w -> new ArrayList<>()).add(name));
    return reasons;
  }

  /// The number of the event, where there is one.
  Optional<String> eventNumber() {
    return identifiers.stream().filter(DraftColumns::isEventNumber).findFirst();
  }

  private static boolean isEventNumber(String identifier) {
    String word = NameWords.of(identifier).getFirst();
    return word.startsWith("event") || word.startsWith("evt");
  }

  /// Some names, and how many more there are.
  static String some(List<String> names) {
    return String.join(", ", names.subList(0, Math.min(NAMED, names.size())))
        + (names.size() > NAMED ? " and " + (names.size() - NAMED) + " more" : "");
  }
}
