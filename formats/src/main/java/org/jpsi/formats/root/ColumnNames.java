package org.jpsi.formats.root;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Names of the columns of a tree: their full paths, made distinct.
///
/// Where several have one path, it is that of the tree's own branch before that of a member, and
/// that of a member before that of one inherited (C++ hides it); what it is taken from has its base
/// classes in its name, `mu.Lepton.pt`, and at last a number, `x#2`. So names do not depend on the
/// order of branches, but for those of branches that ROOT cannot tell apart either.
final class ColumnNames {
  private ColumnNames() {}

  /// Distinct names of the columns of these paths, in their order.
  static List<String> of(List<BranchPath> paths) {
    Map<String, Integer> best = new HashMap<>();
    Map<String, Integer> sharing = new HashMap<>();
    for (BranchPath path : paths) {
      int order = order(path);
      Integer before = best.get(path.name());
      if (before == null || order < before) {
        best.put(path.name(), order);
        sharing.put(path.name(), 1);
      } else if (order == before) {
        sharing.merge(path.name(), 1, Integer::sum);
      }
    }
    Set<String> taken = new HashSet<>();
    String[] names = new String[paths.size()];
    for (int i = 0; i < names.length; i++) {
      BranchPath path = paths.get(i);
      boolean first = order(path) == best.getOrDefault(path.name(), 0);
      // of two base classes, neither hides the other
      boolean alone = path.bases() == 0 || sharing.getOrDefault(path.name(), 0) == 1;
      if (first && alone && taken.add(path.name())) {
        names[i] = path.name();
      }
    }
    Map<String, Integer> numbers = new HashMap<>();
    List<String> all = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      String name = names[i];
      if (name == null) {
        String qualified = paths.get(i).qualified();
        name = qualified;
        while (!taken.add(name)) {
          name = qualified + "#" + numbers.merge(qualified, 2, (n, _) -> n + 1);
        }
      }
      all.add(name);
    }
    return all;
  }

  /// As C++ finds a name: the tree's own branches first, then the fewest base classes.
  private static int order(BranchPath path) {
    return path.depth() == 0 ? 0 : 1 + path.bases();
  }
}
