package org.jpsi.analysis.draft;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.TextColumn;
import org.jpsi.core.task.ClassNames;
import org.jpsi.core.task.Part;

/// Classes of the events that an analysis is drafted for: by the names of trees or files, or by a
/// column.
///
/// @param samples of the analysis
/// @param label the column whose values are the classes
/// @param names of all classes; none where nothing tells them
/// @param signal where there are two, or the names say it
/// @param why the classes are these, in words
record DraftClasses(
    List<DraftSample> samples,
    Optional<String> label,
    List<String> names,
    Optional<String> signal,
    String why) {
  private static final int MAX_CLASSES = 20;
  private static final int MIN_EVENTS = 10;

  /// Sample of a draft.
  ///
  /// @param name its class; empty where a column tells the classes
  record DraftSample(String name, Optional<Part> part, List<EventTree> trees) {
    long entries() {
      return trees.stream().mapToLong(EventTree::entries).sum();
    }

    int rows() {
      return trees.stream().mapToInt(tree -> tree.rows().rows()).sum();
    }
  }

  static DraftClasses of(List<EventTree> trees) {
    Set<String> treeNames = new LinkedHashSet<>();
    trees.forEach(tree -> treeNames.add(tree.tree().orElse("")));
    boolean byTree = treeNames.size() > 1 && !treeNames.contains("");
    boolean parts =
        trees.stream().anyMatch(t -> NameWords.part(t.stem()).equals(Optional.of(Part.TRAIN)));
    Map<EventTree, String> named = new LinkedHashMap<>();
    Set<String> series = series(trees);
    for (EventTree tree : trees) {
      String stem = parts ? NameWords.withoutPart(tree.stem()) : tree.stem();
      String shorter = NameWords.withoutNumber(stem);
      named.put(tree, byTree ? tree.tree().orElse("") : series.contains(shorter) ? shorter : stem);
    }
    List<String> byName = named.values().stream().distinct().toList();
    boolean known =
        byName.size() > 1
            && byName.stream().anyMatch(n -> NameWords.isSignal(n) || NameWords.isBackground(n));
    Optional<String> label = known ? Optional.empty() : label(trees, true);
    if (label.isEmpty() && byName.size() < 2) {
      label = label(trees, false);
    }
    if (label.isPresent() || byName.size() < 2) {
      trees.forEach(tree -> named.put(tree, ""));
    }
    List<DraftSample> samples = samples(named, parts);
    List<String> names =
        label
            .map(column -> ClassNames.sorted(counts(trees, column).keySet()))
            .orElse(byName.size() < 2 ? List.of() : byName);
    return new DraftClasses(
        samples,
        label,
        names,
        names.size() == 2
            ? Optional.of(NameWords.signal(names).orElse(names.getFirst()))
            : NameWords.signal(names),
        why(label, byName, byTree));
  }

  private static String why(Optional<String> label, List<String> byName, boolean byTree) {
    if (label.isPresent()) {
      boolean called = NameWords.isLabel(label.get()) || NameWords.isWeakLabel(label.get());
      return "the classes are the values of "
          + (label.get() + ", by its " + (called ? "name and its few values" : "few words"));
    }
    if (byName.size() < 2) {
      return "";
    }
    return byTree ? "the classes are the names of the trees" : "the classes are the names of files";
  }

  /// Names before a number, where the files are numbered without a gap: `ttbar_0`, `ttbar_1`;
  /// masses in names are not.
  private static Set<String> series(List<EventTree> trees) {
    Map<String, TreeSet<Integer>> numbers = new HashMap<>();
    for (EventTree tree : trees) {
      String stem = NameWords.withoutPart(tree.stem());
      if (NameWords.number(stem) >= 0) {
        numbers
            .computeIfAbsent(NameWords.withoutNumber(stem), name -> new TreeSet<>())
            .add(NameWords.number(stem));
      }
    }
    Set<String> series = new LinkedHashSet<>();
    numbers.forEach((name, all) -> {
      if (all.size() > 1 && all.last() - all.first() + 1 == all.size()) {
        series.add(name);
      }
    });
    return series;
  }

  private static List<DraftSample> samples(Map<EventTree, String> named, boolean parts) {
    record Group(String name, Optional<Part> part, Optional<String> tree) {}
    Map<Group, List<EventTree>> groups = new LinkedHashMap<>();
    named.forEach((tree, name) -> {
      Optional<Part> part = parts ? NameWords.part(tree.stem()) : Optional.empty();
      groups
          .computeIfAbsent(new Group(name, part, tree.tree()), group -> new ArrayList<>())
          .add(tree);
    });
    List<DraftSample> samples = new ArrayList<>();
    groups.forEach((group, own) -> samples.add(new DraftSample(group.name, group.part, own)));
    return samples;
  }

  /// The column of all trees that tells the classes: by its name, or the only text of few values.
  private static Optional<String> label(List<EventTree> trees, boolean byNameAlone) {
    List<String> weak = new ArrayList<>();
    List<String> text = new ArrayList<>();
    for (Column column : trees.getFirst().flat()) {
      String name = column.name();
      boolean words = column instanceof TextColumn;
      boolean strong = NameWords.isLabel(name);
      if (!(strong || words || NameWords.isWeakLabel(name)) || !tells(trees, name)) {
        continue;
      }
      if (strong) {
        return Optional.of(name);
      }
      (NameWords.isWeakLabel(name) ? weak : text).add(name);
    }
    if (byNameAlone) {
      return Optional.empty();
    }
    return weak.size() == 1
        ? Optional.of(weak.getFirst())
        : weak.isEmpty() && text.size() == 1 ? Optional.of(text.getFirst()) : Optional.empty();
  }

  private static boolean tells(List<EventTree> trees, String column) {
    Map<String, Integer> all = counts(trees, column);
    return all.size() >= 2
        && all.size() <= MAX_CLASSES
        && !all.containsKey("")
        && !all.containsKey("NaN")
        && all.values().stream().allMatch(n -> n >= MIN_EVENTS);
  }

  /// The values of a column with their numbers of events; none where a tree has no such column, it
  /// is not of text or whole numbers, or has many values.
  private static Map<String, Integer> counts(List<EventTree> trees, String column) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (EventTree tree : trees) {
      Optional<Column> own = tree.rows().find(column);
      boolean flat = own.isPresent() && !(own.get() instanceof NumberColumn n && n.width() > 1);
      if (!flat || (own.get() instanceof NumberColumn n && !whole(n))) {
        return Map.of();
      }
      for (String word : Expression.column(column).labels(tree.rows())) {
        counts.merge(word, 1, Integer::sum);
        if (counts.size() > MAX_CLASSES) {
          return Map.of();
        }
      }
    }
    return counts;
  }

  private static boolean whole(NumberColumn column) {
    for (int i = 0; i < column.rows(); i++) {
      if (column.value(i) != Math.rint(column.value(i))) {
        return false;
      }
    }
    return true;
  }

  /// Whether the classes are known, as a training needs.
  boolean complete() {
    return names.size() > 1;
  }

  /// The classes that a training has: with a signal that, and all else.
  List<String> trained() {
    if (signal.isEmpty()) {
      return names.isEmpty() ? List.of("") : names;
    }
    List<String> rest = names.stream().filter(c -> !c.equals(signal.get())).toList();
    return List.of(rest.size() == 1 ? rest.getFirst() : "background", signal.get());
  }

  /// The class in {@link #trained()} of each event that was looked at, in the order of the samples.
  int[] classOf() {
    List<String> words = new ArrayList<>();
    for (DraftSample sample : samples) {
      for (EventTree tree : sample.trees()) {
        words.addAll(
            label
                .map(column -> Arrays.asList(Expression.column(column).labels(tree.rows())))
                .orElseGet(() -> java.util.Collections.nCopies(tree.rows().rows(), sample.name())));
      }
    }
    List<String> classes = trained();
    return words.stream().mapToInt(word -> Math.max(0, classes.indexOf(word))).toArray();
  }
}
