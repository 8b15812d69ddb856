package org.jpsi.formats.rntuple;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Full path of a field: the top-level field, then the members down to this one, with dots between.
/// Classes that a member was inherited from are left out, as in C++.
///
/// @param name the full path: `mu.pt`
/// @param qualified with the base classes: `mu.Lepton.pt`
/// @param depth number of records that it is within
/// @param bases number of base classes that it is within
record FieldPath(String name, String qualified, int depth, int bases) {
  static FieldPath top(String name) {
    return new FieldPath(name, name, 0, 0);
  }

  FieldPath member(String member) {
    return new FieldPath(name + "." + member, qualified + "." + member, depth + 1, bases);
  }

  FieldPath base(String className) {
    return new FieldPath(name, qualified + "." + className, depth, bases + 1);
  }

  /// Distinct names of these paths, in their order.
  ///
  /// Where several have one path, it is that of the one with the fewest base classes (C++ hides the
  /// others), and of none where two have as few; what it is taken from has its base classes in its
  /// name, and at last a number, `x#2`.
  static List<String> distinct(List<FieldPath> paths) {
    Map<String, Integer> fewest = new HashMap<>();
    Map<String, Integer> sharing = new HashMap<>();
    for (FieldPath path : paths) {
      Integer before = fewest.get(path.name);
      if (before == null || path.bases < before) {
        fewest.put(path.name, path.bases);
        sharing.put(path.name, 1);
      } else if (path.bases == before) {
        sharing.merge(path.name, 1, Integer::sum);
      }
    }
    Set<String> taken = new HashSet<>();
    String[] names = new String[paths.size()];
    for (int i = 0; i < names.length; i++) {
      FieldPath path = paths.get(i);
      boolean alone = path.bases == 0 || sharing.getOrDefault(path.name, 0) == 1;
      if (alone && path.bases == fewest.getOrDefault(path.name, 0) && taken.add(path.name)) {
        names[i] = path.name;
      }
    }
    Map<String, Integer> numbers = new HashMap<>();
    List<String> all = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      String name = names[i];
      if (name == null) {
        String qualified = paths.get(i).qualified;
        name = qualified;
        while (!taken.add(name)) {
          name = qualified + "#" + numbers.merge(qualified, 2, (n, _) -> n + 1);
        }
      }
      all.add(name);
    }
    return all;
  }
}
