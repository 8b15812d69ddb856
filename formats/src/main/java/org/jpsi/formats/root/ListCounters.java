package org.jpsi.formats.root;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Counters of lists: the branches that say how many values each entry of others has, `nJet` for
/// `Jet_pt[nJet]` and `Jet_eta[nJet]`.
///
/// Lists of one name before the first `_` or `.` share one, for as long as their lengths are equal;
/// a column of that name that has the same numbers is it. Those that turn out to differ get a
/// counter of their own then, which begins with the baskets that they had in common: a file is
/// written in one pass, and does not depend on the chunks in which it comes.
final class ListCounters {
  /// Counter of some lists.
  ///
  /// @param isColumn whether the branch is a column of the table, not one of its own
  private record Counter(List<BranchWriter> lists, BranchWriter branch, boolean isColumn) {
    Counter of(List<BranchWriter> some) {
      return new Counter(some, branch, isColumn);
    }
  }

  private final Set<String> names = new HashSet<>();
  private List<Counter> counters = new ArrayList<>();
  // those whose counts are written
  private long entries;

  /// @param branches all of the tree
  ListCounters(List<BranchWriter> branches) {
    Map<String, BranchWriter> columns = new LinkedHashMap<>();
    Map<String, List<BranchWriter>> groups = new LinkedHashMap<>();
    for (BranchWriter branch : branches) {
      names.add(branch.name());
      names.add(branch.leafName());
      if (branch.isCount()) {
        columns.put(branch.name(), branch);
      } else if (branch.leaf().kind() == LeafEncoder.Kind.COUNTED) {
        groups.computeIfAbsent(group(branch.name()), k -> new ArrayList<>()).add(branch);
      }
    }
    groups.forEach((group, lists) -> {
      BranchWriter column = column(group, columns);
      counters.add(
          column != null
              ? new Counter(lists, column, true)
              : new Counter(lists, BranchWriter.counter(name(group, lists)), false));
    });
  }

  private static String group(String name) {
    int dot = name.indexOf('.');
    int end = dot > 0 ? dot : name.indexOf('_');
    return end > 0 ? name.substring(0, end) : name;
  }

  private static @Nullable BranchWriter column(String group, Map<String, BranchWriter> columns) {
    for (String name : List.of("n" + group, "N" + group, "n_" + group, group + "_n")) {
      BranchWriter column = columns.get(name);
      if (column != null) {
        return column;
      }
    }
    return null;
  }

  /// The name of a counter that is not a column: `nJet`, `nJet_pt`, `nJet_pt_2`.
  private String name(String group, List<BranchWriter> lists) {
    String first = "n" + lists.getFirst().leafName();
    String name = "n" + group.replace('[', '_').replace(']', '_');
    for (int i = 1; !names.add(name); i++) {
      name = i == 1 ? first : first + "_" + i;
    }
    return name;
  }

  /// Finds which lists have the lengths that their counter has, before baskets are written.
  void compare() {
    List<Counter> after = new ArrayList<>();
    for (Counter counter : counters) {
      Map<IntBuffer, List<BranchWriter>> alike = new LinkedHashMap<>();
      for (BranchWriter list : counter.lists) {
        alike.computeIfAbsent(list.counts(), k -> new ArrayList<>()).add(list);
      }
      @Nullable IntBuffer counted = counter.isColumn ? counter.branch.pendingIntegers() : null;
      boolean taken = false;
      for (Map.Entry<IntBuffer, List<BranchWriter>> same : alike.entrySet()) {
        boolean its = counted == null ? !taken : same.getKey().equals(counted);
        taken |= its;
        after.add(its ? counter.of(same.getValue()) : apart(counter, same.getValue()));
      }
    }
    counters = after;
  }

  private Counter apart(Counter before, List<BranchWriter> lists) {
    String name = name(group(lists.getFirst().name()), lists);
    return new Counter(lists, before.branch.counterAlike(name, entries), false);
  }

  /// Writes the baskets of counters that are no columns.
  ///
  /// @param entriesNow entries of the tree until now
  void flush(RootFileOutput file, String tree, long entriesNow) {
    for (Counter counter : counters) {
      IntBuffer counts = counter.lists.getFirst().counts();
      for (int i = 0; i < counts.remaining(); i++) {
        counter.branch.counted(counts.get(i));
      }
      if (!counter.isColumn) {
        counter.branch.add(counts);
        counter.branch.endBasket(tree);
        counter.branch.store(file, tree);
      }
    }
    counters.forEach(counter -> counter.lists.forEach(BranchWriter::countsAreWritten));
    entries = entriesNow;
  }

  /// The counter of each list.
  Map<BranchWriter, BranchWriter> branches() {
    Map<BranchWriter, BranchWriter> all = new LinkedHashMap<>();
    for (Counter counter : counters) {
      counter.branch.isCounter();
      counter.lists.forEach(list -> all.put(list, counter.branch));
    }
    return all;
  }
}
