package org.jpsi.analysis.draft;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.io.FileTree;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.formats.Tables;
import org.jpsi.formats.TreeInfo;

/// Trees of events of some files: those that a path names; else of each file the tree with the most
/// numbers, and those that have half of its columns or more, as signal and background in one file.
///
/// @param trees each with events
/// @param left what was left out, in words
record EventTrees(List<EventTree> trees, List<String> left) {
  private record Candidate(TreeInfo info, EventTree tree) {
    long cells() {
      return tree.entries() * tree.numbers();
    }
  }

  /// @param files of a command line, each may name its tree: `file.root:tree`
  static EventTrees of(List<Path> files, ProgressListener progress) {
    List<Candidate> chosen = new ArrayList<>();
    List<String> left = new ArrayList<>();
    Set<FileTree> seen = new HashSet<>();
    for (Path path : files) {
      FileTree named = FileTree.of(path, Optional.empty());
      if (!seen.add(new FileTree(named.file().toAbsolutePath().normalize(), named.tree()))) {
        throw InputException.at(path.toString())
            .expected("every file once")
            .found("it twice")
            .remedy("name it once, or its events count twice")
            .exception();
      }
      progress.stage("reading " + named.file().getFileName());
      chosen.addAll(of(named, left));
    }
    if (chosen.isEmpty()) {
      throw InputException.at(files.getFirst().toString())
          .expected("events with columns of numbers")
          .found(left.isEmpty() ? "no tree" : left.getLast())
          .remedy("`jpsi inspect` shows what is in a file")
          .exception();
    }
    long columns = chosen.stream().mapToLong(c -> Math.max(1, c.tree.flat().size())).sum();
    long events = Math.clamp(EventTree.MAX_VALUES / columns, 200, EventTree.MAX_EVENTS);
    List<EventTree> trees = chosen.stream().map(c -> c.tree.read(c.info.name(), events)).toList();
    return new EventTrees(trees, left);
  }

  private static List<Candidate> of(FileTree named, List<String> left) {
    String file = String.valueOf(named.file().getFileName());
    List<Candidate> all = new ArrayList<>();
    for (TreeInfo info : Tables.trees(named.file())) {
      String name = file + ":" + info.name();
      if (named.tree().isPresent() && !named.tree().get().equals(info.name())) {
        continue;
      }
      if (!info.reason().isEmpty()) {
        left.add(name + ": " + info.reason());
        continue;
      }
      boolean names = !info.name().equals(file);
      EventTree tree =
          EventTree.columnsOf(
              named.file(), names ? Optional.of(info.name()) : Optional.empty(), info.name());
      if (tree.entries() == 0 || tree.numbers() == 0) {
        left.add(
            name + (tree.entries() == 0 ? " has no events" : " has no column of flat numbers"));
      } else {
        all.add(new Candidate(info, tree));
      }
    }
    if (all.isEmpty()) {
      if (named.tree().isPresent() && left.isEmpty()) {
        Tables.open(named.file(), named.tree().get()).close(); // it throws, with the names
      }
      return all;
    }
    Candidate main = all.getFirst();
    for (Candidate other : all) {
      main = other.cells() > main.cells() ? other : main;
    }
    List<Candidate> chosen = new ArrayList<>();
    for (Candidate candidate : all) {
      if (2 * shared(main.tree, candidate.tree) >= main.tree.numbers()) {
        chosen.add(candidate);
      } else {
        left.add(
            String.format(
                Locale.ROOT,
                "%s:%s (%,d entries) has other columns than %s",
                file,
                candidate.info.name(),
                candidate.tree.entries(),
                main.info.name()));
      }
    }
    return chosen;
  }

  private static long shared(EventTree main, EventTree other) {
    Set<String> names = new HashSet<>(other.rows().names());
    return main.flat().stream()
        .filter(NumberColumn.class::isInstance)
        .map(Column::name)
        .filter(names::contains)
        .count();
  }
}
